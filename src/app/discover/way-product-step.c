/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-step.h"

#include <glib/gi18n.h>

#include "way-product-icons.h"

struct _WayProductStep
{
  GtkListBoxRow parent;

  WayFindingStep *step;

  GtkBox *box;
  GtkLabel *sentence;
  GtkWidget *who;
  AdwAvatar *avatar;
  GtkLabel *actor;
  GtkWidget *attested;
  GtkLabel *where_when;
  GtkLabel *scope;
  GtkWidget *witness;
  GtkImage *witness_icon;
  GtkLabel *witness_label;
  GtkBox *remarks;
};

G_DEFINE_FINAL_TYPE (WayProductStep, way_product_step, GTK_TYPE_LIST_BOX_ROW)

WayFindingStep *
way_product_step_get_step (WayProductStep *self)
{
  return self->step;
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static void
show_who (WayProductStep *self)
{
  const char *actor = way_finding_step_get_actor (self->step);

  gtk_widget_set_visible (self->who, actor[0] != '\0');
  adw_avatar_set_text (self->avatar, actor);
  gtk_label_set_text (self->actor, actor);
  gtk_widget_set_visible (self->attested, way_finding_step_is_attested (self->step));
}

static char *
make_where_when (WayFindingStep *step)
{
  const char *when = way_finding_step_get_when (step);
  const char *place = way_finding_step_get_place (step);

  if (place == NULL)
    return g_strdup (when);
  /* TRANSLATORS: a date and time, and a place */
  return g_strdup_printf (_ ("%s · %s"), when, place);
}

static void
show_witness (WayProductStep *self)
{
  WayFindingWitness witness = way_finding_step_get_witness (self->step);
  gboolean both = witness == WAY_FINDING_WITNESS_BOTH;

  gtk_widget_set_visible (self->witness, witness != WAY_FINDING_WITNESS_NONE);
  gtk_image_set_from_icon_name (self->witness_icon, both ? "object-select-symbolic"
                                                         : "dialog-warning-symbolic");
  gtk_label_set_text (self->witness_label,
                      both ? _ ("Confirmed by both sides") : _ ("Said by one side only"));
}

static void
add_remark (WayProductStep *self, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name",
                                  "dialog-information-symbolic", "pixel-size", 14,
                                  "valign", GTK_ALIGN_START, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->remarks, box);
}

/* Read aloud as one: a row of many labels is tiring. */
static void
describe (WayProductStep *self, const char *where_when)
{
  g_autoptr (GString) text = g_string_new (way_finding_step_get_sentence (self->step));
  const char *const *remarks = way_finding_step_get_remarks (self->step);

  if (where_when[0] != '\0')
    g_string_append_printf (text, " %s.", where_when);
  if (way_finding_step_get_witness (self->step) != WAY_FINDING_WITNESS_NONE)
    g_string_append_printf (text, " %s.", gtk_label_get_text (self->witness_label));
  for (gsize i = 0; remarks[i] != NULL; i++)
    g_string_append_printf (text, " %s", remarks[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text->str, -1);
}

static void
show_step (WayProductStep *self)
{
  g_autofree char *where_when = make_where_when (self->step);
  const char *const *remarks = way_finding_step_get_remarks (self->step);
  gboolean is_small = g_str_equal (way_finding_step_get_kind (self->step), "pause");

  show_text (self->sentence, way_finding_step_get_sentence (self->step));
  if (is_small)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "caption");
      gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "dimmed");
    }
  show_who (self);
  show_text (self->where_when, where_when);
  show_text (self->scope, way_finding_step_get_scope (self->step));
  show_witness (self);
  for (gsize i = 0; remarks[i] != NULL; i++)
    add_remark (self, remarks[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->remarks), remarks[0] != NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self),
                                    way_finding_step_has_details (self->step));
  describe (self, where_when);
}

static void
way_product_step_dispose (GObject *object)
{
  WayProductStep *self = WAY_PRODUCT_STEP (object);

  /* the template would take it away behind the row's back */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PRODUCT_STEP);
  g_clear_object (&self->step);
  G_OBJECT_CLASS (way_product_step_parent_class)->dispose (object);
}

static void
way_product_step_class_init (WayProductStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_step_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/discover/way-product-step.ui");
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, box);
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, sentence);
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, who);
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, avatar);
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, actor);
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, attested);
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, where_when);
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, scope);
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, witness);
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, witness_icon);
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, witness_label);
  gtk_widget_class_bind_template_child (widget_class, WayProductStep, remarks);
}

static void
way_product_step_init (WayProductStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_product_step_new (WayFindingStep *step, WayRailLine above, WayRailLine below)
{
  WayProductStep *self = g_object_new (WAY_TYPE_PRODUCT_STEP, NULL);
  const char *kind = way_finding_step_get_kind (step);
  g_autoptr (GIcon) icon = g_str_equal (kind, "pause") ? NULL
                                                       : way_product_icon_of_step (kind);

  self->step = g_object_ref (step);
  gtk_box_prepend (self->box, way_product_rail_new (icon, above, below));
  show_step (self);
  return GTK_WIDGET (self);
}
