/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of the live camera that need no camera: which format, grey out of each format, why
 * nothing is read, what is new, which cameras are offered, and that frames never queue. The
 * whole of it: tests/ui/test_live_camera.py. */

#include <string.h>

#include "way-camera-caps.h"
#include "way-camera-decoder.h"
#include "way-camera-device-private.h"
#include "way-camera-list.h"
#include "way-camera-luma.h"
#include "way-camera-meter.h"
#include "way-camera-sight.h"
#include "way-grey-filter.h"
#include "way-test-picture.h"

/* ---- Formats ---------------------------------------------------------------------------- */

static void
test_format (void)
{
  static const struct
  {
    const char *offered;
    const char *chosen; /* NULL: none */
  } rows[] = {
    /* a USB camera: few raw frames a second at 720p, many as JPEG */
    { "video/x-raw,format=YUY2,width=640,height=480,framerate={30/1,15/1};"
      "video/x-raw,format=YUY2,width=1280,height=720,framerate=10/1;"
      "image/jpeg,width=1920,height=1080,framerate=30/1;"
      "image/jpeg,width=1280,height=720,framerate={60/1,30/1}",
      "image/jpeg,width=1280,height=720,framerate=30/1" },
    /* a camera of a laptop that does both: no JPEG */
    { "image/jpeg,width=1280,height=720,framerate=30/1;"
      "video/x-raw,format=NV12,width=1280,height=720,framerate=30/1",
      "video/x-raw,format=NV12,width=1280,height=720,framerate=30/1" },
    /* ranges, and several formats of pixels */
    { "video/x-raw,format={NV12,YUY2},width=[16,4096],height=[16,2160],framerate=[0/"
      "1,120/1]",
      "video/x-raw,format={NV12,YUY2},width=1280,height=720,framerate=30/1" },
    /* only smaller, or only bigger */
    { "video/x-raw,format=YUY2,width=640,height=480,framerate=30/1;"
      "video/x-raw,format=YUY2,width=320,height=240,framerate=30/1",
      "video/x-raw,format=YUY2,width=640,height=480,framerate=30/1" },
    { "video/x-raw,format=YUY2,width=3840,height=2160,framerate=30/1",
      "video/x-raw,format=YUY2,width=3840,height=2160,framerate=30/1" },
    { "video/x-raw,format=GRAY8,width=320,height=240,framerate=5/1",
      "video/x-raw,format=GRAY8,width=320,height=240,framerate=5/1" },
    /* memory of a graphics card, and no picture at all */
    { "video/x-raw(memory:DMABuf),format=DMA_DRM,width=1280,height=720,framerate=30/1;"
      "video/x-raw,format=I420,width=1280,height=720,framerate=30/1",
      "video/x-raw,format=I420,width=1280,height=720,framerate=30/1" },
    { "video/x-h264,width=1280,height=720,framerate=30/1", NULL },
    { "EMPTY", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GstCaps) offered = gst_caps_from_string (rows[i].offered);
      g_autoptr (GstCaps) chosen = way_camera_choose_caps (offered);
      g_autoptr (GstCaps)
          expected = gst_caps_from_string (rows[i].chosen ? rows[i].chosen : "EMPTY");
      g_autofree char *text = gst_caps_to_string (chosen);

      g_test_message ("%s", text);
      g_assert_true (gst_caps_is_equal (chosen, expected));
      g_assert_cmpint (way_camera_caps_is_jpeg (chosen), ==,
                       rows[i].chosen && g_str_has_prefix (rows[i].chosen, "image/jpeg"));
    }
}

/* ---- Grey ------------------------------------------------------------------------------- */

#define WIDTH  38
#define HEIGHT 4

/* A frame of which every pixel is @value, 0 to 255, without colour, but for a mark: the pixel
 * at (3, 2) is black. */
