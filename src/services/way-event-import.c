/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-event-import.h"

#include <glib/gi18n-lib.h>

#include "way-blob.h"
#include "way-epcis-hash.h"
#include "way-epcis-import.h"
#include "way-found-item.h"
#include "way-observed-events.h"

/* Actions of one statement; each has at most 100 things. */
#define BATCH       32
#define ARENA_LIMIT ((gsize) 64 * 1024 * 1024)

/* One event on its way into a statement. */
typedef struct
{
  char *path;
  WayHash hash;
  char *hash_uri; /* (nullable): where the event has a hash */
  GError *error;
  gboolean is_left_out;
  WayEpcisObserves records;
  gsize n_things;
  gboolean is_withdrawn; /* with an error declaration */
  gboolean is_known;     /* this account brought all of it in before */
  WayHash statement;     /* where it stands */
  int twin; /* the row of the same event before this one in the batch, else -1 */
} Row;

typedef struct
{
  WayHome *home;
  const WaySigning *how;
  const char *lot;
  WayEpcisDocument *document;
  WayEpcisHasher *hasher;
  WayEpcisImport import;
  WayImportedFunc imported;
  gpointer data;
  GCancellable *cancellable;
  WayImportSummary *summary;
  GHashTable *accounts; /* code without serial -> WayHash: whose things they are */
  GError *broken;       /* what kept the ledger from being asked */
  Row rows[BATCH];
  gsize n_rows;
  gsize n_actions;
  GError *stopped; /* (nullable): why nothing more is sent */
  WayArena arena;  /* what the rows borrow */
} Importing;

/* ---- Things ------------------------------------------------------------------------------- */

static void
code_from_thing (const WayThing *thing, WayGs1Code *out_code)
{
  *out_code = (WayGs1Code) { .kind = thing->kind == WAY_THING_CONTAINER
                                         ? WAY_GS1_CODE_CONTAINER
                                         : WAY_GS1_CODE_PRODUCT };
  memcpy (out_code->gtin14, thing->gtin.data, MIN (thing->gtin.len, 14));
  memcpy (out_code->lot, thing->lot.data, MIN (thing->lot.len, 20));
  memcpy (out_code->sscc, thing->sscc.data, MIN (thing->sscc.len, 18));
}

/* Whose a thing is: as the ledger has it, else the importer's own name for it. Asked once for each lot and case. */
static const WayHash *
find_account (Importing *self, const WayGs1Code *code, GError **error)
{
  g_autoptr (WayGs1Elements) elements = way_gs1_code_to_elements (code, error);
  g_autofree char *text = NULL;
  g_autoptr (WayFoundItem) found = NULL;
  WayItemFinder finder = { self->home, self->how->network, self->how->identity, NULL };
  WayHash *account;

  if (elements == NULL)
    return NULL;
  text = way_gs1_to_bracketed (elements);
  account = g_hash_table_lookup (self->accounts, text);
  if (account != NULL)
    return account;
  found = way_item_find (&finder, text,
                         WAY_ITEM_MAY_BE_NEW | WAY_ITEM_MAY_BE_PRODUCT
                             | WAY_ITEM_MAY_BE_UNKNOWN,
                         self->cancellable, error);
  if (found == NULL)
    return NULL;
  account = g_memdup2 (&found->item.thing.account, sizeof *account);
  g_hash_table_insert (self->accounts, g_steal_pointer (&text), account);
  return account;
}

/* A serial number without a lot is not followed on the ledger: it counts as its product, unless the importer names the lot. */
static gboolean
resolve (gpointer data, WayThing *thing)
{
  Importing *self = data;
  const WayHash *account;
  WayGs1Code code;

  if (thing->kind == WAY_THING_UNIT && thing->lot.len == 0)
    *thing = self->lot != NULL
                 ? way_thing_unit (&thing->account, thing->gtin,
                                   way_slice_from_string (self->lot), thing->serial)
                 : way_thing_product (&thing->account, thing->gtin);
  code_from_thing (thing, &code);
  account = self->broken == NULL ? find_account (self, &code, &self->broken) : NULL;
  if (account != NULL)
    thing->account = *account;
  return account != NULL;
}

/* Where the node or this computer fails, not the event: nothing more is tried. */
static void
stop_where_undecided (Importing *self, const GError *cause)
{
  if (!way_signer_is_undecided (cause))
    return;
  self->stopped = g_error_copy (cause);
  self->summary->stopped = way_result_from_error (cause);
}

static gsize
count_things (const Row *row)
{
  gsize n = 0;

  for (gsize i = 0; i < row->records.n; i++)
    n += row->records.items[i].things.n;
  return n;
}

