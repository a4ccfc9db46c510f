/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-http-list.h"

gboolean
way_http_read_state (WayNode *node,
                     const WayStateKey *key,
                     const WaySchema *schema,
                     WayArena *arena,
                     gpointer record,
                     gboolean *out_found,
                     GError **error)
{
  g_autoptr (GByteArray) value = g_byte_array_new ();
  guint8 *kept;

  memset (record, 0, schema->size);
  if (!way_store_reader_get_state (node->view.reader, way_state_key_get_slice (key),
                                   value, out_found, error)
      || !*out_found)
    return error == NULL || *error == NULL;
  kept = way_arena_copy (arena, value->data, value->len);
  if (kept == NULL)
    return way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
  if (way_schema_decode (schema, WAY_SLICE_INIT (kept, value->len), arena, record)
      != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a state value");
  return TRUE;
}

gboolean
way_http_read_page (WayHttpRequest *request, gint64 *out_after, gsize *out_limit)
{
  guint64 after, limit;

  if (!way_http_get_number (request, "after", 0, G_MAXINT64, &after)
      || !way_http_get_number (request, "limit", WAY_API_DEFAULT_LIST, WAY_API_MAX_LIST,
                               &limit))
    return FALSE;
  *out_after = (gint64) after;
  *out_limit = (gsize) MAX (limit, 1);
  return TRUE;
}

WaySlice
way_http_make_next (WayArena *arena, gint64 row)
{
  char text[24];
  int len = g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, row);

  return WAY_SLICE_INIT (way_arena_copy (arena, text, (gsize) len), (gsize) len);
}

GArray *
way_http_new_things (void)
{
  GArray *things = g_array_new (FALSE, FALSE, sizeof (WayIndexThing));

  g_array_set_clear_func (things, (GDestroyNotify) way_index_thing_clear);
  return things;
}

static void
fill_row (WayThingRow *row, const WayIndexThing *thing, gboolean with_quantity)
{
  row->thing = thing->thing;
  row->id = thing->id;
  row->status = thing->status;
  row->custodian = thing->custodian;
  row->owner = thing->owner;
  row->quantity = thing->quantity;
  row->present = (thing->has_custodian ? 1 << 4 : 0) | (thing->has_owner ? 1 << 5 : 0)
                 | (with_quantity ? 1 << 6 : 0);
}

void
way_http_reply_things (WayHttpRequest *request, WayIndexQuery *query)
{
  g_autoptr (GArray) things = way_http_new_things ();
  g_autofree WayThingRow *rows = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (WayArena) arena = { 0 };
  WayThingsReply reply = { 0 };

  way_arena_init (&arena, 0);
  if (!way_http_read_page (request, &query->after, &query->max))
    return;
  if (!way_index_list_things (request->node->view.index, query, things, &error))
    {
      way_http_reply_error (request->message, error);
      return;
    }
  rows = g_new0 (WayThingRow, things->len + 1);
  for (guint i = 0; i < things->len; i++)
    fill_row (&rows[i], &g_array_index (things, WayIndexThing, i),
              query->list == WAY_INDEX_LOOSE);
  reply.height = way_store_reader_get_checkpoint (request->node->view.reader)->height;
  reply.things = (WayRecords) { rows, things->len };
  if (things->len == query->max)
    {
      reply.present |= 1 << 3;
      reply.next = way_http_make_next (
          &arena, g_array_index (things, WayIndexThing, things->len - 1).row);
    }
  way_http_reply_record (request->message, SOUP_STATUS_OK, &way_things_reply_schema,
                         &reply);
}
