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
  char *part_path; /* what stands beside the path meanwhile; NULL: nothing */
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
  return way_error_format (error, WAY_RESULT_IO, "%s can't be written: %-s", name,
                           way_errno_get_text (saved_errno));
}

static char *
dup_part_path (const char *path, const char *suffix)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);

  return g_strdup_printf ("%s/.%s.%s", folder, base, suffix);
}

/* A file without a name, of which nothing stays however this program ends: labels may hold secrets. Where the file system has
 * no such thing, one beside the path. */
static gboolean
open_part (WayLabelOutput *output)
{
  g_autofree char *folder = g_path_get_dirname (output->path);

  output->fd = g_open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (output->fd >= 0)
    return TRUE;
  output->part_path = dup_part_path (output->path, "XXXXXX");
  output->fd = g_mkstemp_full (output->part_path, O_RDWR | O_CLOEXEC, 0600);
  if (output->fd >= 0)
    return TRUE;
  g_clear_pointer (&output->part_path, g_free);
  return FALSE;
}

/* A link can't take another file's place; a rename can. */
static gboolean
give_name (WayLabelOutput *output)
{
  g_autofree char *unnamed = g_strdup_printf ("/proc/self/fd/%d", output->fd);
  g_autofree char *random = NULL;
  g_autofree char *part_path = NULL;

  if (output->part_path == NULL)
    {
      random = g_strdup_printf ("%08x", g_random_int ());
      part_path = dup_part_path (output->path, random);
      if (linkat (AT_FDCWD, unnamed, AT_FDCWD, part_path, AT_SYMLINK_FOLLOW) != 0)
        return FALSE;
      output->part_path = g_steal_pointer (&part_path);
    }
  if (g_rename (output->part_path, output->path) != 0)
    return FALSE;
  g_clear_pointer (&output->part_path, g_free);
  return TRUE;
}

WayLabelOutput *
way_label_output_new (const char *path, GError **error)
{
  g_autoptr (WayLabelOutput) output = g_new (WayLabelOutput, 1);

  output->path = g_strdup (path);
  output->part_path = NULL;
  output->n_buffered = 0;
  if (open_part (output))
    return g_steal_pointer (&output);
  fail (path, errno, error);
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
  return (fsync (output->fd) == 0 && give_name (output))
         || fail (output->path, errno, error);
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
