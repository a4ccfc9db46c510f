/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-internal.h"

/* GS1 Digital Link URIs as they stand in EPCIS events, on any domain and of any release
 * (so also with names instead of numbers), brought to the one form that CBV 2.0 section
 * 8.9 hashes. The strict reader of scanned links is way-digital-link.h. */

typedef struct
{
  const char *number;
  const char *name; /* releases before 1.3 */
  guint8 n_digits;  /* fixed digits at the front */
  guint8 max_rest;  /* further characters */
  WayEpcisCharset charset;
} Key;

static const Key keys[] = {
  { "00", "sscc", 18, 0, WAY_EPCIS_DIGITS },
  { "01", "gtin", 14, 0, WAY_EPCIS_DIGITS },
  { "253", "gdti", 13, 17, WAY_EPCIS_SET_82 },
  { "255", "gcn", 13, 12, WAY_EPCIS_DIGITS },
  { "401", "ginc", 4, 26, WAY_EPCIS_SET_82 },
  { "402", "gsin", 17, 0, WAY_EPCIS_DIGITS },
  { "414", "gln", 13, 0, WAY_EPCIS_DIGITS },
  { "417", "party", 13, 0, WAY_EPCIS_DIGITS },
  { "8003", "grai", 14, 16, WAY_EPCIS_SET_82 },
  { "8004", "giai", 4, 26, WAY_EPCIS_SET_82 },
  { "8006", "itip", 18, 0, WAY_EPCIS_DIGITS },
  { "8010", "cpid", 4, 26, WAY_EPCIS_SET_39 },
  { "8017", "gsrnp", 18, 0, WAY_EPCIS_DIGITS },
  { "8018", "gsrn", 18, 0, WAY_EPCIS_DIGITS },
};

typedef struct
{
  const char *key;
  const char *number;
  const char *name;
  guint8 max_len;
  WayEpcisCharset charset;
} Qualifier;

/* In the order of the path; of several, the last is the finest. */
static const Qualifier qualifiers[] = {
  { "01", "22", "cpv", 20, WAY_EPCIS_SET_82 },
  { "01", "10", "lot", 20, WAY_EPCIS_SET_82 },
  { "01", "21", "ser", 20, WAY_EPCIS_SET_82 },
  { "01", "235", NULL, 28, WAY_EPCIS_SET_82 },
  { "8006", "22", "cpv", 20, WAY_EPCIS_SET_82 },
  { "8006", "10", "lot", 20, WAY_EPCIS_SET_82 },
  { "8006", "21", "ser", 20, WAY_EPCIS_SET_82 },
  { "414", "254", NULL, 20, WAY_EPCIS_SET_82 },
  { "8010", "8011", NULL, 12, WAY_EPCIS_DIGITS },
};

static gboolean
is_named (WaySlice segment, const char *number, const char *name)
{
  return way_slice_equal_string (segment, number)
         || (name != NULL && way_slice_equal_string (segment, name));
}

static const Key *
find_key (WaySlice segment)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (is_named (segment, keys[i].number, keys[i].name))
      return &keys[i];
  return NULL;
}

/* GTIN-8, -12 and -13 are shorter by their leading zeros. */
static gboolean
append_key (GString *out, const Key *key, WaySlice value)
{
  gsize n_digits = key->n_digits;

  g_string_append (out, key->number);
  g_string_append_c (out, '/');
  if (n_digits == 14 && key->max_rest == 0
      && (value.len == 8 || value.len == 12 || value.len == 13))
    {
      g_string_append_printf (out, "%.*s", (int) (14 - value.len), "00000000000000");
      n_digits = value.len;
    }
  if (value.len < n_digits
      || !way_epcis_is_digits (WAY_SLICE_INIT (value.data, n_digits)))
    return FALSE;
  g_string_append_len (out, (const char *) value.data, (gssize) n_digits);
  return way_epcis_append_value (
      out, WAY_SLICE_INIT (value.data + n_digits, value.len - n_digits), key->charset, 0,
      key->max_rest);
}

static gboolean
append_qualifier (GString *out, const Qualifier *qualifier, WaySlice value)
{
  g_string_append_printf (out, "/%s/", qualifier->number);
  return way_epcis_append_value (out, value, qualifier->charset, 1, qualifier->max_len);
}

/* Consumer product variants (22) say nothing about which thing it is. */
static gboolean
append_qualifiers (GString *out, const Key *key, WaySlice rest)
{
  gsize end_of_key = out->len;
  gsize next = 0;
  WaySlice name, value;

  while (way_epcis_next_part (&rest, '/', &name))
    {
      const Qualifier *found = NULL;

      if (name.len == 0 && rest.data == NULL)
        break;
      for (; next < G_N_ELEMENTS (qualifiers) && found == NULL; next++)
        if (strcmp (qualifiers[next].key, key->number) == 0
            && is_named (name, qualifiers[next].number, qualifiers[next].name))
          found = &qualifiers[next];
      if (found == NULL || !way_epcis_next_part (&rest, '/', &value))
        return FALSE;
      g_string_truncate (out, end_of_key);
      if (!append_qualifier (out, found, value))
        return FALSE;
      if (strcmp (found->number, "22") == 0)
        g_string_truncate (out, end_of_key);
    }
  return TRUE;
}

static WaySlice
until (WaySlice text, char byte)
{
  const guint8 *end = text.len > 0 ? memchr (text.data, byte, text.len) : NULL;

  return WAY_SLICE_INIT (text.data, end ? (gsize) (end - text.data) : text.len);
}

static WaySlice
skip (WaySlice text, gsize n)
{
  return WAY_SLICE_INIT (text.data + n, text.len - n);
}

gboolean
way_epcis_append_link_path (GString *out, WaySlice link)
{
  gsize start = out->len;
  WaySlice rest, segment, value;

  if (way_epcis_has_prefix (link, "https://"))
    rest = skip (link, strlen ("https://"));
  else if (way_epcis_has_prefix (link, "http://"))
    rest = skip (link, strlen ("http://"));
  else
    return FALSE;
  rest = until (until (rest, '#'), '?');
  way_epcis_next_part (&rest, '/', &segment); /* the domain */

  while (way_epcis_next_part (&rest, '/', &segment))
    {
      const Key *key = find_key (segment);
      WaySlice behind = rest;

      if (key == NULL || !way_epcis_next_part (&behind, '/', &value))
        continue;
      if (append_key (out, key, value) && append_qualifiers (out, key, behind))
        return TRUE;
      g_string_truncate (out, start);
    }
  return FALSE;
}
