/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/spec/trace.md: claim, transfer, sell, recall, observations and standing; row by row */

#include "way-trace-fixture.h"

static guint64
get_untraced (WayTraceFixture *f)
{
  WayLotState lot;
  WayHash id;

  way_thing_get_id (&f->lot, &id);
  g_assert_true (
      way_world_read (&f->world, way_state_key_lot (&id), &way_lot_state_schema, &lot));
  return lot.n_untraced;
}

static void
assert_claimed (WayTraceFixture *f, const WayThing *unit, const WayActor *owner)
{
  WayHead head = way_trace_head (f, unit);

  g_assert_true (head.is_claimed);
  g_assert_cmpuint (head.status, ==, WAY_HEAD_SOLD);
  g_assert_true (way_hash_equal (&head.owner, &owner->account));
  g_assert_true (way_hash_equal (&head.custodian, &owner->account));
  g_assert_false (way_record_has (&head, 7));
  g_assert_false (way_record_has (&head, 8));
}

static void
test_claim_untouched (WayTraceFixture *f, gconstpointer data)
{
  WayItem loose = way_test_lot_get_item (&f->units, IN_CASE);
  WayItem in_case = way_test_lot_get_item (&f->units, 0);
  WayHead case1;

  assert_result (way_trace_claim (f, f->person, &loose, IN_CASE), "ok");
  assert_claimed (f, &loose.thing, f->person);
  /* nobody knows whose loose pieces are one too many */
  g_assert_cmpuint (way_world_get_loose (&f->world, &f->lot, f->brand), ==,
                    UNITS - IN_CASE);
  g_assert_cmpuint (get_untraced (f), ==, 1);
  assert_result (way_trace_claim (f, f->person, &loose, IN_CASE), "already-claimed");
  assert_result (way_trace_claim (f, f->shop, &loose, IN_CASE), "already-claimed");
  /* out of its first case */
  assert_result (way_trace_claim (f, f->person, &in_case, 0), "ok");
  g_assert_cmpuint (way_world_get_content (&f->world, &f->case1, &f->lot), ==,
                    IN_CASE - 1);
  g_assert_cmpuint (get_untraced (f), ==, 1);
  case1 = way_trace_head (f, &f->case1);
  g_assert_cmpuint (case1.n_events, ==, 2);
}

static void
test_claim_refused (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayItem unproven = unit;
  WayItem no_unit = way_test_item_quantity (&f->bulk, 1);
  WayClaim claim;

  unproven.present = 0;
  claim = way_test_claim (&f->world, &no_unit, f->units.claim_keys[0],
                          &f->person->account, 1);
  way_world_refused (&f->world, f->person, WAY_ACTION_CLAIM, &claim, "invalid-value");
  claim = way_test_claim (&f->world, &unproven, f->units.claim_keys[IN_CASE],
                          &f->person->account, 1);
  way_world_refused (&f->world, f->person, WAY_ACTION_CLAIM, &claim, "bad-proof");
  claim =
      way_test_claim (&f->world, &unit, f->units.claim_keys[0], &f->person->account, 1);
  way_world_refused (&f->world, f->person, WAY_ACTION_CLAIM, &claim, "bad-claim");
  claim = way_test_claim (&f->world, &unit, f->units.claim_keys[IN_CASE],
                          &f->shop->account, 1);
  way_world_refused (&f->world, f->person, WAY_ACTION_CLAIM, &claim, "bad-claim");
  claim = way_test_claim (&f->world, &unit, f->units.claim_keys[IN_CASE],
                          &f->person->account, 2);
  way_world_refused (&f->world, f->person, WAY_ACTION_CLAIM, &claim, "bad-claim");
  claim = way_test_claim (&f->world, &unit, f->units.claim_keys[IN_CASE],
                          &f->person->account, 1);
  claim.unit = way_test_lot_get_item (&f->units, IN_CASE + 1);
  way_world_refused (&f->world, f->person, WAY_ACTION_CLAIM, &claim, "bad-claim");
  claim.unit = unit;
  claim.claim.len--;
  way_world_refused (&f->world, f->person, WAY_ACTION_CLAIM, &claim, "bad-claim");
  claim.claim.len++;
  way_world_ok (&f->world, f->person, WAY_ACTION_CLAIM, &claim);
}

