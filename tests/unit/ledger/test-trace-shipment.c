/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/spec/trace.md: ship, receive, transform; row by row */

#include "way-trace-fixture.h"

static WayShipmentState
get_shipment (WayTraceFixture *f, const WayHash *id)
{
  WayShipmentState shipment;

  g_assert_true (way_world_read (&f->world, way_state_key_shipment (id),
                                 &way_shipment_state_schema, &shipment));
  return shipment;
}

static guint64
get_transit (WayTraceFixture *f, const WayHash *id, const WayThing *thing)
{
  WayHash thing_id;

  way_thing_get_id (thing, &thing_id);
  return way_world_get_quantity (&f->world, way_state_key_transit (id, &thing_id));
}

/* A case, a unit and loose goods, on their way to the shop */
static void
make_items (WayTraceFixture *f, WayItem items[3])
{
  items[0] = way_test_item (&f->case1);
  items[1] = way_test_lot_get_item (&f->units, IN_CASE);
  items[2] = way_test_item_quantity (&f->bulk, 300);
}

static void
test_ship (WayTraceFixture *f, gconstpointer data)
{
  WayItem items[3];
  WayShipmentState shipment;
  WayHead head;
  WayHash id;

  make_items (f, items);
  assert_result (way_trace_ship (f, f->brand, f->shop, items, 3, &id), "ok");
  shipment = get_shipment (f, &id);
  g_assert_cmpuint (shipment.status, ==, WAY_SHIPMENT_IN_TRANSIT);
  g_assert_cmpuint (shipment.n_items, ==, 3);
  g_assert_cmpuint (shipment.n_outstanding, ==, 3);
  g_assert_true (way_hash_equal (&shipment.shipper, &f->brand->account));
  g_assert_true (way_hash_equal (&shipment.receiver, &f->shop->account));
  for (guint i = 0; i < 2; i++)
    {
      head = way_trace_head (f, &items[i].thing);
      g_assert_cmpuint (head.status, ==, WAY_HEAD_IN_TRANSIT);
      g_assert_false (way_record_has (&head, 5));
      g_assert_true (way_hash_equal (&head.shipment, &id));
      g_assert_cmpuint (get_transit (f, &id, &items[i].thing), ==, 1);
    }
  g_assert_cmpuint (get_transit (f, &id, &f->bulk), ==, 300);
  g_assert_cmpuint (way_world_get_loose (&f->world, &f->bulk, f->brand), ==, BULK - 300);
  assert_result (way_trace_ship (f, f->brand, f->shop, items, 1, NULL), "in-transit");
}

static void
test_ship_refused (WayTraceFixture *f, gconstpointer data)
{
  WayActor *stranger = way_world_add_stranger (&f->world);
  WayThing box = way_test_container (f->brand, 2);
  WayItem items[] = { way_test_item_quantity (&f->bulk, 1),
                      way_test_item_quantity (&f->bulk, 1) };
  WayItem case1 = way_test_item (&f->case1);
  WayShip late = { .present = 1 << 4,
                   .event = way_test_event (),
                   .items = { items, 1 },
                   .receiver = f->shop->account,
                   .expected_by = f->world.now };

  assert_result (way_trace_ship (f, f->brand, stranger, items, 1, NULL),
                 "not-registered");
  assert_result (way_trace_ship (f, f->brand, f->brand, items, 1, NULL), "invalid-value");
  way_world_refused (&f->world, f->brand, WAY_ACTION_SHIP, &late, "invalid-value");
  assert_result (way_trace_ship (f, f->brand, f->shop, items, 2, NULL), "invalid-value");
  assert_result (way_trace_ship (f, f->carrier, f->shop, items, 1, NULL),
                 "not-custodian");
  assert_result (way_trace_ship (f, f->carrier, f->shop, &case1, 1, NULL),
                 "not-custodian");
  items[0].quantity = BULK + 1;
  assert_result (way_trace_ship (f, f->brand, f->shop, items, 1, NULL), "too-much");
  assert_result (way_trace_pack (f, f->brand, &box, &case1, 1), "ok");
  assert_result (way_trace_ship (f, f->brand, f->shop, &case1, 1, NULL), "packed");
}

