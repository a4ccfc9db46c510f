/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-slice.h"

/* The identifiers of EPCIS events as one canonical text: the constrained GS1 Digital Link
 * URI of CBV 2.0 section 8.9 ("https://id.gs1.org", one key with its finest qualifier, no
 * query), so that a thing has the same name wherever it is mentioned. */

/** Converts an EPC URN (GS1 EPC Tag Data Standard 2.0, section 6: `urn:epc:id:` sgtin,
 * sscc, sgln, grai, giai, gsrn, gsrnp, gdti, cpi, sgcn, ginc, gsin, itip, upui, pgln;
 * `urn:epc:class:lgtin`; `urn:epc:idpat:` sgtin, grai, gdti, sgcn, cpi, itip, upui with "*"
 * for the serial only) or a GS1 Digital Link URI on any domain (also with the alphabetic
 * names and the shorter GTINs of older releases). Check digits are computed for URNs and
 * left as they are in links.
 * Returns: FALSE, and nothing appended, for every other text. */
gboolean
way_epcis_append_identifier (GString *out, WaySlice uri);

/** Returns: (transfer full): the canonical form, or a copy of @uri where it has none. */
char *
way_epcis_dup_identifier (WaySlice uri);
