/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The live camera. First a real one: PipeWire with a virtual camera that shows 30 frames a
 * second of 1280 × 720 with a label. Then what a frame costs from its buffer to the text,
 * against the bare decoder call on the same bytes. */

#include <stdio.h>
#include <string.h>

#include <ZXing/ZXingC.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "way-bench-frame.h"
#include "way-bench.h"
#include "way-camera-luma.h"
#include "way-camera.h"
#include "way-code-reader.h"

#define WIDTH           WAY_BENCH_FRAME_WIDTH
#define HEIGHT          WAY_BENCH_FRAME_HEIGHT
#define LINK            "https://id.gs1.org/01/09520123456788/10/LOT-7/21/AB2CD3EF4GH5JK6M"
#define OTHER           "https://id.gs1.org/01/09520123456788/10/LOT-7/21/ZZ2CD3EF4GH5JK6M"

#define PREVIEW_SECONDS 10
#define N_LABELS        20

#define FORMATS                                                                          \
  (ZXing_BarcodeFormat_QRCode | ZXing_BarcodeFormat_DataMatrix                           \
   | ZXing_BarcodeFormat_MicroQRCode | ZXing_BarcodeFormat_RMQRCode                      \
   | ZXing_BarcodeFormat_EAN8 | ZXing_BarcodeFormat_EAN13 | ZXing_BarcodeFormat_UPCA     \
   | ZXing_BarcodeFormat_UPCE | ZXing_BarcodeFormat_Code128 | ZXing_BarcodeFormat_ITF    \
   | ZXing_BarcodeFormat_DataBar | ZXing_BarcodeFormat_DataBarExpanded                   \
   | ZXing_BarcodeFormat_DataBarLimited)

/* ---- One frame -------------------------------------------------------------------------- */

typedef struct
{
  GstCaps *caps;
  GstBuffer *buffer;
  ZXing_ImageFormat bare_format;
  int bare_step;
  int bare_stride;
  WayCameraLuma luma;
  WayCodeReader *reader;
  ZXing_ReaderOptions *options;
  char *text;
} Scene;

static GstBuffer *
make_buffer (const guint8 *grey, const GstVideoInfo *info)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (info), NULL);
  GstVideoFrame frame;
  guint n_shades = GST_VIDEO_INFO_IS_RGB (info) ? 3 : 1;

  gst_buffer_memset (buffer, 0, 0x80, GST_VIDEO_INFO_SIZE (info));
  g_assert (gst_video_frame_map (&frame, info, buffer, GST_MAP_WRITE));
  for (guint component = 0; component < n_shades; component++)
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        ((guint8 *) GST_VIDEO_FRAME_COMP_DATA (
            &frame, component))[y * GST_VIDEO_FRAME_COMP_STRIDE (&frame, component)
                                + x * GST_VIDEO_FRAME_COMP_PSTRIDE (&frame, component)] =
            grey[y * WIDTH + x];
  gst_video_frame_unmap (&frame);
  return buffer;
}

static void
run_ours (gpointer data, guint call)
{
  Scene *scene = data;
  g_autoptr (GPtrArray) codes = NULL;

  if (!way_camera_luma_open (&scene->luma, scene->caps, scene->buffer))
    g_error ("the frame can't be opened");
  codes = way_code_reader_read (scene->reader, &scene->luma.frame);
  way_camera_luma_close (&scene->luma);
  g_free (scene->text);
  scene->text = codes->len == 1
                    ? g_strdup (((WayCode *) g_ptr_array_index (codes, 0))->text)
                    : NULL;
}

static void
run_bare (gpointer data, guint call)
{
  Scene *scene = data;
  ZXing_ImageView *view = NULL;
  ZXing_Barcodes *codes = NULL;
  GstMapInfo map;

  gst_buffer_map (scene->buffer, &map, GST_MAP_READ);
  view = ZXing_ImageView_new (map.data, WIDTH, HEIGHT, scene->bare_format,
                              scene->bare_stride, scene->bare_step);
  codes = ZXing_ReadBarcodes (view, scene->options);

  if (ZXing_Barcodes_size (codes) != 1)
    g_error ("the decoder did not read the label");
  ZXing_Barcodes_delete (codes);
  ZXing_ImageView_delete (view);
  gst_buffer_unmap (scene->buffer, &map);
}

