/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The live camera without a window, for tests: what it says as lines, each a word and its
 * value, and what a page would do from lines of standard input:
 *
 *   start, stop, all, ordinary, device ID, counts, new (another camera object), quit */

#include <stdio.h>
#include <unistd.h>

#include <gio/gio.h>
#include <gio/gunixinputstream.h>

#include "way-camera.h"

typedef struct
{
  GMainLoop *loop;
  WayCamera *camera;
  GDataInputStream *input;
  const char *application_id;
  gboolean had_picture;
} Console;

static void
say (const char *word, const char *value)
{
  g_autofree char *escaped = g_strescape (value ? value : "", NULL);

  printf ("%s %s\n", word, escaped);
  fflush (stdout);
}

static void
say_enum (const char *word, GType type, int value)
{
  g_autoptr (GEnumClass) names = g_type_class_ref (type);

  say (word, g_enum_get_value (names, value)->value_nick);
}

static void
on_state (WayCamera *camera, GParamSpec *pspec, Console *self)
{
  self->had_picture = FALSE;
  say_enum ("state", WAY_TYPE_CAMERA_STATE, (int) way_camera_get_state (camera));
}

static void
on_hint (WayCamera *camera)
{
  say_enum ("hint", WAY_TYPE_CAMERA_HINT, (int) way_camera_get_hint (camera));
}

static void
on_device (WayCamera *camera)
{
  say ("device", way_camera_get_device (camera));
}

static void
on_devices (GListModel *devices)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (WayCameraDevice) device = g_list_model_get_item (devices, i);

      g_string_append_printf (
          text, "%s%s|%s|%d|%d", i > 0 ? ";" : "", way_camera_device_get_id (device),
          way_camera_device_get_name (device), way_camera_device_is_front (device),
          (int) way_camera_device_get_kind (device));
    }
  say ("devices", text->str);
  g_string_free (text, TRUE);
}

/* Only the first picture of each state is told of, with the colour of its first pixel. */
static void
on_picture (WayCamera *camera, Console *self)
{
  WayCameraPicture picture;
  g_autofree char *text = NULL;
  const guint8 *pixel = NULL;

  if (self->had_picture || !way_camera_get_picture (camera, &picture))
    return;
  pixel = g_bytes_get_data (picture.pixels, NULL);
  text = g_strdup_printf ("%dx%d %02x%02x%02x", picture.width, picture.height, pixel[2],
                          pixel[1], pixel[0]);
  self->had_picture = TRUE;
  say ("picture", text);
}

static void
on_found (WayCamera *camera, const WayCode *code, int width, int height, Console *self)
{
  g_autofree char *text = g_strdup_printf (
      "%" G_GINT64_FORMAT "|%s|%dx%d|%d,%d,%d,%d,%d,%d,%d,%d|%s", g_get_monotonic_time (),
      code->format, width, height, code->corners[0].x, code->corners[0].y,
      code->corners[1].x, code->corners[1].y, code->corners[2].x, code->corners[2].y,
      code->corners[3].x, code->corners[3].y, code->text);

  say ("found", text);
}

static void
make_camera (Console *self)
{
  GListModel *devices = NULL;

  g_clear_object (&self->camera);
  self->camera = way_camera_new (self->application_id);
  devices = way_camera_get_devices (self->camera);
  g_signal_connect (self->camera, "notify::state", G_CALLBACK (on_state), self);
  g_signal_connect (self->camera, "notify::hint", G_CALLBACK (on_hint), self);
  g_signal_connect (self->camera, "notify::device", G_CALLBACK (on_device), self);
  g_signal_connect (self->camera, "picture", G_CALLBACK (on_picture), self);
  g_signal_connect (self->camera, "found", G_CALLBACK (on_found), self);
  g_signal_connect (devices, "items-changed", G_CALLBACK (on_devices), self);
}

static void
say_counts (WayCamera *camera)
{
  WayCameraCounts counts;
  g_autofree char *text = NULL;

  way_camera_get_counts (camera, &counts);
  text = g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT
                          " %" G_GUINT64_FORMAT,
                          counts.received, counts.shown, counts.decoded,
                          counts.undecoded);
  say ("counts", text);
}

static void
obey (Console *self, const char *line)
{
  if (g_str_equal (line, "start"))
    way_camera_start (self->camera);
  else if (g_str_equal (line, "stop"))
    way_camera_stop (self->camera);
  else if (g_str_equal (line, "all") || g_str_equal (line, "ordinary"))
    way_camera_set_shows_all (self->camera, *line == 'a');
  else if (g_str_has_prefix (line, "device "))
    way_camera_set_device (self->camera, line + 7);
  else if (g_str_equal (line, "counts"))
    say_counts (self->camera);
  else if (g_str_equal (line, "trouble"))
    say ("trouble", way_camera_get_trouble (self->camera));
  else if (g_str_equal (line, "new"))
    make_camera (self);
  else if (g_str_equal (line, "quit"))
    g_main_loop_quit (self->loop);
  else
    say ("what", line);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer data)
{
  Console *self = data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (self->input, result, NULL, NULL);

  if (line == NULL)
    {
      g_main_loop_quit (self->loop);
      return;
    }
  obey (self, line);
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, NULL, on_line,
                                       self);
}

int
main (int argc, char **argv)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  Console self = { .application_id = argc > 1 ? argv[1] : NULL };

  self.loop = g_main_loop_new (NULL, FALSE);
  self.input = g_data_input_stream_new (input);
  make_camera (&self);
  g_data_input_stream_read_line_async (self.input, G_PRIORITY_DEFAULT, NULL, on_line,
                                       &self);
  g_main_loop_run (self.loop);
  g_clear_object (&self.camera);
  g_clear_object (&self.input);
  g_main_loop_unref (self.loop);
  return 0;
}
