/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-maker.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-gs1-code.h"
#include "way-hash.h"
#include "way-lookup.h"

#define CHUNK       512
#define MAX_THREADS 64
#define WAIT_US     50000

struct _WayLotPlan
{
  WaySecret *lot_secret;
  WayHash account;
  char gtin14[15];
  char lot[21];
  guint64 quantity;
  WayCaseCount *case_rows; /* sscc borrows from @ssccs */
  char (*ssccs)[19];
  guint64 *case_ends; /* the unit behind the last one of each case */
  WayHash *case_ids;
  WayRecords cases;
};

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
                                 _ ("The cases hold more units than the lot has"));
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
                        _ ("A lot of single units has 1 to %d of them"),
                        WAY_LOT_MAX_UNITS);
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
                        _ ("A lot's name has 1 to 20 characters"));
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

/* ---- Finding it again ---------------------------------------------------------------------- */

static char *
build_path (WayHome *home, const WayHash *account, const char *gtin14, const char *lot)
{
  WayThing thing = way_thing_lot (account, way_slice_from_string (gtin14),
                                  way_slice_from_string (lot));
  g_autofree char *hex = NULL;
  g_autofree char *name = NULL;
  WayHash id;

  way_thing_get_id (&thing, &id);
  hex = way_hex_encode (way_slice_from_hash (&id));
  name = g_strconcat ("lots/", hex, ".json", NULL);
  return way_home_build_path (home, name);
}

gboolean
way_lot_plan_store (const WayLotPlan *self,
                    WayHome *home,
                    const WayNetwork *network,
                    GError **error)
{
  g_autofree char *folder = way_home_build_path (home, "lots");
  g_autofree char *path = build_path (home, &self->account, self->gtin14, self->lot);
  WayLotFile file = { .format = 1,
                      .network = network->network,
                      .account = self->account,
                      .gtin = way_slice_from_string (self->gtin14),
                      .lot = way_slice_from_string (self->lot),
                      .quantity = self->quantity,
                      .cases = self->cases };

  return way_folder_make (folder, error)
         && way_record_file_write (path, &way_lot_file_schema, &file, error);
}

