/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-desk-keys.h"

#include <glib/gi18n-lib.h>

#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-languages.h"

static const WayDeskKind kinds[] = {
  { WAY_PROFILE_PERSON, N_ ("Person") },
  { WAY_PROFILE_BRAND, N_ ("Brand or maker") },
  { WAY_PROFILE_WORKSHOP, N_ ("Workshop") },
  { WAY_PROFILE_FARM, N_ ("Farm") },
  { WAY_PROFILE_CARRIER, N_ ("Carrier or warehouse") },
  { WAY_PROFILE_SHOP, N_ ("Shop") },
  { WAY_PROFILE_LABORATORY, N_ ("Laboratory") },
  { WAY_PROFILE_AUTHORITY, N_ ("Authority") },
  { 0, NULL },
};

const WayDeskKind *
way_desk_get_kinds (void)
{
  return kinds;
}

/* ---- What a thread gets ------------------------------------------------------------------- */

typedef struct
{
  char *name;
  guint kind;
  gboolean in_key_file;
  WaySecret *passphrase; /* (nullable) */
  WaySecret *phrase;     /* (nullable) */
  char *account;         /* (nullable) */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *self = data;

  g_free (self->name);
  g_free (self->account);
  g_clear_pointer (&self->passphrase, way_secret_unref);
  g_clear_pointer (&self->phrase, way_secret_unref);
  g_free (self);
}

static WaySecret *
copy_secret (const char *text)
{
  return text != NULL ? way_secret_new_copy (way_slice_from_string (text)) : NULL;
}

static Wanted *
wanted_new (const WayDeskKeep *keep)
{
  Wanted *self = g_new0 (Wanted, 1);

  if (keep == NULL)
    return self;
  self->in_key_file = keep->in_key_file;
  self->passphrase = copy_secret (keep->passphrase);
  return self;
}

/* Gives the home its passphrase, where there is or will be a key file. */
static gboolean
take_passphrase (WayHome *home, Wanted *wanted, GError **error)
{
  gboolean wants = way_home_has_vault (home) ? way_home_uses_key_file (home)
                                             : wanted->in_key_file;

  if (!wants)
    return TRUE;
  if (wanted->passphrase == NULL || way_secret_get_size (wanted->passphrase) == 0)
    return way_error_format (error, WAY_RESULT_WRONG_PASSPHRASE,
                             "The passphrase is empty");
  way_home_take_passphrase (home, g_steal_pointer (&wanted->passphrase));
  return TRUE;
}

static GTask *
task_new (WayDesk *self,
          gpointer tag,
          Wanted *wanted,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, wanted, wanted_free);
  return task;
}

/* A reader of Chinese gets a phrase in Chinese words. */
static WayPhraseLanguage
get_phrase_language (void)
{
  const char *language = way_languages_get_first ();

  if (!g_str_has_prefix (language, "zh"))
    return WAY_PHRASE_ENGLISH;
  return g_strcmp0 (language, "zh-TW") == 0 || g_strcmp0 (language, "zh-HK") == 0
                 || g_str_has_prefix (language, "zh-Hant")
             ? WAY_PHRASE_CHINESE_TRADITIONAL
             : WAY_PHRASE_CHINESE_SIMPLIFIED;
}

/* ---- Making ---------------------------------------------------------------------------------- */

static void
create (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  Wanted *wanted = data;
  WayIdentityStart start = {
    .vault = wanted->in_key_file ? WAY_VAULT_FILE : WAY_VAULT_SECRET_SERVICE,
    .language = get_phrase_language (),
  };
  GError *error = NULL;
  const WayIdentity *made = NULL;

  if (take_passphrase (home, wanted, &error))
    made = way_home_create_identity (home, wanted->name, (WayProfileKind) wanted->kind,
                                     &start, &error);
  if (made == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, way_hex_encode (way_slice_from_hash (&made->account)),
                           g_free);
}

/* Loads the desk's lists again before the caller hears of it: then the new identity is there, and acts. */
typedef struct
{
  GTask *task;
  char *account;
} Following;

static void
act_as (WayDesk *self, const char *account)
{
  GListModel *identities = way_desk_get_identities (self);

  for (guint i = 0; i < g_list_model_get_n_items (identities); i++)
    {
      g_autoptr (WayIdentityItem) item = g_list_model_get_item (identities, i);

      if (g_str_equal (way_identity_item_get_account (item), account))
        way_desk_set_identity (self, item);
    }
}

static void
lists_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  Following *following = data;
  GError *error = NULL;

  if (!way_desk_load_finish (WAY_DESK (source), result, &error))
    g_task_return_error (following->task, error);
  else
    {
      if (following->account != NULL)
        act_as (WAY_DESK (source), following->account);
      g_task_return_boolean (following->task, TRUE);
    }
  g_object_unref (following->task);
  g_free (following->account);
  g_free (following);
}

static void
thread_done (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;
  char *account = g_task_propagate_pointer (G_TASK (result), &error);
  Following *following;

  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  following = g_new (Following, 1);
  *following = (Following) { task, account };
  way_desk_load_async (WAY_DESK (source), g_task_get_cancellable (task), lists_loaded,
                       following);
}

