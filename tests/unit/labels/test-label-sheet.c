/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "way-label-sheet.h"
#include "way-picture-reader.h"
#include "way-result.h"

#define URI "https://id.gs1.org/01/09520123456788/10/LOT-7/21/AB2CD3EF4GH%05u"

typedef struct
{
  char outside[96];
  char inside[128];
  char serial[32];
  guint64 cancel_at;
  guint64 fail_at;
} Source;

static gboolean
on_next (gpointer data, guint64 index, WayLabel *out_label, GError **error)
{
  Source *source = data;

  if (source->fail_at != 0 && index == source->fail_at)
    return way_error_set (error, WAY_RESULT_CORRUPTED, NULL);
  g_snprintf (source->outside, sizeof source->outside, URI, (guint) index);
  g_snprintf (source->inside, sizeof source->inside, URI "#c=Zm9vYmFyYmF6cXV4eHl6MQ",
              (guint) index);
  g_snprintf (source->serial, sizeof source->serial, "(21) AB2CD3EF4GH%05u",
              (guint) index);
  *out_label = (WayLabel) { source->outside,
                            source->inside,
                            { "Longjing tea, 100 g", "明前龙井茶 100 克" },
                            { "(01) 09520123456788", "(10) LOT-7", source->serial } };
  return TRUE;
}

