/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-home-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-demo-seed.h"
#include "way-did-key.h"
#include "way-text.h"

#define VAULT_FILE_NAME "vault.key"
#define VAULT_SERVICE   "secret-service:"
#define VAULT_FILE      "file"
#define MIN_HEX         8

void
way_identity_free (WayIdentity *identity)
{
  g_free (identity->name);
  g_free (identity);
}

/* ---- identities.json ----------------------------------------------------------------- */

static WayIdentity *
find_index (const WayHome *self, guint64 index, gboolean is_demo)
{
  for (guint i = 0; i < self->identities->len; i++)
    {
      WayIdentity *identity = g_ptr_array_index (self->identities, i);

      if (identity->index == index && identity->is_demo == is_demo)
        return identity;
    }
  return NULL;
}

/* What another program stored meanwhile changes what is here, in place: pointers to identities stay good. */
static void
add_row (WayHome *self, const WayIdentityRow *row, gboolean is_demo)
{
  WayIdentity *identity = find_index (self, row->index, is_demo);

  if (identity == NULL)
    {
      identity = g_new0 (WayIdentity, 1);
      g_ptr_array_add (self->identities, identity);
    }
  g_free (identity->name);
  identity->index = (guint) row->index;
  identity->name = way_slice_dup_string (row->name);
  identity->kind = (WayProfileKind) row->kind;
  identity->account = row->account;
  identity->key_number = (guint) row->key_number;
  identity->is_default = row->is_default;
  identity->is_demo = is_demo;
}

static gboolean
load_file (WayHome *self, const char *path, gboolean is_demo, GError **error)
{
  g_auto (WayArena) arena = { 0 };
  WayIdentitiesFile file = { 0 };
  const WayIdentityRow *rows;
  gboolean found;

  way_arena_init (&arena, 0);
  if (!way_record_file_read (path, &way_identities_file_schema, &arena, &file, &found,
                             error))
    return FALSE;
  if (!found)
    return TRUE;
  if (!is_demo)
    {
      g_free (self->vault);
      self->vault = way_slice_dup_string (file.vault);
      self->phrase_was_checked = way_record_has (&file, 4) && file.phrase_was_checked;
    }
  rows = file.identities.items;
  for (gsize i = 0; i < file.identities.n; i++)
    add_row (self, &rows[i], is_demo);
  return TRUE;
}

gboolean
way_home_load_demo_identities (WayHome *self, GError **error)
{
  g_autofree char *path = way_home_build_path (self, "demo/identities.json");

  for (guint i = self->identities->len; i-- > 0;)
    if (((const WayIdentity *) g_ptr_array_index (self->identities, i))->is_demo)
      g_ptr_array_remove_index (self->identities, i);
  return load_file (self, path, TRUE, error);
}

gboolean
way_home_load_identities (WayHome *self, GError **error)
{
  g_autofree char *path = way_home_build_path (self, "identities.json");
  g_autoptr (GError) demo_error = NULL;

  if (!load_file (self, path, FALSE, error))
    return FALSE;
  /* a damaged demo market, which can be made anew, keeps nobody from work */
  if (!way_home_load_demo_identities (self, &demo_error))
    g_info ("%s", demo_error->message);
  return TRUE;
}

static gboolean
store_file (WayHome *self, GError **error)
{
  g_autofree char *path = way_home_build_path (self, "identities.json");
  g_autofree WayIdentityRow *rows = g_new0 (WayIdentityRow, self->identities->len + 1);
  WayIdentitiesFile file = { .present = (guint64) self->phrase_was_checked << 4,
                             .format = 1,
                             .vault = way_slice_from_string (self->vault),
                             .phrase_was_checked = self->phrase_was_checked };

  for (guint i = 0; i < self->identities->len; i++)
    {
      const WayIdentity *identity = g_ptr_array_index (self->identities, i);

      if (identity->is_demo)
        continue;
      rows[file.identities.n++] = (WayIdentityRow) {
        .index = identity->index,
        .name = way_slice_from_string (identity->name),
        .kind = identity->kind,
        .account = identity->account,
        .key_number = identity->key_number,
        .is_default = identity->is_default,
      };
    }
  file.identities.items = rows;
  return way_record_file_write (path, &way_identities_file_schema, &file, error);
}