static GstBuffer *
make_frame (const GstVideoInfo *info, guint8 value)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (info), NULL);
  GstVideoFrame frame;
  guint n_shades = GST_VIDEO_INFO_IS_RGB (info) ? 3 : 1;

  gst_buffer_memset (buffer, 0, 0x80, GST_VIDEO_INFO_SIZE (info));
  g_assert_true (gst_video_frame_map (&frame, info, buffer, GST_MAP_WRITE));
  for (guint component = 0; component < n_shades; component++)
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        {
          guint8 *data = GST_VIDEO_FRAME_COMP_DATA (&frame, component);

          data[y * GST_VIDEO_FRAME_COMP_STRIDE (&frame, component)
               + x * GST_VIDEO_FRAME_COMP_PSTRIDE (&frame, component)] =
              x == 3 && y == 2 ? 0 : value;
        }
  gst_video_frame_unmap (&frame);
  return buffer;
}

static void
test_grey_of_each_format (void)
{
  g_autofree char *names = g_strdup (WAY_CAMERA_LUMA_FORMATS);
  g_auto (GStrv) formats = g_strsplit (g_strdelimit (names, "{}, ", ' '), " ", -1);
  WayCameraLuma luma = { 0 };
  guint n = 0;

  for (guint i = 0; formats[i] != NULL; i++)
    {
      GstVideoInfo info;
      g_autoptr (GstCaps) caps = NULL;
      g_autoptr (GstBuffer) buffer = NULL;

      if (*formats[i] == '\0')
        continue;
      gst_video_info_set_format (&info, gst_video_format_from_string (formats[i]), WIDTH,
                                 HEIGHT);
      caps = gst_video_info_to_caps (&info);
      buffer = make_frame (&info, 200);
      g_test_message ("%s", formats[i]);
      g_assert_true (way_camera_luma_open (&luma, caps, buffer));
      g_assert_cmpint (luma.frame.width, ==, WIDTH);
      g_assert_cmpint (luma.frame.height, ==, HEIGHT);
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          g_assert_cmpint (luma.frame.pixels[y * luma.frame.stride + x], ==,
                           x == 3 && y == 2 ? 0 : 200);
      way_camera_luma_close (&luma);
      n++;
    }
  g_assert_cmpuint (n, ==, 20);
  way_camera_luma_clear (&luma);
}

/* Colours weigh as eyes see them, in whatever order they lie. */
static void
test_grey_of_colours (void)
{
  static const char *const formats[] = { "BGRx", "RGBx", "xRGB", "xBGR", "RGB", "BGR" };
  static const guint8 expected[3] = { 76, 149, 28 }; /* of red, green, blue */
  WayCameraLuma luma = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    for (guint colour = 0; colour < 3; colour++)
      {
        GstVideoInfo info;
        g_autoptr (GstCaps) caps = NULL;
        g_autoptr (GstBuffer) buffer = NULL;

        gst_video_info_set_format (&info, gst_video_format_from_string (formats[i]), 4,
                                   1);
        caps = gst_video_info_to_caps (&info);
        buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
        gst_buffer_memset (buffer, 0, 0, GST_VIDEO_INFO_SIZE (&info));
        gst_buffer_memset (buffer, (gsize) GST_VIDEO_INFO_COMP_POFFSET (&info, colour),
                           255, 1);
        g_assert_true (way_camera_luma_open (&luma, caps, buffer));
        g_assert_cmpint (luma.frame.pixels[0], ==, expected[colour]);
        g_assert_cmpint (luma.frame.pixels[1], ==, 0);
        way_camera_luma_close (&luma);
      }
  way_camera_luma_clear (&luma);
}

static void
test_no_frame (void)
{
  g_autoptr (GstCaps) raw =
      gst_caps_from_string ("video/x-raw,format=NV12,width=64,height=64,framerate=30/1");
  g_autoptr (GstCaps) deep = gst_caps_from_string (
      "video/x-raw,format=GRAY16_LE,width=4,height=4,framerate=30/1");
  g_autoptr (GstCaps) jpeg = gst_caps_from_string ("image/jpeg,width=64,height=64");
  g_autoptr (GstBuffer) small = gst_buffer_new_allocate (NULL, 100, NULL);
  WayCameraLuma luma = { 0 };

  g_assert_false (way_camera_luma_open (&luma, raw, small));
  g_assert_false (way_camera_luma_open (&luma, deep, small));
  g_assert_false (way_camera_luma_open (&luma, jpeg, small));
  way_camera_luma_clear (&luma);
}

