/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Random worlds. Whatever four accounts try: pieces are conserved, the state stays sound,
 * what is refused leaves no trace but its number, and a replay comes to the same checkpoint.
 * Seeds are fixed and printed; `property-ledger SEED STEPS` runs another one. */

#include <stdlib.h>

#include <glib/gstdio.h>

#include "way-checkpoint.h"
#include "way-invariants.h"
#include "way-memory-store.h"
#include "way-store.h"

#define N_ACTORS     4
#define N_LOTS       3
#define N_UNITS      8
#define N_BULK       12
#define N_CONTAINERS 12
#define N_KINDS      11
#define MAX_ITEMS    3
#define BLOCK        8

typedef struct
{
  WayHash id;
  guint receiver;
  WayItem items[MAX_ITEMS];
  gsize n;
} Shipped;

/** A sale to nobody known. */
typedef struct
{
  WayHash id;
  guint actor;
  WayItem unit;
} Sold;

/** Two worlds: @b gets a statement that does nothing wherever @a refused one. */
typedef struct
{
  WayWorld a, b;
  WayActor *actors[2][N_ACTORS];
  WayTestLot lots[N_LOTS];
  WayThing bulk[N_BULK];
  WayThing containers[N_CONTAINERS];
  guint64 consumed_loose[N_LOTS];
  guint64 consumed_bulk[N_BULK];
  GArray *shipments; /* of Shipped */
  GArray *sales;     /* of Sold */
  GRand *rand;
  guint n_ok[N_KINDS];
} Sim;

static guint
roll (Sim *sim, guint n)
{
  return (guint) g_rand_int_range (sim->rand, 0, (gint) n);
}

/** Both worlds alike: brands 0 and 1, their lots, of which some are packed in cases. */
static void
set_up_world (Sim *sim, WayWorld *world, WayActor *actors[N_ACTORS])
{
  way_world_init (world, NULL);
  for (guint i = 0; i < N_ACTORS; i++)
    actors[i] = way_world_add_actor (world);
  for (guint i = 0; i < 2; i++)
    {
      way_world_add_product (world, actors[i], WAY_TEST_GTIN);
      way_world_add_product (world, actors[i], WAY_TEST_GTIN_2);
    }
  for (guint i = 0; i < N_LOTS; i++)
    {
      WayActor *brand = actors[i % 2];
      WayCaseCount count = { .sscc = way_test_sscc (50 + i), .count = 4 };

      way_test_lot_register (world, brand, &sim->lots[i]);
      way_test_lot_commission (world, brand, &sim->lots[i], &count, i < 2 ? 1 : 0);
    }
  for (guint i = 0; i < N_BULK; i++)
    {
      WayActor *brand = actors[i % 2];
      WayCommission commission = { .event = way_test_event (),
                                   .gtin = WAY_TEST_GTIN_2,
                                   .lot = sim->bulk[i].lot };
      g_autofree char *name = way_slice_dup_string (sim->bulk[i].lot);

      way_world_add_bulk (world, brand, WAY_TEST_GTIN_2, name, 10 + i);
      if (i < 4)
        way_world_ok (world, brand, WAY_ACTION_COMMISSION, &commission);
    }
}

static void
make_things (Sim *sim)
{
  static const char *const lots[] = { "L0", "L1", "L2" };
  static const char *const bulks[] = { "B0", "B1", "B2", "B3", "B4",  "B5",
                                       "B6", "B7", "B8", "B9", "B10", "B11" };
  WayActor brands[2];

  /* the first two accounts after the registrar's key */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WayKeyPair) key = way_test_key (2 + i);
      way_public_key_get_thumbprint (way_key_pair_get_public (key), &brands[i].account);
    }
  for (guint i = 0; i < N_LOTS; i++)
    {
      WayThing first_case = way_test_container (&brands[i % 2], 50 + i);
      WayHash id;

      way_thing_get_id (&first_case, &id);
      way_test_lot_init (&sim->lots[i], &brands[i % 2], WAY_TEST_GTIN, lots[i], N_UNITS,
                         &id, i < 2 ? 4 : 0);
    }
  for (guint i = 0; i < N_BULK; i++)
    sim->bulk[i] =
        way_thing_lot (&brands[i % 2].account, WAY_TEST_GTIN_2, WAY_TEST_TEXT (bulks[i]));
  for (guint i = 0; i < N_CONTAINERS; i++)
    sim->containers[i] = way_test_container (&brands[i % 2], i < 2 ? 50 + i : i);
}

