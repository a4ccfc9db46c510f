/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-examine-private.h"

#include "way-epcis-import.h"

/* Which things are on the way of the subject, whether all their events are there, and the events in order. */

#define DAY_MS G_GUINT64_CONSTANT (86400000)

static void
follow (WayExamining *self, const WayThing *thing, guint64 from, guint64 to, guint depth);

static void
lower_complete (WayExamining *self, WayProofState state)
{
  if (state == WAY_PROOF_WRONG)
    self->complete = WAY_PROOF_WRONG;
  else if (state == WAY_PROOF_NOT_KNOWN && self->complete == WAY_PROOF_PRESENT)
    self->complete = WAY_PROOF_NOT_KNOWN;
}

const WayEvent *
way_action_find_event (const WayAction *action)
{
  switch (action->kind)
    {
#define CASE(SYMBOL, T)                                                                  \
  case WAY_ACTION_##SYMBOL:                                                              \
    return &((const Way##T *) action->body)->event;
      CASE (COMMISSION, Commission)
      CASE (OBSERVE, Observe)
      CASE (PACK, Pack)
      CASE (UNPACK, Unpack)
      CASE (SHIP, Ship)
      CASE (RECEIVE, Receive)
      CASE (TRANSFORM, Transform)
      CASE (INSPECT, Inspect)
      CASE (CORRECT, Correct)
      CASE (RECALL, Recall)
      CASE (RECALL_END, RecallEnd)
      CASE (TRANSFER, Transfer)
      CASE (REPORT, Report)
      CASE (SELL, Sell)
      CASE (TAKE_BACK, TakeBack)
#undef CASE
    case WAY_ACTION_REGISTER:
    case WAY_ACTION_KEY_ADD:
    case WAY_ACTION_KEY_REVOKE:
    case WAY_ACTION_PROFILE_SET:
    case WAY_ACTION_ATTEST:
    case WAY_ACTION_ATTEST_REVOKE:
    case WAY_ACTION_SEALING_KEY_SET:
    case WAY_ACTION_PRODUCT_REGISTER:
    case WAY_ACTION_PRODUCT_UPDATE:
    case WAY_ACTION_LOT_REGISTER:
    case WAY_ACTION_LISTING_SET:
    case WAY_ACTION_LISTING_REMOVE:
    case WAY_ACTION_DOCUMENT_ADD:
    case WAY_ACTION_CLAIM:
    default:
      return NULL;
    }
}

static void
add_step (WayExamining *self,
          const WayThing *thing,
          const WayEventRef *ref,
          gboolean is_note)
{
  const WayVerifiedStatement *statement =
      way_verified_bundle_find_statement (self->bundle, ref->log_index);
  const WayAction *action = &statement->statement.payload.actions[ref->action_index];
  const WayEvent *event = way_action_find_event (action);
  WayStep step = {
    .kind = WAY_STEP_EVENT,
    .statement = statement,
    .action_index = (guint) ref->action_index,
    .action = action,
    .thing = *thing,
    .actor = statement->statement.payload.account,
    .event_time_ms = event != NULL ? event->time : statement->entry->time,
    .is_note = is_note,
  };

  step.is_imported = action->kind == WAY_ACTION_OBSERVE
                     && way_record_has ((const WayObserve *) action->body, 3);
  step.is_late = event != NULL && !step.is_imported
                 && statement->entry->time > event->time
                 && statement->entry->time - event->time > DAY_MS;
  if (self->steps->len < WAY_EXAMINE_MAX_STEPS)
    g_array_append_val (self->steps, step);
}

/* ---- Containers --------------------------------------------------------------------- */

static gboolean
is_child (const WayRecords *items, const WayThing *thing)
{
  const WayItem *item = items->items;

  for (gsize i = 0; i < items->n; i++)
    if (way_thing_equal (&item[i].thing, thing))
      return TRUE;
  return FALSE;
}

/* The container that @action put @thing into; NULL for other acts. */
static const WayThing *
get_entered (const WayAction *action, const WayThing *thing)
{
  const WayPack *pack = action->body;

  return action->kind == WAY_ACTION_PACK && is_child (&pack->children, thing)
             ? &pack->container
             : NULL;
}

/* Whether @action took @thing out of where it was. */
static gboolean
is_left (const WayAction *action, const WayThing *thing)
{
  const WayUnpack *unpack = action->body;

  return action->kind == WAY_ACTION_CLAIM
         || (action->kind == WAY_ACTION_UNPACK && is_child (&unpack->children, thing));
}

/* Follows every container that held @thing within [from, to]. @first: (nullable): the one it started in. */
static void
follow_parents (WayExamining *self,
                const WayThing *thing,
                const WayThing *first,
                const WayRecords *events,
                guint64 from,
                guint64 to,
                guint depth)
{
  const WayEventRef *refs = events->items;
  const WayThing *inside = first;
  guint64 since = 0;

  for (gsize i = 0; i < events->n; i++)
    {
      const WayVerifiedStatement *statement =
          way_verified_bundle_find_statement (self->bundle, refs[i].log_index);
      const WayAction *action =
          &statement->statement.payload.actions[refs[i].action_index];
      const WayThing *entered = get_entered (action, thing);

      if (inside != NULL && is_left (action, thing))
        {
          if (since <= to && refs[i].log_index >= from)
            follow (self, inside, MAX (since, from), MIN (refs[i].log_index, to),
                    depth + 1);
          inside = NULL;
        }
      if (entered != NULL)
        {
          inside = entered;
          since = refs[i].log_index;
        }
    }
  if (inside != NULL && since <= to)
    follow (self, inside, MAX (since, from), to, depth + 1);
}

/* The container whose thing id the leaf or head names, among the bundle's timelines. */
static const WayThing *
find_thing_by_id (WayExamining *self, const WayHash *id)
{
  const WayBundle *record = way_verified_bundle_get_record (self->bundle);
  const WayTimeline *timelines = record->timelines.items;

  for (gsize i = 0; i < record->timelines.n; i++)
    {
      WayHash here;

      way_thing_get_id (&timelines[i].thing, &here);
      if (way_hash_equal (&here, id))
        return &timelines[i].thing;
    }
  return NULL;
}

/* ---- Inputs of transformations ------------------------------------------------------------ */

static gboolean
is_output (const WayTransform *transform, const WayThing *thing)
{
  const WayOutput *outputs = transform->outputs.items;

  for (gsize i = 0; i < transform->outputs.n; i++)
    if (way_slice_equal (outputs[i].gtin, thing->gtin)
        && way_slice_equal (outputs[i].lot, thing->lot))
      return TRUE;
  return FALSE;
}

static void
follow_inputs (WayExamining *self,
               const WayThing *thing,
               const WayRecords *events,
               guint depth)
{
  const WayEventRef *refs = events->items;

  for (gsize i = 0; i < events->n; i++)
    {
      const WayVerifiedStatement *statement =
          way_verified_bundle_find_statement (self->bundle, refs[i].log_index);
      const WayAction *action =
          &statement->statement.payload.actions[refs[i].action_index];
      const WayTransform *transform = action->body;
      const WayItem *inputs;

      if (action->kind != WAY_ACTION_TRANSFORM || thing->kind != WAY_THING_LOT
          || !is_output (transform, thing))
        continue;
      inputs = transform->inputs.items;
      for (gsize j = 0; j < transform->inputs.n; j++)
        {
          WayThing lot = way_thing_lot (&inputs[j].thing.account, inputs[j].thing.gtin,
                                        inputs[j].thing.lot);

          follow (self, &lot, 0, refs[i].log_index, depth + 1);
          if (inputs[j].thing.kind == WAY_THING_UNIT)
            follow (self, &inputs[j].thing, 0, refs[i].log_index, depth + 1);
        }
    }
}

/* ---- One thing ------------------------------------------------------------------------------- */

static const WayThing *
find_first_case (WayExamining *self, const WayThing *thing, const WayHash *id)
{
  WayStateKey key = way_state_key_head (id);
  const WayUnitProof *proof = NULL;
  const WayThing *first;
  WayHash case_id;
  WayThing lot;
  WayHead head;

  if (thing->kind != WAY_THING_UNIT)
    return NULL;
  if (way_verified_bundle_find_record (self->bundle, &key, &way_head_schema, &head)
      == WAY_PROOF_PRESENT)
    {
      if (!way_record_has (&head, 13))
        return NULL;
      case_id = head.first_case;
    }
  else
    {
      lot = way_thing_lot (&thing->account, thing->gtin, thing->lot);
      if (way_verified_bundle_check_serial (self->bundle, &lot, thing->serial, &proof)
              != WAY_PROOF_PRESENT
          || !way_record_has (proof, 4))
        return NULL;
      case_id = proof->first_case;
    }
  first = find_thing_by_id (self, &case_id);
  if (first == NULL)
    lower_complete (self, WAY_PROOF_NOT_KNOWN);
  return first;
}

static void
add_notes (WayExamining *self, const WayThing *thing, const WayHash *id)
{
  WayRecords notes;
  const WayEventRef *refs;
  WayProofState state =
      way_verified_bundle_check_timeline (self->bundle, id, TRUE, &notes);

  if (state == WAY_PROOF_WRONG)
    lower_complete (self, WAY_PROOF_WRONG);
  refs = notes.items;
  for (gsize i = 0; state == WAY_PROOF_PRESENT && i < notes.n; i++)
    add_step (self, thing, &refs[i], TRUE);
}

static void
follow (WayExamining *self, const WayThing *thing, guint64 from, guint64 to, guint depth)
{
  WayRecords events;
  const WayEventRef *refs;
  const WayThing *first_case;
  WayProofState state;
  WayHash id;

  way_thing_get_id (thing, &id);
  if (depth > WAY_EXAMINE_MAX_DEPTH)
    {
      lower_complete (self, WAY_PROOF_NOT_KNOWN);
      return;
    }
  state = way_verified_bundle_check_timeline (self->bundle, &id, FALSE, &events);
  /* A unit that nothing happened to has no head; products, lots and containers must have one. */
  if (state == WAY_PROOF_ABSENT && thing->kind != WAY_THING_UNIT)
    state = WAY_PROOF_WRONG;
  lower_complete (self, state);
  refs = events.items;
  for (gsize i = 0; i < events.n; i++)
    if (refs[i].log_index >= from && refs[i].log_index <= to)
      {
        add_step (self, thing, &refs[i], FALSE);
        self->n_followed += thing->kind == WAY_THING_UNIT
                            || thing->kind == WAY_THING_CONTAINER;
      }
  if (g_hash_table_contains (self->seen, &id))
    return;
  g_hash_table_add (self->seen, g_memdup2 (&id, sizeof id));
  first_case = find_first_case (self, thing, &id);
  if (thing->kind == WAY_THING_UNIT || thing->kind == WAY_THING_CONTAINER)
    follow_parents (self, thing, first_case, &events, from, to, depth);
  follow_inputs (self, thing, &events, depth);
  add_notes (self, thing, &id);
}

/* ---- Order, confirmation, corrections, gaps ------------------------------------------------------- */

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const WayStep *left = a, *right = b;
  guint64 l = left->statement->entry->log_index, r = right->statement->entry->log_index;

  if (l != r)
    return l < r ? -1 : 1;
  if (left->action_index != right->action_index)
    return left->action_index < right->action_index ? -1 : 1;
  return (int) left->thing.kind - (int) right->thing.kind;
}

/* The same action once, though it touched several things on the way. */
static void
drop_repeated (GArray *steps)
{
  guint kept = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      WayStep *step = &g_array_index (steps, WayStep, i);

      if (kept > 0 && g_array_index (steps, WayStep, kept - 1).action == step->action)
        {
          /* the more exact thing stands for it */
          if (step->thing.kind == WAY_THING_UNIT)
            g_array_index (steps, WayStep, kept - 1).thing = step->thing;
          continue;
        }
      g_array_index (steps, WayStep, kept++) = *step;
    }
  g_array_set_size (steps, kept);
}

