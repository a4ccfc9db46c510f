/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-statement.h"

#include "way-checked.h"
#include "way-hash.h"

/* Texts of a thing have at most 20 bytes, so every length fits the initial byte. */
#define THING_MAX (1 + 2 + 2 + 1 + WAY_HASH_SIZE + 4 * (2 + 20))

typedef struct
{
  guint8 bytes[THING_MAX];
  gsize len;
} ThingBytes;

static void
put_text (ThingBytes *out, guint8 key, WaySlice text)
{
  g_assert (text.len <= 20);
  out->bytes[out->len++] = key;
  out->bytes[out->len++] = (guint8) (0x60 | text.len);
  if (text.len > 0)
    memcpy (out->bytes + out->len, text.data, text.len);
  out->len += text.len;
}

/** The record's deterministic CBOR without a heap: identifiers are made for every thing of
 * every statement. */
static void
encode (const WayThing *thing, ThingBytes *out)
{
  const WaySlice texts[] = { thing->gtin, thing->lot, thing->serial, thing->sscc };
  guint8 n_pairs = 2;

  out->len = 1;
  out->bytes[out->len++] = 1;
  out->bytes[out->len++] = (guint8) thing->kind;
  out->bytes[out->len++] = 2;
  out->bytes[out->len++] = 0x58;
  out->bytes[out->len++] = WAY_HASH_SIZE;
  memcpy (out->bytes + out->len, thing->account.bytes, WAY_HASH_SIZE);
  out->len += WAY_HASH_SIZE;
  for (guint8 i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (!way_record_has (thing, 3 + i))
        continue;
      put_text (out, 3 + i, texts[i]);
      n_pairs++;
    }
  out->bytes[0] = 0xa0 | n_pairs;
}

void
way_thing_get_id (const WayThing *thing, WayHash *out_id)
{
  ThingBytes encoded;

  g_assert (thing->kind < 24);
  encode (thing, &encoded);
  const WaySlice parts[] = { way_slice_from_string ("waymark/thing/1"),
                             WAY_SLICE_INIT (encoded.bytes, encoded.len) };
  way_sha256_parts (parts, G_N_ELEMENTS (parts), out_id);
}

void
way_shipment_get_id (const WayHash *statement_id, guint action_index, WayHash *out_id)
{
  guint8 index[4];

  way_put_be32 (index, action_index);
  const WaySlice parts[] = { way_slice_from_string ("waymark/shipment/1"),
                             way_slice_from_hash (statement_id),
                             WAY_SLICE_INIT (index, sizeof index) };
  way_sha256_parts (parts, G_N_ELEMENTS (parts), out_id);
}

WayThing
way_thing_product (const WayHash *account, WaySlice gtin)
{
  return (WayThing) {
    .present = 1 << 3, .kind = WAY_THING_PRODUCT, .account = *account, .gtin = gtin
  };
}

WayThing
way_thing_lot (const WayHash *account, WaySlice gtin, WaySlice lot)
{
  return (WayThing) { .present = 1 << 3 | 1 << 4,
                      .kind = WAY_THING_LOT,
                      .account = *account,
                      .gtin = gtin,
                      .lot = lot };
}

WayThing
way_thing_unit (const WayHash *account, WaySlice gtin, WaySlice lot, WaySlice serial)
{
  return (WayThing) { .present = 1 << 3 | 1 << 4 | 1 << 5,
                      .kind = WAY_THING_UNIT,
                      .account = *account,
                      .gtin = gtin,
                      .lot = lot,
                      .serial = serial };
}

WayThing
way_thing_container (const WayHash *account, WaySlice sscc)
{
  return (WayThing) {
    .present = 1 << 6, .kind = WAY_THING_CONTAINER, .account = *account, .sscc = sscc
  };
}

gboolean
way_thing_equal (const WayThing *a, const WayThing *b)
{
  return a->kind == b->kind && a->present == b->present
         && way_hash_equal (&a->account, &b->account)
         && way_slice_equal (a->gtin, b->gtin) && way_slice_equal (a->lot, b->lot)
         && way_slice_equal (a->serial, b->serial) && way_slice_equal (a->sscc, b->sscc);
}

static gboolean
is_same_tag (WaySlice tag, const char *language, gsize len)
{
  return tag.len == len
         && g_ascii_strncasecmp ((const char *) tag.data, language, len) == 0;
}

/** The first text whose tag, or whose primary language, is @language; NULL where none. */
static const WayLangText *
find_language (const WayRecords *texts, const char *language, gboolean is_primary)
{
  const WayLangText *rows = texts->items;
  gsize len = is_primary ? strcspn (language, "-") : strlen (language);

  for (gsize i = 0; i < texts->n; i++)
    {
      WaySlice tag = rows[i].language;

      if (is_primary)
        {
          const guint8 *dash = memchr (tag.data, '-', tag.len);
          tag.len = dash != NULL ? (gsize) (dash - tag.data) : tag.len;
        }
      if (is_same_tag (tag, language, len))
        return &rows[i];
    }
  return NULL;
}

WaySlice
way_lang_text_pick (const WayRecords *texts, const char *const *languages)
{
  const WayLangText *found = NULL;

  if (texts->n == 0)
    return (WaySlice) { 0 };
  for (gsize i = 0; found == NULL && languages != NULL && languages[i] != NULL; i++)
    {
      found = find_language (texts, languages[i], FALSE);
      if (found == NULL)
        found = find_language (texts, languages[i], TRUE);
    }
  if (found == NULL)
    found = find_language (texts, "en", TRUE);
  return found != NULL ? found->text : ((const WayLangText *) texts->items)[0].text;
}
