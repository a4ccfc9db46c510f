/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-present.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "way-present-members.h"

#define MAX_ITEMS 8

/* ---- Pieces ------------------------------------------------------------------------------- */

/* The names of a list of things, cut where it gets long. */
static char *
join (GPtrArray *texts, gsize n_all)
{
  g_autofree char *list = NULL;

  g_ptr_array_add (texts, NULL);
  /* TRANSLATORS: stands between the things of a list */
  list = g_strjoinv (_ (", "), (char **) texts->pdata);
  if (n_all <= MAX_ITEMS)
    return g_steal_pointer (&list);
  return g_strdup_printf (
      /* TRANSLATORS: a list of things, and how many more there are */
      ngettext ("%s and %zu more", "%s and %zu more", n_all - MAX_ITEMS), list,
      n_all - MAX_ITEMS);
}

static char *
present_items (const WayRecords *items)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const WayItem *rows = items->items;

  for (gsize i = 0; i < MIN (items->n, MAX_ITEMS); i++)
    g_ptr_array_add (texts, way_present_item (&rows[i]));
  return join (texts, items->n);
}

static char *
present_things (const WayRecords *things)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const WayThing *rows = things->items;

  for (gsize i = 0; i < MIN (things->n, MAX_ITEMS); i++)
    g_ptr_array_add (texts, way_present_thing (&rows[i]));
  return join (texts, things->n);
}

static char *
text_of (WaySlice slice)
{
  return way_slice_dup_string (slice);
}

/* ---- Identity ------------------------------------------------------------------------------- */

static char *
present_identity (const WayPresenter *self, const WayAction *action)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autofree char *until = NULL;

  if (action->kind == WAY_ACTION_REGISTER)
    {
      const WayRegister *record = action->body;

      if (!way_record_has (record, 3))
        return g_strdup (_ ("You register your key on this network."));
      name = way_present_lang_texts (&record->profile.names);
      return g_strdup_printf (
          /* TRANSLATORS: %s is the name that others will see */
          _ ("You register on this network, with the public name “%s”."), name);
    }
  if (action->kind == WAY_ACTION_PROFILE_SET)
    {
      name =
          way_present_lang_texts (&((const WayProfileSet *) action->body)->profile.names);
      /* TRANSLATORS: %s is the name that others will see */
      return g_strdup_printf (_ ("You change your public profile: “%s”."), name);
    }
  if (action->kind == WAY_ACTION_ATTEST)
    {
      const WayAttest *attest = action->body;

      name = way_present_account (self, &attest->subject);
      value = text_of (attest->value);
      until = way_present_date (attest->until);
      /* TRANSLATORS: of whom, what (“company prefix” or the like), its value, until when */
      return g_strdup_printf (_ ("You attest of %s: %s %s, until %s."), name,
                              way_present_claim_kind ((WayClaimKind) attest->claim),
                              value, until);
    }
  if (action->kind == WAY_ACTION_ATTEST_REVOKE)
    {
      const WayAttestRevoke *revoke = action->body;

      name = way_present_account (self, &revoke->subject);
      value = text_of (revoke->value);
      /* TRANSLATORS: of whom, what (“company prefix” or the like), its value */
      return g_strdup_printf (_ ("You take back what you attested of %s: %s %s."), name,
                              way_present_claim_kind ((WayClaimKind) revoke->claim),
                              value);
    }
  if (action->kind == WAY_ACTION_KEY_REVOKE)
    return g_strdup_printf (
        /* TRANSLATORS: %s is why, like “lost” */
        _ ("You withdraw a signing key for good: %s."),
        way_present_revoke_reason (
            (WayRevokeReason) ((const WayKeyRevoke *) action->body)->reason));
  if (action->kind == WAY_ACTION_KEY_ADD)
    return g_strdup (_ ("You add a signing key to your account."));
  return g_strdup (_ ("You set the key with which others seal messages to you."));
}

/* ---- Catalogue ---------------------------------------------------------------------------------- */

static char *
present_product (const WayAction *action)
{
  /* both records are the same */
  const WayProductRegister *record = action->body;
  g_autofree char *gtin = text_of (record->gtin);
  g_autofree char *name = way_present_lang_texts (&record->product.names);
  g_autofree char *brand = text_of (record->product.brand);

  if (action->kind == WAY_ACTION_PRODUCT_REGISTER)
    return g_strdup_printf (
        /* TRANSLATORS: a product's name, its brand, its GTIN */
        _ ("You register the product “%s” of the brand “%s”, GTIN %s."), name, brand,
        gtin);
  /* TRANSLATORS: a product's name, its brand, its GTIN */
  return g_strdup_printf (_ ("You change the product: “%s” of the brand “%s”, GTIN %s."),
                          name, brand, gtin);
}

