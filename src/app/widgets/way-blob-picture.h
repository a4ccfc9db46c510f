/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "way-desk.h"

/**
 * WayBlobPicture:
 *
 * A picture of the ledger by its hash: fetched, checked against the hash, and decoded in a thread, to the size at which it is
 * shown. Until then, and where that can't be, an icon stands in its place.
 */
#define WAY_TYPE_BLOB_PICTURE (way_blob_picture_get_type ())
G_DECLARE_FINAL_TYPE (WayBlobPicture, way_blob_picture, WAY, BLOB_PICTURE, GtkWidget)

/** @size: of the longer side, in application pixels. */
GtkWidget *
way_blob_picture_new (int size);
/** Where pictures come from that are shown from now on. @network: (nullable): 64 hex digits; NULL: where the person acts. */
void
way_blob_picture_set_network (WayBlobPicture *self, const char *network);
/** @hash: (nullable): 64 hex digits. @what: (nullable): what a screen reader says. */
void
way_blob_picture_show (WayBlobPicture *self,
                       WayDesk *desk,
                       const char *hash,
                       const char *what);
