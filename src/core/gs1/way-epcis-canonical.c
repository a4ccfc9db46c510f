/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-canonical.h"

#include "way-epcis-identifier.h"
#include "way-epcis-internal.h"
#include "way-epcis-value.h"

void
way_epcis_hasher_fail (WayEpcisHasher *self,
                       WayResult result,
                       const char *member,
                       const char *reason)
{
  if (self->result != WAY_RESULT_OK)
    return;
  self->result = result;
  self->member = member;
  self->reason = reason;
}

void
way_epcis_put (WayEpcisHasher *self, WaySlice text)
{
  if (self->out->len + text.len > WAY_EPCIS_MAX_PREHASH)
    way_epcis_hasher_fail (self, WAY_RESULT_TOO_LARGE, "",
                           WAY_TEXT ("the event is too large"));
  else
    g_string_append_len (self->out, (const char *) text.data, (gssize) text.len);
}

void
way_epcis_put_string (WayEpcisHasher *self, const char *text)
{
  way_epcis_put (self, way_slice_from_string (text));
}

/* --- Sorted pieces --- */

WayEpcisRun
way_epcis_run_begin (WayEpcisHasher *self)
{
  return (WayEpcisRun) { .start = self->out->len, .base = self->ends->len };
}

void
way_epcis_run_end_piece (WayEpcisHasher *self)
{
  g_array_append_val (self->ends, self->out->len);
}

static int
compare_pieces (gconstpointer a, gconstpointer b)
{
  return way_slice_compare (*(const WaySlice *) a, *(const WaySlice *) b);
}

/* Fills self->pieces with slices of @text. Returns: whether they are out of order. */
static gboolean
cut_pieces (WayEpcisHasher *self, WayEpcisRun run, const char *text)
{
  gsize start = run.start;
  gboolean is_unsorted = FALSE;

  g_array_set_size (self->pieces, 0);
  for (guint i = run.base; i < self->ends->len; i++)
    {
      gsize end = g_array_index (self->ends, gsize, i);
      WaySlice piece = WAY_SLICE_INIT (text + (start - run.start), end - start);

      if (self->pieces->len > 0)
        is_unsorted |=
            way_slice_compare (
                g_array_index (self->pieces, WaySlice, self->pieces->len - 1), piece)
            > 0;
      g_array_append_val (self->pieces, piece);
      start = end;
    }
  return is_unsorted;
}

void
way_epcis_run_end (WayEpcisHasher *self, WayEpcisRun run)
{
  if (self->ends->len - run.base > 1
      && cut_pieces (self, run, self->out->str + run.start))
    {
      g_string_truncate (self->scratch, 0);
      g_string_append_len (self->scratch, self->out->str + run.start,
                           (gssize) (self->out->len - run.start));
      cut_pieces (self, run, self->scratch->str);
      g_array_sort (self->pieces, compare_pieces);
      g_string_truncate (self->out, run.start);
      for (guint i = 0; i < self->pieces->len; i++)
        {
          WaySlice piece = g_array_index (self->pieces, WaySlice, i);

          g_string_append_len (self->out, (const char *) piece.data, (gssize) piece.len);
        }
    }
  g_array_set_size (self->ends, run.base);
}

/* --- Names and values --- */

/* The namespace of a CURIE; *out_local is what stands behind its colon. */
static const char *
split_curie (const WayEpcisHasher *self, WaySlice text, WaySlice *out_local)
{
  const guint8 *colon = text.len > 0 ? memchr (text.data, ':', text.len) : NULL;
  const char *uri = NULL;
  WaySlice prefix;

  if (colon == NULL)
    return NULL;
  prefix = WAY_SLICE_INIT (text.data, colon - text.data);
  *out_local = WAY_SLICE_INIT (colon + 1, text.len - prefix.len - 1);
  if (self->own_namespaces != NULL)
    uri = way_epcis_find_namespace (self->own_namespaces, prefix);
  return uri ? uri : way_epcis_document_get_namespace (self->document, prefix);
}

gboolean
way_epcis_is_declared (const WayEpcisHasher *self, WaySlice name)
{
  WaySlice local;

  return split_curie (self, name, &local) != NULL;
}

/* "prefix:name" as "{namespace}name". */
static void
put_name (WayEpcisHasher *self, WaySlice name)
{
  WaySlice local;
  const char *uri = split_curie (self, name, &local);

  if (uri == NULL)
    {
      way_epcis_put (self, name);
      return;
    }
  way_epcis_put_string (self, "{");
  way_epcis_put_string (self, uri);
  way_epcis_put_string (self, "}");
  way_epcis_put (self, local);
}

static gboolean
put_vocabulary_urn (WayEpcisHasher *self, WaySlice text)
{
  for (int kind = WAY_CBV_BIZ_STEP; kind <= WAY_CBV_ERROR_REASON; kind++)
    {
      const char *urn = way_cbv_get_urn_prefix (kind);

      if (!way_epcis_has_prefix (text, urn))
        continue;
      way_epcis_put_string (self, way_cbv_get_web_prefix (kind));
      way_epcis_put (self,
                     WAY_SLICE_INIT (text.data + strlen (urn), text.len - strlen (urn)));
      return TRUE;
    }
  return FALSE;
}

