/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-phrase.h"

#include "way-hash.h"
#include "way-phrase-private.h"

#define BITS_PER_WORD   11
#define SEED_ITERATIONS 2048

struct _WayPhrase
{
  WayPhraseLanguage language;
  guint n_words;
  WaySecret *indices; /* owned: n_words × guint16 */
};

static WayPhrase *
phrase_new (WayPhraseLanguage language, guint n_words)
{
  WayPhrase *self = g_new0 (WayPhrase, 1);

  self->language = language;
  self->n_words = n_words;
  self->indices = way_secret_new (n_words * sizeof (guint16));
  return self;
}

void
way_phrase_free (WayPhrase *self)
{
  if (self == NULL)
    return;
  way_secret_unref (self->indices);
  g_free (self);
}

static guint16
get_index (const WayPhrase *self, guint position)
{
  guint16 index;

  g_assert (position < self->n_words);
  memcpy (&index, way_secret_get_slice (self->indices).data + position * sizeof index,
          sizeof index);
  return index;
}

static void
set_index (WayPhrase *self, guint position, guint16 index)
{
  memcpy (way_secret_get_data (self->indices) + position * sizeof index, &index,
          sizeof index);
}

WayPhrase *
way_phrase_new_from_entropy (WaySlice entropy, WayPhraseLanguage language)
{
  guint n_words = (guint) (entropy.len * 3 / 4);
  g_autoptr (WaySecret) bits = NULL;
  const guint8 *data;
  WayPhrase *self;
  WayHash hash;

  if (entropy.len > 32 || entropy.len % 4 != 0
      || !way_phrase_is_number_of_words (n_words))
    return NULL;
  /* Entropy, then the first bits of its hash: at most one byte of them. */
  bits = way_secret_new (entropy.len + 1);
  way_sha256 (entropy, &hash);
  memcpy (way_secret_get_data (bits), entropy.data, entropy.len);
  way_secret_get_data (bits)[entropy.len] = hash.bytes[0];
  way_secret_wipe (&hash, sizeof hash);

  data = way_secret_get_slice (bits).data;
  self = phrase_new (language, n_words);
  for (guint i = 0; i < n_words; i++)
    {
      guint16 index = 0;

      for (guint bit = i * BITS_PER_WORD; bit < (i + 1) * BITS_PER_WORD; bit++)
        index = (guint16) (index << 1 | (data[bit / 8] >> (7 - bit % 8) & 1));
      set_index (self, i, index);
    }
  return self;
}

WayPhrase *
way_phrase_new_random (const WayRandom *random, WayPhraseLanguage language, guint n_words)
{
  g_autoptr (WaySecret) entropy = NULL;

  if (!way_phrase_is_number_of_words (n_words))
    return NULL;
  entropy = way_secret_new (n_words / 3 * 4);
  way_random_fill (random, way_secret_get_data (entropy), way_secret_get_size (entropy));
  return way_phrase_new_from_entropy (way_secret_get_slice (entropy), language);
}

WayPhraseLanguage
way_phrase_get_language (const WayPhrase *self)
{
  return self->language;
}

guint
way_phrase_get_n_words (const WayPhrase *self)
{
  return self->n_words;
}

const char *
way_phrase_get_word (const WayPhrase *self, guint index)
{
  return way_word_list_get (self->language, get_index (self, index));
}

WaySecret *
way_phrase_dup_text (const WayPhrase *self)
{
  g_autoptr (WaySecret) text = NULL;
  gsize len = self->n_words - 1;
  guint8 *next;

  for (guint i = 0; i < self->n_words; i++)
    len += strlen (way_phrase_get_word (self, i));
  text = way_secret_new (len);
  next = way_secret_get_data (text);
  for (guint i = 0; i < self->n_words; i++)
    {
      WaySlice word = way_slice_from_string (way_phrase_get_word (self, i));

      if (i > 0)
        *next++ = ' ';
      memcpy (next, word.data, word.len);
      next += word.len;
    }
  return g_steal_pointer (&text);
}

WaySecret *
way_phrase_dup_entropy (const WayPhrase *self)
{
  g_autoptr (WaySecret) entropy = way_secret_new (self->n_words / 3 * 4);
  guint8 *data = way_secret_get_data (entropy);

  for (guint bit = 0; bit < way_secret_get_size (entropy) * 8; bit++)
    {
      guint16 index = get_index (self, bit / BITS_PER_WORD);

      if (index >> (BITS_PER_WORD - 1 - bit % BITS_PER_WORD) & 1)
        data[bit / 8] |= (guint8) (0x80 >> bit % 8);
    }
  return g_steal_pointer (&entropy);
}

WaySecret *
way_phrase_to_seed (const WayPhrase *self, WaySlice passphrase)
{
  static const char prefix[] = "mnemonic";
  g_autoptr (WaySecret) normal = way_text_normalise_nfkd (passphrase);
  g_autoptr (WaySecret) text = NULL, salt = NULL, seed = NULL;
  WaySlice tail;

  if (normal == NULL)
    return NULL;
  tail = way_secret_get_slice (normal);
  salt = way_secret_new (strlen (prefix) + tail.len);
  memcpy (way_secret_get_data (salt), prefix, strlen (prefix));
  if (tail.len > 0)
    memcpy (way_secret_get_data (salt) + strlen (prefix), tail.data, tail.len);
  text = way_phrase_dup_text (self);
  seed = way_secret_new (WAY_PHRASE_SEED_SIZE);
  if (!way_pbkdf2_sha512 (way_secret_get_slice (text), way_secret_get_slice (salt),
                          SEED_ITERATIONS, way_secret_get_data (seed),
                          WAY_PHRASE_SEED_SIZE))
    g_error ("libgcrypt can't compute PBKDF2");
  return g_steal_pointer (&seed);
}
