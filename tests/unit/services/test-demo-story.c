/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-story.h"
#include "way-gtin.h"
#include "way-ledger.h"
#include "way-naive-store.h"

/* The whole history of the demo market on a real ledger; what the files of data/demo/ promise; bad stories. */

static WayDemoStory *
make_story (void)
{
  g_autoptr (GError) error = NULL;
  WayDemoStory *story = way_demo_story_new (&error);

  g_assert_no_error (error);
  return story;
}

/* ---- On a ledger ------------------------------------------------------------------------ */

static void
say (WayLedger *ledger, const WayDemoStatement *said, gsize i)
{
  g_autofree WayCandidate *candidate = g_new0 (WayCandidate, 1);
  g_autoptr (GError) error = NULL;
  const WayPublicKey *own;
  WayPublicKey key;
  WayResult result;

  way_ledger_begin (ledger, said->time_ms, TRUE, &error);
  g_assert_no_error (error);
  result = way_candidate_init (candidate, way_slice_from_bytes (said->statement));
  g_assert_cmpint (result, ==, WAY_RESULT_OK);
  own = way_candidate_get_own_key (candidate);
  if (own != NULL)
    key = *own;
  else
    g_assert_true (
        way_ledger_find_key (ledger, &candidate->statement.cose.key_id, &key, &error));
  g_assert_true (way_candidate_verify (candidate, &key));
  way_ledger_apply (ledger, candidate, &result, NULL, &error);
  g_assert_no_error (error);
  if (result != said->expected)
    g_error ("row %" G_GSIZE_FORMAT " of story.json: %s instead of %s", i + 1,
             way_result_get_name (result), way_result_get_name (said->expected));
  way_ledger_commit (ledger, &error);
  g_assert_no_error (error);
  way_candidate_clear (candidate);
}

static void
test_ledger (void)
{
  g_autoptr (WayDemoStory) story = make_story ();
  g_autoptr (WayKeyPair)
      solo = way_key_pair_new_from_seed (way_demo_story_get_solo_seed (story));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WayLedger) ledger = NULL;
  g_autoptr (GError) error = NULL;
  WayNaiveStore store;
  WayGenesis genesis;
  WayHash network;

  way_naive_store_init (&store);
  way_demo_story_get_genesis (story, &genesis);
  bytes = way_schema_encode (&way_genesis_schema, &genesis);
  ledger = way_ledger_open (way_slice_from_bytes (bytes), way_naive_store_get (&store),
                            NULL, solo, &error);
  g_assert_no_error (error);
  way_demo_story_get_network (story, &network);
  g_assert_true (way_hash_equal (&network, way_ledger_get_network (ledger)));
  g_assert_true (way_ledger_get_genesis (ledger)->is_demo);
  for (gsize i = 0; i < way_demo_story_get_n_statements (story); i++)
    say (ledger, way_demo_story_get_statement (story, i), i);
  g_assert_cmpuint (way_ledger_get_checkpoint (ledger, NULL, NULL)->log_size, ==,
                    way_demo_story_get_n_statements (story));
  g_clear_pointer (&ledger, way_ledger_free);
  way_naive_store_clear (&store);
}

/* ---- Promises ------------------------------------------------------------------------------ */

static void
test_same_each_time (void)
{
  g_autoptr (WayDemoStory) one = make_story ();
  g_autoptr (WayDemoStory) other = make_story ();
  gsize n = way_demo_story_get_n_statements (one);

  g_assert_cmpuint (n, >, 50);
  for (gsize i = 0; i < n; i++)
    g_assert_true (g_bytes_equal (way_demo_story_get_statement (one, i)->statement,
                                  way_demo_story_get_statement (other, i)->statement));
}

