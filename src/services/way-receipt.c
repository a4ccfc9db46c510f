/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-receipt-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "way-found-item.h"
#include "way-shipment-acts-private.h"
#include "way-shipments-private.h"

struct _WayArrival
{
  GObject parent;

  WayGs1Code code;
  char *title;
  char *subtitle;
  char *code_text;
  char *state_text;
  gboolean is_lot;
  guint64 expected; /* 0: unexpected */
  guint64 arrived;
};

struct _WayReceipt
{
  GObject parent;

  WayDesk *desk;
  char *id;
  gboolean is_first; /* nothing was received before */
  GPtrArray *rows;
};

static guint arrival_changed, receipt_changed;

static void
way_receipt_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (WayArrival, way_arrival, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (WayReceipt,
                               way_receipt,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      way_receipt_model_init))

/* ---- One row ---------------------------------------------------------------------------- */

WayArrivalState
way_arrival_get_state (WayArrival *self)
{
  if (self->expected == 0)
    return WAY_ARRIVAL_UNEXPECTED;
  if (self->arrived == 0)
    return WAY_ARRIVAL_MISSING;
  return self->arrived < self->expected ? WAY_ARRIVAL_PARTLY : WAY_ARRIVAL_COMPLETE;
}

static char *
make_state_text (WayArrival *self)
{
  switch (way_arrival_get_state (self))
    {
    case WAY_ARRIVAL_MISSING:
      return g_strdup (_ ("Not scanned"));
    case WAY_ARRIVAL_PARTLY:
      /* TRANSLATORS: how many pieces arrived, and how many should have */
      return g_strdup_printf (_ ("%" PRIu64 " of %" PRIu64 " here"), self->arrived,
                              self->expected);
    case WAY_ARRIVAL_UNEXPECTED:
      return g_strdup (_ ("Not part of this shipment"));
    case WAY_ARRIVAL_COMPLETE:
    default:
      /* TRANSLATORS: the thing arrived */
      return g_strdup (_ ("Here"));
    }
}

static void
set_arrived (WayArrival *self, guint64 n)
{
  self->arrived = n;
  g_free (self->state_text);
  self->state_text = make_state_text (self);
  g_signal_emit (self, arrival_changed, 0);
}

static WayArrival *
arrival_new_expected (WayShipmentThing *thing)
{
  WayArrival *self = g_object_new (WAY_TYPE_ARRIVAL, NULL);

  self->code = *way_shipment_thing_get_code (thing);
  self->title = g_strdup (way_shipment_thing_get_title (thing));
  self->subtitle = g_strdup (way_shipment_thing_get_subtitle (thing));
  self->code_text = g_strdup (way_shipment_thing_get_code_text (thing));
  self->is_lot = way_shipment_thing_is_lot (thing);
  self->expected = way_shipment_thing_get_outstanding (thing);
  set_arrived (self, 0);
  return self;
}

static WayArrival *
arrival_new_unexpected (const WayGs1Code *code)
{
  WayArrival *self = g_object_new (WAY_TYPE_ARRIVAL, NULL);

  self->code = *code;
  self->code_text = way_gs1_code_dup_text (code);
  self->title = g_strdup (self->code_text);
  self->subtitle = g_strdup ("");
  set_arrived (self, 1);
  return self;
}

const char *
way_arrival_get_title (WayArrival *self)
{
  return self->title;
}

const char *
way_arrival_get_subtitle (WayArrival *self)
{
  return self->subtitle;
}

const char *
way_arrival_get_state_text (WayArrival *self)
{
  return self->state_text;
}

const char *
way_arrival_get_code_text (WayArrival *self)
{
  return self->code_text;
}

gboolean
way_arrival_is_lot (WayArrival *self)
{
  return self->is_lot;
}

guint64
way_arrival_get_expected (WayArrival *self)
{
  return self->expected;
}

guint64
way_arrival_get_arrived (WayArrival *self)
{
  return self->arrived;
}