/* Wherever the ledger believes the unit to be: the person holds the pack. */
static void
test_claim_packed_and_shipped (WayTraceFixture *f, gconstpointer data)
{
  WayItem units[] = { way_test_lot_get_item (&f->units, IN_CASE),
                      way_test_lot_get_item (&f->units, IN_CASE + 1) };
  WayThing box = way_test_container (f->brand, 2);
  WayShipmentState shipment;
  WayHead head;
  WayHash id;

  assert_result (way_trace_pack (f, f->brand, &box, &units[0], 1), "ok");
  assert_result (way_trace_claim (f, f->person, &units[0], IN_CASE), "ok");
  assert_claimed (f, &units[0].thing, f->person);
  head = way_trace_head (f, &box);
  g_assert_cmpuint (head.n_events, ==, 2);
  g_assert_cmpuint (head.n_children, ==, 0);
  assert_result (way_trace_unpack (f, f->brand, &box, &units[0], 1), "not-packed-here");

  assert_result (way_trace_ship (f, f->brand, f->shop, &units[1], 1, &id), "ok");
  assert_result (way_trace_claim (f, f->person, &units[1], IN_CASE + 1), "ok");
  assert_claimed (f, &units[1].thing, f->person);
  way_world_read (&f->world, way_state_key_shipment (&id), &way_shipment_state_schema,
                  &shipment);
  g_assert_cmpuint (shipment.status, ==, WAY_SHIPMENT_RECEIVED_SHORT);
  g_assert_cmpuint (shipment.n_outstanding, ==, 0);
  assert_result (way_trace_receive (f, f->shop, &id, &units[1], 1), "wrong-state");
}

static void
test_claim_owned (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayItem consumed = way_test_lot_get_item (&f->units, IN_CASE + 1);
  WayOutput output = { .gtin = WAY_TEST_GTIN_2, .lot = WAY_TEST_TEXT ("B2") };
  WayTransform transform = { .event = way_test_event (),
                             .inputs = { &consumed, 1 },
                             .outputs = { &output, 1 } };

  assert_result (way_trace_sell (f, f->brand, &unit, f->person), "ok");
  assert_result (way_trace_claim (f, f->shop, &unit, IN_CASE), "not-owner");
  assert_result (way_trace_claim (f, f->person, &unit, IN_CASE), "ok");
  way_world_add_bulk (&f->world, f->brand, WAY_TEST_GTIN_2, "B2", 1);
  way_world_ok (&f->world, f->brand, WAY_ACTION_TRANSFORM, &transform);
  assert_result (way_trace_claim (f, f->person, &consumed, IN_CASE + 1), "wrong-state");
}

static void
test_sell (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayItem other = way_test_lot_get_item (&f->units, IN_CASE + 1);
  WayItem case1 = way_test_item (&f->case1);
  WayActor *stranger = way_world_add_stranger (&f->world);
  WayHead head;

  assert_result (way_trace_sell (f, f->brand, &unit, stranger), "not-registered");
  assert_result (way_trace_sell (f, f->brand, &unit, f->brand), "invalid-value");
  assert_result (way_trace_sell (f, f->brand, &case1, NULL), "invalid-value");
  assert_result (way_trace_sell (f, f->shop, &unit, NULL), "not-custodian");
  assert_result (way_trace_sell (f, f->brand, &unit, NULL), "ok");
  head = way_trace_head (f, &unit.thing);
  g_assert_cmpuint (head.status, ==, WAY_HEAD_SOLD);
  g_assert_false (way_record_has (&head, 5));
  g_assert_false (way_record_has (&head, 6));
  assert_result (way_trace_sell (f, f->brand, &unit, NULL), "not-custodian");
  assert_result (way_trace_sell (f, f->brand, &other, f->person), "ok");
  head = way_trace_head (f, &other.thing);
  g_assert_true (way_hash_equal (&head.owner, &f->person->account));
  g_assert_true (way_hash_equal (&head.custodian, &f->person->account));
  assert_result (way_trace_sell (f, f->person, &other, f->shop), "wrong-state");
}

