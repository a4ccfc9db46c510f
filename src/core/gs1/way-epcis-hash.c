/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-hash.h"

#include "way-base-encoding.h"
#include "way-epcis-canonical.h"
#include "way-epcis-internal.h"
#include "way-epcis-members.h"
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
  g_array_unref (self->ends);
  g_array_unref (self->pieces);
  g_free (self);
}

/* --- Standard members --- */

static void
put_standard (WayEpcisHasher *self, const WayEpcisMember *member, yyjson_val *value);

/* Extensions in a standard object follow behind its standard members. */
static void
put_extras (WayEpcisHasher *self, const WayEpcisMember *members, yyjson_val *object)
{
  WayEpcisRun run = way_epcis_run_begin (self);
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (object, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      WaySlice name = way_epcis_json_text (key);

      if (way_epcis_find_member (members, name) == NULL && !way_epcis_is_comment (name)
          && way_epcis_is_declared (self, name))
        way_epcis_put_member (self, name, yyjson_obj_iter_get_val (key));
    }
  way_epcis_run_end (self, run);
}

static void
put_object (WayEpcisHasher *self, const WayEpcisMember *members, yyjson_val *object)
{
  for (const WayEpcisMember *member = members; member->name != NULL; member++)
    put_standard (self, member, yyjson_obj_get (object, member->name));
  put_extras (self, members, object);
}

static void
put_time (WayEpcisHasher *self, const WayEpcisMember *member, yyjson_val *value)
{
  WaySlice text = way_epcis_trim (way_epcis_json_text (value));
  gint64 time_ms;

  if (!yyjson_is_str (value) || !way_epcis_parse_time (text, &time_ms, NULL))
    {
      way_epcis_hasher_fail (self, WAY_RESULT_MALFORMED, member->name,
                             WAY_TEXT ("not a date and time with its zone"));
      return;
    }
  way_epcis_put_string (self, member->name);
  way_epcis_put_string (self, "=");
  way_epcis_append_time (self->out, time_ms, 0);
}

