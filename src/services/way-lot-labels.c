/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "way-gs1-code.h"
#include "way-lot-maker-private.h"

/* Links and labels of the units. */

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
                    "The lot has no such units: it has %" PRIu64, self->quantity);
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
