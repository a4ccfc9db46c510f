/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-schema.h"

/* Limits that a peer can push, docs/spec/trace.md */
#define WAY_LOT_MAX_UNITS        16777216
#define WAY_CONTAINER_MAX_LEVELS 8
#define WAY_RECALL_MAX_ENTRIES   16

/* Enumerations: the numbers are on the wire and never reused. */

typedef enum
{
  WAY_THING_PRODUCT = 1,
  WAY_THING_LOT = 2,
  WAY_THING_UNIT = 3,
  WAY_THING_CONTAINER = 4,
} WayThingKind;

typedef enum
{
  WAY_HEAD_ACTIVE = 1,
  WAY_HEAD_IN_TRANSIT = 2,
  WAY_HEAD_MISSING = 3, /* shipped, not among what the receiver received */
  WAY_HEAD_SOLD = 4,
  WAY_HEAD_CONSUMED = 5, /* an input of a transformation */
} WayHeadStatus;

typedef enum
{
  WAY_SHIPMENT_IN_TRANSIT = 1,
  WAY_SHIPMENT_RECEIVED = 2,
  WAY_SHIPMENT_RECEIVED_SHORT = 3, /* with a difference */
} WayShipmentStatus;

typedef enum
{
  WAY_PROFILE_PERSON = 1,
  WAY_PROFILE_BRAND = 2,
  WAY_PROFILE_WORKSHOP = 3,
  WAY_PROFILE_FARM = 4,
  WAY_PROFILE_CARRIER = 5,
  WAY_PROFILE_SHOP = 6,
  WAY_PROFILE_LABORATORY = 7,
  WAY_PROFILE_AUTHORITY = 8,
  WAY_PROFILE_REGISTRAR = 9,
} WayProfileKind;

typedef enum
{
  WAY_CLAIM_COMPANY_PREFIX = 1, /* value: 4 to 12 digits */
  WAY_CLAIM_BUSINESS = 2,       /* value: registration number */
  WAY_CLAIM_ROLE = 3,           /* value: inspector, authority, laboratory or certifier */
  WAY_CLAIM_CERTIFICATION = 4,  /* value: the scheme */
  WAY_CLAIM_PEER = 5,           /* value: free text */
} WayClaimKind;

typedef enum
{
  WAY_REVOKE_SUPERSEDED = 1,
  WAY_REVOKE_LOST = 2,
  WAY_REVOKE_COMPROMISED = 3,
  WAY_REVOKE_RETIRED = 4,
} WayRevokeReason;

typedef enum
{
  WAY_DOCUMENT_PICTURE = 1,
  WAY_DOCUMENT_TEST_REPORT = 2,
  WAY_DOCUMENT_CERTIFICATE = 3,
  WAY_DOCUMENT_CUSTOMS = 4,
  WAY_DOCUMENT_TERMS = 5,
  WAY_DOCUMENT_MANUAL = 6,
  WAY_DOCUMENT_EPCIS = 7,
  WAY_DOCUMENT_OTHER = 8,
} WayDocumentKind;

typedef enum
{
  WAY_INSPECT_PASSED = 1,
  WAY_INSPECT_FAILED = 2,
  WAY_INSPECT_INFORMATION = 3,
} WayInspectOutcome;

typedef enum
{
  WAY_CORRECT_DID_NOT_OCCUR = 1,
  WAY_CORRECT_INCORRECT_DATA = 2,
} WayCorrectReason;

typedef enum
{
  WAY_RECALL_SAFETY = 1,
  WAY_RECALL_QUALITY = 2,
  WAY_RECALL_INFORMATION = 3,
} WayRecallLevel;

typedef enum
{
  WAY_REPORT_COUNTERFEIT = 1,
  WAY_REPORT_UNSAFE = 2,
  WAY_REPORT_DAMAGED = 3,
  WAY_REPORT_WRONG_INFORMATION = 4,
  WAY_REPORT_OTHER = 5,
} WayReportKind;

typedef enum
{
  WAY_DUE_SHIPMENT = 1, /* expected by now: marked overdue */
  WAY_DUE_LISTING = 2,  /* ends */
} WayDueKind;

extern const WayEnumName way_thing_kinds[];
extern const WayEnumName way_head_statuses[];
extern const WayEnumName way_shipment_statuses[];
extern const WayEnumName way_profile_kinds[];
extern const WayEnumName way_claim_kinds[];
extern const WayEnumName way_revoke_reasons[];
extern const WayEnumName way_document_kinds[];
extern const WayEnumName way_inspect_outcomes[];
extern const WayEnumName way_correct_reasons[];
extern const WayEnumName way_recall_levels[];
extern const WayEnumName way_report_kinds[];
extern const WayEnumName way_due_kinds[];

/* Structs: WayPlace, WayShip, … one per record of way-model.def. */
#define R_MODE_STRUCTS
#include "way-record-mode.h"
#include "way-model.def"
#include "way-model-undef.h"

/** What a new network starts with. */
#define WAY_PARAMETERS_DEFAULT                                                           \
  { .epoch = 0,                                                                          \
    .max_statement_bytes = 262144,                                                       \
    .max_block_statements = 1000,                                                        \
    .max_not_after_ms = G_GUINT64_CONSTANT (31622400000) }
