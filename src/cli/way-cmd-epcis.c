/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <string.h>

#include "way-cli.h"
#include "way-epcis-check.h"
#include "way-epcis-hash.h"
#include "way-json.h"
#include "way-session.h"
#include "way-present.h"
#include "way-record-file.h"

/* So many problems of one file are shown; the rest is counted. */
#define MAX_SHOWN 100
/* About 200,000 events; the document's tree takes some times as much memory. */
#define MAX_DOCUMENT ((gsize) 256 * 1024 * 1024)

/* A whole file, or standard input for "-". */
static WayEpcisDocument *
read_document (const char *path, GError **error)
{
  const char *name = strcmp (path, "-") == 0 ? "/dev/stdin" : path;
  g_autoptr (GBytes) text = way_file_read (name, MAX_DOCUMENT, WAY_RESULT_IO, error);

  return text ? way_epcis_document_read (way_slice_from_bytes (text), 0, error) : NULL;
}

/* A file that can't be read outweighs one that is invalid. */
static void
remember (WayExit *code, WayExit latest)
{
  if (*code != WAY_EXIT_IO && latest != WAY_EXIT_OK)
    *code = latest;
}

static WayExit
exit_of_document (const GError *error)
{
  return g_error_matches (error, WAY_ERROR, WAY_RESULT_IO) ? WAY_EXIT_IO
                                                           : WAY_EXIT_INVALID;
}

static void
add_text_or_null (yyjson_mut_doc *doc, const char *key, const char *text)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *valid = text ? g_utf8_make_valid (text, -1) : NULL;

  if (valid != NULL)
    way_json_add_text (doc, root, key, way_slice_from_string (valid));
  else
    yyjson_mut_obj_add_null (doc, root, key);
}

static yyjson_mut_doc *
new_line (const char *path)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  yyjson_mut_doc_set_root (doc, yyjson_mut_obj (doc));
  add_text_or_null (doc, "file", path);
  return doc;
}

static void
print_json (yyjson_mut_doc *doc)
{
  g_autofree char *line = way_json_write (doc, FALSE);

  printf ("%s\n", line);
}

/* --- hash --- */

static void
print_hash (WayCli *cli,
            const char *file,
            const char *event_path,
            const char *hash,
            const GError *error)
{
  if (cli->json)
    {
      g_autoptr (yyjson_mut_doc) doc = new_line (file);

      add_text_or_null (doc, "path", event_path);
      add_text_or_null (doc, "hash", hash);
      way_cli_json_add_failure (doc, yyjson_mut_doc_get_root (doc), error);
      print_json (doc);
    }
  else if (hash != NULL)
    printf ("%s\n", hash);
  else
    {
      g_autofree char *why = way_present_error (error);

      g_autofree char *line =
          event_path != NULL ? g_strdup_printf (_ ("%s: %s"), event_path, why) : NULL;

      /* TRANSLATORS: why a file or an event of it has no hash */
      way_cli_print_line (_ ("error: %s"), line != NULL ? line : why);
    }
}

static WayExit
hash_events (WayCli *cli, const char *file, const WayEpcisDocument *document)
{
  g_autoptr (WayEpcisHasher) hasher = way_epcis_hasher_new (document);
  WayExit code = WAY_EXIT_OK;
  WayEpcisIter iter;
  yyjson_val *event;

  way_epcis_iter_init (&iter, document);
  while ((event = way_epcis_iter_next (&iter)) != NULL)
    {
      g_autofree char *path = way_epcis_document_dup_event_path (document, iter.index);
      g_autofree char *uri = NULL;
      g_autoptr (GError) error = NULL;
      WayHash hash;

      if (way_epcis_hasher_hash (hasher, event, &hash, &error))
        uri = way_epcis_hash_to_uri (&hash);
      else
        code = WAY_EXIT_INVALID;
      print_hash (cli, file, path, uri, error);
    }
  return code;
}

static WayExit
hash_file (WayCli *cli, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayEpcisDocument) document = read_document (path, &error);

  if (document != NULL)
    return hash_events (cli, path, document);
  print_hash (cli, path, NULL, NULL, error);
  return exit_of_document (error);
}

