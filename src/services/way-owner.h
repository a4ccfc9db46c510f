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

/** What takes back a unit that the signer sold to nobody known, but for its event, which is the caller's to set.
 * @unit: found by way_item_find(); the record borrows from it. @seller: who signs.
 * @error: WAY_RESULT_ALREADY_CLAIMED where somebody has claimed the unit; WAY_RESULT_WRONG_STATE where it is not sold, or its
 * buyer is known; WAY_RESULT_NOT_AUTHORISED where somebody else sold it. */
gboolean
way_take_back_make (const WayFoundItem *unit,
                    const WayHash *seller,
                    WayTakeBack *out_record,
                    GError **error);
