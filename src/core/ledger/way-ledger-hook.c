/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-ledger-private.h"

static gboolean
tell_event (const WayLedger *self, const WayPending *pending, GError **error)
{
  WayHookEvent event = { .thing = pending->has_thing ? &pending->thing : NULL,
                         .thing_id = pending->id,
                         .sequence = pending->sequence,
                         .log_index = self->apply.log_index,
                         .action_index = pending->action_index,
                         .is_note = pending->kind == WAY_PENDING_NOTE };

  return self->hook->interface->event (self->hook->self, &event, error);
}

static gboolean
tell (const WayLedger *self, const WayPending *pending, GError **error)
{
  const WayIndexHookInterface *interface = self->hook->interface;

  switch (pending->kind)
    {
    case WAY_PENDING_EVENT:
    case WAY_PENDING_NOTE:
      return tell_event (self, pending, error);
    case WAY_PENDING_HEAD:
      return interface->head (self->hook->self, &pending->id,
                              pending->has_thing ? &pending->thing : NULL, &pending->head,
                              error);
    case WAY_PENDING_SHIPMENT:
      return interface->shipment (self->hook->self, &pending->id, &pending->shipment,
                                  error);
    case WAY_PENDING_LOOSE:
      return interface->loose (self->hook->self, &pending->id, &pending->loose.account,
                               pending->loose.quantity, error);
    default:
      g_assert_not_reached ();
    }
}

gboolean
way_ledger_tell_pending (WayLedger *self, GError **error)
{
  if (self->hook == NULL)
    return TRUE;
  for (guint i = 0; i < self->pending->len; i++)
    {
      if (!tell (self, &g_array_index (self->pending, WayPending, i), error))
        return FALSE;
    }
  g_array_set_size (self->pending, 0);
  return TRUE;
}
