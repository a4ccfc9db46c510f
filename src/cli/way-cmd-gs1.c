/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

#include "way-cli.h"
#include "way-digital-link.h"
#include "way-gtin.h"
#include "way-json.h"
#include "way-session.h"

/* One input is one line of output; the exit code remembers whether one was invalid. */

static yyjson_mut_doc *
new_line (WaySlice input)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  /* An argument is bytes; JSON is Unicode. What is not UTF-8 becomes U+FFFD. */
  g_autofree char *valid =
      g_utf8_make_valid ((const char *) input.data, (gssize) input.len);

  yyjson_mut_doc_set_root (doc, root);
  way_json_add_text (doc, root, "input", way_slice_from_string (valid));
  return doc;
}

static void
add_text_or_null (yyjson_mut_doc *doc, const char *key, const char *text)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  if (text != NULL)
    way_json_add_text (doc, root, key, way_slice_from_string (text));
  else
    yyjson_mut_obj_add_null (doc, root, key);
}

static void
add_valid (yyjson_mut_doc *doc, gboolean is_valid)
{
  yyjson_mut_obj_add_bool (doc, yyjson_mut_doc_get_root (doc), "valid", is_valid);
}

static void
print_line (yyjson_mut_doc *doc, const GError *error)
{
  way_cli_json_add_failure (doc, yyjson_mut_doc_get_root (doc), error);
  way_cli_print_json (doc);
}

static gboolean
parse_one (WaySlice input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayGs1Elements) elements = way_gs1_parse_digital_link (input, &error);
  g_autoptr (yyjson_mut_doc) doc = new_line (input);
  g_autofree char *element_string =
      elements != NULL ? way_gs1_to_element_string (elements) : NULL;
  g_autofree char *bracketed = elements != NULL ? way_gs1_to_bracketed (elements) : NULL;

  add_valid (doc, elements != NULL);
  add_text_or_null (doc, "elementString", element_string);
  add_text_or_null (doc, "bracketed", bracketed);
  /* exactly these members: docs/spec/json/gs1-parse.schema.json */
  add_text_or_null (doc, "error", error != NULL ? error->message : NULL);
  way_cli_print_json (doc);
  return elements != NULL;
}

/* Returns: FALSE where stdin could not be read to its end. */
static gboolean
parse_stdin (gboolean *all_valid)
{
  g_autoptr (GError) error = NULL;
  char *line = NULL;
  size_t size = 0;
  ssize_t len;

  errno = 0;
  while ((len = getline (&line, &size, stdin)) >= 0)
    {
      if (len > 0 && line[len - 1] == '\n')
        len--;
      if (!parse_one (WAY_SLICE_INIT (line, (gsize) len)))
        *all_valid = FALSE;
      errno = 0;
    }
  free (line);
  if (!ferror (stdin))
    return TRUE;
  way_error_format (&error, WAY_RESULT_IO, "The input could not be read: %-s",
                    way_errno_get_text (errno));
  way_cli_fail (error);
  return FALSE;
}

static WayExit
run_parse (WayCli *cli, int argc, char **argv)
{
  gboolean is_batch = FALSE, all_valid = TRUE;
  GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_NONE, &is_batch,
      N_ ("Also read links from standard input, one a line"), NULL },
    { NULL },
  };

  if (!way_cli_parse_options (&way_cmd_gs1[0], entries, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (argc == 0 && !is_batch)
    return way_cli_refuse (WAY_RESULT_USAGE,
                           "Give at least one link, or --batch to read them from the "
                           "standard input");
  for (int i = 0; i < argc; i++)
    if (!parse_one (way_slice_from_string (argv[i])))
      all_valid = FALSE;
  if (is_batch && !parse_stdin (&all_valid))
    return WAY_EXIT_IO;
  return all_valid ? WAY_EXIT_OK : WAY_EXIT_INVALID;
}

static void
print_built (WayCli *cli, const char *input, const char *uri, const GError *error)
{
  if (cli->json)
    {
      g_autoptr (yyjson_mut_doc) doc = new_line (way_slice_from_string (input));

      add_valid (doc, uri != NULL);
      add_text_or_null (doc, "uri", uri);
      print_line (doc, error);
    }
  else if (uri != NULL)
    printf ("%s\n", uri);
  else
    way_cli_fail (error);
}

static WayExit
build_all (WayCli *cli, const char *stem, int argc, char **argv)
{
  WayExit code = WAY_EXIT_OK;

  for (int i = 0; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WayGs1Elements)
          elements = way_gs1_parse_bracketed (way_slice_from_string (argv[i]), &error);
      g_autofree char *uri =
          elements != NULL ? way_gs1_build_digital_link (elements, stem, &error) : NULL;

      print_built (cli, argv[i], uri, error);
      if (uri == NULL)
        code = WAY_EXIT_INVALID;
    }
  return code;
}

