/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-verified-answer.h"

/** What proves a statement (64 hex digits) or all that is known of a code, with the genesis of its network inside, so that a
 * stranger can check it alone. @error: of the malformed group; WAY_RESULT_NOT_FOUND where the code is of nothing that is
 * traced; of way_verified_answer_fetch(). @account: (nullable): only what this one says of the
 * code. Returns: (transfer full): its bytes are the file. */
WayVerifiedAnswer *
way_proof_fetch (WayHome *home,
                 WayNetwork *network,
                 const char *text,
                 const WayHash *account,
                 GCancellable *cancellable,
                 GError **error);