static void
test_spans_months (void)
{
  g_autoptr (WayDemoStory) story = make_story ();
  gsize n = way_demo_story_get_n_statements (story);
  guint64 first = way_demo_story_get_statement (story, 0)->time_ms;
  guint64 last = way_demo_story_get_statement (story, n - 1)->time_ms;
  const guint64 month_ms = G_GUINT64_CONSTANT (30) * 86400000;

  g_assert_cmpuint (last - first, >, 6 * month_ms);
  /* not in anybody's future: a node refuses a clock that is behind its ledger */
  g_assert_cmpuint (last, <, (guint64) g_get_real_time () / 1000);
}

static void
test_prefix (void)
{
  g_autoptr (WayDemoStory) story = make_story ();
  const WayDemoMarketFile *market = way_demo_story_get_market (story);
  const WayDemoProduct *products = market->products.items;
  const WayDemoCase *cases = market->cases.items;

  for (gsize i = 0; i < market->products.n; i++)
    {
      g_autofree char *gtin = way_slice_dup_string (products[i].gtin);
      char gtin14[15];

      g_assert_true (g_str_has_prefix (gtin, "0952"));
      g_assert_true (way_gtin_to_gtin14 (gtin, gtin14, NULL));
    }
  for (gsize i = 0; i < market->cases.n; i++)
    {
      g_autofree char *sscc = way_slice_dup_string (cases[i].sscc);

      g_assert_true (g_str_has_prefix (sscc, "0952"));
      g_assert_true (way_sscc_check (sscc, NULL));
    }
}

/* Every list of texts has both languages. */
static void
check_texts (const WaySchema *schema, gconstpointer record);

static void
check_list (const WayField *field, const WayRecords *records)
{
  const guint8 *item = records->items;

  if (field->schema == &way_lang_text_schema && records->n > 0)
    {
      const WayLangText *texts = records->items;

      g_assert_cmpuint (records->n, ==, 2);
      g_assert_true (way_slice_equal_string (texts[0].language, "en"));
      g_assert_true (way_slice_equal_string (texts[1].language, "zh-Hans"));
      g_assert_false (way_slice_equal (texts[0].text, texts[1].text));
    }
  for (gsize i = 0; i < records->n; i++)
    check_texts (field->schema, item + i * field->schema->size);
}

static void
check_texts (const WaySchema *schema, gconstpointer record)
{
  for (gsize i = 0; i < schema->n_fields; i++)
    {
      const WayField *field = &schema->fields[i];
      gconstpointer member = (const guint8 *) record + field->offset;

      if (field->type == WAY_FIELD_RECORD)
        check_texts (field->schema, member);
      else if (field->type == WAY_FIELD_RECORDS)
        check_list (field, member);
    }
}

static void
test_both_languages (void)
{
  g_autoptr (WayDemoStory) story = make_story ();

  check_texts (&way_demo_market_file_schema, way_demo_story_get_market (story));
  for (gsize i = 0; i < way_demo_story_get_n_statements (story); i++)
    {
      const WayDemoStatement *said = way_demo_story_get_statement (story, i);
      g_auto (WayArena) arena;
      WayStatement statement;

      way_arena_init (&arena, 0);
      g_assert_cmpint (way_statement_parse (way_slice_from_bytes (said->statement),
                                            &arena, &statement),
                       ==, WAY_RESULT_OK);
      for (gsize j = 0; j < statement.payload.n_actions; j++)
        check_texts (way_action_get_schema (statement.payload.actions[j].kind),
                     statement.payload.actions[j].body);
    }
}

static void
test_codes (void)
{
  g_autoptr (WayDemoStory) story = make_story ();
  const WayDemoLabelsFile *labels = way_demo_story_get_labels (story);
  const WayDemoLabel *rows = labels->labels.items;
  g_autoptr (GHashTable)
      verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < labels->labels.n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *code = way_demo_story_dup_code (story, rows[i].code, &error);
      char *verdict = way_record_has (&rows[i], 5)
                          ? way_slice_dup_string (rows[i].verdict)
                          : g_strdup ("no product");

      g_assert_no_error (error);
      g_assert_true (code[0] != '@');
      g_hash_table_add (verdicts, verdict);
    }
  /* the seven verdicts, and labels that are no product's */
  g_assert_cmpuint (g_hash_table_size (verdicts), ==, 8);
}

