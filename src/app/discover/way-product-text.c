/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-text.h"

#include <glib/gi18n.h>

#include "way-plain-text.h"
#include "way-window.h"

struct _WayProductText
{
  GtkWidget parent;

  char *text;
  AdwStatusPage *status;
  GtkLabel *why_label;
  GtkWidget *warning_label;
  GtkLabel *text_label;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (WayProductText, way_product_text, GTK_TYPE_WIDGET)

static const char *
get_icon (WayPlainTextKind kind)
{
  static const char *const icons[] = {
    [WAY_PLAIN_TEXT_OTHER] = "text-x-generic-symbolic",
    [WAY_PLAIN_TEXT_LINK] = "web-browser-symbolic",
    [WAY_PLAIN_TEXT_WIFI] = "network-wireless-symbolic",
    [WAY_PLAIN_TEXT_CONTACT] = "avatar-default-symbolic",
    [WAY_PLAIN_TEXT_MESSAGE] = "mail-unread-symbolic",
    [WAY_PLAIN_TEXT_PLACE] = "mark-location-symbolic",
    [WAY_PLAIN_TEXT_ADDRESS] = "insert-link-symbolic",
    [WAY_PLAIN_TEXT_CODE] = "dialog-question-symbolic",
  };

  return icons[kind];
}

void
way_product_text_set_text (WayProductText *self, const char *text, const char *why)
{
  g_autofree char *visible = way_plain_text_make_visible (text);
  WayPlainTextKind kind = way_plain_text_get_kind (text);

  g_set_str (&self->text, text);
  adw_status_page_set_icon_name (self->status, get_icon (kind));
  adw_status_page_set_title (self->status, way_plain_text_describe (kind));
  gtk_label_set_text (self->why_label, why);
  /* of what is named for what it is, more need not be said */
  gtk_widget_set_visible (GTK_WIDGET (self->why_label),
                          kind == WAY_PLAIN_TEXT_OTHER || kind == WAY_PLAIN_TEXT_CODE);
  gtk_label_set_text (self->text_label, visible);
  gtk_widget_set_visible (self->warning_label, way_plain_text_is_deceptive (text));
  gtk_widget_grab_focus (self->copy_button);
}

static void
copy_text (WayProductText *self)
{
  WayWindow *window = way_window_of (GTK_WIDGET (self));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  if (window != NULL)
    way_window_add_toast (window, _ ("Copied"));
}

static void
way_product_text_dispose (GObject *object)
{
  WayProductText *self = WAY_PRODUCT_TEXT (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PRODUCT_TEXT);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (way_product_text_parent_class)->dispose (object);
}

static void
way_product_text_class_init (WayProductTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_product_text_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/discover/way-product-text.ui");
  gtk_widget_class_bind_template_child (widget_class, WayProductText, status);
  gtk_widget_class_bind_template_child (widget_class, WayProductText, why_label);
  gtk_widget_class_bind_template_child (widget_class, WayProductText, warning_label);
  gtk_widget_class_bind_template_child (widget_class, WayProductText, text_label);
  gtk_widget_class_bind_template_child (widget_class, WayProductText, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_text);
}

static void
way_product_text_init (WayProductText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
