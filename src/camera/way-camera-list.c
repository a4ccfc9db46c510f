/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-list.h"

#include <string.h>

#include "way-camera-device-private.h"

struct _WayCameraList
{
  GPtrArray *all;
  GListStore *shown;
  gboolean shows_all;
};

WayCameraList *
way_camera_list_new (void)
{
  WayCameraList *self = g_new0 (WayCameraList, 1);

  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->shown = g_list_store_new (WAY_TYPE_CAMERA_DEVICE);
  return self;
}

void
way_camera_list_free (WayCameraList *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->all);
  g_object_unref (self->shown);
  g_free (self);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  WayCameraDevice *first = *(WayCameraDevice *const *) a;
  WayCameraDevice *second = *(WayCameraDevice *const *) b;
  int order = (int) way_camera_device_get_kind (first)
              - (int) way_camera_device_get_kind (second);

  if (order == 0)
    order = g_utf8_collate (way_camera_device_get_name (first),
                            way_camera_device_get_name (second));
  return order != 0 ? order
                    : strcmp (way_camera_device_get_id (first),
                              way_camera_device_get_id (second));
}

static gboolean
is_ordinary (WayCameraDevice *device)
{
  return way_camera_device_get_kind (device) == WAY_CAMERA_KIND_ORDINARY;
}

static gboolean
is_same (GListModel *shown, GPtrArray *wanted)
{
  gboolean same = g_list_model_get_n_items (shown) == wanted->len;

  for (guint i = 0; same && i < wanted->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (shown, i);

      same = item == g_ptr_array_index (wanted, i);
    }
  return same;
}

static void
update (WayCameraList *self)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  gboolean has_ordinary = FALSE;

  g_ptr_array_sort (self->all, compare);
  for (guint i = 0; i < self->all->len; i++)
    has_ordinary |= is_ordinary (g_ptr_array_index (self->all, i));
  for (guint i = 0; i < self->all->len; i++)
    if (self->shows_all || !has_ordinary
        || is_ordinary (g_ptr_array_index (self->all, i)))
      g_ptr_array_add (wanted, g_ptr_array_index (self->all, i));
  if (!is_same (G_LIST_MODEL (self->shown), wanted))
    g_list_store_splice (self->shown, 0,
                         g_list_model_get_n_items (G_LIST_MODEL (self->shown)),
                         wanted->pdata, wanted->len);
}

static gboolean
find_serial (WayCameraList *self, const char *serial, guint *out_index)
{
  for (guint i = 0; i < self->all->len; i++)
    if (g_str_equal (way_camera_device_get_serial (g_ptr_array_index (self->all, i)),
                     serial))
      {
        *out_index = i;
        return TRUE;
      }
  return FALSE;
}

void
way_camera_list_add (WayCameraList *self, WayCameraDevice *device)
{
  guint i;

  if (find_serial (self, way_camera_device_get_serial (device), &i))
    return;
  g_ptr_array_add (self->all, g_object_ref (device));
  update (self);
}

void
way_camera_list_remove (WayCameraList *self, const char *serial)
{
  guint i;

  if (!find_serial (self, serial, &i))
    return;
  g_ptr_array_remove_index (self->all, i);
  update (self);
}

void
way_camera_list_clear (WayCameraList *self)
{
  g_ptr_array_set_size (self->all, 0);
  update (self);
}

void
way_camera_list_set_shows_all (WayCameraList *self, gboolean shows_all)
{
  self->shows_all = shows_all;
  update (self);
}

GListModel *
way_camera_list_get_shown (WayCameraList *self)
{
  return G_LIST_MODEL (self->shown);
}

WayCameraDevice *
way_camera_list_find (WayCameraList *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->all->len; i++)
    if (g_str_equal (way_camera_device_get_id (g_ptr_array_index (self->all, i)), id))
      return g_ptr_array_index (self->all, i);
  return NULL;
}

WayCameraDevice *
way_camera_list_get_first (WayCameraList *self)
{
  g_autoptr (GObject) first = g_list_model_get_item (G_LIST_MODEL (self->shown), 0);

  return (WayCameraDevice *) first; /* the store keeps it */
}
