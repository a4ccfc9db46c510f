/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-hash.h"

#include "way-base-encoding.h"
#include "way-epcis-canonical.h"
#include "way-epcis-internal.h"
#include "way-epcis-value.h"
#include "way-hash.h"

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
  { "epcClass", FORM_VALUE, WAY_CBV_NONE },
  { "quantity", FORM_VALUE, WAY_CBV_NONE },
  { "uom", FORM_VALUE, WAY_CBV_NONE },
  { NULL },
};

static const Member disposition_members[] = {
  { "set", FORM_VALUES, WAY_CBV_DISPOSITION },
  { "unset", FORM_VALUES, WAY_CBV_DISPOSITION },
  { NULL },
};

static const Member place_members[] = {
  { "id", FORM_VALUE, WAY_CBV_NONE },
  { NULL },
};

static const Member metadata_members[] = {
  { "time", FORM_TIME, WAY_CBV_NONE },
  { "startTime", FORM_TIME, WAY_CBV_NONE },
  { "endTime", FORM_TIME, WAY_CBV_NONE },
  { "deviceID", FORM_VALUE, WAY_CBV_NONE },
  { "deviceMetadata", FORM_VALUE, WAY_CBV_NONE },
  { "rawData", FORM_VALUE, WAY_CBV_NONE },
  { "dataProcessingMethod", FORM_VALUE, WAY_CBV_NONE },
  { "bizRules", FORM_VALUE, WAY_CBV_NONE },
  { NULL },
};

static const Member report_members[] = {
  { "type", FORM_VALUE, WAY_CBV_MEASUREMENT },
  { "exception", FORM_VALUE, WAY_CBV_ALERT },
  { "deviceID", FORM_VALUE, WAY_CBV_NONE },
  { "deviceMetadata", FORM_VALUE, WAY_CBV_NONE },
  { "rawData", FORM_VALUE, WAY_CBV_NONE },
  { "dataProcessingMethod", FORM_VALUE, WAY_CBV_NONE },
  { "time", FORM_TIME, WAY_CBV_NONE },
  { "microorganism", FORM_VALUE, WAY_CBV_NONE },
  { "chemicalSubstance", FORM_VALUE, WAY_CBV_NONE },
  { "value", FORM_VALUE, WAY_CBV_NONE },
  { "component", FORM_VALUE, WAY_CBV_COMPONENT },
  { "stringValue", FORM_VALUE, WAY_CBV_NONE },
  { "booleanValue", FORM_VALUE, WAY_CBV_NONE },
  { "hexBinaryValue", FORM_VALUE, WAY_CBV_NONE },
  { "uriValue", FORM_VALUE, WAY_CBV_NONE },
  { "minValue", FORM_VALUE, WAY_CBV_NONE },
  { "maxValue", FORM_VALUE, WAY_CBV_NONE },
  { "meanValue", FORM_VALUE, WAY_CBV_NONE },
  { "sDev", FORM_VALUE, WAY_CBV_NONE },
  { "percRank", FORM_VALUE, WAY_CBV_NONE },
  { "percValue", FORM_VALUE, WAY_CBV_NONE },
  { "uom", FORM_VALUE, WAY_CBV_NONE },
  { "coordinateReferenceSystem", FORM_VALUE, WAY_CBV_NONE },
  { NULL },
};

static const Member element_members[] = {
  { "sensorMetadata", FORM_OBJECT, WAY_CBV_NONE, NULL, metadata_members },
  { "sensorReport", FORM_VALUES, WAY_CBV_NONE, NULL, report_members },
  { NULL },
};

static const Member event_members[] = {
  { "eventTime", FORM_TIME, WAY_CBV_NONE },
  { "eventTimeZoneOffset", FORM_VALUE, WAY_CBV_NONE },
  { "certificationInfo", FORM_VALUES, WAY_CBV_NONE },
  { "epcList", FORM_LIST, WAY_CBV_NONE, "epc" },
  { "parentID", FORM_VALUE, WAY_CBV_NONE },
  { "inputEPCList", FORM_LIST, WAY_CBV_NONE, "epc" },
  { "childEPCs", FORM_LIST, WAY_CBV_NONE, "epc" },
  { "quantityList", FORM_LIST, WAY_CBV_NONE, "quantityElement", quantity_members },
  { "childQuantityList", FORM_LIST, WAY_CBV_NONE, "quantityElement", quantity_members },
  { "inputQuantityList", FORM_LIST, WAY_CBV_NONE, "quantityElement", quantity_members },
  { "outputEPCList", FORM_LIST, WAY_CBV_NONE, "epc" },
  { "outputQuantityList", FORM_LIST, WAY_CBV_NONE, "quantityElement", quantity_members },
  { "action", FORM_VALUE, WAY_CBV_NONE },
  { "transformationID", FORM_VALUE, WAY_CBV_NONE },
  { "bizStep", FORM_VALUE, WAY_CBV_BIZ_STEP },
  { "disposition", FORM_VALUE, WAY_CBV_DISPOSITION },
  { "persistentDisposition", FORM_OBJECT, WAY_CBV_NONE, NULL, disposition_members },
  { "readPoint", FORM_OBJECT, WAY_CBV_NONE, NULL, place_members },
  { "bizLocation", FORM_OBJECT, WAY_CBV_NONE, NULL, place_members },
  { "sensorElementList", FORM_LIST, WAY_CBV_NONE, "sensorElement", element_members },
  { NULL },
};

