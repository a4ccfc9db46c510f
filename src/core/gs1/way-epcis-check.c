/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-check.h"

#include "way-epcis-internal.h"
#include "way-epcis-rules.h"
#include "way-epcis-value.h"
#include "way-result.h"

/* One step of the path to what is being checked: a member or an element. */
typedef struct _Step Step;
struct _Step
{
  const Step *up;
  WaySlice name; /* NULL data: an element */
  gsize index;
};

typedef struct
{
  const char *base; /* path of the root of the steps */
  WayEpcisProblemFunc func;
  gpointer user_data;
  gsize n_problems;
  gsize max_problems;
} Check;

/* --- Reporting --- */

static gboolean
is_plain_name (WaySlice name)
{
  for (gsize i = 0; i < name.len; i++)
    if (!g_ascii_isalnum (name.data[i]) && name.data[i] != '_' && name.data[i] != '@')
      return FALSE;
  return name.len > 0;
}

/* Quoted as RFC 9535 section 2.7 does for normalized paths. */
static void
append_quoted (GString *out, WaySlice name)
{
  g_string_append (out, "['");
  for (gsize i = 0; i < name.len; i++)
    {
      guint8 byte = name.data[i];

      if (byte < 0x20 || byte == 0x7f)
        g_string_append_printf (out, "\\u%04x", byte);
      else if (byte == 0xc2 && i + 1 < name.len && name.data[i + 1] < 0xa0)
        g_string_append_printf (out, "\\u%04x", name.data[++i]); /* also control */
      else if (byte == '\'' || byte == '\\')
        g_string_append_printf (out, "\\%c", byte);
      else
        g_string_append_c (out, (char) byte);
    }
  g_string_append (out, "']");
}

static void
append_path (GString *out, const Check *check, const Step *step)
{
  if (step == NULL)
    {
      g_string_append (out, check->base);
      return;
    }
  append_path (out, check, step->up);
  if (step->name.data == NULL)
    g_string_append_printf (out, "[%" G_GSIZE_FORMAT "]", step->index);
  else if (is_plain_name (step->name))
    g_string_append_printf (out, ".%.*s", (int) step->name.len, step->name.data);
  else
    append_quoted (out, step->name);
}

static gboolean
is_done (const Check *check)
{
  return check->n_problems >= check->max_problems;
}

static void
report (Check *check, const Step *step, WayResult result, const char *message)
{
  g_autoptr (GString) path = NULL;

  if (is_done (check))
    return;
  path = g_string_new (NULL);
  append_path (path, check, step);
  check->n_problems++;
  check->func (path->str, result, message, check->user_data);
}

static void
report_member (Check *check,
               const Step *up,
               const char *name,
               WayResult result,
               const char *message)
{
  Step step = { .up = up, .name = way_slice_from_string (name) };

  report (check, &step, result, message);
}

/* --- Simple values --- */

static gboolean
is_hex (WaySlice text)
{
  for (gsize i = 0; i < text.len; i++)
    if (!g_ascii_isxdigit (text.data[i]))
      return FALSE;
  return text.len > 0;
}

static gboolean
is_uom (WaySlice text)
{
  for (gsize i = 0; i < text.len; i++)
    if (!g_ascii_isupper (text.data[i]) && !g_ascii_isdigit (text.data[i]))
      return FALSE;
  return text.len == 2 || text.len == 3;
}

static gboolean
is_version (WaySlice text)
{
  WaySlice part;

  if (text.len == 0)
    return FALSE;
  while (way_epcis_next_part (&text, '.', &part))
    if (part.len == 0 || !way_epcis_is_digits (part))
      return FALSE;
  return TRUE;
}

static gboolean
is_action (WaySlice text)
{
  return way_slice_equal_string (text, "ADD") || way_slice_equal_string (text, "OBSERVE")
         || way_slice_equal_string (text, "DELETE");
}

/* In JSON standard names are bare; the namespaces that GS1 gives them are refused, so
 * that one thing is not written in two ways. */
