/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-state-view.h"

#include <glib/gi18n.h>

/* Shorter waits are better without a spinner that flashes. */
#define SPINNER_AFTER_MS 300

struct _WayStateView
{
  GtkWidget parent;

  AdwBanner *banner;
  GtkStack *stack;
  AdwBin *content_bin;
  AdwBin *empty_bin;
  AdwStatusPage *error_page;
  GtkLabel *error_label;
  guint spinner_id;
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_EMPTY_CHILD,
  PROP_ERROR_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint retry_signal;

static GtkBuildableIface *parent_buildable_iface;

static void
way_state_view_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayStateView,
                               way_state_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      way_state_view_buildable_init))

/* ---- States ---------------------------------------------------------------------------- */

static gboolean
is_showing (WayStateView *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

static void
show (WayStateView *self, const char *name)
{
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  adw_banner_set_revealed (self->banner, FALSE);
  gtk_stack_set_visible_child_name (self->stack, name);
}

static gboolean
show_spinner (gpointer data)
{
  WayStateView *self = data;

  self->spinner_id = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  return G_SOURCE_REMOVE;
}

void
way_state_view_show_loading (WayStateView *self)
{
  if (is_showing (self, "content") || is_showing (self, "loading")
      || self->spinner_id != 0)
    return;
  show (self, "nothing");
  self->spinner_id = g_timeout_add (SPINNER_AFTER_MS, show_spinner, self);
}

void
way_state_view_show_content (WayStateView *self)
{
  show (self, "content");
}

void
way_state_view_show_empty (WayStateView *self)
{
  show (self, "empty");
}

void
way_state_view_show_error (WayStateView *self, const char *text)
{
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  adw_banner_set_title (self->banner, text);
  gtk_label_set_text (self->error_label, text);
  if (is_showing (self, "content"))
    adw_banner_set_revealed (self->banner, TRUE);
  else
    show (self, "error");
}

static void
retry (WayStateView *self)
{
  g_signal_emit (self, retry_signal, 0);
}

/* ---- The widget --------------------------------------------------------------------------- */

static void
way_state_view_add_child (GtkBuildable *buildable,
                          GtkBuilder *builder,
                          GObject *child,
                          const char *type)
{
  WayStateView *self = WAY_STATE_VIEW (buildable);

  /* before the template is there the children are its own */
  if (self->content_bin == NULL || !GTK_IS_WIDGET (child))
    parent_buildable_iface->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "empty") == 0)
    adw_bin_set_child (self->empty_bin, GTK_WIDGET (child));
  else
    adw_bin_set_child (self->content_bin, GTK_WIDGET (child));
}

static void
way_state_view_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = way_state_view_add_child;
}

static void
way_state_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WayStateView *self = WAY_STATE_VIEW (object);

  switch (id)
    {
    case PROP_CHILD:
      g_value_set_object (value, adw_bin_get_child (self->content_bin));
      break;
    case PROP_EMPTY_CHILD:
      g_value_set_object (value, adw_bin_get_child (self->empty_bin));
      break;
    case PROP_ERROR_TITLE:
      g_value_set_string (value, adw_status_page_get_title (self->error_page));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
way_state_view_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *spec)
{
  WayStateView *self = WAY_STATE_VIEW (object);

  switch (id)
    {
    case PROP_CHILD:
      adw_bin_set_child (self->content_bin, g_value_get_object (value));
      break;
    case PROP_EMPTY_CHILD:
      adw_bin_set_child (self->empty_bin, g_value_get_object (value));
      break;
    case PROP_ERROR_TITLE:
      adw_status_page_set_title (self->error_page, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
way_state_view_dispose (GObject *object)
{
  WayStateView *self = WAY_STATE_VIEW (object);

  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_STATE_VIEW);
  G_OBJECT_CLASS (way_state_view_parent_class)->dispose (object);
}

static void
way_state_view_class_init (WayStateViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = way_state_view_get_property;
  object_class->set_property = way_state_view_set_property;
  object_class->dispose = way_state_view_dispose;
  properties[PROP_CHILD] = g_param_spec_object (
      "child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EMPTY_CHILD] =
      g_param_spec_object ("empty-child", NULL, NULL, GTK_TYPE_WIDGET,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR_TITLE] = g_param_spec_string (
      "error-title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  retry_signal = g_signal_new ("retry", WAY_TYPE_STATE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/widgets/way-state-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayStateView, banner);
  gtk_widget_class_bind_template_child (widget_class, WayStateView, stack);
  gtk_widget_class_bind_template_child (widget_class, WayStateView, content_bin);
  gtk_widget_class_bind_template_child (widget_class, WayStateView, empty_bin);
  gtk_widget_class_bind_template_child (widget_class, WayStateView, error_page);
  gtk_widget_class_bind_template_child (widget_class, WayStateView, error_label);
  gtk_widget_class_bind_template_callback (widget_class, retry);
}

static void
way_state_view_init (WayStateView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_status_page_set_title (self->error_page, _ ("Something Went Wrong"));
}
