/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-bundle.h"

/** Spreads jobs over all cores; the threads are started at the first use and sleep between uses. One run at a time; a run that finds
 * them busy goes alone. Returns: (transfer none) */
const WayParallel *
way_parallel_get_shared (void);