gboolean
way_lot_plan_is_kept (const WayLotPlan *self, WayHome *home)
{
  g_autofree char *path = build_path (home, &self->account, self->gtin14, self->lot);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

void
way_lot_plan_forget (const WayLotPlan *self, WayHome *home)
{
  g_autofree char *path = build_path (home, &self->account, self->gtin14, self->lot);

  g_unlink (path);
}

/* The cases of the lot's commissioning, which a verified answer has among its statements. */
static void
find_cases (const WayExamination *examination, WayRecords *out_cases)
{
  for (gsize i = 0; i < examination->n_steps; i++)
    {
      const WayStep *step = &examination->steps[i];
      const WayCommission *commission = step->action->body;

      if (step->kind == WAY_STEP_EVENT && step->action->kind == WAY_ACTION_COMMISSION
          && way_slice_equal (commission->lot, examination->subject.lot))
        *out_cases = commission->cases;
    }
}

static gboolean
has_root (const WayLotPlan *self, const WayHash *root, GError **error)
{
  g_auto (WayLotSeal) seal = { 0 };

  if (!way_lot_plan_seal (self, &seal, NULL, NULL, error))
    return FALSE;
  return way_hash_equal (&seal.root, root)
         || way_error_format (error, WAY_RESULT_UNVERIFIED,
                              _ ("The lot on the ledger was not made from this phrase"));
}

static WayLotPlan *
load_from_ledger (WayHome *home,
                  WayNetwork *network,
                  const WayIdentity *identity,
                  const char *gtin14,
                  const char *lot,
                  GCancellable *cancellable,
                  GError **error)
{
  WayGs1Code code = { .kind = WAY_GS1_CODE_PRODUCT };
  WayLookupHow how = { .only = network, .account = &identity->account };
  g_autoptr (WayLookup) lookup = NULL;
  g_autoptr (WayLotPlan) plan = NULL;
  const WayExamination *examination;
  WayRecords cases = { 0 };

  g_strlcpy (code.gtin14, gtin14, sizeof code.gtin14);
  g_strlcpy (code.lot, lot, sizeof code.lot);
  lookup = way_lookup_code (home, &code, NULL, &how, cancellable);
  examination = way_lookup_get_examination (lookup);
  if (!examination->has_lot || !way_record_has (&examination->lot, 3))
    {
      way_error_format (error, WAY_RESULT_NOT_FOUND,
                        _ ("“%s” has no lot %s of single units of product %s"),
                        identity->name, lot, gtin14);
      return NULL;
    }
  find_cases (examination, &cases);
  plan = way_lot_plan_new (home, identity, gtin14, lot, examination->lot.quantity, &cases,
                           error);
  if (plan == NULL || !has_root (plan, &examination->lot.root, error))
    return NULL;
  return g_steal_pointer (&plan);
}

WayLotPlan *
way_lot_plan_load (WayHome *home,
                   WayNetwork *network,
                   const WayIdentity *identity,
                   const char *gtin14,
                   const char *lot,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *path = build_path (home, &identity->account, gtin14, lot);
  g_autoptr (WayLotPlan) plan = NULL;
  g_auto (WayArena) arena;
  WayLotFile file = { 0 };
  gboolean found;

  way_arena_init (&arena, 0);
  if (!way_record_file_read (path, &way_lot_file_schema, &arena, &file, &found, error))
    return NULL;
  if (found && way_hash_equal (&file.network, &network->network))
    return way_lot_plan_new (home, identity, gtin14, lot, file.quantity, &file.cases,
                             error);
  plan = load_from_ledger (home, network, identity, gtin14, lot, cancellable, error);
  if (plan == NULL || !way_lot_plan_store (plan, home, network, error))
    return NULL;
  return g_steal_pointer (&plan);
}

/* ---- Links and labels ---------------------------------------------------------------------------- */

char *
way_lot_plan_dup_link (const WayLotPlan *self,
                       guint64 index,
                       const char *stem,
                       gboolean with_secret,
                       GError **error)
{
  WayGs1Code code = { .kind = WAY_GS1_CODE_PRODUCT };
  g_autoptr (WayGs1Elements) elements = NULL;
  g_autoptr (WaySecret) secret = NULL;
  g_autofree char *link = NULL;
  WayUnitSecrets unit;

  way_unit_secrets_derive (self->lot_secret, index, &unit);
  g_strlcpy (code.gtin14, self->gtin14, sizeof code.gtin14);
  g_strlcpy (code.lot, self->lot, sizeof code.lot);
  g_strlcpy (code.serial, unit.serial, sizeof code.serial);
  if (with_secret)
    secret = way_secret_new_copy (WAY_SLICE_INIT (unit.in_pack, WAY_IN_PACK_SIZE));
  way_secret_wipe (&unit, sizeof unit);
  elements = way_gs1_code_to_elements (&code, error);
  if (elements == NULL)
    return NULL;
  link = way_gs1_build_digital_link (elements, stem, error);
  if (link == NULL || secret == NULL)
    return g_steal_pointer (&link);
  return way_gs1_build_claim_link (link, secret);
}

typedef struct
{
  const WayLotPlan *plan;
  const WayLotLabels *how;
  WayProgressFunc progress;
  gpointer data;
  char *outside;
  char *inside;
  char *lines[3];
} Labelling;

static void
clear_label (Labelling *self)
{
  if (self->inside != NULL)
    way_secret_wipe (self->inside, strlen (self->inside));
  g_clear_pointer (&self->inside, g_free);
  g_clear_pointer (&self->outside, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (self->lines); i++)
    g_clear_pointer (&self->lines[i], g_free);
}

static gboolean
make_label (gpointer data, guint64 index, WayLabel *out_label, GError **error)
{
  Labelling *self = data;
  const WayLotPlan *plan = self->plan;
  guint64 i = self->how->first + index;
  WayUnitSecrets unit;

  clear_label (self);
  self->outside = way_lot_plan_dup_link (plan, i, self->how->stem, FALSE, error);
  if (self->outside == NULL)
    return FALSE;
  if (self->how->options.kinds & WAY_LABEL_INSIDE)
    self->inside = way_lot_plan_dup_link (plan, i, self->how->stem, TRUE, error);
  way_unit_secrets_derive (plan->lot_secret, i, &unit);
  self->lines[0] = g_strdup_printf ("(01) %s", plan->gtin14);
  self->lines[1] = g_strdup_printf ("(10) %s", plan->lot);
  self->lines[2] = g_strdup_printf ("(21) %s", unit.serial);
  way_secret_wipe (&unit, sizeof unit);
  *out_label = (WayLabel) { .outside_uri = self->outside,
                            .inside_uri = self->inside,
                            .titles = { self->how->titles[0], self->how->titles[1] },
                            .lines = { self->lines[0], self->lines[1], self->lines[2] } };
  return TRUE;
}

static gboolean
report_labels (gpointer data, guint64 n_done, guint64 n_all)
{
  Labelling *self = data;

  return self->progress == NULL || self->progress (self->data, n_done, n_all);
}

/* Returns: how many labels there are to be; 0 with @error where the lot has no such units. */
static guint64
count_labels (const WayLotPlan *self, const WayLotLabels *how, GError **error)
{
  if (how->first < self->quantity && how->n <= self->quantity - how->first)
    return how->n > 0 ? how->n : self->quantity - how->first;
  way_error_format (error, WAY_RESULT_OUT_OF_RANGE,
                    _ ("The lot has no such units: it has %" PRIu64), self->quantity);
  return 0;
}

gboolean
way_lot_plan_write_labels (const WayLotPlan *self,
                           const WayLotLabels *how,
                           WayProgressFunc progress,
                           gpointer data,
                           GError **error)
{
  Labelling labelling = { self, how, progress, data };
  guint64 n = count_labels (self, how, error);
  gboolean written;

  if (n == 0)
    return FALSE;
  written = way_label_sheet_write_file (how->path, &how->options, n, make_label,
                                        report_labels, &labelling, error);
  clear_label (&labelling);
  return written;
}

GBytes *
way_lot_plan_render_labels (const WayLotPlan *self,
                            const WayLotLabels *how,
                            guint64 page,
                            double dots_per_mm,
                            guint *out_width,
                            guint *out_height,
                            GError **error)
{
  Labelling labelling = { self, how, NULL, NULL };
  guint64 n = count_labels (self, how, error);
  GBytes *pixels;

  if (n == 0)
    return NULL;
  pixels = way_label_page_render (&how->options, n, page, dots_per_mm, make_label,
                                  &labelling, out_width, out_height, error);
  clear_label (&labelling);
  return pixels;
}
