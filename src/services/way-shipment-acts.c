/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "way-act-private.h"
#include "way-base-encoding.h"
#include "way-day.h"
#include "way-event-now.h"
#include "way-languages.h"
#include "way-present.h"
#include "way-shipment-acts-private.h"
#include "way-shipments-private.h"

/* ---- Small things ------------------------------------------------------------------------ */

static void
set_note (WayEvent *event, const char *note)
{
  if (note == NULL || *note == '\0')
    return;
  event->present |= 1 << 5;
  event->note = way_slice_from_string (note);
}

static WayRecords
make_lang_text (WayActPlan *plan, const char *text)
{
  WayLangText *row = way_arena_alloc (&plan->arena, sizeof *row);

  *row = (WayLangText) { .language = way_slice_from_string (way_languages_get_first ()),
                         .text = way_slice_from_string (text) };
  return (WayRecords) { row, 1 };
}

/* ---- Ship ----------------------------------------------------------------------------------- */

static gboolean
find_items (WayActPlan *plan,
            const WayShipmentDraft *draft,
            WayShip *ship,
            GError **error)
{
  WayItem *items =
      way_arena_alloc (&plan->arena, sizeof (WayItem) * (draft->rows->len + 1));

  for (guint i = 0; i < draft->rows->len; i++)
    {
      const WayShipmentDraftRow *row = draft->rows->pdata[i];
      g_autofree char *text =
          row->quantity == 0
              ? g_strdup (row->code)
              : g_strdup_printf ("%" PRIu64 "*%s", row->quantity, row->code);
      const WayItem *item =
          way_act_plan_find_item (plan, text, WAY_ITEM_NEEDS_QUANTITY, error);

      if (item == NULL)
        return FALSE;
      items[i] = *item;
    }
  ship->items = (WayRecords) { items, draft->rows->len };
  return TRUE;
}

/* Goods go to somebody whom the ledger knows; said here in plain words, before anything is signed. */
static gboolean
check_known (WayActPlan *plan,
             const WayShipmentDraft *draft,
             const WayHash *account,
             GError **error)
{
  WayStateKey key = way_state_key_account (account);
  const char *name = draft->receiver_name != NULL ? draft->receiver_name
                                                  : draft->receiver;

  if (plan->names == NULL
      || way_verified_bundle_find_state (plan->names->bundle,
                                         way_state_key_get_slice (&key), NULL)
             != WAY_PROOF_ABSENT)
    return TRUE;
  return way_error_format (
      error, WAY_RESULT_NOT_REGISTERED,
      "“%s” is not known on this network yet. Whoever receives goods must have made "
      "themselves known there first",
      name);
}

static gboolean
build_ship (WayActPlan *plan, gpointer data, GError **error)
{
  const WayShipmentDraft *draft = data;
  WayShip *ship = way_arena_alloc (&plan->arena, sizeof *ship);
  GDate expected;

  *ship = (WayShip) { .event = way_event_now () };
  set_note (&ship->event, draft->note);
  if (!find_items (plan, draft, ship, error)
      || !way_act_plan_find_account (plan, draft->receiver != NULL ? draft->receiver : "",
                                     &ship->receiver, error)
      || !check_known (plan, draft, &ship->receiver, error))
    return FALSE;
  if (draft->expected != NULL && way_day_parse (draft->expected, &expected))
    {
      ship->present |= 1 << 4;
      ship->expected_by = way_day_get_end_ms (&expected);
    }
  way_act_plan_add (plan, WAY_ACTION_SHIP, ship);
  return TRUE;
}

/* What was signed is no draft any more. */
static gboolean
forget_draft (WayActPlan *plan, gpointer data, GError **error)
{
  const WayShipmentDraft *draft = data;
  g_autoptr (WayShipmentDraft) empty = way_shipment_draft_new (draft->account);

  return way_shipment_draft_store (plan->home, empty, error);
}

WayAct *
way_desk_ship (WayDesk *desk, WayShipmentDraft *draft)
{
  return way_act_start (desk, _ ("Sign Shipment"), build_ship, forget_draft, draft,
                        (GDestroyNotify) way_shipment_draft_free);
}

