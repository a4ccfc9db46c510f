/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-rules.h"

/* EPCIS 2.0, sections 7.3 and 7.4 (what an event has) and 10 (how JSON writes it). */

#define REQUIRED .is_required = TRUE
#define END      { NULL }

static const WayEpcisRule uri = { WAY_RULE_URI };
static const WayEpcisRule one_or_more_uris = { WAY_RULE_URIS };
static const WayEpcisRule date_time = { WAY_RULE_TIME };
static const WayEpcisRule offset = { WAY_RULE_OFFSET };
static const WayEpcisRule action = { WAY_RULE_ACTION };
static const WayEpcisRule text = { WAY_RULE_TEXT };
static const WayEpcisRule number = { WAY_RULE_NUMBER };
static const WayEpcisRule boolean = { WAY_RULE_BOOLEAN };
static const WayEpcisRule hex = { WAY_RULE_HEX };
static const WayEpcisRule uom = { WAY_RULE_UOM };
static const WayEpcisRule version = { WAY_RULE_VERSION };
static const WayEpcisRule context = { WAY_RULE_CONTEXT };
static const WayEpcisRule attribute_value = { WAY_RULE_ATTRIBUTE };
static const WayEpcisRule event = { WAY_RULE_EVENT };
static const WayEpcisRule biz_step = { WAY_RULE_CBV, WAY_CBV_BIZ_STEP };
static const WayEpcisRule disposition = { WAY_RULE_CBV, WAY_CBV_DISPOSITION };
static const WayEpcisRule transaction_type = { WAY_RULE_CBV, WAY_CBV_BIZ_TRANSACTION };
static const WayEpcisRule party_type = { WAY_RULE_CBV, WAY_CBV_SOURCE_DEST };
static const WayEpcisRule error_reason = { WAY_RULE_CBV, WAY_CBV_ERROR_REASON };
static const WayEpcisRule measurement = { WAY_RULE_CBV, WAY_CBV_MEASUREMENT };
static const WayEpcisRule alert = { WAY_RULE_CBV, WAY_CBV_ALERT };
static const WayEpcisRule component = { WAY_RULE_CBV, WAY_CBV_COMPONENT };

