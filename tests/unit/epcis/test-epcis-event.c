/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-event.h"

#include "way-epcis-check.h"
#include "way-epcis-hash.h"
#include "way-result.h"
#include "way-test.h"

#define S(slice_, text_) g_assert_true (way_slice_equal_string ((slice_), (text_)))

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

static yyjson_val *
first_event (const WayEpcisDocument *document)
{
  WayEpcisIter iter;

  way_epcis_iter_init (&iter, document);
  return way_epcis_iter_next (&iter);
}

static void
read_first (const WayEpcisDocument *document, WayArena *arena, WayEpcisEvent *out)
{
  g_autoptr (GError) error = NULL;

  way_epcis_event_read (first_event (document), "$[0]", arena, out, &error);
  g_assert_no_error (error);
}

static void
test_object (void)
{
  g_autoptr (WayEpcisDocument) document = read_quoted (
      "[{'type':'ObjectEvent','action':'ADD','eventTime':'2020-01-01T01:00:00+01:00',"
      "'eventTimeZoneOffset':'+01:00','eventID':'urn:id','recordTime':"
      "'2020-01-02T00:00:00Z','epcList':['urn:epc:id:sgtin:4012345.011111.1','geo:1,2',"
      "'https://x.example/01/4012345111118/21/1'],"
      "'quantityList':[{'epcClass':'urn:epc:class:lgtin:4012345.011111.L','quantity':"
      "1.50,'uom':'KGM'},{'epcClass':'a:b'}],'bizStep':'cbv:BizStep-shipping',"
      "'disposition':'in_transit','persistentDisposition':{'set':['recalled'],'unset':["
      "'ex:own']},'readPoint':{'id':'urn:epc:id:sgln:4012345.00005.0'},'bizLocation':{"
      "'id':'geo:1,2'},'bizTransactionList':[{'type':'po','bizTransaction':'t:1'},{"
      "'bizTransaction':'t:2'}],'sourceList':[{'type':'owning_party','source':"
      "'urn:epc:id:pgln:4000001.00000'}],'destinationList':[{'type':'location',"
      "'destination':'d:1'}],'certificationInfo':'c:1','ilmd':{'ex:lot':'L','ex:n':2.0,"
      "'ex:deep':{}},'ex:own':'x'}]");
  g_auto (WayArena) arena = { 0 };
  WayEpcisEvent event;

  way_arena_init (&arena, 0);
  read_first (document, &arena, &event);
  g_assert_cmpint (event.type, ==, WAY_EPCIS_OBJECT);
  g_assert_cmpint (event.action, ==, WAY_EPCIS_ADD);
  g_assert_cmpint (event.event_time_ms, ==, G_GINT64_CONSTANT (1577836800000));
  g_assert_cmpint (event.offset_minutes, ==, 60);
  g_assert_true (event.has_record_time);
  g_assert_cmpint (event.record_time_ms, ==, G_GINT64_CONSTANT (1577923200000));
  S (event.event_id, "urn:id");
  g_assert_cmpuint (event.epcs.n, ==, 2);
  S (event.epcs.items[0], "https://id.gs1.org/01/04012345111118/21/1");
  S (event.epcs.items[1], "geo:1,2");
  g_assert_cmpuint (event.quantities.n, ==, 2);
  S (event.quantities.items[0].epc_class, "https://id.gs1.org/01/04012345111118/10/L");
  S (event.quantities.items[0].quantity, "1.50");
  S (event.quantities.items[0].uom, "KGM");
  S (event.quantities.items[1].quantity, "");
  S (event.biz_step, "shipping");
  S (event.disposition, "in_transit");
  S (event.set_dispositions.items[0], "recalled");
  S (event.unset_dispositions.items[0], "ex:own");
  S (event.read_point, "https://id.gs1.org/414/4012345000054");
  S (event.biz_location, "geo:1,2");
  g_assert_cmpuint (event.biz_transactions.n, ==, 2);
  S (event.biz_transactions.items[0].type, "po");
  S (event.biz_transactions.items[1].id, "t:2");
  S (event.sources.items[0].type, "owning_party");
  S (event.sources.items[0].id, "https://id.gs1.org/417/4000001000005");
  S (event.destinations.items[0].id, "d:1");
  S (event.certifications.items[0], "c:1");
  g_assert_cmpuint (event.ilmd.n, ==, 2);
  S (event.ilmd.items[1].value, "2.0");
  g_assert_true (event.ilmd.items[1].is_number);
  g_assert_cmpuint (event.extensions.n, ==, 1);
  S (event.extensions.items[0].name, "ex:own");
  g_assert_false (event.has_error_declaration);
}

