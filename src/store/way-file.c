/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "way-file-private.h"

gboolean
way_file_fail (const char *doing, const char *path, GError **error)
{
  int problem = errno;
  WayResult result = problem == ENOSPC || problem == EDQUOT || problem == EFBIG
                         ? WAY_RESULT_DISK_FULL
                     : problem == ENOENT ? WAY_RESULT_NOT_FOUND
                                         : WAY_RESULT_IO;

  return way_error_format (error, result, "Can't %s %s: %s", doing, path,
                           g_strerror (problem));
}

gboolean
way_file_make_folder (const char *folder, GError **error)
{
  return g_mkdir_with_parents (folder, 0700) == 0
         || way_file_fail ("make", folder, error);
}

static gboolean
write_all (int fd, WaySlice bytes)
{
  while (bytes.len > 0)
    {
      ssize_t n = write (fd, bytes.data, bytes.len);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes = WAY_SLICE_INIT (bytes.data + n, bytes.len - (gsize) n);
    }
  return TRUE;
}

static gboolean
sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    way_file_fail ("sync", folder, error);
  if (fd >= 0)
    close (fd);
  return done;
}

gboolean
way_file_replace (const char *path, WaySlice bytes, GError **error)
{
  g_autofree char *other = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (other, O_WRONLY | O_CLOEXEC, 0600);
  gboolean done;

  if (fd < 0)
    return way_file_fail ("write", path, error);
  done = write_all (fd, bytes) && fsync (fd) == 0;
  if (!done)
    way_file_fail ("write", path, error);
  if (close (fd) != 0 && done)
    done = way_file_fail ("write", path, error);
  if (done && g_rename (other, path) != 0)
    done = way_file_fail ("rename", path, error);
  if (!done)
    {
      g_unlink (other);
      return FALSE;
    }
  return sync_folder (path, error);
}
