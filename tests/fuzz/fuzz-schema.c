/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What decodes is valid, encodes to the same bytes, and comes back the same through JSON. */

#include "way-fuzz.h"
#include "way-json.h"
#include "way-wire-fixture.h"

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  return 0;
}

static void
check_json (const WayFixture *fixture, WaySlice bytes)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  g_autoptr (yyjson_doc) parsed = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GBytes) again = NULL;
  g_auto (WayArena) arena;
  WayFixture copy = { 0 };

  way_arena_init (&arena, 0);
  yyjson_mut_doc_set_root (doc, way_schema_to_json (&way_fixture_schema, doc, fixture));
  json = way_json_write (doc, FALSE);
  parsed = way_json_read (way_slice_from_string (json), G_MAXSIZE, NULL);
  g_assert_nonnull (parsed);
  g_assert_cmpint (way_schema_from_json (&way_fixture_schema,
                                         yyjson_doc_get_root (parsed), &arena, &copy,
                                         NULL),
                   ==, WAY_RESULT_OK);
  again = way_schema_encode (&way_fixture_schema, &copy);
  g_assert_true (way_slice_equal (way_slice_from_bytes (again), bytes));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t len)
{
  WaySlice bytes = WAY_SLICE_INIT (data, len);
  g_autoptr (GBytes) again = NULL;
  g_auto (WayArena) arena;
  WayFixture fixture = { 0 };

  way_arena_init (&arena, 0);
  if (way_schema_decode (&way_fixture_schema, bytes, &arena, &fixture) != WAY_RESULT_OK)
    return 0;
  g_assert_cmpint (way_cbor_validate (bytes), ==, WAY_RESULT_OK);
  g_assert_cmpint (way_schema_validate (&way_fixture_schema, &fixture, NULL), ==,
                   WAY_RESULT_OK);
  again = way_schema_encode (&way_fixture_schema, &fixture);
  g_assert_true (way_slice_equal (way_slice_from_bytes (again), bytes));
  check_json (&fixture, bytes);

  return 0;
}
