/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-digital-link.h"
#include "way-gs1-code.h"
#include "way-gs1-elements-private.h"
#include "way-gtin.h"

#define FNC1 0x1D

static gboolean
check_size (WaySlice text, GError **error)
{
  if (text.len <= WAY_GS1_MAX_TEXT)
    return TRUE;
  return way_error_format (error, WAY_RESULT_TOO_LARGE,
                           "The text is longer than %d characters", WAY_GS1_MAX_TEXT);
}

static gboolean
refuse_unknown (const char *text, gsize len, GError **error)
{
  g_autofree char *quoted = way_gs1_quote (WAY_SLICE_INIT (text, MIN (len, 8)));

  return way_error_format (error, WAY_RESULT_MALFORMED,
                           "“%s” is no application identifier", quoted);
}

/* Reads the value up to the next `(` that is not escaped. Returns: bytes read. */
static gsize
take_bracketed_value (const char *text, gsize len, GString *value)
{
  gsize i = 0;

  g_string_truncate (value, 0);
  for (; i < len && text[i] != '('; i++)
    {
      if (text[i] == '\\' && i + 1 < len && text[i + 1] == '(')
        i++;
      g_string_append_c (value, text[i]);
    }
  return i;
}

/* One "(AI)value". Returns: bytes read, 0 on an error. */
static gsize
take_bracketed (WayGs1Elements *self,
                const char *text,
                gsize len,
                GString *value,
                GError **error)
{
  const char *end = memchr (text, ')', len);
  const WayGs1Ai *info;
  gsize ai_len, next;

  if (text[0] != '(' || end == NULL)
    {
      way_error_format (
          error, WAY_RESULT_MALFORMED,
          "GS1 data in brackets starts with an application identifier, like (01)");
      return 0;
    }
  ai_len = (gsize) (end - text) - 1;
  info = way_gs1_ai_find (text + 1, ai_len);
  if (info == NULL)
    {
      refuse_unknown (text + 1, ai_len, error);
      return 0;
    }
  next = ai_len + 2;
  next += take_bracketed_value (text + next, len - next, value);
  if (!way_gs1_elements_append (self, info, text + 1,
                                WAY_SLICE_INIT (value->str, value->len), error))
    return 0;
  return next;
}

WayGs1Elements *
way_gs1_parse_bracketed (WaySlice text, GError **error)
{
  g_autoptr (WayGs1Elements) self = way_gs1_elements_new ();
  g_autoptr (GString) value = g_string_new (NULL);
  const char *data = (const char *) text.data;

  if (!check_size (text, error))
    return NULL;
  for (gsize next = 0; next < text.len;)
    {
      gsize taken = take_bracketed (self, data + next, text.len - next, value, error);

      if (taken == 0)
        return NULL;
      next += taken;
    }
  return way_gs1_elements_finish (g_steal_pointer (&self), error);
}

/* One AI and value of a string with separators. Returns: bytes read, 0 on an error. */
static gsize
take_element (WayGs1Elements *self,
              const char *text,
              gsize len,
              char separator,
              GError **error)
{
  const WayGs1Ai *info = way_gs1_ai_find_prefix (text, len);
  const char *value, *end;
  gsize value_len, most;

  if (info == NULL)
    {
      refuse_unknown (text, MIN (len, 4), error);
      return 0;
    }
  value = text + info->ai_len;
  len -= info->ai_len;
  end = len > 0 ? memchr (value, separator, len) : NULL;
  value_len = end != NULL ? (gsize) (end - value) : len;
  most = way_gs1_ai_get_max_len (info);
  if (info->is_fixed)
    value_len = MIN (value_len, most);
  if (!way_gs1_elements_append (self, info, text, WAY_SLICE_INIT (value, value_len),
                                error))
    return 0;
  /* Readers may send a separator behind a value of predefined length too. */
  return info->ai_len + value_len
         + (value_len < len && value[value_len] == separator ? 1 : 0);
}

WayGs1Elements *
way_gs1_parse_element_string (WaySlice text, char separator, GError **error)
{
  g_autoptr (WayGs1Elements) self = way_gs1_elements_new ();
  const char *data = (const char *) text.data;
  gsize next = text.len > 0 && data[0] == separator ? 1 : 0;

  if (!check_size (text, error))
    return NULL;
  while (next < text.len)
    {
      gsize taken = take_element (self, data + next, text.len - next, separator, error);

      if (taken == 0)
        return NULL;
      next += taken;
    }
  return way_gs1_elements_finish (g_steal_pointer (&self), error);
}

static WayGs1Elements *
new_single (const char *ai, const char *value, GError **error)
{
  g_autoptr (WayGs1Elements) self = way_gs1_elements_new ();

  if (!way_gs1_elements_append (self, way_gs1_ai_find (ai, strlen (ai)), ai,
                                way_slice_from_string (value), error))
    return NULL;
  return way_gs1_elements_finish (g_steal_pointer (&self), error);
}

