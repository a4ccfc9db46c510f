/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-answer.h"
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
  way_answer_init (&answer, request->node, &question);
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
  reply.height = way_store_reader_get_checkpoint (request->node->reader)->height;
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

const WayHttpRoute way_http_accounts_routes[] = {
  { "GET", "/v1/accounts/{id}", get_account, 0 },
  { "GET", "/v1/accounts/{id}/things", get_things, 0 },
  { "GET", "/v1/accounts/{id}/shipments", way_http_get_shipments_of, 0 },
  { "GET", "/v1/keys/{id}", get_key, 0 },
  { NULL },
};
