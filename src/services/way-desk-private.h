/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"
#include "way-home.h"

/* For those who write calls of a desk: GTask in, a WayHome in a thread, a result out. */

/** Runs in a thread with a home of its own, and returns through @task. @data: the task's data. */
typedef void (*WayDeskWork) (GTask *task,
                             WayHome *home,
                             gpointer data,
                             GCancellable *cancellable);

/** @task: (transfer full): its source is the desk. Where the home can't be opened the task returns that error. The home is as
 * new as its files; several run at a time, and what they change is locked as for any program. */
void
way_desk_run (WayDesk *self, GTask *task, WayDeskWork work);

/** The identity that acts now, in a home of a thread: found by the account in hex that the caller copied in the main
 * thread. @account: (nullable): the default one. */
const WayIdentity *
way_desk_find_identity (WayHome *home, const char *account, GError **error);
/** The network on which @identity (nullable) acts where no other was named: the demo market's for one of its identities,
 * else the usual one, else one's own, founded now. */
WayNetwork *
way_desk_find_network (WayHome *home, const WayIdentity *identity, GError **error);
/** As above, but founds nothing. Returns: (nullable): NULL without an error where there is none yet. */
WayNetwork *
way_desk_find_known_network (WayHome *home, const WayIdentity *identity, GError **error);
/** Returns: (transfer full) (nullable): the account that acts now, for the data of a task. */
char *
way_desk_dup_acting_account (WayDesk *self);

/** Keeps @act among those of way_desk_get_acts(), or takes it out, by the state (WayActState) that it is in now. */
void
way_desk_keep_act (WayDesk *self, GObject *act, guint state);

/** A block of @network (64 hex digits) of which the desk's own act told, and after which `changed` is emitted anyway. */
void
way_desk_note_block (WayDesk *self, const char *network, guint64 height);

/** Whom to ask as whom. */
typedef struct
{
  WayClient *client; /* borrowed (nullable): NULL: no ledger is founded yet */
  WayHash account;
} WayDeskSide;

/** The node where @account acts. @account: (nullable): nobody acts yet. @error: of the identity, of the network. */
gboolean
way_desk_connect_side (WayHome *home,
                       const char *account,
                       WayDeskSide *out,
                       GCancellable *cancellable,
                       GError **error);
