/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-import.h"

#include "way-epcis-event.h"
#include "way-result.h"
#include "way-uri-escape.h"

/* Limits of the observe action, docs/spec/statement.cddl */
#define MAX_THINGS     100
#define MAX_READINGS   200
#define MAX_NAME       200
#define MAX_TERM       100
#define MAX_TYPE       60
#define MAX_NUMBER     32
#define MAX_UOM        8
#define MAX_NOTE       1000
#define WITHDRAWN      "errorDeclaration"
#define CANONICAL_STEM "https://id.gs1.org/"

typedef struct
{
  const WayEpcisImport *import;
  WayArena *arena;
  WayThing *things;
  gsize n_things;
  gsize room;
  GHashTable *seen; /* identifiers of things */
  gboolean is_full;
} Import;

static gpointer
take (Import *self, gsize n, gsize size)
{
  gpointer memory = n > 0 ? way_arena_alloc (self->arena, n * size) : NULL;

  self->is_full |= n > 0 && memory == NULL;
  return memory;
}

static WaySlice
keep (Import *self, WaySlice text)
{
  guint8 *copy = way_arena_copy (self->arena, text.data, text.len);

  self->is_full |= copy == NULL;
  return WAY_SLICE_INIT (copy, copy ? text.len : 0);
}

/* --- Identifiers --- */

static gboolean
strip (WaySlice *text, const char *prefix)
{
  gsize len = strlen (prefix);

  if (text->len < len || memcmp (text->data, prefix, len) != 0)
    return FALSE;
  *text = WAY_SLICE_INIT (text->data + len, text->len - len);
  return TRUE;
}

static WaySlice
first_part (WaySlice text)
{
  const guint8 *slash = text.len > 0 ? memchr (text.data, '/', text.len) : NULL;

  return WAY_SLICE_INIT (text.data, slash ? (gsize) (slash - text.data) : text.len);
}

static WaySlice
unescape (Import *self, WaySlice text)
{
  GString *plain = way_uri_unescape (text, FALSE);
  WaySlice kept = keep (self, WAY_SLICE_INIT (plain->str, plain->len));

  g_string_free (plain, TRUE);
  return kept;
}

/* Kind and identifiers of a canonical link; FALSE for what is no thing of the ledger. */
static gboolean
read_thing (Import *self, WaySlice uri, WayThing *out)
{
  static const WayHash nobody;
  WaySlice rest = uri, gtin;

  if (!strip (&rest, CANONICAL_STEM))
    return FALSE;
  if (strip (&rest, "00/"))
    {
      *out = way_thing_container (&nobody, rest);
      return TRUE;
    }
  if (!strip (&rest, "01/"))
    return FALSE;
  gtin = first_part (rest);
  rest = WAY_SLICE_INIT (rest.data + gtin.len, rest.len - gtin.len);
  if (rest.len == 0)
    *out = way_thing_product (&nobody, gtin);
  else if (strip (&rest, "/10/"))
    *out = way_thing_lot (&nobody, gtin, unescape (self, rest));
  else if (strip (&rest, "/21/"))
    *out = way_thing_unit (&nobody, gtin, (WaySlice) { NULL, 0 }, unescape (self, rest));
  else
    return FALSE;
  return TRUE;
}

static guint
hash_id (gconstpointer id)
{
  guint value;

  memcpy (&value, ((const WayHash *) id)->bytes, sizeof value);
  return value;
}

static gboolean
equal_ids (gconstpointer a, gconstpointer b)
{
  return way_hash_equal (a, b);
}

/* An event may name a hundred thousand things. */
static gboolean
is_new (Import *self, const WayThing *thing)
{
  WayHash *id = take (self, 1, sizeof (WayHash));

  if (id == NULL)
    return FALSE;
  way_thing_get_id (thing, id);
  return g_hash_table_add (self->seen, id);
}

static void
add_thing (Import *self, WaySlice uri)
{
  WayThing thing;

  if (!read_thing (self, uri, &thing)
      || !self->import->resolve (self->import->data, &thing)
      || way_schema_validate (&way_thing_schema, &thing, NULL) != WAY_RESULT_OK
      || !is_new (self, &thing))
    return;
  g_assert (self->n_things < self->room);
  self->things[self->n_things++] = thing;
}

static void
add_uris (Import *self, WayEpcisUris uris)
{
  for (gsize i = 0; i < uris.n; i++)
    add_thing (self, uris.items[i]);
}

static void
add_quantities (Import *self, WayEpcisQuantities quantities)
{
  for (gsize i = 0; i < quantities.n; i++)
    add_thing (self, quantities.items[i].epc_class);
}

