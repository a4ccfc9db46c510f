/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Statements a second of the whole ledger — form, signature, admission, rules, state tree, log
 * tree, index rows, one transaction with a full sync for each block — against verifying
 * the same signatures on one core and nothing else. The ledger holds a million things and a
 * million log rows; each block has a statement of each of 1,000 signers, which observes two
 * of the signer's 1,000 things, chosen at random: three keys of the state map. Signatures are
 * verified ahead of the thread that writes, by as many threads as there are cores, as in the
 * engine: while the writer waits for the disk, or is behind, no core is idle. */

#include <glib/gstdio.h>
#include <string.h>

#include <sodium.h>

#include "way-bench.h"
#include "way-checkpoint.h"
#include "way-hash.h"
#include "way-index.h"
#include "way-ledger.h"
#include "way-state-key.h"
#include "way-store.h"

#define N_SIGNERS    1000
#define N_THINGS     1000 /* of each signer */
#define N_LOG        (N_SIGNERS * N_THINGS)
#define BULK_SIGNERS 50 /* whose things one block of the preparation makes */
#define N_BLOCKS     20 /* of one turn */
#define N_TURNS      8  /* one of them not counted */
#define N_LIMIT      1000
#define MAX_AHEAD    3 /* blocks that may be verified before they are written */
#define SEED         20240229
#define CREATED      G_GUINT64_CONSTANT (1700000000000)
#define WEEK_MS      G_GUINT64_CONSTANT (604800000)

typedef struct
{
  WayKeyPair *key;
  WayHash account;
  guint64 sequence;
} Signer;

typedef struct
{
  GBytes *bytes;
  WayCandidate candidate;
} Item;

typedef struct
{
  char *path;
  GBytes *genesis;
  WayKeyPair *solo;
  WayHash network;
  WayStore *store;
  WayIndexWriter *index;
  WayIndexHook hook;
  WayLedger *ledger;
  Signer *signers;
  GRand *rand;
  guint64 now;

  Item *items; /* of one turn: N_BLOCKS × N_SIGNERS */
  guint n_applied;

  /* Verifying ahead. */
  GMutex mutex;
  GCond wake;
  guint next_chunk;  /* to be verified */
  guint *n_verified; /* by block */
  guint n_written;   /* blocks */
} Fixture;

#define CHUNK 50 /* statements that a thread takes at a time */

static const char gtin[] = "09521234543213";

static void
check (gboolean done, const GError *error)
{
  if (!done)
    g_error ("%s", error ? error->message : "failed");
}

#define CHECK(call)                                                                      \
  G_STMT_START                                                                           \
  {                                                                                      \
    g_autoptr (GError) error = NULL;                                                     \
    check ((call), error);                                                               \
  }                                                                                      \
  G_STMT_END

/* ---- The world ---------------------------------------------------------------------------- */

static WayKeyPair *
make_key (guint number)
{
  g_autoptr (WaySecret) seed = way_secret_new (32);

  memset (way_secret_get_data (seed), 0x3c, 32);
  memcpy (way_secret_get_data (seed), &number, sizeof number);
  return way_key_pair_new_from_seed (seed);
}

static void
make_genesis (Fixture *fixture)
{
  WayLangText name = { .language = way_slice_from_string ("en"),
                       .text = way_slice_from_string ("Benchmark") };
  WayGenesis genesis = { .format = 1,
                         .names = { &name, 1 },
                         .created = CREATED,
                         .parameters = { .max_statement_bytes = 65536,
                                         .max_block_statements = 5000,
                                         .max_not_after_ms = WEEK_MS } };

  fixture->solo = make_key (0);
  memcpy (genesis.solo_key, way_key_pair_get_public (fixture->solo)->bytes, 32);
  fixture->genesis = way_schema_encode (&way_genesis_schema, &genesis);
  way_genesis_get_network (way_slice_from_bytes (fixture->genesis), &fixture->network);
}

