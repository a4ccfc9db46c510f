/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-phrase.h"

#include "way-phrase-private.h"

/* Words that are looked at; phrases with more are refused by their number. */
#define MAX_SPLIT 64

static const char *const language_names[WAY_PHRASE_N_LANGUAGES] = {
  WAY_TEXT ("English"),
  WAY_TEXT ("Simplified Chinese"),
  WAY_TEXT ("Traditional Chinese"),
};

const char *
way_phrase_language_get_name (WayPhraseLanguage language)
{
  return language_names[language];
}

/* Invisible characters come along when text is copied from a page. */
static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_ispunct (c) || g_unichar_iscntrl (c)
         || g_unichar_type (c) == G_UNICODE_FORMAT;
}

/* From the CJK radicals on a character is a word. */
static gboolean
is_ideograph (gunichar c)
{
  return c >= 0x2e80;
}

typedef struct
{
  WaySlice words[MAX_SPLIT];
  guint n_words; /* may be greater than MAX_SPLIT */
} Split;

static void
split_end_word (Split *split, const guint8 *start, const guint8 *end)
{
  if (start == NULL || start == end)
    return;
  if (split->n_words < MAX_SPLIT)
    split->words[split->n_words] = WAY_SLICE_INIT (start, end - start);
  split->n_words++;
}

/* Lower-cases the ASCII letters of @text in place and cuts it into words. */
static void
split_words (WaySecret *text, Split *split)
{
  guint8 *next = way_secret_get_data (text);
  const guint8 *end = next + way_secret_get_size (text);
  const guint8 *word = NULL;

  split->n_words = 0;
  while (next < end)
    {
      gunichar c = g_utf8_get_char_validated ((const char *) next, end - next);
      guint8 *behind = next + g_utf8_skip[*next];

      if (is_separator (c) || is_ideograph (c))
        {
          split_end_word (split, word, next);
          word = NULL;
          if (!is_separator (c))
            split_end_word (split, next, behind);
        }
      else if (word == NULL)
        word = next;
      if (c < 0x80)
        *next = (guint8) g_ascii_tolower ((char) *next);
      next = behind;
    }
  split_end_word (split, word, end);
}

/* Looks the words up in one list. Returns: how many are in it.
 * @out_first_wrong: the place of the first that is not, from 1; 0 where all are. */
static guint
look_up (const Split *split,
         WayPhraseLanguage language,
         guint16 *indices,
         guint *out_first_wrong)
{
  guint n_known = 0;

  *out_first_wrong = 0;
  for (guint i = 0; i < MIN (split->n_words, MAX_SPLIT); i++)
    {
      int index = way_word_list_find (language, split->words[i]);

      if (index >= 0)
        {
          indices[i] = (guint16) index;
          n_known++;
        }
      else if (*out_first_wrong == 0)
        *out_first_wrong = i + 1;
    }
  return n_known;
}

/* Returns: (nullable): NULL where the checksum is wrong. */
static WayPhrase *
phrase_from_indices (const guint16 *indices, guint n_words, WayPhraseLanguage language)
{
  g_autoptr (WaySecret) entropy = way_secret_new (n_words / 3 * 4);
  g_autoptr (WayPhrase) phrase = NULL;
  guint8 *data = way_secret_get_data (entropy);
  const char *last;

  for (guint bit = 0; bit < way_secret_get_size (entropy) * 8; bit++)
    if (indices[bit / 11] >> (10 - bit % 11) & 1)
      data[bit / 8] |= (guint8) (0x80 >> bit % 8);
  phrase = way_phrase_new_from_entropy (way_secret_get_slice (entropy), language);
  /* All bits of the checksum are in the last word. */
  last = way_word_list_get (language, indices[n_words - 1]);
  if (last != way_phrase_get_word (phrase, n_words - 1))
    return NULL;
  return g_steal_pointer (&phrase);
}

/* What to say of the word that is not in the list of the others. */
static void
report_wrong_word (WayPhraseReport *report, const Split *split)
{
  WaySlice word = split->words[report->position - 1];

  report->result = WAY_RESULT_MALFORMED;
  for (guint i = 0; i < WAY_PHRASE_N_LANGUAGES; i++)
    if (way_word_list_find ((WayPhraseLanguage) i, word) >= 0)
      {
        report->is_other_language = TRUE;
        report->other_language = (WayPhraseLanguage) i;
        return;
      }
  way_word_list_suggest (word, report->suggestions);
}

