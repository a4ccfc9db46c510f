/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-present.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "way-epcis-import.h"

#define MAX_READINGS 5

void
way_step_text_free (WayStepText *self)
{
  if (self == NULL)
    return;
  g_free (self->when);
  g_free (self->sentence);
  g_strfreev (self->remarks);
  g_free (self);
}

/* ---- One act ------------------------------------------------------------------------------ */

static char *
present_lot (const char *who, const WayLotRegister *lot)
{
  g_autofree char *name = way_slice_dup_string (lot->lot);
  g_autofree char *uom = NULL;

  if (way_record_has (lot, 4))
    {
      uom = way_present_unit (lot->uom);
      /* TRANSLATORS: who, a lot's name, how much, and a unit of measure like kg */
      return g_strdup_printf (_ ("%s registered lot %s: %" PRIu64 " %s."), who, name,
                              lot->quantity, uom);
    }
  /* TRANSLATORS: who, a lot's name, how many */
  return g_strdup_printf (ngettext ("%s registered lot %s: %" PRIu64 " piece.",
                                    "%s registered lot %s: %" PRIu64 " pieces.",
                                    lot->quantity),
                          who, name, lot->quantity);
}

static char *
present_commission (const char *who, const WayCommission *commission)
{
  g_autofree char *lot = way_slice_dup_string (commission->lot);
  gsize n = commission->cases.n;

  if (!way_record_has (commission, 4))
    /* TRANSLATORS: who, a lot's name */
    return g_strdup_printf (_ ("%s made lot %s."), who, lot);
  /* TRANSLATORS: who, a lot's name, how many */
  return g_strdup_printf (ngettext ("%s made lot %s and packed it in %zu case.",
                                    "%s made lot %s and packed it in %zu cases.", n),
                          who, lot, n);
}

char *
way_present_reading (const WayReading *reading)
{
  g_autofree char *type = way_present_measurement (reading->type);
  g_autofree char *value = way_slice_dup_string (reading->value);
  g_autofree char *uom = way_present_unit (reading->uom);
  g_autofree char *low = way_slice_dup_string (reading->minimum);
  g_autofree char *high = way_slice_dup_string (reading->maximum);

  if (way_record_has (reading, 5) && way_record_has (reading, 6))
    /* TRANSLATORS: what was measured, its value, its unit, and between what it should be */
    return g_strdup_printf (_ ("%s %s %s (allowed: %s to %s)"), type, value, uom, low,
                            high);
  if (way_record_has (reading, 6))
    /* TRANSLATORS: what was measured, its value, its unit, and the most it should be */
    return g_strdup_printf (_ ("%s %s %s (allowed: up to %s)"), type, value, uom, high);
  if (way_record_has (reading, 5))
    /* TRANSLATORS: what was measured, its value, its unit, and the least it should be */
    return g_strdup_printf (_ ("%s %s %s (allowed: from %s)"), type, value, uom, low);
  /* TRANSLATORS: what was measured, its value, its unit */
  return g_strdup_printf (_ ("%s %s %s"), type, value, uom);
}

static char *
present_readings (const char *who, const WayObserve *observe)
{
  const WayReading *readings = observe->readings.items;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  gsize n = observe->readings.n;

  for (gsize i = 0; i < MIN (n, MAX_READINGS); i++)
    g_ptr_array_add (texts, way_present_reading (&readings[i]));
  g_ptr_array_add (texts, NULL);
  /* TRANSLATORS: stands between the readings of a list */
  list = g_strjoinv (_ ("; "), (char **) texts->pdata);
  if (n <= MAX_READINGS)
    /* TRANSLATORS: who, and a list of readings */
    return g_strdup_printf (_ ("%s measured: %s."), who, list);
  /* TRANSLATORS: who, a list of readings, and how many more there are */
  return g_strdup_printf (ngettext ("%s measured: %s, and %zu reading more.",
                                    "%s measured: %s, and %zu readings more.",
                                    n - MAX_READINGS),
                          who, list, n - MAX_READINGS);
}

/* An event of another system. @biz_step: "" where it has none. */
static char *
present_imported (const char *who, const WayObserve *observe, const char *biz_step)
{
  gboolean is_withdrawn = way_epcis_import_is_withdrawn (observe);

  if (!way_record_has (observe, 5))
    return is_withdrawn
               /* TRANSLATORS: %s is who */
               ? g_strdup_printf (_ ("%s withdraws an event of another system."), who)
               /* TRANSLATORS: %s is who */
               : g_strdup_printf (_ ("%s claims an event of another system."), who);
  return is_withdrawn
             /* TRANSLATORS: who, and a business step of GS1 like “shipping” */
             ? g_strdup_printf (_ ("%s withdraws an event of another system: %s."), who,
                                biz_step)
             /* TRANSLATORS: who, and a business step of GS1 like “shipping” */
             : g_strdup_printf (_ ("%s claims an event of another system: %s."), who,
                                biz_step);
}

