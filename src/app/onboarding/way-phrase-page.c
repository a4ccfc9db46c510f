/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-phrase-page.h"

#include <glib/gi18n.h>

#include "way-desk-keys.h"

/* How many words are asked for. */
#define N_CHECKED 3

struct _WayPhrasePage
{
  AdwNavigationPage parent;

  WayDesk *desk;
  WayRecoveryWords *words; /* (nullable): until it was read */
  GCancellable *cancellable;
  guint asked[N_CHECKED]; /* which words, in rising order */
  AdwEntryRow *rows[N_CHECKED];

  GtkStack *stack;
  AdwPasswordEntryRow *passphrase_row;
  GtkLabel *error_label;
  GtkFlowBox *word_box;
  GtkButton *later_button;
  GtkButton *written_button;
  AdwPreferencesGroup *check_group;
  GtkLabel *check_label;
};

static guint done_signal;

G_DEFINE_FINAL_TYPE (WayPhrasePage, way_phrase_page, ADW_TYPE_NAVIGATION_PAGE)

/* Seen, and told to who does not see it. */
static void
complain (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_accessible_announce (GTK_ACCESSIBLE (label), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
finish (WayPhrasePage *self)
{
  g_signal_emit (self, done_signal, 0);
}

/* ---- Showing the words ----------------------------------------------------------------------- */

static GtkWidget *
make_word (guint number, const char *word)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = g_strdup_printf ("%u", number);
  GtkWidget *place = gtk_label_new (text);
  GtkWidget *label = gtk_label_new (word);

  gtk_widget_add_css_class (place, "dim-label");
  gtk_widget_add_css_class (place, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (place), 2);
  gtk_label_set_xalign (GTK_LABEL (place), 1);
  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), place);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "recovery-word");
  return box;
}

static void
show_words (WayPhrasePage *self)
{
  gtk_flow_box_remove_all (self->word_box);
  for (guint i = 0; i < way_recovery_words_get_n (self->words); i++)
    gtk_flow_box_append (self->word_box,
                         make_word (i + 1, way_recovery_words_get (self->words, i)));
  gtk_stack_set_visible_child_name (self->stack, "words");
  gtk_widget_grab_focus (GTK_WIDGET (self->written_button));
}

static void
show_words_again (WayPhrasePage *self)
{
  show_words (self);
}

static void
words_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPhrasePage) self = data;
  g_autoptr (GError) error = NULL;
  WayRecoveryWords *words =
      way_desk_load_words_finish (WAY_DESK (source), result, &error);
  g_autofree char *text = NULL;

  if (words != NULL)
    {
      g_set_object (&self->words, words);
      g_object_unref (words);
      show_words (self);
      return;
    }
  if (way_desk_is_cancelled (error))
    return;
  text = way_desk_describe_error (error);
  complain (self->error_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->passphrase_row),
                          way_desk_uses_key_file (self->desk));
  gtk_stack_set_visible_child_name (self->stack, "locked");
}

static void
load (WayPhrasePage *self, const char *passphrase)
{
  gtk_stack_set_visible_child_name (self->stack, "loading");
  way_desk_load_words_async (self->desk, passphrase, self->cancellable, words_loaded,
                             g_object_ref (self));
}

static void
unlock (WayPhrasePage *self)
{
  load (self, gtk_editable_get_text (GTK_EDITABLE (self->passphrase_row)));
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase_row), "");
}

/* ---- Checking ----------------------------------------------------------------------------------- */

static void
check (WayPhrasePage *self);

static void
choose_words (WayPhrasePage *self)
{
  guint n = way_recovery_words_get_n (self->words);

  /* one of each third of the phrase */
  for (guint i = 0; i < N_CHECKED; i++)
    self->asked[i] = (guint) g_random_int_range ((gint) (i * n / N_CHECKED),
                                                 (gint) ((i + 1) * n / N_CHECKED));
}

static void
ask_words (WayPhrasePage *self)
{
  choose_words (self);
  gtk_label_set_text (self->check_label, "");
  for (guint i = 0; i < N_CHECKED; i++)
    {
      /* TRANSLATORS: of the recovery phrase, counted from 1 */
      g_autofree char *title = g_strdup_printf (_ ("Word %u"), self->asked[i] + 1);

      if (self->rows[i] == NULL)
        {
          self->rows[i] = ADW_ENTRY_ROW (adw_entry_row_new ());
          adw_entry_row_set_input_hints (self->rows[i], GTK_INPUT_HINT_NO_SPELLCHECK
                                                            | GTK_INPUT_HINT_PRIVATE);
          g_signal_connect_object (self->rows[i], "entry-activated", G_CALLBACK (check),
                                   self, G_CONNECT_SWAPPED);
          adw_preferences_group_add (self->check_group, GTK_WIDGET (self->rows[i]));
        }
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), title);
      gtk_editable_set_text (GTK_EDITABLE (self->rows[i]), "");
      gtk_widget_remove_css_class (GTK_WIDGET (self->rows[i]), "error");
    }
  gtk_stack_set_visible_child_name (self->stack, "check");
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[0]));
}