static void
collect_things (Import *self, const WayEpcisEvent *event)
{
  self->room = 1 + event->epcs.n + event->input_epcs.n + event->output_epcs.n
               + event->quantities.n + event->input_quantities.n
               + event->output_quantities.n;
  self->things = take (self, self->room, sizeof (WayThing));
  if (self->things == NULL)
    return;
  add_uris (self, event->epcs);
  add_thing (self, event->parent);
  add_uris (self, event->input_epcs);
  add_uris (self, event->output_epcs);
  add_quantities (self, event->quantities);
  add_quantities (self, event->input_quantities);
  add_quantities (self, event->output_quantities);
}

/* --- When and where --- */

/* "12.345678" in millionths; further decimals are cut. */
static gboolean
read_degrees (WaySlice text, gint64 max, gint64 *out_e6)
{
  gboolean is_negative = strip (&text, "-");
  gint64 value = 0;
  int decimals = -1;

  for (gsize i = 0; i < text.len; i++)
    {
      if (text.data[i] == '.' && decimals < 0 && i > 0)
        decimals = 0;
      else if (!g_ascii_isdigit (text.data[i]) || value > max * 10)
        return FALSE;
      else if (decimals < 6)
        {
          value = value * 10 + (text.data[i] - '0');
          decimals += decimals >= 0;
        }
    }
  for (int i = MAX (decimals, 0); i < 6; i++)
    value *= 10;
  *out_e6 = is_negative ? -value : value;
  return text.len > 0 && value <= max;
}

static void
read_geo (WaySlice rest, WayPlace *place)
{
  const guint8 *comma = rest.len > 0 ? memchr (rest.data, ',', rest.len) : NULL;
  gsize len = comma ? (gsize) (comma - rest.data) : 0;
  gint64 latitude_e6, longitude_e6;
  WaySlice longitude;
  gsize end = 0;

  if (comma == NULL)
    return;
  longitude = WAY_SLICE_INIT (comma + 1, rest.len - len - 1);
  while (end < longitude.len && longitude.data[end] != ',' && longitude.data[end] != ';')
    end++;
  if (!read_degrees (WAY_SLICE_INIT (rest.data, len), 90000000, &latitude_e6)
      || !read_degrees (WAY_SLICE_INIT (longitude.data, end), 180000000, &longitude_e6))
    return;
  place->latitude_e6 = latitude_e6;
  place->longitude_e6 = longitude_e6;
  place->present |= 1u << 4 | 1u << 5;
}

static gboolean
read_place (WaySlice uri, WayPlace *place)
{
  WaySlice rest = uri;

  *place = (WayPlace) { .present = 1u << 1, .name = uri };
  if (uri.len == 0 || uri.len > MAX_NAME)
    return FALSE;
  if (strip (&rest, CANONICAL_STEM "414/"))
    {
      place->gln = first_part (rest);
      place->present |= 1u << 2;
    }
  else if (strip (&rest, "geo:"))
    read_geo (rest, place);
  /* a link may carry any check digit; the ledger wants the right one */
  if (way_schema_validate (&way_place_schema, place, NULL) != WAY_RESULT_OK)
    *place = (WayPlace) { .present = 1u << 1, .name = uri };
  return way_schema_validate (&way_place_schema, place, NULL) == WAY_RESULT_OK;
}

/* The note "errorDeclaration", and its reason where that is plain text. */
static void
set_withdrawn (Import *self, const WayEpcisEvent *event, WayEvent *out)
{
  g_autoptr (GString) text = g_string_new (WITHDRAWN);
  gsize bare = text->len;

  if (event->error_reason.len > 0)
    g_string_append_printf (text, ": %.*s", (int) event->error_reason.len,
                            (const char *) event->error_reason.data);
  out->present |= 1u << 5;
  out->note = keep (self, WAY_SLICE_INIT (text->str, text->len));
  if (out->note.len > MAX_NOTE
      || way_schema_validate (&way_event_schema, out, NULL) != WAY_RESULT_OK)
    out->note.len = MIN (out->note.len, bare);
}

gboolean
way_epcis_import_is_withdrawn (const WayObserve *observe)
{
  WaySlice note = observe->event.note;

  return way_record_has (observe, 4) && way_record_has (&observe->event, 5)
         && strip (&note, WITHDRAWN) && (note.len == 0 || note.data[0] == ':');
}

