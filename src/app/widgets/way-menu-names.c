/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-menu-names.h"

#include <gtk/gtk.h>

/* The type of the rows is GTK's own, but what it is called and its property `text` are known to every style and template. */
static void
name_row (GtkWidget *row)
{
  g_autofree char *text = NULL;

  g_object_get (row, "text", &text, NULL);
  if (text == NULL || *text == '\0')
    return;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
name_rows (GtkWidget *widget)
{
  if (g_strcmp0 (G_OBJECT_TYPE_NAME (widget), "GtkModelButton") == 0)
    {
      name_row (widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_rows (child);
}

static void
menu_mapped (GtkWidget *menu)
{
  name_rows (menu);
  g_signal_chain_from_overridden_handler (menu);
}

void
way_menu_names_begin (void)
{
  /* its signals are known with its class, which the first window needs anyway */
  g_type_class_unref (g_type_class_ref (GTK_TYPE_POPOVER_MENU));
  /* menus come from menu buttons, entries and labels alike */
  g_signal_override_class_handler ("map", GTK_TYPE_POPOVER_MENU,
                                   G_CALLBACK (menu_mapped));
}
