/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-event.h"
#include "way-epcis-value.h"

const char *
way_epcis_type_get_name (WayEpcisType type)
{
  static const char *const names[] = {
    [WAY_EPCIS_OBJECT] = "ObjectEvent",
    [WAY_EPCIS_AGGREGATION] = "AggregationEvent",
    [WAY_EPCIS_TRANSACTION] = "TransactionEvent",
    [WAY_EPCIS_TRANSFORMATION] = "TransformationEvent",
    [WAY_EPCIS_ASSOCIATION] = "AssociationEvent",
  };

  return names[type];
}

const char *
way_epcis_action_get_name (WayEpcisAction action)
{
  static const char *const names[] = {
    [WAY_EPCIS_NO_ACTION] = NULL,
    [WAY_EPCIS_ADD] = "ADD",
    [WAY_EPCIS_OBSERVE] = "OBSERVE",
    [WAY_EPCIS_DELETE] = "DELETE",
  };

  return names[action];
}

/* --- Members; what is empty is left out --- */

typedef struct
{
  yyjson_mut_doc *doc;
  yyjson_mut_val *object;
} Target;

static void
add (Target to, const char *name, yyjson_mut_val *value)
{
  yyjson_mut_obj_add (to.object, yyjson_mut_str (to.doc, name), value);
}

static yyjson_mut_val *
new_text (yyjson_mut_doc *doc, WaySlice text)
{
  return yyjson_mut_strncpy (doc, text.data ? (const char *) text.data : "", text.len);
}

static void
add_text (Target to, const char *name, WaySlice text)
{
  if (text.len > 0)
    add (to, name, new_text (to.doc, text));
}

static void
add_number (Target to, const char *name, WaySlice text)
{
  if (text.len > 0)
    add (to, name, yyjson_mut_rawncpy (to.doc, (const char *) text.data, text.len));
}

static void
add_time (Target to, const char *name, gint64 time_ms, int offset_minutes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  way_epcis_append_time (text, time_ms, offset_minutes);
  add_text (to, name, WAY_SLICE_INIT (text->str, text->len));
}

static Target
add_object (Target to, const char *name)
{
  Target object = { to.doc, yyjson_mut_obj (to.doc) };

  add (to, name, object.object);
  return object;
}

static Target
append_object (yyjson_mut_doc *doc, yyjson_mut_val *array)
{
  return (Target) { doc, yyjson_mut_arr_add_obj (doc, array) };
}

static void
add_uris (Target to, const char *name, WayEpcisUris uris)
{
  yyjson_mut_val *array = yyjson_mut_arr (to.doc);

  for (gsize i = 0; i < uris.n; i++)
    yyjson_mut_arr_append (array, new_text (to.doc, uris.items[i]));
  if (uris.n > 0)
    add (to, name, array);
}

static void
add_quantities (Target to, const char *name, WayEpcisQuantities list)
{
  yyjson_mut_val *array = yyjson_mut_arr (to.doc);

  for (gsize i = 0; i < list.n; i++)
    {
      Target element = append_object (to.doc, array);

      add_text (element, "epcClass", list.items[i].epc_class);
      add_number (element, "quantity", list.items[i].quantity);
      add_text (element, "uom", list.items[i].uom);
    }
  if (list.n > 0)
    add (to, name, array);
}

static void
add_links (Target to, const char *name, const char *id, WayEpcisLinks list)
{
  yyjson_mut_val *array = yyjson_mut_arr (to.doc);

  for (gsize i = 0; i < list.n; i++)
    {
      Target element = append_object (to.doc, array);

      add_text (element, "type", list.items[i].type);
      add_text (element, id, list.items[i].id);
    }
  if (list.n > 0)
    add (to, name, array);
}

static void
add_pairs (Target to, WayEpcisPairs pairs)
{
  for (gsize i = 0; i < pairs.n; i++)
    {
      const WayEpcisPair *pair = &pairs.items[i];
      yyjson_mut_val *value =
          pair->is_number ? yyjson_mut_rawncpy (to.doc, (const char *) pair->value.data,
                                                pair->value.len)
                          : new_text (to.doc, pair->value);

      yyjson_mut_obj_add (to.object, new_text (to.doc, pair->name), value);
    }
}

/* --- Sensors --- */

