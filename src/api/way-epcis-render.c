/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-render.h"

#include "way-epcis-draft.h"
#include "way-epcis-hash.h"
#include "way-epcis-value.h"
#include "way-epcis-vocabulary.h"
#include "way-result.h"
#include "way-uri-escape.h"

const WayEpcisPrefix way_epcis_render_prefixes[] = {
  { "waymark", "https://waymark.org/epcis/" },
  { "cbvmda", "urn:epcglobal:cbv:mda:" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (way_epcis_render_prefixes) == WAY_EPCIS_RENDER_N_PREFIXES);

/* --- The acts --- */

static void
render_case (WayEpcisDraft *self, const WayCommission *act, const WayCaseCount *one)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_AGGREGATION, WAY_EPCIS_ADD, &act->event);

  way_draft_set_why (event, "packing", "in_progress");
  event->parent = way_draft_key_uri (self, "00", one->sscc, NULL, (WaySlice) { NULL, 0 });
  event->quantities.items = way_draft_take (self, 1, sizeof (WayEpcisQuantity));
  if (event->quantities.items != NULL)
    event->quantities.items[event->quantities.n++] = way_draft_lot_quantity (
        self, self->act->account, act->gtin, act->lot, one->count);
}

static void
render_commission (WayEpcisDraft *self, const WayCommission *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_ADD, &act->event);
  const WayCaseCount *cases = act->cases.items;
  WayLotRegister lot;

  way_draft_set_why (event, "commissioning", "active");
  event->quantities.items = way_draft_take (self, 1, sizeof (WayEpcisQuantity));
  if (event->quantities.items != NULL)
    event->quantities.items[event->quantities.n++] =
        way_draft_lot_quantity (self, self->act->account, act->gtin, act->lot, 0);
  way_draft_add_pair (self, &event->ilmd, "cbvmda:lotNumber", act->lot);
  if (way_draft_find_lot (self, self->act->account, act->gtin, act->lot, &lot)
      && way_record_has (&lot, 8))
    way_draft_add_pair (self, &event->ilmd, "cbvmda:itemExpirationDate", lot.expiry_date);
  for (gsize i = 0; way_record_has (act, 4) && i < act->cases.n; i++)
    render_case (self, act, &cases[i]);
}

static void
render_packing (WayEpcisDraft *self,
                const WayEvent *when,
                const WayThing *container,
                const WayRecords *children,
                gboolean is_packing)
{
  WayEpcisEvent *event = way_draft_new_event (
      self, WAY_EPCIS_AGGREGATION, is_packing ? WAY_EPCIS_ADD : WAY_EPCIS_DELETE, when);

  way_draft_set_why (event, is_packing ? "packing" : "unpacking", "in_progress");
  event->parent = way_draft_thing_uri (self, container);
  way_draft_add_items (self, &event->epcs, &event->quantities, children);
}

static void
render_ship (WayEpcisDraft *self, const WayShip *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, &act->event);
  WayHash shipment;

  way_shipment_get_id (self->act->statement, self->act->action_index, &shipment);
  way_draft_set_why (event, "shipping", "in_transit");
  way_draft_add_items (self, &event->epcs, &event->quantities, &act->items);
  way_draft_set_parties (self, event, "possessing_party", self->act->account,
                         &act->receiver);
  way_draft_set_transactions (self, event,
                              (WayEpcisLink) { way_slice_from_string ("desadv"),
                                               way_draft_hash_uri (self, &shipment) },
                              &act->event);
}

static void
render_receive (WayEpcisDraft *self, const WayReceive *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, &act->event);
  WayHash shipper;
  gboolean is_known =
      self->knowledge != NULL && self->knowledge->find_shipper != NULL
      && self->knowledge->find_shipper (self->knowledge->data, &act->shipment, &shipper);

  way_draft_set_why (event, "receiving", "in_progress");
  way_draft_add_items (self, &event->epcs, &event->quantities, &act->items);
  way_draft_set_parties (self, event, "possessing_party", is_known ? &shipper : NULL,
                         self->act->account);
  way_draft_set_transactions (
      self, event,
      (WayEpcisLink) { way_slice_from_string ("desadv"),
                       way_draft_hash_uri (self, &act->shipment) },
      &act->event);
}

