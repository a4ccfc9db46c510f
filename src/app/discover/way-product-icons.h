/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "way-verdict.h"

/* Pictures of verdicts, reasons and events: each has a shape of its own, so that nothing rests on colour. All results are
 * (transfer full). */

GIcon *
way_product_icon_of_verdict (WayVerdictCode code);
GIcon *
way_product_icon_of_weight (WayReasonWeight weight);
/** @kind: of way_finding_step_get_kind(). */
GIcon *
way_product_icon_of_step (const char *kind);

/** A class of style.css that colours as far as colour may help: "success", "accent", "warning" or "error". */
const char *
way_product_style_of_verdict (WayVerdictCode code);
const char *
way_product_style_of_weight (WayReasonWeight weight);
/** How much a reason weighs, in one word, for those who don't see the icon. */
const char *
way_product_word_of_weight (WayReasonWeight weight);