static void
confirm_shipments (GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      WayStep *receipt = &g_array_index (steps, WayStep, i);
      const WayReceive *receive = receipt->action->body;

      if (receipt->action->kind != WAY_ACTION_RECEIVE)
        continue;
      for (guint j = 0; j < i; j++)
        {
          WayStep *shipment = &g_array_index (steps, WayStep, j);
          WayHash id;

          if (shipment->action->kind != WAY_ACTION_SHIP)
            continue;
          way_shipment_get_id (&shipment->statement->statement.id, shipment->action_index,
                               &id);
          if (way_hash_equal (&id, &receive->shipment))
            shipment->is_confirmed = receipt->is_confirmed = TRUE;
        }
    }
}

static void
mark_corrected (GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const WayStep *correction = &g_array_index (steps, WayStep, i);
      const WayCorrect *correct = correction->action->body;

      if (correction->action->kind != WAY_ACTION_CORRECT)
        continue;
      for (guint j = 0; j < steps->len; j++)
        {
          WayStep *step = &g_array_index (steps, WayStep, j);

          if (step->action_index == correct->action_index
              && way_hash_equal (&step->statement->statement.id, &correct->statement)
              && way_hash_equal (&step->actor, &correction->actor))
            step->is_corrected = TRUE;
        }
    }
}

