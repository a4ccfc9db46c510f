/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-sight.h"

struct _WayCameraSight
{
  GHashTable
      *last_seen_ms; /* (element-type GBytes gint64): format and content of a code */
};

WayCameraSight *
way_camera_sight_new (void)
{
  WayCameraSight *self = g_new0 (WayCameraSight, 1);

  self->last_seen_ms = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                              (GDestroyNotify) g_bytes_unref, g_free);
  return self;
}

void
way_camera_sight_free (WayCameraSight *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->last_seen_ms);
  g_free (self);
}

static GBytes *
make_key (const WayCode *code)
{
  GString *key = g_string_new (code->format);

  g_string_append_c (key, '\0');
  g_string_append_len (key, code->text, (gssize) code->text_len);
  return g_string_free_to_bytes (key);
}

static gboolean
is_forgotten (gpointer key, gpointer value, gpointer now_ms)
{
  return *(gint64 *) now_ms - *(gint64 *) value >= WAY_CAMERA_FORGET_MS;
}

GPtrArray *
way_camera_sight_update (WayCameraSight *self, const GPtrArray *codes, gint64 now_ms)
{
  GPtrArray *news = g_ptr_array_new ();

  g_hash_table_foreach_remove (self->last_seen_ms, is_forgotten, &now_ms);
  for (guint i = 0; i < codes->len; i++)
    {
      WayCode *code = g_ptr_array_index (codes, i);

      if (g_hash_table_replace (self->last_seen_ms, make_key (code),
                                g_memdup2 (&now_ms, sizeof now_ms)))
        g_ptr_array_add (news, code);
    }
  return news;
}
