/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-act.h"

/* What a person does with a thing she holds. Each returns an act to be shown (transfer full). Networks are named by their
 * identifier, 64 hex digits; codes in any form that can be scanned. */

/** Claims an item as hers. @link: what its in-pack code says, copied into memory that is wiped; @code: (nullable): which item
 * it must be of. Fails with WAY_RESULT_USAGE where @link carries no secret or is of another item. */
WayAct *
way_desk_claim (WayDesk *desk, const char *link, const char *code, const char *network);

/** A problem to report. Borrowed for the call. */
typedef struct
{
  const char *code;
  const char *network;
  const char *account;  /* (nullable): whose product, where the code alone does not say */
  guint kind;           /* of way_report_kind_words() */
  const char *text;     /* (nullable): in her own words, for everybody to read */
  const char *evidence; /* (nullable): path of a picture or paper, for everybody to see */
} WayComplaint;

WayAct *
way_desk_report (WayDesk *desk, const WayComplaint *problem);
/** What may be wrong, in words, NULL behind; WayComplaint.kind counts from 0. Static. */
const char *const *
way_report_kind_words (void);

/** Sends a signed statement again whose arrival is not known. Where another one took its place meanwhile, or it is too old, the
 * same acts are signed anew: then the act asks. @id: of the draft. */
WayAct *
way_desk_send_draft (WayDesk *desk, const char *id);
