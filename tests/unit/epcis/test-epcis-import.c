/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-hash.h"
#include "way-epcis-import.h"
#include "way-result.h"
#include "way-test.h"

#define S(slice_, text_) g_assert_true (way_slice_equal_string ((slice_), (text_)))

static WayHash brand;

/* The ledger of these tests knows every GTIN but one, and one lot. */
static gboolean
resolve (gpointer data, WayThing *thing)
{
  WayThing known = *thing;

  if (way_slice_equal_string (thing->gtin, "00614141777778"))
    return FALSE;
  if (thing->kind == WAY_THING_UNIT)
    known = way_thing_unit (&brand, thing->gtin, way_slice_from_string ("LOT"),
                            thing->serial);
  known.account = brand;
  *thing = known;
  return TRUE;
}

static WayEpcisImport
new_import (void)
{
  WayEpcisImport import = { .size = 1234, .resolve = resolve };

  memset (&brand, 0x11, sizeof brand);
  memset (&import.document, 0x22, sizeof import.document);
  return import;
}

static gboolean
import_json (const char *json, WayArena *arena, WayEpcisObserves *out, GError **error)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  WayEpcisImport import = new_import ();
  static WayEpcisDocument *document; /* what was read borrows from it */
  WayEpcisIter iter;
  WayHash hash;

  memset (&hash, 0x33, sizeof hash);
  g_clear_pointer (&document, way_epcis_document_free);
  document = way_epcis_document_read (way_slice_from_string (text), 0, error);
  g_assert_nonnull (document);
  way_epcis_iter_init (&iter, document);
  return way_epcis_import_event (&import, way_epcis_iter_next (&iter), "$[0]", &hash,
                                 arena, out, error);
}

static void
check_valid (const WayEpcisObserves *observes)
{
  for (gsize i = 0; i < observes->n; i++)
    {
      g_autofree char *path = NULL;
      WayResult result =
          way_schema_validate (&way_observe_schema, &observes->items[i], &path);

      if (result != WAY_RESULT_OK)
        g_error ("%s: %s", path, way_result_get_name (result));
    }
}

#define WHEN                                                                             \
  "'eventTime':'2020-01-01T01:00:00+01:00','eventTimeZoneOffset':'+01:00','action':"     \
  "'OBSERVE'"

