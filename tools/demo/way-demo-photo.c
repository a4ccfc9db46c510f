/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-pictures.h"

#include <string.h>

/* Labels as a camera takes them: on a table, from the side, in bad light, out of focus. Integers alone, so that it is the same
 * picture everywhere. */

#define PHOTO_WIDTH  640
#define PHOTO_HEIGHT 480
#define TABLE        150
#define GAP          40
#define SUBSTEPS     3 /* samples of a pixel, in each direction */
#define GREYS        8 /* greys are multiples of it: pictures stay small */

typedef struct
{
  int x, y;
} Corner;

/* Where the corners of the table come to lie: top left, top right, bottom right, bottom left. */
static const Corner straight[4] = { { 0, 0 }, { 639, 0 }, { 639, 479 }, { 0, 479 } };
static const Corner tilted[4] = { { 70, 40 }, { 600, 0 }, { 639, 479 }, { 0, 400 } };
static const Corner turned[4] = { { 120, 0 }, { 639, 170 }, { 530, 479 }, { 0, 320 } };

/* ---- Laying out ------------------------------------------------------------------------------- */

static const WayDemoLabel *
find_label (const WayDemoStory *story, WaySlice file, GError **error)
{
  const WayRecords *labels = &way_demo_story_get_labels (story)->labels;
  const WayDemoLabel *rows = labels->items;

  for (gsize i = 0; i < labels->n; i++)
    if (way_slice_equal (rows[i].file, file))
      return &rows[i];
  way_error_format (error, WAY_RESULT_NOT_FOUND, "There is no label %.*s", (int) file.len,
                    (const char *) file.data);
  return NULL;
}

/* The labels below each other on a table that has the shape of the photograph. */
static WayCanvas *
lay_out (const WayDemoStory *story, const WayDemoPhoto *row, GError **error)
{
  g_autoptr (GPtrArray)
      labels = g_ptr_array_new_with_free_func ((GDestroyNotify) way_canvas_free);
  const WaySlice *files = row->of.items;
  guint width = 0, height = GAP;
  WayCanvas *table;
  int y = GAP;

  for (gsize i = 0; i < row->of.n; i++)
    {
      const WayDemoLabel *label = find_label (story, files[i], error);
      WayCanvas *drawn = label != NULL ? way_demo_label_draw (story, label, error) : NULL;

      if (drawn == NULL)
        return NULL;
      g_ptr_array_add (labels, drawn);
      width = MAX (width, drawn->width + 2 * GAP);
      height += drawn->height + GAP;
    }
  width = MAX (width, height * PHOTO_WIDTH / PHOTO_HEIGHT);
  y += ((int) MAX (height, width * PHOTO_HEIGHT / PHOTO_WIDTH) - (int) height) / 2;
  table = way_canvas_new (width, MAX (height, width * PHOTO_HEIGHT / PHOTO_WIDTH), TABLE);
  for (guint i = 0; i < labels->len; i++)
    {
      const WayCanvas *label = g_ptr_array_index (labels, i);

      way_canvas_paste (table, label, ((int) width - (int) label->width) / 2, y);
      y += (int) label->height + GAP;
    }
  return table;
}

/* ---- Perspective ---------------------------------------------------------------------------------- */

typedef struct
{
  __int128 m[9];
} Matrix;

/* From the unit square to @to, times a common factor (P. Heckbert, Fundamentals of Texture Mapping, section 2.2.3). */
static Matrix
map_square (const Corner to[4])
{
  gint64 dx1 = to[1].x - to[2].x, dx2 = to[3].x - to[2].x;
  gint64 dy1 = to[1].y - to[2].y, dy2 = to[3].y - to[2].y;
  gint64 sx = to[0].x - to[1].x + to[2].x - to[3].x;
  gint64 sy = to[0].y - to[1].y + to[2].y - to[3].y;
  gint64 d = dx1 * dy2 - dx2 * dy1;
  gint64 g = sx * dy2 - dx2 * sy, h = dx1 * sy - sx * dy1;

  return (Matrix) { { (to[1].x - to[0].x) * d + g * to[1].x,
                      (to[3].x - to[0].x) * d + h * to[3].x, to[0].x * d,
                      (to[1].y - to[0].y) * d + g * to[1].y,
                      (to[3].y - to[0].y) * d + h * to[3].y, to[0].y * d, g, h, d } };
}

/* The inverse, times a common factor. */
static Matrix
invert (const Matrix *a)
{
  const __int128 *m = a->m;

  return (Matrix) {
    { m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3] }
  };
}

static __int128
divide_down (__int128 a, __int128 b)
{
  __int128 quotient = a / b;

  return quotient - (a % b != 0 && ((a < 0) != (b < 0)));
}

/* The grey of the table under the point (@x, @y), in parts of SUBSTEPS of a pixel. */
static guint8
sample (const WayCanvas *table, const Matrix *inverse, int x, int y)
{
  const __int128 *m = inverse->m;
  __int128 w = m[6] * x + m[7] * y + m[8] * SUBSTEPS;
  __int128 u = (m[0] * x + m[1] * y + m[2] * SUBSTEPS) * (gint64) table->width;
  __int128 v = (m[3] * x + m[4] * y + m[5] * SUBSTEPS) * (gint64) table->height;

  if (w == 0)
    return TABLE;
  return way_canvas_get (table, (int) divide_down (u, w), (int) divide_down (v, w),
                         TABLE);
}

