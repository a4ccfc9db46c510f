/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-application.h"
#include "way-languages.h"

int
main (int argc, char **argv)
{
  g_autoptr (WayApplication) application = NULL;

  way_languages_init ();
  application = way_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
