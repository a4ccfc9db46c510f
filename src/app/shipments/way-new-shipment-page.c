/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-new-shipment-page.h"

#include <glib/gi18n.h>

#include "way-carton-row.h"
#include "way-date-button.h"
#include "way-receiver-dialog.h"
#include "way-scan-bar.h"
#include "way-shipment-form.h"
#include "way-window.h"

struct _WayNewShipmentPage
{
  WayPage parent;

  WayShipmentForm *form;
  gboolean is_showing;

  AdwActionRow *receiver_row;
  AdwEntryRow *note_row;
  AdwEntryRow *expected_row;
  WayScanBar *scan_bar;
  GtkLabel *summary;
  GtkListBox *cartons;
  GtkLabel *obstacle;
  GtkButton *sign_button;
};

G_DEFINE_FINAL_TYPE (WayNewShipmentPage, way_new_shipment_page, WAY_TYPE_PAGE)

static guint sent_signal;

/* ---- Showing ------------------------------------------------------------------------------ */

static void
show_text (AdwEntryRow *row, const char *text)
{
  GtkEditable *editable = GTK_EDITABLE (row);

  if (g_strcmp0 (gtk_editable_get_text (editable), text != NULL ? text : "") != 0)
    gtk_editable_set_text (editable, text != NULL ? text : "");
}

static void
show_form (WayNewShipmentPage *self)
{
  const char *receiver = way_shipment_form_get_receiver_name (self->form);
  const char *obstacle = way_shipment_form_get_obstacle (self->form);
  g_autofree char *summary = way_shipment_form_dup_summary (self->form);
  gboolean has_things = g_list_model_get_n_items (G_LIST_MODEL (self->form)) > 0;

  self->is_showing = TRUE;
  adw_action_row_set_subtitle (self->receiver_row,
                               receiver != NULL ? receiver : _ ("Not chosen yet"));
  show_text (self->note_row, way_shipment_form_get_note (self->form));
  show_text (self->expected_row, way_shipment_form_get_expected (self->form));
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), has_things);
  gtk_widget_set_visible (GTK_WIDGET (self->cartons), has_things);
  gtk_label_set_text (self->obstacle,
                      obstacle != NULL ? obstacle : _ ("Ready to be signed"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_button),
                            obstacle == NULL && way_shipment_form_is_loaded (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "shipment.discard",
                                 !way_shipment_form_is_empty (self->form));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "shipment.check-again", has_things);
  self->is_showing = FALSE;
}

/* ---- Things ----------------------------------------------------------------------------------- */

static void
code_scanned (WayNewShipmentPage *self, const char *text, const char *format)
{
  g_autofree char *told = NULL;
  WayScanOutcome outcome = way_shipment_form_take (self->form, text, format, &told);

  way_scan_bar_say (self->scan_bar, told, outcome != WAY_SCAN_ADDED);
}

/* What was taken out, so that it can be put back. */
typedef struct
{
  WayShipmentForm *form;
  WayCarton *carton;
  guint position;
} Removed;

static void
removed_free (gpointer data, GClosure *closure)
{
  Removed *removed = data;

  g_object_unref (removed->form);
  g_object_unref (removed->carton);
  g_free (removed);
}

static void
put_back (AdwToast *toast, gpointer data)
{
  const Removed *removed = data;

  way_shipment_form_restore (removed->form, removed->carton, removed->position);
}

static void
row_removed (WayNewShipmentPage *self, WayCartonRow *row)
{
  WayWindow *window = way_window_of (GTK_WIDGET (self));
  Removed *removed = g_new (Removed, 1);
  AdwToast *toast;
  g_autofree char *text = NULL;

  removed->form = g_object_ref (self->form);
  removed->carton = g_object_ref (way_carton_row_get_carton (row));
  removed->position = way_shipment_form_remove (self->form, removed->carton);
  /* TRANSLATORS: %s is a thing that was scanned */
  text = g_strdup_printf (_ ("“%s” removed"), way_carton_get_title (removed->carton));
  toast = way_window_add_toast (window, text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (put_back), removed,
                         removed_free, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->scan_bar));
}

static void
row_quantity (WayNewShipmentPage *self, guint64 quantity, WayCartonRow *row)
{
  way_shipment_form_set_quantity (self->form, way_carton_row_get_carton (row), quantity);
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  GtkWidget *row = way_carton_row_new (item);

  g_signal_connect_object (row, "remove", G_CALLBACK (row_removed), data,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "quantity", G_CALLBACK (row_quantity), data,
                           G_CONNECT_SWAPPED);
  return row;
}

/* ---- Receiver and note --------------------------------------------------------------------------- */

