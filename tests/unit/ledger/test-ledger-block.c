/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/spec/ledger.md: genesis, blocks, checkpoints, replay, failures of the store, the hook */

#include "way-checkpoint.h"
#include "way-checked.h"
#include "way-hash.h"
#include "way-trace-fixture.h"

static WayCheckpoint
get_checkpoint (WayWorld *world, WayHash *out_hash)
{
  const WayCheckpoint *checkpoint =
      way_ledger_get_checkpoint (world->ledger, out_hash, NULL);

  g_assert_nonnull (checkpoint);
  return *checkpoint;
}

/* Height 0 holds the parameters alone. */
static void
test_genesis (WayTraceFixture *f, gconstpointer data)
{
  g_auto (WayNaiveState) state;
  WayStateKey key = way_state_key_parameters ();
  const WayGenesis *genesis = way_ledger_get_genesis (f->world.ledger);
  g_autoptr (GBytes)
      parameters = way_schema_encode (&way_parameters_schema, &genesis->parameters);
  WayCheckpoint checkpoint = get_checkpoint (&f->world, NULL);
  WayHash root, empty, parameters_hash;

  way_naive_state_init (&state);
  way_naive_state_put (&state, way_state_key_get_slice (&key),
                       way_slice_from_bytes (parameters));
  way_naive_state_get_root (&state, &root);
  way_sha256 (WAY_SLICE_INIT ("", 0), &empty);
  way_sha256 (way_slice_from_bytes (parameters), &parameters_hash);
  g_assert_cmpuint (checkpoint.height, ==, 0);
  g_assert_cmpuint (checkpoint.time, ==, WAY_TEST_CREATED);
  g_assert_true (way_hash_equal (&checkpoint.state_root, &root));
  g_assert_true (way_hash_equal (&checkpoint.log_root, &empty));
  g_assert_true (way_hash_equal (&checkpoint.parameters, &parameters_hash));
  g_assert_true (way_hash_is_zero (&checkpoint.previous));
  g_assert_cmpuint (checkpoint.log_size, ==, 0);
}

static void
test_genesis_refused (void)
{
  WayWorld world;
  WayGenesis genesis;
  g_auto (WayArena) arena;
  WayArena other;

  way_world_init (&world, NULL);
  way_arena_init (&arena, 0);
  way_arena_init (&other, 0);
  g_assert_cmpint (
      way_genesis_decode (way_slice_from_bytes (world.genesis), &arena, &genesis), ==,
      WAY_RESULT_OK);
  memset (genesis.solo_key, 0, sizeof genesis.solo_key);
  {
    g_autoptr (GBytes) weak = way_schema_encode (&way_genesis_schema, &genesis);
    WayGenesis decoded;

    g_assert_cmpint (way_genesis_decode (way_slice_from_bytes (weak), &other, &decoded),
                     ==, WAY_RESULT_WEAK_KEY);
  }
  way_arena_clear (&other);
  way_world_clear (&world);
}

static void
test_chain_of_checkpoints (WayTraceFixture *f, gconstpointer data)
{
  WayHash hash, root;
  WayCheckpoint next;

  get_checkpoint (&f->world, &hash);
  way_world_next_block (&f->world, 5);
  next = get_checkpoint (&f->world, NULL);
  g_assert_cmpuint (next.height, ==, 1);
  g_assert_cmpuint (next.log_size, ==, f->world.store.log->len);
  g_assert_true (way_hash_equal (&next.previous, &hash));
  way_naive_store_get_state_root (&f->world.store, &root);
  g_assert_true (way_hash_equal (&next.state_root, &root));
}