/* ---- Finding --------------------------------------------------------------------------- */

gsize
way_home_get_n_identities (const WayHome *self)
{
  return self->identities->len;
}

const WayIdentity *
way_home_get_identity (const WayHome *self, gsize i)
{
  g_return_val_if_fail (i < self->identities->len, NULL);

  return g_ptr_array_index (self->identities, i);
}

static gboolean
is_did_of (const char *text, const WayHash *account)
{
  WayDidKey did;
  WayPublicKey key;
  WayHash thumbprint;

  if (!way_did_key_parse (way_slice_from_string (text), &did, NULL)
      || did.type != WAY_DID_KEY_ED25519)
    return FALSE;
  memcpy (key.bytes, did.bytes, sizeof key.bytes);
  way_public_key_get_thumbprint (&key, &thumbprint);
  return way_hash_equal (&thumbprint, account);
}

static gboolean
is_named (const WayIdentity *identity, const char *name)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (&identity->account));

  return strcmp (identity->name, name) == 0 || is_did_of (name, &identity->account)
         || (strlen (name) >= MIN_HEX && g_str_has_prefix (hex, name));
}

const WayIdentity *
way_home_find_identity (const WayHome *self, const char *name, GError **error)
{
  const WayIdentity *found = NULL;

  for (guint i = 0; i < self->identities->len; i++)
    {
      const WayIdentity *identity = g_ptr_array_index (self->identities, i);

      if (name != NULL ? is_named (identity, name)
                       : identity->is_default && !identity->is_demo)
        found = found == NULL || !identity->is_demo ? identity : found;
    }
  if (found == NULL && name != NULL)
    way_error_format (error, WAY_RESULT_NO_IDENTITY,
                      "There is no identity “%s” here; see waymarkctl identity list",
                      name);
  else if (found == NULL)
    way_error_format (error, WAY_RESULT_NO_IDENTITY,
                      "There is no identity here yet; make one with waymarkctl "
                      "identity create NAME");
  return found;
}

/* ---- Secrets ------------------------------------------------------------------------------ */

static WayVault *
open_vault (WayHome *self)
{
  g_autofree char *path = way_home_build_path (self, VAULT_FILE_NAME);
  WayVault *vault;

  if (g_str_has_prefix (self->vault, VAULT_SERVICE))
    return way_vault_new (WAY_VAULT_SECRET_SERVICE, self->vault + strlen (VAULT_SERVICE));
  vault = way_vault_new (WAY_VAULT_FILE, path);
  if (self->passphrase != NULL)
    way_vault_take_passphrase (vault, way_secret_ref (self->passphrase));
  return vault;
}

WayPhrase *
way_home_load_phrase (WayHome *self, GError **error)
{
  g_autoptr (WayVault) vault = NULL;

  if (self->vault == NULL)
    {
      way_error_set (error, WAY_RESULT_NO_IDENTITY, NULL);
      return NULL;
    }
  vault = open_vault (self);
  return way_vault_load_phrase (vault, error);
}

static WaySecret *
load_seed (WayHome *self, gboolean is_demo, GError **error)
{
  g_autoptr (WayPhrase) phrase = is_demo ? way_demo_seed_new_phrase ()
                                         : way_home_load_phrase (self, error);

  return phrase != NULL ? way_phrase_to_seed (phrase, (WaySlice) { 0 }) : NULL;
}

WayKeyPair *
way_home_load_key_number (WayHome *self,
                          const WayIdentity *identity,
                          guint number,
                          GError **error)
{
  g_autoptr (WaySecret) seed = load_seed (self, identity->is_demo, error);

  return seed != NULL ? way_derive_signing_key (seed, identity->index, number) : NULL;
}

WayKeyPair *
way_home_load_key (WayHome *self, const WayIdentity *identity, GError **error)
{
  return way_home_load_key_number (self, identity, identity->key_number, error);
}

WaySecret *
way_home_load_lot_branch (WayHome *self, const WayIdentity *identity, GError **error)
{
  g_autoptr (WaySecret) seed = load_seed (self, identity->is_demo, error);

  return seed != NULL ? way_derive_lot_branch (seed, identity->index, 0) : NULL;
}

