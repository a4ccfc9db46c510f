/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/spec/statement.cddl is what the tables say. `test-statement-cddl --print` writes it. */

#include <stdio.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "way-statement.h"
#include "way-test.h"

static const WaySchema *const others[] = {
  &way_possession_schema,     &way_claim_proof_schema,       &way_freshness_schema,
  &way_checkpoint_schema,     &way_genesis_schema,           &way_account_state_schema,
  &way_key_state_schema,      &way_attestation_state_schema, &way_prefix_state_schema,
  &way_lot_state_schema,      &way_listing_state_schema,     &way_head_schema,
  &way_notes_schema,          &way_quantity_schema,          &way_shipment_state_schema,
  &way_shipment_items_schema, &way_recall_state_schema,      &way_due_schema,
  &way_bundle_schema,
};

static void
append_statement (GString *out)
{
  g_string_append (out, "; SPDX-FileCopyrightText: The Waymark developers\n"
                        "; SPDX-License-Identifier: GPL-3.0-or-later\n"
                        ";\n"
                        "; Printed from src/core/model/way-model.def; a test compares. "
                        "Rules that a grammar "
                        "can't say: statement.md.\n\n"
                        "Statement = #6.18([\n"
                        "  protected: bstr .cbor Protected,\n"
                        "  unprotected: {},\n"
                        "  payload: bstr .cbor Payload,\n"
                        "  signature: bstr .size 64,\n"
                        "])\n\n"
                        "Protected = {\n"
                        "  1: -8, ; algorithm\n"
                        "  3: \"");
  g_string_append (out, way_content_get_media_type (WAY_CONTENT_STATEMENT));
  g_string_append (out, "\", ; content type\n"
                        "  4: bstr .size 32, ; key id\n"
                        "}\n\n"
                        "Payload = {\n"
                        "  1: bstr .size 32, ; network\n"
                        "  2: bstr .size 32, ; account\n"
                        "  3: uint, ; sequence\n");
  g_string_append_printf (out,
                          "  4: 0..%" G_GUINT64_FORMAT ", ; notAfter\n"
                          "  5: [1*%d Action], ; actions\n"
                          "}\n\n",
                          WAY_TIME_MAX_MS, WAY_STATEMENT_MAX_ACTIONS);
}

static void
append_actions (GString *out, GArray *fields)
{
  gboolean is_first = TRUE;

  for (guint64 kind = 0; kind < 256; kind++)
    {
      const WaySchema *schema = way_action_get_schema (kind);
      WayField field = { .key = 1, .type = WAY_FIELD_RECORD, .schema = schema };

      if (schema == NULL)
        continue;
      g_string_append_printf (out, "%s[%" G_GUINT64_FORMAT ", %s] ; %s\n",
                              is_first ? "Action = " : "  / ", kind, schema->name,
                              way_action_get_name (kind));
      g_array_append_val (fields, field);
      is_first = FALSE;
    }
}

/** Every record once: a record made up here has them all inside; its own rule is dropped. */
static char *
print (void)
{
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (WayField));
  g_autoptr (GString) records = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  WaySchema all = { .name = "All" };

  append_statement (out);
  append_actions (out, fields);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      WayField field = { .key = 1, .type = WAY_FIELD_RECORD, .schema = others[i] };
      g_array_append_val (fields, field);
    }
  for (guint i = 0; i < fields->len; i++)
    g_array_index (fields, WayField, i).name = "";
  all.fields = (const WayField *) (gpointer) fields->data;
  all.n_fields = fields->len;
  way_schema_append_cddl (&all, records);
  g_string_append (out, strstr (records->str, "}\n") + 2);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_file (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "docs", "spec",
                                            "statement.cddl", NULL);
  g_autofree char *expected = print ();
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, expected);
}

#define TEXT(literal) way_slice_from_string (literal)

static char *
write_temporary (const char *name, gconstpointer bytes, gsize len)
{
  char *path = NULL;
  int file = g_file_open_tmp (name, &path, NULL);

  g_assert_cmpint (write (file, bytes, len), ==, (gssize) len);
  close (file);
  return path;
}