static void
make_signers (Fixture *fixture)
{
  fixture->signers = g_new0 (Signer, N_SIGNERS);
  for (guint i = 0; i < N_SIGNERS; i++)
    {
      fixture->signers[i].key = make_key (i + 1);
      way_public_key_get_thumbprint (way_key_pair_get_public (fixture->signers[i].key),
                                     &fixture->signers[i].account);
    }
}

static GBytes *
sign (Fixture *fixture, Signer *signer, WayAction *action)
{
  WayPayload payload = { .network = fixture->network,
                         .account = signer->account,
                         .sequence = ++signer->sequence,
                         .not_after = fixture->now + WEEK_MS / 2,
                         .actions = action,
                         .n_actions = 1 };
  g_autoptr (GError) error = NULL;
  GBytes *bytes = way_statement_sign (&payload, signer->key, &error);

  check (bytes != NULL, error);
  return bytes;
}

static WayThing
get_thing (const Signer *signer, guint number, char lot[16])
{
  g_snprintf (lot, 16, "LOT%u", number);
  return way_thing_lot (&signer->account, way_slice_from_string (gtin),
                        way_slice_from_string (lot));
}

static void
open_ledger (Fixture *fixture)
{
  gboolean needs_rebuild;

  CHECK ((fixture->store = way_store_open (fixture->path, &error)) != NULL);
  CHECK ((fixture->index = way_index_writer_new (way_store_get_sql (fixture->store),
                                                 &needs_rebuild, &error))
         != NULL);
  fixture->hook = way_index_writer_get_hook (fixture->index);
  CHECK ((fixture->ledger = way_ledger_open (way_slice_from_bytes (fixture->genesis),
                                             way_store_get_ledger_store (fixture->store),
                                             &fixture->hook, fixture->solo, &error))
         != NULL);
}

static void
close_ledger (Fixture *fixture)
{
  g_clear_pointer (&fixture->ledger, way_ledger_free);
  g_clear_pointer (&fixture->index, way_index_writer_free);
  g_clear_pointer (&fixture->store, way_store_free);
}

/* ---- A million rows, straight into the store ------------------------------------------------ */

static void
put_thing (Fixture *fixture, const Signer *signer, guint number, guint64 log_index)
{
  WayLedgerStore store = way_store_get_ledger_store (fixture->store);
  char lot[16];
  WayThing thing = get_thing (signer, number, lot);
  WayHead head = { .kind = WAY_THING_LOT, .status = WAY_HEAD_ACTIVE, .n_events = 1 };
  WayHookEvent event = { .thing = &thing, .log_index = log_index };
  g_autoptr (GBytes) value = NULL;
  WayStateKey key;

  way_thing_get_id (&thing, &event.thing_id);
  head.chain = event.thing_id;
  value = way_schema_encode (&way_head_schema, &head);
  key = way_state_key_head (&event.thing_id);
  CHECK (store.interface->put (store.self, way_state_key_get_slice (&key),
                               way_slice_from_bytes (value), &error));
  CHECK (fixture->hook.interface->event (fixture->hook.self, &event, &error));
}

/* Rows of the size that statements have, with identifiers as random as theirs. */
static void
append_row (Fixture *fixture, GBytes *sample, guint64 height, guint64 index, guint64 at)
{
  WayLedgerStore store = way_store_get_ledger_store (fixture->store);
  WayLogRow row = { .log_index = at,
                    .height = height,
                    .time_ms = fixture->now,
                    .index = index,
                    .statement = way_slice_from_bytes (sample) };

  way_sha256 (WAY_SLICE_INIT (&at, sizeof at), &row.id);
  CHECK (store.interface->append (store.self, &row, &error));
}

