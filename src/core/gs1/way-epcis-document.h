/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-json.h"

/* EPCIS 2.0 documents in JSON or JSON-LD: EPCISDocument, EPCISQueryDocument, one event, or
 * a bare array of events. A document is a read-only view over the JSON tree; nothing is
 * copied out of it. docs/spec/epcis-mapping.md */

/** The most that is read, in bytes and in events. */
#define WAY_EPCIS_MAX_SIZE   (G_GINT64_CONSTANT (1) << 30)
#define WAY_EPCIS_MAX_EVENTS 1000000
/** Prefixes that one context may declare (and fields it may have ignored), and the longest namespace behind one: with
 * them the work of a hash stays in proportion to the document. */
#define WAY_EPCIS_MAX_PREFIXES  256
#define WAY_EPCIS_MAX_NAMESPACE 1024

typedef struct _WayEpcisDocument WayEpcisDocument;

typedef enum
{
  WAY_EPCIS_FORM_DOCUMENT, /* EPCISDocument */
  WAY_EPCIS_FORM_QUERY,    /* EPCISQueryDocument */
  WAY_EPCIS_FORM_EVENT,    /* one event */
  WAY_EPCIS_FORM_ARRAY,    /* a bare array of events */
} WayEpcisForm;

/** Parses @text and finds its events; does not validate (way-epcis-check.h).
 * @max_size: at most WAY_EPCIS_MAX_SIZE; 0 for that.
 * @error: those of way_json_read(); WAY_RESULT_UNSUPPORTED for XML; WAY_RESULT_MALFORMED
 * for JSON that is no EPCIS; WAY_RESULT_TOO_LARGE for too many events or prefixes. */
WayEpcisDocument *
way_epcis_document_read (WaySlice text, gsize max_size, GError **error);
void
way_epcis_document_free (WayEpcisDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayEpcisDocument, way_epcis_document_free)

WayEpcisForm
way_epcis_document_get_form (const WayEpcisDocument *self);
yyjson_val *
way_epcis_document_get_root (const WayEpcisDocument *self);
gsize
way_epcis_document_get_n_events (const WayEpcisDocument *self);

/** Walks the events in document order, in linear time. */
typedef struct
{
  yyjson_arr_iter elements;
  yyjson_val *single;
  gsize index; /* of the event that way_epcis_iter_next() returned last */
} WayEpcisIter;

void
way_epcis_iter_init (WayEpcisIter *iter, const WayEpcisDocument *document);
/** Returns: (nullable): the next event, whatever JSON value stands there; owned by the
 * document. */
yyjson_val *
way_epcis_iter_next (WayEpcisIter *iter);

/** Returns: (transfer full): where the event stands, like "$.epcisBody.eventList[3]". */
char *
way_epcis_document_dup_event_path (const WayEpcisDocument *self, gsize index);

/** Returns: (nullable): the namespace that the document's @context declares for @prefix,
 * owned by the document. Only what is written out there counts, not what a context that is
 * named by its address would declare. */
const char *
way_epcis_document_get_namespace (const WayEpcisDocument *self, WaySlice prefix);

/** Whether the document declares that the extension member @name (as written) of its
 * events does not belong to them (an `ignoreFields` member: what a repository added). */
gboolean
way_epcis_document_ignores (const WayEpcisDocument *self, WaySlice name);

/** The text of a JSON string or raw number or boolean; the empty slice otherwise. */
WaySlice
way_epcis_json_text (yyjson_val *value);