static void
test_receive_all (WayTraceFixture *f, gconstpointer data)
{
  WayItem items[3];
  WayHead head;
  WayHash id;

  make_items (f, items);
  assert_result (way_trace_ship (f, f->brand, f->shop, items, 3, &id), "ok");
  items[1].present = 0;
  assert_result (way_trace_receive (f, f->shop, &id, items, 3), "ok");
  g_assert_cmpuint (get_shipment (f, &id).status, ==, WAY_SHIPMENT_RECEIVED);
  for (guint i = 0; i < 2; i++)
    {
      head = way_trace_head (f, &items[i].thing);
      g_assert_cmpuint (head.status, ==, WAY_HEAD_ACTIVE);
      g_assert_true (way_hash_equal (&head.custodian, &f->shop->account));
      g_assert_false (way_record_has (&head, 8));
      g_assert_cmpuint (get_transit (f, &id, &items[i].thing), ==, 0);
    }
  g_assert_cmpuint (way_world_get_loose (&f->world, &f->bulk, f->shop), ==, 300);
  assert_result (way_trace_receive (f, f->shop, &id, items, 1), "wrong-state");
}

static void
test_receive_refused (WayTraceFixture *f, gconstpointer data)
{
  WayItem items[3];
  WayItem other = way_test_item_quantity (&f->lot, 1);
  WayHash id, nothing = { { 7 } };

  make_items (f, items);
  assert_result (way_trace_ship (f, f->brand, f->shop, items, 3, &id), "ok");
  assert_result (way_trace_receive (f, f->shop, &nothing, items, 3), "not-registered");
  assert_result (way_trace_receive (f, f->carrier, &id, items, 3), "not-receiver");
  assert_result (way_trace_receive (f, f->brand, &id, items, 3), "not-receiver");
  assert_result (way_trace_receive (f, f->shop, &id, &other, 1), "not-in-shipment");
  items[2].quantity = 301;
  assert_result (way_trace_receive (f, f->shop, &id, &items[2], 1), "too-much");
  items[2].present = 0;
  assert_result (way_trace_receive (f, f->shop, &id, &items[2], 1), "invalid-value");
  items[0].present = 1 << 2;
  items[0].quantity = 1;
  assert_result (way_trace_receive (f, f->shop, &id, items, 1), "invalid-value");
  items[0].present = 0;
  items[1] = items[0];
  assert_result (way_trace_receive (f, f->shop, &id, items, 2), "not-in-shipment");
}

/* Less than was shipped: a difference, which a later receipt can settle. */
static void
test_receive_short (WayTraceFixture *f, gconstpointer data)
{
  WayItem items[3], part;
  WayHead head, bulk;
  WayHash id;

  make_items (f, items);
  assert_result (way_trace_ship (f, f->brand, f->shop, items, 3, &id), "ok");
  bulk = way_trace_head (f, &f->bulk);
  part = way_test_item_quantity (&f->bulk, 299);
  assert_result (way_trace_receive (f, f->shop, &id, &part, 1), "ok");
  g_assert_cmpuint (get_shipment (f, &id).status, ==, WAY_SHIPMENT_RECEIVED_SHORT);
  g_assert_cmpuint (get_shipment (f, &id).n_outstanding, ==, 3);
  for (guint i = 0; i < 2; i++)
    {
      head = way_trace_head (f, &items[i].thing);
      g_assert_cmpuint (head.status, ==, WAY_HEAD_MISSING);
      g_assert_cmpuint (head.n_events, ==, 3 - i);
      assert_result (way_trace_ship (f, f->brand, f->shop, &items[i], 1, NULL),
                     "in-transit");
    }
  head = way_trace_head (f, &f->bulk);
  g_assert_cmpuint (head.n_events, ==, bulk.n_events + 1);
  assert_result (way_trace_receive (f, f->shop, &id, NULL, 0), "invalid-value");
  assert_result (way_trace_receive (f, f->shop, &id, items, 2), "ok");
  g_assert_cmpuint (get_shipment (f, &id).n_outstanding, ==, 1);
  head = way_trace_head (f, &f->case1);
  g_assert_cmpuint (head.status, ==, WAY_HEAD_ACTIVE);
  part.quantity = 1;
  assert_result (way_trace_receive (f, f->shop, &id, &part, 1), "ok");
  g_assert_cmpuint (get_shipment (f, &id).status, ==, WAY_SHIPMENT_RECEIVED);
  g_assert_cmpuint (way_world_get_loose (&f->world, &f->bulk, f->shop), ==, 300);
}

static void
test_receive_nothing (WayTraceFixture *f, gconstpointer data)
{
  WayItem items[3];
  WayHead head;
  WayHash id;

  make_items (f, items);
  assert_result (way_trace_ship (f, f->brand, f->shop, items, 3, &id), "ok");
  assert_result (way_trace_receive (f, f->shop, &id, NULL, 0), "ok");
  head = way_trace_head (f, &f->case1);
  g_assert_cmpuint (head.status, ==, WAY_HEAD_MISSING);
  g_assert_cmpuint (get_transit (f, &id, &f->bulk), ==, 300);
  g_assert_cmpuint (get_shipment (f, &id).status, ==, WAY_SHIPMENT_RECEIVED_SHORT);
}

