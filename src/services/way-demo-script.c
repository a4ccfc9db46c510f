/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-story-private.h"

#include "way-rfc3339.h"
#include "way-statement.h"

/* story.json: who says what, and when, as signed statements. */

#define MAX_STORY ((gsize) 1024 * 1024)
#define DAY_MS    G_GUINT64_CONSTANT (86400000)
#define EVENT     "event"

/* One row of story.json. */
typedef struct
{
  WayDemoStory *story;
  WayDemoActor *signer;
  guint key;
  guint64 time_ms;
  guint64 happened_ms;
  yyjson_val *row;
  yyjson_mut_doc *doc;
  WayArena *arena;
  gboolean has_event; /* of an action that takes one */
} Row;

static const char *const members[] = { "at",     "by",       "do", "documents",
                                       "expect", "happened", "id", "key",
                                       "note",   "place",    NULL };

static WaySlice
get_text (yyjson_val *row, const char *name)
{
  yyjson_val *value = yyjson_obj_get (row, name);

  return WAY_SLICE_INIT (yyjson_get_str (value), yyjson_get_len (value));
}

static gboolean
get_time (yyjson_val *row, const char *name, guint64 *out, GError **error)
{
  gint64 time_ms = 0;

  if (!way_rfc3339_parse (get_text (row, name), &time_ms) || time_ms < 0)
    return way_error_format (error, WAY_RESULT_MALFORMED, "“%s” is no time", name);
  *out = (guint64) time_ms;
  return TRUE;
}

