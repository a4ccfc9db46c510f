/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-same-rows.h"

static gboolean
is_same_row (GListModel *a, guint i, GListModel *b, guint j, GEqualFunc is_equal)
{
  g_autoptr (GObject) one = g_list_model_get_item (a, i);
  g_autoptr (GObject) other = g_list_model_get_item (b, j);

  return is_equal (one, other);
}

gboolean
way_rows_are_same (GListModel *a, GListModel *b, GEqualFunc is_equal)
{
  guint n = a != NULL ? g_list_model_get_n_items (a) : 0;

  if (n != (b != NULL ? g_list_model_get_n_items (b) : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!is_same_row (a, i, b, i, is_equal))
      return FALSE;
  return TRUE;
}

void
way_rows_take (GListStore *rows, GListModel *now, GEqualFunc is_equal)
{
  GListModel *before = G_LIST_MODEL (rows);
  guint n_before = g_list_model_get_n_items (before);
  guint n_now = g_list_model_get_n_items (now);
  guint n_least = MIN (n_before, n_now), n_head = 0, n_tail = 0;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  while (n_head < n_least && is_same_row (before, n_head, now, n_head, is_equal))
    n_head++;
  while (
      n_tail < n_least - n_head
      && is_same_row (before, n_before - n_tail - 1, now, n_now - n_tail - 1, is_equal))
    n_tail++;
  for (guint i = n_head; i < n_now - n_tail; i++)
    g_ptr_array_add (added, g_list_model_get_item (now, i));
  if (added->len > 0 || n_before > n_head + n_tail)
    g_list_store_splice (rows, n_head, n_before - n_head - n_tail, added->pdata,
                         added->len);
}
