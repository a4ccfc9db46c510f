/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-world.h"

/* A brand with a lot of 20 units, of which the first 10 belong into its case 1, and a bulk
 * lot of 1,000 kg, both commissioned; a carrier, a shop and a person. */

#define UNITS   20
#define IN_CASE 10
#define BULK    1000

typedef struct
{
  WayWorld world;
  WayActor *brand, *carrier, *shop, *person;
  WayTestLot units;
  WayThing lot, bulk, case1;
  WayHash case_id;
} WayTraceFixture;

void
way_trace_fixture_set_up (WayTraceFixture *f, gconstpointer data);
void
way_trace_fixture_tear_down (WayTraceFixture *f, gconstpointer data);

/* The acts, as one call each; `items` are arrays. */
WayResult
way_trace_pack (WayTraceFixture *f,
                WayActor *actor,
                const WayThing *container,
                const WayItem *items,
                gsize n);
WayResult
way_trace_unpack (WayTraceFixture *f,
                  WayActor *actor,
                  const WayThing *container,
                  const WayItem *items,
                  gsize n);
/** @out_id: (optional): the shipment. */
WayResult
way_trace_ship (WayTraceFixture *f,
                WayActor *actor,
                const WayActor *receiver,
                const WayItem *items,
                gsize n,
                WayHash *out_id);
WayResult
way_trace_receive (WayTraceFixture *f,
                   WayActor *actor,
                   const WayHash *shipment,
                   const WayItem *items,
                   gsize n);
/** @buyer: (nullable) */
WayResult
way_trace_sell (WayTraceFixture *f,
                WayActor *actor,
                const WayItem *unit,
                const WayActor *buyer);
WayResult
way_trace_claim (WayTraceFixture *f, WayActor *actor, const WayItem *unit, guint key);

WayHead
way_trace_head (WayTraceFixture *f, const WayThing *thing);

#define assert_result(result, name)                                                      \
  g_assert_cmpstr (way_result_get_name (result), ==, name)
#define ADD(path, test)                                                                  \
  g_test_add (path, WayTraceFixture, NULL, way_trace_fixture_set_up, test,               \
              way_trace_fixture_tear_down)