static gboolean
on_progress (gpointer data, guint64 n_done, guint64 n_all)
{
  const Source *source = data;

  g_assert_cmpuint (n_done, <=, n_all);
  return source->cancel_at == 0 || n_done < source->cancel_at;
}

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("way-labels-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Returns: FALSE and marks the test as skipped where poppler's tool is not there. */
static gboolean
render (const char *pdf, const char *prefix)
{
  g_autofree char *tool = g_find_program_in_path ("pdftoppm");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (tool == NULL)
    {
      g_test_skip ("pdftoppm is not here");
      return FALSE;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, tool, "-r", "150", "-gray",
                              "-png", pdf, prefix, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  return TRUE;
}

/* Reads a page's picture; adds each text to @texts. Returns: how many. */
static guint
read_page (const char *folder, guint page, guint n_digits, GHashTable *texts)
{
  g_autofree char *name = g_strdup_printf ("page-%0*u.png", (int) n_digits, page);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = way_picture_scan_file (path, 0, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      g_assert_cmpstr (code->format, ==, "QRCode");
      g_hash_table_add (texts, g_strdup (code->text));
    }
  return codes->len;
}

static void
assert_labels (GHashTable *texts, guint from, guint to, gboolean is_inside)
{
  for (guint i = from; i < to; i++)
    {
      g_autofree char *text =
          g_strdup_printf (is_inside ? URI "#c=Zm9vYmFyYmF6cXV4eHl6MQ" : URI, i);

      g_assert_true (g_hash_table_contains (texts, text));
    }
}

/* Sheets and rolls: each printed code comes back, and nothing else, on the right page. */
static void
test_reads_back (gconstpointer data)
{
  const WayLabelLayout *layout = way_label_layout_find (data);
  guint per_page = way_label_layout_get_count (layout);
  guint n = per_page + 2;
  WayLabelOptions options = { layout, WAY_LABEL_OUTSIDE | WAY_LABEL_INSIDE,
                              .has_crop_marks = TRUE, .title = "Labels" };
  g_autofree char *folder = make_folder ();
  g_autofree char *pdf = g_build_filename (folder, "labels.pdf", NULL);
  g_autofree char *prefix = g_build_filename (folder, "page", NULL);
  Source source = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (way_label_sheet_write_file (pdf, &options, n, on_next, on_progress,
                                             &source, &error));
  g_assert_no_error (error);
  if (render (pdf, prefix))
    for (guint page = 0; page < (n + per_page - 1) / per_page * 2; page++)
      {
        g_autoptr (GHashTable)
            texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
        guint first = page / 2 * per_page;
        guint last = MIN (first + per_page, n);

        g_assert_cmpuint (read_page (folder, page + 1, 1, texts), ==, last - first);
        assert_labels (texts, first, last, page % 2 == 1);
      }
  remove_folder (folder);
}

static void
test_layouts_fit (void)
{
  gsize n;
  const WayLabelLayout *layouts = way_label_layout_get_all (&n);

  for (gsize i = 0; i < n; i++)
    {
      const WayLabelLayout *l = &layouts[i];

      g_assert_true (way_label_layout_find (l->name) == l);
      g_assert_cmpfloat (l->pitch_x, >=, l->label_width);
      g_assert_cmpfloat (l->pitch_y, >=, l->label_height);
      g_assert_cmpfloat (l->left + (l->columns - 1) * l->pitch_x + l->label_width, <=,
                         l->page_width + 0.01);
      g_assert_cmpfloat (l->top + (l->rows - 1) * l->pitch_y + l->label_height, <=,
                         l->page_height + 0.01);
    }
  g_assert_null (way_label_layout_find ("a4-1x1"));
}

/* The first five places of the sheet were used up before. */
static void
test_skip (void)
{
  WayLabelOptions options = { way_label_layout_find ("a4-3x8"), WAY_LABEL_OUTSIDE,
                              .n_skip = 5 };
  g_autofree char *folder = make_folder ();
  g_autofree char *pdf = g_build_filename (folder, "labels.pdf", NULL);
  g_autofree char *prefix = g_build_filename (folder, "page", NULL);
  g_autofree char *picture = g_build_filename (folder, "page-1.png", NULL);
  Source source = { 0 };

  g_assert_true (
      way_label_sheet_write_file (pdf, &options, 20, on_next, NULL, &source, NULL));
  if (render (pdf, prefix))
    {
      g_autoptr (GPtrArray) codes = way_picture_scan_file (picture, 0, NULL, NULL);
      g_autoptr (GHashTable)
          second = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      g_assert_cmpuint (codes->len, ==, 19);
      g_assert_cmpuint (read_page (folder, 2, 1, second), ==, 1);
      /* 150 dpi: the second row begins 37.5 mm from the top; its third label at 140 mm */
      g_assert_cmpint (((WayCode *) g_ptr_array_index (codes, 0))->corners[0].y, >, 221);
      g_assert_cmpint (((WayCode *) g_ptr_array_index (codes, 0))->corners[0].x, >, 826);
    }
  options.n_skip = 24;
  g_assert_false (
      way_label_sheet_write_file (pdf, &options, 20, on_next, NULL, &source, NULL));
  remove_folder (folder);
}

/* No labels make one empty page: a PDF without any is none. */
static void
test_none (void)
{
  WayLabelOptions options = { way_label_layout_find ("a4-3x8"), WAY_LABEL_OUTSIDE };
  g_autofree char *folder = make_folder ();
  g_autofree char *pdf = g_build_filename (folder, "labels.pdf", NULL);
  g_autofree char *text = NULL;
  Source source = { 0 };

  g_assert_true (
      way_label_sheet_write_file (pdf, &options, 0, on_next, NULL, &source, NULL));
  g_assert_true (g_file_get_contents (pdf, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  remove_folder (folder);
}

/* -- what goes wrong leaves the file that was there, and no other -- */

typedef struct
{
  char *folder;
  char *pdf;
} Place;

static Place
make_place (void)
{
  Place place = { .folder = make_folder () };

  place.pdf = g_build_filename (place.folder, "labels.pdf", NULL);
  g_assert_true (g_file_set_contents (place.pdf, "old", -1, NULL));
  return place;
}

static void
assert_untouched (Place *place)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (place->pdf, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (count_files (place->folder), ==, 1);
  remove_folder (place->folder);
  g_free (place->folder);
  g_free (place->pdf);
}

static void
test_cancel (void)
{
  WayLabelOptions options = { way_label_layout_find ("a4-3x8"), WAY_LABEL_OUTSIDE };
  Place place = make_place ();
  Source source = { .cancel_at = 48 };
  g_autoptr (GError) error = NULL;

  g_assert_false (way_label_sheet_write_file (place.pdf, &options, 500, on_next,
                                              on_progress, &source, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CANCELLED);
  assert_untouched (&place);
}

static void
test_source_fails (void)
{
  WayLabelOptions options = { way_label_layout_find ("a4-3x8"), WAY_LABEL_OUTSIDE };
  Place place = make_place ();
  Source source = { .fail_at = 30 };
  g_autoptr (GError) error = NULL;

  g_assert_false (way_label_sheet_write_file (place.pdf, &options, 500, on_next, NULL,
                                              &source, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
  assert_untouched (&place);
}

static void
test_file_can_not_grow (void)
{
  WayLabelOptions options = { way_label_layout_find ("a4-3x8"), WAY_LABEL_OUTSIDE };
  Place place = make_place ();
  Source source = { 0 };
  struct rlimit before;
  struct rlimit small;
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 100 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (way_label_sheet_write_file (place.pdf, &options, 500, on_next, NULL,
                                              &source, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, WAY_ERROR, WAY_RESULT_IO);
  assert_untouched (&place);
}

static gboolean
on_write_full (gpointer data, const guint8 *bytes, gsize len, GError **error)
{
  gsize *left = data;

  if (len > *left)
    return way_error_set (error, WAY_RESULT_DISK_FULL, NULL);
  *left -= len;
  return TRUE;
}

/* The writer's own error comes out, at the page where it happened or at the end. */
static void
test_writer_fails (void)
{
  WayLabelOptions options = { way_label_layout_find ("roll-57x32"), WAY_LABEL_OUTSIDE };
  static const gsize rooms[] = { 0, 10, 5000, 60000 };

  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      gsize left = rooms[i];
      Source source = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (WayLabelSheet)
          sheet = way_label_sheet_new_for_func (on_write_full, &left, &options, NULL);
      gboolean is_good = TRUE;

      for (guint64 k = 0; k < 30 && is_good; k++)
        {
          WayLabel label;

          on_next (&source, k, &label, NULL);
          is_good = way_label_sheet_add (sheet, &label, &error);
        }
      is_good = is_good && way_label_sheet_finish (sheet, &error);
      g_assert_false (is_good);
      g_assert_error (error, WAY_ERROR, WAY_RESULT_DISK_FULL);
    }
}

static void
test_bad_options (void)
{
  WayLabelOptions options = { way_label_layout_find ("a4-3x8"), 0 };
  Place place = make_place ();
  Source source = { 0 };
  WayLabel bare = { .outside_uri = "https://id.gs1.org/01/09520123456788" };
  g_autoptr (GError) no_kind = NULL;
  g_autoptr (GError) no_inside = NULL;
  g_autoptr (WayLabelSheet) sheet = NULL;

  g_assert_false (way_label_sheet_write_file (place.pdf, &options, 1, on_next, NULL,
                                              &source, &no_kind));
  g_assert_error (no_kind, WAY_ERROR, WAY_RESULT_OUT_OF_RANGE);
  options.kinds = WAY_LABEL_INSIDE;
  sheet = way_label_sheet_new_for_file (place.pdf, &options, NULL);
  g_assert_false (way_label_sheet_add (sheet, &bare, &no_inside));
  g_assert_error (no_inside, WAY_ERROR, WAY_RESULT_MISSING_MEMBER);
  g_assert_false (way_label_sheet_finish (sheet, NULL));
  g_clear_pointer (&sheet, way_label_sheet_free);
  assert_untouched (&place);
}

static void
test_no_folder (void)
{
  WayLabelOptions options = { way_label_layout_find ("a4-3x8"), WAY_LABEL_OUTSIDE };
  g_autoptr (GError) error = NULL;

  g_assert_null (
      way_label_sheet_new_for_file ("/nonexistent/labels.pdf", &options, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_IO);
}

/* In-pack codes are worth money: the file is its owner's alone. */
static void
test_private_file (void)
{
  WayLabelOptions options = { way_label_layout_find ("roll-57x32"), WAY_LABEL_INSIDE };
  g_autofree char *folder = make_folder ();
  g_autofree char *pdf = g_build_filename (folder, "labels.pdf", NULL);
  Source source = { 0 };
  struct stat info;

  g_assert_true (
      way_label_sheet_write_file (pdf, &options, 2, on_next, NULL, &source, NULL));
  g_assert_cmpint (stat (pdf, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/labels/sheet/a4-3x8", "a4-3x8", test_reads_back);
  g_test_add_data_func ("/labels/sheet/a4-4x10", "a4-4x10", test_reads_back);
  g_test_add_data_func ("/labels/sheet/a4-5x13", "a4-5x13", test_reads_back);
  g_test_add_data_func ("/labels/sheet/roll-50x25", "roll-50x25", test_reads_back);
  g_test_add_func ("/labels/sheet/layouts", test_layouts_fit);
  g_test_add_func ("/labels/sheet/skip", test_skip);
  g_test_add_func ("/labels/sheet/none", test_none);
  g_test_add_func ("/labels/sheet/cancel", test_cancel);
  g_test_add_func ("/labels/sheet/source-fails", test_source_fails);
  g_test_add_func ("/labels/sheet/file-can-not-grow", test_file_can_not_grow);
  g_test_add_func ("/labels/sheet/writer-fails", test_writer_fails);
  g_test_add_func ("/labels/sheet/bad-options", test_bad_options);
  g_test_add_func ("/labels/sheet/no-folder", test_no_folder);
  g_test_add_func ("/labels/sheet/private-file", test_private_file);
  return g_test_run ();
}
