/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-members.h"

static const WayEpcisMember quantity_members[] = {
  { "epcClass", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "quantity", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "uom", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { NULL },
};

static const WayEpcisMember disposition_members[] = {
  { "set", WAY_MEMBER_VALUES, WAY_CBV_DISPOSITION },
  { "unset", WAY_MEMBER_VALUES, WAY_CBV_DISPOSITION },
  { NULL },
};

static const WayEpcisMember place_members[] = {
  { "id", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { NULL },
};

static const WayEpcisMember metadata_members[] = {
  { "time", WAY_MEMBER_TIME, WAY_CBV_NONE },
  { "startTime", WAY_MEMBER_TIME, WAY_CBV_NONE },
  { "endTime", WAY_MEMBER_TIME, WAY_CBV_NONE },
  { "deviceID", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "deviceMetadata", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "rawData", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "dataProcessingMethod", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "bizRules", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { NULL },
};

static const WayEpcisMember report_members[] = {
  { "type", WAY_MEMBER_VALUE, WAY_CBV_MEASUREMENT },
  { "exception", WAY_MEMBER_VALUE, WAY_CBV_ALERT },
  { "deviceID", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "deviceMetadata", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "rawData", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "dataProcessingMethod", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "time", WAY_MEMBER_TIME, WAY_CBV_NONE },
  { "microorganism", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "chemicalSubstance", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "value", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "component", WAY_MEMBER_VALUE, WAY_CBV_COMPONENT },
  { "stringValue", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "booleanValue", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "hexBinaryValue", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "uriValue", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "minValue", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "maxValue", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "meanValue", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "sDev", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "percRank", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "percValue", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "uom", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "coordinateReferenceSystem", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { NULL },
};

static const WayEpcisMember element_members[] = {
  { "sensorMetadata", WAY_MEMBER_OBJECT, WAY_CBV_NONE, NULL, metadata_members },
  { "sensorReport", WAY_MEMBER_VALUES, WAY_CBV_NONE, NULL, report_members },
  { NULL },
};

const WayEpcisMember way_epcis_event_members[] = {
  { "eventTime", WAY_MEMBER_TIME, WAY_CBV_NONE },
  { "eventTimeZoneOffset", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "certificationInfo", WAY_MEMBER_VALUES, WAY_CBV_NONE },
  { "epcList", WAY_MEMBER_LIST, WAY_CBV_NONE, "epc" },
  { "parentID", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "inputEPCList", WAY_MEMBER_LIST, WAY_CBV_NONE, "epc" },
  { "childEPCs", WAY_MEMBER_LIST, WAY_CBV_NONE, "epc" },
  { "quantityList", WAY_MEMBER_LIST, WAY_CBV_NONE, "quantityElement", quantity_members },
  { "childQuantityList", WAY_MEMBER_LIST, WAY_CBV_NONE, "quantityElement",
    quantity_members },
  { "inputQuantityList", WAY_MEMBER_LIST, WAY_CBV_NONE, "quantityElement",
    quantity_members },
  { "outputEPCList", WAY_MEMBER_LIST, WAY_CBV_NONE, "epc" },
  { "outputQuantityList", WAY_MEMBER_LIST, WAY_CBV_NONE, "quantityElement",
    quantity_members },
  { "action", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "transformationID", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { "bizStep", WAY_MEMBER_VALUE, WAY_CBV_BIZ_STEP },
  { "disposition", WAY_MEMBER_VALUE, WAY_CBV_DISPOSITION },
  { "persistentDisposition", WAY_MEMBER_OBJECT, WAY_CBV_NONE, NULL, disposition_members },
  { "readPoint", WAY_MEMBER_OBJECT, WAY_CBV_NONE, NULL, place_members },
  { "bizLocation", WAY_MEMBER_OBJECT, WAY_CBV_NONE, NULL, place_members },
  { "sensorElementList", WAY_MEMBER_LIST, WAY_CBV_NONE, "sensorElement",
    element_members },
  { NULL },
};

/* Of these the type stands first, whatever the order in the document. */
static const WayEpcisMember transaction_members[] = {
  { "type", WAY_MEMBER_VALUE, WAY_CBV_BIZ_TRANSACTION },
  { "bizTransaction", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { NULL },
};
static const WayEpcisMember source_members[] = {
  { "type", WAY_MEMBER_VALUE, WAY_CBV_SOURCE_DEST },
  { "source", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { NULL },
};
static const WayEpcisMember destination_members[] = {
  { "type", WAY_MEMBER_VALUE, WAY_CBV_SOURCE_DEST },
  { "destination", WAY_MEMBER_VALUE, WAY_CBV_NONE },
  { NULL },
};

/* These follow behind all others, sorted together with instance data and extensions. */
const WayEpcisMember way_epcis_trailing_members[] = {
  { "bizTransactionList", WAY_MEMBER_LIST, WAY_CBV_NONE, NULL, transaction_members },
  { "destinationList", WAY_MEMBER_LIST, WAY_CBV_NONE, NULL, destination_members },
  { "sourceList", WAY_MEMBER_LIST, WAY_CBV_NONE, NULL, source_members },
  { NULL },
};

const WayEpcisMember *
way_epcis_find_member (const WayEpcisMember *members, WaySlice name)
{
  for (; members->name != NULL; members++)
    if (way_slice_equal_string (name, members->name))
      return members;
  return NULL;
}
