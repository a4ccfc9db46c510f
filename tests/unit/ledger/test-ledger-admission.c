/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/spec/ledger.md, "Admission" and "Effect", row by row */

#include "way-world.h"

typedef struct
{
  WayWorld world;
  WayActor *a;
  WayActor *b;
  WayListingRemove body;
  WayAction action;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  way_world_init (&f->world, NULL);
  f->a = way_world_add_actor (&f->world);
  f->b = way_world_add_actor (&f->world);
  f->body = (WayListingRemove) { .gtin = WAY_TEST_GTIN };
  f->action = (WayAction) { WAY_ACTION_LISTING_REMOVE, &f->body };
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  way_world_clear (&f->world);
}

/** Applies a payload that is not admitted: no effect, not logged. */
static void
assert_turned_away (Fixture *f,
                    const WayKeyPair *key,
                    const WayPayload *payload,
                    const char *name)
{
  guint n_logged = f->world.store.log->len;

  g_assert_cmpstr (
      way_result_get_name (way_world_apply_payload (&f->world, key, payload)), ==, name);
  g_assert_cmpuint (f->world.store.log->len, ==, n_logged);
  g_assert_cmpuint (way_ledger_get_block_size (f->world.ledger), ==, n_logged);
}

static void
test_payload (Fixture *f, gconstpointer data)
{
  WayPayload good = way_world_make_payload (&f->world, f->a, &f->action, 1);
  WayPayload bad = good;

  bad.network.bytes[0] ^= 1;
  assert_turned_away (f, f->a->key, &bad, "wrong-network");
  bad = good;
  bad.not_after = f->world.now - 1;
  assert_turned_away (f, f->a->key, &bad, "expired");
  bad.not_after = f->world.now + 7 * WAY_TEST_DAY + 1;
  assert_turned_away (f, f->a->key, &bad, "not-after-too-far");
  bad = good;
  bad.account = f->b->account;
  assert_turned_away (f, f->a->key, &bad, "wrong-account");
  bad = good;
  bad.sequence = good.sequence - 1;
  assert_turned_away (f, f->a->key, &bad, "bad-sequence");
  bad.sequence = good.sequence + 1;
  assert_turned_away (f, f->a->key, &bad, "bad-sequence");
  bad.sequence = 0;
  assert_turned_away (f, f->a->key, &bad, "bad-sequence");
  /* at both ends of the time it is good */
  good.not_after = f->world.now;
  g_assert_cmpint (way_world_apply_payload (&f->world, f->a->key, &good), ==,
                   WAY_RESULT_NOT_REGISTERED);
  good.sequence++;
  good.not_after = f->world.now + 7 * WAY_TEST_DAY;
  g_assert_cmpint (way_world_apply_payload (&f->world, f->a->key, &good), ==,
                   WAY_RESULT_NOT_REGISTERED);
  assert_turned_away (f, f->a->key, &good, "bad-sequence"); /* replayed */
}

static void
test_unknown_key (Fixture *f, gconstpointer data)
{
  WayActor *c = way_world_add_stranger (&f->world);
  WayRegister own = { 0 };
  WayRegister foreign = { 0 };
  WayAction twice[] = { { WAY_ACTION_REGISTER, &own }, { WAY_ACTION_REGISTER, &own } };
  WayAction second[] = { f->action, { WAY_ACTION_REGISTER, &own } };
  WayAction stolen = { WAY_ACTION_REGISTER, &foreign };
  WayPayload payload = way_world_make_payload (&f->world, c, &f->action, 1);

  memcpy (own.key, way_key_pair_get_public (c->key)->bytes, 32);
  memcpy (foreign.key, way_key_pair_get_public (f->a->key)->bytes, 32);
  assert_turned_away (f, c->key, &payload, "unknown-key");
  payload = way_world_make_payload (&f->world, c, second, 2);
  assert_turned_away (f, c->key, &payload, "unknown-key");
  payload = way_world_make_payload (&f->world, c, twice, 2);
  assert_turned_away (f, c->key, &payload, "unknown-key");
  payload = way_world_make_payload (&f->world, c, &stolen, 1);
  assert_turned_away (f, c->key, &payload, "unknown-key");
  payload = way_world_make_payload (&f->world, c, twice, 1);
  payload.account = f->a->account;
  assert_turned_away (f, c->key, &payload, "wrong-account");
  payload.account = c->account;
  payload.sequence = 2;
  assert_turned_away (f, c->key, &payload, "bad-sequence");
  payload.sequence = 1;
  g_assert_cmpint (way_world_apply_payload (&f->world, c->key, &payload), ==,
                   WAY_RESULT_OK);
}