WaySecret *
way_home_load_sealing_key (WayHome *self, const WayIdentity *identity, GError **error)
{
  g_autoptr (WaySecret) seed = load_seed (self, identity->is_demo, error);

  return seed != NULL ? way_derive_sealing_key (seed, identity->index, 0) : NULL;
}

/* ---- Making --------------------------------------------------------------------------------- */

static void
fill_random (gpointer data, guint8 *out, gsize len)
{
  g_autoptr (WaySecret) bytes = way_secret_new_random (len);

  memcpy (out, way_secret_get_data (bytes), len);
}

/* A key file that no list names is not a new person's: it may be the only copy of a phrase. */
static gboolean
check_no_vault (WayHome *self, GError **error)
{
  g_autofree char *path = way_home_build_path (self, VAULT_FILE_NAME);

  return !g_file_test (path, G_FILE_TEST_EXISTS)
         || way_error_format (error, WAY_RESULT_CORRUPTED,
                              "There is a key file %s, but no list of identities: put "
                              "back identities.json, or move the key file elsewhere",
                              path);
}

/* Puts a phrase into a new vault; the vault is only named in identities.json once that has worked. */
static gboolean
make_vault (WayHome *self, const WayIdentityStart *start, GError **error)
{
  static const WayRandom random = { .fill = fill_random };
  g_autoptr (WayPhrase) fresh =
      start->phrase == NULL ? way_phrase_new_random (&random, start->language, 12) : NULL;
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (WayVault) vault = NULL;

  if (start->vault == WAY_VAULT_FILE && !check_no_vault (self, error))
    return FALSE;
  self->vault = start->vault == WAY_VAULT_FILE ? g_strdup (VAULT_FILE)
                                               : g_strconcat (VAULT_SERVICE, uuid, NULL);
  vault = open_vault (self);
  if (way_vault_store_phrase (vault, fresh != NULL ? fresh : start->phrase, error))
    return TRUE;
  g_clear_pointer (&self->vault, g_free);
  return FALSE;
}

/* The one that was made just now and that no list came to name, as on a full disk. */
static void
forget_vault (WayHome *self)
{
  g_autofree char *path = way_home_build_path (self, VAULT_FILE_NAME);

  if (way_home_uses_key_file (self))
    g_remove (path);
  g_clear_pointer (&self->vault, g_free);
}

static guint
get_next_index (const WayHome *self)
{
  guint next = 0;

  for (guint i = 0; i < self->identities->len; i++)
    {
      const WayIdentity *identity = g_ptr_array_index (self->identities, i);

      if (!identity->is_demo)
        next = MAX (next, identity->index + 1);
    }
  return next;
}

static gboolean
is_name_taken (const WayHome *self, const char *name)
{
  for (guint i = 0; i < self->identities->len; i++)
    if (strcmp (((const WayIdentity *) g_ptr_array_index (self->identities, i))->name,
                name)
        == 0)
      return TRUE;
  return FALSE;
}

static WayIdentity *
make_identity (WayHome *self, const char *name, WayProfileKind kind, GError **error)
{
  WayIdentity *identity = g_new0 (WayIdentity, 1);
  g_autoptr (WayKeyPair) key = NULL;

  identity->index = get_next_index (self);
  identity->name = g_strdup (name);
  identity->kind = kind;
  identity->is_default = identity->index == 0;
  key = way_home_load_key (self, identity, error);
  if (key == NULL)
    {
      way_identity_free (identity);
      return NULL;
    }
  way_public_key_get_thumbprint (way_key_pair_get_public (key), &identity->account);
  g_ptr_array_add (self->identities, identity);
  if (store_file (self, error))
    return identity;
  g_ptr_array_remove (self->identities, identity);
  return NULL;
}

static const WayIdentity *
create_locked (WayHome *self,
               const char *name,
               WayProfileKind kind,
               const WayIdentityStart *start,
               GError **error)
{
  const WayIdentity *identity;
  gboolean is_first;

  if (!way_home_load_identities (self, error))
    return NULL;
  if (is_name_taken (self, name))
    {
      way_error_format (error, WAY_RESULT_ALREADY_EXISTS,
                        "There is an identity “%s” already: choose another name", name);
      return NULL;
    }
  is_first = self->vault == NULL;
  if (is_first && !make_vault (self, start, error))
    return NULL;
  identity = make_identity (self, name, kind, error);
  if (identity == NULL && is_first)
    forget_vault (self);
  return identity;
}

