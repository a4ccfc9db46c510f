/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-check.h"
#include "way-epcis-hash.h"
#include "way-epcis-render.h"
#include "way-json.h"
#include "way-result.h"

#define T(text_)  way_slice_from_string (text_)
#define HAS(key_) ((guint64) 1 << (key_))

#define GTIN      "09520123456788"
#define SSCC      "095201234567890127"

/* Accounts and hashes of one repeated byte. */
static WayHash brand, shop, statement, other;

static WayEvent when;
static WayThing product, lot, unit, container;

static void
set_up (void)
{
  memset (&brand, 0x11, sizeof brand);
  memset (&shop, 0x22, sizeof shop);
  memset (&statement, 0x33, sizeof statement);
  memset (&other, 0x44, sizeof other);
  when = (WayEvent) {
    .present = HAS (1) | HAS (2),
    .time = G_GUINT64_CONSTANT (1577836800000),
    .offset_minutes = 480,
  };
  product = way_thing_product (&brand, T (GTIN));
  lot = way_thing_lot (&brand, T (GTIN), T ("L/1"));
  unit = way_thing_unit (&brand, T (GTIN), T ("L/1"), T ("S 1"));
  unit.serial = T ("S+1");
  container = way_thing_container (&brand, T (SSCC));
}

static gboolean
find_lot (gpointer data,
          const WayHash *account,
          WaySlice gtin,
          WaySlice lot_number,
          WayLotRegister *out)
{
  const char *uom = data;

  g_assert_true (way_hash_equal (account, &brand));
  *out = (WayLotRegister) {
    .present = HAS (1) | HAS (2) | HAS (3) | HAS (8) | (uom ? HAS (4) : 0),
    .quantity = 600,
    .uom = T (uom),
    .expiry_date = T ("2027-01-31"),
  };
  return TRUE;
}

static gboolean
find_shipper (gpointer data, const WayHash *shipment, WayHash *out_account)
{
  g_assert_true (way_hash_equal (shipment, &other));
  *out_account = brand;
  return TRUE;
}

static void
print_problem (const char *path, WayResult result, const char *message, gpointer data)
{
  g_test_message ("%s %s\n%s", path, message, (const char *) data);
}

/* Every event of a written document is valid, and has its own hash as its identifier. */
static void
check_document (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayEpcisDocument) document = way_epcis_document_read (T (text), 0, &error);
  g_autoptr (WayEpcisHasher) hasher = NULL;
  WayEpcisIter iter;
  yyjson_val *event;

  g_assert_no_error (error);
  g_assert_cmpuint (way_epcis_check_document (document, print_problem, (gpointer) text),
                    ==, 0);
  hasher = way_epcis_hasher_new (document);
  way_epcis_iter_init (&iter, document);
  while ((event = way_epcis_iter_next (&iter)) != NULL)
    {
      WayHash hash, id;

      g_assert_true (way_epcis_hasher_hash (hasher, event, &hash, NULL));
      g_assert_true (way_epcis_hash_from_uri (
          way_epcis_json_text (yyjson_obj_get (event, "eventID")), &id));
      g_assert_true (way_hash_equal (&hash, &id));
    }
}

static char *
render_with (WayActionKind kind,
             gpointer body,
             const WayEpcisKnowledge *knowledge,
             const guint64 *corrected_ms)
{
  WayAction action = { kind, body };
  WayEpcisAct act = {
    .statement = &statement,
    .account = &brand,
    .action_index = 2,
    .block_time_ms = G_GUINT64_CONSTANT (1577836860000),
    .action = &action,
    .corrected_ms = corrected_ms,
    .corrected_reason = WAY_CORRECT_INCORRECT_DATA,
  };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (WayArena) arena = { 0 };
  WayEpcisEvents events;
  WayEpcisWriter writer;

  way_arena_init (&arena, 0);
  way_epcis_render (&act, knowledge, &arena, &events, &error);
  g_assert_no_error (error);
  way_epcis_writer_begin (&writer, out, 0, way_epcis_render_prefixes,
                          WAY_EPCIS_RENDER_N_PREFIXES);
  for (gsize i = 0; i < events.n; i++)
    way_epcis_writer_add (&writer, &events.items[i]);
  way_epcis_writer_end (&writer);
  check_document (out->str);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
render (WayActionKind kind, gpointer body)
{
  return render_with (kind, body, NULL, NULL);
}

/* @text has every line of @parts (with ' for "), in that order. */
static void
check_parts (const char *text, const char *parts)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (parts), "'", '"');
  g_auto (GStrv) lines = g_strsplit (quoted, "\n", -1);
  const char *rest = text;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *found = strstr (rest, lines[i]);

      if (found == NULL)
        g_error ("%s is not behind that in %s", lines[i], text);
      rest = found + strlen (lines[i]);
    }
}

