/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-lot-maker.h"
#include "way-session.h"

/* What the commands about lots share. */

/** Which units of a lot: --first and --count, then what they come to. */
typedef struct
{
  char *first;
  char *count;
  char *stem;
  guint64 from;
  guint64 n;
} WayUnitRange;

gboolean
way_unit_range_parse (WayUnitRange *self, const WayLotPlan *plan, GError **error);
/** The lot that the arguments GTIN and LOT name. @ahead: also one that was only prepared.
 * @error: of way_lot_plan_load(). Returns: (transfer full) */
WayLotPlan *
way_cli_load_plan (WaySession *session, char **argv, gboolean ahead, GError **error);
/** "SSCC=COUNT", each. @out: records of WayCaseCount in @arena; they borrow @texts (nullable). */
gboolean
way_cli_parse_cases (char **texts, WayArena *arena, WayRecords *out, GError **error);
/** A WayProgressFunc: a counter on the terminal. */
gboolean
way_cli_show_progress (gpointer data, guint64 n_done, guint64 n_all);
