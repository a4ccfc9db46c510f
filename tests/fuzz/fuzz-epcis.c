/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever is read can be checked and hashed; the hash does not depend on how the JSON is
 * laid out; and a valid event is written as a valid event that says the same. */

#include "way-epcis-check.h"
#include "way-epcis-event.h"
#include "way-epcis-hash.h"
#include "way-fuzz.h"
#include "way-result.h"

#define MAX_SIZE 65536

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  return 0;
}

static void
count (const char *path, WayResult result, const char *message, gpointer data)
{
  g_assert_true (path[0] == '$');
  g_assert_cmpint (result, !=, WAY_RESULT_OK);
  g_assert_true (g_utf8_validate (path, -1, NULL));
  (*(gsize *) data)++;
}

static void
fail (const char *path, WayResult result, const char *message, gpointer data)
{
  g_error ("%s %s in %s", path, message, (const char *) data);
}

/* All hashes, failures as an empty line. */
static char *
dup_hashes (const WayEpcisDocument *document)
{
  g_autoptr (WayEpcisHasher) hasher = way_epcis_hasher_new (document);
  g_autoptr (GString) out = g_string_new (NULL);
  WayEpcisIter iter;
  yyjson_val *event;

  way_epcis_iter_init (&iter, document);
  while ((event = way_epcis_iter_next (&iter)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      WayHash hash;

      if (way_epcis_hasher_hash (hasher, event, &hash, &error))
        {
          g_autofree char *uri = way_epcis_hash_to_uri (&hash);
          g_string_append (out, uri);
        }
      else
        g_assert_nonnull (error);
      g_string_append_c (out, '\n');
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
check_layout (const WayEpcisDocument *document)
{
  g_autoptr (yyjson_mut_doc) copy = yyjson_mut_doc_new (NULL);
  g_autofree char *text = NULL, *hashes = dup_hashes (document), *again = NULL;
  g_autoptr (WayEpcisDocument) pretty = NULL;

  yyjson_mut_doc_set_root (
      copy, yyjson_val_mut_copy (copy, way_epcis_document_get_root (document)));
  text = way_json_write (copy, TRUE);
  pretty = way_epcis_document_read (way_slice_from_string (text), 0, NULL);
  g_assert_nonnull (pretty);
  again = dup_hashes (pretty);
  g_assert_cmpstr (hashes, ==, again);
}

static char *
dup_written (const WayEpcisEvent *event)
{
  g_autoptr (GString) out = g_string_new (NULL);
  WayEpcisWriter writer;

  way_epcis_writer_begin (&writer, out, 0, NULL, 0);
  way_epcis_writer_add (&writer, event);
  way_epcis_writer_end (&writer);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
check_event (yyjson_val *json)
{
  g_auto (WayArena) arena = { 0 }, second_arena = { 0 };
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (WayEpcisDocument) document = NULL;
  WayEpcisEvent event, again;
  WayEpcisIter iter;

  way_arena_init (&arena, 0);
  way_arena_init (&second_arena, 0);
  if (!way_epcis_event_read (json, "$", &arena, &event, NULL))
    return;
  first = dup_written (&event);
  document = way_epcis_document_read (way_slice_from_string (first), 0, NULL);
  g_assert_nonnull (document);
  way_epcis_check_document (document, fail, first);
  way_epcis_iter_init (&iter, document);
  g_assert_true (way_epcis_event_read (way_epcis_iter_next (&iter), "$", &second_arena,
                                       &again, NULL));
  second = dup_written (&again);
  g_assert_cmpstr (first, ==, second);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t len)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayEpcisDocument)
      document = way_epcis_document_read (WAY_SLICE_INIT (data, len), MAX_SIZE, &error);
  WayEpcisIter iter;
  yyjson_val *event;
  gsize n = 0;

  if (document == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }
  g_assert_cmpuint (way_epcis_check_document (document, count, &n), ==, n);
  check_layout (document);
  way_epcis_iter_init (&iter, document);
  while ((event = way_epcis_iter_next (&iter)) != NULL)
    check_event (event);
  return 0;
}