/* An imported event that its document withdraws: the same event of the same account, as it was imported before. */
static void
mark_withdrawn (GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const WayStep *withdrawal = &g_array_index (steps, WayStep, i);
      const WayObserve *wrong = withdrawal->action->body;

      if (!withdrawal->is_imported || !way_epcis_import_is_withdrawn (wrong))
        continue;
      for (guint j = 0; j < steps->len; j++)
        {
          WayStep *step = &g_array_index (steps, WayStep, j);
          const WayObserve *observe = step->action->body;

          if (step->is_imported && way_hash_equal (&step->actor, &withdrawal->actor)
              && way_hash_equal (&observe->epcis_hash, &wrong->epcis_hash))
            step->is_corrected = TRUE;
        }
    }
}

static gboolean
moves_custody (const WayAction *action)
{
  return action->kind == WAY_ACTION_RECEIVE || action->kind == WAY_ACTION_UNPACK
         || action->kind == WAY_ACTION_PACK || action->kind == WAY_ACTION_SHIP
         || action->kind == WAY_ACTION_SELL || action->kind == WAY_ACTION_TAKE_BACK
         || action->kind == WAY_ACTION_CLAIM;
}

/* A shipment that something followed without its receipt; a claim of an item that nobody's hands were signed for. */
static gboolean
is_gap_before (WayExamining *self, guint i)
{
  const WayStep *step = &g_array_index (self->steps, WayStep, i);

  if (!moves_custody (step->action) || step->is_note)
    return FALSE;
  if (step->action->kind == WAY_ACTION_CLAIM && self->out->subject.kind == WAY_THING_UNIT)
    {
      gboolean was_followed = FALSE;

      for (guint j = 0; j < i; j++)
        {
          const WayStep *before = &g_array_index (self->steps, WayStep, j);

          was_followed |= before->thing.kind == WAY_THING_UNIT
                          || before->thing.kind == WAY_THING_CONTAINER;
        }
      if (!was_followed)
        return TRUE;
    }
  for (guint j = i; j-- > 0;)
    {
      const WayStep *before = &g_array_index (self->steps, WayStep, j);

      if (before->is_note || !moves_custody (before->action))
        continue;
      return before->action->kind == WAY_ACTION_SHIP && !before->is_confirmed;
    }
  return FALSE;
}

