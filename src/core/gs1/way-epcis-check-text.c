/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-check-private.h"
#include "way-epcis-internal.h"
#include "way-epcis-value.h"

static gboolean
is_hex (WaySlice text)
{
  for (gsize i = 0; i < text.len; i++)
    if (!g_ascii_isxdigit (text.data[i]))
      return FALSE;
  return text.len > 0;
}

static gboolean
is_uom (WaySlice text)
{
  for (gsize i = 0; i < text.len; i++)
    if (!g_ascii_isupper (text.data[i]) && !g_ascii_isdigit (text.data[i]))
      return FALSE;
  return text.len == 2 || text.len == 3;
}

static gboolean
is_version (WaySlice text)
{
  WaySlice part;

  if (text.len == 0)
    return FALSE;
  while (way_epcis_next_part (&text, '.', &part))
    if (part.len == 0 || !way_epcis_is_digits (part))
      return FALSE;
  return TRUE;
}

static gboolean
is_action (WaySlice text)
{
  return way_slice_equal_string (text, "ADD") || way_slice_equal_string (text, "OBSERVE")
         || way_slice_equal_string (text, "DELETE");
}

/* In JSON standard names are bare; the namespaces that GS1 gives them are refused, so
 * that one thing is not written in two ways. */
static gboolean
is_vocabulary (WayCbvKind kind, WaySlice text)
{
  static const char *const cbv[] = { "urn:epcglobal:cbv", "http://ns.gs1.org/cbv/",
                                     "https://ns.gs1.org/cbv/", NULL };
  static const char *const voc[] = { "http://gs1.org/voc/", "https://gs1.org/voc/",
                                     "http://www.gs1.org/voc/",
                                     "https://www.gs1.org/voc/", NULL };
  gboolean is_voc = kind == WAY_CBV_MEASUREMENT || kind == WAY_CBV_ALERT;

  if (way_cbv_has (kind, text))
    return TRUE;
  for (const char *const *refused = is_voc ? voc : cbv; *refused != NULL; refused++)
    if (way_epcis_has_prefix (text, *refused))
      return FALSE;
  return way_epcis_is_uri (text);
}

const char *
way_epcis_check_text (const WayEpcisRule *rule, WaySlice text)
{
  switch (rule->kind)
    {
    case WAY_RULE_URI:
    case WAY_RULE_URIS:
      return way_epcis_is_uri (text) ? NULL : WAY_TEXT ("must be a URI");
    case WAY_RULE_TIME:
      return way_epcis_parse_time (text, NULL, NULL)
                 ? NULL
                 : WAY_TEXT ("must be a date and time with its zone, like "
                             "2026-03-01T08:00:00.000Z");
    case WAY_RULE_OFFSET:
      return way_epcis_parse_offset (text, NULL)
                 ? NULL
                 : WAY_TEXT ("must be an offset from UTC like +01:00, at most 14:00");
    case WAY_RULE_ACTION:
      return is_action (text) ? NULL : WAY_TEXT ("must be ADD, OBSERVE or DELETE");
    case WAY_RULE_HEX:
      return is_hex (text) ? NULL : WAY_TEXT ("must be hexadecimal digits");
    case WAY_RULE_UOM:
      return is_uom (text)
                 ? NULL
                 : WAY_TEXT ("must be a unit code of two or three capitals or digits");
    case WAY_RULE_VERSION:
      return is_version (text) ? NULL : WAY_TEXT ("must be a version like 2.0");
    case WAY_RULE_CBV:
      return is_vocabulary (rule->vocabulary, text)
                 ? NULL
                 : WAY_TEXT ("must be a standard name, or a URI of one's own vocabulary");
    case WAY_RULE_TEXT:
    case WAY_RULE_NUMBER:
    case WAY_RULE_BOOLEAN:
    case WAY_RULE_CONTEXT:
    case WAY_RULE_ATTRIBUTE:
    case WAY_RULE_EVENT:
    case WAY_RULE_OBJECT:
    case WAY_RULE_ARRAY:
    default:
      return NULL;
    }
}