static gboolean
share_metadata (const WayEpcisReading *a, const WayEpcisReading *b)
{
  return a->has_interval == b->has_interval
         && (!a->has_interval || (a->start_ms == b->start_ms && a->end_ms == b->end_ms));
}

static void
add_text_value (Target to, const WayEpcisReading *reading)
{
  switch (reading->text_kind)
    {
    case WAY_EPCIS_STRING:
      add (to, "stringValue", new_text (to.doc, reading->text));
      break;
    case WAY_EPCIS_BOOLEAN:
      add (to, "booleanValue",
           yyjson_mut_bool (to.doc, way_slice_equal_string (reading->text, "true")));
      break;
    case WAY_EPCIS_HEX:
      add_text (to, "hexBinaryValue", reading->text);
      break;
    case WAY_EPCIS_URI:
      add_text (to, "uriValue", reading->text);
      break;
    case WAY_EPCIS_NO_TEXT:
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
append_report (yyjson_mut_doc *doc, yyjson_mut_val *array, const WayEpcisReading *reading)
{
  Target report = append_object (doc, array);

  add_text (report, "type", reading->type);
  add_text (report, "exception", reading->exception);
  add_text (report, "deviceID", reading->device_id);
  if (reading->has_time)
    add_time (report, "time", reading->time_ms, 0);
  add_number (report, "value", reading->value);
  add_number (report, "minValue", reading->min_value);
  add_number (report, "maxValue", reading->max_value);
  add_number (report, "meanValue", reading->mean_value);
  add_text (report, "component", reading->component);
  add_text_value (report, reading);
  add_text (report, "uom", reading->uom);
}

static void
add_readings (Target to, WayEpcisReadings readings)
{
  yyjson_mut_val *elements = yyjson_mut_arr (to.doc);
  yyjson_mut_val *reports = NULL;

  for (gsize i = 0; i < readings.n; i++)
    {
      const WayEpcisReading *reading = &readings.items[i];

      if (i == 0 || !share_metadata (reading - 1, reading))
        {
          Target element = append_object (to.doc, elements);

          if (reading->has_interval)
            {
              Target metadata = add_object (element, "sensorMetadata");

              add_time (metadata, "startTime", reading->start_ms, 0);
              add_time (metadata, "endTime", reading->end_ms, 0);
            }
          reports = yyjson_mut_arr (to.doc);
          add (element, "sensorReport", reports);
        }
      append_report (to.doc, reports, reading);
    }
  if (readings.n > 0)
    add (to, "sensorElementList", elements);
}

/* --- The event --- */

static void
add_what (Target to, const WayEpcisEvent *event)
{
  gboolean is_parent = event->type == WAY_EPCIS_AGGREGATION
                       || event->type == WAY_EPCIS_ASSOCIATION;

  add_text (to, "parentID", event->parent);
  add_uris (to, is_parent ? "childEPCs" : "epcList", event->epcs);
  add_quantities (to, is_parent ? "childQuantityList" : "quantityList",
                  event->quantities);
  /* an event that names no thing says so */
  if ((event->type == WAY_EPCIS_OBJECT || event->type == WAY_EPCIS_TRANSACTION)
      && event->epcs.n + event->quantities.n == 0)
    add (to, "epcList", yyjson_mut_arr (to.doc));
  add_uris (to, "inputEPCList", event->input_epcs);
  add_quantities (to, "inputQuantityList", event->input_quantities);
  add_uris (to, "outputEPCList", event->output_epcs);
  add_quantities (to, "outputQuantityList", event->output_quantities);
  add_text (to, "transformationID", event->transformation_id);
}

static void
add_why_and_where (Target to, const WayEpcisEvent *event)
{
  add_text (to, "bizStep", event->biz_step);
  add_text (to, "disposition", event->disposition);
  if (event->set_dispositions.n + event->unset_dispositions.n > 0)
    {
      Target persistent = add_object (to, "persistentDisposition");

      add_uris (persistent, "set", event->set_dispositions);
      add_uris (persistent, "unset", event->unset_dispositions);
    }
  if (event->read_point.len > 0)
    add_text (add_object (to, "readPoint"), "id", event->read_point);
  if (event->biz_location.len > 0)
    add_text (add_object (to, "bizLocation"), "id", event->biz_location);
  add_links (to, "bizTransactionList", "bizTransaction", event->biz_transactions);
  add_links (to, "sourceList", "source", event->sources);
  add_links (to, "destinationList", "destination", event->destinations);
}

static void
add_error (Target to, const WayEpcisEvent *event)
{
  Target declaration;

  if (!event->has_error_declaration)
    return;
  declaration = add_object (to, "errorDeclaration");
  add_time (declaration, "declarationTime", event->declaration_time_ms, 0);
  add_text (declaration, "reason", event->error_reason);
  add_uris (declaration, "correctiveEventIDs", event->corrective_event_ids);
}

yyjson_mut_val *
way_epcis_event_to_json (const WayEpcisEvent *event, yyjson_mut_doc *doc)
{
  Target to = { doc, yyjson_mut_obj (doc) };
  const char *action = way_epcis_action_get_name (event->action);
  g_autoptr (GString) offset = g_string_new (NULL);

  way_epcis_append_offset (offset, event->offset_minutes);
  add_text (to, "type", way_slice_from_string (way_epcis_type_get_name (event->type)));
  add_text (to, "eventID", event->event_id);
  add_time (to, "eventTime", event->event_time_ms, event->offset_minutes);
  add_text (to, "eventTimeZoneOffset", WAY_SLICE_INIT (offset->str, offset->len));
  if (event->has_record_time)
    add_time (to, "recordTime", event->record_time_ms, 0);
  add_what (to, event);
  add_text (to, "action", way_slice_from_string (action));
  add_why_and_where (to, event);
  add_readings (to, event->readings);
  add_uris (to, "certificationInfo", event->certifications);
  if (event->ilmd.n > 0)
    add_pairs (add_object (to, "ilmd"), event->ilmd);
  add_error (to, event);
  add_pairs (to, event->extensions);
  return to.object;
}

/* --- Documents --- */

#define EPCIS_CONTEXT "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

static yyjson_mut_val *
new_context (yyjson_mut_doc *doc, const WayEpcisPrefix *prefixes, gsize n_prefixes)
{
  yyjson_mut_val *context = yyjson_mut_arr (doc);

  yyjson_mut_arr_add_str (doc, context, EPCIS_CONTEXT);
  if (n_prefixes > 0)
    {
      yyjson_mut_val *terms = yyjson_mut_arr_add_obj (doc, context);

      for (gsize i = 0; i < n_prefixes; i++)
        yyjson_mut_obj_add_strcpy (doc, terms, prefixes[i].prefix, prefixes[i].uri);
    }
  return context;
}

/* The head is written as a whole document with an empty list and cut before its end. */
void
way_epcis_writer_begin (WayEpcisWriter *writer,
                        GString *out,
                        gint64 creation_time_ms,
                        const WayEpcisPrefix *prefixes,
                        gsize n_prefixes)
{
  static const char tail[] = "]}}";
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  Target root = { doc, yyjson_mut_obj (doc) };
  g_autofree char *head = NULL;

  yyjson_mut_doc_set_root (doc, root.object);
  add (root, "@context", new_context (doc, prefixes, n_prefixes));
  add_text (root, "type", way_slice_from_string ("EPCISDocument"));
  add_text (root, "schemaVersion", way_slice_from_string ("2.0"));
  add_time (root, "creationDate", creation_time_ms, 0);
  add (add_object (root, "epcisBody"), "eventList", yyjson_mut_arr (doc));
  head = way_json_write (doc, FALSE);
  g_assert (g_str_has_suffix (head, tail));

  *writer = (WayEpcisWriter) { .out = out };
  g_string_append_len (out, head, (gssize) (strlen (head) - strlen (tail)));
}

void
way_epcis_writer_add (WayEpcisWriter *writer, const WayEpcisEvent *event)
{
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  g_autofree char *text = NULL;

  yyjson_mut_doc_set_root (doc, way_epcis_event_to_json (event, doc));
  text = way_json_write (doc, FALSE);
  g_string_append (writer->out, writer->n_events++ > 0 ? ",\n" : "\n");
  g_string_append (writer->out, text);
}

void
way_epcis_writer_end (WayEpcisWriter *writer)
{
  g_string_append (writer->out, "\n]}}\n");
}
