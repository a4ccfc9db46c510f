/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-uri-escape.h"

#include <string.h>

void
way_uri_escape (GString *out, WaySlice text, gboolean is_query)
{
  for (gsize i = 0; i < text.len; i++)
    {
      char c = (char) text.data[i];

      if (g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~", c) != NULL))
        g_string_append_c (out, c);
      else if (c == ' ' && is_query)
        g_string_append_c (out, '+');
      else
        g_string_append_printf (out, "%%%02X", text.data[i]);
    }
}

GString *
way_uri_unescape (WaySlice text, gboolean is_query)
{
  const char *data = (const char *) text.data;
  GString *out = g_string_sized_new (text.len);

  for (gsize i = 0; i < text.len; i++)
    {
      if (data[i] == '%' && text.len - i > 2 && g_ascii_isxdigit (data[i + 1])
          && g_ascii_isxdigit (data[i + 2]))
        {
          int byte = g_ascii_xdigit_value (data[i + 1]) << 4
                     | g_ascii_xdigit_value (data[i + 2]);

          g_string_append_c (out, (char) byte);
          i += 2;
        }
      else
        g_string_append_c (out, is_query && data[i] == '+' ? ' ' : data[i]);
    }
  return out;
}
