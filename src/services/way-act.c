/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-act-private.h"

#include <glib/gi18n-lib.h>

#include "way-base-encoding.h"
#include "way-cbor.h"
#include "way-signature.h"
#include "way-desk-private.h"
#include "way-detail.h"
#include "way-draft.h"
#include "way-gs1-code.h"
#include "way-present.h"
#include "way-signer.h"

/* What actions may borrow at most; the largest statement is far smaller. */
#define ARENA_LIMIT (64 << 20)
/* Between two questions for a proof, where nothing else tells that it may be there. */
#define FIRST_WAIT_US (2 * G_USEC_PER_SEC)
#define MAX_WAIT_US   (60 * G_USEC_PER_SEC)

/* What thread and person tell each other. */
typedef enum
{
  ANSWER_NONE,
  ANSWER_GO,
  ANSWER_DROP,
} Answer;

struct _WayAct
{
  GObject parent;

  /* main thread */
  WayDesk *desk;
  WayActState state;
  char *verb;
  GStrv sentences;
  char *identity_name;
  char *network_name;
  char *details;
  char *error_text;
  char *statement_id;
  gboolean has_draft;
  double progress;
  WaySigned signed_; /* from WAY_ACT_RECORDED on */
  gulong watch_id;   /* in WAY_ACT_RECORDED: of the desk */

  /* set once before the thread starts */
  char *folder;
  char *account;
  char *network;  /* (nullable): in hex; NULL: the usual one */
  char *draft_id; /* (nullable): to be sent again */
  WayActBuild build;
  WayActDone done;
  gpointer data;
  GDestroyNotify data_free;
  GCancellable *cancellable;