/* --- check --- */

typedef struct
{
  WayCli *cli;
  const char *file;
  yyjson_mut_doc *doc;      /* with --json */
  yyjson_mut_val *problems; /* of it */
  gsize n_shown;
} Report;

static void
report_problem (const char *path, WayResult result, const char *message, gpointer data)
{
  Report *self = data;
  yyjson_mut_val *problem;

  if (self->n_shown++ >= MAX_SHOWN)
    return;
  if (!self->cli->json)
    {
      way_cli_print_line ("%s: %s %s", self->file, path, _ (message));
      return;
    }
  problem = yyjson_mut_arr_add_obj (self->doc, self->problems);
  yyjson_mut_obj_add_strcpy (self->doc, problem, "path", path);
  yyjson_mut_obj_add_str (self->doc, problem, "code", way_result_get_name (result));
  yyjson_mut_obj_add_strcpy (self->doc, problem, "message", message);
}

static void
print_summary (Report *self, gsize n_events, gsize n_problems)
{
  if (self->cli->json)
    {
      yyjson_mut_val *root = yyjson_mut_doc_get_root (self->doc);

      yyjson_mut_obj_add_bool (self->doc, root, "valid", n_problems == 0);
      yyjson_mut_obj_add_uint (self->doc, root, "eventCount", n_events);
      yyjson_mut_obj_add_uint (self->doc, root, "problemCount", n_problems);
      yyjson_mut_obj_add_val (self->doc, root, "problems", self->problems);
      print_json (self->doc);
      return;
    }
  if (n_problems > MAX_SHOWN)
    printf (ngettext ("%s: and %zu more problem\n", "%s: and %zu more problems\n",
                      n_problems - MAX_SHOWN),
            self->file, n_problems - MAX_SHOWN);
  if (n_problems == 0)
    printf (ngettext ("%s: valid, %zu event\n", "%s: valid, %zu events\n", n_events),
            self->file, n_events);
}

static WayExit
check_file (WayCli *cli, const char *path)
{
  g_autoptr (yyjson_mut_doc) doc = new_line (path);
  Report report = { cli, path, doc, yyjson_mut_arr (doc), 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayEpcisDocument) document = read_document (path, &error);
  gsize n_problems;

  if (document == NULL)
    {
      g_autofree char *why = cli->json ? g_strdup (error->message)
                                       : way_present_error (error);

      report_problem ("$", way_result_from_error (error), why, &report);
      print_summary (&report, 0, 1);
      return exit_of_document (error);
    }
  n_problems = way_epcis_check_document (document, report_problem, &report);
  print_summary (&report, way_epcis_document_get_n_events (document), n_problems);
  return n_problems == 0 ? WAY_EXIT_OK : WAY_EXIT_INVALID;
}

/* --- Both --- */

static WayExit
run_files (const WayCommand *command,
           WayCli *cli,
           int argc,
           char **argv,
           WayExit (*run) (WayCli *cli, const char *path))
{
  GOptionEntry entries[] = { { NULL } };
  WayExit code = WAY_EXIT_OK;

  if (!way_cli_parse_options (command, entries, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (argc == 0)
    return way_cli_refuse (WAY_RESULT_USAGE, "Give at least one EPCIS document in JSON");
  for (int i = 0; i < argc; i++)
    remember (&code, run (cli, argv[i]));
  return code;
}

static WayExit
epcis_hash (WayCli *cli, int argc, char **argv)
{
  return run_files (&way_cmd_epcis[0], cli, argc, argv, hash_file);
}

static WayExit
epcis_check (WayCli *cli, int argc, char **argv)
{
  return run_files (&way_cmd_epcis[1], cli, argc, argv, check_file);
}

const WayCommand way_cmd_epcis[] = {
  { "epcis", "hash", "FILE…", N_ ("Print the hash of each event of EPCIS documents"),
    epcis_hash },
  { "epcis", "check", "FILE…", N_ ("Check EPCIS documents, and say where they are wrong"),
    epcis_check },
  { NULL },
};
