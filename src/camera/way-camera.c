/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-private.h"

enum
{
  PROP_STATE = 1,
  PROP_HINT,
  PROP_DEVICE,
  PROP_SHOWS_ALL,
  PROP_DEVICES,
  N_PROPS
};

enum
{
  SIGNAL_PICTURE,
  SIGNAL_FOUND,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (WayCamera, way_camera, G_TYPE_OBJECT)

#define VALUE(name, nick) { name, #name, nick }

GType
way_camera_state_get_type (void)
{
  static const GEnumValue values[] = {
    VALUE (WAY_CAMERA_OFF, "off"),         VALUE (WAY_CAMERA_LOOKING, "looking"),
    VALUE (WAY_CAMERA_DENIED, "denied"),   VALUE (WAY_CAMERA_NO_DEVICE, "no-device"),
    VALUE (WAY_CAMERA_IN_USE, "in-use"),   VALUE (WAY_CAMERA_STARTING, "starting"),
    VALUE (WAY_CAMERA_RUNNING, "running"), VALUE (WAY_CAMERA_STOPPED, "stopped"),
    VALUE (WAY_CAMERA_FAILED, "failed"),   { 0, NULL, NULL },
  };
  static GType type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("WayCameraState", values));
  return type;
}

GType
way_camera_hint_get_type (void)
{
  static const GEnumValue values[] = {
    VALUE (WAY_CAMERA_HINT_NONE, "none"),
    VALUE (WAY_CAMERA_HINT_TOO_DARK, "too-dark"),
    VALUE (WAY_CAMERA_HINT_TOO_BLURRED, "too-blurred"),
    VALUE (WAY_CAMERA_HINT_TOO_FAR, "too-far"),
    { 0, NULL, NULL },
  };
  static GType type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("WayCameraHint", values));
  return type;
}

/* ---- For way-camera-run.c --------------------------------------------------------------- */

void
way_camera_set_hint (WayCamera *self, WayCameraHint hint)
{
  if (self->hint == hint)
    return;
  self->hint = hint;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HINT]);
}

void
way_camera_set_state (WayCamera *self, WayCameraState state)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (state != WAY_CAMERA_RUNNING)
    way_camera_set_hint (self, WAY_CAMERA_HINT_NONE);
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
way_camera_emit_picture (WayCamera *self)
{
  g_signal_emit (self, signals[SIGNAL_PICTURE], 0);
}

void
way_camera_emit_found (WayCamera *self, const WayCode *code, int width, int height)
{
  g_signal_emit (self, signals[SIGNAL_FOUND], 0, code, width, height);
}

/* ---- For everybody ---------------------------------------------------------------------- */

WayCamera *
way_camera_new (const char *application_id)
{
  WayCamera *self = g_object_new (WAY_TYPE_CAMERA, NULL);

  self->application_id = g_strdup (application_id);
  return self;
}

void
way_camera_start (WayCamera *self)
{
  g_return_if_fail (WAY_IS_CAMERA (self));

  if (self->is_on && self->state != WAY_CAMERA_DENIED && self->state != WAY_CAMERA_FAILED)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  way_camera_let_go (self);
  way_camera_begin (self);
  way_camera_set_state (self, WAY_CAMERA_LOOKING);
  g_object_thaw_notify (G_OBJECT (self));
}

void
way_camera_stop (WayCamera *self)
{
  g_return_if_fail (WAY_IS_CAMERA (self));

  if (!self->is_on)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  way_camera_let_go (self);
  way_camera_set_state (self, WAY_CAMERA_OFF);
  g_object_thaw_notify (G_OBJECT (self));
}

WayCameraState
way_camera_get_state (WayCamera *self)
{
  g_return_val_if_fail (WAY_IS_CAMERA (self), WAY_CAMERA_OFF);
  return self->state;
}

WayCameraHint
way_camera_get_hint (WayCamera *self)
{
  g_return_val_if_fail (WAY_IS_CAMERA (self), WAY_CAMERA_HINT_NONE);
  return self->hint;
}

GListModel *
way_camera_get_devices (WayCamera *self)
{
  g_return_val_if_fail (WAY_IS_CAMERA (self), NULL);
  return way_camera_list_get_shown (self->list);
}

const char *
way_camera_get_device (WayCamera *self)
{
  g_return_val_if_fail (WAY_IS_CAMERA (self), NULL);
  return self->current != NULL ? way_camera_device_get_id (self->current) : self->wanted;
}

gboolean
way_camera_is_front (WayCamera *self)
{
  g_return_val_if_fail (WAY_IS_CAMERA (self), FALSE);
  return self->current != NULL && way_camera_device_is_front (self->current);
}