static void
test_overdue (WayTraceFixture *f, gconstpointer data)
{
  WayItem item = way_test_item_quantity (&f->bulk, 1);
  WayShip ship = { .present = 1 << 4,
                   .event = way_test_event (),
                   .items = { &item, 1 },
                   .receiver = f->shop->account,
                   .expected_by = f->world.now + 1000 };
  WayHash ids[2];

  for (guint i = 0; i < 2; i++)
    {
      way_world_ok (&f->world, f->brand, WAY_ACTION_SHIP, &ship);
      way_shipment_get_id (&f->world.last_id, 0, &ids[i]);
    }
  assert_result (way_trace_receive (f, f->shop, &ids[1], &item, 1), "ok");
  way_world_next_block (&f->world, 999);
  g_assert_cmpuint (way_ledger_get_next_due (f->world.ledger), ==, ship.expected_by);
  g_assert_false (get_shipment (f, &ids[0]).is_overdue);
  way_world_next_block (&f->world, 1);
  g_assert_cmpuint (way_ledger_get_block_size (f->world.ledger), ==, 2);
  g_assert_true (get_shipment (f, &ids[0]).is_overdue);
  g_assert_false (get_shipment (f, &ids[1]).is_overdue);
  assert_result (way_trace_receive (f, f->shop, &ids[0], &item, 1), "ok");
  g_assert_true (get_shipment (f, &ids[0]).is_overdue);
  way_world_next_block (&f->world, 1);
  g_assert_cmpuint (way_ledger_get_next_due (f->world.ledger), ==, G_MAXUINT64);
}

static WayResult
transform (WayTraceFixture *f,
           WayActor *actor,
           const WayItem *inputs,
           gsize n_inputs,
           const WayOutput *outputs,
           gsize n_outputs)
{
  WayTransform action = { .event = way_test_event (),
                          .inputs = { (gpointer) inputs, n_inputs },
                          .outputs = { (gpointer) outputs, n_outputs } };

  return way_world_act (&f->world, actor, WAY_ACTION_TRANSFORM, &action);
}

static WayOutput
make_output (const char *lot)
{
  return (WayOutput) { .gtin = WAY_TEST_GTIN_2, .lot = WAY_TEST_TEXT (lot) };
}

static void
test_transform (WayTraceFixture *f, gconstpointer data)
{
  WayItem inputs[] = { way_test_item_quantity (&f->bulk, 400),
                       way_test_lot_get_item (&f->units, IN_CASE) };
  WayItem case1 = way_test_item (&f->case1);
  WayOutput outputs[] = { make_output ("B2"), make_output ("B3") };
  WayThing b2 = way_thing_lot (&f->brand->account, WAY_TEST_GTIN_2, outputs[0].lot);
  WayHead head;

  way_world_add_bulk (&f->world, f->brand, WAY_TEST_GTIN_2, "B2", 390);
  assert_result (transform (f, f->brand, inputs, 2, outputs, 2), "not-registered");
  way_world_add_bulk (&f->world, f->brand, WAY_TEST_GTIN_2, "B3", 1);
  assert_result (transform (f, f->brand, &case1, 1, outputs, 1), "invalid-value");
  assert_result (transform (f, f->shop, inputs, 2, outputs, 2), "not-custodian");
  outputs[1] = outputs[0];
  assert_result (transform (f, f->brand, inputs, 2, outputs, 2), "wrong-state");
  outputs[1] = make_output ("B3");
  assert_result (transform (f, f->brand, inputs, 2, outputs, 2), "ok");
  g_assert_cmpuint (way_world_get_loose (&f->world, &f->bulk, f->brand), ==, BULK - 400);
  g_assert_cmpuint (way_world_get_loose (&f->world, &b2, f->brand), ==, 390);
  head = way_trace_head (f, &inputs[1].thing);
  g_assert_cmpuint (head.status, ==, WAY_HEAD_CONSUMED);
  g_assert_false (way_record_has (&head, 5));
  assert_result (way_trace_ship (f, f->brand, f->shop, &inputs[1], 1, NULL),
                 "wrong-state");
  head = way_trace_head (f, &b2);
  g_assert_cmpuint (head.n_events, ==, 2);
}

