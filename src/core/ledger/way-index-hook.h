/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-statement.h"

/* What the ledger tells read models while it applies a block, inside the block's own transaction. Implemented by
 * the room `index`, wired by `node`. Any FALSE rolls the block back. Borrowed for the call. */

typedef struct
{
  const WayStatement *statement;
  WaySlice encoded;
  guint64 log_index;
  guint64 height;
  guint64 time_ms;
  guint64 index;
  WayResult result;
} WayHookStatement;

/** A statement's action became event number @sequence (from 0) of a thing, or of its notes. @thing is NULL where the
 * statement does not name it: what is missing from a shipment, the container that a claimed unit was in. */
typedef struct
{
  const WayThing *thing;
  WayHash thing_id;
  guint64 sequence;
  guint64 log_index;
  guint action_index;
  gboolean is_note;
} WayHookEvent;

/* Told once the whole statement has applied: what its actions changed, in order, then the statement. */
typedef struct
{
  /* Every logged statement, refused ones too, after its actions. */
  gboolean (*statement) (gpointer self,
                         const WayHookStatement *statement,
                         GError **error);
  gboolean (*event) (gpointer self, const WayHookEvent *event, GError **error);
  /* A head as it stands after an action; @thing is NULL where only its id is known (contents of a container). */
  gboolean (*head) (gpointer self,
                    const WayHash *thing_id,
                    const WayThing *thing,
                    const WayHead *head,
                    GError **error);
  /* A new or changed shipment; also where a deadline passed, before the block's statements. */
  gboolean (*shipment) (gpointer self,
                        const WayHash *shipment_id,
                        const WayShipmentState *shipment,
                        GError **error);
  /* Loose quantity of a lot in somebody's hands. */
  gboolean (*loose) (gpointer self,
                     const WayHash *lot_id,
                     const WayHash *account,
                     guint64 quantity,
                     GError **error);
  /* (nullable): the block was rolled back: forget what was remembered of its rows. */
  void (*rollback) (gpointer self);
} WayIndexHookInterface;

typedef struct
{
  const WayIndexHookInterface *interface;
  gpointer self;
} WayIndexHook;
