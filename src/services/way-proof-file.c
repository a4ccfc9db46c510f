/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-proof-file.h"

#include <glib/gi18n-lib.h>

#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-item-calls.h"
#include "way-lookup.h"
#include "way-record-file.h"

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
                 const WayHash *account,
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
                            "This code names neither a product nor a case");
          return NULL;
        }
      question = way_question_from_code (&code);
      if (account != NULL)
        {
          question.present |= 1 << 5;
          question.account = *account;
        }
      inner = (WithGenesis) { way_verified_answer_call_lookup, &question };
    }
  return way_verified_answer_fetch (home, network, call_with_genesis, &inner, cancellable,
                                    NULL, error);
}

/* ---- For a window ------------------------------------------------------------------------ */

typedef struct
{
  WayFinding *finding;
  GFile *file;
} Exporting;

static void
exporting_free (gpointer data)
{
  Exporting *self = data;

  g_object_unref (self->finding);
  g_object_unref (self->file);
  g_free (self);
}

static void export (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Exporting *exporting = data;
  GError *error = NULL;
  WayFinding *finding = exporting->finding; /* it never changes */
  const char *whose = way_finding_get_account (finding);
  WayNetwork *network =
      way_home_find_network (home, way_finding_get_network (finding), &error);
  g_autoptr (WayVerifiedAnswer) answer = NULL;
  WayHash account;

  if (network != NULL)
    answer = way_proof_fetch (
        home, network, way_finding_get_code (finding),
        whose != NULL && way_hash_from_hex (whose, &account) ? &account : NULL,
        cancellable, &error);
  if (answer != NULL
      && way_file_save (exporting->file, answer->bytes, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
way_desk_export_proof_async (WayDesk *self,
                             WayFinding *finding,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Exporting *exporting = g_new (Exporting, 1);

  *exporting = (Exporting) { g_object_ref (finding), g_object_ref (file) };
  g_task_set_source_tag (task, way_desk_export_proof_async);
  g_task_set_task_data (task, exporting, exporting_free);
  way_desk_run (self, task, export);
}

gboolean
way_desk_export_proof_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