/* Which leaves of a lot that is made later name a case. */
static char *
add_first_cases (char *sentence, const WayLotRegister *record)
{
  const WayCaseCount *cases = record->cases.items;
  g_autofree char *before = sentence;
  guint64 n_packed = 0;

  if (record->cases.n == 0)
    return g_steal_pointer (&before);
  for (gsize i = 0; i < record->cases.n; i++)
    n_packed += cases[i].count;
  return g_strdup_printf (
      /* TRANSLATORS: a sentence about a lot, how many of its items, how many cases */
      ngettext ("%s The first %" PRIu64 " of them are meant for %zu case.",
                "%s The first %" PRIu64 " of them are meant for %zu cases.",
                record->cases.n),
      before, n_packed, record->cases.n);
}

static char *
present_lot (const WayLotRegister *record)
{
  g_autofree char *gtin = text_of (record->gtin);
  g_autofree char *lot = text_of (record->lot);
  g_autofree char *uom = way_present_unit (record->uom);

  if (way_record_has (record, 5))
    /* TRANSLATORS: a lot's name, a GTIN, how many */
    return add_first_cases (
        g_strdup_printf (ngettext ("You register lot %s of product %s: %" PRIu64
                                   " single item with a serial number.",
                                   "You register lot %s of product %s: %" PRIu64
                                   " single items with serial numbers.",
                                   record->quantity),
                         lot, gtin, record->quantity),
        record);
  if (way_record_has (record, 4))
    /* TRANSLATORS: a lot's name, a GTIN, how much, a unit of measure like kg */
    return g_strdup_printf (_ ("You register lot %s of product %s: %" PRIu64 " %s."), lot,
                            gtin, record->quantity, uom);
  return g_strdup_printf (
      /* TRANSLATORS: a lot's name, a GTIN, how many */
      ngettext ("You register lot %s of product %s: %" PRIu64 " piece.",
                "You register lot %s of product %s: %" PRIu64 " pieces.",
                record->quantity),
      lot, gtin, record->quantity);
}

static char *
present_listing (const WayAction *action)
{
  const WayListingSet *set = action->body;
  g_autofree char *gtin = NULL;

  if (action->kind == WAY_ACTION_LISTING_REMOVE)
    {
      gtin = text_of (((const WayListingRemove *) action->body)->gtin);
      /* TRANSLATORS: %s is a GTIN */
      return g_strdup_printf (_ ("You take the offer of product %s back."), gtin);
    }
  gtin = text_of (set->gtin);
  /* TRANSLATORS: %s is a GTIN */
  return g_strdup_printf (_ ("You offer product %s for sale."), gtin);
}

static char *
present_document (const WayDocumentAdd *record)
{
  g_autofree char *thing = way_present_thing (&record->thing);

  return g_strdup_printf (
      /* TRANSLATORS: “certificate” or the like, and to what it belongs */
      _ ("You add a document (%s) to %s. Everybody will be able to read it."),
      way_present_document_kind ((WayDocumentKind) record->document.kind), thing);
}

/* ---- Trace ------------------------------------------------------------------------------------------ */

static char *
present_ship (const WayPresenter *self, const WayShip *ship)
{
  g_autofree char *items = present_items (&ship->items);
  g_autofree char *receiver = way_present_account (self, &ship->receiver);
  g_autofree char *by = NULL;

  if (!way_record_has (ship, 4))
    /* TRANSLATORS: to whom, and a list of things */
    return g_strdup_printf (_ ("You ship to %s: %s."), receiver, items);
  by = way_present_date (ship->expected_by);
  /* TRANSLATORS: to whom, until when, and a list of things */
  return g_strdup_printf (_ ("You ship to %s, to arrive by %s: %s."), receiver, by,
                          items);
}

static char *
present_receive (const WayReceive *receive)
{
  g_autofree char *items = present_items (&receive->items);

  if (receive->items.n == 0)
    return g_strdup (
        _ ("You say that nothing of the shipment arrived. All of it counts as missing."));
  return g_strdup_printf (
      /* TRANSLATORS: %s is a list of things */
      _ ("You confirm that you received: %s. What is not named counts as missing."),
      items);
}

