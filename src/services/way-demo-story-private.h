/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-demo-story.h"
#include "way-json.h"
#include "way-lot-secret.h"
#include "way-lot-tree.h"

#define WAY_DEMO_N_KEYS 2

/* One of the people, brands and offices: what it needs to sign. */
typedef struct
{
  const WayDemoIdentity *row;
  WayHash account;
  WayKeyPair *keys[WAY_DEMO_N_KEYS];
  guint64 sequences[WAY_DEMO_N_KEYS];
  guint8 sealing_key[32];
  WaySecret *lot_branch;
} WayDemoActor;

typedef struct
{
  const WayDemoLot *row;
  const WayDemoProduct *product;
  const WayDemoActor *actor;
  WayThing thing;
  /* of single units */
  WayUnitSecrets *units;
  WayLotSeal seal;
  WayLeafFile leaves;
  WayHash *nodes;
} WayDemoSealedLot;

typedef struct
{
  const WayDemoFile *row;
  WayHash hash;
  GBytes *bytes;
} WayDemoBlob;

typedef struct
{
  WayDemoStatement statement;
  char *id; /* (nullable): by which later ones name it */
  WayHash hash;
} WayDemoSaid;

struct _WayDemoStory
{
  WayArena arena;
  WayDemoMarketFile market;
  WayDemoLabelsFile labels;
  WaySecret *solo_seed;
  WayRegistrar registrar;
  guint8 solo_key[32];
  WayHash network;
  WayDemoActor *actors;   /* as many as identities */
  WayDemoBlob *blobs;     /* as many as files */
  WayDemoSealedLot *lots; /* as many as lots */
  GArray *said;           /* WayDemoSaid */
};

WayDemoActor *
way_demo_story_find_actor (const WayDemoStory *self, WaySlice id, GError **error);
const WayDemoPlace *
way_demo_story_find_place (const WayDemoStory *self, WaySlice id, GError **error);
const WayDemoBlob *
way_demo_story_find_blob (const WayDemoStory *self, WaySlice id, GError **error);
const WayDemoProduct *
way_demo_story_find_product (const WayDemoStory *self, WaySlice id, GError **error);
const WayDemoSealedLot *
way_demo_story_find_lot (const WayDemoStory *self, WaySlice id, GError **error);
/** @out_thing: the container. */
gboolean
way_demo_story_find_case (const WayDemoStory *self,
                          WaySlice id,
                          WayThing *out_thing,
                          GError **error);
const WayDemoSaid *
way_demo_story_find_said (const WayDemoStory *self, WaySlice id, GError **error);

/* way-demo-resolve.c */

/** Who speaks, and where its JSON goes. @signer: (nullable) */
typedef struct
{
  const WayDemoStory *story;
  const WayDemoActor *signer;
  yyjson_mut_doc *doc;
} WayDemoResolving;

/** A copy of @json in @resolving->doc with all references and bilingual texts written out. Returns: (nullable) */
yyjson_mut_val *
way_demo_resolve (WayDemoResolving *resolving, yyjson_val *json, GError **error);
/** way_demo_resolve(), then a record of @schema. */
gboolean
way_demo_read_record (const WayDemoStory *story,
                      const WayDemoActor *signer,
                      yyjson_val *json,
                      const WaySchema *schema,
                      WayArena *arena,
                      gpointer record,
                      GError **error);
/** As above for what is resolved already. */
gboolean
way_demo_read_resolved (yyjson_mut_val *json,
                        const WaySchema *schema,
                        WayArena *arena,
                        gpointer record,
                        GError **error);

/* way-demo-script.c */

/** Signs all of story.json, in order. */
gboolean
way_demo_script_run (WayDemoStory *story, WaySlice json, GError **error);
