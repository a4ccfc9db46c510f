/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cose-header.h"

enum
{
  LABEL_ALGORITHM = 1,
  LABEL_CRITICAL = 2,
  LABEL_CONTENT_TYPE = 3,
  LABEL_KEY_ID = 4,
  LABEL_IV = 5,
  LABEL_PARTIAL_IV = 6,
  LABEL_LAST_COMMON = 7, /* the last that everybody must understand */
};

#define EDDSA_ARGUMENT 7 /* −8 as major type 1 has it */

static gboolean
read_label (WayCborLoose *loose, WayArena *arena, WayCoseLabel *out)
{
  WayCborLoose start = *loose;
  WayCborHead head;

  if (!way_cbor_loose_read_head (loose, &head))
    return FALSE;
  *out = (WayCoseLabel) { .type = head.type, .argument = head.argument };
  if (head.type == WAY_CBOR_UNSIGNED || head.type == WAY_CBOR_NEGATIVE)
    return TRUE;
  *loose = start;
  out->argument = 0;

  return way_cbor_loose_read_string (loose, WAY_CBOR_TEXT, arena, &out->text);
}

static gboolean
labels_equal (const WayCoseLabel *a, const WayCoseLabel *b)
{
  return a->type == b->type && a->argument == b->argument
         && way_slice_equal (a->text, b->text);
}

static gboolean
bucket_has (const WayCoseBucket *bucket, const WayCoseLabel *label)
{
  for (gsize i = 0; i < bucket->n_labels; i++)
    if (labels_equal (&bucket->labels[i], label))
      return TRUE;

  return FALSE;
}

static gboolean
bucket_has_number (const WayCoseBucket *bucket, guint64 number)
{
  WayCoseLabel label = { .type = WAY_CBOR_UNSIGNED, .argument = number };

  return bucket_has (bucket, &label);
}

/* The value of one parameter, whose type is checked where everybody knows it. */
static gboolean
read_value (WayCoseBucket *bucket,
            const WayCoseLabel *label,
            WayCborLoose *loose,
            WayArena *arena)
{
  WayCborLoose start = *loose;
  WayCoseLabel word;
  WaySlice bytes;

  if (label->type == WAY_CBOR_UNSIGNED)
    switch (label->argument)
      {
      case LABEL_ALGORITHM:
        bucket->has_algorithm = TRUE;
        return read_label (loose, arena, &bucket->algorithm);
      case LABEL_CRITICAL:
        bucket->has_critical = TRUE;
        bucket->critical = start;
        break;
      case LABEL_CONTENT_TYPE:
        return read_label (loose, arena, &word) && word.type != WAY_CBOR_NEGATIVE;
      case LABEL_KEY_ID:
      case LABEL_IV:
      case LABEL_PARTIAL_IV:
        return way_cbor_loose_read_string (loose, WAY_CBOR_BYTES, arena, &bytes);
      default:
        break;
      }

  return way_cbor_loose_skip (loose, WAY_CBOR_MAX_FOREIGN_DEPTH);
}

static WayResult
read_bucket (WayCoseBucket *bucket, WayCborLoose *loose, WayArena *arena)
{
  WayCborHead head;

  if (!way_cbor_loose_read_head (loose, &head) || head.type != WAY_CBOR_MAP)
    return WAY_RESULT_MALFORMED;
  for (guint64 n = 0; way_cbor_loose_has_next (loose, &head, n); n += 2)
    {
      WayCoseLabel label;

      if (!read_label (loose, arena, &label))
        return WAY_RESULT_MALFORMED;
      if (bucket_has (bucket, &label))
        return WAY_RESULT_DUPLICATE_KEY;
      if (bucket->n_labels == WAY_COSE_MAX_PARAMETERS)
        return WAY_RESULT_TOO_LARGE;
      bucket->labels[bucket->n_labels++] = label;
      if (!read_value (bucket, &label, loose, arena))
        return WAY_RESULT_MALFORMED;
    }

  return WAY_RESULT_OK;
}

/* The protected bucket is a byte string around the map; an empty one stands for the empty
 * map, and both are signed as the empty string (section 4.4). */
static WayResult
read_protected (WayCoseHeader *header, WayCborLoose *loose, WayArena *arena)
{
  WayCborLoose inner;
  WayResult result;

  if (!way_cbor_loose_read_string (loose, WAY_CBOR_BYTES, arena, &header->protected_))
    return WAY_RESULT_MALFORMED;
  if (header->protected_.len == 0)
    return WAY_RESULT_OK;
  way_cbor_loose_init (&inner, header->protected_);
  result = read_bucket (&header->inside, &inner, arena);
  if (result == WAY_RESULT_OK && inner.next != inner.end)
    return WAY_RESULT_MALFORMED;
  if (header->inside.n_labels == 0)
    header->protected_ = (WaySlice) { 0 };

  return result;
}

/* Every label listed must be there, and be one of those that need no listing. */
static WayResult
check_critical (const WayCoseBucket *bucket, WayArena *arena)
{
  WayCborLoose loose = bucket->critical;
  WayResult result = WAY_RESULT_OK;
  WayCoseLabel label;
  WayCborHead head;
  guint64 n = 0;

  if (!way_cbor_loose_read_head (&loose, &head) || head.type != WAY_CBOR_ARRAY)
    return WAY_RESULT_MALFORMED;
  for (; way_cbor_loose_has_next (&loose, &head, n); n++)
    {
      if (!read_label (&loose, arena, &label) || !bucket_has (bucket, &label))
        return WAY_RESULT_MALFORMED;
      if (label.type != WAY_CBOR_UNSIGNED || label.argument > LABEL_LAST_COMMON)
        result = WAY_RESULT_UNSUPPORTED;
    }

  return n > 0 ? result : WAY_RESULT_MALFORMED;
}

static WayResult
check_buckets (const WayCoseHeader *header, WayArena *arena)
{
  const WayCoseBucket *inside = &header->inside;
  const WayCoseBucket *outside = &header->outside;

  for (gsize i = 0; i < outside->n_labels; i++)
    if (bucket_has (inside, &outside->labels[i]))
      return WAY_RESULT_DUPLICATE_KEY;
  if (outside->has_critical)
    return WAY_RESULT_MALFORMED;
  if ((bucket_has_number (inside, LABEL_IV) || bucket_has_number (outside, LABEL_IV))
      && (bucket_has_number (inside, LABEL_PARTIAL_IV)
          || bucket_has_number (outside, LABEL_PARTIAL_IV)))
    return WAY_RESULT_MALFORMED;

  return inside->has_critical ? check_critical (inside, arena) : WAY_RESULT_OK;
}

WayResult
way_cose_header_read (WayCoseHeader *header, WayCborLoose *loose, WayArena *arena)
{
  WayResult result;

  memset (header, 0, sizeof *header);
  result = read_protected (header, loose, arena);
  if (result == WAY_RESULT_OK)
    result = read_bucket (&header->outside, loose, arena);
  if (result == WAY_RESULT_OK)
    result = check_buckets (header, arena);

  return result;
}

gboolean
way_cose_header_is_eddsa (const WayCoseHeader *header)
{
  const WayCoseBucket *bucket = header->inside.has_algorithm ? &header->inside
                                                             : &header->outside;

  return bucket->has_algorithm && bucket->algorithm.type == WAY_CBOR_NEGATIVE
         && bucket->algorithm.argument == EDDSA_ARGUMENT;
}
