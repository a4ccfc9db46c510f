/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "way-cli.h"
#include "way-json.h"
#include "way-run.h"
#include "way-test.h"

#define EVENT                                                                            \
  "{'type':'ObjectEvent','eventTime':'2020-01-01T00:00:00Z','eventTimeZoneOffset':"      \
  "'+00:00','action':'OBSERVE','epcList':['urn:e:1']}"

/* The file holds @json with ' for "; removed at the end. */
typedef struct
{
  char *path;
} File;

static void
file_clear (File *file)
{
  g_unlink (file->path);
  g_free (file->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, file_clear)

static File
make_file (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  File file = { NULL };
  int fd = g_file_open_tmp ("epcis-XXXXXX.jsonld", &file.path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (file.path, text, -1, NULL));
  return file;
}

static Run
run_on (const char *command, const File *file)
{
  g_autofree char *line = g_strdup_printf ("%s %s", command, file->path);

  return run_line (line);
}

static void
test_hash (void)
{
  g_auto (File) file = make_file ("[" EVENT ",5," EVENT "]");
  g_auto (Run) run = run_on ("epcis hash", &file);
  g_auto (GStrv) lines = g_strsplit (run.out, "\n", -1);

  g_assert_cmpint (run.code, ==, WAY_EXIT_INVALID);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], "ni:///sha-256;"));
  g_assert_true (g_str_has_suffix (lines[0], "?ver=CBV2.0"));
  g_assert_cmpstr (lines[1], ==,
                   "error: $[1]: The data is malformed: the event is not an object");
  g_assert_cmpstr (lines[2], ==, lines[0]);
}

static void
test_hash_vectors (void)
{
  g_autofree char *text =
      way_test_read_vector ("epcis-event-hash/examples/TimeStampRoundOff.hashes", NULL);
  g_autofree char *path =
      way_test_dup_vector_path ("epcis-event-hash/examples/TimeStampRoundOff.jsonld");
  g_autofree char *line = g_strdup_printf ("epcis hash %s", path);

  if (text != NULL && path != NULL)
    {
      g_auto (Run) run = run_line (line);

      g_assert_cmpint (run.code, ==, WAY_EXIT_OK);
      g_assert_cmpstr (g_strchomp (run.out), ==, g_strchomp (text));
    }
}

static void
test_hash_json (void)
{
  g_auto (File) file = make_file ("[" EVENT ",{}]");
  g_auto (Run) run = run_on ("--json epcis hash", &file);
  g_auto (GStrv) lines = g_strsplit (run.out, "\n", -1);
  g_autoptr (yyjson_doc) first = yyjson_read (lines[0], strlen (lines[0]), 0);
  g_autoptr (yyjson_doc) second = yyjson_read (lines[1], strlen (lines[1]), 0);
  yyjson_val *good = yyjson_doc_get_root (first), *bad = yyjson_doc_get_root (second);

  g_assert_cmpint (run.code, ==, WAY_EXIT_INVALID);
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (good, "file")), ==, file.path);
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (good, "path")), ==, "$[0]");
  g_assert_true (yyjson_is_null (yyjson_obj_get (good, "error")));
  g_assert_true (yyjson_is_null (yyjson_obj_get (bad, "hash")));
  g_assert_true (yyjson_is_str (yyjson_obj_get (bad, "error")));
}

static void
test_check (void)
{
  g_auto (File) good = make_file ("[" EVENT "]");
  g_auto (File) bad = make_file ("[" EVENT ",{'type':'ObjectEvent'}]");
  g_auto (Run) run = run_on ("epcis check", &good);
  g_auto (Run) bad_run = run_on ("epcis check", &bad);
  g_autofree char *summary = g_strdup_printf ("%s: valid, 1 event\n", good.path);
  g_autofree char *problem =
      g_strdup_printf ("%s: $[1].eventTime is missing\n", bad.path);

  g_assert_cmpint (run.code, ==, WAY_EXIT_OK);
  g_assert_cmpstr (run.out, ==, summary);
  g_assert_cmpint (bad_run.code, ==, WAY_EXIT_INVALID);
  g_assert_true (g_str_has_prefix (bad_run.out, problem));
}

