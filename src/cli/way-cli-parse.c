/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-languages.h"
#include "way-rfc3339.h"
#include "way-session.h"

#define DAY_MS G_GUINT64_CONSTANT (86400000)

void
way_cli_print_json (yyjson_mut_doc *doc)
{
  g_autofree char *line = way_json_write (doc, FALSE);

  printf ("%s\n", line);
}

yyjson_mut_doc *
way_cli_json_new (void)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  yyjson_mut_doc_set_root (doc, yyjson_mut_obj (doc));
  return doc;
}

void
way_cli_json_add_string (yyjson_mut_doc *doc,
                         yyjson_mut_val *object,
                         const char *key,
                         const char *text)
{
  if (text != NULL)
    way_json_add_text (doc, object, key, way_slice_from_string (text));
  else
    yyjson_mut_obj_add_null (doc, object, key);
}

/* "company-prefix" for "companyPrefix" */
static gboolean
is_same_name (const char *name, const char *text)
{
  while (*name != '\0' && *text != '\0')
    {
      if (*text == '-' && g_ascii_isupper (*name))
        text++;
      if (g_ascii_tolower (*name++) != g_ascii_tolower (*text++))
        return FALSE;
    }
  return *name == *text;
}

static char *
join_names (const WayEnumName *names)
{
  GString *text = g_string_new (NULL);

  for (; names->name != NULL; names++)
    for (const char *letter = names->name; *letter != '\0'; letter++)
      {
        if (letter == names->name && text->len > 0)
          g_string_append (text, ", ");
        if (g_ascii_isupper (*letter))
          g_string_append_c (text, '-');
        g_string_append_c (text, g_ascii_tolower (*letter));
      }
  return g_string_free (text, FALSE);
}

gboolean
way_cli_parse_enum (const WayEnumName *names,
                    const char *text,
                    guint64 *out_value,
                    GError **error)
{
  g_autofree char *all = NULL;

  for (const WayEnumName *row = names; row->name != NULL; row++)
    if (is_same_name (row->name, text))
      {
        *out_value = row->value;
        return TRUE;
      }
  all = join_names (names);
  /* TRANSLATORS: a wrong word, and a list of the right ones */
  return way_error_format (error, WAY_RESULT_USAGE, "“%s” is none of: %s", text, all);
}

const char *
way_cli_get_enum_name (const WayEnumName *names, guint64 value)
{
  for (; names->name != NULL; names++)
    if (names->value == value)
      return names->name;
  return "?";
}

/* The length of a language tag with a "=" behind it, at the front of @text; 0: none. */
static gsize
get_tag_length (const char *text)
{
  gsize n =
      strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
  gsize primary = strcspn (text, "-=");

  return text[n] == '=' && n >= 2 && n <= 35 && primary >= 2 && primary <= 3 ? n : 0;
}

gboolean
way_cli_parse_texts (char **texts, WayArena *arena, WayRecords *out, GError **error)
{
  guint n = texts != NULL ? g_strv_length (texts) : 0;
  WayLangText *rows = way_arena_alloc (arena, sizeof (WayLangText) * (n + 1));

  for (guint i = 0; i < n; i++)
    {
      gsize len = get_tag_length (texts[i]);
      const char *text = len > 0 ? texts[i] + len + 1 : texts[i];

      if (text[0] == '\0')
        return way_error_format (error, WAY_RESULT_USAGE, "A text is empty");
      rows[i].language = len > 0 ? WAY_SLICE_INIT (texts[i], len)
                                 : way_slice_from_string (way_languages_get_first ());
      rows[i].text = way_slice_from_string (text);
    }
  *out = (WayRecords) { rows, n };
  return TRUE;
}

gboolean
way_cli_parse_time (const char *text,
                    gboolean is_end,
                    guint64 *out_time_ms,
                    GError **error)
{
  g_autofree char *midnight = g_strconcat (text, "T00:00:00Z", NULL);
  gboolean is_date = strlen (text) == strlen ("2026-03-01");
  gint64 time_ms;

  if (!way_rfc3339_parse (way_slice_from_string (is_date ? midnight : text), &time_ms)
      || time_ms < 0)
    return way_error_format (
        error, WAY_RESULT_USAGE,
        "“%s” is no time; write it like 2026-03-01 or 2026-03-01T12:00:00+08:00", text);
  *out_time_ms = (guint64) time_ms + (is_date && is_end ? DAY_MS - 1 : 0);
  return TRUE;
}

gboolean
way_cli_parse_number (const char *text,
                      guint64 min,
                      guint64 max,
                      guint64 *out_number,
                      GError **error)
{
  if (g_ascii_string_to_unsigned (text, 10, min, max, out_number, NULL))
    return TRUE;
  return way_error_format (error, WAY_RESULT_USAGE,
                           "“%s” is no number from %" PRIu64 " to %" PRIu64, text, min,
                           max);
}

gboolean
way_cli_parse_hash (const char *text, WayHash *out_hash, GError **error)
{
  return way_hash_from_hex (text, out_hash)
         || way_error_format (error, WAY_RESULT_USAGE,
                              "“%s” is not an identifier of 64 hex digits", text);
}
