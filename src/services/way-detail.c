/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-detail.h"

#include <inttypes.h>
#include <string.h>

#include "way-base-encoding.h"

#define GROUP_DIGITS 4
/* Shorter ones are read at a glance. */
#define MIN_GROUPED 32

struct _WayDetail
{
  GObject parent;

  WayDetailKind kind;
  const char *group;
  const char *label;
  char *value;
  char *shown;
};

G_DEFINE_FINAL_TYPE (WayDetail, way_detail, G_TYPE_OBJECT)

static char *
group_digits (const char *value)
{
  gsize len = strlen (value);
  GString *shown;

  if (len < MIN_GROUPED || strspn (value, "0123456789abcdef") != len)
    return g_strdup (value);
  shown = g_string_sized_new (len + len / GROUP_DIGITS);
  for (gsize i = 0; i < len; i++)
    {
      if (i > 0 && i % GROUP_DIGITS == 0)
        g_string_append_c (shown, ' ');
      g_string_append_c (shown, value[i]);
    }
  return g_string_free_and_steal (shown);
}

void
way_detail_add (GListStore *rows,
                WayDetailKind kind,
                const char *group,
                const char *label,
                char *value)
{
  g_autoptr (WayDetail) self = NULL;

  if (value == NULL || value[0] == '\0')
    {
      g_free (value);
      return;
    }
  self = g_object_new (WAY_TYPE_DETAIL, NULL);
  self->kind = kind;
  self->group = group;
  self->label = label;
  self->value = value;
  self->shown = kind == WAY_DETAIL_ID ? group_digits (value) : g_strdup (value);
  g_list_store_append (rows, self);
}

void
way_detail_add_hash (GListStore *rows,
                     const char *group,
                     const char *label,
                     const WayHash *hash)
{
  way_detail_add (rows, WAY_DETAIL_ID, group, label,
                  way_hex_encode (way_slice_from_hash (hash)));
}

void
way_detail_add_number (GListStore *rows,
                       const char *group,
                       const char *label,
                       guint64 number)
{
  way_detail_add (rows, WAY_DETAIL_TEXT, group, label,
                  g_strdup_printf ("%'" PRIu64, number));
}

WayDetailKind
way_detail_get_kind (WayDetail *self)
{
  return self->kind;
}

const char *
way_detail_get_group (WayDetail *self)
{
  return self->group;
}

const char *
way_detail_get_label (WayDetail *self)
{
  return self->label;
}

const char *
way_detail_get_value (WayDetail *self)
{
  return self->value;
}

const char *
way_detail_get_shown (WayDetail *self)
{
  return self->shown;
}

static void
way_detail_finalize (GObject *object)
{
  WayDetail *self = WAY_DETAIL (object);

  g_free (self->value);
  g_free (self->shown);
  G_OBJECT_CLASS (way_detail_parent_class)->finalize (object);
}

static void
way_detail_class_init (WayDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_detail_finalize;
}

static void
way_detail_init (WayDetail *self)
{
}
