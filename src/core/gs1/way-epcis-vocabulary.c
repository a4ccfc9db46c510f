/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-vocabulary.h"

typedef struct
{
  WayCbvKind kind;
  const char *name;
} Entry;

static const Entry entries[] = {
#define WAY_CBV(kind_, name_) { WAY_CBV_##kind_, name_ },
#include "way-epcis-vocabulary.def"
#undef WAY_CBV
};

typedef struct
{
  const char *web;   /* full web form */
  const char *curie; /* with the prefix that the EPCIS context declares */
  const char *urn;   /* CBV 1.x */
} Prefixes;

static const Prefixes prefixes[] = {
  [WAY_CBV_BIZ_STEP] = { "https://ref.gs1.org/cbv/BizStep-", "cbv:BizStep-",
                         "urn:epcglobal:cbv:bizstep:" },
  [WAY_CBV_DISPOSITION] = { "https://ref.gs1.org/cbv/Disp-", "cbv:Disp-",
                            "urn:epcglobal:cbv:disp:" },
  [WAY_CBV_BIZ_TRANSACTION] = { "https://ref.gs1.org/cbv/BTT-", "cbv:BTT-",
                                "urn:epcglobal:cbv:btt:" },
  [WAY_CBV_SOURCE_DEST] = { "https://ref.gs1.org/cbv/SDT-", "cbv:SDT-",
                            "urn:epcglobal:cbv:sdt:" },
  [WAY_CBV_ERROR_REASON] = { "https://ref.gs1.org/cbv/ER-", "cbv:ER-",
                             "urn:epcglobal:cbv:er:" },
  [WAY_CBV_MEASUREMENT] = { "https://gs1.org/voc/", "gs1:", NULL },
  [WAY_CBV_ALERT] = { "https://gs1.org/voc/", "gs1:", NULL },
  [WAY_CBV_COMPONENT] = { "https://ref.gs1.org/cbv/Comp-", "cbv:Comp-", NULL },
};

static int
compare (const Entry *entry, WayCbvKind kind, WaySlice name)
{
  if (entry->kind != kind)
    return entry->kind < kind ? -1 : 1;
  return way_slice_compare (way_slice_from_string (entry->name), name);
}

gboolean
way_cbv_has (WayCbvKind kind, WaySlice name)
{
  gsize low = 0, high = G_N_ELEMENTS (entries);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = compare (&entries[middle], kind, name);

      if (order == 0)
        return TRUE;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return FALSE;
}

const char *
way_cbv_get_web_prefix (WayCbvKind kind)
{
  return prefixes[kind].web;
}

const char *
way_cbv_get_urn_prefix (WayCbvKind kind)
{
  return prefixes[kind].urn;
}

static gboolean
strip (WaySlice *value, const char *prefix)
{
  gsize len = prefix ? strlen (prefix) : 0;

  if (len == 0 || value->len <= len || memcmp (value->data, prefix, len) != 0)
    return FALSE;
  value->data += len;
  value->len -= len;
  return TRUE;
}

WaySlice
way_cbv_to_bare (WayCbvKind kind, WaySlice value)
{
  WaySlice rest = value;

  if (strip (&rest, prefixes[kind].web) || strip (&rest, prefixes[kind].curie)
      || strip (&rest, prefixes[kind].urn))
    return way_cbv_has (kind, rest) ? rest : value;
  return value;
}
