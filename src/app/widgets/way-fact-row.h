/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-detail.h"

/** A row that says one thing of a product, in plain text that can be copied. */
GtkWidget *
way_fact_row_new (WayDetail *fact);
