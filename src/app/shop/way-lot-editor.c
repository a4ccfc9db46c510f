/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-editor.h"

#include <glib/gi18n.h>

#include "way-date-button.h"
#include "way-fact-row.h"
#include "way-lot-form.h"
#include "way-state-view.h"
#include "way-window.h"

struct _WayLotEditor
{
  WayPage parent;

  WayLotForm *form;
  gboolean is_loaded;
  gboolean is_done; /* signed: the ledger has it */
  GCancellable *cancellable;
  GPtrArray *case_rows; /* borrowed */

  GtkButton *sign_button;
  AdwBanner *draft_banner;
  WayStateView *state;
  GtkLabel *problem_label;
  AdwEntryRow *lot_row;
  AdwEntryRow *quantity_row;
  AdwSwitchRow *serials_row;
  AdwEntryRow *uom_row;
  AdwEntryRow *produced_row;
  AdwEntryRow *expires_row;
  AdwPreferencesGroup *cases_group;
  AdwPreferencesGroup *secrets_group;
  GtkWidget *preview_group;
  GtkListBox *preview_list;

  GListStore *preview; /* of WayDetail */
};

G_DEFINE_FINAL_TYPE (WayLotEditor, way_lot_editor, WAY_TYPE_PAGE)

static void
show_problem (WayLotEditor *self)
{
  const char *problem = way_lot_form_get_problem (self->form);

  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_button),
                            self->is_loaded && problem == NULL);
  gtk_label_set_text (self->problem_label,
                      problem != NULL ? problem : _ ("Ready to be signed"));
}

/* ---- Cases ----------------------------------------------------------------------------------- */

static void
remove_case (GtkButton *button, WayLotEditor *self)
{
  way_lot_form_remove_case (self->form, g_object_get_data (G_OBJECT (button), "case"));
}

static void
add_entry (WayLotEditor *self, WayFormCase *item, const char *property, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (row), 18);
  g_object_bind_property (item, property, row, "text",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  adw_preferences_group_add (self->cases_group, row);
  g_ptr_array_add (self->case_rows, row);
}

static void
add_case_rows (WayLotEditor *self, guint number, WayFormCase *item)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *sscc = g_strdup_printf (_ ("SSCC of Case %u"), number);
  g_autofree char *count = g_strdup_printf (_ ("Pieces in Case %u"), number);
  g_autofree char *remove = g_strdup_printf (_ ("Remove Case %u"), number);

  add_entry (self, item, "sscc", sscc);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remove, -1);
  g_object_set_data_full (G_OBJECT (button), "case", g_object_ref (item), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_case), self,
                           G_CONNECT_DEFAULT);
  adw_entry_row_add_suffix (
      ADW_ENTRY_ROW (self->case_rows->pdata[self->case_rows->len - 1]), button);
  add_entry (self, item, "count", count);
}

static void
cases_changed (WayLotEditor *self)
{
  GListModel *cases = way_lot_form_get_cases (self->form);

  for (guint i = 0; i < self->case_rows->len; i++)
    adw_preferences_group_remove (self->cases_group, self->case_rows->pdata[i]);
  g_ptr_array_set_size (self->case_rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (cases); i++)
    {
      g_autoptr (WayFormCase) item = g_list_model_get_item (cases, i);

      add_case_rows (self, i + 1, item);
    }
}

static void
add_case (WayLotEditor *self)
{
  way_lot_form_add_case (self->form);
  if (self->case_rows->len >= 2)
    gtk_widget_grab_focus (self->case_rows->pdata[self->case_rows->len - 2]);
}

/* ---- Signing ------------------------------------------------------------------------------------- */

static void
act_changed (WayLotEditor *self, GParamSpec *spec, WayAct *act)
{
  AdwNavigationView *navigation;

  if (way_act_get_state (act) != WAY_ACT_FINAL || self->is_done)
    return;
  self->is_done = TRUE;
  navigation = ADW_NAVIGATION_VIEW (
      gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW));
  if (navigation != NULL
      && adw_navigation_view_get_visible_page (navigation) == ADW_NAVIGATION_PAGE (self))
    adw_navigation_view_pop (navigation);
}

static void
sign (WayLotEditor *self)
{
  WayAct *act = way_lot_form_sign (self->form);

  if (act == NULL)
    return;
  g_signal_connect_object (act, "notify::state", G_CALLBACK (act_changed), self,
                           G_CONNECT_SWAPPED);
  way_window_sign (way_window_of (GTK_WIDGET (self)), act);
}

/* ---- Loading --------------------------------------------------------------------------------------- */

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayLotEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean was_draft;

  if (way_lot_form_load_finish (WAY_LOT_FORM (source), result, &was_draft, &error))
    {
      self->is_loaded = TRUE;
      adw_banner_set_revealed (self->draft_banner, was_draft);
      show_problem (self);
      way_state_view_show_content (self->state);
      gtk_widget_grab_focus (GTK_WIDGET (self->lot_row));
      return;
    }
  if (way_desk_is_cancelled (error))
    return;
  text = way_desk_describe_error (error);
  way_state_view_show_error (self->state, text);
}

