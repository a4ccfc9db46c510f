/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-check.h"
#include "way-result.h"
#include "way-test.h"

/* --- The public samples --- */

static void
collect_samples (const char *folder, GPtrArray *names)
{
  g_autofree char *path = way_test_dup_vector_path (folder);
  g_autoptr (GDir) dir = path ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);
      g_autofree char *child_path = g_build_filename (path, name, NULL);

      if (g_file_test (child_path, G_FILE_TEST_IS_DIR))
        collect_samples (child, names);
      else if (g_str_has_suffix (name, ".jsonld"))
        g_ptr_array_add (names, g_steal_pointer (&child));
    }
}

static void
fail_on_problem (const char *path, WayResult result, const char *message, gpointer name)
{
  g_test_message ("%s: %s %s", (const char *) name, path, message);
}

/* One of them has a member twice, with different values: what it says depends on who
 * reads it, so it is refused. */
static void
check_sample (const char *name)
{
  gsize len;
  g_autofree char *text = way_test_read_vector (name, &len);
  g_autoptr (GError) error = NULL;
  g_autoptr (WayEpcisDocument)
      document = way_epcis_document_read (WAY_SLICE_INIT (text, len), 0, &error);

  if (g_str_has_suffix (name, "AssociationEvent-h.jsonld"))
    {
      g_assert_error (error, WAY_ERROR, WAY_RESULT_DUPLICATE_KEY);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (way_epcis_document_get_n_events (document), >, 0);
  g_assert_cmpuint (way_epcis_check_document (document, fail_on_problem, (gpointer) name),
                    ==, 0);
}

static void
test_samples (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  collect_samples ("epcis-json/JSON", names);
  collect_samples ("epcis-event-hash/examples", names);
  for (guint i = 0; i < names->len; i++)
    check_sample (g_ptr_array_index (names, i));
  if (names->len > 0)
    g_assert_cmpuint (names->len, >=, 37);
}

/* --- Broken ones --- */

typedef struct
{
  const char *json; /* with ' for " */
  const char *path;
  WayResult result;
} Row;

typedef struct
{
  GString *paths; /* "path result-name\n" of every problem */
} Problems;

static void
collect (const char *path, WayResult result, const char *message, gpointer data)
{
  g_assert_true (g_utf8_validate (message, -1, NULL));
  g_string_append_printf (data, "%s %s\n", path, way_result_get_name (result));
}

static char *
dup_problems (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (WayEpcisDocument)
      document = way_epcis_document_read (way_slice_from_string (text), 0, &error);

  g_assert_no_error (error);
  way_epcis_check_document (document, collect, found);
  return g_string_free (g_steal_pointer (&found), FALSE);
}

/* Each row has exactly the one problem that it names; NULL: none. */
static void
check_rows (const Row *rows, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *found = dup_problems (rows[i].json);
      g_autofree char *expected =
          rows[i].path ? g_strdup_printf ("%s %s\n", rows[i].path,
                                          way_result_get_name (rows[i].result))
                       : g_strdup ("");

      if (strcmp (found, expected) != 0)
        g_test_message ("%s", rows[i].json);
      g_assert_cmpstr (found, ==, expected);
    }
}

#define CONTEXT                                                                          \
  "'@context':'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'"
#define WHEN "'eventTime':'2020-01-01T00:00:00Z','eventTimeZoneOffset':'+00:00'"
#define BODY "'epcisBody':{'eventList':[]}"
#define DATE "'creationDate':'2020-01-01T00:00:00Z'"

/* An array of one event, so that its path is $[0]. */
#define OBJECT(members) "[{'type':'ObjectEvent'," WHEN "," members "}]"
#define WHAT            "'action':'OBSERVE','epcList':['urn:e:1']"
#define EVENT(members)  OBJECT (WHAT "," members)

#define RANGE           WAY_RESULT_OUT_OF_RANGE
#define TYPE            WAY_RESULT_MALFORMED
#define MISSING         WAY_RESULT_MISSING_MEMBER
#define UNKNOWN         WAY_RESULT_UNKNOWN_MEMBER

