/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/** What came of one run of waymarkctl. */
typedef struct
{
  int code;
  char *out;
  char *err;
} Run;

void
run_clear (Run *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/** Runs the built program through the shell with the words of @line, in which $W is the
 * program too. */
Run
run_line (const char *line);
