/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-digital-link.h"
#include "way-secret.h"

/** Size of an in-pack secret, in bytes. */
#define WAY_CLAIM_SECRET_SIZE 16

typedef enum
{
  WAY_GS1_CODE_PRODUCT,   /* gtin14; lot and serial where the code has them */
  WAY_GS1_CODE_CONTAINER, /* sscc: a case or pallet */
  WAY_GS1_CODE_OTHER,     /* another key of GS1: nothing that is traced here */
} WayGs1CodeKind;

/**
 * WayGs1Code:
 *
 * What a code on goods names, as plain strings; empty where the code does not say. A kind
 * is chosen by the first primary key in it.
 */
typedef struct
{
  WayGs1CodeKind kind;
  char gtin14[15];
  char lot[21];
  char serial[21];
  char sscc[19];
} WayGs1Code;

void
way_gs1_code_from_elements (const WayGs1Elements *elements, WayGs1Code *out_code);

/** The reverse: (01) with lot and serial where they are there, or (00).
 * @error: where a value is not allowed, WAY_RESULT_MISSING_MEMBER for another kind.
 * Returns: (transfer full) (nullable) */
WayGs1Elements *
way_gs1_code_to_elements (const WayGs1Code *code, GError **error);

/** Reads whatever a person scanned, pasted or typed: all that way_gs1_parse_scan() takes,
 * white space around it, spaces or hyphens between the digits of a number, spaces between
 * bracketed elements, and EPC URNs (`urn:epc:id:sgtin:…`, see way-epcis-identifier.h). A fragment is not looked at: see way_gs1_claim_secret_from_text().
 * @format: (nullable): as there.
 * @out_elements: (optional) (out) (transfer full) */
gboolean
way_gs1_code_from_text (WaySlice text,
                        const char *format,
                        WayGs1Code *out_code,
                        WayGs1Elements **out_elements,
                        GError **error);

/** Takes the in-pack secret out of the fragment of a scanned link (`#c=` and 22 characters
 * of Base64url). It belongs into no log, message or request.
 * @error: WAY_RESULT_MALFORMED where there is one that can't be read. Returns: (transfer
 * full) (nullable): NULL without an error where the link has none. */
WaySecret *
way_gs1_claim_secret_from_text (WaySlice text, GError **error);
/** What of @text may be shown or logged: all that stands before a fragment in which a secret may be. */
WaySlice
way_gs1_cut_secret (WaySlice text);
/** The same. Returns: (transfer full) */
char *
way_gs1_dup_without_secret (const char *text);
/** Writes the link of an in-pack code: @uri (without a fragment) and the secret.
 * Returns: (transfer full): wipe it with way_secret_wipe() before it is freed. */
char *
way_gs1_build_claim_link (const char *uri, const WaySecret *secret);