static void
test_clock (WayTraceFixture *f, gconstpointer data)
{
  const guint64 ten_minutes = 600000;
  GError *error = NULL;

  way_world_next_block (&f->world, WAY_TEST_DAY);
  way_world_next_block (&f->world, 0);
  way_ledger_rollback (f->world.ledger);
  g_assert_false (way_ledger_begin (f->world.ledger, f->world.now - 1, TRUE, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CLOCK);
  g_clear_error (&error);
  g_assert_false (
      way_ledger_begin (f->world.ledger, f->world.now + ten_minutes + 1, FALSE, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CLOCK);
  g_clear_error (&error);
  g_assert_true (
      way_ledger_begin (f->world.ledger, f->world.now + ten_minutes, FALSE, NULL));
}

/** Opens another ledger over the same store. */
static WayLedger *
reopen (WayWorld *world, GBytes *genesis, const WayKeyPair *key, GError **error)
{
  return way_ledger_open (way_slice_from_bytes (genesis),
                          way_naive_store_get (&world->store), NULL, key, error);
}

static void
test_reopen (WayTraceFixture *f, gconstpointer data)
{
  WayWorld *world = &f->world;
  WayCheckpoint before, after;
  WayItem item = way_test_item_quantity (&f->bulk, 1);
  WayShip ship = { .present = 1 << 4,
                   .event = way_test_event (),
                   .items = { &item, 1 },
                   .receiver = f->shop->account,
                   .expected_by = world->now + 1000 };

  way_world_ok (world, f->brand, WAY_ACTION_SHIP, &ship);
  way_world_next_block (world, 0);
  before = get_checkpoint (world, NULL);
  way_ledger_rollback (world->ledger);
  g_clear_pointer (&world->ledger, way_ledger_free);
  world->ledger = reopen (world, world->genesis, world->solo, NULL);
  after = get_checkpoint (world, NULL);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  g_assert_cmpuint (way_ledger_get_next_due (world->ledger), ==, ship.expected_by);
  g_assert_true (way_ledger_begin (world->ledger, world->now, TRUE, NULL));
  way_world_ok (world, f->brand, WAY_ACTION_SHIP, &ship);
}

static void
test_reopen_refused (WayTraceFixture *f, gconstpointer data)
{
  WayWorld *world = &f->world;
  WayWorld other;
  WayStateKey key = way_state_key_parameters ();
  GError *error = NULL;

  way_world_next_block (world, 0);
  way_ledger_rollback (world->ledger);
  g_assert_null (reopen (world, world->genesis, f->brand->key, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_UNKNOWN_KEY);
  g_clear_error (&error);
  way_world_init (&other, NULL);
  way_ledger_rollback (other.ledger);
  {
    /* the same parties, another network */
    g_auto (WayArena) arena;
    g_autoptr (GBytes) changed = NULL;
    WayGenesis genesis;

    way_arena_init (&arena, 0);
    way_genesis_decode (way_slice_from_bytes (world->genesis), &arena, &genesis);
    genesis.created++;
    changed = way_schema_encode (&way_genesis_schema, &genesis);
    g_assert_null (reopen (world, changed, world->solo, &error));
    g_assert_error (error, WAY_ERROR, WAY_RESULT_WRONG_NETWORK);
    g_clear_error (&error);
  }
  way_world_clear (&other);
  way_naive_state_put (&world->store.state, way_state_key_get_slice (&key),
                       WAY_TEST_TEXT ("x"));
  g_assert_null (reopen (world, world->genesis, world->solo, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
  g_clear_error (&error);
}

/** Replays one statement as a follower does. */
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

static void
test_replay (WayTraceFixture *f, gconstpointer data)
{
  WayWorld *world = &f->world;
  WayNaiveStore copy;
  g_autoptr (WayLedger) follower = NULL;
  guint next = 0;
  GError *error = NULL;
  WayHash ours, theirs;

  way_world_next_block (world, 1000);
  way_world_refused (world, f->shop, WAY_ACTION_LISTING_REMOVE,
                     &(WayListingRemove) { .gtin = WAY_TEST_GTIN }, "not-registered");
  way_world_next_block (world, 1000);
  way_naive_store_init (&copy);
  follower = way_ledger_open (way_slice_from_bytes (world->genesis),
                              way_naive_store_get (&copy), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (way_ledger_get_checkpoint (follower, NULL, NULL));
  for (guint height = 0; height < world->store.checkpoints->len; height++)
    {
      WaySlice signed_checkpoint =
          way_slice_from_bytes (world->store.checkpoints->pdata[height]);
      WayCheckpoint checkpoint;

      way_checkpoint_decode (signed_checkpoint, &checkpoint, NULL);
      g_assert_true (way_ledger_begin (follower, checkpoint.time, TRUE, &error));
      g_assert_no_error (error);
      for (; next < checkpoint.log_size; next++)
        replay_row (follower, &g_array_index (world->store.log, WayNaiveRow, next).row);
      way_ledger_commit_replayed (follower, signed_checkpoint, &error);
      g_assert_no_error (error);
    }
  way_ledger_get_checkpoint (world->ledger, &ours, NULL);
  way_ledger_get_checkpoint (follower, &theirs, NULL);
  g_assert_true (way_hash_equal (&ours, &theirs));
  g_clear_pointer (&follower, way_ledger_free);
  way_naive_store_clear (&copy);
}

/* A block that does not lead where its checkpoint says leaves nothing behind. */
static void
test_replay_refused (WayTraceFixture *f, gconstpointer data)
{
  WayWorld *world = &f->world;
  WayNaiveStore copy;
  g_autoptr (WayLedger) follower = NULL;
  GBytes *const *signed_checkpoints;
  GError *error = NULL;

  way_world_next_block (world, 1000);
  signed_checkpoints = (GBytes *const *) world->store.checkpoints->pdata;
  way_naive_store_init (&copy);
  follower = way_ledger_open (way_slice_from_bytes (world->genesis),
                              way_naive_store_get (&copy), NULL, NULL, NULL);
  g_assert_true (way_ledger_begin (follower, 0, TRUE, NULL));
  g_assert_false (way_ledger_commit_replayed (
      follower, way_slice_from_bytes (signed_checkpoints[1]), &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_UNVERIFIED);
  g_clear_error (&error);
  g_assert_null (way_ledger_get_checkpoint (follower, NULL, NULL));
  g_assert_true (way_ledger_begin (follower, 0, TRUE, NULL));
  g_assert_true (way_ledger_commit_replayed (
      follower, way_slice_from_bytes (signed_checkpoints[0]), NULL));
  /* a statement is left out */
  g_assert_true (way_ledger_begin (follower, WAY_TEST_CREATED, TRUE, NULL));
  for (guint i = 0; i + 1 < world->store.log->len; i++)
    replay_row (follower, &g_array_index (world->store.log, WayNaiveRow, i).row);
  g_assert_false (way_ledger_commit_replayed (
      follower, way_slice_from_bytes (signed_checkpoints[1]), &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_UNVERIFIED);
  g_clear_error (&error);
  g_assert_cmpuint (copy.log->len, ==, 0);
  g_clear_pointer (&follower, way_ledger_free);
  way_naive_store_clear (&copy);
}

/* The disk fails at each operation in turn: the block is rolled back, and the next try works. */
static void
test_store_failures (WayTraceFixture *f, gconstpointer data)
{
  WayWorld *world = &f->world;
  WayItem item = way_test_lot_get_item (&f->units, IN_CASE);
  WayShip ship = { .event = way_test_event (),
                   .items = { &item, 1 },
                   .receiver = f->shop->account };
  WayAction action = { WAY_ACTION_SHIP, &ship };
  gboolean is_done = FALSE;
  guint n_failures = 0;
  WayHash root, again;
  guint n_logged;

  way_world_next_block (world, 0);
  way_ledger_rollback (world->ledger);
  way_naive_store_get_state_root (&world->store, &root);
  n_logged = world->store.log->len;
  for (guint n = 1; !is_done; n++)
    {
      WayPayload payload = way_world_make_payload (world, f->brand, &action, 1);
      g_autoptr (GBytes) bytes = way_statement_sign (&payload, f->brand->key, NULL);
      g_autofree WayCandidate *candidate = g_new0 (WayCandidate, 1);
      g_autoptr (GError) error = NULL;
      WayResult result;

      way_candidate_init (candidate, way_slice_from_bytes (bytes));
      way_candidate_verify (candidate, way_key_pair_get_public (f->brand->key));
      world->store.fail_after = n;
      is_done = way_ledger_begin (world->ledger, world->now, TRUE, &error)
                && way_ledger_apply (world->ledger, candidate, &result, NULL, &error)
                && way_ledger_commit (world->ledger, &error);
      world->store.fail_after = 0;
      way_candidate_clear (candidate);
      if (is_done)
        break;
      g_assert_error (error, WAY_ERROR, WAY_RESULT_IO);
      way_ledger_rollback (world->ledger);
      way_naive_store_get_state_root (&world->store, &again);
      g_assert_true (way_hash_equal (&root, &again));
      g_assert_cmpuint (world->store.log->len, ==, n_logged);
      n_failures++;
    }
  g_assert_cmpuint (n_failures, >, 15);
  g_assert_cmpuint (world->store.log->len, ==, n_logged + 1);
}

/* ---- The hook -------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *chains; /* thing id to chain, recomputed from events */
  GHashTable *heads;  /* thing id to the last head told */
  GArray *events;
  guint n_statements;
  guint n_loose;
  guint n_shipments;
} Listener;

static gboolean
on_statement (gpointer self, const WayHookStatement *statement, GError **error)
{
  Listener *listener = self;

  /* what was told since the last one belongs to it */
  for (guint i = 0; i < listener->events->len; i++)
    {
      const WayHookEvent *event = &g_array_index (listener->events, WayHookEvent, i);
      WayHash *chain = g_hash_table_lookup (listener->chains, &event->thing_id);
      guint8 log_index[8], action_index[4];

      g_assert_cmpint (statement->result, ==, WAY_RESULT_OK);
      g_assert_cmpuint (event->log_index, ==, statement->log_index);
      if (chain == NULL)
        {
          chain = g_new0 (WayHash, 1);
          g_hash_table_insert (listener->chains,
                               g_memdup2 (&event->thing_id, sizeof (WayHash)), chain);
        }
      way_put_be64 (log_index, event->log_index);
      way_put_be32 (action_index, event->action_index);
      const WaySlice parts[] = { WAY_TEST_TEXT ("waymark/head/1"),
                                 way_slice_from_hash (chain),
                                 WAY_SLICE_INIT (log_index, 8),
                                 way_slice_from_hash (&statement->statement->id),
                                 WAY_SLICE_INIT (action_index, 4) };
      WayHash next;

      way_sha256_parts (parts, G_N_ELEMENTS (parts), &next);
      *chain = next;
    }
  g_array_set_size (listener->events, 0);
  listener->n_statements++;
  return TRUE;
}

static gboolean
on_event (gpointer self, const WayHookEvent *event, GError **error)
{
  Listener *listener = self;

  if (!event->is_note)
    g_array_append_vals (listener->events, event, 1);
  return TRUE;
}

static gboolean
on_head (gpointer self,
         const WayHash *thing_id,
         const WayThing *thing,
         const WayHead *head,
         GError **error)
{
  Listener *listener = self;
  WayHash id;

  if (thing != NULL)
    {
      way_thing_get_id (thing, &id);
      g_assert_true (way_hash_equal (&id, thing_id));
    }
  g_hash_table_insert (listener->heads, g_memdup2 (thing_id, sizeof *thing_id),
                       g_memdup2 (head, sizeof *head));
  return TRUE;
}

static gboolean
on_shipment (gpointer self,
             const WayHash *shipment_id,
             const WayShipmentState *shipment,
             GError **error)
{
  ((Listener *) self)->n_shipments++;
  return TRUE;
}

static gboolean
on_loose (gpointer self,
          const WayHash *lot_id,
          const WayHash *account,
          guint64 quantity,
          GError **error)
{
  ((Listener *) self)->n_loose++;
  return TRUE;
}

static const WayIndexHookInterface listener_interface = { on_statement, on_event, on_head,
                                                          on_shipment, on_loose };

static guint
hash_id (gconstpointer id)
{
  return *(const guint *) id;
}

static gboolean
equal_ids (gconstpointer a, gconstpointer b)
{
  return way_hash_equal (a, b);
}

/* Whoever listens can recompute every head's chain, and hears nothing of refused statements. */
static void
test_hook (void)
{
  Listener listener = { g_hash_table_new_full (hash_id, equal_ids, g_free, g_free),
                        g_hash_table_new_full (hash_id, equal_ids, g_free, g_free),
                        g_array_new (FALSE, FALSE, sizeof (WayHookEvent)),
                        0,
                        0,
                        0 };
  WayIndexHook hook = { &listener_interface, &listener };
  WayWorld world;
  WayActor *brand, *shop;
  WayTestLot lot;
  WayThing thing;
  WayItem items[2];
  GHashTableIter iter;
  gpointer id, value;
  WayShip ship;
  WayReceive receive;
  WayHash shipment;

  way_world_init (&world, &hook);
  brand = way_world_add_actor (&world);
  shop = way_world_add_actor (&world);
  way_world_add_product (&world, brand, WAY_TEST_GTIN);
  way_test_lot_init (&lot, brand, WAY_TEST_GTIN, "L1", 5, NULL, 0);
  way_test_lot_register (&world, brand, &lot);
  way_test_lot_commission (&world, brand, &lot, NULL, 0);
  thing = way_test_lot_get_thing (&lot);
  items[0] = way_test_lot_get_item (&lot, 0);
  items[1] = way_test_item_quantity (&thing, 5);
  ship = (WayShip) { .event = way_test_event (),
                     .items = { items, 2 },
                     .receiver = shop->account };
  way_world_refused (&world, brand, WAY_ACTION_SHIP, &ship, "too-much");
  g_assert_cmpuint (listener.n_loose, ==, 1);
  g_assert_cmpuint (listener.n_statements, ==, way_ledger_get_block_size (world.ledger));
  items[1].quantity = 4;
  way_world_ok (&world, brand, WAY_ACTION_SHIP, &ship);
  way_shipment_get_id (&world.last_id, 0, &shipment);
  receive = (WayReceive) { .event = way_test_event (),
                           .shipment = shipment,
                           .items = { &items[1], 1 } };
  way_world_ok (&world, shop, WAY_ACTION_RECEIVE, &receive);
  g_assert_cmpuint (listener.n_shipments, ==, 2);
  g_assert_cmpuint (listener.n_loose, ==, 4);
  g_assert_cmpuint (listener.n_statements, ==, way_ledger_get_block_size (world.ledger));
  g_assert_cmpuint (g_hash_table_size (listener.heads), ==, 3);
  g_hash_table_iter_init (&iter, listener.heads);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const WayHash *chain = g_hash_table_lookup (listener.chains, id);
      WayHead head;

      g_assert_true (way_hash_equal (&((WayHead *) value)->chain, chain));
      g_assert_true (
          way_world_read (&world, way_state_key_head (id), &way_head_schema, &head));
      g_assert_true (way_hash_equal (&head.chain, chain));
    }
  way_test_lot_clear (&lot);
  way_world_clear (&world);
  g_hash_table_unref (listener.chains);
  g_hash_table_unref (listener.heads);
  g_array_unref (listener.events);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ledger/block/genesis", test_genesis);
  g_test_add_func ("/ledger/block/genesis-refused", test_genesis_refused);
  ADD ("/ledger/block/chain-of-checkpoints", test_chain_of_checkpoints);
  ADD ("/ledger/block/clock", test_clock);
  ADD ("/ledger/block/reopen", test_reopen);
  ADD ("/ledger/block/reopen-refused", test_reopen_refused);
  ADD ("/ledger/block/replay", test_replay);
  ADD ("/ledger/block/replay-refused", test_replay_refused);
  ADD ("/ledger/block/store-failures", test_store_failures);
  g_test_add_func ("/ledger/block/hook", test_hook);
  return g_test_run ();
}
