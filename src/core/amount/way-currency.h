/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/** The exponent of what has no minor unit: metals, test codes. */
#define WAY_CURRENCY_NO_MINOR_UNIT (-1)

/**
 * WayCurrency:
 * @code: three capital letters of ISO 4217
 * @number: its three digits
 * @exponent: decimals of the major unit (2 for cents), or WAY_CURRENCY_NO_MINOR_UNIT
 * @is_current: FALSE once it was withdrawn; old prices keep their meaning
 */
typedef struct
{
  const char *code;
  const char *number;
  int exponent;
  gboolean is_current;
} WayCurrency;

/** @code: exactly three capital letters. Returns: (nullable) */
const WayCurrency *
way_currency_find (const char *code);
/** @number: exactly three digits, like "978". Returns: (nullable): a current one first. */
const WayCurrency *
way_currency_find_number (const char *number);
/** All of them in the order of their code. */
const WayCurrency *
way_currency_get_all (gsize *out_n);
