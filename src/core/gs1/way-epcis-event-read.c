/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-check.h"
#include "way-epcis-event.h"
#include "way-epcis-identifier.h"
#include "way-epcis-internal.h"
#include "way-epcis-value.h"
#include "way-epcis-vocabulary.h"
#include "way-hash.h"
#include "way-result.h"

/* The event is valid by then: every member has the type that its rule demands. */
typedef struct
{
  WayArena *arena;
  GString *scratch;
  gboolean is_full; /* the arena */
} Reading;

static gpointer
take (Reading *self, gsize size)
{
  gpointer memory = way_arena_alloc (self->arena, size);

  self->is_full |= memory == NULL;
  return memory;
}

static WaySlice
text_of (yyjson_val *object, const char *name)
{
  return way_epcis_json_text (yyjson_obj_get (object, name));
}

/* --- Identifiers --- */

static WaySlice
canonical (Reading *self, WaySlice uri)
{
  guint8 *copy;

  uri = way_epcis_trim (uri);
  g_string_truncate (self->scratch, 0);
  if (!way_epcis_append_identifier (self->scratch, uri)
      || (self->scratch->len == uri.len
          && memcmp (self->scratch->str, uri.data, uri.len) == 0))
    return uri;
  copy = way_arena_copy (self->arena, self->scratch->str, self->scratch->len);
  self->is_full |= copy == NULL;
  return WAY_SLICE_INIT (copy, copy ? self->scratch->len : 0);
}

static WaySlice
identifier_of (Reading *self, yyjson_val *object, const char *name)
{
  return canonical (self, text_of (object, name));
}

/* Nobody can choose texts that fall together. */
static guint
hash_slice (gconstpointer data)
{
  WayHash hash;
  guint value;

  way_sha256 (*(const WaySlice *) data, &hash);
  memcpy (&value, hash.bytes, sizeof value);
  return value;
}

static gboolean
equal_slices (gconstpointer a, gconstpointer b)
{
  return way_slice_equal (*(const WaySlice *) a, *(const WaySlice *) b);
}

/* Two writings of one identifier are one thing. */
static void
drop_repeated (WayEpcisUris *uris)
{
  g_autoptr (GHashTable) seen = NULL;
  gsize n = 0;

  if (uris->n < 2)
    return;
  seen = g_hash_table_new (hash_slice, equal_slices);
  for (gsize i = 0; i < uris->n; i++)
    {
      if (g_hash_table_contains (seen, &uris->items[i]))
        continue;
      uris->items[n] = uris->items[i];
      g_hash_table_add (seen, &uris->items[n++]);
    }
  uris->n = n;
}

