/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"

/* Names for lists: verified once, then remembered for a few minutes by the process, so that a list of a hundred rows is not a
 * hundred questions. Calls block; any thread. */

/** The name that an account gives itself on @network, of one's own with a note; the start of its id where it has none or the
 * node can't be asked. Returns: (transfer full) */
char *
way_name_memory_dup_account (WayHome *home,
                             WayNetwork *network,
                             const WayHash *account,
                             GCancellable *cancellable);
/** The name of a product in the reader's language. Returns: (transfer full) (nullable): not known */
char *
way_name_memory_dup_product (WayHome *home,
                             WayNetwork *network,
                             const WayThing *thing,
                             GCancellable *cancellable);
