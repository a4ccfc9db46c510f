/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-bundle-private.h"

#include "way-checked.h"
#include "way-hash.h"
#include "way-lot-tree.h"

void
way_head_chain_step (WayHash *chain,
                     guint64 log_index,
                     const WayHash *statement_id,
                     guint action_index)
{
  static const char tag[] = "waymark/head/1";
  guint8 index8[8], action4[4];
  const WaySlice parts[] = { way_slice_from_string (tag), way_slice_from_hash (chain),
                             WAY_SLICE_INIT (index8, sizeof index8),
                             way_slice_from_hash (statement_id),
                             WAY_SLICE_INIT (action4, sizeof action4) };

  way_put_be64 (index8, log_index);
  way_put_be32 (action4, action_index);
  way_sha256_parts (parts, G_N_ELEMENTS (parts), chain);
}

/* ---- Steps 8 and 11: completeness, units ---------------------------------------------------------------- */

static const WayTimeline *
find_timeline (const WayVerifiedBundle *self, const WayHash *thing_id)
{
  const WayTimeline *timelines = self->bundle.timelines.items;

  for (gsize i = 0; i < self->bundle.timelines.n; i++)
    {
      WayHash id;

      way_thing_get_id (&timelines[i].thing, &id);
      if (way_hash_equal (&id, thing_id))
        return &timelines[i];
    }
  return NULL;
}

static gboolean
events_make_chain (const WayVerifiedBundle *self,
                   const WayRecords *events,
                   const WayHash *chain)
{
  const WayEventRef *refs = events->items;
  WayHash computed = { { 0 } };

  for (gsize i = 0; i < events->n; i++)
    {
      const WayVerifiedStatement *verified =
          way_verified_bundle_find_statement (self, refs[i].log_index);

      if (verified == NULL || verified->entry->result != WAY_RESULT_OK
          || refs[i].action_index >= verified->statement.payload.n_actions)
        return FALSE;
      way_head_chain_step (&computed, refs[i].log_index, &verified->statement.id,
                           (guint) refs[i].action_index);
    }
  return way_hash_equal (&computed, chain);
}

/* The number and chain that the head, or the notes, of a thing must have. */
static WayProofState
find_chain (WayVerifiedBundle *self,
            const WayHash *thing_id,
            gboolean notes,
            guint64 *out_n,
            WayHash *out_chain)
{
  WayStateKey key = notes ? way_state_key_notes (thing_id)
                          : way_state_key_head (thing_id);
  WayProofState state;
  WayHead head;
  WayNotes notes_state;

  if (notes)
    {
      state =
          way_verified_bundle_find_record (self, &key, &way_notes_schema, &notes_state);
      *out_n = notes_state.n_events;
      *out_chain = notes_state.chain;
      return state;
    }
  state = way_verified_bundle_find_record (self, &key, &way_head_schema, &head);
  *out_n = head.n_events;
  *out_chain = head.chain;
  return state;
}

WayProofState
way_verified_bundle_check_timeline (WayVerifiedBundle *self,
                                    const WayHash *thing_id,
                                    gboolean notes,
                                    WayRecords *out_events)
{
  const WayTimeline *timeline = find_timeline (self, thing_id);
  const WayRecords *events = NULL;
  guint64 n_events;
  WayHash chain;
  WayProofState state = find_chain (self, thing_id, notes, &n_events, &chain);

  if (out_events != NULL)
    *out_events = (WayRecords) { 0 };
  if (timeline != NULL && way_record_has (timeline, notes ? 3 : 2))
    events = notes ? &timeline->notes : &timeline->events;
  if (state == WAY_PROOF_ABSENT)
    return events != NULL && events->n > 0 ? WAY_PROOF_WRONG : WAY_PROOF_ABSENT;
  if (state != WAY_PROOF_PRESENT || events == NULL)
    return state == WAY_PROOF_WRONG ? WAY_PROOF_WRONG : WAY_PROOF_NOT_KNOWN;
  if (events->n != n_events || !events_make_chain (self, events, &chain))
    return WAY_PROOF_WRONG;
  if (out_events != NULL)
    *out_events = *events;
  return WAY_PROOF_PRESENT;
}

static const WayLotAnswer *
find_lot_answer (const WayVerifiedBundle *self, const WayThing *lot, WaySlice serial)
{
  const WayLotAnswer *answers = self->bundle.lots.items;

  for (gsize i = 0; i < self->bundle.lots.n; i++)
    if (way_thing_equal (&answers[i].lot, lot)
        && way_slice_equal (answers[i].serial, serial))
      return &answers[i];
  return NULL;
}

WayProofState
way_verified_bundle_check_serial (WayVerifiedBundle *self,
                                  const WayThing *lot,
                                  WaySlice serial,
                                  const WayUnitProof **out_proof)
{
  const WayLotAnswer *answer = find_lot_answer (self, lot, serial);
  const WayLotLeaf *leaves;
  WayHash lot_id, serial_hash;
  WayStateKey key;
  WayLotState lot_state;

  way_thing_get_id (lot, &lot_id);
  key = way_state_key_lot (&lot_id);
  if (way_verified_bundle_find_record (self, &key, &way_lot_state_schema, &lot_state)
          != WAY_PROOF_PRESENT
      || answer == NULL || answer->leaves.n == 0 || !way_record_has (&lot_state, 3))
    return WAY_PROOF_NOT_KNOWN;
  leaves = answer->leaves.items;
  way_sha256 (serial, &serial_hash);
  if (answer->leaves.n == 1 && way_hash_equal (&leaves[0].serial_hash, &serial_hash))
    {
      if (!way_unit_proof_verify (&leaves[0].proof, &serial_hash, lot_state.quantity,
                                  &lot_state.root))
        return WAY_PROOF_WRONG;
      if (out_proof != NULL)
        *out_proof = &leaves[0].proof;
      return WAY_PROOF_PRESENT;
    }
  return way_lot_verify_absent (&answer->leaves, &serial_hash, lot_state.quantity,
                                &lot_state.root)
             ? WAY_PROOF_ABSENT
             : WAY_PROOF_WRONG;
}