static WayCanvas *
project (const WayCanvas *table, const Corner to[4])
{
  WayCanvas *photo = way_canvas_new (PHOTO_WIDTH, PHOTO_HEIGHT, TABLE);
  Matrix forward = map_square (to);
  Matrix inverse = invert (&forward);

  for (int y = 0; y < PHOTO_HEIGHT; y++)
    for (int x = 0; x < PHOTO_WIDTH; x++)
      {
        guint sum = 0;

        for (int i = 0; i < SUBSTEPS * SUBSTEPS; i++)
          sum += sample (table, &inverse, x * SUBSTEPS + i % SUBSTEPS,
                         y * SUBSTEPS + i / SUBSTEPS);
        photo->pixels[y * PHOTO_WIDTH + x] = (guint8) (sum / (SUBSTEPS * SUBSTEPS));
      }
  return photo;
}

/* ---- Light and lens -------------------------------------------------------------------------------- */

/* The edge of something that stands between the lamp and the label. */
static void
shadow (WayCanvas *photo)
{
  for (int y = 0; y < (int) photo->height; y++)
    for (int x = 0; x < (int) photo->width; x++)
      {
        int edge = CLAMP (x + y / 2 - 300, 0, 120);
        guint8 *pixel = &photo->pixels[y * (int) photo->width + x];

        *pixel = (guint8) (*pixel * (240 - edge) / 240);
      }
}

static void
darken (WayCanvas *photo)
{
  for (gsize i = 0; i < (gsize) photo->width * photo->height; i++)
    photo->pixels[i] = (guint8) (24 + photo->pixels[i] / 4);
}

static void
blur (WayCanvas *photo)
{
  g_autofree guint8 *sharp =
      g_memdup2 (photo->pixels, (gsize) photo->width * photo->height);
  const WayCanvas from = { photo->width, photo->height, sharp };

  for (int y = 0; y < (int) photo->height; y++)
    for (int x = 0; x < (int) photo->width; x++)
      {
        guint sum = 0;

        for (int i = 0; i < 9; i++)
          sum += way_canvas_get (&from, x + i % 3 - 1, y + i / 3 - 1, TABLE);
        photo->pixels[y * (int) photo->width + x] = (guint8) (sum / 9);
      }
}

/* A sensor's noise: xorshift (G. Marsaglia, 2003) from a fixed start. */
static void
add_noise (WayCanvas *photo)
{
  guint32 state = 0x5eed;

  for (gsize i = 0; i < (gsize) photo->width * photo->height; i++)
    {
      state ^= state << 13;
      state ^= state >> 17;
      state ^= state << 5;
      if (state % 16 == 0)
        photo->pixels[i] =
            (guint8) CLAMP (photo->pixels[i] + (int) (state >> 8) % 33 - 16, 0, 255);
    }
}

static void
reduce_greys (WayCanvas *photo)
{
  for (gsize i = 0; i < (gsize) photo->width * photo->height; i++)
    photo->pixels[i] = (guint8) (photo->pixels[i] / GREYS * GREYS);
}

static const struct
{
  const char *name;
  const Corner *corners;             /* seen from there, or */
  void (*change) (WayCanvas *photo); /* changed so */
} effects[] = {
  { "tilt", tilted, NULL }, { "turn", turned, NULL }, { "shadow", NULL, shadow },
  { "dark", NULL, darken }, { "blur", NULL, blur },   { "noise", NULL, add_noise },
};

static gboolean
find_effect (WaySlice name, gsize *out_index, GError **error)
{
  for (*out_index = 0; *out_index < G_N_ELEMENTS (effects); (*out_index)++)
    if (way_slice_equal_string (name, effects[*out_index].name))
      return TRUE;
  return way_error_format (error, WAY_RESULT_MALFORMED, "There is no effect “%.*s”",
                           (int) name.len, (const char *) name.data);
}

WayCanvas *
way_demo_photo_take (const WayDemoStory *story, const WayDemoPhoto *row, GError **error)
{
  g_autoptr (WayCanvas) table = lay_out (story, row, error);
  g_autoptr (WayCanvas) photo = NULL;
  const WaySlice *names = row->effects.items;
  const Corner *corners = straight;
  gsize index;

  if (table == NULL)
    return NULL;
  for (gsize i = 0; i < row->effects.n; i++)
    {
      if (!find_effect (names[i], &index, error))
        return NULL;
      if (effects[index].corners != NULL)
        corners = effects[index].corners;
    }
  photo = project (table, corners);
  for (gsize i = 0; i < row->effects.n; i++)
    if (find_effect (names[i], &index, NULL) && effects[index].change != NULL)
      effects[index].change (photo);
  reduce_greys (photo);
  return g_steal_pointer (&photo);
}
