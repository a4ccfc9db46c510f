/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-index-text.h"

#include <string.h>

static gboolean
stands_alone (gunichar character)
{
  GUnicodeScript script = g_unichar_get_script (character);

  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA
         || script == G_UNICODE_SCRIPT_KATAKANA || script == G_UNICODE_SCRIPT_THAI
         || script == G_UNICODE_SCRIPT_LAO || script == G_UNICODE_SCRIPT_KHMER
         || script == G_UNICODE_SCRIPT_MYANMAR;
}

/* Returns: TRUE where the last character is one that stands alone. */
static gboolean
append_spaced (GString *out, const char *text, const char *end)
{
  gboolean is_alone = FALSE;

  for (; text < end; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (stands_alone (character) || is_alone)
        g_string_append_c (out, ' ');
      g_string_append_unichar (out, character);
      is_alone = stands_alone (character);
    }
  return is_alone;
}

void
way_index_text_append (GString *out, WaySlice text)
{
  const char *begin = (const char *) text.data;

  append_spaced (out, begin, begin + text.len);
  g_string_append_c (out, '\n');
}

static gboolean
has_letters (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    if (g_unichar_isalnum (g_utf8_get_char (word)))
      return TRUE;
  return FALSE;
}

char *
way_index_text_make_match (WaySlice words)
{
  g_autofree char *text =
      g_utf8_make_valid ((const char *) words.data, (gssize) words.len);
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\r\n\"", -1);
  GString *match = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      if (!has_letters (parts[i]))
        continue;
      g_string_append (match, match->len > 0 ? " AND \"" : "\"");
      if (append_spaced (match, parts[i], parts[i] + strlen (parts[i])))
        g_string_append_c (match, '"');
      else
        g_string_append (match, "\" *");
    }
  return g_string_free_and_steal (match);
}
