/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-pictures.h"

/* Takes @canvas over. */
static gboolean
hand_over (WaySlice file,
           WayCanvas *canvas,
           WayDemoPictureFunc func,
           gpointer data,
           GError **error)
{
  g_autoptr (WayCanvas) owned = canvas;
  g_autofree char *name = way_slice_dup_string (file);
  g_autoptr (GBytes) png = NULL;

  if (canvas == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  png = way_canvas_to_png (canvas);
  return func (data, name, png, error);
}

gboolean
way_demo_pictures_make (const WayDemoStory *story,
                        WayDemoPictureFunc func,
                        gpointer data,
                        GError **error)
{
  const WayDemoLabelsFile *file = way_demo_story_get_labels (story);
  const WayDemoLabel *labels = file->labels.items;
  const WayDemoPhoto *photos = file->photos.items;

  for (gsize i = 0; i < file->labels.n; i++)
    if (!hand_over (labels[i].file, way_demo_label_draw (story, &labels[i], error), func,
                    data, error))
      return FALSE;
  for (gsize i = 0; i < file->photos.n; i++)
    if (!hand_over (photos[i].file, way_demo_photo_take (story, &photos[i], error), func,
                    data, error))
      return FALSE;
  return TRUE;
}
