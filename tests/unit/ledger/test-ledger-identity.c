/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/spec/identity.md, row by row */

#include "way-world.h"

typedef struct
{
  WayWorld world;
  WayActor *a;
  WayActor *b;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  way_world_init (&f->world, NULL);
  f->a = way_world_add_actor (&f->world);
  f->b = way_world_add_actor (&f->world);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  way_world_clear (&f->world);
}

static WayRegister
make_register (const WayActor *actor)
{
  WayRegister action = { 0 };

  memcpy (action.key, way_key_pair_get_public (actor->key)->bytes, 32);
  return action;
}

/** A canonical X25519 key */
static void
set_sealing_key (guint8 key[32])
{
  memset (key, 0, 32);
  key[0] = 9;
}

static void
test_register (Fixture *f, gconstpointer data)
{
  WayActor *c = way_world_add_stranger (&f->world);
  WayRegister action = make_register (c);
  WayAccountState account;
  WayKeyState key;
  WayProfile profile;
  WayLangText name = { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("C") };

  action.present = 1 << 2 | 1 << 3;
  set_sealing_key (action.sealing_key);
  action.profile = (WayProfile) { .kind = WAY_PROFILE_SHOP, .names = { &name, 1 } };
  way_world_ok (&f->world, c, WAY_ACTION_REGISTER, &action);
  g_assert_true (way_world_read (&f->world, way_state_key_account (&c->account),
                                 &way_account_state_schema, &account));
  g_assert_cmpuint (account.n_keys, ==, 1);
  g_assert_cmpuint (account.registered_height, ==, 1);
  g_assert_true (way_record_has (&account, 3));
  g_assert_cmpmem (account.sealing_key, 32, action.sealing_key, 32);
  g_assert_true (way_world_read (&f->world, way_state_key_key (&c->account),
                                 &way_key_state_schema, &key));
  g_assert_cmpuint (key.sequence, ==, 1);
  g_assert_true (way_hash_equal (&key.account, &c->account));
  g_assert_true (way_world_read (&f->world, way_state_key_profile (&c->account),
                                 &way_profile_schema, &profile));
  g_assert_cmpuint (profile.kind, ==, WAY_PROFILE_SHOP);
}

static void
test_register_again (Fixture *f, gconstpointer data)
{
  WayRegister action = make_register (f->a);

  way_world_refused (&f->world, f->a, WAY_ACTION_REGISTER, &action, "already-exists");
}

/* A refused registration leaves no account; the key can try again with its next number. */
static void
test_register_refused (Fixture *f, gconstpointer data)
{
  static const struct
  {
    guint first, last;
  } weak[] = {
    { 0x00, 0x00 }, { 0x01, 0x00 }, { 0xff, 0xff }, { 0xed, 0x7f }, { 9, 0x80 }
  };
  WayActor *c = way_world_add_stranger (&f->world);
  WayRegister action = make_register (c);
  WayAccountState account;

  action.present = 1 << 2;
  for (gsize i = 0; i < G_N_ELEMENTS (weak); i++)
    {
      memset (action.sealing_key, weak[i].last == 0x7f ? 0xff : 0, 32);
      action.sealing_key[0] = (guint8) weak[i].first;
      action.sealing_key[31] = (guint8) weak[i].last;
      way_world_refused (&f->world, c, WAY_ACTION_REGISTER, &action, "invalid-value");
      g_assert_false (way_world_read (&f->world, way_state_key_account (&c->account),
                                      &way_account_state_schema, &account));
    }
  g_assert_cmpuint (c->sequence, ==, G_N_ELEMENTS (weak));
  set_sealing_key (action.sealing_key);
  way_world_ok (&f->world, c, WAY_ACTION_REGISTER, &action);
}

static WayKeyAdd
make_key_add (Fixture *f,
              const WayKeyPair *key,
              const WayHash *account,
              const WayHash *network)
{
  WayPossession possession = { .network = *network, .account = *account };
  g_autoptr (GBytes) payload = NULL;
  WayKeyAdd action = { 0 };
  GBytes *proof;

  memcpy (possession.key, way_key_pair_get_public (key)->bytes, 32);
  memcpy (action.key, possession.key, 32);
  payload = way_schema_encode (&way_possession_schema, &possession);
  proof = way_cose_sign (WAY_CONTENT_POSSESSION, way_slice_from_bytes (payload), key);
  g_ptr_array_add (f->world.keepalive, proof);
  action.possession = way_slice_from_bytes (proof);
  return action;
}

