/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-control.h"

typedef struct
{
  WayCameraJob job;
  gpointer data;
} Entry;

static void
run (gpointer data, gpointer pool_data)
{
  g_autofree Entry *entry = data;

  entry->job (entry->data);
}

void
way_camera_control_push (WayCameraJob job, gpointer data)
{
  static GThreadPool *pool;
  Entry *entry = g_new (Entry, 1);

  if (g_once_init_enter_pointer (&pool))
    {
      GThreadPool *made = g_thread_pool_new (run, NULL, 1, FALSE, NULL);

      g_once_init_leave_pointer (&pool, made);
    }
  *entry = (Entry) { job, data };
  g_thread_pool_push (pool, entry, NULL);
}
