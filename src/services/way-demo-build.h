/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-demo-market.h"
#include "way-demo-story.h"

/* Makes a demo market out of its story, in an empty folder, with a waymarkd whose clock is the story's. */

#define WAY_DEMO_NODE   "node"
#define WAY_DEMO_RECORD "market.json"

typedef struct
{
  const WayDemoStory *story;
  const char *folder;           /* absent so far */
  WayDemoProgressFunc progress; /* (nullable) */
  gpointer data;
  GCancellable *cancellable; /* (nullable) */
  /* private */
  guint done;
  char *node;
} WayDemoBuild;

/** @error: as of way_demo_market_create(); what there is of the folder is left to the caller. */
gboolean
way_demo_build_run (WayDemoBuild *build, GError **error);
/** SHA-256 over the statements, by which a market tells which story it holds. */
void
way_demo_build_hash_story (const WayDemoStory *story, WayHash *out_hash);
