/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-evidence.h"

#include <glib/gi18n.h>

static void
copy_value (GtkButton *button, gpointer data)
{
  AdwToastOverlay *toasts = ADW_TOAST_OVERLAY (
      gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_TOAST_OVERLAY));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)),
                          way_detail_get_value (WAY_DETAIL (data)));
  adw_toast_overlay_add_toast (toasts, adw_toast_new (_ ("Copied")));
}

static GtkWidget *
make_copy_button (WayDetail *detail)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  /* TRANSLATORS: %s is a label like “Statement” or “Checkpoint” */
  g_autofree char *label = g_strdup_printf (_ ("Copy %s"), way_detail_get_label (detail));

  gtk_widget_set_tooltip_text (button, _ ("Copy"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_value), detail, 0);
  return button;
}

static GtkWidget *
make_row (WayDetail *detail)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 way_detail_get_label (detail));
  adw_action_row_set_subtitle (row, way_detail_get_shown (detail));
  adw_action_row_set_subtitle_lines (row, 0);
  adw_action_row_set_subtitle_selectable (row, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "property");
  if (way_detail_get_kind (detail) == WAY_DETAIL_ID)
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "identifier");
      adw_action_row_add_suffix (row, make_copy_button (detail));
    }
  return GTK_WIDGET (row);
}

/* Details of one heading follow each other; a new statement begins again with the same heading. */
static void
fill (AdwPreferencesPage *page, GListModel *details)
{
  AdwPreferencesGroup *group = NULL;
  g_autofree char *first = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (details); i++)
    {
      g_autoptr (WayDetail) detail = g_list_model_get_item (details, i);
      const char *heading = way_detail_get_group (detail);

      if (group == NULL
          || g_strcmp0 (heading, adw_preferences_group_get_title (group)) != 0
          || g_strcmp0 (first, way_detail_get_label (detail)) == 0)
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, heading);
          adw_preferences_page_add (page, group);
          g_set_str (&first, way_detail_get_label (detail));
        }
      adw_preferences_group_add (group, make_row (detail));
    }
}

static void
add_sentence (AdwPreferencesPage *page, const char *sentence)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *label = gtk_label_new (sentence);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  adw_preferences_group_add (group, label);
  adw_preferences_page_add (page, group);
}

AdwDialog *
way_product_evidence_new (const char *title, const char *sentence, GListModel *details)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *toasts = adw_toast_overlay_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  if (sentence != NULL)
    add_sentence (page, sentence);
  fill (page, details);
  /* the buttons that copy only borrow what they copy */
  g_object_set_data_full (G_OBJECT (dialog), "details", g_object_ref (details),
                          g_object_unref);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), GTK_WIDGET (page));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), toasts);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 520);
  adw_dialog_set_content_height (dialog, 640);
  return dialog;
}