static void
test_event (void)
{
  g_auto (WayArena) arena = { 0 };
  g_autoptr (GError) error = NULL;
  WayEpcisObserves out;
  const WayObserve *act;
  const WayThing *things;
  const WayDocument *document;
  const WayReading *reading;

  way_arena_init (&arena, 0);
  import_json (
      "[{'type':'ObjectEvent'," WHEN ",'epcList':["
      "'urn:epc:id:sgtin:4012345.011111.A%2FB','urn:epc:id:sscc:4012345.1112223334',"
      "'urn:epc:id:sgtin:0614141.077777.1','urn:epc:id:giai:4012345.7',"
      "'https://x.example/01/4012345111118/21/A%2fB'],'quantityList':[{'epcClass':"
      "'urn:epc:class:lgtin:4012345.011111.L1'},{'epcClass':"
      "'urn:epc:idpat:sgtin:4012345.011111.*','quantity':2}],'bizStep':'storing',"
      "'disposition':'https://own.example/d','readPoint':{'id':"
      "'urn:epc:id:sgln:4012345.00005.1'},'sensorElementList':[{'sensorReport':[{"
      "'type':'Temperature','value':4.50,'uom':'CEL','time':"
      "'2020-01-01T00:00:01Z','minValue':-1,'maxValue':9},{'type':'Temperature',"
      "'value':5,'uom':'CEL'}]}]}]",
      &arena, &out, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (out.n, ==, 1);
  check_valid (&out);
  act = out.items;
  things = act->things.items;
  g_assert_cmpint (act->event.time, ==, G_GINT64_CONSTANT (1577836800000));
  g_assert_cmpint (act->event.offset_minutes, ==, 60);
  g_assert_cmpuint (act->things.n, ==, 4);
  g_assert_cmpint (things[0].kind, ==, WAY_THING_UNIT);
  S (things[0].gtin, "04012345111118");
  S (things[0].lot, "LOT");
  S (things[0].serial, "A/B");
  g_assert_true (way_hash_equal (&things[0].account, &brand));
  S (things[1].sscc, "140123451122233341");
  S (things[2].lot, "L1");
  g_assert_cmpint (things[3].kind, ==, WAY_THING_PRODUCT);
  S (act->biz_step, "storing");
  S (act->disposition, "https://own.example/d");
  S (act->event.place.name, "https://id.gs1.org/414/4012345000054/254/1");
  S (act->event.place.gln, "4012345000054");
  document = act->event.documents.items;
  g_assert_cmpint (document->kind, ==, WAY_DOCUMENT_EPCIS);
  g_assert_cmpint (document->size, ==, 1234);
  g_assert_cmpint (act->epcis_hash.bytes[0], ==, 0x33);
  g_assert_cmpint (act->epcis_document.bytes[0], ==, 0x22);
  g_assert_cmpuint (act->readings.n, ==, 1);
  reading = act->readings.items;
  S (reading->value, "4.50");
  S (reading->minimum, "-1");
  g_assert_cmpint (reading->time, ==, G_GINT64_CONSTANT (1577836801000));
}

static void
test_places (void)
{
  static const struct
  {
    const char *json;
    const char *name;
    gint64 latitude, longitude;
  } rows[] = {
    { "'readPoint':{'id':'geo:-12.5,180'}", "geo:-12.5,180", -12500000, 180000000 },
    { "'readPoint':{'id':'geo:1.23456789,-0.000001;u=5'}", "geo:1.23456789,-0.000001;u=5",
      1234567, -1 },
    { "'readPoint':{'id':'geo:91,0'}", "geo:91,0", 0, 0 },
    { "'readPoint':{'id':'geo:1'}", "geo:1", 0, 0 },
    { "'readPoint':{'id':'geo:1..2,3'}", "geo:1..2,3", 0, 0 },
    { "'bizLocation':{'id':'urn:own:place'}", "urn:own:place", 0, 0 },
    /* a GLN with a wrong check digit is only a name */
    { "'readPoint':{'id':'https://id.gs1.org/414/4012345000055'}",
      "https://id.gs1.org/414/4012345000055", 0, 0 },
    { "'bizStep':'storing'", "", 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *json = g_strconcat ("[{'type':'ObjectEvent'," WHEN ",'epcList':["
                                           "'urn:epc:id:sscc:4012345.1112223334'],",
                                           rows[i].json, "}]", NULL);
      g_auto (WayArena) arena = { 0 };
      g_autoptr (GError) error = NULL;
      WayEpcisObserves out;
      const WayPlace *place;

      way_arena_init (&arena, 0);
      import_json (json, &arena, &out, &error);
      g_assert_no_error (error);
      check_valid (&out);
      place = &out.items[0].event.place;
      S (place->name, rows[i].name);
      g_assert_cmpint (place->latitude_e6, ==, rows[i].latitude);
      g_assert_cmpint (place->longitude_e6, ==, rows[i].longitude);
      g_assert_cmpint (way_record_has (place, 4), ==, rows[i].latitude != 0);
    }
}

static void
test_many_things (void)
{
  g_autoptr (GString)
      json = g_string_new ("[{'type':'ObjectEvent'," WHEN ",'epcList':['geo:1,1'");
  g_auto (WayArena) arena = { 0 };
  g_autoptr (GError) error = NULL;
  WayEpcisObserves out;

  for (guint i = 0; i < 250; i++)
    g_string_append_printf (json, ",'urn:epc:id:sgtin:4012345.011111.%u'", i);
  g_string_append (json, "]}]");
  way_arena_init (&arena, 0);
  import_json (json->str, &arena, &out, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (out.n, ==, 3);
  check_valid (&out);
  g_assert_cmpuint (out.items[0].things.n, ==, 100);
  g_assert_cmpuint (out.items[2].things.n, ==, 50);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *json;
    WayResult result;
  } rows[] = {
    { "[{'type':'ObjectEvent'}]", WAY_RESULT_MISSING_MEMBER },
    { "[{'type':'ObjectEvent','action':'OBSERVE','epcList':[],'eventTime':"
      "'1969-12-31T23:59:59Z','eventTimeZoneOffset':'+00:00'}]",
      WAY_RESULT_OUT_OF_RANGE },
  };
  g_auto (WayArena) arena = { 0 };
  WayEpcisObserves out;

  way_arena_init (&arena, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (import_json (rows[i].json, &arena, &out, &error));
      g_assert_error (error, WAY_ERROR, (int) rows[i].result);
      g_assert_cmpuint (out.n, ==, 0);
    }
}

/* Nothing that the ledger knows: no action, and no error. */
static void
test_unknown_things (void)
{
  g_auto (WayArena) arena = { 0 };
  g_autoptr (GError) error = NULL;
  WayEpcisObserves out;

  way_arena_init (&arena, 0);
  g_assert_true (import_json ("[{'type':'ObjectEvent'," WHEN ",'epcList':["
                              "'urn:epc:id:sgtin:0614141.077777.1','geo:1,1']}]",
                              &arena, &out, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (out.n, ==, 0);
}

static guint
import_sample (const char *name)
{
  gsize len;
  g_autofree char *text = way_test_read_vector (name, &len);
  g_autoptr (WayEpcisDocument)
      document = way_epcis_document_read (WAY_SLICE_INIT (text, len), 0, NULL);
  g_autoptr (WayEpcisHasher) hasher = NULL;
  WayEpcisImport import = new_import ();
  WayEpcisIter iter;
  yyjson_val *event;
  guint n = 0;

  if (document == NULL)
    return 0;
  hasher = way_epcis_hasher_new (document);
  way_epcis_iter_init (&iter, document);
  while ((event = way_epcis_iter_next (&iter)) != NULL)
    {
      g_auto (WayArena) arena = { 0 };
      g_autoptr (GError) error = NULL;
      WayEpcisObserves out;
      WayHash hash;

      way_arena_init (&arena, 0);
      g_assert_true (way_epcis_hasher_hash (hasher, event, &hash, NULL));
      way_epcis_import_event (&import, event, "$", &hash, &arena, &out, &error);
      g_assert_no_error (error);
      check_valid (&out);
      n += out.n;
    }
  return n;
}

static void
test_samples (void)
{
  static const char *const folders[] = { "epcis-json/JSON",
                                         "epcis-json/JSON/WithSensorData",
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
            n += import_sample (sample);
        }
    }
  g_assert_cmpuint (n, >=, 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/epcis/import/event", test_event);
  g_test_add_func ("/epcis/import/places", test_places);
  g_test_add_func ("/epcis/import/many-things", test_many_things);
  g_test_add_func ("/epcis/import/refused", test_refused);
  g_test_add_func ("/epcis/import/unknown-things", test_unknown_things);
  g_test_add_func ("/epcis/import/samples", test_samples);
  return g_test_run ();
}
