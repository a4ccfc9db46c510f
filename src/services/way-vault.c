/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-vault.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "way-record-file.h"
#include "way-sealed-box.h"

struct _WayVault
{
  WayVaultKind kind;
  char *id;
  WaySecret *passphrase;
};

/* One byte of language, then the entropy. */
#define MIN_PACKED     17
#define MAX_PACKED     33
#define MAX_VAULT_FILE 4096

static const SecretSchema phrase_schema = {
  .name = "org.waymark.Waymark.Phrase",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "vault", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

WayVault *
way_vault_new (WayVaultKind kind, const char *id)
{
  WayVault *self = g_new0 (WayVault, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  return self;
}

void
way_vault_free (WayVault *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->passphrase, way_secret_unref);
  g_free (self->id);
  g_free (self);
}

void
way_vault_take_passphrase (WayVault *self, WaySecret *passphrase)
{
  g_clear_pointer (&self->passphrase, way_secret_unref);
  self->passphrase = passphrase;
}

/* ---- The phrase as bytes -------------------------------------------------------------- */

static WaySecret *
pack_phrase (const WayPhrase *phrase)
{
  g_autoptr (WaySecret) entropy = way_phrase_dup_entropy (phrase);
  WaySecret *packed = way_secret_new (1 + way_secret_get_size (entropy));

  way_secret_get_data (packed)[0] = (guint8) way_phrase_get_language (phrase);
  memcpy (way_secret_get_data (packed) + 1, way_secret_get_data (entropy),
          way_secret_get_size (entropy));
  return packed;
}

static WayPhrase *
unpack_phrase (WaySlice packed, GError **error)
{
  WayPhrase *phrase = NULL;

  if (packed.len >= MIN_PACKED && packed.len <= MAX_PACKED
      && packed.data[0] < WAY_PHRASE_N_LANGUAGES)
    phrase =
        way_phrase_new_from_entropy (WAY_SLICE_INIT (packed.data + 1, packed.len - 1),
                                     (WayPhraseLanguage) packed.data[0]);
  if (phrase == NULL)
    way_error_format (error, WAY_RESULT_CORRUPTED,
                      "The stored recovery phrase is damaged");
  return phrase;
}

/* ---- Secret Service ---------------------------------------------------------------------- */

static gboolean
set_keyring_error (GError **error, const GError *cause)
{
  if (cause == NULL)
    return way_error_format (error, WAY_RESULT_KEYRING_LOCKED,
                             "The keyring is locked, or the recovery phrase was "
                             "removed from it: unlock it and try again");
  if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return way_error_set (error, WAY_RESULT_KEYRING_LOCKED, NULL);
  if (cause->domain == G_DBUS_ERROR || cause->domain == G_IO_ERROR)
    return way_error_format (error, WAY_RESULT_NO_KEYRING,
                             "There is no keyring on this computer (%s). Start one, or "
                             "use a key file with a passphrase: --key-file",
                             cause->message);
  return way_error_format (error, WAY_RESULT_KEYRING_LOCKED, "The keyring refused: %s",
                           cause->message);
}

static gboolean
store_in_service (WayVault *self, const WaySecret *packed, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (SecretValue) value = secret_value_new (
      (const char *) way_secret_get_slice (packed).data,
      (gssize) way_secret_get_size (packed), "application/octet-stream");

  if (secret_password_store_binary_sync (&phrase_schema, SECRET_COLLECTION_DEFAULT,
                                         "Waymark recovery phrase", value, NULL, &cause,
                                         "vault", self->id, NULL))
    return TRUE;
  return set_keyring_error (error, cause);
}

static WayPhrase *
load_from_service (WayVault *self, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (SecretValue) value = secret_password_lookup_binary_sync (
      &phrase_schema, NULL, &cause, "vault", self->id, NULL);
  const char *data;
  gsize len = 0;

  if (value == NULL)
    {
      set_keyring_error (error, cause);
      return NULL;
    }
  data = secret_value_get (value, &len);
  return unpack_phrase (WAY_SLICE_INIT (data, len), error);
}

/* ---- Key file ------------------------------------------------------------------------------- */

static gboolean
store_in_file (WayVault *self, const WaySecret *packed, GError **error)
{
  g_autoptr (GBytes) sealed = NULL;

  if (self->passphrase == NULL)
    return way_error_format (error, WAY_RESULT_WRONG_PASSPHRASE,
                             "A key file needs a passphrase: give it in "
                             "WAYMARK_PASSPHRASE or with --passphrase-file");
  sealed = way_passphrase_seal (way_secret_get_slice (self->passphrase),
                                way_secret_get_slice (packed), error);
  return sealed != NULL
         && way_file_write (self->id, way_slice_from_bytes (sealed), error);
}

/* That the file is no vault is not the caller's mistake: it is damaged. Takes @cause. */
static void
propagate_damage (GError **error, GError *cause, const char *path)
{
  if (g_error_matches (cause, WAY_ERROR, WAY_RESULT_MALFORMED)
      || g_error_matches (cause, WAY_ERROR, WAY_RESULT_TOO_LARGE))
    {
      way_error_format (
          error, WAY_RESULT_CORRUPTED,
          "The key file %s is damaged: put back a copy of it, or restore the "
          "identities from the recovery phrase in another folder",
          path);
      g_error_free (cause);
    }
  else
    g_propagate_error (error, cause);
}

static WayPhrase *
load_from_file (WayVault *self, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (WaySecret) packed = NULL;
  g_autoptr (GBytes) sealed = NULL;

  if (self->passphrase == NULL)
    {
      way_error_format (error, WAY_RESULT_WRONG_PASSPHRASE,
                        "A key file needs a passphrase: give it in WAYMARK_PASSPHRASE "
                        "or with --passphrase-file");
      return NULL;
    }
  sealed = way_file_read (self->id, MAX_VAULT_FILE, WAY_RESULT_IO, &cause);
  if (sealed != NULL)
    packed = way_passphrase_open (way_secret_get_slice (self->passphrase),
                                  way_slice_from_bytes (sealed), &cause);
  if (packed == NULL)
    {
      propagate_damage (error, g_steal_pointer (&cause), self->id);
      return NULL;
    }
  return unpack_phrase (way_secret_get_slice (packed), error);
}

/* ---- Either ------------------------------------------------------------------------------------ */

gboolean
way_vault_store_phrase (WayVault *self, const WayPhrase *phrase, GError **error)
{
  g_autoptr (WaySecret) packed = pack_phrase (phrase);

  return self->kind == WAY_VAULT_FILE ? store_in_file (self, packed, error)
                                      : store_in_service (self, packed, error);
}

WayPhrase *
way_vault_load_phrase (WayVault *self, GError **error)
{
  return self->kind == WAY_VAULT_FILE ? load_from_file (self, error)
                                      : load_from_service (self, error);
}

gboolean
way_vault_remove (WayVault *self, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (self->kind == WAY_VAULT_FILE)
    return way_folder_remove (self->id, error);
  if (secret_password_clear_sync (&phrase_schema, NULL, &cause, "vault", self->id, NULL))
    return TRUE;
  return set_keyring_error (error, cause);
}
