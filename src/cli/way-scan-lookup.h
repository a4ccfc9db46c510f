/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-cli.h"
#include "way-code.h"

/** What `scan` asks for the verdict on each code that it reads: one for a whole run. */
typedef struct _WayScanLookup WayScanLookup;

/** Errors: WAY_RESULT_NOT_SUPPORTED_HERE. Returns: (transfer full) (nullable). */
WayScanLookup *
way_scan_lookup_new (WayCli *cli, GError **error);
void
way_scan_lookup_free (WayScanLookup *lookup);

/**
 * @out_verdict: (out): static, upper case as in docs/spec/verdict.md; NULL where the text
 *   has no GS1 key
 *
 * Returns: FALSE with @error where the look-up itself failed.
 */
gboolean
way_scan_lookup_verdict (WayScanLookup *lookup,
                         const WayCode *code,
                         const char **out_verdict,
                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayScanLookup, way_scan_lookup_free)
