/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-index.h"

#include "way-checked.h"
#include "way-index-private.h"
#include "way-index-text.h"
#include "way-row-buffer.h"

/* Rows of hashes that were looked up lately; forgotten as a whole when there are this many. */
#define MAX_KNOWN_ROWS 16384

enum
{
  FIND_ACCOUNT,
  ADD_ACCOUNT,
  FIND_THING,
  GUESS_THING,
  ADD_THING,
  SET_THING,
  ADD_EVENT,
  ADD_PRODUCT,
  DROP_TEXT,
  ADD_TEXT,
  ADD_LOT,
  ADD_CONTAINER,
  SET_LOOSE,
  DROP_LOOSE,
  FIND_SHIPMENT,
  ADD_SHIPMENT,
  ADD_RECALL,
  ADD_OBSERVED,
  N_STATEMENTS
};

static const char *const texts[N_STATEMENTS] = {
  [FIND_ACCOUNT] = "SELECT id, account FROM index_account WHERE key8 = ?1",
  [ADD_ACCOUNT] = "INSERT INTO index_account (key8, account) VALUES (?1, ?2)",
  [FIND_THING] = "SELECT id, thing FROM index_thing WHERE key8 = ?1",
  [GUESS_THING] = "SELECT id FROM index_thing WHERE key8 = ?1 LIMIT 2",
  [ADD_THING] = "INSERT INTO index_thing (key8, thing, status) VALUES (?1, ?2, 1)",
  [SET_THING] =
      "UPDATE index_thing SET status = ?2, custodian = ?3, owner = ?4 WHERE id = ?1 "
      "AND (status <> ?2 OR custodian IS NOT ?3 OR owner IS NOT ?4)",
  [ADD_EVENT] =
      "INSERT INTO index_event (thing, note, run, events) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT DO UPDATE SET events = CAST (events || excluded.events AS BLOB)",
  [ADD_PRODUCT] =
      "INSERT OR IGNORE INTO index_product (thing, gtin, account) VALUES (?1, ?2, ?3)",
  [DROP_TEXT] = "DELETE FROM index_product_text WHERE rowid = ?1",
  [ADD_TEXT] = "INSERT INTO index_product_text (rowid, text) VALUES (?1, ?2)",
  [ADD_LOT] = "INSERT OR IGNORE INTO index_lot (thing, product) VALUES (?1, ?2)",
  [ADD_CONTAINER] = "INSERT OR IGNORE INTO index_container (thing, sscc) VALUES (?1, ?2)",
  [SET_LOOSE] =
      "INSERT OR REPLACE INTO index_loose (account, lot, quantity) VALUES (?1, ?2, ?3)",
  [DROP_LOOSE] = "DELETE FROM index_loose WHERE account = ?1 AND lot = ?2",
  [FIND_SHIPMENT] = "SELECT id, shipment FROM index_shipment WHERE key8 = ?1",
  [ADD_SHIPMENT] = "INSERT INTO index_shipment (key8, shipment, shipper, receiver, "
                   "log_index, action) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  [ADD_RECALL] = "INSERT INTO index_recall (log_index, action) VALUES (?1, ?2)",
  [ADD_OBSERVED] =
      "INSERT OR IGNORE INTO index_observed (account, key8, log_index, hash) "
      "VALUES (?1, ?2, ?3, ?4)",
};

struct _WayIndexWriter
{
  WaySql *sql; /* borrowed */
  WaySqlStatement *statements[N_STATEMENTS];
  WayRowBuffer *events;
  GHashTable *account_rows; /* WayHash → gint64 */
  GHashTable *thing_rows;
};

/* ---- Rows by hash -------------------------------------------------------------------- */

static void
remember_row (GHashTable *rows, const WayHash *hash, gint64 row)
{
  if (g_hash_table_size (rows) >= MAX_KNOWN_ROWS)
    g_hash_table_remove_all (rows);
  g_hash_table_insert (rows, g_memdup2 (hash, sizeof *hash),
                       g_memdup2 (&row, sizeof row));
}

