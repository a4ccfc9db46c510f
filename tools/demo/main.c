/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <stdio.h>

#include "way-demo-pictures.h"

/* demo-labels FOLDER: draws the pictures of data/demo/labels/ anew. */

static gboolean
write_picture (gpointer data, const char *name, GBytes *png, GError **error)
{
  g_autofree char *path = g_build_filename (data, name, NULL);
  gsize len;
  const char *bytes = g_bytes_get_data (png, &len);

  return g_file_set_contents (path, bytes, (gssize) len, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (WayDemoStory) story = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 2)
    {
      fputs ("Usage: demo-labels FOLDER\n", stderr);
      return 2;
    }
  story = way_demo_story_new (&error);
  if (story == NULL || g_mkdir_with_parents (argv[1], 0777) != 0
      || !way_demo_pictures_make (story, write_picture, argv[1], &error))
    {
      fprintf (stderr, "demo-labels: %s\n", error != NULL ? error->message : argv[1]);
      return 1;
    }
  return 0;
}