/* ---- Why nothing is read ---------------------------------------------------------------- */

/* A desk with a label on it, as a camera sees it. */
static WayGrey *
make_scene (void)
{
  WayGrey *scene = way_grey_new (1280, 720);
  g_autoptr (WayGrey) code = way_test_draw_qr ("https://id.gs1.org/01/09520123456788", 6);

  memset (scene->pixels, 150, 1280 * 720);
  for (int y = 0; y < code->height; y++)
    memcpy (scene->pixels + (200 + y) * 1280 + 400, code->pixels + y * code->width,
            (gsize) code->width);
  return scene;
}

static WayCameraHint
measure (const WayGrey *scene)
{
  WayFrame frame = way_grey_get_frame (scene);

  return way_camera_measure (&frame);
}

static void
test_hint (void)
{
  g_autoptr (WayGrey) scene = make_scene ();
  g_autoptr (WayGrey) soft = way_grey_blur (scene, 2);
  g_autoptr (WayGrey) blurred = way_grey_blur (scene, 8);
  g_autoptr (WayGrey) wall = way_grey_new (1280, 720);
  g_autoptr (WayGrey) tiny = way_grey_new (1, 1);

  g_assert_cmpint (measure (scene), ==, WAY_CAMERA_HINT_NONE);
  g_assert_cmpint (measure (soft), ==, WAY_CAMERA_HINT_NONE);
  g_assert_cmpint (measure (blurred), ==, WAY_CAMERA_HINT_TOO_BLURRED);
  for (gsize i = 0; i < 1280 * 720; i++)
    scene->pixels[i] /= 5;
  g_assert_cmpint (measure (scene), ==, WAY_CAMERA_HINT_TOO_DARK);
  /* nothing can be said of the sharpness of an empty wall */
  memset (wall->pixels, 150, 1280 * 720);
  g_assert_cmpint (measure (wall), ==, WAY_CAMERA_HINT_NONE);
  tiny->pixels[0] = 0;
  g_assert_cmpint (measure (tiny), ==, WAY_CAMERA_HINT_NONE);
}

static void
test_hint_needs_several_frames (void)
{
  WayCameraMeter meter = { 0 };

  for (guint i = 1; i < WAY_CAMERA_METER_FRAMES; i++)
    g_assert_cmpint (way_camera_meter_add (&meter, WAY_CAMERA_HINT_TOO_DARK), ==,
                     WAY_CAMERA_HINT_NONE);
  g_assert_cmpint (way_camera_meter_add (&meter, WAY_CAMERA_HINT_TOO_DARK), ==,
                   WAY_CAMERA_HINT_TOO_DARK);
  /* a flicker changes nothing */
  g_assert_cmpint (way_camera_meter_add (&meter, WAY_CAMERA_HINT_NONE), ==,
                   WAY_CAMERA_HINT_TOO_DARK);
  for (guint i = 2; i < WAY_CAMERA_METER_FRAMES; i++)
    way_camera_meter_add (&meter, WAY_CAMERA_HINT_NONE);
  g_assert_cmpint (way_camera_meter_add (&meter, WAY_CAMERA_HINT_NONE), ==,
                   WAY_CAMERA_HINT_NONE);
}

static void
on_hint (const WayCameraView *view, gpointer data)
{
  g_atomic_int_set ((int *) data, (int) view->hint);
}

