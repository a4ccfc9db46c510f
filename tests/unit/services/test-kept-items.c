/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-kept-items.h"

#include <glib/gstdio.h>

#include "way-signature.h"

/* What a person follows or owned last is remembered, thing by thing. */

typedef struct
{
  char *folder;
  WayHome *home;
} Fixture;

static const WayHash here = { { 1 } }, there = { { 2 } };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("way-kept-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->home = way_home_open (fixture->folder, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  way_home_free (fixture->home);
  g_assert_true (way_folder_remove (fixture->folder, NULL));
  g_free (fixture->folder);
}

static void
follow (Fixture *fixture, const char *code, const WayHash *network, gboolean is_followed)
{
  WayKeptItemRow row = { .present = 1 << 3,
                         .code = way_slice_from_string (code),
                         .network = *network,
                         .name = way_slice_from_string ("茶"),
                         .is_followed = is_followed,
                         .added = 1772366400000 };
  g_autoptr (GError) error = NULL;

  g_assert_true (way_kept_items_mark (fixture->home, &row, &error));
  g_assert_no_error (error);
}

static void
own (Fixture *fixture, const WayHash *network, const char *first, const char *second)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (first != NULL)
    g_ptr_array_add (codes, (gpointer) first);
  if (second != NULL)
    g_ptr_array_add (codes, (gpointer) second);
  g_assert_true (way_kept_items_set_owned (fixture->home, network, codes, &error));
  g_assert_no_error (error);
}

/* "code:network:marks", in order; o: owned, f: followed. */
static void
assert_kept (Fixture *fixture, const char *expected)
{
  g_auto (WayArena) arena;
  g_autoptr (GString) text = g_string_new (NULL);
  WayKeptItemsFile file;
  const WayKeptItemRow *rows;

  way_arena_init (&arena, 0);
  g_assert_true (way_kept_items_load (fixture->home, &arena, &file, NULL));
  rows = file.items.items;
  for (gsize i = 0; i < file.items.n; i++)
    g_string_append_printf (text, "%s%.*s:%u:%s%s", i > 0 ? " " : "",
                            (int) rows[i].code.len, (const char *) rows[i].code.data,
                            rows[i].network.bytes[0], rows[i].is_owned ? "o" : "",
                            rows[i].is_followed ? "f" : "");
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_following (Fixture *fixture, gconstpointer data)
{
  assert_kept (fixture, "");
  follow (fixture, "A", &here, TRUE);
  follow (fixture, "A", &there, TRUE);
  follow (fixture, "A", &here, TRUE);
  assert_kept (fixture, "A:1:f A:2:f");
  g_assert_true (way_kept_items_has_followed (fixture->home, "A", &there, NULL));
  g_assert_false (way_kept_items_has_followed (fixture->home, "B", &there, NULL));
  follow (fixture, "A", &there, FALSE);
  assert_kept (fixture, "A:1:f");
  g_assert_false (way_kept_items_has_followed (fixture->home, "A", &there, NULL));
}

static void
test_owning (Fixture *fixture, gconstpointer data)
{
  follow (fixture, "A", &here, TRUE);
  own (fixture, &here, "A", "B");
  own (fixture, &there, "C", NULL);
  assert_kept (fixture, "A:1:of B:1:o C:2:o");
  /* it was passed on: what is still followed stays, what another network says too */
  own (fixture, &here, NULL, NULL);
  assert_kept (fixture, "A:1:f C:2:o");
  follow (fixture, "C", &there, TRUE);
  follow (fixture, "C", &there, FALSE);
  assert_kept (fixture, "A:1:f C:2:o");
}

static void
test_damaged_file_is_not_written_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "items.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  WayKeptItemRow row = { .code = way_slice_from_string ("A"), .is_followed = TRUE };

  g_assert_true (g_file_set_contents (path, "{\"format\":1,", -1, NULL));
  g_assert_false (way_kept_items_mark (fixture->home, &row, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "{\"format\":1,");
}

static void
test_too_many (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "items.json", NULL);
  g_autofree char *network = g_strnfill (64, '1');
  g_autoptr (GString) text = g_string_new ("{\"format\":1,\"items\":[");
  g_autoptr (GError) error = NULL;
  WayKeptItemRow row = { .code = way_slice_from_string ("A"), .is_followed = TRUE };

  for (guint i = 0; i < WAY_KEPT_ITEMS_MAX; i++)
    g_string_append_printf (
        text,
        "%s{\"code\":\"%u\",\"network\":\"%s\",\"followed\":true,\"owned\":false,"
        "\"added\":\"2026-03-01T12:00:00.000Z\"}",
        i > 0 ? "," : "", i, network);
  g_string_append (text, "]}");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_assert_false (way_kept_items_mark (fixture->home, &row, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_TOO_MANY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
#define ADD(NAME, FUNCTION)                                                              \
  g_test_add ("/kept-items/" NAME, Fixture, NULL, set_up, FUNCTION, tear_down)
  ADD ("following", test_following);
  ADD ("owning", test_owning);
  ADD ("damaged", test_damaged_file_is_not_written_over);
  ADD ("too-many", test_too_many);
  return g_test_run ();
}
