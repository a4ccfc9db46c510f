/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-lot-maker.h"

/* Of those who make, keep and print a lot alone. */

struct _WayLotPlan
{
  WaySecret *lot_secret;
  WayHash account;
  char gtin14[15];
  char lot[21];
  guint64 quantity;
  WayCaseCount *case_rows; /* sscc borrows from @ssccs */
  char (*ssccs)[19];
  guint64 *case_ends; /* the unit behind the last one of each case */
  WayHash *case_ids;
  WayRecords cases;
  gboolean is_registered; /* the ledger took it */
};
