/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-session.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "way-base-encoding.h"
#include "way-draft.h"
#include "way-gs1-code.h"
#include "way-record-file.h"

#define MAX_PASSPHRASE 4096
#define ARENA_LIMIT    ((gsize) 64 * 1024 * 1024)

/* ---- Passphrase --------------------------------------------------------------------------- */

static WaySecret *
take_line (char *text)
{
  WaySecret *secret = way_secret_new_copy (WAY_SLICE_INIT (text, strcspn (text, "\r\n")));

  way_secret_wipe (text, strlen (text));
  return secret;
}

static WaySecret *
read_passphrase_file (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = way_file_read (path, MAX_PASSPHRASE, WAY_RESULT_IO, error);
  char text[MAX_PASSPHRASE + 1] = { 0 };

  if (bytes == NULL)
    return NULL;
  memcpy (text, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return take_line (text);
}

static WaySecret *
ask_passphrase (GError **error)
{
  struct termios before, silent;
  char line[MAX_PASSPHRASE];
  gboolean is_read;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, &before) != 0)
    {
      way_error_format (error, WAY_RESULT_WRONG_PASSPHRASE,
                        "The key file needs a passphrase: give it in WAYMARK_PASSPHRASE "
                        "or with --passphrase-file");
      return NULL;
    }
  silent = before;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  fprintf (stderr, "%s ", _ ("Passphrase of the key file:"));
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  is_read = fgets (line, sizeof line, stdin) != NULL;
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  fputc ('\n', stderr);
  if (is_read)
    return take_line (line);
  way_error_set (error, WAY_RESULT_CANCELLED, NULL);
  return NULL;
}

gboolean
way_session_need_passphrase (WaySession *self, GError **error)
{
  const char *given = g_getenv ("WAYMARK_PASSPHRASE");
  WaySecret *secret;

  if (self->cli->passphrase_file != NULL)
    secret = read_passphrase_file (self->cli->passphrase_file, error);
  else if (given != NULL)
    secret = way_secret_new_copy (way_slice_from_string (given));
  else
    secret = ask_passphrase (error);
  if (secret == NULL)
    return FALSE;
  if (way_secret_get_size (secret) == 0)
    {
      way_secret_unref (secret);
      return way_error_format (error, WAY_RESULT_WRONG_PASSPHRASE,
                               "The passphrase is empty");
    }
  way_home_take_passphrase (self->home, secret);
  return TRUE;
}

/* ---- Opening ----------------------------------------------------------------------------------- */

static gboolean
set_timeout (GError **error)
{
  const char *given = g_getenv ("WAYMARK_TIMEOUT");
  guint64 seconds;

  if (given == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (given, 10, 1, 3600, &seconds, NULL))
    return way_error_format (error, WAY_RESULT_USAGE,
                             "WAYMARK_TIMEOUT is “%s”: expected are seconds, 1 to 3600",
                             given);
  way_client_set_default_timeout ((guint) seconds);
  return TRUE;
}

gboolean
way_session_open (WaySession *self, WayCli *cli, GError **error)
{
  self->cli = cli;
  way_arena_init (&self->arena, ARENA_LIMIT);
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) way_found_item_free);
  if (!set_timeout (error) || !way_crypto_init (error))
    return FALSE;
  self->home = way_home_open (cli->data_dir, NULL, error);
  if (self->home == NULL)
    return FALSE;
  if (cli->identity != NULL)
    {
      self->identity = way_home_find_identity (self->home, cli->identity, error);
      if (self->identity == NULL)
        return FALSE;
    }
  if (cli->network == NULL)
    return TRUE;
  self->network = way_home_find_network (self->home, cli->network, error);
  return self->network != NULL;
}

/* What was not named: of the demo market its network, else the usual one, else one's own, founded now. */
static gboolean
choose_network (WaySession *self, GError **error)
{
  if (self->network == NULL)
    self->network = way_home_find_acting_network (self->home, self->identity, error);
  return self->network != NULL;
}

static gboolean
need_key (WaySession *self, GError **error)
{
  return self->identity->is_demo || !way_home_uses_key_file (self->home)
         || way_session_need_passphrase (self, error);
}

gboolean
way_session_open_to_sign (WaySession *self, WayCli *cli, GError **error)
{
  if (!way_session_open (self, cli, error))
    return FALSE;
  if (self->identity == NULL)
    self->identity = way_home_find_identity (self->home, NULL, error);
  if (self->identity == NULL || !need_key (self, error))
    return FALSE;
  return choose_network (self, error);
}

