/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-blob-picture.h"

#include "way-desk-blob.h"
#include "way-picture-header.h"
#include "way-picture.h"
#include "way-result.h"

struct _WayBlobPicture
{
  GtkWidget parent;

  int size;
  char *network; /* (nullable) */
  char *hash;    /* (nullable): what is shown or asked for */
  GCancellable *cancellable;
  GtkWidget *icon;
  GtkWidget *picture;
};

enum
{
  PROP_0,
  PROP_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayBlobPicture, way_blob_picture, GTK_TYPE_WIDGET)

/* ---- Decoding, in a thread --------------------------------------------------------------- */

typedef struct
{
  GBytes *bytes;
  int size; /* device pixels */
} Decoding;

static void
decoding_free (gpointer data)
{
  Decoding *self = data;

  g_bytes_unref (self->bytes);
  g_free (self);
}

/* A list of large photographs would fill the memory. */
static GdkTexture *
shrink (GdkTexture *texture, int size)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  double scale = (double) size / MAX (width, height);
  int to_width = MAX ((int) (width * scale), 1);
  int to_height = MAX ((int) (height * scale), 1);
  cairo_surface_t *from, *to;
  g_autoptr (GBytes) pixels = NULL;
  cairo_t *cr;

  if (scale >= 1)
    return g_object_ref (texture);
  from = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  gdk_texture_download (texture, cairo_image_surface_get_data (from),
                        (gsize) cairo_image_surface_get_stride (from));
  cairo_surface_mark_dirty (from);
  to = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, to_width, to_height);
  cr = cairo_create (to);
  cairo_scale (cr, (double) to_width / width, (double) to_height / height);
  cairo_set_source_surface (cr, from, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (to);
  pixels = g_bytes_new (cairo_image_surface_get_data (to),
                        (gsize) cairo_image_surface_get_stride (to) * (gsize) to_height);
  texture = gdk_memory_texture_new (to_width, to_height, GDK_MEMORY_DEFAULT, pixels,
                                    (gsize) cairo_image_surface_get_stride (to));
  cairo_surface_destroy (from);
  cairo_surface_destroy (to);
  return texture;
}

static void
decode (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Decoding *self = data;
  g_autoptr (GdkTexture) texture = NULL;
  WayPictureHeader header;
  GError *error = NULL;

  /* before memory is taken for it */
  if (way_picture_header_parse (g_bytes_get_data (self->bytes, NULL),
                                g_bytes_get_size (self->bytes), &header, &error)
      && (guint64) header.width * header.height > WAY_PICTURE_MAX_PIXELS)
    way_error_set (&error, WAY_RESULT_TOO_LARGE, NULL);
  if (error == NULL)
    texture = gdk_texture_new_from_bytes (self->bytes, &error);
  if (texture != NULL)
    g_task_return_pointer (task, shrink (texture, self->size), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
decoded (GObject *source, GAsyncResult *result, gpointer data)
{
  WayBlobPicture *self = WAY_BLOB_PICTURE (source);
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture == NULL
      || g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_widget_set_visible (self->picture, TRUE);
  gtk_widget_set_visible (self->icon, FALSE);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayBlobPicture) self = data;
  g_autoptr (GBytes) bytes = way_desk_load_blob_finish (WAY_DESK (source), result, NULL);
  g_autoptr (GTask) task = NULL;
  Decoding *decoding;

  if (bytes == NULL
      || g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  decoding = g_new (Decoding, 1);
  decoding->bytes = g_steal_pointer (&bytes);
  decoding->size = self->size * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  task = g_task_new (self, self->cancellable, decoded, NULL);
  g_task_set_source_tag (task, loaded);
  g_task_set_task_data (task, decoding, decoding_free);
  g_task_run_in_thread (task, decode);
}

/* ---- Showing ---------------------------------------------------------------------------------- */

void
way_blob_picture_set_network (WayBlobPicture *self, const char *network)
{
  g_set_str (&self->network, network);
}

void
way_blob_picture_show (WayBlobPicture *self,
                       WayDesk *desk,
                       const char *hash,
                       const char *what)
{
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), what);
  if (!g_set_str (&self->hash, hash))
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  gtk_widget_set_visible (self->picture, FALSE);
  gtk_widget_set_visible (self->icon, TRUE);
  if (hash == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  way_desk_load_blob_async (desk, self->network, hash, self->cancellable, loaded,
                            g_object_ref (self));
}

/* ---- The widget ---------------------------------------------------------------------------------- */

/* Square, whatever the picture is: a page must not jump when it comes. */
static void
way_blob_picture_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  WayBlobPicture *self = WAY_BLOB_PICTURE (widget);
  int ignored;

  gtk_widget_measure (self->icon, orientation, -1, &ignored, NULL, NULL, NULL);
  gtk_widget_measure (self->picture, orientation, -1, &ignored, NULL, NULL, NULL);
  *minimum = *natural = self->size;
}

static void
way_blob_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WayBlobPicture *self = WAY_BLOB_PICTURE (widget);

  gtk_widget_allocate (self->icon, width, height, baseline, NULL);
  gtk_widget_allocate (self->picture, width, height, baseline, NULL);
}

static void
way_blob_picture_constructed (GObject *object)
{
  WayBlobPicture *self = WAY_BLOB_PICTURE (object);

  G_OBJECT_CLASS (way_blob_picture_parent_class)->constructed (object);
  gtk_image_set_pixel_size (GTK_IMAGE (self->icon), self->size > 64 ? 64 : 24);
}

static void
way_blob_picture_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_SIZE)
    g_value_set_int (value, WAY_BLOB_PICTURE (object)->size);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_blob_picture_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *spec)
{
  if (id == PROP_SIZE)
    WAY_BLOB_PICTURE (object)->size = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_blob_picture_dispose (GObject *object)
{
  WayBlobPicture *self = WAY_BLOB_PICTURE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  G_OBJECT_CLASS (way_blob_picture_parent_class)->dispose (object);
}

static void
way_blob_picture_finalize (GObject *object)
{
  g_free (WAY_BLOB_PICTURE (object)->network);
  g_free (WAY_BLOB_PICTURE (object)->hash);
  G_OBJECT_CLASS (way_blob_picture_parent_class)->finalize (object);
}

static void
way_blob_picture_class_init (WayBlobPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = way_blob_picture_constructed;
  object_class->get_property = way_blob_picture_get_property;
  object_class->set_property = way_blob_picture_set_property;
  object_class->dispose = way_blob_picture_dispose;
  object_class->finalize = way_blob_picture_finalize;
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 16, 1024, 48,
                                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  GTK_WIDGET_CLASS (klass)->measure = way_blob_picture_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = way_blob_picture_size_allocate;
}

static void
way_blob_picture_init (WayBlobPicture *self)
{
  self->icon = gtk_image_new_from_icon_name ("image-x-generic-symbolic");
  gtk_widget_add_css_class (self->icon, "dim-label");
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_widget_set_visible (self->picture, FALSE);
  gtk_widget_set_parent (self->picture, GTK_WIDGET (self));
}

GtkWidget *
way_blob_picture_new (int size)
{
  return g_object_new (WAY_TYPE_BLOB_PICTURE, "size", size, NULL);
}
