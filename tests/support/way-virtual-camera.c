/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A camera for tests that no computer needs to have: a PipeWire node which any program takes
 * for a camera, several at a time, coming and going. It shows a picture (PPM, P6) over and
 * over, and does what lines on its standard input say:
 *
 *   show FILE   another picture, of the same size, and plugs in
 *   hide        is unplugged: the node goes away
 *   freeze      stays, but sends no frames; thaw ends it
 *   busy        refuses every program, as a camera does that another one has; free ends it
 *   quit
 *
 * It answers each with a line of its own, "shown FILE TIME" with the moment (in µs, of
 * CLOCK_MONOTONIC) at which the first frame with that picture was handed out; and says
 * "in use" and "not in use". */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <pipewire/pipewire.h>
#include <spa/param/video/format-utils.h>

typedef enum
{
  KIND_BGRX,
  KIND_YUY2,
  KIND_NV12,
  KIND_MJPG,
} Kind;

typedef struct
{
  struct pw_main_loop *loop;
  struct pw_stream *stream;
  struct spa_hook listener;
  struct spa_source *timer;

  Kind kind;
  int fps;
  const char *name;
  const char *description;
  char **properties;

  GBytes *frame;
  int width;
  int height;
  guint32 n_sent;
  char *announced; /* the file that was not sent yet */
  gboolean is_frozen;
  gboolean is_busy;
  GString *input;
} Camera;

/* ---- Pictures --------------------------------------------------------------------------- */

static guint8
luma (const guint8 *rgb)
{
  return (guint8) (16 + (66 * rgb[0] + 129 * rgb[1] + 25 * rgb[2] + 128) / 256);
}

static guint8
chroma (const guint8 *rgb, gboolean is_red)
{
  int sum = is_red ? 112 * rgb[0] - 94 * rgb[1] - 18 * rgb[2]
                   : -38 * rgb[0] - 74 * rgb[1] + 112 * rgb[2];

  return (guint8) (128 + (sum + 128) / 256);
}

static guint8 *
to_bgrx (const guint8 *rgb, int width, int height, gsize *out_size)
{
  gsize n = (gsize) width * height;
  guint8 *frame = g_malloc (*out_size = n * 4);

  for (gsize i = 0; i < n; i++)
    {
      const guint8 pixel[4] = { rgb[3 * i + 2], rgb[3 * i + 1], rgb[3 * i], 0xff };

      memcpy (frame + 4 * i, pixel, 4);
    }
  return frame;
}

static guint8 *
to_yuy2 (const guint8 *rgb, int width, int height, gsize *out_size)
{
  gsize n = (gsize) width * height;
  guint8 *frame = g_malloc (*out_size = n * 2);

  for (gsize i = 0; i < n; i++)
    {
      frame[2 * i] = luma (rgb + 3 * i);
      frame[2 * i + 1] = chroma (rgb + 3 * i, i % 2 == 1);
    }
  return frame;
}

static guint8 *
to_nv12 (const guint8 *rgb, int width, int height, gsize *out_size)
{
  gsize n = (gsize) width * height;
  guint8 *frame = g_malloc (*out_size = n * 3 / 2);

  for (gsize i = 0; i < n; i++)
    frame[i] = luma (rgb + 3 * i);
  for (int y = 0; y < height; y += 2)
    for (int x = 0; x < width; x++)
      frame[n + (gsize) (y / 2) * width + x] =
          chroma (rgb + 3 * ((gsize) y * width + (x & ~1)), x % 2 == 1);
  return frame;
}

static guint8 *
to_jpeg (const guint8 *rgb, int width, int height, gsize *out_size)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_data (
      rgb, GDK_COLORSPACE_RGB, FALSE, 8, width, height, width * 3, NULL, NULL);
  char *frame = NULL;

  gdk_pixbuf_save_to_buffer (pixbuf, &frame, out_size, "jpeg", NULL, "quality", "90",
                             NULL);
  return (guint8 *) frame;
}

