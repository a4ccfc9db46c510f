/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-render.h"
#include "way-http-list.h"

/* The ledger's events of a thing as an EPCIS 2.0 document, rendered, never stored. */

#define MAX_EVENTS  1000
#define ARENA_LIMIT ((gsize) 64 * 1024 * 1024)

/* A logged statement that was decoded for this reply; everything borrows from the arena. */
typedef struct
{
  WayStatement statement;
  guint64 time_ms;
} Logged;

typedef struct
{
  WayNode *node;
  WayArena arena;
  GHashTable *logged; /* guint64 * → Logged, both in the arena */
  GString *text;
} Rendering;

static Logged *
read_logged (Rendering *self, guint64 log_index, GError **error)
{
  Logged *logged = g_hash_table_lookup (self->logged, &log_index);
  WayLogRow row;
  guint64 *key;
  guint8 *kept;

  if (logged != NULL)
    return logged;
  if (!way_store_reader_get_log_row (self->node->view.reader, log_index, &row, error))
    return NULL;
  kept = way_arena_copy (&self->arena, row.statement.data, row.statement.len);
  logged = way_arena_alloc (&self->arena, sizeof *logged);
  key = way_arena_alloc (&self->arena, sizeof *key);
  if (kept == NULL || logged == NULL || key == NULL)
    {
      way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
      return NULL;
    }
  if (way_statement_parse (WAY_SLICE_INIT (kept, row.statement.len), &self->arena,
                           &logged->statement)
      != WAY_RESULT_OK)
    {
      way_error_set (error, WAY_RESULT_CORRUPTED, "a logged statement");
      return NULL;
    }
  logged->time_ms = row.time_ms;
  *key = log_index;
  g_hash_table_insert (self->logged, key, logged);
  return logged;
}

/* ---- What acts leave to others to say --------------------------------------------- */

static gboolean
find_events_of (Rendering *self, const WayThing *thing, GArray *events, GError **error)
{
  WayHash id;
  gint64 row;

  way_thing_get_id (thing, &id);
  if (!way_index_find_thing (self->node->view.index, &id, &row, error))
    return FALSE;
  if (row == 0)
    return way_error_set (error, WAY_RESULT_NOT_FOUND, "no such thing");
  return way_index_list_events (self->node->view.index, row, FALSE, 0, MAX_EVENTS, events,
                                error);
}

static gboolean
find_lot (gpointer data,
          const WayHash *account,
          WaySlice gtin,
          WaySlice lot,
          WayLotRegister *out)
{
  Rendering *self = data;
  WayThing thing = way_thing_lot (account, gtin, lot);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (WayIndexEvent));
  const WayIndexEvent *first;
  const WayAction *action;
  Logged *logged;

  if (!find_events_of (self, &thing, events, NULL) || events->len == 0)
    return FALSE;
  first = &g_array_index (events, WayIndexEvent, 0);
  logged = read_logged (self, first->log_index, NULL);
  if (logged == NULL)
    return FALSE;
  action = &logged->statement.payload.actions[first->action_index];
  if (action->kind != WAY_ACTION_LOT_REGISTER)
    return FALSE;
  *out = *(const WayLotRegister *) action->body;
  return TRUE;
}

static gboolean
find_shipper (gpointer data, const WayHash *shipment, WayHash *out_account)
{
  Rendering *self = data;
  WayStateKey key = way_state_key_shipment (shipment);
  WayShipmentState state;
  gboolean found;

  if (!way_http_read_state (self->node, &key, &way_shipment_state_schema, &self->arena,
                            &state, &found, NULL)
      || !found)
    return FALSE;
  *out_account = state.shipper;
  return TRUE;
}

/* ---- Rendering ------------------------------------------------------------------------ */

