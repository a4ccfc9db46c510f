/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-answer.h"
#include "way-base-encoding.h"
#include "way-cose.h"
#include "way-http-list.h"

/* ---- Account and key --------------------------------------------------------------------- */

static gboolean
gather_account (WayAnswer *answer, const WayHash *account, GError **error)
{
  const WayRegistrar *registrars = answer->node->genesis.registrars.items;
  static const char *const roles[] = { "inspector", "authority", "laboratory",
                                       "certifier" };

  for (gsize i = 0; i < answer->node->genesis.registrars.n; i++)
    {
      WayHash registrar;

      way_public_key_get_thumbprint ((const WayPublicKey *) registrars[i].key,
                                     &registrar);
      for (gsize j = 0; j < G_N_ELEMENTS (roles); j++)
        {
          WayStateKey key = way_state_key_attestation (
              &registrar, account, WAY_CLAIM_ROLE, way_slice_from_string (roles[j]));

          if (!way_answer_add_state (answer, &key, error))
            return FALSE;
        }
    }
  return way_answer_add_account (answer, account, error);
}

static void
get_account (WayHttpRequest *request)
{
  g_auto (WayAnswerOptions) options = { 0 };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  WayQuestion question = { .present = 1 << 5 };
  g_auto (WayAnswer) answer = { 0 };

  if (!way_http_get_segment_hash (request, 0, &question.account)
      || !way_answer_options_read (&options, request) || !way_node_begin_answer (request))
    return;
  way_answer_init (&answer, request->node, &request->node->view, &question);
  if (gather_account (&answer, &question.account, &error))
    {
      body = way_answer_encode (&answer);
      way_answer_reply (request, body, &options);
    }
  else
    {
      way_http_reply_error (request->message, error);
    }
  way_node_end_answer (request->node);
}

static void
reply_key (WayHttpRequest *request, const WayHash *key_id)
{
  WayStateKey key = way_state_key_key (key_id);
  g_autoptr (GError) error = NULL;
  g_auto (WayArena) arena = { 0 };
  WayKeyState state;
  WayKeyReply reply = { 0 };
  gboolean found;

  way_arena_init (&arena, 0);
  if (!way_http_read_state (request->node, &key, &way_key_state_schema, &arena, &state,
                            &found, &error))
    {
      way_http_reply_error (request->message, error);
      return;
    }
  if (!found)
    {
      way_http_reply_problem (request->message, WAY_RESULT_NOT_FOUND,
                              "that key is not registered");
      return;
    }
  reply.account = state.account;
  reply.sequence = state.sequence;
  reply.is_revoked = way_record_has (&state, 5);
  reply.height = way_store_reader_get_checkpoint (request->node->view.reader)->height;
  way_http_reply_record (request->message, SOUP_STATUS_OK, &way_key_reply_schema, &reply);
}

static void
get_key (WayHttpRequest *request)
{
  WayHash key_id;

  if (!way_http_get_segment_hash (request, 0, &key_id)
      || !way_node_begin_answer (request))
    return;
  reply_key (request, &key_id);
  way_node_end_answer (request->node);
}

/* ---- Holdings ---------------------------------------------------------------------------------- */

static void
get_things (WayHttpRequest *request)
{
  static const struct
  {
    const char *role;
    WayIndexList list;
  } roles[] = { { "custodian", WAY_INDEX_BY_CUSTODIAN },
                { "owner", WAY_INDEX_BY_OWNER },
                { "loose", WAY_INDEX_LOOSE } };
  const char *role = way_http_get_text (request, "role");
  WayIndexQuery query = { 0 };
  WayHash account;
  gsize i = 0;

  while (role != NULL && i < G_N_ELEMENTS (roles) && strcmp (roles[i].role, role) != 0)
    i++;
  if (role == NULL || i == G_N_ELEMENTS (roles))
    {
      way_http_reply_problem (request->message, WAY_RESULT_USAGE,
                              "role must be custodian, owner or loose");
      return;
    }
  if (!way_http_get_segment_hash (request, 0, &account)
      || !way_node_begin_answer (request))
    return;
  query.list = roles[i].list;
  query.account = &account;
  way_http_reply_things (request, &query);
  way_node_end_answer (request->node);
}

