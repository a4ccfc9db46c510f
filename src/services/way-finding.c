/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-finding.h"

#include "way-desk-private.h"
#include "way-present.h"

struct _WayFindingReason
{
  GObject parent;

  WayReason reason;
  char *text;
};

struct _WayFindingStep
{
  GObject parent;

  const char *kind;
  WayStepText *text;
  char *actor;
};

struct _WayFinding
{
  GObject parent;

  char *code;
  WayVerdictCode verdict;
  char *product_name;
  char *issuer_name;
  char *thing;
  char *age;
  char *alarm;
  char *network_name;
  gboolean is_demo;
  gboolean has_in_pack;
  GListStore *reasons;
  GListStore *steps;
};

G_DEFINE_FINAL_TYPE (WayFindingReason, way_finding_reason, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (WayFindingStep, way_finding_step, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (WayFinding, way_finding, G_TYPE_OBJECT)

/* ---- Making them, in a thread --------------------------------------------------------------- */

static void
add_reasons (WayFinding *self,
             const WayPresenter *presenter,
             const WayExamination *examination,
             const WayNetwork *network)
{
  for (gsize i = 0; i < examination->verdict.n_reasons; i++)
    {
      g_autoptr (WayFindingReason) row = g_object_new (WAY_TYPE_FINDING_REASON, NULL);

      row->reason = examination->verdict.reasons[i];
      row->text = way_present_reason (presenter, examination, network, row->reason);
      g_list_store_append (self->reasons, row);
    }
}

static void
add_steps (WayFinding *self,
           const WayPresenter *presenter,
           const WayExamination *examination)
{
  for (gsize i = 0; i < examination->n_steps; i++)
    {
      const WayStep *step = &examination->steps[i];
      gboolean is_gap = step->kind == WAY_STEP_GAP;
      g_autoptr (WayFindingStep) row = g_object_new (WAY_TYPE_FINDING_STEP, NULL);

      row->kind = is_gap ? "gap" : way_action_get_name (step->action->kind);
      row->text = way_present_step (presenter, examination, step);
      row->actor = is_gap ? g_strdup ("") : way_present_account (presenter, &step->actor);
      g_list_store_append (self->steps, row);
    }
}

static void
fill_names (WayFinding *self,
            const WayPresenter *presenter,
            const WayExamination *examination)
{
  self->verdict = examination->verdict.code;
  if (!examination->has_subject)
    return;
  self->thing = way_present_thing (&examination->subject);
  self->issuer_name = way_present_account (presenter, &examination->issuer);
  if (examination->product != NULL)
    self->product_name = way_present_lang_texts (&examination->product->names);
}

static char *
code_to_text (const WayGs1Code *code, const char *text)
{
  g_autoptr (WayGs1Elements) elements = way_gs1_code_to_elements (code, NULL);

  return elements != NULL ? way_gs1_to_bracketed (elements) : g_strdup (text);
}

static WayFinding *
finding_new (WayHome *home, const WayLookup *lookup, const char *text)
{
  WayFinding *self = g_object_new (WAY_TYPE_FINDING, NULL);
  const WayExamination *examination = way_lookup_get_examination (lookup);
  const WayLookupResult *best = lookup->best;
  const WayNetwork *network = best != NULL ? best->network : NULL;
  WayPresenter presenter = { home, best != NULL && best->answer != NULL
                                       ? best->answer->bundle
                                       : NULL };

  self->code = code_to_text (&lookup->code, text);
  self->has_in_pack = lookup->has_in_pack;
  fill_names (self, &presenter, examination);
  add_reasons (self, &presenter, examination, network);
  add_steps (self, &presenter, examination);
  if (best == NULL)
    return self;
  self->age = way_present_answer_age (best);
  self->alarm = way_present_alarm (best);
  self->network_name = way_present_network (network);
  self->is_demo = network->is_demo;
  return self;
}

/* ---- Looking up --------------------------------------------------------------------------------- */

typedef struct
{
  char *text;
  char *format;
  char *account; /* (nullable): who looks */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->text);
  g_free (self->format);
  g_free (self->account);
  g_free (self);
}

static void
look_up (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Asked *asked = data;
  WayLookupHow how = { 0 };
  GError *error = NULL;
  g_autoptr (WayLookup) lookup = NULL;

  if (asked->account != NULL)
    how.as = way_desk_find_identity (home, asked->account, NULL);
  lookup = way_lookup_text (home, asked->text, asked->format, &how, cancellable, &error);
  if (lookup == NULL)
    g_task_return_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, finding_new (home, lookup, asked->text), g_object_unref);
}

