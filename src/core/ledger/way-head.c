/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-head.h"

#include "way-checked.h"
#include "way-hash.h"

gboolean
way_head_load (WayApply *apply, const WayHash *id, WayHead *out_head)
{
  WayStateKey key = way_state_key_head (id);

  return way_apply_get (apply, &key, &way_head_schema, out_head);
}

void
way_head_save (WayApply *apply,
               const WayHash *id,
               const WayThing *thing,
               const WayHead *head)
{
  WayStateKey key = way_state_key_head (id);
  WayPending *pending = way_apply_tell (apply, WAY_PENDING_HEAD, id, thing);

  if (pending != NULL)
    pending->head = *head;
  way_apply_put (apply, &key, &way_head_schema, head);
}

void
way_head_init (WayHead *head, WayThingKind kind)
{
  *head = (WayHead) { .kind = kind, .status = WAY_HEAD_ACTIVE };
  if (kind == WAY_THING_CONTAINER)
    way_head_set_levels (head, 1);
}

/** h' = SHA-256 ("waymark/head/1" ‖ h ‖ log index ‖ statement id ‖ action index) */
static void
move_chain (const WayApply *apply, WayHash *chain)
{
  guint8 log_index[8];
  guint8 action_index[4];

  way_put_be64 (log_index, apply->log_index);
  way_put_be32 (action_index, apply->action_index);
  const WaySlice parts[] = { way_slice_from_string ("waymark/head/1"),
                             way_slice_from_hash (chain),
                             WAY_SLICE_INIT (log_index, sizeof log_index),
                             way_slice_from_hash (&apply->statement_id),
                             WAY_SLICE_INIT (action_index, sizeof action_index) };
  WayHash next;

  way_sha256_parts (parts, G_N_ELEMENTS (parts), &next);
  *chain = next;
}

static void
tell_event (WayApply *apply,
            WayPendingKind kind,
            const WayHash *id,
            const WayThing *thing,
            guint64 sequence)
{
  WayPending *pending = way_apply_tell (apply, kind, id, thing);

  if (pending != NULL)
    pending->sequence = sequence;
}

void
way_head_add_event (WayApply *apply,
                    const WayHash *id,
                    const WayThing *thing,
                    WayHead *head)
{
  WayStateKey key = way_state_key_head (id);

  if (!way_overlay_set_mark (apply->overlay, &key, apply->mark))
    return;
  tell_event (apply, WAY_PENDING_EVENT, id, thing, head->n_events);
  move_chain (apply, &head->chain);
  head->n_events++;
}

gboolean
way_head_touch (WayApply *apply, const WayHash *id, const WayThing *thing)
{
  WayHead head;

  if (!way_head_load (apply, id, &head))
    return FALSE;
  way_head_add_event (apply, id, thing, &head);
  way_head_save (apply, id, thing, &head);
  return TRUE;
}

void
way_notes_add_event (WayApply *apply, const WayHash *id, const WayThing *thing)
{
  WayStateKey key = way_state_key_notes (id);
  WayNotes notes;

  if (!way_overlay_set_mark (apply->overlay, &key, apply->mark))
    return;
  way_apply_get (apply, &key, &way_notes_schema, &notes);
  tell_event (apply, WAY_PENDING_NOTE, id, thing, notes.n_events);
  move_chain (apply, &notes.chain);
  notes.n_events++;
  way_apply_put (apply, &key, &way_notes_schema, &notes);
}

static gboolean
is_inspector (WayApply *apply)
{
  static const char *const roles[] = { "inspector", "laboratory", "authority" };

  for (gsize i = 0; i < apply->genesis->registrars.n; i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (roles); j++)
        {
          if (way_apply_is_attested (apply, &apply->registrars[i], &apply->signer,
                                     WAY_CLAIM_ROLE, way_slice_from_string (roles[j])))
            return TRUE;
        }
    }
  return FALSE;
}

