/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-draft.h"

#include "way-base-encoding.h"
#include "way-epcis-identifier.h"
#include "way-uri-escape.h"

#define MAX_PAIRS 16
#define MAX_TIME  G_GUINT64_CONSTANT (253402128000000) /* 9999-12-30 */

/* --- Memory and texts --- */

gpointer
way_draft_take (WayEpcisDraft *self, gsize n, gsize size)
{
  gpointer memory = n > 0 ? way_arena_alloc (self->arena, n * size) : NULL;

  self->is_full |= n > 0 && memory == NULL;
  return memory;
}

WaySlice
way_draft_keep (WayEpcisDraft *self, const char *text)
{
  gsize len = strlen (text);
  guint8 *copy = way_arena_copy (self->arena, text, len);

  self->is_full |= copy == NULL;
  return WAY_SLICE_INIT (copy, copy ? len : 0);
}

static WaySlice
keep_number (WayEpcisDraft *self, guint64 number)
{
  char text[32];

  g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT, number);
  return way_draft_keep (self, text);
}

/* RFC 6920 in the form that CBV uses, the digest in hex. */
WaySlice
way_draft_hash_uri (WayEpcisDraft *self, const WayHash *hash)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (hash));
  g_autofree char *uri = g_strconcat ("ni:///sha-256;", hex, NULL);

  return way_draft_keep (self, uri);
}

/* RFC 9679 section 6: an account is the thumbprint of its first key. */
static WaySlice
account_uri (WayEpcisDraft *self, const WayHash *account)
{
  g_autofree char *text = way_base64url_encode (way_slice_from_hash (account));
  g_autofree char *uri = g_strconcat ("urn:ietf:params:oauth:ckt:sha-256:", text, NULL);

  return way_draft_keep (self, uri);
}

WaySlice
way_draft_key_uri (WayEpcisDraft *self,
                   const char *key,
                   WaySlice value,
                   const char *qualifier,
                   WaySlice part)
{
  g_autoptr (GString) uri = g_string_new ("https://id.gs1.org/");
  g_autofree char *canonical = NULL;

  g_string_append_printf (uri, "%s/%.*s", key, (int) value.len, value.data);
  if (part.len > 0)
    {
      g_string_append_printf (uri, "/%s/", qualifier);
      way_uri_escape (uri, part, FALSE);
    }
  canonical = way_epcis_dup_identifier (WAY_SLICE_INIT (uri->str, uri->len));
  return way_draft_keep (self, canonical);
}

WaySlice
way_draft_thing_uri (WayEpcisDraft *self, const WayThing *thing)
{
  switch (thing->kind)
    {
    case WAY_THING_CONTAINER:
      return way_draft_key_uri (self, "00", thing->sscc, NULL, (WaySlice) { NULL, 0 });
    case WAY_THING_UNIT:
      return way_draft_key_uri (self, "01", thing->gtin, "21", thing->serial);
    case WAY_THING_LOT:
      return way_draft_key_uri (self, "01", thing->gtin, "10", thing->lot);
    case WAY_THING_PRODUCT:
      return way_draft_key_uri (self, "01", thing->gtin, NULL, (WaySlice) { NULL, 0 });
    default:
      g_assert_not_reached ();
    }
}

/* --- Building an event --- */

static gboolean
is_instance (const WayThing *thing)
{
  return thing->kind == WAY_THING_UNIT || thing->kind == WAY_THING_CONTAINER;
}

gboolean
way_draft_find_lot (WayEpcisDraft *self,
                    const WayHash *account,
                    WaySlice gtin,
                    WaySlice lot,
                    WayLotRegister *out)
{
  *out = (WayLotRegister) { 0 };
  return self->knowledge != NULL && self->knowledge->find_lot != NULL
         && self->knowledge->find_lot (self->knowledge->data, account, gtin, lot, out);
}

/* EPCIS has room for no other: a quantity without its unit would be wrong. */
static gboolean
is_unit_code (WaySlice uom)
{
  for (gsize i = 0; i < uom.len; i++)
    if (!g_ascii_isupper (uom.data[i]) && !g_ascii_isdigit (uom.data[i]))
      return FALSE;
  return uom.len == 2 || uom.len == 3;
}