/* One object or value behind @name, and nothing at all where it is empty. */
static void
put_one (WayEpcisHasher *self,
         const WayEpcisMember *member,
         const char *name,
         yyjson_val *value)
{
  gsize start = self->out->len;
  gsize behind_name;

  if (yyjson_is_obj (value) != (member->members != NULL) || yyjson_is_arr (value))
    {
      way_epcis_hasher_fail (self, WAY_RESULT_MALFORMED, member->name,
                             member->members ? WAY_TEXT ("not an object")
                                             : WAY_TEXT ("not a simple value"));
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
put_each (WayEpcisHasher *self,
          const WayEpcisMember *member,
          const char *name,
          yyjson_val *value)
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
put_standard_list (WayEpcisHasher *self, const WayEpcisMember *member, yyjson_val *value)
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
put_standard (WayEpcisHasher *self, const WayEpcisMember *member, yyjson_val *value)
{
  if (value == NULL || yyjson_is_null (value) || self->result != WAY_RESULT_OK)
    return;
  switch (member->form)
    {
    case WAY_MEMBER_TIME:
      put_time (self, member, value);
      break;
    case WAY_MEMBER_VALUE:
    case WAY_MEMBER_OBJECT:
      put_one (self, member, member->name, value);
      break;
    case WAY_MEMBER_VALUES:
      put_each (self, member, member->name, value);
      break;
    case WAY_MEMBER_LIST:
      put_standard_list (self, member, value);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* --- Leftovers --- */

/* What a standard object has beside standard members and extensions (say, bizRules of a
 * sensor report) follows behind the whole event, behind the names that lead to it. */

static void
put_leftover_member (WayEpcisHasher *self,
                     const WayEpcisMember *member,
                     yyjson_val *value);

static void
put_leftover_object (WayEpcisHasher *self,
                     const char *name,
                     const WayEpcisMember *members,
                     yyjson_val *object)
{
  gsize start = self->out->len;
  gsize behind_name;
  WayEpcisRun run;
  yyjson_obj_iter iter;
  yyjson_val *key;

  way_epcis_put_string (self, name);
  behind_name = self->out->len;
  run = way_epcis_run_begin (self);
  yyjson_obj_iter_init (object, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      WaySlice key_name = way_epcis_json_text (key);
      const WayEpcisMember *member = way_epcis_find_member (members, key_name);

      if (member != NULL)
        put_leftover_member (self, member, yyjson_obj_iter_get_val (key));
      else if (!way_epcis_is_comment (key_name)
               && !way_epcis_is_declared (self, key_name))
        way_epcis_put_member (self, key_name, yyjson_obj_iter_get_val (key));
    }
  way_epcis_run_end (self, run);
  if (self->out->len == behind_name)
    g_string_truncate (self->out, start);
  else
    way_epcis_run_end_piece (self);
}

static void
put_leftover_elements (WayEpcisHasher *self,
                       const char *name,
                       const WayEpcisMember *members,
                       yyjson_val *value)
{
  yyjson_arr_iter iter;
  yyjson_val *element;

  if (!yyjson_is_arr (value))
    put_leftover_object (self, name, members, value);
  yyjson_arr_iter_init (value, &iter);
  while ((element = yyjson_arr_iter_next (&iter)) != NULL)
    put_leftover_object (self, name, members, element);
}

static void
put_leftover_member (WayEpcisHasher *self,
                     const WayEpcisMember *member,
                     yyjson_val *value)
{
  gsize start = self->out->len;
  gsize behind_name;
  WayEpcisRun run;

  if (member->members == NULL)
    return;
  if (member->form != WAY_MEMBER_LIST)
    {
      put_leftover_elements (self, member->name, member->members, value);
      return;
    }
  way_epcis_put_string (self, member->name);
  behind_name = self->out->len;
  run = way_epcis_run_begin (self);
  put_leftover_elements (self, member->element, member->members, value);
  way_epcis_run_end (self, run);
  if (self->out->len == behind_name)
    g_string_truncate (self->out, start);
  else
    way_epcis_run_end_piece (self);
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
put_trailing_member (WayEpcisHasher *self, WaySlice name, yyjson_val *value)
{
  const WayEpcisMember *member;

  if ((member = way_epcis_find_member (way_epcis_event_members, name)) != NULL)
    put_leftover_member (self, member, value);
  else if ((member = way_epcis_find_member (way_epcis_trailing_members, name)) != NULL)
    {
      put_standard (self, member, value);
      way_epcis_run_end_piece (self);
    }
  else if (!is_left_out (self, name))
    way_epcis_put_member (self, name, value);
}

static void
put_trailing (WayEpcisHasher *self, yyjson_val *event)
{
  WayEpcisRun run = way_epcis_run_begin (self);
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (event, &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL && self->result == WAY_RESULT_OK)
    put_trailing_member (self, way_epcis_json_text (key), yyjson_obj_iter_get_val (key));
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
                             WAY_TEXT ("the event is not an object"));
      return;
    }
  if (!yyjson_is_str (type) || yyjson_get_len (type) == 0)
    {
      way_epcis_hasher_fail (self, WAY_RESULT_MISSING_MEMBER, "type",
                             WAY_TEXT ("it is missing or no text"));
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (required); i++)
    if (yyjson_obj_get (event, required[i]) == NULL)
      {
        way_epcis_hasher_fail (self, WAY_RESULT_MISSING_MEMBER, required[i],
                               WAY_TEXT ("it is missing"));
        return;
      }
  way_epcis_put_string (self, "eventType=");
  way_epcis_put (self, way_epcis_json_text (type));
  for (const WayEpcisMember *member = way_epcis_event_members; member->name != NULL;
       member++)
    put_standard (self, member, yyjson_obj_get (event, member->name));
  put_trailing (self, event);
}

static gboolean
fail (const WayEpcisHasher *self, GError **error)
{
  if (*self->member == '\0')
    return way_error_set_reason (error, self->result, self->reason);
  /* TRANSLATORS: a member of a JSON document, and what is wrong with it */
  return way_error_format (error, self->result, "%s: %-s", self->member, self->reason);
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
    return fail (self, error);
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
