/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-log-tree.h"
#include "way-sql-private.h"
#include "way-state-tree.h"
#include "way-store.h"

#define WAY_STORE_APPLICATION_ID 0x5761794c /* "WayL" in the file's header */
#define WAY_STORE_FORMAT         1

/** Heights whose trees are kept for readers that are about to begin: the committed one,
 * the one being committed, and some that a slow reader may still see. */
#define WAY_STORE_RECENT 4

typedef struct
{
  gint64 height; /* -1: free */
  WayStateSnapshot *snapshot;
} WayRecentTree;

typedef enum
{
  WAY_STORE_WRITE_BUCKET,
  WAY_STORE_REMOVE_BUCKET,
  WAY_STORE_WRITE_TILE,
  WAY_STORE_BEGIN,
  WAY_STORE_COMMIT,
  WAY_STORE_ROLLBACK,
  WAY_STORE_ADD_ROW,
  WAY_STORE_ADD_BLOCK,
  WAY_STORE_NEWEST_BLOCK,
  WAY_STORE_N_STATEMENTS
} WayStoreStatement;

/** Reads buckets and tiles through one connection. */
typedef struct
{
  WaySqlStatement *read_bucket;
  WaySqlStatement *read_tile;
} WayTreeReads;

struct _WayStore
{
  char *path;
  int lock_fd;
  WaySql *sql;

  WayStateTree *state;
  WayLogTree *log;
  gint64 height; /* newest committed; -1: none */
  guint64 log_size;
  gboolean is_open;    /* a block */
  gboolean is_damaged; /* the log tree in memory could not be brought back */

  WayTreeReads reads;
  WaySqlStatement *statements[WAY_STORE_N_STATEMENTS];

  GMutex mutex; /* of what follows */
  WayRecentTree recent[WAY_STORE_RECENT];
};

/** Takes the lock file, or says who has it. Returns: the file, -1 with @error. */
int
way_store_lock (const char *path, GError **error);
/** Looks at the file's header without touching it. @out_is_new: there is no database yet. */
gboolean
way_store_check_header (const char *path, gboolean *out_is_new, GError **error);
/** Settings of a connection. */
gboolean
way_store_configure (WaySql *sql, gboolean is_writer, GError **error);
/** Checks the format of an opened database, or makes the tables of a new one. */
gboolean
way_store_prepare_format (WaySql *sql, gboolean is_new, GError **error);

/** Hands an error of opening on; takes @problem (nullable). Our SQL is in order: where it
 * does not fit the database, the database is damaged. */
void
way_store_propagate (GError **error, GError *problem);

gboolean
way_tree_reads_init (WayTreeReads *self, WaySql *sql, GError **error);
void
way_tree_reads_clear (WayTreeReads *self);
/** Read-only trees' storage over @self. */
WayBucketStore
way_tree_reads_get_bucket_store (WayTreeReads *self);
WayTileStore
way_tree_reads_get_tile_store (WayTreeReads *self);

/** Makes the sealed tree known to readers that may see @height from now on. */
void
way_store_publish (WayStore *self, gint64 height);
void
way_store_withdraw (WayStore *self, gint64 height);
/** Returns: (transfer full) (nullable): the tree of @height. */
WayStateSnapshot *
way_store_find_tree (WayStore *self, gint64 height);

/** Prepares the writer's statements; loads both trees and compares them with the newest
 * checkpoint. */
gboolean
way_store_load (WayStore *self, GError **error);
extern const WayLedgerStoreInterface way_store_ledger_interface;