WayEpcisQuantity
way_draft_lot_quantity (WayEpcisDraft *self,
                        const WayHash *account,
                        WaySlice gtin,
                        WaySlice lot,
                        guint64 quantity)
{
  WayEpcisQuantity out = { way_draft_key_uri (self, "01", gtin, "10", lot) };
  WayLotRegister found;
  gboolean is_found = way_draft_find_lot (self, account, gtin, lot, &found);

  if (quantity == 0 && is_found)
    quantity = found.quantity;
  if (quantity == 0)
    return out;
  if (is_found && way_record_has (&found, 4) && !is_unit_code (found.uom))
    return out;
  out.quantity = keep_number (self, quantity);
  if (is_found && way_record_has (&found, 4))
    out.uom = found.uom;
  return out;
}

/* A list of EPCs has nothing twice; two lots may have one serial. */
void
way_draft_add_epc (WayEpcisUris *epcs, WaySlice epc)
{
  for (gsize i = 0; i < epcs->n; i++)
    if (way_slice_equal (epcs->items[i], epc))
      return;
  epcs->items[epcs->n++] = epc;
}

static void
add_thing (WayEpcisDraft *self,
           WayEpcisUris *epcs,
           WayEpcisQuantities *quantities,
           const WayThing *thing,
           guint64 quantity)
{
  if (is_instance (thing))
    way_draft_add_epc (epcs, way_draft_thing_uri (self, thing));
  else if (thing->kind == WAY_THING_LOT && quantity > 0)
    quantities->items[quantities->n++] =
        way_draft_lot_quantity (self, &thing->account, thing->gtin, thing->lot, quantity);
  else
    quantities->items[quantities->n++] =
        (WayEpcisQuantity) { .epc_class = way_draft_thing_uri (self, thing) };
}

static gboolean
make_room (WayEpcisDraft *self,
           WayEpcisUris *epcs,
           WayEpcisQuantities *quantities,
           gsize n)
{
  epcs->items = way_draft_take (self, n, sizeof (WaySlice));
  quantities->items = way_draft_take (self, n, sizeof (WayEpcisQuantity));
  return !self->is_full;
}

void
way_draft_add_items (WayEpcisDraft *self,
                     WayEpcisUris *epcs,
                     WayEpcisQuantities *quantities,
                     const WayRecords *items)
{
  const WayItem *all = items->items;

  if (!make_room (self, epcs, quantities, items->n))
    return;
  for (gsize i = 0; i < items->n; i++)
    add_thing (self, epcs, quantities, &all[i].thing,
               way_record_has (&all[i], 2) ? all[i].quantity : 0);
}

void
way_draft_add_things (WayEpcisDraft *self,
                      WayEpcisEvent *event,
                      const WayThing *things,
                      gsize n)
{
  if (!make_room (self, &event->epcs, &event->quantities, n))
    return;
  for (gsize i = 0; i < n; i++)
    add_thing (self, &event->epcs, &event->quantities, &things[i], 0);
}

void
way_draft_add_pair (WayEpcisDraft *self,
                    WayEpcisPairs *pairs,
                    const char *name,
                    WaySlice value)
{
  if (pairs->items == NULL)
    pairs->items = way_draft_take (self, MAX_PAIRS, sizeof (WayEpcisPair));
  if (pairs->items == NULL || value.len == 0)
    return;
  g_assert (pairs->n < MAX_PAIRS);
  pairs->items[pairs->n++] =
      (WayEpcisPair) { .name = way_slice_from_string (name), .value = value };
}

void
way_draft_add_number_pair (WayEpcisDraft *self,
                           WayEpcisPairs *pairs,
                           const char *name,
                           guint64 number)
{
  way_draft_add_pair (self, pairs, name, keep_number (self, number));
  if (pairs->n > 0)
    pairs->items[pairs->n - 1].is_number = TRUE;
}

static WayEpcisLinks
one_link (WayEpcisDraft *self, const char *type, WaySlice id)
{
  WayEpcisLinks links = { way_draft_take (self, 1, sizeof (WayEpcisLink)), 0 };

  if (links.items != NULL)
    links.items[links.n++] = (WayEpcisLink) { way_slice_from_string (type), id };
  return links;
}

void
way_draft_set_parties (WayEpcisDraft *self,
                       WayEpcisEvent *event,
                       const char *type,
                       const WayHash *from,
                       const WayHash *to)
{
  if (from != NULL)
    event->sources = one_link (self, type, account_uri (self, from));
  if (to != NULL)
    event->destinations = one_link (self, type, account_uri (self, to));
}

WayEpcisUris
way_draft_one_name (WayEpcisDraft *self, const char *name)
{
  WayEpcisUris names = { way_draft_take (self, 1, sizeof (WaySlice)), 0 };

  if (names.items != NULL)
    names.items[names.n++] = way_slice_from_string (name);
  return names;
}

