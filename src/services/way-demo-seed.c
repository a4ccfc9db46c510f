/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-seed.h"

#include "way-checked.h"
#include "way-hash.h"

static const char seed_text[] = "waymark/demo-market/1: these keys are public";

WayPhrase *
way_demo_seed_new_phrase (void)
{
  WayHash hash;

  way_sha256 (way_slice_from_string (seed_text), &hash);
  return way_phrase_new_from_entropy (WAY_SLICE_INIT (hash.bytes, 16),
                                      WAY_PHRASE_ENGLISH);
}

void
way_demo_seed_fill (gpointer data, guint8 *out, gsize len)
{
  guint64 *counter = data;

  while (len > 0)
    {
      gsize n = MIN (len, WAY_HASH_SIZE);
      guint8 counter8[8];
      WayHash block;

      way_put_be64 (counter8, (*counter)++);
      way_hmac_sha256 (way_slice_from_string (seed_text),
                       WAY_SLICE_INIT (counter8, sizeof counter8), &block);
      memcpy (out, block.bytes, n);
      out += n;
      len -= n;
    }
}
