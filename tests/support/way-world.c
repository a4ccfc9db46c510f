/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-world.h"

WayKeyPair *
way_test_key (guint n)
{
  g_autoptr (WaySecret) seed = way_secret_new (32);

  memset (way_secret_get_data (seed), 0x5a, 32);
  memcpy (way_secret_get_data (seed), &n, sizeof n);
  return way_key_pair_new_from_seed (seed);
}

static WayActor *
make_actor (WayWorld *world)
{
  WayActor *actor = g_new0 (WayActor, 1);

  actor->key = way_test_key (++world->n_keys);
  way_public_key_get_thumbprint (way_key_pair_get_public (actor->key), &actor->key_id);
  actor->account = actor->key_id;
  g_ptr_array_add (world->actors, actor);
  return actor;
}

static void
free_actor (gpointer data)
{
  WayActor *actor = data;

  way_key_pair_unref (actor->key);
  g_free (actor);
}

static GBytes *
make_genesis (WayWorld *world)
{
  WayLangText name = { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("Test") };
  WayRegistrar registrar = { .names = { &name, 1 } };
  WayGenesis genesis = { .format = 1,
                         .names = { &name, 1 },
                         .created = WAY_TEST_CREATED,
                         .registrars = { &registrar, 1 },
                         .parameters = { .max_statement_bytes = 1048576,
                                         .max_block_statements = 5000,
                                         .max_not_after_ms = 7 * WAY_TEST_DAY } };

  memcpy (registrar.key, way_key_pair_get_public (world->registrar->key)->bytes, 32);
  memcpy (genesis.solo_key, way_key_pair_get_public (world->solo)->bytes, 32);
  g_assert_cmpint (way_schema_validate (&way_genesis_schema, &genesis, NULL), ==,
                   WAY_RESULT_OK);
  return way_schema_encode (&way_genesis_schema, &genesis);
}

static void
begin (WayWorld *world)
{
  g_autoptr (GError) error = NULL;

  way_ledger_begin (world->ledger, world->now, TRUE, &error);
  g_assert_no_error (error);
}

void
way_world_init (WayWorld *world, const WayIndexHook *hook)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (way_crypto_init (NULL));
  *world = (WayWorld) { .now = WAY_TEST_CREATED, .hook = hook };
  world->actors = g_ptr_array_new_with_free_func (free_actor);
  world->keepalive = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  world->solo = way_test_key (0);
  world->registrar = make_actor (world);
  world->genesis = make_genesis (world);
  way_naive_store_init (&world->store);
  world->ledger = way_ledger_open (way_slice_from_bytes (world->genesis),
                                   way_naive_store_get (&world->store), hook, world->solo,
                                   &error);
  g_assert_no_error (error);
  begin (world);
  WayRegister action = { 0 };
  memcpy (action.key, way_key_pair_get_public (world->registrar->key)->bytes, 32);
  way_world_ok (world, world->registrar, WAY_ACTION_REGISTER, &action);
}

void
way_world_clear (WayWorld *world)
{
  way_ledger_free (world->ledger);
  way_naive_store_clear (&world->store);
  g_bytes_unref (world->genesis);
  way_key_pair_unref (world->solo);
  g_ptr_array_unref (world->actors);
  g_ptr_array_unref (world->keepalive);
}

void
way_world_next_block (WayWorld *world, guint64 later_ms)
{
  g_autoptr (GError) error = NULL;

  way_ledger_commit (world->ledger, &error);
  g_assert_no_error (error);
  world->now += later_ms;
  begin (world);
}

WayActor *
way_world_add_stranger (WayWorld *world)
{
  return make_actor (world);
}

WayActor *
way_world_add_actor (WayWorld *world)
{
  WayActor *actor = make_actor (world);
  WayRegister action = { 0 };

  memcpy (action.key, way_key_pair_get_public (actor->key)->bytes, 32);
  way_world_ok (world, actor, WAY_ACTION_REGISTER, &action);
  return actor;
}

WayPayload
way_world_make_payload (WayWorld *world,
                        const WayActor *actor,
                        const WayAction *actions,
                        gsize n)
{
  return (WayPayload) { .network = *way_ledger_get_network (world->ledger),
                        .account = actor->account,
                        .sequence = actor->sequence + 1,
                        .not_after = world->now + WAY_TEST_DAY,
                        .actions = (WayAction *) actions,
                        .n_actions = n };
}

WayResult
way_world_apply_payload (WayWorld *world,
                         const WayKeyPair *key,
                         const WayPayload *payload)
{
  g_autoptr (GError) error = NULL;
  g_autofree WayCandidate *candidate = g_new (WayCandidate, 1);
  GBytes *bytes = way_statement_sign (payload, key, &error);
  WayResult result;

  g_assert_no_error (error);
  g_ptr_array_add (world->keepalive, bytes);
  result = way_candidate_init (candidate, way_slice_from_bytes (bytes));
  g_assert_cmpint (result, ==, WAY_RESULT_OK);
  g_assert_true (way_candidate_verify (candidate, way_key_pair_get_public (key)));
  world->last_id = candidate->statement.id;
  way_ledger_apply (world->ledger, candidate, &result, NULL, &error);
  g_assert_no_error (error);
  way_candidate_clear (candidate);
  return result;
}

WayResult
way_world_act_many (WayWorld *world, WayActor *actor, const WayAction *actions, gsize n)
{
  WayPayload payload = way_world_make_payload (world, actor, actions, n);
  WayResult result = way_world_apply_payload (world, actor->key, &payload);

  if (result == WAY_RESULT_OK || result >= 60)
    actor->sequence++;
  return result;
}

