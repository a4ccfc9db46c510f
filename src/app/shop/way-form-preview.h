/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-product-form.h"

/** What a customer will see of a product, while it is written. */
#define WAY_TYPE_FORM_PREVIEW (way_form_preview_get_type ())
G_DECLARE_FINAL_TYPE (WayFormPreview, way_form_preview, WAY, FORM_PREVIEW, AdwBin)

void
way_form_preview_set_form (WayFormPreview *self, WayDesk *desk, WayProductForm *form);
