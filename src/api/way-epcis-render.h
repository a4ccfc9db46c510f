/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-epcis-event.h"
#include "way-statement.h"

/* The ledger's acts as EPCIS events: docs/spec/epcis-mapping.md. Nothing of it is stored. */

/** What the rendered documents write out in their context; for way_epcis_writer_begin(). */
extern const WayEpcisPrefix way_epcis_render_prefixes[];
#define WAY_EPCIS_RENDER_N_PREFIXES 2

/** One action of a logged statement that took effect. @statement, @account: its id and
 * its signer, borrowed. */
typedef struct
{
  const WayHash *statement;
  const WayHash *account;
  guint action_index;
  guint64 block_time_ms;
  const WayAction *action;
  /* Where a later `correct` speaks of it: that one's block time and reason; else NULL. */
  const guint64 *corrected_ms;
  WayCorrectReason corrected_reason;
} WayEpcisAct;

/** What an act leaves to others to say. Each function may be NULL, and may answer FALSE:
 * the event then lacks what it would have said. */
typedef struct
{
  /** @out: texts must live as long as the events. */
  gboolean (*find_lot) (gpointer data,
                        const WayHash *account,
                        WaySlice gtin,
                        WaySlice lot,
                        WayLotRegister *out);
  gboolean (*find_shipper) (gpointer data, const WayHash *shipment, WayHash *out_account);
  gpointer data;
} WayEpcisKnowledge;

typedef struct
{
  WayEpcisEvent *items;
  gsize n;
} WayEpcisEvents;

/** Renders @act; actions that are no acts on goods give no events.
 * @arena: everything that does not borrow from @act.
 * @error: WAY_RESULT_NO_SPACE where the arena is full. */
gboolean
way_epcis_render (const WayEpcisAct *act,
                  const WayEpcisKnowledge *knowledge,
                  WayArena *arena,
                  WayEpcisEvents *out,
                  GError **error);
