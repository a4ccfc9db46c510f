/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-run.h"

#include <sys/wait.h>

void
run_clear (Run *run)
{
  g_free (run->out);
  g_free (run->err);
}

Run
run_line (const char *line)
{
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "src/cli/waymarkctl", NULL);
  g_autofree char *quoted = g_shell_quote (program);
  g_autofree char *script = g_strconcat ("W=", quoted, "; \"$W\" ", line, NULL);
  const char *argv[] = { "/bin/sh", "-c", script, NULL };
  g_autoptr (GError) error = NULL;
  Run run = { 0 };
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &run.out,
                &run.err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  run.code = WEXITSTATUS (status);
  return run;
}