static void
test_sensors_and_error (void)
{
  g_autoptr (WayEpcisDocument) document = read_quoted (
      "[{'type':'AggregationEvent','action':'OBSERVE','eventTime':'2020-01-01T00:00:00Z',"
      "'eventTimeZoneOffset':'+00:00','parentID':'p:1','childEPCs':['a:b'],"
      "'errorDeclaration':{'declarationTime':'2020-01-01T00:00:01Z','reason':"
      "'did_not_occur','correctiveEventIDs':['e:2']},'sensorElementList':[{"
      "'sensorMetadata':{'deviceID':'urn:epc:id:giai:4000001.111','startTime':"
      "'2020-01-01T00:00:00Z','endTime':'2020-01-01T00:00:02Z'},'sensorReport':[{'type':"
      "'Temperature','value':26.10,'uom':'CEL','time':'2020-01-01T00:00:01Z'},{'type':"
      "'Temperature','minValue':-5,'maxValue':1e1,'meanValue':2}]},{'sensorReport':[{"
      "'type':'Angle','component':'latitude','exception':'ALARM_CONDITION',"
      "'booleanValue':true,'deviceID':'d:2'}]}]}]");
  g_auto (WayArena) arena = { 0 };
  WayEpcisEvent event;

  way_arena_init (&arena, 0);
  read_first (document, &arena, &event);
  S (event.parent, "p:1");
  S (event.epcs.items[0], "a:b");
  g_assert_true (event.has_error_declaration);
  g_assert_cmpint (event.declaration_time_ms, ==, G_GINT64_CONSTANT (1577836801000));
  S (event.error_reason, "did_not_occur");
  S (event.corrective_event_ids.items[0], "e:2");
  g_assert_cmpuint (event.readings.n, ==, 3);
  S (event.readings.items[0].value, "26.10");
  S (event.readings.items[0].device_id, "https://id.gs1.org/8004/4000001111");
  g_assert_true (event.readings.items[0].has_time
                 && event.readings.items[0].has_interval);
  g_assert_cmpint (event.readings.items[0].end_ms, ==, G_GINT64_CONSTANT (1577836802000));
  g_assert_false (event.readings.items[1].has_time);
  S (event.readings.items[1].min_value, "-5");
  S (event.readings.items[1].max_value, "1e1");
  S (event.readings.items[2].component, "latitude");
  S (event.readings.items[2].exception, "ALARM_CONDITION");
  S (event.readings.items[2].text, "true");
  g_assert_cmpint (event.readings.items[2].text_kind, ==, WAY_EPCIS_BOOLEAN);
  g_assert_false (event.readings.items[2].has_interval);
}

