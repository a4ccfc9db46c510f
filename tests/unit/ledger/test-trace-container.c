/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/spec/trace.md: commission, pack, unpack, first touch; row by row */

#include "way-trace-fixture.h"

static void
test_commission (WayTraceFixture *f, gconstpointer data)
{
  WayHead lot = way_trace_head (f, &f->lot);
  WayHead case1 = way_trace_head (f, &f->case1);
  WayLotState state;
  WayHash id;

  way_thing_get_id (&f->lot, &id);
  g_assert_cmpuint (way_world_get_loose (&f->world, &f->lot, f->brand), ==,
                    UNITS - IN_CASE);
  g_assert_cmpuint (way_world_get_content (&f->world, &f->case1, &f->lot), ==, IN_CASE);
  g_assert_cmpuint (way_world_get_loose (&f->world, &f->bulk, f->brand), ==, BULK);
  g_assert_cmpuint (lot.n_events, ==, 2);
  g_assert_cmpuint (case1.n_events, ==, 1);
  g_assert_true (way_hash_equal (&case1.custodian, &f->brand->account));
  way_world_read (&f->world, way_state_key_lot (&id), &way_lot_state_schema, &state);
  g_assert_true (state.is_commissioned);
}

static void
test_commission_refused (WayTraceFixture *f, gconstpointer data)
{
  WayCaseCount cases[] = { { .sscc = way_test_sscc (2), .count = 60 },
                           { .sscc = way_test_sscc (3), .count = 41 } };
  WayCommission action = { .present = 1 << 4,
                           .event = way_test_event (),
                           .gtin = WAY_TEST_GTIN_2,
                           .lot = WAY_TEST_TEXT ("B2"),
                           .cases = { cases, 2 } };

  way_world_refused (&f->world, f->brand, WAY_ACTION_COMMISSION, &action,
                     "not-registered");
  way_world_add_bulk (&f->world, f->brand, WAY_TEST_GTIN_2, "B2", 100);
  way_world_refused (&f->world, f->shop, WAY_ACTION_COMMISSION, &action,
                     "not-registered");
  way_world_refused (&f->world, f->brand, WAY_ACTION_COMMISSION, &action, "too-much");
  cases[1].count = 1000000000;
  way_world_refused (&f->world, f->brand, WAY_ACTION_COMMISSION, &action, "too-much");
  cases[1].count = 40;
  cases[1].sscc = cases[0].sscc;
  way_world_refused (&f->world, f->brand, WAY_ACTION_COMMISSION, &action,
                     "already-exists");
  cases[1].sscc = way_test_sscc (1);
  way_world_refused (&f->world, f->brand, WAY_ACTION_COMMISSION, &action,
                     "already-exists");
  cases[1].sscc = way_test_sscc (3);
  way_world_ok (&f->world, f->brand, WAY_ACTION_COMMISSION, &action);
  way_world_refused (&f->world, f->brand, WAY_ACTION_COMMISSION, &action, "wrong-state");
}

/* Units that are taken out of where they were become followed ones. */
static void
test_first_touch (WayTraceFixture *f, gconstpointer data)
{
  WayItem loose = way_test_lot_get_item (&f->units, IN_CASE);
  WayItem in_case = way_test_lot_get_item (&f->units, 0);
  WayThing box = way_test_container (f->brand, 2);
  WayHead head;
  WayHash lot_id, box_id;

  way_thing_get_id (&f->lot, &lot_id);
  way_thing_get_id (&box, &box_id);
  assert_result (way_trace_pack (f, f->brand, &box, &loose, 1), "ok");
  head = way_trace_head (f, &loose.thing);
  g_assert_true (way_hash_equal (&head.parent, &box_id));
  g_assert_true (way_hash_equal (&head.lot, &lot_id));
  g_assert_false (way_record_has (&head, 5));
  g_assert_false (way_record_has (&head, 13));
  g_assert_cmpmem (head.claim_key, 32, loose.proof.claim_key, 32);
  g_assert_cmpuint (head.n_events, ==, 1);
  g_assert_cmpuint (way_world_get_loose (&f->world, &f->lot, f->brand), ==,
                    UNITS - IN_CASE - 1);
  head = way_trace_head (f, &box);
  g_assert_cmpuint (head.n_children, ==, 1);
  /* what names a first case comes out of that case */
  assert_result (way_trace_pack (f, f->brand, &box, &in_case, 1), "packed");
  assert_result (way_trace_unpack (f, f->brand, &box, &in_case, 1), "packed");
  assert_result (way_trace_unpack (f, f->brand, &f->case1, &in_case, 1), "ok");
  head = way_trace_head (f, &in_case.thing);
  g_assert_true (way_hash_equal (&head.custodian, &f->brand->account));
  g_assert_true (way_hash_equal (&head.first_case, &f->case_id));
  g_assert_cmpuint (way_world_get_content (&f->world, &f->case1, &f->lot), ==,
                    IN_CASE - 1);
}

