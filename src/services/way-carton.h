/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/** What came of one scan. */
typedef enum
{
  WAY_SCAN_ADDED,
  WAY_SCAN_DUPLICATE,  /* it stands in the list already */
  WAY_SCAN_UNEXPECTED, /* of a receipt: it is no part of the shipment */
  WAY_SCAN_NO_CODE,    /* it names nothing that can be sent or received */
} WayScanOutcome;

typedef enum
{
  WAY_CARTON_CHECKING,  /* being looked up */
  WAY_CARTON_GOOD,      /* in the signer's custody */
  WAY_CARTON_DOUBTFUL,  /* may be sent; the remark says why one should think twice */
  WAY_CARTON_STRANGE,   /* can't be sent; the remark says why */
  WAY_CARTON_UNCHECKED, /* could not be looked up; the remark says why */
} WayCartonState;

/**
 * WayCarton:
 *
 * One thing that was scanned to be shipped. Belongs to the main thread. Signal `changed`: any of what it says is new.
 */
#define WAY_TYPE_CARTON (way_carton_get_type ())
G_DECLARE_FINAL_TYPE (WayCarton, way_carton, WAY, CARTON, GObject)

WayCartonState
way_carton_get_state (WayCarton *self);
/** The code in GS1's bracketed form. */
const char *
way_carton_get_code_text (WayCarton *self);
/** The product's name where it is known, else what it is; what exactly it is, maybe empty. Plain text. */
const char *
way_carton_get_title (WayCarton *self);
const char *
way_carton_get_subtitle (WayCarton *self);
/** What to think of it: one sentence. (nullable) */
const char *
way_carton_get_remark (WayCarton *self);
/** Whether it is loose pieces of a lot, of which there is a number. */
gboolean
way_carton_is_lot (WayCarton *self);
guint64
way_carton_get_quantity (WayCarton *self);
/** How many the signer has; 0: not known yet. */
guint64
way_carton_get_max_quantity (WayCarton *self);
