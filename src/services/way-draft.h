/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"
#include "way-statement.h"

/* Signed statements whose fate is not known: drafts/ID.cose, written before a statement is sent and removed once the node
 * has answered. */

typedef struct
{
  WayHash id;
  GBytes *bytes; /* the exact COSE_Sign1 */
  guint64 signed_ms;
  WayArena arena;
  WayStatement statement; /* borrows from both */
} WayDraft;

void
way_draft_free (WayDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDraft, way_draft_free)

gboolean
way_draft_store (WayHome *home, const WayHash *id, GBytes *statement, GError **error);
gboolean
way_draft_drop (WayHome *home, const WayHash *id, GError **error);
gboolean
way_draft_is_kept (WayHome *home, const WayHash *id);
/** Returns: (transfer full): WayDraft, the oldest first. Files that are no statements are left out. */
GPtrArray *
way_draft_list (WayHome *home);
/** By id in hex, or its first 8 or more digits. @error: WAY_RESULT_NOT_FOUND. Returns: (transfer full) */
WayDraft *
way_draft_find (WayHome *home, const char *id, GError **error);