static gboolean
get_account_row (WayIndexWriter *self,
                 const WayHash *account,
                 gint64 *out_row,
                 GError **error)
{
  const gint64 *known = g_hash_table_lookup (self->account_rows, account);
  WaySqlStatement *add = self->statements[ADD_ACCOUNT];

  if (known != NULL)
    {
      *out_row = *known;
      return TRUE;
    }
  if (!way_index_find_row (self->statements[FIND_ACCOUNT], account, FALSE, out_row,
                           error))
    return FALSE;
  if (*out_row == 0)
    {
      way_sql_bind_integer (add, 1, way_sql_key8 (account));
      way_sql_bind_bytes (add, 2, way_slice_from_hash (account));
      if (!way_sql_run (add, error))
        return FALSE;
      *out_row = way_sql_get_last_row (self->sql);
    }
  remember_row (self->account_rows, account, *out_row);
  return TRUE;
}

/* What a new thing brings beside its own row. */
static gboolean
add_by_kind (WayIndexWriter *self, const WayThing *thing, gint64 row, GError **error)
{
  WaySqlStatement *add =
      self->statements[thing->kind == WAY_THING_PRODUCT ? ADD_PRODUCT : ADD_CONTAINER];
  gint64 account_row;

  if (thing->kind != WAY_THING_PRODUCT && thing->kind != WAY_THING_CONTAINER)
    return TRUE;
  if (!get_account_row (self, &thing->account, &account_row, error))
    return FALSE;
  way_sql_bind_integer (add, 1, row);
  way_sql_bind_text (add, 2,
                     thing->kind == WAY_THING_PRODUCT ? thing->gtin : thing->sscc);
  if (thing->kind == WAY_THING_PRODUCT)
    way_sql_bind_integer (add, 3, account_row);
  return way_sql_run (add, error);
}

static gboolean
get_thing_row (WayIndexWriter *self,
               const WayHash *id,
               const WayThing *thing,
               gint64 *out_row,
               GError **error);

static gboolean
add_lot (WayIndexWriter *self, const WayThing *lot, gint64 row, GError **error)
{
  WayThing product = way_thing_product (&lot->account, lot->gtin);
  WaySqlStatement *add = self->statements[ADD_LOT];
  gint64 product_row;
  WayHash id;

  way_thing_get_id (&product, &id);
  if (!get_thing_row (self, &id, &product, &product_row, error))
    return FALSE;
  way_sql_bind_integer (add, 1, row);
  way_sql_bind_integer (add, 2, product_row);
  return way_sql_run (add, error);
}

static gboolean
add_thing (WayIndexWriter *self,
           const WayHash *id,
           const WayThing *thing,
           gint64 *out_row,
           GError **error)
{
  g_autoptr (GBytes) encoded = way_schema_encode (&way_thing_schema, thing);
  WaySqlStatement *add = self->statements[ADD_THING];

  way_sql_bind_integer (add, 1, way_sql_key8 (id));
  way_sql_bind_bytes (add, 2, way_slice_from_bytes (encoded));
  if (!way_sql_run (add, error))
    return FALSE;
  *out_row = way_sql_get_last_row (self->sql);
  if (thing->kind == WAY_THING_LOT)
    return add_lot (self, thing, *out_row, error);
  return add_by_kind (self, thing, *out_row, error);
}

/* @thing: (nullable): NULL finds only. @out_row: 0 where it is not there and @thing is NULL. */
static gboolean
get_thing_row (WayIndexWriter *self,
               const WayHash *id,
               const WayThing *thing,
               gint64 *out_row,
               GError **error)
{
  const gint64 *known = g_hash_table_lookup (self->thing_rows, id);

  if (known != NULL)
    {
      *out_row = *known;
      return TRUE;
    }
  if (!way_index_find_row (self->statements[FIND_THING], id, TRUE, out_row, error))
    return FALSE;
  if (*out_row == 0 && thing != NULL && !add_thing (self, id, thing, out_row, error))
    return FALSE;
  if (*out_row != 0)
    remember_row (self->thing_rows, id, *out_row);
  return TRUE;
}

/* The row of a thing that has one for certain: where only one has the first bytes of its
 * identifier, it is that, and its index alone need be read. */
static gboolean
get_old_thing_row (WayIndexWriter *self,
                   const WayHash *id,
                   gint64 *out_row,
                   GError **error)
{
  const gint64 *known = g_hash_table_lookup (self->thing_rows, id);
  WaySqlStatement *guess = self->statements[GUESS_THING];
  guint n_rows = 0;
  WaySqlStep step;

  if (known != NULL)
    {
      *out_row = *known;
      return TRUE;
    }
  way_sql_bind_integer (guess, 1, way_sql_key8 (id));
  for (; (step = way_sql_step (guess, error)) == WAY_SQL_ROW; n_rows++)
    *out_row = way_sql_get_integer (guess, 0);
  way_sql_reset (guess);
  if (step == WAY_SQL_FAILED)
    return FALSE;
  if (n_rows != 1)
    return get_thing_row (self, id, NULL, out_row, error);
  remember_row (self->thing_rows, id, *out_row);
  return TRUE;
}

