/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-bucket-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "way-file-private.h"

#define MAGIC           "waymark-tree/1\0"
#define BYTE_ORDER_MARK G_GUINT64_CONSTANT (0x0102030405060708)

/* Addresses that are set aside for the file, however small it is: what lies behind its end is
 * there as soon as it is written. Places beyond are read without. */
#define MAP_BYTES ((gsize) 64 << 30)

/* Takes the place of the first bucket. */
typedef struct
{
  char magic[16];
  guint64 byte_order;
  guint8 instance[WAY_INSTANCE_SIZE];
} Header;

struct _WayBucketFile
{
  char *path;
  int fd;
  const guint8 *map; /* (nullable) */
  Header header;
};

static off_t
get_offset (guint32 place)
{
  return ((off_t) place + 1) * WAY_BUCKET_SIZE;
}

static gboolean
write_at (WayBucketFile *self,
          gconstpointer data,
          gsize len,
          off_t offset,
          GError **error)
{
  const guint8 *bytes = data;

  while (len > 0)
    {
      ssize_t n = pwrite (self->fd, bytes, len, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return way_file_fail ("write", self->path, error);
      bytes += n;
      offset += n;
      len -= (gsize) n;
    }
  return TRUE;
}

gboolean
way_bucket_file_begin (WayBucketFile *self, GError **error)
{
  if (ftruncate (self->fd, 0) != 0)
    return way_file_fail ("write", self->path, error);
  memcpy (self->header.magic, MAGIC, sizeof self->header.magic);
  self->header.byte_order = BYTE_ORDER_MARK;
  sqlite3_randomness (WAY_INSTANCE_SIZE, self->header.instance);
  return write_at (self, &self->header, sizeof self->header, 0, error);
}

WayBucketFile *
way_bucket_file_open (const char *path, GError **error)
{
  g_autoptr (WayBucketFile) self = g_new0 (WayBucketFile, 1);
  gpointer map;

  self->path = g_strdup (path);
  self->fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      way_file_fail ("open", path, error);
      return NULL;
    }
  if ((pread (self->fd, &self->header, sizeof self->header, 0) != sizeof self->header
       || memcmp (self->header.magic, MAGIC, sizeof self->header.magic) != 0
       || self->header.byte_order != BYTE_ORDER_MARK)
      && !way_bucket_file_begin (self, error))
    return NULL;
  map = mmap (NULL, MAP_BYTES, PROT_READ, MAP_SHARED | MAP_NORESERVE, self->fd, 0);
  if (map != MAP_FAILED)
    {
      self->map = map;
      madvise (map, MAP_BYTES, MADV_RANDOM);
    }
  return g_steal_pointer (&self);
}

void
way_bucket_file_free (WayBucketFile *self)
{
  if (self == NULL)
    return;
  if (self->map != NULL)
    munmap ((gpointer) self->map, MAP_BYTES);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

const guint8 *
way_bucket_file_get_instance (const WayBucketFile *self)
{
  return self->header.instance;
}

guint32
way_bucket_file_count_places (WayBucketFile *self)
{
  struct stat info;

  if (fstat (self->fd, &info) != 0 || info.st_size < WAY_BUCKET_SIZE)
    return 0;
  return (guint32) MIN (info.st_size / WAY_BUCKET_SIZE - 1, G_MAXUINT32);
}

const WayBucket *
way_bucket_file_peek (WayBucketFile *self, guint32 place)
{
  off_t offset = get_offset (place);

  /* A place is read after it was written only, so that it lies inside the file. */
  if (self->map == NULL || (gsize) offset + sizeof (WayBucket) > MAP_BYTES)
    return NULL;
  return (const WayBucket *) (self->map + offset);
}

gboolean
way_bucket_file_read (WayBucketFile *self,
                      guint32 place,
                      WayBucket *out_bucket,
                      GError **error)
{
  ssize_t n;

  do
    n = pread (self->fd, out_bucket, sizeof *out_bucket, get_offset (place));
  while (n < 0 && errno == EINTR);
  if (n < 0)
    return way_file_fail ("read", self->path, error);
  return n == sizeof *out_bucket
         || way_error_set (error, WAY_RESULT_CORRUPTED, self->path);
}

gboolean
way_bucket_file_write (WayBucketFile *self,
                       guint32 place,
                       const WayBucket *bucket,
                       GError **error)
{
  return write_at (self, bucket, sizeof *bucket, get_offset (place), error);
}

void
way_bucket_file_trim (WayBucketFile *self)
{
  if (self->map != NULL)
    madvise ((gpointer) self->map, MAP_BYTES, MADV_DONTNEED);
}

gboolean
way_bucket_file_sync (WayBucketFile *self, GError **error)
{
  return fdatasync (self->fd) == 0 || way_file_fail ("write", self->path, error);
}