static gboolean
is_vocabulary (WayCbvKind kind, WaySlice text)
{
  static const char *const cbv[] = { "urn:epcglobal:cbv", "http://ns.gs1.org/cbv/",
                                     "https://ns.gs1.org/cbv/", NULL };
  static const char *const voc[] = { "http://gs1.org/voc/", "https://gs1.org/voc/",
                                     "http://www.gs1.org/voc/",
                                     "https://www.gs1.org/voc/", NULL };
  gboolean is_voc = kind == WAY_CBV_MEASUREMENT || kind == WAY_CBV_ALERT;

  if (way_cbv_has (kind, text))
    return TRUE;
  for (const char *const *refused = is_voc ? voc : cbv; *refused != NULL; refused++)
    if (way_epcis_has_prefix (text, *refused))
      return FALSE;
  return way_epcis_is_uri (text);
}

/* Returns: (nullable): what is wrong with a text. */
static const char *
check_text (const WayEpcisRule *rule, WaySlice text)
{
  switch (rule->kind)
    {
    case WAY_RULE_URI:
    case WAY_RULE_URIS:
      return way_epcis_is_uri (text) ? NULL : "must be a URI";
    case WAY_RULE_TIME:
      return way_epcis_parse_time (text, NULL, NULL)
                 ? NULL
                 : "must be a date and time with its zone, like 2026-03-01T08:00:00.000Z";
    case WAY_RULE_OFFSET:
      return way_epcis_parse_offset (text, NULL)
                 ? NULL
                 : "must be an offset from UTC like +01:00, at most 14:00";
    case WAY_RULE_ACTION:
      return is_action (text) ? NULL : "must be ADD, OBSERVE or DELETE";
    case WAY_RULE_HEX:
      return is_hex (text) ? NULL : "must be hexadecimal digits";
    case WAY_RULE_UOM:
      return is_uom (text) ? NULL
                           : "must be a unit code of two or three capitals or digits";
    case WAY_RULE_VERSION:
      return is_version (text) ? NULL : "must be a version like 2.0";
    case WAY_RULE_CBV:
      return is_vocabulary (rule->vocabulary, text)
                 ? NULL
                 : "must be a standard name, or a URI of one's own vocabulary";
    case WAY_RULE_TEXT:
    case WAY_RULE_NUMBER:
    case WAY_RULE_BOOLEAN:
    case WAY_RULE_CONTEXT:
    case WAY_RULE_ATTRIBUTE:
    case WAY_RULE_EVENT:
    case WAY_RULE_OBJECT:
    case WAY_RULE_ARRAY:
    default:
      return NULL;
    }
}

static void
check_string (Check *check, const Step *step, const WayEpcisRule *rule, yyjson_val *value)
{
  const char *wrong;

  if (!yyjson_is_str (value))
    {
      report (check, step, WAY_RESULT_MALFORMED, "must be a text");
      return;
    }
  wrong = check_text (rule, way_epcis_json_text (value));
  if (wrong != NULL)
    report (check, step, WAY_RESULT_OUT_OF_RANGE, wrong);
}

/* --- Structures --- */

static void
check_value (Check *check, const Step *step, const WayEpcisRule *rule, yyjson_val *value);

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return way_slice_compare (way_epcis_json_text (*(yyjson_val *const *) a),
                            way_epcis_json_text (*(yyjson_val *const *) b));
}

