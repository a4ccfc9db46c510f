/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-act.h"
#include "way-found-item.h"
#include "way-home.h"
#include "way-statement.h"

/* For those who write acts. */

/** What an act will sign, filled in by its builder, in a thread. */
typedef struct
{
  WayHome *home;               /* borrowed */
  const WayIdentity *identity; /* who acts */
  WayNetwork *network;         /* on which network: may be changed by the builder */
  WayArena arena;              /* for what the actions borrow */
  GArray *actions;             /* of WayAction */
  const WayHash *
      whose; /* (nullable): whose things are meant; set by the builder before it looks for them */
  GPtrArray *kept;          /* of GObject-less things: see way_act_plan_keep() */
  WayVerifiedAnswer *names; /* (nullable): where names for the sentences come from */
  GCancellable *cancellable;
  WayAct *act; /* borrowed: of way_act_plan_tell_progress() */
} WayActPlan;

/** Appends actions to @plan->actions. @data: the act's own. */
typedef gboolean (*WayActBuild) (WayActPlan *plan, gpointer data, GError **error);
/** After it is final, still in the thread: for what must be remembered on this computer. (nullable) */
typedef gboolean (*WayActDone) (WayActPlan *plan, gpointer data, GError **error);

/** Begins an act. @verb: translated, the button's name. @data: (transfer full): freed with @data_free. Returns: (transfer full) */
WayAct *
way_act_start (WayDesk *desk,
               const char *verb,
               WayActBuild build,
               WayActDone done,
               gpointer data,
               GDestroyNotify data_free);

/** As above, on the network with this identifier (64 hex digits). Where nobody acts yet, and it is the demo market, its visitor
 * does. */
WayAct *
way_act_start_on (WayDesk *desk,
                  const char *network,
                  const char *verb,
                  WayActBuild build,
                  WayActDone done,
                  gpointer data,
                  GDestroyNotify data_free);
/** Sends a draft again; see way_desk_send_draft(). */
WayAct *
way_act_start_draft (WayDesk *desk, const char *verb, const char *draft_id);

/** Appends one action; @body: of the record of @kind, borrowed until the act is over: allocate it in @plan->arena. */
void
way_act_plan_add (WayActPlan *plan, guint64 kind, gpointer body);
/** How far a builder's long work is. Returns: FALSE where the person dropped the act: end it with WAY_RESULT_CANCELLED. */
gboolean
way_act_plan_tell_progress (WayActPlan *plan, guint64 n_done, guint64 n_all);
/** Frees @thing with @free_func when the act is over. Returns: @thing. */
gpointer
way_act_plan_keep (WayActPlan *plan, gpointer thing, GDestroyNotify free_func);
/** A thing for a statement, as way_item_find(); kept with the plan. Returns: (transfer none) */
const WayItem *
way_act_plan_find_item (WayActPlan *plan,
                        const char *text,
                        WayItemFlags flags,
                        GError **error);
/** An account by its 64 hex digits, did:key or the name of an own identity; its profile is fetched so that it is shown by name. */
gboolean
way_act_plan_find_account (WayActPlan *plan,
                           const char *text,
                           WayHash *out_account,
                           GError **error);
