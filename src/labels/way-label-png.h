/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-label-layout.h"
#include "way-label.h"

/**
 * One label as a PNG picture on white, its modules of whole pixels. The same bytes each
 * time, given the same fonts and libraries.
 *
 * @layout: its label's size counts
 * @dots_per_mm: 4 … 48; 12 is 300 dpi
 *
 * Errors: those of way_label_draw(), WAY_RESULT_OUT_OF_RANGE, WAY_RESULT_MISSING_MEMBER.
 */
GBytes *
way_label_render_png (const WayLabel *label,
                      WayLabelKinds kind,
                      const WayLabelLayout *layout,
                      guint dots_per_mm,
                      GError **error);
