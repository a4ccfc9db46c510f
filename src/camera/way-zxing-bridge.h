/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* What ZXing knows about a symbol and its C interface of 2.3 doesn't pass on. */

#include <glib.h>

#ifdef __cplusplus
extern "C"
{
#endif

  /**
   * WayZxingExtra:
   * @text: (transfer full): with any NULs in it, not checked for UTF-8
   * @sequence_id: (transfer full) (nullable)
   */
  typedef struct
  {
    char *text;
    gsize text_len;
    char *sequence_id;
    int index;
    int count;
  } WayZxingExtra;

  /** @barcode: a `const ZXing_Barcode *`. Returns: FALSE where memory ran out. */
  gboolean
  way_zxing_get_extra (const void *barcode, WayZxingExtra *out_extra);

#ifdef __cplusplus
}
#endif
