/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-maker-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "way-hash.h"
#include "way-statement.h"

#define CHUNK       512
#define MAX_THREADS 64
#define WAIT_US     50000

void
way_lot_plan_free (WayLotPlan *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->lot_secret, way_secret_unref);
  g_free (self->case_rows);
  g_free (self->ssccs);
  g_free (self->case_ends);
  g_free (self->case_ids);
  g_free (self);
}

static gboolean
take_cases (WayLotPlan *self, const WayRecords *cases, GError **error)
{
  const WayCaseCount *rows = cases->items;
  guint64 end = 0;

  self->case_rows = g_new0 (WayCaseCount, cases->n + 1);
  self->ssccs = g_malloc0 ((cases->n + 1) * sizeof *self->ssccs);
  self->case_ends = g_new0 (guint64, cases->n + 1);
  self->case_ids = g_new0 (WayHash, cases->n + 1);
  for (gsize i = 0; i < cases->n; i++)
    {
      WayThing container;

      memcpy (self->ssccs[i], rows[i].sscc.data, MIN (rows[i].sscc.len, 18));
      self->case_rows[i] =
          (WayCaseCount) { .sscc = way_slice_from_string (self->ssccs[i]),
                           .count = rows[i].count };
      container = way_thing_container (&self->account, self->case_rows[i].sscc);
      way_thing_get_id (&container, &self->case_ids[i]);
      if (rows[i].count > self->quantity - end)
        return way_error_format (error, WAY_RESULT_TOO_MUCH,
                                 "The cases hold more units than the lot has");
      self->case_ends[i] = end += rows[i].count;
    }
  self->cases = (WayRecords) { self->case_rows, cases->n };
  return TRUE;
}

WayLotPlan *
way_lot_plan_new_from_secret (const WaySecret *lot_secret,
                              const WayHash *account,
                              const char *gtin14,
                              const char *lot,
                              guint64 quantity,
                              const WayRecords *cases,
                              GError **error)
{
  g_autoptr (WayLotPlan) self = g_new0 (WayLotPlan, 1);

  if (quantity == 0 || quantity > WAY_LOT_MAX_UNITS || strlen (gtin14) != 14
      || strlen (lot) > 20)
    {
      way_error_format (error, WAY_RESULT_OUT_OF_RANGE,
                        "A lot of single units has 1 to %d of them", WAY_LOT_MAX_UNITS);
      return NULL;
    }
  self->lot_secret = way_secret_ref ((WaySecret *) lot_secret);
  self->account = *account;
  self->quantity = quantity;
  g_strlcpy (self->gtin14, gtin14, sizeof self->gtin14);
  g_strlcpy (self->lot, lot, sizeof self->lot);
  return take_cases (self, cases, error) ? g_steal_pointer (&self) : NULL;
}

WayLotPlan *
way_lot_plan_new (WayHome *home,
                  const WayIdentity *identity,
                  const char *gtin14,
                  const char *lot,
                  guint64 quantity,
                  const WayRecords *cases,
                  GError **error)
{
  g_autoptr (WaySecret) branch = way_home_load_lot_branch (home, identity, error);
  g_autoptr (WaySecret) secret = NULL;

  if (branch == NULL)
    return NULL;
  secret = way_lot_secret_derive (branch, way_slice_from_string (gtin14),
                                  way_slice_from_string (lot));
  if (secret == NULL)
    {
      way_error_format (error, WAY_RESULT_OUT_OF_RANGE,
                        "A lot's name has 1 to 20 characters");
      return NULL;
    }
  return way_lot_plan_new_from_secret (secret, &identity->account, gtin14, lot, quantity,
                                       cases, error);
}

guint64
way_lot_plan_get_quantity (const WayLotPlan *self)
{
  return self->quantity;
}

const char *
way_lot_plan_get_gtin (const WayLotPlan *self)
{
  return self->gtin14;
}

const char *
way_lot_plan_get_lot (const WayLotPlan *self)
{
  return self->lot;
}

const WayRecords *
way_lot_plan_get_cases (const WayLotPlan *self)
{
  return &self->cases;
}

