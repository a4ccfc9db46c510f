/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-act-private.h"
#include "way-signer.h"

/* What an act is to its own files: way-act.c is what the main thread sees, way-act-thread.c what its thread does,
 * way-act-plan.c what its builders get. */

/* What thread and person tell each other. */
typedef enum
{
  WAY_ACT_ANSWER_NONE,
  WAY_ACT_ANSWER_GO,
  WAY_ACT_ANSWER_DROP,
} WayActAnswer;

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
  WayActAnswer answer;
  gboolean is_woken;     /* there is a reason to ask for the proof again */
  WaySecret *passphrase; /* (nullable) */
};

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
} WayActNews;

/** Of the thread: tells the main thread. Texts of @news move. */
void
way_act_send_news (WayAct *self, const WayActNews *news);
void
way_act_send_progress (WayAct *self, double progress);
/** Shows @news, and waits for what the person says to it: not to what was asked before. */
WayActAnswer
way_act_ask (WayAct *self, const WayActNews *news);

/** The thread. @act: (transfer full) */
gpointer
way_act_run (gpointer act);

void
way_act_plan_init (WayActPlan *plan);
void
way_act_plan_clear (WayActPlan *plan);
