/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-shipment-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "way-carton-private.h"
#include "way-day.h"
#include "way-desk-private.h"
#include "way-found-item.h"
#include "way-shipment-acts-private.h"
#include "way-shipment-draft.h"

/* Look-ups at a time: more would only wait for the same node. */
#define MAX_CHECKS 3

struct _WayShipmentForm
{
  GObject parent;

  WayDesk *desk;
  char *account; /* (nullable): whose it is */
  GPtrArray *cartons;
  char *receiver;
  char *receiver_name;
  char *note;
  char *expected;
  gboolean is_loaded;
  guint n_checks; /* on their way */
  gboolean is_storing;
  gboolean is_dirty; /* changed since that began */
  GCancellable *cancellable;
};

static guint changed_signal;

static void
way_shipment_form_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayShipmentForm,
                               way_shipment_form,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      way_shipment_form_model_init))

gboolean
way_shipment_form_is_loaded (WayShipmentForm *self)
{
  return self->is_loaded;
}

/* ---- Keeping it --------------------------------------------------------------------------- */

static void
store (WayShipmentForm *self);

static void
stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayShipmentForm) self = data;
  g_autoptr (GError) error = NULL;

  self->is_storing = FALSE;
  if (!way_desk_store_shipment_draft_finish (WAY_DESK (source), result, &error))
    g_message ("A shipment's draft is not kept: %s", error->message);
  if (self->is_dirty)
    store (self);
}

static WayShipmentDraft *
make_draft (WayShipmentForm *self)
{
  WayShipmentDraft *draft = way_shipment_draft_new (self->account);

  draft->receiver = g_strdup (self->receiver);
  draft->receiver_name = g_strdup (self->receiver_name);
  draft->note = g_strdup (self->note);
  draft->expected = g_strdup (self->expected);
  for (guint i = 0; i < self->cartons->len; i++)
    {
      WayCarton *carton = self->cartons->pdata[i];

      way_shipment_draft_add (
          draft, way_carton_get_code_text (carton),
          way_carton_is_lot (carton) ? way_carton_get_quantity (carton) : 0);
    }
  return draft;
}

static void
store (WayShipmentForm *self)
{
  self->is_dirty = self->is_storing;
  if (self->is_storing || self->account == NULL)
    return;
  self->is_storing = TRUE;
  way_desk_store_shipment_draft_async (self->desk, make_draft (self), stored,
                                       g_object_ref (self));
}