static void
commit_bulk (Fixture *fixture, WayCheckpoint *checkpoint)
{
  WayLedgerStore store = way_store_get_ledger_store (fixture->store);
  g_autoptr (GBytes) signed_checkpoint = NULL;
  WayRoots roots;
  WayHash hash;

  way_checkpoint_get_hash (checkpoint, &checkpoint->previous);
  CHECK (store.interface->seal (store.self, &roots, &error));
  checkpoint->height++;
  checkpoint->state_root = roots.state_root;
  checkpoint->log_root = roots.log_root;
  checkpoint->log_size = roots.log_size;
  signed_checkpoint = way_checkpoint_sign (checkpoint, fixture->solo);
  way_checkpoint_get_hash (checkpoint, &hash);
  CHECK (store.interface->commit (store.self, checkpoint->height,
                                  way_slice_from_bytes (signed_checkpoint), &hash,
                                  &error));
}

static void
fill_store (Fixture *fixture, GBytes *sample)
{
  WayLedgerStore store = way_store_get_ledger_store (fixture->store);
  WayCheckpoint checkpoint = *way_ledger_get_checkpoint (fixture->ledger, NULL, NULL);

  for (guint first = 0; first < N_SIGNERS; first += BULK_SIGNERS)
    {
      guint64 index = 0;

      CHECK (store.interface->begin (store.self, &error));
      for (guint i = first; i < first + BULK_SIGNERS; i++)
        for (guint j = 0; j < N_THINGS; j++, index++)
          {
            guint64 at = checkpoint.log_size + index;

            put_thing (fixture, &fixture->signers[i], j, at);
            append_row (fixture, sample, checkpoint.height + 1, index, at);
          }
      commit_bulk (fixture, &checkpoint);
    }
}

/* ---- Statements --------------------------------------------------------------------------- */

static GBytes *
make_observation (Fixture *fixture, Signer *signer)
{
  char lots[2][16];
  gint32 first = g_rand_int_range (fixture->rand, 0, N_THINGS);
  gint32 step = g_rand_int_range (fixture->rand, 1, N_THINGS);
  WayThing things[2] = { get_thing (signer, (guint) first, lots[0]),
                         get_thing (signer, (guint) (first + step) % N_THINGS, lots[1]) };
  WayObserve observe = { .event = { .time = fixture->now },
                         .things = { things, 2 },
                         .biz_step = way_slice_from_string ("storing") };
  WayAction action = { WAY_ACTION_OBSERVE, &observe };

  observe.present = 1 << 5;
  return sign (fixture, signer, &action);
}

static void
prepare_turn (Fixture *fixture)
{
  for (guint i = 0; i < N_BLOCKS * N_SIGNERS; i++)
    fixture->items[i].bytes =
        make_observation (fixture, &fixture->signers[i % N_SIGNERS]);
}

static void
clear_turn (Fixture *fixture)
{
  for (guint i = 0; i < N_BLOCKS * N_SIGNERS; i++)
    {
      way_candidate_clear (&fixture->items[i].candidate);
      g_bytes_unref (fixture->items[i].bytes);
    }
}

static void
register_all (Fixture *fixture)
{
  CHECK (way_ledger_begin (fixture->ledger, fixture->now, TRUE, &error));
  for (guint i = 0; i < N_SIGNERS; i++)
    {
      Signer *signer = &fixture->signers[i];
      WayRegister body = { 0 };
      WayAction action = { WAY_ACTION_REGISTER, &body };
      g_autoptr (GBytes) bytes = NULL;
      g_autofree WayCandidate *candidate = g_new (WayCandidate, 1);
      WayResult result;

      memcpy (body.key, way_key_pair_get_public (signer->key)->bytes, 32);
      bytes = sign (fixture, signer, &action);
      g_assert_true (
          way_candidate_init (candidate, way_slice_from_bytes (bytes)) == WAY_RESULT_OK
          && way_candidate_verify (candidate, way_key_pair_get_public (signer->key)));
      CHECK (way_ledger_apply (fixture->ledger, candidate, &result, NULL, &error));
      g_assert_cmpint (result, ==, WAY_RESULT_OK);
      way_candidate_clear (candidate);
    }
  CHECK (way_ledger_commit (fixture->ledger, &error));
}