/* Texts only; sorted, since a list may have a hundred thousand. */
static gboolean
has_duplicates (yyjson_val *array)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  yyjson_arr_iter iter;
  yyjson_val *element;

  yyjson_arr_iter_init (array, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    if (yyjson_is_str (element))
      g_ptr_array_add (texts, element);
  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 1; i < texts->len; i++)
    if (compare_texts (&texts->pdata[i - 1], &texts->pdata[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
check_elements (Check *check,
                const Step *step,
                const WayEpcisRule *items,
                yyjson_val *array)
{
  Step element = { .up = step };
  yyjson_arr_iter iter;
  yyjson_val *value;

  yyjson_arr_iter_init (array, &iter);
  for (; (value = yyjson_arr_iter_next (&iter)) != NULL && !is_done (check);
       element.index++)
    check_value (check, &element, items, value);
}

static void
check_array (Check *check, const Step *step, const WayEpcisRule *rule, yyjson_val *value)
{
  if (!yyjson_is_arr (value))
    {
      report (check, step, WAY_RESULT_MALFORMED, "must be an array");
      return;
    }
  if (yyjson_arr_size (value) < rule->min_items)
    report (check, step, WAY_RESULT_OUT_OF_RANGE, "must not be empty");
  check_elements (check, step, rule->items, value);
  if (rule->is_unique && has_duplicates (value))
    report (check, step, WAY_RESULT_OUT_OF_RANGE, "must not name anything twice");
}

static const WayEpcisRow *
find_row (const WayEpcisShape *shape, WaySlice name)
{
  for (const WayEpcisRow *row = shape->rows; row->name != NULL; row++)
    if (way_slice_equal_string (name, row->name))
      return row;
  return NULL;
}

static void
check_shape (Check *check,
             const Step *step,
             const WayEpcisShape *shape,
             yyjson_val *object)
{
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (!yyjson_is_obj (object))
    {
      report (check, step, WAY_RESULT_MALFORMED, "must be an object");
      return;
    }
  for (const WayEpcisRow *row = shape->rows; row->name != NULL; row++)
    if (row->is_required && yyjson_obj_get (object, row->name) == NULL)
      report_member (check, step, row->name, WAY_RESULT_MISSING_MEMBER, "is missing");

  yyjson_obj_iter_init (object, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL && !is_done (check))
    {
      Step member = { .up = step, .name = way_epcis_json_text (key) };
      const WayEpcisRow *row = find_row (shape, member.name);

      if (row != NULL)
        check_value (check, &member, row->rule, yyjson_obj_iter_get_val (key));
      else if (shape->openness == WAY_SHAPE_CLOSED)
        report (check, &member, WAY_RESULT_UNKNOWN_MEMBER, "is not known here");
      else if (shape->openness == WAY_SHAPE_EXTENSIBLE && !way_epcis_is_uri (member.name))
        report (check, &member, WAY_RESULT_UNKNOWN_MEMBER,
                "is not known here; an extension needs a prefix");
    }
}

/* Few enough to compare each with each. */
static gboolean
has_equal_contexts (yyjson_val *array)
{
  yyjson_arr_iter outer, inner;
  yyjson_val *a, *b;

  yyjson_arr_iter_init (array, &outer);
  while ((a = yyjson_arr_iter_next (&outer)) != NULL)
    {
      inner = outer;
      while ((b = yyjson_arr_iter_next (&inner)) != NULL)
        if (yyjson_equals (a, b))
          return TRUE;
    }
  return FALSE;
}

static void
check_context (Check *check, const Step *step, yyjson_val *value)
{
  Step element = { .up = step };
  yyjson_arr_iter iter;
  yyjson_val *entry;

  if (yyjson_is_obj (value))
    return;
  if (!yyjson_is_arr (value))
    {
      check_string (check, step, &(WayEpcisRule) { WAY_RULE_URI }, value);
      return;
    }
  if (yyjson_arr_size (value) > WAY_EPCIS_MAX_PREFIXES)
    {
      report (check, step, WAY_RESULT_TOO_LARGE, "has too many entries");
      return;
    }
  yyjson_arr_iter_init (value, &iter);
  for (; (entry = yyjson_arr_iter_next (&iter)) != NULL; element.index++)
    if (!yyjson_is_obj (entry))
      check_string (check, &element, &(WayEpcisRule) { WAY_RULE_URI }, entry);
  if (has_equal_contexts (value))
    report (check, step, WAY_RESULT_OUT_OF_RANGE, "must not name anything twice");
}

/* --- What one event's members say about each other --- */

static gboolean
has_elements (yyjson_val *event, const char *name)
{
  return yyjson_arr_size (yyjson_obj_get (event, name)) > 0;
}

static void
check_object_event (Check *check, const Step *step, yyjson_val *event)
{
  gboolean is_sensor_alone = has_elements (event, "sensorElementList")
                             && yyjson_obj_get (event, "readPoint") != NULL;
  WaySlice action = way_epcis_json_text (yyjson_obj_get (event, "action"));

  if (yyjson_obj_get (event, "epcList") == NULL && !has_elements (event, "quantityList")
      && !is_sensor_alone)
    report_member (check, step, "epcList", WAY_RESULT_MISSING_MEMBER,
                   "is missing: an object event names things, or a sensor and a place");
  if (yyjson_obj_get (event, "ilmd") != NULL && !way_slice_equal_string (action, "ADD"))
    report_member (check, step, "ilmd", WAY_RESULT_OUT_OF_RANGE,
                   "may only come with the action ADD");
}

/* EPCIS 2.0 sections 7.4.3 and 7.4.6 */
static void
check_containment (Check *check, const Step *step, yyjson_val *event)
{
  WaySlice action = way_epcis_json_text (yyjson_obj_get (event, "action"));

  if (!way_slice_equal_string (action, "DELETE") && !has_elements (event, "childEPCs")
      && !has_elements (event, "childQuantityList"))
    report_member (check, step, "childEPCs", WAY_RESULT_MISSING_MEMBER,
                   "is missing: only DELETE may leave the children out");
  if (yyjson_obj_get (event, "parentID") == NULL
      && !way_slice_equal_string (action, "OBSERVE"))
    report_member (check, step, "parentID", WAY_RESULT_MISSING_MEMBER,
                   "is missing: only OBSERVE may leave the parent out");
}

static void
check_transaction_event (Check *check, const Step *step, yyjson_val *event)
{
  WaySlice action = way_epcis_json_text (yyjson_obj_get (event, "action"));

  if (yyjson_obj_get (event, "epcList") == NULL && !has_elements (event, "quantityList")
      && !way_slice_equal_string (action, "DELETE"))
    report_member (check, step, "epcList", WAY_RESULT_MISSING_MEMBER,
                   "is missing: only DELETE may leave the things out");
}

static void
check_transformation_event (Check *check, const Step *step, yyjson_val *event)
{
  gboolean has_input = has_elements (event, "inputEPCList")
                       || has_elements (event, "inputQuantityList");
  gboolean has_output = has_elements (event, "outputEPCList")
                        || has_elements (event, "outputQuantityList");
  gboolean is_part = yyjson_obj_get (event, "transformationID") != NULL;

  if (!has_input && !(is_part && has_output))
    report_member (check, step, "inputEPCList", WAY_RESULT_MISSING_MEMBER,
                   "is missing: what went in, unless a transformationID joins events");
  if (!has_output && !(is_part && has_input))
    report_member (check, step, "outputEPCList", WAY_RESULT_MISSING_MEMBER,
                   "is missing: what came out, unless a transformationID joins events");
}

static void
check_persistent_disposition (Check *check, const Step *step, yyjson_val *event)
{
  yyjson_val *value = yyjson_obj_get (event, "persistentDisposition");
  Step member = { .up = step, .name = way_slice_from_string ("persistentDisposition") };

  if (yyjson_is_obj (value) && yyjson_obj_get (value, "set") == NULL
      && yyjson_obj_get (value, "unset") == NULL)
    report_member (check, &member, "set", WAY_RESULT_MISSING_MEMBER,
                   "is missing, and so is unset");
}

static void
check_partners (Check *check, const Step *step, WaySlice type, yyjson_val *event)
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

static void
check_event (Check *check, const Step *step, yyjson_val *event)
{
  yyjson_val *type_value = yyjson_obj_get (event, "type");
  WaySlice type = way_epcis_json_text (type_value);
  const WayEpcisShape *shape = way_epcis_shape_of_event (type);

  check_shape (check, step, shape, event);
  if (shape != &way_epcis_shape_extension)
    check_partners (check, step, type, event);
  else if (yyjson_is_str (type_value) && !way_epcis_is_uri (type))
    report_member (check, step, "type", WAY_RESULT_OUT_OF_RANGE,
                   "must be one of the five event types, or a URI");
}

static void
check_value (Check *check, const Step *step, const WayEpcisRule *rule, yyjson_val *value)
{
  switch (rule->kind)
    {
    case WAY_RULE_OBJECT:
      check_shape (check, step, rule->shape, value);
      break;
    case WAY_RULE_ARRAY:
      check_array (check, step, rule, value);
      break;
    case WAY_RULE_EVENT:
      check_event (check, step, value);
      break;
    case WAY_RULE_CONTEXT:
      check_context (check, step, value);
      break;
    case WAY_RULE_NUMBER:
      if (!yyjson_is_raw (value))
        report (check, step, WAY_RESULT_MALFORMED, "must be a number");
      break;
    case WAY_RULE_BOOLEAN:
      if (!yyjson_is_bool (value))
        report (check, step, WAY_RESULT_MALFORMED, "must be true or false");
      break;
    case WAY_RULE_ATTRIBUTE:
      if (!yyjson_is_raw (value) && !yyjson_is_str (value) && !yyjson_is_obj (value))
        report (check, step, WAY_RESULT_MALFORMED, "must be a number, text or object");
      break;
    case WAY_RULE_URIS:
      if (yyjson_is_arr (value))
        check_elements (check, step, &(WayEpcisRule) { WAY_RULE_URI }, value);
      else
        check_string (check, step, rule, value);
      break;
    case WAY_RULE_URI:
    case WAY_RULE_TIME:
    case WAY_RULE_OFFSET:
    case WAY_RULE_ACTION:
    case WAY_RULE_TEXT:
    case WAY_RULE_HEX:
    case WAY_RULE_UOM:
    case WAY_RULE_VERSION:
    case WAY_RULE_CBV:
      check_string (check, step, rule, value);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* --- Public --- */

gsize
way_epcis_check_event (yyjson_val *event,
                       const char *path,
                       WayEpcisProblemFunc func,
                       gpointer user_data)
{
  Check check = { path, func, user_data, 0, G_MAXSIZE };

  check_event (&check, NULL, event);
  return check.n_problems;
}

gsize
way_epcis_check_document (const WayEpcisDocument *document,
                          WayEpcisProblemFunc func,
                          gpointer user_data)
{
  Check check = { "$", func, user_data, 0, G_MAXSIZE };
  yyjson_val *root = way_epcis_document_get_root (document);
  yyjson_val *type = yyjson_obj_get (root, "type");

  switch (way_epcis_document_get_form (document))
    {
    case WAY_EPCIS_FORM_DOCUMENT:
      check_shape (&check, NULL, &way_epcis_shape_document, root);
      if (yyjson_is_str (type) && !yyjson_equals_str (type, "EPCISDocument"))
        report_member (&check, NULL, "type", WAY_RESULT_OUT_OF_RANGE,
                       "must be EPCISDocument or EPCISQueryDocument");
      break;
    case WAY_EPCIS_FORM_QUERY:
      check_shape (&check, NULL, &way_epcis_shape_query, root);
      break;
    case WAY_EPCIS_FORM_EVENT:
      if (yyjson_obj_get (root, "@context") == NULL)
        report_member (&check, NULL, "@context", WAY_RESULT_MISSING_MEMBER, "is missing");
      check_event (&check, NULL, root);
      break;
    case WAY_EPCIS_FORM_ARRAY:
      check_elements (&check, NULL, &(WayEpcisRule) { WAY_RULE_EVENT }, root);
      break;
    default:
      g_assert_not_reached ();
    }
  return check.n_problems;
}

static void
keep_first (const char *path, WayResult result, const char *message, gpointer user_data)
{
  way_error_format (user_data, result, "%s %s", path, message);
}

gboolean
way_epcis_validate_event (yyjson_val *event, const char *path, GError **error)
{
  Check check = { path, keep_first, error, 0, 1 };

  check_event (&check, NULL, event);
  return check.n_problems == 0;
}
