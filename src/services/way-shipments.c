/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-shipments-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-name-memory.h"
#include "way-shipment-draft.h"

/* Each way; who has more of them looks at the newest. */
#define MAX_ROWS 1000

struct _WayShipmentEntry
{
  GObject parent;

  char *id;
  WayShipmentStage stage;
  char *title;
  char *subtitle;
  char *state_text;
  gboolean is_alarming;
  char *haystack; /* folded */
  guint64 time_ms;
};

G_DEFINE_FINAL_TYPE (WayShipmentEntry, way_shipment_entry, G_TYPE_OBJECT)

gboolean
way_shipment_entry_is_equal (gconstpointer a, gconstpointer b)
{
  const WayShipmentEntry *one = a, *other = b;

  return one->stage == other->stage && one->is_alarming == other->is_alarming
         && g_strcmp0 (one->id, other->id) == 0
         && g_strcmp0 (one->title, other->title) == 0
         && g_strcmp0 (one->subtitle, other->subtitle) == 0
         && g_strcmp0 (one->state_text, other->state_text) == 0
         && g_strcmp0 (one->haystack, other->haystack) == 0;
}

/* ---- Small things ---------------------------------------------------------------------- */

gboolean
way_side_open (WaySide *out,
               WayHome *home,
               const char *account,
               GCancellable *cancellable,
               GError **error)
{
  *out = (WaySide) { .home = home, .cancellable = cancellable };
  out->identity = way_desk_find_identity (home, account, error);
  if (out->identity == NULL)
    return FALSE;
  out->network = way_desk_find_network (home, out->identity, error);
  return out->network != NULL;
}

static void
copy_text (WaySlice text, char *out, gsize size)
{
  gsize len = MIN (text.len, size - 1);

  if (len > 0)
    memcpy (out, text.data, len);
  out[len] = '\0';
}

void
way_gs1_code_from_thing (const WayThing *thing, WayGs1Code *out_code)
{
  gboolean is_container = thing->kind == WAY_THING_CONTAINER;

  *out_code = (WayGs1Code) { .kind = is_container ? WAY_GS1_CODE_CONTAINER
                                                  : WAY_GS1_CODE_PRODUCT };
  copy_text (thing->gtin, out_code->gtin14, sizeof out_code->gtin14);
  copy_text (thing->lot, out_code->lot, sizeof out_code->lot);
  copy_text (thing->serial, out_code->serial, sizeof out_code->serial);
  copy_text (thing->sscc, out_code->sscc, sizeof out_code->sscc);
}

char *
way_gs1_code_dup_text (const WayGs1Code *code)
{
  g_autoptr (WayGs1Elements) elements = way_gs1_code_to_elements (code, NULL);

  return elements != NULL ? way_gs1_to_bracketed (elements) : g_strdup ("");
}

gboolean
way_gs1_code_equal (const WayGs1Code *a, const WayGs1Code *b)
{
  return strcmp (a->gtin14, b->gtin14) == 0 && strcmp (a->lot, b->lot) == 0
         && strcmp (a->serial, b->serial) == 0 && strcmp (a->sscc, b->sscc) == 0;
}

char *
way_text_dup_capitalised (const char *text)
{
  char letter[7] = { 0 };

  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), letter);
  return *text == '\0' ? g_strdup (text)
                       : g_strconcat (letter, g_utf8_next_char (text), NULL);
}

char *
way_present_n_things (guint64 n)
{
  return g_strdup_printf (ngettext ("%" PRIu64 " thing", "%" PRIu64 " things", n), n);
}

/* ---- Rows, in a thread -------------------------------------------------------------------- */

static char *
make_haystack (const WayShipmentEntry *self, const WayShipmentRow *row)
{
  g_autoptr (GString) text = g_string_new (self->title);
  const WayShipmentItem *items = row->items.items;
  g_autofree char *folded = NULL;

  g_string_append_printf (text, " %s", self->id);
  for (gsize i = 0; i < row->items.n; i++)
    {
      WayGs1Code code;

      way_gs1_code_from_thing (&items[i].thing, &code);
      g_string_append_printf (text, " %s %s %s %s", code.gtin14, code.lot, code.serial,
                              code.sscc);
    }
  folded = g_utf8_casefold (text->str, -1);
  return g_steal_pointer (&folded);
}