static void
render_transform (WayEpcisDraft *self, const WayTransform *act)
{
  WayEpcisEvent *event = way_draft_new_event (self, WAY_EPCIS_TRANSFORMATION,
                                              WAY_EPCIS_NO_ACTION, &act->event);
  const WayOutput *outputs = act->outputs.items;

  way_draft_set_why (event, "creating_class_instance", "active");
  way_draft_add_items (self, &event->input_epcs, &event->input_quantities, &act->inputs);
  event->output_quantities.items =
      way_draft_take (self, act->outputs.n, sizeof (WayEpcisQuantity));
  for (gsize i = 0; event->output_quantities.items != NULL && i < act->outputs.n; i++)
    event->output_quantities.items[event->output_quantities.n++] =
        way_draft_lot_quantity (self, self->act->account, outputs[i].gtin, outputs[i].lot,
                                0);
}

/* Statements hold any text there; EPCIS wants a standard name or a URI. */
static WaySlice
vocabulary_term (WayEpcisDraft *self, WayCbvKind kind, WaySlice text)
{
  g_autoptr (GString) uri = NULL;

  if (way_cbv_has (kind, text) || way_epcis_is_uri (text))
    return text;
  uri = g_string_new ("waymark:term-");
  way_uri_escape (uri, text, FALSE);
  return way_draft_keep (self, uri->str);
}

static WaySlice
number (WayEpcisDraft *self, WaySlice text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (!way_epcis_append_number (out, text))
    return (WaySlice) { NULL, 0 };
  return way_draft_keep (self, out->str);
}

static WayEpcisReading
render_reading (WayEpcisDraft *self, const WayReading *reading)
{
  WayEpcisReading out = {
    .type = vocabulary_term (self, WAY_CBV_MEASUREMENT, reading->type),
    .value = number (self, reading->value),
    .uom = reading->uom,
    .has_time = TRUE,
    .time_ms = way_draft_clamp_time (reading->time),
  };

  if (way_record_has (reading, 5))
    out.min_value = number (self, reading->minimum);
  if (way_record_has (reading, 6))
    out.max_value = number (self, reading->maximum);
  if (out.value.len == 0)
    {
      out.text_kind = WAY_EPCIS_STRING;
      out.text = reading->value;
    }
  return out;
}

static void
add_readings (WayEpcisDraft *self, WayEpcisEvent *event, const WayRecords *readings)
{
  const WayReading *all = readings->items;

  event->readings.items = way_draft_take (self, readings->n, sizeof (WayEpcisReading));
  for (gsize i = 0; event->readings.items != NULL && i < readings->n; i++)
    event->readings.items[event->readings.n++] = render_reading (self, &all[i]);
}

static void
render_observe (WayEpcisDraft *self, const WayObserve *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, &act->event);

  way_draft_add_things (self, event, act->things.items, act->things.n);
  if (way_record_has (act, 3))
    {
      g_autofree char *uri = way_epcis_hash_to_uri (&act->epcis_hash);
      way_draft_add_pair (self, &event->extensions, "waymark:epcisEventHash",
                          way_draft_keep (self, uri));
    }
  if (way_record_has (act, 4))
    way_draft_add_pair (self, &event->extensions, "waymark:epcisDocument",
                        way_draft_hash_uri (self, &act->epcis_document));
  if (way_record_has (act, 5))
    event->biz_step = vocabulary_term (self, WAY_CBV_BIZ_STEP, act->biz_step);
  if (way_record_has (act, 6))
    event->disposition = vocabulary_term (self, WAY_CBV_DISPOSITION, act->disposition);
  if (way_record_has (act, 7))
    add_readings (self, event, &act->readings);
}

static void
render_inspect (WayEpcisDraft *self, const WayInspect *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, &act->event);

  way_draft_set_why (event, "inspecting",
                     act->outcome == WAY_INSPECT_PASSED   ? "conformant"
                     : act->outcome == WAY_INSPECT_FAILED ? "non_conformant"
                                                          : "");
  way_draft_add_things (self, event, &act->thing, 1);
  if (way_record_has (act, 4))
    way_draft_add_pair (self, &event->extensions, "waymark:standard", act->standard);
}

