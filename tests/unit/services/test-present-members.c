/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-country.h"
#include "way-present.h"

/* Whoever signs is told every member. The records are made from the schemas, so that a member that is added to one and has no
 * sentence fails here. */

static const WayPresenter nobody = { 0 };

/* Members whose form is more than their length, by their JSON names. */
static const struct
{
  const char *name, *value;
} forms[] = {
  { "language", "en" },
  { "gtin", "09521234543213" },
  { "sscc", "095212340000000013" },
  { "gln", "9521234000013" },
  { "country", "PT" },
  { "countryOfOrigin", "PT" },
  { "regions", "PT" },
  { "productionDate", "2026-02-27" },
  { "expiryDate", "2027-02-28" },
  { "gpcCategory", "10000123" },
  { "currency", "EUR" },
};

typedef struct
{
  WayArena arena;
  guint n; /* makes values different from each other */
} Maker;

static void
make (Maker *self, const WaySchema *schema, gpointer record);

static WaySlice
make_text (Maker *self, const WayField *field)
{
  g_autofree char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].name, field->name))
      return way_slice_from_string (forms[i].value);
  text = g_strdup_printf ("t%03uz", self->n);
  return WAY_SLICE_INIT (way_arena_copy (&self->arena, text, strlen (text)),
                         strlen (text));
}

static guint64
make_number (Maker *self, const WayField *field)
{
  if (g_str_equal (field->name, "count"))
    return 1;
  return field->max == 63 ? 17 : 1000 + self->n;
}

static void
make_list (Maker *self, const WayField *field, WayRecords *list)
{
  gsize size = field->type == WAY_FIELD_RECORDS ? field->schema->size : sizeof (WaySlice);

  *list = (WayRecords) { way_arena_alloc (&self->arena, size), 1 };
  if (field->type == WAY_FIELD_RECORDS)
    make (self, field->schema, list->items);
  else
    *(WaySlice *) list->items = make_text (self, field);
}

static void
make_member (Maker *self, const WayField *field, gpointer value)
{
  self->n++;
  if (field->type == WAY_FIELD_UNSIGNED)
    *(guint64 *) value = make_number (self, field);
  else if (field->type == WAY_FIELD_INTEGER)
    *(gint64 *) value = field->max == 840 ? 60 : -1000000 - (gint64) self->n;
  else if (field->type == WAY_FIELD_TIME)
    *(guint64 *) value = 1772366400000 + self->n * G_GUINT64_CONSTANT (3456000000);
  else if (field->type == WAY_FIELD_HASH)
    memset (value, (int) self->n, WAY_HASH_SIZE);
  else if (field->type == WAY_FIELD_FIXED)
    memset (value, (int) self->n, (gsize) field->max);
  else if (field->type == WAY_FIELD_ENUM)
    *(guint64 *) value = field->names[0].value;
  else if (field->type == WAY_FIELD_RECORD)
    make (self, field->schema, value);
  else if (field->type == WAY_FIELD_RECORDS || field->type == WAY_FIELD_TEXTS)
    make_list (self, field, value);
  else
    *(WaySlice *) value = make_text (self, field);
}

static void
make (Maker *self, const WaySchema *schema, gpointer record)
{
  static const WayHash account = { { 9 } };

  if (schema == &way_thing_schema)
    {
      *(WayThing *) record = way_thing_lot (
          &account, way_slice_from_string (forms[1].value), way_slice_from_string ("A1"));
      return;
    }
  for (gsize i = 0; i < schema->n_fields; i++)
    {
      const WayField *field = &schema->fields[i];

      /* a lot in bulk, which has no tree of single items; other tests have that one */
      if (schema == &way_lot_register_schema && strchr ("\5\6\14", field->key) != NULL)
        continue;
      if (field->type == WAY_FIELD_RECORD && field->schema == &way_unit_proof_schema)
        continue;
      make_member (self, field, (guint8 *) record + field->offset);
      if ((field->flags & WAY_FIELD_OPTIONAL) != 0)
        *(guint64 *) record |= G_GUINT64_CONSTANT (1) << field->key;
    }
}

/* ---- What must be said ------------------------------------------------------------------------ */

static void
expect (const char *said, const WayField *field, char *words)
{
  if (strstr (said, words) == NULL)
    g_error ("nothing says %s, “%s”: %s", field->name, words, said);
  g_free (words);
}

static char *
word_text (const WayField *field, WaySlice slice)
{
  g_autofree char *text = way_slice_dup_string (slice);

  if (g_str_equal (field->name, "productionDate"))
    return g_strdup ("27 February 2026");
  if (g_str_equal (field->name, "expiryDate"))
    return g_strdup ("28 February 2027");
  if (g_str_equal (text, "PT"))
    return way_country_dup_name (text);
  return g_steal_pointer (&text);
}

