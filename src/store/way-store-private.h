/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-bucket-file.h"
#include "way-log-tree.h"
#include "way-row-buffer-private.h"
#include "way-sql-private.h"
#include "way-state-tree.h"
#include "way-store.h"
#include "way-value-log.h"

#define WAY_STORE_APPLICATION_ID 0x5761794c /* "WayL" in the file's header */
#define WAY_STORE_FORMAT         1

/** Statements whose places are held back from `log_id`. */
#define WAY_STORE_IDS     "log_id"
#define WAY_STORE_MAX_IDS 32768

/** Heights whose trees and held-back rows are kept for readers that are about to begin: the committed one,
 * the one being committed, and some that a slow reader may still see. */
#define WAY_STORE_RECENT 3

typedef struct
{
  gint64 height; /* -1: free */
  WayStateSnapshot *snapshot;
  GPtrArray *rows; /* of WayRowSet: held back at that height */
} WayRecent;

typedef enum
{
  WAY_STORE_WRITE_TILE,
  WAY_STORE_BEGIN,
  WAY_STORE_COMMIT,
  WAY_STORE_ROLLBACK,
  WAY_STORE_ADD_ROW,
  WAY_STORE_ADD_BLOCK,
  WAY_STORE_NEWEST_BLOCK,
  WAY_STORE_SAVE_TREE,
  WAY_STORE_FIND_TREE,
  WAY_STORE_ADD_ID,
  WAY_STORE_N_STATEMENTS
} WayStoreStatement;

/** Reads what trees consist of, through one connection. */
typedef struct
{
  WayBucketFile *buckets; /* borrowed */
  WayValueReader values;
  WaySqlStatement *read_tile;
} WayTreeReads;

struct _WayStore
{
  char *path;
  int lock_fd;
  WaySql *sql;

  WayBucketFile *buckets;
  WayValueWriter values;
  WayStateTree *state;
  WayLogTree *log;
  WayRowBuffer *ids; /* of `log_id`: first 8 bytes of the id, log index */

  /* Of the newest committed block. */
  gint64 height; /* -1: none; readers look at it atomically */
  guint64 log_size;
  guint64 chunk; /* the next one's number */
  guint64 value_bytes;
  guint64 last_added; /* to the log of values */

  /* The tree that `state_tree` keeps: its buckets stay as long as we hold it. */
  WayStateSnapshot *saved;
  gint64 saved_height;
  guint64 bytes_since_saved; /* that the log of values has grown */

  gboolean is_loaded;
  gboolean is_open;    /* a block */
  gboolean is_damaged; /* the log tree in memory could not be brought back */

  WayTreeReads reads;
  WaySqlStatement *statements[WAY_STORE_N_STATEMENTS];

  WayStoreReader *finder; /* (nullable): for statements that new ones speak of */

  GMutex mutex; /* of what follows */
  WayRecent recent[WAY_STORE_RECENT];
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
way_tree_reads_init (WayTreeReads *self,
                     WaySql *sql,
                     WayBucketFile *buckets,
                     GError **error);
void
way_tree_reads_clear (WayTreeReads *self);
/** Ends the borrowing of what was read. */
void
way_tree_reads_end (WayTreeReads *self);
/** Trees' storage over @self that is only read. */
WayStateStore
way_tree_reads_get_state_store (WayTreeReads *self);
WayTileStore
way_tree_reads_get_tile_store (WayTreeReads *self);

/** Trees' storage that the writer writes. */
WayStateStore
way_store_get_state_store (WayStore *self);
WayTileStore
way_store_get_tile_store (WayStore *self);

/** Moves live values from the oldest chunks to the newest where the log of values has more
 * that is dead than alive. In an open block, before it is sealed. */
gboolean
way_store_compact (WayStore *self, GError **error);
/** Saves the sealed tree as of @height in the open transaction. Once that has committed:
 * way_store_set_saved(). */
gboolean
way_store_save_tree (WayStore *self, gint64 height, GError **error);
void
way_store_set_saved (WayStore *self, gint64 height);
/** Whether so much was written since the tree was last saved that it is time. */
gboolean
way_store_wants_saving (const WayStore *self);
/** Restores the saved tree and adds what came after it; where there is none, or the bucket
 * file is not the one it was saved with, or damaged, makes it anew from the log of values. */
gboolean
way_store_restore_tree (WayStore *self, GError **error);

/** Makes the sealed tree known to readers that may see @height from now on. */
void
way_store_publish (WayStore *self, gint64 height);
/** For WaySql.rows_changed. */
void
way_store_rows_changed (gpointer store);
void
way_store_withdraw (WayStore *self, gint64 height);
/** The tree of @height and the rows held back at it. Returns: FALSE where they are gone. */
gboolean
way_store_find_recent (WayStore *self, gint64 height, WayRecent *out_recent);
void
way_recent_clear (WayRecent *self);

/** Prepares the writer's statements; loads both trees and compares them with the newest
 * checkpoint. */
gboolean
way_store_load (WayStore *self, GError **error);
extern const WayLedgerStoreInterface way_store_ledger_interface;
