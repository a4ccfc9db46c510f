/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-answer-cache.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "way-base-encoding.h"
#include "way-checked.h"
#include "way-hash.h"

/* A file is the time of the answer (8 bytes, big-endian ms) and the bundle. */
#define HEADER 8

static char *
build_path (WayHome *home, const WayNetwork *network, const WayQuestion *question)
{
  g_autoptr (GBytes) encoded = way_schema_encode (&way_question_schema, question);
  g_autofree char *hex = NULL;
  g_autofree char *name = NULL;
  WayHash hash;

  way_sha256 (way_slice_from_bytes (encoded), &hash);
  hex = way_hex_encode (way_slice_from_hash (&hash));
  name = g_build_filename ("cache", hex, NULL);
  return way_home_build_network_path (home, network, name);
}

/* Removes the answer that was written first where there are too many. */
static void
make_room (const char *folder)
{
  g_autofree char *oldest = NULL;
  guint64 oldest_time = G_MAXUINT64;
  guint n = 0;
  const char *name;
  GDir *dir = g_dir_open (folder, 0, NULL);

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      n++;
      if (g_stat (path, &info) != 0 || (guint64) info.st_mtime >= oldest_time)
        continue;
      oldest_time = (guint64) info.st_mtime;
      g_set_str (&oldest, path);
    }
  g_clear_pointer (&dir, g_dir_close);
  if (n > WAY_ANSWER_CACHE_MAX && oldest != NULL)
    g_unlink (oldest);
}

gboolean
way_answer_cache_store (WayHome *home,
                        const WayQuestion *question,
                        const WayVerifiedAnswer *answer,
                        GError **error)
{
  g_autofree char *path = build_path (home, answer->network, question);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  WaySlice bundle = way_slice_from_bytes (answer->bytes);
  guint8 time8[HEADER];

  way_put_be64 (time8, answer->fetched_ms);
  g_byte_array_append (file, time8, sizeof time8);
  g_byte_array_append (file, bundle.data, (guint) bundle.len);
  if (!way_folder_make (folder, error)
      || !way_file_write (path, WAY_SLICE_INIT (file->data, file->len), error))
    return FALSE;
  make_room (folder);
  return TRUE;
}

WayVerifiedAnswer *
way_answer_cache_load (WayHome *home,
                       WayNetwork *network,
                       const WayQuestion *question,
                       GError **error)
{
  g_autofree char *path = build_path (home, network, question);
  g_autoptr (GBytes) bundle = NULL;
  guint8 *file = NULL;
  gsize len = 0;
  guint64 fetched_ms = 0;

  if (!g_file_get_contents (path, (char **) &file, &len, NULL))
    return NULL;
  if (len > HEADER)
    {
      fetched_ms = way_get_be64 (file);
      bundle = g_bytes_new (file + HEADER, len - HEADER);
    }
  g_free (file);
  if (bundle == NULL)
    return NULL;
  return way_verified_answer_from_bytes (home, network, bundle, fetched_ms, error);
}
