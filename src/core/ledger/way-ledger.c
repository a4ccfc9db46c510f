/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-ledger-private.h"

#include "way-checkpoint.h"
#include "way-due.h"
#include "way-hash.h"

/* Opening, and reading. Blocks: way-ledger-block.c; statements: way-ledger-apply.c. */

static gboolean
load_genesis (WayLedger *self, WaySlice genesis, GError **error)
{
  g_autoptr (GBytes) parameters = NULL;
  const WayRegistrar *registrars;
  WayResult result;

  self->genesis_bytes = g_bytes_new (genesis.data, genesis.len);
  way_arena_init (&self->genesis_arena, 0);
  result = way_genesis_decode (way_slice_from_bytes (self->genesis_bytes),
                               &self->genesis_arena, &self->genesis);
  if (result != WAY_RESULT_OK)
    return way_error_set (error, result, "genesis");
  way_genesis_get_network (genesis, &self->network);
  parameters = way_schema_encode (&way_parameters_schema, &self->genesis.parameters);
  way_sha256 (way_slice_from_bytes (parameters), &self->parameters_hash);
  registrars = self->genesis.registrars.items;
  self->registrars = g_new0 (WayHash, self->genesis.registrars.n);
  for (gsize i = 0; i < self->genesis.registrars.n; i++)
    {
      WayPublicKey key;

      memcpy (key.bytes, registrars[i].key, sizeof key.bytes);
      way_public_key_get_thumbprint (&key, &self->registrars[i]);
    }
  return TRUE;
}

static void
prepare_apply (WayLedger *self)
{
  self->overlay = way_overlay_new (&self->store);
  self->signed_checkpoint = g_byte_array_new ();
  self->next_due = G_MAXUINT64;
  way_arena_init (&self->arena, G_MAXSIZE / 2);
  if (self->hook != NULL)
    self->pending = g_array_new (FALSE, FALSE, sizeof (WayPending));
  self->apply = (WayApply) { .overlay = self->overlay,
                             .arena = &self->arena,
                             .buffer = g_byte_array_new (),
                             .store = &self->store,
                             .genesis = &self->genesis,
                             .registrars = self->registrars,
                             .network = &self->network,
                             .pending = self->pending };
}

static gboolean
check_solo_key (const WayLedger *self, GError **error)
{
  if (self->solo_key == NULL
      || memcmp (way_key_pair_get_public (self->solo_key)->bytes, self->genesis.solo_key,
                 sizeof self->genesis.solo_key)
             == 0)
    return TRUE;
  return way_error_set (error, WAY_RESULT_UNKNOWN_KEY,
                        "this is not the key that signs this network's checkpoints");
}

/** The stored checkpoint must be this network's, and the stored state what it says. */
static gboolean
check_state (WayLedger *self, GError **error)
{
  WayRoots roots;
  WayDue due;
  gboolean ok;

  if (!self->store.interface->begin (self->store.self, error))
    return FALSE;
  way_overlay_reset (self->overlay, 0);
  self->next_due = way_due_peek (&self->apply, &due) ? due.time : G_MAXUINT64;
  ok = !way_overlay_has_failed (self->overlay, error)
       && self->store.interface->seal (self->store.self, &roots, error);
  self->store.interface->rollback (self->store.self);
  if (ok
      && (!way_hash_equal (&roots.state_root, &self->checkpoint.state_root)
          || !way_hash_equal (&roots.log_root, &self->checkpoint.log_root)
          || roots.log_size != self->checkpoint.log_size))
    return way_error_set (error, WAY_RESULT_CORRUPTED,
                          "the state is not what its checkpoint says");
  return ok;
}

static gboolean
load_head (WayLedger *self, GError **error)
{
  WayPublicKey key;
  WayHash stored_hash;
  WayResult result;

  if (!self->store.interface->load_head (self->store.self, self->signed_checkpoint,
                                         &stored_hash, &self->has_checkpoint, error))
    return FALSE;
  if (!self->has_checkpoint)
    return TRUE;
  WaySlice encoded =
      WAY_SLICE_INIT (self->signed_checkpoint->data, self->signed_checkpoint->len);
  result = way_checkpoint_decode (encoded, &self->checkpoint, &self->checkpoint_hash);
  if (result != WAY_RESULT_OK || !way_hash_equal (&stored_hash, &self->checkpoint_hash))
    return way_error_set (error, WAY_RESULT_CORRUPTED, "checkpoint");
  if (!way_hash_equal (&self->checkpoint.network, &self->network))
    return way_error_set (error, WAY_RESULT_WRONG_NETWORK,
                          "the stored ledger belongs to another network");
  memcpy (key.bytes, self->genesis.solo_key, sizeof key.bytes);
  if (way_checkpoint_read (encoded, &key, &self->checkpoint, NULL) != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "checkpoint");
  return check_state (self, error);
}

