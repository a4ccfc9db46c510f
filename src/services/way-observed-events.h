/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-epcis-import.h"
#include "way-signer.h"

/* What an account observed of EPCIS events before, so that nothing is imported twice: docs/spec/epcis-mapping.md. The node
 * says where to look; what counts are the statements themselves, verified. */

typedef struct _WayObservedEvents WayObservedEvents;

/** Asks what the signer of @how observed of the events of @hashes (1 to WAY_API_MAX_OBSERVED).
 * @error: as way_verified_answer_fetch(). Returns: (transfer full) */
WayObservedEvents *
way_observed_events_ask (WayHome *home,
                         const WaySigning *how,
                         const WayHash *hashes,
                         gsize n,
                         GCancellable *cancellable,
                         GError **error);
void
way_observed_events_free (WayObservedEvents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayObservedEvents, way_observed_events_free)

/** Takes out of the @records of one event the things of which the event was observed before; an `observe` of which none is
 * left goes. An event with an error declaration and the same one without are two.
 * @out_statement: where one of them stands. Returns: whether anything was taken out. */
gboolean
way_observed_events_take_out (const WayObservedEvents *self,
                              WayEpcisObserves *records,
                              WayHash *out_statement);
