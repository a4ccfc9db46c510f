/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-due.h"

static guint64
get_count (WayApply *apply)
{
  WayStateKey key = way_state_key_due_count ();
  WayQuantity count;

  return way_apply_get (apply, &key, &way_quantity_schema, &count) ? count.quantity : 0;
}

static void
set_count (WayApply *apply, guint64 n)
{
  WayStateKey key = way_state_key_due_count ();
  WayQuantity count = { .quantity = n };

  if (n == 0)
    way_apply_remove (apply, &key);
  else
    way_apply_put (apply, &key, &way_quantity_schema, &count);
}

static gboolean
get_at (WayApply *apply, guint64 position, WayDue *out_due)
{
  WayStateKey key = way_state_key_due (position);

  if (way_apply_get (apply, &key, &way_due_schema, out_due))
    return TRUE;
  way_overlay_fail (apply->overlay, WAY_RESULT_CORRUPTED, "due queue");
  return FALSE;
}

static void
put_at (WayApply *apply, guint64 position, const WayDue *due)
{
  WayStateKey key = way_state_key_due (position);

  way_apply_put (apply, &key, &way_due_schema, due);
}

static gboolean
is_before (const WayDue *a, const WayDue *b)
{
  int order = memcmp (a->subject.bytes, b->subject.bytes, WAY_HASH_SIZE);

  if (a->time != b->time)
    return a->time < b->time;
  return order != 0 ? order < 0 : a->kind < b->kind;
}

void
way_due_push (WayApply *apply, guint64 time_ms, WayDueKind kind, const WayHash *subject)
{
  WayDue due = { .time = time_ms, .kind = kind, .subject = *subject };
  guint64 position = get_count (apply);

  set_count (apply, position + 1);
  while (position > 0)
    {
      guint64 above = (position - 1) / 2;
      WayDue parent;

      if (!get_at (apply, above, &parent) || !is_before (&due, &parent))
        break;
      put_at (apply, position, &parent);
      position = above;
    }
  put_at (apply, position, &due);
}

gboolean
way_due_peek (WayApply *apply, WayDue *out_due)
{
  return get_count (apply) > 0 && get_at (apply, 0, out_due);
}

/** The smaller child of @position among @n entries. Returns: FALSE where there is none. */
static gboolean
get_child (WayApply *apply,
           guint64 position,
           guint64 n,
           guint64 *out_child,
           WayDue *out_due)
{
  WayDue right;

  *out_child = 2 * position + 1;
  if (*out_child >= n || !get_at (apply, *out_child, out_due))
    return FALSE;
  if (*out_child + 1 < n && get_at (apply, *out_child + 1, &right)
      && is_before (&right, out_due))
    {
      *out_child += 1;
      *out_due = right;
    }
  return TRUE;
}

void
way_due_pop (WayApply *apply)
{
  guint64 n = get_count (apply) - 1;
  WayStateKey last_key = way_state_key_due (n);
  guint64 position = 0;
  guint64 child;
  WayDue last, smaller;

  if (!get_at (apply, n, &last))
    return;
  set_count (apply, n);
  way_apply_remove (apply, &last_key);
  if (n == 0)
    return;
  while (get_child (apply, position, n, &child, &smaller) && is_before (&smaller, &last))
    {
      put_at (apply, position, &smaller);
      position = child;
    }
  put_at (apply, position, &last);
}
