/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-digital-link-private.h"
#include "way-uri-escape.h"

#define URI_PUNCTUATION    "-._~:/?#[]@!$&'()*+,;=%"
#define DOMAIN_PUNCTUATION "-.:[]"

/* Path and query of one URI while it is read. */
typedef struct
{
  WayGs1Elements *elements;
  WaySlice *segments; /* of the path, between slashes */
  guint n_segments;
  guint n_path; /* elements from the path */
} Link;

gboolean
way_digital_link_check_characters (WaySlice uri, GError **error)
{
  for (gsize i = 0; i < uri.len; i++)
    {
      char c = (char) uri.data[i];
      g_autofree char *quoted = NULL;

      if (g_ascii_isalnum (c) || (c != '\0' && strchr (URI_PUNCTUATION, c) != NULL))
        continue;
      quoted = way_gs1_quote (WAY_SLICE_INIT (&uri.data[i], 1));
      return way_error_format (
          error, WAY_RESULT_MALFORMED,
          "The character “%s” at position %zu is not allowed in a link", quoted, i + 1);
    }
  return TRUE;
}

static gsize
get_scheme_len (WaySlice text)
{
  static const char *const schemes[] = { "https://", "HTTPS://", "http://", "HTTP://" };

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize len = strlen (schemes[i]);

      if (text.len >= len && memcmp (text.data, schemes[i], len) == 0)
        return len;
    }
  return 0;
}

gboolean
way_digital_link_has_scheme (WaySlice text)
{
  return get_scheme_len (text) > 0;
}

gsize
way_digital_link_check_origin (WaySlice uri, GError **error)
{
  gsize start = get_scheme_len (uri), end = start;

  if (start == 0)
    {
      way_error_format (error, WAY_RESULT_MALFORMED,
                        "A GS1 Digital Link starts with https:// or http://");
      return 0;
    }
  while (end < uri.len && uri.data[end] != '/')
    {
      char c = (char) uri.data[end];

      if (!g_ascii_isalnum (c) && strchr (DOMAIN_PUNCTUATION, c) == NULL)
        {
          way_error_format (error, WAY_RESULT_MALFORMED,
                            "The character “%c” is not allowed in a domain name", c);
          return 0;
        }
      end++;
    }
  if (end > start)
    return end;
  way_error_format (error, WAY_RESULT_MALFORMED,
                    "The link has no domain name behind “//”, like id.gs1.org");
  return 0;
}

/* Behind a qualifier sequence "22,10,21" only the later ones may follow. */
static gboolean
is_subsequence (const char *sequence, gsize len, const char *const *ais, guint n)
{
  guint matched = 0;
  gsize next = 0;

  while (next < len && matched < n)
    {
      gsize word = strcspn (sequence + next, ",|");

      if (strlen (ais[matched]) == word
          && memcmp (ais[matched], sequence + next, word) == 0)
        matched++;
      next += word + 1;
    }
  return matched == n;
}

gboolean
way_digital_link_is_path (const WayGs1Ai *key, const char *const *ais, guint n)
{
  const char *next = key->qualifiers;

  if (n == 1)
    return TRUE;
  while (next != NULL && *next != '\0')
    {
      gsize len = strcspn (next, "|");

      if (is_subsequence (next, len, ais + 1, n - 1))
        return TRUE;
      next += len + (next[len] == '|');
    }
  return FALSE;
}

static void
split_path (Link *link, WaySlice path)
{
  gsize start = 1;

  link->segments = g_new (WaySlice, path.len + 1);
  for (gsize i = 1; i <= path.len; i++)
    if (i == path.len || path.data[i] == '/')
      {
        link->segments[link->n_segments++] =
            WAY_SLICE_INIT (path.data + start, i - start);
        start = i + 1;
      }
}

static const WayGs1Ai *
find_segment_ai (const Link *link, guint index)
{
  return way_gs1_ai_find ((const char *) link->segments[index].data,
                          link->segments[index].len);
}