static void
fill_row (Importing *self, yyjson_val *json, Row *row)
{
  if (!way_epcis_hasher_hash (self->hasher, json, &row->hash, &row->error))
    return;
  row->hash_uri = way_epcis_hash_to_uri (&row->hash);
  if (!way_epcis_import_event (&self->import, json, row->path, &row->hash, &self->arena,
                               &row->records, &row->error))
    return;
  row->n_things = count_things (row);
  row->is_withdrawn = row->records.n > 0
                      && way_epcis_import_is_withdrawn (&row->records.items[0]);
  if (self->broken != NULL)
    {
      stop_where_undecided (self, self->broken);
      row->error = g_steal_pointer (&self->broken);
    }
  else if (row->records.n == 0)
    way_error_format (&row->error, WAY_RESULT_UNSUPPORTED,
                      "The event names no product, lot, item or case");
}

/* ---- Batches -------------------------------------------------------------------------------------- */

static gboolean
report (Importing *self, const Row *row)
{
  WayImportedEvent event = { .path = row->path,
                             .hash_uri = row->hash_uri,
                             .n_things = row->n_things,
                             .statement = row->statement,
                             .error = row->error,
                             .is_known = row->is_known,
                             .is_left_out = row->is_left_out };

  if (row->is_known)
    self->summary->n_known++;
  else if (row->error == NULL)
    self->summary->n_imported++;
  else
    self->summary->n_failed++;
  return self->imported (self->data, &event);
}

/* Whether something of the row is to be sent. */
static gboolean
is_new (const Row *row)
{
  return row->error == NULL && !row->is_known && row->twin < 0;
}

