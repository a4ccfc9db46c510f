/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-model.h"
#include "way-result.h"

/* The HTTP contract that node and client share; docs/spec/api.md, docs/spec/openapi.yaml. */

#define WAY_API_MEDIA_CBOR      "application/cbor"
#define WAY_API_MEDIA_CBOR_SEQ  "application/cbor-seq" /* RFC 8742 */
#define WAY_API_MEDIA_STATEMENT "application/cose"
#define WAY_API_MEDIA_PROOF     "application/vnd.waymark.proof+cbor"
#define WAY_API_MEDIA_JSON      "application/json"
#define WAY_API_MEDIA_PROBLEM   "application/problem+json"
#define WAY_API_MEDIA_EVENTS    "text/event-stream"

/** Block time for one statement, in ms; only a node that was started with --demo-clock on a demo-marked genesis takes it. */
#define WAY_API_DEMO_TIME_HEADER "Waymark-Demo-Time"

/* Limits that a peer can push */
#define WAY_API_MAX_STATEMENT  ((gsize) 1024 * 1024)
#define WAY_API_MAX_BLOB       ((gsize) 64 * 1024 * 1024)
#define WAY_API_MAX_LEAF_FILE  ((gsize) 16777216 * 112 + 16)
#define WAY_API_MAX_URI        4096
#define WAY_API_MAX_WAIT_MS    30000
#define WAY_API_MAX_LIST       1000
#define WAY_API_DEFAULT_LIST   100
#define WAY_API_MAX_LOG_PAGE   1000
#define WAY_API_MAX_ACCOUNTS   8 /* accounts of one GTIN in a look-up */
#define WAY_API_MAX_REGISTRARS 8
#define WAY_API_MAX_OBSERVED   32   /* event hashes in one question */
#define WAY_API_MAX_THINGS     256  /* things in a look-up's bundle */
#define WAY_API_MAX_EVENTS     4096 /* log entries in a look-up's bundle */

/** Returns: the HTTP status that goes with @result, 200 for WAY_RESULT_OK. */
guint
way_api_status_from_result (WayResult result);
/** The result that a reply without a problem body means. */
WayResult
way_api_result_from_status (guint status);

#define R_MODE_STRUCTS
#include "way-record-mode.h"
#include "way-api.def"
#include "way-model-undef.h"