static gboolean
load (Camera *self, const char *path)
{
  static guint8 *(*const convert[]) (const guint8 *, int, int, gsize *) = {
    [KIND_BGRX] = to_bgrx,
    [KIND_YUY2] = to_yuy2,
    [KIND_NV12] = to_nv12,
    [KIND_MJPG] = to_jpeg,
  };
  g_autofree char *file = NULL;
  gsize len = 0, size = 0;
  int width = 0, height = 0, start = 0;
  guint8 *frame = NULL;

  if (!g_file_get_contents (path, &file, &len, NULL)
      || sscanf (file, "P6 %d %d 255%n", &width, &height, &start) != 2 || start == 0
      || width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0
      || len != (gsize) start + 1 + (gsize) width * height * 3
      || (self->frame != NULL && (width != self->width || height != self->height)))
    return FALSE;
  frame = convert[self->kind]((const guint8 *) file + start + 1, width, height, &size);
  if (frame == NULL)
    return FALSE;
  g_clear_pointer (&self->frame, g_bytes_unref);
  self->frame = g_bytes_new_take (frame, size);
  self->width = width;
  self->height = height;
  return TRUE;
}

/* ---- The node --------------------------------------------------------------------------- */

static void
say (const char *text)
{
  puts (text);
  fflush (stdout);
}

static void
run_timer (Camera *self, gboolean is_running)
{
  struct timespec period = { 0, is_running ? 1000000000L / self->fps : 0 };
  struct timespec first = { 0, is_running ? 1 : 0 };

  pw_loop_update_timer (pw_main_loop_get_loop (self->loop), self->timer, &first, &period,
                        false);
}

static void
on_timer (void *data, uint64_t n)
{
  Camera *self = data;

  if (self->stream != NULL && !self->is_frozen)
    pw_stream_trigger_process (self->stream);
}

static void
on_state (void *data,
          enum pw_stream_state old,
          enum pw_stream_state state,
          const char *error)
{
  Camera *self = data;
  gboolean is_used = state == PW_STREAM_STATE_STREAMING;

  run_timer (self, is_used);
  if (is_used != (old == PW_STREAM_STATE_STREAMING))
    say (is_used ? "in use" : "not in use");
  if (state == PW_STREAM_STATE_PAUSED && old == PW_STREAM_STATE_CONNECTING)
    say ("plugged");
}

static int
get_row_size (const Camera *self)
{
  static const int bytes[] = {
    [KIND_BGRX] = 4, [KIND_YUY2] = 2, [KIND_NV12] = 1, [KIND_MJPG] = 0
  };

  return self->width * bytes[self->kind];
}

static void
on_param (void *data, uint32_t id, const struct spa_pod *param)
{
  Camera *self = data;
  uint8_t memory[1024];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (memory, sizeof memory);
  const struct spa_pod *params[2];
  int size = self->width * self->height * 4;

  if (param == NULL || id != SPA_PARAM_Format)
    return;
  if (self->is_busy)
    {
      pw_stream_set_error (self->stream, -EBUSY, "error set format: %s",
                           g_strerror (EBUSY));
      return;
    }
  params[0] = spa_pod_builder_add_object (
      &builder, SPA_TYPE_OBJECT_ParamBuffers, SPA_PARAM_Buffers,
      SPA_PARAM_BUFFERS_buffers, SPA_POD_CHOICE_RANGE_Int (4, 2, 16),
      SPA_PARAM_BUFFERS_blocks, SPA_POD_Int (1), SPA_PARAM_BUFFERS_size,
      SPA_POD_Int (size), SPA_PARAM_BUFFERS_stride, SPA_POD_Int (get_row_size (self)),
      SPA_PARAM_BUFFERS_dataType, SPA_POD_CHOICE_FLAGS_Int (1 << SPA_DATA_MemFd));
  params[1] = spa_pod_builder_add_object (
      &builder, SPA_TYPE_OBJECT_ParamMeta, SPA_PARAM_Meta, SPA_PARAM_META_type,
      SPA_POD_Id (SPA_META_Header), SPA_PARAM_META_size,
      SPA_POD_Int (sizeof (struct spa_meta_header)));
  pw_stream_update_params (self->stream, params, 2);
}

