/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-page.h"

#include <glib/gi18n.h>

#include "way-finding.h"
#include "way-item-acts.h"
#include "way-item-calls.h"
#include "way-product-about.h"
#include "way-product-chart.h"
#include "way-product-claim.h"
#include "way-product-evidence.h"
#include "way-product-icons.h"
#include "way-product-report.h"
#include "way-product-text.h"
#include "way-product-timeline.h"
#include "way-product-verdict.h"
#include "way-result.h"
#include "way-row-filler.h"
#include "way-state-view.h"
#include "way-window.h"

struct _WayProductPage
{
  WayPage parent;

  char *text;
  char *format;
  char *network; /* (nullable): with @account: whose product it is */
  char *account;
  GCancellable *cancellable;
  WayFinding *finding; /* (nullable) */
  WayRowFiller *filler;

  AdwBanner *alarm;
  GtkWidget *menu_button;
  WayStateView *state;
  GtkStack *stack;
  WayProductText *text_view;
  WayProductVerdict *verdict;
  GtkWidget *buttons;
  GtkWidget *claim_button;
  GtkButton *follow_button;
  GtkListBox *reasons;
  GtkWidget *series_group;
  GtkListBox *series;
  WayProductTimeline *timeline;
  WayProductAbout *about;
};

G_DEFINE_FINAL_TYPE (WayProductPage, way_product_page, WAY_TYPE_PAGE)

/* ---- Reasons and measurements -------------------------------------------------------------- */

static void
show_evidence (AdwActionRow *row, gpointer data)
{
  WayFindingReason *reason = data;
  g_autoptr (GListModel) details = way_finding_reason_make_details (reason);

  adw_dialog_present (
      way_product_evidence_new (_ ("Why"), way_finding_reason_get_text (reason), details),
      GTK_WIDGET (row));
}

static GtkWidget *
make_reason (gpointer data, guint i)
{
  WayProductPage *self = data;
  g_autoptr (WayFindingReason)
      reason = g_list_model_get_item (way_finding_get_reasons (self->finding), i);
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  WayReasonWeight weight = way_finding_reason_get_weight (reason);
  g_autoptr (GIcon) icon = way_product_icon_of_weight (weight);
  GtkWidget *image = gtk_image_new_from_gicon (icon);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 way_finding_reason_get_text (reason));
  adw_action_row_set_title_lines (row, 0);
  gtk_widget_add_css_class (image, way_product_style_of_weight (weight));
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  way_product_word_of_weight (weight), -1);
  adw_action_row_add_prefix (row, image);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), _ ("Show the evidence"));
  g_signal_connect_object (row, "activated", G_CALLBACK (show_evidence), reason, 0);
  return GTK_WIDGET (row);
}

static GtkWidget *
make_series (gpointer data, guint i)
{
  WayProductPage *self = data;
  g_autoptr (WayFindingSeries)
      series = g_list_model_get_item (way_finding_get_series (self->finding), i);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *text = way_product_chart_describe (series);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (way_finding_series_is_outside (series))
    gtk_widget_add_css_class (label, "warning");
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), way_product_chart_new (series));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
show_rows (WayProductPage *self)
{
  guint n_reasons = g_list_model_get_n_items (way_finding_get_reasons (self->finding));
  guint n_series = g_list_model_get_n_items (way_finding_get_series (self->finding));

  way_row_filler_fill (self->filler, self->reasons, 0, n_reasons, make_reason, self);
  way_row_filler_fill (self->filler, self->series, 0, n_series, make_series, self);
  gtk_widget_set_visible (self->series_group, n_series > 0);
}

/* ---- Showing ---------------------------------------------------------------------------------- */

static void
show_actions (WayProductPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean has_thing = way_finding_has_thing (self->finding);

  gtk_widget_action_set_enabled (widget, "product.share",
                                 way_finding_get_link (self->finding) != NULL);
  gtk_widget_action_set_enabled (widget, "product.export", has_thing);
  gtk_widget_action_set_enabled (widget, "product.report", has_thing);
  gtk_widget_set_visible (self->buttons, has_thing);
  gtk_widget_set_visible (self->claim_button, way_finding_may_be_claimed (self->finding));
  /* nobody is led to buy what was recalled */
  if (way_finding_get_verdict (self->finding) == WAY_VERDICT_ISSUED)
    gtk_widget_add_css_class (self->claim_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->claim_button, "suggested-action");
  gtk_button_set_label (self->follow_button, way_finding_is_followed (self->finding)
                                                 ? _ ("Stop _Following")
                                                 : _ ("_Follow"));
  gtk_widget_action_set_enabled (widget, "product.details", TRUE);
  gtk_widget_set_visible (self->menu_button, TRUE);
}

