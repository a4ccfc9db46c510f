/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-json.h"

#include "way-base-encoding.h"
#include "way-rfc3339.h"
#include "way-text.h"

/* Objects up to this size are compared member by member. */
#define FEW_MEMBERS 8

/* Where a value stands: a list towards the root, on the stack of the walk. */
typedef struct _Place Place;
struct _Place
{
  const Place *parent;
  yyjson_val *key; /* NULL for an element of an array */
  gsize index;
};

static gboolean
check_value (yyjson_val *value, const Place *place, guint depth, GError **error);

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer unused)
{
  yyjson_val *key_a = *(yyjson_val *const *) a;
  yyjson_val *key_b = *(yyjson_val *const *) b;

  return way_slice_compare (
      WAY_SLICE_INIT (yyjson_get_str (key_a), yyjson_get_len (key_a)),
      WAY_SLICE_INIT (yyjson_get_str (key_b), yyjson_get_len (key_b)));
}

/* By sorting, so that no choice of names makes it slow. Returns: (nullable) */
static yyjson_val *
find_duplicate (yyjson_val *object)
{
  gsize n = yyjson_obj_size (object);
  yyjson_val *few[FEW_MEMBERS];
  g_autofree yyjson_val **many = n > FEW_MEMBERS ? g_new (yyjson_val *, n) : NULL;
  yyjson_val **keys = many != NULL ? many : few;
  gsize i, max;
  yyjson_val *key, *value;

  yyjson_obj_foreach (object, i, max, key, value) keys[i] = key;
  g_sort_array (keys, n, sizeof *keys, compare_keys, NULL);
  for (i = 1; i < n; i++)
    if (compare_keys (&keys[i - 1], &keys[i], NULL) == 0)
      return keys[i];

  return NULL;
}

static void
append_place (GString *path, const Place *place)
{
  if (place == NULL)
    return;
  append_place (path, place->parent);
  if (place->key == NULL)
    {
      g_string_append_printf (path, "[%zu]", place->index);
      return;
    }
  if (path->len > 0)
    g_string_append_c (path, '.');
  g_string_append_len (path, yyjson_get_str (place->key),
                       (gssize) yyjson_get_len (place->key));
}

static gboolean
fail_at (GError **error, WayResult result, const Place *place)
{
  g_autoptr (GString) path = g_string_new (NULL);

  append_place (path, place);
  return way_error_set (error, result, path->str);
}

static gboolean
check_object (yyjson_val *object, const Place *place, guint depth, GError **error)
{
  Place member = { .parent = place };
  gsize i, max;
  yyjson_val *value;

  member.key = find_duplicate (object);
  if (member.key != NULL)
    return fail_at (error, WAY_RESULT_DUPLICATE_KEY, &member);
  yyjson_obj_foreach (
      object, i, max, member.key,
      value) if (!check_value (value, &member, depth, error)) return FALSE;

  return TRUE;
}

static gboolean
check_array (yyjson_val *array, const Place *place, guint depth, GError **error)
{
  Place element = { .parent = place };
  gsize max;
  yyjson_val *value;

  yyjson_arr_foreach (
      array, element.index, max,
      value) if (!check_value (value, &element, depth, error)) return FALSE;

  return TRUE;
}

static gboolean
check_value (yyjson_val *value, const Place *place, guint depth, GError **error)
{
  if (!yyjson_is_ctn (value))
    return TRUE;
  if (depth == WAY_JSON_MAX_DEPTH)
    return way_error_set (error, WAY_RESULT_TOO_DEEP, NULL);
  if (yyjson_is_obj (value))
    return check_object (value, place, depth + 1, error);

  return check_array (value, place, depth + 1, error);
}

static const char *
get_reason (yyjson_read_code code)
{
  switch (code)
    {
    case YYJSON_READ_ERROR_EMPTY_CONTENT:
      return WAY_TEXT ("there is nothing");
    case YYJSON_READ_ERROR_UNEXPECTED_CONTENT:
      return WAY_TEXT ("something follows the end");
    case YYJSON_READ_ERROR_UNEXPECTED_END:
      return WAY_TEXT ("it breaks off");
    case YYJSON_READ_ERROR_INVALID_NUMBER:
      return WAY_TEXT ("this is no number of JSON");
    case YYJSON_READ_ERROR_INVALID_STRING:
      return WAY_TEXT ("this text has characters that JSON does not allow");
    case YYJSON_READ_ERROR_LITERAL:
      return WAY_TEXT ("this is neither true nor false nor null");
    default:
      return WAY_TEXT ("this character can't stand here");
    }
}

