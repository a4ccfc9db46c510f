/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-help.h"

#include <glib/gi18n.h>

static gboolean
is_dismissed (const GError *error)
{
  return g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
         || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED);
}

static void
give_up (WayWindow *window, const GError *error)
{
  g_debug ("no help: %s", error->message);
  if (!is_dismissed (error))
    way_window_add_toast (window, _ ("No program on this computer can show the help"));
}

/* ---- In the web browser ------------------------------------------------------------------- */

static const char *
get_folder (void)
{
  const char *folder = g_getenv ("WAYMARK_HELP_DIR");

  return folder != NULL ? folder : WAY_HELP_DIR;
}

/* In a thread: the page in the first of the reader's languages that has it. */
static void
find_copy (GTask *task, gpointer source, gpointer page, GCancellable *cancellable)
{
  for (const char *const *language = g_get_language_names (); *language != NULL;
       language++)
    {
      g_autofree char *name = g_strconcat ("html-", *language, NULL);
      g_autofree char *file = g_strconcat (page, ".html", NULL);
      g_autofree char *path = g_build_filename (get_folder (), name, file, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        {
          g_task_return_pointer (task, g_file_new_for_path (path), g_object_unref);
          return;
        }
    }
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no page %s in %s",
                           (const char *) page, get_folder ());
}

static void
copy_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayWindow) window = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error))
    give_up (window, error);
}

static void
copy_found (GObject *source, GAsyncResult *result, gpointer data)
{
  WayWindow *window = WAY_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GtkFileLauncher) launcher = NULL;

  if (file == NULL)
    {
      give_up (window, error);
      return;
    }
  launcher = gtk_file_launcher_new (file);
  gtk_file_launcher_launch (launcher, GTK_WINDOW (window), NULL, copy_shown,
                            g_object_ref (window));
}

static void
show_copy (WayWindow *window, const char *page)
{
  g_autoptr (GTask) task = g_task_new (window, NULL, copy_found, NULL);

  g_task_set_source_tag (task, show_copy);
  g_task_set_task_data (task, g_strdup (page), g_free);
  g_task_run_in_thread (task, find_copy);
}

/* ---- In the help viewer ----------------------------------------------------------------------- */

static void
page_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayWindow) window = data;
  g_autoptr (GError) error = NULL;
  const char *uri = gtk_uri_launcher_get_uri (GTK_URI_LAUNCHER (source));

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)
      || is_dismissed (error))
    return;
  g_debug ("%s: %s", uri, error->message);
  show_copy (window, strrchr (uri, '/') + 1);
}

void
way_help_show (WayWindow *window, const char *page)
{
  g_autofree char *uri = NULL;
  g_autoptr (GtkUriLauncher) launcher = NULL;

  if (g_getenv ("WAYMARK_HELP_DIR") != NULL)
    {
      show_copy (window, page);
      return;
    }
  uri = g_strconcat ("help:waymark/", page, NULL);
  launcher = gtk_uri_launcher_new (uri);
  gtk_uri_launcher_launch (launcher, GTK_WINDOW (window), NULL, page_shown,
                           g_object_ref (window));
}
