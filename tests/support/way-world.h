/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-ledger.h"
#include "way-lot-tree.h"
#include "way-naive-store.h"
#include "way-state-key.h"

/* A tiny world: a network of one registrar, accounts with known keys, lots whose units have
 * known in-pack keys. Every failure that a test does not ask for aborts it. */

#define WAY_TEST_TEXT(literal) way_slice_from_string (literal)
#define WAY_TEST_GTIN          WAY_TEST_TEXT ("09521234543213")
#define WAY_TEST_GTIN_2        WAY_TEST_TEXT ("09521101530001")
#define WAY_TEST_CREATED       G_GUINT64_CONSTANT (1700000000000)
#define WAY_TEST_DAY           G_GUINT64_CONSTANT (86400000)
#define WAY_TEST_SCHEME        WAY_TEST_TEXT ("organic")

typedef struct
{
  WayKeyPair *key;
  WayHash key_id;
  WayHash account;
  guint64 sequence; /* last used */
} WayActor;

typedef struct
{
  WayNaiveStore store;
  WayLedger *ledger;
  GBytes *genesis;
  WayKeyPair *solo;
  guint64 now;
  guint n_keys;
  GPtrArray *actors;    /* of WayActor */
  GPtrArray *keepalive; /* GBytes of statements of the open block, and more */
  WayActor *registrar;
  WayHash last_id; /* of the last statement */
  const WayIndexHook *hook;
} WayWorld;

/** A lot of @n units with serials "S000"…; the leaf of unit i names the first case where
 * i < @n_in_case. */
typedef struct
{
  WayHash brand;
  WaySlice gtin;
  WaySlice lot;
  guint n;
  WayLotSeal seal;
  WayHash *nodes;
  char (*serials)[8];
  WayKeyPair **claim_keys;
  WayHash (*paths)[WAY_LOT_PATH_MAX];
} WayTestLot;

/** A key pair from a seed that @n fills. */
WayKeyPair *
way_test_key (guint n);

void
way_world_init (WayWorld *world, const WayIndexHook *hook);
void
way_world_clear (WayWorld *world);
/** Commits the open block and opens the next, @later_ms after it. */
void
way_world_next_block (WayWorld *world, guint64 later_ms);
/** A new registered account. */
WayActor *
way_world_add_actor (WayWorld *world);
/** Keys without an account. */
WayActor *
way_world_add_stranger (WayWorld *world);

/** Signs one statement of @n actions by @actor's next number and applies it. */
WayResult
way_world_act_many (WayWorld *world, WayActor *actor, const WayAction *actions, gsize n);
WayResult
way_world_act (WayWorld *world, WayActor *actor, WayActionKind kind, gconstpointer body);
#define way_world_ok(world, actor, kind, body)                                           \
  g_assert_cmpstr (way_result_get_name (way_world_act (world, actor, kind, body)), ==,   \
                   "ok")
#define way_world_refused(world, actor, kind, body, name)                                \
  g_assert_cmpstr (way_result_get_name (way_world_act (world, actor, kind, body)), ==,   \
                   name)
/** The payload that way_world_act() signs, for tests that change it. */
WayPayload
way_world_make_payload (WayWorld *world,
                        const WayActor *actor,
                        const WayAction *actions,
                        gsize n);
/** Signs and applies a payload; the sequence of nobody changes. */
WayResult
way_world_apply_payload (WayWorld *world,
                         const WayKeyPair *key,
                         const WayPayload *payload);

/** Reads a value of the open block. Returns: FALSE where absent. Texts of the record live as long as the world. */
gboolean
way_world_read (WayWorld *world,
                WayStateKey key,
                const WaySchema *schema,
                gpointer record);
gboolean
way_world_get_head (WayWorld *world, const WayThing *thing, WayHead *head);
guint64
way_world_get_quantity (WayWorld *world, WayStateKey key);
guint64
way_world_get_loose (WayWorld *world, const WayThing *lot, const WayActor *actor);
guint64
way_world_get_content (WayWorld *world, const WayThing *container, const WayThing *lot);
guint64
way_world_get_n_notes (WayWorld *world, const WayThing *thing);

/** The registrar of genesis attests a role. */
void
way_world_give_role (WayWorld *world, WayActor *actor, const char *role);
void
way_world_add_product (WayWorld *world, WayActor *brand, WaySlice gtin);
/** A bulk lot, registered, not commissioned. */
void
way_world_add_bulk (WayWorld *world,
                    WayActor *brand,
                    WaySlice gtin,
                    const char *lot,
                    guint64 quantity);

void
way_test_lot_init (WayTestLot *self,
                   const WayActor *brand,
                   WaySlice gtin,
                   const char *lot,
                   guint n,
                   const WayHash *first_case,
                   guint n_in_case);
void
way_test_lot_clear (WayTestLot *self);
WayThing
way_test_lot_get_thing (const WayTestLot *self);
WayThing
way_test_lot_get_unit (const WayTestLot *self, guint i);
/** The unit as an item, with its proof. */
WayItem
way_test_lot_get_item (const WayTestLot *self, guint i);
void
way_test_lot_register (WayWorld *world, WayActor *brand, const WayTestLot *self);
void
way_test_lot_commission (WayWorld *world,
                         WayActor *brand,
                         const WayTestLot *self,
                         const WayCaseCount *cases,
                         gsize n_cases);

WayEvent
way_test_event (void);
/** An SSCC with a right check digit; the text is static for @n < 100. */
WaySlice
way_test_sscc (guint n);
WayThing
way_test_container (const WayActor *actor, guint n);
WayItem
way_test_item (const WayThing *thing);
WayItem
way_test_item_quantity (const WayThing *thing, guint64 quantity);
/** The claim of @owner to a unit; kept alive by the world. */
WayClaim
way_test_claim (WayWorld *world,
                const WayItem *unit,
                const WayKeyPair *claim_key,
                const WayHash *owner,
                guint64 height);