const WayIdentity *
way_home_create_identity (WayHome *self,
                          const char *name,
                          WayProfileKind kind,
                          const WayIdentityStart *start,
                          GError **error)
{
  const WayIdentity *identity;
  int lock;

  if (name[0] == '\0' || strlen (name) > 200
      || !way_text_is_plain (way_slice_from_string (name)))
    {
      way_error_format (error, WAY_RESULT_USAGE,
                        "A name has 1 to 200 bytes of plain text");
      return NULL;
    }
  lock = way_home_lock (self, error);
  if (lock < 0)
    return NULL;
  identity = create_locked (self, name, kind, start, error);
  way_home_unlock (lock);
  return identity;
}

gboolean
way_home_put_identity (WayHome *self, const WayIdentityRow *row, GError **error)
{
  int lock = way_home_lock (self, error);
  WayIdentityRow here = *row;
  const WayIdentity *before;
  gboolean stored;

  if (lock < 0)
    return FALSE;
  stored = way_home_load_identities (self, error);
  before = stored ? find_index (self, row->index, FALSE) : NULL;
  if (before != NULL)
    here.is_default = before->is_default;
  if (stored)
    add_row (self, &here, FALSE);
  stored = stored && store_file (self, error);
  way_home_unlock (lock);
  return stored;
}

static WayIdentity *
find_own (WayHome *self, const WayIdentity *identity, GError **error)
{
  guint i;

  if (g_ptr_array_find (self->identities, identity, &i) && !identity->is_demo)
    return g_ptr_array_index (self->identities, i);
  way_error_format (error, WAY_RESULT_NO_IDENTITY,
                    "The identities of the demo market can't be changed");
  return NULL;
}

gboolean
way_home_parse_account (WayHome *self, const char *text, WayHash *out_account)
{
  const WayIdentity *own = way_home_find_identity (self, text, NULL);
  WayDidKey did;
  WayPublicKey key;

  if (own != NULL)
    {
      *out_account = own->account;
      return TRUE;
    }
  if (way_hash_from_hex (text, out_account))
    return TRUE;
  if (!way_did_key_parse (way_slice_from_string (text), &did, NULL)
      || did.type != WAY_DID_KEY_ED25519)
    return FALSE;
  memcpy (key.bytes, did.bytes, sizeof key.bytes);
  way_public_key_get_thumbprint (&key, out_account);
  return TRUE;
}

gboolean
way_home_set_default_identity (WayHome *self, const WayIdentity *identity, GError **error)
{
  WayIdentity *own = find_own (self, identity, error);
  int lock = own != NULL ? way_home_lock (self, error) : -1;
  gboolean stored;

  if (lock < 0)
    return FALSE;
  stored = way_home_load_identities (self, error);
  for (guint i = 0; stored && i < self->identities->len; i++)
    {
      WayIdentity *other = g_ptr_array_index (self->identities, i);

      if (!other->is_demo)
        other->is_default = other == own;
    }
  stored = stored && store_file (self, error);
  way_home_unlock (lock);
  return stored;
}

gboolean
way_home_set_key_number (WayHome *self,
                         const WayIdentity *identity,
                         guint key_number,
                         GError **error)
{
  WayIdentity *own = find_own (self, identity, error);
  int lock = own != NULL ? way_home_lock (self, error) : -1;
  gboolean stored;

  if (lock < 0)
    return FALSE;
  stored = way_home_load_identities (self, error);
  own->key_number = key_number;
  stored = stored && store_file (self, error);
  way_home_unlock (lock);
  return stored;
}

gboolean
way_home_get_phrase_was_checked (const WayHome *self)
{
  return self->phrase_was_checked;
}

gboolean
way_home_set_phrase_was_checked (WayHome *self, GError **error)
{
  int lock = way_home_lock (self, error);
  gboolean stored;

  if (lock < 0)
    return FALSE;
  stored = way_home_load_identities (self, error);
  self->phrase_was_checked = TRUE;
  stored = stored && store_file (self, error);
  way_home_unlock (lock);
  return stored;
}