/* Every value that reads as a number is written as one, be it a JSON number or a text:
 * XML does not tell them apart. */
static void
put_text (WayEpcisHasher *self, WaySlice text)
{
  WaySlice local;
  const char *uri;

  text = way_epcis_trim (text);
  uri = split_curie (self, text, &local);
  if (uri != NULL)
    {
      way_epcis_put_string (self, uri);
      way_epcis_put (self, local);
    }
  else if (!put_vocabulary_urn (self, text) && !way_epcis_append_number (self->out, text)
           && !way_epcis_append_identifier (self->out, text))
    way_epcis_put (self, text);
}

/* "=value", or nothing for an empty one. Returns: whether there was one. */
gboolean
way_epcis_put_value (WayEpcisHasher *self, yyjson_val *value, WayCbvKind kind)
{
  WaySlice text = way_epcis_trim (way_epcis_json_text (value));

  if (text.len == 0)
    return FALSE;
  way_epcis_put_string (self, "=");
  if (yyjson_is_str (value) && way_cbv_has (kind, text))
    {
      way_epcis_put_string (self, way_cbv_get_web_prefix (kind));
      way_epcis_put (self, text);
    }
  else
    put_text (self, text);
  return TRUE;
}

/* --- Extensions and instance data: whatever structure they have --- */

static void
put_members (WayEpcisHasher *self, yyjson_val *object);

gboolean
way_epcis_is_comment (WaySlice name)
{
  return way_slice_equal_string (name, "comment")
         || way_slice_equal_string (name, "rdfs:comment")
         || way_slice_equal_string (name, "#text")
         || way_slice_equal_string (name, "@context");
}

static void
put_content (WayEpcisHasher *self, yyjson_val *value)
{
  WayEpcisRun run;
  yyjson_arr_iter iter;
  yyjson_val *element;

  if (yyjson_is_obj (value))
    {
      way_epcis_put_value (self, yyjson_obj_get (value, "#text"), WAY_CBV_NONE);
      put_members (self, value);
      return;
    }
  if (!yyjson_is_arr (value))
    {
      way_epcis_put_value (self, value, WAY_CBV_NONE);
      return;
    }
  run = way_epcis_run_begin (self);
  yyjson_arr_iter_init (value, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    {
      put_content (self, element);
      way_epcis_run_end_piece (self);
    }
  way_epcis_run_end (self, run);
}

/* JSON leaves out the names that XML gives to the elements of a list. */
static void
put_element_name (WayEpcisHasher *self, WaySlice list, yyjson_val *element)
{
  static const char *const quantities[] = { "inputQuantity", "outputQuantity",
                                            "childQuantity" };
  WaySlice name = { list.data, list.len - strlen ("List") };

  for (gsize i = 0; i < G_N_ELEMENTS (quantities); i++)
    if (way_slice_equal_string (name, quantities[i]))
      name = way_slice_from_string ("quantityElement");
  if (way_slice_equal_string (name, "quantity") && yyjson_is_obj (element))
    name = way_slice_from_string ("quantityElement");
  else if (way_slice_equal_string (name, "inputEPC")
           || way_slice_equal_string (name, "outputEPC"))
    name = way_slice_from_string ("epc");
  put_name (self, name);
}

static gboolean
is_list_name (WaySlice name)
{
  return name.len > strlen ("List")
         && memcmp (name.data + name.len - strlen ("List"), "List", strlen ("List")) == 0;
}

static void
put_list_element (WayEpcisHasher *self, WaySlice name, yyjson_val *element)
{
  put_element_name (self, name, element);
  put_content (self, element);
  way_epcis_run_end_piece (self);
}

static void
put_list (WayEpcisHasher *self, WaySlice name, yyjson_val *value)
{
  yyjson_arr_iter iter;
  yyjson_val *element;
  WayEpcisRun run;

  put_name (self, name);
  run = way_epcis_run_begin (self);
  if (!yyjson_is_arr (value))
    put_list_element (self, name, value);
  yyjson_arr_iter_init (value, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    put_list_element (self, name, element);
  way_epcis_run_end (self, run);
}

/* One member: a piece, or one for each element of an array. */
void
way_epcis_put_member (WayEpcisHasher *self, WaySlice name, yyjson_val *value)
{
  yyjson_arr_iter iter;
  yyjson_val *element;

  if (yyjson_is_arr (value) && yyjson_arr_size (value) == 0)
    return;
  if (is_list_name (name))
    put_list (self, name, value);
  else if (!yyjson_is_arr (value))
    {
      put_name (self, name);
      put_content (self, value);
    }
  yyjson_arr_iter_init (is_list_name (name) ? NULL : value, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    {
      put_name (self, name);
      put_content (self, element);
      way_epcis_run_end_piece (self);
    }
  if (is_list_name (name) || !yyjson_is_arr (value))
    way_epcis_run_end_piece (self);
}

static void
put_members (WayEpcisHasher *self, yyjson_val *object)
{
  WayEpcisRun run = way_epcis_run_begin (self);
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (object, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL && self->result == WAY_RESULT_OK)
    {
      WaySlice name = way_epcis_json_text (key);

      if (!way_epcis_is_comment (name))
        way_epcis_put_member (self, name, yyjson_obj_iter_get_val (key));
    }
  way_epcis_run_end (self, run);
}
