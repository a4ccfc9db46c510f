/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-act-self.h"

#include "way-gs1-code.h"

/* What actions may borrow at most; the largest statement is far smaller. */
#define ARENA_LIMIT (64 << 20)

/* ---- From beginning to end ------------------------------------------------------------------ */

/* What @kept holds. */
typedef struct
{
  gpointer thing;
  GDestroyNotify free_func;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  kept->free_func (kept->thing);
  g_free (kept);
}

void
way_act_plan_init (WayActPlan *plan)
{
  plan->actions = g_array_new (FALSE, TRUE, sizeof (WayAction));
  plan->kept = g_ptr_array_new_with_free_func (kept_free);
  way_arena_init (&plan->arena, ARENA_LIMIT);
}

void
way_act_plan_clear (WayActPlan *plan)
{
  g_clear_pointer (&plan->kept, g_ptr_array_unref);
  g_clear_pointer (&plan->names, way_verified_answer_free);
  g_clear_pointer (&plan->actions, g_array_unref);
  g_clear_pointer (&plan->home, way_home_free);
  way_arena_clear (&plan->arena);
}

/* ---- For builders --------------------------------------------------------------------------------- */

void
way_act_plan_add (WayActPlan *plan, guint64 kind, gpointer body)
{
  WayAction action = { .kind = kind, .body = body };

  g_array_append_val (plan->actions, action);
}

gboolean
way_act_plan_tell_progress (WayActPlan *plan, guint64 n_done, guint64 n_all)
{
  way_act_send_progress (plan->act, (double) n_done / (double) MAX (n_all, 1));
  return !g_cancellable_is_cancelled (plan->cancellable);
}

gpointer
way_act_plan_keep (WayActPlan *plan, gpointer thing, GDestroyNotify free_func)
{
  Kept *kept = g_new (Kept, 1);

  *kept = (Kept) { thing, free_func };
  g_ptr_array_add (plan->kept, kept);
  return thing;
}

const WayItem *
way_act_plan_find_item (WayActPlan *plan,
                        const char *text,
                        WayItemFlags flags,
                        GError **error)
{
  WayItemFinder finder = { plan->home, plan->network, plan->identity, plan->whose };
  WayFoundItem *found = way_item_find (&finder, text, flags, plan->cancellable, error);

  if (found == NULL)
    {
      g_autofree char *shown = way_gs1_dup_without_secret (text);

      g_prefix_error (error, "%s: ", shown);
      return NULL;
    }
  way_act_plan_keep (plan, found, (GDestroyNotify) way_found_item_free);
  return &found->item;
}

gboolean
way_act_plan_find_account (WayActPlan *plan,
                           const char *text,
                           WayHash *out_account,
                           GError **error)
{
  if (!way_home_parse_account (plan->home, text, out_account))
    return way_error_format (error, WAY_RESULT_USAGE,
                             "“%s” is no identity here, and neither an account (64 "
                             "hex digits) nor did:key:…",
                             text);
  /* only for its name: that it is not known there is for the ledger to say */
  g_clear_pointer (&plan->names, way_verified_answer_free);
  plan->names = way_verified_answer_fetch (plan->home, plan->network,
                                           way_verified_answer_call_account, out_account,
                                           plan->cancellable, NULL, NULL);
  return TRUE;
}
