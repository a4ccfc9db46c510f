/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-act-self.h"

#include <glib/gi18n-lib.h>

#include "way-desk-private.h"
#include "way-detail.h"
#include "way-present.h"

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
  WayActNews *news = data;
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

void
way_act_send_news (WayAct *self, const WayActNews *news)
{
  WayActNews *copy = g_memdup2 (news, sizeof *news);

  copy->act = g_object_ref (self);
  g_idle_add_full (G_PRIORITY_DEFAULT, tell, copy, NULL);
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

void
way_act_send_progress (WayAct *self, double progress)
{
  Told *told = g_new (Told, 1);

  *told = (Told) { g_object_ref (self), progress };
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_progress, told, NULL);
}

WayActAnswer
way_act_ask (WayAct *self, const WayActNews *news)
{
  WayActAnswer answer;

  g_mutex_lock (&self->lock);
  if (self->answer == WAY_ACT_ANSWER_GO)
    self->answer = WAY_ACT_ANSWER_NONE;
  g_mutex_unlock (&self->lock);
  way_act_send_news (self, news);
  g_mutex_lock (&self->lock);
  while (self->answer == WAY_ACT_ANSWER_NONE)
    g_cond_wait (&self->answered, &self->lock);
  answer = self->answer;
  if (answer == WAY_ACT_ANSWER_GO)
    self->answer = WAY_ACT_ANSWER_NONE;
  g_mutex_unlock (&self->lock);
  return answer;
}

/* ---- Starting ---------------------------------------------------------------------------- */

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
  g_thread_unref (g_thread_new ("act", way_act_run, g_object_ref (self)));
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

/* ---- For the person ---------------------------------------------------------------------------------- */

static void
give_answer (WayAct *self, WayActAnswer answer)
{
  g_mutex_lock (&self->lock);
  if (self->answer != WAY_ACT_ANSWER_DROP) /* which is for good */
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
  give_answer (self, WAY_ACT_ANSWER_GO);
  set_state (self, WAY_ACT_SENDING);
}

void
way_act_drop (WayAct *self)
{
  g_cancellable_cancel (self->cancellable);
  give_answer (self, WAY_ACT_ANSWER_DROP);
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
  give_answer (self, WAY_ACT_ANSWER_GO);
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