/* Its own signer's later word that the act was wrong. */
static void
find_correction (Rendering *self,
                 GArray *events,
                 guint i,
                 const Logged *logged,
                 WayEpcisAct *act)
{
  const WayIndexEvent *here = &g_array_index (events, WayIndexEvent, i);

  for (guint j = i + 1; j < events->len; j++)
    {
      const WayIndexEvent *later = &g_array_index (events, WayIndexEvent, j);
      Logged *other = read_logged (self, later->log_index, NULL);
      const WayAction *action =
          other != NULL ? &other->statement.payload.actions[later->action_index] : NULL;
      const WayCorrect *correct = action != NULL ? action->body : NULL;

      if (action == NULL || action->kind != WAY_ACTION_CORRECT
          || correct->action_index != here->action_index
          || !way_hash_equal (&correct->statement, &logged->statement.id)
          || !way_hash_equal (&other->statement.payload.account,
                              &logged->statement.payload.account))
        continue;
      act->corrected_ms = &other->time_ms;
      act->corrected_reason = (WayCorrectReason) correct->reason;
      return;
    }
}

static gboolean
render_event (Rendering *self,
              GArray *events,
              guint i,
              WayEpcisWriter *writer,
              GError **error)
{
  const WayIndexEvent *event = &g_array_index (events, WayIndexEvent, i);
  WayEpcisKnowledge knowledge = { .find_lot = find_lot,
                                  .find_shipper = find_shipper,
                                  .data = self };
  Logged *logged = read_logged (self, event->log_index, error);
  WayEpcisEvents rendered = { 0 };
  WayEpcisAct act = { 0 };

  if (logged == NULL)
    return FALSE;
  act.statement = &logged->statement.id;
  act.account = &logged->statement.payload.account;
  act.action_index = event->action_index;
  act.block_time_ms = logged->time_ms;
  act.action = &logged->statement.payload.actions[event->action_index];
  find_correction (self, events, i, logged, &act);
  if (!way_epcis_render (&act, &knowledge, &self->arena, &rendered, error))
    return FALSE;
  for (gsize j = 0; j < rendered.n; j++)
    way_epcis_writer_add (writer, &rendered.items[j]);
  return TRUE;
}

static gboolean
render_thing (Rendering *self, const WayHash *thing_id, GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (WayIndexEvent));
  WayEpcisWriter writer;
  gboolean ok = TRUE;
  gint64 row;

  if (!way_index_find_thing (self->node->view.index, thing_id, &row, error))
    return FALSE;
  if (row == 0)
    return way_error_set (error, WAY_RESULT_NOT_FOUND, "no such thing");
  if (!way_index_list_events (self->node->view.index, row, FALSE, 0, MAX_EVENTS, events,
                              error))
    return FALSE;
  way_epcis_writer_begin (
      &writer, self->text,
      (gint64) way_store_reader_get_checkpoint (self->node->view.reader)->time,
      way_epcis_render_prefixes, WAY_EPCIS_RENDER_N_PREFIXES);
  for (guint i = 0; ok && i < events->len; i++)
    ok = render_event (self, events, i, &writer, error);
  way_epcis_writer_end (&writer);
  return ok;
}

static void
reply_events (WayHttpRequest *request, const WayHash *thing_id)
{
  Rendering self = { .node = request->node, .text = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  way_arena_init (&self.arena, ARENA_LIMIT);
  self.logged = g_hash_table_new (g_int64_hash, g_int64_equal);
  if (!render_thing (&self, thing_id, &error))
    way_http_reply_error (request->message, error);
  bytes = g_string_free_to_bytes (self.text);
  if (error == NULL)
    way_http_reply_bytes (request->message, SOUP_STATUS_OK, WAY_API_MEDIA_JSON, bytes);
  g_hash_table_unref (self.logged);
  way_arena_clear (&self.arena);
}

static void
get_epcis_events (WayHttpRequest *request)
{
  gboolean has_thing;
  WayHash thing_id;

  if (!way_http_get_hash (request, "thing", &thing_id, &has_thing))
    return;
  if (!has_thing)
    {
      way_http_reply_problem (request->message, WAY_RESULT_USAGE,
                              "name a thing by its identifier");
      return;
    }
  if (!way_node_begin_answer (request))
    return;
  reply_events (request, &thing_id);
  way_node_end_answer (request->node);
}

const WayHttpRoute way_http_epcis_routes[] = {
  { "GET", "/v1/epcis/events", get_epcis_events, 0 },
  { NULL },
};
