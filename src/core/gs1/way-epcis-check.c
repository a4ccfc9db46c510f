/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-check.h"

#include "way-epcis-check-private.h"
#include "way-epcis-value.h"

static void
check_string (WayEpcisCheck *check,
              const WayEpcisStep *step,
              const WayEpcisRule *rule,
              yyjson_val *value)
{
  const char *wrong;

  if (!yyjson_is_str (value))
    {
      way_epcis_report (check, step, WAY_RESULT_MALFORMED, WAY_TEXT ("must be a text"));
      return;
    }
  wrong = way_epcis_check_text (rule, way_epcis_json_text (value));
  if (wrong != NULL)
    way_epcis_report (check, step, WAY_RESULT_OUT_OF_RANGE, wrong);
}

/* --- Structures --- */

static void
check_value (WayEpcisCheck *check,
             const WayEpcisStep *step,
             const WayEpcisRule *rule,
             yyjson_val *value);

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
check_elements (WayEpcisCheck *check,
                const WayEpcisStep *step,
                const WayEpcisRule *items,
                yyjson_val *array)
{
  WayEpcisStep element = { .up = step };
  yyjson_arr_iter iter;
  yyjson_val *value;

  yyjson_arr_iter_init (array, &iter);
  for (; (value = yyjson_arr_iter_next (&iter)) != NULL && !way_epcis_is_done (check);
       element.index++)
    check_value (check, &element, items, value);
}

