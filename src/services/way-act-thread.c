/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-act-self.h"

#include "way-base-encoding.h"
#include "way-cbor.h"
#include "way-desk-private.h"
#include "way-draft.h"
#include "way-present.h"
#include "way-signature.h"

/* Between two questions for a proof, where nothing else tells that it may be there. */
#define FIRST_WAIT_US (2 * G_USEC_PER_SEC)
#define MAX_WAIT_US   (60 * G_USEC_PER_SEC)

/* ---- In the thread ------------------------------------------------------------------------------ */

typedef struct
{
  WayAct *act;
  WayActPlan *plan;
  gboolean was_confirmed;
} Working;

/* Shows the very bytes, and waits for the person. */
static gboolean
confirm (gpointer data, WaySlice payload, GError **error)
{
  Working *working = data;
  WayActPlan *plan = working->plan;
  WayPresenter presenter = { plan->home,
                             plan->names != NULL ? plan->names->bundle : NULL };
  WayActNews news = { .state = WAY_ACT_ASKING };

  news.sentences = way_present_payload (&presenter, payload, error);
  if (news.sentences == NULL)
    return FALSE;
  news.identity_name = g_strdup (plan->identity->name);
  news.network_name = way_present_network (plan->network);
  news.details = way_cbor_to_diagnostic (payload);
  if (way_act_ask (working->act, &news) == WAY_ACT_ANSWER_DROP)
    return way_error_format (error, WAY_RESULT_CANCELLED, "Nothing was signed");
  working->was_confirmed = TRUE;
  way_act_send_news (working->act, &(WayActNews) { .state = WAY_ACT_SENDING });
  return TRUE;
}

static void
tell_recorded (gpointer data, const WaySigned *signed_)
{
  Working *working = data;
  WayHash *network = &working->plan->network->network;
  WayActNews news = { .state = WAY_ACT_RECORDED, .signed_ = *signed_ };

  news.statement_id = way_hex_encode (way_slice_from_hash (&signed_->id));
  news.network = way_hex_encode (way_slice_from_hash (network));
  way_act_send_news (working->act, &news);
}

/* Until something happens that may help, or a while is over. Returns: FALSE: the person waits no longer. */
static gboolean
wait_for_help (WayAct *self, gint64 wait_us)
{
  gint64 end_us = g_get_monotonic_time () + wait_us;
  gboolean in_time = TRUE, goes_on;

  g_mutex_lock (&self->lock);
  while (!self->is_woken && self->answer != WAY_ACT_ANSWER_DROP && in_time)
    in_time = g_cond_wait_until (&self->answered, &self->lock, end_us);
  self->is_woken = FALSE;
  goes_on = self->answer != WAY_ACT_ANSWER_DROP;
  g_mutex_unlock (&self->lock);
  return goes_on;
}

/* The node's word is not the end of it: nothing is final before this computer has seen the proof. */
static gboolean
wait_for_proof (WayAct *self, WayActPlan *plan, WaySigned *signed_, GError **error)
{
  for (gint64 wait_us = FIRST_WAIT_US; !signed_->is_proven;
       wait_us = MIN (2 * wait_us, MAX_WAIT_US))
    {
      if (!wait_for_help (self, wait_us))
        return way_error_set (error, WAY_RESULT_CANCELLED, NULL);
      if (!way_signer_check (plan->home, plan->network, signed_, self->cancellable,
                             error))
        return FALSE;
    }
  return TRUE;
}

/* A key file wants its passphrase once for each act. */
static gboolean
unlock (WayAct *self, WayActPlan *plan, GError **error)
{
  while (way_home_uses_key_file (plan->home) && !plan->identity->is_demo)
    {
      g_autoptr (WayKeyPair) key = NULL;
      g_autoptr (GError) cause = NULL;
      WayActNews news = { .state = WAY_ACT_LOCKED };

      g_mutex_lock (&self->lock);
      if (self->passphrase != NULL)
        way_home_take_passphrase (plan->home, g_steal_pointer (&self->passphrase));
      g_mutex_unlock (&self->lock);
      key = way_home_load_key (plan->home, plan->identity, &cause);
      if (key != NULL)
        return TRUE;
      if (!g_error_matches (cause, WAY_ERROR, WAY_RESULT_WRONG_PASSPHRASE))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      news.error_text = way_present_error (cause);
      if (way_act_ask (self, &news) == WAY_ACT_ANSWER_DROP)
        return way_error_format (error, WAY_RESULT_CANCELLED, "Nothing was signed");
    }
  return TRUE;
}

static gboolean
submit (WayAct *self, Working *working, WaySigned *signed_, GError **error)
{
  WayActPlan *plan = working->plan;
  WaySigning signing = { .network = plan->network,
                         .identity = plan->identity,
                         .actions = (const WayAction *) (gpointer) plan->actions->data,
                         .n_actions = plan->actions->len,
                         .confirm = confirm,
                         .confirm_data = working,
                         .recorded = tell_recorded,
                         .recorded_data = working };

  return way_signer_submit (plan->home, &signing, self->cancellable, signed_, error)
         && wait_for_proof (self, plan, signed_, error)
         && (self->done == NULL || self->done (plan, self->data, error));
}

/* ---- A draft ------------------------------------------------------------------------------------ */