static void
show_story (WayProductPage *self)
{
  GListModel *steps = way_finding_get_steps (self->finding);

  way_product_timeline_set_steps (self->timeline, self->filler, steps);
  gtk_widget_set_visible (GTK_WIDGET (self->timeline),
                          g_list_model_get_n_items (steps) > 0);
  way_product_about_set_finding (self->about, self->filler,
                                 way_page_get_desk (WAY_PAGE (self)), self->finding);
}

/* A newer check that shows the same leaves the rows as they are, and the person where she is. */
static void
show_finding (WayProductPage *self, WayFinding *finding)
{
  const char *alarm = way_finding_get_alarm (finding);
  g_autoptr (WayFinding) before = g_steal_pointer (&self->finding);

  g_set_object (&self->finding, finding);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 way_finding_get_product_name (finding) != NULL
                                     ? way_finding_get_product_name (finding)
                                     : _ ("Product"));
  way_product_verdict_set_finding (self->verdict, finding);
  show_actions (self);
  if (before == NULL || !way_finding_has_same_reasons (before, finding))
    show_rows (self);
  if (before == NULL || !way_finding_has_same_story (before, finding))
    show_story (self);
  adw_banner_set_title (self->alarm, alarm != NULL ? alarm : "");
  adw_banner_set_revealed (self->alarm, alarm != NULL);
  gtk_stack_set_visible_child_name (self->stack, "product");
  way_state_view_show_content (self->state);
}

/* What is wrong with the text, not with this computer. */
static gboolean
is_about_text (const GError *error)
{
  return error->domain == WAY_ERROR
         && (error->code < WAY_RESULT_BAD_SIGNATURE
             || error->code == WAY_RESULT_NOT_FOUND);
}

static void
show_text (WayProductPage *self, const GError *error)
{
  g_autofree char *why = way_desk_describe_error (error);

  gtk_widget_set_visible (self->menu_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "text");
  way_state_view_show_content (self->state);
  way_product_text_set_text (self->text_view, self->text, why);
}

static void
looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayFinding)
      finding = way_desk_look_up_finish (WAY_DESK (source), result, &error);
  g_autofree char *text = NULL;

  if (finding != NULL)
    show_finding (self, finding);
  else if (is_about_text (error))
    show_text (self, error);
  else if (!way_desk_is_cancelled (error))
    {
      text = way_desk_describe_error (error);
      way_state_view_show_error (self->state, text);
    }
}

static void
way_product_page_refresh (WayPage *page)
{
  WayProductPage *self = WAY_PRODUCT_PAGE (page);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  way_state_view_show_loading (self->state);
  if (self->account != NULL)
    way_desk_look_up_of_async (way_page_get_desk (page), self->text, self->network,
                               self->account, self->cancellable, looked_up,
                               g_object_ref (self));
  else
    way_desk_look_up_async (way_page_get_desk (page), self->text, self->format,
                            self->cancellable, looked_up, g_object_ref (self));
}

/* ---- Actions ------------------------------------------------------------------------------------- */

static void
share (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayProductPage *self = WAY_PRODUCT_PAGE (widget);
  const char *link = way_finding_get_link (self->finding);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), link);
  way_window_add_toast (way_window_of (widget), _ ("Link copied"));
}

/* Scanned with its secret, it can be signed at once; else the code is asked for. */
static void
claim (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayProductPage *self = WAY_PRODUCT_PAGE (widget);
  WayDesk *desk = way_page_get_desk (WAY_PAGE (self));

  if (way_finding_has_in_pack (self->finding))
    way_window_sign (way_window_of (widget),
                     way_desk_claim (desk, self->text,
                                     way_finding_get_code (self->finding),
                                     way_finding_get_network (self->finding)));
  else
    adw_dialog_present (way_product_claim_new (desk, self->finding), widget);
}

static void
report (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayProductPage *self = WAY_PRODUCT_PAGE (widget);

  adw_dialog_present (
      way_product_report_new (way_page_get_desk (WAY_PAGE (self)), self->finding),
      widget);
}

static void
tell_outcome (WayProductPage *self, const GError *error, const char *text)
{
  WayWindow *window = way_window_of (GTK_WIDGET (self));
  g_autofree char *why = error != NULL ? way_desk_describe_error (error) : NULL;

  if (window != NULL && !way_desk_is_cancelled (error))
    way_window_add_toast (window, why != NULL ? why : text);
}

static void
followed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductPage) self = data;
  g_autoptr (GError) error = NULL;

  way_desk_follow_finish (WAY_DESK (source), result, &error);
  if (error != NULL)
    tell_outcome (self, error, NULL);
}

