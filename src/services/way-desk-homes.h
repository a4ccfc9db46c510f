/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"

/* Homes that the threads of a desk use by turns: opening one reads files. */

typedef struct _WayDeskHomes WayDeskHomes;

/** A home, and what its files were when it was opened: one that is older than they are is not used again. */
typedef struct
{
  WayHome *home;
  guint print;
} WayDeskHome;

/** Returns: (transfer full) */
WayDeskHomes *
way_desk_homes_new (void);
void
way_desk_homes_free (WayDeskHomes *self);

/** From any thread. @folder: the data folder. @error: of way_home_open(). Returns: (transfer full): to be given back */
WayDeskHome *
way_desk_homes_take (WayDeskHomes *self, const char *folder, GError **error);
/** @home: (transfer full) */
void
way_desk_homes_give (WayDeskHomes *self, WayDeskHome *home);
/** Closes those that nobody uses now. */
void
way_desk_homes_drop (WayDeskHomes *self);