#define BRAND_URI                                                                        \
  "urn:ietf:params:oauth:ckt:sha-256:ERERERERERERERERERERERERERERERERERERERERERE"
#define SHOP_URI                                                                         \
  "urn:ietf:params:oauth:ckt:sha-256:IiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiI"
#define UNIT_URI "https://id.gs1.org/01/" GTIN "/21/S%2B1"
#define LOT_URI  "https://id.gs1.org/01/" GTIN "/10/L%2F1"
#define CASE_URI "https://id.gs1.org/00/" SSCC

static void
test_commission (void)
{
  WayCaseCount cases[] = { { HAS (1) | HAS (2), T (SSCC), 12 } };
  WayCommission act = {
    .present = HAS (1) | HAS (2) | HAS (3) | HAS (4),
    .event = when,
    .gtin = T (GTIN),
    .lot = T ("L/1"),
    .cases = { cases, 1 },
  };
  WayEpcisKnowledge known = { find_lot, NULL, (gpointer) "KGM" };
  WayEpcisKnowledge odd = { find_lot, NULL, (gpointer) "barrels" };
  g_autofree char *text = render_with (WAY_ACTION_COMMISSION, &act, &known, NULL);
  g_autofree char *unknown = render (WAY_ACTION_COMMISSION, &act);
  g_autofree char *odd_text = render_with (WAY_ACTION_COMMISSION, &act, &odd, NULL);

  check_parts (text,
               "'type':'ObjectEvent'\n"
               "'eventTime':'2020-01-01T08:00:00.000+08:00','eventTimeZoneOffset':"
               "'+08:00','recordTime':'2020-01-01T00:01:00.000Z'\n"
               "'quantityList':[{'epcClass':'" LOT_URI "','quantity':600,'uom':'KGM'}]"
               ",'action':'ADD','bizStep':'commissioning','disposition':'active'\n"
               "'ilmd':{'cbvmda:lotNumber':'L/1','cbvmda:itemExpirationDate':"
               "'2027-01-31'},'waymark:statement':'ni:///sha-256;3333333333333333\n"
               "'waymark:action':2,'waymark:account':'" BRAND_URI "'\n"
               "'type':'AggregationEvent'\n"
               "'parentID':'" CASE_URI "','childQuantityList':[{'epcClass':'" LOT_URI
               "','quantity':12,'uom':'KGM'}],'action':'ADD','bizStep':'packing'");
  check_parts (unknown, "'quantityList':[{'epcClass':'" LOT_URI "'}]");
  check_parts (odd_text, "'quantityList':[{'epcClass':'" LOT_URI "'}]");
}

static void
test_pack_and_unpack (void)
{
  WayItem items[] = { { HAS (1), unit },
                      { HAS (1), unit },
                      { HAS (1) | HAS (2), lot, 5 } };
  WayPack pack = { HAS (1) | HAS (2) | HAS (3), when, container, { items, 3 } };
  WayUnpack unpack = { HAS (1) | HAS (2) | HAS (3), when, container, { items, 3 } };
  g_autofree char *packed = render (WAY_ACTION_PACK, &pack);
  g_autofree char *unpacked = render (WAY_ACTION_UNPACK, &unpack);

#define CHILDREN                                                                         \
  "'parentID':'" CASE_URI "','childEPCs':['" UNIT_URI                                    \
  "'],'childQuantityList':[{'epcClass':'" LOT_URI "','quantity':5}],"
  check_parts (packed, "'type':'AggregationEvent'\n" CHILDREN
                       "'action':'ADD','bizStep':'packing','disposition':'in_progress'");
  check_parts (unpacked,
               "'type':'AggregationEvent'\n" CHILDREN
               "'action':'DELETE','bizStep':'unpacking','disposition':'in_progress'");
}

