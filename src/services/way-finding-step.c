/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-finding-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "way-country.h"

struct _WayFindingStep
{
  GObject parent;

  const char *kind;
  WayStepText *text;
  char *actor;
  char *place;
  char *scope;
  gboolean is_attested;
  gboolean is_late;
  WayFindingWitness witness;
  WayEvidence *evidence; /* (nullable): a gap or a pause has none */
  WayChecking *checking; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (WayFindingStep, way_finding_step, G_TYPE_OBJECT)

/* ---- Making one --------------------------------------------------------------------------- */

static char *
present_place (const WayEvent *event)
{
  g_autofree char *name = NULL;
  g_autofree char *code = NULL;
  g_autofree char *country = NULL;

  if (event == NULL || !way_record_has (event, 3))
    return NULL;
  name = way_slice_dup_string (event->place.name);
  if (!way_record_has (&event->place, 3))
    return g_steal_pointer (&name);
  code = way_slice_dup_string (event->place.country);
  country = way_country_dup_name (code);
  /* TRANSLATORS: a place's own name, and that of its country */
  return g_strdup_printf (_ ("%s, %s"), name, country);
}

/* What it was said of, where that is more than this very thing. */
static char *
present_scope (const WayExamination *examination, const WayStep *step)
{
  WayActionKind kind = step->action->kind;
  g_autofree char *lot = way_slice_dup_string (step->thing.lot);
  g_autofree char *sscc = way_slice_dup_string (step->thing.sscc);

  if (way_thing_equal (&step->thing, &examination->subject)
      || kind == WAY_ACTION_LOT_REGISTER || kind == WAY_ACTION_COMMISSION)
    return NULL;
  if (step->thing.kind == WAY_THING_LOT)
    /* TRANSLATORS: %s is a lot's name */
    return g_strdup_printf (_ ("As part of lot %s"), lot);
  if (step->thing.kind == WAY_THING_CONTAINER)
    /* TRANSLATORS: %s is an SSCC; it may be a case, a pallet or another container */
    return g_strdup_printf (_ ("As part of case %s"), sscc);
  return NULL;
}

static WayFindingWitness
find_witness (const WayStep *step)
{
  if (step->is_imported || step->action->kind == WAY_ACTION_TAKE_BACK)
    return WAY_FINDING_WITNESS_ONE;
  if (step->action->kind != WAY_ACTION_SHIP && step->action->kind != WAY_ACTION_RECEIVE)
    return WAY_FINDING_WITNESS_NONE;
  return step->is_confirmed ? WAY_FINDING_WITNESS_BOTH : WAY_FINDING_WITNESS_ONE;
}

static void
fill_event (WayFindingStep *self, const WayFindingSource *source, const WayStep *step)
{
  const WayExamination *examination = source->examination;

  self->actor = way_present_account (source->presenter, &step->actor);
  self->place = present_place (way_action_find_event (step->action));
  self->scope = present_scope (examination, step);
  self->is_attested = examination->has_attested
                      && way_hash_equal (&step->actor, &examination->attested);
  self->is_late = step->is_late;
  self->witness = find_witness (step);
  self->evidence = way_evidence_new (source->presenter, examination, step);
  self->checking = way_checking_ref (source->checking);
}

WayFindingStep *
way_finding_step_new (const WayFindingSource *source, const WayStep *step)
{
  gboolean is_gap = step->kind == WAY_STEP_GAP;
  WayFindingStep *self = g_object_new (WAY_TYPE_FINDING_STEP, NULL);

  self->kind = is_gap ? "gap" : way_action_get_name (step->action->kind);
  self->text = way_present_step (source->presenter, source->examination, step);
  if (is_gap)
    self->actor = g_strdup ("");
  else
    fill_event (self, source, step);
  return self;
}

static char *
present_pause (guint64 ms)
{
  guint64 days = ms / G_GUINT64_CONSTANT (86400000);
  gulong months = (gulong) (days / 30), years = (gulong) (days / 365);

  if (years > 0)
    return g_strdup_printf (
        ngettext ("Nothing for %lu year", "Nothing for %lu years", years), years);
  return g_strdup_printf (
      ngettext ("Nothing for %lu month", "Nothing for %lu months", months), months);
}

WayFindingStep *
way_finding_step_new_pause (guint64 from_ms, guint64 to_ms)
{
  WayFindingStep *self = g_object_new (WAY_TYPE_FINDING_STEP, NULL);

  self->kind = "pause";
  self->actor = g_strdup ("");
  self->text = g_new0 (WayStepText, 1);
  self->text->when = g_strdup ("");
  self->text->sentence = present_pause (to_ms - from_ms);
  self->text->remarks = g_new0 (char *, 1);
  return self;
}

/* ---- Reading --------------------------------------------------------------------------------- */

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

gboolean
way_finding_step_is_attested (WayFindingStep *self)
{
  return self->is_attested;
}

const char *
way_finding_step_get_place (WayFindingStep *self)
{
  return self->place;
}

const char *
way_finding_step_get_scope (WayFindingStep *self)
{
  return self->scope;
}

gboolean
way_finding_step_is_late (WayFindingStep *self)
{
  return self->is_late;
}

WayFindingWitness
way_finding_step_get_witness (WayFindingStep *self)
{
  return self->witness;
}

gboolean
way_finding_step_has_details (WayFindingStep *self)
{
  return self->evidence != NULL;
}

GListModel *
way_finding_step_make_details (WayFindingStep *self)
{
  GListStore *rows = g_list_store_new (WAY_TYPE_DETAIL);

  if (self->evidence != NULL)
    way_evidence_add_details (self->evidence, rows);
  if (self->checking != NULL)
    way_checking_add_details (self->checking, rows);
  return G_LIST_MODEL (rows);
}

/* ---- The objects -------------------------------------------------------------------------------- */

static void
way_finding_step_finalize (GObject *object)
{
  WayFindingStep *self = WAY_FINDING_STEP (object);

  way_step_text_free (self->text);
  way_evidence_free (self->evidence);
  way_checking_unref (self->checking);
  g_free (self->actor);
  g_free (self->place);
  g_free (self->scope);
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
