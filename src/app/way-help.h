/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-window.h"

/** Opens a page of the help, in the reader's language: in the desktop's help viewer, else in the web browser; a toast says so
 * where there is neither. Where $WAYMARK_HELP_DIR names the folder of a build, its pages for the browser are taken: the
 * desktop knows nothing of a program that is not installed.
 * @page: like "index" or "camera", the id of a page in help/C. */
void
way_help_show (WayWindow *window, const char *page);