static const char *
enum_name (const WayEnumName *names, guint64 value)
{
  for (; names->name != NULL; names++)
    if (names->value == value)
      return names->name;
  return "";
}

static void
render_correct (WayEpcisDraft *self, const WayCorrect *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, &act->event);

  way_draft_set_why (event, "other", "");
  way_draft_add_things (self, event, act->things.items, act->things.n);
  way_draft_add_pair (self, &event->extensions, "waymark:corrects",
                      way_draft_hash_uri (self, &act->statement));
  way_draft_add_number_pair (self, &event->extensions, "waymark:correctsAction",
                             act->action_index);
  way_draft_add_pair (
      self, &event->extensions, "waymark:reason",
      way_slice_from_string (enum_name (way_correct_reasons, act->reason)));
}

/* The thing, or those units of the lot. */
static void
add_recalled (WayEpcisDraft *self,
              WayEpcisEvent *event,
              const WayThing *thing,
              const WayRecords *serials,
              gboolean has_serials)
{
  const WaySlice *all = serials->items;

  if (!has_serials)
    {
      way_draft_add_things (self, event, thing, 1);
      return;
    }
  event->epcs.items = way_draft_take (self, serials->n, sizeof (WaySlice));
  for (gsize i = 0; event->epcs.items != NULL && i < serials->n; i++)
    way_draft_add_epc (&event->epcs,
                       way_draft_key_uri (self, "01", thing->gtin, "21", all[i]));
}

static void
render_recall (WayEpcisDraft *self, const WayRecall *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, &act->event);

  way_draft_set_why (event, "holding", "recalled");
  event->set_dispositions = way_draft_one_name (self, "recalled");
  add_recalled (self, event, &act->thing, &act->serials, way_record_has (act, 3));
  way_draft_add_pair (self, &event->extensions, "waymark:level",
                      way_slice_from_string (enum_name (way_recall_levels, act->level)));
}

static void
render_recall_end (WayEpcisDraft *self, const WayRecallEnd *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, &act->event);

  way_draft_set_why (event, "other", "");
  event->unset_dispositions = way_draft_one_name (self, "recalled");
  add_recalled (self, event, &act->thing, &act->serials, way_record_has (act, 3));
}

static void
render_claim (WayEpcisDraft *self, const WayClaim *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, NULL);

  way_draft_set_why (event, "retail_selling", "retail_sold");
  way_draft_add_things (self, event, &act->unit.thing, 1);
  way_draft_set_parties (self, event, "owning_party", NULL, self->act->account);
}

static void
render_transfer (WayEpcisDraft *self, const WayTransfer *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, &act->event);

  way_draft_set_why (event, "other", "");
  way_draft_add_things (self, event, &act->unit.thing, 1);
  way_draft_set_parties (self, event, "owning_party", self->act->account,
                         &act->new_owner);
}

static void
render_report (WayEpcisDraft *self, const WayReport *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, &act->event);

  way_draft_set_why (event, "inspecting",
                     act->kind == WAY_REPORT_DAMAGED ? "damaged" : "unknown");
  way_draft_add_things (self, event, &act->thing, 1);
  way_draft_add_pair (self, &event->extensions, "waymark:report",
                      way_slice_from_string (enum_name (way_report_kinds, act->kind)));
}

static void
render_sell (WayEpcisDraft *self, const WaySell *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, &act->event);

  way_draft_set_why (event, "retail_selling", "retail_sold");
  way_draft_add_items (self, &event->epcs, &event->quantities, &act->units);
  way_draft_set_parties (self, event, "owning_party", self->act->account,
                         way_record_has (act, 3) ? &act->buyer : NULL);
}

static void
render_take_back (WayEpcisDraft *self, const WayTakeBack *act)
{
  WayEpcisEvent *event =
      way_draft_new_event (self, WAY_EPCIS_OBJECT, WAY_EPCIS_OBSERVE, &act->event);

  way_draft_set_why (event, "receiving", "returned");
  way_draft_add_things (self, event, &act->unit.thing, 1);
  way_draft_add_pair (self, &event->extensions, "waymark:sale",
                      way_draft_hash_uri (self, &act->statement));
  way_draft_add_number_pair (self, &event->extensions, "waymark:saleAction",
                             act->action_index);
  way_draft_set_parties (self, event, "owning_party", NULL, self->act->account);
}

