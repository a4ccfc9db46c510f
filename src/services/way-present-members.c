/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-present-members.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "way-base-encoding.h"
#include "way-country.h"

#define MAX_LETTERS 1000
#define MAX_ENTRIES 20
#define SHORT_ID    12
/* An event that was made up a moment ago happens now. */
#define NOW_WITHIN_MS 120000

/* ---- Values --------------------------------------------------------------------------------- */

/** One member's value in words. Returns: (nullable) (transfer full): NULL where there is nothing to say */
typedef char *(*Show) (const WayPresenter *self, gconstpointer value);

/* Texts on the wire have no characters that deceive or break their line. */
static char *
show_text (const WayPresenter *self, gconstpointer slice)
{
  g_autofree char *text = way_slice_dup_string (*(const WaySlice *) slice);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_LETTERS)
    return g_strdup_printf ("“%s”", text);
  start = g_utf8_substring (text, 0, MAX_LETTERS);
  return g_strdup_printf ("“%s…”", start);
}

static char *
show_code (const WayPresenter *self, gconstpointer slice)
{
  return way_slice_dup_string (*(const WaySlice *) slice);
}

static char *
show_country (const WayPresenter *self, gconstpointer slice)
{
  g_autofree char *code = way_slice_dup_string (*(const WaySlice *) slice);

  return way_country_dup_name (code);
}

static char *
show_step (const WayPresenter *self, gconstpointer slice)
{
  return way_present_biz_step (*(const WaySlice *) slice);
}

/* A text YYYY-MM-DD. */
static char *
show_day (const WayPresenter *self, gconstpointer slice)
{
  g_autofree char *text = way_slice_dup_string (*(const WaySlice *) slice);
  g_autofree char *midnight = g_strconcat (text, "T00:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (midnight, zone);
  gint64 seconds = day != NULL ? g_date_time_to_unix (day) : -1;

  /* what a calendar has no name for, or lies before all clocks, stays as it is */
  return seconds >= 0 ? way_present_date ((guint64) seconds * 1000)
                      : g_steal_pointer (&text);
}

static char *
show_date (const WayPresenter *self, gconstpointer time_ms)
{
  return way_present_date (*(const guint64 *) time_ms);
}

static char *
show_time (const WayPresenter *self, gconstpointer time_ms)
{
  return way_present_time (*(const guint64 *) time_ms);
}

/* A time where it isn't now. */
static char *
show_moment (const WayPresenter *self, gconstpointer time_ms)
{
  gint64 ago_ms = g_get_real_time () / 1000 - (gint64) * (const guint64 *) time_ms;

  return ABS (ago_ms) > NOW_WITHIN_MS ? show_time (self, time_ms) : NULL;
}

static char *
show_term (const WayPresenter *self, gconstpointer days)
{
  return way_present_term (*(const guint64 *) days);
}

static char *
show_number (const WayPresenter *self, gconstpointer number)
{
  return g_strdup_printf ("%" PRIu64, *(const guint64 *) number);
}

static char *
show_degrees (const WayPresenter *self, gconstpointer value)
{
  gint64 millionths = *(const gint64 *) value;

  return g_strdup_printf ("%s%" PRId64 ".%06" PRId64, millionths < 0 ? "-" : "",
                          ABS (millionths) / 1000000, ABS (millionths) % 1000000);
}

static char *
show_profile_kind (const WayPresenter *self, gconstpointer kind)
{
  return g_strdup (way_present_profile_kind ((WayProfileKind) * (const guint64 *) kind));
}

static char *
show_correct_reason (const WayPresenter *self, gconstpointer reason)
{
  if (*(const guint64 *) reason == WAY_CORRECT_DID_NOT_OCCUR)
    /* TRANSLATORS: why an earlier entry is declared wrong */
    return g_strdup (_ ("it did not happen"));
  /* TRANSLATORS: why an earlier entry is declared wrong */
  return g_strdup (_ ("what it says is not right"));
}

static char *
show_account (const WayPresenter *self, gconstpointer account)
{
  return way_present_account (self, account);
}

static char *
show_hash (const WayPresenter *self, gconstpointer hash)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (hash));

  return g_strdup_printf ("%.*s…", SHORT_ID, hex);
}