static void
announce (Camera *self)
{
  if (self->announced == NULL)
    return;
  printf ("shown %s %" G_GINT64_FORMAT "\n", self->announced, g_get_monotonic_time ());
  fflush (stdout);
  g_clear_pointer (&self->announced, g_free);
}

static void
on_process (void *data)
{
  Camera *self = data;
  struct pw_buffer *buffer = pw_stream_dequeue_buffer (self->stream);
  struct spa_data *plane = NULL;
  struct spa_meta_header *header = NULL;
  gsize size;
  gconstpointer frame = g_bytes_get_data (self->frame, &size);

  if (buffer == NULL)
    return;
  plane = &buffer->buffer->datas[0];
  if (plane->data != NULL && plane->maxsize >= size)
    {
      memcpy (plane->data, frame, size);
      plane->chunk->offset = 0;
      plane->chunk->stride = get_row_size (self);
      plane->chunk->size = (uint32_t) size;
      header =
          spa_buffer_find_meta_data (buffer->buffer, SPA_META_Header, sizeof *header);
      if (header != NULL)
        *header =
            (struct spa_meta_header) { .pts = (int64_t) pw_stream_get_nsec (self->stream),
                                       .seq = self->n_sent++ };
      announce (self);
    }
  pw_stream_queue_buffer (self->stream, buffer);
}

static const struct spa_pod *
build_format (const Camera *self, struct spa_pod_builder *builder)
{
  static const enum spa_video_format formats[] = {
    [KIND_BGRX] = SPA_VIDEO_FORMAT_BGRx,
    [KIND_YUY2] = SPA_VIDEO_FORMAT_YUY2,
    [KIND_NV12] = SPA_VIDEO_FORMAT_NV12,
    [KIND_MJPG] = SPA_VIDEO_FORMAT_UNKNOWN,
  };
  struct spa_rectangle size =
      SPA_RECTANGLE ((uint32_t) self->width, (uint32_t) self->height);
  struct spa_fraction rate = SPA_FRACTION ((uint32_t) self->fps, 1);

  if (self->kind == KIND_MJPG)
    return spa_format_video_mjpg_build (
        builder, SPA_PARAM_EnumFormat,
        &(struct spa_video_info_mjpg) { .size = size, .framerate = rate });
  return spa_format_video_raw_build (
      builder, SPA_PARAM_EnumFormat,
      &SPA_VIDEO_INFO_RAW_INIT (.format = formats[self->kind], .size = size,
                                .framerate = rate));
}

static const struct pw_stream_events events = {
  PW_VERSION_STREAM_EVENTS,
  .state_changed = on_state,
  .param_changed = on_param,
  .process = on_process,
};

