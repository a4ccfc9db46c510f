/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-name-memory.h"
#include "way-shipments-private.h"

struct _WayShipmentThing
{
  GObject parent;

  char *title;
  char *subtitle;
  char *state_text;
  char *code_text;
  WayGs1Code code;
  gboolean is_lot;
  gboolean is_missing;
  guint64 shipped;
  guint64 outstanding;
};

struct _WayShipmentView
{
  GObject parent;

  char *id;
  char *sender;
  char *receiver;
  char *when;
  char *expected;
  char *state_text;
  char *difference;
  char *note;
  gboolean can_receive;
  GListStore *things;
};

G_DEFINE_FINAL_TYPE (WayShipmentThing, way_shipment_thing, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (WayShipmentView, way_shipment_view, G_TYPE_OBJECT)

/* ---- Making them, in a thread ------------------------------------------------------------- */

static char *
make_state_text (const WayShipmentThing *self, gboolean is_on_the_way)
{
  if (self->outstanding == 0)
    return g_strdup (_ ("Received"));
  if (is_on_the_way)
    return g_strdup (_ ("On its way"));
  if (self->outstanding == self->shipped)
    return g_strdup (_ ("Missing"));
  /* TRANSLATORS: how many are missing, and of how many */
  return g_strdup_printf (_ ("%" PRIu64 " of %" PRIu64 " missing"), self->outstanding,
                          self->shipped);
}

WayShipmentThing *
way_shipment_thing_new (const WayGs1Code *code,
                        const char *title,
                        const char *subtitle,
                        guint64 shipped,
                        guint64 outstanding,
                        gboolean is_on_the_way)
{
  WayShipmentThing *self = g_object_new (WAY_TYPE_SHIPMENT_THING, NULL);

  self->code = *code;
  self->code_text = way_gs1_code_dup_text (code);
  self->is_lot = code->lot[0] != '\0' && code->serial[0] == '\0';
  self->shipped = shipped;
  self->outstanding = outstanding;
  self->is_missing = outstanding > 0 && !is_on_the_way;
  self->state_text = make_state_text (self, is_on_the_way);
  self->title = way_text_dup_capitalised (title);
  self->subtitle = way_text_dup_capitalised (subtitle);
  return self;
}

static WayShipmentThing *
make_thing (const WaySide *side, const WayShipmentAnswer *answer, const WayItem *item)
{
  g_autofree char *text = way_present_item (item);
  g_autofree char *name = way_name_memory_dup_product (side->home, side->network,
                                                       &item->thing, side->cancellable);
  WayGs1Code code;

  way_gs1_code_from_thing (&item->thing, &code);
  return way_shipment_thing_new (&code, name != NULL ? name : text,
                                 name != NULL ? text : "",
                                 way_shipment_answer_get_shipped (item),
                                 way_shipment_answer_get_outstanding (answer, item),
                                 answer->state.status == WAY_SHIPMENT_IN_TRANSIT);
}

static char *
make_difference (const WayShipmentState *state)
{
  guint64 missing = state->n_outstanding;

  if (state->status != WAY_SHIPMENT_RECEIVED_SHORT || missing == 0)
    return NULL;
  return g_strdup_printf (
      /* TRANSLATORS: how many things are missing, and of how many */
      ngettext ("%" PRIu64 " of %" PRIu64 " things are missing or incomplete. Sender and "
                "receiver see the same.",
                "%" PRIu64 " of %" PRIu64 " things are missing or incomplete. Sender and "
                "receiver see the same.",
                missing),
      missing, state->n_items);
}

static char *
make_view_state (const WayShipmentState *state)
{
  if (state->status == WAY_SHIPMENT_IN_TRANSIT && way_record_has (state, 8)
      && state->is_overdue)
    return g_strdup (_ ("Overdue"));
  if (state->status == WAY_SHIPMENT_IN_TRANSIT)
    return g_strdup (_ ("On its way"));
  return g_strdup (state->n_outstanding > 0 ? _ ("Received with differences")
                                            : _ ("Received"));
}

static void
fill_event (WayShipmentView *self, const WayShip *ship)
{
  if (way_record_has (ship, 4))
    self->expected = way_present_date (ship->expected_by);
  if (way_record_has (&ship->event, 5))
    self->note = way_slice_dup_string (ship->event.note);
}

WayShipmentView *
way_shipment_view_new (const WaySide *side, const WayShipmentAnswer *answer)
{
  WayShipmentView *self = g_object_new (WAY_TYPE_SHIPMENT_VIEW, NULL);
  const WayShipmentState *state = &answer->state;
  const WayItem *items = answer->ship->items.items;

  self->id = way_hex_encode (way_slice_from_hash (&answer->id));
  self->sender = way_name_memory_dup_account (side->home, side->network, &state->shipper,
                                              side->cancellable);
  self->receiver = way_name_memory_dup_account (side->home, side->network,
                                                &state->receiver, side->cancellable);
  self->when = way_present_time (state->shipped);
  self->state_text = make_view_state (state);
  self->difference = make_difference (state);
  self->can_receive = way_hash_equal (&state->receiver, &side->identity->account)
                      && state->n_outstanding > 0;
  fill_event (self, answer->ship);
  for (gsize i = 0; i < answer->ship->items.n; i++)
    {
      g_autoptr (WayShipmentThing) thing = make_thing (side, answer, &items[i]);

      g_list_store_append (self->things, thing);
    }
  return self;
}

/* ---- Asking ---------------------------------------------------------------------------------- */

typedef struct
{
  char *id;
  char *account; /* (nullable) */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->id);
  g_free (self->account);
  g_free (self);
}