/* A public key, as those of an account are named. */
static char *
show_key (const WayPresenter *self, gconstpointer key)
{
  WayHash id;

  way_public_key_get_thumbprint (key, &id);
  return show_hash (self, &id);
}

static char *
show_document (const WayPresenter *self, gconstpointer record)
{
  const WayDocument *document = record;
  const char *kind = way_present_document_kind ((WayDocumentKind) document->kind);
  g_autofree char *title = NULL;

  if (!way_record_has (document, 5))
    return g_strdup (kind);
  title = way_present_lang_texts (&document->titles);
  return g_strdup_printf ("%s “%s”", kind, title);
}

/* ---- Lists ---------------------------------------------------------------------------------- */

/* @size: of an entry. */
static char *
join (const WayPresenter *self, const WayRecords *records, gsize size, Show show)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const guint8 *entries = records->items;
  gsize n_more = records->n - MIN (records->n, MAX_ENTRIES);

  for (gsize i = 0; i < MIN (records->n, MAX_ENTRIES); i++)
    g_ptr_array_add (texts, show (self, entries + i * size));
  if (n_more > 0)
    /* TRANSLATORS: the last one of a list that was cut */
    g_ptr_array_add (texts,
                     g_strdup_printf (ngettext ("%zu more", "%zu more", n_more), n_more));
  g_ptr_array_add (texts, NULL);
  /* TRANSLATORS: stands between the readings of a list */
  return g_strjoinv (_ ("; "), (char **) texts->pdata);
}

static char *
show_texts (const WayPresenter *self, gconstpointer texts)
{
  return join (self, texts, sizeof (WaySlice), show_code);
}

static char *
show_countries (const WayPresenter *self, gconstpointer codes)
{
  return join (self, codes, sizeof (WaySlice), show_country);
}

static char *
show_documents (const WayPresenter *self, gconstpointer records)
{
  const WayRecords *documents = records;
  g_autofree char *names = join (self, documents, sizeof (WayDocument), show_document);

  return g_strdup_printf ("%zu (%s)", documents->n, names);
}

static char *
show_lang_text (const WayPresenter *self, gconstpointer record)
{
  const WayLangText *text = record;
  g_autofree char *words = show_text (self, &text->text);
  g_autofree char *language = way_slice_dup_string (text->language);

  return g_strdup_printf ("%s (%s)", words, language);
}

/* In each language; which one it is matters where there are several. */
static char *
show_languages (const WayPresenter *self, gconstpointer records)
{
  const WayRecords *texts = records;

  if (texts->n == 1)
    return show_text (self, &((const WayLangText *) texts->items)->text);
  return join (self, texts, sizeof (WayLangText), show_lang_text);
}

/* The same of what the main sentence has in one language. */
static char *
show_others (const WayPresenter *self, gconstpointer texts)
{
  return ((const WayRecords *) texts)->n > 1 ? show_languages (self, texts) : NULL;
}

static char *
show_reading (const WayPresenter *self, gconstpointer record)
{
  const WayReading *reading = record;
  g_autofree char *text = way_present_reading (reading);
  g_autofree char *when = way_present_time (reading->time);

  /* TRANSLATORS: what was measured, and when */
  return g_strdup_printf (_ ("%s, on %s"), text, when);
}

static char *
show_readings (const WayPresenter *self, gconstpointer readings)
{
  return join (self, readings, sizeof (WayReading), show_reading);
}

/* ---- Members -------------------------------------------------------------------------------- */

typedef struct
{
  const WaySchema *schema;
  guint8 key;
  Show show;
  const char *sentence; /* with {value} */
} Row;

