/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-result.h"

#include <stdarg.h>
#include <string.h>

typedef struct
{
  WayResult result;
  const char *name;
  const char *text;
} ResultRow;

static const ResultRow rows[] = {
#define WAY_RESULT(number, symbol, name, text) { number, name, text },
#include "way-result.def"
#undef WAY_RESULT
};

G_DEFINE_QUARK (way - error - quark, way_error)

static const ResultRow *
find_row (WayResult result)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].result == result)
      return &rows[i];

  return NULL;
}

const char *
way_result_get_name (WayResult result)
{
  const ResultRow *row = find_row (result);

  return row ? row->name : "unknown";
}

const char *
way_result_get_text (WayResult result)
{
  const ResultRow *row = find_row (result);

  return row ? row->text : "Unknown result";
}

gboolean
way_result_from_name (const char *name, WayResult *out_result)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].name, name) != 0)
        continue;
      *out_result = rows[i].result;
      return TRUE;
    }

  return FALSE;
}

WayResult
way_result_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, WAY_RESULT_INTERNAL);

  return error->domain == WAY_ERROR ? (WayResult) error->code : WAY_RESULT_IO;
}

gboolean
way_error_set (GError **error, WayResult result, const char *detail)
{
  if (detail != NULL)
    g_set_error (error, WAY_ERROR, result, "%s: %s", way_result_get_text (result),
                 detail);
  else
    g_set_error_literal (error, WAY_ERROR, result, way_result_get_text (result));

  return FALSE;
}

gboolean
way_error_format (GError **error, WayResult result, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, WAY_ERROR, result, message);

  return FALSE;
}
