/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A tiny world, exhaustively: two accounts, two units, two containers, one more loose piece.
 * From its beginning every act by everybody is tried in every state that can be reached, level by
 * level (chains aside), up to a number of states; `exhaustive-trace N` goes further. In each
 * state the map is sound, and with each step nobody's goods leave without her act. */

#include <stdlib.h>

#include "way-hash.h"
#include "way-invariants.h"
#include "way-module.h"

#define N_ACTORS 2
#define N_ITEMS  5
#define MAX_ACTS 128
#define N_SALES  (N_ACTORS * 2)

typedef struct
{
  const char *name;
  guint actor;
  WayAction action;
  WayHash statement_id;
} Act;

/** A sale to nobody known, and what takes it back. */
typedef struct
{
  guint act;
  WayTakeBack *back;
} Sale;

typedef struct
{
  WayWorld world;
  WayActor *actors[N_ACTORS];
  WayTestLot lot;
  WayThing lot_thing;
  WayThing containers[2];
  WayItem items[N_ITEMS]; /* two units, two containers, one piece of the lot */
  WayHash lot_id, output_id;
  Act acts[MAX_ACTS];
  guint n_acts;
  Sale sales[N_SALES];
  guint n_sales;
  GPtrArray *bodies;

  WayNaiveStore store;
  WayLedgerStore interface;
  WayOverlay *overlay;
  WayArena arena;
  WayApply apply;
  guint64 mark;

  GHashTable *seen; /* digests */
  GQueue waiting;   /* of GHashTable: values of states not yet expanded */
  guint n_accepted[MAX_ACTS];
} Sim;

/* ---- What everybody may try -------------------------------------------------------------- */

static gpointer
keep (Sim *sim, gconstpointer body, gsize size)
{
  gpointer copy = g_memdup2 (body, size);

  g_ptr_array_add (sim->bodies, copy);
  return copy;
}

#define KEEP(sim, value) keep (sim, &(value), sizeof (value))

static Act *
add_act (Sim *sim, const char *name, guint actor, WayActionKind kind, gpointer body)
{
  Act *act = &sim->acts[sim->n_acts];
  guint number = sim->n_acts++;

  g_assert_cmpuint (number, <, MAX_ACTS);
  *act = (Act) { name, actor, { kind, body }, { { 0 } } };
  memcpy (act->statement_id.bytes, &number, sizeof number);
  act->statement_id.bytes[31] = 1;
  return act;
}

static void
add_container_acts (Sim *sim, guint actor)
{
  for (guint i = 0; i < N_ITEMS; i++)
    {
      for (guint j = 0; j < 2; j++)
        {
          WayPack pack = { .event = way_test_event (),
                           .container = sim->containers[j],
                           .children = { &sim->items[i], 1 } };
          WayUnpack unpack = { .event = way_test_event (),
                               .container = sim->containers[j],
                               .children = { &sim->items[i], 1 } };

          add_act (sim, "pack", actor, WAY_ACTION_PACK, KEEP (sim, pack));
          add_act (sim, "unpack", actor, WAY_ACTION_UNPACK, KEEP (sim, unpack));
        }
    }
}

/* One item each, so that a shipment made again takes the place of the one before. */
static void
add_shipment_acts (Sim *sim, guint actor)
{
  guint other = 1 - actor;

  for (guint i = 0; i < N_ITEMS; i++)
    {
      WayShip ship = { .event = way_test_event (),
                       .items = { &sim->items[i], 1 },
                       .receiver = sim->actors[other]->account };
      Act *act = add_act (sim, "ship", actor, WAY_ACTION_SHIP, KEEP (sim, ship));
      WayReceive receive = { .event = way_test_event () };

      way_shipment_get_id (&act->statement_id, 0, &receive.shipment);
      add_act (sim, "receive nothing", other, WAY_ACTION_RECEIVE, KEEP (sim, receive));
      receive.items = (WayRecords) { &sim->items[i], 1 };
      add_act (sim, "receive", other, WAY_ACTION_RECEIVE, KEEP (sim, receive));
    }
}

