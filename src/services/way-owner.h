/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-found-item.h"

/** A claim, ready to be signed by its owner, with what it borrows from. */
typedef struct
{
  WayFoundItem *unit;
  GBytes *proof; /* COSE_Sign1 by the in-pack key */
  WayClaim record;
} WayClaimDraft;

/** Makes the claim of the unit whose in-pack code @link is. The secret signs here and leaves this computer in no form.
 * @error: WAY_RESULT_USAGE where @link carries no secret; WAY_RESULT_BAD_CLAIM where it does not fit the unit;
 * of way_item_find(). Returns: (transfer full) */
WayClaimDraft *
way_claim_draft_new (const WayItemFinder *finder,
                     const char *link,
                     GCancellable *cancellable,
                     GError **error);
void
way_claim_draft_free (WayClaimDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayClaimDraft, way_claim_draft_free)
