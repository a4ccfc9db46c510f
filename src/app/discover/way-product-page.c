/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-page.h"

#include <glib/gi18n.h>

#include "way-finding.h"
#include "way-state-view.h"

struct _WayProductPage
{
  WayPage parent;

  char *text;
  char *format;
  GCancellable *cancellable;
  GPtrArray *rows; /* borrowed: of reasons and steps */

  AdwBanner *alarm;
  WayStateView *state;
  AdwStatusPage *verdict;
  AdwPreferencesGroup *reasons;
  AdwPreferencesGroup *steps;
};

G_DEFINE_FINAL_TYPE (WayProductPage, way_product_page, WAY_TYPE_PAGE)

/* ---- Showing ------------------------------------------------------------------------------ */

static const char *
get_verdict_icon (WayVerdictCode code)
{
  switch (code)
    {
    case WAY_VERDICT_GENUINE:
      return "emblem-ok-symbolic";
    case WAY_VERDICT_ISSUED:
      return "emblem-default-symbolic";
    case WAY_VERDICT_RECALLED:
    case WAY_VERDICT_LIKELY_COPY:
    case WAY_VERDICT_ALREADY_SOLD:
      return "dialog-warning-symbolic";
    case WAY_VERDICT_UNKNOWN_CODE:
    case WAY_VERDICT_CANNOT_TELL:
    case WAY_VERDICT_NONE:
    default:
      return "dialog-question-symbolic";
    }
}

static void
add_row (WayProductPage *self,
         AdwPreferencesGroup *group,
         const char *title,
         const char *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  adw_preferences_group_add (group, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
remove_rows (WayProductPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
show_finding (WayProductPage *self, WayFinding *finding)
{
  GListModel *reasons = way_finding_get_reasons (finding);
  GListModel *steps = way_finding_get_steps (finding);
  const char *alarm = way_finding_get_alarm (finding);

  remove_rows (self);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 way_finding_get_product_name (finding) != NULL
                                     ? way_finding_get_product_name (finding)
                                     : _ ("Product"));
  adw_status_page_set_icon_name (self->verdict,
                                 get_verdict_icon (way_finding_get_verdict (finding)));
  adw_status_page_set_title (self->verdict, way_finding_get_title (finding));
  adw_status_page_set_description (self->verdict, way_finding_get_sentence (finding));
  for (guint i = 0; i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (WayFindingReason) reason = g_list_model_get_item (reasons, i);

      add_row (self, self->reasons, way_finding_reason_get_text (reason), "");
    }
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (WayFindingStep) step = g_list_model_get_item (steps, i);

      add_row (self, self->steps, way_finding_step_get_sentence (step),
               way_finding_step_get_when (step));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->steps), g_list_model_get_n_items (steps) > 0);
  adw_banner_set_title (self->alarm, alarm != NULL ? alarm : "");
  adw_banner_set_revealed (self->alarm, alarm != NULL);
  way_state_view_show_content (self->state);
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
  if (finding != NULL || way_desk_is_cancelled (error))
    return;
  text = way_desk_describe_error (error);
  way_state_view_show_error (self->state, text);
}

static void
way_product_page_refresh (WayPage *page)
{
  WayProductPage *self = WAY_PRODUCT_PAGE (page);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  way_state_view_show_loading (self->state);
  way_desk_look_up_async (way_page_get_desk (page), self->text, self->format,
                          self->cancellable, looked_up, g_object_ref (self));
}

/* ---- The page -------------------------------------------------------------------------------- */

static void
way_product_page_dispose (GObject *object)
{
  WayProductPage *self = WAY_PRODUCT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PRODUCT_PAGE);
  G_OBJECT_CLASS (way_product_page_parent_class)->dispose (object);
}

static void
way_product_page_finalize (GObject *object)
{
  WayProductPage *self = WAY_PRODUCT_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_free (self->text);
  g_free (self->format);
  G_OBJECT_CLASS (way_product_page_parent_class)->finalize (object);
}

static void
way_product_page_class_init (WayProductPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_product_page_finalize;
  WAY_PAGE_CLASS (klass)->refresh = way_product_page_refresh;
  g_type_ensure (WAY_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/discover/way-product-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayProductPage, alarm);
  gtk_widget_class_bind_template_child (widget_class, WayProductPage, state);
  gtk_widget_class_bind_template_child (widget_class, WayProductPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, WayProductPage, reasons);
  gtk_widget_class_bind_template_child (widget_class, WayProductPage, steps);
  gtk_widget_class_bind_template_callback (widget_class, way_page_refresh);
}

static void
way_product_page_init (WayProductPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
way_product_page_new (WayDesk *desk, const char *text, const char *format)
{
  WayProductPage *self = g_object_new (WAY_TYPE_PRODUCT_PAGE, "desk", desk, NULL);

  self->text = g_strdup (text);
  self->format = g_strdup (format);
  return ADW_NAVIGATION_PAGE (self);
}