void
way_desk_look_up_async (WayDesk *self,
                        const char *text,
                        const char *format,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Asked *asked = g_new (Asked, 1);

  *asked =
      (Asked) { g_strdup (text), g_strdup (format), way_desk_dup_acting_account (self) };
  g_task_set_source_tag (task, way_desk_look_up_async);
  g_task_set_task_data (task, asked, asked_free);
  way_desk_run (self, task, look_up);
}

WayFinding *
way_desk_look_up_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Reading ------------------------------------------------------------------------------------- */

WayReason
way_finding_reason_get_reason (WayFindingReason *self)
{
  return self->reason;
}

WayReasonWeight
way_finding_reason_get_weight (WayFindingReason *self)
{
  return way_reason_get_weight (self->reason);
}

const char *
way_finding_reason_get_text (WayFindingReason *self)
{
  return self->text;
}

const char *
way_finding_step_get_kind (WayFindingStep *self)
{
  return self->kind;
}

const char *
way_finding_step_get_when (WayFindingStep *self)
{
  return self->text->when;
}

const char *
way_finding_step_get_sentence (WayFindingStep *self)
{
  return self->text->sentence;
}

const char *const *
way_finding_step_get_remarks (WayFindingStep *self)
{
  return (const char *const *) self->text->remarks;
}

const char *
way_finding_step_get_actor (WayFindingStep *self)
{
  return self->actor;
}

const char *
way_finding_get_code (WayFinding *self)
{
  return self->code;
}

WayVerdictCode
way_finding_get_verdict (WayFinding *self)
{
  return self->verdict;
}

const char *
way_finding_get_title (WayFinding *self)
{
  return way_present_verdict_title (self->verdict);
}

const char *
way_finding_get_sentence (WayFinding *self)
{
  return way_present_verdict_sentence (self->verdict);
}

const char *
way_finding_get_product_name (WayFinding *self)
{
  return self->product_name;
}

const char *
way_finding_get_issuer_name (WayFinding *self)
{
  return self->issuer_name;
}

const char *
way_finding_get_thing (WayFinding *self)
{
  return self->thing;
}

const char *
way_finding_get_age (WayFinding *self)
{
  return self->age;
}

const char *
way_finding_get_alarm (WayFinding *self)
{
  return self->alarm;
}

const char *
way_finding_get_network_name (WayFinding *self)
{
  return self->network_name;
}

gboolean
way_finding_is_demo (WayFinding *self)
{
  return self->is_demo;
}

gboolean
way_finding_has_in_pack (WayFinding *self)
{
  return self->has_in_pack;
}

GListModel *
way_finding_get_reasons (WayFinding *self)
{
  return G_LIST_MODEL (self->reasons);
}

GListModel *
way_finding_get_steps (WayFinding *self)
{
  return G_LIST_MODEL (self->steps);
}

/* ---- The objects ----------------------------------------------------------------------------------- */

static void
way_finding_reason_finalize (GObject *object)
{
  g_free (WAY_FINDING_REASON (object)->text);
  G_OBJECT_CLASS (way_finding_reason_parent_class)->finalize (object);
}

static void
way_finding_reason_class_init (WayFindingReasonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_finding_reason_finalize;
}

static void
way_finding_reason_init (WayFindingReason *self)
{
}

static void
way_finding_step_finalize (GObject *object)
{
  WayFindingStep *self = WAY_FINDING_STEP (object);

  way_step_text_free (self->text);
  g_free (self->actor);
  G_OBJECT_CLASS (way_finding_step_parent_class)->finalize (object);
}

static void
way_finding_step_class_init (WayFindingStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_finding_step_finalize;
}

static void
way_finding_step_init (WayFindingStep *self)
{
}

static void
way_finding_finalize (GObject *object)
{
  WayFinding *self = WAY_FINDING (object);

  g_free (self->code);
  g_free (self->product_name);
  g_free (self->issuer_name);
  g_free (self->thing);
  g_free (self->age);
  g_free (self->alarm);
  g_free (self->network_name);
  g_clear_object (&self->reasons);
  g_clear_object (&self->steps);
  G_OBJECT_CLASS (way_finding_parent_class)->finalize (object);
}

static void
way_finding_class_init (WayFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_finding_finalize;
}

static void
way_finding_init (WayFinding *self)
{
  self->reasons = g_list_store_new (WAY_TYPE_FINDING_REASON);
  self->steps = g_list_store_new (WAY_TYPE_FINDING_STEP);
}
