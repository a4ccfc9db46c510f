/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-demo-story-private.h"

/* What a reference of the story stands for: one function each, from the words behind its name. */

/** Returns: (nullable): a value of @at->doc. */
typedef yyjson_mut_val *(*WayDemoReferFunc) (WayDemoResolving *at,
                                             char **words,
                                             GError **error);

typedef struct
{
  const char *name;
  guint n_words;
  gboolean needs_signer;
  WayDemoReferFunc refer;
} WayDemoReference;

/* Each ends with a NULL name. */
extern const WayDemoReference
    way_demo_references[]; /* accounts, things, documents, keys */
extern const WayDemoReference way_demo_lot_references[]; /* lots and their units */

/* Values that several of them make. */
yyjson_mut_val *
way_demo_make_hash (WayDemoResolving *at, const WayHash *hash);
yyjson_mut_val *
way_demo_make_key (WayDemoResolving *at, const guint8 key32[32]);
/** Base64url. */
yyjson_mut_val *
way_demo_make_bytes (WayDemoResolving *at, GBytes *bytes);
yyjson_mut_val *
way_demo_make_thing (WayDemoResolving *at, const WayThing *thing);
gboolean
way_demo_parse_number (const char *word, guint64 max, guint64 *out, GError **error);
