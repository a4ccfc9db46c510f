/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-form-private.h"

/* The rows of a product's form. */

G_DEFINE_FINAL_TYPE (WayFormTexts, way_form_texts, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (WayFormFile, way_form_file, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_LANGUAGE,
  PROP_NAME,
  PROP_DESCRIPTION,
  PROP_MATERIALS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

const char *
way_form_texts_get_language (WayFormTexts *self)
{
  return self->language;
}

const char *
way_form_file_get_hash (WayFormFile *self)
{
  return self->hex;
}

const char *
way_form_file_get_title (WayFormFile *self)
{
  return self->title;
}

const char *
way_form_file_get_text (WayFormFile *self)
{
  return self->text;
}

static char **
get_member (WayFormTexts *self, guint id)
{
  switch (id)
    {
    case PROP_NAME:
      return &self->name;
    case PROP_DESCRIPTION:
      return &self->description;
    case PROP_MATERIALS:
      return &self->materials;
    default:
      return &self->language;
    }
}

static void
way_form_texts_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id > 0 && id < N_PROPS)
    {
      const char *text = *get_member (WAY_FORM_TEXTS (object), id);

      g_value_set_string (value, text != NULL ? text : "");
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_form_texts_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *spec)
{
  if (id <= PROP_LANGUAGE || id >= N_PROPS)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  else if (g_set_str (get_member (WAY_FORM_TEXTS (object), id),
                      g_value_get_string (value)))
    g_object_notify_by_pspec (object, spec);
}

static void
way_form_texts_finalize (GObject *object)
{
  WayFormTexts *self = WAY_FORM_TEXTS (object);

  g_free (self->language);
  g_free (self->name);
  g_free (self->description);
  g_free (self->materials);
  G_OBJECT_CLASS (way_form_texts_parent_class)->finalize (object);
}

static void
way_form_texts_class_init (WayFormTextsClass *klass)
{
  static const char *const names[] = { NULL, "language", "name", "description",
                                       "materials" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = way_form_texts_get_property;
  object_class->set_property = way_form_texts_set_property;
  object_class->finalize = way_form_texts_finalize;
  for (guint id = PROP_LANGUAGE; id < N_PROPS; id++)
    properties[id] = g_param_spec_string (
        names[id], NULL, NULL, NULL,
        (id == PROP_LANGUAGE ? G_PARAM_READABLE
                             : G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY)
            | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
way_form_texts_init (WayFormTexts *self)
{
}

static void
way_form_file_finalize (GObject *object)
{
  WayFormFile *self = WAY_FORM_FILE (object);

  g_free (self->hex);
  g_free (self->media_type);
  g_free (self->title);
  g_free (self->text);
  G_OBJECT_CLASS (way_form_file_parent_class)->finalize (object);
}

static void
way_form_file_class_init (WayFormFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_form_file_finalize;
}

static void
way_form_file_init (WayFormFile *self)
{
}