/** Takes back what was sold by action @index of statement @sale. */
static WayResult
take_back (WayTraceFixture *f,
           WayActor *actor,
           const WayItem *unit,
           const WayHash *sale,
           guint index)
{
  WayTakeBack action = {
    .event = way_test_event (), .unit = *unit, .statement = *sale, .action_index = index
  };

  return way_world_act (&f->world, actor, WAY_ACTION_TAKE_BACK, &action);
}

static void
assert_was_taken_back (WayTraceFixture *f, const WayThing *unit)
{
  WayHead head = way_trace_head (f, unit);

  g_assert_true (way_record_has (&head, 15));
}

/* Sells to nobody known; the block is over when it returns. */
static WayHash
sell_to_nobody (WayTraceFixture *f, WayActor *actor, const WayItem *unit)
{
  WayHash sale;

  assert_result (way_trace_sell (f, actor, unit, NULL), "ok");
  sale = f->world.last_id;
  way_world_next_block (&f->world, 0);
  return sale;
}

static void
test_take_back (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayItem other = way_test_lot_get_item (&f->units, IN_CASE + 1);
  WayItem loose = way_test_item_quantity (&f->bulk, 1);
  WayHash sale, nothing = { { 1 } };
  WayHead head;

  assert_result (take_back (f, f->brand, &unit, &nothing, 0), "not-registered");
  assert_result (way_trace_sell (f, f->brand, &unit, NULL), "ok");
  sale = f->world.last_id;
  /* a sale of the very same block is not yet known */
  assert_result (take_back (f, f->brand, &unit, &sale, 0), "not-registered");
  way_world_next_block (&f->world, 0);
  assert_result (take_back (f, f->brand, &loose, &sale, 0), "invalid-value");
  assert_result (take_back (f, f->brand, &other, &sale, 0), "not-registered");
  assert_result (take_back (f, f->brand, &unit, &nothing, 0), "not-registered");
  assert_result (take_back (f, f->brand, &unit, &sale, 1), "not-registered");
  assert_result (take_back (f, f->shop, &unit, &sale, 0), "not-authorised");
  assert_result (take_back (f, f->brand, &unit, &sale, 0), "ok");
  head = way_trace_head (f, &unit.thing);
  g_assert_cmpuint (head.status, ==, WAY_HEAD_ACTIVE);
  g_assert_true (way_hash_equal (&head.custodian, &f->brand->account));
  g_assert_false (way_record_has (&head, 6));
  g_assert_true (way_record_has (&head, 15));
  g_assert_cmpuint (head.n_events, ==, 2);
  assert_result (take_back (f, f->brand, &unit, &sale, 0), "wrong-state");
}

/* It goes on like any other, and an old sale is of no use any more. */
static void
test_take_back_again (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayHash first = sell_to_nobody (f, f->brand, &unit);
  WayHash second, id;

  assert_result (take_back (f, f->brand, &unit, &first, 0), "ok");
  assert_result (way_trace_ship (f, f->brand, f->shop, &unit, 1, &id), "ok");
  assert_result (way_trace_receive (f, f->shop, &id, &unit, 1), "ok");
  assert_was_taken_back (f, &unit.thing);
  second = sell_to_nobody (f, f->shop, &unit);
  assert_result (take_back (f, f->brand, &unit, &first, 0), "wrong-state");
  assert_result (take_back (f, f->brand, &unit, &second, 0), "not-authorised");
  assert_result (take_back (f, f->shop, &unit, &second, 0), "ok");
  assert_result (way_trace_sell (f, f->shop, &unit, f->person), "ok");
  assert_was_taken_back (f, &unit.thing);
}

/* Taken back and sold anew by one statement: that sale too can be taken back. */
static void
test_take_back_and_sell (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayTakeBack back = { .event = way_test_event (), .unit = unit };
  WaySell sell = { .event = way_test_event (), .units = { &unit, 1 } };
  const WayAction both[] = { { WAY_ACTION_TAKE_BACK, &back },
                             { WAY_ACTION_SELL, &sell } };
  WayHash sale;

  back.statement = sell_to_nobody (f, f->brand, &unit);
  assert_result (way_world_act_many (&f->world, f->brand, both, 2), "ok");
  sale = f->world.last_id;
  way_world_next_block (&f->world, 0);
  assert_result (take_back (f, f->brand, &unit, &back.statement, 0), "wrong-state");
  assert_result (take_back (f, f->brand, &unit, &sale, 0), "not-registered");
  assert_result (take_back (f, f->brand, &unit, &sale, 1), "ok");
}

