/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-cli-lookup.h"
#include "way-proof-file.h"
#include "way-record-file.h"

#define MAX_FILE ((gsize) 64 * 1024 * 1024)

/* ---- Exporting ---------------------------------------------------------------------------------------- */

static WayExit
proof_export (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayVerifiedAnswer) answer = NULL;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  if (!way_cli_parse (proof_export, NULL, NULL, 2, 2, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_ask (&session, cli, &error))
    return way_cli_fail (error);
  way_cli_choose_network (&session, argv[0]);
  answer = way_proof_fetch (session.home, session.network, argv[0], NULL, NULL, &error);
  if (answer == NULL
      || !way_file_write (argv[1], way_slice_from_bytes (answer->bytes), &error))
    return way_cli_fail (error);
  if (!cli->json)
    return WAY_EXIT_OK;
  way_cli_json_add_string (doc, root, "file", argv[1]);
  way_json_add_hash (doc, root, "network", &session.network->network);
  yyjson_mut_obj_add_uint (
      doc, root, "height",
      way_verified_bundle_get_checkpoint (answer->bundle, NULL)->height);
  yyjson_mut_obj_add_uint (doc, root, "size", g_bytes_get_size (answer->bytes));
  way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

/* ---- Verifying ---------------------------------------------------------------------------------------- */

/* A proof from a file, by a network that is known, named, or neither. */
typedef struct
{
  WayVerifiedBundle *bundle;
  WayBundleReport report;
  const WayNetwork *network; /* (nullable): where it is one that this folder is in */
  gboolean is_trusted;       /* known, or named on the command line */
} CheckedProof;

static void
checked_proof_clear (CheckedProof *self)
{
  g_clear_pointer (&self->bundle, way_verified_bundle_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CheckedProof, checked_proof_clear)

/* By each network that this folder is in, or by the one that was named. */
static gboolean
check_by_known (WaySession *session,
                GBytes *bytes,
                CheckedProof *out_proof,
                GError **error)
{
  for (gsize i = 0; i < way_home_get_n_networks (session->home); i++)
    {
      const WayNetwork *network = way_home_get_network (session->home, i);
      WayTrust trust = { .genesis = way_slice_from_bytes (network->genesis) };
      g_autoptr (GError) cause = NULL;

      out_proof->bundle = way_bundle_verify (bytes, &trust, &out_proof->report, &cause);
      if (out_proof->bundle == NULL
          && g_error_matches (cause, WAY_ERROR, WAY_RESULT_WRONG_NETWORK))
        continue;
      out_proof->network = network;
      out_proof->is_trusted = TRUE;
      if (out_proof->bundle != NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_by_itself (GBytes *bytes,
                 const WayHash *named,
                 CheckedProof *out_proof,
                 GError **error)
{
  WayTrust trust = { 0 };
  const WayBundle *record;

  out_proof->bundle = way_bundle_verify (bytes, &trust, &out_proof->report, error);
  if (out_proof->bundle == NULL)
    return FALSE;
  record = way_verified_bundle_get_record (out_proof->bundle);
  out_proof->is_trusted = named != NULL && way_hash_equal (&record->network, named);
  return TRUE;
}

static gboolean
check_proof (WaySession *session,
             GBytes *bytes,
             const WayHash *named,
             CheckedProof *out_proof,
             GError **error)
{
  const WayBundle *record;

  if (!check_by_known (session, bytes, out_proof, error))
    return FALSE;
  if (out_proof->bundle == NULL && !check_by_itself (bytes, named, out_proof, error))
    return FALSE;
  record = way_verified_bundle_get_record (out_proof->bundle);
  return named == NULL || way_hash_equal (&record->network, named)
         || way_error_format (error, WAY_RESULT_UNVERIFIED,
                              "The proof is of another network than the one you named");
}

static WayExamination *
examine (WaySession *session, const CheckedProof *proof)
{
  const WayGenesis *genesis = way_verified_bundle_get_genesis (proof->bundle);
  g_autoptr (GArray) mine = way_lookup_collect_my_accounts (
      session->home, way_record_has (genesis, 7) && genesis->is_demo, session->identity);
  WayExamineOptions options = { .my_accounts = (const WayHash *) (gpointer) mine->data,
                                .n_my_accounts = mine->len };

  options.registrars = way_home_get_registrars (session->home, &options.n_registrars);
  return way_examine (proof->bundle, &proof->report, &options);
}

static gboolean
is_about_code (const CheckedProof *proof)
{
  const WayQuestion *question = &way_verified_bundle_get_record (proof->bundle)->question;

  return way_record_has (question, 1) || way_record_has (question, 4);
}

static void
print_proof_json (WaySession *session, const CheckedProof *proof, const char *path)
{
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  g_autoptr (WayExamination) examination = examine (session, proof);
  WayPresenter presenter = { session->home, proof->bundle };
  const WayCheckpoint *checkpoint =
      way_verified_bundle_get_checkpoint (proof->bundle, NULL);

  way_cli_json_add_string (doc, root, "file", path);
  way_json_add_hash (doc, root, "network", &checkpoint->network);
  yyjson_mut_obj_add_bool (doc, root, "known", proof->is_trusted);
  yyjson_mut_obj_add_uint (doc, root, "height", checkpoint->height);
  way_json_add_time (doc, root, "time", (gint64) checkpoint->time);
  yyjson_mut_obj_add_uint (doc, root, "statements",
                           way_verified_bundle_get_n_statements (proof->bundle));
  if (is_about_code (proof))
    way_cli_examination_add_json (&presenter, examination, proof->network, doc,
                                  yyjson_mut_obj_add_obj (doc, root, "examination"));
  else
    yyjson_mut_obj_add_null (doc, root, "examination");
  way_cli_print_json (doc);
}

static void
print_proof (WaySession *session, const CheckedProof *proof)
{
  g_autoptr (WayExamination) examination = examine (session, proof);
  WayPresenter presenter = { session->home, proof->bundle };
  const WayCheckpoint *checkpoint =
      way_verified_bundle_get_checkpoint (proof->bundle, NULL);
  const WayGenesis *genesis = way_verified_bundle_get_genesis (proof->bundle);
  g_autofree char *name = way_present_lang_texts (&genesis->names);
  g_autofree char *when = way_present_time (checkpoint->time);
  gsize n = way_verified_bundle_get_n_statements (proof->bundle);

  printf (
      /* TRANSLATORS: how many, the name of a network, a block's number, a date and time */
      ngettext ("%zu statement of “%s”, as of block %" PRIu64 ", %s: the proof holds.\n",
                "%zu statements of “%s”, as of block %" PRIu64 ", %s: the proof holds.\n",
                n),
      n, name, checkpoint->height, when);
  if (is_about_code (proof))
    way_cli_examination_print (&presenter, examination, proof->network);
}

/* No ledger refused anything here: a signature or a sequence that is wrong is a proof that does not hold. */
static WayExit
fail_to_verify (const GError *error)
{
  WayExit code = way_cli_fail (error);

  return code == WAY_EXIT_REFUSED ? WAY_EXIT_UNVERIFIED : code;
}

static WayExit
proof_verify (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_auto (CheckedProof) proof = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  WayCli offline = *cli;
  WayHash named;
  gboolean has_name = cli->network != NULL && way_hash_from_hex (cli->network, &named);

  if (!way_cli_parse (proof_verify, NULL, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (has_name)
    offline.network = NULL;
  if (!way_session_open (&session, &offline, &error))
    {
      /* the code for an unknown network is kept for a proof that is consistent */
      way_cli_fail (error);
      return g_error_matches (error, WAY_ERROR, WAY_RESULT_UNKNOWN_NETWORK)
                 ? WAY_EXIT_USAGE
                 : way_exit_from_result (way_result_from_error (error));
    }
  if (session.network != NULL)
    {
      named = session.network->network;
      has_name = TRUE;
    }
  bytes = way_file_read (argv[0], MAX_FILE, WAY_RESULT_IO, &error);
  if (bytes == NULL)
    return way_cli_fail (error);
  if (!check_proof (&session, bytes, has_name ? &named : NULL, &proof, &error))
    return fail_to_verify (error);
  if (cli->json)
    print_proof_json (&session, &proof, argv[0]);
  else
    print_proof (&session, &proof);
  if (proof.is_trusted)
    return WAY_EXIT_OK;
  way_cli_print_error (
      _ ("It is of a network that is not known here: whoever made the file "
         "may have made the network too. Name the network you expect with "
         "--network HASH"));
  return WAY_EXIT_UNKNOWN_NETWORK;
}

const WayCommand way_cmd_proof[] = {
  { "proof", "export", "STATEMENT|CODE FILE",
    N_ ("Write the proof of a statement, or of all that is known of a code"),
    proof_export },
  { "proof", "verify", "[--network HASH] FILE", N_ ("Check a proof without any network"),
    proof_verify },
  { NULL },
};
