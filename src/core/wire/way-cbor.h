/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-result.h"
#include "way-slice.h"

/* Deterministic CBOR (RFC 8949 section 4.2.1), without floats, bignums and simple values
 * other than false, true and null; docs/spec/cbor.md. */

#define WAY_CBOR_MAX_DEPTH 16
/** For what is only shown or verified over its received bytes. */
#define WAY_CBOR_MAX_FOREIGN_DEPTH 64

typedef enum
{
  WAY_CBOR_UNSIGNED = 0,
  WAY_CBOR_NEGATIVE = 1,
  WAY_CBOR_BYTES = 2,
  WAY_CBOR_TEXT = 3,
  WAY_CBOR_ARRAY = 4,
  WAY_CBOR_MAP = 5,
  WAY_CBOR_TAG = 6,
  WAY_CBOR_SIMPLE = 7,
} WayCborType;

/**
 * WayCborReader:
 *
 * Reads front to back over borrowed bytes. The first failure sticks: every later
 * read returns a zero value and leaves @failed as it is; so a caller reads all it
 * wants and asks once. Refuses non-minimal lengths and integers, indefinite
 * lengths, floats, invalid UTF-8, nesting over WAY_CBOR_MAX_DEPTH.
 */
typedef struct
{
  const guint8 *start;
  const guint8 *next;
  const guint8 *end;
  WayResult failed;
  guint depth;
} WayCborReader;

void
way_cbor_reader_init (WayCborReader *reader, WaySlice bytes);
/** Makes @result stick unless something failed before. */
void
way_cbor_reader_fail (WayCborReader *reader, WayResult result);
static inline gboolean
way_cbor_reader_is_ok (const WayCborReader *reader)
{
  return reader->failed == WAY_RESULT_OK;
}
/** Fails with WAY_RESULT_MALFORMED where bytes are left. Returns: the sticky result. */
WayResult
way_cbor_reader_finish (WayCborReader *reader);
/** Major type of the next item; WAY_CBOR_SIMPLE and a failure at the end. */
WayCborType
way_cbor_reader_peek (WayCborReader *reader);
guint64
way_cbor_read_unsigned (WayCborReader *reader);
/** Both integer types, where the value fits. */
gint64
way_cbor_read_integer (WayCborReader *reader);
gboolean
way_cbor_read_boolean (WayCborReader *reader);
void
way_cbor_read_null (WayCborReader *reader);
gboolean
way_cbor_peek_is_null (WayCborReader *reader);
WaySlice
way_cbor_read_bytes (WayCborReader *reader);
WaySlice
way_cbor_read_text (WayCborReader *reader);
/** Exactly @len bytes into @out. */
void
way_cbor_read_fixed (WayCborReader *reader, guint8 *out, gsize len);
guint64
way_cbor_read_tag (WayCborReader *reader);
/** Returns: the number of items; enters a level that way_cbor_leave() leaves. A count
 * that the remaining bytes can't hold fails. */
gsize
way_cbor_enter_array (WayCborReader *reader);
/** Returns: the number of pairs. Key order is checked by way_cbor_read_map_key() and
 * way_cbor_skip(). */
gsize
way_cbor_enter_map (WayCborReader *reader);
void
way_cbor_leave (WayCborReader *reader);
/** Skips one map key, which must sort after @previous, the encoded key before it (empty
 * for the first). Returns: the encoded key. */
WaySlice
way_cbor_read_map_key (WayCborReader *reader, WaySlice previous);
/** Skips one item, checking it wholly (order and uniqueness of map keys included).
 * Returns: the bytes of the item. */
WaySlice
way_cbor_skip (WayCborReader *reader);
/** Checks that @bytes is exactly one deterministic item. */
WayResult
way_cbor_validate (WaySlice bytes);

/** Writes deterministic CBOR; the caller writes map keys in order (way_cbor_validate() in
 * tests). */
typedef struct
{
  GByteArray *bytes;
} WayCborWriter;

void
way_cbor_writer_init (WayCborWriter *writer);
/** As above, appending to @bytes, of which it holds a reference until
 * way_cbor_writer_clear(). */
void
way_cbor_writer_init_into (WayCborWriter *writer, GByteArray *bytes);
void
way_cbor_writer_clear (WayCborWriter *writer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayCborWriter, way_cbor_writer_clear)
/** Returns: (transfer full): what was written; the writer is then empty. */
GBytes *
way_cbor_writer_finish (WayCborWriter *writer);
WaySlice
way_cbor_writer_get_slice (const WayCborWriter *writer);
void
way_cbor_write_unsigned (WayCborWriter *writer, guint64 value);
void
way_cbor_write_integer (WayCborWriter *writer, gint64 value);
void
way_cbor_write_boolean (WayCborWriter *writer, gboolean value);
void
way_cbor_write_null (WayCborWriter *writer);
void
way_cbor_write_bytes (WayCborWriter *writer, WaySlice bytes);
void
way_cbor_write_text (WayCborWriter *writer, WaySlice text);
void
way_cbor_write_tag (WayCborWriter *writer, guint64 tag);
void
way_cbor_write_array (WayCborWriter *writer, gsize n_items);
void
way_cbor_write_map (WayCborWriter *writer, gsize n_pairs);
/** Bytes that are CBOR already. */
void
way_cbor_write_encoded (WayCborWriter *writer, WaySlice item);

/** CBOR diagnostic notation (RFC 8949 section 8), indented. Returns: (transfer full)
 * (nullable): NULL for bytes that are not well-formed, have a text that is not UTF-8 or
 * nest deeper than WAY_CBOR_MAX_FOREIGN_DEPTH. Foreign CBOR (floats, indefinite lengths) is
 * shown too. Characters that could deceive are escaped. */
char *
way_cbor_to_diagnostic (WaySlice bytes);
/** The reverse for deterministic items: what way_cbor_to_diagnostic() wrote, blanks free.
 * Returns: (transfer full) (nullable): NULL for anything else; what comes back passes
 * way_cbor_validate(). */
GBytes *
way_cbor_from_diagnostic (WaySlice text);
