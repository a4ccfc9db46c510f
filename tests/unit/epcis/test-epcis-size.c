/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <malloc.h>

#include "way-epcis-check.h"
#include "way-epcis-event.h"
#include "way-epcis-hash.h"
#include "way-result.h"

/* Large documents: a hundred thousand events need no memory of their own, and what a
 * document can be made to cost is limited. */

#define N_EVENTS  100000
#define MAX_EXTRA (1 << 20)

static void
append_event (GString *out, guint i)
{
  g_string_append_printf (
      out,
      "%s{\"type\":\"ObjectEvent\",\"eventTime\":\"2020-01-01T00:00:00.%03uZ\","
      "\"eventTimeZoneOffset\":\"+01:00\",\"action\":\"OBSERVE\",\"epcList\":["
      "\"urn:epc:id:sgtin:4012345.011111.%u\",\"urn:epc:id:sgtin:4012345.011111.A%u\"],"
      "\"bizStep\":\"shipping\",\"readPoint\":{\"id\":\"geo:1,2\"},\"ex:n\":\"%u\"}",
      i > 0 ? "," : "", i % 1000, i, i, i);
}

static char *
dup_large_document (gsize *out_len)
{
  GString *text = g_string_new ("{\"@context\":[{\"ex\":\"https://ex.example/\"}],"
                                "\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\","
                                "\"creationDate\":\"2020-01-01T00:00:00Z\","
                                "\"epcisBody\":{\"eventList\":[");

  for (guint i = 0; i < N_EVENTS; i++)
    append_event (text, i);
  g_string_append (text, "]}}");
  *out_len = text->len;
  return g_string_free (text, FALSE);
}

static void
never (const char *path, WayResult result, const char *message, gpointer data)
{
  g_error ("%s %s", path, message);
}

static void
hash_all (const WayEpcisDocument *document)
{
  g_autoptr (WayEpcisHasher) hasher = way_epcis_hasher_new (document);
  g_autoptr (GHashTable) seen = NULL;
  WayHash previous = { { 0 } };
  WayEpcisIter iter;
  yyjson_val *event;
  guint n = 0;

  way_epcis_iter_init (&iter, document);
  for (; (event = way_epcis_iter_next (&iter)) != NULL; n++)
    {
      WayHash hash;

      g_assert_true (way_epcis_hasher_hash (hasher, event, &hash, NULL));
      g_assert_false (way_hash_equal (&hash, &previous));
      g_assert_cmpuint (iter.index, ==, n);
      previous = hash;
    }
  g_assert_cmpuint (n, ==, N_EVENTS);
}

static void
read_all (const WayEpcisDocument *document)
{
  g_auto (WayArena) arena = { 0 };
  WayEpcisIter iter;
  yyjson_val *event;

  way_arena_init (&arena, 0);
  way_epcis_iter_init (&iter, document);
  while ((event = way_epcis_iter_next (&iter)) != NULL)
    {
      WayEpcisEvent summary;

      g_assert_true (way_epcis_event_read (event, "$", &arena, &summary, NULL));
      way_arena_reset (&arena);
    }
}

static gsize
used (void)
{
  return mallinfo2 ().uordblks;
}

static void
test_hundred_thousand_events (void)
{
  gsize len, before;
  g_autofree char *text = dup_large_document (&len);
  g_autoptr (GError) error = NULL;
  g_autoptr (WayEpcisDocument)
      document = way_epcis_document_read (WAY_SLICE_INIT (text, len), 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (way_epcis_document_get_n_events (document), ==, N_EVENTS);
  before = used ();
  g_assert_cmpuint (way_epcis_check_document (document, never, NULL), ==, 0);
  hash_all (document);
  read_all (document);
  g_assert_cmpuint (used (), <=, before + MAX_EXTRA);
}

/* --- Limits --- */

static void
check_too_large (GString *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
      way_epcis_document_read (WAY_SLICE_INIT (text->str, text->len), 0, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_TOO_LARGE);
}

static void
test_too_many_events (void)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; i < WAY_EPCIS_MAX_EVENTS; i++)
    g_string_append (text, "0,");
  g_string_append (text, "0]");
  check_too_large (text);
}

