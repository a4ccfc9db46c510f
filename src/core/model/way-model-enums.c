/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-model.h"

#define END { 0, NULL }

const WayEnumName way_thing_kinds[] = { { WAY_THING_PRODUCT, "product" },
                                        { WAY_THING_LOT, "lot" },
                                        { WAY_THING_UNIT, "unit" },
                                        { WAY_THING_CONTAINER, "container" },
                                        END };

const WayEnumName way_head_statuses[] = {
  { WAY_HEAD_ACTIVE, "active" },     { WAY_HEAD_IN_TRANSIT, "inTransit" },
  { WAY_HEAD_MISSING, "missing" },   { WAY_HEAD_SOLD, "sold" },
  { WAY_HEAD_CONSUMED, "consumed" }, END
};

const WayEnumName way_shipment_statuses[] = { { WAY_SHIPMENT_IN_TRANSIT, "inTransit" },
                                              { WAY_SHIPMENT_RECEIVED, "received" },
                                              { WAY_SHIPMENT_RECEIVED_SHORT,
                                                "receivedShort" },
                                              END };

const WayEnumName way_profile_kinds[] = {
  { WAY_PROFILE_PERSON, "person" },         { WAY_PROFILE_BRAND, "brand" },
  { WAY_PROFILE_WORKSHOP, "workshop" },     { WAY_PROFILE_FARM, "farm" },
  { WAY_PROFILE_CARRIER, "carrier" },       { WAY_PROFILE_SHOP, "shop" },
  { WAY_PROFILE_LABORATORY, "laboratory" }, { WAY_PROFILE_AUTHORITY, "authority" },
  { WAY_PROFILE_REGISTRAR, "registrar" },   END
};

const WayEnumName way_claim_kinds[] = { { WAY_CLAIM_COMPANY_PREFIX, "companyPrefix" },
                                        { WAY_CLAIM_BUSINESS, "business" },
                                        { WAY_CLAIM_ROLE, "role" },
                                        { WAY_CLAIM_CERTIFICATION, "certification" },
                                        { WAY_CLAIM_PEER, "peer" },
                                        END };

const WayEnumName way_revoke_reasons[] = { { WAY_REVOKE_SUPERSEDED, "superseded" },
                                           { WAY_REVOKE_LOST, "lost" },
                                           { WAY_REVOKE_COMPROMISED, "compromised" },
                                           { WAY_REVOKE_RETIRED, "retired" },
                                           END };

const WayEnumName way_document_kinds[] = { { WAY_DOCUMENT_PICTURE, "picture" },
                                           { WAY_DOCUMENT_TEST_REPORT, "testReport" },
                                           { WAY_DOCUMENT_CERTIFICATE, "certificate" },
                                           { WAY_DOCUMENT_CUSTOMS, "customs" },
                                           { WAY_DOCUMENT_TERMS, "terms" },
                                           { WAY_DOCUMENT_MANUAL, "manual" },
                                           { WAY_DOCUMENT_EPCIS, "epcis" },
                                           { WAY_DOCUMENT_OTHER, "other" },
                                           END };

const WayEnumName way_inspect_outcomes[] = { { WAY_INSPECT_PASSED, "passed" },
                                             { WAY_INSPECT_FAILED, "failed" },
                                             { WAY_INSPECT_INFORMATION, "information" },
                                             END };

const WayEnumName way_correct_reasons[] = { { WAY_CORRECT_DID_NOT_OCCUR, "didNotOccur" },
                                            { WAY_CORRECT_INCORRECT_DATA,
                                              "incorrectData" },
                                            END };

const WayEnumName way_recall_levels[] = { { WAY_RECALL_SAFETY, "safety" },
                                          { WAY_RECALL_QUALITY, "quality" },
                                          { WAY_RECALL_INFORMATION, "information" },
                                          END };

const WayEnumName way_report_kinds[] = { { WAY_REPORT_COUNTERFEIT, "counterfeit" },
                                         { WAY_REPORT_UNSAFE, "unsafe" },
                                         { WAY_REPORT_DAMAGED, "damaged" },
                                         { WAY_REPORT_WRONG_INFORMATION,
                                           "wrongInformation" },
                                         { WAY_REPORT_OTHER, "other" },
                                         END };

const WayEnumName way_due_kinds[] = { { WAY_DUE_SHIPMENT, "shipment" },
                                      { WAY_DUE_LISTING, "listing" },
                                      END };