/* The other one tries to take it back too, and never may. */
static void
add_sale (Sim *sim, guint actor, const WaySell *sell)
{
  Sale *sale = &sim->sales[sim->n_sales++];
  WayTakeBack back = { .event = way_test_event (),
                       .unit = ((const WayItem *) sell->units.items)[0] };

  sale->act = sim->n_acts;
  add_act (sim, "sell", actor, WAY_ACTION_SELL, KEEP (sim, *sell));
  sale->back = KEEP (sim, back);
  add_act (sim, "take back", actor, WAY_ACTION_TAKE_BACK, sale->back);
  add_act (sim, "take back another's", 1 - actor, WAY_ACTION_TAKE_BACK, sale->back);
}

static void
add_unit_acts (Sim *sim, guint actor)
{
  const WayHash *other = &sim->actors[1 - actor]->account;

  for (guint i = 0; i < 2; i++)
    {
      WaySell sell = { .event = way_test_event (), .units = { &sim->items[i], 1 } };
      WayTransfer transfer = { .event = way_test_event (),
                               .unit = sim->items[i],
                               .new_owner = *other };
      WayClaim claim = way_test_claim (&sim->world, &sim->items[i],
                                       sim->lot.claim_keys[i],
                                       &sim->actors[actor]->account, 0);

      add_sale (sim, actor, &sell);
      sell.present = 1 << 3;
      sell.buyer = *other;
      add_act (sim, "sell to", actor, WAY_ACTION_SELL, KEEP (sim, sell));
      add_act (sim, "transfer", actor, WAY_ACTION_TRANSFER, KEEP (sim, transfer));
      add_act (sim, "claim", actor, WAY_ACTION_CLAIM, KEEP (sim, claim));
    }
}

static void
add_transformation (Sim *sim)
{
  static WayOutput output;
  WayTransform transform = { .event = way_test_event (),
                             .inputs = { &sim->items[1], 1 },
                             .outputs = { &output, 1 } };

  output = (WayOutput) { .gtin = WAY_TEST_GTIN, .lot = WAY_TEST_TEXT ("P") };
  add_act (sim, "transform", 0, WAY_ACTION_TRANSFORM, KEEP (sim, transform));
}

/* ---- The world ------------------------------------------------------------------------------ */

static void
set_up_things (Sim *sim)
{
  WayCaseCount count = { .sscc = way_test_sscc (1), .count = 1 };
  WayHash first_case;
  WayThing output;

  sim->containers[0] = way_test_container (sim->actors[0], 1);
  sim->containers[1] = way_test_container (sim->actors[0], 2);
  way_thing_get_id (&sim->containers[0], &first_case);
  /* unit 0 belongs into the case; unit 1 and a third, which nobody names, are loose */
  way_test_lot_init (&sim->lot, sim->actors[0], WAY_TEST_GTIN, "L", 3, &first_case, 1);
  sim->lot_thing = way_test_lot_get_thing (&sim->lot);
  output = way_thing_lot (&sim->actors[0]->account, WAY_TEST_GTIN, WAY_TEST_TEXT ("P"));
  way_thing_get_id (&sim->lot_thing, &sim->lot_id);
  way_thing_get_id (&output, &sim->output_id);
  way_world_add_product (&sim->world, sim->actors[0], WAY_TEST_GTIN);
  way_test_lot_register (&sim->world, sim->actors[0], &sim->lot);
  way_test_lot_commission (&sim->world, sim->actors[0], &sim->lot, &count, 1);
  way_world_add_bulk (&sim->world, sim->actors[0], WAY_TEST_GTIN, "P", 1);
  way_world_next_block (&sim->world, 0);
  for (guint i = 0; i < 2; i++)
    {
      sim->items[i] = way_test_lot_get_item (&sim->lot, i);
      sim->items[2 + i] = way_test_item (&sim->containers[i]);
    }
  sim->items[4] = way_test_item_quantity (&sim->lot_thing, 1);
}

static GHashTable *
copy_values (GHashTable *values)
{
  GHashTable *copy = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                            (GDestroyNotify) g_bytes_unref,
                                            (GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_bytes_ref (key), g_bytes_ref (value));
  return copy;
}