static WayExit
run_build (WayCli *cli, int argc, char **argv)
{
  g_autofree char *stem = NULL;
  GOptionEntry entries[] = {
    { "stem", 0, 0, G_OPTION_ARG_STRING, &stem, N_ ("Beginning of the links"), "URI" },
    { NULL },
  };

  if (!way_cli_parse_options (&way_cmd_gs1[1], entries, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (argc > 0)
    return build_all (cli, stem, argc, argv);
  return way_cli_refuse (WAY_RESULT_USAGE,
                         "Give the elements in brackets, like “(01)09520123456788”");
}

typedef struct
{
  gsize len;
  const char *name;
  gboolean (*check) (const char *text, GError **error);
} NumberKind;

static gboolean
check_gtin (const char *text, GError **error)
{
  char gtin14[15];

  return way_gtin_to_gtin14 (text, gtin14, error);
}

static const NumberKind kinds[] = {
  { 8, "GTIN-8", check_gtin },    { 12, "GTIN-12", check_gtin },
  { 13, "GTIN-13", check_gtin },  { 14, "GTIN-14", check_gtin },
  { 17, "GSIN", way_gsin_check }, { 18, "SSCC", way_sscc_check },
};

static const NumberKind *
find_kind (gsize len)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].len == len)
      return &kinds[i];
  return NULL;
}

/* Returns: (transfer full): the number, with its check digit where that was to be added. */
static char *
complete (const char *input, gboolean is_complete)
{
  gsize digits = strspn (input, "0123456789");

  if (is_complete || digits == 0 || input[digits] != '\0')
    return g_strdup (input);
  return g_strdup_printf ("%s%c", input, way_gs1_check_digit (input));
}

static gboolean
check_one (WayCli *cli, const char *input, gboolean is_complete)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = complete (input, is_complete);
  const NumberKind *kind = find_kind (strlen (number));
  gboolean is_valid =
      kind != NULL ? kind->check (number, &error)
                   : way_error_format (
                         &error, WAY_RESULT_MALFORMED,
                         "A GTIN has 8, 12, 13 or 14 digits, a GSIN 17 and an SSCC 18");

  if (cli->json)
    {
      g_autoptr (yyjson_mut_doc) doc = new_line (way_slice_from_string (input));

      add_valid (doc, is_valid);
      add_text_or_null (doc, "kind", is_valid ? kind->name : NULL);
      add_text_or_null (doc, "number", is_valid ? number : NULL);
      print_line (doc, error);
    }
  else if (is_valid)
    printf ("%s %s\n", number, kind->name);
  else
    way_cli_fail (error);
  return is_valid;
}

static WayExit
run_check (WayCli *cli, int argc, char **argv)
{
  gboolean lacks_digit = FALSE, all_valid = TRUE;
  GOptionEntry entries[] = {
    { "complete", 0, 0, G_OPTION_ARG_NONE, &lacks_digit,
      N_ ("The numbers lack their check digit: print them with it"), NULL },
    { NULL },
  };

  if (!way_cli_parse_options (&way_cmd_gs1[2], entries, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (argc == 0)
    return way_cli_refuse (WAY_RESULT_USAGE, "Give at least one number");
  for (int i = 0; i < argc; i++)
    if (!check_one (cli, argv[i], !lacks_digit))
      all_valid = FALSE;
  return all_valid ? WAY_EXIT_OK : WAY_EXIT_INVALID;
}

const WayCommand way_cmd_gs1[] = {
  { "gs1", "parse", "[--batch] URI…", N_ ("Read GS1 Digital Link URIs"), run_parse },
  { "gs1", "build", "[--stem URI] '(01)…(21)…'",
    N_ ("Make a GS1 Digital Link URI of element strings in brackets"), run_build },
  { "gs1", "check", "[--complete] NUMBER…",
    N_ ("Check GTINs, GSINs and SSCCs by their check digit"), run_check },
  { NULL },
};
