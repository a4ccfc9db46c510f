/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-picture-region.h"

/* Side of the picture that is looked at, and of the blocks that it is cut into */
#define LOOK_SIDE  512
#define BLOCK_SIDE 8

/* A region with less than that in all its blocks together is a wall. */
#define MIN_BUSINESS 8

typedef struct
{
  int columns;
  int rows;
  guint *sums; /* of all blocks above and to the left; one more column and row */
} Blocks;

static guint
get_business (const WayGrey *grey, int left, int top)
{
  guint across = 0;
  guint down = 0;

  for (int y = top; y < top + BLOCK_SIDE; y++)
    for (int x = left; x < left + BLOCK_SIDE; x++)
      {
        const guint8 *p = grey->pixels + y * grey->width + x;

        across += (guint) ABS (p[0] - p[1]);
        down += (guint) ABS (p[0] - p[grey->width]);
      }
  return MIN (across, down) / (BLOCK_SIDE * BLOCK_SIDE);
}

static Blocks
sum_blocks (const WayGrey *grey)
{
  Blocks blocks = { (grey->width - 1) / BLOCK_SIDE, (grey->height - 1) / BLOCK_SIDE,
                    NULL };
  int stride = blocks.columns + 1;

  blocks.sums = g_new0 (guint, (gsize) stride * (gsize) (blocks.rows + 1));
  for (int y = 0; y < blocks.rows; y++)
    for (int x = 0; x < blocks.columns; x++)
      blocks.sums[(y + 1) * stride + x + 1] =
          get_business (grey, x * BLOCK_SIDE, y * BLOCK_SIDE)
          + blocks.sums[y * stride + x + 1] + blocks.sums[(y + 1) * stride + x]
          - blocks.sums[y * stride + x];
  return blocks;
}

static guint
get_sum (const Blocks *blocks, int x, int y, int side)
{
  int stride = blocks->columns + 1;
  const guint *upper = blocks->sums + y * stride + x;
  const guint *lower = upper + side * stride;

  return lower[side] - lower[0] - upper[side] + upper[0];
}

/* In blocks. */
static gboolean
is_taken (const WayRegion *taken, guint n_taken, int x, int y, int side)
{
  for (guint i = 0; i < n_taken; i++)
    if (ABS (taken[i].x - x) < side / 2 && ABS (taken[i].y - y) < side / 2)
      return TRUE;
  return FALSE;
}

static gboolean
find_busiest (const Blocks *blocks,
              int side,
              const WayRegion *taken,
              guint n_taken,
              WayRegion *out_region)
{
  guint most = MIN_BUSINESS;
  gboolean is_found = FALSE;

  for (int y = 0; y + side <= blocks->rows; y++)
    for (int x = 0; x + side <= blocks->columns; x++)
      {
        guint sum = get_sum (blocks, x, y, side);

        if (sum <= most || is_taken (taken, n_taken, x, y, side))
          continue;
        most = sum;
        *out_region = (WayRegion) { x, y, side, side };
        is_found = TRUE;
      }
  return is_found;
}

guint
way_picture_find_regions (const WayGrey *grey,
                          int side,
                          WayRegion *out_regions,
                          guint max_regions)
{
  double scale = MIN (1.0, (double) LOOK_SIDE / MAX (grey->width, grey->height));
  g_autoptr (WayGrey) small = way_grey_scale (grey, MAX ((int) (grey->width * scale), 1),
                                              MAX ((int) (grey->height * scale), 1));
  Blocks blocks = sum_blocks (small);
  int side_in_blocks =
      MIN (MIN (blocks.columns, blocks.rows), MAX ((int) (side * scale / BLOCK_SIDE), 1));
  guint n = 0;

  while (n < max_regions && side_in_blocks > 0
         && find_busiest (&blocks, side_in_blocks, out_regions, n, &out_regions[n]))
    n++;
  for (guint i = 0; i < n; i++)
    {
      WayRegion *r = &out_regions[i];

      r->x = (int) (r->x * BLOCK_SIDE / scale);
      r->y = (int) (r->y * BLOCK_SIDE / scale);
      r->width = MIN ((int) (r->width * BLOCK_SIDE / scale), grey->width - r->x);
      r->height = MIN ((int) (r->height * BLOCK_SIDE / scale), grey->height - r->y);
    }
  g_free (blocks.sums);
  return n;
}
