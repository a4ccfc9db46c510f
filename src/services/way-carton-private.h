/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-carton.h"
#include "way-shipments-private.h"

/** What a thread found out about a code. */
typedef struct
{
  WayCartonState state;
  char *title;    /* (nullable) */
  char *subtitle; /* (nullable) */
  char *remark;   /* (nullable) */
  guint64 max_quantity;
} WayCartonFindings;

void
way_carton_findings_free (WayCartonFindings *self);

/** @code: copied. Returns: (transfer full): being checked. */
WayCarton *
way_carton_new (const WayGs1Code *code, guint64 quantity);
const WayGs1Code *
way_carton_get_code (WayCarton *self);
void
way_carton_set_quantity (WayCarton *self, guint64 quantity);
/** To be looked up again; what it said stays until then. */
void
way_carton_set_checking (WayCarton *self);
/** @findings: (transfer full) */
void
way_carton_take_findings (WayCarton *self, WayCartonFindings *findings);

/** Looks @code up live and judges whether @side may ship it. Blocks. @error_text: set where nobody acts or there is no network:
 * then the state is UNCHECKED. Returns: (transfer full) */
WayCartonFindings *
way_carton_judge (const WaySide *side, const WayGs1Code *code);