static void
set_values (Sim *sim, GHashTable *values)
{
  g_hash_table_unref (sim->store.state.values);
  sim->store.state.values = copy_values (values);
  way_overlay_reset (sim->overlay, 0);
}

/* A take-back names a sale in the log: so the sales are there, signed, from the beginning. Their order says nothing here. */
static void
log_sale (Sim *sim, const Sale *sale)
{
  Act *act = &sim->acts[sale->act];
  WayActor *actor = sim->actors[act->actor];
  WayPayload payload = way_world_make_payload (&sim->world, actor, &act->action, 1);
  WayLogRow row = { .log_index = sim->store.log->len, .result = WAY_RESULT_OK };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = way_statement_sign (&payload, actor->key, &error);
  WayStatement statement;

  g_assert_no_error (error);
  row.statement = way_slice_from_bytes (bytes);
  g_assert_cmpint (way_statement_parse (row.statement, &sim->arena, &statement), ==,
                   WAY_RESULT_OK);
  row.id = act->statement_id = sale->back->statement = statement.id;
  g_assert_true (sim->interface.interface->append (&sim->store, &row, NULL));
  sim->store.n_committed_rows++;
}

static void
sim_init (Sim *sim)
{
  way_world_init (&sim->world, NULL);
  sim->bodies = g_ptr_array_new_with_free_func (g_free);
  sim->seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                     (GDestroyNotify) g_bytes_unref, NULL);
  g_queue_init (&sim->waiting);
  for (guint i = 0; i < N_ACTORS; i++)
    sim->actors[i] = way_world_add_actor (&sim->world);
  set_up_things (sim);
  for (guint i = 0; i < N_ACTORS; i++)
    {
      add_container_acts (sim, i);
      add_shipment_acts (sim, i);
      add_unit_acts (sim, i);
    }
  add_transformation (sim);
  way_naive_store_init (&sim->store);
  sim->interface = way_naive_store_get (&sim->store);
  sim->overlay = way_overlay_new (&sim->interface);
  way_arena_init (&sim->arena, 0);
  sim->apply = (WayApply) { .overlay = sim->overlay,
                            .arena = &sim->arena,
                            .buffer = g_byte_array_new (),
                            .genesis = way_ledger_get_genesis (sim->world.ledger),
                            .registrars = &sim->world.registrar->account,
                            .network = way_ledger_get_network (sim->world.ledger),
                            .height = 2,
                            .now = sim->world.now };
  g_assert_true (sim->interface.interface->begin (&sim->store, NULL));
  sim->apply.store = &sim->interface;
  for (guint i = 0; i < sim->n_sales; i++)
    log_sale (sim, &sim->sales[i]);
  set_values (sim, sim->world.store.state.values);
}

static void
sim_clear (Sim *sim)
{
  sim->interface.interface->rollback (&sim->store);
  way_overlay_free (sim->overlay);
  way_arena_clear (&sim->arena);
  g_byte_array_unref (sim->apply.buffer);
  way_naive_store_clear (&sim->store);
  way_test_lot_clear (&sim->lot);
  g_hash_table_unref (sim->seen);
  g_queue_clear_full (&sim->waiting, (GDestroyNotify) g_hash_table_unref);
  g_ptr_array_unref (sim->bodies);
  way_world_clear (&sim->world);
}

/* ---- States ------------------------------------------------------------------------------------ */

static gboolean
read_value (Sim *sim,
            GHashTable *values,
            WayStateKey key,
            const WaySchema *schema,
            gpointer record)
{
  g_autoptr (GBytes) bytes = g_bytes_new (key.bytes, key.len);
  GBytes *value = g_hash_table_lookup (values, bytes);

  memset (record, 0, schema->size);
  if (value == NULL)
    return FALSE;
  g_assert_cmpint (
      way_schema_decode (schema, way_slice_from_bytes (value), &sim->arena, record), ==,
      WAY_RESULT_OK);
  return TRUE;
}

