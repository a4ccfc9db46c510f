/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"
#include "way-home.h"

/* A shipment that is being prepared, in FOLDER/shipments/ACCOUNT.json; docs/spec/data-folder.md. */

typedef struct
{
  char *code;       /* bracketed */
  guint64 quantity; /* of a lot; else 0 */
} WayShipmentDraftRow;

typedef struct
{
  char *account;       /* whose: 64 hex digits */
  char *receiver;      /* (nullable) */
  char *receiver_name; /* (nullable) */
  char *note;          /* (nullable) */
  char *expected;      /* (nullable): when it should arrive, as typed */
  GPtrArray *rows;     /* WayShipmentDraftRow, the newest first */
  guint64 changed_ms;
} WayShipmentDraft;

/** @account: (nullable): nobody's: kept nowhere */
WayShipmentDraft *
way_shipment_draft_new (const char *account);
void
way_shipment_draft_free (WayShipmentDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayShipmentDraft, way_shipment_draft_free)
void
way_shipment_draft_add (WayShipmentDraft *self, const char *code, guint64 quantity);

/** Blocks. Returns: (transfer full) (nullable): NULL without an error where there is none. @error: WAY_RESULT_CORRUPTED,
 * WAY_RESULT_IO */
WayShipmentDraft *
way_shipment_draft_load (WayHome *home, const char *account, GError **error);
/** Blocks. Removes what is empty. */
gboolean
way_shipment_draft_store (WayHome *home, const WayShipmentDraft *self, GError **error);

/* The same in a thread */

void
way_desk_load_shipment_draft_async (WayDesk *desk,
                                    const char *account,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
WayShipmentDraft *
way_desk_load_shipment_draft_finish (WayDesk *desk, GAsyncResult *result, GError **error);
/** @draft: (transfer full) */
void
way_desk_store_shipment_draft_async (WayDesk *desk,
                                     WayShipmentDraft *draft,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
gboolean
way_desk_store_shipment_draft_finish (WayDesk *desk,
                                      GAsyncResult *result,
                                      GError **error);
