/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-act.h"
#include "way-application.h"

/**
 * WayWindow:
 *
 * The window: sections in a sidebar, pages in a stack. What pages reach it by are its actions:
 *
 * - `win.section` (s): shows a section by name; `win.show-code` (s): opens the product page of a code or link;
 * - `win.identities`, `win.new-identity`, `win.recovery-phrase`, `win.preferences`: dialogs;
 * - `win.open-picture`, `win.paste`, `win.type-code`: ways to get at a code; `win.search`; `win.back`.
 */
#define WAY_TYPE_WINDOW (way_window_get_type ())
G_DECLARE_FINAL_TYPE (WayWindow, way_window, WAY, WINDOW, AdwApplicationWindow)

WayWindow *
way_window_new (WayApplication *application, WayDesk *desk);

/** The desk's lists are there: the first run is shown where it is one. */
void
way_window_begin (WayWindow *self);
/** What was scanned, pasted, typed or opened: a code opens its product page; anything else is named for what it is.
 * @format: (nullable): of the code reader. */
void
way_window_take_text (WayWindow *self, const char *text, const char *format);
/** Keeps in the settings what the next window begins with. */
void
way_window_remember (WayWindow *self);
/** Something without which nothing works, like a data folder that can't be read. */
void
way_window_show_fatal (WayWindow *self, const GError *error);

/** Pushes a page onto the present section. @page: (transfer floating). */
void
way_window_push (WayWindow *self, AdwNavigationPage *page);
/** @title: plain text. Returns: the toast, shown already, for a button. (transfer none) */
AdwToast *
way_window_add_toast (WayWindow *self, const char *title);
/** Opens the signing dialog for @act, then tells how it ends. @act: (transfer full). */
void
way_window_sign (WayWindow *self, WayAct *act);
/** Whether a dialog is in front of the pages. @self: (nullable) */
gboolean
way_window_has_dialog (WayWindow *self);
/** The window that holds @widget. */
WayWindow *
way_window_of (GtkWidget *widget);
