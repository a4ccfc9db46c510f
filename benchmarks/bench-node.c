/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A ledger of a million events: reading a timeline's index rows, answering over HTTP, a verdict from end to end, and what the node costs
 * while nobody asks. The last line waits for a minute. */

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "way-bench.h"
#include "way-big-ledger.h"
#include "way-bundle.h"
#include "way-client.h"
#include "way-examination.h"
#include "way-index.h"
#include "way-parallel.h"

#define N_CASES      50000 /* of 20 events each: a million */
#define IDLE_SECONDS 60
#define MAX_REPLY    (1024 * 1024)

/* ---- Index rows ------------------------------------------------------------------------ */

typedef struct
{
  WayStore *store;
  WayIndexWriter *writer; /* knows the rows that are held back, as in a node */
  WayStoreReader *reader;
  WayIndexReader *index;
  WaySqlStatement *raw;
  GArray *events;
  gsize n_raw;
  GArray *rows; /* gint64: rows of the cases, in a fixed random order */
} IndexBench;

static void
run_timeline (gpointer data, guint call)
{
  IndexBench *self = data;
  gint64 row = g_array_index (self->rows, gint64, call % self->rows->len);

  g_array_set_size (self->events, 0);
  if (!way_index_list_events (self->index, row, FALSE, 0, 4096, self->events, NULL))
    g_error ("the timeline can't be read");
}

static const char *
check_timeline (gpointer data)
{
  IndexBench *self = data;

  return self->events->len == WAY_BIG_EVENTS_A_CASE ? NULL
                                                    : "a timeline has not 20 events";
}

static void
run_raw_read (gpointer data, guint call)
{
  IndexBench *self = data;
  gboolean found;

  way_sql_bind_integer (self->raw, 1,
                        g_array_index (self->rows, gint64, call % self->rows->len));
  if (!way_sql_find (self->raw, &found, NULL) || !found)
    g_error ("a row can't be read");
  self->n_raw += way_sql_get_bytes (self->raw, 0).len;
  way_sql_reset (self->raw);
}

static void
list_rows (IndexBench *self, const WayBigLedger *big)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < 20000; i++)
    {
      char sscc[19];
      WayThing thing;
      WayHash id;
      gint64 row;

      way_big_ledger_get_sscc (
          (guint) g_rand_int_range (random, 0, (gint32) big->n_cases), sscc);
      thing = way_thing_container (&big->brand, way_slice_from_string (sscc));
      way_thing_get_id (&thing, &id);
      if (!way_index_find_thing (self->index, &id, &row, NULL) || row == 0)
        g_error ("a case is not in the index");
      g_array_append_val (self->rows, row);
    }
}

static void
bench_index (const WayBigLedger *big)
{
  g_autofree char *path = g_build_filename (big->folder, "ledger.sqlite", NULL);
  IndexBench self = { .events = g_array_new (FALSE, FALSE, sizeof (WayIndexEvent)) };
  g_autoptr (GError) error = NULL;
  gboolean needs_rebuild;

  self.store = way_store_open (path, &error);
  if (self.store == NULL)
    g_error ("%s", error->message);
  self.writer =
      way_index_writer_new (way_store_get_sql (self.store), &needs_rebuild, &error);
  if (self.writer == NULL)
    g_error ("%s", error->message);
  self.reader = way_store_reader_new (self.store, &error);
  self.index = way_index_reader_new (way_store_reader_get_sql (self.reader), &error);
  if (!way_store_reader_begin (self.reader, &error))
    g_error ("%s", error->message);
  self.raw = way_sql_prepare (
      way_store_reader_get_sql (self.reader),
      "SELECT events FROM index_event WHERE thing = ?1 AND note = 0 AND run = 0", &error);
  list_rows (&self, big);
  way_bench_line (&(WayBenchLine) {
      .name = "timeline-index-rows",
      .sense = WAY_BENCH_AT_MOST,
      .goal = 2,
      .ours = { .run = run_timeline,
                .clock = WAY_BENCH_WALL,
                .calls = 2000,
                .percentile = 0.99 },
      .limit = { .run = run_raw_read,
                 .clock = WAY_BENCH_WALL,
                 .calls = 2000,
                 .percentile = 0.99 },
      .data = &self,
      .oracle = check_timeline,
  });
  way_sql_statement_free (self.raw);
  way_store_reader_end (self.reader);
  way_index_reader_free (self.index);
  way_store_reader_free (self.reader);
  way_index_writer_free (self.writer);
  way_store_free (self.store);
  g_array_unref (self.events);
  g_array_unref (self.rows);
}