/** What tells states apart: all but how often something happened. */
static GBytes *
make_digest (Sim *sim, GHashTable *values)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (values), g_bytes_compare);
  g_autoptr (WaySha256) sha256 = way_sha256_new ();
  WayHash digest;

  way_arena_reset (&sim->arena);
  for (GList *item = keys; item != NULL; item = item->next)
    {
      WaySlice key = way_slice_from_bytes (item->data);
      WaySlice value = way_slice_from_bytes (g_hash_table_lookup (values, item->data));
      WayHead head = { 0 };

      if (key.data[0] == 'n' || key.data[0] == 'k')
        continue;
      way_sha256_update (sha256, key);
      if (key.data[0] != 'h')
        {
          way_sha256_update (sha256, value);
          continue;
        }
      way_schema_decode (&way_head_schema, value, &sim->arena, &head);
      head.n_events = 1;
      memset (&head.chain, 0, sizeof head.chain);
      way_sha256_update (sha256, WAY_SLICE_INIT (&head, sizeof head));
    }
  way_sha256_finish (sha256, &digest);
  return g_bytes_new (digest.bytes, sizeof digest.bytes);
}

/** Whose hands the thing is in; NULL: nobody's. */
static const WayHash *
get_custodian (Sim *sim, GHashTable *values, const WayThing *thing, WayHead *head)
{
  WayHash id;

  way_thing_get_id (thing, &id);
  if (!read_value (sim, values, way_state_key_head (&id), &way_head_schema, head)
      || !way_record_has (head, 5))
    return NULL;
  return &head->custodian;
}

/** Custody and ownership change hands only by the act of who had them; a claim takes custody
 * from anybody, but ownership from nobody, and happens once. */
static void
check_step (Sim *sim, GHashTable *before, const Act *act)
{
  GHashTable *after = sim->store.state.values;
  const WayHash *signer = &sim->actors[act->actor]->account;
  gboolean is_claim = act->action.kind == WAY_ACTION_CLAIM;

  for (guint i = 0; i < 4; i++)
    {
      WayHead old, new;
      const WayHash *from = get_custodian (sim, before, &sim->items[i].thing, &old);
      const WayHash *to = get_custodian (sim, after, &sim->items[i].thing, &new);

      if (from != NULL && (to == NULL || !way_hash_equal (from, to)))
        g_assert_true (is_claim || way_hash_equal (from, signer));
      if (way_record_has (&old, 6) && !way_hash_equal (&old.owner, &new.owner))
        g_assert_true (!is_claim && way_hash_equal (&old.owner, signer));
      g_assert_true (new.is_claimed || !old.is_claimed);
      g_assert_true (way_record_has (&new, 15) || !way_record_has (&old, 15));
      g_assert_true (old.is_claimed == new.is_claimed || is_claim);
      g_assert_cmpuint (new.n_events, >=, old.n_events);
      g_assert_cmpuint (new.n_events, <=, old.n_events + 1);
    }
  for (guint i = 0; i < N_ACTORS; i++)
    {
      WayStateKey key = way_state_key_loose (&sim->lot_id, &sim->actors[i]->account);
      WayQuantity old, new;

      read_value (sim, before, key, &way_quantity_schema, &old);
      read_value (sim, after, key, &way_quantity_schema, &new);
      g_assert_true (new.quantity >= old.quantity || i == act->actor);
    }
}

static void
check_claim (Sim *sim, GHashTable *before, const WayClaim *claim)
{
  WayHead old;

  get_custodian (sim, before, &claim->unit.thing, &old);
  g_assert_false (old.is_claimed);
}

/** Only what is sold, and in nobody's hands, comes back, into those of who sold it. */
static void
check_take_back (Sim *sim, GHashTable *before, const Act *act)
{
  const WayTakeBack *back = act->action.body;
  WayHead old, new;

  g_assert_cmpstr (act->name, ==, "take back");
  g_assert_null (get_custodian (sim, before, &back->unit.thing, &old));
  g_assert_cmpuint (old.status, ==, WAY_HEAD_SOLD);
  g_assert_false (old.is_claimed || way_record_has (&old, 6));
  g_assert_true (way_hash_equal (
      get_custodian (sim, sim->store.state.values, &back->unit.thing, &new),
      &sim->actors[act->actor]->account));
  g_assert_true (way_record_has (&new, 15) && new.status == WAY_HEAD_ACTIVE);
}

