/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-reference.h"

/* The story is the JSON view of its actions, with references in place of what only comes about when the market is made:
 * texts that begin with @. docs/spec/demo-market.md lists them. */

#define MAX_DEPTH 32
#define SPREAD    "..." /* the member whose object's members are taken over */

/* ---- References --------------------------------------------------------------------- */

static const WayDemoReference *
find_reference (const WayDemoReference *table, const char *name, guint n_words)
{
  for (; table->name != NULL; table++)
    if (g_str_equal (table->name, name) && table->n_words == n_words)
      return table;
  return NULL;
}

static yyjson_mut_val *
resolve_reference (WayDemoResolving *at, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text + 1, ":", -1);
  guint n = g_strv_length (words);
  const WayDemoReference *found = NULL;
  yyjson_mut_val *value;

  if (n > 0)
    found = find_reference (way_demo_references, words[0], n - 1);
  if (n > 0 && found == NULL)
    found = find_reference (way_demo_lot_references, words[0], n - 1);
  if (found == NULL || (found->needs_signer && at->signer == NULL))
    {
      way_error_format (error, WAY_RESULT_MALFORMED,
                        "%s is no reference that can stand here", text);
      return NULL;
    }
  value = found->refer (at, words + 1, error);
  if (value == NULL)
    g_prefix_error (error, "%s: ", text);
  return value;
}

/* ---- Objects, arrays, texts ----------------------------------------------------------------------- */

static yyjson_mut_val *
resolve (WayDemoResolving *at, yyjson_val *json, guint depth, GError **error);

/* {"en": …, "zh": …} is a text in both languages. */
static yyjson_mut_val *
make_texts (WayDemoResolving *at, yyjson_val *english, yyjson_val *chinese)
{
  static const char *const languages[] = { "en", "zh-Hans" };
  yyjson_val *const texts[] = { english, chinese };
  yyjson_mut_val *list = yyjson_mut_arr (at->doc);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      yyjson_mut_val *one = yyjson_mut_arr_add_obj (at->doc, list);

      yyjson_mut_obj_add_str (at->doc, one, "language", languages[i]);
      yyjson_mut_obj_add_strcpy (at->doc, one, "text", yyjson_get_str (texts[i]));
    }
  return list;
}

static void
take_members (WayDemoResolving *at, yyjson_mut_val *into, yyjson_mut_val *from)
{
  yyjson_mut_obj_iter iter = yyjson_mut_obj_iter_with (from);
  yyjson_mut_val *key;

  while ((key = yyjson_mut_obj_iter_next (&iter)) != NULL)
    yyjson_mut_obj_add_val (
        at->doc, into, yyjson_mut_get_str (key),
        yyjson_mut_val_mut_copy (at->doc, yyjson_mut_obj_iter_get_val (key)));
}

static yyjson_mut_val *
resolve_object (WayDemoResolving *at, yyjson_val *json, guint depth, GError **error)
{
  yyjson_val *english = yyjson_obj_get (json, "en");
  yyjson_val *chinese = yyjson_obj_get (json, "zh");
  yyjson_mut_val *object;
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (yyjson_obj_size (json) == 2 && yyjson_is_str (english) && yyjson_is_str (chinese))
    return make_texts (at, english, chinese);
  object = yyjson_mut_obj (at->doc);
  yyjson_obj_iter_init (json, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      yyjson_mut_val *value =
          resolve (at, yyjson_obj_iter_get_val (key), depth + 1, error);

      if (value == NULL)
        return NULL;
      if (yyjson_equals_str (key, SPREAD) && yyjson_mut_is_obj (value))
        take_members (at, object, value);
      else
        yyjson_mut_obj_add (object, yyjson_mut_strcpy (at->doc, yyjson_get_str (key)),
                            value);
    }
  return object;
}

static yyjson_mut_val *
resolve_array (WayDemoResolving *at, yyjson_val *json, guint depth, GError **error)
{
  yyjson_mut_val *array = yyjson_mut_arr (at->doc);
  yyjson_arr_iter iter;
  yyjson_val *element;

  yyjson_arr_iter_init (json, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    {
      yyjson_mut_val *value = resolve (at, element, depth + 1, error);
      yyjson_mut_val *part;

      if (value == NULL)
        return NULL;
      if (!yyjson_is_str (element) || !yyjson_mut_is_arr (value))
        {
          yyjson_mut_arr_append (array, value);
          continue;
        }
      while ((part = yyjson_mut_arr_remove_first (value)) != NULL)
        yyjson_mut_arr_append (array, part);
    }
  return array;
}

static yyjson_mut_val *
resolve (WayDemoResolving *at, yyjson_val *json, guint depth, GError **error)
{
  if (depth > MAX_DEPTH)
    {
      way_error_set (error, WAY_RESULT_TOO_DEEP, NULL);
      return NULL;
    }
  if (yyjson_is_obj (json))
    return resolve_object (at, json, depth, error);
  if (yyjson_is_arr (json))
    return resolve_array (at, json, depth, error);
  if (at->story != NULL && yyjson_is_str (json) && yyjson_get_str (json)[0] == '@')
    return resolve_reference (at, yyjson_get_str (json), error);
  return yyjson_val_mut_copy (at->doc, json);
}

yyjson_mut_val *
way_demo_resolve (WayDemoResolving *resolving, yyjson_val *json, GError **error)
{
  return resolve (resolving, json, 0, error);
}

/* ---- Records ------------------------------------------------------------------------------------------ */

gboolean
way_demo_read_resolved (yyjson_mut_val *json,
                        const WaySchema *schema,
                        WayArena *arena,
                        gpointer record,
                        GError **error)
{
  gsize len = 0;
  char *text = yyjson_mut_val_write (json, YYJSON_WRITE_NOFLAG, &len);
  g_autoptr (yyjson_doc) doc = NULL;
  g_autofree char *member = NULL;
  WayResult result;

  /* read back: way_schema_from_json() takes numbers in their lexical form */
  doc = way_json_read (WAY_SLICE_INIT (text, len), G_MAXSSIZE, error);
  free (text);
  if (doc == NULL)
    return FALSE;
  result =
      way_schema_from_json (schema, yyjson_doc_get_root (doc), arena, record, &member);
  if (result == WAY_RESULT_OK)
    result = way_schema_validate (schema, record, &member);
  return result == WAY_RESULT_OK
         || way_error_format (error, result, "%s: %-s", member != NULL ? member : "?",
                              way_result_get_text (result));
}

gboolean
way_demo_read_record (const WayDemoStory *story,
                      const WayDemoActor *signer,
                      yyjson_val *json,
                      const WaySchema *schema,
                      WayArena *arena,
                      gpointer record,
                      GError **error)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  WayDemoResolving resolving = { story, signer, doc };
  yyjson_mut_val *resolved = way_demo_resolve (&resolving, json, error);

  return resolved != NULL
         && way_demo_read_resolved (resolved, schema, arena, record, error);
}