/* ---- The hook ------------------------------------------------------------------------- */

/* An event that was held back goes to its timeline's last run. */
static gboolean
move_event (gpointer data, const guint8 *held, GError **error)
{
  WayIndexWriter *self = data;
  WaySqlStatement *add = self->statements[ADD_EVENT];
  guint64 sequence = way_get_be64 (held + WAY_INDEX_HELD_PREFIX);

  way_sql_bind_integer (add, 1, (gint64) way_get_be64 (held));
  way_sql_bind_integer (add, 2, held[8]);
  way_sql_bind_integer (add, 3, (gint64) (sequence / WAY_INDEX_RUN));
  way_sql_bind_bytes (
      add, 4, WAY_SLICE_INIT (held + WAY_INDEX_HELD_PREFIX + 8, WAY_INDEX_EVENT_SIZE));
  return way_sql_run (add, error);
}

static gboolean
on_event (gpointer data, const WayHookEvent *event, GError **error)
{
  WayIndexWriter *self = data;
  guint8 held[WAY_INDEX_HELD_SIZE];
  gint64 row;

  if (!(event->sequence > 0
            ? get_old_thing_row (self, &event->thing_id, &row, error)
            : get_thing_row (self, &event->thing_id, event->thing, &row, error)))
    return FALSE;
  if (row == 0)
    return way_error_set (error, WAY_RESULT_INTERNAL,
                          "the index does not know a thing of which something is told");
  way_put_be64 (held, (guint64) row);
  held[8] = event->is_note != FALSE;
  way_put_be64 (held + WAY_INDEX_HELD_PREFIX, event->sequence);
  way_put_be64 (held + WAY_INDEX_HELD_PREFIX + 8, event->log_index);
  way_put_be32 (held + WAY_INDEX_HELD_PREFIX + 16, event->action_index);
  return way_row_buffer_add (self->events, held, error);
}

static gboolean
bind_account (WayIndexWriter *self,
              WaySqlStatement *statement,
              guint position,
              const WayHash *account,
              gboolean is_present,
              GError **error)
{
  gint64 row;

  if (!is_present)
    {
      way_sql_bind_null (statement, position);
      return TRUE;
    }
  if (!get_account_row (self, account, &row, error))
    return FALSE;
  way_sql_bind_integer (statement, position, row);
  return TRUE;
}

static gboolean
on_head (gpointer data,
         const WayHash *thing_id,
         const WayThing *thing,
         const WayHead *head,
         GError **error)
{
  WayIndexWriter *self = data;
  WaySqlStatement *set = self->statements[SET_THING];
  gint64 row;

  if (head->kind == WAY_THING_PRODUCT || head->kind == WAY_THING_LOT)
    return TRUE; /* nobody's hands */
  if (!get_thing_row (self, thing_id, thing, &row, error))
    return FALSE;
  if (row == 0)
    return way_error_set (error, WAY_RESULT_INTERNAL,
                          "the index does not know a thing of which something is told");
  way_sql_bind_integer (set, 1, row);
  way_sql_bind_integer (set, 2, (gint64) head->status);
  if (!bind_account (self, set, 3, &head->custodian, way_record_has (head, 5), error)
      || !bind_account (self, set, 4, &head->owner, way_record_has (head, 6), error))
    return FALSE;
  return way_sql_run (set, error);
}

static gboolean
on_shipment (gpointer data,
             const WayHash *shipment_id,
             const WayShipmentState *shipment,
             GError **error)
{
  /* Its state is read from the state map; the row is made by the statement that shipped. */
  return TRUE;
}

static gboolean
on_loose (gpointer data,
          const WayHash *lot_id,
          const WayHash *account,
          guint64 quantity,
          GError **error)
{
  WayIndexWriter *self = data;
  WaySqlStatement *set = self->statements[quantity > 0 ? SET_LOOSE : DROP_LOOSE];
  gint64 account_row, lot_row;

  if (!get_account_row (self, account, &account_row, error)
      || !get_thing_row (self, lot_id, NULL, &lot_row, error))
    return FALSE;
  if (lot_row == 0)
    return way_error_set (error, WAY_RESULT_INTERNAL,
                          "the index does not know a lot of which pieces move");
  way_sql_bind_integer (set, 1, account_row);
  way_sql_bind_integer (set, 2, lot_row);
  if (quantity > 0)
    way_sql_bind_integer (set, 3, (gint64) quantity);
  return way_sql_run (set, error);
}

