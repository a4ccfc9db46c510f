/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "way-base-encoding.h"
#include "way-did-key.h"
#include "way-draft.h"
#include "way-home.h"

/* Argon2id takes its time: one folder for the tests that need a key. */

typedef struct
{
  char *folder;
  WayHome *home;
} Fixture;

static const WayIdentityStart in_file = { .vault = WAY_VAULT_FILE };

static WayHome *
open_home (const char *folder)
{
  g_autoptr (GError) error = NULL;
  WayHome *home = way_home_open (
      folder, way_secret_new_copy (way_slice_from_string ("correct horse")), &error);

  g_assert_no_error (error);
  return home;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("way-home-XXXXXX", NULL);
  fixture->home = open_home (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  way_home_free (fixture->home);
  g_assert_true (way_folder_remove (fixture->folder, NULL));
  g_free (fixture->folder);
}

static const WayIdentity *
create (WayHome *home, const char *name, WayProfileKind kind)
{
  g_autoptr (GError) error = NULL;
  const WayIdentity *identity =
      way_home_create_identity (home, name, kind, &in_file, &error);

  g_assert_no_error (error);
  return identity;
}

static void
reopen (Fixture *fixture)
{
  way_home_free (fixture->home);
  fixture->home = open_home (fixture->folder);
}

/* ---- Identities ---------------------------------------------------------------------------- */

static void
assert_refuses_name (WayHome *home, const char *name, WayResult result)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      way_home_create_identity (home, name, WAY_PROFILE_SHOP, &in_file, &error));
  g_assert_error (error, WAY_ERROR, (int) result);
}

static void
test_identities (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayKeyPair) key = NULL;
  g_autoptr (WayKeyPair) again = NULL;
  g_autofree char *did = NULL;
  g_autofree char *hex = NULL;
  const WayIdentity *first, *second;
  WayHash thumbprint;

  g_assert_null (way_home_find_identity (fixture->home, NULL, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NO_IDENTITY);
  g_clear_error (&error);
  create (fixture->home, "安娜", WAY_PROFILE_BRAND);
  create (fixture->home, "Shop", WAY_PROFILE_SHOP);
  assert_refuses_name (fixture->home, "Shop", WAY_RESULT_ALREADY_EXISTS);
  assert_refuses_name (fixture->home, "", WAY_RESULT_USAGE);
  assert_refuses_name (fixture->home, "a\nb", WAY_RESULT_USAGE);
  reopen (fixture);
  g_assert_cmpuint (way_home_get_n_identities (fixture->home), ==, 2);
  first = way_home_find_identity (fixture->home, NULL, &error);
  second = way_home_find_identity (fixture->home, "Shop", &error);
  g_assert_cmpstr (first->name, ==, "安娜");
  g_assert_true (first->is_default && !second->is_default);
  g_assert_cmpint (second->kind, ==, WAY_PROFILE_SHOP);
  key = way_home_load_key (fixture->home, second, &error);
  g_assert_no_error (error);
  way_public_key_get_thumbprint (way_key_pair_get_public (key), &thumbprint);
  g_assert_true (way_hash_equal (&thumbprint, &second->account));
  did = way_did_key_from_public_key (way_key_pair_get_public (key));
  hex = way_hex_encode (WAY_SLICE_INIT (second->account.bytes, 4));
  g_assert_true (way_home_find_identity (fixture->home, did, NULL) == second);
  g_assert_true (way_home_find_identity (fixture->home, hex, NULL) == second);
  g_assert_true (way_home_set_default_identity (fixture->home, second, &error));
  g_assert_true (way_home_set_key_number (fixture->home, second, 3, &error));
  reopen (fixture);
  second = way_home_find_identity (fixture->home, NULL, &error);
  g_assert_cmpstr (second->name, ==, "Shop");
  g_assert_cmpuint (second->key_number, ==, 3);
  again = way_home_load_key (fixture->home, second, &error);
  g_assert_cmpmem (way_key_pair_get_public (again)->bytes, 32,
                   way_key_pair_get_public (again)->bytes, 32);
  g_assert_true (memcmp (way_key_pair_get_public (again)->bytes,
                         way_key_pair_get_public (key)->bytes, 32)
                 != 0);
}

static void
test_wrong_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const WayIdentity *identity = create (fixture->home, "Anna", WAY_PROFILE_PERSON);

  way_home_take_passphrase (fixture->home,
                            way_secret_new_copy (way_slice_from_string ("wrong")));
  g_assert_null (way_home_load_key (fixture->home, identity, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_WRONG_PASSPHRASE);
}

/* What another program stored meanwhile is neither lost nor does it move what is here. */
static void
test_two_homes (Fixture *fixture, gconstpointer data)
{
  WayHome *other = open_home (fixture->folder);
  const WayIdentity *anna = create (fixture->home, "Anna", WAY_PROFILE_PERSON);

  create (other, "Ben", WAY_PROFILE_PERSON);
  create (fixture->home, "Cora", WAY_PROFILE_PERSON);
  g_assert_true (way_home_find_identity (fixture->home, "Anna", NULL) == anna);
  g_assert_cmpuint (way_home_find_identity (fixture->home, "Cora", NULL)->index, ==, 2);
  way_home_free (other);
  reopen (fixture);
  g_assert_cmpuint (way_home_get_n_identities (fixture->home), ==, 3);
}

/* ---- Networks --------------------------------------------------------------------------------- */