/* ---- Scanning ------------------------------------------------------------------------------- */

static void
changed (WayReceipt *self)
{
  g_signal_emit (self, receipt_changed, 0);
}

static WayArrival *
find_row (WayReceipt *self, const WayGs1Code *code)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      WayArrival *row = self->rows->pdata[i];

      if (way_gs1_code_equal (&row->code, code))
        return row;
    }
  return NULL;
}

static WayArrival *
add_unexpected (WayReceipt *self, const WayGs1Code *code)
{
  WayArrival *row = arrival_new_unexpected (code);

  g_ptr_array_add (self->rows, row);
  g_list_model_items_changed (G_LIST_MODEL (self), self->rows->len - 1, 0, 1);
  return row;
}

static WayScanOutcome
take_code (WayReceipt *self,
           const WayGs1Code *code,
           guint64 quantity,
           char **out_told,
           WayArrival **out_arrival)
{
  WayArrival *row = find_row (self, code);

  if (row == NULL)
    {
      *out_arrival = add_unexpected (self, code);
      *out_told = g_strdup (_ ("That is not part of this shipment. Put it aside and ask "
                               "the sender."));
      return WAY_SCAN_UNEXPECTED;
    }
  *out_arrival = row;
  if (row->expected == 0 || (row->arrived > 0 && quantity == 0))
    {
      *out_told = g_strdup (_ ("You scanned that already."));
      return WAY_SCAN_DUPLICATE;
    }
  set_arrived (row, quantity > 0 && row->is_lot ? MIN (quantity, row->expected)
                                                : row->expected);
  return WAY_SCAN_ADDED;
}

WayScanOutcome
way_receipt_take (WayReceipt *self,
                  const char *text,
                  const char *format,
                  char **out_told,
                  WayArrival **out_arrival)
{
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;
  WayArrival *row = NULL;
  WayScanOutcome outcome = WAY_SCAN_NO_CODE;
  guint64 quantity;
  const char *rest = way_item_split_quantity (text, &quantity);
  WayGs1Code code;

  if (way_gs1_code_from_text (way_slice_from_string (rest), format, &code, NULL, &error))
    outcome = take_code (self, &code, quantity, &told, &row);
  else
    told = way_desk_describe_error (error);
  if (out_told != NULL)
    *out_told = g_steal_pointer (&told);
  if (out_arrival != NULL)
    *out_arrival = row;
  changed (self);
  return outcome;
}

void
way_receipt_set_arrived (WayReceipt *self, WayArrival *arrival, guint64 n)
{
  guint position;

  if (arrival->expected > 0)
    set_arrived (arrival, MIN (n, arrival->expected));
  else if (n == 0 && g_ptr_array_find (self->rows, arrival, &position))
    {
      g_ptr_array_remove_index (self->rows, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
  changed (self);
}

void
way_receipt_take_all (WayReceipt *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      WayArrival *row = self->rows->pdata[i];

      if (row->expected > 0)
        set_arrived (row, row->expected);
    }
  changed (self);
}

/* ---- What differs ------------------------------------------------------------------------------ */

guint
way_receipt_count (WayReceipt *self, WayArrivalState state)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += way_arrival_get_state (self->rows->pdata[i]) == state;
  return n;
}

char *
way_receipt_dup_difference (WayReceipt *self)
{
  guint n_missing = way_receipt_count (self, WAY_ARRIVAL_MISSING)
                    + way_receipt_count (self, WAY_ARRIVAL_PARTLY);
  guint n_unexpected = way_receipt_count (self, WAY_ARRIVAL_UNEXPECTED);
  g_autofree char *missing =
      g_strdup_printf (ngettext ("%u thing is missing or incomplete.",
                                 "%u things are missing or incomplete.", n_missing),
                       n_missing);
  g_autofree char *unexpected = g_strdup_printf (
      ngettext (
          "%u thing is not part of the shipment, and will not be in your receipt.",
          "%u things are not part of the shipment, and will not be in your receipt.",
          n_unexpected),
      n_unexpected);

  if (n_missing > 0 && n_unexpected > 0)
    return g_strconcat (missing, " ", unexpected, NULL);
  if (n_missing > 0)
    return g_steal_pointer (&missing);
  if (n_unexpected > 0)
    return g_steal_pointer (&unexpected);
  return g_strdup (_ ("Everything that was sent is here."));
}