/* TRANSLATORS: in these sentences {value} stays as it is; what is signed is put there, texts with their quotation marks */
static const Row rows[] = {
  { &way_event_schema, 1, show_moment, N_ ("It happened on {value}.") },
  { &way_event_schema, 4, show_documents, N_ ("Documents with it: {value}.") },
  { &way_event_schema, 5, show_text, N_ ("Note: {value}.") },
  { &way_place_schema, 1, show_text, N_ ("Place: {value}.") },
  { &way_place_schema, 2, show_code, N_ ("Location number: {value}.") },
  { &way_place_schema, 3, show_country, N_ ("Country: {value}.") },
  { &way_place_schema, 4, show_degrees, N_ ("Latitude: {value}°.") },
  { &way_place_schema, 5, show_degrees, N_ ("Longitude: {value}°.") },
  { &way_document_schema, 1, show_hash, N_ ("The file’s fingerprint: {value}.") },
  { &way_document_schema, 2, show_code, N_ ("The file’s type: {value}.") },
  { &way_document_schema, 3, show_number, N_ ("The file’s size in bytes: {value}.") },
  { &way_document_schema, 5, show_languages, N_ ("Title: {value}.") },
  { &way_document_schema, 6, show_date, N_ ("Issued on {value}.") },
  { &way_document_schema, 7, show_date, N_ ("Valid until {value}.") },
  { &way_document_schema, 8, show_text, N_ ("Standard: {value}.") },
  { &way_profile_schema, 1, show_profile_kind, N_ ("Kind: {value}.") },
  { &way_profile_schema, 2, show_others, N_ ("The name in all languages: {value}.") },
  { &way_profile_schema, 3, show_languages, N_ ("Description: {value}.") },
  { &way_profile_schema, 4, show_text, N_ ("Website: {value}.") },
  { &way_profile_schema, 5, show_country, N_ ("Country: {value}.") },
  { &way_profile_schema, 6, show_code, N_ ("Location number: {value}.") },
  { &way_profile_schema, 7, show_hash, N_ ("The logo’s fingerprint: {value}.") },
  { &way_key_add_schema, 1, show_key, N_ ("Key: {value}.") },
  { &way_key_revoke_schema, 1, show_hash, N_ ("Key: {value}.") },
  { &way_key_revoke_schema, 3, show_time, N_ ("Not to be trusted since {value}.") },
  { &way_attest_schema, 5, show_document, N_ ("Document with it: {value}.") },
  { &way_product_schema, 1, show_others, N_ ("The name in all languages: {value}.") },
  { &way_product_schema, 3, show_languages, N_ ("Description: {value}.") },
  { &way_product_schema, 4, show_documents, N_ ("Pictures: {value}.") },
  { &way_product_schema, 5, show_languages, N_ ("Materials: {value}.") },
  { &way_product_schema, 6, show_code, N_ ("Category (GPC): {value}.") },
  { &way_product_schema, 7, show_country, N_ ("Country of origin: {value}.") },
  { &way_product_schema, 8, show_term, N_ ("Warranty: {value}.") },
  { &way_lot_register_schema, 7, show_day, N_ ("Produced on {value}.") },
  { &way_lot_register_schema, 8, show_day, N_ ("Expires on {value}.") },
  { &way_lot_register_schema, 9, show_text, N_ ("Certification scheme: {value}.") },
  { &way_lot_register_schema, 10, show_number, N_ ("Certified quantity: {value}.") },
  { &way_lot_register_schema, 11, show_account, N_ ("Certified by {value}.") },
  { &way_listing_set_schema, 2, show_number,
    N_ ("Price in the smallest unit of the currency: {value}.") },
  { &way_listing_set_schema, 3, show_code, N_ ("Currency: {value}.") },
  { &way_listing_set_schema, 4, show_number, N_ ("In stock: {value}.") },
  { &way_listing_set_schema, 5, show_countries, N_ ("Sold in: {value}.") },
  { &way_listing_set_schema, 6, show_document, N_ ("Document with it: {value}.") },
  { &way_listing_set_schema, 7, show_time, N_ ("Valid until {value}.") },
  { &way_observe_schema, 3, show_hash, N_ ("It stands for the EPCIS event {value}.") },
  { &way_observe_schema, 4, show_hash, N_ ("It is from the EPCIS document {value}.") },
  { &way_observe_schema, 5, show_step, N_ ("Step: {value}.") },
  { &way_observe_schema, 6, show_text, N_ ("Disposition: {value}.") },
  { &way_observe_schema, 7, show_readings, N_ ("You measured: {value}.") },
  { &way_receive_schema, 2, show_hash, N_ ("Shipment: {value}.") },
  { &way_output_schema, 3, show_text, N_ ("Certification scheme: {value}.") },
  { &way_output_schema, 4, show_number, N_ ("Certified quantity: {value}.") },
  { &way_inspect_schema, 4, show_text, N_ ("Standard: {value}.") },
  { &way_inspect_schema, 5, show_date, N_ ("Valid until {value}.") },
  { &way_correct_schema, 3, show_hash, N_ ("The entry stands in statement {value}.") },
  { &way_correct_schema, 4, show_number, N_ ("Its place there, from 0 on: {value}.") },
  { &way_correct_schema, 5, show_correct_reason, N_ ("Why: {value}.") },
  { &way_correct_schema, 6, show_languages, N_ ("Your words: {value}.") },
  { &way_recall_schema, 3, show_texts, N_ ("Serial numbers: {value}.") },
  { &way_recall_schema, 5, show_others, N_ ("The reason in all languages: {value}.") },
  { &way_recall_schema, 6, show_languages, N_ ("Advice: {value}.") },
  { &way_recall_schema, 7, show_account, N_ ("Your role is attested by {value}.") },
  { &way_recall_end_schema, 3, show_texts, N_ ("Serial numbers: {value}.") },
  { &way_recall_end_schema, 4, show_languages, N_ ("Your words: {value}.") },
  { &way_report_schema, 4, show_languages, N_ ("Your words: {value}.") },
  { &way_report_schema, 5, show_hash, N_ ("The evidence’s fingerprint: {value}.") },
  { &way_take_back_schema, 3, show_hash, N_ ("The sale stands in statement {value}.") },
  { &way_take_back_schema, 4, show_number, N_ ("Its place there, from 0 on: {value}.") },
};

