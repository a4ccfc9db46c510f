/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#define WAY_BENCH_FRAME_WIDTH  1280
#define WAY_BENCH_FRAME_HEIGHT 720

/** What a camera sees of a label with the QR code of @text: at an angle, in light that falls
 * off to one side, with some noise. Returns: (transfer full): grey, rows without padding */
guint8 *
way_bench_draw_frame (const char *text);
