/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-code-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-code.h"
#include "way-finding.h"

/* ---- Which says most ----------------------------------------------------------------------- */

static guint
get_rank (const WayCode *code)
{
  return way_finding_rank_text (code->text, code->format);
}

static gboolean
has_text (GPtrArray *codes, const char *text)
{
  for (guint i = 0; i < codes->len; i++)
    if (g_str_equal (((const WayCode *) codes->pdata[i])->text, text))
      return TRUE;
  return FALSE;
}

GPtrArray *
way_code_chooser_rank (GPtrArray *codes)
{
  GPtrArray *best = g_ptr_array_new ();
  guint highest = 0;

  for (guint i = 0; i < codes->len; i++)
    highest = MAX (highest, get_rank (codes->pdata[i]));
  for (guint i = 0; i < codes->len; i++)
    {
      WayCode *code = codes->pdata[i];

      if (get_rank (code) == highest && !has_text (best, code->text))
        g_ptr_array_add (best, code);
    }
  return best;
}

/* ---- Asking ------------------------------------------------------------------------------------ */

typedef struct
{
  AdwDialog *dialog; /* borrowed */
  GPtrArray *codes;  /* all of the picture */
  GPtrArray *choice; /* borrowed from them */
  WayCodeChosen chosen;
  GObject *data;
} Asking;

static void
asking_free (gpointer data, GClosure *closure)
{
  Asking *asking = data;

  g_ptr_array_unref (asking->choice);
  g_ptr_array_unref (asking->codes);
  g_object_unref (asking->data);
  g_free (asking);
}

static void
row_activated (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  Asking *asking = data;
  const WayCode *code =
      asking->choice
          ->pdata[g_ascii_strtoull (gtk_widget_get_name (GTK_WIDGET (row)), NULL, 10)];

  asking->chosen (asking->data, code->text, code->format);
  adw_dialog_close (asking->dialog);
}

/* As those write it who made it. */
static const char *
name_format (const char *format)
{
  static const char *const names[][2] = { { "QRCode", "QR Code" },
                                          { "MicroQRCode", "Micro QR Code" },
                                          { "DataMatrix", "Data Matrix" },
                                          { "Code128", "Code 128" } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (format, names[i][0]) == 0)
      return names[i][1];
  return format;
}

static GtkWidget *
make_row (const WayCode *code, guint index)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *name = g_strdup_printf ("%u", index);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), code->text);
  adw_action_row_set_title_lines (row, 2);
  adw_action_row_set_subtitle (row, name_format (code->format));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_name (GTK_WIDGET (row), name);
  return GTK_WIDGET (row);
}

AdwDialog *
way_code_chooser_new (GPtrArray *codes,
                      GPtrArray *choice,
                      WayCodeChosen chosen,
                      GObject *data)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  Asking *asking = g_new (Asking, 1);

  *asking = (Asking) { dialog, g_ptr_array_ref (codes), g_ptr_array_ref (choice), chosen,
                       g_object_ref (data) };
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < choice->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (choice->pdata[i], i));
  g_signal_connect_data (list, "row-activated", G_CALLBACK (row_activated), asking,
                         asking_free, 0);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   _ ("Which One Do You Mean?"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("Several Codes"));
  adw_dialog_set_content_width (dialog, 460);
  return dialog;
}