static void
insert_gaps (WayExamining *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      WayStep gap;

      if (!is_gap_before (self, i))
        continue;
      gap = g_array_index (self->steps, WayStep, i);
      gap.kind = WAY_STEP_GAP;
      way_examining_set (self, WAY_FACT_CUSTODY_GAP, WAY_FACT_STATE_PROVEN,
                         gap.statement->entry->log_index);
      g_array_insert_val (self->steps, i, gap);
      i++;
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const WayStep *left = a, *right = b;

  if (left->event_time_ms != right->event_time_ms)
    return left->event_time_ms < right->event_time_ms ? -1 : 1;
  return compare_steps (a, b);
}

/* When it was brought in says nothing of the journey: each imported event goes before the first step that happened later. */
static void
place_imported (GArray *steps)
{
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (WayStep));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (WayStep));
  guint next = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      const WayStep *step = &g_array_index (steps, WayStep, i);

      g_array_append_vals (step->is_imported ? claims : others, step, 1);
    }
  g_array_sort (claims, compare_times);
  g_array_set_size (steps, 0);
  for (guint i = 0; i < others->len; i++)
    {
      const WayStep *step = &g_array_index (others, WayStep, i);

      for (; next < claims->len
             && g_array_index (claims, WayStep, next).event_time_ms < step->event_time_ms;
           next++)
        g_array_append_vals (steps, &g_array_index (claims, WayStep, next), 1);
      g_array_append_vals (steps, step, 1);
    }
  if (next < claims->len)
    g_array_append_vals (steps, &g_array_index (claims, WayStep, next),
                         claims->len - next);
}