gboolean
way_session_open_to_ask (WaySession *self, WayCli *cli, GError **error)
{
  if (!way_session_open (self, cli, error))
    return FALSE;
  if (self->network == NULL)
    self->network = way_home_find_network (
        self->home, self->identity != NULL && self->identity->is_demo ? "demo" : NULL,
        error);
  return self->network != NULL;
}

void
way_session_clear (WaySession *self)
{
  if (self->cli == NULL)
    return;
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->names, way_verified_answer_free);
  g_clear_pointer (&self->did, g_strfreev);
  g_clear_pointer (&self->home, way_home_free);
  way_arena_clear (&self->arena);
}

/* ---- Accounts and things -------------------------------------------------------------------------- */

gboolean
way_session_find_account (WaySession *self,
                          const char *text,
                          WayHash *out_account,
                          GError **error)
{
  if (!way_home_parse_account (self->home, text, out_account))
    return way_error_format (error, WAY_RESULT_USAGE,
                             "“%s” is no identity here, and neither an account (64 "
                             "hex digits) nor did:key:…",
                             text);
  if (self->network == NULL)
    return TRUE;
  /* only for its name: that it is not known there is for the ledger to say */
  g_clear_pointer (&self->names, way_verified_answer_free);
  self->names = way_verified_answer_fetch (self->home, self->network,
                                           way_verified_answer_call_account, out_account,
                                           NULL, NULL, NULL);
  return TRUE;
}

const WayFoundItem *
way_session_find_thing (WaySession *self,
                        const char *text,
                        const char *account,
                        WayItemFlags flags,
                        GError **error)
{
  WayItemFinder finder = { self->home, self->network, self->identity, NULL };
  WayHash named;
  WayFoundItem *found;

  if (account != NULL)
    {
      if (!way_home_parse_account (self->home, account, &named))
        {
          way_error_format (error, WAY_RESULT_USAGE, "“%s” is no account", account);
          return NULL;
        }
      finder.account = &named;
    }
  found = way_item_find (&finder, text, flags, NULL, error);
  if (found == NULL)
    {
      g_autofree char *shown = way_gs1_dup_without_secret (text);

      g_prefix_error (error, "%s: ", shown);
      return NULL;
    }
  g_ptr_array_add (self->kept, found);
  return found;
}

const WayItem *
way_session_find_item (WaySession *self,
                       const char *text,
                       const char *account,
                       WayItemFlags flags,
                       GError **error)
{
  const WayFoundItem *found = way_session_find_thing (self, text, account, flags, error);

  return found != NULL ? &found->item : NULL;
}

gboolean
way_session_find_items (WaySession *self,
                        char **texts,
                        int n,
                        const char *account,
                        WayItemFlags flags,
                        WayRecords *out_items,
                        GError **error)
{
  WayItem *items = way_arena_alloc (&self->arena, sizeof (WayItem) * (gsize) (n + 1));

  for (int i = 0; i < n; i++)
    {
      const WayItem *item = way_session_find_item (self, texts[i], account, flags, error);

      if (item == NULL)
        return FALSE;
      items[i] = *item;
    }
  *out_items = (WayRecords) { items, (gsize) n };
  return TRUE;
}

WayRecords
way_session_get_things (WaySession *self, const WayRecords *items)
{
  WayThing *things = way_arena_alloc (&self->arena, sizeof (WayThing) * (items->n + 1));

  for (gsize i = 0; i < items->n; i++)
    things[i] = ((const WayItem *) items->items)[i].thing;
  return (WayRecords) { things, items->n };
}

WayPresenter
way_session_get_presenter (WaySession *self)
{
  return (WayPresenter) { self->home, self->names != NULL ? self->names->bundle : NULL };
}

/* ---- Signing ------------------------------------------------------------------------------------------ */

static gboolean
ask_person (GError **error)
{
  char line[64];

  if (!isatty (STDIN_FILENO))
    return way_error_format (error, WAY_RESULT_USAGE,
                             "Nothing was signed: nobody can be asked here. With --yes "
                             "it is signed without asking");
  /* TRANSLATORS: asked before signing; y and n stand for yes and no */
  fprintf (stderr, "%s ", _ ("Sign this? [y/N]"));
  if (fgets (line, sizeof line, stdin) != NULL
      && (g_ascii_tolower (line[0]) == 'y' || g_str_has_prefix (line, "是")))
    return TRUE;
  return way_error_format (error, WAY_RESULT_CANCELLED, "Nothing was signed");
}