static void
test_key_add (Fixture *f, gconstpointer data)
{
  const WayHash *network = way_ledger_get_network (f->world.ledger);
  g_autoptr (WayKeyPair) key = way_test_key (500);
  WayKeyAdd action = make_key_add (f, key, &f->a->account, network);
  WayActor second = { .key = key, .account = f->a->account };
  WayProductRegister product = { .gtin = WAY_TEST_GTIN };
  WayLangText name = { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("Tea") };

  way_world_ok (&f->world, f->a, WAY_ACTION_KEY_ADD, &action);
  way_world_refused (&f->world, f->a, WAY_ACTION_KEY_ADD, &action, "key-taken");
  /* the new key acts for the account, with numbers of its own */
  product.product = (WayProduct) { .names = { &name, 1 }, .brand = WAY_TEST_TEXT ("B") };
  way_world_ok (&f->world, &second, WAY_ACTION_PRODUCT_REGISTER, &product);
}

static void
test_key_add_refused (Fixture *f, gconstpointer data)
{
  const WayHash *network = way_ledger_get_network (f->world.ledger);
  g_autoptr (WayKeyPair) key = way_test_key (500);
  g_autoptr (WayKeyPair) other = way_test_key (501);
  WayHash wrong = { { 1 } };
  WayKeyAdd rows[] = {
    make_key_add (f, key, &f->b->account, network), /* for another account */
    make_key_add (f, key, &f->a->account, &wrong),  /* for another network */
    make_key_add (f, other, &f->a->account, network),
    { 0 },
  };
  WayKeyAdd taken = make_key_add (f, f->b->key, &f->a->account, network);

  memcpy (rows[2].key, way_key_pair_get_public (key)->bytes,
          32); /* signed by another key */
  memcpy (rows[3].key, rows[0].key, 32);
  rows[3].possession = WAY_TEST_TEXT ("not a COSE_Sign1");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    way_world_refused (&f->world, f->a, WAY_ACTION_KEY_ADD, &rows[i], "bad-proof");
  way_world_refused (&f->world, f->a, WAY_ACTION_KEY_ADD, &taken, "key-taken");
  memset (rows[0].key, 0, 32);
  way_world_refused (&f->world, f->a, WAY_ACTION_KEY_ADD, &rows[0], "invalid-value");
}

static void
test_key_revoke (Fixture *f, gconstpointer data)
{
  const WayHash *network = way_ledger_get_network (f->world.ledger);
  g_autoptr (WayKeyPair) key = way_test_key (500);
  WayActor second = { .key = key, .account = f->a->account };
  WayKeyAdd add = make_key_add (f, key, &f->a->account, network);
  WayKeyRevoke revoke = { .present = 1 << 3,
                          .key_id = f->a->key_id,
                          .reason = WAY_REVOKE_SUPERSEDED,
                          .since = f->world.now };
  WayKeyRevoke foreign = { .key_id = f->b->key_id, .reason = WAY_REVOKE_LOST };
  WayKeyRevoke unknown = { .reason = WAY_REVOKE_LOST };
  WayKeyRevoke future = revoke;
  const WayAction rotation[] = { { WAY_ACTION_KEY_ADD, &add },
                                 { WAY_ACTION_KEY_REVOKE, &revoke } };
  WayKeyState state;
  WayPublicKey found;

  future.since++;
  way_world_refused (&f->world, f->a, WAY_ACTION_KEY_REVOKE, &unknown, "not-registered");
  way_world_refused (&f->world, f->a, WAY_ACTION_KEY_REVOKE, &foreign, "not-authorised");
  way_world_refused (&f->world, f->a, WAY_ACTION_KEY_REVOKE, &future, "invalid-value");
  way_world_refused (&f->world, f->a, WAY_ACTION_KEY_REVOKE, &revoke, "last-key");
  g_assert_cmpint (way_world_act_many (&f->world, f->a, rotation, 2), ==, WAY_RESULT_OK);
  g_assert_true (way_world_read (&f->world, way_state_key_key (&f->a->key_id),
                                 &way_key_state_schema, &state));
  g_assert_true (way_record_has (&state, 5));
  g_assert_cmpuint (state.revoked_height, ==, 1);
  g_assert_cmpuint (state.since, ==, f->world.now);
  g_assert_false (way_ledger_find_key (f->world.ledger, &f->a->key_id, &found, NULL));
  way_world_refused (&f->world, f->a, WAY_ACTION_KEY_REVOKE, &revoke, "key-revoked");
  way_world_refused (&f->world, &second, WAY_ACTION_KEY_REVOKE, &revoke, "wrong-state");
  /* the key stays its account's, for ever */
  add = make_key_add (f, f->a->key, &f->b->account, network);
  way_world_refused (&f->world, f->b, WAY_ACTION_KEY_ADD, &add, "key-taken");
}

