/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli.h"

#include <glib/gi18n.h>

#include "way-json.h"
#include "way-picture-reader.h"
#include "way-scan-lookup.h"
#include "way-session.h"

static gboolean
add_verdict (yyjson_mut_doc *doc,
             yyjson_mut_val *object,
             WayScanLookup *lookup,
             const WayCode *code,
             GError **error)
{
  const char *verdict = NULL;
  gboolean is_done = lookup == NULL
                     || way_scan_lookup_verdict (lookup, code, &verdict, error);

  if (verdict != NULL)
    way_json_add_text (doc, object, "verdict", way_slice_from_string (verdict));
  else
    yyjson_mut_obj_add_null (doc, object, "verdict");
  return is_done;
}

/* One code. Returns: FALSE with @error where its verdict could not be looked up. */
static gboolean
add_code (yyjson_mut_doc *doc,
          yyjson_mut_val *codes,
          WayScanLookup *lookup,
          const WayCode *code,
          GError **error)
{
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, codes);
  gboolean is_done;

  way_json_add_text (doc, object, "format", way_slice_from_string (code->format));
  way_json_add_text (doc, object, "text", WAY_SLICE_INIT (code->text, code->text_len));
  is_done = add_verdict (doc, object, lookup, code, error);
  if (code->index >= 0)
    {
      yyjson_mut_obj_add_int (doc, object, "index", code->index);
      yyjson_mut_obj_add_int (doc, object, "count", code->count);
    }
  return is_done;
}

static void
add_codes (yyjson_mut_doc *doc,
           yyjson_mut_val *root,
           WayScanLookup *lookup,
           GPtrArray *read,
           GError **error)
{
  yyjson_mut_val *codes = yyjson_mut_obj_add_arr (doc, root, "codes");

  for (guint i = 0; read != NULL && i < read->len; i++)
    {
      g_autoptr (GError) failure = NULL;

      /* the first failure is the one that is told; the codes are told anyway */
      if (!add_code (doc, codes, lookup, g_ptr_array_index (read, i), &failure)
          && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
    }
}

/* Prints the line of one picture. Returns: what happened to it. */
static WayExit
scan_file (const char *path, WayScanLookup *lookup)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) read = way_picture_scan_file (path, 0, NULL, &error);
  gboolean is_read = read != NULL;
  g_autofree char *line = NULL;

  yyjson_mut_doc_set_root (doc, root);
  way_json_add_text (doc, root, "file", way_slice_from_string (name));
  add_codes (doc, root, lookup, read, &error);
  if (error != NULL)
    way_cli_json_add_failure (doc, root, error);
  line = way_json_write (doc, FALSE);
  puts (line);
  fflush (stdout);
  if (error == NULL)
    return WAY_EXIT_OK;
  return is_read ? way_exit_from_result (way_result_from_error (error))
                 : WAY_EXIT_INVALID;
}

static WayExit
scan (WayCli *cli, int argc, char **argv)
{
  gboolean no_lookup = FALSE;
  GOptionEntry entries[] = {
    { "no-lookup", 0, 0, G_OPTION_ARG_NONE, &no_lookup,
      N_ ("Only decode; ask no network for a verdict"), NULL },
    { NULL },
  };
  g_autoptr (WayScanLookup) lookup = NULL;
  g_autoptr (GError) error = NULL;
  WayExit code = WAY_EXIT_OK;

  if (!way_cli_parse_options (&way_cmd_scan[0], entries, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (argc == 0)
    return way_cli_refuse (WAY_RESULT_USAGE, "Give the pictures to scan");
  if (!no_lookup)
    {
      lookup = way_scan_lookup_new (cli, &error);
      if (lookup == NULL)
        return way_cli_fail (error);
    }
  for (int i = 0; i < argc; i++)
    {
      WayExit one = scan_file (argv[i], lookup);

      if (code == WAY_EXIT_OK || one == WAY_EXIT_INVALID)
        code = one != WAY_EXIT_OK ? one : code;
    }
  return code;
}

const WayCommand way_cmd_scan[] = {
  { "scan", NULL, "[--no-lookup] FILE…",
    N_ ("Read the codes in pictures and say what is known about them"), scan },
  { NULL },
};