static gboolean
confirm (gpointer data, WaySlice payload, GError **error)
{
  WaySession *self = data;
  WayPresenter presenter = way_session_get_presenter (self);

  g_clear_pointer (&self->did, g_strfreev);
  self->did = way_present_payload (&presenter, payload, error);
  if (self->did == NULL)
    return FALSE;
  if (self->cli->yes)
    return TRUE;
  for (gsize i = 0; self->did[i] != NULL; i++)
    fprintf (stderr, "%s\n", self->did[i]);
  return ask_person (error);
}

WaySigning
way_session_get_signing (WaySession *self)
{
  return (WaySigning) { .network = self->network,
                        .identity = self->identity,
                        .confirm = confirm,
                        .confirm_data = self };
}

void
way_session_tell_draft (WaySession *self, const WayHash *statement, GError **error)
{
  g_autofree char *hex = way_hex_encode (WAY_SLICE_INIT (statement->bytes, 4));
  g_autoptr (GError) cause = NULL;

  if (!way_draft_is_kept (self->home, statement))
    return;
  cause = g_steal_pointer (error);
  way_error_wrap (
      error, way_result_from_error (cause), cause,
      /* TRANSLATORS: what went wrong, and the beginning of a statement's identifier */
      "%s; what you signed is kept, and “waymarkctl draft send %s” sends it "
      "again",
      cause->message, hex);
}

gboolean
way_session_submit (WaySession *self,
                    const WayAction *actions,
                    gsize n_actions,
                    WaySigned *out_signed,
                    GError **error)
{
  WaySigning signing = way_session_get_signing (self);

  signing.actions = actions;
  signing.n_actions = n_actions;
  if (way_signer_submit (self->home, &signing, NULL, out_signed, error))
    return TRUE;
  way_session_tell_draft (self, &out_signed->id, error);
  return FALSE;
}

yyjson_mut_doc *
way_session_make_json (WaySession *self, const WaySigned *signed_)
{
  yyjson_mut_doc *doc = way_cli_json_new ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc), *did;

  way_json_add_hash (doc, root, "statement", &signed_->id);
  way_json_add_hash (doc, root, "network", &self->network->network);
  way_json_add_hash (doc, root, "account", &self->identity->account);
  yyjson_mut_obj_add_uint (doc, root, "height", signed_->height);
  way_json_add_time (doc, root, "time", (gint64) signed_->time_ms);
  yyjson_mut_obj_add_uint (doc, root, "logIndex", signed_->log_index);
  yyjson_mut_obj_add_bool (doc, root, "proven", signed_->is_proven);
  did = yyjson_mut_obj_add_arr (doc, root, "did");
  for (gsize i = 0; self->did != NULL && self->did[i] != NULL; i++)
    yyjson_mut_arr_append (
        did, way_json_make_text (doc, way_slice_from_string (self->did[i])));
  return doc;
}

void
way_session_print_signed (WaySession *self, const WaySigned *signed_)
{
  g_autoptr (yyjson_mut_doc) doc = NULL;
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (&signed_->id));
  g_autofree char *network = way_present_network (self->network);

  if (self->cli->json)
    {
      doc = way_session_make_json (self, signed_);
      way_cli_print_json (doc);
      return;
    }
  for (gsize i = 0; self->cli->yes && self->did != NULL && self->did[i] != NULL; i++)
    printf ("%s\n", self->did[i]);
  /* TRANSLATORS: a statement's identifier, the number of a block, and the name of a network */
  printf (_ ("Done: statement %s, block %" PRIu64 " of “%s”.\n"), hex, signed_->height,
          network);
  if (!signed_->is_proven)
    printf ("%s\n", _ ("The node's word for it could not be checked."));
}

WayExit
way_session_act (WaySession *self, WayActionKind kind, gpointer body)
{
  WayAction action = { .kind = kind, .body = body };
  g_autoptr (GError) error = NULL;
  WaySigned signed_;

  if (!way_session_submit (self, &action, 1, &signed_, &error))
    return way_cli_fail (error);
  way_session_print_signed (self, &signed_);
  return WAY_EXIT_OK;
}
