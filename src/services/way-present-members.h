/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-present.h"

/* What the main sentence about an action leaves out: a sentence for each further member that is there. */

/** Appends to @sentences what @record, of @schema, and the records inside say beyond the main sentence, each after a space. */
void
way_present_members (const WayPresenter *self,
                     const WaySchema *schema,
                     gconstpointer record,
                     GString *sentences);
