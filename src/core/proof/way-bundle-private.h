/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-bundle.h"

/* Private to way-bundle.c (steps 1 to 7 of docs/spec/proof.md) and way-bundle-check.c (8 and 11). */

/* One signature to verify, once everything around it was. */
typedef struct
{
  WayCose cose;
  WayPublicKey key;
  const WaySignatureCache *cache;
  gboolean holds;
} SignatureJob;

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
  GArray *jobs;        /* SignatureJob; only while verifying */
  guint freshness_job; /* number of its job + 1; 0: none */
};