/* One text or an array of them. */
static WayEpcisUris
read_uris (Reading *self, yyjson_val *value)
{
  gsize n = yyjson_is_arr (value) ? yyjson_arr_size (value) : value != NULL;
  WayEpcisUris uris = { n ? take (self, n * sizeof (WaySlice)) : NULL, 0 };
  yyjson_arr_iter iter;
  yyjson_val *element;

  if (uris.items == NULL)
    return uris;
  if (!yyjson_is_arr (value))
    uris.items[uris.n++] = canonical (self, way_epcis_json_text (value));
  yyjson_arr_iter_init (value, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    uris.items[uris.n++] = canonical (self, way_epcis_json_text (element));
  drop_repeated (&uris);
  return uris;
}

static WayEpcisUris
read_names (Reading *self, yyjson_val *value, WayCbvKind kind)
{
  WayEpcisUris names = read_uris (self, value);

  for (gsize i = 0; i < names.n; i++)
    names.items[i] = way_cbv_to_bare (kind, names.items[i]);
  return names;
}

static WayEpcisQuantities
read_quantities (Reading *self, yyjson_val *array)
{
  gsize n = yyjson_arr_size (array);
  WayEpcisQuantities list = { n ? take (self, n * sizeof (WayEpcisQuantity)) : NULL, 0 };
  yyjson_arr_iter iter;
  yyjson_val *element;

  if (list.items == NULL)
    return list;
  yyjson_arr_iter_init (array, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    list.items[list.n++] = (WayEpcisQuantity) {
      .epc_class = identifier_of (self, element, "epcClass"),
      .quantity = text_of (element, "quantity"),
      .uom = text_of (element, "uom"),
    };
  return list;
}

static WayEpcisLinks
read_links (Reading *self, yyjson_val *array, WayCbvKind kind, const char *id)
{
  gsize n = yyjson_arr_size (array);
  WayEpcisLinks list = { n ? take (self, n * sizeof (WayEpcisLink)) : NULL, 0 };
  yyjson_arr_iter iter;
  yyjson_val *element;

  if (list.items == NULL)
    return list;
  yyjson_arr_iter_init (array, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    list.items[list.n++] = (WayEpcisLink) {
      .type = way_cbv_to_bare (kind, text_of (element, "type")),
      .id = identifier_of (self, element, id),
    };
  return list;
}

/* --- Sensors --- */

static gboolean
read_time (yyjson_val *object, const char *name, gint64 *out_ms)
{
  return way_epcis_parse_time (text_of (object, name), out_ms, NULL);
}

static void
read_text_value (WayEpcisReading *reading, yyjson_val *report)
{
  static const char *const names[] = {
    [WAY_EPCIS_STRING] = "stringValue",
    [WAY_EPCIS_BOOLEAN] = "booleanValue",
    [WAY_EPCIS_HEX] = "hexBinaryValue",
    [WAY_EPCIS_URI] = "uriValue",
  };

  for (guint kind = WAY_EPCIS_STRING; kind <= WAY_EPCIS_URI; kind++)
    if (yyjson_obj_get (report, names[kind]) != NULL)
      {
        reading->text_kind = (WayEpcisTextKind) kind;
        reading->text = text_of (report, names[kind]);
      }
}

static WayEpcisReading
read_report (Reading *self, yyjson_val *metadata, yyjson_val *report)
{
  WayEpcisReading reading = {
    .type = way_cbv_to_bare (WAY_CBV_MEASUREMENT, text_of (report, "type")),
    .exception = way_cbv_to_bare (WAY_CBV_ALERT, text_of (report, "exception")),
    .value = text_of (report, "value"),
    .min_value = text_of (report, "minValue"),
    .max_value = text_of (report, "maxValue"),
    .mean_value = text_of (report, "meanValue"),
    .uom = text_of (report, "uom"),
    .component = way_cbv_to_bare (WAY_CBV_COMPONENT, text_of (report, "component")),
    .device_id = identifier_of (self, report, "deviceID"),
  };

  if (reading.device_id.len == 0)
    reading.device_id = identifier_of (self, metadata, "deviceID");
  reading.has_time = read_time (report, "time", &reading.time_ms)
                     || read_time (metadata, "time", &reading.time_ms);
  reading.has_interval = read_time (metadata, "startTime", &reading.start_ms)
                         && read_time (metadata, "endTime", &reading.end_ms);
  read_text_value (&reading, report);
  return reading;
}

static gsize
count_reports (yyjson_val *elements)
{
  yyjson_arr_iter iter;
  yyjson_val *element;
  gsize n = 0;

  yyjson_arr_iter_init (elements, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    n += yyjson_arr_size (yyjson_obj_get (element, "sensorReport"));
  return n;
}

static WayEpcisReadings
read_readings (Reading *self, yyjson_val *elements)
{
  gsize n = count_reports (elements);
  WayEpcisReadings list = { n ? take (self, n * sizeof (WayEpcisReading)) : NULL, 0 };
  yyjson_arr_iter iter, reports;
  yyjson_val *element, *report;

  if (list.items == NULL)
    return list;
  yyjson_arr_iter_init (elements, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    {
      yyjson_val *metadata = yyjson_obj_get (element, "sensorMetadata");

      yyjson_arr_iter_init (yyjson_obj_get (element, "sensorReport"), &reports);
      while ((report = yyjson_arr_iter_next (&reports)) != NULL)
        list.items[list.n++] = read_report (self, metadata, report);
    }
  return list;
}

/* --- Extensions --- */

static gboolean
is_pair (yyjson_val *key, yyjson_val *value)
{
  WaySlice name = way_epcis_json_text (key);

  return memchr (name.data, ':', name.len) != NULL
         && way_epcis_json_text (value).data != NULL;
}

static WayEpcisPairs
read_pairs (Reading *self, yyjson_val *object)
{
  WayEpcisPairs pairs = { NULL, 0 };
  yyjson_obj_iter iter;
  yyjson_val *key;
  gsize n = 0;

  yyjson_obj_iter_init (object, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    n += is_pair (key, yyjson_obj_iter_get_val (key));
  pairs.items = n ? take (self, n * sizeof (WayEpcisPair)) : NULL;
  if (pairs.items == NULL)
    return pairs;

  yyjson_obj_iter_init (object, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);

      if (is_pair (key, value))
        pairs.items[pairs.n++] = (WayEpcisPair) {
          .name = way_epcis_json_text (key),
          .value = way_epcis_json_text (value),
          .is_number = yyjson_is_raw (value),
        };
    }
  return pairs;
}

/* --- The event --- */

static gboolean
read_type (WaySlice text, WayEpcisType *out)
{
  for (guint i = WAY_EPCIS_OBJECT; i <= WAY_EPCIS_ASSOCIATION; i++)
    if (way_slice_equal_string (text, way_epcis_type_get_name ((WayEpcisType) i)))
      {
        *out = (WayEpcisType) i;
        return TRUE;
      }
  return FALSE;
}

static WayEpcisAction
read_action (WaySlice text)
{
  for (guint i = WAY_EPCIS_ADD; i <= WAY_EPCIS_DELETE; i++)
    if (way_slice_equal_string (text, way_epcis_action_get_name ((WayEpcisAction) i)))
      return (WayEpcisAction) i;
  return WAY_EPCIS_NO_ACTION;
}

static void
read_what (Reading *self, yyjson_val *json, WayEpcisEvent *out)
{
  gboolean is_parent = out->type == WAY_EPCIS_AGGREGATION
                       || out->type == WAY_EPCIS_ASSOCIATION;

  out->epcs =
      read_uris (self, yyjson_obj_get (json, is_parent ? "childEPCs" : "epcList"));
  out->quantities = read_quantities (
      self, yyjson_obj_get (json, is_parent ? "childQuantityList" : "quantityList"));
  out->parent = identifier_of (self, json, "parentID");
  out->input_epcs = read_uris (self, yyjson_obj_get (json, "inputEPCList"));
  out->output_epcs = read_uris (self, yyjson_obj_get (json, "outputEPCList"));
  out->input_quantities =
      read_quantities (self, yyjson_obj_get (json, "inputQuantityList"));
  out->output_quantities =
      read_quantities (self, yyjson_obj_get (json, "outputQuantityList"));
  out->transformation_id = identifier_of (self, json, "transformationID");
  out->ilmd = read_pairs (self, yyjson_obj_get (json, "ilmd"));
  out->extensions = read_pairs (self, json);
}

static void
read_when (yyjson_val *json, WayEpcisEvent *out)
{
  read_time (json, "eventTime", &out->event_time_ms);
  way_epcis_parse_offset (text_of (json, "eventTimeZoneOffset"), &out->offset_minutes);
  out->has_record_time = read_time (json, "recordTime", &out->record_time_ms);
}

static void
read_where (Reading *self, yyjson_val *json, WayEpcisEvent *out)
{
  out->read_point = identifier_of (self, yyjson_obj_get (json, "readPoint"), "id");
  out->biz_location = identifier_of (self, yyjson_obj_get (json, "bizLocation"), "id");
  out->sources = read_links (self, yyjson_obj_get (json, "sourceList"),
                             WAY_CBV_SOURCE_DEST, "source");
  out->destinations = read_links (self, yyjson_obj_get (json, "destinationList"),
                                  WAY_CBV_SOURCE_DEST, "destination");
}

static void
read_why (Reading *self, yyjson_val *json, WayEpcisEvent *out)
{
  yyjson_val *persistent = yyjson_obj_get (json, "persistentDisposition");

  out->biz_step = way_cbv_to_bare (WAY_CBV_BIZ_STEP, text_of (json, "bizStep"));
  out->disposition = way_cbv_to_bare (WAY_CBV_DISPOSITION, text_of (json, "disposition"));
  out->set_dispositions =
      read_names (self, yyjson_obj_get (persistent, "set"), WAY_CBV_DISPOSITION);
  out->unset_dispositions =
      read_names (self, yyjson_obj_get (persistent, "unset"), WAY_CBV_DISPOSITION);
  out->biz_transactions = read_links (self, yyjson_obj_get (json, "bizTransactionList"),
                                      WAY_CBV_BIZ_TRANSACTION, "bizTransaction");
}

static void
read_error (Reading *self, yyjson_val *json, WayEpcisEvent *out)
{
  yyjson_val *declaration = yyjson_obj_get (json, "errorDeclaration");

  out->has_error_declaration =
      read_time (declaration, "declarationTime", &out->declaration_time_ms);
  out->error_reason =
      way_cbv_to_bare (WAY_CBV_ERROR_REASON, text_of (declaration, "reason"));
  out->corrective_event_ids =
      read_uris (self, yyjson_obj_get (declaration, "correctiveEventIDs"));
}

gboolean
way_epcis_event_read (yyjson_val *json,
                      const char *path,
                      WayArena *arena,
                      WayEpcisEvent *out,
                      GError **error)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  Reading reading = { .arena = arena, .scratch = scratch };

  *out = (WayEpcisEvent) { 0 };
  if (!way_epcis_validate_event (json, path, error))
    return FALSE;
  if (!read_type (text_of (json, "type"), &out->type))
    return way_error_format (
        error, WAY_RESULT_UNSUPPORTED,
        "%s.type names an event type of an extension, which can't be read", path);
  out->action = read_action (text_of (json, "action"));
  out->event_id = text_of (json, "eventID");
  read_what (&reading, json, out);
  read_when (json, out);
  read_where (&reading, json, out);
  read_why (&reading, json, out);
  read_error (&reading, json, out);
  out->readings = read_readings (&reading, yyjson_obj_get (json, "sensorElementList"));
  out->certifications = read_uris (&reading, yyjson_obj_get (json, "certificationInfo"));
  if (reading.is_full)
    return way_error_format (error, WAY_RESULT_NO_SPACE, "%s is too large", path);
  return TRUE;
}
