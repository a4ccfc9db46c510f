/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-own-row.h"

#include <glib/gi18n.h>

#include "way-item-acts.h"
#include "way-product-evidence.h"
#include "way-product-icons.h"
#include "way-product-page.h"
#include "way-window.h"

static AdwActionRow *
row_new (const char *title, const char *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_set_subtitle_lines (row, 0);
  return row;
}

/* ---- Items ------------------------------------------------------------------------------ */

static void
add_line (GString *text, const char *line)
{
  if (line == NULL)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

/* Whose row it is, or the button of a draft's row. */
static WayDesk *
get_desk (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "desk");
}

static void
open_item (AdwActionRow *row, gpointer data)
{
  WayMyItem *item = WAY_MY_ITEM (data);
  WayWindow *window = way_window_of (GTK_WIDGET (row));
  const char *code = way_my_item_get_code (item);

  if (way_my_item_get_account (item) == NULL)
    way_window_take_text (window, code, NULL);
  else
    way_window_push (window, way_product_page_new_of (get_desk (GTK_WIDGET (row)), code,
                                                      way_my_item_get_network (item),
                                                      way_my_item_get_account (item)));
}

static GtkWidget *
make_badge (void)
{
  GtkWidget *label = gtk_label_new (_ ("Demo"));

  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "badge");
  gtk_widget_add_css_class (label, "caption-heading");
  return label;
}

GtkWidget *
way_own_row_new_item (WayDesk *desk, WayMyItem *item)
{
  WayVerdictCode verdict = way_my_item_get_verdict (item);
  g_autoptr (GIcon) icon = way_product_icon_of_verdict (verdict);
  g_autoptr (GString) subtitle = g_string_new (way_my_item_get_title (item));
  GtkWidget *image = gtk_image_new_from_gicon (icon);
  AdwActionRow *row;

  add_line (subtitle, way_my_item_get_recall (item));
  add_line (subtitle, way_my_item_get_warranty (item));
  add_line (subtitle, way_my_item_get_age (item));
  add_line (subtitle, way_my_item_get_thing (item));
  row = row_new (way_my_item_get_name (item), subtitle->str);
  gtk_widget_add_css_class (image, way_product_style_of_verdict (verdict));
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  way_my_item_get_title (item), -1);
  adw_action_row_add_prefix (row, image);
  if (way_my_item_is_demo (item))
    adw_action_row_add_suffix (row, make_badge ());
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "desk", g_object_ref (desk), g_object_unref);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_item), item, 0);
  return GTK_WIDGET (row);
}

/* ---- Acts ---------------------------------------------------------------------------------- */

static void
show_act (AdwActionRow *row, GParamSpec *spec, WayAct *act)
{
  WayActState state = way_act_get_state (act);
  GtkWidget *stack = g_object_get_data (G_OBJECT (row), "stack");
  gboolean has_details = state == WAY_ACT_RECORDED || state == WAY_ACT_FINAL;
  const char *text = _ ("Sending…");

  if (state == WAY_ACT_RECORDED)
    text = _ ("Recorded: the proof is being checked…");
  else if (state == WAY_ACT_FINAL)
    text = _ ("Final: it is in the ledger, checked on this computer");
  adw_action_row_set_subtitle (row, text);
  gtk_stack_set_visible_child_name (GTK_STACK (stack),
                                    state == WAY_ACT_FINAL ? "final" : "under-way");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), has_details);
}

static void
open_act (AdwActionRow *row, gpointer data)
{
  g_autoptr (GListModel) details = way_act_make_details (WAY_ACT (data));

  adw_dialog_present (way_product_evidence_new (_ ("Signed"), NULL, details),
                      GTK_WIDGET (row));
}

static GtkWidget *
make_act_icon (void)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *image = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_widget_add_css_class (image, "success");
  gtk_stack_add_named (GTK_STACK (stack), adw_spinner_new (), "under-way");
  gtk_stack_add_named (GTK_STACK (stack), image, "final");
  gtk_widget_set_valign (stack, GTK_ALIGN_CENTER);
  return stack;
}

GtkWidget *
way_own_row_new_act (WayAct *act)
{
  const char *const *sentences = way_act_get_sentences (act);
  g_autofree char *text = g_strjoinv ("\n", (char **) sentences);
  AdwActionRow *row = row_new (text[0] != '\0' ? text : way_act_get_verb (act), "");
  GtkWidget *stack = make_act_icon ();

  adw_action_row_add_prefix (row, stack);
  g_object_set_data (G_OBJECT (row), "stack", stack);
  g_signal_connect_object (act, "notify::state", G_CALLBACK (show_act), row,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_act), act, 0);
  show_act (row, NULL, act);
  return GTK_WIDGET (row);
}

/* ---- Drafts -------------------------------------------------------------------------------- */

static void
dropped (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) button = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (way_desk_drop_draft_finish (WAY_DESK (source), result, &error))
    return;
  text = way_desk_describe_error (error);
  if (way_window_of (button) != NULL)
    way_window_add_toast (way_window_of (button), text);
}

static void
send_again (GtkButton *button, gpointer data)
{
  way_window_sign (way_window_of (GTK_WIDGET (button)),
                   way_desk_send_draft (get_desk (GTK_WIDGET (button)),
                                        way_draft_item_get_id (WAY_DRAFT_ITEM (data))));
}

static void
discard_answered (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  GtkWidget *button = data;
  WayDraftItem *draft = g_object_get_data (G_OBJECT (button), "draft");

  if (g_str_equal (response, "discard"))
    way_desk_drop_draft_async (get_desk (button), way_draft_item_get_id (draft), NULL,
                               dropped, g_object_ref (button));
}

static void
discard (GtkButton *button, gpointer data)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("Discard This Statement?"),
                            _ ("It may have arrived all the same. What arrived stays in "
                               "the ledger.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "discard",
                                  _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_answered), button, 0);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (button));
}

static GtkWidget *
make_button (const char *label, GCallback callback, WayDesk *desk, WayDraftItem *draft)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "desk", g_object_ref (desk), g_object_unref);
  g_object_set_data_full (G_OBJECT (button), "draft", g_object_ref (draft),
                          g_object_unref);
  g_signal_connect_object (button, "clicked", callback, draft, 0);
  return button;
}

GtkWidget *
way_own_row_new_draft (WayDesk *desk, WayDraftItem *draft)
{
  AdwActionRow *row =
      row_new (way_draft_item_get_text (draft), way_draft_item_get_origin (draft));
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  adw_wrap_box_append (
      ADW_WRAP_BOX (box),
      make_button (_ ("Send _Again"), G_CALLBACK (send_again), desk, draft));
  adw_wrap_box_append (ADW_WRAP_BOX (box),
                       make_button (_ ("_Discard"), G_CALLBACK (discard), desk, draft));
  adw_action_row_add_suffix (row, box);
  return GTK_WIDGET (row);
}