  GMutex lock; /* of the rest */
  GCond answered;
  Answer answer;
  gboolean is_woken;     /* there is a reason to ask for the proof again */
  WaySecret *passphrase; /* (nullable) */
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_PROGRESS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayAct, way_act, G_TYPE_OBJECT)
G_DEFINE_ENUM_TYPE (WayActState,
                    way_act_state,
                    G_DEFINE_ENUM_VALUE (WAY_ACT_PREPARING, "preparing"),
                    G_DEFINE_ENUM_VALUE (WAY_ACT_ASKING, "asking"),
                    G_DEFINE_ENUM_VALUE (WAY_ACT_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (WAY_ACT_SENDING, "sending"),
                    G_DEFINE_ENUM_VALUE (WAY_ACT_RECORDED, "recorded"),
                    G_DEFINE_ENUM_VALUE (WAY_ACT_FINAL, "final"),
                    G_DEFINE_ENUM_VALUE (WAY_ACT_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (WAY_ACT_DROPPED, "dropped"))

/* ---- From the thread to the main thread ------------------------------------------------------ */

/* What is new; texts move into the act. */
typedef struct
{
  WayAct *act;
  WayActState state;
  GStrv sentences;
  char *identity_name;
  char *network_name;
  char *details;
  char *error_text;
  char *statement_id;
  char *network; /* from WAY_ACT_RECORDED on: where it is, in hex */
  gboolean has_draft;
  WaySigned signed_;
} News;

static void
move_text (char **to, char **from)
{
  if (*from == NULL)
    return;
  g_free (*to);
  *to = g_steal_pointer (from);
}

/* A new block, or a node that answers again, is when a missing proof is worth another question. */
static void
wake_up (WayAct *self)
{
  g_mutex_lock (&self->lock);
  self->is_woken = TRUE;
  g_cond_signal (&self->answered);
  g_mutex_unlock (&self->lock);
}

static void
watch_desk (WayAct *self)
{
  if (self->state == WAY_ACT_RECORDED && self->watch_id == 0)
    self->watch_id =
        g_signal_connect_swapped (self->desk, "changed", G_CALLBACK (wake_up), self);
  else if (self->state != WAY_ACT_RECORDED && self->watch_id != 0)
    g_clear_signal_handler (&self->watch_id, self->desk);
}

static gboolean
tell (gpointer data)
{
  News *news = data;
  WayAct *self = news->act;

  if (news->sentences != NULL)
    {
      g_strfreev (self->sentences);
      self->sentences = g_steal_pointer (&news->sentences);
    }
  move_text (&self->identity_name, &news->identity_name);
  move_text (&self->network_name, &news->network_name);
  move_text (&self->details, &news->details);
  move_text (&self->error_text, &news->error_text);
  move_text (&self->statement_id, &news->statement_id);
  self->has_draft |= news->has_draft;
  self->signed_ = news->signed_;
  self->state = news->state;
  watch_desk (self);
  way_desk_keep_act (self->desk, G_OBJECT (self), self->state);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (self->state == WAY_ACT_FINAL)
    {
      way_desk_note_block (self->desk, news->network, news->signed_.height);
      way_desk_tell_changed (self->desk);
    }
  g_object_unref (self);
  g_free (news->network);
  g_free (news);
  return G_SOURCE_REMOVE;
}

static void
send_news (WayAct *self, const News *news)
{
  News *copy = g_memdup2 (news, sizeof *news);

  copy->act = g_object_ref (self);
  g_idle_add_full (G_PRIORITY_DEFAULT, tell, copy, NULL);
}

/* Shows @news, and waits for what the person says to it: not to what was asked before. */
static Answer
ask (WayAct *self, const News *news)
{
  Answer answer;

  g_mutex_lock (&self->lock);
  if (self->answer == ANSWER_GO)
    self->answer = ANSWER_NONE;
  g_mutex_unlock (&self->lock);
  send_news (self, news);
  g_mutex_lock (&self->lock);
  while (self->answer == ANSWER_NONE)
    g_cond_wait (&self->answered, &self->lock);
  answer = self->answer;
  if (answer == ANSWER_GO)
    self->answer = ANSWER_NONE;
  g_mutex_unlock (&self->lock);
  return answer;
}

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
  News news = { .state = WAY_ACT_ASKING };

  news.sentences = way_present_payload (&presenter, payload, error);
  if (news.sentences == NULL)
    return FALSE;
  news.identity_name = g_strdup (plan->identity->name);
  news.network_name = way_present_network (plan->network);
  news.details = way_cbor_to_diagnostic (payload);
  if (ask (working->act, &news) == ANSWER_DROP)
    return way_error_format (error, WAY_RESULT_CANCELLED, "Nothing was signed");
  working->was_confirmed = TRUE;
  send_news (working->act, &(News) { .state = WAY_ACT_SENDING });
  return TRUE;
}

static void
tell_recorded (gpointer data, const WaySigned *signed_)
{
  Working *working = data;
  WayHash *network = &working->plan->network->network;
  News news = { .state = WAY_ACT_RECORDED, .signed_ = *signed_ };

  news.statement_id = way_hex_encode (way_slice_from_hash (&signed_->id));
  news.network = way_hex_encode (way_slice_from_hash (network));
  send_news (working->act, &news);
}

/* Until something happens that may help, or a while is over. Returns: FALSE: the person waits no longer. */
static gboolean
wait_for_help (WayAct *self, gint64 wait_us)
{
  gint64 end_us = g_get_monotonic_time () + wait_us;
  gboolean in_time = TRUE, goes_on;

  g_mutex_lock (&self->lock);
  while (!self->is_woken && self->answer != ANSWER_DROP && in_time)
    in_time = g_cond_wait_until (&self->answered, &self->lock, end_us);
  self->is_woken = FALSE;
  goes_on = self->answer != ANSWER_DROP;
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
      News news = { .state = WAY_ACT_LOCKED };

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
      if (ask (self, &news) == ANSWER_DROP)
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
  send_news (self, &(News) { .state = WAY_ACT_SENDING });
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
  News news = { .state = WAY_ACT_FINAL, .signed_ = *signed_ };

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
  send_news (self, &news);
}

static void
plan_clear (WayActPlan *plan)
{
  g_clear_pointer (&plan->kept, g_ptr_array_unref);
  g_clear_pointer (&plan->names, way_verified_answer_free);
  g_clear_pointer (&plan->actions, g_array_unref);
  g_clear_pointer (&plan->home, way_home_free);
  way_arena_clear (&plan->arena);
}

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

static gpointer
run (gpointer data)
{
  WayAct *self = data;
  WayActPlan plan = { .actions = g_array_new (FALSE, TRUE, sizeof (WayAction)),
                      .kept = g_ptr_array_new_with_free_func (kept_free),
                      .cancellable = self->cancellable,
                      .act = self };
  Working working = { self, &plan, FALSE };
  WaySigned signed_ = { 0 };
  g_autoptr (GError) error = NULL;

  way_arena_init (&plan.arena, ARENA_LIMIT);
  run_plan (self, &working, &signed_, &error);
  tell_end (self, &working, &signed_, error);
  plan_clear (&plan);
  /* it belongs to the main thread, to the very end */
  g_idle_add_once (g_object_unref, self);
  return NULL;
}

/* Everything is set before the thread starts, which has a life of its own: it may wait long for the person. */
static WayAct *
act_new (WayDesk *desk, const char *verb)
{
  WayAct *self = g_object_new (WAY_TYPE_ACT, NULL);

  self->desk = g_object_ref (desk);
  self->verb = g_strdup (verb);
  self->folder = g_strdup (way_desk_get_folder (desk));
  self->account = way_desk_dup_acting_account (desk);
  return self;
}

static WayAct *
act_run (WayAct *self)
{
  g_thread_unref (g_thread_new ("act", run, g_object_ref (self)));
  return self;
}

WayAct *
way_act_start_on (WayDesk *desk,
                  const char *network,
                  const char *verb,
                  WayActBuild build,
                  WayActDone done,
                  gpointer data,
                  GDestroyNotify data_free)
{
  WayAct *self = act_new (desk, verb);

  self->network = g_strdup (network);
  self->build = build;
  self->done = done;
  self->data = data;
  self->data_free = data_free;
  return act_run (self);
}

WayAct *
way_act_start (WayDesk *desk,
               const char *verb,
               WayActBuild build,
               WayActDone done,
               gpointer data,
               GDestroyNotify data_free)
{
  return way_act_start_on (desk, NULL, verb, build, done, data, data_free);
}

WayAct *
way_act_start_draft (WayDesk *desk, const char *verb, const char *draft_id)
{
  WayAct *self = act_new (desk, verb);

  self->draft_id = g_strdup (draft_id);
  return act_run (self);
}

/* What the thread says of its work. */
typedef struct
{
  WayAct *act;
  double progress;
} Told;

static gboolean
tell_progress (gpointer data)
{
  Told *told = data;

  told->act->progress = told->progress;
  g_object_notify_by_pspec (G_OBJECT (told->act), properties[PROP_PROGRESS]);
  g_object_unref (told->act);
  g_free (told);
  return G_SOURCE_REMOVE;
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
  Told *told = g_new (Told, 1);

  *told = (Told) { g_object_ref (plan->act), (double) n_done / (double) MAX (n_all, 1) };
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_progress, told, NULL);
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

/* ---- For the person ---------------------------------------------------------------------------------- */

static void
give_answer (WayAct *self, Answer answer)
{
  g_mutex_lock (&self->lock);
  if (self->answer != ANSWER_DROP) /* which is for good */
    self->answer = answer;
  g_cond_signal (&self->answered);
  g_mutex_unlock (&self->lock);
}

/* Once is enough: a second click must not answer the next question. */
static void
set_state (WayAct *self, WayActState state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
way_act_confirm (WayAct *self)
{
  if (self->state != WAY_ACT_ASKING)
    return;
  give_answer (self, ANSWER_GO);
  set_state (self, WAY_ACT_SENDING);
}

void
way_act_drop (WayAct *self)
{
  g_cancellable_cancel (self->cancellable);
  give_answer (self, ANSWER_DROP);
}

void
way_act_unlock (WayAct *self, const char *passphrase)
{
  if (self->state != WAY_ACT_LOCKED)
    return;
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->passphrase, way_secret_unref);
  self->passphrase = way_secret_new_copy (way_slice_from_string (passphrase));
  g_mutex_unlock (&self->lock);
  give_answer (self, ANSWER_GO);
  set_state (self, WAY_ACT_PREPARING);
}

double
way_act_get_progress (WayAct *self)
{
  return self->progress;
}

WayActState
way_act_get_state (WayAct *self)
{
  return self->state;
}

const char *
way_act_get_verb (WayAct *self)
{
  return self->verb;
}

const char *const *
way_act_get_sentences (WayAct *self)
{
  static const char *const none[] = { NULL };

  return self->sentences != NULL ? (const char *const *) self->sentences : none;
}

const char *
way_act_get_identity_name (WayAct *self)
{
  return self->identity_name;
}

const char *
way_act_get_network_name (WayAct *self)
{
  return self->network_name;
}

const char *
way_act_get_details (WayAct *self)
{
  return self->details;
}

const char *
way_act_get_error_text (WayAct *self)
{
  return self->error_text;
}

gboolean
way_act_has_draft (WayAct *self)
{
  return self->has_draft;
}

const char *
way_act_get_statement_id (WayAct *self)
{
  return self->statement_id;
}

GListModel *
way_act_make_details (WayAct *self)
{
  const char *group = _ ("Who Signed It");
  GListStore *rows = g_list_store_new (WAY_TYPE_DETAIL);

  if (self->state != WAY_ACT_RECORDED && self->state != WAY_ACT_FINAL)
    return G_LIST_MODEL (rows);
  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("What was signed"),
                  self->sentences != NULL ? g_strjoinv ("\n", self->sentences) : NULL);
  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("Signed by"),
                  g_strdup (self->identity_name));
  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("Network"),
                  g_strdup (self->network_name));
  way_detail_add (rows, WAY_DETAIL_TEXT, group, _ ("In the ledger since"),
                  way_present_time (self->signed_.time_ms));
  way_detail_add (
      rows, WAY_DETAIL_TEXT, group, _ ("Proof"),
      g_strdup (self->signed_.is_proven
                    ? _ ("The signature is valid, and the ledger's log contains it. Both "
                         "were checked on this computer.")
                    : _ ("The node says that it is recorded. Its proof has not come "
                         "yet.")));
  way_detail_add (rows, WAY_DETAIL_ID, group, _ ("Statement"),
                  g_strdup (self->statement_id));
  way_detail_add_number (rows, group, _ ("In block"), self->signed_.height);
  way_detail_add_number (rows, group, _ ("Place in the log"), self->signed_.log_index);
  return G_LIST_MODEL (rows);
}

