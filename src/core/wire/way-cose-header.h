/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-cbor-loose.h"

/* The two header buckets of somebody else's COSE object (RFC 9052 section 3). For this
 * room alone. */

/** More parameters than this in one bucket are WAY_RESULT_TOO_LARGE. */
#define WAY_COSE_MAX_PARAMETERS 32

/* An integer or a text: what labels and algorithms are. */
typedef struct
{
  WayCborType type;
  guint64 argument;
  WaySlice text;
} WayCoseLabel;

typedef struct
{
  WayCoseLabel labels[WAY_COSE_MAX_PARAMETERS];
  gsize n_labels;
  gboolean has_algorithm;
  WayCoseLabel algorithm;
  gboolean has_critical;
  WayCborLoose critical; /* at the array of labels */
} WayCoseBucket;

typedef struct
{
  WaySlice protected_; /* as it goes into the Sig_structure */
  WayCoseBucket inside;
  WayCoseBucket outside;
} WayCoseHeader;

/* Reads both buckets, the first two entries of every COSE structure, and checks them:
 * types of the common parameters, no label twice, nothing critical that is not
 * understood. Chunked strings are joined in @arena. */
WayResult
way_cose_header_read (WayCoseHeader *header, WayCborLoose *loose, WayArena *arena);

/* Whether the algorithm is exactly EdDSA (−8). It should be protected; where nothing
 * there names one, the other bucket counts (section 3.1 leaves that to applications, and
 * the working group's examples have it). */
gboolean
way_cose_header_is_eddsa (const WayCoseHeader *header);