static void
test_too_many_prefixes (void)
{
  g_autoptr (GString) text = g_string_new ("{\"type\":\"EPCISDocument\",\"@context\":{");

  for (guint i = 0; i < WAY_EPCIS_MAX_PREFIXES; i++)
    g_string_append_printf (text, "\"p%u\":\"urn:x\",", i);
  g_string_append (text, "\"q\":\"urn:y\"},\"epcisBody\":{\"eventList\":[]}}");
  check_too_large (text);
}

static void
test_too_long_namespace (void)
{
  g_autoptr (GString)
      text = g_string_new ("{\"type\":\"EPCISDocument\",\"@context\":{\"a\":\"urn:");

  for (guint i = 0; i < WAY_EPCIS_MAX_NAMESPACE; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\"},\"epcisBody\":{\"eventList\":[]}}");
  check_too_large (text);
}

static void
test_too_many_ignored (void)
{
  g_autoptr (GString)
      text = g_string_new ("{\"type\":\"EPCISDocument\",\"r:ignoreFields\":[");

  for (guint i = 0; i < WAY_EPCIS_MAX_PREFIXES; i++)
    g_string_append (text, "\"a:b\",");
  g_string_append (text, "\"a:c\"],\"epcisBody\":{\"eventList\":[]}}");
  check_too_large (text);
}

/* A short prefix for a long namespace must not blow an event up without end. */
static void
test_too_large_event (void)
{
  g_autoptr (GString)
      text = g_string_new ("[{\"type\":\"ObjectEvent\",\"eventTime\":"
                           "\"2020-01-01T00:00:00Z\",\"eventTimeZoneOffset\":\"+00:00\","
                           "\"@context\":{\"a\":\"");
  g_autoptr (WayEpcisDocument) document = NULL;
  g_autoptr (WayEpcisHasher) hasher = NULL;
  g_autoptr (GError) error = NULL;
  WayEpcisIter iter;
  WayHash hash;

  for (guint i = 0; i < WAY_EPCIS_MAX_NAMESPACE; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\"},\"b:c\":[");
  for (guint i = 0; i < WAY_EPCIS_MAX_PREHASH / WAY_EPCIS_MAX_NAMESPACE; i++)
    g_string_append (text, "\"a:d\",");
  g_string_append (text, "0]}]");

  document = way_epcis_document_read (WAY_SLICE_INIT (text->str, text->len), 0, &error);
  g_assert_no_error (error);
  hasher = way_epcis_hasher_new (document);
  way_epcis_iter_init (&iter, document);
  g_assert_false (
      way_epcis_hasher_hash (hasher, way_epcis_iter_next (&iter), &hash, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_TOO_LARGE);
}

static void
test_too_deep (void)
{
  g_autoptr (GString) text = g_string_new ("[{\"type\":\"ObjectEvent\",\"ex:a\":");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, ']');
  g_string_append (text, "}]");
  g_assert_null (
      way_epcis_document_read (WAY_SLICE_INIT (text->str, text->len), 0, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_TOO_DEEP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/epcis/size/hundred-thousand-events", test_hundred_thousand_events);
  g_test_add_func ("/epcis/size/too-many-events", test_too_many_events);
  g_test_add_func ("/epcis/size/too-many-prefixes", test_too_many_prefixes);
  g_test_add_func ("/epcis/size/too-long-namespace", test_too_long_namespace);
  g_test_add_func ("/epcis/size/too-many-ignored", test_too_many_ignored);
  g_test_add_func ("/epcis/size/too-large-event", test_too_large_event);
  g_test_add_func ("/epcis/size/too-deep", test_too_deep);
  return g_test_run ();
}
