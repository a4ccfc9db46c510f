/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli-private.h"

int
main (int argc, char **argv)
{
  return way_cli_main (argc, argv);
}
