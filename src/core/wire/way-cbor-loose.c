/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cbor-loose.h"

#include "way-text.h"

void
way_cbor_loose_init (WayCborLoose *loose, WaySlice bytes)
{
  static const guint8 none[1];
  const guint8 *data = bytes.data != NULL ? bytes.data : none;

  *loose = (WayCborLoose) { .next = data, .end = data + bytes.len };
}

static gboolean
may_be_indefinite (WayCborType type)
{
  return (type >= WAY_CBOR_BYTES && type <= WAY_CBOR_MAP) || type == WAY_CBOR_SIMPLE;
}

gboolean
way_cbor_loose_read_head (WayCborLoose *loose, WayCborHead *out_head)
{
  WayCborHead head = { 0 };
  gsize size;

  if (loose->next == loose->end)
    return FALSE;
  head.type = (WayCborType) (*loose->next >> 5);
  head.info = *loose->next++ & 31;
  if (head.info < 24)
    head.argument = head.info;
  else if (head.info == WAY_CBOR_INFO_INDEFINITE)
    {
      if (!may_be_indefinite (head.type))
        return FALSE;
    }
  else
    {
      size = (gsize) 1 << (head.info - 24);
      if (head.info > 27 || (gsize) (loose->end - loose->next) < size)
        return FALSE;
      for (gsize i = 0; i < size; i++)
        head.argument = head.argument << 8 | *loose->next++;
    }
  *out_head = head;

  /* a simple value below 32 has one form only */
  return head.type != WAY_CBOR_SIMPLE || head.info != 24 || head.argument >= 32;
}

gboolean
way_cbor_loose_take (WayCborLoose *loose, guint64 len, WaySlice *out_content)
{
  if (len > (gsize) (loose->end - loose->next))
    return FALSE;
  *out_content = WAY_SLICE_INIT (loose->next, len);
  loose->next += len;

  return TRUE;
}

gboolean
way_cbor_loose_take_break (WayCborLoose *loose)
{
  if (loose->next == loose->end || *loose->next != 0xff)
    return FALSE;
  loose->next++;

  return TRUE;
}

gboolean
way_cbor_loose_has_next (WayCborLoose *loose, const WayCborHead *head, guint64 n_done)
{
  if (head->info == WAY_CBOR_INFO_INDEFINITE)
    return !way_cbor_loose_take_break (loose);
  if (head->type == WAY_CBOR_MAP)
    return n_done / 2 < head->argument;

  return n_done < head->argument;
}

/* The next piece of a string: all of a definite one, a chunk of an indefinite one. */
static gboolean
read_piece (WayCborLoose *loose, const WayCborHead *head, WaySlice *out_piece)
{
  WayCborHead chunk = *head;

  if (head->info == WAY_CBOR_INFO_INDEFINITE
      && (!way_cbor_loose_read_head (loose, &chunk) || chunk.type != head->type
          || chunk.info == WAY_CBOR_INFO_INDEFINITE))
    return FALSE;

  return way_cbor_loose_take (loose, chunk.argument, out_piece)
         && (head->type != WAY_CBOR_TEXT || way_text_is_utf8 (*out_piece));
}

static gboolean
skip_string (WayCborLoose *loose, const WayCborHead *head)
{
  WaySlice piece;

  if (head->info != WAY_CBOR_INFO_INDEFINITE)
    return read_piece (loose, head, &piece);
  while (!way_cbor_loose_take_break (loose))
    if (!read_piece (loose, head, &piece))
      return FALSE;

  return TRUE;
}

static gboolean
skip_container (WayCborLoose *loose, const WayCborHead *head, guint max_depth)
{
  guint64 n = 0;

  if (max_depth == 0)
    return FALSE;
  for (; way_cbor_loose_has_next (loose, head, n); n++)
    if (!way_cbor_loose_skip (loose, max_depth - 1))
      return FALSE;

  return head->type != WAY_CBOR_MAP || n % 2 == 0;
}

gboolean
way_cbor_loose_skip (WayCborLoose *loose, guint max_depth)
{
  WayCborHead head;

  if (!way_cbor_loose_read_head (loose, &head))
    return FALSE;
  switch (head.type)
    {
    case WAY_CBOR_BYTES:
    case WAY_CBOR_TEXT:
      return skip_string (loose, &head);
    case WAY_CBOR_ARRAY:
    case WAY_CBOR_MAP:
      return skip_container (loose, &head, max_depth);
    case WAY_CBOR_TAG:
      return max_depth > 0 && way_cbor_loose_skip (loose, max_depth - 1);
    case WAY_CBOR_SIMPLE:
      return head.info != WAY_CBOR_INFO_INDEFINITE;
    case WAY_CBOR_UNSIGNED:
    case WAY_CBOR_NEGATIVE:
    default:
      return TRUE;
    }
}

static gsize
join_chunks (WayCborLoose *loose, const WayCborHead *head, guint8 *out)
{
  gsize len = 0;
  WaySlice piece;

  while (!way_cbor_loose_take_break (loose) && read_piece (loose, head, &piece))
    {
      if (piece.len > 0)
        memcpy (out + len, piece.data, piece.len);
      len += piece.len;
    }

  return len;
}

gboolean
way_cbor_loose_read_string (WayCborLoose *loose,
                            WayCborType type,
                            WayArena *arena,
                            WaySlice *out_content)
{
  WayCborHead head;
  WayCborLoose chunks;
  guint8 *joined;

  if (!way_cbor_loose_read_head (loose, &head) || head.type != type)
    return FALSE;
  if (head.info != WAY_CBOR_INFO_INDEFINITE)
    return read_piece (loose, &head, out_content);
  chunks = *loose;
  if (!skip_string (loose, &head))
    return FALSE;
  joined = way_arena_alloc (arena, (gsize) (loose->next - chunks.next));
  if (joined == NULL)
    return FALSE;
  *out_content = WAY_SLICE_INIT (joined, join_chunks (&chunks, &head, joined));

  return TRUE;
}
