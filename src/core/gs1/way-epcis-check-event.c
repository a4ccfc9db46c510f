/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-check-private.h"

static gboolean
has_elements (yyjson_val *event, const char *name)
{
  return yyjson_arr_size (yyjson_obj_get (event, name)) > 0;
}

static void
check_object_event (WayEpcisCheck *check, const WayEpcisStep *step, yyjson_val *event)
{
  gboolean is_sensor_alone = has_elements (event, "sensorElementList")
                             && yyjson_obj_get (event, "readPoint") != NULL;
  WaySlice action = way_epcis_json_text (yyjson_obj_get (event, "action"));

  if (yyjson_obj_get (event, "epcList") == NULL && !has_elements (event, "quantityList")
      && !is_sensor_alone)
    way_epcis_report_member (
        check, step, "epcList", WAY_RESULT_MISSING_MEMBER,
        WAY_TEXT ("is missing: an object event names things, or a sensor and a place"));
  if (yyjson_obj_get (event, "ilmd") != NULL && !way_slice_equal_string (action, "ADD"))
    way_epcis_report_member (check, step, "ilmd", WAY_RESULT_OUT_OF_RANGE,
                             WAY_TEXT ("may only come with the action ADD"));
}

/* EPCIS 2.0 sections 7.4.3 and 7.4.6 */
static void
check_containment (WayEpcisCheck *check, const WayEpcisStep *step, yyjson_val *event)
{
  WaySlice action = way_epcis_json_text (yyjson_obj_get (event, "action"));

  if (!way_slice_equal_string (action, "DELETE") && !has_elements (event, "childEPCs")
      && !has_elements (event, "childQuantityList"))
    way_epcis_report_member (
        check, step, "childEPCs", WAY_RESULT_MISSING_MEMBER,
        WAY_TEXT ("is missing: only DELETE may leave the children out"));
  if (yyjson_obj_get (event, "parentID") == NULL
      && !way_slice_equal_string (action, "OBSERVE"))
    way_epcis_report_member (
        check, step, "parentID", WAY_RESULT_MISSING_MEMBER,
        WAY_TEXT ("is missing: only OBSERVE may leave the parent out"));
}

static void
check_transaction_event (WayEpcisCheck *check,
                         const WayEpcisStep *step,
                         yyjson_val *event)
{
  WaySlice action = way_epcis_json_text (yyjson_obj_get (event, "action"));

  if (yyjson_obj_get (event, "epcList") == NULL && !has_elements (event, "quantityList")
      && !way_slice_equal_string (action, "DELETE"))
    way_epcis_report_member (
        check, step, "epcList", WAY_RESULT_MISSING_MEMBER,
        WAY_TEXT ("is missing: only DELETE may leave the things out"));
}

static void
check_transformation_event (WayEpcisCheck *check,
                            const WayEpcisStep *step,
                            yyjson_val *event)
{
  gboolean has_input = has_elements (event, "inputEPCList")
                       || has_elements (event, "inputQuantityList");
  gboolean has_output = has_elements (event, "outputEPCList")
                        || has_elements (event, "outputQuantityList");
  gboolean is_part = yyjson_obj_get (event, "transformationID") != NULL;

  if (!has_input && !(is_part && has_output))
    way_epcis_report_member (
        check, step, "inputEPCList", WAY_RESULT_MISSING_MEMBER,
        WAY_TEXT ("is missing: what went in, unless a transformationID joins events"));
  if (!has_output && !(is_part && has_input))
    way_epcis_report_member (
        check, step, "outputEPCList", WAY_RESULT_MISSING_MEMBER,
        WAY_TEXT ("is missing: what came out, unless a transformationID joins events"));
}

static void
check_persistent_disposition (WayEpcisCheck *check,
                              const WayEpcisStep *step,
                              yyjson_val *event)
{
  yyjson_val *value = yyjson_obj_get (event, "persistentDisposition");
  WayEpcisStep member = { .up = step,
                          .name = way_slice_from_string ("persistentDisposition") };

  if (yyjson_is_obj (value) && yyjson_obj_get (value, "set") == NULL
      && yyjson_obj_get (value, "unset") == NULL)
    way_epcis_report_member (check, &member, "set", WAY_RESULT_MISSING_MEMBER,
                             WAY_TEXT ("is missing, and so is unset"));
}

void
way_epcis_check_partners (WayEpcisCheck *check,
                          const WayEpcisStep *step,
                          WaySlice type,
                          yyjson_val *event)
{
  if (way_slice_equal_string (type, "ObjectEvent"))
    check_object_event (check, step, event);
  else if (way_slice_equal_string (type, "TransactionEvent"))
    check_transaction_event (check, step, event);
  else if (way_slice_equal_string (type, "TransformationEvent"))
    check_transformation_event (check, step, event);
  else
    check_containment (check, step, event);
  check_persistent_disposition (check, step, event);
}
