/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-date-button.h"

#include <glib/gi18n.h>

struct _WayDateButton
{
  GtkWidget parent;

  GtkEditable *entry; /* weak */
  GtkWidget *button;
  GtkCalendar *calendar;
  gboolean is_showing; /* what is typed; nobody chooses */
};

enum
{
  PROP_0,
  PROP_ENTRY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayDateButton, way_date_button, GTK_TYPE_WIDGET)

/* The day that is typed, where it is one; else today. */
static void
show_typed (WayDateButton *self)
{
  const char *typed = self->entry != NULL ? gtk_editable_get_text (self->entry) : "";
  g_autofree char *text = g_strconcat (typed, "T12:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (text, zone);

  if (day == NULL)
    day = g_date_time_new_now_local ();
  self->is_showing = TRUE;
  gtk_calendar_select_day (self->calendar, day);
  self->is_showing = FALSE;
}

static void
day_chosen (WayDateButton *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  if (!self->is_showing && self->entry != NULL)
    gtk_editable_set_text (self->entry, text);
}

static void
closed (WayDateButton *self)
{
  if (self->entry != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* The day that is shown at first is a choice too. */
static void
use_shown (WayDateButton *self)
{
  day_chosen (self);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

static GtkWidget *
make_popover (WayDateButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *use = gtk_button_new_with_mnemonic (_ ("_Use This Day"));

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), use);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_chosen),
                            self);
  g_signal_connect_swapped (use, "clicked", G_CALLBACK (use_shown), self);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (show_typed), self);
  g_signal_connect_swapped (popover, "closed", G_CALLBACK (closed), self);
  return popover;
}

/* ---- The widget ------------------------------------------------------------------------------ */

static void
way_date_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_ENTRY)
    g_value_set_object (value, WAY_DATE_BUTTON (object)->entry);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_date_button_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *spec)
{
  if (id == PROP_ENTRY)
    g_set_weak_pointer (&WAY_DATE_BUTTON (object)->entry, g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_date_button_dispose (GObject *object)
{
  WayDateButton *self = WAY_DATE_BUTTON (object);

  g_clear_weak_pointer (&self->entry);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (way_date_button_parent_class)->dispose (object);
}

static void
way_date_button_class_init (WayDateButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = way_date_button_get_property;
  object_class->set_property = way_date_button_set_property;
  object_class->dispose = way_date_button_dispose;
  properties[PROP_ENTRY] = g_param_spec_object (
      "entry", NULL, NULL, GTK_TYPE_EDITABLE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
way_date_button_init (WayDateButton *self)
{
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->button),
                                 "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (self->button, _ ("Choose Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose Day"), -1);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), make_popover (self));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}
