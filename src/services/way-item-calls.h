/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-finding.h"

/* What a person keeps of things: proofs in files, what she owns or follows, what she signed and could not send. Objects here
 * never change; texts from the ledger are plain text. */

/** Writes into @file what proves all that is known of what was found, for a stranger to check alone (waymarkctl proof
 * verify). @error: of the node; WAY_RESULT_IO and its like. */
void
way_desk_export_proof_async (WayDesk *self,
                             WayFinding *finding,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean
way_desk_export_proof_finish (WayDesk *self, GAsyncResult *result, GError **error);

/* ---- Following -------------------------------------------------------------------------------- */

/** Keeps an eye on a thing from now on, or no longer: kept on this computer alone. Emits `changed` when done. @error: of the
 * file. */
void
way_desk_follow_async (WayDesk *self,
                       WayFinding *finding,
                       gboolean is_followed,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data);
gboolean
way_desk_follow_finish (WayDesk *self, GAsyncResult *result, GError **error);

/* ---- What is hers ------------------------------------------------------------------------------ */

/** One thing that she owns or follows, as it was found just now. */
#define WAY_TYPE_MY_ITEM (way_my_item_get_type ())
G_DECLARE_FINAL_TYPE (WayMyItem, way_my_item, WAY, MY_ITEM, GObject)

/** What opens its page. Network and account: 64 hex digits; account (nullable): as the code alone says. */
const char *
way_my_item_get_code (WayMyItem *self);
const char *
way_my_item_get_network (WayMyItem *self);
const char *
way_my_item_get_account (WayMyItem *self);
/** The product's name; where it is not known, the thing in words. */
const char *
way_my_item_get_name (WayMyItem *self);
/** "item … of lot …". */
const char *
way_my_item_get_thing (WayMyItem *self);
WayVerdictCode
way_my_item_get_verdict (WayMyItem *self);
/** The verdict in one or two words. */
const char *
way_my_item_get_title (WayMyItem *self);
/** Why it is recalled, and what to do. (nullable): it is not */
const char *
way_my_item_get_recall (WayMyItem *self);
/** "Warranty until …". (nullable): none is known */
const char *
way_my_item_get_warranty (WayMyItem *self);
/** "Last checked …", where nobody could be asked now. (nullable) */
const char *
way_my_item_get_age (WayMyItem *self);
gboolean
way_my_item_is_owned (WayMyItem *self);
gboolean
way_my_item_is_followed (WayMyItem *self);
gboolean
way_my_item_is_demo (WayMyItem *self);
/** A GEqualFunc: whether both show the same. */
gboolean
way_my_item_is_equal (gconstpointer a, gconstpointer b);

/** Most things that are looked up for one list. */
#define WAY_MY_ITEMS_MAX 500

/** Looks up everything that she owns on her networks, or follows. What can't be reached is answered from what was kept. */
void
way_desk_list_my_items_async (WayDesk *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
/** Returns: (transfer full): of WayMyItem: recalled ones first, then owned, then followed. */
GListModel *
way_desk_list_my_items_finish (WayDesk *self, GAsyncResult *result, GError **error);

/* ---- What could not be sent ---------------------------------------------------------------------- */

/** A signed statement whose arrival is not known. */
#define WAY_TYPE_DRAFT_ITEM (way_draft_item_get_type ())
G_DECLARE_FINAL_TYPE (WayDraftItem, way_draft_item, WAY, DRAFT_ITEM, GObject)

/** 64 hex digits. */
const char *
way_draft_item_get_id (WayDraftItem *self);
/** What it does, from its bytes: one line for each act. */
const char *
way_draft_item_get_text (WayDraftItem *self);
/** By whom, where, and when it was signed: one line. */
const char *
way_draft_item_get_origin (WayDraftItem *self);
/** A GEqualFunc: whether both show the same. */
gboolean
way_draft_item_is_equal (gconstpointer a, gconstpointer b);

void
way_desk_list_drafts_async (WayDesk *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
/** Returns: (transfer full): of WayDraftItem, the oldest first. */
GListModel *
way_desk_list_drafts_finish (WayDesk *self, GAsyncResult *result, GError **error);
/** Forgets one; it may have arrived all the same. Emits `changed` when done. */
void
way_desk_drop_draft_async (WayDesk *self,
                           const char *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);
gboolean
way_desk_drop_draft_finish (WayDesk *self, GAsyncResult *result, GError **error);
