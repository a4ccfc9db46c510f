/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-test.h"

#include "way-base-encoding.h"

char *
way_test_dup_vector_path (const char *name)
{
  const char *folder = g_getenv ("WAY_VECTORS");
  g_autofree char *path = folder ? g_build_filename (folder, name, NULL) : NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *line = g_strdup_printf ("conformance data %s is not here", name);
      g_test_skip (line);
      return NULL;
    }
  return g_steal_pointer (&path);
}

char *
way_test_read_vector (const char *name, gsize *out_len)
{
  g_autofree char *path = way_test_dup_vector_path (name);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  if (path == NULL)
    return NULL;
  if (!g_file_get_contents (path, &contents, out_len, &error))
    g_error ("%s", error->message);
  return contents;
}

GBytes *
way_test_hex (const char *hex)
{
  GBytes *bytes = way_hex_decode (hex, -1);

  g_assert_nonnull (bytes);
  return bytes;
}