static void
set_state (WayShipmentEntry *self, const WayShipmentState *state, gboolean is_incoming)
{
  guint64 missing = state->n_outstanding;

  self->stage = WAY_STAGE_DONE;
  if (state->status == WAY_SHIPMENT_IN_TRANSIT)
    {
      self->stage = is_incoming ? WAY_STAGE_TO_RECEIVE : WAY_STAGE_ON_THE_WAY;
      self->is_alarming = way_record_has (state, 8) && state->is_overdue;
      self->state_text = g_strdup (self->is_alarming ? _ ("Overdue")
                                   /* TRANSLATORS: of a shipment */
                                   : is_incoming ? _ ("Coming")
                                                 : _ ("On its way"));
    }
  else if (state->status == WAY_SHIPMENT_RECEIVED_SHORT && missing > 0)
    {
      self->is_alarming = TRUE;
      self->state_text = g_strdup_printf (
          /* TRANSLATORS: how many things of a shipment did not arrive */
          ngettext ("%" PRIu64 " missing", "%" PRIu64 " missing", missing), missing);
    }
  else
    self->state_text = g_strdup (_ ("Received"));
}

static char *
make_subtitle (guint64 time_ms, guint64 n_things)
{
  g_autofree char *when = way_present_date (time_ms);
  g_autofree char *things = way_present_n_things (n_things);

  /* TRANSLATORS: a date, and how many things */
  return g_strdup_printf (_ ("%s · %s"), when, things);
}

WayShipmentEntry *
way_shipment_entry_new (const WaySide *side, const WayShipmentRow *row)
{
  WayShipmentEntry *self = g_object_new (WAY_TYPE_SHIPMENT_ENTRY, NULL);
  const WayShipmentState *state = &row->shipment;
  gboolean is_incoming = way_hash_equal (&state->receiver, &side->identity->account);
  g_autofree char *partner = way_name_memory_dup_account (
      side->home, side->network, is_incoming ? &state->shipper : &state->receiver,
      side->cancellable);

  self->id = way_hex_encode (way_slice_from_hash (&row->id));
  /* TRANSLATORS: of a shipment: who sent it */
  self->title = g_strdup_printf (is_incoming
                                     ? _ ("From %s")
                                     /* TRANSLATORS: of a shipment: who receives it */
                                     : _ ("To %s"),
                                 partner);
  self->subtitle = make_subtitle (state->shipped, state->n_items);
  set_state (self, state, is_incoming);
  self->haystack = make_haystack (self, row);
  self->time_ms = state->shipped;
  return self;
}

WayShipmentEntry *
way_shipment_entry_new_unsigned (const char *receiver, guint n_things, guint64 time_ms)
{
  WayShipmentEntry *self = g_object_new (WAY_TYPE_SHIPMENT_ENTRY, NULL);

  self->stage = WAY_STAGE_TO_SEND;
  self->title = receiver != NULL ? g_strdup_printf (_ ("To %s"), receiver)
                                 : g_strdup (_ ("Receiver Not Chosen Yet"));
  self->subtitle = make_subtitle (time_ms, n_things);
  self->state_text = g_strdup (_ ("Not signed yet"));
  self->haystack = g_utf8_casefold (self->title, -1);
  self->time_ms = time_ms;
  return self;
}

static gboolean
add_page (const WaySide *side,
          WayClient *client,
          const char *direction,
          char **after,
          GListStore *rows,
          guint *n_left,
          GError **error)
{
  g_autoptr (WayReply) reply = way_call_shipments (
      client, &side->identity->account, direction, *after, side->cancellable, error);
  const WayShipmentsReply *record = reply != NULL ? reply->record : NULL;
  const WayShipmentRow *items;

  g_clear_pointer (after, g_free);
  if (record == NULL)
    return FALSE;
  items = record->shipments.items;
  for (gsize i = 0; i < record->shipments.n && *n_left > 0; i++, (*n_left)--)
    {
      g_autoptr (WayShipmentEntry) row = way_shipment_entry_new (side, &items[i]);

      g_list_store_append (rows, row);
    }
  if (way_record_has (record, 3) && *n_left > 0)
    *after = way_slice_dup_string (record->next);
  return TRUE;
}