static char *
present_packing (const WayAction *action)
{
  /* both records are the same */
  const WayPack *pack = action->body;
  g_autofree char *items = present_items (&pack->children);
  g_autofree char *sscc = text_of (pack->container.sscc);

  if (action->kind == WAY_ACTION_PACK)
    /* TRANSLATORS: an SSCC, and a list of things */
    return g_strdup_printf (_ ("You pack into case %s: %s."), sscc, items);
  /* TRANSLATORS: an SSCC, and a list of things */
  return g_strdup_printf (_ ("You take out of case %s: %s."), sscc, items);
}

static char *
present_commission (const WayCommission *commission)
{
  g_autofree char *lot = text_of (commission->lot);
  g_autofree char *gtin = text_of (commission->gtin);
  gsize n = commission->cases.n;

  if (!way_record_has (commission, 4))
    /* TRANSLATORS: a lot's name, a GTIN */
    return g_strdup_printf (_ ("You say that lot %s of product %s was made."), lot, gtin);
  return g_strdup_printf (
      /* TRANSLATORS: a lot's name, a GTIN, how many */
      ngettext ("You say that lot %s of product %s was made and packed in %zu case.",
                "You say that lot %s of product %s was made and packed in %zu cases.", n),
      lot, gtin, n);
}

static char *
present_transform (const WayTransform *transform)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *inputs = present_items (&transform->inputs);
  g_autofree char *outputs = NULL;
  const WayOutput *rows = transform->outputs.items;
  static const WayHash nobody;

  for (gsize i = 0; i < MIN (transform->outputs.n, MAX_ITEMS); i++)
    {
      WayThing lot = way_thing_lot (&nobody, rows[i].gtin, rows[i].lot);

      g_ptr_array_add (texts, way_present_thing (&lot));
    }
  outputs = join (texts, transform->outputs.n);
  /* TRANSLATORS: two lists of things */
  return g_strdup_printf (_ ("You use up %s and make %s."), inputs, outputs);
}

static char *
present_recall (const WayAction *action)
{
  const WayRecall *recall = action->body;
  g_autofree char *thing = NULL;
  g_autofree char *why = NULL;

  if (action->kind == WAY_ACTION_RECALL_END)
    {
      thing = way_present_thing (&((const WayRecallEnd *) action->body)->thing);
      /* TRANSLATORS: %s is a product or lot */
      return g_strdup_printf (_ ("You end the recall of %s."), thing);
    }
  thing = way_present_thing (&recall->thing);
  why = way_present_lang_texts (&recall->reasons);
  if (way_record_has (recall, 3))
    return g_strdup_printf (
        /* TRANSLATORS: how many, a lot, “for safety” or the like, and the reason in one's own words */
        ngettext ("You recall %zu item of %s, %s: %s",
                  "You recall %zu items of %s, %s: %s", recall->serials.n),
        recall->serials.n, thing,
        way_present_recall_level ((WayRecallLevel) recall->level), why);
  /* TRANSLATORS: a product or lot, “for safety” or the like, and the reason in one's own words */
  return g_strdup_printf (_ ("You recall %s, %s: %s"), thing,
                          way_present_recall_level ((WayRecallLevel) recall->level), why);
}

static char *
present_owner (const WayPresenter *self, const WayAction *action)
{
  g_autofree char *thing = NULL;
  g_autofree char *other = NULL;

  if (action->kind == WAY_ACTION_CLAIM)
    {
      thing = way_present_item (&((const WayClaim *) action->body)->unit);
      /* TRANSLATORS: %s is an item */
      return g_strdup_printf (_ ("You claim %s as yours. This can be done once only."),
                              thing);
    }
  if (action->kind == WAY_ACTION_TRANSFER)
    {
      const WayTransfer *transfer = action->body;

      thing = way_present_item (&transfer->unit);
      other = way_present_account (self, &transfer->new_owner);
      /* TRANSLATORS: an item, and to whom */
      return g_strdup_printf (_ ("You give %s to %s: it is no longer yours."), thing,
                              other);
    }
  if (action->kind == WAY_ACTION_TAKE_BACK)
    {
      thing = way_present_thing (&((const WayTakeBack *) action->body)->unit.thing);
      return g_strdup_printf (
          /* TRANSLATORS: %s is an item */
          _ ("You say that %s came back to you from a buyer who is not named."), thing);
    }
  thing = present_items (&((const WaySell *) action->body)->units);
  if (!way_record_has ((const WaySell *) action->body, 3))
    /* TRANSLATORS: %s is a list of items */
    return g_strdup_printf (_ ("You say that you sold %s."), thing);
  other = way_present_account (self, &((const WaySell *) action->body)->buyer);
  /* TRANSLATORS: a list of items, and to whom */
  return g_strdup_printf (_ ("You sell %s to %s."), thing, other);
}