/** Remembers the store's state where it is new. */
static void
visit (Sim *sim)
{
  g_autoptr (GBytes) digest = make_digest (sim, sim->store.state.values);

  if (g_hash_table_contains (sim->seen, digest))
    return;
  way_invariants_check_structure (&sim->store.state);
  way_invariants_check_lot (&sim->store.state, &sim->lot_id, 0);
  way_invariants_check_lot (&sim->store.state, &sim->output_id, 0);
  g_hash_table_add (sim->seen, g_steal_pointer (&digest));
  g_queue_push_tail (&sim->waiting, copy_values (sim->store.state.values));
}

static void
try_act (Sim *sim, GHashTable *values, guint number)
{
  const Act *act = &sim->acts[number];
  WayResult result;

  way_arena_reset (&sim->arena);
  sim->apply.signer = sim->actors[act->actor]->account;
  sim->apply.statement_id = act->statement_id;
  sim->apply.mark = ++sim->mark;
  result = way_module_apply (&sim->apply, &act->action);
  g_assert_false (way_overlay_has_failed (sim->overlay, NULL));
  if (result != WAY_RESULT_OK)
    {
      way_overlay_undo (sim->overlay);
      return;
    }
  sim->n_accepted[number]++;
  g_assert_true (way_overlay_flush (sim->overlay, NULL));
  check_step (sim, values, act);
  if (act->action.kind == WAY_ACTION_CLAIM)
    check_claim (sim, values, act->action.body);
  if (act->action.kind == WAY_ACTION_TAKE_BACK)
    check_take_back (sim, values, act);
  visit (sim);
  set_values (sim, values);
}

static void
explore (Sim *sim, guint max_states)
{
  visit (sim);
  while (!g_queue_is_empty (&sim->waiting) && g_hash_table_size (sim->seen) < max_states)
    {
      g_autoptr (GHashTable) values = g_queue_pop_head (&sim->waiting);

      set_values (sim, values);
      for (guint i = 0; i < sim->n_acts; i++)
        try_act (sim, values, i);
    }
}

/** Kinds of which at least one act was accepted, bit by bit. */
static guint64
get_accepted_kinds (const Sim *sim)
{
  guint64 kinds = 0;

  for (guint i = 0; i < sim->n_acts; i++)
    if (sim->n_accepted[i] > 0)
      kinds |= G_GUINT64_CONSTANT (1) << sim->acts[i].action.kind;
  return kinds;
}

static void
test_tiny_world (gconstpointer data)
{
  g_autofree Sim *sim = g_new0 (Sim, 1);
  guint n_never = 0;

  sim_init (sim);
  explore (sim, GPOINTER_TO_UINT (data));
  g_test_message ("%u states, %u waiting, %u acts", g_hash_table_size (sim->seen),
                  sim->waiting.length, sim->n_acts);
  for (guint i = 0; i < sim->n_acts; i++)
    {
      if (sim->n_accepted[i] == 0)
        g_test_message ("act %u never: %s by %u", i, sim->acts[i].name,
                        sim->acts[i].actor);
      n_never += sim->n_accepted[i] == 0;
    }
  g_assert_cmpuint (n_never, <, sim->n_acts / 3); /* it was not all refused */
  g_assert_cmpuint (g_hash_table_size (sim->seen), >, 1000);
  for (guint i = 0; i < sim->n_acts; i++)
    g_assert_true (get_accepted_kinds (sim) >> sim->acts[i].action.kind & 1);
  sim_clear (sim);
}

int
main (int argc, char **argv)
{
  guint max_states = 4000;

  g_test_init (&argc, &argv, NULL);
  if (argc == 2)
    max_states = (guint) strtoul (argv[1], NULL, 10);
  g_test_add_data_func ("/property/trace/tiny-world", GUINT_TO_POINTER (max_states),
                        test_tiny_world);
  return g_test_run ();
}
