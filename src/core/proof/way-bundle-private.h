/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-bundle.h"

/* Private to way-bundle.c (steps 1 to 7 of docs/spec/proof.md) and way-bundle-check.c (8 and 11). */

/* What does not depend on anything else and takes long: a state entry, or a signature. */
typedef struct
{
  const WayStateEntry *entry; /* NULL: a signature */
  const WayHash *state_root;
  WayCose cose;
  WayPublicKey key;
  const WaySignatureCache *cache;
  gboolean holds;
} VerifyJob;

struct _WayVerifiedBundle
{
  GBytes *bytes;
  WayArena arena;
  WayBundle bundle;
  WayGenesis genesis;
  WayCheckpoint checkpoint;
  WayHash checkpoint_hash;
  WayVerifiedStatement *statements;
  gsize n_statements;
  GArray *jobs;        /* VerifyJob; only while verifying */
  guint freshness_job; /* number of its job + 1; 0: none */
};