static void
sim_init (Sim *sim, guint32 seed)
{
  *sim = (Sim) { 0 };
  sim->rand = g_rand_new_with_seed (seed);
  sim->shipments = g_array_new (FALSE, FALSE, sizeof (Shipped));
  sim->sales = g_array_new (FALSE, FALSE, sizeof (Sold));
  g_assert_true (way_crypto_init (NULL));
  make_things (sim);
  set_up_world (sim, &sim->a, sim->actors[0]);
  set_up_world (sim, &sim->b, sim->actors[1]);
}

static void
sim_clear (Sim *sim)
{
  way_world_clear (&sim->a);
  way_world_clear (&sim->b);
  for (guint i = 0; i < N_LOTS; i++)
    way_test_lot_clear (&sim->lots[i]);
  g_array_unref (sim->shipments);
  g_array_unref (sim->sales);
  g_rand_free (sim->rand);
}

/* ---- What they try ----------------------------------------------------------------------- */

static WayItem
roll_unit (Sim *sim)
{
  return way_test_lot_get_item (&sim->lots[roll (sim, N_LOTS)], roll (sim, N_UNITS));
}

static WayItem
roll_item (Sim *sim)
{
  WayThing lot = way_test_lot_get_thing (&sim->lots[roll (sim, N_LOTS)]);

  switch (roll (sim, 5))
    {
    case 0:
    case 1:
      return roll_unit (sim);
    case 2:
      return way_test_item (&sim->containers[roll (sim, N_CONTAINERS)]);
    case 3:
      return way_test_item_quantity (&lot, 1 + roll (sim, 3));
    default:
      return way_test_item_quantity (&sim->bulk[roll (sim, N_BULK)], 1 + roll (sim, 6));
    }
}

typedef union
{
  WayPack pack;
  WayUnpack unpack;
  WayShip ship;
  WayReceive receive;
  WayTransform transform;
  WaySell sell;
  WayTakeBack take_back;
  WayClaim claim;
  WayTransfer transfer;
  WayRecall recall;
  WayObserve observe;
} Body;

/** An act with all that it points to. */
typedef struct
{
  WayActionKind kind;
  guint index; /* in `n_ok` */
  guint actor;
  Body body;
  WayItem items[MAX_ITEMS];
  WayOutput output;
  guint output_index;
  WayLangText text;
} Try;

static void
roll_sale (Sim *sim, Try *try)
{
  guint lot = roll (sim, N_LOTS);
  guint unit = roll (sim, N_UNITS);
  const WayHash *other = &sim->actors[0][roll (sim, N_ACTORS)]->account;

  try->items[0] = way_test_lot_get_item (&sim->lots[lot], unit);
  switch ((guint) try->kind)
    {
    case WAY_ACTION_SELL:
      try->body.sell = (WaySell) { .present = roll (sim, 2) ? 1 << 3 : 0,
                                   .event = way_test_event (),
                                   .units = { try->items, 1 },
                                   .buyer = *other };
      break;
    case WAY_ACTION_TRANSFER:
      try->body.transfer = (WayTransfer) { .event = way_test_event (),
                                           .unit = try->items[0],
                                           .new_owner = *other };
      break;
    default:
      try->body.claim =
          way_test_claim (&sim->a, &try->items[0], sim->lots[lot].claim_keys[unit],
                          &sim->actors[0][try->actor]->account, roll (sim, 3));
      break;
    }
}

/* An old sale, or one of another item or seller, too. */
static void
roll_take_back (Sim *sim, Try *try)
{
  const Sold *sold;

  try->items[0] = roll_unit (sim);
  try->body.take_back = (WayTakeBack) { .event = way_test_event () };
  if (sim->sales->len > 0)
    {
      sold = &g_array_index (sim->sales, Sold, roll (sim, sim->sales->len));
      try->body.take_back.statement = sold->id;
      try->items[0] = sold->unit;
      try->actor = roll (sim, 4) > 0 ? sold->actor : try->actor;
    }
  try->body.take_back.unit = roll (sim, 4) > 0 ? try->items[0] : roll_unit (sim);
}

