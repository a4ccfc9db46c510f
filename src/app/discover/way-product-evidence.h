/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-detail.h"

/** What lies behind something shown: rows of WayDetail under their headings, each id with Copy. @sentence: (nullable): plain
 * text. Returns: to be presented. */
AdwDialog *
way_product_evidence_new (const char *title, const char *sentence, GListModel *details);