/* What was not verified, or by another key than the ledger's, is not applied. */
static void
test_unverified (Fixture *f, gconstpointer data)
{
  WayPayload payload = way_world_make_payload (&f->world, f->a, &f->action, 1);
  g_autoptr (GBytes) bytes = way_statement_sign (&payload, f->a->key, NULL);
  g_autofree WayCandidate *candidate = g_new0 (WayCandidate, 1);
  WayResult result;

  g_assert_cmpint (way_candidate_init (candidate, way_slice_from_bytes (bytes)), ==,
                   WAY_RESULT_OK);
  g_assert_true (way_ledger_apply (f->world.ledger, candidate, &result, NULL, NULL));
  g_assert_cmpint (result, ==, WAY_RESULT_BAD_SIGNATURE);
  g_assert_false (way_candidate_verify (candidate, way_key_pair_get_public (f->b->key)));
  g_assert_true (way_ledger_apply (f->world.ledger, candidate, &result, NULL, NULL));
  g_assert_cmpint (result, ==, WAY_RESULT_BAD_SIGNATURE);
  candidate->statement.cose.signature.bytes[0] ^= 1;
  g_assert_false (way_candidate_verify (candidate, way_key_pair_get_public (f->a->key)));
  way_candidate_clear (candidate);
}

static void
test_verify_in_block (Fixture *f, gconstpointer data)
{
  WayPayload payload = way_world_make_payload (&f->world, f->a, &f->action, 1);
  g_autoptr (GBytes) bytes = way_statement_sign (&payload, f->a->key, NULL);
  g_autofree WayCandidate *candidate = g_new0 (WayCandidate, 1);
  guint slow_calls = 0;

  way_candidate_init (candidate, way_slice_from_bytes (bytes));
  g_assert_true (way_candidate_verify_in_block (
      candidate, way_key_pair_get_public (f->a->key), &slow_calls));
  g_assert_cmpuint (slow_calls, ==, 0);
  candidate->statement.cose.signature.bytes[0] ^= 1;
  for (guint i = 0; i < WAY_BLOCK_MAX_SLOW_VERIFICATIONS + 3; i++)
    g_assert_false (way_candidate_verify_in_block (
        candidate, way_key_pair_get_public (f->a->key), &slow_calls));
  g_assert_cmpuint (slow_calls, ==, WAY_BLOCK_MAX_SLOW_VERIFICATIONS);
  way_candidate_clear (candidate);
}

static void
test_too_large (Fixture *f, gconstpointer data)
{
  g_autofree char *filler = g_strnfill (4000, 'x');
  WayLangText texts[8];
  WayProfileSet set = { 0 };
  WayAction actions[WAY_STATEMENT_MAX_ACTIONS];
  WayPayload payload;

  for (guint i = 0; i < 8; i++)
    texts[i] = (WayLangText) { .language = WAY_TEST_TEXT ("en"),
                               .text = way_slice_from_string (filler) };
  set.profile = (WayProfile) { .present = 1 << 3,
                               .kind = WAY_PROFILE_SHOP,
                               .names = { texts, 8 },
                               .descriptions = { texts, 8 } };
  for (guint i = 0; i < WAY_STATEMENT_MAX_ACTIONS; i++)
    actions[i] = (WayAction) { WAY_ACTION_PROFILE_SET, &set };
  payload = way_world_make_payload (&f->world, f->a, actions, WAY_STATEMENT_MAX_ACTIONS);
  assert_turned_away (f, f->a->key, &payload, "too-large");
  payload.n_actions = 10;
  g_assert_cmpint (way_world_apply_payload (&f->world, f->a->key, &payload), ==,
                   WAY_RESULT_OK);
}