/* ---- The object ------------------------------------------------------------------------------------------ */

static void
way_act_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_STATE)
    g_value_set_enum (value, (int) WAY_ACT (object)->state);
  else if (id == PROP_PROGRESS)
    g_value_set_double (value, WAY_ACT (object)->progress);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_act_finalize (GObject *object)
{
  WayAct *self = WAY_ACT (object);

  if (self->data_free != NULL)
    self->data_free (self->data);
  if (self->desk != NULL)
    g_clear_signal_handler (&self->watch_id, self->desk);
  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->passphrase, way_secret_unref);
  g_free (self->verb);
  g_strfreev (self->sentences);
  g_free (self->identity_name);
  g_free (self->network_name);
  g_free (self->details);
  g_free (self->error_text);
  g_free (self->statement_id);
  g_free (self->folder);
  g_free (self->account);
  g_free (self->network);
  g_free (self->draft_id);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->answered);
  G_OBJECT_CLASS (way_act_parent_class)->finalize (object);
}

static void
way_act_class_init (WayActClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = way_act_get_property;
  object_class->finalize = way_act_finalize;
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, WAY_TYPE_ACT_STATE,
                                              WAY_ACT_PREPARING,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROGRESS] = g_param_spec_double (
      "progress", NULL, NULL, 0, 1, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
way_act_init (WayAct *self)
{
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->answered);
}
