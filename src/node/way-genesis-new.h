/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-model.h"

/** Makes a network of one: a new solo key in @key_path (mode 0600), no registrars. Returns: (transfer full): the genesis bytes. */
GBytes *
way_genesis_new (const char *key_path, gint64 now_ms, GError **error);
