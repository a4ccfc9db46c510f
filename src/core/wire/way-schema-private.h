/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-schema.h"

/* Shared by the readers, writers and checks of schema tables; for this room alone. */

/* Bytes that one entry of an array of @field takes in memory. */
static inline gsize
way_field_get_item_size (const WayField *field)
{
  if (field->type == WAY_FIELD_RECORDS)
    return field->schema->size;

  return field->type == WAY_FIELD_TEXTS ? sizeof (WaySlice) : sizeof (WayHash);
}

static inline gboolean
way_field_is_array (const WayField *field)
{
  return field->type == WAY_FIELD_RECORDS || field->type == WAY_FIELD_TEXTS
         || field->type == WAY_FIELD_HASHES;
}

static inline gboolean
way_field_is_optional (const WayField *field)
{
  return (field->flags & WAY_FIELD_OPTIONAL) != 0;
}

/* Every record's struct starts with its bits of presence. */
static inline gboolean
way_field_is_present (const WayField *field, gconstpointer record)
{
  return !way_field_is_optional (field)
         || (*(const guint64 *) record >> field->key & 1) != 0;
}

static inline void
way_field_set_present (const WayField *field, gpointer record)
{
  if (way_field_is_optional (field))
    *(guint64 *) record |= G_GUINT64_CONSTANT (1) << field->key;
}

static inline gconstpointer
way_field_get (const WayField *field, gconstpointer record)
{
  return (const guint8 *) record + field->offset;
}

static inline gboolean
way_field_allows_unsigned (const WayField *field, guint64 value)
{
  return value >= (guint64) field->min
         && (field->max == 0 || value <= (guint64) field->max);
}

static inline gboolean
way_field_allows_integer (const WayField *field, gint64 value)
{
  return (field->min == 0 && field->max == 0)
         || (value >= field->min && value <= field->max);
}

static inline gboolean
way_field_allows_time (const WayField *field, guint64 time_ms)
{
  return time_ms <= WAY_TIME_MAX_MS && way_field_allows_unsigned (field, time_ms);
}

/* Of the length of a string or an array. */
static inline gboolean
way_field_allows_size (const WayField *field, gsize size)
{
  return size >= (gsize) field->min && size <= (gsize) field->max;
}

static inline const WayEnumName *
way_field_find_enum (const WayField *field, guint64 value)
{
  for (const WayEnumName *row = field->names; row->name != NULL; row++)
    if (row->value == value)
      return row;

  return NULL;
}

/* Checks the value of one field, not the records inside it. */
WayResult
way_field_check (const WayField *field, gconstpointer value);
