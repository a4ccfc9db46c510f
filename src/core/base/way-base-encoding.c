/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"

#include <string.h>

static const char hex_digits[] = "0123456789abcdef";
static const char base64url_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char base58_digits[] =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
static const char base32_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

#define BASE58_MAX_CHARS 256

char *
way_hex_encode (WaySlice slice)
{
  char *text = g_malloc (2 * slice.len + 1);

  for (gsize i = 0; i < slice.len; i++)
    {
      text[2 * i] = hex_digits[slice.data[i] >> 4];
      text[2 * i + 1] = hex_digits[slice.data[i] & 15];
    }
  text[2 * slice.len] = '\0';
  return text;
}

static gboolean
decode_hex (const char *text, guint8 *out, gsize out_len)
{
  for (gsize i = 0; i < out_len; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = high < 0 ? -1 : g_ascii_xdigit_value (text[2 * i + 1]);

      if (low < 0)
        return FALSE;
      out[i] = (guint8) (high << 4 | low);
    }
  return TRUE;
}

GBytes *
way_hex_decode (const char *text, gssize len)
{
  gsize chars = len < 0 ? strlen (text) : (gsize) len;
  g_autofree guint8 *out = NULL;

  if (chars % 2 != 0)
    return NULL;
  out = g_malloc (chars / 2 + 1);
  if (!decode_hex (text, out, chars / 2))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&out), chars / 2);
}

gboolean
way_hex_decode_exact (const char *text, guint8 *out, gsize out_len)
{
  return strlen (text) == 2 * out_len && decode_hex (text, out, out_len);
}

gboolean
way_hash_from_hex (const char *text, WayHash *out_hash)
{
  return way_hex_decode_exact (text, out_hash->bytes, WAY_HASH_SIZE);
}

static char *
encode_bits (WaySlice slice, const char *digits, guint bits)
{
  GString *text = g_string_sized_new (slice.len * 8 / bits + 2);
  guint32 window = 0;
  guint held = 0;

  for (gsize i = 0; i < slice.len; i++)
    {
      window = window << 8 | slice.data[i];
      for (held += 8; held >= bits; held -= bits)
        g_string_append_c (text, digits[window >> (held - bits) & ((1u << bits) - 1)]);
    }
  if (held > 0)
    g_string_append_c (text, digits[window << (bits - held) & ((1u << bits) - 1)]);
  return g_string_free_and_steal (text);
}

char *
way_base64url_encode (WaySlice slice)
{
  return encode_bits (slice, base64url_digits, 6);
}

char *
way_base32_encode (WaySlice slice)
{
  return encode_bits (slice, base32_digits, 5);
}

GBytes *
way_base64url_decode (const char *text, gssize len)
{
  gsize chars = len < 0 ? strlen (text) : (gsize) len;
  g_autoptr (GByteArray) out = g_byte_array_sized_new ((guint) (chars * 3 / 4 + 1));
  guint32 window = 0;
  guint held = 0;

  if (chars % 4 == 1)
    return NULL;
  for (gsize i = 0; i < chars; i++)
    {
      const char *digit = text[i] != '\0' ? strchr (base64url_digits, text[i]) : NULL;

      if (digit == NULL)
        return NULL;
      window = window << 6 | (guint32) (digit - base64url_digits);
      held += 6;
      if (held >= 8)
        {
          guint8 byte = (guint8) (window >> (held - 8));

          g_byte_array_append (out, &byte, 1);
          held -= 8;
        }
    }
  if ((window & ((1u << held) - 1)) != 0)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

char *
way_base58_encode (WaySlice slice)
{
  gsize size = slice.len * 138 / 100 + 2;
  g_autofree guint8 *digits = g_malloc0 (size);
  gsize used = 0, zeros = 0;
  GString *text;

  while (zeros < slice.len && slice.data[zeros] == 0)
    zeros++;
  for (gsize i = zeros; i < slice.len; i++)
    {
      guint carry = slice.data[i];
      gsize j = 0;

      for (; j < used || carry != 0; j++)
        {
          carry += 256u * digits[j];
          digits[j] = (guint8) (carry % 58);
          carry /= 58;
        }
      used = j;
    }
  text = g_string_sized_new (zeros + used + 1);
  for (gsize i = 0; i < zeros; i++)
    g_string_append_c (text, '1');
  while (used > 0)
    g_string_append_c (text, base58_digits[digits[--used]]);
  return g_string_free_and_steal (text);
}

GBytes *
way_base58_decode (const char *text, gssize len)
{
  gsize chars = len < 0 ? strlen (text) : (gsize) len;
  guint8 bytes[BASE58_MAX_CHARS] = { 0 };
  gsize used = 0, zeros = 0;
  guint8 *out;

  if (chars > BASE58_MAX_CHARS)
    return NULL;
  while (zeros < chars && text[zeros] == '1')
    zeros++;
  for (gsize i = zeros; i < chars; i++)
    {
      const char *digit = text[i] != '\0' ? strchr (base58_digits, text[i]) : NULL;
      guint carry;
      gsize j = 0;

      if (digit == NULL)
        return NULL;
      carry = (guint) (digit - base58_digits);
      for (; j < used || carry != 0; j++)
        {
          carry += 58u * bytes[j];
          bytes[j] = (guint8) carry;
          carry >>= 8;
        }
      used = j;
    }
  out = g_malloc0 (zeros + used + 1);
  for (gsize i = 0; i < used; i++)
    out[zeros + i] = bytes[used - 1 - i];
  return g_bytes_new_take (out, zeros + used);
}
