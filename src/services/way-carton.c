/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-carton-private.h"

struct _WayCarton
{
  GObject parent;

  WayGs1Code code;
  char *code_text;
  guint64 quantity;
  WayCartonFindings *findings;
};

G_DEFINE_FINAL_TYPE (WayCarton, way_carton, G_TYPE_OBJECT)

static guint changed_signal;

void
way_carton_findings_free (WayCartonFindings *self)
{
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->remark);
  g_free (self);
}

WayCarton *
way_carton_new (const WayGs1Code *code, guint64 quantity)
{
  WayCarton *self = g_object_new (WAY_TYPE_CARTON, NULL);

  self->code = *code;
  self->code_text = way_gs1_code_dup_text (code);
  self->quantity = MAX (quantity, 1);
  return self;
}

const WayGs1Code *
way_carton_get_code (WayCarton *self)
{
  return &self->code;
}

static void
changed (WayCarton *self)
{
  g_signal_emit (self, changed_signal, 0);
}

void
way_carton_set_quantity (WayCarton *self, guint64 quantity)
{
  if (self->quantity == quantity)
    return;
  self->quantity = quantity;
  changed (self);
}

void
way_carton_set_checking (WayCarton *self)
{
  self->findings->state = WAY_CARTON_CHECKING;
  changed (self);
}

void
way_carton_take_findings (WayCarton *self, WayCartonFindings *findings)
{
  g_clear_pointer (&self->findings, way_carton_findings_free);
  self->findings = findings;
  if (findings->max_quantity > 0)
    self->quantity = MIN (self->quantity, findings->max_quantity);
  changed (self);
}

/* ---- Reading ---------------------------------------------------------------------------- */

WayCartonState
way_carton_get_state (WayCarton *self)
{
  return self->findings->state;
}

const char *
way_carton_get_code_text (WayCarton *self)
{
  return self->code_text;
}

const char *
way_carton_get_title (WayCarton *self)
{
  return self->findings->title != NULL ? self->findings->title : self->code_text;
}

const char *
way_carton_get_subtitle (WayCarton *self)
{
  return self->findings->subtitle != NULL ? self->findings->subtitle : "";
}

const char *
way_carton_get_remark (WayCarton *self)
{
  return self->findings->remark;
}

gboolean
way_carton_is_lot (WayCarton *self)
{
  return self->code.lot[0] != '\0' && self->code.serial[0] == '\0';
}

guint64
way_carton_get_quantity (WayCarton *self)
{
  return self->quantity;
}

guint64
way_carton_get_max_quantity (WayCarton *self)
{
  return self->findings->max_quantity;
}

/* ---- The object ---------------------------------------------------------------------------- */

static void
way_carton_finalize (GObject *object)
{
  WayCarton *self = WAY_CARTON (object);

  g_clear_pointer (&self->findings, way_carton_findings_free);
  g_free (self->code_text);
  G_OBJECT_CLASS (way_carton_parent_class)->finalize (object);
}

static void
way_carton_class_init (WayCartonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_carton_finalize;
  changed_signal = g_signal_new ("changed", WAY_TYPE_CARTON, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_carton_init (WayCarton *self)
{
  self->findings = g_new0 (WayCartonFindings, 1);
}