/* All or none: what a refused statement's earlier actions did is undone. */
static void
test_all_or_none (Fixture *f, gconstpointer data)
{
  WayLangText name = { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("Tea") };
  WayProductRegister product = { .gtin = WAY_TEST_GTIN,
                                 .product = { .names = { &name, 1 },
                                              .brand = WAY_TEST_TEXT ("B") } };
  WayAction actions[] = { { WAY_ACTION_PRODUCT_REGISTER, &product }, f->action };
  WayThing thing = way_thing_product (&f->a->account, WAY_TEST_GTIN);
  WayKeyState key;
  WayHead head;

  g_assert_cmpint (way_world_act_many (&f->world, f->a, actions, 2), ==,
                   WAY_RESULT_NOT_REGISTERED);
  g_assert_false (way_world_get_head (&f->world, &thing, &head));
  way_world_read (&f->world, way_state_key_key (&f->a->key_id), &way_key_state_schema,
                  &key);
  g_assert_cmpuint (key.sequence, ==, 2); /* used up */
  way_world_ok (&f->world, f->a, WAY_ACTION_PRODUCT_REGISTER, &product);
}

static void
test_candidate_form (Fixture *f, gconstpointer data)
{
  WayPayload payload = way_world_make_payload (&f->world, f->a, &f->action, 1);
  g_autoptr (GBytes) encoded = way_payload_encode (&payload);
  g_autoptr (GBytes) claim =
      way_cose_sign (WAY_CONTENT_CLAIM, way_slice_from_bytes (encoded), f->a->key);
  g_autoptr (GBytes) bytes = way_statement_sign (&payload, f->a->key, NULL);
  WaySlice cut = way_slice_from_bytes (bytes);
  g_autofree WayCandidate *candidate = g_new0 (WayCandidate, 1);

  g_assert_cmpint (way_candidate_init (candidate, way_slice_from_bytes (claim)), ==,
                   WAY_RESULT_WRONG_CONTENT_TYPE);
  for (cut.len = 0; cut.len < g_bytes_get_size (bytes); cut.len++)
    g_assert_cmpint (way_candidate_init (candidate, cut), !=, WAY_RESULT_OK);
}

static void
test_block_full (void)
{
  WayWorld world;
  WayLangText name = { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("A") };
  WayProfileSet set = { .profile = { .kind = WAY_PROFILE_SHOP, .names = { &name, 1 } } };
  guint n;

  way_world_init (&world, NULL);
  for (n = way_ledger_get_block_size (world.ledger); n < 5000; n++)
    way_world_ok (&world, world.registrar, WAY_ACTION_PROFILE_SET, &set);
  way_world_refused (&world, world.registrar, WAY_ACTION_PROFILE_SET, &set, "block-full");
  way_world_next_block (&world, 1);
  way_world_ok (&world, world.registrar, WAY_ACTION_PROFILE_SET, &set);
  way_world_clear (&world);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ledger/admission/payload", test_payload);
  ADD ("/ledger/admission/unknown-key", test_unknown_key);
  ADD ("/ledger/admission/unverified", test_unverified);
  ADD ("/ledger/admission/verify-in-block", test_verify_in_block);
  ADD ("/ledger/admission/too-large", test_too_large);
  ADD ("/ledger/admission/all-or-none", test_all_or_none);
  ADD ("/ledger/admission/candidate-form", test_candidate_form);
  g_test_add_func ("/ledger/admission/block-full", test_block_full);
  return g_test_run ();
}
