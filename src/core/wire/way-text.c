/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-text.h"

#define ONES G_GUINT64_CONSTANT (0x0101010101010101)
#define HIGH (ONES * 0x80)

/* Length of the run at the front that is printable ASCII, in steps of 8 bytes. A word
 * passes where no byte has its high bit set before or after adding 1 (0x7f) or taking
 * 0x20 away (controls); a borrow only ever comes out of a byte that failed by itself. */
static gsize
count_printable (const guint8 *data, gsize len)
{
  gsize i = 0;

  for (; i + 8 <= len; i += 8)
    {
      guint64 word;

      memcpy (&word, data + i, 8);
      if (((word | (word + ONES) | (word - ONES * 0x20)) & HIGH) != 0)
        break;
    }

  return i;
}

/* Bytes of the character that @lead begins; 0 for none. */
static guint
character_size (guint8 lead)
{
  if (lead < 0x80)
    return 1;
  if (lead < 0xc2)
    return 0;
  if (lead < 0xe0)
    return 2;
  if (lead < 0xf0)
    return 3;
  return lead < 0xf5 ? 4 : 0;
}

static gboolean
decode_character (const guint8 *data, gsize left, guint *out_size, guint32 *out_character)
{
  static const guint32 smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
  guint size = character_size (data[0]);
  guint32 character;

  if (size == 0 || size > left)
    return FALSE;
  character = size == 1 ? data[0] : data[0] & (0x7fu >> size);
  for (guint i = 1; i < size; i++)
    {
      if ((data[i] & 0xc0) != 0x80)
        return FALSE;
      character = character << 6 | (data[i] & 0x3f);
    }
  *out_size = size;
  *out_character = character;

  return character >= smallest[size] && character <= 0x10ffff
         && (character < 0xd800 || character > 0xdfff);
}

gboolean
way_text_is_plain_character (guint32 character)
{
  if (character < 0x80)
    return character >= 0x20 && character != 0x7f;
  if (character < 0x2028)
    return character >= 0xa0;
  if (character <= 0x202e || (character >= 0x2066 && character <= 0x2069))
    return FALSE;
  if (character == 0xfeff || (character >= 0xfdd0 && character <= 0xfdef))
    return FALSE;

  return (character & 0xfffe) != 0xfffe;
}

static gboolean
check (WaySlice text, gboolean plain)
{
  gsize i = count_printable (text.data, text.len);

  while (i < text.len)
    {
      guint size;
      guint32 character;

      if (!decode_character (text.data + i, text.len - i, &size, &character)
          || (plain && !way_text_is_plain_character (character)))
        return FALSE;
      i += size;
    }

  return TRUE;
}

gboolean
way_text_is_utf8 (WaySlice text)
{
  return check (text, FALSE);
}

gboolean
way_text_is_plain (WaySlice text)
{
  return check (text, TRUE);
}

guint32
way_text_next (WaySlice *text)
{
  guint size;
  guint32 character;

  if (!decode_character (text->data, text->len, &size, &character))
    g_assert_not_reached ();
  text->data += size;
  text->len -= size;

  return character;
}
