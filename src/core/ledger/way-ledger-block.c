/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-ledger-private.h"

#include "way-checkpoint.h"
#include "way-checked.h"
#include "way-due.h"
#include "way-module.h"

/* Blocks: begin, due queue, commit. */

#define MAX_JUMP_MS ((guint64) 10 * 60 * 1000)

static void
start_overlay (WayLedger *self, guint64 height, guint64 time_ms)
{
  self->is_open = TRUE;
  self->n_statements = 0;
  self->n_due = 0;
  self->n_marks = 0;
  self->apply.height = height;
  self->apply.now = time_ms;
  self->apply.log_index = self->checkpoint.log_size;
  if (self->pending != NULL)
    g_array_set_size (self->pending, 0);
  /* Nobody can choose keys that collide before the last block is known. */
  way_overlay_reset (self->overlay, way_get_be64 (self->checkpoint_hash.bytes));
}

static gboolean
work_off_due (WayLedger *self, GError **error)
{
  WayDue due;

  way_arena_reset (&self->arena);
  while (self->n_due < WAY_DUE_MAX_PER_BLOCK && way_due_peek (&self->apply, &due)
         && due.time <= self->apply.now)
    {
      way_due_pop (&self->apply);
      if (due.kind == WAY_DUE_SHIPMENT)
        way_module_due_shipment (&self->apply, &due);
      else
        way_module_due_listing (&self->apply, &due);
      self->n_due++;
    }
  way_overlay_keep (self->overlay);
  return !way_overlay_has_failed (self->overlay, error)
         && way_ledger_tell_pending (self, error);
}

static gboolean
check_clock (const WayLedger *self, guint64 now_ms, gboolean allow_jump, GError **error)
{
  guint64 before = self->checkpoint.time;

  if (now_ms < before)
    return way_error_set (error, WAY_RESULT_CLOCK, "it is behind the last block");
  if (!allow_jump && now_ms - before > MAX_JUMP_MS)
    return way_error_set (error, WAY_RESULT_CLOCK, "it is far ahead of the last block");
  return TRUE;
}

/** Height 0: the parameters, nothing else. */
static gboolean
begin_genesis (WayLedger *self, GError **error)
{
  WayStateKey key = way_state_key_parameters ();

  if (!self->store.interface->begin (self->store.self, error))
    return FALSE;
  start_overlay (self, 0, self->genesis.created);
  way_apply_put (&self->apply, &key, &way_parameters_schema, &self->genesis.parameters);
  way_overlay_keep (self->overlay);
  return TRUE;
}

gboolean
way_ledger_begin (WayLedger *self, guint64 now_ms, gboolean allow_jump, GError **error)
{
  g_assert (!self->is_open);
  if (!self->has_checkpoint)
    return begin_genesis (self, error);
  if (!check_clock (self, now_ms, allow_jump, error)
      || !self->store.interface->begin (self->store.self, error))
    return FALSE;
  start_overlay (self, self->checkpoint.height + 1, now_ms);
  if (work_off_due (self, error))
    return TRUE;
  way_ledger_rollback (self);
  return FALSE;
}

guint
way_ledger_get_block_size (const WayLedger *self)
{
  return self->is_open ? self->n_statements + self->n_due : 0;
}

void
way_ledger_rollback (WayLedger *self)
{
  if (!self->is_open)
    return;
  self->is_open = FALSE;
  self->store.interface->rollback (self->store.self);
  if (self->hook != NULL && self->hook->interface->rollback != NULL)
    self->hook->interface->rollback (self->hook->self);
}

static gboolean
seal (WayLedger *self, WayCheckpoint *out_checkpoint, GError **error)
{
  WayRoots roots;

  if (!way_overlay_flush (self->overlay, error)
      || !self->store.interface->seal (self->store.self, &roots, error))
    return FALSE;
  *out_checkpoint = (WayCheckpoint) { .network = self->network,
                                      .height = self->apply.height,
                                      .time = self->apply.now,
                                      .state_root = roots.state_root,
                                      .log_root = roots.log_root,
                                      .log_size = roots.log_size,
                                      .parameters = self->parameters_hash,
                                      .previous = self->checkpoint_hash };
  if (roots.log_size != self->checkpoint.log_size + self->n_statements)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "log");
  return TRUE;
}

static guint64
read_next_due (WayLedger *self)
{
  WayDue due;

  return way_due_peek (&self->apply, &due) ? due.time : G_MAXUINT64;
}

/** The store keeps the block, then we do. */
static gboolean
finish (WayLedger *self,
        const WayCheckpoint *checkpoint,
        WaySlice encoded,
        GError **error)
{
  guint64 next_due = read_next_due (self);
  WayHash hash;

  way_checkpoint_get_hash (checkpoint, &hash);
  if (way_overlay_has_failed (self->overlay, error)
      || !self->store.interface->commit (self->store.self, checkpoint->height, encoded,
                                         &hash, error))
    return FALSE;
  self->is_open = FALSE;
  self->has_checkpoint = TRUE;
  self->checkpoint = *checkpoint;
  self->checkpoint_hash = hash;
  self->next_due = next_due;
  g_byte_array_set_size (self->signed_checkpoint, 0);
  g_byte_array_append (self->signed_checkpoint, encoded.data, (guint) encoded.len);
  return TRUE;
}

static gboolean
commit_own (WayLedger *self, GError **error)
{
  g_autoptr (GBytes) encoded = NULL;
  WayCheckpoint checkpoint;

  if (!seal (self, &checkpoint, error))
    return FALSE;
  encoded = way_checkpoint_sign (&checkpoint, self->solo_key);
  return finish (self, &checkpoint, way_slice_from_bytes (encoded), error);
}

gboolean
way_ledger_commit (WayLedger *self, GError **error)
{
  g_assert (self->is_open && self->solo_key != NULL);
  if (commit_own (self, error))
    return TRUE;
  way_ledger_rollback (self);
  return FALSE;
}

static gboolean
commit_given (WayLedger *self, WaySlice signed_checkpoint, GError **error)
{
  WayPublicKey solo_key;
  WayCheckpoint checkpoint, given;
  WayHash hash, given_hash;
  WayResult result;

  memcpy (solo_key.bytes, self->genesis.solo_key, sizeof solo_key.bytes);
  result = way_checkpoint_read (signed_checkpoint, &solo_key, &given, &given_hash);
  if (result != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_UNVERIFIED, way_result_get_text (result));
  if (!seal (self, &checkpoint, error))
    return FALSE;
  way_checkpoint_get_hash (&checkpoint, &hash);
  if (!way_hash_equal (&hash, &given_hash))
    return way_error_set (error, WAY_RESULT_UNVERIFIED,
                          "the block does not lead to its checkpoint");
  return finish (self, &checkpoint, signed_checkpoint, error);
}

gboolean
way_ledger_commit_replayed (WayLedger *self, WaySlice signed_checkpoint, GError **error)
{
  g_assert (self->is_open);
  if (commit_given (self, signed_checkpoint, error))
    return TRUE;
  way_ledger_rollback (self);
  return FALSE;
}
