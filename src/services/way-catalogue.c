/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-catalogue.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "way-desk-private.h"
#include "way-paged-list-private.h"
#include "way-present.h"
#include "way-product-words.h"

struct _WayCatalogueItem
{
  GObject parent;

  WayProductWords words;
  char *lots_text;
};

struct _WayLotItem
{
  GObject parent;

  char *lot;
  char *text;
  gboolean has_serials;
  guint64 quantity;
};

G_DEFINE_FINAL_TYPE (WayCatalogueItem, way_catalogue_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (WayLotItem, way_lot_item, G_TYPE_OBJECT)

/* ---- Asking, in a thread --------------------------------------------------------------------- */

static WayCatalogueItem *
catalogue_item_new (const WayProductRow *row)
{
  WayCatalogueItem *self = g_object_new (WAY_TYPE_CATALOGUE_ITEM, NULL);

  way_product_words_init (&self->words, row);
  self->lots_text = g_strdup_printf (
      ngettext ("%" PRIu64 " lot", "%" PRIu64 " lots", row->n_lots), row->n_lots);
  return self;
}

static gboolean
fetch_products (WayHome *home,
                const WayListQuestion *question,
                GPtrArray *items,
                char **out_next,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (WayReply) reply = NULL;
  const WayProductsReply *record;
  const WayProductRow *rows;
  WayDeskSide side;

  if (!way_desk_connect_side (home, question->account, &side, cancellable, error))
    return FALSE;
  if (side.client == NULL)
    return TRUE;
  reply = way_call_products (side.client, question->search, &side.account,
                             question->after, cancellable, error);
  if (reply == NULL)
    return FALSE;
  record = reply->record;
  rows = record->products.items;
  for (gsize i = 0; i < record->products.n; i++)
    g_ptr_array_add (items, catalogue_item_new (&rows[i]));
  if (way_record_has (record, 3))
    *out_next = way_slice_dup_string (record->next);
  return TRUE;
}

static gboolean
is_same_product (gconstpointer a, gconstpointer b)
{
  const WayCatalogueItem *one = a, *other = b;

  return way_product_words_equal (&one->words, &other->words)
         && g_strcmp0 (one->lots_text, other->lots_text) == 0;
}

WayPagedList *
way_catalogue_new (WayDesk *desk)
{
  WayPagedList *list =
      way_paged_list_new (desk, WAY_TYPE_CATALOGUE_ITEM, fetch_products, NULL);

  way_paged_list_set_equal (list, is_same_product);
  return list;
}

/* ---- Lots --------------------------------------------------------------------------------------- */

/* "2027-03-01" in the reader's way. */
static char *
present_day (WaySlice day)
{
  g_autofree char *text = way_slice_dup_string (day);
  g_autofree char *with_time = g_strconcat (text, "T12:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (with_time, zone);

  return time != NULL ? way_present_date ((guint64) g_date_time_to_unix (time) * 1000)
                      : g_steal_pointer (&text);
}

static char *
present_quantity (const WayLotState *state)
{
  g_autofree char *unit = way_record_has (state, 2) ? way_present_unit (state->uom)
                                                    : NULL;

  if (unit != NULL)
    return g_strdup_printf ("%" PRIu64 " %s", state->quantity, unit);
  if (way_record_has (state, 3))
    return g_strdup_printf (ngettext ("%" PRIu64 " piece, with serial number",
                                      "%" PRIu64 " pieces, with serial numbers",
                                      state->quantity),
                            state->quantity);
  return g_strdup_printf (
      ngettext ("%" PRIu64 " piece", "%" PRIu64 " pieces", state->quantity),
      state->quantity);
}

static WayLotItem *
lot_item_new (const WayLotRow *row)
{
  WayLotItem *self = g_object_new (WAY_TYPE_LOT_ITEM, NULL);
  g_autofree char *quantity = present_quantity (&row->state);
  g_autofree char *expiry = NULL;

  self->lot = way_slice_dup_string (row->lot.lot);
  self->has_serials = way_record_has (&row->state, 3);
  self->quantity = row->state.quantity;
  if (!way_record_has (&row->state, 6))
    {
      self->text = g_steal_pointer (&quantity);
      return self;
    }
  expiry = present_day (row->state.expiry_date);
  /* TRANSLATORS: how many there are, and a date */
  self->text = g_strdup_printf (_ ("%s, expires on %s"), quantity, expiry);
  return self;
}

static gboolean
fetch_lots (WayHome *home,
            const WayListQuestion *question,
            GPtrArray *items,
            char **out_next,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (WayReply) reply = NULL;
  const WayLotsReply *record;
  const WayLotRow *rows;
  WayDeskSide side;

  if (!way_desk_connect_side (home, question->account, &side, cancellable, error))
    return FALSE;
  if (side.client == NULL)
    return TRUE;
  reply = way_call_lots (side.client, &side.account,
                         way_slice_from_string (question->gtin14), question->after,
                         cancellable, error);
  if (reply == NULL)
    return FALSE;
  record = reply->record;
  rows = record->lots.items;
  for (gsize i = 0; i < record->lots.n; i++)
    g_ptr_array_add (items, lot_item_new (&rows[i]));
  if (way_record_has (record, 3))
    *out_next = way_slice_dup_string (record->next);
  return TRUE;
}

static gboolean
is_same_lot (gconstpointer a, gconstpointer b)
{
  const WayLotItem *one = a, *other = b;

  return one->has_serials == other->has_serials && one->quantity == other->quantity
         && g_strcmp0 (one->lot, other->lot) == 0
         && g_strcmp0 (one->text, other->text) == 0;
}

WayPagedList *
way_lot_list_new (WayDesk *desk, const char *gtin14)
{
  WayPagedList *list = way_paged_list_new (desk, WAY_TYPE_LOT_ITEM, fetch_lots, gtin14);

  way_paged_list_set_equal (list, is_same_lot);
  return list;
}

/* ---- Reading --------------------------------------------------------------------------------------- */

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

const char *
way_catalogue_item_get_name (WayCatalogueItem *self)
{
  return or_empty (self->words.name);
}

const char *
way_catalogue_item_get_brand (WayCatalogueItem *self)
{
  return or_empty (self->words.brand);
}

const char *
way_catalogue_item_get_gtin (WayCatalogueItem *self)
{
  return or_empty (self->words.gtin);
}

const char *
way_catalogue_item_get_lots_text (WayCatalogueItem *self)
{
  return or_empty (self->lots_text);
}

const char *
way_catalogue_item_get_picture (WayCatalogueItem *self)
{
  return self->words.picture;
}

const char *
way_lot_item_get_lot (WayLotItem *self)
{
  return or_empty (self->lot);
}

const char *
way_lot_item_get_text (WayLotItem *self)
{
  return or_empty (self->text);
}

gboolean
way_lot_item_has_serials (WayLotItem *self)
{
  return self->has_serials;
}

guint64
way_lot_item_get_quantity (WayLotItem *self)
{
  return self->quantity;
}

/* ---- The objects -------------------------------------------------------------------------------------- */

static void
way_catalogue_item_finalize (GObject *object)
{
  WayCatalogueItem *self = WAY_CATALOGUE_ITEM (object);

  way_product_words_clear (&self->words);
  g_free (self->lots_text);
  G_OBJECT_CLASS (way_catalogue_item_parent_class)->finalize (object);
}

static void
way_catalogue_item_class_init (WayCatalogueItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_catalogue_item_finalize;
}

static void
way_catalogue_item_init (WayCatalogueItem *self)
{
}

static void
way_lot_item_finalize (GObject *object)
{
  WayLotItem *self = WAY_LOT_ITEM (object);

  g_free (self->lot);
  g_free (self->text);
  G_OBJECT_CLASS (way_lot_item_parent_class)->finalize (object);
}

static void
way_lot_item_class_init (WayLotItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_lot_item_finalize;
}

static void
way_lot_item_init (WayLotItem *self)
{
}