static const char *
check (gpointer data)
{
  const Scene *scene = data;

  return g_strcmp0 (scene->text, LINK) == 0 ? NULL : "the label was not read";
}

static void
measure_frame (const char *format)
{
  g_autofree char *lower = g_ascii_strdown (format, -1);
  g_autofree char *name = g_strconcat ("live-frame-to-text-", lower, NULL);
  g_autofree guint8 *grey = way_bench_draw_frame (LINK);
  Scene scene = { .reader = way_code_reader_new (WAY_CODE_READER_FAST),
                  .options = ZXing_ReaderOptions_new () };
  GstVideoInfo info;

  gst_video_info_set_format (&info, gst_video_format_from_string (format), WIDTH, HEIGHT);
  scene.caps = gst_video_info_to_caps (&info);
  scene.buffer = make_buffer (grey, &info);
  scene.bare_format = GST_VIDEO_INFO_IS_RGB (&info) ? ZXing_ImageFormat_BGRA
                                                    : ZXing_ImageFormat_Lum;
  scene.bare_step = GST_VIDEO_INFO_COMP_PSTRIDE (&info, 0);
  scene.bare_stride = GST_VIDEO_INFO_PLANE_STRIDE (&info, 0);
  ZXing_ReaderOptions_setFormats (scene.options, FORMATS);
  ZXing_ReaderOptions_setTryHarder (scene.options, FALSE);
  ZXing_ReaderOptions_setTryRotate (scene.options, FALSE);
  ZXing_ReaderOptions_setTryInvert (scene.options, FALSE);
  ZXing_ReaderOptions_setTryDownscale (scene.options, FALSE);
  way_bench_line (&(WayBenchLine) {
      .name = name,
      .sense = WAY_BENCH_AT_MOST,
      .goal = 1.1,
      .ours = { .run = run_ours, .clock = WAY_BENCH_THREAD_CPU, .calls = 20 },
      .limit = { .run = run_bare, .clock = WAY_BENCH_THREAD_CPU, .calls = 20 },
      .data = &scene,
      .oracle = check,
  });
  way_camera_luma_clear (&scene.luma);
  gst_buffer_unref (scene.buffer);
  gst_caps_unref (scene.caps);
  ZXing_ReaderOptions_delete (scene.options);
  way_code_reader_free (scene.reader);
  g_free (scene.text);
}

/* ---- A real one ------------------------------------------------------------------------- */

typedef struct
{
  char *folder;
  GSubprocess *programs[3]; /* PipeWire, its session manager, the camera */
  char *frames[2];
  WayCamera *camera;

  GDataInputStream *from_camera;
  gint64 shown_us; /* when the label was first handed out */
  gint64 found_us;
  const char *awaited;
  GMainLoop *loop;
} Session;

static char *
write_frame (Session *self, const char *name, const char *text)
{
  g_autofree guint8 *grey = way_bench_draw_frame (text);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  GString *file = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_string_printf (file, "P6 %d %d 255\n", WIDTH, HEIGHT);
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    {
      const char pixel[3] = { (char) grey[i], (char) grey[i], (char) grey[i] };

      g_string_append_len (file, pixel, 3);
    }
  if (!g_file_set_contents (path, file->str, (gssize) file->len, &error))
    g_error ("%s", error->message);
  g_string_free (file, TRUE);
  return g_steal_pointer (&path);
}

static GSubprocess *
spawn (const char *const *words, GSubprocessFlags flags)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *program =
      g_subprocess_newv (words, flags | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);

  if (program == NULL)
    g_error ("%s", error->message);
  return program;
}

