/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-paged-view.h"

#include "way-blob-picture.h"
#include "way-state-view.h"

#define PICTURE_SIZE 48

struct _WayListRow
{
  GtkBox parent;

  GtkWidget *picture; /* (nullable) */
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *suffix;
  GtkWidget *badge; /* (nullable) */
};

struct _WayPagedView
{
  GtkWidget parent;

  WayPagedList *list;
  WayPagedBind bind;
  gpointer bind_data;
  gboolean search_mode;

  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  WayStateView *state;
  GtkStack *stack;
  GtkListView *list_view;
  AdwBin *empty_bin;
  AdwBin *filter_bin;
  AdwBanner *notice;
  GtkLabel *caption;
};

enum
{
  PROP_0,
  PROP_SEARCH_MODE,
  PROP_CAPTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint activated_signal;
static GtkBuildableIface *parent_buildable_iface;

static void
way_paged_view_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE (WayListRow, way_list_row, GTK_TYPE_BOX)
G_DEFINE_FINAL_TYPE_WITH_CODE (WayPagedView,
                               way_paged_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      way_paged_view_buildable_init))

/* ---- A row -------------------------------------------------------------------------------- */

void
way_list_row_show (WayListRow *self,
                   const char *title,
                   const char *subtitle,
                   const char *suffix)
{
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  gtk_label_set_text (GTK_LABEL (self->suffix), suffix != NULL ? suffix : "");
  gtk_widget_set_visible (self->suffix, suffix != NULL);
}

void
way_list_row_show_picture (WayListRow *self, WayDesk *desk, const char *hash)
{
  way_list_row_show_picture_of (self, desk, NULL, hash);
}

void
way_list_row_show_picture_of (WayListRow *self,
                              WayDesk *desk,
                              const char *network,
                              const char *hash)
{
  if (self->picture == NULL)
    {
      self->picture = way_blob_picture_new (PICTURE_SIZE);
      gtk_box_prepend (GTK_BOX (self), self->picture);
    }
  way_blob_picture_set_network (WAY_BLOB_PICTURE (self->picture), network);
  way_blob_picture_show (WAY_BLOB_PICTURE (self->picture), desk, hash, NULL);
}

void
way_list_row_show_badge (WayListRow *self, const char *text)
{
  if (self->badge == NULL)
    {
      self->badge = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->badge, "badge");
      gtk_widget_add_css_class (self->badge, "caption");
      gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (self), self->badge);
    }
  gtk_label_set_text (GTK_LABEL (self->badge), text != NULL ? text : "");
  gtk_widget_set_visible (self->badge, text != NULL);
}

static GtkWidget *
add_label (GtkBox *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (box, label);
  return label;
}

static void
way_list_row_class_init (WayListRowClass *klass)
{
}

static void
way_list_row_init (WayListRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  self->title = add_label (GTK_BOX (texts));
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->title), 2);
  self->subtitle = add_label (GTK_BOX (texts));
  gtk_widget_add_css_class (self->subtitle, "dim-label");
  gtk_widget_add_css_class (self->subtitle, "caption");
  gtk_box_append (GTK_BOX (self), texts);
  self->suffix = add_label (GTK_BOX (self));
  gtk_widget_add_css_class (self->suffix, "dim-label");
  gtk_widget_add_css_class (self->suffix, "numeric");
}

/* ---- Rows of the list ------------------------------------------------------------------------ */

static void
row_setup (WayPagedView *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (WAY_TYPE_LIST_ROW, NULL));
}

static void
row_bind (WayPagedView *self, GtkListItem *item)
{
  WayListRow *row = WAY_LIST_ROW (gtk_list_item_get_child (item));

  self->bind (row, gtk_list_item_get_item (item), self->bind_data);
  gtk_list_item_set_accessible_label (item, gtk_label_get_text (GTK_LABEL (row->title)));
  gtk_list_item_set_accessible_description (
      item, gtk_label_get_text (GTK_LABEL (row->subtitle)));
}

static void
row_activated (WayPagedView *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (item != NULL)
    g_signal_emit (self, activated_signal, 0, item);
}

static void
state_changed (WayPagedView *self)
{
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;
  gboolean is_search = way_paged_list_is_narrowed (self->list);

  switch (way_paged_list_get_state (self->list))
    {
    case WAY_LIST_LOADING:
      way_state_view_show_loading (self->state);
      break;
    case WAY_LIST_FAILED:
      way_state_view_show_error (self->state, way_paged_list_get_error_text (self->list));
      break;
    case WAY_LIST_READY:
    default:
      gtk_stack_set_visible_child_name (self->stack, has_rows ? "rows" : "nothing-found");
      if (has_rows || is_search)
        way_state_view_show_content (self->state);
      else
        way_state_view_show_empty (self->state);
    }
}