static void
follow (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayProductPage *self = WAY_PRODUCT_PAGE (widget);

  way_desk_follow_async (way_page_get_desk (WAY_PAGE (self)), self->finding,
                         !way_finding_is_followed (self->finding), NULL, followed,
                         g_object_ref (self));
}

static void
exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductPage) self = data;
  g_autoptr (GError) error = NULL;

  way_desk_export_proof_finish (WAY_DESK (source), result, &error);
  tell_outcome (self, error, _ ("Proof exported"));
}

static void
file_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayProductPage) self = data;
  g_autoptr (GFile)
      file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    way_desk_export_proof_async (way_page_get_desk (WAY_PAGE (self)), self->finding, file,
                                 NULL, exported, g_object_ref (self));
}

static void export (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Export Proof"));
  gtk_file_dialog_set_initial_name (dialog, "proof.waymark");
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL,
                        file_chosen, g_object_ref (widget));
}

static void
show_details (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WayProductPage *self = WAY_PRODUCT_PAGE (widget);
  g_autoptr (GListModel) details = way_finding_make_details (self->finding);

  adw_dialog_present (way_product_evidence_new (_ ("Technical Details"), NULL, details),
                      widget);
}

/* ---- The page --------------------------------------------------------------------------------------- */

static void
way_product_page_dispose (GObject *object)
{
  WayProductPage *self = WAY_PRODUCT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->filler, way_row_filler_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PRODUCT_PAGE);
  g_clear_object (&self->finding);
  G_OBJECT_CLASS (way_product_page_parent_class)->dispose (object);
}

static void
way_product_page_finalize (GObject *object)
{
  WayProductPage *self = WAY_PRODUCT_PAGE (object);

  g_free (self->text);
  g_free (self->format);
  g_free (self->network);
  g_free (self->account);
  G_OBJECT_CLASS (way_product_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, WayProductPage, alarm);
  gtk_widget_class_bind_template_child (klass, WayProductPage, menu_button);
  gtk_widget_class_bind_template_child (klass, WayProductPage, state);
  gtk_widget_class_bind_template_child (klass, WayProductPage, stack);
  gtk_widget_class_bind_template_child (klass, WayProductPage, text_view);
  gtk_widget_class_bind_template_child (klass, WayProductPage, verdict);
  gtk_widget_class_bind_template_child (klass, WayProductPage, buttons);
  gtk_widget_class_bind_template_child (klass, WayProductPage, claim_button);
  gtk_widget_class_bind_template_child (klass, WayProductPage, follow_button);
  gtk_widget_class_bind_template_child (klass, WayProductPage, reasons);
  gtk_widget_class_bind_template_child (klass, WayProductPage, series_group);
  gtk_widget_class_bind_template_child (klass, WayProductPage, series);
  gtk_widget_class_bind_template_child (klass, WayProductPage, timeline);
  gtk_widget_class_bind_template_child (klass, WayProductPage, about);
  gtk_widget_class_bind_template_callback (klass, way_page_refresh);
}

static void
way_product_page_class_init (WayProductPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_product_page_finalize;
  WAY_PAGE_CLASS (klass)->refresh = way_product_page_refresh;
  g_type_ensure (WAY_TYPE_STATE_VIEW);
  g_type_ensure (WAY_TYPE_PRODUCT_ABOUT);
  g_type_ensure (WAY_TYPE_PRODUCT_TEXT);
  g_type_ensure (WAY_TYPE_PRODUCT_TIMELINE);
  g_type_ensure (WAY_TYPE_PRODUCT_VERDICT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/discover/way-product-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "product.claim", NULL, claim);
  gtk_widget_class_install_action (widget_class, "product.export", NULL, export);
  gtk_widget_class_install_action (widget_class, "product.follow", NULL, follow);
  gtk_widget_class_install_action (widget_class, "product.report", NULL, report);
  gtk_widget_class_install_action (widget_class, "product.share", NULL, share);
  gtk_widget_class_install_action (widget_class, "product.details", NULL, show_details);
}

static void
way_product_page_init (WayProductPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filler = way_row_filler_new (GTK_WIDGET (self));
}

AdwNavigationPage *
way_product_page_new (WayDesk *desk, const char *text, const char *format)
{
  WayProductPage *self = g_object_new (WAY_TYPE_PRODUCT_PAGE, "desk", desk, NULL);

  self->text = g_strdup (text);
  self->format = g_strdup (format);
  return ADW_NAVIGATION_PAGE (self);
}

AdwNavigationPage *
way_product_page_new_of (WayDesk *desk,
                         const char *code,
                         const char *network,
                         const char *account)
{
  AdwNavigationPage *page = way_product_page_new (desk, code, NULL);

  WAY_PRODUCT_PAGE (page)->network = g_strdup (network);
  WAY_PRODUCT_PAGE (page)->account = g_strdup (account);
  return page;
}