static void
checked_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPhrasePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (way_desk_set_phrase_checked_finish (WAY_DESK (source), result, &error))
    {
      finish (self);
      return;
    }
  text = way_desk_describe_error (error);
  complain (self->check_label, text);
}

static void
check (WayPhrasePage *self)
{
  AdwEntryRow *wrong = NULL;

  for (guint i = 0; i < N_CHECKED; i++)
    {
      const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->rows[i]));
      GtkWidget *row = GTK_WIDGET (self->rows[i]);

      gtk_widget_remove_css_class (row, "error");
      if (way_recovery_words_is_word (self->words, self->asked[i], typed))
        continue;
      gtk_widget_add_css_class (row, "error");
      wrong = wrong != NULL ? wrong : self->rows[i];
    }
  if (wrong == NULL)
    {
      way_desk_set_phrase_checked_async (self->desk, NULL, checked_stored,
                                         g_object_ref (self));
      return;
    }
  complain (self->check_label,
            _ ("That is not the word at this place. Look at your paper, or "
               "show the words again."));
  gtk_widget_grab_focus (GTK_WIDGET (wrong));
}

static void
put_off (WayPhrasePage *self)
{
  finish (self);
}

/* ---- The page --------------------------------------------------------------------------------------- */

static void
way_phrase_page_dispose (GObject *object)
{
  WayPhrasePage *self = WAY_PHRASE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->words);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PHRASE_PAGE);
  G_OBJECT_CLASS (way_phrase_page_parent_class)->dispose (object);
}

static void
way_phrase_page_class_init (WayPhrasePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_phrase_page_dispose;
  done_signal = g_signal_new ("done", WAY_TYPE_PHRASE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                              NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/onboarding/way-phrase-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPhrasePage, stack);
  gtk_widget_class_bind_template_child (widget_class, WayPhrasePage, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, WayPhrasePage, error_label);
  gtk_widget_class_bind_template_child (widget_class, WayPhrasePage, word_box);
  gtk_widget_class_bind_template_child (widget_class, WayPhrasePage, later_button);
  gtk_widget_class_bind_template_child (widget_class, WayPhrasePage, written_button);
  gtk_widget_class_bind_template_child (widget_class, WayPhrasePage, check_group);
  gtk_widget_class_bind_template_child (widget_class, WayPhrasePage, check_label);
  gtk_widget_class_bind_template_callback (widget_class, unlock);
  gtk_widget_class_bind_template_callback (widget_class, ask_words);
  gtk_widget_class_bind_template_callback (widget_class, put_off);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, show_words_again);
}

static void
way_phrase_page_init (WayPhrasePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

WayPhrasePage *
way_phrase_page_new (WayDesk *desk, const char *passphrase, gboolean can_put_off)
{
  WayPhrasePage *self = g_object_new (WAY_TYPE_PHRASE_PAGE, NULL);

  self->desk = g_object_ref (desk);
  gtk_widget_set_visible (GTK_WIDGET (self->later_button), can_put_off);
  if (passphrase == NULL && way_desk_uses_key_file (desk))
    gtk_stack_set_visible_child_name (self->stack, "locked");
  else
    load (self, passphrase);
  return self;
}

static void
close_dialog (AdwDialog *dialog)
{
  adw_dialog_close (dialog);
}

AdwDialog *
way_phrase_dialog_new (WayDesk *desk)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *navigation = adw_navigation_view_new ();
  WayPhrasePage *page = way_phrase_page_new (desk, NULL, TRUE);

  adw_navigation_view_add (ADW_NAVIGATION_VIEW (navigation), ADW_NAVIGATION_PAGE (page));
  adw_dialog_set_child (dialog, navigation);
  adw_dialog_set_title (dialog, _ ("Recovery Phrase"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 560);
  g_signal_connect_object (page, "done", G_CALLBACK (close_dialog), dialog,
                           G_CONNECT_SWAPPED);
  return dialog;
}
