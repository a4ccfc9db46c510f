/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-proof-file.h"

#include <glib/gi18n-lib.h>

#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-item-calls.h"
#include "way-lookup.h"

/* What is exported carries its genesis: a stranger can check it alone. */
typedef struct
{
  WayVerifiedAnswerCall call;
  gconstpointer what;
} WithGenesis;

static GBytes *
call_with_genesis (WayClient *client,
                   gconstpointer what,
                   const WayLookupOptions *options,
                   GCancellable *cancellable,
                   GError **error)
{
  const WithGenesis *inner = what;
  WayLookupOptions more = *options;

  more.with_genesis = TRUE;
  return inner->call (client, inner->what, &more, cancellable, error);
}

WayVerifiedAnswer *
way_proof_fetch (WayHome *home,
                 WayNetwork *network,
                 const char *text,
                 GCancellable *cancellable,
                 GError **error)
{
  WayGs1Code code;
  WayQuestion question;
  WayHash id;
  WithGenesis inner = { way_verified_answer_call_statement, &id };

  if (!way_hash_from_hex (text, &id))
    {
      if (!way_gs1_code_from_text (way_slice_from_string (text), NULL, &code, NULL,
                                   error))
        return NULL;
      if (code.kind == WAY_GS1_CODE_OTHER)
        {
          way_error_format (error, WAY_RESULT_NOT_FOUND,
                            _ ("This code names neither a product nor a case"));
          return NULL;
        }
      question = way_question_from_code (&code);
      inner = (WithGenesis) { way_verified_answer_call_lookup, &question };
    }
  return way_verified_answer_fetch (home, network, call_with_genesis, &inner, cancellable,
                                    NULL, error);
}

/* ---- For a window ------------------------------------------------------------------------ */

typedef struct
{
  char *text;
  char *network;
  GFile *file;
} Exporting;

static void
exporting_free (gpointer data)
{
  Exporting *self = data;

  g_free (self->text);
  g_free (self->network);
  g_object_unref (self->file);
  g_free (self);
}

static gboolean
write_file (GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *name = g_file_get_parse_name (file);

  return g_file_replace_contents (
             file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
             G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, &cause)
         || way_error_set_file (error, cause, name);
}

static void export (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Exporting *exporting = data;
  GError *error = NULL;
  WayNetwork *network = way_home_find_network (home, exporting->network, &error);
  g_autoptr (WayVerifiedAnswer) answer = NULL;

  if (network != NULL)
    answer = way_proof_fetch (home, network, exporting->text, cancellable, &error);
  if (answer != NULL && write_file (exporting->file, answer->bytes, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
way_desk_export_proof_async (WayDesk *self,
                             const char *text,
                             const char *network,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Exporting *exporting = g_new (Exporting, 1);

  *exporting = (Exporting) { g_strdup (text), g_strdup (network), g_object_ref (file) };
  g_task_set_source_tag (task, way_desk_export_proof_async);
  g_task_set_task_data (task, exporting, exporting_free);
  way_desk_run (self, task, export);
}

gboolean
way_desk_export_proof_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
