/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-verified-answer.h"

#include <glib/gi18n-lib.h>

#include "way-home-private.h"
#include "way-parallel.h"

#define NONCE_SIZE 32

void
way_verified_answer_free (WayVerifiedAnswer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bundle, way_verified_bundle_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

GBytes *
way_verified_answer_call_lookup (WayClient *client,
                                 gconstpointer what,
                                 const WayLookupOptions *options,
                                 GCancellable *cancellable,
                                 GError **error)
{
  return way_call_lookup (client, what, options, cancellable, error);
}

GBytes *
way_verified_answer_call_statement (WayClient *client,
                                    gconstpointer what,
                                    const WayLookupOptions *options,
                                    GCancellable *cancellable,
                                    GError **error)
{
  return way_call_statement (client, what, options, cancellable, error);
}

GBytes *
way_verified_answer_call_account (WayClient *client,
                                  gconstpointer what,
                                  const WayLookupOptions *options,
                                  GCancellable *cancellable,
                                  GError **error)
{
  return way_call_account (client, what, options, cancellable, error);
}

GBytes *
way_verified_answer_call_shipment (WayClient *client,
                                   gconstpointer what,
                                   const WayLookupOptions *options,
                                   GCancellable *cancellable,
                                   GError **error)
{
  return way_call_shipment (client, what, options, cancellable, error);
}

/* ---- Verifying ------------------------------------------------------------------------ */

static WayVerifiedAnswer *
verify (WayHome *home,
        WayNetwork *network,
        GBytes *bytes,
        const WayKeptCheckpoint *kept,
        WaySlice nonce,
        GError **error)
{
  WaySignatureCache cache = way_signature_memory_get_cache (home->signatures);
  WayTrust trust = { .genesis = way_slice_from_bytes (network->genesis),
                     .parallel = way_parallel_get_shared (),
                     .kept = kept,
                     .nonce = nonce,
                     .cache = &cache };
  g_autoptr (WayVerifiedAnswer) answer = g_new0 (WayVerifiedAnswer, 1);

  answer->network = network;
  answer->bytes = g_bytes_ref (bytes);
  answer->bundle = way_bundle_verify (bytes, &trust, &answer->report, error);
  return answer->bundle != NULL ? g_steal_pointer (&answer) : NULL;
}

/* Where the answer does not prove itself that its ledger continues the one seen before, the node is asked for that proof. */
static gboolean
check_continuity (WayClient *client,
                  WayVerifiedAnswer *answer,
                  const WayKeptCheckpoint *kept,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (WayReply) reply = NULL;
  const WayCheckpoint *checkpoint;
  WayHash hash;
  WayResult result;

  checkpoint = way_verified_bundle_get_checkpoint (answer->bundle, &hash);
  if (kept == NULL || answer->report.may_replace_kept
      || checkpoint->height == kept->height)
    return TRUE;
  reply = way_call_consistency (client, kept->log_size, checkpoint->log_size, cancellable,
                                error);
  if (reply == NULL)
    return FALSE;
  result = way_kept_checkpoint_judge (kept, checkpoint, &hash, reply->record,
                                      &answer->report.may_replace_kept);
  if (result != WAY_RESULT_OK)
    return way_error_set (error, result, NULL);
  return answer->report.may_replace_kept
         || way_error_format (error, WAY_RESULT_UNVERIFIED,
                              "The node does not prove that its ledger continues the "
                              "one seen before");
}

static gboolean
keep_checkpoint (WayHome *home, WayVerifiedAnswer *answer, GError **error)
{
  WayHash hash;
  const WayCheckpoint *checkpoint =
      way_verified_bundle_get_checkpoint (answer->bundle, &hash);
  WayKeptFile kept = { .hash = hash,
                       .height = checkpoint->height,
                       .log_root = checkpoint->log_root,
                       .log_size = checkpoint->log_size,
                       .seen = answer->fetched_ms };

  return way_home_store_kept (home, answer->network, &kept, error);
}

static gboolean
load_kept (WayHome *home,
           WayNetwork *network,
           WayKeptCheckpoint *out_kept,
           gboolean *out_found,
           GError **error)
{
  WayKeptFile file;

  if (!way_home_load_kept (home, network, &file, out_found, error))
    return FALSE;
  *out_kept = (WayKeptCheckpoint) { .hash = file.hash,
                                    .height = file.height,
                                    .log_root = file.log_root,
                                    .log_size = file.log_size };
  return TRUE;
}

WayVerifiedAnswer *
way_verified_answer_fetch (WayHome *home,
                           WayNetwork *network,
                           WayVerifiedAnswerCall call,
                           gconstpointer what,
                           GCancellable *cancellable,
                           WayNoAnswer *out_why,
                           GError **error)
{
  g_autoptr (WaySecret) nonce = way_secret_new_random (NONCE_SIZE);
  WayLookupOptions options = { .nonce = way_secret_get_slice (nonce) };
  g_autoptr (WayVerifiedAnswer) answer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  WayKeptCheckpoint kept;
  WayNoAnswer unused;
  gboolean has_kept;
  WayClient *client;

  out_why = out_why != NULL ? out_why : &unused;
  *out_why = WAY_NO_ANSWER_OURS;
  if (!load_kept (home, network, &kept, &has_kept, error))
    return NULL;
  *out_why = WAY_NO_ANSWER_UNREACHABLE;
  options.has_kept_size = has_kept;
  options.kept_size = has_kept ? kept.log_size : 0;
  client = way_home_connect (home, network, cancellable, error);
  bytes = client != NULL ? call (client, what, &options, cancellable, error) : NULL;
  if (bytes == NULL)
    return NULL;
  *out_why = WAY_NO_ANSWER_WRONG;
  answer = verify (home, network, bytes, has_kept ? &kept : NULL, options.nonce, error);
  if (answer == NULL
      || !check_continuity (client, answer, has_kept ? &kept : NULL, cancellable, error))
    return NULL;
  *out_why = WAY_NO_ANSWER_OURS;
  answer->is_live = TRUE;
  answer->fetched_ms = (guint64) (g_get_real_time () / 1000);
  return keep_checkpoint (home, answer, error) ? g_steal_pointer (&answer) : NULL;
}

WayVerifiedAnswer *
way_verified_answer_from_bytes (WayHome *home,
                                WayNetwork *network,
                                GBytes *bytes,
                                guint64 fetched_ms,
                                GError **error)
{
  WayVerifiedAnswer *answer =
      verify (home, network, bytes, NULL, (WaySlice) { 0 }, error);

  if (answer != NULL)
    answer->fetched_ms = fetched_ms;
  return answer;
}
