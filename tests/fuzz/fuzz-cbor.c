/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the strict check accepts, the diagnostic notation shows, and reading that gives the
 * same bytes: so there is one encoding only. */

#include "way-cbor.h"
#include "way-fuzz.h"

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t len)
{
  WaySlice bytes = WAY_SLICE_INIT (data, len);
  g_autofree char *shown = way_cbor_to_diagnostic (bytes);
  g_autoptr (GBytes) again = NULL;

  if (way_cbor_validate (bytes) != WAY_RESULT_OK)
    return 0;
  g_assert_nonnull (shown);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  again = way_cbor_from_diagnostic (way_slice_from_string (shown));
  g_assert_nonnull (again);
  g_assert_true (way_slice_equal (way_slice_from_bytes (again), bytes));

  return 0;
}
