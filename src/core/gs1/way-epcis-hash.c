/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-hash.h"

#include "way-base-encoding.h"
#include "way-epcis-identifier.h"
#include "way-epcis-internal.h"
#include "way-epcis-value.h"
#include "way-epcis-vocabulary.h"
#include "way-hash.h"
#include "way-result.h"

/* The canonical text is built in one buffer. What has to be sorted is first written in
 * the order of the document, each piece's end remembered in @ends, then put in order. */
struct _WayEpcisHasher
{
  const WayEpcisDocument *document;
  yyjson_val *root;
  GArray *own_namespaces; /* (nullable): of the event's own @context */
  GString *out;
  GArray *ends; /* gsize: a stack of piece ends, of nested lists */
  GString *scratch;
  GArray *pieces; /* WaySlice */
  GString *message; /* why the event has no hash; empty while it is well */
  WayResult result;
};

WayEpcisHasher *
way_epcis_hasher_new (const WayEpcisDocument *document)
{
  WayEpcisHasher *self = g_new0 (WayEpcisHasher, 1);

  self->document = document;
  self->root = way_epcis_document_get_root (document);
  self->out = g_string_new (NULL);
  self->scratch = g_string_new (NULL);
  self->message = g_string_new (NULL);
  self->ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->pieces = g_array_new (FALSE, FALSE, sizeof (WaySlice));
  return self;
}

void
way_epcis_hasher_free (WayEpcisHasher *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->own_namespaces, g_array_unref);
  g_string_free (self->out, TRUE);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->message, TRUE);
  g_array_unref (self->ends);
  g_array_unref (self->pieces);
  g_free (self);
}

static void
fail (WayEpcisHasher *self, WayResult result, const char *member, const char *what)
{
  if (self->result != WAY_RESULT_OK)
    return;
  self->result = result;
  g_string_printf (self->message, "%s%s%s", member, *member ? ": " : "", what);
}

static void
put (WayEpcisHasher *self, WaySlice text)
{
  if (self->out->len + text.len > WAY_EPCIS_MAX_PREHASH)
    fail (self, WAY_RESULT_TOO_LARGE, "", "the event is too large");
  else
    g_string_append_len (self->out, (const char *) text.data, (gssize) text.len);
}

static void
put_string (WayEpcisHasher *self, const char *text)
{
  put (self, way_slice_from_string (text));
}

/* --- Sorted pieces --- */

typedef struct
{
  gsize start;
  guint base;
} Run;

static Run
run_begin (WayEpcisHasher *self)
{
  return (Run) { .start = self->out->len, .base = self->ends->len };
}

static void
run_end_piece (WayEpcisHasher *self)
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
cut_pieces (WayEpcisHasher *self, Run run, const char *text)
{
  gsize start = run.start;
  gboolean is_unsorted = FALSE;

  g_array_set_size (self->pieces, 0);
  for (guint i = run.base; i < self->ends->len; i++)
    {
      gsize end = g_array_index (self->ends, gsize, i);
      WaySlice piece = WAY_SLICE_INIT (text + (start - run.start), end - start);

      if (self->pieces->len > 0)
        is_unsorted |= way_slice_compare (g_array_index (self->pieces, WaySlice,
                                                         self->pieces->len - 1),
                                          piece)
                       > 0;
      g_array_append_val (self->pieces, piece);
      start = end;
    }
  return is_unsorted;
}

