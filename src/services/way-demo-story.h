/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-model.h"
#include "way-result.h"
#include "way-secret.h"
#include "way-statement.h"
#include "way-signature.h"

#define R_MODE_STRUCTS
#include "way-record-mode.h"
#include "way-demo-records.def"
#include "way-model-undef.h"

/**
 * WayDemoStory:
 *
 * The demo market on paper: everything that makes it, from the files of data/demo/ and the public seed, the same bytes each
 * time. It touches no folder and no network. docs/spec/demo-market.md
 */
typedef struct _WayDemoStory WayDemoStory;

/** A signed statement, and when it is said. */
typedef struct
{
  GBytes *statement;
  guint64 time_ms;
  WayResult expected; /* what the ledger must answer */
} WayDemoStatement;

/** Returns: (transfer full) (nullable): @error names the place in the files of data/demo/. */
WayDemoStory *
way_demo_story_new (GError **error);
/** The same with another story.json, for tests. */
WayDemoStory *
way_demo_story_new_from_json (WaySlice story, GError **error);
void
way_demo_story_free (WayDemoStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDemoStory, way_demo_story_free)

/** Returns: (transfer full): @name of data/demo/, which is part of the program. */
GBytes *
way_demo_story_load_file (const char *name, GError **error);

const WayDemoMarketFile *
way_demo_story_get_market (const WayDemoStory *self);
const WayDemoLabelsFile *
way_demo_story_get_labels (const WayDemoStory *self);

/** Fills @out, which borrows from @self. */
void
way_demo_story_get_genesis (const WayDemoStory *self, WayGenesis *out);
void
way_demo_story_get_network (const WayDemoStory *self, WayHash *out_network);
/** Returns: (transfer none): the key of the one who keeps the ledger. */
WaySecret *
way_demo_story_get_solo_seed (const WayDemoStory *self);
/** The account of the identity in row @i. */
const WayHash *
way_demo_story_get_account (const WayDemoStory *self, gsize i);

/** The leaf file of the lot in row @i, and the lot's thing id. Returns: (transfer none) (nullable): NULL for bulk. */
GBytes *
way_demo_story_get_leaf_file (const WayDemoStory *self, gsize i, WayHash *out_lot_id);
/** The bytes of the file in row @i. Returns: (transfer none) */
GBytes *
way_demo_story_get_blob (const WayDemoStory *self, gsize i, WayHash *out_hash);

gsize
way_demo_story_get_n_statements (const WayDemoStory *self);
const WayDemoStatement *
way_demo_story_get_statement (const WayDemoStory *self, gsize i);

/** What the code of a label says: a reference of labels.json resolved, or the text itself. Returns: (transfer full) */
char *
way_demo_story_dup_code (const WayDemoStory *self, WaySlice code, GError **error);