static void
test_first_touch_refused (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayItem other = way_test_lot_get_item (&f->units, IN_CASE + 1);
  WayThing box = way_test_container (f->brand, 2);
  WayItem bad = unit;

  bad.thing = way_thing_unit (&f->brand->account, WAY_TEST_GTIN, WAY_TEST_TEXT ("L9"),
                              unit.thing.serial);
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "not-registered");
  bad.thing = way_thing_unit (&f->brand->account, WAY_TEST_GTIN_2, WAY_TEST_TEXT ("B1"),
                              unit.thing.serial);
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "not-in-lot");
  bad = unit;
  bad.present = 0;
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "bad-proof");
  bad = unit;
  bad.proof = other.proof;
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "not-in-lot");
  bad = unit;
  bad.proof.claim_key[0] ^= 1;
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "not-in-lot");
  bad = unit;
  bad.proof.path.n--;
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "not-in-lot");
  bad = unit;
  bad.proof.index = UNITS;
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "not-in-lot");
  box = way_test_container (f->shop, 2);
  assert_result (way_trace_pack (f, f->shop, &box, &unit, 1), "not-custodian");
}

static void
test_not_commissioned (WayTraceFixture *f, gconstpointer data)
{
  WayTestLot lot;
  WayThing box = way_test_container (f->brand, 2);
  WayItem unit;

  way_test_lot_init (&lot, f->brand, WAY_TEST_GTIN, "L2", 1, NULL, 0);
  way_test_lot_register (&f->world, f->brand, &lot);
  unit = way_test_lot_get_item (&lot, 0);
  assert_result (way_trace_pack (f, f->brand, &box, &unit, 1), "wrong-state");
  way_test_lot_commission (&f->world, f->brand, &lot, NULL, 0);
  assert_result (way_trace_pack (f, f->brand, &box, &unit, 1), "ok");
  way_test_lot_clear (&lot);
}

/* Once the case was emptied in bulk, its units are among the loose ones. */
static void
test_first_case_emptied (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, 0);
  WayItem all = way_test_item_quantity (&f->lot, IN_CASE);
  WayThing box = way_test_container (f->brand, 2);
  WayItem some = way_test_item_quantity (&f->lot, 5);

  assert_result (way_trace_unpack (f, f->brand, &f->case1, &all, 1), "ok");
  g_assert_cmpuint (way_world_get_loose (&f->world, &f->lot, f->brand), ==, UNITS);
  assert_result (way_trace_pack (f, f->brand, &box, &some, 1), "ok");
  assert_result (way_trace_unpack (f, f->brand, &f->case1, &unit, 1), "not-packed-here");
  assert_result (way_trace_unpack (f, f->brand, &box, &unit, 1), "ok");
  g_assert_cmpuint (way_world_get_content (&f->world, &box, &f->lot), ==, 4);
}