static void
plug (Camera *self)
{
  uint8_t memory[1024];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (memory, sizeof memory);
  const struct spa_pod *params[1] = { build_format (self, &builder) };
  struct pw_properties *about =
      pw_properties_new (PW_KEY_MEDIA_CLASS, "Video/Source", PW_KEY_MEDIA_ROLE, "Camera",
                         PW_KEY_NODE_NAME, self->name, PW_KEY_NODE_DESCRIPTION,
                         self->description ? self->description : self->name, NULL);

  for (guint i = 0; self->properties != NULL && self->properties[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (self->properties[i], "=", 2);

      pw_properties_set (about, pair[0], pair[1]);
    }
  self->stream = pw_stream_new_simple (pw_main_loop_get_loop (self->loop), self->name,
                                       about, &events, self);
  if (self->stream == NULL
      || pw_stream_connect (self->stream, PW_DIRECTION_OUTPUT, PW_ID_ANY,
                            PW_STREAM_FLAG_DRIVER | PW_STREAM_FLAG_MAP_BUFFERS, params, 1)
             < 0)
    {
      say ("no PipeWire");
      pw_main_loop_quit (self->loop);
    }
}

static void
unplug (Camera *self)
{
  run_timer (self, FALSE);
  g_clear_pointer (&self->stream, pw_stream_destroy);
}

/* ---- The lines -------------------------------------------------------------------------- */

static void
show (Camera *self, const char *path)
{
  if (!load (self, path))
    {
      say ("no picture of that size");
      return;
    }
  g_free (self->announced);
  self->announced = g_strdup (path);
  if (self->stream == NULL)
    plug (self);
}

static void
obey (Camera *self, const char *line)
{
  if (g_str_has_prefix (line, "show "))
    {
      show (self, line + 5);
      return;
    }
  if (g_str_equal (line, "hide"))
    unplug (self);
  else if (g_str_equal (line, "freeze") || g_str_equal (line, "thaw"))
    self->is_frozen = *line == 'f';
  else if (g_str_equal (line, "busy") || g_str_equal (line, "free"))
    self->is_busy = *line == 'b';
  else if (g_str_equal (line, "quit"))
    pw_main_loop_quit (self->loop);
  else
    {
      say ("what?");
      return;
    }
  /* a stream that has had an error is of no more use */
  if (g_str_equal (line, "free"))
    {
      unplug (self);
      plug (self);
    }
  say (line);
}

static void
on_input (void *data, int fd, uint32_t mask)
{
  Camera *self = data;
  char bytes[4096];
  ssize_t n = read (fd, bytes, sizeof bytes);
  const char *end;

  if (n <= 0)
    {
      pw_main_loop_quit (self->loop);
      return;
    }
  g_string_append_len (self->input, bytes, n);
  while ((end = strchr (self->input->str, '\n')) != NULL)
    {
      g_autofree char *line =
          g_strndup (self->input->str, (gsize) (end - self->input->str));

      g_string_erase (self->input, 0, end - self->input->str + 1);
      obey (self, line);
    }
}

static gboolean
parse_kind (const char *name, Kind *out_kind)
{
  static const char *const names[] = {
    [KIND_BGRX] = "BGRx", [KIND_YUY2] = "YUY2", [KIND_NV12] = "NV12", [KIND_MJPG] = "MJPG"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (name == NULL || g_str_equal (names[i], name))
      {
        *out_kind = (Kind) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_options (Camera *self, int *argc, char ***argv)
{
  g_autofree char *format = NULL;
  GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, "BGRx (default), YUY2, NV12 or MJPG",
      "NAME" },
    { "fps", 0, 0, G_OPTION_ARG_INT, &self->fps, "Frames a second (default: 30)", "N" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &self->name, "Name of the node", "NAME" },
    { "description", 0, 0, G_OPTION_ARG_STRING, &self->description, "What a person reads",
      "TEXT" },
    { "property", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->properties,
      "A property of the node more", "KEY=VALUE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("FRAME.ppm");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error) || *argc != 2 || self->fps < 1
      || !parse_kind (format, &self->kind) || !load (self, (*argv)[1]))
    {
      g_printerr ("%s\n",
                  error ? error->message : "Give one picture (PPM) of even size.");
      return FALSE;
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  Camera self = { .fps = 30, .name = "virtual-camera", .input = g_string_new (NULL) };
  struct pw_loop *loop = NULL;

  if (!parse_options (&self, &argc, &argv))
    return 2;
  pw_init (NULL, NULL);
  self.loop = pw_main_loop_new (NULL);
  loop = pw_main_loop_get_loop (self.loop);
  pw_loop_add_io (loop, STDIN_FILENO, SPA_IO_IN, false, on_input, &self);
  self.timer = pw_loop_add_timer (loop, on_timer, &self);
  plug (&self);
  pw_main_loop_run (self.loop);
  unplug (&self);
  pw_main_loop_destroy (self.loop);
  pw_deinit ();
  g_bytes_unref (self.frame);
  g_string_free (self.input, TRUE);
  g_free (self.announced);
  g_strfreev (self.properties);
  return 0;
}
