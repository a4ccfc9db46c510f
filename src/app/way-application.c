/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-application.h"

#include <glib/gi18n.h>

#include "way-help.h"
#include "way-menu-names.h"
#include "way-watch.h"
#include "way-window.h"

struct _WayApplication
{
  AdwApplication parent;

  char *folder; /* (nullable): --data-dir */
  WayDesk *desk;
  gboolean is_loaded; /* the desk's lists are there */
};

G_DEFINE_FINAL_TYPE (WayApplication, way_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and exit"), NULL },
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Keep identities and networks in this folder"), N_ ("FOLDER") },
  { "new-window", 'n', 0, G_OPTION_ARG_NONE, NULL, N_ ("Open a new window"), NULL },
  { NULL },
};

WayDesk *
way_application_get_desk (WayApplication *self)
{
  return self->desk;
}

/* ---- Actions ----------------------------------------------------------------------------- */

static void
open_window (WayApplication *self)
{
  WayWindow *window = way_window_new (self, self->desk);

  if (self->is_loaded)
    way_window_begin (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
new_window (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_window (data);
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkApplication *self = data;
  GtkWindow *window;

  while ((window = gtk_application_get_active_window (self)) != NULL)
    {
      if (WAY_IS_WINDOW (window))
        way_window_remember (WAY_WINDOW (window));
      /* a dialog would keep it from closing */
      gtk_window_destroy (window);
    }
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AdwAboutDialog *dialog = ADW_ABOUT_DIALOG (adw_about_dialog_new ());

  adw_about_dialog_set_application_name (dialog, _ ("Waymark"));
  adw_about_dialog_set_application_icon (dialog, WAY_APPLICATION_ID);
  adw_about_dialog_set_version (dialog, WAY_VERSION);
  adw_about_dialog_set_developer_name (dialog, _ ("The Waymark developers"));
  adw_about_dialog_set_license_type (dialog, GTK_LICENSE_GPL_3_0);
  adw_about_dialog_set_comments (
      dialog, _ ("See where a product comes from, and check it on your own computer."));
  adw_dialog_present (ADW_DIALOG (dialog),
                      GTK_WIDGET (gtk_application_get_active_window (data)));
}

static void
show_help (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (data);

  /* the list of shortcuts stands before its window */
  while (window != NULL && !WAY_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  if (window != NULL)
    way_help_show (WAY_WINDOW (window), "index");
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = new_window },
  { .name = "quit", .activate = quit },
  { .name = "about", .activate = show_about },
  { .name = "help", .activate = show_help },
};

static void
set_accels (GtkApplication *self)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } rows[] = {
    { "app.quit", { "<Control>q" } },
    { "app.new-window", { "<Control>n" } },
    { "app.help", { "F1" } },
    { "win.search", { "<Control>f" } },
    { "win.open-picture", { "<Control>o" } },
    { "win.preferences", { "<Control>comma" } },
    { "win.primary-menu", { "F10" } },
    { "window.close", { "<Control>w" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_application_set_accels_for_action (self, rows[i].action, rows[i].accels);
}

/* ---- The application ------------------------------------------------------------------------ */

static void
desk_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayApplication) self = data;
  g_autoptr (GError) error = NULL;
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  self->is_loaded = way_desk_load_finish (WAY_DESK (source), result, &error);
  for (GList *w = windows; w != NULL; w = w->next)
    {
      if (!WAY_IS_WINDOW (w->data))
        continue;
      if (error != NULL)
        way_window_show_fatal (w->data, error);
      else
        way_window_begin (w->data);
    }
}

static void
way_application_startup (GApplication *application)
{
  WayApplication *self = WAY_APPLICATION (application);

  /* by which a desktop knows its windows; before this it is the name in --help */
  g_set_prgname (WAY_APPLICATION_ID);
  G_APPLICATION_CLASS (way_application_parent_class)->startup (application);
  way_watch_begin ();
  way_menu_names_begin ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions),
                                   self);
  set_accels (GTK_APPLICATION (self));
  self->desk = way_desk_new (self->folder);
}

