/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-verified-answer.h"

/* The last verified answer to each question, for when a node can't be reached: networks/HASH/cache/. */

/** Answers of one network that are kept; the oldest make room. */
#define WAY_ANSWER_CACHE_MAX 500

/** Keeps @answer, which came from the node. */
gboolean
way_answer_cache_store (WayHome *home,
                        const WayQuestion *question,
                        const WayVerifiedAnswer *answer,
                        GError **error);
/** Returns: (transfer full) (nullable): verified again, not live; NULL without an error where there is none. */
WayVerifiedAnswer *
way_answer_cache_load (WayHome *home,
                       WayNetwork *network,
                       const WayQuestion *question,
                       GError **error);
