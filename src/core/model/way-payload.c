/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-statement.h"

#define N_MEMBERS 5

typedef struct
{
  WayActionKind kind;
  const WaySchema *schema;
  const char *name;
} ActionRow;

static const ActionRow action_rows[] = {
#define WAY_ACTION(number, symbol, T, t, name) { number, &way_##t##_schema, name },
  WAY_ACTIONS (WAY_ACTION)
#undef WAY_ACTION
};

static const ActionRow *
find_action (guint64 kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (action_rows); i++)
    {
      if (action_rows[i].kind == kind)
        return &action_rows[i];
    }
  return NULL;
}

const WaySchema *
way_action_get_schema (guint64 kind)
{
  const ActionRow *row = find_action (kind);

  return row != NULL ? row->schema : NULL;
}

const char *
way_action_get_name (guint64 kind)
{
  const ActionRow *row = find_action (kind);

  return row != NULL ? row->name : NULL;
}

gboolean
way_action_kind_from_name (const char *name, WayActionKind *out_kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (action_rows); i++)
    {
      if (g_str_equal (action_rows[i].name, name))
        {
          *out_kind = action_rows[i].kind;
          return TRUE;
        }
    }
  return FALSE;
}

/** Enters a fixed shape; anything else than @n items fails. */
static void
expect_count (WayCborReader *reader, gsize n, gsize wanted)
{
  if (n < wanted)
    way_cbor_reader_fail (reader, WAY_RESULT_MISSING_MEMBER);
  else if (n > wanted)
    way_cbor_reader_fail (reader, WAY_RESULT_UNKNOWN_MEMBER);
}

/** The payload's keys are 1 to 5, all required. */
static void
expect_key (WayCborReader *reader, guint64 wanted)
{
  guint64 key = way_cbor_read_unsigned (reader);

  if (key != wanted)
    way_cbor_reader_fail (reader, key > N_MEMBERS ? WAY_RESULT_UNKNOWN_MEMBER
                                                  : WAY_RESULT_NOT_DETERMINISTIC);
}

static guint64
read_time (WayCborReader *reader)
{
  guint64 time_ms = way_cbor_read_unsigned (reader);

  if (time_ms > WAY_TIME_MAX_MS)
    way_cbor_reader_fail (reader, WAY_RESULT_OUT_OF_RANGE);
  return time_ms;
}

static void
read_action (WayCborReader *reader, WayArena *arena, WayAction *action)
{
  const ActionRow *row;

  expect_count (reader, way_cbor_enter_array (reader), 2);
  row = find_action (way_cbor_read_unsigned (reader));
  if (row == NULL)
    way_cbor_reader_fail (reader, WAY_RESULT_UNSUPPORTED);
  if (!way_cbor_reader_is_ok (reader))
    return;
  action->kind = row->kind;
  action->body = way_arena_alloc (arena, row->schema->size);
  if (action->body == NULL)
    way_cbor_reader_fail (reader, WAY_RESULT_TOO_LARGE);
  else
    way_schema_read (row->schema, reader, arena, action->body);
  way_cbor_leave (reader);
}

static void
read_actions (WayCborReader *reader, WayArena *arena, WayPayload *payload)
{
  gsize n = way_cbor_enter_array (reader);

  if (n == 0)
    way_cbor_reader_fail (reader, WAY_RESULT_MISSING_MEMBER);
  else if (n > WAY_STATEMENT_MAX_ACTIONS)
    way_cbor_reader_fail (reader, WAY_RESULT_OUT_OF_RANGE);
  if (!way_cbor_reader_is_ok (reader))
    return;
  payload->actions = way_arena_alloc (arena, n * sizeof (WayAction));
  if (payload->actions == NULL)
    {
      way_cbor_reader_fail (reader, WAY_RESULT_TOO_LARGE);
      return;
    }
  payload->n_actions = n;
  for (gsize i = 0; i < n && way_cbor_reader_is_ok (reader); i++)
    read_action (reader, arena, &payload->actions[i]);
  way_cbor_leave (reader);
}

WayResult
way_payload_decode (WaySlice bytes, WayArena *arena, WayPayload *out_payload)
{
  WayCborReader reader;

  *out_payload = (WayPayload) { 0 };
  way_cbor_reader_init (&reader, bytes);
  expect_count (&reader, way_cbor_enter_map (&reader), N_MEMBERS);
  expect_key (&reader, 1);
  way_cbor_read_fixed (&reader, out_payload->network.bytes, WAY_HASH_SIZE);
  expect_key (&reader, 2);
  way_cbor_read_fixed (&reader, out_payload->account.bytes, WAY_HASH_SIZE);
  expect_key (&reader, 3);
  out_payload->sequence = way_cbor_read_unsigned (&reader);
  expect_key (&reader, 4);
  out_payload->not_after = read_time (&reader);
  expect_key (&reader, 5);
  read_actions (&reader, arena, out_payload);
  way_cbor_leave (&reader);
  return way_cbor_reader_finish (&reader);
}

GBytes *
way_payload_encode (const WayPayload *payload)
{
  g_auto (WayCborWriter) writer;

  way_cbor_writer_init (&writer);
  way_cbor_write_map (&writer, N_MEMBERS);
  way_cbor_write_unsigned (&writer, 1);
  way_cbor_write_bytes (&writer, way_slice_from_hash (&payload->network));
  way_cbor_write_unsigned (&writer, 2);
  way_cbor_write_bytes (&writer, way_slice_from_hash (&payload->account));
  way_cbor_write_unsigned (&writer, 3);
  way_cbor_write_unsigned (&writer, payload->sequence);
  way_cbor_write_unsigned (&writer, 4);
  way_cbor_write_unsigned (&writer, payload->not_after);
  way_cbor_write_unsigned (&writer, 5);
  way_cbor_write_array (&writer, payload->n_actions);
  for (gsize i = 0; i < payload->n_actions; i++)
    {
      way_cbor_write_array (&writer, 2);
      way_cbor_write_unsigned (&writer, payload->actions[i].kind);
      way_schema_write (way_action_get_schema (payload->actions[i].kind), &writer,
                        payload->actions[i].body);
    }
  return way_cbor_writer_finish (&writer);
}

static WayResult
fail_at (WayResult result, const char *member, char **out_path)
{
  if (out_path != NULL)
    *out_path = g_strdup (member);
  return result;
}

WayResult
way_payload_validate (const WayPayload *payload, char **out_path)
{
  if (payload->not_after > WAY_TIME_MAX_MS)
    return fail_at (WAY_RESULT_OUT_OF_RANGE, "notAfter", out_path);
  if (payload->n_actions == 0)
    return fail_at (WAY_RESULT_MISSING_MEMBER, "actions", out_path);
  if (payload->n_actions > WAY_STATEMENT_MAX_ACTIONS)
    return fail_at (WAY_RESULT_OUT_OF_RANGE, "actions", out_path);
  for (gsize i = 0; i < payload->n_actions; i++)
    {
      const ActionRow *row = find_action (payload->actions[i].kind);
      g_autofree char *inner = NULL;
      g_autofree char *path = NULL;
      WayResult result;

      if (row == NULL)
        return fail_at (WAY_RESULT_UNSUPPORTED, "actions", out_path);
      result = way_schema_validate (row->schema, payload->actions[i].body, &inner);
      if (result == WAY_RESULT_OK)
        continue;
      path = g_strdup_printf ("actions[%zu]%s%s", i,
                              inner != NULL && *inner != '\0' ? "." : "",
                              inner != NULL ? inner : "");
      return fail_at (result, path, out_path);
    }
  return WAY_RESULT_OK;
}
