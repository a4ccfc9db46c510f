/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-index.h"

#include "way-checked.h"
#include "way-index-private.h"
#include "way-index-text.h"
#include "way-row-buffer.h"

#define SELECT_THING "SELECT t.id, t.thing, t.status, c.account, o.account"
#define JOIN_ACCOUNTS                                                                    \
  " LEFT JOIN index_account c ON c.id = t.custodian LEFT JOIN index_account o ON o.id "  \
  "= t.owner "

enum
{
  FIND_ACCOUNT,
  FIND_THING,
  GET_THING,
  LIST_EVENTS,
  LIST_THINGS_FIRST,
  /* by WayIndexList */
  LIST_CUSTODIAN = LIST_THINGS_FIRST,
  LIST_OWNER,
  LIST_LOOSE,
  LIST_PRODUCTS_OF,
  LIST_GTIN,
  LIST_SSCC,
  LIST_LOTS,
  LIST_ALL_PRODUCTS,
  LIST_SEARCH,
  LIST_SEARCH_OF,
  LIST_SHIPPED,
  LIST_INCOMING,
  FIND_SHIPMENT,
  LIST_RECALLS,
  LIST_OBSERVED,
  N_STATEMENTS
};

static const char *const texts[N_STATEMENTS] = {
  [FIND_ACCOUNT] = "SELECT id, account FROM index_account WHERE key8 = ?1",
  [FIND_THING] = "SELECT id, thing FROM index_thing WHERE key8 = ?1",
  [GET_THING] = SELECT_THING ", 0 FROM index_thing t" JOIN_ACCOUNTS "WHERE t.id = ?1",
  [LIST_EVENTS] = "SELECT run, events FROM index_event WHERE thing = ?1 AND note = ?2 "
                  "AND run >= ?3 ORDER BY run",
  [LIST_CUSTODIAN] = SELECT_THING
  ", 0 FROM index_thing t" JOIN_ACCOUNTS
  "WHERE t.custodian = ?1 AND t.id > ?2 ORDER BY t.id LIMIT ?3",
  [LIST_OWNER] = SELECT_THING ", 0 FROM index_thing t" JOIN_ACCOUNTS
                              "WHERE t.owner = ?1 AND t.id > ?2 ORDER BY t.id LIMIT ?3",
  [LIST_LOOSE] = SELECT_THING
  ", l.quantity FROM index_loose l JOIN index_thing t ON t.id = l.lot" JOIN_ACCOUNTS
  "WHERE l.account = ?1 AND l.lot > ?2 ORDER BY l.lot LIMIT ?3",
  [LIST_PRODUCTS_OF] = SELECT_THING
  ", 0 FROM index_product p JOIN index_thing t ON t.id = p.thing" JOIN_ACCOUNTS
  "WHERE p.account = ?1 AND p.thing > ?2 ORDER BY p.thing LIMIT ?3",
  [LIST_GTIN] = SELECT_THING
  ", 0 FROM index_product p JOIN index_thing t ON t.id = p.thing" JOIN_ACCOUNTS
  "WHERE p.gtin = ?1 AND p.thing > ?2 ORDER BY p.thing LIMIT ?3",
  [LIST_SSCC] = SELECT_THING
  ", 0 FROM index_container p JOIN index_thing t ON t.id = p.thing" JOIN_ACCOUNTS
  "WHERE p.sscc = ?1 AND p.thing > ?2 ORDER BY p.thing LIMIT ?3",
  [LIST_LOTS] = SELECT_THING
  ", 0 FROM index_lot p JOIN index_thing t ON t.id = p.thing" JOIN_ACCOUNTS
  "WHERE p.product = ?1 AND p.thing > ?2 ORDER BY p.thing LIMIT ?3",
  [LIST_ALL_PRODUCTS] = SELECT_THING
  ", 0 FROM index_product p JOIN index_thing t ON t.id = p.thing" JOIN_ACCOUNTS
  "WHERE p.thing > ?2 AND ?1 = 0 ORDER BY p.thing LIMIT ?3",
  [LIST_SEARCH] = SELECT_THING
  ", 0 FROM index_product_text x JOIN index_thing t ON t.id = x.rowid" JOIN_ACCOUNTS
  "WHERE index_product_text MATCH ?1 ORDER BY rank LIMIT ?3 OFFSET ?2",
  [LIST_SEARCH_OF] = SELECT_THING
  ", 0 FROM index_product_text x JOIN index_product p ON p.thing = x.rowid "
  "JOIN index_thing t ON t.id = x.rowid" JOIN_ACCOUNTS
  "WHERE index_product_text MATCH ?1 AND p.account = ?4 "
  "ORDER BY rank LIMIT ?3 OFFSET ?2",
  [LIST_SHIPPED] = "SELECT s.id, s.shipment, s.log_index, s.action FROM index_shipment s "
                   "WHERE s.shipper = ?1 AND s.id < ?2"
                   " ORDER BY s.id DESC LIMIT ?3",
  [LIST_INCOMING] = "SELECT s.id, s.shipment, s.log_index, s.action FROM index_shipment "
                    "s WHERE s.receiver = ?1 AND s.id < ?2"
                    " ORDER BY s.id DESC LIMIT ?3",
  [FIND_SHIPMENT] =
      "SELECT id, shipment, log_index, action FROM index_shipment WHERE key8 = ?1",
  [LIST_RECALLS] =
      "SELECT id, log_index, action FROM index_recall WHERE id > ?1 ORDER BY id LIMIT ?2",
  [LIST_OBSERVED] = "SELECT log_index FROM index_observed WHERE account = ?1 AND key8 = "
                    "?2 AND hash = ?3 ORDER BY log_index LIMIT ?4",
};