static void
roll_saying (Sim *sim, Try *try)
{
  guint lot = roll (sim, N_LOTS);

  try->text =
      (WayLangText) { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("x") };
  if (try->kind == WAY_ACTION_RECALL)
    try->body.recall = (WayRecall) { .event = way_test_event (),
                                     .thing = way_test_lot_get_thing (&sim->lots[lot]),
                                     .level = WAY_RECALL_QUALITY,
                                     .reasons = { &try->text, 1 } };
  else
    {
      try->items[0] = roll_item (sim);
      try->body.observe = (WayObserve) { .event = way_test_event (),
                                         .things = { &try->items[0].thing, 1 } };
    }
}

static void
roll_transform (Sim *sim, Try *try)
{
  try->output_index = roll (sim, N_BULK);
  try->output =
      (WayOutput) { .gtin = WAY_TEST_GTIN_2, .lot = sim->bulk[try->output_index].lot };
  try->body.transform = (WayTransform) { .event = way_test_event (),
                                         .inputs = { try->items, 1 + roll (sim, 2) },
                                         .outputs = { &try->output, 1 } };
}

static void
roll_move (Sim *sim, Try *try)
{
  WayRecords items = { try->items, 1 + roll (sim, MAX_ITEMS) };
  WayThing container = sim->containers[roll (sim, N_CONTAINERS)];
  WayHash nothing = { { 0 } };

  switch ((guint) try->kind)
    {
    case WAY_ACTION_PACK:
      try->body.pack = (WayPack) { .event = way_test_event (),
                                   .container = container,
                                   .children = items };
      break;
    case WAY_ACTION_UNPACK:
      try->body.unpack = (WayUnpack) { .event = way_test_event (),
                                       .container = container,
                                       .children = items };
      break;
    case WAY_ACTION_SHIP:
      try->body.ship =
          (WayShip) { .present = roll (sim, 2) ? 1 << 4 : 0,
                      .event = way_test_event (),
                      .items = items,
                      .receiver = sim->actors[0][roll (sim, N_ACTORS)]->account,
                      .expected_by = sim->a.now + roll (sim, 5000) };
      break;
    default:
      items.n = roll (sim, MAX_ITEMS + 1);
      try->body.receive = (WayReceive) { .event = way_test_event (),
                                         .shipment = nothing,
                                         .items = items };
      break;
    }
}

/* ---- Likelier tries: most of what is rolled blindly is refused --------------------- */

/** The account that has the item in hand, where one has; N_ACTORS where none. */
static guint
find_holder (Sim *sim, const WayItem *item)
{
  WayHead head;

  for (guint i = 0; i < N_ACTORS; i++)
    {
      if (item->thing.kind == WAY_THING_LOT)
        {
          if (way_world_get_loose (&sim->a, &item->thing, sim->actors[0][i]) > 0)
            return i;
        }
      else if (way_world_get_head (&sim->a, &item->thing, &head)
               && way_record_has (&head, 5)
               && way_hash_equal (&head.custodian, &sim->actors[0][i]->account))
        return i;
    }
  return N_ACTORS;
}

static void
likely_holder (Sim *sim, Try *try)
{
  for (guint i = 0; i < 20; i++)
    {
      guint holder = find_holder (sim, &try->items[0]);

      if (holder < N_ACTORS)
        {
          try->actor = holder;
          return;
        }
      try->items[0] = roll_item (sim);
    }
}

static gboolean
is_inside (Sim *sim, const WayItem *item, const WayThing *container)
{
  WayHash id;
  WayHead head;

  way_thing_get_id (container, &id);
  if (item->thing.kind == WAY_THING_LOT)
    return way_world_get_content (&sim->a, container, &item->thing) > 0;
  return way_world_get_head (&sim->a, &item->thing, &head) && way_record_has (&head, 7)
         && way_hash_equal (&head.parent, &id);
}

static void
likely_unpack (Sim *sim, Try *try)
{
  for (guint i = 0; i < 60; i++)
    {
      const WayThing *container = &sim->containers[roll (sim, N_CONTAINERS)];
      WayItem outer = way_test_item (container);
      guint holder = find_holder (sim, &outer);

      try->items[0] = roll_item (sim);
      if (!is_inside (sim, &try->items[0], container))
        continue;
      try->body.unpack.container = *container;
      try->body.unpack.children.n = 1;
      try->actor = holder < N_ACTORS ? holder : try->actor;
      return;
    }
}

