/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A phrase that is taken is the same when its canonical text is read again; one that is
 * refused is refused for a reason that its report carries. A did:key has one spelling. */

#include "way-did-key.h"
#include "way-fuzz.h"
#include "way-phrase.h"
#include "way-signature.h"

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  return 0;
}

static void
check_taken (const WayPhrase *phrase)
{
  g_autoptr (WaySecret) text = way_phrase_dup_text (phrase);
  g_autoptr (WaySecret) entropy = way_phrase_dup_entropy (phrase);
  g_autoptr (WayPhrase)
      again = way_phrase_parse (way_secret_get_slice (text), NULL, NULL);
  g_autoptr (WaySecret) same = NULL;

  g_assert_nonnull (again);
  same = way_phrase_dup_entropy (again);
  g_assert_true (way_secret_equal (entropy, same));
  g_assert_cmpint (way_phrase_get_language (again), ==, way_phrase_get_language (phrase));
}

static void
check_phrase (WaySlice text)
{
  g_autoptr (GError) error = NULL;
  WayPhraseReport report;
  g_autoptr (WayPhrase) phrase = way_phrase_parse (text, &report, &error);

  if (phrase != NULL)
    {
      g_assert_null (error);
      g_assert_cmpint (report.result, ==, WAY_RESULT_OK);
      check_taken (phrase);
      return;
    }
  g_assert_cmpint (way_result_from_error (error), ==, report.result);
  g_assert_true ((report.position > 0) == (report.result == WAY_RESULT_MALFORMED));
  g_assert_cmpuint (report.position, <=, report.n_words);
}

static void
check_did (WaySlice text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;
  WayDidKey key;

  if (!way_did_key_parse (text, &key, &error))
    {
      g_assert_nonnull (error);
      return;
    }
  again = way_did_key_to_text (&key);
  g_assert_true (way_slice_equal_string (text, again));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t len)
{
  WaySlice text = WAY_SLICE_INIT (data, len);

  check_phrase (text);
  check_did (text);
  return 0;
}