/* ---- What single acts add ---------------------------------------------------------------- */

static void
append_texts (GString *text, const WayRecords *texts_)
{
  const WayLangText *items = texts_->items;

  for (gsize i = 0; i < texts_->n; i++)
    way_index_text_append (text, items[i].text);
}

static gboolean
index_product_text (WayIndexWriter *self,
                    const WayHash *account,
                    WaySlice gtin,
                    const WayProduct *product,
                    GError **error)
{
  WayThing thing = way_thing_product (account, gtin);
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 row;
  WayHash id;

  way_thing_get_id (&thing, &id);
  if (!get_thing_row (self, &id, &thing, &row, error))
    return FALSE;
  way_index_text_append (text, product->brand);
  way_index_text_append (text, gtin);
  append_texts (text, &product->names);
  append_texts (text, &product->descriptions);
  append_texts (text, &product->materials);
  way_sql_bind_integer (self->statements[DROP_TEXT], 1, row);
  way_sql_bind_integer (self->statements[ADD_TEXT], 1, row);
  way_sql_bind_text (self->statements[ADD_TEXT], 2,
                     WAY_SLICE_INIT (text->str, text->len));
  return way_sql_run (self->statements[DROP_TEXT], error)
         && way_sql_run (self->statements[ADD_TEXT], error);
}

static gboolean
index_shipment (WayIndexWriter *self,
                const WayHookStatement *hooked,
                guint action_index,
                const WayShip *ship,
                GError **error)
{
  WaySqlStatement *add = self->statements[ADD_SHIPMENT];
  WayHash id;

  way_shipment_get_id (&hooked->statement->id, action_index, &id);
  way_sql_bind_integer (add, 1, way_sql_key8 (&id));
  way_sql_bind_bytes (add, 2, way_slice_from_hash (&id));
  if (!bind_account (self, add, 3, &hooked->statement->payload.account, TRUE, error)
      || !bind_account (self, add, 4, &ship->receiver, TRUE, error))
    return FALSE;
  way_sql_bind_integer (add, 5, (gint64) hooked->log_index);
  way_sql_bind_integer (add, 6, action_index);
  return way_sql_run (add, error);
}

/* Somebody's EPCIS event, by its hash: so that who imports it can tell that it is there. */
static gboolean
index_observed (WayIndexWriter *self,
                const WayHookStatement *hooked,
                const WayObserve *observe,
                GError **error)
{
  WaySqlStatement *add = self->statements[ADD_OBSERVED];

  if (!way_record_has (observe, 3))
    return TRUE;
  if (!bind_account (self, add, 1, &hooked->statement->payload.account, TRUE, error))
    return FALSE;
  way_sql_bind_integer (add, 2, way_sql_key8 (&observe->epcis_hash));
  way_sql_bind_integer (add, 3, (gint64) hooked->log_index);
  way_sql_bind_bytes (add, 4, way_slice_from_hash (&observe->epcis_hash));
  return way_sql_run (add, error);
}

static gboolean
index_action (WayIndexWriter *self,
              const WayHookStatement *hooked,
              guint i,
              GError **error)
{
  const WayAction *action = &hooked->statement->payload.actions[i];
  const WayHash *account = &hooked->statement->payload.account;
  WaySqlStatement *add_recall = self->statements[ADD_RECALL];

  if (action->kind == WAY_ACTION_PRODUCT_REGISTER)
    {
      const WayProductRegister *body = action->body;
      return index_product_text (self, account, body->gtin, &body->product, error);
    }
  if (action->kind == WAY_ACTION_PRODUCT_UPDATE)
    {
      const WayProductUpdate *body = action->body;
      return index_product_text (self, account, body->gtin, &body->product, error);
    }
  if (action->kind == WAY_ACTION_SHIP)
    return index_shipment (self, hooked, i, action->body, error);
  if (action->kind == WAY_ACTION_OBSERVE)
    return index_observed (self, hooked, action->body, error);
  if (action->kind == WAY_ACTION_RECALL || action->kind == WAY_ACTION_RECALL_END)
    {
      way_sql_bind_integer (add_recall, 1, (gint64) hooked->log_index);
      way_sql_bind_integer (add_recall, 2, i);
      return way_sql_run (add_recall, error);
    }
  return TRUE;
}

