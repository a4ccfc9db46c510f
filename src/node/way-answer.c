/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-answer.h"

#include "way-hash.h"
#include "way-state-key.h"

#define ARENA_LIMIT ((gsize) 64 * 1024 * 1024)
#define MAX_NOTES   64
#define MAX_DEPTH   8

void
way_answer_init (WayAnswer *self,
                 WayNode *node,
                 WayView *view,
                 const WayQuestion *question)
{
  *self = (WayAnswer) { .node = node, .view = view, .question = *question };
  way_arena_init (&self->arena, ARENA_LIMIT);
  self->timelines = g_array_new (FALSE, FALSE, sizeof (WayTimeline));
  self->thing_ids = g_hash_table_new (way_hash_to_uint, way_hash_keys_equal);
  self->added = g_hash_table_new (NULL, NULL);
  self->log = g_array_new (FALSE, FALSE, sizeof (WayProvenLog *));
  self->state = g_array_new (FALSE, FALSE, sizeof (const WayStateEntry *));
  self->lots = g_array_new (FALSE, FALSE, sizeof (WayLotAnswer));
  way_proof_cache_begin (&view->proofs);
}

void
way_answer_clear (WayAnswer *self)
{
  if (self->node == NULL)
    return; /* never begun */
  g_array_unref (self->timelines);
  g_hash_table_unref (self->thing_ids);
  g_hash_table_unref (self->added);
  g_array_unref (self->log);
  g_array_unref (self->state);
  g_array_unref (self->lots);
  way_arena_clear (&self->arena);
}

static gpointer
keep (WayAnswer *self, gconstpointer data, gsize len, GError **error)
{
  gpointer copy = way_arena_copy (&self->arena, data, len);

  if (copy == NULL)
    way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
  return copy;
}

/* ---- State ----------------------------------------------------------------------------- */

gboolean
way_answer_add_state (WayAnswer *self, const WayStateKey *key, GError **error)
{
  const WayStateEntry *entry = way_proof_cache_get_state (
      &self->view->proofs, way_state_key_get_slice (key), error);

  if (entry == NULL)
    return FALSE;
  if (g_hash_table_add (self->added, (gpointer) entry))
    g_array_append_val (self->state, entry);
  return TRUE;
}

/* The value of @key, decoded. @out_found FALSE: absent. */
static gboolean
read_state (WayAnswer *self,
            const WayStateKey *key,
            const WaySchema *schema,
            gpointer record,
            gboolean *out_found,
            GError **error)
{
  const WayStateEntry *entry = way_proof_cache_get_state (
      &self->view->proofs, way_state_key_get_slice (key), error);

  memset (record, 0, schema->size);
  if (entry == NULL)
    return FALSE;
  *out_found = way_record_has (entry, 2);
  if (*out_found
      && way_schema_decode (schema, entry->value, &self->arena, record) != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a state value");
  return TRUE;
}

gboolean
way_answer_add_account (WayAnswer *self, const WayHash *account, GError **error)
{
  WayStateKey account_key = way_state_key_account (account);
  WayStateKey profile_key = way_state_key_profile (account);

  return way_answer_add_state (self, &account_key, error)
         && way_answer_add_state (self, &profile_key, error);
}

/* ---- Log ---------------------------------------------------------------------------------- */

/* Whether it is signed as the entry that was added before it, as mostly: nothing is to be added then. */
static gboolean
has_signer_of_last (const WayAnswer *self, const WayProvenLog *proven)
{
  const WayProvenLog *last =
      self->log->len > 0 ? g_array_index (self->log, WayProvenLog *, self->log->len - 1)
                         : NULL;

  return last != NULL && way_hash_equal (&last->peek.key_id, &proven->peek.key_id)
         && way_hash_equal (&last->peek.account, &proven->peek.account);
}

WayProvenLog *
way_answer_add_log (WayAnswer *self, guint64 log_index, GError **error)
{
  WayProvenLog *proven = way_proof_cache_get_log (&self->view->proofs, log_index, error);
  gboolean has_signer;
  WayStateKey key;

  if (proven == NULL || !g_hash_table_add (self->added, proven))
    return proven;
  has_signer = has_signer_of_last (self, proven);
  g_array_append_val (self->log, proven);
  if (has_signer)
    return proven;
  key = way_state_key_key (&proven->peek.key_id);
  if (!way_answer_add_state (self, &key, error)
      || !way_answer_add_account (self, &proven->peek.account, error))
    return NULL;
  return proven;
}

/* ---- Things ---------------------------------------------------------------------------------- */

static gboolean
add_thing (WayAnswer *self,
           const WayThing *thing,
           WayAnswerDepth depth,
           guint level,
           GError **error);

static gboolean
add_events (WayAnswer *self,
            gint64 row,
            gboolean notes,
            WayRecords *out_refs,
            GError **error)
{
  gsize max = notes ? MAX_NOTES : WAY_API_MAX_EVENTS;
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (WayIndexEvent));
  WayEventRef *refs;

  if (row != 0
      && !way_index_list_events (self->view->index, row, notes, 0, max + 1, events,
                                 error))
    return FALSE;
  if (events->len > max || self->log->len + events->len > WAY_API_MAX_EVENTS)
    {
      self->is_cut = TRUE;
      out_refs->n = G_MAXSIZE; /* not listed: says nothing */
      return TRUE;
    }
  refs = way_arena_alloc (&self->arena, MAX (events->len, 1) * sizeof *refs);
  if (refs == NULL)
    return way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
  for (guint i = 0; i < events->len; i++)
    {
      const WayIndexEvent *event = &g_array_index (events, WayIndexEvent, i);

      refs[i].log_index = event->log_index;
      refs[i].action_index = event->action_index;
      if (way_answer_add_log (self, event->log_index, error) == NULL)
        return FALSE;
    }
  *out_refs = (WayRecords) { refs, events->len };
  return TRUE;
}

