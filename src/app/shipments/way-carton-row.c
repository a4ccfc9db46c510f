/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-carton-row.h"

#include <glib/gi18n.h>

struct _WayCartonRow
{
  AdwActionRow parent;

  WayCarton *carton;
  gboolean is_showing;
  GtkStack *stack;
  GtkImage *icon;
  GtkSpinButton *quantity;
  GtkButton *remove_button;
};

G_DEFINE_FINAL_TYPE (WayCartonRow, way_carton_row, ADW_TYPE_ACTION_ROW)

static guint remove_signal, quantity_signal;

/* ---- Showing ------------------------------------------------------------------------------- */

typedef struct
{
  const char *icon;
  const char *style; /* (nullable) */
  const char *name;
} Look;

static const Look looks[] = {
  [WAY_CARTON_CHECKING] = { "object-select-symbolic", NULL, N_ ("Checking…") },
  [WAY_CARTON_GOOD] = { "object-select-symbolic", "success", N_ ("Can be sent") },
  [WAY_CARTON_DOUBTFUL] = { "dialog-warning-symbolic", "warning", N_ ("Think twice") },
  [WAY_CARTON_STRANGE] = { "dialog-error-symbolic", "error", N_ ("Can't be sent") },
  [WAY_CARTON_UNCHECKED] = { "dialog-question-symbolic", "warning", N_ ("Not checked") },
};

static void
show_icon (WayCartonRow *self)
{
  const Look *look = &looks[way_carton_get_state (self->carton)];
  const char *styles[] = { look->style, NULL };
  gboolean is_checking = way_carton_get_state (self->carton) == WAY_CARTON_CHECKING;

  gtk_image_set_from_icon_name (self->icon, look->icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), styles);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ (look->name), -1);
  gtk_stack_set_visible_child_name (self->stack, is_checking ? "checking" : "checked");
}

static void
show_quantity (WayCartonRow *self)
{
  guint64 max = way_carton_get_max_quantity (self->carton);
  gboolean is_shown = way_carton_is_lot (self->carton)
                      && way_carton_get_state (self->carton) != WAY_CARTON_STRANGE;

  gtk_widget_set_visible (GTK_WIDGET (self->quantity), is_shown);
  if (!is_shown)
    return;
  gtk_spin_button_set_range (self->quantity, 1, max > 0 ? (double) max : 1e12);
  gtk_spin_button_set_value (self->quantity,
                             (double) way_carton_get_quantity (self->carton));
}

static void
show_carton (WayCartonRow *self)
{
  const char *subtitle = way_carton_get_subtitle (self->carton);
  const char *remark = way_carton_get_remark (self->carton);
  g_autofree char *text = remark == NULL ? g_strdup (subtitle)
                          : *subtitle == '\0'
                              ? g_strdup (remark)
                              : g_strdup_printf ("%s\n%s", subtitle, remark);
  /* TRANSLATORS: %s is a thing that was scanned */
  g_autofree char *remove =
      g_strdup_printf (_ ("Remove %s"), way_carton_get_title (self->carton));

  self->is_showing = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 way_carton_get_title (self->carton));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->remove_button), remove);
  show_icon (self);
  show_quantity (self);
  self->is_showing = FALSE;
}

/* ---- What the person does ---------------------------------------------------------------------- */

static void
removed (WayCartonRow *self)
{
  g_signal_emit (self, remove_signal, 0);
}

static void
quantity_chosen (WayCartonRow *self)
{
  if (!self->is_showing)
    g_signal_emit (self, quantity_signal, 0,
                   (guint64) gtk_spin_button_get_value (self->quantity));
}

/* ---- The row --------------------------------------------------------------------------------------- */

static void
way_carton_row_dispose (GObject *object)
{
  WayCartonRow *self = WAY_CARTON_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_CARTON_ROW);
  g_clear_object (&self->carton);
  G_OBJECT_CLASS (way_carton_row_parent_class)->dispose (object);
}

static void
way_carton_row_class_init (WayCartonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_carton_row_dispose;
  remove_signal = g_signal_new ("remove", WAY_TYPE_CARTON_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  quantity_signal = g_signal_new ("quantity", WAY_TYPE_CARTON_ROW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/shipments/way-carton-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayCartonRow, stack);
  gtk_widget_class_bind_template_child (widget_class, WayCartonRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WayCartonRow, quantity);
  gtk_widget_class_bind_template_child (widget_class, WayCartonRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, removed);
  gtk_widget_class_bind_template_callback (widget_class, quantity_chosen);
}

static void
way_carton_row_init (WayCartonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_carton_row_new (WayCarton *carton)
{
  WayCartonRow *self = g_object_new (WAY_TYPE_CARTON_ROW, NULL);

  self->carton = g_object_ref (carton);
  g_signal_connect_object (carton, "changed", G_CALLBACK (show_carton), self,
                           G_CONNECT_SWAPPED);
  show_carton (self);
  return GTK_WIDGET (self);
}

WayCarton *
way_carton_row_get_carton (WayCartonRow *self)
{
  return self->carton;
}
