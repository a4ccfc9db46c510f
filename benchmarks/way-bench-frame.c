/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-bench-frame.h"

#include "way-qr.h"

guint8 *
way_bench_draw_frame (const char *text)
{
  const int width = WAY_BENCH_FRAME_WIDTH;
  const int height = WAY_BENCH_FRAME_HEIGHT;
  g_autoptr (WayQr) qr = way_qr_new (text, WAY_QR_LEVEL_M, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);
  guint8 *pixels = g_malloc ((gsize) width * height);
  int size = (int) way_qr_get_size (qr);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        /* 15 degrees, 7 pixels per module; counted from -1000 on, so that division rounds down */
        int u = ((x - 640) * 966 + (y - 360) * 259 + 7000000) / 7000 - 1000;
        int v = ((y - 360) * 966 - (x - 640) * 259 + 7000000) / 7000 - 1000;
        gboolean is_label = ABS (u) < 30 && ABS (v) < 30;
        int light = is_label ? way_qr_is_dark (qr, u + size / 2, v + size / 2) ? 30 : 220
                             : 90 + (x * 7 + y * 13) % 40;

        light = light * (width + x) / (2 * width) + g_rand_int_range (rand, -6, 7);
        pixels[y * width + x] = (guint8) CLAMP (light, 0, 255);
      }
  return pixels;
}
