/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Words (NULL behind) that stand in sentences elsewhere, as the rows of a choice: there each begins with a capital letter. */
GtkStringList *
way_choice_list_new (const char *const *words);

G_END_DECLS
