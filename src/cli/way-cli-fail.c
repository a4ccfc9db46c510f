/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli-private.h"

#include <glib/gi18n.h>
#include <stdarg.h>

#include "way-present.h"
#include "way-session.h"

/* How a command says that it failed: to people in their language on stderr, to programs on stdout. */

static gboolean is_json = FALSE;

void
way_cli_set_json (gboolean json)
{
  is_json = json;
}

void
way_cli_json_add_failure (yyjson_mut_doc *doc,
                          yyjson_mut_val *object,
                          const GError *error)
{
  WayResult result = error != NULL ? way_result_from_error (error) : WAY_RESULT_OK;

  yyjson_mut_obj_add_str (doc, object, "result", way_result_get_name (result));
  way_cli_json_add_string (doc, object, "error", error != NULL ? error->message : NULL);
}

static void
print_failure (const GError *error)
{
  g_autoptr (yyjson_mut_doc) doc = NULL;

  if (!is_json)
    return;
  doc = way_cli_json_new ();
  way_cli_json_add_failure (doc, yyjson_mut_doc_get_root (doc), error);
  way_cli_print_json (doc);
}

WayExit
way_cli_tell (const GError *error)
{
  g_autofree char *message = way_present_error (error);

  way_cli_print_error ("%s", message);
  return way_exit_from_result (way_result_from_error (error));
}

WayExit
way_cli_fail (const GError *error)
{
  WayExit code = way_cli_tell (error);

  print_failure (error);
  return code;
}

WayExit
way_cli_refuse (WayResult result, const char *format, ...)
{
  g_autofree char *english = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  va_list args, again;

  va_start (args, format);
  va_copy (again, args);
  english = g_strdup_vprintf (format, args);
  message = g_strdup_vprintf (_ (format), again);
  va_end (again);
  va_end (args);
  way_error_set_foreign (&error, result, english);
  way_cli_print_error ("%s", message);
  print_failure (error);
  return way_exit_from_result (result);
}
