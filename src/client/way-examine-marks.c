/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-examine-private.h"

#include "way-decimal.h"

/* What single statements on the way say: keys that were withdrawn, certificates, inspections, readings, reports. */

static void
prove (WayExamining *self, WayFact fact, const WayStep *step)
{
  if (self->out->facts.states[fact] != WAY_FACT_STATE_PROVEN)
    way_examining_set (self, fact, WAY_FACT_STATE_PROVEN,
                       step->statement->entry->log_index);
}

/* A key that counts as stolen from before the signing makes the issuer's word worthless; another's is only told. */
static void
look_at_key (WayExamining *self, const WayStep *step)
{
  const WayKeyState *key = step->statement->key_state;
  gboolean is_issuer = way_hash_equal (&step->actor, &self->out->issuer);
  gboolean was_stolen;

  if (key == NULL || !way_record_has (key, 5))
    return;
  was_stolen = way_record_has (key, 7) && step->statement->entry->time >= key->since;
  prove (self,
         was_stolen && is_issuer ? WAY_FACT_KEY_COMPROMISED : WAY_FACT_KEY_WITHDRAWN,
         step);
}

/* ---- Certificates: of one standard the one that is valid longest counts ---------------------- */

typedef struct
{
  WaySlice standard;
  guint64 valid_until;
  const WayStep *step;
} Certificate;

static void
keep_certificate (GArray *certificates,
                  WaySlice standard,
                  guint64 valid_until,
                  const WayStep *step)
{
  Certificate certificate = { standard, valid_until, step };

  for (guint i = 0; i < certificates->len; i++)
    {
      Certificate *kept = &g_array_index (certificates, Certificate, i);

      if (!way_slice_equal (kept->standard, standard))
        continue;
      if (kept->valid_until < valid_until)
        *kept = certificate;
      return;
    }
  g_array_append_val (certificates, certificate);
}

static void
look_at_document (GArray *certificates, const WayDocument *document, const WayStep *step)
{
  if (document->kind == WAY_DOCUMENT_CERTIFICATE && way_record_has (document, 7))
    keep_certificate (certificates,
                      way_record_has (document, 8)
                          ? document->standard
                          : way_slice_from_hash (&document->hash),
                      document->valid_until, step);
}

static void
look_at_documents (GArray *certificates, const WayRecords *documents, const WayStep *step)
{
  const WayDocument *items = documents->items;

  for (gsize i = 0; i < documents->n; i++)
    look_at_document (certificates, &items[i], step);
}

static void
judge_certificates (WayExamining *self, GArray *certificates)
{
  for (guint i = 0; i < certificates->len; i++)
    {
      const Certificate *certificate = &g_array_index (certificates, Certificate, i);
      gboolean is_valid = certificate->valid_until >= self->checkpoint->time;

      prove (self, is_valid ? WAY_FACT_CERTIFIED : WAY_FACT_CERTIFICATE_EXPIRED,
             certificate->step);
    }
}

/* ---- Acts -------------------------------------------------------------------------------------- */

static void
look_at_readings (WayExamining *self, const WayObserve *observe, const WayStep *step)
{
  const WayReading *readings = observe->readings.items;

  for (gsize i = 0; i < observe->readings.n; i++)
    {
      const WayReading *reading = &readings[i];
      int order = 0;

      if (way_record_has (reading, 5)
          && way_decimal_compare (reading->value, reading->minimum, &order) && order < 0)
        prove (self, WAY_FACT_READING_OUT_OF_RANGE, step);
      if (way_record_has (reading, 6)
          && way_decimal_compare (reading->value, reading->maximum, &order) && order > 0)
        prove (self, WAY_FACT_READING_OUT_OF_RANGE, step);
    }
}

/* The newest word of each inspector counts: a later pass of the same one ends a failure. */
static void
look_at_inspection (WayExamining *self, guint i)
{
  const WayStep *step = &g_array_index (self->steps, WayStep, i);
  const WayInspect *inspect = step->action->body;

  if (inspect->outcome != WAY_INSPECT_FAILED)
    return;
  for (guint j = i + 1; j < self->steps->len; j++)
    {
      const WayStep *later = &g_array_index (self->steps, WayStep, j);
      const WayInspect *again = later->action->body;

      if (later->kind == WAY_STEP_EVENT && later->action->kind == WAY_ACTION_INSPECT
          && way_hash_equal (&later->actor, &step->actor)
          && way_thing_equal (&again->thing, &inspect->thing)
          && again->outcome == WAY_INSPECT_PASSED)
        return;
    }
  prove (self, WAY_FACT_INSPECTION_FAILED, step);
}

static void
look_at_step (WayExamining *self, guint i, GArray *certificates)
{
  const WayStep *step = &g_array_index (self->steps, WayStep, i);
  gconstpointer body = step->action->body;

  if (step->kind != WAY_STEP_EVENT)
    return;
  look_at_key (self, step);
  if (step->is_corrected)
    return;
  if (step->action->kind == WAY_ACTION_REPORT)
    prove (self, WAY_FACT_REPORTED, step);
  if (step->is_note)
    return;
  if (step->action->kind == WAY_ACTION_DOCUMENT_ADD)
    look_at_document (certificates, &((const WayDocumentAdd *) body)->document, step);
  else if (step->action->kind == WAY_ACTION_INSPECT)
    look_at_inspection (self, i);
  else if (step->action->kind == WAY_ACTION_OBSERVE)
    look_at_readings (self, body, step);
  if (step->action->kind == WAY_ACTION_COMMISSION
      || step->action->kind == WAY_ACTION_OBSERVE
      || step->action->kind == WAY_ACTION_INSPECT)
    look_at_documents (certificates, &((const WayCommission *) body)->event.documents,
                       step);
}

void
way_examine_marks (WayExamining *self)
{
  g_autoptr (GArray) certificates = g_array_new (FALSE, FALSE, sizeof (Certificate));

  for (guint i = 0; i < self->steps->len; i++)
    look_at_step (self, i, certificates);
  judge_certificates (self, certificates);
}