static void
set_icon (gpointer data)
{
  gtk_window_set_default_icon_name (WAY_APPLICATION_ID);
}

/* It is drawn in many sizes, which nobody waits for. */
static void
frame_drawn (GdkFrameClock *clock, gpointer data)
{
  g_signal_handlers_disconnect_by_func (clock, frame_drawn, data);
  g_idle_add_once (set_icon, NULL);
}

static void
set_icon_after_first_frame (WayApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                    G_CALLBACK (frame_drawn), NULL);
}

static void
way_application_activate (GApplication *application)
{
  WayApplication *self = WAY_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  open_window (self);
  set_icon_after_first_frame (self);
  way_desk_load_async (self->desk, NULL, desk_loaded, g_object_ref (self));
}

/* What a `waymark:` link carries: a code or a web link, as it is or percent-encoded. Other texts are themselves. */
static char *
dup_carried_text (const char *text)
{
  static const char scheme[] = "waymark:";
  const char *carried = text + strlen (scheme);
  g_autofree char *plain = NULL;

  if (g_ascii_strncasecmp (text, scheme, strlen (scheme)) != 0)
    return g_strdup (text);
  /* a web link has escapes of its own */
  if (strstr (carried, "://") == NULL)
    plain = g_uri_unescape_string (carried, NULL);
  return plain != NULL ? g_steal_pointer (&plain) : g_strdup (carried);
}

static void
take_text (GtkApplication *application, const char *text)
{
  GtkWindow *window = gtk_application_get_active_window (application);
  g_autofree char *carried = dup_carried_text (text);

  if (WAY_IS_WINDOW (window))
    way_window_take_text (WAY_WINDOW (window), carried, NULL);
}

static int
way_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *dict = g_application_command_line_get_options_dict (line);
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (line, NULL);

  if (g_variant_dict_contains (dict, "new-window")
      && gtk_application_get_windows (GTK_APPLICATION (application)) != NULL)
    open_window (WAY_APPLICATION (application));
  else
    g_application_activate (application);
  if (arguments[0] != NULL && arguments[1] != NULL)
    take_text (GTK_APPLICATION (application), arguments[1]);
  return 0;
}

static void
way_application_open (GApplication *application, GFile **files, int n, const char *hint)
{
  g_application_activate (application);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);

      take_text (GTK_APPLICATION (application), uri);
    }
}

static int
way_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  WayApplication *self = WAY_APPLICATION (application);

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("waymark %s\n", WAY_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (dict, "data-dir", "^ay", &self->folder))
    {
      /* another folder is another person's: an instance of its own */
      g_autofree char *sum =
          g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->folder, -1);
      g_autofree char *id = g_strdup_printf (WAY_APPLICATION_ID ".x%.16s", sum);

      g_application_set_application_id (application, id);
    }
  return -1;
}

static void
way_application_shutdown (GApplication *application)
{
  WayApplication *self = WAY_APPLICATION (application);

  way_desk_close (self->desk);
  G_APPLICATION_CLASS (way_application_parent_class)->shutdown (application);
}

static void
way_application_finalize (GObject *object)
{
  WayApplication *self = WAY_APPLICATION (object);

  g_clear_object (&self->desk);
  g_free (self->folder);
  G_OBJECT_CLASS (way_application_parent_class)->finalize (object);
}

static void
way_application_class_init (WayApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = way_application_finalize;
  application_class->startup = way_application_startup;
  application_class->activate = way_application_activate;
  application_class->command_line = way_application_command_line;
  application_class->open = way_application_open;
  application_class->handle_local_options = way_application_handle_local_options;
  application_class->shutdown = way_application_shutdown;
}

static void
way_application_init (WayApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self),
                                                     _ ("[CODE OR LINK]"));
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _ ("See where a product comes from, and check it on your own computer."));
}

WayApplication *
way_application_new (void)
{
  return g_object_new (WAY_TYPE_APPLICATION, "application-id", WAY_APPLICATION_ID,
                       "resource-base-path", "/org/waymark/Waymark", "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