WayResult
way_world_act (WayWorld *world, WayActor *actor, WayActionKind kind, gconstpointer body)
{
  WayAction action = { kind, (gpointer) body };

  return way_world_act_many (world, actor, &action, 1);
}

gboolean
way_world_read (WayWorld *world,
                WayStateKey key,
                const WaySchema *schema,
                gpointer record)
{
  g_autoptr (GByteArray) value = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_found = FALSE;
  WayArena arena;
  GBytes *bytes;

  way_arena_init (&arena, 0);
  memset (record, 0, schema->size);
  way_ledger_get_state (world->ledger, way_state_key_get_slice (&key), value, &is_found,
                        &error);
  g_assert_no_error (error);
  if (!is_found)
    return FALSE;
  bytes = g_bytes_new (value->data, value->len);
  g_ptr_array_add (world->keepalive, bytes);
  g_assert_cmpint (
      way_schema_decode (schema, way_slice_from_bytes (bytes), &arena, record), ==,
      WAY_RESULT_OK);
  /* lists are not looked at after this */
  way_arena_clear (&arena);
  return TRUE;
}

gboolean
way_world_get_head (WayWorld *world, const WayThing *thing, WayHead *head)
{
  WayHash id;

  way_thing_get_id (thing, &id);
  return way_world_read (world, way_state_key_head (&id), &way_head_schema, head);
}

guint64
way_world_get_quantity (WayWorld *world, WayStateKey key)
{
  WayQuantity quantity;

  return way_world_read (world, key, &way_quantity_schema, &quantity) ? quantity.quantity
                                                                      : 0;
}

guint64
way_world_get_loose (WayWorld *world, const WayThing *lot, const WayActor *actor)
{
  WayHash id;

  way_thing_get_id (lot, &id);
  return way_world_get_quantity (world, way_state_key_loose (&id, &actor->account));
}

guint64
way_world_get_content (WayWorld *world, const WayThing *container, const WayThing *lot)
{
  WayHash container_id, lot_id;

  way_thing_get_id (container, &container_id);
  way_thing_get_id (lot, &lot_id);
  return way_world_get_quantity (world, way_state_key_content (&container_id, &lot_id));
}

guint64
way_world_get_n_notes (WayWorld *world, const WayThing *thing)
{
  WayNotes notes;
  WayHash id;

  way_thing_get_id (thing, &id);
  return way_world_read (world, way_state_key_notes (&id), &way_notes_schema, &notes)
             ? notes.n_events
             : 0;
}

void
way_world_give_role (WayWorld *world, WayActor *actor, const char *role)
{
  WayAttest attest = { .subject = actor->account,
                       .claim = WAY_CLAIM_ROLE,
                       .value = WAY_TEST_TEXT (role),
                       .until = world->now + 30 * WAY_TEST_DAY };

  way_world_ok (world, world->registrar, WAY_ACTION_ATTEST, &attest);
}

void
way_world_add_product (WayWorld *world, WayActor *brand, WaySlice gtin)
{
  WayLangText name = { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("Tea") };
  WayProductRegister action = {
    .gtin = gtin, .product = { .names = { &name, 1 }, .brand = WAY_TEST_TEXT ("Brand") }
  };

  way_world_ok (world, brand, WAY_ACTION_PRODUCT_REGISTER, &action);
}

void
way_world_add_bulk (WayWorld *world,
                    WayActor *brand,
                    WaySlice gtin,
                    const char *lot,
                    guint64 quantity)
{
  WayLotRegister action = { .present = 1 << 4,
                            .gtin = gtin,
                            .lot = WAY_TEST_TEXT (lot),
                            .quantity = quantity,
                            .uom = WAY_TEST_TEXT ("KGM") };

  way_world_ok (world, brand, WAY_ACTION_LOT_REGISTER, &action);
}

WayEvent
way_test_event (void)
{
  return (WayEvent) { .time = WAY_TEST_CREATED };
}

WaySlice
way_test_sscc (guint n)
{
  static char texts[100][19];
  guint sum = 0;

  g_assert (n < G_N_ELEMENTS (texts));
  g_snprintf (texts[n], sizeof texts[n], "0952123400000%04u", n);
  for (guint i = 0; i < 17; i++)
    sum += (guint) (texts[n][16 - i] - '0') * (i % 2 == 0 ? 3 : 1);
  texts[n][17] = (char) ('0' + (10 - sum % 10) % 10);
  return WAY_SLICE_INIT (texts[n], 18);
}

WayThing
way_test_container (const WayActor *actor, guint n)
{
  return way_thing_container (&actor->account, way_test_sscc (n));
}

WayItem
way_test_item (const WayThing *thing)
{
  return (WayItem) { .thing = *thing };
}

WayItem
way_test_item_quantity (const WayThing *thing, guint64 quantity)
{
  return (WayItem) { .present = 1 << 2, .thing = *thing, .quantity = quantity };
}

WayClaim
way_test_claim (WayWorld *world,
                const WayItem *unit,
                const WayKeyPair *claim_key,
                const WayHash *owner,
                guint64 height)
{
  WayClaimProof proof = { .network = *way_ledger_get_network (world->ledger),
                          .owner = *owner,
                          .height = height };
  g_autoptr (GBytes) payload = NULL;
  GBytes *claim;

  way_thing_get_id (&unit->thing, &proof.unit);
  payload = way_schema_encode (&way_claim_proof_schema, &proof);
  claim = way_cose_sign (WAY_CONTENT_CLAIM, way_slice_from_bytes (payload), claim_key);
  g_ptr_array_add (world->keepalive, claim);
  return (WayClaim) { .unit = *unit, .claim = way_slice_from_bytes (claim) };
}