/* ---- Observed EPCIS events ------------------------------------------------------------------------ */

/* hash= may stand several times; libsoup's table keeps only one, so the query itself is read. */
static gboolean
read_event_hashes (WayHttpRequest *request, WayHash *out_hashes, gsize *out_n)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (request->message));
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", 64);
  gboolean is_fine = TRUE;

  *out_n = 0;
  for (gsize i = 0; is_fine && pairs[i] != NULL; i++)
    if (g_str_has_prefix (pairs[i], "hash="))
      is_fine =
          *out_n < WAY_API_MAX_OBSERVED
          && way_hash_from_hex (pairs[i] + strlen ("hash="), &out_hashes[(*out_n)++]);
  if (is_fine && *out_n > 0)
    return TRUE;
  way_http_reply_problem (request->message, WAY_RESULT_USAGE,
                          "hash must be 64 hexadecimal digits, 1 to 32 times");
  return FALSE;
}

static gboolean
fill_observed (WayNode *node,
               const WayHash *event_hash,
               guint64 log_index,
               WayObservedRow *row,
               GError **error)
{
  WayLogRow logged;
  WayCose cose;

  if (!way_store_reader_get_log_row (node->view.reader, log_index, &logged, error))
    return FALSE;
  if (way_cose_parse (logged.statement, &cose) != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a logged statement");
  *row = (WayObservedRow) { .event_hash = *event_hash, .log_index = log_index };
  way_cose_get_id (&cose, &row->statement);
  return TRUE;
}

static gboolean
list_observed (WayHttpRequest *request,
               const WayHash *account,
               const WayHash *hashes,
               gsize n,
               GArray *rows,
               GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (gsize i = 0; i < n; i++)
    {
      g_array_set_size (places, 0);
      if (!way_index_list_observed (request->node->view.index, account, &hashes[i],
                                    WAY_API_MAX_LIST - rows->len, places, error))
        return FALSE;
      for (guint j = 0; j < places->len; j++)
        {
          WayObservedRow row;

          if (!fill_observed (request->node, &hashes[i],
                              g_array_index (places, guint64, j), &row, error))
            return FALSE;
          g_array_append_val (rows, row);
        }
    }
  return TRUE;
}

static void
get_observed (WayHttpRequest *request)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayObservedRow));
  g_autoptr (GError) error = NULL;
  WayHash account, hashes[WAY_API_MAX_OBSERVED];
  WayObservedReply reply = { 0 };
  gsize n;

  if (!way_http_get_segment_hash (request, 0, &account)
      || !read_event_hashes (request, hashes, &n) || !way_node_begin_answer (request))
    return;
  if (list_observed (request, &account, hashes, n, rows, &error))
    {
      reply.height = way_store_reader_get_checkpoint (request->node->view.reader)->height;
      reply.events = (WayRecords) { rows->data, rows->len };
      way_http_reply_record (request->message, SOUP_STATUS_OK, &way_observed_reply_schema,
                             &reply);
    }
  else
    {
      way_http_reply_error (request->message, error);
    }
  way_node_end_answer (request->node);
}

const WayHttpRoute way_http_accounts_routes[] = {
  { "GET", "/v1/accounts/{id}", get_account, 0 },
  { "GET", "/v1/accounts/{id}/things", get_things, 0 },
  { "GET", "/v1/accounts/{id}/shipments", way_http_get_shipments_of, 0 },
  { "GET", "/v1/accounts/{id}/observed", get_observed, 0 },
  { "GET", "/v1/keys/{id}", get_key, 0 },
  { NULL },
};