/** What another implementation of CDDL says of one act's record. Ranges that begin below zero,
 * `.cbor` inside an array and choices of arrays are beyond it, so not of the whole. */
static gboolean
is_valid (const char *tool, const WaySchema *schema, const guint8 *bytes, gsize len)
{
  g_autoptr (GString) printed = g_string_new (NULL);
  g_autoptr (GRegex) range = g_regex_new ("-\\d+\\.\\.\\d+", 0, 0, NULL);
  g_autofree char *rules = NULL;
  g_autofree char *cddl = NULL;
  g_autofree char *cbor = write_temporary ("XXXXXX.cbor", bytes, len);
  const char *arguments[] = { tool, "validate", "--cddl", NULL, "--cbor", cbor, NULL };
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;

  way_schema_append_cddl (schema, printed);
  rules = g_regex_replace_literal (range, printed->str, -1, 0, "int", 0, NULL);
  cddl = write_temporary ("XXXXXX.cddl", rules, strlen (rules));
  arguments[3] = cddl;
  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL,
                               NULL, &out, &err, NULL, NULL));
  g_unlink (cddl);
  g_unlink (cbor);
  g_test_message ("%s%s", out, err);
  return strstr (err, "ERROR") == NULL && strstr (out, "is successful") != NULL;
}

static void
check_record (const char *tool, const WaySchema *schema, gconstpointer record)
{
  g_autoptr (GBytes) encoded = way_schema_encode (schema, record);
  gsize len = g_bytes_get_size (encoded);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (encoded, NULL), len);
  guint n_changed = 0;

  g_assert_cmpint (way_schema_validate (schema, record, NULL), ==, WAY_RESULT_OK);
  g_assert_true (is_valid (tool, schema, bytes, len));
  for (gsize i = 0; i + 4 < len; i++)
    {
      if (memcmp (bytes + i, "\x04\x62L1", 4) != 0)
        continue;
      bytes[i] = 7; /* the lot under a key that a thing does not have */
      n_changed++;
    }
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_false (is_valid (tool, schema, bytes, len));
}

/* Records three levels deep, with all kinds of members */
static void
test_tool (void)
{
  g_autofree char *tool = g_find_program_in_path ("cddl");
  WayHash account = { { 1 } };
  WayItem item = { .present = 1 << 3,
                   .thing = way_thing_unit (&account, TEXT ("09521234543213"),
                                            TEXT ("L1"), TEXT ("S1")),
                   .proof = { .present = 1 << 4, .path = { &account, 1 } } };
  WayDocument document = { .media_type = TEXT ("application/pdf"),
                           .size = 7,
                           .kind = WAY_DOCUMENT_CUSTOMS };
  WayShip ship = { .event = { .present = 1 << 3 | 1 << 4 | 1 << 5,
                              .time = 1700000000000,
                              .offset_minutes = -120,
                              .place = { .present = 1 << 4 | 1 << 5,
                                         .name = TEXT ("Gate 2"),
                                         .latitude_e6 = -1,
                                         .longitude_e6 = 2 },
                              .documents = { &document, 1 },
                              .note = TEXT ("茶") },
                   .items = { &item, 1 } };
  WayLangText reason = { .language = TEXT ("en"), .text = TEXT ("Sharp edge") };
  WaySlice serial = TEXT ("S1");
  WayRecall recall = { .present = 1 << 3,
                       .thing =
                           way_thing_lot (&account, TEXT ("09521234543213"), TEXT ("L1")),
                       .serials = { &serial, 1 },
                       .level = WAY_RECALL_SAFETY,
                       .reasons = { &reason, 1 } };

  if (tool == NULL)
    {
      g_test_skip ("the program cddl is not installed");
      return;
    }
  check_record (tool, &way_ship_schema, &ship);
  check_record (tool, &way_recall_schema, &recall);
}

int
main (int argc, char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], "--print"))
    {
      g_autofree char *text = print ();
      fputs (text, stdout);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/cddl/file", test_file);
  g_test_add_func ("/model/cddl/tool", test_tool);
  return g_test_run ();
}
