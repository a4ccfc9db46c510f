/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-picture.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

#include "way-picture-header.h"
#include "way-result.h"

#define CHUNK_SIZE (64 * 1024)

struct _WayPicture
{
  GdkPixbuf *pixbuf;
  int orientation;
  int factor;
  double scale;
};

static gboolean
fail_too_large (GError **error)
{
  return way_error_format (
      error, WAY_RESULT_TOO_LARGE,
      "The picture is too large; use one of at most %u megapixels and "
      "%u MB",
      WAY_PICTURE_MAX_PIXELS / 1000000, WAY_PICTURE_MAX_BYTES / 1024 / 1024);
}

static gboolean
fail_damaged (GError **error)
{
  return way_error_format (error, WAY_RESULT_MALFORMED,
                           "The picture is cut off or damaged; take or save it anew");
}

/* -- the file -- */

static int
open_regular (const char *path, gsize *out_size, GError **error)
{
  struct stat info;
  /* a named pipe with nobody at its other end must not block */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0)
    {
      int saved = errno;

      if (saved == ENOENT)
        way_error_format (error, WAY_RESULT_NOT_FOUND, "There is no such file");
      else
        way_error_format (error, WAY_RESULT_IO, "The file can't be opened: %-s",
                          way_errno_get_text (saved));
      return -1;
    }
  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    {
      *out_size = (gsize) info.st_size;
      return fd;
    }
  close (fd);
  way_error_format (error, WAY_RESULT_IO,
                    "This is a folder or a device; give the name of a picture file");
  return -1;
}

GBytes *
way_picture_read_file (const char *path, GError **error)
{
  gsize size = 0;
  gsize len = 0;
  g_autofree guint8 *data = NULL;
  g_autofd int fd = open_regular (path, &size, error);

  if (fd < 0)
    return NULL;
  if (size > WAY_PICTURE_MAX_BYTES)
    {
      fail_too_large (error);
      return NULL;
    }
  data = g_malloc (size + 1);
  while (len < size)
    {
      ssize_t n = read (fd, data + len, size - len);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          way_error_format (error, WAY_RESULT_IO, "The file can't be read: %-s",
                            way_errno_get_text (errno));
          return NULL;
        }
      if (n == 0)
        break;
      len += (gsize) n;
    }
  return g_bytes_new_take (g_steal_pointer (&data), len);
}

/* -- the picture -- */

typedef struct
{
  gboolean is_jpeg;
  gboolean is_refused;
  int first_row; /* what the loader filled in: BMP begins at the bottom */
  int last_row;
} Progress;

static int
get_factor (guint64 width, guint64 height)
{
  int factor = 1;

  while (width * height / (guint64) (factor * factor) > WAY_PICTURE_WORK_PIXELS)
    factor++;
  return factor;
}

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Progress *progress = data;
  int factor;

  if (width <= 0 || height <= 0
      || (guint64) width * (guint64) height > WAY_PICTURE_MAX_PIXELS)
    {
      progress->is_refused = TRUE;
      gdk_pixbuf_loader_set_size (loader, 0, 0);
      return;
    }
  /* JPEG alone can be decoded at a fraction of its size, in a fraction of the time */
  factor = get_factor ((guint64) width, (guint64) height);
  if (progress->is_jpeg && factor > 1)
    gdk_pixbuf_loader_set_size (loader, width / factor, height / factor);
}

static void
on_area_updated (GdkPixbufLoader *loader,
                 int x,
                 int y,
                 int width,
                 int height,
                 gpointer data)
{
  Progress *progress = data;

  progress->first_row = MIN (progress->first_row, y);
  progress->last_row = MAX (progress->last_row, y + height);
}

static gboolean
feed (GdkPixbufLoader *loader,
      GBytes *bytes,
      Progress *progress,
      GCancellable *cancellable,
      GError **error)
{
  gsize len = 0;
  const guint8 *data = g_bytes_get_data (bytes, &len);

  for (gsize at = 0; at < len; at += CHUNK_SIZE)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return way_error_set (error, WAY_RESULT_CANCELLED, NULL);
      if (!gdk_pixbuf_loader_write (loader, data + at, MIN (CHUNK_SIZE, len - at), NULL)
          || progress->is_refused)
        return progress->is_refused ? fail_too_large (error) : fail_damaged (error);
    }
  return TRUE;
}