static void
changed (WayShipmentForm *self)
{
  store (self);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- Looking things up ------------------------------------------------------------------------- */

typedef struct
{
  char *account;
  WayGs1Code code;
  WayCarton *carton;     /* touched in the main thread only */
  WayShipmentForm *form; /* likewise */
} Check;

static void
check_free (gpointer data)
{
  Check *self = data;

  g_free (self->account);
  g_object_unref (self->carton);
  g_object_unref (self->form);
  g_free (self);
}

static void
check_in_thread (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Check *check = data;
  WayCartonFindings *findings;
  GError *error = NULL;
  WaySide side;

  if (!way_side_open (&side, home, check->account, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  findings = way_carton_judge (&side, &check->code);
  g_task_return_pointer (task, findings, (GDestroyNotify) way_carton_findings_free);
}

static void
check_next (WayShipmentForm *self);

static WayCartonFindings *
make_unchecked (const GError *error)
{
  WayCartonFindings *findings = g_new0 (WayCartonFindings, 1);

  findings->state = WAY_CARTON_UNCHECKED;
  findings->remark = way_desk_describe_error (error);
  return findings;
}

static void
checked (GObject *source, GAsyncResult *result, gpointer data)
{
  const Check *check = g_task_get_task_data (G_TASK (result));
  WayShipmentForm *self = check->form;
  g_autoptr (GError) error = NULL;
  WayCartonFindings *findings = g_task_propagate_pointer (G_TASK (result), &error);
  gboolean is_late = g_task_get_cancellable (G_TASK (result)) != self->cancellable;

  if (is_late)
    {
      g_clear_pointer (&findings, way_carton_findings_free);
      return;
    }
  self->n_checks--;
  g_object_set_data (G_OBJECT (check->carton), "way-check", NULL);
  way_carton_take_findings (check->carton,
                            findings != NULL ? findings : make_unchecked (error));
  g_signal_emit (self, changed_signal, 0);
  check_next (self);
}

static void
begin_check (WayShipmentForm *self, WayCarton *carton)
{
  GTask *task = g_task_new (self->desk, self->cancellable, checked, NULL);
  Check *check = g_new (Check, 1);

  *check = (Check) { g_strdup (self->account), *way_carton_get_code (carton),
                     g_object_ref (carton), g_object_ref (self) };
  g_task_set_source_tag (task, begin_check);
  g_task_set_task_data (task, check, check_free);
  g_object_set_data (G_OBJECT (carton), "way-check", self);
  self->n_checks++;
  way_desk_run (self->desk, task, check_in_thread);
}

/* The oldest scan first: it stands last. */
static void
check_next (WayShipmentForm *self)
{
  for (guint i = self->cartons->len; i > 0 && self->n_checks < MAX_CHECKS; i--)
    {
      WayCarton *carton = self->cartons->pdata[i - 1];

      if (way_carton_get_state (carton) == WAY_CARTON_CHECKING
          && g_object_get_data (G_OBJECT (carton), "way-check") == NULL)
        begin_check (self, carton);
    }
}

void
way_shipment_form_check_again (WayShipmentForm *self)
{
  for (guint i = 0; i < self->cartons->len; i++)
    way_carton_set_checking (self->cartons->pdata[i]);
  g_signal_emit (self, changed_signal, 0);
  check_next (self);
}

/* ---- The list ------------------------------------------------------------------------------------- */

static WayCarton *
find_code (WayShipmentForm *self, const WayGs1Code *code)
{
  for (guint i = 0; i < self->cartons->len; i++)
    if (way_gs1_code_equal (way_carton_get_code (self->cartons->pdata[i]), code))
      return self->cartons->pdata[i];
  return NULL;
}

static void
insert (WayShipmentForm *self, WayCarton *carton, guint position)
{
  g_ptr_array_insert (self->cartons, (int) position, g_object_ref (carton));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/* One text, as it was kept or as it came in. */
static WayScanOutcome
take (WayShipmentForm *self, const char *text, const char *format, char **out_told)
{
  g_autoptr (WayCarton) carton = NULL;
  g_autoptr (GError) error = NULL;
  guint64 quantity;
  const char *rest = way_item_split_quantity (text, &quantity);
  WayGs1Code code;

  if (!way_gs1_code_from_text (way_slice_from_string (rest), format, &code, NULL, &error))
    {
      *out_told = way_desk_describe_error (error);
      return WAY_SCAN_NO_CODE;
    }
  if (code.kind == WAY_GS1_CODE_OTHER)
    {
      *out_told = g_strdup (_ ("This code names neither a product nor a case."));
      return WAY_SCAN_NO_CODE;
    }
  if (find_code (self, &code) != NULL)
    {
      *out_told = g_strdup (_ ("You scanned that already."));
      return WAY_SCAN_DUPLICATE;
    }
  carton = way_carton_new (&code, quantity);
  insert (self, carton, 0);
  return WAY_SCAN_ADDED;
}

WayScanOutcome
way_shipment_form_take (WayShipmentForm *self,
                        const char *text,
                        const char *format,
                        char **out_told)
{
  g_autofree char *told = NULL;
  WayScanOutcome outcome = WAY_SCAN_NO_CODE;

  if (!self->is_loaded)
    told = g_strdup (_ ("One moment: what you prepared before is being read."));
  else
    outcome = take (self, text, format, &told);
  if (out_told != NULL)
    *out_told = g_steal_pointer (&told);
  if (outcome != WAY_SCAN_ADDED)
    return outcome;
  changed (self);
  check_next (self);
  return outcome;
}

guint
way_shipment_form_remove (WayShipmentForm *self, WayCarton *carton)
{
  guint position;

  if (!g_ptr_array_find (self->cartons, carton, &position))
    return self->cartons->len;
  g_ptr_array_remove_index (self->cartons, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  changed (self);
  return position;
}

void
way_shipment_form_restore (WayShipmentForm *self, WayCarton *carton, guint position)
{
  if (find_code (self, way_carton_get_code (carton)) != NULL)
    return;
  insert (self, carton, MIN (position, self->cartons->len));
  changed (self);
  check_next (self);
}

void
way_shipment_form_set_quantity (WayShipmentForm *self,
                                WayCarton *carton,
                                guint64 quantity)
{
  if (way_carton_get_quantity (carton) == quantity)
    return;
  way_carton_set_quantity (carton, quantity);
  changed (self);
}

/* ---- Receiver and note --------------------------------------------------------------------------------- */

void
way_shipment_form_set_receiver (WayShipmentForm *self,
                                const char *account,
                                const char *name)
{
  gboolean is_new = g_set_str (&self->receiver, account);

  if (g_set_str (&self->receiver_name, name) || is_new)
    changed (self);
}

const char *
way_shipment_form_get_receiver (WayShipmentForm *self)
{
  return self->receiver;
}

const char *
way_shipment_form_get_receiver_name (WayShipmentForm *self)
{
  return self->receiver_name;
}

void
way_shipment_form_set_note (WayShipmentForm *self, const char *note)
{
  if (note != NULL && *note == '\0')
    note = NULL;
  if (g_set_str (&self->note, note))
    changed (self);
}

const char *
way_shipment_form_get_note (WayShipmentForm *self)
{
  return self->note;
}

void
way_shipment_form_set_expected (WayShipmentForm *self, const char *expected)
{
  if (expected != NULL && *expected == '\0')
    expected = NULL;
  if (g_set_str (&self->expected, expected))
    changed (self);
}

const char *
way_shipment_form_get_expected (WayShipmentForm *self)
{
  return self->expected;
}

/* ---- Signing ------------------------------------------------------------------------------------------- */

static guint
count (WayShipmentForm *self, WayCartonState state)
{
  guint n = 0;

  for (guint i = 0; i < self->cartons->len; i++)
    n += way_carton_get_state (self->cartons->pdata[i]) == state;
  return n;
}

const char *
way_shipment_form_get_obstacle (WayShipmentForm *self)
{
  GDate day;

  if (self->cartons->len == 0)
    return _ ("Scan what you send.");
  if (self->cartons->len > WAY_SHIPMENT_MAX_THINGS)
    return _ ("One shipment holds at most 1,000 things. Make two of it.");
  if (count (self, WAY_CARTON_STRANGE) > 0)
    return _ ("Take out what you can't send.");
  if (count (self, WAY_CARTON_UNCHECKED) > 0)
    return _ ("Some things could not be checked. Try it again.");
  if (self->receiver == NULL)
    return _ ("Choose who receives it.");
  if (count (self, WAY_CARTON_CHECKING) > 0)
    return _ ("Checking…");
  if (self->expected != NULL && !way_day_parse (self->expected, &day))
    return _ ("Write the day on which it should arrive like 2027-03-01.");
  if (self->expected != NULL
      && way_day_get_end_ms (&day) < (guint64) (g_get_real_time () / 1000))
    return _ ("The day on which it should arrive is over.");
  return NULL;
}

char *
way_shipment_form_dup_summary (WayShipmentForm *self)
{
  guint n_strange = count (self, WAY_CARTON_STRANGE);
  g_autofree char *things = way_present_n_things (self->cartons->len);

  if (n_strange == 0)
    return g_steal_pointer (&things);
  return g_strdup_printf (
      /* TRANSLATORS: “12 things”, and how many of them */
      ngettext ("%s, %u of them can't be sent", "%s, %u of them can't be sent",
                n_strange),
      things, n_strange);
}

gboolean
way_shipment_form_is_empty (WayShipmentForm *self)
{
  return self->cartons->len == 0 && self->receiver == NULL && self->note == NULL
         && self->expected == NULL;
}

void
way_shipment_form_clear (WayShipmentForm *self)
{
  guint n = self->cartons->len;

  g_ptr_array_set_size (self->cartons, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  g_clear_pointer (&self->receiver, g_free);
  g_clear_pointer (&self->receiver_name, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->expected, g_free);
  changed (self);
}

/* Still the same person's: what is shown then is what was signed. */
static void
act_changed (WayShipmentForm *self, GParamSpec *spec, WayAct *act)
{
  g_autofree char *acting = way_desk_dup_acting_account (self->desk);

  if (way_act_get_state (act) == WAY_ACT_FINAL && g_strcmp0 (acting, self->account) == 0)
    way_shipment_form_clear (self);
}

WayAct *
way_shipment_form_sign (WayShipmentForm *self)
{
  WayAct *act = way_desk_ship (self->desk, make_draft (self));

  g_signal_connect_object (act, "notify::state", G_CALLBACK (act_changed), self,
                           G_CONNECT_SWAPPED);
  return act;
}

/* ---- What was kept --------------------------------------------------------------------------------------- */

static void
take_draft (WayShipmentForm *self, const WayShipmentDraft *draft)
{
  g_set_str (&self->receiver, draft->receiver);
  g_set_str (&self->receiver_name, draft->receiver_name);
  g_set_str (&self->note, draft->note);
  g_set_str (&self->expected, draft->expected);
  for (guint i = draft->rows->len; i > 0; i--)
    {
      const WayShipmentDraftRow *row = draft->rows->pdata[i - 1];
      g_autofree char *told = NULL;

      take (self, row->code, NULL, &told);
      if (row->quantity > 0 && told == NULL)
        way_carton_set_quantity (self->cartons->pdata[0], row->quantity);
    }
}

static void
draft_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayShipmentForm) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayShipmentDraft)
      draft = way_desk_load_shipment_draft_finish (WAY_DESK (source), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  if (draft != NULL)
    take_draft (self, draft);
  else if (error != NULL)
    g_message ("A shipment's draft can't be read: %s", error->message);
  self->is_loaded = TRUE;
  g_signal_emit (self, changed_signal, 0);
  check_next (self);
}

static void
load (WayShipmentForm *self)
{
  guint n = self->cartons->len;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_free (self->account);
  self->account = way_desk_dup_acting_account (self->desk);
  self->n_checks = 0;
  self->is_loaded = FALSE;
  g_ptr_array_set_size (self->cartons, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  g_clear_pointer (&self->receiver, g_free);
  g_clear_pointer (&self->receiver_name, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->expected, g_free);
  way_desk_load_shipment_draft_async (self->desk, self->account, self->cancellable,
                                      draft_loaded, g_object_ref (self));
}

static void
identity_changed (WayShipmentForm *self)
{
  g_autofree char *acting = way_desk_dup_acting_account (self->desk);

  if (g_strcmp0 (acting, self->account) != 0)
    load (self);
}

/* ---- The model ------------------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return WAY_TYPE_CARTON;
}

static guint
get_n_items (GListModel *model)
{
  return WAY_SHIPMENT_FORM (model)->cartons->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  WayShipmentForm *self = WAY_SHIPMENT_FORM (model);

  return position < self->cartons->len ? g_object_ref (self->cartons->pdata[position])
                                       : NULL;
}

static void
way_shipment_form_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
way_shipment_form_finalize (GObject *object)
{
  WayShipmentForm *self = WAY_SHIPMENT_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_ptr_array_unref (self->cartons);
  g_free (self->account);
  g_free (self->receiver);
  g_free (self->receiver_name);
  g_free (self->note);
  g_free (self->expected);
  G_OBJECT_CLASS (way_shipment_form_parent_class)->finalize (object);
}

static void
way_shipment_form_class_init (WayShipmentFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_shipment_form_finalize;
  changed_signal = g_signal_new ("changed", WAY_TYPE_SHIPMENT_FORM, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_shipment_form_init (WayShipmentForm *self)
{
  self->cartons = g_ptr_array_new_with_free_func (g_object_unref);
}

WayShipmentForm *
way_shipment_form_new (WayDesk *desk)
{
  WayShipmentForm *self = g_object_new (WAY_TYPE_SHIPMENT_FORM, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "notify::identity", G_CALLBACK (identity_changed), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return self;
}
