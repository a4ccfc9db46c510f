/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-scan-lookup.h"

#include <glib/gi18n.h>

/* FIXME: goes away when services can look a code up; until then there is no look-up to be
 * had, and the command says so instead of printing verdicts. */

WayScanLookup *
way_scan_lookup_new (WayCli *cli, GError **error)
{
  way_error_format (error, WAY_RESULT_NOT_SUPPORTED_HERE, "%s",
                    _ ("This build can't look up verdicts yet; use --no-lookup"));
  return NULL;
}

void
way_scan_lookup_free (WayScanLookup *lookup)
{
  g_assert (lookup == NULL);
}

gboolean
way_scan_lookup_verdict (WayScanLookup *lookup,
                         const WayCode *code,
                         const char **out_verdict,
                         GError **error)
{
  g_assert_not_reached ();
}
