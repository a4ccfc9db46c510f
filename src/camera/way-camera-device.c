/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-device-private.h"

#include <string.h>

struct _WayCameraDevice
{
  GObject parent_instance;

  GstDevice *source;
  char *id;
  char *serial;
  char *name;
  gboolean is_front;
  WayCameraKind kind;
};

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_IS_FRONT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (WayCameraDevice, way_camera_device, G_TYPE_OBJECT)

/* Whether one of @words, which ends with NULL, stands in @text as a word of its own. */
static gboolean
has_word (const char *text, const char *const *words)
{
  g_auto (GStrv) tokens = g_str_tokenize_and_fold (text, NULL, NULL);

  for (guint i = 0; tokens[i] != NULL; i++)
    if (g_strv_contains (words, tokens[i]))
      return TRUE;
  return FALSE;
}

static const char *
get_text (const GstStructure *structure, const char *key)
{
  const char *text = structure ? gst_structure_get_string (structure, key) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

/* Drivers don't say what a sensor sees. Infrared ones give grey pictures only, or their
 * makers name them. */
static gboolean
is_infrared (const char *name, GstCaps *caps)
{
  static const char *const words[] = { "ir", "infrared", NULL };
  gboolean is_grey = caps != NULL && gst_caps_get_size (caps) > 0;

  for (guint i = 0; is_grey && i < gst_caps_get_size (caps); i++)
    {
      const char *format = get_text (gst_caps_get_structure (caps, i), "format");

      is_grey = format != NULL && g_str_has_prefix (format, "GRAY");
    }
  return is_grey || has_word (name, words);
}

/* A camera of the house has a device behind its node; a picture that a program makes has
 * none, or one of the loopback driver. */
static gboolean
is_virtual (const GstStructure *about)
{
  const char *driver = get_text (about, "api.v4l2.cap.driver");

  if (get_text (about, "device.api") == NULL && get_text (about, "device.id") == NULL)
    return TRUE;
  return driver != NULL && strstr (driver, "loopback") != NULL;
}

/* libcamera knows where a sensor sits. Of others only the name may say it. */
static gboolean
looks_at_person (const char *name, const GstStructure *about)
{
  static const char *const words[] = { "front", "integrated", "facetime", "builtin",
                                       NULL };
  const char *location = get_text (about, "api.libcamera.location");

  if (location != NULL)
    return g_str_equal (location, "front");
  return has_word (name, words);
}

static gboolean
is_camera (GstDevice *device, const GstStructure *about)
{
  const char *role = get_text (about, "media.role");

  return gst_device_has_classes (device, "Video/Source")
         && (role == NULL || g_str_equal (role, "Camera"));
}

WayCameraDevice *
way_camera_device_new (GstDevice *device)
{
  g_autoptr (GstStructure) about = gst_device_get_properties (device);
  g_autofree char *name = gst_device_get_display_name (device);
  g_autoptr (GstCaps) caps = NULL;
  WayCameraDevice *self = NULL;
  const char *id = get_text (about, "node.name");
  const char *serial = get_text (about, "object.serial");

  if (!is_camera (device, about))
    return NULL;
  caps = gst_device_get_caps (device);
  self = g_object_new (WAY_TYPE_CAMERA_DEVICE, NULL);
  self->source = g_object_ref (device);
  self->name = name != NULL ? g_utf8_make_valid (name, -1) : NULL;
  if (self->name == NULL || *self->name == '\0')
    {
      g_free (self->name);
      self->name = g_utf8_make_valid (id ? id : "?", -1);
    }
  self->serial = g_strdup (serial ? serial : id ? id : self->name);
  self->id = g_strdup (id ? id : self->serial);
  self->is_front = looks_at_person (self->name, about);
  self->kind = is_virtual (about)               ? WAY_CAMERA_KIND_VIRTUAL
               : is_infrared (self->name, caps) ? WAY_CAMERA_KIND_INFRARED
                                                : WAY_CAMERA_KIND_ORDINARY;
  return self;
}

GstDevice *
way_camera_device_get_source (WayCameraDevice *self)
{
  return self->source;
}

const char *
way_camera_device_get_serial (WayCameraDevice *self)
{
  return self->serial;
}

const char *
way_camera_device_get_id (WayCameraDevice *self)
{
  g_return_val_if_fail (WAY_IS_CAMERA_DEVICE (self), NULL);
  return self->id;
}

const char *
way_camera_device_get_name (WayCameraDevice *self)
{
  g_return_val_if_fail (WAY_IS_CAMERA_DEVICE (self), NULL);
  return self->name;
}

gboolean
way_camera_device_is_front (WayCameraDevice *self)
{
  g_return_val_if_fail (WAY_IS_CAMERA_DEVICE (self), FALSE);
  return self->is_front;
}

WayCameraKind
way_camera_device_get_kind (WayCameraDevice *self)
{
  g_return_val_if_fail (WAY_IS_CAMERA_DEVICE (self), WAY_CAMERA_KIND_ORDINARY);
  return self->kind;
}

static void
way_camera_device_get_property (GObject *object,
                                guint prop_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  WayCameraDevice *self = WAY_CAMERA_DEVICE (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_IS_FRONT:
      g_value_set_boolean (value, self->is_front);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_camera_device_finalize (GObject *object)
{
  WayCameraDevice *self = WAY_CAMERA_DEVICE (object);

  g_clear_object (&self->source);
  g_free (self->id);
  g_free (self->serial);
  g_free (self->name);
  G_OBJECT_CLASS (way_camera_device_parent_class)->finalize (object);
}

static void
way_camera_device_class_init (WayCameraDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = way_camera_device_get_property;
  object_class->finalize = way_camera_device_finalize;
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_IS_FRONT] = g_param_spec_boolean ("is-front", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
way_camera_device_init (WayCameraDevice *self)
{
}
