/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-home-private.h"

#include <string.h>

#include "way-base-encoding.h"
#include "way-demo-seed.h"
#include "way-did-key.h"

#define VAULT_SERVICE "secret-service:"
#define VAULT_FILE    "file"
#define MIN_HEX       8

void
way_identity_free (WayIdentity *identity)
{
  g_free (identity->name);
  g_free (identity);
}

/* ---- identities.json ----------------------------------------------------------------- */

static void
add_row (WayHome *self, const WayIdentityRow *row, gboolean is_demo)
{
  WayIdentity *identity = g_new0 (WayIdentity, 1);

  identity->index = (guint) row->index;
  identity->name = way_slice_dup_string (row->name);
  identity->kind = (WayProfileKind) row->kind;
  identity->account = row->account;
  identity->key_number = (guint) row->key_number;
  identity->is_default = row->is_default;
  identity->is_demo = is_demo;
  g_ptr_array_add (self->identities, identity);
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
    }
  rows = file.identities.items;
  for (gsize i = 0; i < file.identities.n; i++)
    add_row (self, &rows[i], is_demo);
  return TRUE;
}

gboolean
way_home_reload_demo (WayHome *self, GError **error)
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

  return load_file (self, path, FALSE, error) && way_home_reload_demo (self, error);
}

static gboolean
store_file (WayHome *self, GError **error)
{
  g_autofree char *path = way_home_build_path (self, "identities.json");
  g_autofree WayIdentityRow *rows = g_new0 (WayIdentityRow, self->identities->len + 1);
  WayIdentitiesFile file = { .format = 1, .vault = way_slice_from_string (self->vault) };

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
is_named (const WayIdentity *identity, const char *name)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (&identity->account));

  return strcmp (identity->name, name) == 0
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
    way_error_format (
        error, WAY_RESULT_NO_IDENTITY,
        "There is no identity here yet; make one with waymarkctl identity create NAME");
  return found;
}

/* ---- Secrets ------------------------------------------------------------------------------ */

static WayVault *
open_vault (WayHome *self)
{
  g_autofree char *path = way_home_build_path (self, "vault.key");
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

/* Puts a phrase into a new vault; the vault is only named in identities.json once that has worked. */
static gboolean
make_vault (WayHome *self, const WayIdentityStart *start, GError **error)
{
  static const WayRandom random = { .fill = fill_random };
  g_autoptr (WayPhrase) fresh =
      start->phrase == NULL ? way_phrase_new_random (&random, start->language, 12) : NULL;
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (WayVault) vault = NULL;

  self->vault = start->vault == WAY_VAULT_FILE ? g_strdup (VAULT_FILE)
                                               : g_strconcat (VAULT_SERVICE, uuid, NULL);
  vault = open_vault (self);
  if (way_vault_store_phrase (vault, fresh != NULL ? fresh : start->phrase, error))
    return TRUE;
  g_clear_pointer (&self->vault, g_free);
  return FALSE;
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

const WayIdentity *
way_home_create_identity (WayHome *self,
                          const char *name,
                          WayProfileKind kind,
                          const WayIdentityStart *start,
                          GError **error)
{
  WayIdentity *identity;
  g_autoptr (WayKeyPair) key = NULL;
  guint index = get_next_index (self);

  if (name[0] == '\0' || strlen (name) > 200 || !g_utf8_validate (name, -1, NULL))
    {
      way_error_format (error, WAY_RESULT_USAGE,
                        "A name has 1 to 200 bytes of UTF-8 text");
      return NULL;
    }
  if (is_name_taken (self, name))
    {
      way_error_format (error, WAY_RESULT_ALREADY_EXISTS,
                        "There is an identity “%s” already", name);
      return NULL;
    }
  if (self->vault == NULL && !make_vault (self, start, error))
    return NULL;
  identity = g_new0 (WayIdentity, 1);
  identity->index = index;
  identity->name = g_strdup (name);
  identity->kind = kind;
  identity->is_default = index == 0;
  key = way_home_load_key (self, identity, error);
  if (key == NULL)
    {
      way_identity_free (identity);
      return NULL;
    }
  way_public_key_get_thumbprint (way_key_pair_get_public (key), &identity->account);
  g_ptr_array_add (self->identities, identity);
  return store_file (self, error) ? identity : NULL;
}

gboolean
way_home_set_default_identity (WayHome *self, const WayIdentity *identity, GError **error)
{
  for (guint i = 0; i < self->identities->len; i++)
    {
      WayIdentity *other = g_ptr_array_index (self->identities, i);

      other->is_default = other == identity;
    }
  return store_file (self, error);
}

gboolean
way_home_set_key_number (WayHome *self,
                         const WayIdentity *identity,
                         guint key_number,
                         GError **error)
{
  guint i;

  if (!g_ptr_array_find (self->identities, identity, &i))
    return way_error_set (error, WAY_RESULT_NO_IDENTITY, NULL);
  ((WayIdentity *) g_ptr_array_index (self->identities, i))->key_number = key_number;
  return store_file (self, error);
}
