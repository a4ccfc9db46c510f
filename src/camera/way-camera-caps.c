/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-caps.h"

#define WIDTH  1280
#define HEIGHT 720
#define RATE   30

/* From best to worst. Below 24 a second a picture jerks; a label of 37 modules that fills a
 * third of a picture 640 wide has 5 pixels per module. */
static const char *const wishes[] = {
  "video/x-raw,width=1280,height=720,framerate=[24/1,60/1]",
  "image/jpeg,width=1280,height=720,framerate=[24/1,60/1]",
  "video/x-raw,width=[800,1920],height=[600,1440],framerate=[24/1,60/1]",
  "image/jpeg,width=[800,1920],height=[600,1440],framerate=[24/1,60/1]",
  "video/x-raw,width=[640,1920],height=[360,1440],framerate=[14/1,120/1]",
  "image/jpeg,width=[640,1920],height=[360,1440],framerate=[14/1,120/1]",
  "video/x-raw,width=[640,3840],height=[360,2160]",
  "image/jpeg,width=[640,3840],height=[360,2160]",
  "video/x-raw",
  "image/jpeg",
};

/* The structures of @caps in ordinary memory: what sits in a graphics card can't be read
 * here without asking for it. */
static GstCaps *
in_memory (GstCaps *caps)
{
  GstCaps *kept = gst_caps_new_empty ();

  for (guint i = 0; i < gst_caps_get_size (caps); i++)
    {
      GstCapsFeatures *features = gst_caps_get_features (caps, i);

      if (features == NULL
          || gst_caps_features_is_equal (features,
                                         GST_CAPS_FEATURES_MEMORY_SYSTEM_MEMORY))
        gst_caps_append_structure (kept,
                                   gst_structure_copy (gst_caps_get_structure (caps, i)));
    }
  return kept;
}

static gint64
get_distance (const GstStructure *structure)
{
  int width = 0, height = 0, top = 0, below = 1;

  gst_structure_get_int (structure, "width", &width);
  gst_structure_get_int (structure, "height", &height);
  gst_structure_get_fraction (structure, "framerate", &top, &below);
  return ABS ((gint64) width * height - WIDTH * HEIGHT) * 100
         + ABS (top / MAX (below, 1) - RATE);
}

static void
settle (GstStructure *structure)
{
  gst_structure_fixate_field_nearest_int (structure, "width", WIDTH);
  gst_structure_fixate_field_nearest_int (structure, "height", HEIGHT);
  if (gst_structure_has_field (structure, "framerate"))
    gst_structure_fixate_field_nearest_fraction (structure, "framerate", RATE, 1);
}

/* One size and rate out of several, with every format of pixels that has it. */
static GstCaps *
settle_caps (GstCaps *caps)
{
  GstCaps *settled = gst_caps_make_writable (caps);
  GstCaps *best = gst_caps_new_empty ();
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < gst_caps_get_size (settled); i++)
    settle (gst_caps_get_structure (settled, i));
  for (guint i = 0; i < gst_caps_get_size (settled); i++)
    least = MIN (least, get_distance (gst_caps_get_structure (settled, i)));
  for (guint i = 0; i < gst_caps_get_size (settled); i++)
    {
      GstStructure *structure = gst_caps_get_structure (settled, i);

      if (get_distance (structure) == least)
        gst_caps_append_structure (best, gst_structure_copy (structure));
    }
  gst_caps_unref (settled);
  return best;
}

GstCaps *
way_camera_choose_caps (GstCaps *caps)
{
  g_autoptr (GstCaps) usable = in_memory (caps);

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autoptr (GstCaps) wish = gst_caps_from_string (wishes[i]);
      g_autoptr (GstCaps)
          both = gst_caps_intersect_full (usable, wish, GST_CAPS_INTERSECT_FIRST);

      if (!gst_caps_is_empty (both) && !gst_caps_is_any (both))
        return settle_caps (g_steal_pointer (&both));
    }
  return gst_caps_new_empty ();
}

gboolean
way_camera_caps_is_jpeg (GstCaps *caps)
{
  return gst_caps_get_size (caps) > 0
         && gst_structure_has_name (gst_caps_get_structure (caps, 0), "image/jpeg");
}
