/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-lot-form.h"
#include "way-form-draft.h"

#define WAY_LOT_MAX_CASES 1000

struct _WayFormCase
{
  GObject parent;

  char *words[2]; /* SSCC, count */
};

enum
{
  WAY_LOT_WORD_LOT,
  WAY_LOT_WORD_QUANTITY,
  WAY_LOT_WORD_UOM,
  WAY_LOT_WORD_PRODUCED,
  WAY_LOT_WORD_EXPIRES,
  WAY_LOT_N_WORDS
};

struct _WayLotForm
{
  GObject parent;

  WayDesk *desk;
  char *gtin14;
  char *words[WAY_LOT_N_WORDS];
  gboolean has_serials;
  GListStore *cases;
  char *problem;

  gboolean is_filling; /* changes are no changes of the person's */
  WayFormDraft draft;
};

/* way-lot-form-draft.c */
extern const WayFormDraftType way_lot_form_draft;
