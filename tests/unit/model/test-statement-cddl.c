/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/spec/statement.cddl is what the tables say. `test-statement-cddl --print` writes it. */

#include <stdio.h>

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
  return g_test_run ();
}
