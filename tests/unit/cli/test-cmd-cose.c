/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-cli.h"
#include "way-cose.h"
#include "way-json.h"
#include "way-run.h"
#include "way-test.h"

typedef struct
{
  char *folder;
  GString *line;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("way-cose-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->line = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_string_free (fixture->line, TRUE);
}

static void
write_file (Fixture *fixture, const char *name, WaySlice bytes)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, (const char *) bytes.data, (gssize) bytes.len, &error);
  g_assert_no_error (error);
}

/* Runs in the folder, so that the lines have bare names. */
static Run
verify (Fixture *fixture, const char *arguments)
{
  g_string_printf (fixture->line,
                   "--version >/dev/null; cd '%s' && \"$W\" cose verify %s",
                   fixture->folder, arguments);
  return run_line (fixture->line->str);
}

static char *
dup_text (yyjson_val *object, const char *member)
{
  return g_strdup (yyjson_get_str (yyjson_obj_get (object, member)));
}

/* Puts the object of a published example into "x". Returns: (transfer full) (nullable):
 * the public key in hex. */
static char *
write_example (Fixture *fixture, const char *name)
{
  gsize len = 0;
  g_autofree char *text = way_test_read_vector (name, &len);
  yyjson_doc *doc = text ? yyjson_read (text, len, 0) : NULL;
  yyjson_val *root = doc ? yyjson_doc_get_root (doc) : NULL;
  yyjson_val *input = yyjson_obj_get (root, "input");
  yyjson_val *signer = yyjson_obj_get (input, "sign0");
  g_autofree char *hex = dup_text (yyjson_obj_get (root, "output"), "cbor");
  g_autoptr (GBytes) bytes = hex ? way_hex_decode (hex, -1) : NULL;
  char *key;

  if (doc == NULL)
    return NULL;
  if (signer == NULL)
    signer =
        yyjson_arr_get_first (yyjson_obj_get (yyjson_obj_get (input, "sign"), "signers"));
  key = dup_text (yyjson_obj_get (signer, "key"), "x_hex");
  if (key == NULL) /* another curve: any key of ours */
    key = g_strnfill (64, '1');
  write_file (fixture, "x", way_slice_from_bytes (bytes));
  yyjson_doc_free (doc);
  return key;
}

static void
check_example (Fixture *fixture, const char *name, const char *expected)
{
  g_autofree char *key = write_example (fixture, name);
  g_autofree char *arguments = g_strdup_printf ("--key %s x", key);
  g_autofree char *line = g_strdup_printf ("x: %s\n", expected);

  if (key != NULL)
    {
      g_auto (Run) run = verify (fixture, arguments);

      g_assert_cmpstr (run.out, ==, line);
      g_assert_cmpint (run.code, ==,
                       g_str_equal (expected, "ok") ? WAY_EXIT_OK : WAY_EXIT_INVALID);
    }
}

static void
test_examples (Fixture *fixture, gconstpointer data)
{
  check_example (fixture, "cose/eddsa-examples/eddsa-01.json", "ok");
  check_example (fixture, "cose/eddsa-examples/eddsa-sig-01.json", "ok");
  check_example (fixture, "cose/eddsa-examples/eddsa-02.json", "unsupported");
  check_example (fixture, "cose/eddsa-examples/eddsa-sig-02.json", "unsupported");
  check_example (fixture, "cose/RFC8152/Appendix_C_2_1.json", "unsupported");
}

/* A statement of ours in name only. Returns: (transfer full): its key in hex. */
static char *
write_own (Fixture *fixture, const char *name, WaySlice payload)
{
  g_autoptr (WaySecret) seed = way_secret_new (32);
  g_autoptr (WayKeyPair) pair = way_key_pair_new_from_seed (seed);
  g_autoptr (GBytes) bytes = way_cose_sign (WAY_CONTENT_STATEMENT, payload, pair);

  write_file (fixture, name, way_slice_from_bytes (bytes));
  return way_hex_encode (WAY_SLICE_INIT (way_key_pair_get_public (pair)->bytes, 32));
}

static void
test_batch (Fixture *fixture, gconstpointer data)
{
  static const guint8 empty_map[] = { 0xa0 };
  g_autofree char *key = write_own (fixture, "good", WAY_SLICE_INIT (empty_map, 1));
  g_autofree char *arguments = g_strdup_printf ("--key %s good bad absent . good", key);
  g_autofree char *bad_first = g_strdup_printf ("--key %s good absent", key);
  g_autofree char *json = g_strdup_printf ("--key %s --json good bad", key);
  g_autofree char *external = g_strdup_printf ("--key %s --external 00 good", key);

  write_file (fixture, "bad", way_slice_from_string ("no CBOR"));
  {
    g_auto (Run) run = verify (fixture, arguments);
    g_auto (Run) unread = verify (fixture, bad_first);
    g_auto (Run) other = verify (fixture, external);

    g_assert_cmpstr (run.out, ==,
                     "good: ok\nbad: malformed\nabsent: not-found\n.: io\ngood: ok\n");
    g_assert_cmpint (run.code, ==, WAY_EXIT_INVALID);
    g_assert_cmpint (unread.code, ==, WAY_EXIT_NOT_FOUND);
    g_assert_cmpstr (other.out, ==, "good: bad-signature\n");
    g_assert_cmpint (other.code, ==, WAY_EXIT_INVALID);
  }
  {
    g_auto (Run) run = verify (fixture, json);
    g_auto (GStrv) lines = g_strsplit (run.out, "\n", -1);

    g_assert_cmpstr (
        lines[0], ==,
        "{\"file\":\"good\",\"valid\":true,\"result\":\"ok\",\"error\":null}");
    g_assert_true (g_str_has_prefix (
        lines[1],
        "{\"file\":\"bad\",\"valid\":false,\"result\":\"malformed\",\"error\":\""));
  }
}

static void
test_usage (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = {
    "x",        "--key 00 x", "--key zz x",
    "--key",    "",           "--key 00000000000000000000000000000000 x",
    "--nothing"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) run = verify (fixture, lines[i]);

      g_assert_cmpint (run.code, ==, WAY_EXIT_USAGE);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_cmpuint (strlen (run.err), >, 10);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  g_test_add ("/cli/cose/examples", Fixture, NULL, set_up, test_examples, tear_down);
  g_test_add ("/cli/cose/batch", Fixture, NULL, set_up, test_batch, tear_down);
  g_test_add ("/cli/cose/usage", Fixture, NULL, set_up, test_usage, tear_down);
  return g_test_run ();
}