/* What somebody is known to own comes back by its owner alone. */
static void
test_take_back_owned (WayTraceFixture *f, gconstpointer data)
{
  WayItem claimed = way_test_lot_get_item (&f->units, IN_CASE);
  WayItem named = way_test_lot_get_item (&f->units, IN_CASE + 1);
  WayHash sale = sell_to_nobody (f, f->brand, &claimed);

  assert_result (way_trace_claim (f, f->person, &claimed, IN_CASE), "ok");
  assert_result (take_back (f, f->brand, &claimed, &sale, 0), "already-claimed");
  assert_result (way_trace_sell (f, f->brand, &named, f->person), "ok");
  sale = f->world.last_id;
  way_world_next_block (&f->world, 0);
  assert_result (take_back (f, f->brand, &named, &sale, 0), "wrong-state");
}

/* The true buyer may still claim, in the hands of the seller too. */
static void
test_claim_what_was_taken_back (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayHash sale = sell_to_nobody (f, f->brand, &unit);

  assert_result (take_back (f, f->brand, &unit, &sale, 0), "ok");
  assert_result (way_trace_claim (f, f->person, &unit, IN_CASE), "ok");
  assert_claimed (f, &unit.thing, f->person);
  assert_was_taken_back (f, &unit.thing);
}

/* A sold unit that travels stays a sold one. */
static void
test_sold_travels (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayThing box = way_test_container (f->person, 2);
  WayHash id;

  assert_result (way_trace_sell (f, f->brand, &unit, f->person), "ok");
  assert_result (way_trace_pack (f, f->person, &box, &unit, 1), "ok");
  assert_result (way_trace_unpack (f, f->person, &box, &unit, 1), "ok");
  g_assert_cmpuint (way_trace_head (f, &unit.thing).status, ==, WAY_HEAD_SOLD);
  assert_result (way_trace_ship (f, f->person, f->shop, &unit, 1, &id), "ok");
  assert_result (way_trace_receive (f, f->shop, &id, &unit, 1), "ok");
  g_assert_cmpuint (way_trace_head (f, &unit.thing).status, ==, WAY_HEAD_SOLD);
}

static WayResult
transfer (WayTraceFixture *f, WayActor *actor, const WayItem *unit, const WayActor *owner)
{
  WayTransfer action = { .event = way_test_event (),
                         .unit = *unit,
                         .new_owner = owner->account };

  return way_world_act (&f->world, actor, WAY_ACTION_TRANSFER, &action);
}

static void
test_transfer (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayItem loose = way_test_item_quantity (&f->bulk, 1);
  WayActor *stranger = way_world_add_stranger (&f->world);
  WayHead head;
  WayHash id;

  assert_result (transfer (f, f->brand, &loose, f->person), "invalid-value");
  assert_result (transfer (f, f->brand, &unit, f->person), "not-registered");
  assert_result (way_trace_sell (f, f->brand, &unit, f->person), "ok");
  assert_result (transfer (f, f->brand, &unit, f->shop), "not-owner");
  assert_result (transfer (f, f->person, &unit, stranger), "not-registered");
  assert_result (transfer (f, f->person, &unit, f->person), "invalid-value");
  assert_result (transfer (f, f->person, &unit, f->shop), "ok");
  head = way_trace_head (f, &unit.thing);
  g_assert_true (way_hash_equal (&head.owner, &f->shop->account));
  g_assert_true (way_hash_equal (&head.custodian, &f->shop->account));
  /* on its way only the owner changes */
  assert_result (way_trace_ship (f, f->shop, f->carrier, &unit, 1, &id), "ok");
  assert_result (transfer (f, f->shop, &unit, f->person), "ok");
  head = way_trace_head (f, &unit.thing);
  g_assert_true (way_hash_equal (&head.owner, &f->person->account));
  g_assert_cmpuint (head.status, ==, WAY_HEAD_IN_TRANSIT);
  assert_result (way_trace_receive (f, f->carrier, &id, &unit, 1), "ok");
  head = way_trace_head (f, &unit.thing);
  g_assert_true (way_hash_equal (&head.custodian, &f->carrier->account));
}