/* ---- A trivial server, in a process of its own --------------------------------------------- */

static void
on_trivial (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Content-Type", WAY_API_MEDIA_PROOF);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), data);
}

/* Of bytes that were written: a page that nobody wrote to is the same one many times over. */
static GBytes *
make_body (gsize size)
{
  guint8 *body = g_malloc (size);

  memset (body, 'x', size);
  return g_bytes_new_take (body, size);
}

static void
run_trivial_server (const char *socket_path, gsize size)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket_path);
  g_autoptr (GBytes) body = make_body (size);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  soup_server_add_handler (server, NULL, on_trivial, body, NULL);
  if (!soup_server_listen (server, address, 0, NULL))
    _exit (1);
  g_main_loop_run (loop);
}

static void
wait_for_socket (const char *path)
{
  for (guint i = 0; i < 2000 && !g_file_test (path, G_FILE_TEST_EXISTS); i++)
    g_usleep (5000);
  g_usleep (100000);
}

static GSubprocess *
spawn (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);

  if (process == NULL)
    g_error ("%s", error->message);
  return process;
}

/* ---- Requests over kept connections ------------------------------------------------------------- */

/* As many clients as keep a server busy: it never waits for the next request, and no time on the wall is that of waking
 * somebody up. */
#define N_CLIENTS  8
#define N_REQUESTS 200

typedef struct
{
  GSocketConnection *connections[N_CLIENTS];
  char *reply;
  gsize size; /* of the last body */
} Clients;

static void
clients_open (Clients *self, const char *socket_path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket_path);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < N_CLIENTS; i++)
    {
      self->connections[i] =
          g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
      if (self->connections[i] == NULL)
        g_error ("%s", error->message);
    }
  self->reply = g_malloc (MAX_REPLY);
}

static void
clients_close (Clients *self)
{
  for (gsize i = 0; i < N_CLIENTS; i++)
    g_clear_object (&self->connections[i]);
  g_clear_pointer (&self->reply, g_free);
}

static void
ask (Clients *self, guint i, const char *path)
{
  GIOStream *stream = G_IO_STREAM (self->connections[i % N_CLIENTS]);
  g_autofree char *request =
      g_strdup_printf ("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", path);

  if (!g_output_stream_write_all (g_io_stream_get_output_stream (stream), request,
                                  strlen (request), NULL, NULL, NULL))
    g_error ("the request can't be sent");
}

/* Reads the whole reply with plain reads: the same for both servers. */
static void
hear (Clients *self, guint i)
{
  GIOStream *stream = G_IO_STREAM (self->connections[i % N_CLIENTS]);
  GInputStream *in = g_io_stream_get_input_stream (stream);
  gsize have = 0, head = 0;

  while (head == 0 || have < head + self->size)
    {
      gssize n =
          g_input_stream_read (in, self->reply + have, MAX_REPLY - 1 - have, NULL, NULL);
      const char *end, *length;

      if (n <= 0)
        g_error ("the reply was cut short");
      have += (gsize) n;
      self->reply[have] = '\0';
      if (head != 0
          || (end = g_strstr_len (self->reply, (gssize) have, "\r\n\r\n")) == NULL)
        continue;
      head = (gsize) (end - self->reply) + 4;
      length = strcasestr (self->reply, "Content-Length: ");
      if (length == NULL || strncmp (self->reply, "HTTP/1.1 200", 12) != 0)
        g_error ("%.*s", (int) head, self->reply);
      self->size = strtoul (length + 16, NULL, 10);
    }
}