static gboolean
find_draft_place (WayActPlan *plan, const WayDraft *draft, GError **error)
{
  const WayPayload *payload = &draft->statement.payload;
  g_autofree char *network = way_hex_encode (way_slice_from_hash (&payload->network));
  g_autofree char *account = way_hex_encode (way_slice_from_hash (&payload->account));

  plan->network = way_home_find_network (plan->home, network, error);
  plan->identity =
      plan->network != NULL ? way_home_find_identity (plan->home, account, error) : NULL;
  return plan->identity != NULL;
}

/* Another statement of the key took its place, or it is too old: the same acts are signed anew. Until then it is kept. */
static gboolean
sign_anew (WayAct *self,
           Working *working,
           const WayDraft *draft,
           WaySigned *signed_,
           GError **error)
{
  WayActPlan *plan = working->plan;
  const WayPayload *payload = &draft->statement.payload;

  working->was_confirmed = FALSE;
  g_array_append_vals (plan->actions, payload->actions, (guint) payload->n_actions);
  return way_draft_store (plan->home, &draft->id, draft->bytes, error)
         && unlock (self, plan, error) && submit (self, working, signed_, error)
         && way_draft_drop (plan->home, &draft->id, error);
}

static gboolean
run_draft (WayAct *self, Working *working, WaySigned *signed_, GError **error)
{
  WayActPlan *plan = working->plan;
  WayDraft *draft = way_draft_find (plan->home, self->draft_id, error);
  WaySigning how = { .recorded = tell_recorded, .recorded_data = working };
  g_autoptr (GError) cause = NULL;

  if (draft == NULL)
    return FALSE;
  way_act_plan_keep (plan, draft, (GDestroyNotify) way_draft_free);
  if (!find_draft_place (plan, draft, error))
    return FALSE;
  working->was_confirmed = TRUE;
  way_act_send_news (self, &(WayActNews) { .state = WAY_ACT_SENDING });
  how.network = plan->network;
  if (way_signer_send (plan->home, &how, draft->bytes, self->cancellable, signed_,
                       &cause))
    return wait_for_proof (self, plan, signed_, error);
  if (g_error_matches (cause, WAY_ERROR, WAY_RESULT_BAD_SEQUENCE)
      || g_error_matches (cause, WAY_ERROR, WAY_RESULT_EXPIRED))
    return sign_anew (self, working, draft, signed_, error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* ---- A new statement ------------------------------------------------------------------------------ */

/* In the demo market everybody is somebody. */
static const WayIdentity *
find_visitor (WayHome *home)
{
  for (gsize i = 0; i < way_home_get_n_identities (home); i++)
    {
      const WayIdentity *identity = way_home_get_identity (home, i);

      if (identity->is_demo && identity->is_default)
        return identity;
    }
  return NULL;
}

/* And the network, where one was named. */
static gboolean
find_signer (WayAct *self, WayActPlan *plan, GError **error)
{
  if (self->network != NULL)
    {
      plan->network = way_home_find_network (plan->home, self->network, error);
      if (plan->network == NULL)
        return FALSE;
      if (self->account == NULL && plan->network->is_demo)
        plan->identity = find_visitor (plan->home);
    }
  if (plan->identity == NULL)
    plan->identity = way_desk_find_identity (plan->home, self->account, error);
  return plan->identity != NULL;
}

static gboolean
run_plan (WayAct *self, Working *working, WaySigned *signed_, GError **error)
{
  WayActPlan *plan = working->plan;

  plan->home = way_crypto_init (error) ? way_home_open (self->folder, NULL, error) : NULL;
  if (plan->home == NULL)
    return FALSE;
  if (self->draft_id != NULL)
    return run_draft (self, working, signed_, error);
  /* unlocked first: founding a ledger and sealing a lot want the phrase too */
  if (!find_signer (self, plan, error) || !unlock (self, plan, error))
    return FALSE;
  if (plan->network == NULL)
    plan->network = way_desk_find_network (plan->home, plan->identity, error);
  return plan->network != NULL && self->build (plan, self->data, error)
         && submit (self, working, signed_, error);
}

static void
tell_end (WayAct *self, const Working *working, const WaySigned *signed_, GError *error)
{
  WayActNews news = { .state = WAY_ACT_FINAL, .signed_ = *signed_ };

  if (working->was_confirmed)
    news.statement_id =
        way_hex_encode ((WaySlice) { signed_->id.bytes, sizeof signed_->id.bytes });
  if (error == NULL)
    news.network =
        way_hex_encode (way_slice_from_hash (&working->plan->network->network));
  if (error != NULL)
    {
      gboolean dropped = g_error_matches (error, WAY_ERROR, WAY_RESULT_CANCELLED)
                         && !working->was_confirmed;
      g_autoptr (WayDraft)
          draft = news.statement_id != NULL && working->plan->home != NULL
                      ? way_draft_find (working->plan->home, news.statement_id, NULL)
                      : NULL;

      news.state = dropped ? WAY_ACT_DROPPED : WAY_ACT_FAILED;
      news.error_text = way_present_error (error);
      news.has_draft = draft != NULL;
    }
  way_act_send_news (self, &news);
}

gpointer
way_act_run (gpointer data)
{
  WayAct *self = data;
  WayActPlan plan = { .cancellable = self->cancellable, .act = self };
  Working working = { self, &plan, FALSE };
  WaySigned signed_ = { 0 };
  g_autoptr (GError) error = NULL;

  way_act_plan_init (&plan);
  run_plan (self, &working, &signed_, &error);
  tell_end (self, &working, &signed_, error);
  way_act_plan_clear (&plan);
  /* it belongs to the main thread, to the very end */
  g_idle_add_once (g_object_unref, self);
  return NULL;
}
