/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-bundle.h"

/** Which signed objects verified before, as long as the program runs. Safe from any thread. */
typedef struct _WaySignatureMemory WaySignatureMemory;

WaySignatureMemory *
way_signature_memory_new (void);
void
way_signature_memory_free (WaySignatureMemory *self);
/** What way_bundle_verify() takes; borrows @self. */
WaySignatureCache
way_signature_memory_get_cache (WaySignatureMemory *self);