struct _WayIndexReader
{
  WaySql *sql; /* borrowed */
  WaySqlStatement *statements[N_STATEMENTS];
};

WayIndexReader *
way_index_reader_new (WaySql *sql, GError **error)
{
  g_autoptr (WayIndexReader) self = g_new0 (WayIndexReader, 1);

  self->sql = sql;
  for (gsize i = 0; i < N_STATEMENTS; i++)
    {
      self->statements[i] = way_sql_prepare (sql, texts[i], error);
      if (self->statements[i] == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
way_index_reader_free (WayIndexReader *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < N_STATEMENTS; i++)
    way_sql_statement_free (self->statements[i]);
  g_free (self);
}

void
way_index_thing_clear (WayIndexThing *thing)
{
  g_clear_pointer (&thing->bytes, g_bytes_unref);
}

/* ---- Rows by hash ------------------------------------------------------------------------ */

static gboolean
find_account (WayIndexReader *self,
              const WayHash *account,
              gint64 *out_row,
              GError **error)
{
  return way_index_find_row (self->statements[FIND_ACCOUNT], account, FALSE, out_row,
                             error);
}

gboolean
way_index_find_thing (WayIndexReader *self,
                      const WayHash *thing_id,
                      gint64 *out_row,
                      GError **error)
{
  return way_index_find_row (self->statements[FIND_THING], thing_id, TRUE, out_row,
                             error);
}

/* ---- Timelines ------------------------------------------------------------------------------ */

/* The events of one run that are wanted: those from number @first of the timeline on, until @events has @max. */
static gboolean
take_run (guint64 run,
          WaySlice packed,
          guint64 first,
          gsize max,
          GArray *events,
          GError **error)
{
  guint64 start = run * WAY_INDEX_RUN;
  gsize n = packed.len / WAY_INDEX_EVENT_SIZE;

  if (packed.len % WAY_INDEX_EVENT_SIZE != 0 || n > WAY_INDEX_RUN)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a timeline of the index");
  for (gsize i = first > start ? (gsize) (first - start) : 0; i < n && events->len < max;
       i++)
    {
      const guint8 *at = packed.data + i * WAY_INDEX_EVENT_SIZE;
      WayIndexEvent event = { .log_index = way_get_be64 (at),
                              .action_index = way_get_be32 (at + 8) };

      g_array_append_val (events, event);
    }
  return TRUE;
}

/* The events that are still held back: they come after all that have a run. */
static void
take_held (WayIndexReader *self,
           gint64 row,
           gboolean notes,
           guint64 first,
           gsize max,
           GArray *events)
{
  guint8 prefix[WAY_INDEX_HELD_PREFIX];
  const guint8 *held;
  gsize n;

  way_put_be64 (prefix, (guint64) row);
  prefix[8] = notes != FALSE;
  n = way_row_buffer_peek (self->sql, WAY_INDEX_HELD_EVENTS,
                           WAY_SLICE_INIT (prefix, sizeof prefix), &held);
  for (gsize i = 0; i < n && events->len < max; i++, held += WAY_INDEX_HELD_SIZE)
    {
      WayIndexEvent event = { .log_index = way_get_be64 (held + sizeof prefix + 8),
                              .action_index = way_get_be32 (held + sizeof prefix + 16) };

      if (way_get_be64 (held + sizeof prefix) >= first)
        g_array_append_val (events, event);
    }
}

gboolean
way_index_list_events (WayIndexReader *self,
                       gint64 row,
                       gboolean notes,
                       guint64 first,
                       gsize max,
                       GArray *events,
                       GError **error)
{
  WaySqlStatement *list = self->statements[LIST_EVENTS];
  WaySqlStep step = WAY_SQL_DONE;
  gsize end = events->len + max;
  gboolean is_last = FALSE;

  way_sql_bind_integer (list, 1, row);
  way_sql_bind_integer (list, 2, notes);
  way_sql_bind_integer (list, 3, (gint64) (first / WAY_INDEX_RUN));
  while (!is_last && events->len < end
         && (step = way_sql_step (list, error)) == WAY_SQL_ROW)
    {
      WaySlice packed = way_sql_get_bytes (list, 1);

      /* a run that is not full is the last one: no need to ask for another */
      is_last = packed.len < WAY_INDEX_RUN * WAY_INDEX_EVENT_SIZE;
      if (!take_run ((guint64) way_sql_get_integer (list, 0), packed, first, end, events,
                     error))
        {
          step = WAY_SQL_FAILED;
          break;
        }
    }
  way_sql_reset (list);
  if (step == WAY_SQL_FAILED)
    return FALSE;
  take_held (self, row, notes, first, end, events);
  return TRUE;
}

/* ---- Things ----------------------------------------------------------------------------------- */

static gboolean
take_hash (WaySqlStatement *statement, guint column, WayHash *out)
{
  WaySlice bytes = way_sql_get_bytes (statement, column);

  if (way_sql_is_null (statement, column) || bytes.len != WAY_HASH_SIZE)
    return FALSE;
  memcpy (out->bytes, bytes.data, WAY_HASH_SIZE);
  return TRUE;
}

static gboolean
read_thing (WaySqlStatement *statement, WayIndexThing *out, GError **error)
{
  WaySlice encoded = way_sql_get_bytes (statement, 1);
  g_auto (WayArena) arena = { 0 };

  *out = (WayIndexThing) { .bytes = g_bytes_new (encoded.data, encoded.len),
                           .row = way_sql_get_integer (statement, 0) };
  way_arena_init (&arena, 0);
  /* nothing of a thing lives in the arena: it has no lists */
  if (way_schema_decode (&way_thing_schema, way_slice_from_bytes (out->bytes), &arena,
                         &out->thing)
      != WAY_RESULT_OK)
    {
      way_index_thing_clear (out);
      return way_error_set (error, WAY_RESULT_CORRUPTED, "a row of the index");
    }
  way_thing_get_id (&out->thing, &out->id);
  out->status = (WayHeadStatus) way_sql_get_integer (statement, 2);
  out->has_custodian = take_hash (statement, 3, &out->custodian);
  out->has_owner = take_hash (statement, 4, &out->owner);
  out->quantity = (guint64) way_sql_get_integer (statement, 5);
  return TRUE;
}

gboolean
way_index_get_thing (WayIndexReader *self,
                     gint64 row,
                     WayIndexThing *out_thing,
                     gboolean *out_found,
                     GError **error)
{
  WaySqlStatement *get = self->statements[GET_THING];
  gboolean ok;

  way_sql_bind_integer (get, 1, row);
  ok = way_sql_find (get, out_found, error)
       && (!*out_found || read_thing (get, out_thing, error));
  way_sql_reset (get);
  return ok;
}

/* Binds what the list is asked with. @out_empty: nothing can match. */
static gboolean
bind_query (WayIndexReader *self,
            WaySqlStatement *list,
            const WayIndexQuery *query,
            const char *match,
            gboolean *out_empty,
            GError **error)
{
  gint64 account_row = 0;

  *out_empty = FALSE;
  switch (query->list)
    {
    case WAY_INDEX_BY_CUSTODIAN:
    case WAY_INDEX_BY_OWNER:
    case WAY_INDEX_LOOSE:
    case WAY_INDEX_PRODUCTS_OF:
      if (!find_account (self, query->account, &account_row, error))
        return FALSE;
      *out_empty = account_row == 0;
      way_sql_bind_integer (list, 1, account_row);
      break;
    case WAY_INDEX_LOTS_OF:
    case WAY_INDEX_ALL_PRODUCTS: /* parent 0 */
      way_sql_bind_integer (list, 1, query->parent);
      break;
    case WAY_INDEX_SEARCH:
      *out_empty = match[0] == '\0';
      way_sql_bind_text (list, 1, way_slice_from_string (match));
      break;
    case WAY_INDEX_SEARCH_OF:
      if (!find_account (self, query->account, &account_row, error))
        return FALSE;
      *out_empty = account_row == 0 || match[0] == '\0';
      way_sql_bind_text (list, 1, way_slice_from_string (match));
      way_sql_bind_integer (list, 4, account_row);
      break;
    case WAY_INDEX_BY_GTIN:
    case WAY_INDEX_BY_SSCC:
    default:
      way_sql_bind_text (list, 1, query->text);
      break;
    }
  way_sql_bind_integer (list, 2, query->after);
  way_sql_bind_integer (list, 3, (gint64) query->max);
  return TRUE;
}

gboolean
way_index_list_things (WayIndexReader *self,
                       const WayIndexQuery *query,
                       GArray *things,
                       GError **error)
{
  WaySqlStatement *list = self->statements[LIST_THINGS_FIRST + (guint) query->list];
  g_autofree char *match =
      way_index_is_search (query->list) ? way_index_text_make_match (query->text) : NULL;
  WaySqlStep step = WAY_SQL_DONE;
  gboolean is_empty;

  if (!bind_query (self, list, query, match, &is_empty, error))
    return FALSE;
  while (!is_empty && (step = way_sql_step (list, error)) == WAY_SQL_ROW)
    {
      WayIndexThing thing;

      if (!read_thing (list, &thing, error))
        {
          step = WAY_SQL_FAILED;
          break;
        }
      g_array_append_val (things, thing);
    }
  way_sql_reset (list);
  return step == WAY_SQL_DONE;
}

/* ---- Shipments, recalls --------------------------------------------------------------------------- */

static void
read_shipment (WaySqlStatement *statement, WayIndexShipment *out)
{
  memset (out, 0, sizeof *out);
  out->row = way_sql_get_integer (statement, 0);
  take_hash (statement, 1, &out->id);
  out->log_index = (guint64) way_sql_get_integer (statement, 2);
  out->action_index = (guint) way_sql_get_integer (statement, 3);
}

gboolean
way_index_list_shipments (WayIndexReader *self,
                          const WayHash *account,
                          gboolean incoming,
                          gint64 before,
                          gsize max,
                          GArray *shipments,
                          GError **error)
{
  WaySqlStatement *list = self->statements[incoming ? LIST_INCOMING : LIST_SHIPPED];
  gint64 account_row;
  WaySqlStep step;

  if (!find_account (self, account, &account_row, error))
    return FALSE;
  way_sql_bind_integer (list, 1, account_row);
  way_sql_bind_integer (list, 2, before > 0 ? before : G_MAXINT64);
  way_sql_bind_integer (list, 3, (gint64) max);
  while ((step = way_sql_step (list, error)) == WAY_SQL_ROW)
    {
      WayIndexShipment shipment;

      read_shipment (list, &shipment);
      g_array_append_val (shipments, shipment);
    }
  way_sql_reset (list);
  return step == WAY_SQL_DONE;
}

gboolean
way_index_find_shipment (WayIndexReader *self,
                         const WayHash *shipment_id,
                         WayIndexShipment *out_shipment,
                         gboolean *out_found,
                         GError **error)
{
  WaySqlStatement *find = self->statements[FIND_SHIPMENT];
  WaySqlStep step;

  *out_found = FALSE;
  way_sql_bind_integer (find, 1, way_sql_key8 (shipment_id));
  while ((step = way_sql_step (find, error)) == WAY_SQL_ROW && !*out_found)
    {
      read_shipment (find, out_shipment);
      *out_found = way_hash_equal (&out_shipment->id, shipment_id);
    }
  way_sql_reset (find);
  return step != WAY_SQL_FAILED;
}

gboolean
way_index_list_recalls (WayIndexReader *self,
                        gint64 after_row,
                        gsize max,
                        GArray *places,
                        gint64 *out_last,
                        GError **error)
{
  WaySqlStatement *list = self->statements[LIST_RECALLS];
  WaySqlStep step;

  *out_last = after_row;
  way_sql_bind_integer (list, 1, after_row);
  way_sql_bind_integer (list, 2, (gint64) max);
  while ((step = way_sql_step (list, error)) == WAY_SQL_ROW)
    {
      WayIndexEvent place = { .log_index = (guint64) way_sql_get_integer (list, 1),
                              .action_index = (guint) way_sql_get_integer (list, 2) };

      *out_last = way_sql_get_integer (list, 0);
      g_array_append_val (places, place);
    }
  way_sql_reset (list);
  return step == WAY_SQL_DONE;
}

gboolean
way_index_list_observed (WayIndexReader *self,
                         const WayHash *account,
                         const WayHash *event_hash,
                         gsize max,
                         GArray *log_indexes,
                         GError **error)
{
  WaySqlStatement *list = self->statements[LIST_OBSERVED];
  gint64 account_row;
  WaySqlStep step;

  if (!find_account (self, account, &account_row, error))
    return FALSE;
  way_sql_bind_integer (list, 1, account_row);
  way_sql_bind_integer (list, 2, way_sql_key8 (event_hash));
  way_sql_bind_bytes (list, 3, way_slice_from_hash (event_hash));
  way_sql_bind_integer (list, 4, (gint64) max);
  while ((step = way_sql_step (list, error)) == WAY_SQL_ROW)
    {
      guint64 log_index = (guint64) way_sql_get_integer (list, 0);

      g_array_append_val (log_indexes, log_index);
    }
  way_sql_reset (list);
  return step == WAY_SQL_DONE;
}
