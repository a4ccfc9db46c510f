/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-zxing-bridge.h"

#include <exception>
#include <string>

#include <ZXing/Barcode.h>

static char *
dup_string (const std::string &text)
{
  char *copy = static_cast<char *> (g_malloc (text.size () + 1));
  text.copy (copy, text.size ());
  copy[text.size ()] = '\0';
  return copy;
}

gboolean
way_zxing_get_extra (const void *barcode, WayZxingExtra *out_extra)
try
  {
    auto code = static_cast<const ZXing::Barcode *> (barcode);
    std::string text = code->text (ZXing::TextMode::Plain);
    std::string id = code->sequenceId ();

    out_extra->text = dup_string (text);
    out_extra->text_len = text.size ();
    out_extra->sequence_id = id.empty () ? nullptr : dup_string (id);
    out_extra->index = code->isPartOfSequence () ? code->sequenceIndex () : -1;
    out_extra->count = code->isPartOfSequence () ? code->sequenceSize () : -1;
    return TRUE;
  }
catch (const std::exception &)
  {
    return FALSE;
  }
