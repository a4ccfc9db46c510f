/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-identity-button.h"

#include <glib/gi18n.h>

struct _WayIdentityButton
{
  AdwBin parent;

  WayDesk *desk;

  GtkRevealer *reminder;
  GtkButton *button;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *kind;
};

G_DEFINE_FINAL_TYPE (WayIdentityButton, way_identity_button, ADW_TYPE_BIN)

static const char *
get_kind (WayIdentityItem *identity)
{
  if (identity == NULL)
    return _ ("Make one to claim and sign");
  if (way_identity_item_is_demo (identity))
    return _ ("Demo market");
  return way_identity_item_is_business (identity) ? _ ("Business") : _ ("Person");
}

static void
update (WayIdentityButton *self)
{
  WayIdentityItem *identity = way_desk_get_identity (self->desk);
  const char *name = identity != NULL ? way_identity_item_get_name (identity)
                                      : _ ("No Identity");
  g_autofree char *label = NULL;

  adw_avatar_set_text (self->avatar, identity != NULL ? name : "");
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->kind, get_kind (identity));
  /* TRANSLATORS: for screen readers; %s is a name */
  label = g_strdup_printf (_ ("Identity: %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_revealer_set_reveal_child (self->reminder,
                                 way_desk_has_phrase (self->desk)
                                     && !way_desk_get_phrase_checked (self->desk));
}

static void
way_identity_button_dispose (GObject *object)
{
  WayIdentityButton *self = WAY_IDENTITY_BUTTON (object);

  g_clear_object (&self->desk);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (way_identity_button_parent_class)->dispose (object);
}

static void
way_identity_button_class_init (WayIdentityButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_identity_button_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/identities/way-identity-button.ui");
  gtk_widget_class_bind_template_child (widget_class, WayIdentityButton, reminder);
  gtk_widget_class_bind_template_child (widget_class, WayIdentityButton, button);
  gtk_widget_class_bind_template_child (widget_class, WayIdentityButton, avatar);
  gtk_widget_class_bind_template_child (widget_class, WayIdentityButton, name);
  gtk_widget_class_bind_template_child (widget_class, WayIdentityButton, kind);
}

static void
way_identity_button_init (WayIdentityButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_identity_button_new (WayDesk *desk)
{
  WayIdentityButton *self = g_object_new (WAY_TYPE_IDENTITY_BUTTON, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