void
way_desk_create_identity_async (WayDesk *self,
                                const char *name,
                                guint kind,
                                const WayDeskKeep *keep,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  GTask *outer = g_task_new (self, cancellable, callback, data);
  Wanted *wanted = wanted_new (keep);

  wanted->name = g_strdup (name);
  wanted->kind = kind;
  way_desk_run (self,
                task_new (self, way_desk_create_identity_async, wanted, cancellable,
                          thread_done, outer),
                create);
}

gboolean
way_desk_create_identity_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Restoring --------------------------------------------------------------------------------- */

static gboolean
restore_phrase (WayHome *home, Wanted *wanted, GCancellable *cancellable, GError **error)
{
  g_autoptr (WayPhrase)
      phrase = way_phrase_parse (way_secret_get_slice (wanted->phrase), NULL, error);
  WayIdentityStart start = {
    .vault = wanted->in_key_file ? WAY_VAULT_FILE : WAY_VAULT_SECRET_SERVICE,
    .phrase = phrase,
  };

  if (phrase == NULL || !take_passphrase (home, wanted, error))
    return FALSE;
  if (way_home_has_vault (home))
    return way_error_format (error, WAY_RESULT_ALREADY_EXISTS,
                             "There is a recovery phrase here already: restore the other "
                             "one in a data folder of its own (--data-dir)");
  return way_home_create_identity (home, _ ("Restored"), WAY_PROFILE_PERSON, &start,
                                   error)
             != NULL
         && way_home_set_phrase_was_checked (home, error)
         && way_home_find_restored (home, cancellable, error);
}

static void
restore (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (restore_phrase (home, data, cancellable, &error))
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_error (task, error);
}

void
way_desk_restore_async (WayDesk *self,
                        const char *phrase,
                        const WayDeskKeep *keep,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  GTask *outer = g_task_new (self, cancellable, callback, data);
  Wanted *wanted = wanted_new (keep);

  wanted->phrase = copy_secret (phrase);
  way_desk_run (
      self,
      task_new (self, way_desk_restore_async, wanted, cancellable, thread_done, outer),
      restore);
}

gboolean
way_desk_restore_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Which one acts --------------------------------------------------------------------------------- */

static void
set_default (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Wanted *wanted = data;
  GError *error = NULL;
  const WayIdentity *identity = way_home_find_identity (home, wanted->account, &error);

  if (identity != NULL && way_home_set_default_identity (home, identity, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
way_desk_set_default_identity_async (WayDesk *self,
                                     WayIdentityItem *identity,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data)
{
  Wanted *wanted = wanted_new (NULL);

  wanted->account = g_strdup (way_identity_item_get_account (identity));
  way_desk_run (self,
                task_new (self, way_desk_set_default_identity_async, wanted, cancellable,
                          callback, data),
                set_default);
}

gboolean
way_desk_set_default_identity_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- The phrase -------------------------------------------------------------------------------------- */

struct _WayRecoveryWords
{
  GObject parent;

  WayPhrase *phrase;
};

G_DEFINE_FINAL_TYPE (WayRecoveryWords, way_recovery_words, G_TYPE_OBJECT)

guint
way_recovery_words_get_n (WayRecoveryWords *self)
{
  return way_phrase_get_n_words (self->phrase);
}

const char *
way_recovery_words_get (WayRecoveryWords *self, guint index)
{
  return way_phrase_get_word (self->phrase, index);
}

gboolean
way_recovery_words_is_word (WayRecoveryWords *self, guint index, const char *typed)
{
  g_autofree char *stripped = g_strstrip (g_strdup (typed));
  g_autofree char *folded = g_utf8_casefold (stripped, -1);
  g_autofree char *normal = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKD);

  return g_strcmp0 (normal, way_recovery_words_get (self, index)) == 0;
}

static void
way_recovery_words_finalize (GObject *object)
{
  g_clear_pointer (&WAY_RECOVERY_WORDS (object)->phrase, way_phrase_free);
  G_OBJECT_CLASS (way_recovery_words_parent_class)->finalize (object);
}

static void
way_recovery_words_class_init (WayRecoveryWordsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_recovery_words_finalize;
}

static void
way_recovery_words_init (WayRecoveryWords *self)
{
}

static void
load_words (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  WayPhrase *phrase =
      take_passphrase (home, data, &error) ? way_home_load_phrase (home, &error) : NULL;
  WayRecoveryWords *words;

  /* what was lent for this one reading stays in no home of the desk */
  way_home_take_passphrase (home, NULL);
  if (phrase == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  words = g_object_new (WAY_TYPE_RECOVERY_WORDS, NULL);
  words->phrase = phrase;
  g_task_return_pointer (task, words, g_object_unref);
}

void
way_desk_load_words_async (WayDesk *self,
                           const char *passphrase,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  WayDeskKeep keep = { .passphrase = passphrase };

  way_desk_run (self,
                task_new (self, way_desk_load_words_async, wanted_new (&keep),
                          cancellable, callback, data),
                load_words);
}

WayRecoveryWords *
way_desk_load_words_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
set_checked (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (way_home_set_phrase_was_checked (home, &error))
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_error (task, error);
}

void
way_desk_set_phrase_checked_async (WayDesk *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data)
{
  GTask *outer = g_task_new (self, cancellable, callback, data);

  way_desk_run (self,
                task_new (self, way_desk_set_phrase_checked_async, wanted_new (NULL),
                          cancellable, thread_done, outer),
                set_checked);
}

gboolean
way_desk_set_phrase_checked_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