static void
test_transfer_consumed (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayOutput output = { .gtin = WAY_TEST_GTIN_2, .lot = WAY_TEST_TEXT ("P1") };
  WayTransform transform = { .event = way_test_event (),
                             .inputs = { &unit, 1 },
                             .outputs = { &output, 1 } };

  assert_result (way_trace_sell (f, f->brand, &unit, f->person), "ok");
  way_world_add_product (&f->world, f->person, WAY_TEST_GTIN_2);
  way_world_add_bulk (&f->world, f->person, WAY_TEST_GTIN_2, "P1", 1);
  way_world_ok (&f->world, f->person, WAY_ACTION_TRANSFORM, &transform);
  assert_result (transfer (f, f->person, &unit, f->shop), "wrong-state");
}

static WayResult
recall (WayTraceFixture *f, WayActor *actor, const WayThing *thing, WaySlice *serial)
{
  WayLangText why = { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("Sharp") };
  WayRecall action = { .present = 1 << 7 | (serial != NULL ? 1 << 3 : 0),
                       .event = way_test_event (),
                       .thing = *thing,
                       .serials = { serial, serial != NULL },
                       .level = WAY_RECALL_SAFETY,
                       .reasons = { &why, 1 },
                       .registrar = f->world.registrar->account };

  return way_world_act (&f->world, actor, WAY_ACTION_RECALL, &action);
}

static WayResult
recall_end (WayTraceFixture *f, WayActor *actor, const WayThing *thing, WaySlice *serial)
{
  WayRecallEnd action = { .present = serial != NULL ? 1 << 3 : 0,
                          .event = way_test_event (),
                          .thing = *thing,
                          .serials = { serial, serial != NULL } };

  return way_world_act (&f->world, actor, WAY_ACTION_RECALL_END, &action);
}

/* How many recalls a thing has, ended ones included; 0: the key is absent. */
static gsize
count_recalls (WayTraceFixture *f, const WayThing *thing)
{
  WayRecallState state;
  WayHash id;

  way_thing_get_id (thing, &id);
  return way_world_read (&f->world, way_state_key_recall (&id), &way_recall_state_schema,
                         &state)
             ? state.recalls.n
             : 0;
}

static void
test_recall (WayTraceFixture *f, gconstpointer data)
{
  WayThing product = way_thing_product (&f->brand->account, WAY_TEST_GTIN);
  WayThing unit = way_test_lot_get_unit (&f->units, IN_CASE);
  WayThing other =
      way_thing_lot (&f->brand->account, WAY_TEST_GTIN, WAY_TEST_TEXT ("L9"));
  WaySlice serial = unit.serial;
  WaySlice bad = WAY_TEST_TEXT ("no serial");
  WayHead lot = way_trace_head (f, &f->lot);

  assert_result (recall (f, f->brand, &unit, NULL), "invalid-value");
  assert_result (recall (f, f->brand, &f->case1, NULL), "invalid-value");
  assert_result (recall (f, f->brand, &product, &serial), "invalid-value");
  assert_result (recall (f, f->brand, &f->lot, &bad), "invalid-value");
  assert_result (recall (f, f->brand, &other, NULL), "not-registered");
  assert_result (recall (f, f->shop, &f->lot, NULL), "not-authorised");
  assert_result (recall (f, f->brand, &product, NULL), "ok");
  assert_result (recall (f, f->brand, &f->lot, &serial), "ok");
  g_assert_cmpuint (count_recalls (f, &product), ==, 1);
  g_assert_cmpuint (count_recalls (f, &f->lot), ==, 0);
  g_assert_cmpuint (count_recalls (f, &unit), ==, 1);
  g_assert_cmpuint (way_trace_head (f, &f->lot).n_events, ==, lot.n_events + 1);
  assert_result (recall_end (f, f->brand, &f->lot, NULL), "wrong-state");
  assert_result (recall_end (f, f->shop, &f->lot, &serial), "wrong-state");
  assert_result (recall_end (f, f->brand, &f->lot, &serial), "ok");
  assert_result (recall_end (f, f->brand, &f->lot, &serial), "wrong-state");
  assert_result (recall_end (f, f->brand, &unit, NULL), "invalid-value");
  assert_result (recall_end (f, f->brand, &other, NULL), "not-registered");
}

