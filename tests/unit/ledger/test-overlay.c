/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The staged writes of a block, and the due queue in them, against plain models. */

#include <stdlib.h>

#include "way-due.h"
#include "way-naive-store.h"

typedef struct
{
  WayNaiveStore store;
  WayLedgerStore interface;
  WayOverlay *overlay;
  WayArena arena;
  WayApply apply;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  way_naive_store_init (&f->store);
  f->interface = way_naive_store_get (&f->store);
  f->overlay = way_overlay_new (&f->interface);
  way_arena_init (&f->arena, 0);
  f->apply = (WayApply) { .overlay = f->overlay,
                          .arena = &f->arena,
                          .buffer = g_byte_array_new () };
  g_assert_true (f->interface.interface->begin (f->interface.self, NULL));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  f->interface.interface->rollback (f->interface.self);
  way_overlay_free (f->overlay);
  way_arena_clear (&f->arena);
  g_byte_array_unref (f->apply.buffer);
  way_naive_store_clear (&f->store);
}

static void
assert_value (WayOverlay *overlay, guint64 key, const char *value)
{
  WayStateKey state_key = way_state_key_due (key);

  g_assert_true (way_slice_equal_string (way_overlay_get (overlay, &state_key), value));
}

static void
put (WayOverlay *overlay, guint64 key, const char *value)
{
  WayStateKey state_key = way_state_key_due (key);

  way_overlay_put (overlay, &state_key, way_slice_from_string (value));
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  WayStateKey one = way_state_key_due (1);

  way_naive_state_put (&f->store.state, way_state_key_get_slice (&one),
                       way_slice_from_string ("old"));
  assert_value (f->overlay, 1, "old");
  put (f->overlay, 2, "kept");
  way_overlay_keep (f->overlay);
  put (f->overlay, 1, "new");
  put (f->overlay, 1, "newer");
  put (f->overlay, 2, "");
  put (f->overlay, 3, "three");
  assert_value (f->overlay, 1, "newer");
  assert_value (f->overlay, 2, "");
  way_overlay_undo (f->overlay);
  assert_value (f->overlay, 1, "old");
  assert_value (f->overlay, 2, "kept");
  assert_value (f->overlay, 3, "");
  g_assert_true (way_overlay_flush (f->overlay, NULL));
  g_assert_cmpuint (g_hash_table_size (f->store.state.values), ==, 2);
}

static void
test_failure_sticks (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->store.fail_after = 1;
  assert_value (f->overlay, 1, "");
  f->store.fail_after = 0;
  assert_value (f->overlay, 2, "");
  g_assert_true (way_overlay_has_failed (f->overlay, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_IO);
  g_assert_false (way_overlay_flush (f->overlay, NULL));
  way_overlay_reset (f->overlay, 1);
  g_assert_false (way_overlay_has_failed (f->overlay, NULL));
}

static void
test_marks (Fixture *f, gconstpointer data)
{
  WayStateKey key = way_state_key_due (1);

  g_assert_true (way_overlay_set_mark (f->overlay, &key, 1));
  g_assert_false (way_overlay_set_mark (f->overlay, &key, 1));
  g_assert_true (way_overlay_set_mark (f->overlay, &key, 2));
}

/* Thousands of keys, puts and undos as a hash table has them */
static void
test_model (Fixture *f, gconstpointer data)
{
  g_autofree guint *kept = g_new0 (guint, 3000);
  g_autofree guint *staged = g_new0 (guint, 3000);

  for (guint round = 0; round < 300; round++)
    {
      memcpy (staged, kept, 3000 * sizeof (guint));
      for (guint i = 0; i < 40; i++)
        {
          guint key = (guint) g_test_rand_int_range (0, 3000);
          g_autofree char *text = NULL;

          staged[key] = (guint) g_test_rand_int_range (0, 5);
          text = g_strdup_printf ("%u", staged[key]);
          put (f->overlay, key, staged[key] == 0 ? "" : text);
        }
      if (g_test_rand_bit ())
        {
          way_overlay_keep (f->overlay);
          memcpy (kept, staged, 3000 * sizeof (guint));
        }
      else
        way_overlay_undo (f->overlay);
    }
  g_assert_true (way_overlay_flush (f->overlay, NULL));
  way_overlay_reset (f->overlay, 7);
  for (guint key = 0; key < 3000; key++)
    {
      g_autofree char *text = g_strdup_printf ("%u", kept[key]);

      assert_value (f->overlay, key, kept[key] == 0 ? "" : text);
    }
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const WayDue *one = a;
  const WayDue *two = b;
  int order = memcmp (one->subject.bytes, two->subject.bytes, WAY_HASH_SIZE);

  if (one->time != two->time)
    return one->time < two->time ? -1 : 1;
  return order != 0 ? order : (one->kind > two->kind) - (one->kind < two->kind);
}

/* Whatever order they come in, they leave in order, and nothing stays in the state. */
static void
test_due_queue (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, TRUE, sizeof (WayDue));
  WayDue due;

  g_assert_false (way_due_peek (&f->apply, &due));
  for (guint round = 0; round < 2000; round++)
    {
      if (sorted->len == 0 || g_test_rand_int_range (0, 5) < 3)
        {
          due = (WayDue) { .time = (guint64) g_test_rand_int_range (0, 50),
                           .kind = (guint64) g_test_rand_int_range (1, 3) };
          due.subject.bytes[0] = (guint8) g_test_rand_int_range (0, 4);
          way_due_push (&f->apply, due.time, (WayDueKind) due.kind, &due.subject);
          g_array_append_val (sorted, due);
          g_array_sort (sorted, compare_due);
        }
      else
        {
          g_assert_true (way_due_peek (&f->apply, &due));
          g_assert_cmpint (compare_due (&due, &g_array_index (sorted, WayDue, 0)), ==, 0);
          way_due_pop (&f->apply);
          g_array_remove_index (sorted, 0);
        }
    }
  for (guint i = 0; i < sorted->len; i++)
    {
      g_assert_true (way_due_peek (&f->apply, &due));
      g_assert_cmpint (compare_due (&due, &g_array_index (sorted, WayDue, i)), ==, 0);
      way_due_pop (&f->apply);
    }
  g_assert_true (way_overlay_flush (f->overlay, NULL));
  g_assert_cmpuint (g_hash_table_size (f->store.state.values), ==, 0);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ledger/overlay/undo", test_undo);
  ADD ("/ledger/overlay/failure-sticks", test_failure_sticks);
  ADD ("/ledger/overlay/marks", test_marks);
  ADD ("/ledger/overlay/model", test_model);
  ADD ("/ledger/due/queue", test_due_queue);
  return g_test_run ();
}
