/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-gs1-elements-private.h"

#include <string.h>

/* Returns: the first element but @self_ai that fits the pattern. */
static const WayGs1Element *
find_match (const WayGs1Elements *self,
            const char *pattern,
            gsize len,
            const char *self_ai)
{
  for (guint i = 0; i < self->n; i++)
    if (strcmp (self->items[i].ai, self_ai) != 0
        && way_gs1_ai_matches (self->items[i].ai, pattern, len))
      return &self->items[i];
  return NULL;
}

static gboolean
check_excluded (const WayGs1Elements *self, guint index, GError **error)
{
  const char *ai = self->items[index].ai;

  for (const char *next = self->infos[index]->excluded; next != NULL && *next != '\0';)
    {
      gsize len = strcspn (next, ",");
      const WayGs1Element *match = find_match (self, next, len, ai);

      if (match != NULL)
        return way_error_format (
            error, WAY_RESULT_MALFORMED,
            "(%s) %s and (%s) %s must not stand together; leave one out", ai,
            self->infos[index]->title, match->ai, way_gs1_get_title (match->ai));
      next += len + (next[len] == ',');
    }
  return TRUE;
}

/* One group like "01+21": all of it must be there. */
static gboolean
has_group (const WayGs1Elements *self, const char *group, gsize group_len, const char *ai)
{
  gsize next = 0;

  while (next < group_len)
    {
      gsize len = strcspn (group + next, "+, ");

      if (find_match (self, group + next, len, ai) == NULL)
        return FALSE;
      next += len + 1;
    }
  return TRUE;
}

/* One set of groups like "01+21,02": one of them must be there. */
static gboolean
has_any_group (const WayGs1Elements *self, const char *set, gsize set_len, const char *ai)
{
  gsize next = 0;

  while (next < set_len)
    {
      gsize len = strcspn (set + next, ", ");

      if (has_group (self, set + next, len, ai))
        return TRUE;
      next += len + 1;
    }
  return FALSE;
}

static gboolean
check_required (const WayGs1Elements *self, guint index, GError **error)
{
  const char *ai = self->items[index].ai;

  for (const char *next = self->infos[index]->required; next != NULL && *next != '\0';)
    {
      gsize len = strcspn (next, " ");

      if (!has_any_group (self, next, len, ai))
        {
          g_autofree char *set = g_strndup (next, len);
          g_auto (GStrv) groups = g_strsplit (set, ",", -1);
          g_autofree char *list = g_strjoinv (", ", groups);

          return way_error_format (error, WAY_RESULT_MISSING_MEMBER,
                                   "(%s) %s needs one of these beside it: %s", ai,
                                   self->infos[index]->title, list);
        }
      next += len + (next[len] == ' ');
    }
  return TRUE;
}

static gboolean
check_repeated (const WayGs1Elements *self, guint index, GError **error)
{
  const WayGs1Element *item = &self->items[index];

  for (guint i = index + 1; i < self->n; i++)
    if (strcmp (item->ai, self->items[i].ai) == 0
        && strcmp (item->value, self->items[i].value) != 0)
      return way_error_format (
          error, WAY_RESULT_MALFORMED,
          "(%s) %s is there twice with different values; leave one out", item->ai,
          self->infos[index]->title);
  return TRUE;
}

/* A digital signature signs one thing, so a key that may lack a serial number must have
 * it (General Specifications 4.13.2, "DIGSIG"). */
static gboolean
check_signed_key (const WayGs1Elements *self, GError **error)
{
  static const char *const keys[] = { "253", "255", "8003" };

  if (way_gs1_elements_lookup (self, "8030") == NULL)
    return TRUE;
  for (guint i = 0; i < self->n; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (keys); j++)
      if (strcmp (self->items[i].ai, keys[j]) == 0
          && self->items[i].value_len == way_gs1_ai_get_min_len (self->infos[i]))
        return way_error_format (error, WAY_RESULT_MISSING_MEMBER,
                                 "(%s) %s needs its serial number where (8030) signs it",
                                 keys[j], self->infos[i]->title);
  return TRUE;
}

gboolean
way_gs1_check_pairing (const WayGs1Elements *self, GError **error)
{
  for (guint i = 0; i < self->n; i++)
    if (!check_repeated (self, i, error) || !check_excluded (self, i, error)
        || !check_required (self, i, error))
      return FALSE;
  return check_signed_key (self, error);
}