static void
test_recall_authority (WayTraceFixture *f, gconstpointer data)
{
  WayLangText why = { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("Sharp") };
  WayRecall action = { .present = 1 << 7,
                       .event = way_test_event (),
                       .thing = f->lot,
                       .level = WAY_RECALL_SAFETY,
                       .reasons = { &why, 1 },
                       .registrar = f->brand->account };
  WayAttest self = { .subject = f->carrier->account,
                     .claim = WAY_CLAIM_ROLE,
                     .value = WAY_TEST_TEXT ("authority"),
                     .until = f->world.now + WAY_TEST_DAY };

  /* attested by somebody whom genesis does not name */
  way_world_ok (&f->world, f->brand, WAY_ACTION_ATTEST, &self);
  way_world_refused (&f->world, f->carrier, WAY_ACTION_RECALL, &action, "not-authorised");
  action.registrar = f->world.registrar->account;
  way_world_give_role (&f->world, f->carrier, "inspector");
  way_world_refused (&f->world, f->carrier, WAY_ACTION_RECALL, &action, "not-authorised");
  way_world_give_role (&f->world, f->carrier, "authority");
  action.present = 0;
  way_world_refused (&f->world, f->carrier, WAY_ACTION_RECALL, &action, "not-authorised");
  action.present = 1 << 7;
  way_world_ok (&f->world, f->carrier, WAY_ACTION_RECALL, &action);
  /* the brand can't end it */
  assert_result (recall_end (f, f->brand, &f->lot, NULL), "wrong-state");
  assert_result (recall_end (f, f->carrier, &f->lot, NULL), "ok");
}

static void
test_recall_room (WayTraceFixture *f, gconstpointer data)
{
  way_world_give_role (&f->world, f->carrier, "authority");
  assert_result (recall (f, f->carrier, &f->lot, NULL), "ok");
  for (guint i = 1; i < WAY_RECALL_MAX_ENTRIES; i++)
    assert_result (recall (f, f->brand, &f->lot, NULL), "ok");
  assert_result (recall (f, f->brand, &f->lot, NULL), "too-many");
  assert_result (recall_end (f, f->carrier, &f->lot, NULL), "ok");
  assert_result (recall (f, f->brand, &f->lot, NULL), "ok");
  g_assert_cmpuint (count_recalls (f, &f->lot), ==, WAY_RECALL_MAX_ENTRIES);
  assert_result (recall_end (f, f->carrier, &f->lot, NULL), "wrong-state");
}

/* Says something about @thing. Returns: whether that became an event of the thing itself. */
static gboolean
is_heard (WayTraceFixture *f, WayActor *actor, const WayThing *thing)
{
  WayReport report = { .event = way_test_event (),
                       .thing = *thing,
                       .kind = WAY_REPORT_DAMAGED };
  guint64 notes = way_world_get_n_notes (&f->world, thing);
  WayHead before = { 0 };
  WayHead after = { 0 };

  way_world_get_head (&f->world, thing, &before);
  way_world_ok (&f->world, actor, WAY_ACTION_REPORT, &report);
  way_world_get_head (&f->world, thing, &after);
  g_assert_cmpuint (after.n_events + way_world_get_n_notes (&f->world, thing), ==,
                    before.n_events + notes + 1);
  return after.n_events > before.n_events;
}

