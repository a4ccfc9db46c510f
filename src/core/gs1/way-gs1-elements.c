/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-gs1-elements-private.h"

#include <string.h>

WayGs1Elements *
way_gs1_elements_new (void)
{
  return g_new0 (WayGs1Elements, 1);
}

void
way_gs1_elements_free (WayGs1Elements *self)
{
  if (self == NULL)
    return;
  g_free (self->items);
  g_free (self->infos);
  g_free (self);
}

guint
way_gs1_elements_get_n (const WayGs1Elements *self)
{
  return self->n;
}

const WayGs1Element *
way_gs1_elements_get (const WayGs1Elements *self, guint index)
{
  g_assert (index < self->n);
  return &self->items[index];
}

const WayGs1Element *
way_gs1_elements_lookup (const WayGs1Elements *self, const char *ai)
{
  for (guint i = 0; i < self->n; i++)
    if (strcmp (self->items[i].ai, ai) == 0)
      return &self->items[i];
  return NULL;
}

static void
make_room (WayGs1Elements *self)
{
  if (self->n < self->n_allocated)
    return;
  self->n_allocated = self->n_allocated == 0 ? 4 : 2 * self->n_allocated;
  self->items = g_renew (WayGs1Element, self->items, self->n_allocated);
  self->infos = g_renew (const WayGs1Ai *, self->infos, self->n_allocated);
}

gboolean
way_gs1_elements_append (WayGs1Elements *self,
                         const WayGs1Ai *info,
                         const char *ai,
                         WaySlice value,
                         GError **error)
{
  char digits[5] = { 0 };
  WayGs1Element *item;

  memcpy (digits, ai, info->ai_len);
  if (self->n >= WAY_GS1_MAX_ELEMENTS)
    return way_error_format (
        error, WAY_RESULT_TOO_LARGE,
        "There are more than %d application identifiers: too many for one code",
        WAY_GS1_MAX_ELEMENTS);
  if (!way_gs1_ai_check_value (info, digits, value, error))
    return FALSE;
  make_room (self);
  item = &self->items[self->n];
  memset (item, 0, sizeof *item);
  memcpy (item->ai, digits, sizeof digits);
  memcpy (item->value, value.data, value.len);
  item->value_len = (guint8) value.len;
  self->infos[self->n] = info;
  self->n++;
  return TRUE;
}

WayGs1Elements *
way_gs1_elements_finish (WayGs1Elements *self, GError **error)
{
  if (self->n == 0)
    way_error_format (error, WAY_RESULT_MALFORMED, "There is no GS1 data in it");
  else if (way_gs1_check_pairing (self, error))
    return self;
  way_gs1_elements_free (self);
  return NULL;
}

char *
way_gs1_to_element_string (const WayGs1Elements *self)
{
  GString *text = g_string_new ("^");

  for (guint i = 0; i < self->n; i++)
    {
      g_string_append (text, self->items[i].ai);
      g_string_append (text, self->items[i].value);
      if (!self->infos[i]->is_fixed && i + 1 < self->n)
        g_string_append_c (text, '^');
    }
  return g_string_free_and_steal (text);
}

char *
way_gs1_to_bracketed (const WayGs1Elements *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    {
      g_string_append_printf (text, "(%s)", self->items[i].ai);
      for (const char *c = self->items[i].value; *c != '\0'; c++)
        {
          if (*c == '(')
            g_string_append_c (text, '\\');
          g_string_append_c (text, *c);
        }
    }
  return g_string_free_and_steal (text);
}

const char *
way_gs1_get_title (const char *ai)
{
  const WayGs1Ai *info = way_gs1_ai_find (ai, strlen (ai));

  return info != NULL ? info->title : NULL;
}
