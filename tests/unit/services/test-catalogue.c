/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "way-gtin-hint.h"
#include "way-paged-list-private.h"

/* ---- GTINs while they are typed ------------------------------------------------------------- */

static void
test_gtin_hint (void)
{
  static const struct
  {
    const char *text;
    WayGtinHint hint;
    const char *said; /* (nullable) */
    const char *gtin14;
  } rows[] = {
    { "", WAY_GTIN_HINT_EMPTY, NULL, NULL },
    { "952", WAY_GTIN_HINT_MORE, NULL, NULL },
    { "9521234", WAY_GTIN_HINT_MORE, "it is 0", NULL },
    { "952123456789", WAY_GTIN_HINT_MORE, "last digit 9", NULL },
    { "9521234567899", WAY_GTIN_HINT_RIGHT, "GTIN-13", "09521234567899" },
    { "952-1234 567899", WAY_GTIN_HINT_RIGHT, "GTIN-13", "09521234567899" },
    { "9521234567898", WAY_GTIN_HINT_WRONG, "end with 9", NULL },
    { "95212340", WAY_GTIN_HINT_RIGHT, "GTIN-8", "00000095212340" },
    { "614141000036", WAY_GTIN_HINT_RIGHT, "GTIN-12", "00614141000036" },
    { "10614141000415", WAY_GTIN_HINT_RIGHT, "GTIN-14", "10614141000415" },
    { "106141410004151", WAY_GTIN_HINT_WRONG, "14", NULL },
    { "95212345678a9", WAY_GTIN_HINT_WRONG, "digits", NULL },
    { "９５２１", WAY_GTIN_HINT_WRONG, "digits", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sentence = NULL;
      char gtin14[15] = "untouched";

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (way_gtin_hint (rows[i].text, &sentence, gtin14), ==, rows[i].hint);
      if (rows[i].said != NULL)
        g_assert_nonnull (strstr (sentence, rows[i].said));
      g_assert_cmpstr (gtin14, ==, rows[i].gtin14 != NULL ? rows[i].gtin14 : "untouched");
    }
}

/* ---- Long lists ------------------------------------------------------------------------------- */

#define PAGE   100
#define N_ROWS 100000

/* A row that knows its number. */
#define TEST_TYPE_ROW (test_row_get_type ())
G_DECLARE_FINAL_TYPE (TestRow, test_row, TEST, ROW, GObject)
struct _TestRow
{
  GObject parent;

  guint number; /* from 1; 0: not there */
};
G_DEFINE_FINAL_TYPE (TestRow, test_row, G_TYPE_OBJECT)

static gint n_alive;
static gint n_fetched;
static gint fails;
static gint lacks; /* pages say that rows are missing */
static gint skips; /* the row with this number is gone; 0: none */

static void
test_row_finalize (GObject *object)
{
  g_atomic_int_add (&n_alive, -1);
  G_OBJECT_CLASS (test_row_parent_class)->finalize (object);
}

static void
test_row_class_init (TestRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_row_finalize;
}

static void
test_row_init (TestRow *self)
{
  g_atomic_int_inc (&n_alive);
}

static gboolean
fetch (WayHome *home,
       const WayListQuestion *question,
       GPtrArray *items,
       char **out_next,
       GCancellable *cancellable,
       GError **error)
{
  guint64 after = question->after != NULL ? g_ascii_strtoull (question->after, NULL, 10)
                                          : 0;
  guint64 end = question->search != NULL ? 3 : N_ROWS;
  guint moved = 0;

  if (question->filter != NULL)
    end = 7;
  if (g_atomic_int_get (&lacks))
    *question->out_notice = g_strdup ("some are missing");

  g_atomic_int_inc (&n_fetched);
  if (g_atomic_int_get (&fails))
    return way_error_set (error, WAY_RESULT_UNAVAILABLE, NULL);
  for (guint64 i = after; i < MIN (after + PAGE, end); i++)
    {
      TestRow *row = g_object_new (TEST_TYPE_ROW, NULL);

      row->number = (guint) i + 1;
      if (row->number == (guint) g_atomic_int_get (&skips))
        {
          row->number += PAGE / 2; /* and another one is where it was */
          moved = 1;
        }
      g_ptr_array_add (items, row);
    }
  if (after + PAGE < end)
    *out_next = g_strdup_printf ("%u", (guint) (after + PAGE - moved));
  return TRUE;
}

typedef struct
{
  char *folder;
  WayDesk *desk;
  WayPagedList *list;
} Fixture;

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  way_desk_load_finish (WAY_DESK (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
make_identity (const char *folder)
{
  static const WayIdentityStart in_file = { .vault = WAY_VAULT_FILE };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayHome) home = way_home_open (
      folder, way_secret_new_copy (way_slice_from_string ("correct horse")), &error);

  g_assert_no_error (error);
  way_home_create_identity (home, "Shop", WAY_PROFILE_SHOP, &in_file, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  gboolean is_loaded = FALSE;

  fixture->folder = g_dir_make_tmp ("way-catalogue-XXXXXX", NULL);
  make_identity (fixture->folder);
  fixture->desk = way_desk_new (fixture->folder);
  way_desk_load_async (fixture->desk, NULL, loaded, &is_loaded);
  while (!is_loaded)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (way_desk_get_identity (fixture->desk));
  fixture->list = way_paged_list_new (fixture->desk, TEST_TYPE_ROW, fetch, NULL);
  g_atomic_int_set (&fails, 0);
  g_atomic_int_set (&lacks, 0);
  g_atomic_int_set (&skips, 0);
  g_atomic_int_set (&n_fetched, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->list);
  /* pages that are on their way come first; nothing may be left of them */
  while (g_atomic_int_get (&n_alive) > 0)
    g_main_context_iteration (NULL, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  way_desk_close (fixture->desk);
  g_object_unref (fixture->desk);
  g_assert_true (way_folder_remove (fixture->folder, NULL));
  g_free (fixture->folder);
}

static guint
number_at (WayPagedList *list, guint position)
{
  g_autoptr (TestRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);

  return row != NULL ? row->number : G_MAXUINT;
}

static void
wait_for_rows (WayPagedList *list, guint n)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_row (WayPagedList *list, guint position)
{
  while (number_at (list, position) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_long_list (Fixture *fixture, gconstpointer data)
{
  gint most = 0;

  way_paged_list_reload (fixture->list);
  g_assert_cmpint (way_paged_list_get_state (fixture->list), ==, WAY_LIST_LOADING);
  wait_for_rows (fixture->list, PAGE);
  g_assert_cmpint (n_fetched, ==, 1); /* nobody looks at its end: no more is asked for */
  for (guint i = 0; i < N_ROWS; i++)
    {
      wait_for_rows (fixture->list, i + 1);
      g_assert_cmpuint (number_at (fixture->list, i), ==, i + 1);
      most = MAX (most, g_atomic_int_get (&n_alive));
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, N_ROWS);
  /* those kept, and one page on its way */
  g_assert_cmpint (most, <=, (WAY_LIST_MAX_PAGES + 2) * PAGE);
  g_assert_cmpuint (number_at (fixture->list, 0), ==, 0); /* let go long ago */
  wait_for_row (fixture->list, 0);
  g_assert_cmpuint (number_at (fixture->list, 0), ==, 1);
  wait_for_row (fixture->list, 54321);
  g_assert_cmpuint (number_at (fixture->list, 54321), ==, 54322);
  g_assert_cmpuint (number_at (fixture->list, N_ROWS), ==, G_MAXUINT);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, N_ROWS);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  way_paged_list_reload (fixture->list);
  wait_for_rows (fixture->list, PAGE);
  way_paged_list_set_search (fixture->list, "tea");
  g_assert_cmpuint (number_at (fixture->list, 7), ==, 8); /* until the new ones come */
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) != 3)
    g_main_context_iteration (NULL, TRUE);
  way_paged_list_set_search (fixture->list, "");
  g_assert_null (way_paged_list_get_search (fixture->list));
  wait_for_rows (fixture->list, PAGE);
}

/* What was asked before a newer question must not come through after it. */
static void
test_only_the_last_question_counts (Fixture *fixture, gconstpointer data)
{
  way_paged_list_reload (fixture->list);
  way_paged_list_set_search (fixture->list, "a");
  way_paged_list_set_search (fixture->list, NULL);
  way_paged_list_set_search (fixture->list, "tea");
  while (way_paged_list_get_state (fixture->list) == WAY_LIST_LOADING)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 3);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_atomic_int_set (&fails, 1);
  way_paged_list_reload (fixture->list);
  while (way_paged_list_get_state (fixture->list) == WAY_LIST_LOADING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (way_paged_list_get_state (fixture->list), ==, WAY_LIST_FAILED);
  g_assert_nonnull (way_paged_list_get_error_text (fixture->list));
  g_atomic_int_set (&fails, 0);
  way_paged_list_reload (fixture->list);
  wait_for_rows (fixture->list, PAGE);
  g_assert_cmpint (way_paged_list_get_state (fixture->list), ==, WAY_LIST_READY);
  g_atomic_int_set (&fails, 1);
  way_paged_list_reload (fixture->list);
  while (way_paged_list_get_state (fixture->list) != WAY_LIST_FAILED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (number_at (fixture->list, 7), ==, 8); /* what was there stays */
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  way_paged_list_reload (fixture->list);
  wait_for_rows (fixture->list, PAGE);
  g_assert_false (way_paged_list_is_narrowed (fixture->list));
  way_paged_list_set_filter (fixture->list, "seven");
  g_assert_true (way_paged_list_is_narrowed (fixture->list));
  while (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) != 7)
    g_main_context_iteration (NULL, TRUE);
  way_paged_list_set_filter (fixture->list, NULL);
  g_assert_false (way_paged_list_is_narrowed (fixture->list));
  wait_for_rows (fixture->list, PAGE);
}

/* A list that lacks something says so until it was asked for again and all came. */
static void
test_notice (Fixture *fixture, gconstpointer data)
{
  g_atomic_int_set (&lacks, 1);
  way_paged_list_reload (fixture->list);
  wait_for_rows (fixture->list, PAGE);
  g_assert_cmpstr (way_paged_list_get_notice (fixture->list), ==, "some are missing");
  g_atomic_int_set (&lacks, 0);
  g_assert_cmpuint (number_at (fixture->list, PAGE - 1), ==, PAGE);
  wait_for_rows (fixture->list, 2 * PAGE);
  g_assert_cmpstr (way_paged_list_get_notice (fixture->list), ==, "some are missing");
  way_paged_list_reload (fixture->list);
  while (way_paged_list_get_notice (fixture->list) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (way_paged_list_get_state (fixture->list), ==, WAY_LIST_READY);
}

static gboolean
is_same_row (gconstpointer a, gconstpointer b)
{
  return ((const TestRow *) a)->number == ((const TestRow *) b)->number;
}

typedef struct
{
  guint n;
  guint position, removed, added;
} Change;

static void
note_change (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Change *change = data;

  *change = (Change) { change->n + 1, position, removed, added };
}

/* Somebody changed something: only what is looked at is asked for, and only what is different moves. */
static void
test_renew (Fixture *fixture, gconstpointer data)
{
  Change change = { 0 };

  way_paged_list_set_equal (fixture->list, is_same_row);
  way_paged_list_renew (fixture->list); /* the first time it asks for all */
  for (guint i = 0; i < 6 * PAGE; i += PAGE / 2)
    {
      wait_for_rows (fixture->list, i + 1);
      g_assert_cmpuint (number_at (fixture->list, i), ==, i + 1);
    }
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (note_change), &change);
  wait_for_rows (fixture->list, 6 * PAGE + 1);
  for (guint i = 3 * PAGE; i < 6 * PAGE; i += PAGE)
    number_at (fixture->list, i);
  change = (Change) { 0 };
  g_atomic_int_set (&n_fetched, 0);
  way_paged_list_renew (fixture->list);
  while (g_atomic_int_get (&n_fetched) < 4)
    g_main_context_iteration (NULL, TRUE);
  while (g_atomic_int_get (&n_alive) > 5 * PAGE)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (change.n, ==, 0); /* nothing is different */
  g_assert_cmpint (way_paged_list_get_state (fixture->list), ==, WAY_LIST_READY);
  g_assert_cmpint (n_fetched, ==, 4);

  g_atomic_int_set (&skips, 5 * PAGE + 7);
  way_paged_list_renew (fixture->list);
  while (change.n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (change.position, ==, 5 * PAGE + 6);
  g_assert_cmpuint (number_at (fixture->list, 5 * PAGE + 6), ==, 5 * PAGE + 7 + PAGE / 2);
  g_assert_cmpuint (number_at (fixture->list, 5 * PAGE + 5), ==, 5 * PAGE + 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/gtin-hint", test_gtin_hint);
  g_test_add ("/catalogue/long-list", Fixture, NULL, set_up, test_long_list, tear_down);
  g_test_add ("/catalogue/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/catalogue/only-the-last-question-counts", Fixture, NULL, set_up,
              test_only_the_last_question_counts, tear_down);
  g_test_add ("/catalogue/filter", Fixture, NULL, set_up, test_filter, tear_down);
  g_test_add ("/catalogue/renew", Fixture, NULL, set_up, test_renew, tear_down);
  g_test_add ("/catalogue/notice", Fixture, NULL, set_up, test_notice, tear_down);
  g_test_add ("/catalogue/failure", Fixture, NULL, set_up, test_failure, tear_down);
  return g_test_run ();
}