/* Which case holds a unit at first; the number of cases where none does. */
static gsize
find_case (const WayLotPlan *self, guint64 index)
{
  gsize low = 0, high = self->cases.n;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (self->case_ends[middle] <= index)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const char *
way_lot_plan_get_case (const WayLotPlan *self, guint64 index)
{
  gsize i = find_case (self, index);

  return i < self->cases.n ? self->ssccs[i] : NULL;
}

void
way_lot_plan_get_unit (const WayLotPlan *self, guint64 index, WayUnitSecrets *out_unit)
{
  way_unit_secrets_derive (self->lot_secret, index, out_unit);
}

/* ---- Deriving, over the cores ------------------------------------------------------------ */

typedef struct
{
  const WayLotPlan *plan;
  WayLotUnit *units;
  gint next_chunk;
  gint n_done; /* chunks */
  gint is_cancelled;
} Derivation;

static void
derive_unit (const WayLotPlan *self, guint64 index, WayLotUnit *out)
{
  WayUnitSecrets unit;
  WayUnitName name = { WAY_SLICE_INIT (self->gtin14, 14),
                       way_slice_from_string (self->lot),
                       WAY_SLICE_INIT (unit.serial, WAY_SERIAL_SIZE) };
  gsize in_case = find_case (self, index);
  WayPublicKey key;

  way_unit_secrets_derive (self->lot_secret, index, &unit);
  way_claim_key_derive_public (unit.in_pack, &name, &key);
  way_sha256 (name.serial, &out->serial_hash);
  memcpy (out->claim_key, key.bytes, sizeof out->claim_key);
  memcpy (out->salt, unit.salt, sizeof out->salt);
  out->first_case = in_case < self->cases.n ? self->case_ids[in_case] : (WayHash) { 0 };
  way_secret_wipe (&unit, sizeof unit);
}

static gpointer
derive_chunks (gpointer data)
{
  Derivation *work = data;
  guint64 quantity = work->plan->quantity;

  for (;;)
    {
      guint64 first = (guint64) g_atomic_int_add (&work->next_chunk, 1) * CHUNK;
      guint64 end = MIN (first + CHUNK, quantity);

      if (first >= quantity || g_atomic_int_get (&work->is_cancelled))
        return NULL;
      for (guint64 i = first; i < end; i++)
        derive_unit (work->plan, i, &work->units[i]);
      g_atomic_int_inc (&work->n_done);
    }
}

static void
report_until_done (Derivation *work, WayProgressFunc progress, gpointer data)
{
  guint64 quantity = work->plan->quantity;
  guint64 n_done = 0;

  while (n_done < quantity && !g_atomic_int_get (&work->is_cancelled))
    {
      n_done = MIN ((guint64) g_atomic_int_get (&work->n_done) * CHUNK, quantity);
      if (!progress (data, n_done, quantity))
        g_atomic_int_set (&work->is_cancelled, 1);
      else if (n_done < quantity)
        g_usleep (WAIT_US);
    }
}

gboolean
way_lot_plan_derive (const WayLotPlan *self,
                     WayLotUnit *units,
                     WayProgressFunc progress,
                     gpointer data,
                     GError **error)
{
  Derivation work = { .plan = self, .units = units };
  GThread *threads[MAX_THREADS];
  guint n = CLAMP (g_get_num_processors (), 1, MAX_THREADS);

  for (guint i = 0; i < n; i++)
    threads[i] = g_thread_new ("lot", derive_chunks, &work);
  if (progress != NULL)
    report_until_done (&work, progress, data);
  for (guint i = 0; i < n; i++)
    g_thread_join (threads[i]);
  return !work.is_cancelled || way_error_set (error, WAY_RESULT_CANCELLED, NULL);
}

gboolean
way_lot_plan_seal (const WayLotPlan *self,
                   WayLotSeal *out_seal,
                   WayProgressFunc progress,
                   gpointer data,
                   GError **error)
{
  g_autofree WayLotUnit *units = g_new (WayLotUnit, self->quantity);

  return way_lot_plan_derive (self, units, progress, data, error)
         && way_lot_seal_init (out_seal, units, self->quantity, error);
}