static gboolean
on_statement (gpointer data, const WayHookStatement *hooked, GError **error)
{
  WayIndexWriter *self = data;

  if (hooked->result != WAY_RESULT_OK)
    return TRUE;
  for (gsize i = 0; i < hooked->statement->payload.n_actions; i++)
    if (!index_action (self, hooked, (guint) i, error))
      return FALSE;
  return TRUE;
}

static void
on_rollback (gpointer data)
{
  WayIndexWriter *self = data;

  g_hash_table_remove_all (self->account_rows);
  g_hash_table_remove_all (self->thing_rows);
}

static const WayIndexHookInterface hook_interface = {
  .statement = on_statement,
  .event = on_event,
  .head = on_head,
  .shipment = on_shipment,
  .loose = on_loose,
  .rollback = on_rollback,
};

WayIndexHook
way_index_writer_get_hook (WayIndexWriter *self)
{
  return (WayIndexHook) { .interface = &hook_interface, .self = self };
}

/* ---- Tables ---------------------------------------------------------------------------------- */

static gboolean
read_version (WaySql *sql, gint64 *out_version, GError **error)
{
  g_autoptr (WaySqlStatement) read = NULL;
  gboolean found;

  if (!way_sql_execute (
          sql, "CREATE TABLE IF NOT EXISTS index_version (version INTEGER NOT NULL)",
          error))
    return FALSE;
  read = way_sql_prepare (sql, "SELECT version FROM index_version", error);
  if (read == NULL || !way_sql_find (read, &found, error))
    return FALSE;
  *out_version = found ? way_sql_get_integer (read, 0) : 0;
  return TRUE;
}

static gboolean
write_version (WaySql *sql, GError **error)
{
  g_autoptr (WaySqlStatement) write =
      way_sql_prepare (sql, "INSERT INTO index_version (version) VALUES (?1)", error);

  if (write == NULL)
    return FALSE;
  way_sql_bind_integer (write, 1, WAY_INDEX_VERSION);
  return way_sql_run (write, error);
}

static gboolean
make_tables (WaySql *sql, gboolean *out_needs_rebuild, GError **error)
{
  gint64 version;

  if (!read_version (sql, &version, error))
    return FALSE;
  *out_needs_rebuild = version != WAY_INDEX_VERSION;
  if (version == WAY_INDEX_VERSION)
    return TRUE;
  return way_sql_execute (sql, "SAVEPOINT make_index", error)
         && way_sql_execute (sql, WAY_INDEX_DROP, error)
         && way_sql_execute (sql, WAY_INDEX_SCHEMA, error) && write_version (sql, error)
         && way_sql_execute (sql, "RELEASE make_index", error);
}

WayIndexWriter *
way_index_writer_new (WaySql *sql, gboolean *out_needs_rebuild, GError **error)
{
  g_autoptr (WayIndexWriter) self = g_new0 (WayIndexWriter, 1);
  const WayRowBufferInfo events = { .name = WAY_INDEX_HELD_EVENTS,
                                    .row_size = WAY_INDEX_HELD_SIZE,
                                    .max_rows = WAY_INDEX_MAX_HELD,
                                    .move = move_event,
                                    .data = self };

  self->sql = sql;
  self->account_rows =
      g_hash_table_new_full (way_hash_to_uint, way_hash_keys_equal, g_free, g_free);
  self->thing_rows =
      g_hash_table_new_full (way_hash_to_uint, way_hash_keys_equal, g_free, g_free);
  if (!make_tables (sql, out_needs_rebuild, error))
    return NULL;
  for (gsize i = 0; i < N_STATEMENTS; i++)
    {
      self->statements[i] = way_sql_prepare (sql, texts[i], error);
      if (self->statements[i] == NULL)
        return NULL;
    }
  self->events = way_row_buffer_new (sql, &events, error);
  if (self->events == NULL
      || (*out_needs_rebuild && !way_row_buffer_drop (self->events, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
way_index_writer_free (WayIndexWriter *self)
{
  if (self == NULL)
    return;
  way_row_buffer_free (self->events);
  for (gsize i = 0; i < N_STATEMENTS; i++)
    way_sql_statement_free (self->statements[i]);
  g_hash_table_unref (self->account_rows);
  g_hash_table_unref (self->thing_rows);
  g_free (self);
}
