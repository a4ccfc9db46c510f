/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-digital-link-private.h"
#include "way-uri-escape.h"

#define IN_QUERY G_MAXUINT8

/* For each element its place in the path, or IN_QUERY. */
typedef guint8 Places[WAY_GS1_MAX_ELEMENTS];

static const char *
append_stem (GString *uri, const char *stem, GError **error)
{
  WaySlice slice = way_slice_from_string (stem);
  GString *with_slash;
  gboolean is_good;

  if (slice.len > WAY_GS1_MAX_TEXT || strpbrk (stem, "?#") != NULL)
    {
      way_error_format (error, WAY_RESULT_MALFORMED,
                        "The beginning of a link is too long, or has a “?” or “#”; "
                        "shorten it or leave these out");
      return NULL;
    }
  with_slash = g_string_new (stem);
  if (!g_str_has_suffix (stem, "/"))
    g_string_append_c (with_slash, '/');
  slice = WAY_SLICE_INIT (with_slash->str, with_slash->len);
  is_good = way_digital_link_check_characters (slice, error)
            && way_digital_link_check_origin (slice, error) != 0;
  if (is_good)
    g_string_append_len (uri, with_slash->str, (gssize) with_slash->len - 1);
  g_string_free (with_slash, TRUE);
  return is_good ? uri->str : NULL;
}

static guint
find_key (const WayGs1Elements *self)
{
  for (guint i = 0; i < self->n; i++)
    if (self->infos[i]->is_link_key)
      return i;
  return G_MAXUINT;
}

static guint
find_ai (const WayGs1Elements *self, const char *ai, gsize len)
{
  for (guint i = 0; i < self->n; i++)
    if (strlen (self->items[i].ai) == len && memcmp (self->items[i].ai, ai, len) == 0)
      return i;
  return G_MAXUINT;
}

static guint
count_qualifiers (const WayGs1Elements *self, const char *sequence, gsize len)
{
  guint n = 0;

  for (gsize next = 0; next < len;)
    {
      gsize word = strcspn (sequence + next, ",|");

      if (find_ai (self, sequence + next, word) != G_MAXUINT)
        n++;
      next += word + 1;
    }
  return n;
}

/* Of alternatives like "22,10,21|235" the one that most of the elements belong to. */
static const char *
choose_sequence (const WayGs1Elements *self, const char *qualifiers, gsize *out_len)
{
  const char *best = "";
  guint best_n = 0;

  *out_len = 0;
  while (qualifiers != NULL && *qualifiers != '\0')
    {
      gsize len = strcspn (qualifiers, "|");
      guint n = count_qualifiers (self, qualifiers, len);

      if (n > best_n)
        {
          best_n = n;
          best = qualifiers;
          *out_len = len;
        }
      qualifiers += len + (qualifiers[len] == '|');
    }
  return best;
}

static void
append_path_element (GString *uri, const WayGs1Element *item)
{
  g_string_append_printf (uri, "/%s/", item->ai);
  way_uri_escape (uri, WAY_SLICE_INIT (item->value, item->value_len), FALSE);
}

static void
append_path (GString *uri, const WayGs1Elements *self, guint key, Places places)
{
  gsize len;
  const char *sequence = choose_sequence (self, self->infos[key]->qualifiers, &len);

  append_path_element (uri, &self->items[key]);
  places[key] = 0;
  for (gsize next = 0; next < len;)
    {
      gsize word = strcspn (sequence + next, ",|");
      guint index = find_ai (self, sequence + next, word);

      if (index != G_MAXUINT)
        {
          append_path_element (uri, &self->items[index]);
          places[index] = 1;
        }
      next += word + 1;
    }
}

static gboolean
append_attribute (GString *uri, const WayGs1Elements *self, guint index, GError **error)
{
  const WayGs1Element *item = &self->items[index];

  if (!self->infos[index]->is_link_attribute)
    return way_error_format (error, WAY_RESULT_MALFORMED,
                             "(%s) %s can't stand in a link; leave it out", item->ai,
                             self->infos[index]->title);
  g_string_append_c (uri, strchr (uri->str, '?') == NULL ? '?' : '&');
  g_string_append_printf (uri, "%s=", item->ai);
  way_uri_escape (uri, WAY_SLICE_INIT (item->value, item->value_len), TRUE);
  return TRUE;
}

static gboolean
append_query (GString *uri,
              const WayGs1Elements *self,
              const Places places,
              GError **error)
{
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->n; i++)
      {
        const char *ai = self->items[i].ai;

        if (places[i] != IN_QUERY || self->infos[i]->is_fixed != (pass == 0)
            || find_ai (self, ai, strlen (ai)) != i)
          continue;
        if (!append_attribute (uri, self, i, error))
          return FALSE;
      }
  return TRUE;
}

char *
way_gs1_build_digital_link (const WayGs1Elements *self, const char *stem, GError **error)
{
  g_autoptr (GString) uri = g_string_new (NULL);
  guint key = find_key (self);
  Places places;

  memset (places, IN_QUERY, sizeof places);
  if (key == G_MAXUINT)
    {
      way_error_format (error, WAY_RESULT_MISSING_MEMBER,
                        "A link needs a GS1 key, like (01) for a product or (00) for a "
                        "case or pallet");
      return NULL;
    }
  if (append_stem (uri, stem != NULL ? stem : WAY_DIGITAL_LINK_CANONICAL_STEM, error)
      == NULL)
    return NULL;
  append_path (uri, self, key, places);
  if (!append_query (uri, self, places, error))
    return NULL;
  return g_string_free_and_steal (g_steal_pointer (&uri));
}
