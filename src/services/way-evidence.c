/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-evidence.h"

#include <glib/gi18n-lib.h>

/* ---- The answer ------------------------------------------------------------------------- */

WayChecking *
way_checking_new (const WayLookupResult *result)
{
  WayChecking *self = g_rc_box_new0 (WayChecking);
  const WayCheckpoint *checkpoint =
      way_verified_bundle_get_checkpoint (result->answer->bundle, &self->checkpoint);

  self->network_name = way_present_network (result->network);
  self->network = checkpoint->network;
  self->state_root = checkpoint->state_root;
  self->log_root = checkpoint->log_root;
  self->height = checkpoint->height;
  self->log_size = checkpoint->log_size;
  self->ledger_ms = checkpoint->time;
  self->fetched_ms = result->answer->fetched_ms;
  self->is_live = result->answer->is_live;
  return self;
}

WayChecking *
way_checking_ref (WayChecking *self)
{
  return self != NULL ? g_rc_box_acquire (self) : NULL;
}

static void
checking_clear (gpointer data)
{
  g_free (((WayChecking *) data)->network_name);
}

void
way_checking_unref (WayChecking *self)
{
  if (self != NULL)
    g_rc_box_release_full (self, checking_clear);
}

void
way_checking_add_details (const WayChecking *self, GListStore *rows)
{
  const char *group = _ ("How It Was Checked");

  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("Checked on this computer"),
                  way_present_time (self->fetched_ms));
  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("Network"),
                  g_strdup (self->network_name));
  way_detail_add_hash (rows, group, _ ("Network's identifier"), &self->network);
  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("State of the ledger"),
                  way_present_time (self->ledger_ms));
  way_detail_add_number (rows, group, _ ("Block"), self->height);
  way_detail_add_number (rows, group, _ ("Entries in the log"), self->log_size);
  way_detail_add_hash (rows, group, _ ("Checkpoint"), &self->checkpoint);
  way_detail_add_hash (rows, group, _ ("Root of the state"), &self->state_root);
  way_detail_add_hash (rows, group, _ ("Root of the log"), &self->log_root);
}

/* ---- The statement ------------------------------------------------------------------------- */

WayEvidence *
way_evidence_new (const WayPresenter *presenter,
                  const WayExamination *examination,
                  const WayStep *step)
{
  WayEvidence *self = g_new0 (WayEvidence, 1);
  g_autoptr (WayStepText) text = way_present_step (presenter, examination, step);

  self->sentence = g_steal_pointer (&text->sentence);
  self->who = way_present_account (presenter, &step->actor);
  self->account = step->actor;
  way_public_key_get_thumbprint (&step->statement->key, &self->key_id);
  self->statement = step->statement->statement.id;
  self->event_ms = step->event_time_ms;
  self->recorded_ms = step->statement->entry->time;
  self->height = step->statement->entry->height;
  self->log_index = step->statement->entry->log_index;
  self->action_index = step->action_index;
  return self;
}

void
way_evidence_free (WayEvidence *self)
{
  if (self == NULL)
    return;
  g_free (self->sentence);
  g_free (self->who);
  g_free (self);
}

void
way_evidence_add_details (const WayEvidence *self, GListStore *rows)
{
  const char *group = _ ("Who Signed It");

  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("What was signed"),
                  g_strdup (self->sentence));
  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("Signed by"), g_strdup (self->who));
  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("It happened, as they say"),
                  way_present_time (self->event_ms));
  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("In the ledger since"),
                  way_present_time (self->recorded_ms));
  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("Proof"),
                  g_strdup (_ ("The signature is valid, and the ledger's log contains "
                               "it. Both were checked on this computer.")));
  way_detail_add_hash (rows, group, _ ("Statement"), &self->statement);
  way_detail_add_hash (rows, group, _ ("Account"), &self->account);
  way_detail_add_hash (rows, group, _ ("Key"), &self->key_id);
  way_detail_add_number (rows, group, _ ("In block"), self->height);
  way_detail_add_number (rows, group, _ ("Place in the log"), self->log_index);
  if (self->action_index > 0)
    way_detail_add_number (rows, group, _ ("Act in the statement"),
                           self->action_index + 1);
}

/* ---- What shows a reason ---------------------------------------------------------------------- */

/* Which acts a reason speaks of, where the examination does not name a statement. */
static const struct
{
  WayReason reason;
  WayActionKind kinds[3];
} acts[] = {
  { WAY_REASON_MINE, { WAY_ACTION_CLAIM, WAY_ACTION_TRANSFER, WAY_ACTION_SELL } },
  { WAY_REASON_CLAIMED, { WAY_ACTION_CLAIM } },
  { WAY_REASON_TAKEN_BACK, { WAY_ACTION_TAKE_BACK } },
  { WAY_REASON_SOLD, { WAY_ACTION_SELL, WAY_ACTION_TRANSFER } },
  { WAY_REASON_ISSUED, { WAY_ACTION_LOT_REGISTER } },
  { WAY_REASON_OTHER_BRAND, { WAY_ACTION_LOT_REGISTER } },
  { WAY_REASON_NEVER_ISSUED, { WAY_ACTION_LOT_REGISTER } },
  { WAY_REASON_UNVERIFIED_ISSUER, { WAY_ACTION_PRODUCT_REGISTER } },
  { WAY_REASON_LOOKALIKE, { WAY_ACTION_PRODUCT_REGISTER } },
  { WAY_REASON_NO_LOT, { WAY_ACTION_PRODUCT_REGISTER } },
  { WAY_REASON_CONSUMED, { WAY_ACTION_TRANSFORM } },
  { WAY_REASON_MISSING, { WAY_ACTION_RECEIVE } },
  { WAY_REASON_RECALL_ENDED, { WAY_ACTION_RECALL_END } },
};

static gboolean
is_act_of (WayReason reason, WayActionKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (acts[i].kinds); j++)
      if (acts[i].reason == reason && acts[i].kinds[j] == kind)
        return TRUE;
  return FALSE;
}

static const WayStep *
find_log_index (const WayExamination *examination, guint64 log_index)
{
  for (gsize i = 0; i < examination->n_steps; i++)
    {
      const WayStep *step = &examination->steps[i];

      if (step->kind == WAY_STEP_EVENT && step->statement->entry->log_index == log_index)
        return step;
    }
  return NULL;
}

static gsize
find_named (const WayExamination *examination,
            WayReason reason,
            const WayStep *out_steps[8])
{
  WayFact facts[8];
  gsize n_facts = way_reason_get_facts (reason, facts);
  gsize n = 0;

  for (gsize i = 0; i < n_facts; i++)
    {
      const WayStep *step = find_log_index (examination, examination->evidence[facts[i]]);

      if (step != NULL)
        out_steps[n++] = step;
    }
  return n;
}

gsize
way_evidence_find (const WayExamination *examination,
                   WayReason reason,
                   const WayStep *out_steps[8])
{
  gsize n = find_named (examination, reason, out_steps);

  /* the newest act of that kind stands for how it is now */
  for (gsize i = examination->n_steps; n == 0 && i-- > 0;)
    {
      const WayStep *step = &examination->steps[i];

      if (step->kind == WAY_STEP_EVENT && !step->is_note
          && is_act_of (reason, step->action->kind))
        out_steps[n++] = step;
    }
  return n;
}