#define SHAPE(name_, openness_, ...)                                                     \
  static const WayEpcisRow name_##_rows[] = { __VA_ARGS__, END };                        \
  static const WayEpcisShape name_##_shape = { name_##_rows, openness_ };                \
  static const WayEpcisRule name_ = { WAY_RULE_OBJECT, WAY_CBV_NONE, &name_##_shape }
#define ARRAY(name_, items_, min_, is_unique_)                                           \
  static const WayEpcisRule name_ = { WAY_RULE_ARRAY, WAY_CBV_NONE, NULL,                \
                                      &items_,        min_,         is_unique_ }

ARRAY (uris, uri, 0, FALSE);
ARRAY (different_uris, uri, 0, TRUE);
ARRAY (different_dispositions, disposition, 1, TRUE);

SHAPE (quantity,
       WAY_SHAPE_CLOSED,
       { "epcClass", &uri, REQUIRED },
       { "quantity", &number },
       { "uom", &uom });
ARRAY (quantities, quantity, 0, FALSE);

SHAPE (transaction,
       WAY_SHAPE_CLOSED,
       { "type", &transaction_type },
       { "bizTransaction", &uri, REQUIRED });
ARRAY (transactions, transaction, 0, FALSE);
ARRAY (some_transactions, transaction, 1, FALSE);

SHAPE (source,
       WAY_SHAPE_CLOSED,
       { "type", &party_type, REQUIRED },
       { "source", &uri, REQUIRED });
ARRAY (sources, source, 0, FALSE);

SHAPE (destination,
       WAY_SHAPE_CLOSED,
       { "type", &party_type, REQUIRED },
       { "destination", &uri, REQUIRED });
ARRAY (destinations, destination, 0, FALSE);

SHAPE (place, WAY_SHAPE_OPEN, { "id", &uri, REQUIRED });

SHAPE (persistent_disposition,
       WAY_SHAPE_CLOSED,
       { "set", &different_dispositions },
       { "unset", &different_dispositions });

SHAPE (error_declaration,
       WAY_SHAPE_EXTENSIBLE,
       { "declarationTime", &date_time, REQUIRED },
       { "reason", &error_reason },
       { "correctiveEventIDs", &uris });

SHAPE (sensor_metadata,
       WAY_SHAPE_EXTENSIBLE,
       { "time", &date_time },
       { "startTime", &date_time },
       { "endTime", &date_time },
       { "deviceID", &uri },
       { "deviceMetadata", &uri },
       { "rawData", &uri },
       { "dataProcessingMethod", &uri },
       { "bizRules", &uri });

SHAPE (sensor_report,
       WAY_SHAPE_EXTENSIBLE,
       { "type", &measurement, REQUIRED },
       { "exception", &alert },
       { "deviceID", &uri },
       { "deviceMetadata", &uri },
       { "rawData", &uri },
       { "dataProcessingMethod", &uri },
       { "bizRules", &uri },
       { "time", &date_time },
       { "microorganism", &uri },
       { "chemicalSubstance", &uri },
       { "coordinateReferenceSystem", &uri },
       { "value", &number },
       { "component", &component },
       { "stringValue", &text },
       { "booleanValue", &boolean },
       { "hexBinaryValue", &hex },
       { "uriValue", &uri },
       { "minValue", &number },
       { "maxValue", &number },
       { "meanValue", &number },
       { "sDev", &number },
       { "percRank", &number },
       { "percValue", &number },
       { "uom", &text });
ARRAY (some_reports, sensor_report, 1, FALSE);

SHAPE (sensor_element,
       WAY_SHAPE_EXTENSIBLE,
       { "sensorMetadata", &sensor_metadata },
       { "sensorReport", &some_reports, REQUIRED });
ARRAY (sensor_elements, sensor_element, 0, FALSE);

/* Instance or lot master data: extensions only. */
static const WayEpcisRow no_rows[] = { END };
static const WayEpcisShape ilmd_shape = { no_rows, WAY_SHAPE_EXTENSIBLE };
static const WayEpcisRule ilmd = { WAY_RULE_OBJECT, WAY_CBV_NONE, &ilmd_shape };

/* --- Events --- */

/* clang-format off */
#define EVERY_EVENT                                                                      \
  { "@context", &context },                                                              \
  { "type", &text, REQUIRED },                                                           \
  { "eventTime", &date_time, REQUIRED },                                                      \
  { "recordTime", &date_time },                                                               \
  { "eventTimeZoneOffset", &offset, REQUIRED },                                          \
  { "eventID", &uri },                                                                   \
  { "certificationInfo", &one_or_more_uris },                                            \
  { "errorDeclaration", &error_declaration }

#define STANDARD_EVENT                                                                   \
  EVERY_EVENT,                                                                           \
  { "bizStep", &biz_step },                                                              \
  { "disposition", &disposition },                                                       \
  { "readPoint", &place },                                                               \
  { "bizLocation", &place },                                                             \
  { "sourceList", &sources },                                                            \
  { "destinationList", &destinations },                                                  \
  { "sensorElementList", &sensor_elements }
/* clang-format on */

static const WayEpcisRow object_rows[] = {
  STANDARD_EVENT,
  { "action", &action, REQUIRED },
  { "epcList", &different_uris },
  { "quantityList", &quantities },
  { "persistentDisposition", &persistent_disposition },
  { "bizTransactionList", &transactions },
  { "ilmd", &ilmd },
  END,
};

static const WayEpcisRow aggregation_rows[] = {
  STANDARD_EVENT,
  { "action", &action, REQUIRED },
  { "parentID", &uri },
  { "childEPCs", &uris },
  { "childQuantityList", &quantities },
  { "bizTransactionList", &transactions },
  END,
};

static const WayEpcisRow association_rows[] = {
  STANDARD_EVENT,
  { "action", &action, REQUIRED },
  { "parentID", &uri, REQUIRED },
  { "childEPCs", &uris },
  { "childQuantityList", &quantities },
  { "bizTransactionList", &transactions },
  END,
};

static const WayEpcisRow transaction_rows_[] = {
  STANDARD_EVENT,
  { "action", &action, REQUIRED },
  { "bizTransactionList", &some_transactions, REQUIRED },
  { "parentID", &uri },
  { "epcList", &uris },
  { "quantityList", &quantities },
  END,
};

static const WayEpcisRow transformation_rows[] = {
  STANDARD_EVENT,
  { "inputEPCList", &different_uris },
  { "inputQuantityList", &quantities },
  { "outputEPCList", &different_uris },
  { "outputQuantityList", &quantities },
  { "transformationID", &uri },
  { "persistentDisposition", &persistent_disposition },
  { "bizTransactionList", &transactions },
  { "ilmd", &ilmd },
  END,
};

static const WayEpcisRow extension_rows[] = { EVERY_EVENT, END };

const WayEpcisShape way_epcis_shape_extension = { extension_rows, WAY_SHAPE_OPEN };

const WayEpcisShape *
way_epcis_shape_of_event (WaySlice type)
{
  static const struct
  {
    const char *type;
    WayEpcisShape shape;
  } events[] = {
    { "ObjectEvent", { object_rows, WAY_SHAPE_EXTENSIBLE } },
    { "AggregationEvent", { aggregation_rows, WAY_SHAPE_EXTENSIBLE } },
    { "TransactionEvent", { transaction_rows_, WAY_SHAPE_EXTENSIBLE } },
    { "TransformationEvent", { transformation_rows, WAY_SHAPE_EXTENSIBLE } },
    { "AssociationEvent", { association_rows, WAY_SHAPE_EXTENSIBLE } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    if (way_slice_equal_string (type, events[i].type))
      return &events[i].shape;
  return &way_epcis_shape_extension;
}

/* --- Documents --- */

SHAPE (attribute,
       WAY_SHAPE_OPEN,
       { "id", &uri, REQUIRED },
       { "attribute", &attribute_value });
ARRAY (attributes, attribute, 0, FALSE);

SHAPE (element,
       WAY_SHAPE_OPEN,
       { "id", &uri, REQUIRED },
       { "attributes", &attributes },
       { "children", &uris });
ARRAY (elements, element, 0, FALSE);

SHAPE (vocabulary,
       WAY_SHAPE_OPEN,
       { "type", &uri, REQUIRED },
       { "vocabularyElementList", &elements });
ARRAY (vocabularies, vocabulary, 0, FALSE);

SHAPE (master_data, WAY_SHAPE_OPEN, { "vocabularyList", &vocabularies });
SHAPE (header, WAY_SHAPE_EXTENSIBLE, { "epcisMasterData", &master_data });
ARRAY (events, event, 0, FALSE);
SHAPE (body, WAY_SHAPE_OPEN, { "eventList", &events, REQUIRED });

SHAPE (results_body,
       WAY_SHAPE_EXTENSIBLE,
       { "eventList", &events, REQUIRED },
       { "vocabularyList", &vocabularies });
SHAPE (results,
       WAY_SHAPE_EXTENSIBLE,
       { "queryName", &text, REQUIRED },
       { "subscriptionID", &text },
       { "resultsBody", &results_body, REQUIRED });
SHAPE (query_body, WAY_SHAPE_EXTENSIBLE, { "queryResults", &results, REQUIRED });

static const WayEpcisRow document_rows[] = {
  { "@context", &context, REQUIRED },
  { "id", &uri },
  { "type", &text, REQUIRED },
  { "schemaVersion", &version, REQUIRED },
  { "creationDate", &date_time, REQUIRED },
  { "instanceIdentifier", &text },
  { "sender", &text },
  { "receiver", &text },
  { "epcisHeader", &header },
  { "epcisBody", &body, REQUIRED },
  END,
};

static const WayEpcisRow query_rows[] = {
  { "@context", &context, REQUIRED },
  { "id", &uri },
  { "type", &text, REQUIRED },
  { "schemaVersion", &version },
  { "creationDate", &date_time },
  { "epcisBody", &query_body, REQUIRED },
  END,
};

const WayEpcisShape way_epcis_shape_document = { document_rows, WAY_SHAPE_EXTENSIBLE };
const WayEpcisShape way_epcis_shape_query = { query_rows, WAY_SHAPE_EXTENSIBLE };
