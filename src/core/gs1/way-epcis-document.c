/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-document.h"

#include "way-epcis-internal.h"
#include "way-epcis-value.h"
#include "way-result.h"

typedef struct
{
  WaySlice prefix;
  WaySlice uri; /* in the JSON tree, so NUL-terminated */
} Namespace;

struct _WayEpcisDocument
{
  yyjson_doc *json;
  WayEpcisForm form;
  yyjson_val *events;  /* the array, or the single event */
  const char *path;    /* of the array or event */
  yyjson_val *ignored; /* (nullable): the array of ignoreFields */
  gsize n_events;
  GArray *namespaces; /* Namespace, sorted by prefix */
};

/* --- Contexts --- */

static int
compare_namespaces (gconstpointer a, gconstpointer b)
{
  return way_slice_compare (((const Namespace *) a)->prefix,
                            ((const Namespace *) b)->prefix);
}

WaySlice
way_epcis_json_text (yyjson_val *value)
{
  if (yyjson_is_str (value))
    return WAY_SLICE_INIT (yyjson_get_str (value), yyjson_get_len (value));
  if (yyjson_is_raw (value))
    return WAY_SLICE_INIT (yyjson_get_raw (value), yyjson_get_len (value));
  if (yyjson_is_bool (value))
    return way_slice_from_string (yyjson_get_bool (value) ? "true" : "false");
  return (WaySlice) { NULL, 0 };
}

/* A term is a prefix where it stands for a URI, plainly or as an expanded definition. */
static void
add_terms (GArray *namespaces, yyjson_val *terms)
{
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (terms, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);
      Namespace namespace = { way_epcis_json_text (key) };

      if (yyjson_is_obj (value))
        value = yyjson_obj_get (value, "@id");
      if (!yyjson_is_str (value) || namespace.prefix.len == 0
          || namespace.prefix.data[0] == '@')
        continue;
      namespace.uri = way_epcis_json_text (value);
      g_array_append_val (namespaces, namespace);
    }
}

/* Later contexts override earlier ones: what is added last is found first. */
static void
add_context (GArray *namespaces, yyjson_val *context)
{
  yyjson_arr_iter iter;
  yyjson_val *entry;

  if (yyjson_is_obj (context))
    add_terms (namespaces, context);
  if (!yyjson_is_arr (context))
    return;
  yyjson_arr_iter_init (context, &iter);
  while ((entry = yyjson_arr_iter_next (&iter)) != NULL)
    if (yyjson_is_obj (entry))
      add_terms (namespaces, entry);
}

GArray *
way_epcis_collect_namespaces (yyjson_val *context, GError **error)
{
  g_autoptr (GArray) namespaces = g_array_new (FALSE, FALSE, sizeof (Namespace));

  add_context (namespaces, context);
  if (namespaces->len > WAY_EPCIS_MAX_PREFIXES)
    {
      way_error_format (error, WAY_RESULT_TOO_LARGE,
                        "@context declares more than %d prefixes",
                        WAY_EPCIS_MAX_PREFIXES);
      return NULL;
    }
  for (guint i = 0; i < namespaces->len; i++)
    if (g_array_index (namespaces, Namespace, i).uri.len > WAY_EPCIS_MAX_NAMESPACE)
      {
        way_error_format (error, WAY_RESULT_TOO_LARGE,
                          "@context has a namespace of more than %d bytes",
                          WAY_EPCIS_MAX_NAMESPACE);
        return NULL;
      }
  g_array_sort (namespaces, compare_namespaces);
  return g_steal_pointer (&namespaces);
}