/* ---- Receive ----------------------------------------------------------------------------------- */

void
way_receipt_wish_free (WayReceiptWish *self)
{
  g_free (self->shipment);
  g_free (self->note);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static const WayShipmentDraftRow *
find_row (const WayReceiptWish *wish, const WayThing *thing)
{
  WayGs1Code code;
  g_autofree char *text = NULL;

  way_gs1_code_from_thing (thing, &code);
  text = way_gs1_code_dup_text (&code);
  for (guint i = 0; i < wish->rows->len; i++)
    {
      const WayShipmentDraftRow *row = wish->rows->pdata[i];

      if (strcmp (row->code, text) == 0)
        return row;
    }
  return NULL;
}

/* Things as the shipment names them; proofs are for first touches only, and shipping was that. */
static gboolean
take_arrived (WayActPlan *plan,
              const WayReceiptWish *wish,
              const WayShipmentAnswer *answer,
              WayReceive *receive,
              GError **error)
{
  const WayItem *shipped = answer->ship->items.items;
  gsize n = 0;
  WayItem *items =
      way_arena_alloc (&plan->arena, sizeof (WayItem) * (answer->ship->items.n + 1));

  for (gsize i = 0; i < answer->ship->items.n; i++)
    {
      const WayShipmentDraftRow *row = find_row (wish, &shipped[i].thing);

      if (row == NULL)
        continue;
      items[n] = (WayItem) { .thing = shipped[i].thing };
      if (way_record_has (&shipped[i], 2))
        {
          items[n].present = 1 << 2;
          items[n].quantity = row->quantity;
        }
      n++;
    }
  receive->items = (WayRecords) { items, n };
  return n == wish->rows->len || way_error_set (error, WAY_RESULT_NOT_IN_SHIPMENT, NULL);
}

static void
answer_free (gpointer data)
{
  way_shipment_answer_clear (data);
  g_free (data);
}

static gboolean
build_receive (WayActPlan *plan, gpointer data, GError **error)
{
  const WayReceiptWish *wish = data;
  WayShipmentAnswer *answer =
      way_act_plan_keep (plan, g_new0 (WayShipmentAnswer, 1), answer_free);
  WayReceive *receive = way_arena_alloc (&plan->arena, sizeof *receive);
  WayHash id;

  if (!way_hash_from_hex (wish->shipment, &id))
    return way_error_set (error, WAY_RESULT_NOT_FOUND, wish->shipment);
  if (!way_shipment_answer_fetch (plan->home, plan->network, &id, answer,
                                  plan->cancellable, error))
    return FALSE;
  *receive = (WayReceive) { .event = way_event_now (), .shipment = id };
  set_note (&receive->event, wish->note);
  if (!take_arrived (plan, wish, answer, receive, error))
    return FALSE;
  way_act_plan_add (plan, WAY_ACTION_RECEIVE, receive);
  return TRUE;
}

WayAct *
way_desk_receive (WayDesk *desk, WayReceiptWish *wish)
{
  return way_act_start (desk, _ ("Sign Receipt"), build_receive, NULL, wish,
                        (GDestroyNotify) way_receipt_wish_free);
}

/* ---- Recall -------------------------------------------------------------------------------------- */

const char *const *
way_recall_level_words (void)
{
  static const char *words[WAY_RECALL_INFORMATION + 1];

  for (guint i = 0; i < WAY_RECALL_INFORMATION; i++)
    words[i] = way_present_recall_level ((WayRecallLevel) (i + 1));
  return words;
}

void
way_recall_get_subject (const WayItem *item,
                        const char *const *serials,
                        WayArena *arena,
                        WayThing *out_thing,
                        WayRecords *out_serials)
{
  guint n = serials != NULL ? g_strv_length ((char **) serials) : 0;
  WaySlice *rows = way_arena_alloc (arena, sizeof (WaySlice) * (n + 1));

  for (guint i = 0; i < n; i++)
    rows[i] = way_slice_from_string (serials[i]);
  *out_thing = item->thing;
  if (item->thing.kind == WAY_THING_UNIT)
    {
      rows[n++] = item->thing.serial;
      *out_thing =
          way_thing_lot (&item->thing.account, item->thing.gtin, item->thing.lot);
    }
  *out_serials = (WayRecords) { rows, n };
}

/* A wish of its own, to outlive the caller's. */
typedef struct
{
  char *code;
  GStrv serials;
  guint level;
  char *reason;
  char *advice;
} Recalling;

static void
recalling_free (gpointer data)
{
  Recalling *self = data;

  g_free (self->code);
  g_strfreev (self->serials);
  g_free (self->reason);
  g_free (self->advice);
  g_free (self);
}

/* Why the ledger would refuse it, before it is signed. */
static gboolean
check_own (WayActPlan *plan, const WayItem *item, GError **error)
{
  return way_hash_equal (&item->thing.account, &plan->identity->account)
         || way_error_format (
             error, WAY_RESULT_NOT_AUTHORISED,
             "These are not goods of “%s”. Only the brand itself can recall them",
             plan->identity->name);
}

static gboolean
build_recall (WayActPlan *plan, gpointer data, GError **error)
{
  const Recalling *wish = data;
  const WayItem *item =
      way_act_plan_find_item (plan, wish->code, WAY_ITEM_MAY_BE_PRODUCT, error);
  WayRecall *recall;

  if (item == NULL || !check_own (plan, item, error))
    return FALSE;
  recall = way_arena_alloc (&plan->arena, sizeof *recall);
  *recall = (WayRecall) { .event = way_event_now (), .level = wish->level + 1 };
  way_recall_get_subject (item, (const char *const *) wish->serials, &plan->arena,
                          &recall->thing, &recall->serials);
  recall->reasons = make_lang_text (plan, wish->reason);
  recall->present = (guint64) (recall->serials.n > 0) << 3;
  if (wish->advice != NULL && *wish->advice != '\0')
    {
      recall->advice = make_lang_text (plan, wish->advice);
      recall->present |= 1 << 6;
    }
  way_act_plan_add (plan, WAY_ACTION_RECALL, recall);
  return TRUE;
}

static gboolean
build_recall_end (WayActPlan *plan, gpointer data, GError **error)
{
  const Recalling *wish = data;
  const WayItem *item =
      way_act_plan_find_item (plan, wish->code, WAY_ITEM_MAY_BE_PRODUCT, error);
  WayRecallEnd *end;

  if (item == NULL || !check_own (plan, item, error))
    return FALSE;
  end = way_arena_alloc (&plan->arena, sizeof *end);
  *end = (WayRecallEnd) { .event = way_event_now () };
  way_recall_get_subject (item, (const char *const *) wish->serials, &plan->arena,
                          &end->thing, &end->serials);
  end->present = (guint64) (end->serials.n > 0) << 3;
  if (wish->reason != NULL && *wish->reason != '\0')
    {
      end->texts = make_lang_text (plan, wish->reason);
      end->present |= 1 << 4;
    }
  way_act_plan_add (plan, WAY_ACTION_RECALL_END, end);
  return TRUE;
}

static Recalling *
recalling_new (const WayRecallWish *wish)
{
  Recalling *recalling = g_new (Recalling, 1);

  *recalling = (Recalling) { g_strdup (wish->code), g_strdupv ((char **) wish->serials),
                             wish->level, g_strdup (wish->reason),
                             g_strdup (wish->advice) };
  return recalling;
}

WayAct *
way_desk_recall (WayDesk *desk, const WayRecallWish *wish)
{
  return way_act_start (desk, _ ("Sign Recall"), build_recall, NULL, recalling_new (wish),
                        recalling_free);
}

WayAct *
way_desk_end_recall (WayDesk *desk, const WayRecallWish *wish)
{
  return way_act_start (desk, _ ("End Recall"), build_recall_end, NULL,
                        recalling_new (wish), recalling_free);
}