static char *
present_observe (const char *who, const WayObserve *observe)
{
  g_autofree char *step = way_present_biz_step (observe->biz_step);

  if (way_record_has (observe, 3))
    return present_imported (who, observe, step);
  if (way_record_has (observe, 7))
    return present_readings (who, observe);
  if (way_record_has (observe, 5))
    /* TRANSLATORS: who, and a business step of GS1 like “storing” */
    return g_strdup_printf (_ ("%s observed it: %s."), who, step);
  /* TRANSLATORS: %s is who */
  return g_strdup_printf (_ ("%s observed it."), who);
}

static char *
present_inspect (const char *who, const WayInspect *inspect)
{
  const char *outcome =
      way_present_inspect_outcome ((WayInspectOutcome) inspect->outcome);
  g_autofree char *standard = way_slice_dup_string (inspect->standard);

  if (way_record_has (inspect, 4))
    /* TRANSLATORS: who, a standard, and “passed” or the like */
    return g_strdup_printf (_ ("%s inspected it by %s: %s."), who, standard, outcome);
  /* TRANSLATORS: who, and “passed” or the like */
  return g_strdup_printf (_ ("%s inspected it: %s."), who, outcome);
}

static gboolean
makes (const WayTransform *transform, const WayThing *thing)
{
  const WayOutput *outputs = transform->outputs.items;

  for (gsize i = 0; i < transform->outputs.n; i++)
    if (way_slice_equal (outputs[i].gtin, thing->gtin)
        && way_slice_equal (outputs[i].lot, thing->lot))
      return TRUE;
  return FALSE;
}

/* @subject: what the story is of; the step may speak of what went into it. */
static char *
present_transform (const char *who,
                   const WayTransform *transform,
                   const WayThing *thing,
                   const WayThing *subject)
{
  gsize n = transform->inputs.n;

  if (makes (transform, thing) || makes (transform, subject))
    return g_strdup_printf (
        /* TRANSLATORS: who, and of how many ingredients */
        ngettext ("%s made it from %zu ingredient.", "%s made it from %zu ingredients.",
                  n),
        who, n);
  if (thing->kind == WAY_THING_UNIT)
    /* TRANSLATORS: %s is who */
    return g_strdup_printf (_ ("%s used it up in making something else."), who);
  /* TRANSLATORS: %s is who */
  return g_strdup_printf (_ ("%s used some of it to make something else."), who);
}

/* The receipt of a shipment is also an event of what was missing from it. */
static gboolean
is_among (const WayRecords *items, const WayThing *thing)
{
  const WayItem *item = items->items;

  for (gsize i = 0; i < items->n; i++)
    if (way_thing_equal (&item[i].thing, thing))
      return TRUE;
  return FALSE;
}

static char *
present_recall (const char *who, const WayRecall *recall)
{
  g_autofree char *why = way_present_lang_texts (&recall->reasons);

  /* TRANSLATORS: who, “for safety” or the like, and the reason in their own words */
  return g_strdup_printf (_ ("%s recalled it, %s: %s"), who,
                          way_present_recall_level ((WayRecallLevel) recall->level), why);
}

static char *
present_report (const char *who, const WayReport *report)
{
  const char *kind = way_present_report_kind ((WayReportKind) report->kind);
  g_autofree char *text = way_present_lang_texts (&report->texts);

  if (!way_record_has (report, 4))
    /* TRANSLATORS: who, and “counterfeit” or the like */
    return g_strdup_printf (_ ("%s reported a problem: %s."), who, kind);
  /* TRANSLATORS: who, “counterfeit” or the like, and their own words */
  return g_strdup_printf (_ ("%s reported a problem: %s. “%s”"), who, kind, text);
}

static char *
present_document (const char *who, const WayDocument *document)
{
  const char *kind = way_present_document_kind ((WayDocumentKind) document->kind);
  g_autofree char *title = way_present_lang_texts (&document->titles);

  if (!way_record_has (document, 5))
    /* TRANSLATORS: who, and “certificate” or the like */
    return g_strdup_printf (_ ("%s added a document: %s."), who, kind);
  /* TRANSLATORS: who, “certificate” or the like, and its title */
  return g_strdup_printf (_ ("%s added a document: %s, “%s”."), who, kind, title);
}

