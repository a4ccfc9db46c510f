/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-result.h"
#include "way-slice.h"

/* What a ledger keeps itself in: state map, log, checkpoints. Declared here, implemented by the room `store`
 * (SQLite, and memory for tests). One block is one transaction: begin, then get/put/append, seal, commit — or
 * roll back, after which nothing of the block is left. */

/** One logged statement. */
typedef struct
{
  guint64 log_index;
  guint64 height;
  guint64 time_ms;    /* block time */
  guint64 index;      /* in its block */
  guint8 result;      /* WayResult */
  WaySlice statement; /* exact COSE bytes */
  WayHash id;         /* statement id */
} WayLogRow;

/** The roots over everything that is staged. */
typedef struct
{
  WayHash state_root;
  WayHash log_root;
  guint64 log_size;
} WayRoots;

typedef struct
{
  gboolean (*begin) (gpointer self, GError **error);
  /* Reads through what is staged. @value: emptied, then filled. */
  gboolean (*get) (gpointer self,
                   WaySlice key,
                   GByteArray *value,
                   gboolean *out_found,
                   GError **error);
  /* An empty @value removes the key. */
  gboolean (*put) (gpointer self, WaySlice key, WaySlice value, GError **error);
  gboolean (*append) (gpointer self, const WayLogRow *row, GError **error);
  gboolean (*seal) (gpointer self, WayRoots *out_roots, GError **error);
  /* @checkpoint: the signed COSE_Sign1 of this block; @hash: its checkpoint hash. Durable when it returns. */
  gboolean (*commit) (gpointer self,
                      guint64 height,
                      WaySlice checkpoint,
                      const WayHash *hash,
                      GError **error);
  void (*rollback) (gpointer self);
  /* The statement with that id in a committed block: what the open one adds is not looked at. @statement: emptied,
   * then filled with its exact bytes. @out_result: its WayResult. @out_log_index: its place. */
  gboolean (*find) (gpointer self,
                    const WayHash *id,
                    GByteArray *statement,
                    guint8 *out_result,
                    guint64 *out_log_index,
                    gboolean *out_found,
                    GError **error);
  /* The newest committed checkpoint. @out_found FALSE: an empty store. */
  gboolean (*load_head) (gpointer self,
                         GByteArray *checkpoint,
                         WayHash *out_hash,
                         gboolean *out_found,
                         GError **error);
} WayLedgerStoreInterface;

typedef struct
{
  const WayLedgerStoreInterface *interface;
  gpointer self;
} WayLedgerStore;
