/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-check-private.h"

static gboolean
is_plain_name (WaySlice name)
{
  for (gsize i = 0; i < name.len; i++)
    if (!g_ascii_isalnum (name.data[i]) && name.data[i] != '_' && name.data[i] != '@')
      return FALSE;
  return name.len > 0;
}

/* Quoted as RFC 9535 section 2.7 does for normalized paths. */
static void
append_quoted (GString *out, WaySlice name)
{
  g_string_append (out, "['");
  for (gsize i = 0; i < name.len; i++)
    {
      guint8 byte = name.data[i];

      if (byte < 0x20 || byte == 0x7f)
        g_string_append_printf (out, "\\u%04x", byte);
      else if (byte == 0xc2 && i + 1 < name.len && name.data[i + 1] < 0xa0)
        g_string_append_printf (out, "\\u%04x", name.data[++i]); /* also control */
      else if (byte == '\'' || byte == '\\')
        g_string_append_printf (out, "\\%c", byte);
      else
        g_string_append_c (out, (char) byte);
    }
  g_string_append (out, "']");
}

static void
append_path (GString *out, const WayEpcisCheck *check, const WayEpcisStep *step)
{
  if (step == NULL)
    {
      g_string_append (out, check->base);
      return;
    }
  append_path (out, check, step->up);
  if (step->name.data == NULL)
    g_string_append_printf (out, "[%" G_GSIZE_FORMAT "]", step->index);
  else if (is_plain_name (step->name))
    g_string_append_printf (out, ".%.*s", (int) step->name.len, step->name.data);
  else
    append_quoted (out, step->name);
}

gboolean
way_epcis_is_done (const WayEpcisCheck *check)
{
  return check->n_problems >= check->max_problems;
}

void
way_epcis_report (WayEpcisCheck *check,
                  const WayEpcisStep *step,
                  WayResult result,
                  const char *message)
{
  g_autoptr (GString) path = NULL;

  if (way_epcis_is_done (check))
    return;
  path = g_string_new (NULL);
  append_path (path, check, step);
  check->n_problems++;
  check->func (path->str, result, message, check->user_data);
}

void
way_epcis_report_member (WayEpcisCheck *check,
                         const WayEpcisStep *up,
                         const char *name,
                         WayResult result,
                         const char *message)
{
  WayEpcisStep step = { .up = up, .name = way_slice_from_string (name) };

  way_epcis_report (check, &step, result, message);
}