static void
test_standing (WayTraceFixture *f, gconstpointer data)
{
  WayItem unit = way_test_lot_get_item (&f->units, IN_CASE);
  WayItem case1 = way_test_item (&f->case1);
  WayItem loose = way_test_item_quantity (&f->bulk, 1);
  WayThing nothing = way_thing_product (&f->shop->account, WAY_TEST_GTIN);
  WayThing box = way_test_container (f->brand, 2);
  WayHash id;

  /* without a head: nobody, not even the brand */
  g_assert_false (is_heard (f, f->brand, &unit.thing));
  g_assert_false (is_heard (f, f->shop, &nothing));
  assert_result (way_trace_pack (f, f->brand, &box, &unit, 1), "ok");
  assert_result (way_trace_pack (f, f->brand, &box, &case1, 1), "ok");
  case1 = way_test_item (&box);
  assert_result (way_trace_ship (f, f->brand, f->carrier, &case1, 1, &id), "ok");
  g_assert_true (is_heard (f, f->brand, &unit.thing));
  g_assert_true (is_heard (f, f->carrier, &f->case1)); /* a party, by the box around it */
  g_assert_false (is_heard (f, f->shop, &f->case1));
  assert_result (way_trace_receive (f, f->carrier, &id, &case1, 1), "ok");
  g_assert_true (is_heard (f, f->carrier, &unit.thing)); /* custodian of the outermost */
  g_assert_false (is_heard (f, f->shop, &unit.thing));
  /* loose pieces */
  g_assert_false (is_heard (f, f->carrier, &f->bulk));
  assert_result (way_trace_ship (f, f->brand, f->carrier, &loose, 1, &id), "ok");
  assert_result (way_trace_receive (f, f->carrier, &id, &loose, 1), "ok");
  g_assert_true (is_heard (f, f->carrier, &f->bulk));
  /* owner */
  assert_result (way_trace_claim (f, f->person, &unit, IN_CASE), "ok");
  assert_result (way_trace_ship (f, f->person, f->shop, &unit, 1, &id), "ok");
  assert_result (way_trace_receive (f, f->shop, &id, &unit, 1), "ok");
  g_assert_true (is_heard (f, f->person, &unit.thing));
  g_assert_false (is_heard (f, f->carrier, &unit.thing));
}

static void
test_standing_roles (WayTraceFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *role;
    gboolean is_heard;
  } rows[] = { { "certifier", FALSE },
               { "inspector", TRUE },
               { "laboratory", TRUE },
               { "authority", TRUE } };
  WayAttest peer = { .subject = f->shop->account,
                     .claim = WAY_CLAIM_ROLE,
                     .value = WAY_TEST_TEXT ("inspector"),
                     .until = f->world.now + WAY_TEST_DAY };

  way_world_ok (&f->world, f->brand, WAY_ACTION_ATTEST, &peer);
  g_assert_false (is_heard (f, f->shop, &f->lot));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayActor *actor = way_world_add_actor (&f->world);

      way_world_give_role (&f->world, actor, rows[i].role);
      g_assert_cmpint (is_heard (f, actor, &f->lot), ==, rows[i].is_heard);
      way_world_next_block (&f->world, 30 * WAY_TEST_DAY);
      g_assert_false (is_heard (f, actor, &f->lot)); /* expired */
    }
}

static void
test_observe_and_correct (WayTraceFixture *f, gconstpointer data)
{
  WayThing things[] = { f->lot, f->bulk, way_test_container (f->shop, 7) };
  WayObserve observe = { .event = way_test_event (), .things = { things, 3 } };
  WayCorrect correct = { .event = way_test_event (),
                         .things = { things, 2 },
                         .reason = WAY_CORRECT_DID_NOT_OCCUR };
  WayInspect inspect = { .event = way_test_event (),
                         .thing = f->lot,
                         .outcome = WAY_INSPECT_PASSED };
  guint64 before = way_trace_head (f, &f->lot).n_events;

  way_world_ok (&f->world, f->brand, WAY_ACTION_OBSERVE, &observe);
  correct.statement = f->world.last_id;
  way_world_next_block (&f->world, 1);
  way_world_ok (&f->world, f->brand, WAY_ACTION_CORRECT, &correct);
  way_world_ok (&f->world, f->brand, WAY_ACTION_INSPECT, &inspect);
  way_world_ok (&f->world, f->person, WAY_ACTION_OBSERVE, &observe);
  correct.statement = f->world.last_id;
  way_world_next_block (&f->world, 1);
  way_world_ok (&f->world, f->person, WAY_ACTION_CORRECT, &correct);
  way_world_ok (&f->world, f->person, WAY_ACTION_INSPECT, &inspect);
  g_assert_cmpuint (way_trace_head (f, &f->lot).n_events, ==, before + 3);
  g_assert_cmpuint (way_world_get_n_notes (&f->world, &f->lot), ==, 3);
  g_assert_cmpuint (way_world_get_n_notes (&f->world, &f->bulk), ==, 2);
  g_assert_cmpuint (way_world_get_n_notes (&f->world, &things[2]), ==, 2);
}