static char *
present_to (const WayPresenter *self,
            const char *format,
            const char *who,
            const WayHash *account)
{
  g_autofree char *to = way_present_account (self, account);
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "{who}", who, 1);
  g_string_replace (text, "{to}", to, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
present_container (const char *format, const char *who, const WayThing *container)
{
  g_autofree char *sscc = way_slice_dup_string (container->sscc);
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "{who}", who, 1);
  g_string_replace (text, "{case}", sscc, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
present_simple (const char *format, const char *who)
{
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "{who}", who, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
present_act (const WayPresenter *self,
             const WayExamination *examination,
             const WayStep *step,
             const char *who)
{
  gconstpointer body = step->action->body;

  switch (step->action->kind)
    {
    case WAY_ACTION_PRODUCT_REGISTER:
      /* TRANSLATORS: {who} stays as it is; a name is put there */
      return present_simple (_ ("{who} registered the product."), who);
    case WAY_ACTION_PRODUCT_UPDATE:
      /* TRANSLATORS: {who} stays as it is; a name is put there */
      return present_simple (_ ("{who} changed the description of the product."), who);
    case WAY_ACTION_LOT_REGISTER:
      return present_lot (who, body);
    case WAY_ACTION_DOCUMENT_ADD:
      return present_document (who, &((const WayDocumentAdd *) body)->document);
    case WAY_ACTION_COMMISSION:
      return present_commission (who, body);
    case WAY_ACTION_OBSERVE:
      return present_observe (who, body);
    case WAY_ACTION_PACK:
      /* TRANSLATORS: {who} and {case} stay as they are; a name and an SSCC are put there */
      return present_container (_ ("{who} packed it into case {case}."), who,
                                &((const WayPack *) body)->container);
    case WAY_ACTION_UNPACK:
      /* TRANSLATORS: {who} and {case} stay as they are; a name and an SSCC are put there */
      return present_container (_ ("{who} took it out of case {case}."), who,
                                &((const WayUnpack *) body)->container);
    case WAY_ACTION_SHIP:
      /* TRANSLATORS: {who} and {to} stay as they are; names are put there */
      return present_to (self, _ ("{who} shipped it to {to}."), who,
                         &((const WayShip *) body)->receiver);
    case WAY_ACTION_RECEIVE:
      if (!is_among (&((const WayReceive *) body)->items, &step->thing))
        return present_simple (
            /* TRANSLATORS: {who} stays as it is; a name is put there */
            _ ("{who} received the shipment, but this was missing from it."), who);
      /* TRANSLATORS: {who} stays as it is; a name is put there */
      return present_simple (_ ("{who} received it."), who);
    case WAY_ACTION_TRANSFORM:
      return present_transform (who, body, &step->thing, &examination->subject);
    case WAY_ACTION_INSPECT:
      return present_inspect (who, body);
    case WAY_ACTION_CORRECT:
      /* TRANSLATORS: {who} stays as it is; a name is put there */
      return present_simple (_ ("{who} declared an earlier entry wrong."), who);
    case WAY_ACTION_RECALL:
      return present_recall (who, body);
    case WAY_ACTION_RECALL_END:
      /* TRANSLATORS: {who} stays as it is; a name is put there */
      return present_simple (_ ("{who} ended the recall."), who);
    case WAY_ACTION_CLAIM:
      /* TRANSLATORS: {who} stays as it is; a name is put there */
      return present_simple (_ ("{who} claimed it with the in-pack code."), who);
    case WAY_ACTION_TRANSFER:
      /* TRANSLATORS: {who} and {to} stay as they are; names are put there */
      return present_to (self, _ ("{who} passed it on to {to}."), who,
                         &((const WayTransfer *) body)->new_owner);
    case WAY_ACTION_REPORT:
      return present_report (who, body);
    case WAY_ACTION_SELL:
      if (way_record_has ((const WaySell *) body, 3))
        /* TRANSLATORS: {who} and {to} stay as they are; names are put there */
        return present_to (self, _ ("{who} sold it to {to}."), who,
                           &((const WaySell *) body)->buyer);
      /* TRANSLATORS: {who} stays as it is; a name is put there */
      return present_simple (_ ("{who} sold it."), who);
    case WAY_ACTION_TAKE_BACK:
      return present_simple (
          /* TRANSLATORS: {who} stays as it is; a name is put there */
          _ ("{who} took it back from a buyer who is not named."), who);
    case WAY_ACTION_REGISTER:
    case WAY_ACTION_KEY_ADD:
    case WAY_ACTION_KEY_REVOKE:
    case WAY_ACTION_PROFILE_SET:
    case WAY_ACTION_ATTEST:
    case WAY_ACTION_ATTEST_REVOKE:
    case WAY_ACTION_SEALING_KEY_SET:
    case WAY_ACTION_LISTING_SET:
    case WAY_ACTION_LISTING_REMOVE:
    default:
      return g_strdup_printf ("%s: %s", who, way_action_get_name (step->action->kind));
    }
}

/* ---- What to think of it --------------------------------------------------------------------- */

static gboolean
is_shipment_known (const WayExamination *examination, const WayStep *step)
{
  return step->action->kind != WAY_ACTION_SHIP || step->is_confirmed
         || (examination->has_head && examination->head.status == WAY_HEAD_IN_TRANSIT);
}

static void
add_late (GPtrArray *remarks, const WayStep *step)
{
  g_autofree char *age =
      way_present_age (step->statement->entry->time, step->event_time_ms);

  if (step->is_late)
    /* TRANSLATORS: %s is a length of time like “3 days” */
    g_ptr_array_add (remarks,
                     g_strdup_printf (_ ("Signed late, %s after it happened."), age));
}

/* In which container the subject was, or that it is only said of the whole lot or product. */
static void
add_scope (GPtrArray *remarks, const WayExamination *examination, const WayStep *step)
{
  g_autofree char *sscc = way_slice_dup_string (step->thing.sscc);

  if (way_thing_equal (&step->thing, &examination->subject)
      || step->action->kind == WAY_ACTION_PACK || step->action->kind == WAY_ACTION_UNPACK)
    return;
  if (step->thing.kind == WAY_THING_CONTAINER)
    /* TRANSLATORS: %s is an SSCC */
    g_ptr_array_add (remarks, g_strdup_printf (_ ("It was in case %s."), sscc));
  else if (step->thing.kind == WAY_THING_LOT
           && (step->action->kind == WAY_ACTION_SHIP
               || step->action->kind == WAY_ACTION_RECEIVE))
    g_ptr_array_add (
        remarks,
        g_strdup (
            _ ("Pieces of this lot, not counted one by one: it may have been another "
               "piece.")));
}

static void
add_imported (GPtrArray *remarks, const WayStep *step, const char *who)
{
  g_autofree char *date = way_present_date (step->statement->entry->time);

  if (step->is_imported)
    g_ptr_array_add (
        remarks,
        /* TRANSLATORS: who, and a date like “1 March 2026” */
        g_strdup_printf (
            _ ("Claimed by %s alone, imported on %s. It moved nothing on the ledger."),
            who, date));
}

static void
close_up (gpointer remark, gpointer data)
{
  way_present_close_up (remark);
}

static GStrv
present_remarks (const WayExamination *examination, const WayStep *step, const char *who)
{
  GPtrArray *remarks = g_ptr_array_new ();

  add_scope (remarks, examination, step);
  if (!is_shipment_known (examination, step))
    g_ptr_array_add (
        remarks,
        g_strdup (_ ("Only the sender says so: the receiver has not confirmed it.")));
  if (step->action->kind == WAY_ACTION_TAKE_BACK)
    g_ptr_array_add (
        remarks,
        /* TRANSLATORS: %s is who */
        g_strdup_printf (_ ("Claimed by %s alone: nobody signed for the buyer."), who));
  add_late (remarks, step);
  if (step->is_corrected)
    g_ptr_array_add (remarks, g_strdup (_ ("Its own signer declared this wrong later.")));
  if (step->is_note)
    g_ptr_array_add (
        remarks,
        g_strdup (_ ("Said by somebody who has no part in it: take it as a hint.")));
  add_imported (remarks, step, who);
  g_ptr_array_foreach (remarks, close_up, NULL);
  g_ptr_array_add (remarks, NULL);
  return (GStrv) g_ptr_array_free (remarks, FALSE);
}

WayStepText *
way_present_step (const WayPresenter *self,
                  const WayExamination *examination,
                  const WayStep *step)
{
  WayStepText *text = g_new0 (WayStepText, 1);
  g_autofree char *who = way_present_account (self, &step->actor);

  if (step->kind == WAY_STEP_GAP)
    {
      text->when = g_strdup ("");
      text->sentence = g_strdup (
          _ ("A hand-over is missing here: nobody confirms who had it in between."));
      text->remarks = g_new0 (char *, 1);
      return text;
    }
  text->when = way_present_time (step->event_time_ms);
  text->sentence = way_present_close_up (present_act (self, examination, step, who));
  text->remarks = present_remarks (examination, step, who);
  return text;
}