/** Shipper or receiver of the shipment that @head, or the container around it, is in. */
static gboolean
is_party (WayApply *apply, const WayHead *outermost)
{
  WayStateKey key = way_state_key_shipment (&outermost->shipment);
  WayShipmentState shipment;

  return way_head_has_shipment (outermost)
         && way_apply_get (apply, &key, &way_shipment_state_schema, &shipment)
         && (way_hash_equal (&shipment.shipper, &apply->signer)
             || way_hash_equal (&shipment.receiver, &apply->signer));
}

static gboolean
has_standing (WayApply *apply,
              const WayThing *thing,
              const WayHash *id,
              const WayHead *head)
{
  WayStateKey loose = way_state_key_loose (id, &apply->signer);
  WayHash outermost_id;
  WayHead outermost;

  if (way_hash_equal (&thing->account, &apply->signer))
    return TRUE;
  if (way_head_has_owner (head) && way_hash_equal (&head->owner, &apply->signer))
    return TRUE;
  if (thing->kind == WAY_THING_LOT && way_apply_has (apply, &loose))
    return TRUE;
  way_head_climb (apply, id, head, &outermost_id, &outermost);
  if (way_head_has_custodian (&outermost)
      && way_hash_equal (&outermost.custodian, &apply->signer))
    return TRUE;
  return is_party (apply, &outermost) || is_inspector (apply);
}

void
way_head_add_event_by_standing (WayApply *apply, const WayThing *thing)
{
  WayHash id;
  WayHead head;

  way_thing_get_id (thing, &id);
  if (!way_head_load (apply, &id, &head) || !has_standing (apply, thing, &id, &head))
    {
      way_notes_add_event (apply, &id, thing);
      return;
    }
  way_head_add_event (apply, &id, thing, &head);
  way_head_save (apply, &id, thing, &head);
}

void
way_head_set_levels (WayHead *head, guint64 levels)
{
  way_member_set_flag (&head->present, 14, TRUE);
  head->levels = levels;
}

void
way_head_add_children (WayHead *head, gint64 n)
{
  g_assert (n >= 0 || head->n_children >= (guint64) -n);
  head->n_children += (guint64) n;
  way_member_set_flag (&head->present, 12, head->n_children > 0);
  if (head->n_children == 0)
    way_head_set_levels (head, 1);
}

WayHeadStatus
way_head_get_rest_status (const WayHead *head)
{
  return way_head_has_owner (head) ? WAY_HEAD_SOLD : WAY_HEAD_ACTIVE;
}

void
way_head_climb (WayApply *apply,
                const WayHash *id,
                const WayHead *head,
                WayHash *out_id,
                WayHead *out_head)
{
  *out_id = *id;
  *out_head = *head;
  for (guint i = 0; way_head_has_parent (out_head); i++)
    {
      WayHash parent = out_head->parent;

      if (i == WAY_CONTAINER_MAX_LEVELS || !way_head_load (apply, &parent, out_head))
        {
          way_overlay_fail (apply->overlay, WAY_RESULT_CORRUPTED, "parent");
          return;
        }
      *out_id = parent;
    }
}

WayResult
way_head_check_at_hand (const WayApply *apply, const WayHead *head)
{
  if (way_head_has_parent (head))
    return WAY_RESULT_PACKED;
  if (head->status == WAY_HEAD_IN_TRANSIT || head->status == WAY_HEAD_MISSING)
    return WAY_RESULT_IN_TRANSIT;
  if (head->status == WAY_HEAD_CONSUMED)
    return WAY_RESULT_WRONG_STATE;
  if (!way_head_has_custodian (head)
      || !way_hash_equal (&head->custodian, &apply->signer))
    return WAY_RESULT_NOT_CUSTODIAN;
  return WAY_RESULT_OK;
}

WayResult
way_head_check_held (WayApply *apply, const WayHash *id, const WayHead *head)
{
  WayHash outermost_id;
  WayHead outermost;

  way_head_climb (apply, id, head, &outermost_id, &outermost);
  return way_head_check_at_hand (apply, &outermost);
}