static void
test_correct_what (WayTraceFixture *f, gconstpointer data)
{
  WayObserve observe = { .event = way_test_event (), .things = { &f->lot, 1 } };
  WayInspect inspect = { .event = way_test_event (),
                         .thing = f->lot,
                         .outcome = WAY_INSPECT_PASSED };
  WayCorrect correct = { .event = way_test_event (),
                         .things = { &f->lot, 1 },
                         .reason = WAY_CORRECT_INCORRECT_DATA };
  WayAction two[] = { { WAY_ACTION_OBSERVE, &observe },
                      { WAY_ACTION_INSPECT, &inspect } };
  WayTransfer transfer = { .event = way_test_event (),
                           .unit = { .thing = f->lot },
                           .new_owner = f->shop->account };
  guint64 before = way_trace_head (f, &f->lot).n_events;

  /* nobody ever signed it */
  way_world_refused (&f->world, f->brand, WAY_ACTION_CORRECT, &correct, "not-registered");
  g_assert_cmpint (way_world_act_many (&f->world, f->brand, two, 2), ==, WAY_RESULT_OK);
  correct.statement = f->world.last_id;
  /* it is not logged yet */
  way_world_refused (&f->world, f->brand, WAY_ACTION_CORRECT, &correct, "not-registered");
  way_world_next_block (&f->world, 1);
  way_world_refused (&f->world, f->shop, WAY_ACTION_CORRECT, &correct, "not-authorised");
  correct.action_index = 2;
  way_world_refused (&f->world, f->brand, WAY_ACTION_CORRECT, &correct, "invalid-value");
  correct.action_index = 1;
  way_world_ok (&f->world, f->brand, WAY_ACTION_CORRECT, &correct);
  g_assert_cmpuint (way_trace_head (f, &f->lot).n_events, ==, before + 3);
  /* what had no effect needs no correction */
  way_world_refused (&f->world, f->brand, WAY_ACTION_TRANSFER, &transfer,
                     "invalid-value");
  correct.statement = f->world.last_id;
  correct.action_index = 0;
  way_world_next_block (&f->world, 1);
  way_world_refused (&f->world, f->brand, WAY_ACTION_CORRECT, &correct, "not-registered");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ledger/trace/claim-untouched", test_claim_untouched);
  ADD ("/ledger/trace/claim-refused", test_claim_refused);
  ADD ("/ledger/trace/claim-packed-and-shipped", test_claim_packed_and_shipped);
  ADD ("/ledger/trace/claim-owned", test_claim_owned);
  ADD ("/ledger/trace/sell", test_sell);
  ADD ("/ledger/trace/take-back", test_take_back);
  ADD ("/ledger/trace/take-back-again", test_take_back_again);
  ADD ("/ledger/trace/take-back-and-sell", test_take_back_and_sell);
  ADD ("/ledger/trace/take-back-owned", test_take_back_owned);
  ADD ("/ledger/trace/claim-what-was-taken-back", test_claim_what_was_taken_back);
  ADD ("/ledger/trace/sold-travels", test_sold_travels);
  ADD ("/ledger/trace/transfer", test_transfer);
  ADD ("/ledger/trace/transfer-consumed", test_transfer_consumed);
  ADD ("/ledger/trace/recall", test_recall);
  ADD ("/ledger/trace/recall-authority", test_recall_authority);
  ADD ("/ledger/trace/recall-room", test_recall_room);
  ADD ("/ledger/trace/standing", test_standing);
  ADD ("/ledger/trace/standing-roles", test_standing_roles);
  ADD ("/ledger/trace/observe-and-correct", test_observe_and_correct);
  ADD ("/ledger/trace/correct-what", test_correct_what);
  return g_test_run ();
}
