/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-epcis-document.h"
#include "way-statement.h"

/* Events of an EPCIS document as `observe` actions of who imports it:
 * docs/spec/epcis-mapping.md. */

/** Completes @thing, of which kind and identifiers are set: the account, and of a unit the
 * lot (texts must live as long as the actions). FALSE: nobody knows it; it is left out. */
typedef gboolean (*WayEpcisResolve) (gpointer data, WayThing *thing);

/** @document: SHA-256 of the exact bytes of the file, and how many they are. */
typedef struct
{
  WayHash document;
  guint64 size;
  WayEpcisResolve resolve;
  gpointer data;
} WayEpcisImport;

typedef struct
{
  WayObserve *items;
  gsize n;
} WayEpcisObserves;

/** Makes the actions of one event, which stands at @path.
 * @hash: its event hash.
 * @arena: everything that does not borrow from the document or from @self->resolve.
 * @out: none where no thing of the event is known.
 * @error: as way_epcis_event_read(); WAY_RESULT_OUT_OF_RANGE for a time before 1970. */
gboolean
way_epcis_import_event (const WayEpcisImport *self,
                        yyjson_val *event,
                        const char *path,
                        const WayHash *hash,
                        WayArena *arena,
                        WayEpcisObserves *out,
                        GError **error);
/** Whether an imported @observe was made of an event with an error declaration. */
gboolean
way_epcis_import_is_withdrawn (const WayObserve *observe);