static char *
present_word (const WayAction *action)
{
  const WayInspect *inspect = action->body;
  const WayReport *report = action->body;
  g_autofree char *thing = NULL;

  if (action->kind == WAY_ACTION_OBSERVE)
    {
      thing = present_things (&((const WayObserve *) action->body)->things);
      /* TRANSLATORS: %s is a list of things */
      return g_strdup_printf (_ ("You say what you observed of %s."), thing);
    }
  if (action->kind == WAY_ACTION_CORRECT)
    {
      thing = present_things (&((const WayCorrect *) action->body)->things);
      /* TRANSLATORS: %s is a list of things */
      return g_strdup_printf (_ ("You declare an earlier entry about %s wrong."), thing);
    }
  if (action->kind == WAY_ACTION_INSPECT)
    {
      thing = way_present_thing (&inspect->thing);
      return g_strdup_printf (
          /* TRANSLATORS: a thing, and “passed” or the like */
          _ ("You inspected %s: %s."), thing,
          way_present_inspect_outcome ((WayInspectOutcome) inspect->outcome));
    }
  thing = way_present_thing (&report->thing);
  /* TRANSLATORS: a thing, and “counterfeit” or the like */
  return g_strdup_printf (_ ("You report a problem with %s: %s. Everybody will see it."),
                          thing, way_present_report_kind ((WayReportKind) report->kind));
}

/* ---- All ----------------------------------------------------------------------------------------------- */

static char *
present_action (const WayPresenter *self, const WayAction *action)
{
  switch (action->kind)
    {
    case WAY_ACTION_PRODUCT_REGISTER:
    case WAY_ACTION_PRODUCT_UPDATE:
      return present_product (action);
    case WAY_ACTION_LOT_REGISTER:
      return present_lot (action->body);
    case WAY_ACTION_LISTING_SET:
    case WAY_ACTION_LISTING_REMOVE:
      return present_listing (action);
    case WAY_ACTION_DOCUMENT_ADD:
      return present_document (action->body);
    case WAY_ACTION_COMMISSION:
      return present_commission (action->body);
    case WAY_ACTION_PACK:
    case WAY_ACTION_UNPACK:
      return present_packing (action);
    case WAY_ACTION_SHIP:
      return present_ship (self, action->body);
    case WAY_ACTION_RECEIVE:
      return present_receive (action->body);
    case WAY_ACTION_TRANSFORM:
      return present_transform (action->body);
    case WAY_ACTION_RECALL:
    case WAY_ACTION_RECALL_END:
      return present_recall (action);
    case WAY_ACTION_CLAIM:
    case WAY_ACTION_TRANSFER:
    case WAY_ACTION_SELL:
    case WAY_ACTION_TAKE_BACK:
      return present_owner (self, action);
    case WAY_ACTION_OBSERVE:
    case WAY_ACTION_INSPECT:
    case WAY_ACTION_CORRECT:
    case WAY_ACTION_REPORT:
      return present_word (action);
    case WAY_ACTION_REGISTER:
    case WAY_ACTION_KEY_ADD:
    case WAY_ACTION_KEY_REVOKE:
    case WAY_ACTION_PROFILE_SET:
    case WAY_ACTION_ATTEST:
    case WAY_ACTION_ATTEST_REVOKE:
    case WAY_ACTION_SEALING_KEY_SET:
    default:
      return present_identity (self, action);
    }
}

/* The main sentence, and what it leaves out. */
static char *
present_fully (const WayPresenter *self, const WayAction *action)
{
  g_autofree char *main_sentence = present_action (self, action);
  g_autoptr (GString) sentences = g_string_new (main_sentence);

  way_present_members (self, way_action_get_schema (action->kind), action->body,
                       sentences);
  return way_present_close_up (g_string_free (g_steal_pointer (&sentences), FALSE));
}

GStrv
way_present_payload (const WayPresenter *self, WaySlice bytes, GError **error)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_auto (WayArena) arena;
  WayPayload payload;
  WayResult result;

  way_arena_init (&arena, 0);
  result = way_payload_decode (bytes, &arena, &payload);
  if (result != WAY_RESULT_OK)
    {
      way_error_set (error, result, NULL);
      return NULL;
    }
  for (gsize i = 0; i < payload.n_actions; i++)
    g_ptr_array_add (sentences, present_fully (self, &payload.actions[i]));
  g_ptr_array_add (sentences, NULL);
  return (GStrv) g_ptr_array_steal (sentences, NULL);
}