static gboolean
add_keys_of_thing (WayAnswer *self,
                   const WayThing *thing,
                   const WayHash *id,
                   GError **error)
{
  WayStateKey keys[6];
  gsize n = 0;

  keys[n++] = way_state_key_head (id);
  keys[n++] = way_state_key_notes (id);
  if (thing->kind != WAY_THING_CONTAINER)
    keys[n++] = way_state_key_recall (id);
  if (thing->kind == WAY_THING_LOT)
    keys[n++] = way_state_key_lot (id);
  if (thing->kind == WAY_THING_PRODUCT)
    keys[n++] = way_state_key_listing (id);
  for (gsize i = 0; i < n; i++)
    if (!way_answer_add_state (self, &keys[i], error))
      return FALSE;
  return way_answer_add_account (self, &thing->account, error);
}

static gboolean
add_thing_by_id (WayAnswer *self,
                 const WayHash *id,
                 WayAnswerDepth depth,
                 guint level,
                 GError **error)
{
  gboolean found = FALSE;
  WayIndexThing row;
  gint64 row_id;
  guint8 *kept;
  WayThing *thing;

  if (!way_index_find_thing (self->view->index, id, &row_id, error)
      || (row_id != 0
          && !way_index_get_thing (self->view->index, row_id, &row, &found, error)))
    return FALSE;
  if (!found)
    return TRUE;
  kept = keep (self, g_bytes_get_data (row.bytes, NULL), g_bytes_get_size (row.bytes),
               error);
  thing = way_arena_alloc (&self->arena, sizeof *thing);
  if (kept != NULL && thing != NULL)
    way_schema_decode (&way_thing_schema,
                       WAY_SLICE_INIT (kept, g_bytes_get_size (row.bytes)), &self->arena,
                       thing);
  way_index_thing_clear (&row);
  if (kept == NULL || thing == NULL)
    return error == NULL || *error != NULL
               ? FALSE
               : way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
  return add_thing (self, thing, depth, level, error);
}