static void
test_ship_and_receive (void)
{
  WayItem items[] = { { HAS (1), container } };
  WayShip ship = { HAS (1) | HAS (2) | HAS (3), when, { items, 1 }, shop };
  WayReceive receive = { HAS (1) | HAS (2) | HAS (3), when, other, { items, 1 } };
  WayReceive nothing = { HAS (1) | HAS (2) | HAS (3), when, other, { NULL, 0 } };
  WayEpcisKnowledge known = { NULL, find_shipper, NULL };
  g_autofree char *shipped = render (WAY_ACTION_SHIP, &ship);
  g_autofree char *received = render_with (WAY_ACTION_RECEIVE, &receive, &known, NULL);
  g_autofree char *unknown = render (WAY_ACTION_RECEIVE, &receive);
  g_autofree char *empty = render (WAY_ACTION_RECEIVE, &nothing);
  WayHash shipment;
  g_autofree char *hex = NULL;

  way_shipment_get_id (&statement, 2, &shipment);
  check_parts (
      shipped,
      "'epcList':['" CASE_URI "'],'action':'OBSERVE','bizStep':'shipping','disposition':"
      "'in_transit','bizTransactionList':[{'type':'desadv',\n"
      "'sourceList':[{'type':'possessing_party','source':'" BRAND_URI
      "'}],'destinationList':[{'type':'possessing_party','destination':'" SHOP_URI "'}]");
  check_parts (received, "'bizStep':'receiving'\n"
                         "'bizTransaction':'ni:///sha-256;44444444\n"
                         "'source':'" BRAND_URI "'\n'destination':'" BRAND_URI "'");
  g_assert_null (strstr (unknown, "sourceList"));
  check_parts (empty, "'epcList':[]");
}

static void
test_transform (void)
{
  WayItem inputs[] = { { HAS (1) | HAS (2), lot, 7 }, { HAS (1), unit } };
  WayOutput outputs[] = { { HAS (1) | HAS (2), T (GTIN), T ("OUT") } };
  WayTransform act = { HAS (1) | HAS (2) | HAS (3), when, { inputs, 2 }, { outputs, 1 } };
  WayEpcisKnowledge known = { find_lot, NULL, NULL };
  g_autofree char *text = render_with (WAY_ACTION_TRANSFORM, &act, &known, NULL);

  check_parts (text, "'type':'TransformationEvent'\n'inputEPCList':['" UNIT_URI
                     "'],'inputQuantityList':[{'epcClass':'" LOT_URI
                     "','quantity':7}],'outputQuantityList':[{'epcClass':"
                     "'https://id.gs1.org/01/" GTIN
                     "/10/OUT','quantity':600}],'bizStep':'creating_class_instance'");
}

static void
test_observe (void)
{
  WayThing things[] = { unit, product, container };
  WayReading readings[] = {
    { HAS (1) | HAS (2) | HAS (3) | HAS (4) | HAS (5) | HAS (6), T ("Temperature"), 1000,
      T ("04.50"), T ("CEL"), T ("-1"), T ("+9") },
    { HAS (1) | HAS (2) | HAS (3) | HAS (4), T ("My smell"), 2000, T ("fine"),
      T ("C62") },
  };
  WayObserve act = {
    .present = HAS (1) | HAS (2) | HAS (3) | HAS (4) | HAS (5) | HAS (6) | HAS (7),
    .event = when,
    .things = { things, 3 },
    .epcis_hash = other,
    .epcis_document = shop,
    .biz_step = T ("storing"),
    .disposition = T ("all well"),
    .readings = { readings, 2 },
  };
  g_autofree char *text = render (WAY_ACTION_OBSERVE, &act);

  check_parts (text,
               "'epcList':['" UNIT_URI "','" CASE_URI
               "'],'quantityList':[{'epcClass':'https://id.gs1.org/01/" GTIN "'}],\n"
               "'bizStep':'storing','disposition':'waymark:term-all%20well',\n"
               "'sensorReport':[{'type':'Temperature','time':"
               "'1970-01-01T00:00:01.000Z','value':4.5,'minValue':-1,'maxValue':9,"
               "'uom':'CEL'},{'type':'waymark:term-My%20smell',\n"
               "'stringValue':'fine'\n"
               "'waymark:epcisEventHash':'ni:///sha-256;4444\n?ver=CBV2.0',"
               "'waymark:epcisDocument':'ni:///sha-256;2222");
}

static void
test_inspect_and_report (void)
{
  WayInspect inspect = { HAS (1) | HAS (2) | HAS (3) | HAS (4), when, lot,
                         WAY_INSPECT_PASSED, T ("GB/T 1") };
  WayInspect information = { HAS (1) | HAS (2) | HAS (3), when, lot,
                             WAY_INSPECT_INFORMATION };
  WayReport report = { HAS (1) | HAS (2) | HAS (3), when, unit, WAY_REPORT_COUNTERFEIT };
  g_autofree char *passed = render (WAY_ACTION_INSPECT, &inspect);
  g_autofree char *neutral = render (WAY_ACTION_INSPECT, &information);
  g_autofree char *reported = render (WAY_ACTION_REPORT, &report);

  check_parts (passed, "'bizStep':'inspecting','disposition':'conformant'\n"
                       "'waymark:standard':'GB/T 1'");
  g_assert_null (strstr (neutral, "'disposition'"));
  check_parts (reported, "'disposition':'unknown'\n'waymark:report':'counterfeit'");
}