const char *
way_epcis_find_namespace (const GArray *namespaces, WaySlice prefix)
{
  gsize low = 0, high = namespaces->len;

  /* the end of the run of equal prefixes: the sort is stable */
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      const Namespace *entry = &g_array_index (namespaces, Namespace, middle);

      if (way_slice_compare (entry->prefix, prefix) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return NULL;
  if (!way_slice_equal (g_array_index (namespaces, Namespace, low - 1).prefix, prefix))
    return NULL;
  return (const char *) g_array_index (namespaces, Namespace, low - 1).uri.data;
}

const char *
way_epcis_document_get_namespace (const WayEpcisDocument *self, WaySlice prefix)
{
  return way_epcis_find_namespace (self->namespaces, prefix);
}

/* --- Finding the events --- */

static void
set_events (WayEpcisDocument *self, yyjson_val *events, const char *path)
{
  self->events = events;
  self->path = path;
  self->n_events = yyjson_is_arr (events) ? yyjson_arr_size (events) : events != NULL;
}

/* A member whose local name is ignoreFields, like "repository-x:ignoreFields". */
static void
find_ignored (WayEpcisDocument *self, yyjson_val *object)
{
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (object, &iter);
  while (self->ignored == NULL && (key = yyjson_obj_iter_next (&iter)) != NULL)
    if (g_str_has_suffix (yyjson_get_str (key), ":ignoreFields")
        && yyjson_is_arr (yyjson_obj_iter_get_val (key)))
      self->ignored = yyjson_obj_iter_get_val (key);
}

static void
find_in_query (WayEpcisDocument *self, yyjson_val *body)
{
  yyjson_val *results = yyjson_obj_get (body, "queryResults");

  self->form = WAY_EPCIS_FORM_QUERY;
  find_ignored (self, results);
  set_events (self, yyjson_obj_get (yyjson_obj_get (results, "resultsBody"), "eventList"),
              "$.epcisBody.queryResults.resultsBody.eventList");
}

static void
find_in_document (WayEpcisDocument *self, yyjson_val *body)
{
  yyjson_val *single = yyjson_obj_get (body, "event");

  self->form = WAY_EPCIS_FORM_DOCUMENT;
  if (single != NULL && yyjson_obj_get (body, "eventList") == NULL)
    set_events (self, single, "$.epcisBody.event");
  else
    set_events (self, yyjson_obj_get (body, "eventList"), "$.epcisBody.eventList");
}

static gboolean
find_events (WayEpcisDocument *self, yyjson_val *root, GError **error)
{
  yyjson_val *body = yyjson_obj_get (root, "epcisBody");
  WaySlice type = way_epcis_json_text (yyjson_obj_get (root, "type"));

  find_ignored (self, root);
  if (yyjson_is_arr (root))
    {
      self->form = WAY_EPCIS_FORM_ARRAY;
      set_events (self, root, "$");
    }
  else if (way_slice_equal_string (type, "EPCISQueryDocument"))
    find_in_query (self, body);
  else if (way_slice_equal_string (type, "EPCISDocument") || body != NULL)
    find_in_document (self, body);
  else if (yyjson_is_str (yyjson_obj_get (root, "type")))
    {
      self->form = WAY_EPCIS_FORM_EVENT;
      set_events (self, root, "$");
    }
  else
    return way_error_format (error, WAY_RESULT_MALFORMED,
                             "This JSON is no EPCIS document: its type is missing");
  if (yyjson_arr_size (self->ignored) > WAY_EPCIS_MAX_PREFIXES)
    return way_error_format (error, WAY_RESULT_TOO_LARGE,
                             "ignoreFields has more than %d entries",
                             WAY_EPCIS_MAX_PREFIXES);
  if (self->n_events > WAY_EPCIS_MAX_EVENTS)
    return way_error_format (error, WAY_RESULT_TOO_LARGE,
                             "The document has more than %d events",
                             WAY_EPCIS_MAX_EVENTS);
  return TRUE;
}

static gboolean
looks_like_xml (WaySlice text)
{
  if (way_epcis_has_prefix (text, "\xef\xbb\xbf"))
    text = WAY_SLICE_INIT (text.data + 3, text.len - 3);
  text = way_epcis_trim (text);
  return text.len > 0 && text.data[0] == '<';
}

WayEpcisDocument *
way_epcis_document_read (WaySlice text, gsize max_size, GError **error)
{
  g_autoptr (WayEpcisDocument) self = NULL;
  yyjson_val *root;

  if (looks_like_xml (text))
    {
      way_error_format (
          error, WAY_RESULT_UNSUPPORTED,
          "This is EPCIS in XML, which can't be read; ask for it as JSON or JSON-LD");
      return NULL;
    }
  if (max_size == 0 || max_size > WAY_EPCIS_MAX_SIZE)
    max_size = WAY_EPCIS_MAX_SIZE;

  self = g_new0 (WayEpcisDocument, 1);
  self->json = way_json_read (text, max_size, error);
  if (self->json == NULL)
    return NULL;
  root = yyjson_doc_get_root (self->json);
  self->namespaces =
      way_epcis_collect_namespaces (yyjson_obj_get (root, "@context"), error);
  if (self->namespaces == NULL || !find_events (self, root, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
way_epcis_document_free (WayEpcisDocument *self)
{
  if (self == NULL)
    return;
  yyjson_doc_free (self->json);
  g_clear_pointer (&self->namespaces, g_array_unref);
  g_free (self);
}

WayEpcisForm
way_epcis_document_get_form (const WayEpcisDocument *self)
{
  return self->form;
}

yyjson_val *
way_epcis_document_get_root (const WayEpcisDocument *self)
{
  return yyjson_doc_get_root (self->json);
}

gsize
way_epcis_document_get_n_events (const WayEpcisDocument *self)
{
  return self->n_events;
}

gboolean
way_epcis_document_ignores (const WayEpcisDocument *self, WaySlice name)
{
  yyjson_arr_iter iter;
  yyjson_val *entry;

  if (self->ignored == NULL || name.len == 0 || memchr (name.data, ':', name.len) == NULL)
    return FALSE;
  yyjson_arr_iter_init (self->ignored, &iter);
  while ((entry = yyjson_arr_iter_next (&iter)) != NULL)
    if (yyjson_is_str (entry) && way_slice_equal (way_epcis_json_text (entry), name))
      return TRUE;
  return FALSE;
}

/* --- Walking --- */

void
way_epcis_iter_init (WayEpcisIter *iter, const WayEpcisDocument *document)
{
  *iter = (WayEpcisIter) { .index = G_MAXSIZE };
  if (yyjson_is_arr (document->events))
    yyjson_arr_iter_init (document->events, &iter->elements);
  else
    iter->single = document->events;
}

yyjson_val *
way_epcis_iter_next (WayEpcisIter *iter)
{
  yyjson_val *event = iter->single ? g_steal_pointer (&iter->single)
                                   : yyjson_arr_iter_next (&iter->elements);

  if (event != NULL)
    iter->index++;
  return event;
}

char *
way_epcis_document_dup_event_path (const WayEpcisDocument *self, gsize index)
{
  if (!yyjson_is_arr (self->events))
    return g_strdup (self->path);
  return g_strdup_printf ("%s[%zu]", self->path, index);
}