/* --- Public --- */

static gsize
count_events (const WayAction *action)
{
  const WayCommission *commission = action->body;

  if (action->kind < WAY_ACTION_COMMISSION)
    return 0;
  if (action->kind == WAY_ACTION_COMMISSION && way_record_has (commission, 4))
    return 1 + commission->cases.n;
  return 1;
}

static void
render_action (WayEpcisDraft *self)
{
  const WayAction *action = self->act->action;
  const WayPack *pack = action->body;
  const WayUnpack *unpack = action->body;

  if (action->kind == WAY_ACTION_COMMISSION)
    render_commission (self, action->body);
  else if (action->kind == WAY_ACTION_OBSERVE)
    render_observe (self, action->body);
  else if (action->kind == WAY_ACTION_PACK)
    render_packing (self, &pack->event, &pack->container, &pack->children, TRUE);
  else if (action->kind == WAY_ACTION_UNPACK)
    render_packing (self, &unpack->event, &unpack->container, &unpack->children, FALSE);
  else if (action->kind == WAY_ACTION_SHIP)
    render_ship (self, action->body);
  else if (action->kind == WAY_ACTION_RECEIVE)
    render_receive (self, action->body);
  else if (action->kind == WAY_ACTION_TRANSFORM)
    render_transform (self, action->body);
  else if (action->kind == WAY_ACTION_INSPECT)
    render_inspect (self, action->body);
  else if (action->kind == WAY_ACTION_CORRECT)
    render_correct (self, action->body);
  else if (action->kind == WAY_ACTION_RECALL)
    render_recall (self, action->body);
  else if (action->kind == WAY_ACTION_RECALL_END)
    render_recall_end (self, action->body);
  else if (action->kind == WAY_ACTION_CLAIM)
    render_claim (self, action->body);
  else if (action->kind == WAY_ACTION_TRANSFER)
    render_transfer (self, action->body);
  else if (action->kind == WAY_ACTION_REPORT)
    render_report (self, action->body);
  else if (action->kind == WAY_ACTION_SELL)
    render_sell (self, action->body);
  else if (action->kind == WAY_ACTION_TAKE_BACK)
    render_take_back (self, action->body);
}

/* The hash is that of the event as any reader of the written document computes it. */
static void
set_event_id (WayEpcisDraft *self, WayEpcisEvent *event)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (WayEpcisDocument) document = NULL;
  g_autoptr (WayEpcisHasher) hasher = NULL;
  g_autofree char *uri = NULL;
  WayEpcisWriter writer;
  WayEpcisIter iter;
  WayHash hash;

  way_epcis_writer_begin (&writer, text, 0, way_epcis_render_prefixes,
                          WAY_EPCIS_RENDER_N_PREFIXES);
  way_epcis_writer_add (&writer, event);
  way_epcis_writer_end (&writer);
  document = way_epcis_document_read (WAY_SLICE_INIT (text->str, text->len), 0, NULL);
  g_assert (document != NULL);
  hasher = way_epcis_hasher_new (document);
  way_epcis_iter_init (&iter, document);
  if (!way_epcis_hasher_hash (hasher, way_epcis_iter_next (&iter), &hash, NULL))
    g_assert_not_reached ();
  uri = way_epcis_hash_to_uri (&hash);
  event->event_id = way_draft_keep (self, uri);
}

gboolean
way_epcis_render (const WayEpcisAct *act,
                  const WayEpcisKnowledge *knowledge,
                  WayArena *arena,
                  WayEpcisEvents *out,
                  GError **error)
{
  WayEpcisDraft render = { act, knowledge, arena, out, FALSE };
  gsize n = count_events (act->action);

  *out = (WayEpcisEvents) { way_draft_take (&render, n, sizeof (WayEpcisEvent)), 0 };
  if (out->items != NULL)
    render_action (&render);
  for (gsize i = 0; !render.is_full && i < out->n; i++)
    set_event_id (&render, &out->items[i]);
  if (render.is_full)
    return way_error_format (error, WAY_RESULT_NO_SPACE, "The events are too large");
  return TRUE;
}
