/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-apply.h"

gboolean
way_apply_get (WayApply *self,
               const WayStateKey *key,
               const WaySchema *schema,
               gpointer record)
{
  WaySlice value = way_overlay_get (self->overlay, key);

  memset (record, 0, schema->size);
  if (value.len == 0)
    return FALSE;
  if (way_schema_decode (schema, value, self->arena, record) == WAY_RESULT_OK)
    return TRUE;
  way_overlay_fail (self->overlay, WAY_RESULT_CORRUPTED, schema->name);
  return FALSE;
}

void
way_apply_put (WayApply *self,
               const WayStateKey *key,
               const WaySchema *schema,
               gconstpointer record)
{
  g_auto (WayCborWriter) writer;

  g_byte_array_set_size (self->buffer, 0);
  way_cbor_writer_init_into (&writer, self->buffer);
  way_schema_write (schema, &writer, record);
  way_overlay_put (self->overlay, key,
                   WAY_SLICE_INIT (self->buffer->data, self->buffer->len));
}

void
way_apply_remove (WayApply *self, const WayStateKey *key)
{
  way_overlay_put (self->overlay, key, (WaySlice) { 0 });
}

gboolean
way_apply_has (WayApply *self, const WayStateKey *key)
{
  return way_overlay_get (self->overlay, key).len > 0;
}

gboolean
way_apply_find_statement (WayApply *self,
                          const WayHash *id,
                          WayStatement *out_statement,
                          guint64 *out_log_index)
{
  g_autoptr (GError) error = NULL;
  guint8 result = WAY_RESULT_OK;
  gboolean is_found = FALSE;
  WaySlice bytes;

  if (!self->store->interface->find (self->store->self, id, self->buffer, &result,
                                     out_log_index, &is_found, &error))
    {
      way_overlay_fail (self->overlay, (WayResult) error->code, error->message);
      return FALSE;
    }
  if (!is_found || result != WAY_RESULT_OK)
    return FALSE;
  bytes =
      WAY_SLICE_INIT (way_arena_copy (self->arena, self->buffer->data, self->buffer->len),
                      self->buffer->len);
  if (way_statement_parse (bytes, self->arena, out_statement) == WAY_RESULT_OK)
    return TRUE;
  way_overlay_fail (self->overlay, WAY_RESULT_CORRUPTED, "a logged statement");
  return FALSE;
}

WayPending *
way_apply_tell (WayApply *self,
                WayPendingKind kind,
                const WayHash *id,
                const WayThing *thing)
{
  WayPending pending = { .kind = kind, .action_index = self->action_index, .id = *id };

  if (self->pending == NULL)
    return NULL;
  if (thing != NULL)
    {
      pending.has_thing = TRUE;
      pending.thing = *thing;
    }
  g_array_append_val (self->pending, pending);
  return &g_array_index (self->pending, WayPending, self->pending->len - 1);
}

gboolean
way_apply_has_account (WayApply *self, const WayHash *account)
{
  WayStateKey key = way_state_key_account (account);

  return way_apply_has (self, &key);
}

gboolean
way_apply_is_attested (WayApply *self,
                       const WayHash *issuer,
                       const WayHash *subject,
                       WayClaimKind claim,
                       WaySlice value)
{
  WayStateKey key = way_state_key_attestation (issuer, subject, claim, value);
  WayAttestationState state;

  return way_apply_get (self, &key, &way_attestation_state_schema, &state)
         && !way_record_has (&state, 3) && state.until > self->now;
}

gboolean
way_apply_is_registrar (const WayApply *self, const WayHash *account)
{
  for (gsize i = 0; i < self->genesis->registrars.n; i++)
    {
      if (way_hash_equal (&self->registrars[i], account))
        return TRUE;
    }
  return FALSE;
}