typedef struct
{
  const WayBigLedger *big;
  Clients node, trivial;
  guint next_case;
  gboolean is_cached;
} HttpBench;

static char *
make_path (HttpBench *self)
{
  char sscc[19];

  way_big_ledger_get_sscc (
      self->is_cached ? 7 : (self->next_case++ * 7919) % self->big->n_cases, sscc);
  return g_strdup_printf ("/v1/lookup?sscc=%s", sscc);
}

/* N_REQUESTS of them, one of each client always on its way. */
static void
ask_all (HttpBench *self, Clients *clients)
{
  for (guint i = 0; i < N_REQUESTS + N_CLIENTS; i++)
    {
      g_autofree char *path = i < N_REQUESTS ? make_path (self) : NULL;

      if (i >= N_CLIENTS)
        hear (clients, i);
      if (path != NULL)
        ask (clients, i, path);
    }
}

static void
run_node (gpointer data, guint call)
{
  HttpBench *self = data;

  ask_all (self, &self->node);
}

static void
run_trivial (gpointer data, guint call)
{
  HttpBench *self = data;

  ask_all (self, &self->trivial);
}

static const char *
check_reply (gpointer data)
{
  HttpBench *self = data;

  return self->node.size > 10000
             ? NULL
             : "the answer is too small to hold 20 events with proofs";
}

static void
bench_http (const WayBigLedger *big, const char *node_socket, const char *self_path)
{
  g_autofree char *socket_path = g_build_filename (big->folder, "trivial.sock", NULL);
  g_autofree char *size = NULL;
  g_autoptr (GSubprocess) trivial = NULL;
  HttpBench self = { .big = big, .is_cached = TRUE };
  WayBenchLine line = {
    .sense = WAY_BENCH_AT_LEAST,
    .ours = { .run = run_node, .clock = WAY_BENCH_WALL, .units = N_REQUESTS },
    .limit = { .run = run_trivial, .clock = WAY_BENCH_WALL, .units = N_REQUESTS },
    .data = &self,
    .oracle = check_reply,
  };

  clients_open (&self.node, node_socket);
  run_node (&self, 0);
  size = g_strdup_printf ("%" G_GSIZE_FORMAT, self.node.size);
  trivial =
      spawn ((const char *const[]) { self_path, "--trivial", socket_path, size, NULL });
  wait_for_socket (socket_path);
  clients_open (&self.trivial, socket_path);
  line.name = "http-timeline-cached";
  line.goal = 0.8;
  way_bench_line (&line);
  self.is_cached = FALSE;
  line.name = "http-timeline-uncached";
  line.goal = 0.3;
  way_bench_line (&line);
  clients_close (&self.node);
  clients_close (&self.trivial);
  g_subprocess_force_exit (trivial);
  g_subprocess_wait (trivial, NULL, NULL);
}

/* ---- A verdict ------------------------------------------------------------------------------------ */

typedef struct
{
  const WayBigLedger *big;
  WayClient *client;
  GHashTable *known; /* GBytes of hashes; NULL: cold */
  WayVerdictCode code;
  gsize n_statements;
  guint n_verifications;
  WayKeyPair *key;
  WaySignature signature;
} VerdictBench;

static gboolean
is_known (gpointer data, const WayHash *sha256)
{
  g_autoptr (GBytes) name = g_bytes_new (sha256, sizeof *sha256);

  return g_hash_table_contains (data, name);
}

static void
remember (gpointer data, const WayHash *sha256)
{
  g_hash_table_add (data, g_bytes_new (sha256, sizeof *sha256));
}

