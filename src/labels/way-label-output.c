/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-label-output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "way-result.h"

#define BUFFER_SIZE (256 * 1024)

struct _WayLabelOutput
{
  char *path;
  char *part_path;
  int fd;
  gsize n_buffered;
  guint8 buffer[BUFFER_SIZE];
};

static gboolean
fail (const char *path, int saved_errno, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    return way_error_format (error, WAY_RESULT_DISK_FULL,
                             "The disk is full; nothing was written to %s", name);
  return way_error_format (error, WAY_RESULT_IO, "%s can't be written: %s", name,
                           g_strerror (saved_errno));
}

WayLabelOutput *
way_label_output_new (const char *path, GError **error)
{
  g_autoptr (WayLabelOutput) output = g_new (WayLabelOutput, 1);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);

  output->path = g_strdup (path);
  output->part_path = g_strdup_printf ("%s/.%s.XXXXXX", folder, base);
  output->n_buffered = 0;
  output->fd = g_mkstemp_full (output->part_path, O_RDWR | O_CLOEXEC, 0600);
  if (output->fd >= 0)
    return g_steal_pointer (&output);
  fail (path, errno, error);
  g_clear_pointer (&output->part_path, g_free);
  return NULL;
}

static gboolean
write_all (WayLabelOutput *output, const guint8 *bytes, gsize len, GError **error)
{
  while (len > 0)
    {
      ssize_t n = write (output->fd, bytes, len);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (output->path, errno, error);
      bytes += n;
      len -= (gsize) n;
    }
  return TRUE;
}

static gboolean
flush (WayLabelOutput *output, GError **error)
{
  gsize len = output->n_buffered;

  output->n_buffered = 0;
  return write_all (output, output->buffer, len, error);
}

gboolean
way_label_output_write (gpointer data, const guint8 *bytes, gsize len, GError **error)
{
  WayLabelOutput *output = data;

  if (output->n_buffered + len > BUFFER_SIZE && !flush (output, error))
    return FALSE;
  if (len > BUFFER_SIZE)
    return write_all (output, bytes, len, error);
  memcpy (output->buffer + output->n_buffered, bytes, len);
  output->n_buffered += len;
  return TRUE;
}

gboolean
way_label_output_finish (WayLabelOutput *output, GError **error)
{
  if (!flush (output, error))
    return FALSE;
  if (fsync (output->fd) != 0 || g_rename (output->part_path, output->path) != 0)
    return fail (output->path, errno, error);
  g_clear_pointer (&output->part_path, g_free);
  return TRUE;
}

void
way_label_output_free (WayLabelOutput *output)
{
  if (output == NULL)
    return;
  if (output->fd >= 0)
    close (output->fd);
  if (output->part_path != NULL)
    g_unlink (output->part_path);
  g_free (output->part_path);
  g_free (output->path);
  g_free (output);
}