/** Some of what was shipped to somebody, maybe less of it. */
static void
likely_receive (Sim *sim, Try *try)
{
  WayReceive *receive = &try->body.receive;
  const Shipped *shipped;

  if (sim->shipments->len == 0)
    return;
  shipped = &g_array_index (sim->shipments, Shipped, roll (sim, sim->shipments->len));
  try->actor = shipped->receiver;
  receive->shipment = shipped->id;
  receive->items.n = roll (sim, 6) == 0 ? 0 : 1 + roll (sim, (guint) shipped->n);
  for (gsize i = 0; i < receive->items.n; i++)
    {
      try->items[i] = shipped->items[i];
      if (try->items[i].thing.kind == WAY_THING_LOT && roll (sim, 3) == 0)
        try->items[i].quantity = 1 + roll (sim, (guint) try->items[i].quantity);
    }
}

/** By the owner, or the holder of the unit. */
static void
likely_sale (Sim *sim, Try *try)
{
  for (guint i = 0; i < 20; i++)
    {
      WayHead head = { 0 };

      try->items[0] = roll_unit (sim);
      way_world_get_head (&sim->a, &try->items[0].thing, &head);
      for (guint j = 0; j < N_ACTORS; j++)
        {
          const WayHash *account = &sim->actors[0][j]->account;
          gboolean is_owner = way_record_has (&head, 6)
                              && way_hash_equal (&head.owner, account);
          gboolean is_holder = way_record_has (&head, 5)
                               && way_hash_equal (&head.custodian, account);

          if (try->kind == WAY_ACTION_TRANSFER ? !is_owner : !is_holder || is_owner)
            continue;
          try->actor = j;
          if (try->kind == WAY_ACTION_TRANSFER)
            try->body.transfer.unit = try->items[0];
          return;
        }
    }
}

static void
make_likely (Sim *sim, Try *try)
{
  switch ((guint) try->kind)
    {
    case WAY_ACTION_UNPACK:
      likely_unpack (sim, try);
      break;
    case WAY_ACTION_RECEIVE:
      likely_receive (sim, try);
      break;
    case WAY_ACTION_PACK:
      likely_holder (sim, try);
      try->body.pack.children.n = 1;
      break;
    case WAY_ACTION_SHIP:
      likely_holder (sim, try);
      try->body.ship.items.n = 1 + roll (sim, 2);
      break;
    case WAY_ACTION_TRANSFORM:
      likely_holder (sim, try);
      try->body.transform.inputs.n = 1;
      break;
    case WAY_ACTION_TRANSFER:
    case WAY_ACTION_SELL:
      likely_sale (sim, try);
      break;
    default:
      break;
    }
}

static void
roll_try (Sim *sim, Try *try)
{
  static const WayActionKind kinds[N_KINDS] = {
    WAY_ACTION_PACK,      WAY_ACTION_UNPACK,  WAY_ACTION_SHIP,     WAY_ACTION_RECEIVE,
    WAY_ACTION_TRANSFORM, WAY_ACTION_SELL,    WAY_ACTION_CLAIM,    WAY_ACTION_TRANSFER,
    WAY_ACTION_RECALL,    WAY_ACTION_OBSERVE, WAY_ACTION_TAKE_BACK
  };

  *try = (Try) { .index = roll (sim, N_KINDS), .actor = roll (sim, N_ACTORS) };
  try->kind = kinds[try->index];
  for (guint i = 0; i < MAX_ITEMS; i++)
    try->items[i] = roll_item (sim);
  if (try->index < 4)
    roll_move (sim, try);
  else if (try->kind == WAY_ACTION_TRANSFORM)
    roll_transform (sim, try);
  else if (try->index < 8)
    roll_sale (sim, try);
  else if (try->kind == WAY_ACTION_TAKE_BACK)
    roll_take_back (sim, try);
  else
    roll_saying (sim, try);
  if (roll (sim, 4) > 0)
    make_likely (sim, try);
}

/* ---- What comes of it ------------------------------------------------------------------------ */

