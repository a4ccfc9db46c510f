/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-phrase-private.h"

int
way_word_list_find (WayPhraseLanguage language, WaySlice word)
{
  for (guint i = 0; i < WAY_WORD_LIST_SIZE && word.len > 0; i++)
    {
      const char *candidate = way_word_list_get (language, i);

      if ((guint8) candidate[0] == word.data[0]
          && way_slice_equal_string (word, candidate))
        return (int) i;
    }
  return -1;
}

#define MAX_COMPARED 16

/* How many letters are wrong, missing, too many or swapped with their neighbour
 * (optimal string alignment). Both at most MAX_COMPARED long. */
static guint
get_distance (WaySlice a, WaySlice b)
{
  guint rows[3][MAX_COMPARED + 1];

  for (guint j = 0; j <= b.len; j++)
    rows[0][j] = j;
  for (guint i = 1; i <= a.len; i++)
    {
      guint *row = rows[i % 3], *above = rows[(i + 2) % 3],
            *two_above = rows[(i + 1) % 3];

      row[0] = i;
      for (guint j = 1; j <= b.len; j++)
        {
          guint change = above[j - 1] + (a.data[i - 1] != b.data[j - 1]);

          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, change);
          if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2]
              && a.data[i - 2] == b.data[j - 1])
            row[j] = MIN (row[j], two_above[j - 2] + 1);
        }
    }
  return rows[a.len % 3][b.len];
}

/* Four letters name an English word of the list; somebody may have noted only those. */
static gboolean
shares_four_letters (WaySlice a, WaySlice b)
{
  return a.len >= 4 && b.len >= 4 && memcmp (a.data, b.data, 4) == 0;
}

void
way_word_list_suggest (WaySlice word, const char *suggestions[WAY_PHRASE_SUGGESTIONS])
{
  guint worst = word.len <= 3 ? 1 : 2;
  guint n = 0;

  for (guint i = 0; i < WAY_PHRASE_SUGGESTIONS; i++)
    suggestions[i] = NULL;
  if (word.len > MAX_COMPARED)
    return;
  for (guint distance = 0; distance <= worst; distance++)
    for (guint i = 0; i < WAY_WORD_LIST_SIZE; i++)
      {
        const char *candidate = way_word_list_get (WAY_PHRASE_ENGLISH, i);
        WaySlice other = way_slice_from_string (candidate);
        guint found = shares_four_letters (word, other) ? 0 : get_distance (word, other);

        if (found == distance && n < WAY_PHRASE_SUGGESTIONS)
          suggestions[n++] = candidate;
      }
}

static gboolean
is_ascii (WaySlice text)
{
  for (gsize i = 0; i < text.len; i++)
    if (text.data[i] >= 0x80)
      return FALSE;
  return TRUE;
}

WaySecret *
way_text_normalise_nfkd (WaySlice text)
{
  WaySecret *normal;
  char *copy;
  gsize len;

  if (is_ascii (text))
    return way_secret_new_copy (text);
  if (!g_utf8_validate_len ((const char *) text.data, text.len, NULL))
    return NULL;
  copy = g_utf8_normalize ((const char *) text.data, (gssize) text.len, G_NORMALIZE_NFKD);
  len = strlen (copy);
  normal = way_secret_new_copy (WAY_SLICE_INIT (copy, len));
  way_secret_wipe (copy, len);
  g_free (copy);
  return normal;
}
