/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of a page, made a few for each frame.
 *
 * A page with dozens of rows takes many frames to build, and while it is built the window neither draws nor listens. A
 * filler makes as many rows as fit into a part of a frame, lets the frame be drawn, and goes on: what is at the top of
 * the page is there at once, the rest before anybody has scrolled to it. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _WayRowFiller WayRowFiller;

/* Returns: (transfer floating): the row at @position */
typedef GtkWidget *(*WayMakeRow) (gpointer data, guint position);

/* @widget: whose frames are counted; the filler must be freed before it is disposed.
 * Returns: (transfer full): free with way_row_filler_free() */
WayRowFiller *
way_row_filler_new (GtkWidget *widget);

void
way_row_filler_free (WayRowFiller *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayRowFiller, way_row_filler_free)

/* Gives @list @n rows. Lists are filled in the order in which they were asked for; a
 * list that is being filled begins anew. Rows which it has already are replaced one by one, so that nothing on the
 * screen jumps when a page is refreshed; the focus stays where it is.
 *
 * @list: (transfer none): must outlive the filler
 * @from: rows before this one are left as they are
 * @data: for @make_row; must outlive the filler */
void
way_row_filler_fill (WayRowFiller *self,
                     GtkListBox *list,
                     guint from,
                     guint n,
                     WayMakeRow make_row,
                     gpointer data);

G_END_DECLS