static void
test_recall (void)
{
  WaySlice serials[] = { T ("1"), T ("2") };
  WayRecall whole = {
    HAS (1) | HAS (2) | HAS (4), when, lot, { NULL, 0 }, WAY_RECALL_SAFETY
  };
  WayRecall some = {
    HAS (1) | HAS (2) | HAS (3) | HAS (4), when, lot, { serials, 2 }, WAY_RECALL_QUALITY
  };
  WayRecallEnd end = { HAS (1) | HAS (2), when, product };
  g_autofree char *lots = render (WAY_ACTION_RECALL, &whole);
  g_autofree char *units = render (WAY_ACTION_RECALL, &some);
  g_autofree char *ended = render (WAY_ACTION_RECALL_END, &end);

  check_parts (lots, "'quantityList':[{'epcClass':'" LOT_URI
                     "'}]\n'bizStep':'holding','disposition':'recalled',"
                     "'persistentDisposition':{'set':['recalled']}\n"
                     "'waymark:level':'safety'");
  check_parts (units, "'epcList':['https://id.gs1.org/01/" GTIN
                      "/21/1','https://id.gs1.org/01/" GTIN "/21/2']");
  check_parts (ended, "'persistentDisposition':{'unset':['recalled']}");
}

static void
test_owners (void)
{
  WayItem item = { HAS (1), unit };
  WayClaim claim = { HAS (1) | HAS (2), item };
  WayTransfer transfer = { HAS (1) | HAS (2) | HAS (3), when, item, shop };
  WaySell sell = { HAS (1) | HAS (2) | HAS (3), when, { &item, 1 }, shop };
  WaySell unknown = { HAS (1) | HAS (2), when, { &item, 1 } };
  WayTakeBack back = {
    .event = when, .unit = item, .statement = shop, .action_index = 3
  };
  g_autofree char *claimed = render (WAY_ACTION_CLAIM, &claim);
  g_autofree char *transferred = render (WAY_ACTION_TRANSFER, &transfer);
  g_autofree char *sold = render (WAY_ACTION_SELL, &sell);
  g_autofree char *to_nobody = render (WAY_ACTION_SELL, &unknown);
  g_autofree char *returned = render (WAY_ACTION_TAKE_BACK, &back);

  check_parts (claimed,
               "'eventTime':'2020-01-01T00:01:00.000Z','eventTimeZoneOffset':"
               "'+00:00'\n'disposition':'retail_sold','destinationList':[{'type':"
               "'owning_party','destination':'" BRAND_URI "'}]");
  check_parts (transferred, "'source':'" BRAND_URI "'\n'destination':'" SHOP_URI "'");
  check_parts (sold, "'bizStep':'retail_selling'\n'destination':'" SHOP_URI "'");
  g_assert_null (strstr (to_nobody, "destinationList"));
  check_parts (
      returned,
      "'bizStep':'receiving'\n'disposition':'returned'\n'destination':'" BRAND_URI "'");
  check_parts (returned, "'waymark:sale':'ni:///sha-256;22");
  check_parts (returned, "'waymark:saleAction':3");
  g_assert_null (strstr (returned, "sourceList"));
}

static void
test_place_and_documents (void)
{
  WayDocument documents[] = {
    { .hash = other, .kind = WAY_DOCUMENT_TEST_REPORT },
    { .hash = shop, .kind = WAY_DOCUMENT_OTHER },
  };
  WaySell sell = { HAS (1) | HAS (2), when, { NULL, 0 } };
  g_autofree char *at_gln = NULL, *at_sea = NULL, *somewhere = NULL;

  sell.event.present |= HAS (3) | HAS (4) | HAS (5);
  sell.event.documents = (WayRecords) { documents, 2 };
  sell.event.note = T ("by \"hand\"");
  sell.event.place =
      (WayPlace) { HAS (1) | HAS (2), T ("Warehouse"), .gln = T ("9520123456788") };
  at_gln = render (WAY_ACTION_SELL, &sell);
  check_parts (at_gln, "'readPoint':{'id':'https://id.gs1.org/414/9520123456788'},"
                       "'bizTransactionList':[{'type':'testres','bizTransaction':"
                       "'ni:///sha-256;4444\n{'bizTransaction':'ni:///sha-256;2222\n"
                       "'waymark:place':'Warehouse','waymark:note':");

  sell.event.place = (WayPlace) { HAS (1) | HAS (4) | HAS (5), T ("At sea"),
                                  .latitude_e6 = -500000, .longitude_e6 = 104301001 };
  at_sea = render (WAY_ACTION_SELL, &sell);
  check_parts (at_sea, "'readPoint':{'id':'geo:-0.500000,104.301001'}");

  sell.event.place = (WayPlace) { HAS (1), T ("Somewhere") };
  somewhere = render (WAY_ACTION_SELL, &sell);
  g_assert_null (strstr (somewhere, "readPoint"));
}

