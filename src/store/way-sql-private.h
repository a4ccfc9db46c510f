/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <sqlite3.h>

#include "way-sql.h"

struct _WaySql
{
  sqlite3 *handle;
};

/** Sets @error from the connection's last failure @code. Returns: FALSE */
gboolean
way_sql_set_error (WaySql *self, int code, GError **error);
