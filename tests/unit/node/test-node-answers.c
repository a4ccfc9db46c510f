/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A node's answers through the eyes of a wallet: what honest answers come to, and that no answer that was tampered with, or that
 * leaves something out, ever makes a thing look better than it is. */

#include <gio/gio.h>

#include "way-big-ledger.h"
#include "way-client.h"
#include "way-examination.h"
#include "way-lot-secret.h"
#include "way-node.h"
#include "way-parallel.h"
#include "way-test.h"

typedef struct
{
  WayBigLedger big;
  WayNodeConfig config;
  WayNode node;
  GThread *thread;
  WayClient *client;
  WayPublicKey in_pack_key;
} Fixture;

/* ---- A node in a thread of its own ------------------------------------------------------ */

typedef struct
{
  Fixture *fixture;
  GMutex mutex;
  GCond cond;
  gboolean is_ready;
} Start;

static gpointer
run_node (gpointer data)
{
  Start *start = data;
  Fixture *fixture = start->fixture;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (context);
  fixture->node.loop = g_main_loop_new (context, FALSE);
  if (!way_node_open (&fixture->node, &fixture->config, &error)
      || !way_node_listen (&fixture->node, &error))
    g_error ("%s", error->message);
  g_mutex_lock (&start->mutex);
  start->is_ready = TRUE;
  g_cond_signal (&start->cond);
  g_mutex_unlock (&start->mutex);
  g_main_loop_run (fixture->node.loop);
  way_node_close (&fixture->node);
  g_main_loop_unref (fixture->node.loop);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
start_node (Fixture *fixture)
{
  Start start = { .fixture = fixture };

  g_mutex_init (&start.mutex);
  g_cond_init (&start.cond);
  fixture->thread = g_thread_new ("node", run_node, &start);
  g_mutex_lock (&start.mutex);
  while (!start.is_ready)
    g_cond_wait (&start.cond, &start.mutex);
  g_mutex_unlock (&start.mutex);
  g_mutex_clear (&start.mutex);
  g_cond_clear (&start.cond);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *socket = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  way_big_ledger_init (&fixture->big, 0);
  socket = g_build_filename (fixture->big.folder, "s", NULL);
  address = g_strconcat ("unix:", socket, NULL);
  way_node_config_init (&fixture->config);
  fixture->config.data_dir = g_strdup (fixture->big.folder);
  fixture->config.listen_unix = g_strdup (socket);
  start_node (fixture);
  fixture->client = way_client_new (address, &error);
  g_assert_no_error (error);
  way_call_leaves_put (fixture->client, &fixture->big.unit_lot_id, fixture->big.leaf_file,
                       NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->client);
  g_main_loop_quit (fixture->node.loop);
  g_thread_join (fixture->thread);
  way_node_config_clear (&fixture->config);
  way_big_ledger_clear (&fixture->big);
}

/* ---- A wallet --------------------------------------------------------------------------- */

static const guint8 nonce[16] = "sixteen bytes..";

static WayQuestion
ask_for (const char *gtin, const char *lot, const char *serial)
{
  WayQuestion question = { .present = 1 << 1, .gtin = way_slice_from_string (gtin) };

  if (lot != NULL)
    question.present |= 1 << 2;
  if (serial != NULL)
    question.present |= 1 << 3;
  question.lot = way_slice_from_string (lot);
  question.serial = way_slice_from_string (serial);
  return question;
}

static GBytes *
look_up (Fixture *fixture, const WayQuestion *question)
{
  WayLookupOptions options = { .nonce = WAY_SLICE_INIT (nonce, sizeof nonce) };
  g_autoptr (GError) error = NULL;
  GBytes *bytes = way_call_lookup (fixture->client, question, &options, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

/* The verdict over @bytes; WAY_VERDICT_NONE where they do not verify. @out_first: the deciding reason. */
static WayVerdictCode
judge (Fixture *fixture,
       GBytes *bytes,
       const WayQuestion *asked,
       const WayHash *me,
       WayReason *out_first)
{
  WayTrust trust = { .genesis = way_slice_from_bytes (fixture->big.genesis_bytes),
                     .parallel = way_parallel_get_shared (),
                     .nonce = WAY_SLICE_INIT (nonce, sizeof nonce),
                     .asked = asked };
  WayExamineOptions options = { .is_live = TRUE,
                                .my_accounts = me,
                                .n_my_accounts = me != NULL };
  g_autoptr (WayVerifiedBundle) bundle = NULL;
  g_autoptr (WayExamination) examination = NULL;
  WayBundleReport report;

  bundle = way_bundle_verify (bytes, &trust, &report, NULL);
  if (bundle == NULL)
    return WAY_VERDICT_NONE;
  examination = way_examine (bundle, &report, &options);
  if (out_first != NULL)
    *out_first = examination->verdict.reasons[0];
  return examination->verdict.code;
}

static void
expect (Fixture *fixture,
        const WayQuestion *question,
        WayVerdictCode code,
        WayReason first)
{
  g_autoptr (GBytes) bytes = look_up (fixture, question);
  WayReason reason = WAY_N_REASONS;

  g_assert_cmpstr (
      way_verdict_code_get_name (judge (fixture, bytes, question, NULL, &reason)), ==,
      way_verdict_code_get_name (code));
  g_assert_cmpstr (way_reason_get_name (reason), ==, way_reason_get_name (first));
}

/* A serial of the lot that nothing happened to: any but the one with a story. */
static void
get_untouched_serial (char *out_serial)
{
  g_autoptr (WaySecret) secret = way_secret_new (32);
  WayUnitSecrets unit;

  way_unit_secrets_derive (secret, 5, &unit);
  g_strlcpy (out_serial, unit.serial, sizeof unit.serial);
}

static void
test_honest_answers (Fixture *fixture, gconstpointer data)
{
  char untouched[WAY_SERIAL_SIZE + 1];
  WayQuestion question;

  get_untouched_serial (untouched);
  question = ask_for (WAY_BIG_GTIN, WAY_BIG_LOT, untouched);
  expect (fixture, &question, WAY_VERDICT_ISSUED, WAY_REASON_ISSUED);
  question = ask_for (WAY_BIG_GTIN, WAY_BIG_LOT, fixture->big.unit_serial);
  expect (fixture, &question, WAY_VERDICT_ALREADY_SOLD, WAY_REASON_SOLD);
  question = ask_for (WAY_BIG_GTIN, WAY_BIG_LOT, "0000000000000000");
  expect (fixture, &question, WAY_VERDICT_LIKELY_COPY, WAY_REASON_NEVER_ISSUED);
  question = ask_for (WAY_BIG_GTIN, "OTHER", untouched);
  expect (fixture, &question, WAY_VERDICT_UNKNOWN_CODE, WAY_REASON_NO_LOT);
  question = ask_for (WAY_BIG_GTIN, NULL, NULL);
  expect (fixture, &question, WAY_VERDICT_ISSUED, WAY_REASON_ISSUED);
  question = ask_for ("04012345678901", NULL, NULL);
  expect (fixture, &question, WAY_VERDICT_UNKNOWN_CODE, WAY_REASON_NO_PRODUCT);
}

/* The answer to another question than the one that was asked. */
static void
test_other_question (Fixture *fixture, gconstpointer data)
{
  char untouched[WAY_SERIAL_SIZE + 1];
  WayQuestion asked = ask_for (WAY_BIG_GTIN, WAY_BIG_LOT, fixture->big.unit_serial);
  WayQuestion other;
  g_autoptr (GBytes) bytes = NULL;

  get_untouched_serial (untouched);
  other = ask_for (WAY_BIG_GTIN, WAY_BIG_LOT, untouched);
  bytes = look_up (fixture, &other);
  g_assert_cmpint (judge (fixture, bytes, &asked, NULL, NULL), ==, WAY_VERDICT_NONE);
}

static gboolean
is_no_better (WayVerdictCode code)
{
  return code == WAY_VERDICT_NONE || code == WAY_VERDICT_ALREADY_SOLD
         || code == WAY_VERDICT_CANNOT_TELL;
}

static void
test_every_byte (Fixture *fixture, gconstpointer data)
{
  WayQuestion question = ask_for (WAY_BIG_GTIN, WAY_BIG_LOT, fixture->big.unit_serial);
  g_autoptr (GBytes) bytes = look_up (fixture, &question);
  WaySlice good = way_slice_from_bytes (bytes);

  for (gsize i = 0; i < good.len; i++)
    {
      guint8 *copy = g_memdup2 (good.data, good.len);
      g_autoptr (GBytes) bad = g_bytes_new_take (copy, good.len);
      WayVerdictCode code;

      copy[i] ^= (guint8) (1u << i % 8);
      code = judge (fixture, bad, &question, NULL, NULL);
      if (!is_no_better (code))
        g_error ("byte %" G_GSIZE_FORMAT " changed makes it %s", i,
                 way_verdict_code_get_name (code));
    }
}

/* ---- Omissions ------------------------------------------------------------------------------ */

static void
drop (WayRecords *records, gsize size, gsize i)
{
  guint8 *items = records->items;

  memmove (items + i * size, items + (i + 1) * size, (records->n - i - 1) * size);
  records->n--;
}

typedef struct
{
  gsize offset; /* of the list in WayBundle */
  gsize size;
} List;

static void
test_omissions (Fixture *fixture, gconstpointer data)
{
  static const List lists[] = {
    { G_STRUCT_OFFSET (WayBundle, timelines), sizeof (WayTimeline) },
    { G_STRUCT_OFFSET (WayBundle, log), sizeof (WayLogEntry) },
    { G_STRUCT_OFFSET (WayBundle, state), sizeof (WayStateEntry) },
    { G_STRUCT_OFFSET (WayBundle, lots), sizeof (WayLotAnswer) },
  };
  WayQuestion question = ask_for (WAY_BIG_GTIN, WAY_BIG_LOT, fixture->big.unit_serial);
  g_autoptr (GBytes) bytes = look_up (fixture, &question);

  for (gsize l = 0; l < G_N_ELEMENTS (lists); l++)
    for (gsize i = 0;; i++)
      {
        g_auto (WayArena) arena = { 0 };
        g_autoptr (GBytes) less = NULL;
        WayBundle bundle = { 0 };
        WayRecords *list = G_STRUCT_MEMBER_P (&bundle, lists[l].offset);
        WayReason reason = WAY_N_REASONS;
        WayVerdictCode code;

        way_arena_init (&arena, 0);
        g_assert_cmpint (way_schema_decode (&way_bundle_schema,
                                            way_slice_from_bytes (bytes), &arena,
                                            &bundle),
                         ==, WAY_RESULT_OK);
        if (i >= list->n)
          break;
        drop (list, lists[l].size, i);
        less = way_schema_encode (&way_bundle_schema, &bundle);
        code = judge (fixture, less, &question, NULL, &reason);
        if (!is_no_better (code))
          g_error ("without entry %" G_GSIZE_FORMAT " of list %" G_GSIZE_FORMAT
                   " it is %s: %s",
                   i, l, way_verdict_code_get_name (code), way_reason_get_name (reason));
      }
}

/* One event left out of a timeline, with the statement that only it needs. */
static void
test_hidden_event (Fixture *fixture, gconstpointer data)
{
  WayQuestion question = ask_for (WAY_BIG_GTIN, WAY_BIG_LOT, fixture->big.unit_serial);
  g_autoptr (GBytes) bytes = look_up (fixture, &question);
  g_auto (WayArena) arena = { 0 };
  WayBundle bundle = { 0 };
  WayTimeline *timelines;
  guint n_tried = 0;

  way_arena_init (&arena, 0);
  g_assert_cmpint (way_schema_decode (&way_bundle_schema, way_slice_from_bytes (bytes),
                                      &arena, &bundle),
                   ==, WAY_RESULT_OK);
  timelines = bundle.timelines.items;
  for (gsize i = 0; i < bundle.timelines.n; i++)
    for (gsize j = 0; j < timelines[i].events.n; j++)
      {
        WayRecords whole = timelines[i].events;
        g_autofree WayEventRef *refs = g_memdup2 (whole.items, whole.n * sizeof *refs);
        g_autoptr (GBytes) less = NULL;
        WayReason reason = WAY_N_REASONS;

        timelines[i].events.items = refs;
        drop (&timelines[i].events, sizeof *refs, j);
        less = way_schema_encode (&way_bundle_schema, &bundle);
        g_assert_cmpint (judge (fixture, less, &question, NULL, &reason), ==,
                         WAY_VERDICT_CANNOT_TELL);
        g_assert_cmpint (reason, ==, WAY_REASON_OMISSION);
        timelines[i].events = whole;
        n_tried++;
      }
  g_assert_cmpuint (n_tried, >=, 6);
}

/* ---- Trust -------------------------------------------------------------------------------------- */

static WayResult
verify_with (Fixture *fixture, const WayTrust *trust, WayBundleReport *report)
{
  WayQuestion question = ask_for (WAY_BIG_GTIN, NULL, NULL);
  g_autoptr (GBytes) bytes = look_up (fixture, &question);
  g_autoptr (GError) error = NULL;
  g_autoptr (WayVerifiedBundle) bundle = way_bundle_verify (bytes, trust, report, &error);

  return bundle != NULL ? WAY_RESULT_OK : way_result_from_error (error);
}

static void
test_trust (Fixture *fixture, gconstpointer data)
{
  WaySlice genesis = way_slice_from_bytes (fixture->big.genesis_bytes);
  WayKeptCheckpoint kept = { .height = 1000000, .log_size = 1000000 };
  WayTrust trust = { .genesis = genesis,
                     .nonce = WAY_SLICE_INIT (nonce, sizeof nonce),
                     .kept = &kept };
  WayBundleReport report;

  g_assert_cmpint (verify_with (fixture, &trust, &report), ==, WAY_RESULT_ROLLED_BACK);
  kept.height = fixture->node.metrics.last_height;
  trust.kept = NULL;
  g_assert_cmpint (verify_with (fixture, &trust, &report), ==, WAY_RESULT_OK);
  g_assert_true (report.may_replace_kept);
  g_assert_cmpint (report.freshness, ==, WAY_PROOF_PRESENT);
  trust.nonce = way_slice_from_string ("another nonce, of 24 ...");
  g_assert_cmpint (verify_with (fixture, &trust, &report), ==, WAY_RESULT_OK);
  g_assert_cmpint (report.freshness, ==, WAY_PROOF_WRONG);
  trust.genesis = (WaySlice) { 0 };
  g_assert_cmpint (verify_with (fixture, &trust, &report), ==,
                   WAY_RESULT_UNKNOWN_NETWORK);
  trust.genesis = way_slice_from_string ("another genesis");
  g_assert_cmpint (verify_with (fixture, &trust, &report), ==, WAY_RESULT_WRONG_NETWORK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (NULL))
    return 1;
#define ADD(name, function)                                                              \
  g_test_add ("/node/answers/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("honest", test_honest_answers);
  ADD ("other-question", test_other_question);
  ADD ("every-byte", test_every_byte);
  ADD ("omissions", test_omissions);
  ADD ("hidden-event", test_hidden_event);
  ADD ("trust", test_trust);
#undef ADD
  return g_test_run ();
}