/* ---- Ours ----------------------------------------------------------------------------------- */

static void
verify_chunk (Fixture *fixture, guint chunk)
{
  for (guint i = chunk * CHUNK; i < (chunk + 1) * CHUNK; i++)
    {
      Item *item = &fixture->items[i];
      const WayKeyPair *key = fixture->signers[i % N_SIGNERS].key;

      if (way_candidate_init (&item->candidate, way_slice_from_bytes (item->bytes))
              != WAY_RESULT_OK
          || !way_candidate_verify (&item->candidate, way_key_pair_get_public (key)))
        g_error ("a good statement does not verify");
    }
}

static gpointer
verify_ahead (gpointer data)
{
  Fixture *fixture = data;

  for (;;)
    {
      guint chunk, block;

      g_mutex_lock (&fixture->mutex);
      while (fixture->next_chunk < N_BLOCKS * N_SIGNERS / CHUNK
             && fixture->next_chunk * CHUNK / N_SIGNERS >= fixture->n_written + MAX_AHEAD)
        g_cond_wait (&fixture->wake, &fixture->mutex);
      chunk = fixture->next_chunk++;
      g_mutex_unlock (&fixture->mutex);
      if (chunk >= N_BLOCKS * N_SIGNERS / CHUNK)
        return NULL;
      verify_chunk (fixture, chunk);
      block = chunk * CHUNK / N_SIGNERS;
      g_mutex_lock (&fixture->mutex);
      fixture->n_verified[block] += CHUNK;
      g_cond_broadcast (&fixture->wake);
      g_mutex_unlock (&fixture->mutex);
    }
}

