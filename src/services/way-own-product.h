/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-lookup.h"

/** An identity's own product as the ledger has it, verified. @out_lookup: (transfer full): keeps what it borrows, set always.
 * @error: why there is no answer; WAY_RESULT_NOT_REGISTERED. Returns: (transfer none) (nullable) */
const WayProduct *
way_own_product_find (WayHome *home,
                      WayNetwork *network,
                      const WayIdentity *identity,
                      const char *gtin14,
                      WayLookup **out_lookup,
                      GCancellable *cancellable,
                      GError **error);
/** Its name in the reader's language. Returns: (transfer full) (nullable): NULL where it is not known. */
char *
way_own_product_dup_name (WayHome *home,
                          WayNetwork *network,
                          const WayIdentity *identity,
                          const char *gtin14,
                          GCancellable *cancellable);