static void
run_end (WayEpcisHasher *self, Run run)
{
  if (self->ends->len - run.base > 1 && cut_pieces (self, run, self->out->str + run.start))
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

/* "prefix:name" as "{namespace}name". */
static void
put_name (WayEpcisHasher *self, WaySlice name)
{
  WaySlice local;
  const char *uri = split_curie (self, name, &local);

  if (uri == NULL)
    {
      put (self, name);
      return;
    }
  put_string (self, "{");
  put_string (self, uri);
  put_string (self, "}");
  put (self, local);
}

static gboolean
put_vocabulary_urn (WayEpcisHasher *self, WaySlice text)
{
  for (int kind = WAY_CBV_BIZ_STEP; kind <= WAY_CBV_ERROR_REASON; kind++)
    {
      const char *urn = way_cbv_get_urn_prefix (kind);

      if (!way_epcis_has_prefix (text, urn))
        continue;
      put_string (self, way_cbv_get_web_prefix (kind));
      put (self, WAY_SLICE_INIT (text.data + strlen (urn), text.len - strlen (urn)));
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
      put_string (self, uri);
      put (self, local);
    }
  else if (!put_vocabulary_urn (self, text) && !way_epcis_append_number (self->out, text)
           && !way_epcis_append_identifier (self->out, text))
    put (self, text);
}

#define NO_KIND ((WayCbvKind) -1)

/* "=value", or nothing for an empty one. Returns: whether there was one. */
static gboolean
put_value (WayEpcisHasher *self, yyjson_val *value, WayCbvKind kind)
{
  WaySlice text = way_epcis_trim (way_epcis_json_text (value));

  if (text.len == 0)
    return FALSE;
  put_string (self, "=");
  if (kind != NO_KIND && yyjson_is_str (value) && way_cbv_has (kind, text))
    {
      put_string (self, way_cbv_get_web_prefix (kind));
      put (self, text);
    }
  else
    put_text (self, text);
  return TRUE;
}

/* --- Extensions and instance data: whatever structure they have --- */

static void
put_members (WayEpcisHasher *self,
             yyjson_val *object,
             gboolean (*is_wanted) (WayEpcisHasher *self, WaySlice name));

static gboolean
is_comment (WayEpcisHasher *self, WaySlice name)
{
  return way_slice_equal_string (name, "comment")
         || way_slice_equal_string (name, "rdfs:comment")
         || way_slice_equal_string (name, "#text")
         || way_slice_equal_string (name, "@context");
}

static gboolean
is_not_comment (WayEpcisHasher *self, WaySlice name)
{
  return !is_comment (self, name);
}

static void
put_content (WayEpcisHasher *self, yyjson_val *value)
{
  Run run;
  yyjson_arr_iter iter;
  yyjson_val *element;

  if (yyjson_is_obj (value))
    {
      put_value (self, yyjson_obj_get (value, "#text"), NO_KIND);
      put_members (self, value, is_not_comment);
      return;
    }
  if (!yyjson_is_arr (value))
    {
      put_value (self, value, NO_KIND);
      return;
    }
  run = run_begin (self);
  yyjson_arr_iter_init (value, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    {
      put_content (self, element);
      run_end_piece (self);
    }
  run_end (self, run);
}

/* JSON leaves out the names that XML gives to the elements of a list. */
static void
put_element_name (WayEpcisHasher *self, WaySlice list, yyjson_val *element)
{
  static const char *const quantities[]
      = { "inputQuantity", "outputQuantity", "childQuantity" };
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
  run_end_piece (self);
}

static void
put_list (WayEpcisHasher *self, WaySlice name, yyjson_val *value)
{
  yyjson_arr_iter iter;
  yyjson_val *element;
  Run run;

  put_name (self, name);
  run = run_begin (self);
  if (!yyjson_is_arr (value))
    put_list_element (self, name, value);
  yyjson_arr_iter_init (value, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    put_list_element (self, name, element);
  run_end (self, run);
}

/* One member: a piece, or one for each element of an array. */
static void
put_member (WayEpcisHasher *self, WaySlice name, yyjson_val *value)
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
      run_end_piece (self);
    }
  if (is_list_name (name) || !yyjson_is_arr (value))
    run_end_piece (self);
}

static void
put_members (WayEpcisHasher *self,
             yyjson_val *object,
             gboolean (*is_wanted) (WayEpcisHasher *self, WaySlice name))
{
  Run run = run_begin (self);
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (object, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL && self->result == WAY_RESULT_OK)
    {
      WaySlice name = way_epcis_json_text (key);

      if (is_wanted (self, name))
        put_member (self, name, yyjson_obj_iter_get_val (key));
    }
  run_end (self, run);
}

/* --- Standard members, in canonical order --- */

typedef enum
{
  FORM_VALUE,
  FORM_TIME,
  FORM_VALUES, /* one or several, each with the member's name */
  FORM_LIST,   /* the member's name, then each element behind @element */
  FORM_OBJECT, /* the member's name, then @members */
} Form;

typedef struct _Member Member;
struct _Member
{
  const char *name;
  Form form;
  WayCbvKind kind;
  const char *element;   /* FORM_LIST: what each is called; NULL: nothing */
  const Member *members; /* of the object, or of each element; NULL: values */
};

static const Member quantity_members[] = {
  { "epcClass", FORM_VALUE, NO_KIND },
  { "quantity", FORM_VALUE, NO_KIND },
  { "uom", FORM_VALUE, NO_KIND },
  { NULL },
};

static const Member disposition_members[] = {
  { "set", FORM_VALUES, WAY_CBV_DISPOSITION },
  { "unset", FORM_VALUES, WAY_CBV_DISPOSITION },
  { NULL },
};

static const Member place_members[] = {
  { "id", FORM_VALUE, NO_KIND },
  { NULL },
};

static const Member metadata_members[] = {
  { "time", FORM_TIME, NO_KIND },
  { "startTime", FORM_TIME, NO_KIND },
  { "endTime", FORM_TIME, NO_KIND },
  { "deviceID", FORM_VALUE, NO_KIND },
  { "deviceMetadata", FORM_VALUE, NO_KIND },
  { "rawData", FORM_VALUE, NO_KIND },
  { "dataProcessingMethod", FORM_VALUE, NO_KIND },
  { "bizRules", FORM_VALUE, NO_KIND },
  { NULL },
};

static const Member report_members[] = {
  { "type", FORM_VALUE, WAY_CBV_MEASUREMENT },
  { "exception", FORM_VALUE, WAY_CBV_ALERT },
  { "deviceID", FORM_VALUE, NO_KIND },
  { "deviceMetadata", FORM_VALUE, NO_KIND },
  { "rawData", FORM_VALUE, NO_KIND },
  { "dataProcessingMethod", FORM_VALUE, NO_KIND },
  { "time", FORM_TIME, NO_KIND },
  { "microorganism", FORM_VALUE, NO_KIND },
  { "chemicalSubstance", FORM_VALUE, NO_KIND },
  { "value", FORM_VALUE, NO_KIND },
  { "component", FORM_VALUE, WAY_CBV_COMPONENT },
  { "stringValue", FORM_VALUE, NO_KIND },
  { "booleanValue", FORM_VALUE, NO_KIND },
  { "hexBinaryValue", FORM_VALUE, NO_KIND },
  { "uriValue", FORM_VALUE, NO_KIND },
  { "minValue", FORM_VALUE, NO_KIND },
  { "maxValue", FORM_VALUE, NO_KIND },
  { "meanValue", FORM_VALUE, NO_KIND },
  { "sDev", FORM_VALUE, NO_KIND },
  { "percRank", FORM_VALUE, NO_KIND },
  { "percValue", FORM_VALUE, NO_KIND },
  { "uom", FORM_VALUE, NO_KIND },
  { "coordinateReferenceSystem", FORM_VALUE, NO_KIND },
  { NULL },
};

static const Member element_members[] = {
  { "sensorMetadata", FORM_OBJECT, NO_KIND, NULL, metadata_members },
  { "sensorReport", FORM_VALUES, NO_KIND, NULL, report_members },
  { NULL },
};

static const Member event_members[] = {
  { "eventTime", FORM_TIME, NO_KIND },
  { "eventTimeZoneOffset", FORM_VALUE, NO_KIND },
  { "certificationInfo", FORM_VALUES, NO_KIND },
  { "epcList", FORM_LIST, NO_KIND, "epc" },
  { "parentID", FORM_VALUE, NO_KIND },
  { "inputEPCList", FORM_LIST, NO_KIND, "epc" },
  { "childEPCs", FORM_LIST, NO_KIND, "epc" },
  { "quantityList", FORM_LIST, NO_KIND, "quantityElement", quantity_members },
  { "childQuantityList", FORM_LIST, NO_KIND, "quantityElement", quantity_members },
  { "inputQuantityList", FORM_LIST, NO_KIND, "quantityElement", quantity_members },
  { "outputEPCList", FORM_LIST, NO_KIND, "epc" },
  { "outputQuantityList", FORM_LIST, NO_KIND, "quantityElement", quantity_members },
  { "action", FORM_VALUE, NO_KIND },
  { "transformationID", FORM_VALUE, NO_KIND },
  { "bizStep", FORM_VALUE, WAY_CBV_BIZ_STEP },
  { "disposition", FORM_VALUE, WAY_CBV_DISPOSITION },
  { "persistentDisposition", FORM_OBJECT, NO_KIND, NULL, disposition_members },
  { "readPoint", FORM_OBJECT, NO_KIND, NULL, place_members },
  { "bizLocation", FORM_OBJECT, NO_KIND, NULL, place_members },
  { "sensorElementList", FORM_LIST, NO_KIND, "sensorElement", element_members },
  { NULL },
};

/* Of these the type stands first, whatever the order in the document. */
static const Member transaction_members[] = {
  { "type", FORM_VALUE, WAY_CBV_BIZ_TRANSACTION },
  { "bizTransaction", FORM_VALUE, NO_KIND },
  { NULL },
};
static const Member source_members[] = {
  { "type", FORM_VALUE, WAY_CBV_SOURCE_DEST },
  { "source", FORM_VALUE, NO_KIND },
  { NULL },
};
static const Member destination_members[] = {
  { "type", FORM_VALUE, WAY_CBV_SOURCE_DEST },
  { "destination", FORM_VALUE, NO_KIND },
  { NULL },
};

/* These follow behind all others, sorted together with instance data and extensions. */
static const Member trailing_members[] = {
  { "bizTransactionList", FORM_LIST, NO_KIND, NULL, transaction_members },
  { "destinationList", FORM_LIST, NO_KIND, NULL, destination_members },
  { "sourceList", FORM_LIST, NO_KIND, NULL, source_members },
  { NULL },
};

static const Member *
find_member (const Member *members, WaySlice name)
{
  for (; members->name != NULL; members++)
    if (way_slice_equal_string (name, members->name))
      return members;
  return NULL;
}

static void
put_standard (WayEpcisHasher *self, const Member *member, yyjson_val *value);

/* What stands in a standard object beside its standard members, behind those. */
static void
put_extras (WayEpcisHasher *self, const Member *members, yyjson_val *object)
{
  Run run = run_begin (self);
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (object, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      WaySlice name = way_epcis_json_text (key);

      if (find_member (members, name) == NULL && !is_comment (self, name))
        put_member (self, name, yyjson_obj_iter_get_val (key));
    }
  run_end (self, run);
}

static void
put_object (WayEpcisHasher *self, const Member *members, yyjson_val *object)
{
  for (const Member *member = members; member->name != NULL; member++)
    put_standard (self, member, yyjson_obj_get (object, member->name));
  put_extras (self, members, object);
}

static void
put_time (WayEpcisHasher *self, const Member *member, yyjson_val *value)
{
  WaySlice text = way_epcis_trim (way_epcis_json_text (value));
  gint64 time_ms;

  if (!yyjson_is_str (value) || !way_epcis_parse_time (text, &time_ms, NULL))
    {
      fail (self, WAY_RESULT_MALFORMED, member->name, "not a date and time with its zone");
      return;
    }
  put_string (self, member->name);
  put_string (self, "=");
  way_epcis_append_time (self->out, time_ms, 0);
}

/* One object or value behind @name, and nothing at all where it is empty. */
static void
put_one (WayEpcisHasher *self, const Member *member, const char *name, yyjson_val *value)
{
  gsize start = self->out->len;
  gsize behind_name;

  if (yyjson_is_obj (value) != (member->members != NULL) || yyjson_is_arr (value))
    {
      fail (self, WAY_RESULT_MALFORMED, member->name,
            member->members ? "not an object" : "not a simple value");
      return;
    }
  put_string (self, name ? name : "");
  behind_name = self->out->len;
  if (member->members != NULL)
    put_object (self, member->members, value);
  else
    put_value (self, value, member->kind);
  if (self->out->len == behind_name)
    g_string_truncate (self->out, start);
}

static void
put_each (WayEpcisHasher *self, const Member *member, const char *name, yyjson_val *value)
{
  Run run = run_begin (self);
  yyjson_arr_iter iter;
  yyjson_val *element;

  if (!yyjson_is_arr (value))
    put_one (self, member, name, value);
  yyjson_arr_iter_init (value, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL && self->result == WAY_RESULT_OK)
    {
      put_one (self, member, name, element);
      run_end_piece (self);
    }
  run_end (self, run);
}

static void
put_standard_list (WayEpcisHasher *self, const Member *member, yyjson_val *value)
{
  gsize start = self->out->len;
  gsize behind_name;

  put_string (self, member->name);
  behind_name = self->out->len;
  put_each (self, member, member->element, value);
  if (self->out->len == behind_name)
    g_string_truncate (self->out, start);
}

static void
put_standard (WayEpcisHasher *self, const Member *member, yyjson_val *value)
{
  if (value == NULL || yyjson_is_null (value) || self->result != WAY_RESULT_OK)
    return;
  switch (member->form)
    {
    case FORM_TIME:
      put_time (self, member, value);
      break;
    case FORM_VALUE:
    case FORM_OBJECT:
      put_one (self, member, member->name, value);
      break;
    case FORM_VALUES:
      put_each (self, member, member->name, value);
      break;
    case FORM_LIST:
      put_standard_list (self, member, value);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* --- The event --- */

/* CBV 2.0 section 8.9: what a repository adds, what names the event itself, and what is
 * said about it later take no part. */
static gboolean
is_left_out (WayEpcisHasher *self, WaySlice name)
{
  static const char *const names[] = { "type", "eventID", "recordTime", "errorDeclaration" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (way_slice_equal_string (name, names[i]))
      return TRUE;
  return is_comment (self, name) || way_epcis_document_ignores (self->document, name);
}

static void
put_trailing (WayEpcisHasher *self, yyjson_val *event)
{
  Run run = run_begin (self);
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (event, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL && self->result == WAY_RESULT_OK)
    {
      WaySlice name = way_epcis_json_text (key);
      const Member *member = find_member (trailing_members, name);

      if (find_member (event_members, name) != NULL || is_left_out (self, name))
        continue;
      if (member == NULL)
        put_member (self, name, yyjson_obj_iter_get_val (key));
      else
        {
          put_standard (self, member, yyjson_obj_iter_get_val (key));
          run_end_piece (self);
        }
    }
  run_end (self, run);
}

static void
put_event (WayEpcisHasher *self, yyjson_val *event)
{
  yyjson_val *type = yyjson_obj_get (event, "type");

  if (!yyjson_is_obj (event))
    {
      fail (self, WAY_RESULT_MALFORMED, "", "the event is not an object");
      return;
    }
  if (!yyjson_is_str (type) || yyjson_get_len (type) == 0)
    {
      fail (self, WAY_RESULT_MISSING_MEMBER, "type", "it is missing or no text");
      return;
    }
  if (yyjson_obj_get (event, "eventTime") == NULL)
    {
      fail (self, WAY_RESULT_MISSING_MEMBER, "eventTime", "it is missing");
      return;
    }
  put_string (self, "eventType=");
  put (self, way_epcis_json_text (type));
  for (const Member *member = event_members; member->name != NULL; member++)
    put_standard (self, member, yyjson_obj_get (event, member->name));
  put_trailing (self, event);
}

gboolean
way_epcis_hasher_hash (WayEpcisHasher *self,
                       yyjson_val *event,
                       WayHash *out_hash,
                       GError **error)
{
  yyjson_val *context = yyjson_obj_get (event, "@context");

  self->result = WAY_RESULT_OK;
  g_string_truncate (self->out, 0);
  g_array_set_size (self->ends, 0);
  g_clear_pointer (&self->own_namespaces, g_array_unref);
  if (context != NULL && event != self->root)
    {
      self->own_namespaces = way_epcis_collect_namespaces (context, error);
      if (self->own_namespaces == NULL)
        return FALSE;
    }

  put_event (self, event);
  if (self->result != WAY_RESULT_OK)
    return way_error_format (error, self->result, "%s", self->message->str);
  way_sha256 (way_epcis_hasher_get_prehash (self), out_hash);
  return TRUE;
}

WaySlice
way_epcis_hasher_get_prehash (const WayEpcisHasher *self)
{
  return WAY_SLICE_INIT (self->out->str, self->out->len);
}

/* --- The ni URI --- */

#define URI_HEAD "ni:///sha-256;"
#define URI_TAIL "?ver=CBV2.0"

char *
way_epcis_hash_to_uri (const WayHash *hash)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (hash));

  return g_strconcat (URI_HEAD, hex, URI_TAIL, NULL);
}

gboolean
way_epcis_hash_from_uri (WaySlice uri, WayHash *out_hash)
{
  char hex[2 * WAY_HASH_SIZE + 1];
  gsize head = strlen (URI_HEAD), tail = strlen (URI_TAIL);

  if (uri.len != head + 2 * WAY_HASH_SIZE + tail || !way_epcis_has_prefix (uri, URI_HEAD)
      || memcmp (uri.data + uri.len - tail, URI_TAIL, tail) != 0)
    return FALSE;
  memcpy (hex, uri.data + head, 2 * WAY_HASH_SIZE);
  hex[2 * WAY_HASH_SIZE] = '\0';
  return way_hash_from_hex (hex, out_hash);
}
