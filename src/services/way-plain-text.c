/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-plain-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHOWN 4000

static const struct
{
  const char *start; /* small letters */
  WayPlainTextKind kind;
} starts[] = {
  { "http://", WAY_PLAIN_TEXT_LINK },
  { "https://", WAY_PLAIN_TEXT_LINK },
  { "www.", WAY_PLAIN_TEXT_LINK },
  { "wifi:", WAY_PLAIN_TEXT_WIFI },
  { "begin:vcard", WAY_PLAIN_TEXT_CONTACT },
  { "mecard:", WAY_PLAIN_TEXT_CONTACT },
  { "mailto:", WAY_PLAIN_TEXT_MESSAGE },
  { "tel:", WAY_PLAIN_TEXT_MESSAGE },
  { "sms:", WAY_PLAIN_TEXT_MESSAGE },
  { "smsto:", WAY_PLAIN_TEXT_MESSAGE },
  { "geo:", WAY_PLAIN_TEXT_PLACE },
  { "]", WAY_PLAIN_TEXT_CODE },
  { "(0", WAY_PLAIN_TEXT_CODE },
  { "urn:epc:", WAY_PLAIN_TEXT_CODE },
};

/* RFC 3986: letter, then letters, digits, + - . and a colon; nothing else has that form without white space behind it. */
static gboolean
has_scheme (const char *text)
{
  gsize len = 1;

  if (!g_ascii_isalpha (text[0]))
    return FALSE;
  while (g_ascii_isalnum (text[len]) || (text[len] != '\0' && strchr ("+-.", text[len])))
    len++;
  return len > 1 && text[len] == ':' && text[len + 1] != '\0'
         && !g_ascii_isspace (text[len + 1]);
}

static gboolean
is_number (const char *text)
{
  gsize len = strspn (text, "0123456789 -");

  return len >= 8 && text[len] == '\0';
}

WayPlainTextKind
way_plain_text_get_kind (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_ascii_strncasecmp (text, starts[i].start, strlen (starts[i].start)) == 0)
      return starts[i].kind;
  if (is_number (text))
    return WAY_PLAIN_TEXT_CODE;
  return has_scheme (text) ? WAY_PLAIN_TEXT_ADDRESS : WAY_PLAIN_TEXT_OTHER;
}

const char *
way_plain_text_describe (WayPlainTextKind kind)
{
  static const char *const words[] = {
    [WAY_PLAIN_TEXT_OTHER] = N_ ("A Text, Not a Product Code"),
    [WAY_PLAIN_TEXT_LINK] = N_ ("A Web Link, Not a Product Code"),
    [WAY_PLAIN_TEXT_WIFI] = N_ ("The Access to a Wi-Fi Network, Not a Product Code"),
    [WAY_PLAIN_TEXT_CONTACT] = N_ ("A Contact, Not a Product Code"),
    [WAY_PLAIN_TEXT_MESSAGE] = N_ ("A Number or Address to Write To, Not a Product Code"),
    [WAY_PLAIN_TEXT_PLACE] = N_ ("A Place on the Map, Not a Product Code"),
    [WAY_PLAIN_TEXT_ADDRESS] = N_ ("A Link of Another Program, Not a Product Code"),
    [WAY_PLAIN_TEXT_CODE] = N_ ("Not a Code That Can Be Traced"),
  };

  return _ (words[kind]);
}

/* Nothing to see where it stands, or other than it seems: controls, formats (bidi among them), private and unassigned ones. */
static gboolean
is_hidden (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  if (c == '\n' || c == '\r' || c == '\t')
    return FALSE;
  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT
         || type == G_UNICODE_UNASSIGNED || type == G_UNICODE_PRIVATE_USE
         || type == G_UNICODE_SURROGATE || type == G_UNICODE_LINE_SEPARATOR
         || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

gboolean
way_plain_text_is_deceptive (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    if (is_hidden (g_utf8_get_char (p)) && g_utf8_get_char (p) >= 0x80)
      return TRUE;
  return FALSE;
}

char *
way_plain_text_make_visible (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *shown = g_string_new (NULL);
  gsize n = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (n++ == MAX_SHOWN)
        {
          g_string_append (shown, "…");
          break;
        }
      if (is_hidden (c))
        g_string_append_printf (shown, "⟨U+%04X⟩", c);
      else
        g_string_append_unichar (shown, c);
    }
  return g_string_free_and_steal (shown);
}