static void
note_shipment (Sim *sim, const Try *try)
{
  Shipped shipped = { .n = try->body.ship.items.n };

  way_shipment_get_id (&sim->a.last_id, 0, &shipped.id);
  for (guint i = 0; i < N_ACTORS; i++)
    {
      if (way_hash_equal (&sim->actors[0][i]->account, &try->body.ship.receiver))
        shipped.receiver = i;
    }
  for (gsize i = 0; i < shipped.n; i++)
    {
      shipped.items[i] = try->items[i];
      if (shipped.items[i].thing.kind == WAY_THING_UNIT)
        shipped.items[i].present = 0;
    }
  g_array_append_val (sim->shipments, shipped);
}

static void
note_sale (Sim *sim, const Try *try)
{
  Sold sold = { .id = sim->a.last_id, .actor = try->actor, .unit = try->items[0] };

  sold.unit.present = 0;
  if (!way_record_has (&try->body.sell, 3))
    g_array_append_val (sim->sales, sold);
}

/** What conservation needs to know and the state does not say. */
static void
note_success (Sim *sim, const Try *try)
{
  sim->n_ok[try->index]++;
  if (try->kind == WAY_ACTION_SHIP)
    note_shipment (sim, try);
  if (try->kind == WAY_ACTION_SELL)
    note_sale (sim, try);
  if (try->kind != WAY_ACTION_TRANSFORM)
    return;
  for (gsize i = 0; i < try->body.transform.inputs.n; i++)
    {
      const WayItem *item = &try->items[i];

      for (guint j = 0; j < N_LOTS; j++)
        {
          WayThing lot = way_test_lot_get_thing (&sim->lots[j]);
          if (way_thing_equal (&lot, &item->thing))
            sim->consumed_loose[j] += item->quantity;
        }
      for (guint j = 0; j < N_BULK; j++)
        {
          if (way_thing_equal (&sim->bulk[j], &item->thing))
            sim->consumed_bulk[j] += item->quantity;
        }
    }
}

/** A refused statement leaves what one that does nothing leaves. */
static void
step (Sim *sim)
{
  WayListingRemove nothing = { .gtin = WAY_TEST_TEXT ("09521101530018") };
  g_autofree Try *try = g_new0 (Try, 1);
  WayResult result;

  roll_try (sim, try);
  result = way_world_act (&sim->a, sim->actors[0][try->actor], try->kind, &try->body);
  g_assert_true (result == WAY_RESULT_OK || result >= 60);
  if (result == WAY_RESULT_OK)
    {
      note_success (sim, try);
      way_world_ok (&sim->b, sim->actors[1][try->actor], try->kind, &try->body);
    }
  else
    way_world_refused (&sim->b, sim->actors[1][try->actor], WAY_ACTION_LISTING_REMOVE,
                       &nothing, "not-registered");
}

static void
check_block (Sim *sim)
{
  const WayCheckpoint *a, *b;

  way_world_next_block (&sim->a, 700);
  way_world_next_block (&sim->b, 700);
  a = way_ledger_get_checkpoint (sim->a.ledger, NULL, NULL);
  b = way_ledger_get_checkpoint (sim->b.ledger, NULL, NULL);
  g_assert_true (way_hash_equal (&a->state_root, &b->state_root));
  way_invariants_check_structure (&sim->a.store.state);
  for (guint i = 0; i < N_LOTS; i++)
    {
      WayThing lot = way_test_lot_get_thing (&sim->lots[i]);
      WayHash id;

      way_thing_get_id (&lot, &id);
      way_invariants_check_lot (&sim->a.store.state, &id, sim->consumed_loose[i]);
    }
  for (guint i = 0; i < N_BULK; i++)
    {
      WayHash id;

      way_thing_get_id (&sim->bulk[i], &id);
      way_invariants_check_lot (&sim->a.store.state, &id, sim->consumed_bulk[i]);
    }
}

static void
replay_row (WayLedger *ledger, const WayLogRow *row)
{
  g_autofree WayCandidate *candidate = g_new0 (WayCandidate, 1);
  WayPublicKey key;
  WayResult result;

  g_assert_cmpint (way_candidate_init (candidate, row->statement), ==, WAY_RESULT_OK);
  if (!way_ledger_find_key (ledger, &candidate->statement.cose.key_id, &key, NULL))
    key = *way_candidate_get_own_key (candidate);
  g_assert_true (way_candidate_verify (candidate, &key));
  g_assert_true (way_ledger_apply (ledger, candidate, &result, NULL, NULL));
  g_assert_cmpint (result, ==, row->result);
  way_candidate_clear (candidate);
}