static void
test_documents (void)
{
  static const Row rows[] = {
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.0'," DATE "," BODY "}" },
    { "{'type':'EPCISDocument','schemaVersion':'2.0'," DATE "," BODY "}", "$.@context",
      MISSING },
    { "{" CONTEXT ",'type':'EPCISDocument'," DATE "," BODY "}", "$.schemaVersion",
      MISSING },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.0'," BODY "}",
      "$.creationDate", MISSING },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.0'," DATE "}",
      "$.epcisBody", MISSING },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.0'," DATE
      ",'epcisBody':{}}",
      "$.epcisBody.eventList", MISSING },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.0'," DATE
      ",'epcisBody':{'eventList':{}}}",
      "$.epcisBody.eventList", TYPE },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':2.0," DATE "," BODY "}",
      "$.schemaVersion", TYPE },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.'," DATE "," BODY "}",
      "$.schemaVersion", RANGE },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.0','creationDate':"
      "'2020-01-01'," BODY "}",
      "$.creationDate", RANGE },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.0','id':'x'," DATE "," BODY
      "}",
      "$.id", RANGE },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.0','extra':1," DATE "," BODY
      "}",
      "$.extra", UNKNOWN },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.0','ex:extra':1," DATE
      "," BODY "}" },
    { "{'@context':5,'type':'EPCISDocument','schemaVersion':'2.0'," DATE "," BODY "}",
      "$.@context", TYPE },
    { "{'@context':[{},'x'],'type':'EPCISDocument','schemaVersion':'2.0'," DATE "," BODY
      "}",
      "$.@context[1]", RANGE },
    { "{'@context':['a:b','a:b'],'type':'EPCISDocument','schemaVersion':'2.0'," DATE
      "," BODY "}",
      "$.@context", RANGE },
    { "{'@context':['a:b',{'a':'b:c'},{'a':'b:c'}],'type':'EPCISDocument',"
      "'schemaVersion':'2.0'," DATE "," BODY "}",
      "$.@context", RANGE },
    { "{" CONTEXT ",'type':'urn:other','schemaVersion':'2.0'," DATE "," BODY "}",
      "$.type", RANGE },
    { "{" CONTEXT ",'type':'','schemaVersion':'2.0'," DATE "," BODY "}", "$.type",
      RANGE },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.0'," DATE ",'epcisHeader':{"
      "'epcisMasterData':{'vocabularyList':[{'type':'urn:v','vocabularyElementList':["
      "{'id':'urn:e','attributes':[{'id':'urn:a','attribute':'x'}],'children':['urn:c',"
      "'c']}]}]}}," BODY "}",
      "$.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[0]"
      ".children[1]",
      RANGE },
    { "{" CONTEXT ",'type':'EPCISDocument','schemaVersion':'2.0'," DATE ",'epcisHeader':{"
      "'epcisMasterData':{'vocabularyList':[{'type':'urn:v','vocabularyElementList':["
      "{'attributes':[]}]}]}}," BODY "}",
      "$.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[0].id",
      MISSING },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_queries (void)
{
  static const Row rows[] = {
    { "{" CONTEXT ",'type':'EPCISQueryDocument','epcisBody':{'queryResults':{'queryName':"
      "'q','resultsBody':{'eventList':[]}}}}" },
    { "{" CONTEXT ",'type':'EPCISQueryDocument','epcisBody':{}}",
      "$.epcisBody.queryResults", MISSING },
    { "{" CONTEXT ",'type':'EPCISQueryDocument','epcisBody':{'queryResults':{"
      "'resultsBody':{'eventList':[]}}}}",
      "$.epcisBody.queryResults.queryName", MISSING },
    { "{" CONTEXT ",'type':'EPCISQueryDocument','epcisBody':{'queryResults':{'queryName':"
      "'q','resultsBody':{}}}}",
      "$.epcisBody.queryResults.resultsBody.eventList", MISSING },
    { "{" CONTEXT ",'type':'EPCISQueryDocument','epcisBody':{'queryResults':{'queryName':"
      "'q','resultsBody':{'eventList':[5]}}}}",
      "$.epcisBody.queryResults.resultsBody.eventList[0]", TYPE },
    { "{" CONTEXT ",'type':'EPCISQueryDocument','epcisBody':{'queryResults':{'queryName':"
      "'q','more':1,'resultsBody':{'eventList':[]}}}}",
      "$.epcisBody.queryResults.more", UNKNOWN },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_every_event (void)
{
  static const Row rows[] = {
    { OBJECT (WHAT) },
    { "[[]]", "$[0]", TYPE },
    { "[{" WHEN "," WHAT "}]", "$[0].type", MISSING },
    { "[{'type':'MadeUpEvent'," WHEN "}]", "$[0].type", RANGE },
    { "[{'type':'ex:OwnEvent'," WHEN ",'whatever':1}]" },
    { "[{'type':'ObjectEvent','eventTimeZoneOffset':'+00:00'," WHAT "}]",
      "$[0].eventTime", MISSING },
    { "[{'type':'ObjectEvent','eventTime':'2020-01-01T00:00:00Z'," WHAT "}]",
      "$[0].eventTimeZoneOffset", MISSING },
    { "[{'type':'ObjectEvent','eventTimeZoneOffset':'+00:00','eventTime':"
      "'2020-01-01T00:00:00'," WHAT "}]",
      "$[0].eventTime", RANGE },
    { "[{'type':'ObjectEvent','eventTimeZoneOffset':'+00:00','eventTime':1577836800," WHAT
      "}]",
      "$[0].eventTime", TYPE },
    { "[{'type':'ObjectEvent','eventTimeZoneOffset':'+14:01','eventTime':"
      "'2020-01-01T00:00:00Z'," WHAT "}]",
      "$[0].eventTimeZoneOffset", RANGE },
    { "[{'type':'ObjectEvent','eventTimeZoneOffset':'Z','eventTime':"
      "'2020-01-01T00:00:00Z'," WHAT "}]",
      "$[0].eventTimeZoneOffset", RANGE },
    { EVENT ("'recordTime':'now'"), "$[0].recordTime", RANGE },
    { EVENT ("'eventID':'no uri'"), "$[0].eventID", RANGE },
    { EVENT ("'certificationInfo':['urn:c','c']"), "$[0].certificationInfo[1]", RANGE },
    { EVENT ("'certificationInfo':'urn:c'") },
    { EVENT ("'certificationInfo':{}"), "$[0].certificationInfo", TYPE },
    { EVENT ("'bizStep':'urn:epcglobal:cbv:bizstep:shipping'"), "$[0].bizStep", RANGE },
    { EVENT ("'bizStep':'https://ns.gs1.org/cbv/x'"), "$[0].bizStep", RANGE },
    { EVENT ("'bizStep':'in_transit'"), "$[0].bizStep", RANGE },
    { EVENT ("'bizStep':'https://example.com/steps/x'") },
    { EVENT ("'disposition':'shipping'"), "$[0].disposition", RANGE },
    { EVENT ("'readPoint':'urn:r'"), "$[0].readPoint", TYPE },
    { EVENT ("'readPoint':{}"), "$[0].readPoint.id", MISSING },
    { EVENT ("'bizLocation':{'id':'x'}"), "$[0].bizLocation.id", RANGE },
    { EVENT ("'sourceList':[{'source':'urn:s'}]"), "$[0].sourceList[0].type", MISSING },
    { EVENT ("'sourceList':[{'type':'owning_party','source':'urn:s'},{'type':'owner',"
             "'source':'urn:s'}]"),
      "$[0].sourceList[1].type", RANGE },
    { EVENT ("'destinationList':[{'type':'location','destination':'urn:s','ex:x':1}]"),
      "$[0].destinationList[0]['ex:x']", UNKNOWN },
    { EVENT ("'destinationList':[{'type':'location'}]"),
      "$[0].destinationList[0].destination", MISSING },
    { EVENT ("'bizTransactionList':[{'type':'po'}]"),
      "$[0].bizTransactionList[0].bizTransaction", MISSING },
    { EVENT ("'bizTransactionList':[{'type':'order','bizTransaction':'urn:b'}]"),
      "$[0].bizTransactionList[0].type", RANGE },
    { EVENT ("'something':1"), "$[0].something", UNKNOWN },
    { EVENT ("'some thing':1"), "$[0]['some thing']", UNKNOWN },
    { EVENT ("'it\\u0027s\\u0001':1"), "$[0]['it\\'s\\u0001']", UNKNOWN },
    { EVENT ("'ex:thing':{'any':[1,{'x':null}]}") },
    { EVENT ("'https://example.com/thing':1") },
    { EVENT ("'errorDeclaration':{'reason':'incorrect_data'}"),
      "$[0].errorDeclaration.declarationTime", MISSING },
    { EVENT ("'errorDeclaration':{'declarationTime':'2020-01-01T00:00:00Z','reason':"
             "'typo'}"),
      "$[0].errorDeclaration.reason", RANGE },
    { EVENT ("'errorDeclaration':{'declarationTime':'2020-01-01T00:00:00Z',"
             "'correctiveEventIDs':['x y']}"),
      "$[0].errorDeclaration.correctiveEventIDs[0]", RANGE },
    { EVENT ("'errorDeclaration':{'declarationTime':'2020-01-01T00:00:00Z','by':1}"),
      "$[0].errorDeclaration.by", UNKNOWN },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_object_events (void)
{
  static const Row rows[] = {
    { OBJECT ("'epcList':[]"), "$[0].action", MISSING },
    { OBJECT ("'epcList':[],'action':'add'"), "$[0].action", RANGE },
    { OBJECT ("'action':'ADD'"), "$[0].epcList", MISSING },
    { OBJECT ("'action':'ADD','quantityList':[]"), "$[0].epcList", MISSING },
    { OBJECT ("'action':'ADD','epcList':[]") },
    { OBJECT ("'action':'ADD','epcList':'urn:e'"), "$[0].epcList", TYPE },
    { OBJECT ("'action':'ADD','epcList':['urn:e',7]"), "$[0].epcList[1]", TYPE },
    { OBJECT ("'action':'ADD','epcList':['urn:e','urn:f','urn:e']"), "$[0].epcList",
      RANGE },
    { OBJECT ("'action':'ADD','quantityList':[{'quantity':1}]"),
      "$[0].quantityList[0].epcClass", MISSING },
    { OBJECT ("'action':'ADD','quantityList':[{'epcClass':'urn:c','quantity':'1'}]"),
      "$[0].quantityList[0].quantity", TYPE },
    { OBJECT ("'action':'ADD','quantityList':[{'epcClass':'urn:c','uom':'kgm'}]"),
      "$[0].quantityList[0].uom", RANGE },
    { OBJECT ("'action':'ADD','quantityList':[{'epcClass':'urn:c','uom':'KGMS'}]"),
      "$[0].quantityList[0].uom", RANGE },
    { OBJECT ("'action':'ADD','quantityList':[{'epcClass':'urn:c','lot':'1'}]"),
      "$[0].quantityList[0].lot", UNKNOWN },
    { OBJECT ("'action':'ADD','epcList':[],'ilmd':{'ex:best':'2020'}") },
    { OBJECT ("'action':'ADD','epcList':[],'ilmd':{'best':'2020'}"), "$[0].ilmd.best",
      UNKNOWN },
    { OBJECT ("'action':'OBSERVE','epcList':[],'ilmd':{}"), "$[0].ilmd", RANGE },
    { OBJECT ("'action':'DELETE','epcList':[],'ilmd':{}"), "$[0].ilmd", RANGE },
    { EVENT ("'parentID':'urn:p'"), "$[0].parentID", UNKNOWN },
    { EVENT ("'persistentDisposition':{}"), "$[0].persistentDisposition.set", MISSING },
    { EVENT ("'persistentDisposition':{'set':[]}"), "$[0].persistentDisposition.set",
      RANGE },
    { EVENT ("'persistentDisposition':{'unset':['damaged','damaged']}"),
      "$[0].persistentDisposition.unset", RANGE },
    { EVENT ("'persistentDisposition':{'set':['broken']}"),
      "$[0].persistentDisposition.set[0]", RANGE },
    { EVENT ("'persistentDisposition':{'set':['damaged'],'ex:a':1}"),
      "$[0].persistentDisposition['ex:a']", UNKNOWN },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

#define SENSOR(members) OBJECT ("'action':'OBSERVE','readPoint':{'id':'urn:r'}," members)

static void
test_sensors (void)
{
  static const Row rows[] = {
    { SENSOR ("'sensorElementList':[{'sensorReport':[{'type':'Temperature'}]}]") },
    { SENSOR ("'sensorElementList':[]"), "$[0].epcList", MISSING },
    { OBJECT ("'action':'OBSERVE','sensorElementList':[{'sensorReport':[{'type':"
              "'Temperature'}]}]"),
      "$[0].epcList", MISSING },
    { SENSOR ("'sensorElementList':[{}]"), "$[0].sensorElementList[0].sensorReport",
      MISSING },
    { SENSOR ("'sensorElementList':[{'sensorReport':[]}]"),
      "$[0].sensorElementList[0].sensorReport", RANGE },
    { SENSOR ("'sensorElementList':[{'sensorReport':[{'value':1}]}]"),
      "$[0].sensorElementList[0].sensorReport[0].type", MISSING },
    { SENSOR ("'sensorElementList':[{'sensorReport':[{'type':'Warmth'}]}]"),
      "$[0].sensorElementList[0].sensorReport[0].type", RANGE },
    { SENSOR ("'sensorElementList':[{'sensorReport':[{'type':'https://gs1.org/voc/Mass'"
              "}]}]"),
      "$[0].sensorElementList[0].sensorReport[0].type", RANGE },
    { SENSOR ("'sensorElementList':[{'sensorReport':[{'type':'Mass','value':'5'}]}]"),
      "$[0].sensorElementList[0].sensorReport[0].value", TYPE },
    { SENSOR ("'sensorElementList':[{'sensorReport':[{'type':'Mass','booleanValue':"
              "'true'}]}]"),
      "$[0].sensorElementList[0].sensorReport[0].booleanValue", TYPE },
    { SENSOR ("'sensorElementList':[{'sensorReport':[{'type':'Mass','hexBinaryValue':"
              "'0g'}]}]"),
      "$[0].sensorElementList[0].sensorReport[0].hexBinaryValue", RANGE },
    { SENSOR ("'sensorElementList':[{'sensorReport':[{'type':'Mass','exception':"
              "'ALARM'}]}]"),
      "$[0].sensorElementList[0].sensorReport[0].exception", RANGE },
    { SENSOR ("'sensorElementList':[{'sensorReport':[{'type':'Angle','component':"
              "'up'}]}]"),
      "$[0].sensorElementList[0].sensorReport[0].component", RANGE },
    { SENSOR ("'sensorElementList':[{'sensorReport':[{'type':'Mass','note':1}]}]"),
      "$[0].sensorElementList[0].sensorReport[0].note", UNKNOWN },
    { SENSOR ("'sensorElementList':[{'sensorMetadata':{'time':'x'},'sensorReport':[{"
              "'type':'Mass'}]}]"),
      "$[0].sensorElementList[0].sensorMetadata.time", RANGE },
    { SENSOR ("'sensorElementList':[{'sensorMetadata':{'place':'x'},'sensorReport':[{"
              "'type':'Mass'}]}]"),
      "$[0].sensorElementList[0].sensorMetadata.place", UNKNOWN },
    { SENSOR ("'sensorElementList':[{'note':'x','sensorReport':[{'type':'Mass'}]}]"),
      "$[0].sensorElementList[0].note", UNKNOWN },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

#define OTHER(type, members) "[{'type':'" type "'," WHEN "," members "}]"

static void
test_other_events (void)
{
  static const Row rows[] = {
    { OTHER ("AggregationEvent",
             "'action':'ADD','parentID':'urn:p','childEPCs':['a:b']") },
    { OTHER ("AggregationEvent", "'action':'DELETE','parentID':'urn:p'") },
    { OTHER ("AggregationEvent", "'action':'OBSERVE','childEPCs':['a:b']") },
    { OTHER ("AggregationEvent", "'action':'ADD','parentID':'urn:p','childEPCs':[]"),
      "$[0].childEPCs", MISSING },
    { OTHER ("AggregationEvent", "'action':'ADD','childEPCs':['a:b']"), "$[0].parentID",
      MISSING },
    { OTHER ("AggregationEvent", "'action':'DELETE'"), "$[0].parentID", MISSING },
    { OTHER ("AggregationEvent", "'action':'ADD','parentID':'p','childEPCs':['a:b']"),
      "$[0].parentID", RANGE },
    { OTHER ("AggregationEvent",
             "'action':'ADD','parentID':'a:p','childEPCs':['a:b'],'epcList':[]"),
      "$[0].epcList", UNKNOWN },
    { OTHER ("AssociationEvent",
             "'action':'ADD','parentID':'urn:p','childQuantityList':[{"
             "'epcClass':'a:b'}]") },
    { OTHER ("AssociationEvent", "'action':'ADD','parentID':'urn:p'"), "$[0].childEPCs",
      MISSING },
    { OTHER ("AssociationEvent", "'parentID':'urn:p','childEPCs':['a:b']"), "$[0].action",
      MISSING },
    { OTHER ("TransactionEvent",
             "'action':'ADD','epcList':['a:b'],'bizTransactionList':[{"
             "'bizTransaction':'a:t'}]") },
    { OTHER ("TransactionEvent",
             "'action':'DELETE','bizTransactionList':[{'bizTransaction':'a:t'}]") },
    { OTHER ("TransactionEvent",
             "'action':'ADD','bizTransactionList':[{'bizTransaction':'a:t'}]"),
      "$[0].epcList", MISSING },
    { OTHER ("TransactionEvent", "'action':'ADD','epcList':[]"),
      "$[0].bizTransactionList", MISSING },
    { OTHER ("TransactionEvent", "'action':'ADD','epcList':[],'bizTransactionList':[]"),
      "$[0].bizTransactionList", RANGE },
    { OTHER ("TransformationEvent", "'inputEPCList':['a:i'],'outputQuantityList':[{"
                                    "'epcClass':'a:o'}]") },
    { OTHER ("TransformationEvent", "'inputEPCList':['a:i'],'transformationID':'a:t'") },
    { OTHER ("TransformationEvent", "'outputEPCList':['a:i'],'transformationID':'a:t'") },
    { OTHER ("TransformationEvent", "'inputEPCList':['a:i']"), "$[0].outputEPCList",
      MISSING },
    { OTHER ("TransformationEvent", "'outputEPCList':['a:i']"), "$[0].inputEPCList",
      MISSING },
    { OTHER ("TransformationEvent",
             "'inputEPCList':['a:i'],'outputEPCList':['a:i','a:i']"),
      "$[0].outputEPCList", RANGE },
    { OTHER ("TransformationEvent",
             "'inputEPCList':['a:i'],'outputEPCList':['a:i'],'action':'ADD'"),
      "$[0].action", UNKNOWN },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* One event in a file needs the context that a document would have. */
static void
test_single_event (void)
{
  static const Row rows[] = {
    { "{" CONTEXT ",'type':'ObjectEvent'," WHEN "," WHAT "}" },
    { "{'type':'ObjectEvent'," WHEN "," WHAT "}", "$.@context", MISSING },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_all_problems (void)
{
  g_autofree char *found =
      dup_problems ("[{'type':'ObjectEvent','eventTime':5,'bizStep':'x','y':1},"
                    "{'type':'ObjectEvent'," WHEN "," WHAT "},[]]");

  g_assert_cmpstr (found, ==,
                   "$[0].eventTimeZoneOffset missing-member\n"
                   "$[0].action missing-member\n"
                   "$[0].eventTime malformed\n"
                   "$[0].bizStep out-of-range\n"
                   "$[0].y unknown-member\n"
                   "$[0].epcList missing-member\n"
                   "$[2] malformed\n");
}

static void
test_first_problem (void)
{
  g_autofree char *text = g_strdelimit (g_strdup ("[{'type':'ObjectEvent'}]"), "'", '"');
  g_autoptr (WayEpcisDocument)
      document = way_epcis_document_read (way_slice_from_string (text), 0, NULL);
  g_autofree char *path = way_epcis_document_dup_event_path (document, 0);
  g_autoptr (GError) error = NULL;
  WayEpcisIter iter;

  way_epcis_iter_init (&iter, document);
  g_assert_false (way_epcis_validate_event (way_epcis_iter_next (&iter), path, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_MISSING_MEMBER);
  g_assert_cmpstr (error->message, ==, "$[0].eventTime is missing");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/epcis/check/samples", test_samples);
  g_test_add_func ("/epcis/check/documents", test_documents);
  g_test_add_func ("/epcis/check/queries", test_queries);
  g_test_add_func ("/epcis/check/every-event", test_every_event);
  g_test_add_func ("/epcis/check/object-events", test_object_events);
  g_test_add_func ("/epcis/check/sensors", test_sensors);
  g_test_add_func ("/epcis/check/other-events", test_other_events);
  g_test_add_func ("/epcis/check/single-event", test_single_event);
  g_test_add_func ("/epcis/check/all-problems", test_all_problems);
  g_test_add_func ("/epcis/check/first-problem", test_first_problem);
  return g_test_run ();
}
