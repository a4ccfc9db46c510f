/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"
#include "way-label-page.h"
#include "way-lot-secret.h"
#include "way-lot-tree.h"

/* The units of a lot of one's own: derived, sealed, labelled. docs/spec/lot.md, docs/spec/identity-keys.md
 *
 * Unit 0, 1, … in the order of derivation; the first case has the first of them, and so on; what no case has is loose. */

/** From what all units of a lot follow. */
typedef struct _WayLotPlan WayLotPlan;

/** @gtin14: 14 digits. @cases: records of WayCaseCount, copied. The lot branch comes from the vault.
 * @error: WAY_RESULT_TOO_MUCH where the cases hold more than @quantity, WAY_RESULT_OUT_OF_RANGE, of the vault.
 * Returns: (transfer full) */
WayLotPlan *
way_lot_plan_new (WayHome *home,
                  const WayIdentity *identity,
                  const char *gtin14,
                  const char *lot,
                  guint64 quantity,
                  const WayRecords *cases,
                  GError **error);
void
way_lot_plan_free (WayLotPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayLotPlan, way_lot_plan_free)
/** The same from @lot_secret alone, without a vault: for tests and benchmarks. Returns: (transfer full) */
WayLotPlan *
way_lot_plan_new_from_secret (const WaySecret *lot_secret,
                              const WayHash *account,
                              const char *gtin14,
                              const char *lot,
                              guint64 quantity,
                              const WayRecords *cases,
                              GError **error);

guint64
way_lot_plan_get_quantity (const WayLotPlan *self);
const char *
way_lot_plan_get_gtin (const WayLotPlan *self);
const char *
way_lot_plan_get_lot (const WayLotPlan *self);
/** Records of WayCaseCount. */
const WayRecords *
way_lot_plan_get_cases (const WayLotPlan *self);
/** The case that unit @index starts in. Returns: (nullable): its SSCC. */
const char *
way_lot_plan_get_case (const WayLotPlan *self, guint64 index);
/** Serial, salt and in-pack secret of unit @index; wipe it after use. */
void
way_lot_plan_get_unit (const WayLotPlan *self, guint64 index, WayUnitSecrets *out_unit);

/** Remembers what the phrase alone does not say, count and cases: lots/ID.json. */
gboolean
way_lot_plan_store (const WayLotPlan *self,
                    WayHome *home,
                    const WayNetwork *network,
                    GError **error);
/** Whether a lot of that name is remembered, of whatever count. */
gboolean
way_lot_plan_is_kept (const WayLotPlan *self, WayHome *home);
/** The ledger has it: to be stored with the rest. */
void
way_lot_plan_set_registered (WayLotPlan *self);
/** Removes what is remembered of it. */
void
way_lot_plan_forget (const WayLotPlan *self, WayHome *home);
/** A lot that was sealed before: from its file, else from what the ledger says of it, which also proves that it is the same.
 * @must_be_registered: a file alone is not enough: the ledger said once that it has the lot, or is asked now.
 * @error: WAY_RESULT_NOT_FOUND; WAY_RESULT_NOT_REGISTERED where it was only prepared; WAY_RESULT_UNVERIFIED where the
 * ledger's lot is not made from this phrase; of the look-up. Returns: (transfer full) */
WayLotPlan *
way_lot_plan_load (WayHome *home,
                   WayNetwork *network,
                   const WayIdentity *identity,
                   const char *gtin14,
                   const char *lot,
                   gboolean must_be_registered,
                   GCancellable *cancellable,
                   GError **error);

/** Says how far a long work is, from whichever thread does it. Returns: FALSE to cancel. */
typedef gboolean (*WayProgressFunc) (gpointer data, guint64 n_done, guint64 n_all);

/** What the leaves commit to, spread over the cores. @units: room for all of them. @progress: (nullable): called from the
 * calling thread. @error: WAY_RESULT_CANCELLED. */
gboolean
way_lot_plan_derive (const WayLotPlan *self,
                     WayLotUnit *units,
                     WayProgressFunc progress,
                     gpointer data,
                     GError **error);
/** Derives and seals. @error: as above; WAY_RESULT_ALREADY_EXISTS where two units have the same serial (once in 10¹⁴ lots
 * of 100,000): another lot name helps. */
gboolean
way_lot_plan_seal (const WayLotPlan *self,
                   WayLotSeal *out_seal,
                   WayProgressFunc progress,
                   gpointer data,
                   GError **error);

/** Which labels of a lot, and how. */
typedef struct
{
  WayLabelOptions options;
  const char *path;
  const char *stem; /* (nullable): of the links; NULL: the canonical one */
  const char *titles[WAY_LABEL_N_TITLES]; /* (nullable elements) */
  guint64 first;
  guint64 n; /* 0: all from @first */
} WayLotLabels;

/** Writes label sheets of the lot. In-pack codes are only made where @how->options asks for them, and wiped behind their page.
 * @error: of way_label_sheet_write_file(). */
gboolean
way_lot_plan_write_labels (const WayLotPlan *self,
                           const WayLotLabels *how,
                           WayProgressFunc progress,
                           gpointer data,
                           GError **error);
/** One page of these sheets as pixels: way_label_page_render(). Returns: (transfer full) */
GBytes *
way_lot_plan_render_labels (const WayLotPlan *self,
                            const WayLotLabels *how,
                            guint64 page,
                            double dots_per_mm,
                            guint *out_width,
                            guint *out_height,
                            GError **error);
/** The link of unit @index; @with_secret: with the in-pack secret in its fragment: wipe it.
 * Returns: (transfer full) (nullable): NULL with @error for a bad @stem. */
char *
way_lot_plan_dup_link (const WayLotPlan *self,
                       guint64 index,
                       const char *stem,
                       gboolean with_secret,
                       GError **error);
