/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The schemas of docs/spec/openapi.yaml are what the tables say. `test-openapi --print` writes that part of it. */

#include <stdio.h>
#include <string.h>

#include "way-api.h"
#include "way-test.h"

#define BEGIN "    # Printed from the tables by test-openapi; a test compares.\n"
#define END   "    # End of what is printed.\n"

static const WaySchema *const roots[] = {
  &way_problem_schema,        &way_head_reply_schema,     &way_submit_reply_schema,
  &way_key_reply_schema,      &way_things_reply_schema,   &way_shipments_reply_schema,
  &way_lots_reply_schema,     &way_products_reply_schema, &way_recalls_reply_schema,
  &way_observed_reply_schema, &way_health_reply_schema,   &way_consistency_schema,
  &way_bundle_schema,
};

/* @schema and all records inside, outermost first, each once. */
static void
collect (GPtrArray *schemas, const WaySchema *schema)
{
  if (g_ptr_array_find (schemas, schema, NULL))
    return;
  g_ptr_array_add (schemas, (gpointer) schema);
  for (gsize i = 0; i < schema->n_fields; i++)
    if (schema->fields[i].schema != NULL)
      collect (schemas, schema->fields[i].schema);
}

static char *
print (void)
{
  g_autoptr (GPtrArray) schemas = g_ptr_array_new ();
  GString *out = g_string_new (BEGIN);

  for (gsize i = 0; i < G_N_ELEMENTS (roots); i++)
    collect (schemas, roots[i]);
  for (guint i = 0; i < schemas->len; i++)
    {
      const WaySchema *schema = schemas->pdata[i];

      g_string_append_printf (out, "    %s: ", schema->name);
      way_schema_append_json_schema (schema, 4, out);
      g_string_append_c (out, '\n');
    }
  g_string_append (out, END);
  return g_string_free_and_steal (out);
}

static void
test_file (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "docs", "spec", "openapi.yaml", NULL);
  g_autofree char *expected = print ();
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  const char *begin, *end;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  begin = strstr (contents, BEGIN);
  end = strstr (contents, END);
  g_assert_nonnull (begin);
  g_assert_nonnull (end);
  contents[end - contents + (gssize) strlen (END)] = '\0';
  g_assert_cmpstr (begin, ==, expected);
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
  g_test_add_func ("/api/openapi/schemas", test_file);
  return g_test_run ();
}
