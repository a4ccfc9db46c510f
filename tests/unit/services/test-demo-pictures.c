/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-demo-pictures.h"

/* The pictures in the tree are what the public seed gives, byte for byte, and there are no others. */

static gboolean
compare_picture (gpointer data, const char *name, GBytes *png, GError **error)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "demo", "labels", name, NULL);
  g_autofree char *bytes = NULL;
  guint *n = data;
  gsize len = 0;

  if (!g_file_get_contents (path, &bytes, &len, error))
    return FALSE;
  if (len != g_bytes_get_size (png)
      || memcmp (bytes, g_bytes_get_data (png, NULL), len) != 0)
    g_error ("%s is not what the seed gives; run demo-labels", name);
  (*n)++;
  return TRUE;
}

static guint
count_files (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "demo", "labels", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    n += g_str_has_suffix (name, ".png");
  return n;
}

static void
test_tree (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDemoStory) story = way_demo_story_new (&error);
  guint n = 0;

  g_assert_no_error (error);
  way_demo_pictures_make (story, compare_picture, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, count_files ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-pictures/tree", test_tree);
  return g_test_run ();
}