/* On no bus at all, so that what is measured is nobody's desktop. */
static void
start_session (Session *self, const char *format)
{
  g_autofree char *socket = NULL;
  g_autofree char *camera =
      g_build_filename (WAY_BENCH_SUPPORT, "way-virtual-camera", NULL);
  g_autofree char *option = g_strconcat ("--format=", format, NULL);

  self->folder = g_dir_make_tmp ("way-bench-XXXXXX", NULL);
  g_setenv ("XDG_RUNTIME_DIR", self->folder, TRUE);
  g_setenv ("PIPEWIRE_RUNTIME_DIR", self->folder, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  self->frames[0] = write_frame (self, "label.ppm", LINK);
  self->frames[1] = write_frame (self, "other.ppm", OTHER);
  socket = g_build_filename (self->folder, "pipewire-0", NULL);
  self->programs[0] = spawn ((const char *const[]) { "pipewire", NULL },
                             G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  while (!g_file_test (socket, G_FILE_TEST_EXISTS))
    g_usleep (10000);
  self->programs[1] = spawn ((const char *const[]) { "wireplumber", NULL },
                             G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  self->programs[2] =
      spawn ((const char *const[]) { camera, option, self->frames[0], NULL },
             G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  self->from_camera =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->programs[2]));
  self->loop = g_main_loop_new (NULL, FALSE);
}

static void
end_session (Session *self)
{
  g_autofree char *left = NULL;
  GDir *folder = g_dir_open (self->folder, 0, NULL);

  g_clear_object (&self->camera);
  for (int i = G_N_ELEMENTS (self->programs) - 1; i >= 0; i--)
    {
      g_subprocess_send_signal (self->programs[i], SIGTERM);
      g_subprocess_wait (self->programs[i], NULL, NULL);
      g_object_unref (self->programs[i]);
    }
  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_dir_close (folder);
  g_rmdir (self->folder);
  g_object_unref (self->from_camera);
  g_main_loop_unref (self->loop);
  g_free (self->frames[0]);
  g_free (self->frames[1]);
  g_free (self->folder);
}

/* ---- How long the main context is kept from waiting ---- */

static gint64 longest_turn_us;
static gint64 turn_began_us;
static double
    longest_turn_cpu_s; /* what of that is work, and not waiting for a processor */
static double turn_began_cpu_s;

static void
begin_turn (void)
{
  turn_began_us = g_get_monotonic_time ();
  turn_began_cpu_s = way_bench_now (WAY_BENCH_THREAD_CPU);
}

static void
end_turn (void)
{
  gint64 turn_us = g_get_monotonic_time () - turn_began_us;
  double cpu_s = way_bench_now (WAY_BENCH_THREAD_CPU) - turn_began_cpu_s;

  longest_turn_us = MAX (longest_turn_us, turn_us);
  longest_turn_cpu_s = MAX (longest_turn_cpu_s, cpu_s);
}

static gint
poll_and_note (GPollFD *fds, guint n_fds, gint timeout_ms)
{
  gint n;

  end_turn ();
  n = g_poll (fds, n_fds, timeout_ms);
  begin_turn ();
  return n;
}

static gboolean
on_time (gpointer data)
{
  g_error ("the camera gives nothing");
  return G_SOURCE_REMOVE;
}

/* Runs the main context until somebody quits. */
static void
run_until_quit (Session *self)
{
  guint id = g_timeout_add_seconds (30, on_time, NULL);

  g_main_loop_run (self->loop);
  g_source_remove (id);
}

static void
on_found (WayCamera *camera, const WayCode *code, int width, int height, Session *self)
{
  if (self->awaited == NULL || strcmp (code->text, self->awaited) != 0)
    return;
  self->found_us = g_get_monotonic_time ();
  if (self->shown_us != 0)
    g_main_loop_quit (self->loop);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer data)
{
  Session *self = data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (self->from_camera, result, NULL, NULL);

  if (line == NULL)
    return;
  if (g_str_has_prefix (line, "shown "))
    {
      self->shown_us = g_ascii_strtoll (strrchr (line, ' ') + 1, NULL, 10);
      if (self->found_us != 0)
        g_main_loop_quit (self->loop);
    }
  g_data_input_stream_read_line_async (self->from_camera, G_PRIORITY_DEFAULT, NULL,
                                       on_line, self);
}

/* From the moment in which the camera hands out the first frame with a label, to the text in
 * the main context. */
static void
measure_hold_up (Session *self)
{
  GOutputStream *to_camera = g_subprocess_get_stdin_pipe (self->programs[2]);
  double ms[N_LABELS];

  for (guint i = 0; i < N_LABELS; i++)
    {
      g_autofree char *command = g_strdup_printf ("show %s\n", self->frames[(i + 1) % 2]);

      self->shown_us = self->found_us = 0;
      self->awaited = i % 2 == 0 ? OTHER : LINK;
      g_output_stream_write_all (to_camera, command, strlen (command), NULL, NULL, NULL);
      run_until_quit (self);
      ms[i] = (double) (self->found_us - self->shown_us) / 1000;
      /* until the one before is forgotten */
      g_timeout_add_once (700, (GSourceOnceFunc) g_main_loop_quit, self->loop);
      g_main_loop_run (self->loop);
    }
  /* 300 ms to the verdict, of which the look-up takes the bigger part */
  way_bench_value ("live-hold-up-to-text-median", way_bench_quantile (ms, N_LABELS, 0.5),
                   WAY_BENCH_AT_MOST, 100, "ms");
  way_bench_value ("live-hold-up-to-text-worst", ms[N_LABELS - 1], WAY_BENCH_AT_MOST, 150,
                   "ms");
}

static void
on_picture (WayCamera *camera, guint64 *most_waiting)
{
  WayCameraCounts counts;

  way_camera_get_counts (camera, &counts);
  *most_waiting =
      MAX (*most_waiting, counts.received - counts.decoded - counts.undecoded);
}

static void
measure_preview (Session *self)
{
  WayCameraCounts before, after;
  guint64 most_waiting = 0;
  gint64 start_us;
  double seconds;
  gulong id =
      g_signal_connect (self->camera, "picture", G_CALLBACK (on_picture), &most_waiting);

  way_camera_get_counts (self->camera, &before);
  start_us = g_get_monotonic_time ();
  g_timeout_add_seconds_once (PREVIEW_SECONDS, (GSourceOnceFunc) g_main_loop_quit,
                              self->loop);
  g_main_loop_run (self->loop);
  way_camera_get_counts (self->camera, &after);
  seconds = (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC;
  g_signal_handler_disconnect (self->camera, id);
  printf ("# %" G_GUINT64_FORMAT " frames in %.1f s: %" G_GUINT64_FORMAT
          " shown, %" G_GUINT64_FORMAT " decoded, %" G_GUINT64_FORMAT " not decoded\n",
          after.received - before.received, seconds, after.shown - before.shown,
          after.decoded - before.decoded, after.undecoded - before.undecoded);
  way_bench_value ("live-preview-shown-a-second",
                   (double) (after.shown - before.shown) / seconds, WAY_BENCH_AT_LEAST,
                   29, "frames");
  way_bench_value ("live-decoded-a-second",
                   (double) (after.decoded - before.decoded) / seconds,
                   WAY_BENCH_AT_LEAST, 29, "frames");
  way_bench_value ("live-frames-waiting", (double) most_waiting, WAY_BENCH_AT_MOST, 1,
                   "frames");
}

static void
measure_session (const char *format)
{
  Session session = { 0 };
  Session *self = &session;

  start_session (self, format);
  g_main_context_set_poll_func (NULL, poll_and_note);
  self->camera = way_camera_new (NULL);
  g_signal_connect (self->camera, "found", G_CALLBACK (on_found), self);
  g_data_input_stream_read_line_async (self->from_camera, G_PRIORITY_DEFAULT, NULL,
                                       on_line, self);
  self->awaited = LINK;
  self->shown_us = 1;
  begin_turn ();
  way_camera_start (self->camera);
  run_until_quit (self);
  measure_preview (self);
  measure_hold_up (self);
  begin_turn ();
  way_camera_stop (self->camera);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  printf ("# longest turn of the main context: %.1f ms, longest work in one: %.3f ms\n",
          (double) longest_turn_us / 1000, longest_turn_cpu_s * 1000);
  way_bench_value ("live-longest-turn-of-main-context", (double) longest_turn_us / 1000,
                   WAY_BENCH_AT_MOST, 16, "ms");
  end_session (self);
}

int
main (int argc, char **argv)
{
  way_bench_init (&argc, &argv);
  /* first, since starting GStreamer is part of it */
  measure_session ("YUY2");
  measure_frame ("NV12");
  measure_frame ("YUY2");
  measure_frame ("BGRx");
  return way_bench_finish ();
}
