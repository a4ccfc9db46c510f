/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-act.h"

/* What a business signs about goods that move. Each returns an act to be shown (transfer full). Shipping: see
 * way_shipment_form_sign(); receiving: see way_receipt_sign(). */

/** What a brand calls back. Borrowed for the call. */
typedef struct
{
  const char *
      code; /* of a product, a lot, or a single item of one, in any form that can be scanned */
  const char *const *serials; /* (nullable): only these items of the lot */
  guint level;                /* of way_recall_level_words() */
  const char *reason;         /* why, for everybody to read */
  const char *advice;         /* (nullable): what to do */
} WayRecallWish;

/** Fails with WAY_RESULT_NOT_AUTHORISED where the goods are of another brand. */
WayAct *
way_desk_recall (WayDesk *desk, const WayRecallWish *wish);
/** Ends a recall of exactly these goods. Of @wish the code, the serials and the reason count; the reason (nullable): what is told to
 * everybody. Fails with the ledger's word where there is no such recall of one's own. */
WayAct *
way_desk_end_recall (WayDesk *desk, const WayRecallWish *wish);
/** Levels in words, the gravest first, NULL behind. Static. */
const char *const *
way_recall_level_words (void);