/* Nobody registered it: what was said of it under the name of the account that was asked for, like imported events. */
static void
add_hearsay (WayExamining *self)
{
  const WayBundle *record = way_verified_bundle_get_record (self->bundle);
  const WayTimeline *timelines = record->timelines.items;

  for (gsize i = 0; way_record_has (self->question, 5) && i < record->timelines.n; i++)
    {
      WayHash id;

      way_thing_get_id (&timelines[i].thing, &id);
      if (way_hash_equal (&timelines[i].thing.account, &self->question->account))
        add_notes (self, &timelines[i].thing, &id);
    }
  g_array_sort (self->steps, compare_steps);
  drop_repeated (self->steps);
  mark_corrected (self->steps);
  mark_withdrawn (self->steps);
  place_imported (self->steps);
}

void
way_examine_story (WayExamining *self)
{
  static const WayFactState states[] = {
    [WAY_PROOF_NOT_KNOWN] = WAY_FACT_STATE_NOT_KNOWN,
    [WAY_PROOF_PRESENT] = WAY_FACT_STATE_PROVEN,
    [WAY_PROOF_ABSENT] = WAY_FACT_STATE_NOT_KNOWN,
    [WAY_PROOF_WRONG] = WAY_FACT_STATE_CONTRADICTED,
  };
  const WayThing *subject = &self->out->subject;
  WayThing product, lot;

  self->complete = WAY_PROOF_PRESENT;
  if (!self->out->has_subject)
    {
      add_hearsay (self);
      return;
    }
  if (subject->kind != WAY_THING_CONTAINER)
    {
      product = way_thing_product (&subject->account, subject->gtin);
      follow (self, &product, 0, G_MAXUINT64, 0);
    }
  if ((subject->kind == WAY_THING_LOT || subject->kind == WAY_THING_UNIT)
      && self->out->facts.states[WAY_FACT_LOT] == WAY_FACT_STATE_PROVEN)
    {
      lot = way_thing_lot (&subject->account, subject->gtin, subject->lot);
      follow (self, &lot, 0, G_MAXUINT64, 0);
    }
  if (subject->kind == WAY_THING_CONTAINER
      || (subject->kind == WAY_THING_UNIT
          && self->out->facts.states[WAY_FACT_SERIAL] == WAY_FACT_STATE_PROVEN))
    follow (self, subject, 0, G_MAXUINT64, 0);
  g_array_sort (self->steps, compare_steps);
  drop_repeated (self->steps);
  confirm_shipments (self->steps);
  mark_corrected (self->steps);
  mark_withdrawn (self->steps);
  insert_gaps (self);
  place_imported (self->steps);
  way_examining_set (self, WAY_FACT_COMPLETE, states[self->complete], G_MAXUINT64);
}