static void
run_verdict (gpointer data, guint call)
{
  VerdictBench *self = data;
  guint8 nonce[16] = { (guint8) call, (guint8) (call >> 8), 1 };
  WaySignatureCache cache = { is_known, remember, self->known };
  WayLookupOptions lookup = { .nonce = WAY_SLICE_INIT (nonce, sizeof nonce) };
  WayTrust trust = { .genesis = way_slice_from_bytes (self->big->genesis_bytes),
                     .parallel = way_parallel_get_shared (),
                     .nonce = lookup.nonce,
                     .cache = self->known != NULL ? &cache : NULL };
  WayExamineOptions options = { .is_live = TRUE };
  WayQuestion question = { .present = 1 << 1 | 1 << 2 | 1 << 3,
                           .gtin = way_slice_from_string (WAY_BIG_GTIN),
                           .lot = way_slice_from_string (WAY_BIG_LOT),
                           .serial = way_slice_from_string (self->big->unit_serial) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
      bytes = way_call_lookup (self->client, &question, &lookup, NULL, &error);
  g_autoptr (WayVerifiedBundle) bundle = NULL;
  g_autoptr (WayExamination) examination = NULL;
  WayBundleReport report;

  if (bytes == NULL)
    g_error ("%s", error->message);
  bundle = way_bundle_verify (bytes, &trust, &report, &error);
  if (bundle == NULL)
    g_error ("%s", error->message);
  examination = way_examine (bundle, &report, &options);
  self->code = examination->verdict.code;
  self->n_statements = way_verified_bundle_get_n_statements (bundle);
}

static const char *
check_verdict (gpointer data)
{
  VerdictBench *self = data;

  return self->code == WAY_VERDICT_ALREADY_SOLD
             ? NULL
             : "the sold unit has another verdict than ALREADY_SOLD";
}

/* Each statement, the checkpoint and the freshness. */
static void
run_verifications (gpointer data, guint call)
{
  VerdictBench *self = data;

  for (guint i = 0; i < self->n_verifications; i++)
    if (!way_signature_verify (way_key_pair_get_public (self->key),
                               way_slice_from_bytes (self->big->genesis_bytes),
                               &self->signature))
      g_error ("the signature does not verify");
}

static void
bench_verdict (const WayBigLedger *big, const char *node_socket)
{
  g_autofree char *address = g_strconcat ("unix:", node_socket, NULL);
  VerdictBench self = { .big = big,
                        .client = way_client_new (address, NULL),
                        .key = big->brand_key };
  WayBenchLine line = {
    .name = "verdict-cold",
    .sense = WAY_BENCH_AT_MOST,
    .goal = 1.5,
    .ours = { .run = run_verdict,
              .clock = WAY_BENCH_WALL,
              .calls = 100,
              .percentile = 0.99 },
    /* the slowest in a hundred of both: what a busy machine does to one, it does to the other */
    .limit = { .run = run_verifications,
               .clock = WAY_BENCH_WALL,
               .calls = 100,
               .percentile = 0.99 },
    .data = &self,
    .oracle = check_verdict,
  };
  WayBenchResult result;

  if (!way_call_leaves_put (self.client, &big->unit_lot_id, big->leaf_file, NULL, NULL))
    g_error ("the leaf file is not taken");
  way_key_pair_sign (self.key, way_slice_from_bytes (big->genesis_bytes),
                     &self.signature);
  run_verdict (&self, 0);
  self.n_verifications = (guint) self.n_statements + 2;
  result = way_bench_line (&line);
  way_bench_value ("verdict-cold-time", result.ours_s * 1000, WAY_BENCH_AT_MOST, 16,
                   "ms");
  self.known = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                      (GDestroyNotify) g_bytes_unref, NULL);
  self.n_verifications = 1;
  line.name = "verdict-warm";
  line.goal = 20;
  line.limit.calls = 1000;
  line.limit.percentile = 0;
  result = way_bench_line (&line);
  way_bench_value ("verdict-warm-time", result.ours_s * 1000, WAY_BENCH_AT_MOST, 16,
                   "ms");
  g_hash_table_unref (self.known);
  g_object_unref (self.client);
}

/* ---- A node that nobody asks -------------------------------------------------------------------------- */

