/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-identifier.h"
#include "way-epcis-internal.h"

#define CANONICAL_STEM "https://id.gs1.org/"
#define MAX_IDENTIFIER 512

gboolean
way_epcis_append_identifier (GString *out, WaySlice uri)
{
  gsize start = out->len;
  gboolean is_known;

  if (uri.len > MAX_IDENTIFIER)
    return FALSE;
  g_string_append (out, CANONICAL_STEM);
  if (way_epcis_has_prefix (uri, "urn:epc:"))
    is_known = way_epcis_append_urn_path (out, uri);
  else
    is_known = way_epcis_append_link_path (out, uri);
  if (!is_known)
    g_string_truncate (out, start);
  return is_known;
}

char *
way_epcis_dup_identifier (WaySlice uri)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!way_epcis_append_identifier (out, uri))
    g_string_append_len (out, (const char *) uri.data, (gssize) uri.len);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* --- What both forms share --- */

gboolean
way_epcis_has_prefix (WaySlice text, const char *prefix)
{
  gsize len = strlen (prefix);

  return text.len >= len && memcmp (text.data, prefix, len) == 0;
}

gboolean
way_epcis_is_digits (WaySlice text)
{
  for (gsize i = 0; i < text.len; i++)
    if (!g_ascii_isdigit (text.data[i]))
      return FALSE;
  return TRUE;
}

/* GS1 General Specifications 7.9: from the right, weights 3, 1, 3, … */
char
way_epcis_check_digit (const char *digits, gsize len)
{
  guint sum = 0;

  for (gsize i = 0; i < len; i++)
    sum += (guint) (digits[len - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
  return (char) ('0' + (10 - sum % 10) % 10);
}

/* GS1 AI encodable character set 82 (General Specifications figure 7.11-1); 39 is the
 * smaller set of component and part identifiers. */
static gboolean
is_in_set (guint8 byte, WayEpcisCharset charset)
{
  if (byte == '\0')
    return FALSE;
  if (g_ascii_isdigit (byte))
    return TRUE;
  if (charset == WAY_EPCIS_DIGITS)
    return FALSE;
  if (charset == WAY_EPCIS_SET_39)
    return g_ascii_isupper (byte) || strchr ("#-/", byte);
  return g_ascii_isalpha (byte) || strchr ("!\"%&'()*+,-./:;<=>?_", byte);
}

/* GS1 Digital Link URI Syntax, section 4: what is reserved is escaped. */
static gboolean
is_literal (guint8 byte)
{
  return g_ascii_isalnum (byte) || strchr ("'-.;=_", byte);
}

gboolean
way_epcis_append_value (GString *out,
                        WaySlice text,
                        WayEpcisCharset charset,
                        gsize min_len,
                        gsize max_len)
{
  gsize n = 0;

  for (gsize i = 0; i < text.len; i++, n++)
    {
      guint8 byte = text.data[i];

      if (byte == '%')
        {
          if (i + 2 >= text.len || !g_ascii_isxdigit (text.data[i + 1])
              || !g_ascii_isxdigit (text.data[i + 2]))
            return FALSE;
          byte = (guint8) (g_ascii_xdigit_value (text.data[i + 1]) * 16
                           + g_ascii_xdigit_value (text.data[i + 2]));
          i += 2;
        }
      if (!is_in_set (byte, charset))
        return FALSE;
      if (is_literal (byte))
        g_string_append_c (out, (char) byte);
      else
        g_string_append_printf (out, "%%%02X", byte);
    }
  return n >= min_len && n <= max_len;
}

gboolean
way_epcis_next_part (WaySlice *rest, char separator, WaySlice *out_part)
{
  const guint8 *end;

  if (rest->data == NULL)
    return FALSE;
  end = rest->len > 0 ? memchr (rest->data, separator, rest->len) : NULL;
  *out_part = WAY_SLICE_INIT (rest->data, end ? (gsize) (end - rest->data) : rest->len);
  if (end)
    *rest = WAY_SLICE_INIT (end + 1, rest->len - out_part->len - 1);
  else
    *rest = (WaySlice) { NULL, 0 };
  return TRUE;
}