static GdkPixbuf *
load (GBytes *bytes,
      const WayPictureHeader *header,
      GCancellable *cancellable,
      GError **error)
{
  Progress progress = { .is_jpeg = g_str_equal (header->mime, "image/jpeg"),
                        .first_row = G_MAXINT };
  g_autoptr (GdkPixbufLoader)
      loader = gdk_pixbuf_loader_new_with_mime_type (header->mime, NULL);
  GdkPixbuf *pixbuf = NULL;
  gboolean is_fed;

  if (loader == NULL)
    {
      way_error_format (error, WAY_RESULT_UNSUPPORTED,
                        "This computer can't decode pictures of the type %s; install the "
                        "gdk-pixbuf loader for it, or save the picture as PNG",
                        header->mime);
      return NULL;
    }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &progress);
  g_signal_connect (loader, "area-updated", G_CALLBACK (on_area_updated), &progress);
  is_fed = feed (loader, bytes, &progress, cancellable, error);
  if (!gdk_pixbuf_loader_close (loader, NULL) && is_fed)
    is_fed = progress.is_refused ? fail_too_large (error) : fail_damaged (error);
  pixbuf = is_fed ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (is_fed && pixbuf == NULL)
    fail_damaged (error);
  /* no row may be missing, whatever the loader says */
  if (pixbuf != NULL
      && (progress.first_row > 0 || progress.last_row < gdk_pixbuf_get_height (pixbuf)))
    {
      fail_damaged (error);
      return NULL;
    }
  return pixbuf ? g_object_ref (pixbuf) : NULL;
}

static int
get_orientation (GdkPixbuf *pixbuf)
{
  const char *option = gdk_pixbuf_get_option (pixbuf, "orientation");
  int orientation = option ? atoi (option) : 1;

  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

WayPicture *
way_picture_decode (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  gsize len = 0;
  const guint8 *data = g_bytes_get_data (bytes, &len);
  WayPictureHeader header;
  GdkPixbuf *pixbuf;
  WayPicture *picture;

  if (len > WAY_PICTURE_MAX_BYTES)
    {
      fail_too_large (error);
      return NULL;
    }
  if (!way_picture_header_parse (data, len, &header, error))
    return NULL;
  if ((guint64) header.width * header.height > WAY_PICTURE_MAX_PIXELS)
    {
      fail_too_large (error);
      return NULL;
    }
  pixbuf = load (bytes, &header, cancellable, error);
  if (pixbuf == NULL)
    return NULL;
  picture = g_new0 (WayPicture, 1);
  picture->pixbuf = pixbuf;
  picture->orientation = get_orientation (pixbuf);
  picture->factor = get_factor ((guint64) gdk_pixbuf_get_width (pixbuf),
                                (guint64) gdk_pixbuf_get_height (pixbuf));
  picture->scale =
      picture->factor * (double) header.width / gdk_pixbuf_get_width (pixbuf);
  return picture;
}

void
way_picture_free (WayPicture *picture)
{
  if (picture == NULL)
    return;
  g_clear_object (&picture->pixbuf);
  g_free (picture);
}

gboolean
way_picture_has_alpha (const WayPicture *picture)
{
  return gdk_pixbuf_get_has_alpha (picture->pixbuf);
}

gboolean
way_picture_is_coloured (const WayPicture *picture)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (picture->pixbuf);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (picture->pixbuf);
  gsize n_channels = (gsize) gdk_pixbuf_get_n_channels (picture->pixbuf);
  gsize width = (gsize) gdk_pixbuf_get_width (picture->pixbuf);
  gsize height = (gsize) gdk_pixbuf_get_height (picture->pixbuf);
  gsize step = MAX (MAX (width, height) / 200, 1);
  gsize n_all = 0;
  gsize n_coloured = 0;

  for (gsize y = 0; y < height; y += step)
    for (gsize x = 0; x < width; x += step)
      {
        const guint8 *p = pixels + y * stride + x * n_channels;
        int spread = MAX (MAX (p[0], p[1]), p[2]) - MIN (MIN (p[0], p[1]), p[2]);

        n_all++;
        n_coloured += spread > 64;
      }
  return n_coloured * 50 > n_all;
}

static WayGrey *
convert (const WayPicture *picture, const guint16 weights[3], guint8 background)
{
  WayGreySource source = {
    .pixels = gdk_pixbuf_read_pixels (picture->pixbuf),
    .width = gdk_pixbuf_get_width (picture->pixbuf),
    .height = gdk_pixbuf_get_height (picture->pixbuf),
    .stride = gdk_pixbuf_get_rowstride (picture->pixbuf),
    .n_channels = gdk_pixbuf_get_n_channels (picture->pixbuf),
    .background = background,
    .weights = { weights[0], weights[1], weights[2] },
  };
  g_autoptr (WayGrey) grey = way_grey_new_from_source (&source, picture->factor);

  if (picture->orientation == 1)
    return g_steal_pointer (&grey);
  return way_grey_orient (grey, picture->orientation);
}

WayGrey *
way_picture_get_grey (const WayPicture *picture, gboolean on_black, double *out_scale)
{
  /* ITU-R BT.601 luma */
  static const guint16 weights[3] = { 306, 601, 117 };

  *out_scale = picture->scale;
  return convert (picture, weights, on_black ? 0 : 255);
}

WayGrey *
way_picture_get_channel (const WayPicture *picture, guint channel)
{
  guint16 weights[3] = { 0, 0, 0 };

  g_assert (channel < G_N_ELEMENTS (weights));
  weights[channel] = 1024;
  return convert (picture, weights, 255);
}