static void
test_check_json (void)
{
  g_auto (File) file = make_file ("[{'type':'ObjectEvent'}]");
  g_auto (Run) run = run_on ("epcis check --json", &file);
  g_autoptr (yyjson_doc) doc = yyjson_read (run.out, strlen (run.out), 0);
  yyjson_val *root = yyjson_doc_get_root (doc);
  yyjson_val *problem = yyjson_arr_get_first (yyjson_obj_get (root, "problems"));

  g_assert_cmpint (run.code, ==, WAY_EXIT_INVALID);
  g_assert_false (yyjson_get_bool (yyjson_obj_get (root, "valid")));
  g_assert_cmpint (yyjson_get_int (yyjson_obj_get (root, "eventCount")), ==, 1);
  g_assert_cmpint (yyjson_get_int (yyjson_obj_get (root, "problemCount")), ==,
                   (int) yyjson_arr_size (yyjson_obj_get (root, "problems")));
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (problem, "path")), ==,
                   "$[0].eventTime");
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (problem, "code")), ==,
                   "missing-member");
}

static void
test_many_problems (void)
{
  g_autoptr (GString) json = g_string_new ("[0");
  g_auto (File) file = { NULL };

  for (guint i = 1; i < 150; i++)
    g_string_append (json, ",[]");
  g_string_append (json, "]");
  file = make_file (json->str);
  {
    g_auto (Run) run = run_on ("epcis check", &file);
    g_auto (GStrv) lines = g_strsplit (run.out, "\n", -1);

    g_assert_cmpuint (g_strv_length (lines), ==, 102);
    g_assert_true (g_str_has_suffix (lines[100], ": and 50 more problems"));
  }
}

/* Each bad file is said so, and the others are still read. */
static void
test_bad_files (void)
{
  g_auto (File) xml = make_file ("<?xml version='1.0'?><EPCISDocument/>");
  g_auto (File) twice = make_file ("{'type':'ObjectEvent','type':'ObjectEvent'}");
  g_auto (File) cut = make_file ("[" EVENT);
  g_autofree char *line = g_strdup_printf ("epcis hash %s %s %s /nonexistent/x", xml.path,
                                           twice.path, cut.path);
  g_auto (Run) run = run_line (line);
  g_auto (GStrv) lines = g_strsplit (run.out, "\n", -1);
  g_auto (Run) xml_run = run_on ("epcis check", &xml);

  g_assert_cmpint (run.code, ==, WAY_EXIT_IO);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_cmpstr (
      lines[0], ==,
      "error: This is EPCIS in XML, which can't be read; ask for it as JSON or JSON-LD");
  for (guint i = 0; i < 4; i++)
    g_assert_true (g_str_has_prefix (lines[i], "error: "));
  g_assert_cmpint (xml_run.code, ==, WAY_EXIT_INVALID);
  g_assert_nonnull (strstr (xml_run.out, "as JSON or JSON-LD"));
}

static void
test_standard_input (void)
{
  g_auto (Run) run =
      run_line ("epcis check - <<'END'\n[{\"type\":\"x:y\",\"eventTime\":"
                "\"2020-01-01T00:00:00Z\",\"eventTimeZoneOffset\":\"+00:00\"}]\nEND");

  g_assert_cmpint (run.code, ==, WAY_EXIT_OK);
  g_assert_cmpstr (run.out, ==, "-: valid, 1 event\n");
}

static void
test_usage (void)
{
  g_auto (Run) none = run_line ("epcis hash");
  g_auto (Run) unknown = run_line ("epcis check --nonsense x");

  g_assert_cmpint (none.code, ==, WAY_EXIT_USAGE);
  g_assert_cmpstr (none.out, ==, "");
  g_assert_cmpint (unknown.code, ==, WAY_EXIT_USAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/epcis/hash", test_hash);
  g_test_add_func ("/cli/epcis/hash-vectors", test_hash_vectors);
  g_test_add_func ("/cli/epcis/hash-json", test_hash_json);
  g_test_add_func ("/cli/epcis/check", test_check);
  g_test_add_func ("/cli/epcis/check-json", test_check_json);
  g_test_add_func ("/cli/epcis/many-problems", test_many_problems);
  g_test_add_func ("/cli/epcis/bad-files", test_bad_files);
  g_test_add_func ("/cli/epcis/standard-input", test_standard_input);
  g_test_add_func ("/cli/epcis/usage", test_usage);
  return g_test_run ();
}