/** From the log alone, block by block, to the very same checkpoints: so every kind of store
 * comes to the roots of the naive one. */
static void
replay_into (Sim *sim, WayLedgerStore store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayLedger) follower =
      way_ledger_open (way_slice_from_bytes (sim->a.genesis), store, NULL, NULL, &error);
  guint next = 0;

  g_assert_no_error (error);
  for (guint height = 0; height < sim->a.store.checkpoints->len; height++)
    {
      WaySlice encoded = way_slice_from_bytes (sim->a.store.checkpoints->pdata[height]);
      WayCheckpoint checkpoint;

      way_checkpoint_decode (encoded, &checkpoint, NULL);
      way_ledger_begin (follower, checkpoint.time, TRUE, &error);
      g_assert_no_error (error);
      for (; next < checkpoint.log_size; next++)
        replay_row (follower, &g_array_index (sim->a.store.log, WayNaiveRow, next).row);
      way_ledger_commit_replayed (follower, encoded, &error);
      g_assert_no_error (error);
    }
}

/** What is stored can be opened again. */
static void
check_reopens (Sim *sim, WayLedgerStore store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayLedger) ledger =
      way_ledger_open (way_slice_from_bytes (sim->a.genesis), store, NULL, NULL, &error);
  WayHash hash;

  g_assert_no_error (error);
  g_assert_nonnull (way_ledger_get_checkpoint (ledger, &hash, NULL));
  g_assert_true (way_hash_equal (&hash, &sim->a.store.head_hash));
}

static void
check_sqlite (Sim *sim)
{
  g_autofree char *folder = g_dir_make_tmp ("way-property-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "ledger.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  WayStore *store = way_store_open (path, &error);
  GDir *dir;
  const char *name;

  g_assert_no_error (error);
  replay_into (sim, way_store_get_ledger_store (store));
  way_store_free (store);
  store = way_store_open (path, &error);
  g_assert_no_error (error);
  check_reopens (sim, way_store_get_ledger_store (store));
  way_store_free (store);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      g_unlink (file);
    }
  g_dir_close (dir);
  g_rmdir (folder);
}

static void
check_replay (Sim *sim, gboolean with_sqlite)
{
  g_autoptr (WayMemoryStore) memory = way_memory_store_new ();
  WayNaiveStore copy;

  way_naive_store_init (&copy);
  replay_into (sim, way_naive_store_get (&copy));
  check_reopens (sim, way_naive_store_get (&copy));
  way_naive_store_clear (&copy);
  replay_into (sim, way_memory_store_get_ledger_store (memory));
  check_reopens (sim, way_memory_store_get_ledger_store (memory));
  if (with_sqlite)
    check_sqlite (sim);
}

static void
run (guint32 seed, guint n_steps, guint n_ok[N_KINDS])
{
  g_autofree Sim *sim = g_new0 (Sim, 1);

  g_test_message ("seed %u, %u steps", seed, n_steps);
  sim_init (sim, seed);
  for (guint i = 0; i < n_steps; i++)
    {
      step (sim);
      if (i % BLOCK == BLOCK - 1)
        check_block (sim);
    }
  check_replay (sim, seed == 1);
  for (guint i = 0; i < N_KINDS; i++)
    n_ok[i] += sim->n_ok[i];
  sim_clear (sim);
}

static void
test_random_worlds (void)
{
  guint n_ok[N_KINDS] = { 0 };

  for (guint32 seed = 1; seed <= 8; seed++)
    run (seed, 400, n_ok);
  /* it was not all refused */
  for (guint i = 0; i < N_KINDS; i++)
    {
      g_test_message ("kind %u: %u times", i, n_ok[i]);
      g_assert_cmpuint (n_ok[i], >, 5);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc == 3)
    {
      guint n_ok[N_KINDS] = { 0 };

      run ((guint32) strtoul (argv[1], NULL, 10), (guint) strtoul (argv[2], NULL, 10),
           n_ok);
      return 0;
    }
  g_test_add_func ("/property/ledger/random-worlds", test_random_worlds);
  return g_test_run ();
}