/* The actions of rows @from to @to in one statement. */
static gboolean
submit (Importing *self, gsize from, gsize to, WayHash *out_id, GError **error)
{
  g_autoptr (GArray) actions = g_array_new (FALSE, FALSE, sizeof (WayAction));
  WaySigning signing = *self->how;
  WaySigned signed_ = { 0 };
  GError *cause = NULL;

  for (gsize i = from; i < to; i++)
    for (gsize j = 0; is_new (&self->rows[i]) && j < self->rows[i].records.n; j++)
      {
        WayAction action = { WAY_ACTION_OBSERVE, &self->rows[i].records.items[j] };

        g_array_append_val (actions, action);
      }
  /* an event of more things than fit takes several statements */
  for (guint i = 0; i < actions->len; i += BATCH)
    {
      signing.actions = &g_array_index (actions, WayAction, i);
      signing.n_actions = MIN (actions->len - i, BATCH);
      if (!way_signer_submit (self->home, &signing, self->cancellable, &signed_, &cause))
        break;
    }
  *out_id = signed_.id;
  if (cause == NULL)
    return TRUE;
  self->summary->last = signed_.id;
  stop_where_undecided (self, cause);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static void
leave_out (Row *row)
{
  row->is_left_out = TRUE;
  way_error_format (&row->error, WAY_RESULT_CANCELLED,
                    "Left out after what failed before it");
}

/* Each event of a batch alone. */
static void
send_each (Importing *self)
{
  for (gsize i = 0; i < self->n_rows; i++)
    {
      Row *row = &self->rows[i];

      if (!is_new (row))
        continue;
      if (self->stopped != NULL)
        leave_out (row);
      else
        submit (self, i, i + 1, &row->statement, &row->error);
    }
}

/* All of a batch in one statement; where that is refused, each event alone, so that a bad one spoils no other. What may still
 * arrive is not signed again: it would be there twice. */
static void
send_rows (Importing *self)
{
  g_autoptr (GError) cause = NULL;
  WayHash id = { 0 };

  if (self->stopped == NULL && submit (self, 0, self->n_rows, &id, &cause))
    {
      for (gsize i = 0; i < self->n_rows; i++)
        if (is_new (&self->rows[i]))
          self->rows[i].statement = id;
      return;
    }
  for (gsize i = 0; cause != NULL && self->stopped != NULL && i < self->n_rows; i++)
    if (is_new (&self->rows[i]))
      self->rows[i].error = g_error_copy (cause);
  send_each (self);
}

/* ---- What is there already ------------------------------------------------------------------------ */

static gboolean
is_same_event (const Row *a, const Row *b)
{
  return way_hash_equal (&a->hash, &b->hash) && a->is_withdrawn == b->is_withdrawn;
}

/* The row of the same event before row @i, or -1. */
static int
find_twin (const Importing *self, gsize i)
{
  for (gsize j = 0; j < i; j++)
    if (self->rows[j].error == NULL && is_same_event (&self->rows[j], &self->rows[i]))
      return (int) j;
  return -1;
}

/* Events that this account observed before, and those that stand twice in the document, are not said again. */
static gboolean
take_out_known (Importing *self, GError **error)
{
  g_autoptr (WayObservedEvents) observed = NULL;
  WayHash hashes[BATCH];
  gsize n = 0;

  for (gsize i = 0; i < self->n_rows; i++)
    if (self->rows[i].error == NULL)
      hashes[n++] = self->rows[i].hash;
  if (n == 0)
    return TRUE;
  observed = way_observed_events_ask (self->home, self->how, hashes, n, self->cancellable,
                                      error);
  if (observed == NULL)
    return FALSE;
  for (gsize i = 0; i < self->n_rows; i++)
    {
      Row *row = &self->rows[i];

      row->twin = row->error == NULL ? find_twin (self, i) : -1;
      row->is_known =
          row->error == NULL
          && way_observed_events_take_out (observed, &row->records, &row->statement)
          && row->records.n == 0;
      if (row->twin >= 0)
        row->records.n = 0;
    }
  return TRUE;
}

/* What happened to the same event before happened to its twin. */
static void
settle_twins (Importing *self)
{
  for (gsize i = 0; i < self->n_rows; i++)
    {
      Row *row = &self->rows[i];
      const Row *twin = row->twin >= 0 ? &self->rows[row->twin] : NULL;

      if (twin == NULL || row->is_known)
        continue;
      row->is_left_out = twin->is_left_out;
      row->is_known = twin->error == NULL;
      row->statement = twin->statement;
      row->error = twin->error != NULL ? g_error_copy (twin->error) : NULL;
    }
}

static void
send_new (Importing *self)
{
  g_autoptr (GError) cause = NULL;

  if (self->stopped == NULL && !take_out_known (self, &cause))
    {
      /* without knowing what is there, nothing is sent */
      Row *row = self->rows;

      self->stopped = g_error_copy (cause);
      self->summary->stopped = way_result_from_error (cause);
      while (row->error != NULL)
        row++;
      row->error = g_steal_pointer (&cause);
    }
  send_rows (self);
  settle_twins (self);
}

static gboolean
flush (Importing *self)
{
  gboolean goes_on = TRUE;

  send_new (self);
  for (gsize i = 0; i < self->n_rows; i++)
    {
      Row *row = &self->rows[i];

      goes_on = goes_on && report (self, row);
      g_clear_pointer (&row->path, g_free);
      g_clear_pointer (&row->hash_uri, g_free);
      g_clear_error (&row->error);
      *row = (Row) { .twin = -1 };
    }
  self->n_rows = self->n_actions = 0;
  way_arena_reset (&self->arena);
  return goes_on;
}

static gboolean
import_events (Importing *self, GError **error)
{
  WayEpcisIter iter;
  yyjson_val *json;
  gboolean goes_on = TRUE;

  way_epcis_iter_init (&iter, self->document);
  while (goes_on && (json = way_epcis_iter_next (&iter)) != NULL)
    {
      Row *row = &self->rows[self->n_rows++];

      row->twin = -1;
      row->path = way_epcis_document_dup_event_path (self->document, iter.index);
      if (self->stopped == NULL)
        fill_row (self, json, row);
      self->n_actions += row->records.n;
      if (self->n_rows == BATCH || self->n_actions >= BATCH)
        goes_on = flush (self);
    }
  goes_on = goes_on && flush (self);
  return goes_on || way_error_set (error, WAY_RESULT_CANCELLED, NULL);
}

gboolean
way_event_import_file (WayHome *home,
                       const WaySigning *how,
                       const char *path,
                       const char *lot,
                       WayImportedFunc imported,
                       gpointer data,
                       GCancellable *cancellable,
                       WayImportSummary *out_summary,
                       GError **error)
{
  g_autoptr (GBytes) blob = way_blob_read_file (path, NULL, error);
  g_autoptr (WayEpcisDocument) document = NULL;
  g_autoptr (WayEpcisHasher) hasher = NULL;
  g_autoptr (GHashTable)
      accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree Importing *self = g_new0 (Importing, 1);
  gboolean done;

  *out_summary = (WayImportSummary) { 0 };
  if (blob == NULL)
    return FALSE;
  document = way_epcis_document_read (way_slice_from_bytes (blob), 0, error);
  if (document == NULL
      || !way_blob_put (home, how->network, blob, &out_summary->document, cancellable,
                        error))
    return FALSE;
  hasher = way_epcis_hasher_new (document);
  *self = (Importing) { .home = home,
                        .how = how,
                        .lot = lot,
                        .document = document,
                        .hasher = hasher,
                        .imported = imported,
                        .data = data,
                        .cancellable = cancellable,
                        .summary = out_summary,
                        .accounts = accounts };
  self->import = (WayEpcisImport) { .document = out_summary->document,
                                    .size = g_bytes_get_size (blob),
                                    .resolve = resolve,
                                    .data = self };
  way_arena_init (&self->arena, ARENA_LIMIT);
  done = import_events (self, error);
  g_clear_error (&self->stopped);
  way_arena_clear (&self->arena);
  return done;
}