static void
test_refused (void)
{
  g_autoptr (WayEpcisDocument) invalid = read_quoted ("[{'type':'ObjectEvent'}]");
  g_autoptr (WayEpcisDocument)
      extension = read_quoted ("[{'type':'ex:Own','eventTime':'2020-01-01T00:00:00Z',"
                               "'eventTimeZoneOffset':'+00:00'}]");
  g_autoptr (WayEpcisDocument) large =
      read_quoted ("[{'type':'ObjectEvent','action':'ADD','eventTime':"
                   "'2020-01-01T00:00:00Z','eventTimeZoneOffset':'+00:00','epcList':["
                   "'a:1','a:2','a:3','a:4','a:5','a:6','a:7','a:8']}]");
  g_autoptr (GError) error = NULL;
  g_auto (WayArena) arena = { 0 };
  WayEpcisEvent event;

  way_arena_init (&arena, 64);
  g_assert_false (
      way_epcis_event_read (first_event (invalid), "$[0]", &arena, &event, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_MISSING_MEMBER);
  g_clear_error (&error);
  g_assert_false (
      way_epcis_event_read (first_event (extension), "$[0]", &arena, &event, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (
      way_epcis_event_read (first_event (large), "$[0]", &arena, &event, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NO_SPACE);
}

/* --- Round trips over the public samples --- */

static char *
dup_written (const WayEpcisEvent *event)
{
  g_autoptr (GString) out = g_string_new (NULL);
  WayEpcisWriter writer;

  way_epcis_writer_begin (&writer, out, 0, NULL, 0);
  way_epcis_writer_add (&writer, event);
  way_epcis_writer_end (&writer);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
print_problem (const char *path, WayResult result, const char *message, gpointer data)
{
  g_test_message ("%s %s", path, message);
}

/* What was read and written is valid, and reads and writes as the same text again. */
static void
check_round_trip (const WayEpcisEvent *event)
{
  g_autofree char *first = dup_written (event);
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayEpcisDocument)
      document = way_epcis_document_read (way_slice_from_string (first), 0, &error);
  g_auto (WayArena) arena = { 0 };
  WayEpcisEvent again;

  way_arena_init (&arena, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (way_epcis_check_document (document, print_problem, NULL), ==, 0);
  read_first (document, &arena, &again);
  second = dup_written (&again);
  g_assert_cmpstr (first, ==, second);
}

static guint
check_sample (const char *path)
{
  gsize len;
  g_autofree char *text = way_test_read_vector (path, &len);
  g_autoptr (WayEpcisDocument)
      document = way_epcis_document_read (WAY_SLICE_INIT (text, len), 0, NULL);
  WayEpcisIter iter;
  yyjson_val *json;
  guint n = 0;

  if (document == NULL)
    return 0;
  way_epcis_iter_init (&iter, document);
  for (; (json = way_epcis_iter_next (&iter)) != NULL; n++)
    {
      g_auto (WayArena) arena = { 0 };
      g_autoptr (GError) error = NULL;
      WayEpcisEvent event;

      way_arena_init (&arena, 0);
      way_epcis_event_read (json, "$", &arena, &event, &error);
      g_assert_no_error (error);
      check_round_trip (&event);
    }
  return n;
}

static void
test_samples (void)
{
  static const char *const folders[] = { "epcis-json/JSON",
                                         "epcis-json/JSON/WithSensorData",
                                         "epcis-json/JSON/AssociationEvent",
                                         "epcis-json/JSON/WithErrorDeclaration",
                                         "epcis-event-hash/examples" };
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = way_test_dup_vector_path (folders[i]);
      g_autoptr (GDir) dir = path ? g_dir_open (path, 0, NULL) : NULL;
      const char *name;

      if (dir == NULL)
        return;
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *sample = g_build_filename (folders[i], name, NULL);

          if (g_str_has_suffix (name, ".jsonld"))
            n += check_sample (sample);
        }
    }
  g_assert_cmpuint (n, >=, 70);
}

/* --- Writing --- */

static void
test_document (void)
{
  static const WayEpcisPrefix prefixes[] = { { "cbvmda", "urn:epcglobal:cbv:mda:" } };
  WaySlice epc = way_slice_from_string ("https://id.gs1.org/01/04012345111118/21/\"1\"");
  WayEpcisPair lot = { way_slice_from_string ("cbvmda:lotNumber"),
                       way_slice_from_string ("L") };
  WayEpcisEvent event = {
    .type = WAY_EPCIS_OBJECT,
    .action = WAY_EPCIS_ADD,
    .event_time_ms = 0,
    .offset_minutes = 480,
    .epcs = { &epc, 1 },
    .ilmd = { &lot, 1 },
    .biz_step = way_slice_from_string ("commissioning"),
  };
  g_autoptr (GString) out = g_string_new (NULL);
  WayEpcisWriter writer;

  way_epcis_writer_begin (&writer, out, 1, prefixes, 1);
  way_epcis_writer_add (&writer, &event);
  way_epcis_writer_add (&writer, &event);
  way_epcis_writer_end (&writer);
#define EVENT_TEXT                                                                       \
  "{\"type\":\"ObjectEvent\",\"eventTime\":\"1970-01-01T08:00:00.000+08:00\","           \
  "\"eventTimeZoneOffset\":\"+08:00\","                                                  \
  "\"epcList\":[\"https://id.gs1.org/01/04012345111118/21/\\\"1\\\"\"],"                 \
  "\"action\":\"ADD\",\"bizStep\":\"commissioning\","                                    \
  "\"ilmd\":{\"cbvmda:lotNumber\":\"L\"}}"
  g_assert_cmpstr (
      out->str, ==,
      "{\"@context\":[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","
      "{\"cbvmda\":\"urn:epcglobal:cbv:mda:\"}],\"type\":\"EPCISDocument\","
      "\"schemaVersion\":\"2.0\",\"creationDate\":\"1970-01-01T00:00:00.001Z\","
      "\"epcisBody\":{\"eventList\":[\n" EVENT_TEXT ",\n" EVENT_TEXT "\n]}}\n");
}

static void
test_empty_document (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (WayEpcisDocument) document = NULL;
  WayEpcisWriter writer;

  way_epcis_writer_begin (&writer, out, 0, NULL, 0);
  way_epcis_writer_end (&writer);
  document = way_epcis_document_read (WAY_SLICE_INIT (out->str, out->len), 0, NULL);
  g_assert_nonnull (document);
  g_assert_cmpuint (way_epcis_check_document (document, print_problem, NULL), ==, 0);
  g_assert_cmpuint (way_epcis_document_get_n_events (document), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/epcis/event/object", test_object);
  g_test_add_func ("/epcis/event/sensors-and-error", test_sensors_and_error);
  g_test_add_func ("/epcis/event/refused", test_refused);
  g_test_add_func ("/epcis/event/samples", test_samples);
  g_test_add_func ("/epcis/event/document", test_document);
  g_test_add_func ("/epcis/event/empty-document", test_empty_document);
  return g_test_run ();
}