static void
set_event (Import *self, const WayEpcisEvent *event, WayEvent *out)
{
  WayDocument *document = take (self, 1, sizeof (WayDocument));

  *out = (WayEvent) {
    .present = 1u << 1 | 1u << 2 | 1u << 4,
    .time = (guint64) event->event_time_ms,
    .offset_minutes = event->offset_minutes,
    .documents = { document, 1 },
  };
  if (read_place (event->read_point, &out->place)
      || read_place (event->biz_location, &out->place))
    out->present |= 1u << 3;
  if (document != NULL)
    *document = (WayDocument) {
      .present = 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4,
      .hash = self->import->document,
      .media_type = way_slice_from_string ("application/ld+json"),
      .size = self->import->size,
      .kind = WAY_DOCUMENT_EPCIS,
    };
  if (event->has_error_declaration)
    set_withdrawn (self, event, out);
}

/* --- Readings --- */

/* What the ledger calls the value where the report has only bounds. */
static WaySlice
value_of (const WayEpcisReading *reading)
{
  if (reading->value.len > 0)
    return reading->value;
  return reading->mean_value.len > 0 ? reading->mean_value : reading->min_value;
}

static gboolean
read_reading (const WayEpcisReading *in, WayReading *out)
{
  *out = (WayReading) {
    .present = 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4,
    .type = in->type,
    .time = (guint64) in->time_ms,
    .value = value_of (in),
    .uom = in->uom,
  };
  if (in->min_value.len > 0 && in->min_value.len <= MAX_NUMBER)
    {
      out->minimum = in->min_value;
      out->present |= 1u << 5;
    }
  if (in->max_value.len > 0 && in->max_value.len <= MAX_NUMBER)
    {
      out->maximum = in->max_value;
      out->present |= 1u << 6;
    }
  return in->has_time && in->time_ms >= 0 && in->type.len <= MAX_TYPE
         && out->value.len <= MAX_NUMBER && in->uom.len <= MAX_UOM
         && way_schema_validate (&way_reading_schema, out, NULL) == WAY_RESULT_OK;
}

static void
set_readings (Import *self, const WayEpcisEvent *event, WayObserve *out)
{
  gsize n = MIN (event->readings.n, MAX_READINGS);
  WayReading *readings = take (self, n, sizeof (WayReading));

  out->readings.items = readings;
  for (gsize i = 0; readings != NULL && i < event->readings.n && out->readings.n < n; i++)
    out->readings.n +=
        read_reading (&event->readings.items[i], &readings[out->readings.n]);
  if (out->readings.n > 0)
    out->present |= 1u << 7;
}

/* --- The actions --- */

static void
set_term (WayObserve *out, guint key, WaySlice *member, WaySlice term)
{
  if (term.len == 0 || term.len > MAX_TERM)
    return;
  *member = term;
  out->present |= 1u << key;
}

static void
set_observe (Import *self,
             const WayEpcisEvent *event,
             const WayHash *hash,
             gsize index,
             WayObserve *out)
{
  *out = (WayObserve) {
    .present = 1u << 1 | 1u << 2 | 1u << 3 | 1u << 4,
    .things = { self->things + index * MAX_THINGS,
                MIN (self->n_things - index * MAX_THINGS, MAX_THINGS) },
    .epcis_hash = *hash,
    .epcis_document = self->import->document,
  };
  set_event (self, event, &out->event);
  set_term (out, 5, &out->biz_step, event->biz_step);
  set_term (out, 6, &out->disposition, event->disposition);
  if (index == 0)
    set_readings (self, event, out);
}

gboolean
way_epcis_import_event (const WayEpcisImport *self,
                        yyjson_val *json,
                        const char *path,
                        const WayHash *hash,
                        WayArena *arena,
                        WayEpcisObserves *out,
                        GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (hash_id, equal_ids);
  Import import = { .import = self, .arena = arena, .seen = seen };
  WayEpcisEvent event;
  gsize n;

  *out = (WayEpcisObserves) { NULL, 0 };
  if (!way_epcis_event_read (json, path, arena, &event, error))
    return FALSE;
  if (event.event_time_ms < 0)
    return way_error_format (error, WAY_RESULT_OUT_OF_RANGE,
                             "%s.eventTime is before 1970, which can't be recorded",
                             path);
  collect_things (&import, &event);
  n = (import.n_things + MAX_THINGS - 1) / MAX_THINGS;
  out->items = take (&import, n, sizeof (WayObserve));
  for (; out->items != NULL && out->n < n; out->n++)
    set_observe (&import, &event, hash, out->n, &out->items[out->n]);
  if (import.is_full)
    return way_error_format (error, WAY_RESULT_NO_SPACE, "%s is too large", path);
  return TRUE;
}