/* The corrected event keeps its identifier. */
static void
test_correct (void)
{
  WayThing things[] = { unit };
  WayCorrect act = { .present = HAS (1) | HAS (2) | HAS (3) | HAS (4) | HAS (5),
                     .event = when,
                     .things = { things, 1 },
                     .statement = other,
                     .action_index = 1,
                     .reason = WAY_CORRECT_DID_NOT_OCCUR };
  WayInspect wrong = { HAS (1) | HAS (2) | HAS (3), when, lot, WAY_INSPECT_PASSED };
  guint64 corrected_ms = G_GUINT64_CONSTANT (1577923200000);
  g_autofree char *text = render (WAY_ACTION_CORRECT, &act);
  g_autofree char *before = render (WAY_ACTION_INSPECT, &wrong);
  g_autofree char *after = render_with (WAY_ACTION_INSPECT, &wrong, NULL, &corrected_ms);
  const char *id = strstr (before, "eventID");
  g_autofree char *same = g_strndup (id, 100);

  check_parts (text, "'waymark:corrects':'ni:///sha-256;4444\n'waymark:correctsAction':1,"
                     "'waymark:reason':'didNotOccur'");
  check_parts (after, "'errorDeclaration':{'declarationTime':'2020-01-02T00:00:00.000Z',"
                      "'reason':'incorrect_data'}");
  g_assert_nonnull (strstr (after, same));
}

static void
test_far_future (void)
{
  WaySell sell = { HAS (1) | HAS (2), when, { NULL, 0 } };
  g_autofree char *text = NULL;

  sell.event.time = G_MAXUINT64;
  text = render (WAY_ACTION_SELL, &sell);
  check_parts (text, "'eventTime':'9999-12-30T");
}

static void
test_other_actions (void)
{
  WayProductRegister act = { HAS (1), T (GTIN) };
  g_autofree char *text = render (WAY_ACTION_PRODUCT_REGISTER, &act);

  g_assert_nonnull (strstr (text, "\"eventList\":[\n]"));
}

static void
test_full_arena (void)
{
  WayItem items[] = { { HAS (1), container } };
  WayShip ship = { HAS (1) | HAS (2) | HAS (3), when, { items, 1 }, shop };
  WayAction action = { WAY_ACTION_SHIP, &ship };
  WayEpcisAct act = { &statement, &brand, 0, 0, &action };

  gboolean is_rendered = FALSE;

  /* whichever allocation is the one that fails */
  for (gsize limit = 16; !is_rendered; limit += 16)
    {
      g_auto (WayArena) arena = { 0 };
      g_autoptr (GError) error = NULL;
      WayEpcisEvents events;

      way_arena_init (&arena, limit);
      is_rendered = way_epcis_render (&act, NULL, &arena, &events, &error);
      if (!is_rendered)
        g_assert_error (error, WAY_ERROR, WAY_RESULT_NO_SPACE);
      g_assert_true (is_rendered == (limit > 1000 && error == NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  set_up ();
  g_test_add_func ("/epcis/render/commission", test_commission);
  g_test_add_func ("/epcis/render/pack-and-unpack", test_pack_and_unpack);
  g_test_add_func ("/epcis/render/ship-and-receive", test_ship_and_receive);
  g_test_add_func ("/epcis/render/transform", test_transform);
  g_test_add_func ("/epcis/render/observe", test_observe);
  g_test_add_func ("/epcis/render/inspect-and-report", test_inspect_and_report);
  g_test_add_func ("/epcis/render/recall", test_recall);
  g_test_add_func ("/epcis/render/owners", test_owners);
  g_test_add_func ("/epcis/render/place-and-documents", test_place_and_documents);
  g_test_add_func ("/epcis/render/correct", test_correct);
  g_test_add_func ("/epcis/render/far-future", test_far_future);
  g_test_add_func ("/epcis/render/other-actions", test_other_actions);
  g_test_add_func ("/epcis/render/full-arena", test_full_arena);
  return g_test_run ();
}
