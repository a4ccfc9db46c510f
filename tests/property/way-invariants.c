/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-invariants.h"

/** One key of the map, cut up. */
typedef struct
{
  char prefix;
  WayHash first;
  WayHash second;
  WaySlice value;
} Row;

static gboolean
next_row (GHashTableIter *iter, Row *row)
{
  gpointer key, value;
  WaySlice bytes;

  if (!g_hash_table_iter_next (iter, &key, &value))
    return FALSE;
  bytes = way_slice_from_bytes (key);
  *row = (Row) { .prefix = (char) bytes.data[0], .value = way_slice_from_bytes (value) };
  if (bytes.len >= 33)
    memcpy (row->first.bytes, bytes.data + 1, 32);
  if (bytes.len >= 65)
    memcpy (row->second.bytes, bytes.data + 33, 32);
  return TRUE;
}

static void
decode (const WaySchema *schema, WaySlice value, gpointer record)
{
  g_auto (WayArena) arena;

  way_arena_init (&arena, 0);
  memset (record, 0, schema->size);
  g_assert_cmpint (way_schema_decode (schema, value, &arena, record), ==, WAY_RESULT_OK);
}

static WaySlice
lookup (WayNaiveState *state, WayStateKey key)
{
  g_autoptr (GBytes) bytes = g_bytes_new (key.bytes, key.len);
  GBytes *value = g_hash_table_lookup (state->values, bytes);

  return value != NULL ? way_slice_from_bytes (value) : (WaySlice) { 0 };
}

static gboolean
get_head (WayNaiveState *state, const WayHash *id, WayHead *head)
{
  WaySlice value = lookup (state, way_state_key_head (id));

  if (value.len == 0)
    return FALSE;
  decode (&way_head_schema, value, head);
  return TRUE;
}

static guint64
get_quantity (WaySlice value)
{
  WayQuantity quantity;

  decode (&way_quantity_schema, value, &quantity);
  g_assert_cmpuint (quantity.quantity, >, 0); /* nothing is stored as 0 */
  return quantity.quantity;
}

/** Where a unit or container is: packed, on its way, in somebody's hands, or nowhere known. */
static void
check_place (WayNaiveState *state, const WayHash *id, const WayHead *head)
{
  gboolean has_custodian = way_record_has (head, 5);
  gboolean has_parent = way_record_has (head, 7);
  gboolean has_shipment = way_record_has (head, 8);
  gboolean is_away = head->status == WAY_HEAD_IN_TRANSIT
                     || head->status == WAY_HEAD_MISSING;

  g_assert_cmpint (has_custodian + has_parent + has_shipment, <=, 1);
  g_assert_cmpint (has_shipment, ==, is_away);
  if (has_custodian + has_parent + has_shipment == 0)
    g_assert_true (head->status == WAY_HEAD_CONSUMED
                   || (head->status == WAY_HEAD_SOLD && !way_record_has (head, 6)));
  if (has_shipment)
    g_assert_cmpuint (
        get_quantity (lookup (state, way_state_key_transit (&head->shipment, id))), ==,
        1);
  if (head->is_claimed)
    g_assert_true (way_record_has (head, 6));
}

/** Levels count at least what is really inside, and never more than eight. */
static void
check_parents (WayNaiveState *state, const WayHead *head)
{
  WayHead below = *head;
  guint n = 0;

  while (way_record_has (&below, 7))
    {
      WayHead parent;

      g_assert_true (get_head (state, &below.parent, &parent));
      g_assert_cmpuint (parent.kind, ==, WAY_THING_CONTAINER);
      g_assert_cmpuint (parent.levels, >, below.levels);
      g_assert_cmpuint (parent.levels, <=, WAY_CONTAINER_MAX_LEVELS);
      g_assert_cmpuint (++n, <=, WAY_CONTAINER_MAX_LEVELS);
      below = parent;
    }
}

static guint64
count_children (WayNaiveState *state, const WayHash *id)
{
  GHashTableIter iter;
  guint64 n = 0;
  Row row;

  g_hash_table_iter_init (&iter, state->values);
  while (next_row (&iter, &row))
    {
      WayHead head;

      if (row.prefix != 'h')
        continue;
      decode (&way_head_schema, row.value, &head);
      n += way_record_has (&head, 7) && way_hash_equal (&head.parent, id);
    }
  return n;
}

static void
check_shipment (WayNaiveState *state, const WayHash *id, const WayShipmentState *shipment)
{
  GHashTableIter iter;
  guint64 n = 0;
  Row row;

  g_hash_table_iter_init (&iter, state->values);
  while (next_row (&iter, &row))
    n += row.prefix == 't' && way_hash_equal (&row.first, id);
  g_assert_cmpuint (shipment->n_outstanding, ==, n);
  if (shipment->status == WAY_SHIPMENT_RECEIVED)
    g_assert_cmpuint (n, ==, 0);
  if (shipment->status == WAY_SHIPMENT_IN_TRANSIT)
    g_assert_cmpuint (n, >, 0);
}

static void
check_head (WayNaiveState *state, const WayHash *id, WaySlice value)
{
  WayHead head;

  decode (&way_head_schema, value, &head);
  g_assert_cmpuint (head.n_events, >, 0);
  if (head.kind == WAY_THING_PRODUCT || head.kind == WAY_THING_LOT)
    return;
  check_place (state, id, &head);
  check_parents (state, &head);
  if (head.kind == WAY_THING_CONTAINER)
    g_assert_cmpuint (head.n_children, ==, count_children (state, id));
}

void
way_invariants_check_structure (WayNaiveState *state)
{
  GHashTableIter iter;
  Row row;

  g_hash_table_iter_init (&iter, state->values);
  while (next_row (&iter, &row))
    {
      WayShipmentState shipment;

      if (row.prefix == 'h')
        check_head (state, &row.first, row.value);
      if (row.prefix == 'q' || row.prefix == 'c' || row.prefix == 't')
        get_quantity (row.value);
      if (row.prefix != 's')
        continue;
      decode (&way_shipment_state_schema, row.value, &shipment);
      check_shipment (state, &row.first, &shipment);
    }
}

void
way_invariants_check_lot (WayNaiveState *state, const WayHash *lot_id, guint64 consumed)
{
  guint64 sum = consumed;
  WayLotState lot;
  GHashTableIter iter;
  Row row;

  decode (&way_lot_state_schema, lookup (state, way_state_key_lot (lot_id)), &lot);
  g_hash_table_iter_init (&iter, state->values);
  while (next_row (&iter, &row))
    {
      WayHead head;

      if ((row.prefix == 'q' && way_hash_equal (&row.first, lot_id))
          || ((row.prefix == 'c' || row.prefix == 't')
              && way_hash_equal (&row.second, lot_id)))
        sum += get_quantity (row.value);
      if (row.prefix != 'h')
        continue;
      decode (&way_head_schema, row.value, &head);
      sum += way_record_has (&head, 9) && way_hash_equal (&head.lot, lot_id);
    }
  g_assert_cmpuint (sum, ==, (lot.is_commissioned ? lot.quantity : 0) + lot.n_untraced);
}