/* The sum of the rows of /proc/PID/smaps_rollup whose name starts with @name, in MiB. */
static double
read_memory (const char *pid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/smaps_rollup", pid);
  g_autofree char *row = g_strconcat ("\n", name, NULL);
  g_autofree char *text = NULL;
  guint64 kib = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("%s can't be read", path);
  for (const char *at = text; (at = strstr (at, row)) != NULL; at++)
    kib += strtoul (strchr (at, ':') + 1, NULL, 10);
  return (double) kib / 1024;
}

/* What the node takes from the machine's memory: pages that only it has and that the system
 * can't drop, which are those it has written to and those that were swapped out. Pages of the
 * database that are mapped and were only read (Private_Clean) are the system's cache of the
 * file: they are told beside, not counted, because they go as soon as somebody needs memory. */
static void
print_memory (const char *pid)
{
  g_autofree char *unit =
      g_strdup_printf ("MiB written to or swapped; %.3g MiB of files mapped and clean",
                       read_memory (pid, "Private_Clean:"));

  way_bench_value ("idle-node-memory",
                   read_memory (pid, "Private_Dirty:")
                       + read_memory (pid, "Private_Hugetlb:")
                       + read_memory (pid, "Swap:"),
                   WAY_BENCH_AT_MOST, 30, unit);
}

static guint64
read_switches (const char *pid)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%s/task", pid);
  g_autoptr (GDir) tasks = g_dir_open (folder, 0, NULL);
  const char *name;
  guint64 n = 0;

  while (tasks != NULL && (name = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, "status", NULL);
      g_autofree char *text = NULL;
      const char *at;

      if (g_file_get_contents (path, &text, NULL, NULL)
          && (at = strstr (text, "\nvoluntary_ctxt_switches:")) != NULL)
        n += strtoul (strchr (at, ':') + 1, NULL, 10);
    }
  return n;
}

static void
bench_idle (GSubprocess *node)
{
  const char *pid = g_subprocess_get_identifier (node);
  guint64 before;

  g_usleep (2 * G_USEC_PER_SEC);
  before = read_switches (pid);
  g_usleep (IDLE_SECONDS * G_USEC_PER_SEC);
  way_bench_value ("idle-node-wake-ups", (double) (read_switches (pid) - before),
                   WAY_BENCH_AT_MOST, 0, "wake-ups");
  print_memory (pid);
}

static GSubprocess *
start_node (const WayBigLedger *big, const char *self_path, const char *socket_path)
{
  g_autofree char *folder = g_path_get_dirname (self_path);
  g_autofree char *program =
      g_build_filename (folder, "..", "src", "node", "waymarkd", NULL);
  GSubprocess *node = spawn ((const char *const[]) {
      program, "--data-dir", big->folder, "--listen-unix", socket_path, NULL });

  wait_for_socket (socket_path);
  return node;
}

int
main (int argc, char **argv)
{
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *socket_path = NULL;
  g_autoptr (GSubprocess) node = NULL;
  g_autoptr (GSubprocess) idle = NULL;
  WayBigLedger big;

  if (argc == 4 && strcmp (argv[1], "--trivial") == 0)
    run_trivial_server (argv[2], strtoul (argv[3], NULL, 10));
  way_bench_init (&argc, &argv);
  if (!way_crypto_init (NULL))
    return 1;
  way_big_ledger_init (&big, N_CASES);
  socket_path = g_build_filename (big.folder, "node.sock", NULL);
  bench_index (&big);
  node = start_node (&big, self_path, socket_path);
  bench_http (&big, socket_path, self_path);
  bench_verdict (&big, socket_path);
  g_subprocess_send_signal (node, SIGTERM);
  g_subprocess_wait (node, NULL, NULL);
  idle = start_node (&big, self_path, socket_path);
  bench_idle (idle);
  g_subprocess_send_signal (idle, SIGTERM);
  g_subprocess_wait (idle, NULL, NULL);
  way_big_ledger_clear (&big);
  return way_bench_finish ();
}
