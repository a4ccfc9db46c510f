/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-answer.h"

#include "way-base-encoding.h"
#include "way-checkpoint.h"
#include "way-json.h"

#define MIN_NONCE 16
#define MAX_NONCE 64

gboolean
way_answer_options_read (WayAnswerOptions *options, WayHttpRequest *request)
{
  const char *nonce = way_http_get_text (request, "nonce");
  guint64 with_genesis;

  memset (options, 0, sizeof *options);
  if (nonce != NULL)
    {
      options->nonce = way_base64url_decode (nonce, -1);
      if (options->nonce == NULL || g_bytes_get_size (options->nonce) < MIN_NONCE
          || g_bytes_get_size (options->nonce) > MAX_NONCE)
        {
          way_http_reply_problem (request->message, WAY_RESULT_USAGE,
                                  "nonce must be 16 to 64 bytes in Base64url");
          return FALSE;
        }
    }
  options->has_from = way_http_get_text (request, "from") != NULL;
  if (!way_http_get_number (request, "from", 0, G_MAXINT64, &options->from)
      || !way_http_get_number (request, "genesis", 0, 1, &with_genesis))
    return FALSE;
  options->with_genesis = with_genesis == 1;
  return TRUE;
}

void
way_answer_options_clear (WayAnswerOptions *options)
{
  g_clear_pointer (&options->nonce, g_bytes_unref);
}

GBytes *
way_answer_sign_freshness (WayNode *node, WayView *view, GBytes *nonce)
{
  WayFreshness freshness = {
    .network = node->network,
    .checkpoint = *way_store_reader_get_checkpoint_hash (view->reader),
    .now = (guint64) (g_get_real_time () / 1000),
  };

  if (node->solo_key == NULL || nonce == NULL)
    return NULL;
  freshness.nonce = way_slice_from_bytes (nonce);
  return way_freshness_sign (&freshness, node->solo_key);
}

/* Members 3 (genesis), 10 (freshness) and 11 (consistency) of the map, put into the cached body of the others. */
static GBytes *
complete_body (WayNode *node,
               GBytes *body,
               GBytes *genesis,
               GBytes *freshness,
               const WayConsistency *consistency)
{
  WaySlice encoded = way_slice_from_bytes (body);
  guint n = encoded.data[0] & 0x1f; /* a map of 8 pairs: one byte of head */
  /* format (key 1, value 1) and network (key 2, 34 bytes) stand before the genesis */
  const gsize before_genesis = 1 + 2 + 1 + 34;
  GByteArray *out = g_byte_array_sized_new ((guint) encoded.len + 2048);
  WayCborWriter writer;
  guint8 head =
      (guint8) (0xa0
                | (n + (genesis != NULL) + (freshness != NULL) + (consistency != NULL)));

  g_byte_array_append (out, &head, 1);
  g_byte_array_append (out, encoded.data + 1, (guint) before_genesis - 1);
  way_cbor_writer_init_into (&writer, out);
  if (genesis != NULL)
    {
      way_cbor_write_unsigned (&writer, 3);
      way_cbor_write_bytes (&writer, way_slice_from_bytes (genesis));
    }
  way_cbor_write_encoded (&writer, WAY_SLICE_INIT (encoded.data + before_genesis,
                                                   encoded.len - before_genesis));
  if (freshness != NULL)
    {
      way_cbor_write_unsigned (&writer, 10);
      way_cbor_write_bytes (&writer, way_slice_from_bytes (freshness));
    }
  if (consistency != NULL)
    {
      way_cbor_write_unsigned (&writer, 11);
      way_schema_write (&way_consistency_schema, &writer, consistency);
    }
  way_cbor_writer_clear (&writer);
  return g_byte_array_free_to_bytes (out);
}

void
way_answer_reply_bundle (WayHttpRequest *request, GBytes *bundle)
{
  g_auto (WayArena) arena = { 0 };
  WayBundle record = { 0 };

  way_arena_init (&arena, 0);
  if (!way_http_prefers_json (request, WAY_API_MEDIA_PROOF))
    {
      way_http_reply_bytes (request->message, SOUP_STATUS_OK, WAY_API_MEDIA_PROOF,
                            bundle);
      return;
    }
  if (way_schema_decode (&way_bundle_schema, way_slice_from_bytes (bundle), &arena,
                         &record)
      != WAY_RESULT_OK)
    {
      way_http_reply_problem (request->message, WAY_RESULT_TOO_LARGE,
                              "the answer is too large for its JSON view");
      return;
    }
  way_http_reply_record (request->message, SOUP_STATUS_OK, &way_bundle_schema, &record);
}

GBytes *
way_answer_complete (WayNode *node,
                     WayView *view,
                     GBytes *body,
                     const WayAnswerOptions *options,
                     GError **error)
{
  g_autoptr (GBytes) freshness = way_answer_sign_freshness (node, view, options->nonce);
  GBytes *genesis = options->with_genesis ? node->genesis_bytes : NULL;
  g_auto (WayArena) arena = { 0 };
  WayConsistency consistency = { 0 };
  guint64 size = way_store_reader_get_checkpoint (view->reader)->log_size;
  gboolean with_consistency = options->has_from && options->from > 0
                              && options->from < size;

  way_arena_init (&arena, 0);
  if (with_consistency
      && !way_store_reader_prove_consistency (view->reader, options->from, &arena,
                                              &consistency, error))
    return NULL;
  if (freshness == NULL && !with_consistency && genesis == NULL)
    return g_bytes_ref (body);
  return complete_body (node, body, genesis, freshness,
                        with_consistency ? &consistency : NULL);
}

void
way_answer_reply (WayHttpRequest *request, GBytes *body, const WayAnswerOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bundle =
      way_answer_complete (request->node, &request->node->view, body, options, &error);

  if (bundle != NULL)
    way_answer_reply_bundle (request, bundle);
  else
    way_http_reply_error (request->message, error);
}