static void
test_profile_and_sealing_key (Fixture *f, gconstpointer data)
{
  WayLangText name = { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("A") };
  WayProfileSet set = { .profile = { .kind = WAY_PROFILE_FARM, .names = { &name, 1 } } };
  WaySealingKeySet sealing = { 0 };
  WayAccountState account;
  WayProfile profile;

  way_world_refused (&f->world, f->a, WAY_ACTION_SEALING_KEY_SET, &sealing,
                     "invalid-value");
  set_sealing_key (sealing.key);
  way_world_ok (&f->world, f->a, WAY_ACTION_SEALING_KEY_SET, &sealing);
  way_world_ok (&f->world, f->a, WAY_ACTION_PROFILE_SET, &set);
  way_world_read (&f->world, way_state_key_account (&f->a->account),
                  &way_account_state_schema, &account);
  g_assert_cmpmem (account.sealing_key, 32, sealing.key, 32);
  g_assert_true (way_world_read (&f->world, way_state_key_profile (&f->a->account),
                                 &way_profile_schema, &profile));
  g_assert_cmpuint (profile.kind, ==, WAY_PROFILE_FARM);
}

static void
test_attest_values (Fixture *f, gconstpointer data)
{
  static const struct
  {
    WayClaimKind claim;
    const char *value;
    const char *result;
  } rows[] = {
    { WAY_CLAIM_COMPANY_PREFIX, "9521", "ok" },
    { WAY_CLAIM_COMPANY_PREFIX, "952123456789", "ok" },
    { WAY_CLAIM_COMPANY_PREFIX, "952", "invalid-value" },
    { WAY_CLAIM_COMPANY_PREFIX, "9521234567890", "invalid-value" },
    { WAY_CLAIM_COMPANY_PREFIX, "95x1", "invalid-value" },
    { WAY_CLAIM_ROLE, "inspector", "ok" },
    { WAY_CLAIM_ROLE, "authority", "ok" },
    { WAY_CLAIM_ROLE, "laboratory", "ok" },
    { WAY_CLAIM_ROLE, "certifier", "ok" },
    { WAY_CLAIM_ROLE, "king", "invalid-value" },
    { WAY_CLAIM_CERTIFICATION, "organic", "ok" },
    { WAY_CLAIM_BUSINESS, "HRB 1", "ok" },
    { WAY_CLAIM_PEER, "a friend", "ok" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayAttest action = { .subject = f->b->account,
                           .claim = rows[i].claim,
                           .value = WAY_TEST_TEXT (rows[i].value),
                           .until = f->world.now + 1 };

      way_world_refused (&f->world, f->a, WAY_ACTION_ATTEST, &action, rows[i].result);
    }
}

static WayAttest
make_prefix (Fixture *f, const WayActor *subject)
{
  return (WayAttest) { .subject = subject->account,
                       .claim = WAY_CLAIM_COMPANY_PREFIX,
                       .value = WAY_TEST_TEXT ("952123"),
                       .until = f->world.now + WAY_TEST_DAY };
}

static WayPrefixState
get_prefix (Fixture *f)
{
  WayPrefixState prefix;

  g_assert_true (way_world_read (
      &f->world,
      way_state_key_prefix (&f->world.registrar->account, WAY_TEST_TEXT ("952123")),
      &way_prefix_state_schema, &prefix));
  return prefix;
}

static gboolean
is_prefix_revoked (Fixture *f)
{
  WayPrefixState prefix = get_prefix (f);

  return way_record_has (&prefix, 4);
}

static void
test_attest_prefix (Fixture *f, gconstpointer data)
{
  WayActor *registrar = f->world.registrar;
  guint64 first = f->world.now;
  WayAttest to_a = make_prefix (f, f->a);
  WayAttest to_b = make_prefix (f, f->b);
  WayAttest nobody = to_a;
  WayPrefixState prefix;
  WayAttest past = to_a;

  nobody.subject.bytes[0] ^= 1;
  past.until = f->world.now;
  way_world_refused (&f->world, registrar, WAY_ACTION_ATTEST, &nobody, "not-registered");
  way_world_refused (&f->world, registrar, WAY_ACTION_ATTEST, &past, "invalid-value");
  way_world_ok (&f->world, registrar, WAY_ACTION_ATTEST, &to_a);
  way_world_refused (&f->world, registrar, WAY_ACTION_ATTEST, &to_b, "already-exists");
  way_world_ok (&f->world, f->b, WAY_ACTION_ATTEST, &to_b); /* another issuer */
  way_world_next_block (&f->world, WAY_TEST_DAY / 2);
  to_a = make_prefix (f, f->a);
  way_world_ok (&f->world, registrar, WAY_ACTION_ATTEST, &to_a); /* renewed */
  g_assert_cmpuint (get_prefix (f).attested, ==, first);
  g_assert_cmpuint (get_prefix (f).until, ==, f->world.now + WAY_TEST_DAY);
  way_world_next_block (&f->world, WAY_TEST_DAY); /* expired */
  to_b = make_prefix (f, f->b);
  way_world_ok (&f->world, registrar, WAY_ACTION_ATTEST, &to_b);
  prefix = get_prefix (f);
  g_assert_true (way_hash_equal (&prefix.account, &f->b->account));
}

static void
test_attest_revoke (Fixture *f, gconstpointer data)
{
  WayActor *registrar = f->world.registrar;
  WayAttest to_a = make_prefix (f, f->a);
  WayAttest to_b = make_prefix (f, f->b);
  WayAttestRevoke revoke = { .subject = to_a.subject,
                             .claim = to_a.claim,
                             .value = to_a.value };
  WayAttestationState state;

  way_world_refused (&f->world, registrar, WAY_ACTION_ATTEST_REVOKE, &revoke,
                     "not-registered");
  way_world_ok (&f->world, registrar, WAY_ACTION_ATTEST, &to_a);
  way_world_refused (&f->world, f->b, WAY_ACTION_ATTEST_REVOKE, &revoke,
                     "not-registered");
  way_world_ok (&f->world, registrar, WAY_ACTION_ATTEST_REVOKE, &revoke);
  way_world_refused (&f->world, registrar, WAY_ACTION_ATTEST_REVOKE, &revoke,
                     "wrong-state");
  g_assert_true (
      way_world_read (&f->world,
                      way_state_key_attestation (&registrar->account, &f->a->account,
                                                 WAY_CLAIM_COMPANY_PREFIX, to_a.value),
                      &way_attestation_state_schema, &state));
  g_assert_cmpuint (state.revoked, ==, f->world.now);
  g_assert_true (way_record_has (&state, 3));
  g_assert_true (is_prefix_revoked (f));
  way_world_ok (&f->world, registrar, WAY_ACTION_ATTEST, &to_b); /* free again */
  g_assert_false (is_prefix_revoked (f));
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ledger/identity/register", test_register);
  ADD ("/ledger/identity/register-again", test_register_again);
  ADD ("/ledger/identity/register-refused", test_register_refused);
  ADD ("/ledger/identity/key-add", test_key_add);
  ADD ("/ledger/identity/key-add-refused", test_key_add_refused);
  ADD ("/ledger/identity/key-revoke", test_key_revoke);
  ADD ("/ledger/identity/profile-and-sealing-key", test_profile_and_sealing_key);
  ADD ("/ledger/identity/attest-values", test_attest_values);
  ADD ("/ledger/identity/attest-prefix", test_attest_prefix);
  ADD ("/ledger/identity/attest-revoke", test_attest_revoke);
  return g_test_run ();
}
