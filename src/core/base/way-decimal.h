/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/** Compares two decimal numbers by value, from their text (`[+-]digits[.digits][(e|E)[+-]digits]`, exponent within ±999).
 * @out_order: < 0, 0 or > 0. Returns: FALSE where one is no such number. */
gboolean
way_decimal_compare (WaySlice a, WaySlice b, int *out_order);
