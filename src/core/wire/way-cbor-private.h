/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-cbor.h"

/* The inner loop of reader, writer and schema; for this room alone. */

#define WAY_CBOR_NO_TYPE       ((WayCborType) 8)
#define WAY_CBOR_MAX_HEAD_SIZE 9

/* Argument of a head whose low five bits are 24..31, for way_cbor_read_head(). */
WayCborType
way_cbor_read_long_head (WayCborReader *reader, guint64 *out_argument);

/* Reads the head of any item but a simple value. Returns: its major type, or
 * WAY_CBOR_NO_TYPE after a failure. A failed reader has no bytes left, which is why
 * nothing here asks for @failed. */
static inline WayCborType
way_cbor_read_head (WayCborReader *reader, guint64 *out_argument)
{
  guint8 initial;

  if (G_LIKELY (reader->next < reader->end) && (*reader->next & 31) < 24)
    {
      initial = *reader->next++;
      *out_argument = initial & 31;
      return (WayCborType) (initial >> 5);
    }

  return way_cbor_read_long_head (reader, out_argument);
}

/* As above where only @type will do: any other is WAY_RESULT_MALFORMED. Returns: the
 * argument, 0 after a failure. */
static inline guint64
way_cbor_read_head_of (WayCborReader *reader, WayCborType type)
{
  guint64 argument;
  WayCborType found = way_cbor_read_head (reader, &argument);

  if (G_LIKELY (found == type))
    return argument;
  way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);
  return 0;
}

/* The bytes of a string, without a look at what is inside. */
static inline WaySlice
way_cbor_read_string (WayCborReader *reader, WayCborType type)
{
  guint64 len = way_cbor_read_head_of (reader, type);
  const guint8 *data = reader->next;

  if (G_UNLIKELY (len > (gsize) (reader->end - data)))
    {
      way_cbor_reader_fail (reader, WAY_RESULT_MALFORMED);
      return WAY_SLICE_INIT (NULL, 0);
    }
  reader->next = data + len;

  return WAY_SLICE_INIT (data, len);
}

/* Writes a head to @out, which has room for WAY_CBOR_MAX_HEAD_SIZE bytes. Returns: its
 * end. */
static inline guint8 *
way_cbor_put_head (guint8 *out, WayCborType type, guint64 argument)
{
  guint8 major = (guint8) (type << 5);
  guint size, shift;

  if (G_LIKELY (argument < 24))
    {
      *out = (guint8) (major | argument);
      return out + 1;
    }
  size = argument <= G_MAXUINT8    ? 0
         : argument <= G_MAXUINT16 ? 1
         : argument <= G_MAXUINT32 ? 2
                                   : 3;
  *out++ = (guint8) (major | (24 + size));
  shift = 64 - (8u << size);
  argument = GUINT64_TO_BE (argument << shift);
  memcpy (out, &argument, 8);

  return out + (1u << size);
}
