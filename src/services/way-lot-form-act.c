/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-form-private.h"

#include <glib/gi18n-lib.h>

#include "way-act-private.h"
#include "way-new-lot.h"

typedef struct
{
  char *gtin14;
  char *draft; /* (nullable) */
  char *words[WAY_LOT_N_WORDS];
  gboolean has_serials;
  GArray *cases; /* WayCaseCount; their SSCCs are in @ssccs */
  GPtrArray *ssccs;
  WayNewLot lot;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  way_new_lot_clear (&self->lot);
  for (gsize i = 0; i < WAY_LOT_N_WORDS; i++)
    g_free (self->words[i]);
  g_array_unref (self->cases);
  g_ptr_array_unref (self->ssccs);
  g_free (self->gtin14);
  g_free (self->draft);
  g_free (self);
}

static void
set_text (Making *self, guint word, guint key, WaySlice *out)
{
  if (self->words[word] == NULL || *self->words[word] == '\0')
    return;
  *out = way_slice_from_string (self->words[word]);
  self->lot.record.present |= (guint64) 1 << key;
}

static void
set_time (WayEvent *event)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  int interval;

  event->time = (guint64) (g_get_real_time () / 1000);
  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                        (gint64) (event->time / 1000));
  if (interval >= 0)
    event->offset_minutes = g_time_zone_get_offset (zone, interval) / 60;
}

static gboolean
tell_progress (gpointer data, guint64 n_done, guint64 n_all)
{
  return way_act_plan_tell_progress (data, n_done, n_all);
}

static gboolean
build (WayActPlan *plan, gpointer data, GError **error)
{
  Making *self = data;
  WayLotRegister *record = &self->lot.record;
  WayAction actions[2];
  gsize n_actions;

  g_strlcpy (self->lot.gtin14, self->gtin14, sizeof self->lot.gtin14);
  record->gtin = way_slice_from_string (self->lot.gtin14);
  record->lot = way_slice_from_string (self->words[WAY_LOT_WORD_LOT]);
  record->quantity = g_ascii_strtoull (self->words[WAY_LOT_WORD_QUANTITY], NULL, 10);
  if (!self->has_serials)
    set_text (self, WAY_LOT_WORD_UOM, 4, &record->uom);
  set_text (self, WAY_LOT_WORD_PRODUCED, 7, &record->production_date);
  set_text (self, WAY_LOT_WORD_EXPIRES, 8, &record->expiry_date);
  if (self->has_serials)
    self->lot.cases = (WayRecords) { self->cases->data, self->cases->len };
  set_time (&self->lot.commission.event);
  if (self->has_serials
      && !way_new_lot_seal (&self->lot, plan->home, plan->network, plan->identity,
                            tell_progress, plan, error))
    return FALSE;
  if (!way_new_lot_keep (&self->lot, plan->home, plan->network, error))
    return FALSE;
  n_actions = way_new_lot_get_actions (&self->lot, actions);
  for (gsize i = 0; i < n_actions; i++)
    way_act_plan_add (plan, actions[i].kind, actions[i].body);
  return TRUE;
}

static gboolean
publish (WayActPlan *plan, gpointer data, GError **error)
{
  Making *self = data;
  g_autoptr (GError) cause = NULL;

  way_form_draft_remove (plan->home, self->draft); /* the ledger has the lot */
  if (!way_new_lot_settle (&self->lot, plan->home, plan->network, NULL, error))
    return FALSE;
  if (way_new_lot_publish (&self->lot, plan->home, plan->network, plan->identity,
                           plan->cancellable, &cause))
    return TRUE;
  /* TRANSLATORS: %s is a sentence that says why */
  return way_error_wrap (error, way_result_from_error (cause), cause,
                         "The lot is registered, but the node did not take its list "
                         "of serial numbers (%s). Open the lot and choose Send "
                         "Serial Numbers Again.",
                         cause->message);
}

static Making *
making_new (WayLotForm *self)
{
  Making *making = g_new0 (Making, 1);

  making->gtin14 = g_strdup (self->gtin14);
  making->draft = way_form_draft_dup_name (&self->draft);
  for (gsize i = 0; i < WAY_LOT_N_WORDS; i++)
    making->words[i] = g_strdup (self->words[i]);
  making->has_serials = self->has_serials;
  making->cases = g_array_new (FALSE, TRUE, sizeof (WayCaseCount));
  making->ssccs = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->cases)); i++)
    {
      g_autoptr (WayFormCase)
          item = g_list_model_get_item (G_LIST_MODEL (self->cases), i);
      char *sscc = g_strdup (item->words[0]);
      WayCaseCount row = { .sscc = way_slice_from_string (sscc) };

      if (item->words[1] != NULL)
        row.count = g_ascii_strtoull (item->words[1], NULL, 10); /* 0 where it is none */
      g_ptr_array_add (making->ssccs, sscc);
      g_array_append_val (making->cases, row);
    }
  return making;
}

WayAct *
way_lot_form_sign (WayLotForm *self)
{
  if (self->problem != NULL)
    return NULL;
  way_lot_form_flush (self);
  return way_act_start (self->desk, _ ("Sign Lot"), build, publish, making_new (self),
                        making_free);
}