static gboolean
add_direction (const WaySide *side,
               const char *direction,
               GListStore *rows,
               GError **error)
{
  WayClient *client =
      way_home_connect (side->home, side->network, side->cancellable, error);
  g_autofree char *after = NULL;
  guint n_left = MAX_ROWS;

  if (client == NULL)
    return FALSE;
  do
    if (!add_page (side, client, direction, &after, rows, &n_left, error))
      return FALSE;
  while (after != NULL);
  return TRUE;
}

/* What is being prepared, as the form keeps it. A file that can't be read is told when the form opens it. */
static void
add_draft (const WaySide *side, const char *account, GListStore *rows)
{
  g_autoptr (WayShipmentDraft)
      draft = way_shipment_draft_load (side->home, account, NULL);
  g_autoptr (WayShipmentEntry) row = NULL;

  if (draft == NULL)
    return;
  row = way_shipment_entry_new_unsigned (
      draft->receiver_name != NULL ? draft->receiver_name : draft->receiver,
      draft->rows->len, draft->changed_ms);
  g_list_store_append (rows, row);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b, gpointer data)
{
  guint64 one = ((const WayShipmentEntry *) a)->time_ms;
  guint64 other = ((const WayShipmentEntry *) b)->time_ms;

  return (one < other) - (one > other);
}

static void
list (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GListStore) rows = g_list_store_new (WAY_TYPE_SHIPMENT_ENTRY);
  const char *account = data;
  GError *error = NULL;
  WaySide side;

  if (account != NULL
      && (!way_side_open (&side, home, account, cancellable, &error)
          || !add_direction (&side, "in", rows, &error)
          || !add_direction (&side, "out", rows, &error)))
    g_task_return_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    {
      if (account != NULL)
        add_draft (&side, account, rows);
      g_list_store_sort (rows, compare_newest_first, NULL);
      g_task_return_pointer (task, g_steal_pointer (&rows), g_object_unref);
    }
}

void
way_desk_list_shipments_async (WayDesk *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, way_desk_list_shipments_async);
  g_task_set_task_data (task, way_desk_dup_acting_account (self), g_free);
  way_desk_run (self, task, list);
}

GListModel *
way_desk_list_shipments_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Reading --------------------------------------------------------------------------------- */

const char *
way_shipment_entry_get_id (WayShipmentEntry *self)
{
  return self->id;
}

WayShipmentStage
way_shipment_entry_get_stage (WayShipmentEntry *self)
{
  return self->stage;
}

const char *
way_shipment_entry_get_title (WayShipmentEntry *self)
{
  return self->title;
}

const char *
way_shipment_entry_get_subtitle (WayShipmentEntry *self)
{
  return self->subtitle;
}

const char *
way_shipment_entry_get_state_text (WayShipmentEntry *self)
{
  return self->state_text;
}

gboolean
way_shipment_entry_is_alarming (WayShipmentEntry *self)
{
  return self->is_alarming;
}

gboolean
way_shipment_entry_matches (WayShipmentEntry *self, const char *words)
{
  g_autofree char *folded = g_utf8_casefold (words != NULL ? words : "", -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    if (strstr (self->haystack, parts[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
way_shipment_entry_finalize (GObject *object)
{
  WayShipmentEntry *self = WAY_SHIPMENT_ENTRY (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->state_text);
  g_free (self->haystack);
  G_OBJECT_CLASS (way_shipment_entry_parent_class)->finalize (object);
}

static void
way_shipment_entry_class_init (WayShipmentEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_shipment_entry_finalize;
}

static void
way_shipment_entry_init (WayShipmentEntry *self)
{
}
