/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/**
 * WayApplication:
 *
 * The program: one instance for each data folder, with one desk for all its windows. Takes codes and `waymark:` links on
 * its command line.
 */
#define WAY_TYPE_APPLICATION (way_application_get_type ())
G_DECLARE_FINAL_TYPE (WayApplication, way_application, WAY, APPLICATION, AdwApplication)

WayApplication *
way_application_new (void);
/** Borrowed. */
WayDesk *
way_application_get_desk (WayApplication *self);
