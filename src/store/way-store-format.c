/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "way-checked.h"
#include "way-store-private.h"

/* Offsets in the header of an SQLite file, https://sqlite.org/fileformat2.html */
#define HEADER_SIZE           100
#define HEADER_USER_VERSION   60
#define HEADER_APPLICATION_ID 68

#define PAGE_SIZE             "4096"
#define PAGE_BYTES            4096
#define MMAP_SIZE             "1099511627776"
#define WAL_PAGES             "20000"
#define WAL_LIMIT             "134217728" /* what is left of it after a big block */
#define CACHE_WRITER          "-8000"     /* KiB; read pages come through the mapping */
#define SPILL_WRITER          "16384" /* pages of one block that are kept in memory before that */
#define CACHE_READER          "-500"

static const char tables[] =
    "CREATE TABLE component ("
    "  name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE block ("
    "  height INTEGER PRIMARY KEY, hash BLOB NOT NULL, checkpoint BLOB NOT NULL);"
    "CREATE TABLE log ("
    "  log_index INTEGER PRIMARY KEY, height INTEGER NOT NULL, time INTEGER NOT NULL,"
    "  position INTEGER NOT NULL, result INTEGER NOT NULL,"
    "  statement BLOB NOT NULL);"
    "CREATE TABLE log_id ("
    "  id_start INTEGER NOT NULL, log_index INTEGER NOT NULL,"
    "  PRIMARY KEY (id_start, log_index)) WITHOUT ROWID;"
    "CREATE TABLE log_tile (place INTEGER PRIMARY KEY, tile BLOB NOT NULL);"
    "CREATE TABLE state_chunk (chunk INTEGER PRIMARY KEY, entries BLOB NOT NULL);"
    "CREATE TABLE state_tree ("
    "  id INTEGER PRIMARY KEY CHECK (id = 1), instance BLOB NOT NULL,"
    "  height INTEGER NOT NULL, chunk INTEGER NOT NULL, value_bytes INTEGER NOT NULL,"
    "  nodes BLOB NOT NULL);";

/* An open file description's lock is not lost when some other part of the program opens
 * and closes the file, as a process's lock would be. */
int
way_store_lock (const char *path, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int problem;

  if (fd < 0)
    {
      problem = errno;
      way_error_format (error, problem == ENOSPC ? WAY_RESULT_DISK_FULL : WAY_RESULT_IO,
                        "Can't open %s: %s", lock_path, g_strerror (problem));
      return -1;
    }
  if (fcntl (fd, F_OFD_SETLK, &lock) == 0)
    return fd;
  problem = errno;
  close (fd);
  if (problem == EAGAIN || problem == EACCES)
    way_error_set (error, WAY_RESULT_DATABASE_LOCKED, path);
  else
    way_error_format (error, WAY_RESULT_IO, "Can't lock %s: %s", lock_path,
                      g_strerror (problem));
  return -1;
}

static gboolean
check_numbers (gint64 application_id, gint64 format, const char *path, GError **error)
{
  if (application_id != WAY_STORE_APPLICATION_ID)
    return way_error_format (error, WAY_RESULT_CORRUPTED, "%s is not a ledger's database",
                             path);
  if (format > WAY_STORE_FORMAT)
    return way_error_set (error, WAY_RESULT_NEWER_FORMAT, path);
  return TRUE;
}

gboolean
way_store_check_header (const char *path, gboolean *out_is_new, GError **error)
{
  guint8 header[HEADER_SIZE];
  g_autofree char *wal_path = g_strconcat (path, "-wal", NULL);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  struct stat main, wal;
  gboolean has_wal, is_empty;
  ssize_t n;

  *out_is_new = fd < 0 && errno == ENOENT;
  if (*out_is_new)
    return TRUE;
  if (fd < 0)
    return way_error_format (error, WAY_RESULT_IO, "Can't open %s: %s", path,
                             g_strerror (errno));
  n = read (fd, header, sizeof header);
  is_empty = fstat (fd, &main) == 0 && main.st_size <= PAGE_BYTES;
  close (fd);
  has_wal = g_stat (wal_path, &wal) == 0 && wal.st_size > 0;
  /* A database that was never synced out of its write-ahead log has an empty file. */
  if (n == 0)
    {
      *out_is_new = !has_wal;
      return TRUE;
    }
  if (n != sizeof header || memcmp (header, "SQLite format 3", 16) != 0)
    return way_error_format (error, WAY_RESULT_CORRUPTED, "%s is not a database", path);
  /* Killed while it was made: the numbers are in the write-ahead log, or nowhere yet. */
  if ((has_wal || is_empty) && way_get_be32 (header + HEADER_APPLICATION_ID) == 0
      && way_get_be32 (header + HEADER_USER_VERSION) == 0)
    return TRUE;
  return check_numbers (way_get_be32 (header + HEADER_APPLICATION_ID),
                        way_get_be32 (header + HEADER_USER_VERSION), path, error);
}

gboolean
way_store_configure (WaySql *sql, gboolean is_writer, GError **error)
{
  static const char common[] = "PRAGMA mmap_size=" MMAP_SIZE ";"
                               "PRAGMA temp_store=MEMORY;"
                               "PRAGMA trusted_schema=OFF;";
  static const char writer[] = "PRAGMA page_size=" PAGE_SIZE ";" /* of a new file */
                               "PRAGMA journal_mode=WAL;"
                               "PRAGMA journal_size_limit=" WAL_LIMIT ";"
                               "PRAGMA synchronous=FULL;"
                               "PRAGMA wal_autocheckpoint=" WAL_PAGES ";"
                               "PRAGMA cache_size=" CACHE_WRITER ";"
                               "PRAGMA cache_spill=" SPILL_WRITER ";";
  static const char reader[] = "PRAGMA query_only=ON;"
                               "PRAGMA cache_size=" CACHE_READER ";";

  return way_sql_execute (sql, common, error)
         && way_sql_execute (sql, is_writer ? writer : reader, error);
}

gboolean
way_store_prepare_format (WaySql *sql, gboolean is_new, GError **error)
{
  g_autofree char *numbers = NULL;
  gint64 application_id, format, n_tables;

  if (!way_sql_query_integer (sql, "PRAGMA application_id", 0, &application_id, error)
      || !way_sql_query_integer (sql, "PRAGMA user_version", 0, &format, error)
      || !way_sql_query_integer (sql, "SELECT count(*) FROM sqlite_schema", 0, &n_tables,
                                 error))
    return FALSE;
  /* A creation that was cut short has left an empty database. */
  if (!is_new && !(application_id == 0 && format == 0 && n_tables == 0))
    return check_numbers (application_id, format, "the file", error);
  numbers = g_strdup_printf ("PRAGMA application_id=%d; PRAGMA user_version=%d;",
                             WAY_STORE_APPLICATION_ID, WAY_STORE_FORMAT);
  if (!way_sql_execute (sql, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (way_sql_execute (sql, tables, error) && way_sql_execute (sql, numbers, error)
      && way_sql_execute (sql, "COMMIT", error))
    return way_sql_execute (sql, "PRAGMA wal_checkpoint(TRUNCATE)", error);
  sqlite3_exec (sql->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}