static gboolean
check_members (yyjson_val *row, GError **error)
{
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (!yyjson_is_obj (row))
    return way_error_set (error, WAY_RESULT_MALFORMED, "no object");
  yyjson_obj_iter_init (row, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    if (!g_strv_contains (members, yyjson_get_str (key)))
      return way_error_set (error, WAY_RESULT_UNKNOWN_MEMBER, yyjson_get_str (key));
  return TRUE;
}

/* ---- When, where, with what: the event of an action ----------------------------------------- */

static gboolean
add_place (Row *self, yyjson_mut_val *event, GError **error)
{
  const WayDemoPlace *place;

  if (yyjson_obj_get (self->row, "place") == NULL)
    {
      yyjson_mut_obj_add_int (self->doc, event, "eventTimeZoneOffsetMinutes", 0);
      return TRUE;
    }
  place = way_demo_story_find_place (self->story, get_text (self->row, "place"), error);
  if (place == NULL)
    return FALSE;
  yyjson_mut_obj_add_int (self->doc, event, "eventTimeZoneOffsetMinutes",
                          place->offset_minutes);
  yyjson_mut_obj_add_val (
      self->doc, event, "readPoint",
      way_schema_to_json (&way_place_schema, self->doc, &place->place));
  return TRUE;
}

static yyjson_mut_val *
make_event (Row *self, GError **error)
{
  yyjson_mut_val *event = yyjson_mut_obj (self->doc);
  WayDemoResolving resolving = { self->story, self->signer, self->doc };
  yyjson_val *documents = yyjson_obj_get (self->row, "documents");
  yyjson_mut_val *resolved;

  way_json_add_time (self->doc, event, "eventTime", (gint64) self->happened_ms);
  if (!add_place (self, event, error))
    return NULL;
  if (yyjson_obj_get (self->row, "note") != NULL)
    way_json_add_text (self->doc, event, "note", get_text (self->row, "note"));
  if (documents == NULL)
    return event;
  resolved = way_demo_resolve (&resolving, documents, error);
  if (resolved == NULL)
    return NULL;
  yyjson_mut_obj_add_val (self->doc, event, "documents", resolved);
  return event;
}

static gboolean
takes_event (const WaySchema *schema)
{
  for (gsize i = 0; i < schema->n_fields; i++)
    if (g_str_equal (schema->fields[i].name, EVENT))
      return TRUE;
  return FALSE;
}

/* ---- Actions ---------------------------------------------------------------------------------- */

static gboolean
read_action (Row *self, yyjson_val *json, WayAction *out, GError **error)
{
  const char *kind = yyjson_get_str (yyjson_arr_get (json, 0));
  WayDemoResolving resolving = { self->story, self->signer, self->doc };
  const WaySchema *schema;
  yyjson_mut_val *body, *event;

  if (kind == NULL || yyjson_arr_size (json) != 2
      || !way_action_kind_from_name (kind, &out->kind))
    return way_error_set (error, WAY_RESULT_MALFORMED, "an action is [kind, body]");
  schema = way_action_get_schema (out->kind);
  body = way_demo_resolve (&resolving, yyjson_arr_get (json, 1), error);
  if (body == NULL)
    return FALSE;
  if (takes_event (schema))
    {
      self->has_event = TRUE;
      event = make_event (self, error);
      if (event == NULL)
        return FALSE;
      yyjson_mut_obj_add_val (self->doc, body, EVENT, event);
    }
  out->body = way_arena_alloc (self->arena, schema->size);
  if (way_demo_read_resolved (body, schema, self->arena, out->body, error))
    return TRUE;
  g_prefix_error (error, "%s: ", kind);
  return FALSE;
}

static gboolean
read_actions (Row *self, WayPayload *payload, GError **error)
{
  yyjson_val *actions = yyjson_obj_get (self->row, "do");

  payload->n_actions = yyjson_arr_size (actions);
  if (payload->n_actions == 0)
    return way_error_set (error, WAY_RESULT_MISSING_MEMBER, "do");
  payload->actions =
      way_arena_alloc (self->arena, payload->n_actions * sizeof *payload->actions);
  for (gsize i = 0; i < payload->n_actions; i++)
    if (!read_action (self, yyjson_arr_get (actions, i), &payload->actions[i], error))
      return FALSE;
  if (!self->has_event
      && (yyjson_obj_get (self->row, "place") != NULL
          || yyjson_obj_get (self->row, "note") != NULL
          || yyjson_obj_get (self->row, "documents") != NULL))
    return way_error_format (error, WAY_RESULT_UNKNOWN_MEMBER,
                             "place, note and documents belong to an event");
  return TRUE;
}

/* ---- A row ---------------------------------------------------------------------------------------- */

static gboolean
read_head (Row *self, GError **error)
{
  guint64 key = 0;
  const char *digits = yyjson_get_raw (yyjson_obj_get (self->row, "key"));

  if (!check_members (self->row, error)
      || !get_time (self->row, "at", &self->time_ms, error))
    return FALSE;
  self->happened_ms = self->time_ms;
  if (yyjson_obj_get (self->row, "happened") != NULL
      && !get_time (self->row, "happened", &self->happened_ms, error))
    return FALSE;
  if (digits != NULL
      && !g_ascii_string_to_unsigned (digits, 10, 0, WAY_DEMO_N_KEYS - 1, &key, NULL))
    return way_error_set (error, WAY_RESULT_OUT_OF_RANGE, "key");
  self->key = (guint) key;
  self->signer =
      way_demo_story_find_actor (self->story, get_text (self->row, "by"), error);
  return self->signer != NULL;
}

static gboolean
read_expected (Row *self, WayResult *out, GError **error)
{
  const char *name = yyjson_get_str (yyjson_obj_get (self->row, "expect"));

  *out = WAY_RESULT_OK;
  return name == NULL || way_result_from_name (name, out)
         || way_error_set (error, WAY_RESULT_MALFORMED, name);
}

static gboolean
keep_statement (Row *self, const WayPayload *payload, GError **error)
{
  yyjson_val *id = yyjson_obj_get (self->row, "id");
  WayDemoSaid said = { .statement = { .time_ms = self->time_ms } };
  WayCose cose;

  if (!read_expected (self, &said.statement.expected, error))
    return FALSE;
  said.statement.statement =
      way_statement_sign (payload, self->signer->keys[self->key], error);
  if (said.statement.statement == NULL)
    return FALSE;
  way_cose_parse (way_slice_from_bytes (said.statement.statement), &cose);
  way_cose_get_id (&cose, &said.hash);
  said.id = g_strdup (yyjson_get_str (id));
  g_array_append_val (self->story->said, said);
  return TRUE;
}

static gboolean
run_row (Row *self, GError **error)
{
  const GArray *said = self->story->said;
  WayPayload payload = { .network = self->story->network };

  if (!read_head (self, error))
    return FALSE;
  if (said->len > 0
      && self->time_ms
             <= g_array_index (said, WayDemoSaid, said->len - 1).statement.time_ms)
    return way_error_format (error, WAY_RESULT_OUT_OF_RANGE,
                             "it is not later than the row before it");
  if (!read_actions (self, &payload, error))
    return FALSE;
  payload.account = self->signer->account;
  payload.sequence = ++self->signer->sequences[self->key];
  payload.not_after = self->time_ms + DAY_MS;
  return keep_statement (self, &payload, error);
}

gboolean
way_demo_script_run (WayDemoStory *story, WaySlice json, GError **error)
{
  g_autoptr (yyjson_doc) rows = way_json_read (json, MAX_STORY, error);
  gsize n = rows != NULL ? yyjson_arr_size (yyjson_doc_get_root (rows)) : 0;
  gboolean ok = rows != NULL;

  if (ok && n == 0)
    return way_error_set (error, WAY_RESULT_MALFORMED, "story.json: no list of rows");
  for (gsize i = 0; ok && i < n; i++)
    {
      g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
      g_auto (WayArena) arena;
      Row row = { .story = story,
                  .row = yyjson_arr_get (yyjson_doc_get_root (rows), i),
                  .doc = doc,
                  .arena = &arena };

      way_arena_init (&arena, 0);
      ok = run_row (&row, error);
      if (!ok)
        g_prefix_error (error, "story.json, row %zu: ", i + 1);
    }
  return ok;
}
