/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-gs1-elements.h"

/** The stem of canonical URIs. */
#define WAY_DIGITAL_LINK_CANONICAL_STEM "https://id.gs1.org"

/** Returns: TRUE where @text starts with http:// or https:// in small or capital letters.
 */
gboolean
way_digital_link_has_scheme (WaySlice text);

/**
 * way_gs1_parse_digital_link:
 *
 * Parses an uncompressed GS1 Digital Link URI (URI Syntax 1.6): any domain, any path
 * before the primary key (the last key in the path counts), numeric identifiers, key
 * qualifiers in their order, attributes in the query. Other query parameters and the
 * fragment don't count. Refused: alphabetic names (/gtin/), zero-suppressed GTINs in the
 * path (in the query a GTIN-8, -12 or -13 is padded), a qualifier in the query, an
 * identifier twice, numeric query parameters that are no application identifier.
 *
 * Returns: (transfer full) (nullable): elements in the order of the URI
 */
WayGs1Elements *
way_gs1_parse_digital_link (WaySlice uri, GError **error);

/**
 * way_gs1_build_digital_link:
 * @stem: (nullable): like "https://example.com/some/path", with or without a slash at the
 *   end; NULL for the canonical one
 *
 * The first primary key and the qualifiers that go with it make the path, all else the
 * query: values of predefined length first, else in the order of @self.
 *
 * @error: WAY_RESULT_MISSING_MEMBER without a primary key, WAY_RESULT_MALFORMED where an
 * element may not stand in a query, or for a bad @stem. Returns: (transfer full) (nullable)
 */
char *
way_gs1_build_digital_link (const WayGs1Elements *self, const char *stem, GError **error);