/* Shows @scene often enough for a hint. */
static WayCameraHint
watch (const WayGrey *scene)
{
  int hint = -1;
  WayCameraDecoder *decoder = way_camera_decoder_new (on_hint, &hint);
  WayCameraCounts counts = { 0 };
  GstVideoInfo info;
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstBuffer) buffer = NULL;
  g_autoptr (GstSample) sample = NULL;

  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_GRAY8, (guint) scene->width,
                             (guint) scene->height);
  caps = gst_video_info_to_caps (&info);
  buffer = gst_buffer_new_memdup (scene->pixels, (gsize) scene->width * scene->height);
  sample = gst_sample_new (buffer, caps, NULL, NULL);
  while (counts.decoded < WAY_CAMERA_METER_FRAMES + 4)
    {
      if (counts.received == counts.decoded + counts.undecoded)
        way_camera_decoder_push (decoder, sample);
      g_thread_yield ();
      way_camera_decoder_get_counts (decoder, &counts);
    }
  way_camera_decoder_free (decoder);
  return (WayCameraHint) hint;
}

static void
test_too_far (void)
{
  g_autoptr (WayGrey) scene = make_scene ();
  g_autoptr (WayGrey) code =
      way_test_draw_qr ("https://id.gs1.org/01/09520123456788/10/LOT-7/21/AB2CD3EF4G", 7);
  g_autoptr (WayGrey)
      small = way_grey_scale (code, code->width * 2 / 7, code->height * 2 / 7);
  g_autoptr (WayGrey) placed = way_test_place (small, 1280, 720);
  g_autoptr (WayGrey) far = way_grey_blur_box (placed, 1);

  g_assert_cmpint (watch (scene), ==, WAY_CAMERA_HINT_NONE);
  g_assert_cmpint (watch (far), ==, WAY_CAMERA_HINT_TOO_FAR);
}

/* ---- What is new ------------------------------------------------------------------------ */

static void
test_sight (void)
{
  g_autoptr (WayCameraSight) sight = way_camera_sight_new ();
  WayCode one = { .format = "QRCode", .text = (char *) "one", .text_len = 3 };
  WayCode two = { .format = "QRCode", .text = (char *) "two", .text_len = 3 };
  WayCode same_text = { .format = "DataMatrix", .text = (char *) "one", .text_len = 3 };
  static const struct
  {
    gint64 at_ms;
    const char *seen;
    guint n_new;
  } rows[] = {
    { 0, "1", 1 },
    { 33, "12", 1 },
    { 400, "12", 0 },
    /* "one" was seen last at 400 */
    { 899, "2", 0 },
    { 899, "1", 0 },
    { 1398, "", 0 },
    { 1399, "12", 2 },
    { 1400, "3", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) codes = g_ptr_array_new ();
      g_autoptr (GPtrArray) news = NULL;

      for (const char *at = rows[i].seen; *at != '\0'; at++)
        g_ptr_array_add (codes, *at == '1' ? &one : *at == '2' ? &two : &same_text);
      news = way_camera_sight_update (sight, codes, rows[i].at_ms);
      g_assert_cmpuint (news->len, ==, rows[i].n_new);
    }
}

/* ---- Which cameras ---------------------------------------------------------------------- */

#define TEST_TYPE_DEVICE (test_device_get_type ())
G_DECLARE_FINAL_TYPE (TestDevice, test_device, TEST, DEVICE, GstDevice)
struct _TestDevice
{
  GstDevice parent_instance;
};
G_DEFINE_FINAL_TYPE (TestDevice, test_device, GST_TYPE_DEVICE)

static void
test_device_class_init (TestDeviceClass *klass)
{
}

static void
test_device_init (TestDevice *self)
{
}

/* @about: properties as PipeWire has them, as of a GstStructure. */
static WayCameraDevice *
make_device (const char *name, const char *about, const char *caps)
{
  g_autofree char *text = g_strconcat ("props,", about, NULL);
  g_autoptr (GstStructure) properties = gst_structure_from_string (text, NULL);
  g_autoptr (GstCaps) formats = gst_caps_from_string (caps ? caps : "video/x-raw");
  g_autoptr (GstDevice) device = gst_object_ref_sink (
      g_object_new (TEST_TYPE_DEVICE, "display-name", name, "device-class",
                    "Video/Source", "caps", formats, "properties", properties, NULL));

  return way_camera_device_new (device);
}

