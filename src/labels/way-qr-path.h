/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>

#include "way-qr.h"

/**
 * Adds the outlines of all dark areas to the current path, to be filled by either rule
 * (inner outlines run the other way round): no two of them share an edge, so that no
 * viewer shows seams. One unit per module; @x, @y: of the top left module.
 */
void
way_qr_add_to_path (const WayQr *qr, cairo_t *cr, double x, double y, double unit);
