/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Arithmetic that says when it would overflow. Each returns TRUE where the
 * result fits and has been stored. */

static inline gboolean
way_checked_add_u64 (guint64 a, guint64 b, guint64 *out)
{
  return !__builtin_add_overflow (a, b, out);
}

static inline gboolean
way_checked_sub_u64 (guint64 a, guint64 b, guint64 *out)
{
  return !__builtin_sub_overflow (a, b, out);
}

static inline gboolean
way_checked_mul_u64 (guint64 a, guint64 b, guint64 *out)
{
  return !__builtin_mul_overflow (a, b, out);
}

static inline void
way_put_be64 (guint8 out8[8], guint64 value)
{
  value = GUINT64_TO_BE (value);
  __builtin_memcpy (out8, &value, 8);
}

static inline guint64
way_get_be64 (const guint8 in8[8])
{
  guint64 value;
  __builtin_memcpy (&value, in8, 8);
  return GUINT64_FROM_BE (value);
}

static inline void
way_put_be32 (guint8 out4[4], guint32 value)
{
  value = GUINT32_TO_BE (value);
  __builtin_memcpy (out4, &value, 4);
}

static inline guint32
way_get_be32 (const guint8 in4[4])
{
  guint32 value;
  __builtin_memcpy (&value, in4, 4);
  return GUINT32_FROM_BE (value);
}
