/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* For the files way-epcis-check-*.c alone. */

#pragma once

#include "way-epcis-check.h"
#include "way-epcis-rules.h"
#include "way-result.h"

/* One step of the path to what is being checked: a member or an element. */
typedef struct _WayEpcisStep WayEpcisStep;
struct _WayEpcisStep
{
  const WayEpcisStep *up;
  WaySlice name; /* NULL data: an element */
  gsize index;
};

typedef struct
{
  const char *base; /* path of the root of the steps */
  WayEpcisProblemFunc func;
  gpointer user_data;
  gsize n_problems;
  gsize max_problems;
} WayEpcisCheck;

/** Whether enough problems were told. */
gboolean
way_epcis_is_done (const WayEpcisCheck *check);
void
way_epcis_report (WayEpcisCheck *check,
                  const WayEpcisStep *step,
                  WayResult result,
                  const char *message);
/** Of the member @name below @up. */
void
way_epcis_report_member (WayEpcisCheck *check,
                         const WayEpcisStep *up,
                         const char *name,
                         WayResult result,
                         const char *message);

/** Returns: (nullable): what is wrong with a text that a rule for texts applies to. */
const char *
way_epcis_check_text (const WayEpcisRule *rule, WaySlice text);

/** What the members of an event of one of the five types say about each other. */
void
way_epcis_check_partners (WayEpcisCheck *check,
                          const WayEpcisStep *step,
                          WaySlice type,
                          yyjson_val *event);