static void
load (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Asked *asked = data;
  g_auto (WayShipmentAnswer) answer = { 0 };
  GError *error = NULL;
  WaySide side;
  WayHash id;

  if (!way_hash_from_hex (asked->id, &id))
    way_error_set (&error, WAY_RESULT_NOT_FOUND, asked->id);
  else if (way_side_open (&side, home, asked->account, cancellable, &error)
           && way_shipment_answer_fetch (home, side.network, &id, &answer, cancellable,
                                         &error))
    {
      g_task_return_pointer (task, way_shipment_view_new (&side, &answer),
                             g_object_unref);
      return;
    }
  g_task_return_error (task, error);
}

void
way_desk_load_shipment_async (WayDesk *self,
                              const char *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Asked *asked = g_new (Asked, 1);

  *asked = (Asked) { g_strdup (id), way_desk_dup_acting_account (self) };
  g_task_set_source_tag (task, way_desk_load_shipment_async);
  g_task_set_task_data (task, asked, asked_free);
  way_desk_run (self, task, load);
}

WayShipmentView *
way_desk_load_shipment_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Reading ---------------------------------------------------------------------------------- */

const char *
way_shipment_thing_get_title (WayShipmentThing *self)
{
  return self->title;
}

const char *
way_shipment_thing_get_subtitle (WayShipmentThing *self)
{
  return self->subtitle;
}

const char *
way_shipment_thing_get_state_text (WayShipmentThing *self)
{
  return self->state_text;
}

gboolean
way_shipment_thing_is_missing (WayShipmentThing *self)
{
  return self->is_missing;
}

const WayGs1Code *
way_shipment_thing_get_code (WayShipmentThing *self)
{
  return &self->code;
}

const char *
way_shipment_thing_get_code_text (WayShipmentThing *self)
{
  return self->code_text;
}

gboolean
way_shipment_thing_is_lot (WayShipmentThing *self)
{
  return self->is_lot;
}

guint64
way_shipment_thing_get_shipped (WayShipmentThing *self)
{
  return self->shipped;
}

guint64
way_shipment_thing_get_outstanding (WayShipmentThing *self)
{
  return self->outstanding;
}

const char *
way_shipment_view_get_id (WayShipmentView *self)
{
  return self->id;
}

const char *
way_shipment_view_get_sender (WayShipmentView *self)
{
  return self->sender;
}

const char *
way_shipment_view_get_receiver (WayShipmentView *self)
{
  return self->receiver;
}

const char *
way_shipment_view_get_when (WayShipmentView *self)
{
  return self->when;
}

const char *
way_shipment_view_get_expected (WayShipmentView *self)
{
  return self->expected;
}

const char *
way_shipment_view_get_state_text (WayShipmentView *self)
{
  return self->state_text;
}

const char *
way_shipment_view_get_difference (WayShipmentView *self)
{
  return self->difference;
}

const char *
way_shipment_view_get_note (WayShipmentView *self)
{
  return self->note;
}

gboolean
way_shipment_view_can_receive (WayShipmentView *self)
{
  return self->can_receive;
}

GListModel *
way_shipment_view_get_things (WayShipmentView *self)
{
  return G_LIST_MODEL (self->things);
}

/* ---- The objects --------------------------------------------------------------------------------- */

static void
way_shipment_thing_finalize (GObject *object)
{
  WayShipmentThing *self = WAY_SHIPMENT_THING (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->state_text);
  g_free (self->code_text);
  G_OBJECT_CLASS (way_shipment_thing_parent_class)->finalize (object);
}

static void
way_shipment_thing_class_init (WayShipmentThingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_shipment_thing_finalize;
}

static void
way_shipment_thing_init (WayShipmentThing *self)
{
}

static void
way_shipment_view_finalize (GObject *object)
{
  WayShipmentView *self = WAY_SHIPMENT_VIEW (object);

  g_free (self->id);
  g_free (self->sender);
  g_free (self->receiver);
  g_free (self->when);
  g_free (self->expected);
  g_free (self->state_text);
  g_free (self->difference);
  g_free (self->note);
  g_clear_object (&self->things);
  G_OBJECT_CLASS (way_shipment_view_parent_class)->finalize (object);
}

static void
way_shipment_view_class_init (WayShipmentViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_shipment_view_finalize;
}

static void
way_shipment_view_init (WayShipmentView *self)
{
  self->things = g_list_store_new (WAY_TYPE_SHIPMENT_THING);
}
