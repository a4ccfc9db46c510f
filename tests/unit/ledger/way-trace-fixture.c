/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-trace-fixture.h"

void
way_trace_fixture_set_up (WayTraceFixture *f, gconstpointer data)
{
  WayCaseCount count = { .sscc = way_test_sscc (1), .count = IN_CASE };
  WayCommission bulk = { .event = way_test_event (),
                         .gtin = WAY_TEST_GTIN_2,
                         .lot = WAY_TEST_TEXT ("B1") };

  way_world_init (&f->world, NULL);
  f->brand = way_world_add_actor (&f->world);
  f->carrier = way_world_add_actor (&f->world);
  f->shop = way_world_add_actor (&f->world);
  f->person = way_world_add_actor (&f->world);
  f->case1 = way_test_container (f->brand, 1);
  way_thing_get_id (&f->case1, &f->case_id);
  way_test_lot_init (&f->units, f->brand, WAY_TEST_GTIN, "L1", UNITS, &f->case_id,
                     IN_CASE);
  f->lot = way_test_lot_get_thing (&f->units);
  f->bulk = way_thing_lot (&f->brand->account, WAY_TEST_GTIN_2, WAY_TEST_TEXT ("B1"));
  way_world_add_product (&f->world, f->brand, WAY_TEST_GTIN);
  way_world_add_product (&f->world, f->brand, WAY_TEST_GTIN_2);
  way_test_lot_register (&f->world, f->brand, &f->units);
  way_test_lot_commission (&f->world, f->brand, &f->units, &count, 1);
  way_world_add_bulk (&f->world, f->brand, WAY_TEST_GTIN_2, "B1", BULK);
  way_world_ok (&f->world, f->brand, WAY_ACTION_COMMISSION, &bulk);
}

void
way_trace_fixture_tear_down (WayTraceFixture *f, gconstpointer data)
{
  way_test_lot_clear (&f->units);
  way_world_clear (&f->world);
}

WayResult
way_trace_pack (WayTraceFixture *f,
                WayActor *actor,
                const WayThing *container,
                const WayItem *items,
                gsize n)
{
  WayPack action = { .event = way_test_event (),
                     .container = *container,
                     .children = { (gpointer) items, n } };

  return way_world_act (&f->world, actor, WAY_ACTION_PACK, &action);
}

WayResult
way_trace_unpack (WayTraceFixture *f,
                  WayActor *actor,
                  const WayThing *container,
                  const WayItem *items,
                  gsize n)
{
  WayUnpack action = { .event = way_test_event (),
                       .container = *container,
                       .children = { (gpointer) items, n } };

  return way_world_act (&f->world, actor, WAY_ACTION_UNPACK, &action);
}

WayResult
way_trace_ship (WayTraceFixture *f,
                WayActor *actor,
                const WayActor *receiver,
                const WayItem *items,
                gsize n,
                WayHash *out_id)
{
  WayShip action = { .event = way_test_event (),
                     .items = { (gpointer) items, n },
                     .receiver = receiver->account };
  WayResult result = way_world_act (&f->world, actor, WAY_ACTION_SHIP, &action);

  if (out_id != NULL)
    way_shipment_get_id (&f->world.last_id, 0, out_id);
  return result;
}

WayResult
way_trace_receive (WayTraceFixture *f,
                   WayActor *actor,
                   const WayHash *shipment,
                   const WayItem *items,
                   gsize n)
{
  WayReceive action = { .event = way_test_event (),
                        .shipment = *shipment,
                        .items = { (gpointer) items, n } };

  return way_world_act (&f->world, actor, WAY_ACTION_RECEIVE, &action);
}

WayResult
way_trace_sell (WayTraceFixture *f,
                WayActor *actor,
                const WayItem *unit,
                const WayActor *buyer)
{
  WaySell action = { .event = way_test_event (), .units = { (gpointer) unit, 1 } };

  if (buyer != NULL)
    {
      action.present = 1 << 3;
      action.buyer = buyer->account;
    }
  return way_world_act (&f->world, actor, WAY_ACTION_SELL, &action);
}

WayResult
way_trace_claim (WayTraceFixture *f, WayActor *actor, const WayItem *unit, guint key)
{
  WayClaim action =
      way_test_claim (&f->world, unit, f->units.claim_keys[key], &actor->account, 1);

  return way_world_act (&f->world, actor, WAY_ACTION_CLAIM, &action);
}

WayHead
way_trace_head (WayTraceFixture *f, const WayThing *thing)
{
  WayHead head;

  g_assert_true (way_world_get_head (&f->world, thing, &head));
  return head;
}
