/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Appends a floating-point number as diagnostic notation has it: the fewest digits that
 * give back the same binary64 number, always with a decimal point; "Infinity", "NaN".
 * Integers only, so it is the same on every machine. @bits: IEEE 754 binary16, 32 or 64;
 * @size: 2, 4 or 8 bytes. For this room alone. */
void
way_cbor_append_float (GString *out, guint64 bits, guint size);