static void
test_pack_refused (WayTraceFixture *f, gconstpointer data)
{
  WayThing box = way_test_container (f->brand, 2);
  WayThing foreign = way_test_container (f->shop, 3);
  WayThing product = way_thing_product (&f->brand->account, WAY_TEST_GTIN);
  WayItem loose = way_test_item_quantity (&f->bulk, 10);
  WayItem case1 = way_test_item (&f->case1);
  WayItem bad = loose;
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);

  assert_result (way_trace_pack (f, f->brand, &f->lot, &loose, 1), "invalid-value");
  assert_result (way_trace_pack (f, f->brand, &foreign, &loose, 1), "not-registered");
  assert_result (way_trace_pack (f, f->shop, &f->case1, &loose, 1), "not-custodian");
  bad.present = 0;
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "invalid-value");
  bad = way_test_item_quantity (&f->case1, 1);
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "invalid-value");
  bad = way_test_item (&product);
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "invalid-value");
  bad = way_test_item (&foreign);
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "not-registered");
  bad = way_test_item_quantity (&f->bulk, BULK + 1);
  assert_result (way_trace_pack (f, f->brand, &box, &bad, 1), "too-much");
  assert_result (way_trace_pack (f, f->shop, &foreign, &loose, 1), "not-custodian");
  assert_result (way_trace_pack (f, f->shop, &foreign, &case1, 1), "not-custodian");
  assert_result (way_trace_pack (f, f->brand, &f->case1, &case1, 1), "wrong-state");
  assert_result (way_trace_pack (f, f->brand, &box, &case1, 1), "ok");
  assert_result (way_trace_pack (f, f->brand, &box, &case1, 1), "packed");
  bad = way_test_item (&box);
  assert_result (way_trace_pack (f, f->brand, &f->case1, &bad, 1), "wrong-state");
  assert_result (way_trace_ship (f, f->brand, f->shop, &unit, 1, NULL), "ok");
  assert_result (way_trace_pack (f, f->brand, &box, &unit, 1), "in-transit");
}

/* A container that is inside another is held by who holds the outermost. */
static void
test_nested (WayTraceFixture *f, gconstpointer data)
{
  WayThing box = way_test_container (f->brand, 2);
  WayItem case1 = way_test_item (&f->case1);
  WayItem loose = way_test_item_quantity (&f->bulk, 10);
  WayItem in_case = way_test_lot_get_item (&f->units, 0);
  WayHead head;

  assert_result (way_trace_pack (f, f->brand, &box, &case1, 1), "ok");
  assert_result (way_trace_pack (f, f->brand, &f->case1, &loose, 1), "ok");
  assert_result (way_trace_unpack (f, f->brand, &f->case1, &in_case, 1), "ok");
  head = way_trace_head (f, &box);
  g_assert_cmpuint (head.levels, ==, 2);
  g_assert_cmpuint (head.n_children, ==, 1);
  head = way_trace_head (f, &f->case1);
  g_assert_false (way_record_has (&head, 5));
  assert_result (way_trace_unpack (f, f->brand, &box, &case1, 1), "ok");
  head = way_trace_head (f, &f->case1);
  g_assert_true (way_hash_equal (&head.custodian, &f->brand->account));
  g_assert_false (way_record_has (&head, 7));
  head = way_trace_head (f, &box);
  g_assert_cmpuint (head.levels, ==, 1);
  g_assert_false (way_record_has (&head, 12));
}

static void
test_levels (WayTraceFixture *f, gconstpointer data)
{
  WayThing boxes[WAY_CONTAINER_MAX_LEVELS + 2];
  WayItem loose = way_test_item_quantity (&f->bulk, 1);
  WayItem child;
  WayHead head;

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      boxes[i] = way_test_container (f->brand, 10 + i);
      assert_result (way_trace_pack (f, f->brand, &boxes[i], &loose, 1), "ok");
    }
  /* 0 in 1 … in 7: eight levels */
  for (guint i = 0; i + 1 < WAY_CONTAINER_MAX_LEVELS; i++)
    {
      child = way_test_item (&boxes[i]);
      assert_result (way_trace_pack (f, f->brand, &boxes[i + 1], &child, 1), "ok");
    }
  head = way_trace_head (f, &boxes[WAY_CONTAINER_MAX_LEVELS - 1]);
  g_assert_cmpuint (head.levels, ==, WAY_CONTAINER_MAX_LEVELS);
  child = way_test_item (&boxes[WAY_CONTAINER_MAX_LEVELS - 1]);
  assert_result (
      way_trace_pack (f, f->brand, &boxes[WAY_CONTAINER_MAX_LEVELS], &child, 1),
      "too-many");
  /* and none from below */
  child = way_test_item (&boxes[WAY_CONTAINER_MAX_LEVELS]);
  assert_result (way_trace_pack (f, f->brand, &boxes[0], &child, 1), "too-many");
  assert_result (way_trace_pack (f, f->brand, &boxes[1], &child, 1), "ok");
}