#define REAL "device.api=(string)v4l2,media.role=(string)Camera,"

static void
test_device_kind (void)
{
  static const struct
  {
    const char *name;
    const char *about;
    const char *caps;
    WayCameraKind kind;
    gboolean is_front;
  } rows[] = {
    { "HD Webcam", REAL "node.name=(string)a", NULL, WAY_CAMERA_KIND_ORDINARY, FALSE },
    { "Integrated Camera: Integrated C", REAL "node.name=(string)a", NULL,
      WAY_CAMERA_KIND_ORDINARY, TRUE },
    { "Integrated Camera: Integrated I", REAL "node.name=(string)a",
      "video/x-raw,format=GRAY8;video/x-raw,format=GRAY16_LE", WAY_CAMERA_KIND_INFRARED,
      TRUE },
    { "Lenovo IR Camera", REAL "node.name=(string)a", NULL, WAY_CAMERA_KIND_INFRARED,
      FALSE },
    { "Irma's Webcam", REAL "node.name=(string)a", NULL, WAY_CAMERA_KIND_ORDINARY,
      FALSE },
    { "imx355", REAL "node.name=(string)a,api.libcamera.location=(string)back", NULL,
      WAY_CAMERA_KIND_ORDINARY, FALSE },
    { "imx258", REAL "node.name=(string)a,api.libcamera.location=(string)front", NULL,
      WAY_CAMERA_KIND_ORDINARY, TRUE },
    { "OBS Virtual Camera",
      REAL "node.name=(string)a,api.v4l2.cap.driver=(string)\"v4l2 loopback\"", NULL,
      WAY_CAMERA_KIND_VIRTUAL, FALSE },
    { "A program", "node.name=(string)a,media.role=(string)Camera", NULL,
      WAY_CAMERA_KIND_VIRTUAL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayCameraDevice)
          device = make_device (rows[i].name, rows[i].about, rows[i].caps);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (way_camera_device_get_id (device), ==, "a");
      g_assert_cmpstr (way_camera_device_get_name (device), ==, rows[i].name);
      g_assert_cmpint (way_camera_device_get_kind (device), ==, rows[i].kind);
      g_assert_cmpint (way_camera_device_is_front (device), ==, rows[i].is_front);
    }
  /* a shared screen is a video source too */
  g_assert_null (make_device ("Screen", "media.role=(string)Screen", NULL));
}

static char *
list_to_text (WayCameraList *list)
{
  GListModel *shown = way_camera_list_get_shown (list);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (WayCameraDevice) device = g_list_model_get_item (shown, i);

      g_string_append_printf (text, "%s ", way_camera_device_get_id (device));
    }
  return g_string_free (text, FALSE);
}

#define assert_list(list, expected)                                                      \
  G_STMT_START                                                                           \
  {                                                                                      \
    g_autofree char *shown_ = list_to_text (list);                                       \
    g_assert_cmpstr (shown_, ==, expected);                                              \
  }                                                                                      \
  G_STMT_END

static void
test_list (void)
{
  g_autoptr (WayCameraList) list = way_camera_list_new ();
  g_autoptr (WayCameraDevice) infrared =
      make_device ("IR", REAL "node.name=(string)ir,object.serial=(string)1", NULL);
  g_autoptr (WayCameraDevice) second =
      make_device ("Z", REAL "node.name=(string)z,object.serial=(string)2", NULL);
  g_autoptr (WayCameraDevice)
      first = make_device ("B", REAL "node.name=(string)b,object.serial=(string)3", NULL);
  g_autoptr (WayCameraDevice)
      again = make_device ("B", REAL "node.name=(string)b,object.serial=(string)3", NULL);

  g_assert_null (way_camera_list_get_first (list));
  way_camera_list_add (list, infrared);
  assert_list (list, "ir ");
  way_camera_list_add (list, second);
  assert_list (list, "z ");
  way_camera_list_add (list, first);
  way_camera_list_add (list, again);
  assert_list (list, "b z ");
  g_assert_true (way_camera_list_get_first (list) == first);
  g_assert_true (way_camera_list_find (list, "ir") == infrared);
  g_assert_null (way_camera_list_find (list, "nobody"));
  way_camera_list_set_shows_all (list, TRUE);
  assert_list (list, "b z ir ");
  way_camera_list_set_shows_all (list, FALSE);
  way_camera_list_remove (list, "3");
  way_camera_list_remove (list, "3");
  assert_list (list, "z ");
  way_camera_list_remove (list, "2");
  assert_list (list, "ir ");
  way_camera_list_clear (list);
  assert_list (list, "");
}

