/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-choice-list.h"

GtkStringList *
way_choice_list_new (const char *const *words)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GString) word = g_string_new (NULL);

      g_string_append_unichar (word, g_unichar_totitle (g_utf8_get_char (words[i])));
      g_string_append (word, g_utf8_next_char (words[i]));
      gtk_string_list_append (list, word->str);
    }
  return list;
}
