/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/* The standard vocabulary of EPCIS events: GS1 Core Business Vocabulary 2.0, section 7. */

typedef enum
{
  WAY_CBV_BIZ_STEP,
  WAY_CBV_DISPOSITION,
  WAY_CBV_BIZ_TRANSACTION,
  WAY_CBV_SOURCE_DEST,
  WAY_CBV_ERROR_REASON,
  WAY_CBV_MEASUREMENT,
  WAY_CBV_ALERT,
  WAY_CBV_COMPONENT,
  WAY_CBV_NONE, /* no vocabulary: any text */
} WayCbvKind;

/** Whether @name is a bare standard name of @kind, like "shipping". */
gboolean
way_cbv_has (WayCbvKind kind, WaySlice name);

/** Returns: what stands before a bare name in its web form, like
 * "https://ref.gs1.org/cbv/BizStep-". */
const char *
way_cbv_get_web_prefix (WayCbvKind kind);

/** Returns: what stands before the name in the form of CBV 1.x, like
 * "urn:epcglobal:cbv:bizstep:"; NULL where that release had none. */
const char *
way_cbv_get_urn_prefix (WayCbvKind kind);

/** Takes any of the four forms ("shipping", "cbv:BizStep-shipping", the web form, the URN).
 * Returns: the bare standard name, borrowed from @value, or @value as it is where it is
 * no standard name. */
WaySlice
way_cbv_to_bare (WayCbvKind kind, WaySlice value);