/** An empty store of a ledger that can sign gets its height 0 at once. */
static gboolean
start (WayLedger *self, GError **error)
{
  if (self->has_checkpoint || self->solo_key == NULL)
    return TRUE;
  return way_ledger_begin (self, self->genesis.created, TRUE, error)
         && way_ledger_commit (self, error);
}

WayLedger *
way_ledger_open (WaySlice genesis,
                 WayLedgerStore store,
                 const WayIndexHook *hook,
                 const WayKeyPair *solo_key,
                 GError **error)
{
  g_autoptr (WayLedger) self = g_new0 (WayLedger, 1);

  self->store = store;
  self->hook = hook;
  self->solo_key = solo_key;
  if (!load_genesis (self, genesis, error) || !check_solo_key (self, error))
    return NULL;
  prepare_apply (self);
  if (!load_head (self, error) || !start (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
way_ledger_free (WayLedger *self)
{
  if (self == NULL)
    return;
  way_ledger_rollback (self);
  g_clear_pointer (&self->genesis_bytes, g_bytes_unref);
  way_arena_clear (&self->genesis_arena);
  g_free (self->registrars);
  way_overlay_free (self->overlay);
  way_arena_clear (&self->arena);
  g_clear_pointer (&self->apply.buffer, g_byte_array_unref);
  g_clear_pointer (&self->pending, g_array_unref);
  g_clear_pointer (&self->signed_checkpoint, g_byte_array_unref);
  g_free (self);
}

const WayHash *
way_ledger_get_network (const WayLedger *self)
{
  return &self->network;
}

const WayGenesis *
way_ledger_get_genesis (const WayLedger *self)
{
  return &self->genesis;
}

const WayCheckpoint *
way_ledger_get_checkpoint (const WayLedger *self, WayHash *out_hash, WaySlice *out_signed)
{
  if (!self->has_checkpoint)
    return NULL;
  if (out_hash != NULL)
    *out_hash = self->checkpoint_hash;
  if (out_signed != NULL)
    *out_signed =
        WAY_SLICE_INIT (self->signed_checkpoint->data, self->signed_checkpoint->len);
  return &self->checkpoint;
}

guint64
way_ledger_get_next_due (const WayLedger *self)
{
  return self->next_due;
}

/** What the open block staged counts; between blocks the store answers. */
static gboolean
read_state (WayLedger *self,
            const WayStateKey *key,
            GByteArray *value,
            gboolean *out_found,
            GError **error)
{
  WaySlice staged;

  if (!self->is_open)
    return self->store.interface->get (self->store.self, way_state_key_get_slice (key),
                                       value, out_found, error);
  staged = way_overlay_get (self->overlay, key);
  if (way_overlay_has_failed (self->overlay, error))
    return FALSE;
  *out_found = staged.len > 0;
  g_byte_array_set_size (value, 0);
  g_byte_array_append (value, staged.data, (guint) staged.len);
  return TRUE;
}

gboolean
way_ledger_get_state (WayLedger *self,
                      WaySlice key,
                      GByteArray *value,
                      gboolean *out_found,
                      GError **error)
{
  WayStateKey copy = { .len = key.len };

  if (key.len > sizeof copy.bytes)
    {
      *out_found = FALSE;
      return TRUE;
    }
  memcpy (copy.bytes, key.data, key.len);
  return read_state (self, &copy, value, out_found, error);
}

gboolean
way_ledger_find_key (WayLedger *self,
                     const WayHash *key_id,
                     WayPublicKey *out_key,
                     GError **error)
{
  WayStateKey key = way_state_key_key (key_id);
  g_autoptr (GByteArray) value = g_byte_array_new ();
  g_auto (WayArena) arena = { 0 };
  WayKeyState state = { 0 };
  gboolean is_found = FALSE;

  way_arena_init (&arena, 0);
  if (!read_state (self, &key, value, &is_found, error) || !is_found)
    return FALSE;
  if (way_schema_decode (&way_key_state_schema, WAY_SLICE_INIT (value->data, value->len),
                         &arena, &state)
      != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_CORRUPTED, "key");
  memcpy (out_key->bytes, state.key, sizeof out_key->bytes);
  return !way_record_has (&state, 5);
}