gboolean
way_receipt_can_sign (WayReceipt *self)
{
  return self->is_first || way_receipt_count (self, WAY_ARRIVAL_COMPLETE) > 0
         || way_receipt_count (self, WAY_ARRIVAL_PARTLY) > 0;
}

static WayReceiptWish *
make_wish (WayReceipt *self, const char *note)
{
  WayReceiptWish *wish = g_new0 (WayReceiptWish, 1);
  g_autoptr (WayShipmentDraft) rows = way_shipment_draft_new (NULL);

  wish->shipment = g_strdup (self->id);
  wish->note = g_strdup (note);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const WayArrival *row = self->rows->pdata[i];

      if (row->expected > 0 && row->arrived > 0)
        way_shipment_draft_add (rows, row->code_text, row->arrived);
    }
  wish->rows = g_ptr_array_ref (rows->rows);
  return wish;
}

WayAct *
way_receipt_sign (WayReceipt *self, const char *note)
{
  return way_desk_receive (self->desk, make_wish (self, note));
}

/* ---- The model ------------------------------------------------------------------------------------ */

static GType
get_item_type (GListModel *model)
{
  return WAY_TYPE_ARRIVAL;
}

static guint
get_n_items (GListModel *model)
{
  return WAY_RECEIPT (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  WayReceipt *self = WAY_RECEIPT (model);

  return position < self->rows->len ? g_object_ref (self->rows->pdata[position]) : NULL;
}

static void
way_receipt_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
way_arrival_finalize (GObject *object)
{
  WayArrival *self = WAY_ARRIVAL (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->code_text);
  g_free (self->state_text);
  G_OBJECT_CLASS (way_arrival_parent_class)->finalize (object);
}

static void
way_arrival_class_init (WayArrivalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_arrival_finalize;
  arrival_changed = g_signal_new ("changed", WAY_TYPE_ARRIVAL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_arrival_init (WayArrival *self)
{
}

static void
way_receipt_finalize (GObject *object)
{
  WayReceipt *self = WAY_RECEIPT (object);

  g_clear_object (&self->desk);
  g_ptr_array_unref (self->rows);
  g_free (self->id);
  G_OBJECT_CLASS (way_receipt_parent_class)->finalize (object);
}

static void
way_receipt_class_init (WayReceiptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_receipt_finalize;
  receipt_changed = g_signal_new ("changed", WAY_TYPE_RECEIPT, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_receipt_init (WayReceipt *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

WayReceipt *
way_receipt_new_of (WayDesk *desk, const char *id, GListModel *things, gboolean is_first)
{
  WayReceipt *self = g_object_new (WAY_TYPE_RECEIPT, NULL);

  self->desk = g_object_ref (desk);
  self->id = g_strdup (id);
  self->is_first = is_first;
  for (guint i = 0; i < g_list_model_get_n_items (things); i++)
    {
      g_autoptr (WayShipmentThing) thing = g_list_model_get_item (things, i);

      if (way_shipment_thing_get_outstanding (thing) > 0)
        g_ptr_array_add (self->rows, arrival_new_expected (thing));
    }
  return self;
}

WayReceipt *
way_receipt_new (WayDesk *desk, WayShipmentView *view)
{
  return way_receipt_new_of (desk, way_shipment_view_get_id (view),
                             way_shipment_view_get_things (view),
                             way_shipment_view_get_difference (view) == NULL);
}