static void
receiver_chosen (WayNewShipmentPage *self, const char *account, const char *name)
{
  way_shipment_form_set_receiver (self->form, account, name);
  gtk_widget_grab_focus (GTK_WIDGET (self->scan_bar));
}

static void
choose_receiver (WayNewShipmentPage *self)
{
  AdwDialog *dialog = way_receiver_dialog_new (way_page_get_desk (WAY_PAGE (self)));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (receiver_chosen), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
note_changed (WayNewShipmentPage *self)
{
  if (!self->is_showing)
    way_shipment_form_set_note (self->form,
                                gtk_editable_get_text (GTK_EDITABLE (self->note_row)));
}

static void
expected_changed (WayNewShipmentPage *self)
{
  if (!self->is_showing)
    way_shipment_form_set_expected (
        self->form, gtk_editable_get_text (GTK_EDITABLE (self->expected_row)));
}

/* ---- Signing ----------------------------------------------------------------------------------------- */

static void
act_changed (WayNewShipmentPage *self, GParamSpec *spec, WayAct *act)
{
  if (way_act_get_state (act) != WAY_ACT_FINAL)
    return;
  g_signal_emit (self, sent_signal, 0);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

static void
sign (WayNewShipmentPage *self)
{
  WayAct *act = way_shipment_form_sign (self->form);

  g_signal_connect_object (act, "notify::state", G_CALLBACK (act_changed), self,
                           G_CONNECT_SWAPPED);
  way_window_sign (way_window_of (GTK_WIDGET (self)), act);
}

static void
check_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  way_shipment_form_check_again (WAY_NEW_SHIPMENT_PAGE (widget)->form);
}

static void
discard_answered (WayNewShipmentPage *self, const char *answer)
{
  if (g_strcmp0 (answer, "discard") == 0)
    way_shipment_form_clear (self->form);
  gtk_widget_grab_focus (GTK_WIDGET (self->scan_bar));
}

static void
discard (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("Discard Shipment?"),
                            _ ("The list of scanned things, receiver and note are lost. "
                               "Nothing was signed.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "discard",
                                  _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_answered), widget,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

/* ---- The page -------------------------------------------------------------------------------------------- */

static void
way_new_shipment_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (WAY_NEW_SHIPMENT_PAGE (page)->scan_bar));
}

static void
way_new_shipment_page_dispose (GObject *object)
{
  WayNewShipmentPage *self = WAY_NEW_SHIPMENT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_NEW_SHIPMENT_PAGE);
  g_clear_object (&self->form);
  G_OBJECT_CLASS (way_new_shipment_page_parent_class)->dispose (object);
}

static void
way_new_shipment_page_class_init (WayNewShipmentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_new_shipment_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = way_new_shipment_page_shown;
  sent_signal = g_signal_new ("sent", WAY_TYPE_NEW_SHIPMENT_PAGE, G_SIGNAL_RUN_LAST, 0,
                              NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (WAY_TYPE_DATE_BUTTON);
  g_type_ensure (WAY_TYPE_SCAN_BAR);
  gtk_widget_class_install_action (widget_class, "shipment.discard", NULL, discard);
  gtk_widget_class_install_action (widget_class, "shipment.check-again", NULL,
                                   check_again);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shipments/way-new-shipment-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayNewShipmentPage, receiver_row);
  gtk_widget_class_bind_template_child (widget_class, WayNewShipmentPage, note_row);
  gtk_widget_class_bind_template_child (widget_class, WayNewShipmentPage, expected_row);
  gtk_widget_class_bind_template_child (widget_class, WayNewShipmentPage, scan_bar);
  gtk_widget_class_bind_template_child (widget_class, WayNewShipmentPage, summary);
  gtk_widget_class_bind_template_child (widget_class, WayNewShipmentPage, cartons);
  gtk_widget_class_bind_template_child (widget_class, WayNewShipmentPage, obstacle);
  gtk_widget_class_bind_template_child (widget_class, WayNewShipmentPage, sign_button);
  gtk_widget_class_bind_template_callback (widget_class, code_scanned);
  gtk_widget_class_bind_template_callback (widget_class, choose_receiver);
  gtk_widget_class_bind_template_callback (widget_class, note_changed);
  gtk_widget_class_bind_template_callback (widget_class, expected_changed);
  gtk_widget_class_bind_template_callback (widget_class, sign);
}

static void
way_new_shipment_page_init (WayNewShipmentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
way_new_shipment_page_new (WayDesk *desk)
{
  WayNewShipmentPage *self =
      g_object_new (WAY_TYPE_NEW_SHIPMENT_PAGE, "desk", desk, NULL);

  self->form = way_shipment_form_new (desk);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (show_form), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->cartons, G_LIST_MODEL (self->form), make_row, self,
                           NULL);
  show_form (self);
  return ADW_NAVIGATION_PAGE (self);
}
