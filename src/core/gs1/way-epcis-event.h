/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-epcis-document.h"

/* One EPCIS event as the rest of the program needs it, and its JSON form. */

typedef enum
{
  WAY_EPCIS_OBJECT,
  WAY_EPCIS_AGGREGATION,
  WAY_EPCIS_TRANSACTION,
  WAY_EPCIS_TRANSFORMATION,
  WAY_EPCIS_ASSOCIATION,
} WayEpcisType;

typedef enum
{
  WAY_EPCIS_NO_ACTION, /* transformations have none */
  WAY_EPCIS_ADD,
  WAY_EPCIS_OBSERVE,
  WAY_EPCIS_DELETE,
} WayEpcisAction;

/** Returns: "ObjectEvent" and so on. */
const char *
way_epcis_type_get_name (WayEpcisType type);
/** Returns: (nullable): "ADD" and so on; NULL for none. */
const char *
way_epcis_action_get_name (WayEpcisAction action);

typedef struct
{
  WaySlice *items;
  gsize n;
} WayEpcisUris;

/** @quantity and @uom are empty where a class alone is meant. */
typedef struct
{
  WaySlice epc_class; /* canonical URI */
  WaySlice quantity;  /* decimal text, as written */
  WaySlice uom;       /* UN/ECE recommendation 20; empty: a count */
} WayEpcisQuantity;

typedef struct
{
  WayEpcisQuantity *items;
  gsize n;
} WayEpcisQuantities;

/** A business transaction, source or destination. */
typedef struct
{
  WaySlice type; /* bare CBV name like "po", "owning_party", or a URI; may be empty */
  WaySlice id;   /* canonical URI */
} WayEpcisLink;

typedef struct
{
  WayEpcisLink *items;
  gsize n;
} WayEpcisLinks;

typedef enum
{
  WAY_EPCIS_NO_TEXT,
  WAY_EPCIS_STRING,
  WAY_EPCIS_BOOLEAN, /* "true" or "false" */
  WAY_EPCIS_HEX,
  WAY_EPCIS_URI,
} WayEpcisTextKind;

/** One sensor report with what its element's metadata says. Values are decimal texts as
 * written; what is absent is empty. */
typedef struct
{
  WaySlice type;      /* bare name like "Temperature", or a URI */
  WaySlice exception; /* "ALARM_CONDITION", "ERROR_CONDITION", a URI, or empty */
  WaySlice value, min_value, max_value, mean_value, uom;
  WaySlice component; /* bare name like "latitude", a URI, or empty */
  WayEpcisTextKind text_kind;
  WaySlice text;      /* where @text_kind is not WAY_EPCIS_NO_TEXT */
  WaySlice device_id; /* of the report, else of its metadata */
  gboolean has_time, has_interval;
  gint64 time_ms;          /* of the report, else of its metadata */
  gint64 start_ms, end_ms; /* of its metadata, where has_interval */
} WayEpcisReading;

typedef struct
{
  WayEpcisReading *items;
  gsize n;
} WayEpcisReadings;

/** A member of ilmd, or an extension of the event: @name is a CURIE or a URI, @value a
 * text, or a number as written. Structured ones are left to the JSON tree. */
typedef struct
{
  WaySlice name;
  WaySlice value;
  gboolean is_number;
} WayEpcisPair;

typedef struct
{
  WayEpcisPair *items;
  gsize n;
} WayEpcisPairs;

/**
 * WayEpcisEvent:
 *
 * All texts are UTF-8 slices. Identifiers are canonical Digital Link URIs where they have
 * that form (way-epcis-identifier.h), else as written. What is absent is empty.
 */
typedef struct
{
  WayEpcisType type;
  WayEpcisAction action;
  gint64 event_time_ms;
  int offset_minutes; /* eventTimeZoneOffset */
  gboolean has_record_time;
  gint64 record_time_ms;
  WaySlice event_id;

  WayEpcisUris epcs;             /* epcList, childEPCs */
  WayEpcisQuantities quantities; /* quantityList, childQuantityList */
  WaySlice parent;
  WayEpcisUris input_epcs, output_epcs;
  WayEpcisQuantities input_quantities, output_quantities;
  WaySlice transformation_id;

  WaySlice biz_step;                                 /* bare CBV name, or a URI */
  WaySlice disposition;                              /* the same */
  WayEpcisUris set_dispositions, unset_dispositions; /* bare names or URIs */
  WaySlice read_point;
  WaySlice biz_location;
  WayEpcisLinks biz_transactions, sources, destinations;
  WayEpcisReadings readings;
  WayEpcisUris certifications;

  gboolean has_error_declaration;
  gint64 declaration_time_ms;
  WaySlice error_reason;
  WayEpcisUris corrective_event_ids;

  WayEpcisPairs ilmd;
  WayEpcisPairs extensions;
} WayEpcisEvent;

/** Reads one event that stands at @path (for messages) into @out, after validation.
 * @arena: texts that are not as written, and all arrays; the rest borrows from @json.
 * @error: what is wrong first, as way_epcis_validate_event(); WAY_RESULT_UNSUPPORTED for
 * an event type of an extension; WAY_RESULT_NO_SPACE where @arena is full. */
gboolean
way_epcis_event_read (yyjson_val *json,
                      const char *path,
                      WayArena *arena,
                      WayEpcisEvent *out,
                      GError **error);

/** Returns: the event in EPCIS 2.0 JSON, owned by @doc; texts are copied. Empty members
 * are left out. Readings that follow each other with the same interval share a sensor
 * element. Whether the event is valid is the caller's business. */
yyjson_mut_val *
way_epcis_event_to_json (const WayEpcisEvent *event, yyjson_mut_doc *doc);

/** A prefix that the document's context declares, like { "cbvmda",
 * "urn:epcglobal:cbv:mda:" }. */
typedef struct
{
  const char *prefix;
  const char *uri;
} WayEpcisPrefix;

/**
 * WayEpcisWriter:
 *
 * Writes an EPCISDocument piece by piece, one event a line, so that an export needs no
 * more memory than one event: begin, any number of events, end; the caller takes text out
 * of @out (borrowed) between the calls as it likes.
 */
typedef struct
{
  GString *out;
  gsize n_events;
} WayEpcisWriter;

void
way_epcis_writer_begin (WayEpcisWriter *writer,
                        GString *out,
                        gint64 creation_time_ms,
                        const WayEpcisPrefix *prefixes,
                        gsize n_prefixes);
void
way_epcis_writer_add (WayEpcisWriter *writer, const WayEpcisEvent *event);
void
way_epcis_writer_end (WayEpcisWriter *writer);