static void
test_own_network (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hex = NULL;
  WayNetwork *network;
  WayHash id;

  g_assert_null (way_home_get_own_network (fixture->home, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NO_IDENTITY);
  g_clear_error (&error);
  create (fixture->home, "Anna", WAY_PROFILE_PERSON);
  g_assert_null (way_home_find_network (fixture->home, NULL, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NOT_FOUND);
  g_clear_error (&error);
  network = way_home_get_own_network (fixture->home, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (network->name, ==, "Ledger of Anna");
  g_assert_false (network->is_demo);
  id = network->network;
  g_assert_true (way_home_get_own_network (fixture->home, &error) == network);
  reopen (fixture);
  g_assert_cmpuint (way_home_get_n_networks (fixture->home), ==, 1);
  network = way_home_find_network (fixture->home, "own", &error);
  g_assert_true (way_hash_equal (&network->network, &id));
  hex = way_hex_encode (WAY_SLICE_INIT (id.bytes, 4));
  g_assert_true (way_home_find_network (fixture->home, hex, NULL) == network);
  g_assert_true (way_home_find_network (fixture->home, NULL, NULL) == network);
  g_assert_null (way_home_find_network (fixture->home, "demo", &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_UNKNOWN_NETWORK);
  g_clear_error (&error);
  g_assert_false (way_home_remove_network (fixture->home, network, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_WRONG_STATE);
}

static void
test_registrars (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  WayHash account = { { 0 } };
  gsize n;

  for (guint8 i = 0; i < WAY_API_MAX_REGISTRARS; i++)
    {
      account.bytes[0] = i;
      g_assert_true (way_home_add_registrar (fixture->home, &account, &error));
      g_assert_true (way_home_add_registrar (fixture->home, &account, &error));
    }
  account.bytes[0] = 99;
  g_assert_false (way_home_add_registrar (fixture->home, &account, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_TOO_MANY);
  g_clear_error (&error);
  g_assert_false (way_home_remove_registrar (fixture->home, &account, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NOT_FOUND);
  g_clear_error (&error);
  account.bytes[0] = 0;
  g_assert_true (way_home_remove_registrar (fixture->home, &account, &error));
  reopen (fixture);
  g_assert_cmpuint (way_home_get_registrars (fixture->home, &n)[0].bytes[0], ==, 1);
  g_assert_cmpuint (n, ==, WAY_API_MAX_REGISTRARS - 1);
}

/* A lower checkpoint never takes the place of a higher one. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  WayNetwork network = { .network = { { 7 } } };
  WayKeptFile high = { .height = 9, .log_size = 5, .seen = 1 };
  WayKeptFile low = { .height = 8, .log_size = 4, .seen = 2 };
  WayKeptFile kept;
  gboolean found;

  g_assert_true (way_home_load_kept (fixture->home, &network, &kept, &found, &error));
  g_assert_false (found);
  g_assert_true (way_home_store_kept (fixture->home, &network, &high, &error));
  g_assert_true (way_home_store_kept (fixture->home, &network, &low, &error));
  g_assert_true (way_home_load_kept (fixture->home, &network, &kept, &found, &error));
  g_assert_true (found);
  g_assert_cmpuint (kept.height, ==, 9);
  g_assert_cmpuint (kept.log_size, ==, 5);
}

/* ---- Drafts --------------------------------------------------------------------------------------- */

static GBytes *
make_statement (const WayKeyPair *key, guint64 sequence, WayHash *out_id)
{
  WayListingRemove record = { .gtin = way_slice_from_string ("09521234543213") };
  WayAction action = { WAY_ACTION_LISTING_REMOVE, &record };
  WayPayload payload = { .sequence = sequence, .actions = &action, .n_actions = 1 };
  g_autoptr (GError) error = NULL;
  GBytes *bytes = way_statement_sign (&payload, key, &error);
  WayCose cose;

  g_assert_no_error (error);
  g_assert_true (way_cose_read (way_slice_from_bytes (bytes), &cose, &error));
  way_cose_get_id (&cose, out_id);
  return bytes;
}

static void
test_drafts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayKeyPair) key = way_key_pair_new_random ();
  g_autoptr (GPtrArray) none = way_draft_list (fixture->home);
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (WayDraft) found = NULL;
  g_autofree char *junk = NULL;
  g_autofree char *hex = NULL;
  WayHash ids[2];

  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) bytes = make_statement (key, i + 1, &ids[i]);

      g_assert_true (way_draft_store (fixture->home, &ids[i], bytes, &error));
    }
  junk = g_build_filename (fixture->folder, "drafts", "junk.cose", NULL);
  g_assert_true (g_file_set_contents (junk, "junk", -1, NULL));
  two = way_draft_list (fixture->home);
  g_assert_cmpuint (two->len, ==, 2);
  hex = way_hex_encode (WAY_SLICE_INIT (ids[1].bytes, 4));
  found = way_draft_find (fixture->home, hex, &error);
  g_assert_no_error (error);
  g_assert_true (way_hash_equal (&found->id, &ids[1]));
  g_assert_cmpuint (found->statement.payload.sequence, ==, 2);
  g_assert_true (way_draft_drop (fixture->home, &ids[1], &error));
  g_assert_null (way_draft_find (fixture->home, hex, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (&error));
#define ADD(name, func)                                                                  \
  g_test_add ("/services/home/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("identities", test_identities);
  ADD ("wrong-passphrase", test_wrong_passphrase);
  ADD ("two-homes", test_two_homes);
  ADD ("own-network", test_own_network);
  ADD ("registrars", test_registrars);
  ADD ("kept", test_kept);
  ADD ("drafts", test_drafts);
#undef ADD
  return g_test_run ();
}
