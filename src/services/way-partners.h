/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"

/** Somebody to whom goods may go: never changes. */
#define WAY_TYPE_PARTNER (way_partner_get_type ())
G_DECLARE_FINAL_TYPE (WayPartner, way_partner, WAY, PARTNER, GObject)

/** Plain text. */
const char *
way_partner_get_name (WayPartner *self);
/** 64 hex digits. */
const char *
way_partner_get_account (WayPartner *self);
/** Whether it is another identity of the same person. */
gboolean
way_partner_is_own (WayPartner *self);

/** Whom the acting identity may send goods to: the person's other identities, then whom she sent to or received from lately. */
void
way_desk_list_partners_async (WayDesk *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
/** Returns: (transfer full): of WayPartner. */
GListModel *
way_desk_list_partners_finish (WayDesk *self, GAsyncResult *result, GError **error);
/** Whether @text could be an account: 64 hex digits or did:key:z…. */
gboolean
way_partner_text_is_account (const char *text);
