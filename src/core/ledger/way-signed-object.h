/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-arena.h"
#include "way-cose.h"
#include "way-schema.h"

/* Private: the smaller signed objects inside statements. docs/spec/statement.md */

/** Reads a COSE_Sign1 of @content by @key, verified by the strict rule: what the slow rule
 * alone accepts is refused, so that nobody can make blocks slow. Returns: FALSE where anything is wrong. */
gboolean
way_signed_object_read (WaySlice bytes,
                        WayContent content,
                        const WayPublicKey *key,
                        const WaySchema *schema,
                        WayArena *arena,
                        gpointer record);
/** Whether @cose names @key and carries its strict signature. */
gboolean
way_signed_object_verify (const WayCose *cose, const WayPublicKey *key);