static gboolean
fail_parse (WaySlice text, const yyjson_read_err *err, GError **error)
{
  size_t line = 1, column = 1, character = 0;

  if (err->code == YYJSON_READ_ERROR_MEMORY_ALLOCATION)
    return way_error_set (error, WAY_RESULT_TOO_LARGE, NULL);
  yyjson_locate_pos ((const char *) text.data, text.len, err->pos, &line, &column,
                     &character);

  return way_error_format (error, WAY_RESULT_MALFORMED,
                           "This is no JSON from line %zu, column %zu on: %-s", line,
                           column, get_reason (err->code));
}

yyjson_doc *
way_json_read (WaySlice text, gsize max_size, GError **error)
{
  g_autoptr (yyjson_doc) doc = NULL;
  yyjson_read_err err = { 0 };

  if (text.len > max_size)
    {
      way_error_set (error, WAY_RESULT_TOO_LARGE, NULL);
      return NULL;
    }
  if (text.len == 0)
    text.data = (const guint8 *) "";
  /* without the in-situ flag the text is only read */
  doc = yyjson_read_opts ((char *) (guintptr) text.data, text.len,
                          YYJSON_READ_NUMBER_AS_RAW, NULL, &err);
  if (doc == NULL)
    {
      fail_parse (text, &err, error);
      return NULL;
    }
  if (!check_value (yyjson_doc_get_root (doc), NULL, 0, error))
    return NULL;

  return g_steal_pointer (&doc);
}

static void *
allocate (void *unused, size_t size)
{
  return g_try_malloc (size);
}

static void *
reallocate (void *unused, void *memory, size_t old_size, size_t size)
{
  return g_try_realloc (memory, size);
}

static void
release (void *unused, void *memory)
{
  g_free (memory);
}

char *
way_json_write (yyjson_mut_doc *doc, gboolean pretty)
{
  static const yyjson_alc allocator = {
    .malloc = allocate,
    .realloc = reallocate,
    .free = release,
  };
  yyjson_write_flag flags = pretty ? YYJSON_WRITE_PRETTY_TWO_SPACES : YYJSON_WRITE_NOFLAG;
  yyjson_write_err err = { 0 };
  char *text = yyjson_mut_write_opts (doc, flags, &allocator, NULL, &err);

  /* fails for text that is not UTF-8 only, and way_json_make_text() lets none in */
  if (text == NULL)
    g_error ("writing JSON: %s", err.msg);

  return text;
}

yyjson_mut_val *
way_json_make_text (yyjson_mut_doc *doc, WaySlice text)
{
  g_autofree char *repaired = NULL;

  if (text.len == 0)
    return yyjson_mut_str (doc, "");
  if (way_text_is_utf8 (text))
    return yyjson_mut_strncpy (doc, (const char *) text.data, text.len);
  repaired = g_utf8_make_valid ((const char *) text.data, (gssize) text.len);

  return yyjson_mut_strcpy (doc, repaired);
}

void
way_json_add_text (yyjson_mut_doc *doc,
                   yyjson_mut_val *object,
                   const char *key,
                   WaySlice text)
{
  yyjson_mut_obj_add_val (doc, object, key, way_json_make_text (doc, text));
}

void
way_json_add_hash (yyjson_mut_doc *doc,
                   yyjson_mut_val *object,
                   const char *key,
                   const WayHash *hash)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (hash));

  yyjson_mut_obj_add_strcpy (doc, object, key, hex);
}

void
way_json_add_time (yyjson_mut_doc *doc,
                   yyjson_mut_val *object,
                   const char *key,
                   gint64 time_ms)
{
  char text[WAY_RFC3339_SIZE];

  if (way_rfc3339_format (time_ms, text))
    yyjson_mut_obj_add_strcpy (doc, object, key, text);
  else
    yyjson_mut_obj_add_null (doc, object, key);
}
