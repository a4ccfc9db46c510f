/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-act.h"

/** A case that the first units of a lot are in. Properties, read and written by the page: `sscc`, `count`. */
#define WAY_TYPE_FORM_CASE (way_form_case_get_type ())
G_DECLARE_FINAL_TYPE (WayFormCase, way_form_case, WAY, FORM_CASE, GObject)

/**
 * WayLotForm:
 *
 * What a merchant writes of a new lot until she signs it. Once it is loaded, each change is kept in her data folder a moment
 * later, one draft for each product, so that it survives a restart; signing drops that draft. Properties, read and written by the page: `lot`, `quantity`, `uom`
 * (texts, as typed), `has-serials`, `produced`, `expires` (YYYY-MM-DD). Property `problem` (notifies, nullable): what is
 * missing before it can be signed.
 */
#define WAY_TYPE_LOT_FORM (way_lot_form_get_type ())
G_DECLARE_FINAL_TYPE (WayLotForm, way_lot_form, WAY, LOT_FORM, GObject)

WayLotForm *
way_lot_form_new (WayDesk *desk, const char *gtin14);
/** Takes the draft, if there is one. @error: of files; where nobody acts. */
void
way_lot_form_load_async (WayLotForm *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data);
/** @out_was_draft: (optional): whether it goes on with a draft. */
gboolean
way_lot_form_load_finish (WayLotForm *self,
                          GAsyncResult *result,
                          gboolean *out_was_draft,
                          GError **error);
/** Drops the draft; load it again afterwards. */
void
way_lot_form_discard (WayLotForm *self);
/** Writes the draft now, if anything changed since. */
void
way_lot_form_flush (WayLotForm *self);
/** (nullable) */
const char *
way_lot_form_get_problem (WayLotForm *self);
/** Of WayFormCase: at most 1,000. Borrowed. */
GListModel *
way_lot_form_get_cases (WayLotForm *self);
void
way_lot_form_add_case (WayLotForm *self);
void
way_lot_form_remove_case (WayLotForm *self, WayFormCase *item);

/** Makes @facts, of WayDetail, what a customer reads of the lot as it is written now. */
void
way_lot_form_preview (WayLotForm *self, GListStore *facts);

/** The act that seals and registers the lot and says that it was made; its progress is that of sealing, and dropping it ends
 * that at once. Returns: (transfer full) (nullable): NULL while there is a problem. */
WayAct *
way_lot_form_sign (WayLotForm *self);
