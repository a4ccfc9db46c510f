/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-module.h"

WayResult
way_module_apply (WayApply *apply, const WayAction *action)
{
  switch (action->kind)
    {
#define WAY_ACTION(number, symbol, T, t, name)                                           \
  case WAY_ACTION_##symbol:                                                              \
    return way_module_##t (apply, action->body);
      WAY_ACTIONS (WAY_ACTION)
#undef WAY_ACTION
    default:
      g_assert_not_reached ();
    }
}