static char *
word_hash (gconstpointer hash)
{
  char *hex = way_hex_encode (way_slice_from_hash (hash));

  hex[12] = '\0';
  return hex;
}

static void
expect_all (const char *said, const WaySchema *schema, gconstpointer record)
{
  guint64 present = *(const guint64 *) record;

  /* of a list of documents, their titles; keys, proofs and cases are for machines */
  for (gsize i = 0; i < schema->n_fields; i++)
    {
      const WayField *field = &schema->fields[i];
      gconstpointer value = (const guint8 *) record + field->offset;
      const WayRecords *list = value;

      if (((field->flags & WAY_FIELD_OPTIONAL) != 0 && ((present >> field->key) & 1) == 0)
          || g_str_equal (field->name, "language"))
        continue;
      if (field->type == WAY_FIELD_UNSIGNED)
        expect (said, field,
                g_strdup_printf ("%" G_GUINT64_FORMAT, *(const guint64 *) value));
      else if (field->type == WAY_FIELD_INTEGER && field->max != 840)
        expect (said, field,
                g_strdup_printf ("-1.%06d", (int) (-*(const gint64 *) value - 1000000)));
      else if (field->type == WAY_FIELD_TIME)
        expect (said, field, way_present_date (*(const guint64 *) value));
      else if (field->type == WAY_FIELD_HASH)
        expect (said, field, word_hash (value));
      else if (field->type == WAY_FIELD_TEXT)
        expect (said, field, word_text (field, *(const WaySlice *) value));
      else if (field->type == WAY_FIELD_TEXTS)
        expect (said, field, word_text (field, *(const WaySlice *) list->items));
      else if (field->schema == &way_thing_schema || field->schema == &way_item_schema)
        expect (said, field, g_strdup ("09521234543213"));
      else if (field->type == WAY_FIELD_RECORDS && field->schema == &way_document_schema)
        expect_all (said, &way_lang_text_schema,
                    ((const WayDocument *) list->items)->titles.items);
      else if (field->type == WAY_FIELD_RECORDS
               && field->schema != &way_case_count_schema)
        expect_all (said, field->schema, list->items);
      else if (field->type == WAY_FIELD_RECORD)
        expect_all (said, field->schema, value);
    }
}

static char *
present (const WayAction *action)
{
  WayPayload payload = { .sequence = 1, .actions = (WayAction *) action, .n_actions = 1 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) said = NULL;

  if (way_payload_validate (&payload, &path) != WAY_RESULT_OK)
    g_error ("%s is no act: %s", way_action_get_name (action->kind), path);
  bytes = way_payload_encode (&payload);
  said = way_present_payload (&nobody, way_slice_from_bytes (bytes), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (said), ==, 1);
  return g_strdup (said[0]);
}

static void
test_each_member (void)
{
  for (guint64 kind = 0; kind < 256; kind++)
    {
      const WaySchema *schema = way_action_get_schema (kind);
      g_autofree gpointer body = schema != NULL ? g_malloc0 (schema->size) : NULL;
      WayAction action = { kind, body };
      g_autofree char *said = NULL;
      Maker maker = { .n = 0 };

      if (schema == NULL)
        continue;
      way_arena_init (&maker.arena, 0);
      make (&maker, schema, body);
      said = present (&action);
      g_assert_null (strchr (said, '{'));
      expect_all (said, schema, body);
      way_arena_clear (&maker.arena);
    }
}

/* A text is quoted in full where it isn't very long, in each of its languages. */
static void
test_texts (void)
{
  g_autofree char *long_text = g_strnfill (3000, 'x');
  g_autofree char *cut = g_strnfill (1000, 'x');
  g_autofree char *quoted = g_strdup_printf ("“%s…” (en)", cut);
  g_autofree char *said = NULL;
  WayLangText rows[] = { { .language = way_slice_from_string ("en"),
                           .text = way_slice_from_string (long_text) },
                         { .language = way_slice_from_string ("pt"),
                           .text = way_slice_from_string ("Devolva") } };
  WayRecall recall = { .present = 1 << 6,
                       .event = { .time = (guint64) g_get_real_time () / 1000 },
                       .level = 1,
                       .reasons = { &rows[1], 1 },
                       .advice = { rows, 2 } };
  WayAction action = { WAY_ACTION_RECALL, &recall };
  static const WayHash account = { { 9 } };

  recall.thing = way_thing_lot (&account, way_slice_from_string ("09521234543213"),
                                way_slice_from_string ("A1"));
  said = present (&action);
  g_assert_nonnull (strstr (said, quoted));
  g_assert_nonnull (strstr (said, "“Devolva” (pt)"));
  /* now needs no date */
  g_assert_null (strstr (said, "It happened on"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/present-members/each-member", test_each_member);
  g_test_add_func ("/services/present-members/texts", test_texts);
  return g_test_run ();
}
