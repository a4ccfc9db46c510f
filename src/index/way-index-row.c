/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-index-private.h"

/* Whether the row's blob is what @hash stands for: an account or shipment itself, or the thing that hashes to it. */
static gboolean
blob_is (WaySlice blob, const WayHash *hash, gboolean is_thing)
{
  g_auto (WayArena) arena = { 0 };
  WayThing thing = { 0 };
  WayHash id;

  if (!is_thing)
    return way_slice_equal (blob, way_slice_from_hash (hash));
  way_arena_init (&arena, 0);
  if (way_schema_decode (&way_thing_schema, blob, &arena, &thing) != WAY_RESULT_OK)
    return FALSE;
  way_thing_get_id (&thing, &id);
  return way_hash_equal (&id, hash);
}

/* @out_row: 0 where there is none. */
gboolean
way_index_find_row (WaySqlStatement *find,
                    const WayHash *hash,
                    gboolean is_thing,
                    gint64 *out_row,
                    GError **error)
{
  WaySqlStep step;

  *out_row = 0;
  way_sql_bind_integer (find, 1, way_sql_key8 (hash));
  while ((step = way_sql_step (find, error)) == WAY_SQL_ROW && *out_row == 0)
    if (blob_is (way_sql_get_bytes (find, 1), hash, is_thing))
      *out_row = way_sql_get_integer (find, 0);
  way_sql_reset (find);
  return step != WAY_SQL_FAILED;
}
