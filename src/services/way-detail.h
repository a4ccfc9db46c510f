/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "way-slice.h"

/**
 * WayDetail:
 *
 * One row of what lies behind something shown: a label and a value, under a heading. Never changes; plain text.
 */
#define WAY_TYPE_DETAIL (way_detail_get_type ())
G_DECLARE_FINAL_TYPE (WayDetail, way_detail, WAY, DETAIL, GObject)

typedef enum
{
  WAY_DETAIL_TEXT,
  WAY_DETAIL_ID, /* a hash, a key, a code: monospace, with Copy */
} WayDetailKind;

WayDetailKind
way_detail_get_kind (WayDetail *self);
/** The heading under which it stands; rows of one heading follow each other. */
const char *
way_detail_get_group (WayDetail *self);
const char *
way_detail_get_label (WayDetail *self);
/** As it is to be copied. */
const char *
way_detail_get_value (WayDetail *self);
/** As it is to be read: long hex digits in groups of four. */
const char *
way_detail_get_shown (WayDetail *self);

/* ---- Making them: to a GListStore of WayDetail -------------------------------------------------- */

/** @value: (transfer full) (nullable): NULL or empty adds nothing. @group and @label: borrowed for good (translations). */
void
way_detail_add (GListStore *rows,
                WayDetailKind kind,
                const char *group,
                const char *label,
                char *value);
void
way_detail_add_hash (GListStore *rows,
                     const char *group,
                     const char *label,
                     const WayHash *hash);
void
way_detail_add_number (GListStore *rows,
                       const char *group,
                       const char *label,
                       guint64 number);