static void
check_array (WayEpcisCheck *check,
             const WayEpcisStep *step,
             const WayEpcisRule *rule,
             yyjson_val *value)
{
  if (!yyjson_is_arr (value))
    {
      way_epcis_report (check, step, WAY_RESULT_MALFORMED, WAY_TEXT ("must be an array"));
      return;
    }
  if (yyjson_arr_size (value) < rule->min_items)
    way_epcis_report (check, step, WAY_RESULT_OUT_OF_RANGE,
                      WAY_TEXT ("must not be empty"));
  check_elements (check, step, rule->items, value);
  if (rule->is_unique && has_duplicates (value))
    way_epcis_report (check, step, WAY_RESULT_OUT_OF_RANGE,
                      WAY_TEXT ("must not name anything twice"));
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
check_shape (WayEpcisCheck *check,
             const WayEpcisStep *step,
             const WayEpcisShape *shape,
             yyjson_val *object)
{
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (!yyjson_is_obj (object))
    {
      way_epcis_report (check, step, WAY_RESULT_MALFORMED,
                        WAY_TEXT ("must be an object"));
      return;
    }
  for (const WayEpcisRow *row = shape->rows; row->name != NULL; row++)
    if (row->is_required && yyjson_obj_get (object, row->name) == NULL)
      way_epcis_report_member (check, step, row->name, WAY_RESULT_MISSING_MEMBER,
                               WAY_TEXT ("is missing"));

  yyjson_obj_iter_init (object, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL && !way_epcis_is_done (check))
    {
      WayEpcisStep member = { .up = step, .name = way_epcis_json_text (key) };
      const WayEpcisRow *row = find_row (shape, member.name);

      if (row != NULL)
        check_value (check, &member, row->rule, yyjson_obj_iter_get_val (key));
      else if (shape->openness == WAY_SHAPE_CLOSED)
        way_epcis_report (check, &member, WAY_RESULT_UNKNOWN_MEMBER,
                          WAY_TEXT ("is not known here"));
      else if (shape->openness == WAY_SHAPE_EXTENSIBLE && !way_epcis_is_uri (member.name))
        way_epcis_report (check, &member, WAY_RESULT_UNKNOWN_MEMBER,
                          WAY_TEXT ("is not known here; an extension needs a prefix"));
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
check_context (WayEpcisCheck *check, const WayEpcisStep *step, yyjson_val *value)
{
  WayEpcisStep element = { .up = step };
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
      way_epcis_report (check, step, WAY_RESULT_TOO_LARGE,
                        WAY_TEXT ("has too many entries"));
      return;
    }
  yyjson_arr_iter_init (value, &iter);
  for (; (entry = yyjson_arr_iter_next (&iter)) != NULL; element.index++)
    if (!yyjson_is_obj (entry))
      check_string (check, &element, &(WayEpcisRule) { WAY_RULE_URI }, entry);
  if (has_equal_contexts (value))
    way_epcis_report (check, step, WAY_RESULT_OUT_OF_RANGE,
                      WAY_TEXT ("must not name anything twice"));
}

static void
check_event (WayEpcisCheck *check, const WayEpcisStep *step, yyjson_val *event)
{
  yyjson_val *type_value = yyjson_obj_get (event, "type");
  WaySlice type = way_epcis_json_text (type_value);
  const WayEpcisShape *shape = way_epcis_shape_of_event (type);

  check_shape (check, step, shape, event);
  if (shape != &way_epcis_shape_extension)
    way_epcis_check_partners (check, step, type, event);
  else if (yyjson_is_str (type_value) && !way_epcis_is_uri (type))
    way_epcis_report_member (check, step, "type", WAY_RESULT_OUT_OF_RANGE,
                             WAY_TEXT ("must be one of the five event types, or a URI"));
}

static void
check_scalar (WayEpcisCheck *check,
              const WayEpcisStep *step,
              gboolean is_right,
              const char *message)
{
  if (!is_right)
    way_epcis_report (check, step, WAY_RESULT_MALFORMED, message);
}

static void
check_value (WayEpcisCheck *check,
             const WayEpcisStep *step,
             const WayEpcisRule *rule,
             yyjson_val *value)
{
  if (rule->kind == WAY_RULE_OBJECT)
    check_shape (check, step, rule->shape, value);
  else if (rule->kind == WAY_RULE_ARRAY)
    check_array (check, step, rule, value);
  else if (rule->kind == WAY_RULE_EVENT)
    check_event (check, step, value);
  else if (rule->kind == WAY_RULE_CONTEXT)
    check_context (check, step, value);
  else if (rule->kind == WAY_RULE_NUMBER)
    check_scalar (check, step, yyjson_is_raw (value), WAY_TEXT ("must be a number"));
  else if (rule->kind == WAY_RULE_BOOLEAN)
    check_scalar (check, step, yyjson_is_bool (value),
                  WAY_TEXT ("must be true or false"));
  else if (rule->kind == WAY_RULE_ATTRIBUTE)
    check_scalar (check, step,
                  yyjson_is_raw (value) || yyjson_is_str (value) || yyjson_is_obj (value),
                  WAY_TEXT ("must be a number, text or object"));
  else if (rule->kind == WAY_RULE_URIS && yyjson_is_arr (value))
    check_elements (check, step, &(WayEpcisRule) { WAY_RULE_URI }, value);
  else
    check_string (check, step, rule, value);
}

/* --- Public --- */

gsize
way_epcis_check_event (yyjson_val *event,
                       const char *path,
                       WayEpcisProblemFunc func,
                       gpointer user_data)
{
  WayEpcisCheck check = { path, func, user_data, 0, G_MAXSIZE };

  check_event (&check, NULL, event);
  return check.n_problems;
}

gsize
way_epcis_check_document (const WayEpcisDocument *document,
                          WayEpcisProblemFunc func,
                          gpointer user_data)
{
  WayEpcisCheck check = { "$", func, user_data, 0, G_MAXSIZE };
  yyjson_val *root = way_epcis_document_get_root (document);
  yyjson_val *type = yyjson_obj_get (root, "type");

  switch (way_epcis_document_get_form (document))
    {
    case WAY_EPCIS_FORM_DOCUMENT:
      check_shape (&check, NULL, &way_epcis_shape_document, root);
      if (yyjson_is_str (type) && !yyjson_equals_str (type, "EPCISDocument"))
        way_epcis_report_member (
            &check, NULL, "type", WAY_RESULT_OUT_OF_RANGE,
            WAY_TEXT ("must be EPCISDocument or EPCISQueryDocument"));
      break;
    case WAY_EPCIS_FORM_QUERY:
      check_shape (&check, NULL, &way_epcis_shape_query, root);
      break;
    case WAY_EPCIS_FORM_EVENT:
      if (yyjson_obj_get (root, "@context") == NULL)
        way_epcis_report_member (&check, NULL, "@context", WAY_RESULT_MISSING_MEMBER,
                                 WAY_TEXT ("is missing"));
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
  /* TRANSLATORS: where in a JSON document, and what is wrong there: “$.type” “is missing” */
  way_error_format (user_data, result, "%s %-s", path, message);
}

gboolean
way_epcis_validate_event (yyjson_val *event, const char *path, GError **error)
{
  WayEpcisCheck check = { path, keep_first, error, 0, 1 };

  check_event (&check, NULL, event);
  return check.n_problems == 0;
}