static WayGs1Elements *
parse_digits (WaySlice text, gboolean is_upce, GError **error)
{
  g_autofree char *digits = way_slice_dup_string (text);
  char gtin14[15], upca[13];

  if (text.len == 18)
    return new_single ("00", digits, error);
  if (is_upce && text.len == 8)
    {
      if (!way_gtin_expand_upce (digits, upca, error)
          || !way_gtin_to_gtin14 (upca, gtin14, error))
        return NULL;
    }
  else if (!way_gtin_to_gtin14 (digits, gtin14, error))
    return NULL;
  return new_single ("01", gtin14, error);
}

typedef enum
{
  CONTENT_ANY,
  CONTENT_GS1,
  CONTENT_DIGITS,
  CONTENT_UPCE,
} Content;

/* ISO/IEC 15424 symbology identifiers with what GS1 puts behind them; others are plain. */
static Content
content_from_aim (const char *aim3)
{
  static const char *const gs1[] = { "]C1", "]e0", "]e1", "]e2", "]d2", "]Q3", "]J1" };
  static const char *const digits[] = { "]E0", "]E4", "]I1" };

  for (gsize i = 0; i < G_N_ELEMENTS (gs1); i++)
    if (memcmp (aim3, gs1[i], 3) == 0)
      return CONTENT_GS1;
  for (gsize i = 0; i < G_N_ELEMENTS (digits); i++)
    if (memcmp (aim3, digits[i], 3) == 0)
      return CONTENT_DIGITS;
  return CONTENT_ANY;
}

/* "EAN-13", "EAN13" and "ean 13" are one format. */
static Content
content_from_format (const char *format)
{
  static const char *const digits[] = { "ean13", "ean8", "upca", "itf", "itf14" };
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *c = format; c != NULL && *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (plain, g_ascii_tolower (*c));
  if (strcmp (plain->str, "gs1") == 0)
    return CONTENT_GS1;
  if (strcmp (plain->str, "upce") == 0)
    return CONTENT_UPCE;
  for (gsize i = 0; i < G_N_ELEMENTS (digits); i++)
    if (strcmp (plain->str, digits[i]) == 0)
      return CONTENT_DIGITS;
  return CONTENT_ANY;
}

static gboolean
is_all_digits (WaySlice text)
{
  for (gsize i = 0; i < text.len; i++)
    if (!g_ascii_isdigit (text.data[i]))
      return FALSE;
  return text.len > 0;
}

static WayGs1Elements *
parse_gs1 (WaySlice text, GError **error)
{
  const char *data = (const char *) text.data;

  if (text.len > 0 && data[0] == '(')
    return way_gs1_parse_bracketed (text, error);
  if (text.len > 0 && data[0] == '^')
    return way_gs1_parse_element_string (text, '^', error);
  return way_gs1_parse_element_string (text, FNC1, error);
}

/* What a keyboard-wedge reader types when it leaves the separators out: without them the
 * end of a value of variable length is a guess, so there must be none. */
static WayGs1Elements *
parse_without_separators (WaySlice text, GError **error)
{
  g_autoptr (WayGs1Elements) self = way_gs1_parse_element_string (text, FNC1, error);

  if (self == NULL)
    return NULL;
  for (guint i = 0; i < self->n; i++)
    if (!self->infos[i]->is_fixed)
      {
        way_error_format (
            error, WAY_RESULT_MALFORMED,
            "The reader left out the separators (FNC1), so it can't be told "
            "where (%s) %s ends; set it to send them, or to send an AIM "
            "prefix",
            self->items[i].ai, self->infos[i]->title);
        return NULL;
      }
  return g_steal_pointer (&self);
}

static gboolean
looks_unseparated (WaySlice text)
{
  return text.len >= 16 && text.data[0] == '0'
         && (text.data[1] == '0' || text.data[1] == '1')
         && is_all_digits (WAY_SLICE_INIT (text.data, 16));
}

static WayGs1Elements *
parse_any (WaySlice text, GError **error)
{
  const char *data = (const char *) text.data;
  g_autofree char *quoted = NULL;

  if (way_digital_link_has_scheme (text))
    return way_gs1_parse_digital_link (text, error);
  if (text.len > 0
      && (data[0] == '(' || data[0] == '^' || memchr (data, FNC1, text.len) != NULL))
    return parse_gs1 (text, error);
  if (is_all_digits (text) && (text.len <= 14 || text.len == 18))
    return parse_digits (text, FALSE, error);
  if (looks_unseparated (text))
    return parse_without_separators (text, error);
  quoted = way_gs1_quote (way_gs1_cut_secret (text));
  way_error_format (error, WAY_RESULT_MALFORMED,
                    "“%s” is neither a GS1 Digital Link nor GS1 data nor a product "
                    "number; scan the code again",
                    quoted);
  return NULL;
}

WayGs1Elements *
way_gs1_parse_scan (WaySlice text, const char *format, GError **error)
{
  Content content = content_from_format (format);

  if (!check_size (text, error))
    return NULL;
  if (text.len >= 3 && text.data[0] == ']')
    {
      content = content_from_aim ((const char *) text.data);
      text = WAY_SLICE_INIT (text.data + 3, text.len - 3);
    }
  switch (content)
    {
    case CONTENT_GS1:
      return parse_gs1 (text, error);
    case CONTENT_DIGITS:
    case CONTENT_UPCE:
      return parse_digits (text, content == CONTENT_UPCE, error);
    case CONTENT_ANY:
    default:
      return parse_any (text, error);
    }
}
