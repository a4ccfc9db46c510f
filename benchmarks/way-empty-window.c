/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The least that a libadwaita program can be: a window with a header bar and nothing in it. What the app's start is
 * measured against. */

#include <adwaita.h>

#include "way-watch.h"

static void
activated (AdwApplication *application)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_present (GTK_WINDOW (window));
}

/* As the app does: windows come after the toolkit. */
static void
started (AdwApplication *application)
{
  way_watch_begin ();
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication)
      application = adw_application_new ("org.waymark.EmptyWindow", 0);

  g_signal_connect_after (application, "startup", G_CALLBACK (started), NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activated), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