/* Of these the type stands first, whatever the order in the document. */
static const Member transaction_members[] = {
  { "type", FORM_VALUE, WAY_CBV_BIZ_TRANSACTION },
  { "bizTransaction", FORM_VALUE, WAY_CBV_NONE },
  { NULL },
};
static const Member source_members[] = {
  { "type", FORM_VALUE, WAY_CBV_SOURCE_DEST },
  { "source", FORM_VALUE, WAY_CBV_NONE },
  { NULL },
};
static const Member destination_members[] = {
  { "type", FORM_VALUE, WAY_CBV_SOURCE_DEST },
  { "destination", FORM_VALUE, WAY_CBV_NONE },
  { NULL },
};

/* These follow behind all others, sorted together with instance data and extensions. */
static const Member trailing_members[] = {
  { "bizTransactionList", FORM_LIST, WAY_CBV_NONE, NULL, transaction_members },
  { "destinationList", FORM_LIST, WAY_CBV_NONE, NULL, destination_members },
  { "sourceList", FORM_LIST, WAY_CBV_NONE, NULL, source_members },
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
  WayEpcisRun run = way_epcis_run_begin (self);
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (object, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      WaySlice name = way_epcis_json_text (key);

      if (find_member (members, name) == NULL && !way_epcis_is_comment (name))
        way_epcis_put_member (self, name, yyjson_obj_iter_get_val (key));
    }
  way_epcis_run_end (self, run);
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
      way_epcis_hasher_fail (self, WAY_RESULT_MALFORMED, member->name,
                             "not a date and time with its zone");
      return;
    }
  way_epcis_put_string (self, member->name);
  way_epcis_put_string (self, "=");
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
      way_epcis_hasher_fail (self, WAY_RESULT_MALFORMED, member->name,
                             member->members ? "not an object" : "not a simple value");
      return;
    }
  way_epcis_put_string (self, name ? name : "");
  behind_name = self->out->len;
  if (member->members != NULL)
    put_object (self, member->members, value);
  else
    way_epcis_put_value (self, value, member->kind);
  if (self->out->len == behind_name)
    g_string_truncate (self->out, start);
}

static void
put_each (WayEpcisHasher *self, const Member *member, const char *name, yyjson_val *value)
{
  WayEpcisRun run = way_epcis_run_begin (self);
  yyjson_arr_iter iter;
  yyjson_val *element;

  if (!yyjson_is_arr (value))
    put_one (self, member, name, value);
  yyjson_arr_iter_init (value, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL
         && self->result == WAY_RESULT_OK)
    {
      put_one (self, member, name, element);
      way_epcis_run_end_piece (self);
    }
  way_epcis_run_end (self, run);
}

static void
put_standard_list (WayEpcisHasher *self, const Member *member, yyjson_val *value)
{
  gsize start = self->out->len;
  gsize behind_name;

  way_epcis_put_string (self, member->name);
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
  static const char *const names[] = { "type", "eventID", "recordTime",
                                       "errorDeclaration" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (way_slice_equal_string (name, names[i]))
      return TRUE;
  return way_epcis_is_comment (name) || way_epcis_document_ignores (self->document, name);
}

static void
put_trailing (WayEpcisHasher *self, yyjson_val *event)
{
  WayEpcisRun run = way_epcis_run_begin (self);
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
        way_epcis_put_member (self, name, yyjson_obj_iter_get_val (key));
      else
        {
          put_standard (self, member, yyjson_obj_iter_get_val (key));
          way_epcis_run_end_piece (self);
        }
    }
  way_epcis_run_end (self, run);
}

static void
put_event (WayEpcisHasher *self, yyjson_val *event)
{
  static const char *const required[] = { "eventTime", "eventTimeZoneOffset" };
  yyjson_val *type = yyjson_obj_get (event, "type");

  if (!yyjson_is_obj (event))
    {
      way_epcis_hasher_fail (self, WAY_RESULT_MALFORMED, "",
                             "the event is not an object");
      return;
    }
  if (!yyjson_is_str (type) || yyjson_get_len (type) == 0)
    {
      way_epcis_hasher_fail (self, WAY_RESULT_MISSING_MEMBER, "type",
                             "it is missing or no text");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (required); i++)
    if (yyjson_obj_get (event, required[i]) == NULL)
      {
        way_epcis_hasher_fail (self, WAY_RESULT_MISSING_MEMBER, required[i],
                               "it is missing");
        return;
      }
  way_epcis_put_string (self, "eventType=");
  way_epcis_put (self, way_epcis_json_text (type));
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
