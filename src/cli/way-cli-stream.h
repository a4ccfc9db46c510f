/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <stdio.h>

/**
 * way_cli_stream_new:
 * @fd: borrowed, like STDOUT_FILENO
 *
 * What a terminal is given may come from anybody: names of products, texts of codes, file names, a server's words. So all
 * output goes through this stream, which writes each character that steers a terminal or hides or reorders text (controls
 * but for line feed and tabulator, bidirectional controls, separators of lines, invisible ones) as \uXXXX, the notation that
 * leaves a JSON document's meaning as it is. What is not UTF-8 becomes U+FFFD. In a locale with another charset than UTF-8
 * what that lacks is written as \uXXXX too.
 *
 * Returns: (nullable): a stream for writing, to be closed by fclose(), which leaves @fd open
 */
FILE *
way_cli_stream_new (int fd);

/** Sets stdout and stderr to such streams: stdout is buffered by line where it is a terminal, stderr is not buffered. */
void
way_cli_stream_install (void);

/** Goes back to the beginning of the line on a terminal at stderr, which no text can do that goes through the stream: for
 * progress that is written over itself. */
void
way_cli_stream_return (void);

/** Appends @len bytes of @text, which may end in the middle of a character, as told above. Returns: how many were used;
 * what is left is the beginning of a character, at most 3 bytes. */
gsize
way_cli_stream_escape (const char *text, gsize len, GString *out);
