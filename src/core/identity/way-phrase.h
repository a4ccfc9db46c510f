/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-environs.h"
#include "way-result.h"
#include "way-secret.h"
#include "way-slice.h"

/* Recovery phrases by BIP-39, docs/spec/identity-keys.md. */

typedef enum
{
  WAY_PHRASE_ENGLISH,
  WAY_PHRASE_CHINESE_SIMPLIFIED,
  WAY_PHRASE_CHINESE_TRADITIONAL,
} WayPhraseLanguage;

#define WAY_PHRASE_N_LANGUAGES 3
#define WAY_PHRASE_MAX_WORDS   24
#define WAY_PHRASE_SUGGESTIONS 3
#define WAY_PHRASE_SEED_SIZE   64
/* Bytes of text that are looked at; more is WAY_RESULT_TOO_LARGE. */
#define WAY_PHRASE_MAX_TEXT 4096

/** A phrase that is valid: its words are in the list and its checksum is right. */
typedef struct _WayPhrase WayPhrase;

/**
 * WayPhraseReport:
 * @result: WAY_RESULT_OK; WAY_RESULT_MALFORMED (the word at @position is in no list or
 *   not in that of the others), WAY_RESULT_OUT_OF_RANGE (@n_words is not 12, 15, 18, 21
 *   or 24), WAY_RESULT_BAD_CHECKSUM, WAY_RESULT_INVALID_TEXT (not UTF-8),
 *   WAY_RESULT_TOO_LARGE
 * @n_words: how many there are
 * @position: the first wrong word, from 1; 0 where no single word is to blame
 * @language: that of the phrase, or of most of its words
 * @other_language: where @is_other_language, the list that has the word at @position
 * @suggestions: words like the one at @position, the nearest first, NULL behind; static
 *
 * What is wrong with a phrase that somebody typed, for whoever has to put it right.
 */
typedef struct
{
  WayResult result;
  guint n_words;
  guint position;
  WayPhraseLanguage language;
  gboolean is_other_language;
  WayPhraseLanguage other_language;
  const char *suggestions[WAY_PHRASE_SUGGESTIONS];
} WayPhraseReport;

/** Returns: English name, like "Simplified Chinese". */
const char *
way_phrase_language_get_name (WayPhraseLanguage language);

/** @n_words: 12, 15, 18, 21 or 24. Returns: (transfer full) (nullable): NULL for another
 * number. */
WayPhrase *
way_phrase_new_random (const WayRandom *random,
                       WayPhraseLanguage language,
                       guint n_words);
/** @entropy: 16, 20, 24, 28 or 32 bytes. Returns: (transfer full) (nullable): NULL for
 * another length. */
WayPhrase *
way_phrase_new_from_entropy (WaySlice entropy, WayPhraseLanguage language);

/** Reads what a person typed: either case, any white space and punctuation between
 * words, none needed between Chinese ones, any Unicode normal form. The language is found
 * by itself; a phrase that is in both Chinese lists is reported as simplified and is the same
 * by either.
 * @out_report: (optional). @error: the report in a sentence; it repeats no word of the
 * phrase but suggests some. Returns: (transfer full) */
WayPhrase *
way_phrase_parse (WaySlice text, WayPhraseReport *out_report, GError **error);

void
way_phrase_free (WayPhrase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPhrase, way_phrase_free)

WayPhraseLanguage
way_phrase_get_language (const WayPhrase *self);
guint
way_phrase_get_n_words (const WayPhrase *self);
/** @index: below the number of words. Returns: a static string, NFKD. */
const char *
way_phrase_get_word (const WayPhrase *self, guint index);
/** Returns: (transfer full): the words with one space between, not NUL-terminated. */
WaySecret *
way_phrase_dup_text (const WayPhrase *self);
/** Returns: (transfer full): 16 to 32 bytes. */
WaySecret *
way_phrase_dup_entropy (const WayPhrase *self);
/** @passphrase: UTF-8, mostly empty: the BIP-39 passphrase, part of the secret. Returns:
 * (transfer full) (nullable): 64 bytes; NULL where @passphrase is not UTF-8. */
WaySecret *
way_phrase_to_seed (const WayPhrase *self, WaySlice passphrase);