static void
write_block (Fixture *fixture, guint block)
{
  g_mutex_lock (&fixture->mutex);
  while (fixture->n_verified[block] < N_SIGNERS)
    g_cond_wait (&fixture->wake, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
  fixture->now += 1000;
  CHECK (way_ledger_begin (fixture->ledger, fixture->now, TRUE, &error));
  for (guint i = block * N_SIGNERS; i < (block + 1) * N_SIGNERS; i++)
    {
      WayResult result;

      CHECK (way_ledger_apply (fixture->ledger, &fixture->items[i].candidate, &result,
                               NULL, &error));
      fixture->n_applied += result == WAY_RESULT_OK;
    }
  CHECK (way_ledger_commit (fixture->ledger, &error));
  g_mutex_lock (&fixture->mutex);
  fixture->n_written++;
  g_cond_broadcast (&fixture->wake);
  g_mutex_unlock (&fixture->mutex);
}

static void
run_blocks (gpointer data, guint call)
{
  Fixture *fixture = data;
  guint n_threads = g_get_num_processors ();
  g_autofree GThread **threads = g_new (GThread *, n_threads);

  fixture->next_chunk = fixture->n_written = fixture->n_applied = 0;
  memset (fixture->n_verified, 0, N_BLOCKS * sizeof (guint));
  for (guint i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("verify", verify_ahead, fixture);
  for (guint block = 0; block < N_BLOCKS; block++)
    write_block (fixture, block);
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);
}

/* A few of the turn's statements, read and proven as a client would ask for them. */
static const char *
check_turn (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (WayStoreReader) reader = way_store_reader_new (fixture->store, NULL);
  gboolean is_right = fixture->n_applied == N_BLOCKS * N_SIGNERS;
  guint64 last;

  CHECK (way_store_reader_begin (reader, &error));
  last = way_store_reader_get_checkpoint (reader)->log_size;
  for (guint i = 0; is_right && i < N_BLOCKS * N_SIGNERS; i += 777)
    {
      g_auto (WayArena) arena;
      WayLogEntry entry;

      way_arena_init (&arena, 0);
      is_right = way_store_reader_prove_log (reader, last - N_BLOCKS * N_SIGNERS + i,
                                             &arena, &entry, NULL)
                 && entry.result == WAY_RESULT_OK
                 && way_slice_equal (entry.statement,
                                     way_slice_from_bytes (fixture->items[i].bytes));
    }
  way_store_reader_end (reader);
  clear_turn (fixture);
  prepare_turn (fixture); /* the next one */
  return is_right ? NULL : "a statement is not in the log, or not as it should be";
}

/* ---- The limit -------------------------------------------------------------------------------- */

static void
run_limit (gpointer data, guint call)
{
  Fixture *fixture = data;
  g_autoptr (GByteArray) message = g_byte_array_new ();

  for (guint i = 0; i < N_LIMIT; i++)
    {
      const WayKeyPair *key = fixture->signers[i % N_SIGNERS].key;
      WayCose cose;

      if (i == 0)
        {
          way_cose_parse (way_slice_from_bytes (fixture->items[0].bytes), &cose);
          way_cose_append_to_be_signed (&cose, message);
        }
      g_assert_cmpint (crypto_sign_verify_detached (
                           cose.signature.bytes, message->data, message->len,
                           way_key_pair_get_public (fixture->signers[0].key)->bytes),
                       ==, 0);
      g_assert_nonnull (key);
    }
}

/* ---- The whole ---------------------------------------------------------------------------------- */

static void
fixture_init (Fixture *fixture, const char *program)
{
  g_autofree char *folder = g_path_get_dirname (program);
  g_autoptr (GBytes) sample = NULL;

  fixture->path = g_build_filename (folder, "bench-ledger.db", NULL);
  fixture->rand = g_rand_new_with_seed (SEED);
  fixture->now = CREATED;
  fixture->items = g_new0 (Item, N_BLOCKS * N_SIGNERS);
  fixture->n_verified = g_new0 (guint, N_BLOCKS);
  g_mutex_init (&fixture->mutex);
  g_cond_init (&fixture->wake);
  make_genesis (fixture);
  make_signers (fixture);
  open_ledger (fixture);
  register_all (fixture);
  sample = make_observation (fixture, &fixture->signers[0]);
  fixture->signers[0].sequence--;
  fill_store (fixture, sample);
  close_ledger (fixture);
  open_ledger (fixture);
  prepare_turn (fixture);
}

static void
remove_database (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

static void
fixture_clear (Fixture *fixture)
{
  for (guint i = 0; i < N_BLOCKS * N_SIGNERS; i++)
    g_bytes_unref (fixture->items[i].bytes);
  close_ledger (fixture);
  remove_database (fixture->path);
  for (guint i = 0; i < N_SIGNERS; i++)
    way_key_pair_unref (fixture->signers[i].key);
  g_free (fixture->signers);
  g_free (fixture->items);
  g_free (fixture->n_verified);
  g_bytes_unref (fixture->genesis);
  way_key_pair_unref (fixture->solo);
  g_rand_free (fixture->rand);
  g_mutex_clear (&fixture->mutex);
  g_cond_clear (&fixture->wake);
  g_free (fixture->path);
}

int
main (int argc, char *argv[])
{
  g_autofree Fixture *fixture = g_new0 (Fixture, 1);
  g_autofree char *path = g_strconcat (argv[0], ".db", NULL);

  way_bench_init (&argc, &argv);
  if (!way_crypto_init (NULL))
    return 1;
  remove_database (path);
  fixture_init (fixture, argv[0]);
  way_bench_line (&(WayBenchLine) {
      .name = "ledger-statements",
      .sense = WAY_BENCH_AT_LEAST,
      .goal = 0.9,
      .rounds = N_TURNS - 1,
      .ours = { .run = run_blocks,
                .clock = WAY_BENCH_WALL,
                .units = N_BLOCKS * N_SIGNERS },
      .limit = { .run = run_limit, .clock = WAY_BENCH_WALL, .units = N_LIMIT },
      .data = fixture,
      .oracle = check_turn,
  });
  fixture_clear (fixture);
  return way_bench_finish ();
}
