/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-home.h"
#include "way-verdict.h"

/** Puts @code at the head of what was looked up, in a thread. What can't be written is not remembered.
 * @name: (nullable) */
void
way_recent_remember (WayHome *home,
                     const char *code,
                     WayVerdictCode verdict,
                     const char *name);
