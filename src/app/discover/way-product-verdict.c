/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-verdict.h"

#include <glib/gi18n.h>

#include "way-product-icons.h"

/* "Checked just now" becomes "1 minute ago" by itself. */
#define AGE_SECONDS 60

struct _WayProductVerdict
{
  GtkWidget parent;

  WayFinding *finding;
  const char *style;
  guint age_id;

  GtkWidget *card;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *sentence;
  GtkLabel *product;
  GtkLabel *issuer;
  GtkLabel *thing;
  GtkWidget *demo_badge;
  GtkLabel *age;
};

G_DEFINE_FINAL_TYPE (WayProductVerdict, way_product_verdict, GTK_TYPE_WIDGET)

static gboolean
show_age (gpointer data)
{
  WayProductVerdict *self = data;
  g_autofree char *age =
      self->finding != NULL
          ? way_finding_dup_age (self->finding, (guint64) (g_get_real_time () / 1000))
          : NULL;

  gtk_label_set_text (self->age, age != NULL ? age : "");
  gtk_widget_set_visible (GTK_WIDGET (self->age), age != NULL);
  return G_SOURCE_CONTINUE;
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static void
show_style (WayProductVerdict *self, const char *style)
{
  if (self->style != NULL)
    gtk_widget_remove_css_class (self->card, self->style);
  self->style = style;
  gtk_widget_add_css_class (self->card, style);
}

static void
describe (WayProductVerdict *self)
{
  g_autofree char *label = g_strdup_printf (
      /* TRANSLATORS: read aloud: one or two words like “Genuine”, and the sentence that explains them */
      _ ("Verdict: %s. %s"), way_finding_get_title (self->finding),
      way_finding_get_sentence (self->finding));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

void
way_product_verdict_set_finding (WayProductVerdict *self, WayFinding *finding)
{
  WayVerdictCode verdict = way_finding_get_verdict (finding);
  g_autoptr (GIcon) icon = way_product_icon_of_verdict (verdict);
  const char *issuer = way_finding_get_issuer_name (finding);
  g_autofree char *by = NULL;

  g_set_object (&self->finding, finding);
  gtk_image_set_from_gicon (self->icon, icon);
  show_style (self, way_product_style_of_verdict (verdict));
  show_text (self->title, way_finding_get_title (finding));
  show_text (self->sentence, way_finding_get_sentence (finding));
  show_text (self->product, way_finding_get_product_name (finding));
  if (issuer != NULL)
    /* TRANSLATORS: %s is who issued the code */
    by = g_strdup_printf (_ ("by %s"), issuer);
  show_text (self->issuer, by);
  show_text (self->thing, way_finding_get_thing (finding) != NULL
                              ? way_finding_get_thing (finding)
                              : way_finding_get_code (finding));
  gtk_widget_set_visible (self->demo_badge, way_finding_is_demo (finding));
  show_age (self);
  describe (self);
}

static void
way_product_verdict_map (GtkWidget *widget)
{
  WayProductVerdict *self = WAY_PRODUCT_VERDICT (widget);

  GTK_WIDGET_CLASS (way_product_verdict_parent_class)->map (widget);
  show_age (self);
  self->age_id = g_timeout_add_seconds (AGE_SECONDS, show_age, self);
}

static void
way_product_verdict_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&WAY_PRODUCT_VERDICT (widget)->age_id, g_source_remove);
  GTK_WIDGET_CLASS (way_product_verdict_parent_class)->unmap (widget);
}

static void
way_product_verdict_dispose (GObject *object)
{
  WayProductVerdict *self = WAY_PRODUCT_VERDICT (object);
  GtkWidget *child;

  g_clear_handle_id (&self->age_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PRODUCT_VERDICT);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->finding);
  G_OBJECT_CLASS (way_product_verdict_parent_class)->dispose (object);
}

static void
way_product_verdict_class_init (WayProductVerdictClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_verdict_dispose;
  widget_class->map = way_product_verdict_map;
  widget_class->unmap = way_product_verdict_unmap;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/discover/way-product-verdict.ui");
  gtk_widget_class_bind_template_child (widget_class, WayProductVerdict, card);
  gtk_widget_class_bind_template_child (widget_class, WayProductVerdict, icon);
  gtk_widget_class_bind_template_child (widget_class, WayProductVerdict, title);
  gtk_widget_class_bind_template_child (widget_class, WayProductVerdict, sentence);
  gtk_widget_class_bind_template_child (widget_class, WayProductVerdict, product);
  gtk_widget_class_bind_template_child (widget_class, WayProductVerdict, issuer);
  gtk_widget_class_bind_template_child (widget_class, WayProductVerdict, thing);
  gtk_widget_class_bind_template_child (widget_class, WayProductVerdict, demo_badge);
  gtk_widget_class_bind_template_child (widget_class, WayProductVerdict, age);
}

static void
way_product_verdict_init (WayProductVerdict *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
