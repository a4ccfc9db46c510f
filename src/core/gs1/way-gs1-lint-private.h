/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <string.h>

#include "way-gs1-lint.h"

static inline WayGs1Fault
fail_at (gsize *at, gsize position, WayGs1Fault fault)
{
  *at = position;
  return fault;
}

static inline gboolean
is_any_of (char c, const char *set)
{
  return c != '\0' && strchr (set, c) != NULL;
}
