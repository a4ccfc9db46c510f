/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"

/** One product of one's own as a verified answer has it; never changes. */
#define WAY_TYPE_OWN_PRODUCT (way_own_product_get_type ())
G_DECLARE_FINAL_TYPE (WayOwnProduct, way_own_product, WAY, OWN_PRODUCT, GObject)

/** What is said of it. */
typedef enum
{
  WAY_OWN_NAME,
  WAY_OWN_BRAND,
  WAY_OWN_DESCRIPTION,
  WAY_OWN_MATERIALS,
  WAY_OWN_CATEGORY,
  WAY_OWN_ORIGIN,
  WAY_OWN_WARRANTY,
  WAY_OWN_PICTURE, /* SHA-256 of the first one, 64 hex digits */
  WAY_OWN_PREFIX,  /* what holds of its company prefix: a sentence */
  WAY_OWN_AGE,     /* where the answer comes from, and how old it is */
  WAY_OWN_N_TEXTS
} WayOwnText;

/** In the reader's language. (nullable): nothing is said of that */
const char *
way_own_product_get (WayOwnProduct *self, WayOwnText text);
/** Whether a registrar attests that the company prefix of its GTIN is this identity's. */
gboolean
way_own_product_is_attested (WayOwnProduct *self);

/** @error: why there is no answer; WAY_RESULT_NOT_REGISTERED. */
void
way_desk_load_own_product_async (WayDesk *self,
                                 const char *gtin14,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
/** Returns: (transfer full) */
WayOwnProduct *
way_desk_load_own_product_finish (WayDesk *self, GAsyncResult *result, GError **error);