/* ---- Frames never queue ----------------------------------------------------------------- */

typedef struct
{
  GMutex lock;
  GCond changed;
  guint n_allowed; /* frames that the worker may finish */
  guint n_seen;
  int last_width;
} Gate;

static void
on_view (const WayCameraView *view, gpointer data)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->n_seen++;
  gate->last_width = view->width;
  g_cond_broadcast (&gate->changed);
  while (gate->n_allowed < gate->n_seen)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static void
allow (Gate *gate, guint n)
{
  g_mutex_lock (&gate->lock);
  gate->n_allowed += n;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->lock);
}

static void
wait_for_seen (Gate *gate, guint n)
{
  g_mutex_lock (&gate->lock);
  while (gate->n_seen < n)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

/* Frames are told apart by their width. */
static void
push (WayCameraDecoder *decoder, int width)
{
  GstVideoInfo info;
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstBuffer) buffer = NULL;
  g_autoptr (GstSample) sample = NULL;

  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_GRAY8, (guint) width, 64);
  caps = gst_video_info_to_caps (&info);
  buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&info), NULL);
  gst_buffer_memset (buffer, 0, 200, GST_VIDEO_INFO_SIZE (&info));
  sample = gst_sample_new (buffer, caps, NULL, NULL);
  way_camera_decoder_push (decoder, sample);
}

static void
test_decoder_has_no_queue (void)
{
  Gate gate = { 0 };
  WayCameraDecoder *decoder = way_camera_decoder_new (on_view, &gate);
  WayCameraCounts counts = { 0 };

  push (decoder, 100);
  wait_for_seen (&gate, 1);
  /* the worker is busy with the first one */
  for (int width = 101; width <= 105; width++)
    push (decoder, width);
  way_camera_decoder_get_counts (decoder, &counts);
  g_assert_cmpuint (counts.received, ==, 6);
  g_assert_cmpuint (counts.decoded, ==, 1);
  g_assert_cmpuint (counts.undecoded, ==, 4);
  /* it goes on with the newest one */
  allow (&gate, 1);
  wait_for_seen (&gate, 2);
  g_assert_cmpint (gate.last_width, ==, 105);
  way_camera_decoder_get_counts (decoder, &counts);
  g_assert_cmpuint (counts.decoded, ==, 2);
  g_assert_cmpuint (counts.undecoded, ==, 4);
  allow (&gate, 1);
  way_camera_decoder_free (decoder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  g_test_add_func ("/camera/live/format", test_format);
  g_test_add_func ("/camera/live/grey-of-each-format", test_grey_of_each_format);
  g_test_add_func ("/camera/live/grey-of-colours", test_grey_of_colours);
  g_test_add_func ("/camera/live/no-frame", test_no_frame);
  g_test_add_func ("/camera/live/hint", test_hint);
  g_test_add_func ("/camera/live/hint-needs-several-frames",
                   test_hint_needs_several_frames);
  g_test_add_func ("/camera/live/too-far", test_too_far);
  g_test_add_func ("/camera/live/sight", test_sight);
  g_test_add_func ("/camera/live/device-kind", test_device_kind);
  g_test_add_func ("/camera/live/list", test_list);
  g_test_add_func ("/camera/live/decoder-has-no-queue", test_decoder_has_no_queue);
  return g_test_run ();
}
