/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-gs1-ai.h"

#include <string.h>

#define QUOTE_MAX 100

static int
compare (const char *row, const char *text, gsize len)
{
  int order = strncmp (row, text, len);

  return order != 0 || strlen (row) <= len ? order : 1;
}

const WayGs1Ai *
way_gs1_ai_find (const char *text, gsize len)
{
  gsize low = 0, high = way_gs1_n_ais;

  if (len < 2 || len > 4)
    return NULL;
  for (gsize i = 0; i < len; i++)
    if (!g_ascii_isdigit (text[i]))
      return NULL;
  /* the last row whose first identifier is not above the text */
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (compare (way_gs1_ais[middle].first, text, len) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0 || way_gs1_ais[low - 1].ai_len != len
      || compare (way_gs1_ais[low - 1].last, text, len) < 0)
    return NULL;
  return &way_gs1_ais[low - 1];
}

const WayGs1Ai *
way_gs1_ai_find_prefix (const char *text, gsize len)
{
  const WayGs1Ai *info = NULL;

  for (gsize n = 2; n <= 4 && n <= len && info == NULL; n++)
    info = way_gs1_ai_find (text, n);
  return info;
}

gsize
way_gs1_ai_get_min_len (const WayGs1Ai *info)
{
  gsize sum = 0;

  for (gsize i = 0; i < info->n_components; i++)
    if (!info->components[i].is_optional)
      sum += info->components[i].min_len;
  return sum;
}

gsize
way_gs1_ai_get_max_len (const WayGs1Ai *info)
{
  gsize sum = 0;

  for (gsize i = 0; i < info->n_components; i++)
    sum += info->components[i].max_len;
  return sum;
}

char *
way_gs1_quote (WaySlice text)
{
  GString *quoted = g_string_new (NULL);

  for (gsize i = 0; i < text.len; i++)
    {
      if (quoted->len >= QUOTE_MAX)
        {
          g_string_append (quoted, "…");
          break;
        }
      if (g_ascii_isprint (text.data[i]))
        g_string_append_c (quoted, (char) text.data[i]);
      else
        g_string_append_printf (quoted, "\\x%02X", text.data[i]);
    }
  return g_string_free_and_steal (quoted);
}

static gboolean
refuse_length (const WayGs1Ai *info, const char *ai, WaySlice value, GError **error)
{
  gsize least = way_gs1_ai_get_min_len (info), most = way_gs1_ai_get_max_len (info);
  g_autofree char *quoted = way_gs1_quote (value);

  if (least == most)
    return way_error_format (
        error, WAY_RESULT_MALFORMED,
        "(%s) %s: exactly %zu characters are needed, but “%s” has %zu", ai, info->title,
        most, quoted, value.len);
  return way_error_format (error, WAY_RESULT_MALFORMED,
                           "(%s) %s: %zu to %zu characters are needed, but “%s” has %zu",
                           ai, info->title, least, most, quoted, value.len);
}

static WayGs1Lint
get_cset_lint (char cset)
{
  switch (cset)
    {
    case 'N':
      return WAY_GS1_LINT_CSETNUMERIC;
    case 'Y':
      return WAY_GS1_LINT_CSET39;
    case 'Z':
      return WAY_GS1_LINT_CSET64;
    default:
      return WAY_GS1_LINT_CSET82;
    }
}

static WayGs1Fault
check_component (const WayGs1Component *component, const char *data, gsize len, gsize *at)
{
  WayGs1Fault fault = way_gs1_lint_run (get_cset_lint (component->cset), data, len, at);

  for (gsize i = 0; i < WAY_GS1_MAX_LINTS && fault == WAY_GS1_FAULT_NONE; i++)
    if (component->lints[i] != WAY_GS1_LINT_NONE)
      fault = way_gs1_lint_run (component->lints[i], data, len, at);
  return fault;
}

static gboolean
refuse_content (const WayGs1Ai *info,
                const char *ai,
                WaySlice value,
                WayGs1Fault fault,
                gsize at,
                GError **error)
{
  g_autofree char *quoted = way_gs1_quote (value);

  /* TRANSLATORS: number and name of an application identifier, what is wrong with its value,
   * at which character, the value */
  return way_error_format (error, way_gs1_fault_get_result (fault),
                           "(%s) %s: %-s, at character %zu of “%s”", ai, info->title,
                           way_gs1_fault_get_text (fault), at + 1, quoted);
}

gboolean
way_gs1_ai_check_value (const WayGs1Ai *info,
                        const char *ai,
                        WaySlice value,
                        GError **error)
{
  const char *data = (const char *) value.data;
  gsize next = 0;

  if (value.len < way_gs1_ai_get_min_len (info)
      || value.len > way_gs1_ai_get_max_len (info))
    return refuse_length (info, ai, value, error);
  for (gsize i = 0; i < info->n_components; i++)
    {
      const WayGs1Component *component = &info->components[i];
      gsize len = MIN (value.len - next, component->max_len), at = 0;
      WayGs1Fault fault;

      if (len == 0 && component->is_optional)
        continue;
      if (len < component->min_len)
        return refuse_length (info, ai, value, error);
      fault = check_component (component, data + next, len, &at);
      if (fault != WAY_GS1_FAULT_NONE)
        return refuse_content (info, ai, value, fault, next + at, error);
      next += len;
    }
  return TRUE;
}

gboolean
way_gs1_ai_matches (const char *ai, const char *pattern, gsize len)
{
  if (strlen (ai) != len)
    return FALSE;
  for (gsize i = 0; i < len; i++)
    if (pattern[i] != 'n' && pattern[i] != ai[i])
      return FALSE;
  return TRUE;
}