/* Containers that the event put the thing into; inputs that the event made it of. */
static gboolean
add_origins_of_action (WayAnswer *self,
                       const WayThing *thing,
                       const WayAction *action,
                       WayAnswerDepth depth,
                       guint level,
                       GError **error)
{
  const WayPack *pack = action->body;
  const WayTransform *transform = action->body;
  const WayItem *inputs;

  if (action->kind == WAY_ACTION_PACK && !way_thing_equal (&pack->container, thing))
    return add_thing (self, &pack->container, depth, level + 1, error);
  if (action->kind != WAY_ACTION_TRANSFORM || thing->kind != WAY_THING_LOT)
    return TRUE;
  inputs = transform->inputs.items;
  for (gsize i = 0; i < transform->inputs.n; i++)
    {
      WayThing *lot = way_arena_alloc (&self->arena, sizeof *lot);

      if (lot == NULL)
        return way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
      *lot = way_thing_lot (&inputs[i].thing.account, inputs[i].thing.gtin,
                            inputs[i].thing.lot);
      if (!add_thing (self, lot, depth, level + 1, error))
        return FALSE;
      if (inputs[i].thing.kind == WAY_THING_UNIT
          && !add_thing (self, &inputs[i].thing, depth, level + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_origins (WayAnswer *self,
             const WayThing *thing,
             const WayHash *id,
             const WayRecords *refs,
             WayAnswerDepth depth,
             guint level,
             GError **error)
{
  const WayEventRef *events = refs->items;
  WayStateKey key = way_state_key_head (id);
  gboolean found;
  WayHead head;

  if (!read_state (self, &key, &way_head_schema, &head, &found, error))
    return FALSE;
  /* who owns it now need not have signed anything of it */
  if (found && way_record_has (&head, 6)
      && !way_answer_add_account (self, &head.owner, error))
    return FALSE;
  if (found && way_record_has (&head, 13)
      && !add_thing_by_id (self, &head.first_case, depth, level + 1, error))
    return FALSE;
  for (gsize i = 0; i < refs->n; i++)
    {
      static const guint64 kinds = G_GUINT64_CONSTANT (1) << WAY_ACTION_PACK
                                   | G_GUINT64_CONSTANT (1) << WAY_ACTION_TRANSFORM;
      WayProvenLog *proven = way_answer_add_log (self, events[i].log_index, error);
      const WayStatement *statement;

      if (proven == NULL)
        return FALSE;
      if ((proven->peek.kinds & kinds) == 0)
        continue;
      statement = way_proof_cache_get_statement (&self->view->proofs, proven, error);
      if (statement == NULL
          || !add_origins_of_action (self, thing,
                                     &statement->payload.actions[events[i].action_index],
                                     depth, level, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_thing (WayAnswer *self,
           const WayThing *thing,
           WayAnswerDepth depth,
           guint level,
           GError **error)
{
  WayTimeline timeline = { .thing = *thing };
  WayHash *id = way_arena_alloc (&self->arena, sizeof *id);
  gint64 row;

  if (id == NULL)
    return way_error_set (error, WAY_RESULT_TOO_LARGE, "the answer");
  way_thing_get_id (thing, id);
  if (g_hash_table_contains (self->thing_ids, id))
    return TRUE;
  if (level > MAX_DEPTH || g_hash_table_size (self->thing_ids) >= WAY_API_MAX_THINGS)
    {
      self->is_cut = TRUE;
      return TRUE;
    }
  g_hash_table_add (self->thing_ids, id);
  if (!add_keys_of_thing (self, thing, id, error)
      || !way_index_find_thing (self->view->index, id, &row, error)
      || !add_events (self, row, FALSE, &timeline.events, error))
    return FALSE;
  if (timeline.events.n != G_MAXSIZE)
    timeline.present |= 1 << 2;
  else
    timeline.events.n = 0;
  if (depth.with_notes)
    {
      if (!add_events (self, row, TRUE, &timeline.notes, error))
        return FALSE;
      if (timeline.notes.n != G_MAXSIZE)
        timeline.present |= 1 << 3;
      else
        timeline.notes.n = 0;
    }
  g_array_append_val (self->timelines, timeline);
  return !depth.with_origins
         || add_origins (self, thing, id, &timeline.events, depth, level, error);
}

gboolean
way_answer_add_thing (WayAnswer *self,
                      const WayThing *thing,
                      WayAnswerDepth depth,
                      GError **error)
{
  return add_thing (self, thing, depth, 0, error);
}

gboolean
way_answer_add_thing_by_id (WayAnswer *self,
                            const WayHash *id,
                            WayAnswerDepth depth,
                            GError **error)
{
  return add_thing_by_id (self, id, depth, 0, error);
}

gboolean
way_answer_add_serial (WayAnswer *self,
                       const WayThing *lot,
                       WaySlice serial,
                       WayHash *out_first_case,
                       gboolean *out_has_first_case,
                       GError **error)
{
  WayLotAnswer answer = { .lot = *lot, .serial = serial };
  g_autoptr (GError) local = NULL;
  const WayLotLeaf *leaves;
  gboolean found;
  WayLotState state;
  WayStateKey key;
  WayHash id;

  *out_has_first_case = FALSE;
  way_thing_get_id (lot, &id);
  key = way_state_key_lot (&id);
  if (!read_state (self, &key, &way_lot_state_schema, &state, &found, error))
    return FALSE;
  if (!found || !way_record_has (&state, 3))
    return TRUE;
  if (!way_leaf_store_find (self->node->leaves, &id, &state.root, serial, &self->arena,
                            &answer.leaves, &local))
    {
      if (way_result_from_error (local) != WAY_RESULT_NOT_FOUND)
        g_warning ("The leaf file of a lot can't be used: %s", local->message);
      answer.leaves = (WayRecords) { 0 };
    }
  leaves = answer.leaves.items;
  if (answer.leaves.n == 1 && way_record_has (&leaves[0].proof, 4))
    {
      *out_has_first_case = TRUE;
      *out_first_case = leaves[0].proof.first_case;
    }
  g_array_append_val (self->lots, answer);
  return TRUE;
}

/* ---- The bundle ---------------------------------------------------------------------------------- */

static int
compare_log (gconstpointer a, gconstpointer b)
{
  guint64 left = (*(WayProvenLog *const *) a)->entry.log_index,
          right = (*(WayProvenLog *const *) b)->entry.log_index;

  return (left > right) - (left < right);
}

static int
compare_state (gconstpointer a, gconstpointer b)
{
  return way_slice_compare ((*(const WayStateEntry *const *) a)->key,
                            (*(const WayStateEntry *const *) b)->key);
}

/* A little more than the bundle's size. */
static gsize
estimate_size (WayAnswer *self)
{
  gsize size = 4096 + self->timelines->len * 256 + self->lots->len * 1024;

  for (guint i = 0; i < self->log->len; i++)
    {
      const WayLogEntry *entry = &g_array_index (self->log, WayProvenLog *, i)->entry;

      /* its references in timelines too */
      size += entry->statement.len + entry->path.n * (WAY_HASH_SIZE + 2) + 128;
    }
  for (guint i = 0; i < self->state->len; i++)
    {
      const WayStateEntry *entry = g_array_index (self->state, const WayStateEntry *, i);

      size += entry->key.len + entry->value.len
              + entry->proof.siblings.n * (WAY_HASH_SIZE + 2) + 192;
    }
  return size;
}

GBytes *
way_answer_encode (WayAnswer *self)
{
  g_autofree WayLogEntry *log = g_new (WayLogEntry, self->log->len + 1);
  g_autofree WayStateEntry *state = g_new (WayStateEntry, self->state->len + 1);
  WayBundle bundle = {
    .format = 1,
    .network = self->node->network,
    .checkpoint = way_store_reader_get_signed_checkpoint (self->view->reader),
    .question = self->question,
    .timelines = { self->timelines->data, self->timelines->len },
    .log = { log, self->log->len },
    .state = { state, self->state->len },
    .lots = { self->lots->data, self->lots->len },
  };

  g_array_sort (self->log, compare_log);
  g_array_sort (self->state, compare_state);
  for (guint i = 0; i < self->log->len; i++)
    log[i] = g_array_index (self->log, WayProvenLog *, i)->entry;
  for (guint i = 0; i < self->state->len; i++)
    state[i] = *g_array_index (self->state, const WayStateEntry *, i);
  return way_schema_encode_sized (&way_bundle_schema, &bundle, estimate_size (self));
}
