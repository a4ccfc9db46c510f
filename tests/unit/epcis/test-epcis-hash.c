/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-hash.h"
#include "way-result.h"
#include "way-test.h"

/* JSON in literals is written with ' for ". */
static WayEpcisDocument *
read_quoted (const char *literal)
{
  g_autofree char *text = g_strdelimit (g_strdup (literal), "'", '"');
  g_autoptr (GError) error = NULL;
  WayEpcisDocument *document =
      way_epcis_document_read (way_slice_from_string (text), 0, &error);

  g_assert_no_error (error);
  return document;
}

/* The canonical texts of all events, each on a line; a bad one as "error: …". */
static char *
dup_prehashes (const WayEpcisDocument *document)
{
  g_autoptr (WayEpcisHasher) hasher = way_epcis_hasher_new (document);
  g_autoptr (GString) out = g_string_new (NULL);
  WayEpcisIter iter;
  yyjson_val *event;

  way_epcis_iter_init (&iter, document);
  while ((event = way_epcis_iter_next (&iter)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      WayHash hash;

      if (way_epcis_hasher_hash (hasher, event, &hash, &error))
        {
          WaySlice text = way_epcis_hasher_get_prehash (hasher);
          g_string_append_len (out, (const char *) text.data, (gssize) text.len);
        }
      else
        g_string_append_printf (out, "error: %s", error->message);
      g_string_append_c (out, '\n');
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_hashes (const WayEpcisDocument *document)
{
  g_autoptr (WayEpcisHasher) hasher = way_epcis_hasher_new (document);
  g_autoptr (GString) out = g_string_new (NULL);
  WayEpcisIter iter;
  yyjson_val *event;

  way_epcis_iter_init (&iter, document);
  while ((event = way_epcis_iter_next (&iter)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *uri = NULL;
      WayHash hash, back;

      way_epcis_hasher_hash (hasher, event, &hash, &error);
      g_assert_no_error (error);
      uri = way_epcis_hash_to_uri (&hash);
      g_assert_true (way_epcis_hash_from_uri (way_slice_from_string (uri), &back));
      g_assert_true (way_hash_equal (&hash, &back));
      g_string_append_printf (out, "%s\n", uri);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_vectors (void)
{
  g_autofree char *folder = way_test_dup_vector_path ("epcis-event-hash/examples");
  g_autoptr (GDir) dir = folder ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *stem = NULL, *hashes_name = NULL, *text = NULL, *expected = NULL;
      g_autofree char *found = NULL, *path = NULL;
      g_autoptr (WayEpcisDocument) document = NULL;
      g_autoptr (GError) error = NULL;
      gsize len;

      if (!g_str_has_suffix (name, ".jsonld"))
        continue;
      stem = g_strndup (name, strlen (name) - strlen (".jsonld"));
      path = g_strconcat ("epcis-event-hash/examples/", name, NULL);
      hashes_name = g_strconcat ("epcis-event-hash/examples/", stem, ".hashes", NULL);
      text = way_test_read_vector (path, &len);
      expected = way_test_read_vector (hashes_name, NULL);
      document = way_epcis_document_read (WAY_SLICE_INIT (text, len), 0, &error);
      g_assert_no_error (error);
      found = dup_hashes (document);
      g_assert_cmpstr (g_strchomp (found), ==, g_strchomp (expected));
      n++;
    }
  if (dir != NULL)
    g_assert_cmpuint (n, >=, 16);
}

/* --- The canonical text --- */

#define TIME      "'eventTime':'2020-01-01T00:00:00Z','eventTimeZoneOffset':'+00:00'"
#define TIME_TEXT "eventTime=2020-01-01T00:00:00.000ZeventTimeZoneOffset=+00:00"
#define NAMES     "'@context':[{'ex':'https://ex.example/','other':'urn:other:'}]"

static const struct
{
  const char *event;
  const char *text;
} texts[] = {
  /* members in canonical order, list elements sorted by bytes, empty ones left out */
  { "{'type':'ObjectEvent','disposition':'','action':'ADD','epcList':['b:2','B:1','a:3']"
    "," TIME "}",
    "eventType=ObjectEvent" TIME_TEXT "epcListepc=B:1epc=a:3epc=b:2action=ADD" },
  { "{'type':'TransactionEvent','parentID':'p:1','epcList':['e:1']," TIME "}",
    "eventType=TransactionEvent" TIME_TEXT "epcListepc=e:1parentID=p:1" },
  /* spaces around values, numbers in their plain form */
  { "{'type':'ObjectEvent','quantityList':[{'uom':' KGM ','quantity':1.50e1,"
    "'epcClass':'c:1'}]," TIME "}",
    "eventType=ObjectEvent" TIME_TEXT "quantityListquantityElementepcClass=c:1quantity=15"
    "uom=KGM" },
  { "{'type':'ObjectEvent','ex:lot':'0047','ex:no':true,'ex:nil':null," TIME "," NAMES
    "}",
    "eventType=ObjectEvent" TIME_TEXT
    "{https://ex.example/}lot=47{https://ex.example/}nil"
    "{https://ex.example/}no=true" },
  /* standard names in all their forms */
  { "{'type':'ObjectEvent','bizStep':'urn:epcglobal:cbv:bizstep:shipping',"
    "'disposition':'in_transit'," TIME "}",
    "eventType=ObjectEvent" TIME_TEXT "bizStep=https://ref.gs1.org/cbv/BizStep-shipping"
    "disposition=https://ref.gs1.org/cbv/Disp-in_transit" },
  { "{'type':'ObjectEvent','bizStep':'ex:step','disposition':'made_up'," TIME "," NAMES
    "}",
    "eventType=ObjectEvent" TIME_TEXT "bizStep=https://ex.example/step"
    "disposition=made_up" },
  { "{'type':'ObjectEvent','persistentDisposition':{'unset':['damaged'],"
    "'set':['recalled','available']}," TIME "}",
    "eventType=ObjectEvent" TIME_TEXT "persistentDisposition"
    "set=https://ref.gs1.org/cbv/Disp-availableset=https://ref.gs1.org/cbv/Disp-recalled"
    "unset=https://ref.gs1.org/cbv/Disp-damaged" },
  /* types first, whatever the order; without a type too */
  { "{'type':'ObjectEvent','bizTransactionList':[{'bizTransaction':'t:2','type':'po'},"
    "{'bizTransaction':'t:1'}]," TIME "}",
    "eventType=ObjectEvent" TIME_TEXT "bizTransactionListbizTransaction=t:1"
    "type=https://ref.gs1.org/cbv/BTT-pobizTransaction=t:2" },
  /* the lists of parties, instance data and extensions follow, sorted */
  { "{'type':'ObjectEvent','sourceList':[{'type':'location','source':'s:1'}],"
    "'ilmd':{'ex:b':'2','ex:a':['y','x']},'other:z':'1',"
    "'destinationList':[{'type':'location','destination':'d:1'}]," TIME "," NAMES "}",
    "eventType=ObjectEvent" TIME_TEXT
    "destinationListtype=https://ref.gs1.org/cbv/SDT-locationdestination=d:1"
    "ilmd{https://ex.example/}a=x{https://ex.example/}a=y{https://ex.example/}b=2"
    "sourceListtype=https://ref.gs1.org/cbv/SDT-locationsource=s:1{urn:other:}z=1" },
  /* extensions inside standard members stay there, behind the standard ones */
  { "{'type':'ObjectEvent','readPoint':{'ex:a':'1','id':'urn:r'},'bizStep':'x:y'," TIME
    "," NAMES "}",
    "eventType=ObjectEvent" TIME_TEXT "bizStep=x:yreadPointid=urn:r"
    "{https://ex.example/}a=1" },
  { "{'type':'ObjectEvent','sensorElementList':[{'ex:e':'5','sensorReport':[{'uom':'CEL',"
    "'type':'Temperature','value':26.0,'ex:q':{'ex:d':'2','ex:c':'1'}},{'type':'Speed'}],"
    "'sensorMetadata':{'time':'2020-01-01T01:00:00.1+01:00'}}]," TIME "," NAMES "}",
    "eventType=ObjectEvent" TIME_TEXT "sensorElementListsensorElement"
    "sensorMetadatatime=2020-01-01T00:00:00.100Z"
    "sensorReporttype=https://gs1.org/voc/Speed"
    "sensorReporttype=https://gs1.org/voc/Temperaturevalue=26uom=CEL"
    "{https://ex.example/}q{https://ex.example/}c=1{https://ex.example/}d=2"
    "{https://ex.example/}e=5" },
  /* what is neither standard nor an extension there follows behind all the rest */
  { "{'type':'ObjectEvent','sensorElementList':[{'sensorReport':[{'type':'Speed',"
    "'bizRules':'b:1','ex:q':'1'},{'type':'Speed'}]}],'readPoint':{'id':'r:1','z:z':'2',"
    "'x':'1'},'ex:e':'5'," TIME "," NAMES "}",
    "eventType=ObjectEvent" TIME_TEXT "readPointid=r:1"
    "sensorElementListsensorElementsensorReporttype=https://gs1.org/voc/Speed"
    "sensorReporttype=https://gs1.org/voc/Speed{https://ex.example/}q=1"
    "readPointx=1z:z=2sensorElementListsensorElementsensorReportbizRules=b:1"
    "{https://ex.example/}e=5" },
  /* JSON leaves the names of list elements out */
  { "{'type':'ObjectEvent','ex:thingList':['b','a']," TIME "," NAMES "}",
    "eventType=ObjectEvent" TIME_TEXT "{https://ex.example/}thingList"
    "{https://ex.example/}thing=a{https://ex.example/}thing=b" },
  /* what names, dates or corrects the event is no part of it, nor are comments */
  { "{'type':'ObjectEvent','eventID':'urn:x','recordTime':'2021-01-01T00:00:00Z',"
    "'errorDeclaration':{'declarationTime':'2021-01-01T00:00:00Z'},"
    "'rdfs:comment':'c'," TIME "}",
    "eventType=ObjectEvent" TIME_TEXT },
  /* a prefix that nobody declared stays as it is */
  { "{'type':'ObjectEvent','nobody:x':'gs1:Angle'," TIME "}",
    "eventType=ObjectEvent" TIME_TEXT "nobody:x=gs1:Angle" },
};

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (WayEpcisDocument) document = read_quoted (texts[i].event);
      g_autofree char *found = dup_prehashes (document);

      g_assert_cmpstr (g_strchomp (found), ==, texts[i].text);
    }
}

/* An event's own context counts for it alone, before the document's. */
static void
test_contexts (void)
{
  g_autoptr (WayEpcisDocument) document = read_quoted (
      "{'type':'EPCISDocument','@context':[{'ex':'urn:old:','b':'urn:b:'},{'ex':"
      "{'@id':'urn:doc:'}}],'epcisBody':{'eventList':["
      "{'type':'ObjectEvent','ex:x':'1','b:y':'2'," TIME ",'@context':{'ex':'urn:own:'}},"
      "{'type':'ObjectEvent','ex:x':'1'," TIME "}]}}");
  g_autofree char *found = dup_prehashes (document);

  g_assert_cmpstr (found, ==,
                   "eventType=ObjectEvent" TIME_TEXT "{urn:b:}y=2{urn:own:}x=1\n"
                   "eventType=ObjectEvent" TIME_TEXT "{urn:doc:}x=1\n");
}

static void
test_ignored_fields (void)
{
  g_autoptr (WayEpcisDocument) document = read_quoted (
      "{'type':'EPCISDocument','r:ignoreFields':['a:b','epcList'],'epcisBody':{'"
      "eventList':["
      "{'type':'ObjectEvent','a:b':'1','a:c':'2','epcList':['e:1']," TIME "}]}}");
  g_autofree char *found = dup_prehashes (document);

  /* only what a repository added may be left out, never a standard member */
  g_assert_cmpstr (found, ==, "eventType=ObjectEvent" TIME_TEXT "epcListepc=e:1a:c=2\n");
}

/* --- Different writings of one event --- */

static void
test_same_event (void)
{
  static const char *const writings[] = {
    "{'type':'ObjectEvent','eventTime':'2020-01-01T01:00:00+01:00',"
    "'eventTimeZoneOffset':'+00:00','epcList':"
    "['urn:epc:id:sgtin:4012345.011111.1','urn:epc:id:sgtin:4012345.011111.2'],"
    "'quantityList':[{'epcClass':'urn:epc:idpat:sgtin:4012345.011111.*','quantity':2.0}],"
    "'ex:a':[1,2]," NAMES "}",
    "{" NAMES ",'ex:a':['2.00','1'],'quantityList':[{'quantity':2,'epcClass':"
    "'https://shop.example/gtin/4012345111118'}],'epcList':["
    "'https://shop.example/x/01/04012345111118/10/L/21/2?a=b',"
    "'https://id.gs1.org/01/04012345111118/21/"
    "1'],'eventTime':'2020-01-01T00:00:00.0001Z',"
    "'eventTimeZoneOffset':'+00:00',"
    "'type':'ObjectEvent'}",
  };
  g_autoptr (WayEpcisDocument) a = read_quoted (writings[0]);
  g_autoptr (WayEpcisDocument) b = read_quoted (writings[1]);
  g_autofree char *hash_a = dup_hashes (a), *hash_b = dup_hashes (b);

  g_assert_cmpstr (hash_a, ==, hash_b);
}

/* --- Bad events and documents --- */

static void
test_bad_events (void)
{
  g_autoptr (WayEpcisDocument) document = read_quoted (
      "[5,{},{'type':'ObjectEvent'},{'type':'ObjectEvent','eventTime':'yesterday','"
      "eventTimeZoneOffset':'+00:00'},"
      "{'type':'ObjectEvent','eventTime':'2020-01-01T00:00:00Z'},"
      "{'type':'ObjectEvent','bizStep':['a','b']," TIME "},"
      "{'type':'ObjectEvent','readPoint':'urn:x'," TIME "},"
      "{'type':'ObjectEvent','epcList':[{'a':'b'}]," TIME "},"
      "{'type':'ObjectEvent','sensorElementList':[{'sensorReport':[{'time':'x'}]}]," TIME
      "},{'type':'ObjectEvent'," TIME "}]");
  g_autofree char *found = dup_prehashes (document);

  g_assert_cmpstr (found, ==,
                   "error: The data is malformed: the event is not an object\n"
                   "error: type: it is missing or no text\n"
                   "error: eventTime: it is missing\n"
                   "error: eventTime: not a date and time with its zone\n"
                   "error: eventTimeZoneOffset: it is missing\n"
                   "error: bizStep: not a simple value\n"
                   "error: readPoint: not an object\n"
                   "error: epcList: not a simple value\n"
                   "error: time: not a date and time with its zone\n"
                   "eventType=ObjectEvent" TIME_TEXT "\n");
}

static void
test_bad_documents (void)
{
  static const struct
  {
    const char *text;
    WayResult result;
  } rows[] = {
    { "", WAY_RESULT_MALFORMED },
    { "{'type':'EPCISDocument'", WAY_RESULT_MALFORMED },
    { "'text'", WAY_RESULT_MALFORMED },
    { "{}", WAY_RESULT_MALFORMED },
    { "{'type':5}", WAY_RESULT_MALFORMED },
    { "{'type':'ObjectEvent','type':'ObjectEvent'}", WAY_RESULT_DUPLICATE_KEY },
    { "<?xml version='1.0'?><EPCISDocument/>", WAY_RESULT_UNSUPPORTED },
    { "\xef\xbb\xbf \n<EPCISDocument/>", WAY_RESULT_UNSUPPORTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (rows[i].text), "'", '"');
      g_autoptr (GError) error = NULL;

      g_assert_null (way_epcis_document_read (way_slice_from_string (text), 0, &error));
      g_assert_error (error, WAY_ERROR, (int) rows[i].result);
    }
}

static void
test_hash_uri (void)
{
  static const char *const bad[] = {
    "", "ni:///sha-256;00?ver=CBV2.0",
    "ni:///sha-256;zz96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7a?"
    "ver=CBV2.0",
    "ni:///sha-256;6ae96341e0acc6d7a261364751f60e68278a81cdf51da0abb6b4e617014e39d7?"
    "ver=CBV2.1"
  };
  WayHash hash;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (way_epcis_hash_from_uri (way_slice_from_string (bad[i]), &hash));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/epcis/hash/vectors", test_vectors);
  g_test_add_func ("/epcis/hash/texts", test_texts);
  g_test_add_func ("/epcis/hash/contexts", test_contexts);
  g_test_add_func ("/epcis/hash/ignored-fields", test_ignored_fields);
  g_test_add_func ("/epcis/hash/same-event", test_same_event);
  g_test_add_func ("/epcis/hash/bad-events", test_bad_events);
  g_test_add_func ("/epcis/hash/bad-documents", test_bad_documents);
  g_test_add_func ("/epcis/hash/uri", test_hash_uri);
  return g_test_run ();
}