/* A lot of @quantity kg of which @certified are certified, commissioned */
static WayThing
add_certified (WayTraceFixture *f, const char *lot, guint64 quantity, guint64 certified)
{
  WayAttest attest = { .subject = f->brand->account,
                       .claim = WAY_CLAIM_CERTIFICATION,
                       .value = WAY_TEST_SCHEME,
                       .until = f->world.now + WAY_TEST_DAY };
  WayLotRegister action = { .present = 1 << 4 | 1 << 9 | 1 << 10 | 1 << 11,
                            .gtin = WAY_TEST_GTIN_2,
                            .lot = WAY_TEST_TEXT (lot),
                            .quantity = quantity,
                            .uom = WAY_TEST_TEXT ("KGM"),
                            .scheme = WAY_TEST_SCHEME,
                            .certified = certified,
                            .certifier = f->carrier->account };
  WayCommission commission = { .event = way_test_event (),
                               .gtin = action.gtin,
                               .lot = action.lot };

  way_world_ok (&f->world, f->carrier, WAY_ACTION_ATTEST, &attest);
  way_world_ok (&f->world, f->brand, WAY_ACTION_LOT_REGISTER, &action);
  way_world_ok (&f->world, f->brand, WAY_ACTION_COMMISSION, &commission);
  return way_thing_lot (&f->brand->account, action.gtin, action.lot);
}

static void
test_certified (WayTraceFixture *f, gconstpointer data)
{
  static const struct
  {
    guint64 consumed, claimed;
    const char *result;
  } rows[] = {
    { 3, 3, "too-much" }, { 3, 2, "ok" }, /* ⌊3 × 2 ÷ 3⌋ */
    { 4, 3, "too-much" }, { 4, 2, "ok" }, /* ⌊4 × 2 ÷ 3⌋ */
    { 1, 1, "too-much" },
  };
  WayThing lot = add_certified (f, "C1", 30, 20);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("O%u", i);
      WayItem input = way_test_item_quantity (&lot, rows[i].consumed);
      WayOutput output = make_output (name);

      output.present = 1 << 3 | 1 << 4;
      output.scheme = WAY_TEST_SCHEME;
      output.certified = rows[i].claimed;
      way_world_add_bulk (&f->world, f->brand, WAY_TEST_GTIN_2, name, 10);
      assert_result (transform (f, f->brand, &input, 1, &output, 1), rows[i].result);
    }
}

static void
test_certified_refused (WayTraceFixture *f, gconstpointer data)
{
  WayThing lot = add_certified (f, "C1", 30, 30);
  WayItem input = way_test_item_quantity (&lot, 20);
  WayItem plain = way_test_item_quantity (&f->bulk, 20);
  WayItem both[] = { way_test_item_quantity (&lot, 10),
                     way_test_item_quantity (&lot, 5) };
  WayOutput outputs[] = { make_output ("O1"), make_output ("O2") };
  WayLotRegister pieces = { .gtin = WAY_TEST_GTIN_2,
                            .lot = WAY_TEST_TEXT ("O3"),
                            .quantity = 10 };

  for (guint i = 0; i < 2; i++)
    {
      outputs[i].present = 1 << 3 | 1 << 4;
      outputs[i].scheme = WAY_TEST_SCHEME;
      outputs[i].certified = 8;
      way_world_add_bulk (&f->world, f->brand, WAY_TEST_GTIN_2, i == 0 ? "O1" : "O2", 10);
    }
  assert_result (transform (f, f->brand, &plain, 1, outputs, 1), "too-much");
  outputs[0].certified = 11;
  assert_result (transform (f, f->brand, &input, 1, outputs, 1), "too-much");
  outputs[0].certified = 8;
  assert_result (transform (f, f->brand, both, 2, outputs, 2), "too-much"); /* 16 of 15 */
  outputs[1].certified = 7;
  assert_result (transform (f, f->brand, both, 2, outputs, 2), "ok");
  /* of pieces, not of kilograms */
  way_world_ok (&f->world, f->brand, WAY_ACTION_LOT_REGISTER, &pieces);
  outputs[0].lot = pieces.lot;
  outputs[0].certified = 1;
  input.quantity = 1;
  assert_result (transform (f, f->brand, &input, 1, outputs, 1), "unit-mismatch");
  outputs[0].scheme = WAY_TEST_TEXT ("another");
  assert_result (transform (f, f->brand, &input, 1, outputs, 1), "too-much");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ledger/trace/ship", test_ship);
  ADD ("/ledger/trace/ship-refused", test_ship_refused);
  ADD ("/ledger/trace/receive-all", test_receive_all);
  ADD ("/ledger/trace/receive-refused", test_receive_refused);
  ADD ("/ledger/trace/receive-short", test_receive_short);
  ADD ("/ledger/trace/receive-nothing", test_receive_nothing);
  ADD ("/ledger/trace/overdue", test_overdue);
  ADD ("/ledger/trace/transform", test_transform);
  ADD ("/ledger/trace/certified", test_certified);
  ADD ("/ledger/trace/certified-refused", test_certified_refused);
  return g_test_run ();
}