static void
load (WayLotEditor *self)
{
  way_state_view_show_loading (self->state);
  way_lot_form_load_async (self->form, self->cancellable, loaded, g_object_ref (self));
}

/* What is typed stays, whatever changes elsewhere. */
static void
way_lot_editor_refresh (WayPage *page)
{
  if (!WAY_LOT_EDITOR (page)->is_loaded)
    load (WAY_LOT_EDITOR (page));
}

static void
discard (WayLotEditor *self)
{
  way_lot_form_discard (self->form);
  adw_banner_set_revealed (self->draft_banner, FALSE);
  load (self);
}

/* ---- The page ---------------------------------------------------------------------------------------- */

static void
way_lot_editor_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (WAY_LOT_EDITOR (page)->lot_row));
}

static void
way_lot_editor_hidden (AdwNavigationPage *page)
{
  WayLotEditor *self = WAY_LOT_EDITOR (page);

  if (!self->is_done)
    way_lot_form_flush (self->form);
}

static void
way_lot_editor_dispose (GObject *object)
{
  WayLotEditor *self = WAY_LOT_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_LOT_EDITOR);
  g_clear_object (&self->preview);
  g_clear_object (&self->form);
  G_OBJECT_CLASS (way_lot_editor_parent_class)->dispose (object);
}

static void
way_lot_editor_finalize (GObject *object)
{
  g_ptr_array_unref (WAY_LOT_EDITOR (object)->case_rows);
  G_OBJECT_CLASS (way_lot_editor_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, sign_button);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, draft_banner);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, state);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, lot_row);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, quantity_row);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, serials_row);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, uom_row);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, produced_row);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, expires_row);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, cases_group);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, secrets_group);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, preview_group);
  gtk_widget_class_bind_template_child (widget_class, WayLotEditor, preview_list);
  gtk_widget_class_bind_template_callback (widget_class, way_page_refresh);
  gtk_widget_class_bind_template_callback (widget_class, sign);
  gtk_widget_class_bind_template_callback (widget_class, discard);
  gtk_widget_class_bind_template_callback (widget_class, add_case);
}

static void
way_lot_editor_class_init (WayLotEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_lot_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_lot_editor_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = way_lot_editor_shown;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = way_lot_editor_hidden;
  WAY_PAGE_CLASS (klass)->refresh = way_lot_editor_refresh;
  g_type_ensure (WAY_TYPE_DATE_BUTTON);
  g_type_ensure (WAY_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shop/way-lot-editor.ui");
  bind_template (widget_class);
}

static void
way_lot_editor_init (WayLotEditor *self)
{
  self->cancellable = g_cancellable_new ();
  self->case_rows = g_ptr_array_new ();
  self->preview = g_list_store_new (WAY_TYPE_DETAIL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind_row (WayLotEditor *self, gpointer row, const char *property)
{
  g_object_bind_property (self->form, property, row, "text",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static GtkWidget *
make_fact (gpointer fact, gpointer data)
{
  return way_fact_row_new (fact);
}

static void
show_preview (WayLotEditor *self)
{
  way_lot_form_preview (self->form, self->preview);
  gtk_widget_set_visible (self->preview_group,
                          g_list_model_get_n_items (G_LIST_MODEL (self->preview)) > 0);
}

static void
bind_form (WayLotEditor *self)
{
  bind_row (self, self->lot_row, "lot");
  bind_row (self, self->quantity_row, "quantity");
  bind_row (self, self->uom_row, "uom");
  bind_row (self, self->produced_row, "produced");
  bind_row (self, self->expires_row, "expires");
  g_object_bind_property (self->form, "has-serials", self->serials_row, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->form, "has-serials", self->cases_group, "visible",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->form, "has-serials", self->secrets_group, "visible",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->form, "has-serials", self->uom_row, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (self->form, "notify::problem", G_CALLBACK (show_problem), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (way_lot_form_get_cases (self->form), "items-changed",
                           G_CALLBACK (cases_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "notify", G_CALLBACK (show_preview), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->preview_list, G_LIST_MODEL (self->preview), make_fact,
                           NULL, NULL);
  show_problem (self);
  show_preview (self);
}

AdwNavigationPage *
way_lot_editor_new (WayDesk *desk, const char *gtin14)
{
  WayLotEditor *self =
      g_object_new (WAY_TYPE_LOT_EDITOR, "desk", desk, "title", _ ("New Lot"), NULL);

  self->form = way_lot_form_new (desk, gtin14);
  bind_form (self);
  return ADW_NAVIGATION_PAGE (self);
}
