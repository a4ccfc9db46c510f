/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cbor.h"

/* Reads what way_cbor_to_diagnostic() writes for deterministic items. */

typedef struct
{
  const char *next;
  const char *end;
  GByteArray *out;
  guint depth;
} Parser;

static gboolean
parse_item (Parser *parser);

static void
skip_blanks (Parser *parser)
{
  while (parser->next < parser->end && g_ascii_isspace (*parser->next))
    parser->next++;
}

static gboolean
take (Parser *parser, const char *token)
{
  gsize len = strlen (token);

  if ((gsize) (parser->end - parser->next) < len
      || memcmp (parser->next, token, len) != 0)
    return FALSE;
  parser->next += len;

  return TRUE;
}

static gboolean
take_number (Parser *parser, guint64 *out)
{
  const char *start = parser->next;
  guint64 number = 0;

  for (; parser->next < parser->end && g_ascii_isdigit (*parser->next); parser->next++)
    if (__builtin_mul_overflow (number, 10, &number)
        || __builtin_add_overflow (number, (guint64) (*parser->next - '0'), &number))
      return FALSE;
  *out = number;

  return parser->next > start;
}

static void
put_head (Parser *parser, WayCborType type, guint64 argument, guint at)
{
  g_auto (WayCborWriter) writer;
  WaySlice head;
  guint len = parser->out->len;

  way_cbor_writer_init (&writer);
  way_cbor_write_unsigned (&writer, argument);
  writer.bytes->data[0] |= (guint8) (type << 5);
  head = way_cbor_writer_get_slice (&writer);
  g_byte_array_set_size (parser->out, len + (guint) head.len);
  memmove (parser->out->data + at + head.len, parser->out->data + at, len - at);
  memcpy (parser->out->data + at, head.data, head.len);
}

static gboolean
parse_bytes (Parser *parser)
{
  guint at = parser->out->len;

  while (!take (parser, "'"))
    {
      int high, low;
      guint8 byte;

      if (parser->end - parser->next < 2)
        return FALSE;
      high = g_ascii_xdigit_value (*parser->next++);
      low = g_ascii_xdigit_value (*parser->next++);
      if (high < 0 || low < 0)
        return FALSE;
      byte = (guint8) (high << 4 | low);
      g_byte_array_append (parser->out, &byte, 1);
    }
  put_head (parser, WAY_CBOR_BYTES, parser->out->len - at, at);

  return TRUE;
}

static gboolean
take_unit (Parser *parser, guint32 *out)
{
  *out = 0;
  if (!take (parser, "\\u") || parser->end - parser->next < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*parser->next++);

      if (digit < 0)
        return FALSE;
      *out = *out << 4 | (guint32) digit;
    }

  return TRUE;
}

static gboolean
parse_escape (Parser *parser)
{
  char utf8[6];
  guint32 unit, low;

  if (take (parser, "\\\"") || take (parser, "\\\\"))
    {
      g_byte_array_append (parser->out, (const guint8 *) parser->next - 1, 1);
      return TRUE;
    }
  if (!take_unit (parser, &unit) || (unit >= 0xdc00 && unit <= 0xdfff))
    return FALSE;
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      if (!take_unit (parser, &low) || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      unit = 0x10000 + ((unit - 0xd800) << 10 | (low - 0xdc00));
    }
  g_byte_array_append (parser->out, (const guint8 *) utf8,
                       (guint) g_unichar_to_utf8 (unit, utf8));

  return TRUE;
}

static gboolean
parse_text (Parser *parser)
{
  guint at = parser->out->len;

  while (!take (parser, "\""))
    {
      if (parser->next == parser->end)
        return FALSE;
      if (*parser->next != '\\')
        g_byte_array_append (parser->out, (const guint8 *) parser->next++, 1);
      else if (!parse_escape (parser))
        return FALSE;
    }
  put_head (parser, WAY_CBOR_TEXT, parser->out->len - at, at);

  return TRUE;
}

static gboolean
parse_container (Parser *parser, WayCborType type)
{
  const char *close = type == WAY_CBOR_MAP ? "}" : "]";
  guint at = parser->out->len;
  guint64 n = 0;

  skip_blanks (parser);
  for (; !take (parser, close); n++)
    {
      if (n > 0 && !take (parser, ","))
        return FALSE;
      if (!parse_item (parser))
        return FALSE;
      if (type == WAY_CBOR_MAP && (!take (parser, ":") || !parse_item (parser)))
        return FALSE;
    }
  put_head (parser, type, n, at);

  return TRUE;
}

static gboolean
parse_number (Parser *parser)
{
  guint64 number;
  gboolean is_negative = take (parser, "-");
  guint at = parser->out->len;

  if (is_negative && take (parser, "18446744073709551616"))
    number = 0; /* wraps to 2^64 − 1 below */
  else if (!take_number (parser, &number) || (is_negative && number == 0))
    return FALSE;
  if (is_negative)
    put_head (parser, WAY_CBOR_NEGATIVE, number - 1, at);
  else if (!take (parser, "("))
    put_head (parser, WAY_CBOR_UNSIGNED, number, at);
  else
    {
      put_head (parser, WAY_CBOR_TAG, number, at);
      return parse_item (parser) && take (parser, ")");
    }

  return TRUE;
}

static gboolean
parse_simple (Parser *parser)
{
  static const char *const names[] = { "false", "true", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint8 byte = (guint8) (0xf4 + i);

      if (!take (parser, names[i]))
        continue;
      g_byte_array_append (parser->out, &byte, 1);
      return TRUE;
    }

  return FALSE;
}

static gboolean
parse_bare_item (Parser *parser)
{
  if (take (parser, "h'"))
    return parse_bytes (parser);
  if (take (parser, "\""))
    return parse_text (parser);
  if (take (parser, "["))
    return parse_container (parser, WAY_CBOR_ARRAY);
  if (take (parser, "{"))
    return parse_container (parser, WAY_CBOR_MAP);

  return parse_simple (parser) || parse_number (parser);
}

static gboolean
parse_item (Parser *parser)
{
  gboolean is_done;

  if (parser->depth == WAY_CBOR_MAX_DEPTH + 1)
    return FALSE;
  parser->depth++;
  skip_blanks (parser);
  is_done = parse_bare_item (parser);
  skip_blanks (parser);
  parser->depth--;

  return is_done;
}

GBytes *
way_cbor_from_diagnostic (WaySlice text)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  Parser parser = { .out = out };

  if (text.len == 0)
    return NULL;
  parser.next = (const char *) text.data;
  parser.end = parser.next + text.len;
  if (!parse_item (&parser) || parser.next != parser.end
      || way_cbor_validate (WAY_SLICE_INIT (out->data, out->len)) != WAY_RESULT_OK)
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