/* Tries each list. The two Chinese ones share 1,275 words, so that a phrase may be in
 * both; it counts as simplified then. Nothing depends on it: shared words stand at the
 * same place in both lists (a test holds them to it), so entropy, checksum and, coming from
 * the text alone, seed are the same. */
static WayPhrase *
match (const Split *split, WayPhraseReport *report)
{
  guint16 indices[MAX_SPLIT];
  WayPhrase *phrase = NULL;
  guint most_known = 0;

  report->n_words = split->n_words;
  report->result = WAY_RESULT_OUT_OF_RANGE;
  for (guint i = 0; i < WAY_PHRASE_N_LANGUAGES && phrase == NULL; i++)
    {
      guint first_wrong;
      guint n_known = look_up (split, (WayPhraseLanguage) i, indices, &first_wrong);

      if (first_wrong == 0 && way_phrase_is_number_of_words (split->n_words))
        phrase = phrase_from_indices (indices, split->n_words, (WayPhraseLanguage) i);
      if (n_known > most_known || phrase != NULL || i == 0)
        {
          most_known = n_known;
          report->language = (WayPhraseLanguage) i;
          report->position = first_wrong;
        }
    }
  way_secret_wipe (indices, sizeof indices);
  if (phrase != NULL)
    report->result = WAY_RESULT_OK;
  else if (report->position > 0)
    report_wrong_word (report, split);
  else if (way_phrase_is_number_of_words (split->n_words))
    report->result = WAY_RESULT_BAD_CHECKSUM;
  return phrase;
}

static gboolean
set_wrong_word_error (const WayPhraseReport *report, GError **error)
{
  const char *list = language_names[report->language];
  const char *const *near = report->suggestions;

  if (report->is_other_language)
    return way_error_format (
        error, report->result,
        "Word %u is not in the %-s list; it is a word of the %-s list", report->position,
        list, language_names[report->other_language]);
  if (near[0] == NULL)
    return way_error_format (error, report->result, "Word %u is not in the %-s list",
                             report->position, list);
  if (near[1] == NULL)
    return way_error_format (error, report->result,
                             "Word %u is not in the %-s list; did you mean “%s”?",
                             report->position, list, near[0]);
  if (near[2] == NULL)
    return way_error_format (error, report->result,
                             "Word %u is not in the %-s list; did you mean “%s” or “%s”?",
                             report->position, list, near[0], near[1]);
  return way_error_format (
      error, report->result,
      "Word %u is not in the %-s list; did you mean “%s” or “%s” or “%s”?",
      report->position, list, near[0], near[1], near[2]);
}

static void
set_error (const WayPhraseReport *report, GError **error)
{
  if (report->result == WAY_RESULT_MALFORMED)
    set_wrong_word_error (report, error);
  else if (report->result == WAY_RESULT_OUT_OF_RANGE)
    way_error_format (error, report->result,
                      "A recovery phrase has 12, 15, 18, 21 or 24 words, this one has %u",
                      report->n_words);
  else if (report->result == WAY_RESULT_BAD_CHECKSUM)
    way_error_format (error, report->result,
                      "The words are all in the %-s list, but don't go together: one is "
                      "wrong, or some are in the wrong order",
                      language_names[report->language]);
  else if (report->result == WAY_RESULT_TOO_LARGE)
    way_error_format (error, report->result,
                      "This text is too long for a recovery phrase of 12 to 24 words");
  else
    way_error_format (
        error, report->result,
        "The recovery phrase has characters that belong to no word; type it "
        "anew");
}

WayPhrase *
way_phrase_parse (WaySlice text, WayPhraseReport *out_report, GError **error)
{
  WayPhraseReport report = { .result = WAY_RESULT_TOO_LARGE };
  g_autoptr (WaySecret) normal = NULL;
  WayPhrase *phrase = NULL;
  Split split;

  if (text.len <= WAY_PHRASE_MAX_TEXT)
    {
      report.result = WAY_RESULT_INVALID_TEXT;
      normal = way_text_normalise_nfkd (text);
    }
  if (normal != NULL)
    {
      split_words (normal, &split);
      phrase = match (&split, &report);
    }
  if (phrase == NULL)
    set_error (&report, error);
  if (out_report != NULL)
    *out_report = report;
  return phrase;
}