void
way_camera_set_device (WayCamera *self, const char *id)
{
  g_return_if_fail (WAY_IS_CAMERA (self));

  if (!g_set_str (&self->wanted, id))
    return;
  g_object_freeze_notify (G_OBJECT (self));
  way_camera_choose (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DEVICE]);
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
way_camera_get_shows_all (WayCamera *self)
{
  g_return_val_if_fail (WAY_IS_CAMERA (self), FALSE);
  return self->shows_all;
}

void
way_camera_set_shows_all (WayCamera *self, gboolean shows_all)
{
  g_return_if_fail (WAY_IS_CAMERA (self));

  shows_all = !!shows_all;
  if (self->shows_all == shows_all)
    return;
  self->shows_all = shows_all;
  way_camera_list_set_shows_all (self->list, shows_all);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWS_ALL]);
}

gboolean
way_camera_get_picture (WayCamera *self, WayCameraPicture *out_picture)
{
  g_return_val_if_fail (WAY_IS_CAMERA (self), FALSE);

  if (self->stream != NULL)
    return way_camera_stream_get_picture (self->stream, out_picture);
  *out_picture = (WayCameraPicture) { 0 };
  return FALSE;
}

void
way_camera_get_counts (WayCamera *self, WayCameraCounts *out_counts)
{
  WayCameraCounts now = { 0 };

  g_return_if_fail (WAY_IS_CAMERA (self));

  if (self->stream != NULL)
    way_camera_stream_get_counts (self->stream, &now);
  out_counts->received = self->past.received + now.received;
  out_counts->shown = self->past.shown + now.shown;
  out_counts->decoded = self->past.decoded + now.decoded;
  out_counts->undecoded = self->past.undecoded + now.undecoded;
}

const char *
way_camera_get_trouble (WayCamera *self)
{
  g_return_val_if_fail (WAY_IS_CAMERA (self), NULL);
  return self->trouble;
}

static void
way_camera_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  WayCamera *self = WAY_CAMERA (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_HINT:
      g_value_set_enum (value, self->hint);
      break;
    case PROP_DEVICE:
      g_value_set_string (value, way_camera_get_device (self));
      break;
    case PROP_SHOWS_ALL:
      g_value_set_boolean (value, self->shows_all);
      break;
    case PROP_DEVICES:
      g_value_set_object (value, way_camera_get_devices (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
way_camera_set_property (GObject *object,
                         guint prop_id,
                         const GValue *value,
                         GParamSpec *pspec)
{
  WayCamera *self = WAY_CAMERA (object);

  if (prop_id == PROP_DEVICE)
    way_camera_set_device (self, g_value_get_string (value));
  else if (prop_id == PROP_SHOWS_ALL)
    way_camera_set_shows_all (self, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
way_camera_dispose (GObject *object)
{
  way_camera_let_go (WAY_CAMERA (object));
  G_OBJECT_CLASS (way_camera_parent_class)->dispose (object);
}

static void
way_camera_finalize (GObject *object)
{
  WayCamera *self = WAY_CAMERA (object);

  way_camera_list_free (self->list);
  g_free (self->application_id);
  g_free (self->wanted);
  G_OBJECT_CLASS (way_camera_parent_class)->finalize (object);
}

static void
way_camera_class_init (WayCameraClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = way_camera_get_property;
  object_class->set_property = way_camera_set_property;
  object_class->dispose = way_camera_dispose;
  object_class->finalize = way_camera_finalize;
  props[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, WAY_TYPE_CAMERA_STATE,
                                         WAY_CAMERA_OFF, flags | G_PARAM_READABLE);
  props[PROP_HINT] = g_param_spec_enum ("hint", NULL, NULL, WAY_TYPE_CAMERA_HINT,
                                        WAY_CAMERA_HINT_NONE, flags | G_PARAM_READABLE);
  props[PROP_DEVICE] =
      g_param_spec_string ("device", NULL, NULL, NULL, flags | G_PARAM_READWRITE);
  props[PROP_SHOWS_ALL] =
      g_param_spec_boolean ("shows-all", NULL, NULL, FALSE, flags | G_PARAM_READWRITE);
  props[PROP_DEVICES] = g_param_spec_object ("devices", NULL, NULL, G_TYPE_LIST_MODEL,
                                             flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_PICTURE] = g_signal_new ("picture", WAY_TYPE_CAMERA, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FOUND] = g_signal_new ("found", WAY_TYPE_CAMERA, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_POINTER,
                                        G_TYPE_INT, G_TYPE_INT);
}

static void
way_camera_init (WayCamera *self)
{
  self->list = way_camera_list_new ();
}
