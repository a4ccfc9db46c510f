/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The canonical text of an event hash, in pieces: for way-epcis-hash.c and
 * way-epcis-canonical.c alone. */

#pragma once

#include "way-epcis-hash.h"
#include "way-epcis-vocabulary.h"
#include "way-result.h"

/* The canonical text is built in one buffer. What has to be sorted is first written in
 * the order of the document, each piece's end remembered in @ends, then put in order. */
struct _WayEpcisHasher
{
  const WayEpcisDocument *document;
  yyjson_val *root;
  GArray *own_namespaces; /* (nullable): of the event's own @context */
  GString *out;
  GArray *ends; /* gsize: a stack of piece ends, of nested lists */
  GString *scratch;
  GArray *pieces;     /* WaySlice */
  const char *member; /* where it is that the event has no hash; empty: all of it */
  const char *reason; /* a text of ours: why it has none */
  WayResult result;
};

/** The first failure sticks. @member: its name, or "". */
void
way_epcis_hasher_fail (WayEpcisHasher *self,
                       WayResult result,
                       const char *member,
                       const char *what);

void
way_epcis_put (WayEpcisHasher *self, WaySlice text);
void
way_epcis_put_string (WayEpcisHasher *self, const char *text);

/** "=" and the canonical value, or nothing for an empty one.
 * @kind: whose bare names are meant; WAY_CBV_NONE for none. */
gboolean
way_epcis_put_value (WayEpcisHasher *self, yyjson_val *value, WayCbvKind kind);

/** A member of an extension or of instance data, whatever structure it has, as one or
 * several pieces of the present run. */
void
way_epcis_put_member (WayEpcisHasher *self, WaySlice name, yyjson_val *value);

/** Whether @name is a CURIE whose prefix is declared: an extension. */
gboolean
way_epcis_is_declared (const WayEpcisHasher *self, WaySlice name);

/** Members that never take part. */
gboolean
way_epcis_is_comment (WaySlice name);

/** A run of pieces that are put in order of their bytes at its end. Runs nest. */
typedef struct
{
  gsize start;
  guint base;
} WayEpcisRun;

WayEpcisRun
way_epcis_run_begin (WayEpcisHasher *self);
void
way_epcis_run_end_piece (WayEpcisHasher *self);
void
way_epcis_run_end (WayEpcisHasher *self, WayEpcisRun run);