static void
notice_changed (WayPagedView *self)
{
  const char *notice = way_paged_list_get_notice (self->list);

  /* a screen reader reads it even while it is closed */
  adw_banner_set_title (self->notice, notice != NULL ? notice : "");
  adw_banner_set_revealed (self->notice, notice != NULL);
}

static void
search_changed (WayPagedView *self)
{
  if (self->list != NULL)
    way_paged_list_set_search (self->list,
                               gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

void
way_paged_view_reload (WayPagedView *self)
{
  way_paged_list_reload (self->list);
}

void
way_paged_view_renew (WayPagedView *self)
{
  way_paged_list_renew (self->list);
}

void
way_paged_view_search (WayPagedView *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
way_paged_view_set_list (WayPagedView *self,
                         WayPagedList *list,
                         const char *name,
                         WayPagedBind bind,
                         gpointer data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection)
      selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (list)));

  g_set_object (&self->list, list);
  self->bind = bind;
  self->bind_data = data;
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (row_setup), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (row_bind), self);
  gtk_list_view_set_factory (self->list_view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (list, "notify::state", G_CALLBACK (state_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::notice", G_CALLBACK (notice_changed), self,
                           G_CONNECT_SWAPPED);
}

/* ---- The widget --------------------------------------------------------------------------------- */

static void
way_paged_view_add_child (GtkBuildable *buildable,
                          GtkBuilder *builder,
                          GObject *child,
                          const char *type)
{
  WayPagedView *self = WAY_PAGED_VIEW (buildable);

  /* before the template is there the children are its own */
  if (self->empty_bin != NULL && g_strcmp0 (type, "empty") == 0)
    adw_bin_set_child (self->empty_bin, GTK_WIDGET (child));
  else if (self->filter_bin != NULL && g_strcmp0 (type, "filters") == 0)
    adw_bin_set_child (self->filter_bin, GTK_WIDGET (child));
  else
    parent_buildable_iface->add_child (buildable, builder, child, type);
}

static void
way_paged_view_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = way_paged_view_add_child;
}

static void
way_paged_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_SEARCH_MODE)
    g_value_set_boolean (value, WAY_PAGED_VIEW (object)->search_mode);
  else if (id == PROP_CAPTION)
    g_value_set_string (value, gtk_label_get_text (WAY_PAGED_VIEW (object)->caption));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_paged_view_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *spec)
{
  WayPagedView *self = WAY_PAGED_VIEW (object);

  if (id == PROP_CAPTION)
    gtk_label_set_text (self->caption, g_value_get_string (value));
  else if (id != PROP_SEARCH_MODE)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  else if (self->search_mode != g_value_get_boolean (value))
    {
      self->search_mode = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, spec);
    }
}

static void
way_paged_view_dispose (GObject *object)
{
  WayPagedView *self = WAY_PAGED_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WAY_TYPE_PAGED_VIEW);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (way_paged_view_parent_class)->dispose (object);
}

static void
way_paged_view_class_init (WayPagedViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = way_paged_view_get_property;
  object_class->set_property = way_paged_view_set_property;
  object_class->dispose = way_paged_view_dispose;
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean (
      "search-mode", NULL, NULL, FALSE,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAPTION] = g_param_spec_string (
      "caption", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  activated_signal = g_signal_new ("activated", WAY_TYPE_PAGED_VIEW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  g_type_ensure (WAY_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/waymark/Waymark/widgets/way-paged-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPagedView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, WayPagedView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, WayPagedView, state);
  gtk_widget_class_bind_template_child (widget_class, WayPagedView, stack);
  gtk_widget_class_bind_template_child (widget_class, WayPagedView, list_view);
  gtk_widget_class_bind_template_child (widget_class, WayPagedView, empty_bin);
  gtk_widget_class_bind_template_child (widget_class, WayPagedView, filter_bin);
  gtk_widget_class_bind_template_child (widget_class, WayPagedView, notice);
  gtk_widget_class_bind_template_child (widget_class, WayPagedView, caption);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
  gtk_widget_class_bind_template_callback (widget_class, way_paged_view_reload);
}

static void
way_paged_view_init (WayPagedView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
}
