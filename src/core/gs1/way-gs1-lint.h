/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "way-result.h"

/* The checks of the components of application identifiers. Source: GS1 General
 * Specifications; GS1 Barcode Syntax Dictionary ("linters"). Company prefixes are checked
 * for their form alone (four digits or more): who holds one is an attestation's matter. */

typedef enum
{
  WAY_GS1_FAULT_NONE,
#define WAY_GS1_FAULT(symbol, result, text) WAY_GS1_FAULT_##symbol,
#include "way-gs1-fault.def"
#undef WAY_GS1_FAULT
} WayGs1Fault;

typedef enum
{
  WAY_GS1_LINT_NONE,
#define WAY_GS1_LINT(symbol, name, function) WAY_GS1_LINT_##symbol,
#include "way-gs1-lint.def"
#undef WAY_GS1_LINT
} WayGs1Lint;

/** @data: @len bytes of any kind, not NUL-terminated.
 * @at: where a fault begins, set when there is one. Returns: WAY_GS1_FAULT_NONE: passed.
 */
#define WAY_GS1_LINT(symbol, name, function)                                             \
  WayGs1Fault function (const char *data, gsize len, gsize *at);
#include "way-gs1-lint.def"
#undef WAY_GS1_LINT

WayGs1Fault
way_gs1_lint_run (WayGs1Lint lint, const char *data, gsize len, gsize *at);
/** Returns: WAY_GS1_LINT_NONE where there is no check of that name. */
WayGs1Lint
way_gs1_lint_from_name (const char *name);

/** Returns: "INCORRECT_CHECK_DIGIT" and the like. */
const char *
way_gs1_fault_get_name (WayGs1Fault fault);
/** Returns: what is wrong, to follow a colon, without a full stop. */
const char *
way_gs1_fault_get_text (WayGs1Fault fault);
WayResult
way_gs1_fault_get_result (WayGs1Fault fault);