static gboolean
refuse_path (const Link *link, GError **error)
{
  static const char *const names[] = { "gtin", "sscc", "gln", "grai", "giai", "itip" };

  for (guint i = 0; i < link->n_segments; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
      if (way_slice_equal_string (link->segments[i], names[j]))
        return way_error_format (
            error, WAY_RESULT_UNSUPPORTED,
            "Names like “/%s/” are no longer part of GS1 Digital Link; "
            "write the number of the application identifier, like /01/",
            names[j]);
  return way_error_format (
      error, WAY_RESULT_MALFORMED,
      "The link has no GS1 key like /01/ followed by its value at the "
      "end of its path");
}

/* From the end of the path, pair by pair, back to the first primary key. Returns: the
 * index of its segment, or G_MAXUINT. */
static guint
find_key (const Link *link, GError **error)
{
  for (guint i = link->n_segments; i >= 2; i -= 2)
    {
      const WayGs1Ai *info = find_segment_ai (link, i - 2);

      if (info == NULL)
        break;
      if (info->is_link_key)
        return i - 2;
    }
  refuse_path (link, error);
  return G_MAXUINT;
}

static gboolean
append_value (Link *link,
              const WayGs1Ai *info,
              const char *ai,
              const GString *value,
              GError **error)
{
  if (value->len == 0)
    return way_error_format (error, WAY_RESULT_MALFORMED,
                             "(%.*s) %s has no value behind it", info->ai_len, ai,
                             info->title);
  return way_gs1_elements_append (link->elements, info, ai,
                                  WAY_SLICE_INIT (value->str, value->len), error);
}

static gboolean
is_short_gtin (const WayGs1Ai *info, const GString *value)
{
  return strcmp (info->first, "01") == 0
         && (value->len == 8 || value->len == 12 || value->len == 13);
}

static gboolean
read_path (Link *link, GError **error)
{
  guint start = find_key (link, error);

  for (guint i = start; start != G_MAXUINT && i < link->n_segments; i += 2)
    {
      const WayGs1Ai *info = find_segment_ai (link, i);
      g_autoptr (GString) value = way_uri_unescape (link->segments[i + 1], FALSE);

      if (is_short_gtin (info, value))
        return way_error_format (
            error, WAY_RESULT_MALFORMED,
            "In a link the product number (GTIN) must have 14 digits: "
            "fill it up with zeros in front");
      if (!append_value (link, info, (const char *) link->segments[i].data, value, error))
        return FALSE;
      link->n_path++;
    }
  return start != G_MAXUINT;
}

/* The path is made of a key and its qualifiers in their order. */
static gboolean
check_path (const Link *link, const char *extra, guint extra_at)
{
  const char *ais[WAY_GS1_MAX_ELEMENTS + 1];
  guint n = 0;

  for (guint i = 0; i < link->n_path; i++)
    {
      if (i == extra_at)
        ais[n++] = extra;
      ais[n++] = link->elements->items[i].ai;
    }
  if (extra_at == link->n_path)
    ais[n++] = extra;
  return way_digital_link_is_path (link->elements->infos[0], ais, n);
}

static gboolean
check_attribute (const Link *link, guint index, GError **error)
{
  const char *ai = link->elements->items[index].ai;
  const WayGs1Ai *info = link->elements->infos[index];

  for (guint i = 0; i < index; i++)
    if (strcmp (ai, link->elements->items[i].ai) == 0)
      return way_error_format (error, WAY_RESULT_MALFORMED,
                               "(%s) %s is there twice; leave one out", ai, info->title);
  if (!info->is_link_attribute)
    return way_error_format (
        error, WAY_RESULT_MALFORMED,
        "(%s) %s may not stand behind the “?” of a link; leave it out", ai, info->title);
  for (guint i = 1; i <= link->n_path; i++)
    if (check_path (link, ai, i))
      return way_error_format (
          error, WAY_RESULT_MALFORMED,
          "(%s) %s belongs in front of the “?” of the link, not behind it", ai,
          info->title);
  return TRUE;
}

static gboolean
is_number (WaySlice text)
{
  for (gsize i = 0; i < text.len; i++)
    if (!g_ascii_isdigit (text.data[i]))
      return FALSE;
  return text.len > 0;
}

static gboolean
read_parameter (Link *link, WaySlice parameter, GError **error)
{
  const guint8 *equals = parameter.len > 0 ? memchr (parameter.data, '=', parameter.len)
                                           : NULL;
  WaySlice name = WAY_SLICE_INIT (parameter.data,
                                  equals != NULL ? (gsize) (equals - parameter.data) : 0);
  g_autoptr (GString) value = NULL;
  const WayGs1Ai *info;

  if (!is_number (name)) /* not for us */
    return TRUE;
  info = way_gs1_ai_find ((const char *) name.data, name.len);
  if (info == NULL)
    {
      g_autofree char *quoted = way_gs1_quote (name);

      return way_error_format (
          error, WAY_RESULT_MALFORMED,
          "“%s” behind the “?” of the link is no application identifier", quoted);
    }
  value =
      way_uri_unescape (WAY_SLICE_INIT (equals + 1, parameter.len - name.len - 1), TRUE);
  if (is_short_gtin (info, value))
    while (value->len < 14)
      g_string_prepend_c (value, '0');
  return append_value (link, info, (const char *) name.data, value, error);
}

static gboolean
read_query (Link *link, WaySlice query, GError **error)
{
  gsize start = 0;

  for (gsize i = 0; i <= query.len; i++)
    if (i == query.len || query.data[i] == '&')
      {
        if (!read_parameter (link, WAY_SLICE_INIT (query.data + start, i - start), error))
          return FALSE;
        start = i + 1;
      }
  return TRUE;
}

static gboolean
read_link (Link *link, WaySlice path, WaySlice query, GError **error)
{
  split_path (link, path);
  if (!read_path (link, error) || !read_query (link, query, error))
    return FALSE;
  if (!check_path (link, NULL, G_MAXUINT))
    return way_error_format (
        error, WAY_RESULT_MALFORMED,
        "What follows (%s) %s in the path of the link does not belong to it, or "
        "stands in the wrong order",
        link->elements->items[0].ai, link->elements->infos[0]->title);
  for (guint i = link->n_path; i < link->elements->n; i++)
    if (!check_attribute (link, i, error))
      return FALSE;
  return TRUE;
}

static WaySlice
cut_at (WaySlice *text, char c)
{
  const guint8 *found = text->len > 0 ? memchr (text->data, c, text->len) : NULL;
  WaySlice rest = { 0 };

  if (found == NULL)
    return rest;
  rest = WAY_SLICE_INIT (found + 1, text->len - (gsize) (found - text->data) - 1);
  text->len = (gsize) (found - text->data);
  return rest;
}

WayGs1Elements *
way_gs1_parse_digital_link (WaySlice uri, GError **error)
{
  Link link = { 0 };
  WaySlice path, query;
  gsize origin;
  gboolean is_good;

  if (uri.len > WAY_GS1_MAX_TEXT)
    {
      way_error_format (error, WAY_RESULT_TOO_LARGE,
                        "The link is longer than %d characters", WAY_GS1_MAX_TEXT);
      return NULL;
    }
  if (!way_digital_link_check_characters (uri, error))
    return NULL;
  origin = way_digital_link_check_origin (uri, error);
  if (origin == 0)
    return NULL;
  path = WAY_SLICE_INIT (uri.data + origin, uri.len - origin);
  cut_at (&path, '#');
  query = cut_at (&path, '?');
  link.elements = way_gs1_elements_new ();
  is_good = read_link (&link, path, query, error);
  g_free (link.segments);
  if (is_good)
    return way_gs1_elements_finish (link.elements, error);
  way_gs1_elements_free (link.elements);
  return NULL;
}
