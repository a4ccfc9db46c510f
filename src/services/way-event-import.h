/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-signer.h"

/* Somebody's EPCIS document brought into the ledger: each event becomes an `observe` by its importer, with the event's hash;
 * the document itself becomes a blob. It moves nothing. What the importer brought in before is
 * recognised by its hash and not said again. docs/spec/epcis-mapping.md */

/** What became of one event. Borrowed for the call. */
typedef struct
{
  const char *path;     /* like "$.epcisBody.eventList[3]" */
  const char *hash_uri; /* (nullable): ni:///sha-256;… */
  gsize n_things;
  WayHash statement;    /* where @error is NULL */
  const GError *error;  /* (nullable) */
  gboolean is_known;    /* it is there already: @statement is an earlier one */
  gboolean is_left_out; /* not tried any more, behind one whose fate is not known */
} WayImportedEvent;

typedef struct
{
  WayHash document; /* SHA-256 of the file, its blob */
  guint n_imported;
  guint n_known;     /* events that were there already */
  guint n_failed;    /* those left out among them */
  WayResult stopped; /* WAY_RESULT_OK, else why the rest was left out */
  WayHash last;      /* the statement under way then; its draft may be kept */
} WayImportSummary;

/** Returns: FALSE to stop. */
typedef gboolean (*WayImportedFunc) (gpointer data, const WayImportedEvent *event);

/** @how: who signs, where; its actions are not looked at. @lot: (nullable): the lot of items of which the document gives only a
 * serial number; without it they count as their product. @imported: called for each event once its fate is known, in order. Where a statement's fate is not known (the node went away, a disk is
 * full) the rest is left out: signed once more, the same events might be there twice.
 * @error: only where the file or the node can't be used at all; what is wrong with single events is told through @imported.
 * WAY_RESULT_CANCELLED where @imported stopped it. */
gboolean
way_event_import_file (WayHome *home,
                       const WaySigning *how,
                       const char *path,
                       const char *lot,
                       WayImportedFunc imported,
                       gpointer data,
                       GCancellable *cancellable,
                       WayImportSummary *out_summary,
                       GError **error);
