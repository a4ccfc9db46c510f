/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-arena.h"
#include "way-cbor.h"

/* Tables from which encoding, decoding, validation and the JSON view of a
 * record all follow. A record is a C struct; on the wire it is a CBOR map with
 * small unsigned keys, in the order of the table. docs/spec/cbor.md */

/** The last millisecond of the year 9999: the largest WAY_FIELD_TIME. */
#define WAY_TIME_MAX_MS          G_GUINT64_CONSTANT (253402300799999)

#define WAY_FIELD_TEXTS_MAX_SIZE 1024

typedef enum
{
  WAY_FIELD_UNSIGNED, /* guint64; @min..@max (max 0 = no upper bound) */
  WAY_FIELD_INTEGER,  /* gint64; @min..@max where either is not 0 */
  WAY_FIELD_BOOLEAN,  /* gboolean */
  WAY_FIELD_TIME,   /* guint64: ms since the epoch, at most WAY_TIME_MAX_MS and @min..@max
                         as above; JSON: RFC 3339 text */
  WAY_FIELD_HASH,   /* WayHash: bytes, exactly 32; JSON: hex */
  WAY_FIELD_FIXED,  /* guint8[max]: bytes, exactly @max; JSON: hex */
  WAY_FIELD_BYTES,  /* WaySlice: @min..@max bytes; JSON: Base64url */
  WAY_FIELD_TEXT,   /* WaySlice: @min..@max bytes of plain text (way-text.h) */
  WAY_FIELD_ENUM,   /* guint64, one of @names */
  WAY_FIELD_RECORD, /* struct of @schema, in place */
  WAY_FIELD_RECORDS, /* WayRecords: @min..@max structs of @schema */
  WAY_FIELD_TEXTS, /* WayRecords of WaySlice: @min..@max plain texts of at most 1,024 bytes
                       each */
  WAY_FIELD_HASHES,  /* WayRecords of WayHash: @min..@max */
  WAY_FIELD_ENCODED, /* WaySlice: any one deterministic item, kept as bytes; JSON: its
                        diagnostic notation */
} WayFieldType;

typedef enum
{
  WAY_FIELD_OPTIONAL =
      1 << 0, /* may be missing; presence is bit @key of the record's `guint64 present` */
} WayFieldFlags;

typedef struct _WaySchema WaySchema;

typedef struct
{
  guint64 value;
  const char *name;
} WayEnumName;

typedef struct
{
  guint8 key;       /* 1..63, ascending in a table */
  const char *name; /* JSON member, camelCase; also in the CDDL */
  WayFieldType type;
  WayFieldFlags flags;
  gsize offset;
  gint64 min, max;
  const WaySchema *schema;
  const WayEnumName *names; /* ends with a NULL name */
} WayField;

/** A record's struct starts with `guint64 present` (a bit per optional key; those of
 * required ones stay 0). Further rules that one table can't say (partners, order) go into
 * @check. */
struct _WaySchema
{
  const char *name;
  gsize size;
  const WayField *fields;
  gsize n_fields;
  WayResult (*check) (gconstpointer record);
};

/** A run of @n structs of one schema (or of WaySlice, WayHash). */
typedef struct
{
  gpointer items;
  gsize n;
} WayRecords;

#define way_record_has(record_, key_) ((((record_)->present) >> (key_)) & 1)

/** Decodes the next item of @reader into @record (zeroed, schema->size bytes). Slices
 * borrow from the reader's bytes, arrays come from @arena. Failure sticks to @reader.
 * Unknown, missing, unordered and repeated keys fail. */
void
way_schema_read (const WaySchema *schema,
                 WayCborReader *reader,
                 WayArena *arena,
                 gpointer record);
/** Decodes exactly @bytes. Returns: WAY_RESULT_OK or what is wrong. */
WayResult
way_schema_decode (const WaySchema *schema,
                   WaySlice bytes,
                   WayArena *arena,
                   gpointer record);
void
way_schema_write (const WaySchema *schema, WayCborWriter *writer, gconstpointer record);
/** Returns: (transfer full) */
GBytes *
way_schema_encode (const WaySchema *schema, gconstpointer record);
/** As above for what is large. @expected: about how many bytes it comes to; where that is too
 * few it takes longer. Returns: (transfer full): with no more memory than it has bytes. */
GBytes *
way_schema_encode_sized (const WaySchema *schema, gconstpointer record, gsize expected);
/** Checks a record that a program made (lengths, ranges, enums, @check), as decoding
 * would.
 * @out_path: (out) (optional) (transfer full): the member, like \"actions[0].gtin\". */
WayResult
way_schema_validate (const WaySchema *schema, gconstpointer record, char **out_path);
/** Appends the CDDL (RFC 8610) of @schema and of every schema below it, one rule each,
 * outermost first; docs/spec/cbor.md says how the tables map to it. */
void
way_schema_append_cddl (const WaySchema *schema, GString *out);
/** Appends the JSON Schema (2020-12) of the JSON view of @schema; records inside are references to
 * `#/components/schemas/NAME`. All lines but the first are indented by @indent. */
void
way_schema_append_json_schema (const WaySchema *schema, guint indent, GString *out);
