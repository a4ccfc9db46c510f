/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "way-demo-market.h"
#include "way-demo-story.h"
#include "way-embedded-node.h"
#include "way-lookup.h"
#include "way-record-file.h"

/* The demo market in a folder, kept by the real waymarkd (WAYMARKD): making, remaking, removing; and what scanning each label
 * leads to. */

typedef struct
{
  char *folder;
  WayHome *home;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("waymark-demo-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->home = way_home_open (fixture->folder, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  way_demo_market_remove (fixture->home, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&fixture->home, way_home_free);
  way_folder_remove (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
}

static gboolean
create (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gboolean was_made = FALSE;

  way_demo_market_create (fixture->home, NULL, NULL, NULL, &was_made, &error);
  g_assert_no_error (error);
  g_assert_cmpint (way_demo_market_get_state (fixture->home), ==, WAY_DEMO_MARKET_WHOLE);
  return was_made;
}

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* ---- Verdicts ------------------------------------------------------------------------------- */

static gboolean
has_reason (const WayVerdict *verdict, WaySlice name)
{
  for (gsize i = 0; i < verdict->n_reasons; i++)
    if (way_slice_equal_string (name, way_reason_get_name (verdict->reasons[i])))
      return TRUE;
  return FALSE;
}

static char *
describe (const WayVerdict *verdict)
{
  g_autoptr (GString) text = g_string_new (way_verdict_code_get_name (verdict->code));

  for (gsize i = 0; i < verdict->n_reasons; i++)
    g_string_append_printf (text, " %s", way_reason_get_name (verdict->reasons[i]));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
check_label (Fixture *fixture, const WayDemoStory *story, const WayDemoLabel *row)
{
  const WayLookupHow how = { 0 };
  const WaySlice *reasons = row->reasons.items;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = way_demo_story_dup_code (story, row->code, &error);
  g_autoptr (WayLookup) lookup = NULL;
  const WayVerdict *verdict;
  g_autofree char *got = NULL;

  g_assert_no_error (error);
  lookup = way_lookup_text (fixture->home, code, NULL, &how, NULL, &error);
  if (!way_record_has (row, 5))
    {
      g_assert_null (lookup);
      g_assert_nonnull (error);
      return;
    }
  g_assert_no_error (error);
  verdict = &way_lookup_get_examination (lookup)->verdict;
  got = describe (verdict);
  if (lookup->best != NULL && lookup->best->error != NULL)
    g_test_message ("%s", lookup->best->error->message);
  g_test_message ("%.*s: %s", (int) row->file.len, (const char *) row->file.data, got);
  g_assert_true (
      way_slice_equal_string (row->verdict, way_verdict_code_get_name (verdict->code)));
  g_assert_true (
      way_slice_equal_string (reasons[0], way_reason_get_name (verdict->reasons[0])));
  for (gsize i = 0; i < row->reasons.n; i++)
    if (!has_reason (verdict, reasons[i]))
      g_error ("%.*s: no reason %.*s", (int) row->file.len, (const char *) row->file.data,
               (int) reasons[i].len, (const char *) reasons[i].data);
}

static void
test_verdicts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WayDemoStory) story = way_demo_story_new (NULL);
  const WayDemoLabelsFile *labels = way_demo_story_get_labels (story);
  const WayDemoLabel *rows = labels->labels.items;

  g_assert_true (create (fixture));
  for (gsize i = 0; i < labels->labels.n; i++)
    check_label (fixture, story, &rows[i]);
}

/* ---- Making and removing ---------------------------------------------------------------------- */

static void
count_steps (gpointer data, guint done, guint all)
{
  guint *last = data;

  g_assert_cmpuint (done, ==, *last + 1);
  g_assert_cmpuint (done, <=, all);
  *last = done;
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n_steps = 0;
  gboolean was_made = FALSE, was_there = FALSE;

  g_assert_cmpint (way_demo_market_get_state (fixture->home), ==, WAY_DEMO_MARKET_ABSENT);
  way_demo_market_create (fixture->home, count_steps, &n_steps, NULL, &was_made, &error);
  g_assert_no_error (error);
  g_assert_true (was_made);
  g_assert_cmpuint (n_steps, >, 50);
  g_assert_nonnull (way_home_find_identity (fixture->home, "demo-tea", NULL));
  g_assert_nonnull (way_home_find_network (fixture->home, "demo", NULL));
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
  g_assert_false (create (fixture));
  way_demo_market_remove (fixture->home, &was_there, &error);
  g_assert_no_error (error);
  g_assert_true (was_there);
  g_assert_null (way_home_find_identity (fixture->home, "demo-tea", NULL));
  g_assert_null (way_home_find_network (fixture->home, "demo", NULL));
  g_assert_cmpuint (count_entries (fixture->folder), ==, 0);
}

static void
cancel_half_way (gpointer data, guint done, guint all)
{
  if (done == all / 2)
    g_cancellable_cancel (data);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (way_demo_market_create (fixture->home, cancel_half_way, cancellable,
                                          cancellable, NULL, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CANCELLED);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 0);
  g_assert_true (create (fixture));
}

/* A market that was cut short by a power cut, and one whose ledger is damaged, are made anew. */
static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_autofree char *record = way_home_build_path (fixture->home, "demo/market.json");
  g_autofree char *half = way_home_build_path (fixture->home, ".demo-new/node");
  g_autofree char *node = way_home_build_path (fixture->home, "demo/node");
  g_autofree char *ledger =
      way_home_build_path (fixture->home, "demo/node/ledger.sqlite");
  g_autoptr (GError) error = NULL;

  g_assert_true (create (fixture));
  g_assert_true (way_folder_make (half, NULL));
  g_assert_cmpint (g_unlink (record), ==, 0);
  g_assert_cmpint (way_demo_market_get_state (fixture->home), ==, WAY_DEMO_MARKET_BROKEN);
  g_assert_true (create (fixture));
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
  way_embedded_node_stop (node, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (ledger, "no database", -1, NULL));
  g_assert_true (create (fixture));
  g_assert_false (create (fixture));
}

/* Files that can't be read keep nobody from opening the folder. */
static void
test_damaged_files (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "demo/identities.json", "demo/node/genesis.cbor" };

  g_assert_true (create (fixture));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = way_home_build_path (fixture->home, names[i]);
      g_autofree char *node = way_home_build_path (fixture->home, "demo/node");
      g_autoptr (GError) error = NULL;

      way_embedded_node_stop (node, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_set_contents (path, "?", -1, NULL));
      way_home_free (fixture->home);
      fixture->home = way_home_open (fixture->folder, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (create (fixture));
      g_assert_nonnull (way_home_find_identity (fixture->home, "demo", NULL));
      g_assert_nonnull (way_home_find_network (fixture->home, "demo", NULL));
    }
}

static void
add (const char *name, void (*run) (Fixture *fixture, gconstpointer data))
{
  g_test_add (name, Fixture, NULL, set_up, run, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/demo-market/create", test_create);
  add ("/demo-market/cancel", test_cancel);
  add ("/demo-market/broken", test_broken);
  add ("/demo-market/damaged-files", test_damaged_files);
  add ("/demo-market/verdicts", test_verdicts);
  return g_test_run ();
}