static void
append_member (const WayPresenter *self,
               const WaySchema *schema,
               const WayField *field,
               gconstpointer value,
               GString *sentences)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].schema == schema && rows[i].key == field->key)
      {
        g_autofree char *text = rows[i].show (self, value);
        g_auto (GStrv) parts = g_strsplit (_ (rows[i].sentence), "{value}", 2);

        if (text != NULL)
          g_string_append_printf (sentences, " %s%s%s", parts[0], text, parts[1]);
        return;
      }
  /* no list with sentences of its own: what its entries say, like an output's certificate */
  if (field->type == WAY_FIELD_RECORDS)
    for (gsize i = 0; i < ((const WayRecords *) value)->n; i++)
      way_present_members (self, field->schema,
                           (const guint8 *) ((const WayRecords *) value)->items
                               + i * field->schema->size,
                           sentences);
}

void
way_present_members (const WayPresenter *self,
                     const WaySchema *schema,
                     gconstpointer record,
                     GString *sentences)
{
  guint64 present = *(const guint64 *) record;

  for (gsize i = 0; i < schema->n_fields; i++)
    {
      const WayField *field = &schema->fields[i];
      gconstpointer value = (const guint8 *) record + field->offset;

      if ((field->flags & WAY_FIELD_OPTIONAL) != 0 && ((present >> field->key) & 1) == 0)
        continue;
      append_member (self, schema, field, value, sentences);
      if (field->type == WAY_FIELD_RECORD)
        way_present_members (self, field->schema, value, sentences);
    }
}