static void
test_unpack_refused (WayTraceFixture *f, gconstpointer data)
{
  WayThing box = way_test_container (f->brand, 2);
  WayItem loose = way_test_item_quantity (&f->bulk, 10);
  WayItem more = way_test_item_quantity (&f->bulk, 11);
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayItem case1 = way_test_item (&f->case1);
  WayThing unknown = way_test_container (f->brand, 50);
  WayItem nothing = way_test_item (&unknown);

  assert_result (way_trace_unpack (f, f->brand, &f->lot, &loose, 1), "invalid-value");
  assert_result (way_trace_unpack (f, f->brand, &box, &loose, 1), "not-registered");
  assert_result (way_trace_unpack (f, f->shop, &f->case1, &unit, 1), "not-custodian");
  assert_result (way_trace_unpack (f, f->brand, &f->case1, &loose, 1), "not-packed-here");
  assert_result (way_trace_pack (f, f->brand, &box, &loose, 1), "ok");
  assert_result (way_trace_unpack (f, f->brand, &box, &more, 1), "too-much");
  assert_result (way_trace_unpack (f, f->brand, &box, &case1, 1), "not-packed-here");
  assert_result (way_trace_unpack (f, f->brand, &box, &unit, 1), "not-packed-here");
  assert_result (way_trace_unpack (f, f->brand, &box, &nothing, 1), "not-registered");
  nothing = way_test_item_quantity (&unknown, 1);
  assert_result (way_trace_unpack (f, f->brand, &box, &nothing, 1), "invalid-value");
  assert_result (way_trace_unpack (f, f->brand, &box, &loose, 1), "ok");
  assert_result (way_trace_unpack (f, f->brand, &box, &loose, 1), "not-packed-here");
}

/* However often an action names a thing, it is one event of it. */
static void
test_one_event (WayTraceFixture *f, gconstpointer data)
{
  WayThing box = way_test_container (f->brand, 2);
  WayItem items[] = { way_test_item_quantity (&f->bulk, 1),
                      way_test_item_quantity (&f->bulk, 2),
                      way_test_item_quantity (&f->bulk, 3) };
  WayHead before = way_trace_head (f, &f->bulk);
  WayHead after;

  assert_result (way_trace_pack (f, f->brand, &box, items, 3), "ok");
  after = way_trace_head (f, &f->bulk);
  g_assert_cmpuint (after.n_events, ==, before.n_events + 1);
  g_assert_cmpuint (way_world_get_content (&f->world, &box, &f->bulk), ==, 6);
  g_assert_cmpuint (way_world_get_loose (&f->world, &f->bulk, f->brand), ==, BULK - 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ledger/trace/commission", test_commission);
  ADD ("/ledger/trace/commission-refused", test_commission_refused);
  ADD ("/ledger/trace/first-touch", test_first_touch);
  ADD ("/ledger/trace/first-touch-refused", test_first_touch_refused);
  ADD ("/ledger/trace/not-commissioned", test_not_commissioned);
  ADD ("/ledger/trace/first-case-emptied", test_first_case_emptied);
  ADD ("/ledger/trace/pack-refused", test_pack_refused);
  ADD ("/ledger/trace/nested", test_nested);
  ADD ("/ledger/trace/levels", test_levels);
  ADD ("/ledger/trace/unpack-refused", test_unpack_refused);
  ADD ("/ledger/trace/one-event", test_one_event);
  return g_test_run ();
}
