/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is read can be written and read again, the same text from then on; and a record
 * that comes of it is valid. */

#include "way-fuzz.h"
#include "way-json.h"
#include "way-wire-fixture.h"

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  return 0;
}

static char *
rewrite (yyjson_doc *doc)
{
  g_autoptr (yyjson_mut_doc) copy = yyjson_doc_mut_copy (doc, NULL);

  return way_json_write (copy, FALSE);
}

static void
check_record (yyjson_doc *doc)
{
  g_auto (WayArena) arena;
  WayFixture fixture = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;

  way_arena_init (&arena, 0);
  if (way_schema_from_json (&way_fixture_schema, yyjson_doc_get_root (doc), &arena,
                            &fixture, &path)
      != WAY_RESULT_OK)
    return;
  g_assert_null (path);
  g_assert_cmpint (way_schema_validate (&way_fixture_schema, &fixture, NULL), ==,
                   WAY_RESULT_OK);
  bytes = way_schema_encode (&way_fixture_schema, &fixture);
  g_assert_cmpint (way_cbor_validate (way_slice_from_bytes (bytes)), ==, WAY_RESULT_OK);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t len)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_doc) doc = way_json_read (WAY_SLICE_INIT (data, len), 65536, &error);
  g_autoptr (yyjson_doc) again = NULL;
  g_autofree char *text = NULL, *text_again = NULL;

  if (doc == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  text = rewrite (doc);
  again = way_json_read (way_slice_from_string (text), G_MAXSIZE, &error);
  g_assert_no_error (error);
  text_again = rewrite (again);
  g_assert_cmpstr (text, ==, text_again);
  check_record (doc);

  return 0;
}
