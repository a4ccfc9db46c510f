/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <yyjson.h>

#include "way-schema.h"

/* JSON through yyjson, behind checks that it does not make: duplicate members and depth.
 * Numbers are kept raw (their lexical form). */

#define WAY_JSON_MAX_DEPTH 64

/** Strict RFC 8259: no comments, no trailing commas, no duplicate members (compared after
 * unescaping), valid UTF-8, depth at most WAY_JSON_MAX_DEPTH, at most @max_size bytes;
 * numbers are YYJSON_TYPE_RAW.
 * @error: WAY_RESULT_MALFORMED with line and column, WAY_RESULT_DUPLICATE_KEY with the
 * path, WAY_RESULT_TOO_DEEP, WAY_RESULT_TOO_LARGE. Returns: (transfer full): free with
 * yyjson_doc_free(). */
yyjson_doc *
way_json_read (WaySlice text, gsize max_size, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_mut_doc, yyjson_mut_doc_free)

/** The JSON view of a record: an object by the table's names, owned by @doc. */
yyjson_mut_val *
way_schema_to_json (const WaySchema *schema, yyjson_mut_doc *doc, gconstpointer record);
/** The reverse: @json (of way_json_read()) into a zeroed @record; slices are copied into
 * @arena.
 * @out_path: (out) (optional) (transfer full): the offending member. */
WayResult
way_schema_from_json (const WaySchema *schema,
                      yyjson_val *json,
                      WayArena *arena,
                      gpointer record,
                      char **out_path);

/** Returns: (transfer full): compact, or indented where @pretty; NUL-terminated, without
 * a newline at the end. */
char *
way_json_write (yyjson_mut_doc *doc, gboolean pretty);
/** A copy of @text, owned by @doc. What is not UTF-8 is shown with U+FFFD in its place. */
yyjson_mut_val *
way_json_make_text (yyjson_mut_doc *doc, WaySlice text);
/** Convenience: adds way_json_make_text() under the static name @key. */
void
way_json_add_text (yyjson_mut_doc *doc,
                   yyjson_mut_val *object,
                   const char *key,
                   WaySlice text);
void
way_json_add_hash (yyjson_mut_doc *doc,
                   yyjson_mut_val *object,
                   const char *key,
                   const WayHash *hash);
/** RFC 3339 in UTC with milliseconds; null for a time beyond the years 0001 to 9999. */
void
way_json_add_time (yyjson_mut_doc *doc,
                   yyjson_mut_val *object,
                   const char *key,
                   gint64 time_ms);
