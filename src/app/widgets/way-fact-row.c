/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-fact-row.h"

GtkWidget *
way_fact_row_new (WayDetail *fact)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), way_detail_get_label (fact));
  adw_action_row_set_subtitle (row, way_detail_get_value (fact));
  adw_action_row_set_subtitle_lines (row, 0);
  adw_action_row_set_subtitle_selectable (row, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "property");
  return GTK_WIDGET (row);
}
