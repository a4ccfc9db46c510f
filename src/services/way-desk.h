/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/**
 * WayDesk:
 *
 * One person's things for a window: her data folder, identities, networks. Belongs to the main thread. Nothing blocks
 * it: files, keyring, cryptography and nodes are worked with in threads, each with a WayHome of its own, and what they
 * find comes back as objects that never change.
 *
 * Signal `changed`: something of hers changed (an act reached the ledger, an identity or a network came or went), here
 * or by another program in the same folder, or a network has a new block, or answers again: what is shown should be asked
 * for again. The desk listens to the event streams of its networks' nodes as long as it is not closed; no page asks by the clock.
 */
#define WAY_TYPE_DESK (way_desk_get_type ())
G_DECLARE_FINAL_TYPE (WayDesk, way_desk, WAY, DESK, GObject)

/** @folder: (nullable): the data folder; NULL: the usual one of this person. */
WayDesk *
way_desk_new (const char *folder);
const char *
way_desk_get_folder (WayDesk *self);

/** Reads identities and networks. Again at any time: it brings `identities`, `identity` and `networks` up to date.
 * @error: of the files in the folder, with what to do. */
void
way_desk_load_async (WayDesk *self,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data);
gboolean
way_desk_load_finish (WayDesk *self, GAsyncResult *result, GError **error);

/** Emits `changed`, after an act or a change made elsewhere. */
void
way_desk_tell_changed (WayDesk *self);

/** Lets go of all nodes: those of this folder end by themselves soon after their last client. */
void
way_desk_close (WayDesk *self);

/** What went wrong, as one sentence in the person's words. Returns: (transfer full) */
char *
way_desk_describe_error (const GError *error);
/** The same with a node's address and what the system said of it: for her who has just typed that address. */
char *
way_desk_describe_error_fully (const GError *error);
/** Whether @error only says that what was asked is no longer wanted. */
gboolean
way_desk_is_cancelled (const GError *error);

/* ---- Identities and networks as the window shows them ------------------------------------------ */

/** One identity: never changes. Properties: `name`, `account` (64 hex digits), `is-business`, `is-demo`. */
#define WAY_TYPE_IDENTITY_ITEM (way_identity_item_get_type ())
G_DECLARE_FINAL_TYPE (WayIdentityItem, way_identity_item, WAY, IDENTITY_ITEM, GObject)

const char *
way_identity_item_get_name (WayIdentityItem *self);
const char *
way_identity_item_get_account (WayIdentityItem *self);
gboolean
way_identity_item_is_business (WayIdentityItem *self);
gboolean
way_identity_item_is_demo (WayIdentityItem *self);

/** One network that the person is in: never changes. */
#define WAY_TYPE_NETWORK_ITEM (way_network_item_get_type ())
G_DECLARE_FINAL_TYPE (WayNetworkItem, way_network_item, WAY, NETWORK_ITEM, GObject)

const char *
way_network_item_get_name (WayNetworkItem *self);
/** The hash of its genesis, 64 hex digits. */
const char *
way_network_item_get_hash (WayNetworkItem *self);
const char *
way_network_item_get_address (WayNetworkItem *self);
gboolean
way_network_item_is_demo (WayNetworkItem *self);
/** Whether its ledger is kept on this computer. */
gboolean
way_network_item_is_embedded (WayNetworkItem *self);

/** Of WayIdentityItem and WayNetworkItem. Borrowed; the models stay, their rows change. */
GListModel *
way_desk_get_identities (WayDesk *self);
GListModel *
way_desk_get_networks (WayDesk *self);
/** Of WayAct: what was signed and is on its way to a ledger, the newest first; and the last few that are final. Borrowed. */
GListModel *
way_desk_get_acts (WayDesk *self);
/** As whom the person acts now (property `identity`, notifies). (nullable): there is none yet. */
WayIdentityItem *
way_desk_get_identity (WayDesk *self);
/** Acts as @identity from now on, in this process; the default identity of the folder stays. */
void
way_desk_set_identity (WayDesk *self, WayIdentityItem *identity);
/** Whether she has a recovery phrase at all, and whether it is in a key file, which wants its passphrase. */
gboolean
way_desk_has_phrase (WayDesk *self);
gboolean
way_desk_uses_key_file (WayDesk *self);
/** Whether her recovery phrase was written down and checked (property `phrase-checked`, notifies). */
gboolean
way_desk_get_phrase_checked (WayDesk *self);
