/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* A path grows from its end while the calls of a failed check return: "gtin",
 * "[0].gtin", "actions[0].gtin". @path: (nullable): where the caller wants none. For this
 * room alone. */

static inline void
way_path_prepend (char **path, const char *prefix)
{
  g_autofree char *rest = NULL;

  if (path == NULL)
    return;
  rest = g_steal_pointer (path);
  *path = g_strconcat (prefix, rest == NULL || rest[0] == '[' ? "" : ".", rest, NULL);
}

static inline void
way_path_prepend_index (char **path, gsize i)
{
  char prefix[32];

  g_snprintf (prefix, sizeof prefix, "[%" G_GSIZE_FORMAT "]", i);
  way_path_prepend (path, prefix);
}
