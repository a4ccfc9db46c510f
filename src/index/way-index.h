/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-index-hook.h"
#include "way-sql.h"

/* Read models beside the ledger: timelines, products, holdings, shipments, recalls. Written through the ledger's hook in the
 * block's own transaction, always rebuildable from the log. docs/spec/index.md */

/** Bumped when the tables change: an index of another version is rebuilt. */
#define WAY_INDEX_VERSION 3

/* ---- The writer ------------------------------------------------------------------------ */

typedef struct _WayIndexWriter WayIndexWriter;

/** Makes the tables where they are missing. @sql: the ledger's own connection, borrowed.
 * @out_needs_rebuild: (out): the tables were of another version and are now empty. */
WayIndexWriter *
way_index_writer_new (WaySql *sql, gboolean *out_needs_rebuild, GError **error);
void
way_index_writer_free (WayIndexWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayIndexWriter, way_index_writer_free)
/** What the ledger calls; valid as long as @self. */
WayIndexHook
way_index_writer_get_hook (WayIndexWriter *self);

/* ---- The reader ------------------------------------------------------------------------ */

typedef struct _WayIndexReader WayIndexReader;

/** @sql: a connection for reading; what is read belongs to whatever snapshot it has open. Borrowed.
 * The newest events are held back in the writer's memory, so the store's WayIndexWriter has to be
 * there before the snapshot is opened: without it timelines lack them. */
WayIndexReader *
way_index_reader_new (WaySql *sql, GError **error);
void
way_index_reader_free (WayIndexReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayIndexReader, way_index_reader_free)

/** Row number of a thing, 0 where it is not known. */
gboolean
way_index_find_thing (WayIndexReader *self,
                      const WayHash *thing_id,
                      gint64 *out_row,
                      GError **error);

/** One entry of a timeline. */
typedef struct
{
  guint64 log_index;
  guint action_index;
} WayIndexEvent;

/** Appends the events (or notes) of a thing, from @first on, at most @max. @events: of WayIndexEvent. */
gboolean
way_index_list_events (WayIndexReader *self,
                       gint64 row,
                       gboolean notes,
                       guint64 first,
                       gsize max,
                       GArray *events,
                       GError **error);

/** A thing as the lists show it. The record borrows from @bytes. */
typedef struct
{
  GBytes *bytes;
  gint64 row;
  WayThing thing;
  WayHash id;
  WayHeadStatus status;
  gboolean has_custodian, has_owner;
  WayHash custodian, owner;
  guint64 quantity; /* of a loose lot */
} WayIndexThing;

void
way_index_thing_clear (WayIndexThing *thing);

/** Reads row @row. @out_found FALSE: no such row. */
gboolean
way_index_get_thing (WayIndexReader *self,
                     gint64 row,
                     WayIndexThing *out_thing,
                     gboolean *out_found,
                     GError **error);

typedef enum
{
  WAY_INDEX_BY_CUSTODIAN, /* units and containers in an account's hands, by row */
  WAY_INDEX_BY_OWNER,
  WAY_INDEX_LOOSE,       /* lots of which an account holds loose pieces */
  WAY_INDEX_PRODUCTS_OF, /* products of an account */
  WAY_INDEX_BY_GTIN,     /* products with a GTIN, by any account */
  WAY_INDEX_BY_SSCC,     /* containers with an SSCC, by any account */
  WAY_INDEX_LOTS_OF,     /* lots of the product in row @parent */
  WAY_INDEX_ALL_PRODUCTS,
  WAY_INDEX_SEARCH, /* products whose texts match, best first; @after counts rows passed */
  WAY_INDEX_SEARCH_OF, /* likewise, of an account */
} WayIndexList;

/** What a list is asked with; only the members that its kind needs are looked at. */
typedef struct
{
  WayIndexList list;
  const WayHash *account;
  WaySlice text; /* GTIN, SSCC or words */
  gint64 parent;
  gint64 after; /* row behind which the list goes on; 0: from the start */
  gsize max;
} WayIndexQuery;

static inline gboolean
way_index_is_search (WayIndexList list)
{
  return list == WAY_INDEX_SEARCH || list == WAY_INDEX_SEARCH_OF;
}

/** Appends WayIndexThing records to @things (whose clear function is way_index_thing_clear()). */
gboolean
way_index_list_things (WayIndexReader *self,
                       const WayIndexQuery *query,
                       GArray *things,
                       GError **error);

typedef struct
{
  gint64 row;
  WayHash id;
  guint64 log_index;
  guint action_index;
} WayIndexShipment;

/** Shipments of an account, newest first, from below row @before (0: from the newest); @incoming: those to it. */
gboolean
way_index_list_shipments (WayIndexReader *self,
                          const WayHash *account,
                          gboolean incoming,
                          gint64 before,
                          gsize max,
                          GArray *shipments,
                          GError **error);
/** @out_found FALSE: no such shipment. */
gboolean
way_index_find_shipment (WayIndexReader *self,
                         const WayHash *shipment_id,
                         WayIndexShipment *out_shipment,
                         gboolean *out_found,
                         GError **error);

/** Appends the log places (WayIndexEvent) of recalls and ends of recalls behind @after_row; @out_last: row of the last one. */
gboolean
way_index_list_recalls (WayIndexReader *self,
                        gint64 after_row,
                        gsize max,
                        GArray *places,
                        gint64 *out_last,
                        GError **error);

/** Appends the log indexes (guint64, ascending) of the statements by which @account observed the EPCIS event of hash
 * @event_hash, at most @max. */
gboolean
way_index_list_observed (WayIndexReader *self,
                         const WayHash *account,
                         const WayHash *event_hash,
                         gsize max,
                         GArray *log_indexes,
                         GError **error);