/* --- When and where --- */

/* A signer may name any time; EPCIS has four digits for the year. */
gint64
way_draft_clamp_time (guint64 time_ms)
{
  return (gint64) MIN (time_ms, MAX_TIME);
}

static void
append_degrees (GString *out, gint64 e6)
{
  g_string_append_printf (out, "%s%d.%06d", e6 < 0 ? "-" : "", (int) (ABS (e6) / 1000000),
                          (int) (ABS (e6) % 1000000));
}

static WaySlice
place_uri (WayEpcisDraft *self, const WayPlace *place)
{
  g_autoptr (GString) geo = NULL;

  if (way_record_has (place, 2))
    return way_draft_key_uri (self, "414", place->gln, NULL, (WaySlice) { NULL, 0 });
  if (!way_record_has (place, 4))
    return (WaySlice) { NULL, 0 };
  geo = g_string_new ("geo:");
  append_degrees (geo, place->latitude_e6);
  g_string_append_c (geo, ',');
  append_degrees (geo, place->longitude_e6);
  return way_draft_keep (self, geo->str);
}

static const char *
document_type (guint64 kind)
{
  switch (kind)
    {
    case WAY_DOCUMENT_TEST_REPORT:
      return "testres";
    case WAY_DOCUMENT_CERTIFICATE:
      return "cert";
    default:
      return "";
    }
}

/* The documents of the act, behind @first where that is not empty. */
void
way_draft_set_transactions (WayEpcisDraft *self,
                            WayEpcisEvent *event,
                            WayEpcisLink first,
                            const WayEvent *when)
{
  gsize n_documents = when != NULL && way_record_has (when, 4) ? when->documents.n : 0;
  const WayDocument *documents = n_documents > 0 ? when->documents.items : NULL;
  WayEpcisLinks *links = &event->biz_transactions;

  links->items = way_draft_take (self, n_documents + 1, sizeof (WayEpcisLink));
  if (links->items == NULL)
    return;
  if (first.id.len > 0)
    links->items[links->n++] = first;
  for (gsize i = 0; i < n_documents; i++)
    links->items[links->n++] = (WayEpcisLink) {
      .type = way_slice_from_string (document_type (documents[i].kind)),
      .id = way_draft_hash_uri (self, &documents[i].hash),
    };
}

static void
add_provenance (WayEpcisDraft *self, WayEpcisEvent *event, const WayEvent *when)
{
  WayEpcisPairs *pairs = &event->extensions;

  way_draft_add_pair (self, pairs, "waymark:statement",
                      way_draft_hash_uri (self, self->act->statement));
  way_draft_add_number_pair (self, pairs, "waymark:action", self->act->action_index);
  way_draft_add_pair (self, pairs, "waymark:account",
                      account_uri (self, self->act->account));
  if (when != NULL && way_record_has (when, 3))
    way_draft_add_pair (self, pairs, "waymark:place", when->place.name);
  if (when != NULL && way_record_has (when, 5))
    way_draft_add_pair (self, pairs, "waymark:note", when->note);
}

/* @when: (nullable): block time then. */
WayEpcisEvent *
way_draft_new_event (WayEpcisDraft *self,
                     WayEpcisType type,
                     WayEpcisAction action,
                     const WayEvent *when)
{
  WayEpcisEvent *event = &self->out->items[self->out->n++];

  *event = (WayEpcisEvent) {
    .type = type,
    .action = action,
    .event_time_ms = way_draft_clamp_time (when ? when->time : self->act->block_time_ms),
    .offset_minutes = when ? (int) when->offset_minutes : 0,
    .has_record_time = TRUE,
    .record_time_ms = way_draft_clamp_time (self->act->block_time_ms),
  };
  if (when != NULL && way_record_has (when, 3))
    event->read_point = place_uri (self, &when->place);
  way_draft_set_transactions (self, event, (WayEpcisLink) { 0 }, when);
  add_provenance (self, event, when);
  if (self->act->corrected_ms != NULL)
    {
      event->has_error_declaration = TRUE;
      event->declaration_time_ms = way_draft_clamp_time (*self->act->corrected_ms);
      event->error_reason = way_slice_from_string (
          self->act->corrected_reason == WAY_CORRECT_DID_NOT_OCCUR ? "did_not_occur"
                                                                   : "incorrect_data");
    }
  return event;
}

void
way_draft_set_why (WayEpcisEvent *event, const char *biz_step, const char *disposition)
{
  event->biz_step = way_slice_from_string (biz_step);
  event->disposition = way_slice_from_string (disposition);
}