/* ---- Bad stories ------------------------------------------------------------------------------ */

static const struct
{
  const char *name;
  const char *story;
  WayResult result;
} bad_stories[] = {
  { "no JSON", "[", WAY_RESULT_MALFORMED },
  { "nothing", "[]", WAY_RESULT_MALFORMED },
  { "nobody", "[{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"ghost\",\"do\":[]}]",
    WAY_RESULT_NOT_FOUND },
  { "no time", "[{\"at\":\"today\",\"by\":\"tea\",\"do\":[]}]", WAY_RESULT_MALFORMED },
  { "no actions", "[{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"tea\",\"do\":[]}]",
    WAY_RESULT_MISSING_MEMBER },
  { "unknown member",
    "[{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"tea\",\"when\":1,\"do\":[]}]",
    WAY_RESULT_UNKNOWN_MEMBER },
  { "unknown action",
    "[{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"tea\",\"do\":[[\"bake\",{}]]}]",
    WAY_RESULT_MALFORMED },
  { "unknown reference",
    "[{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"tea\",\"do\":[[\"listingRemove\","
    "{\"gtin\":\"@nothing:x\"}]]}]",
    WAY_RESULT_MALFORMED },
  { "unknown product",
    "[{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"tea\",\"do\":[[\"listingRemove\","
    "{\"gtin\":\"@gtin:coffee\"}]]}]",
    WAY_RESULT_NOT_FOUND },
  { "unit out of range",
    "[{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"tea\",\"do\":[[\"sell\","
    "{\"units\":[\"@units:silver:99\"]}]]}]",
    WAY_RESULT_OUT_OF_RANGE },
  { "units of bulk",
    "[{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"tea\",\"do\":[[\"sell\","
    "{\"units\":[\"@units:leaf-spring:1\"]}]]}]",
    WAY_RESULT_INVALID_VALUE },
  { "missing member",
    "[{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"tea\",\"do\":[[\"sell\",{}]]}]",
    WAY_RESULT_MISSING_MEMBER },
  { "a place without an event",
    "[{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"tea\",\"place\":\"estate\",\"do\":[["
    "\"listingRemove\",{\"gtin\":\"@gtin:white-tea\"}]]}]",
    WAY_RESULT_UNKNOWN_MEMBER },
  { "back in time",
    "[{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"tea\",\"do\":[[\"listingRemove\",{"
    "\"gtin\":\"@gtin:white-tea\"}]]},{\"at\":\"2025-01-06T01:00:00Z\",\"by\":\"tea\","
    "\"do\":[[\"listingRemove\",{\"gtin\":\"@gtin:white-tea\"}]]}]",
    WAY_RESULT_OUT_OF_RANGE },
};

static void
test_bad_stories (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_stories); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WayDemoStory) story = way_demo_story_new_from_json (
          way_slice_from_string (bad_stories[i].story), &error);

      g_test_message ("%s: %s", bad_stories[i].name,
                      error != NULL ? error->message : "taken");
      g_assert_null (story);
      g_assert_error (error, WAY_ERROR, (int) bad_stories[i].result);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/demo-story/ledger", test_ledger);
  g_test_add_func ("/demo-story/same-each-time", test_same_each_time);
  g_test_add_func ("/demo-story/spans-months", test_spans_months);
  g_test_add_func ("/demo-story/prefix", test_prefix);
  g_test_add_func ("/demo-story/both-languages", test_both_languages);
  g_test_add_func ("/demo-story/codes", test_codes);
  g_test_add_func ("/demo-story/bad-stories", test_bad_stories);
  return g_test_run ();
}
