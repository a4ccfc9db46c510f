/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-phrase.h"

/* Private to core/identity. */

#define WAY_WORD_LIST_SIZE 2048

/** The words of one language, @stride bytes each with their NUL. */
typedef struct
{
  const char *words;
  gsize stride;
} WayWordList;

/** By WayPhraseLanguage; made of data/bip39 by way-word-lists.py. */
extern const WayWordList way_word_lists[WAY_PHRASE_N_LANGUAGES];

static inline const char *
way_word_list_get (WayPhraseLanguage language, guint index)
{
  return way_word_lists[language].words + index * way_word_lists[language].stride;
}

static inline gboolean
way_phrase_is_number_of_words (guint n)
{
  return n >= 12 && n <= WAY_PHRASE_MAX_WORDS && n % 3 == 0;
}

/** Returns: 0 to 2047, -1 where @word is not in the list. */
int
way_word_list_find (WayPhraseLanguage language, WaySlice word);

/** Fills @suggestions with the nearest English words, the best first, NULL behind. */
void
way_word_list_suggest (WaySlice word, const char *suggestions[WAY_PHRASE_SUGGESTIONS]);

/** NFKD of @text in locked memory; ASCII is copied without passing through any other.
 * Returns: (transfer full) (nullable): NULL where @text is not UTF-8. */
WaySecret *
way_text_normalise_nfkd (WaySlice text);
