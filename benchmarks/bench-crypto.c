/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What our functions add to the libraries' own: a ledger's work is mostly these two. */

#include <string.h>

#include <gcrypt.h>
#include <sodium.h>

#include "way-bench.h"
#include "way-hash.h"
#include "way-signature.h"

#define N_SIGNATURES 64
#define N_HASHES     4096
/* An inner node: a tag and two hashes. */
#define NODE_SIZE 65

typedef struct
{
  guint8 messages[N_SIGNATURES][200];
  WayPublicKey keys[N_SIGNATURES];
  WaySignature signatures[N_SIGNATURES];
  guint n_good;
  guint n_good_limit;
  guint8 node[NODE_SIZE];
  WayHash ours;
  WayHash limit;
} Fixture;

static void
fill_fixture (Fixture *fixture)
{
  for (guint i = 0; i < N_SIGNATURES; i++)
    {
      g_autoptr (WaySecret) seed = way_secret_new (32);
      g_autoptr (WayKeyPair) pair = NULL;

      memset (way_secret_get_data (seed), (int) i + 1, 32);
      memset (fixture->messages[i], (int) i, sizeof fixture->messages[i]);
      pair = way_key_pair_new_from_seed (seed);
      fixture->keys[i] = *way_key_pair_get_public (pair);
      way_key_pair_sign (
          pair, WAY_SLICE_INIT (fixture->messages[i], sizeof fixture->messages[i]),
          &fixture->signatures[i]);
    }
}

static void
verify_ours (gpointer data, guint call)
{
  Fixture *fixture = data;

  fixture->n_good = 0;
  for (guint i = 0; i < N_SIGNATURES; i++)
    fixture->n_good += way_signature_verify (
        &fixture->keys[i],
        WAY_SLICE_INIT (fixture->messages[i], sizeof fixture->messages[i]),
        &fixture->signatures[i]);
}

static void
verify_limit (gpointer data, guint call)
{
  Fixture *fixture = data;

  fixture->n_good_limit = 0;
  for (guint i = 0; i < N_SIGNATURES; i++)
    fixture->n_good_limit +=
        crypto_sign_verify_detached (fixture->signatures[i].bytes, fixture->messages[i],
                                     sizeof fixture->messages[i], fixture->keys[i].bytes)
        == 0;
}

static const char *
check_verified (gpointer data)
{
  Fixture *fixture = data;

  return fixture->n_good == N_SIGNATURES && fixture->n_good_limit == N_SIGNATURES
             ? NULL
             : "a good signature was refused";
}

static void
hash_ours (gpointer data, guint call)
{
  Fixture *fixture = data;

  memset (fixture->node, 0, NODE_SIZE);
  for (guint i = 0; i < N_HASHES; i++)
    {
      way_sha256 (WAY_SLICE_INIT (fixture->node, NODE_SIZE), &fixture->ours);
      memcpy (fixture->node + 1, fixture->ours.bytes, sizeof fixture->ours.bytes);
    }
}

static void
hash_limit (gpointer data, guint call)
{
  Fixture *fixture = data;

  memset (fixture->node, 0, NODE_SIZE);
  for (guint i = 0; i < N_HASHES; i++)
    {
      gcry_md_hash_buffer (GCRY_MD_SHA256, fixture->limit.bytes, fixture->node,
                           NODE_SIZE);
      memcpy (fixture->node + 1, fixture->limit.bytes, sizeof fixture->limit.bytes);
    }
}

static const char *
check_hashes (gpointer data)
{
  Fixture *fixture = data;

  return memcmp (fixture->ours.bytes, fixture->limit.bytes, sizeof fixture->ours.bytes)
                 == 0
             ? NULL
             : "the hash chains differ";
}

int
main (int argc, char **argv)
{
  g_autofree Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;

  way_bench_init (&argc, &argv);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  fill_fixture (fixture);
  way_bench_line (&(WayBenchLine) {
      .name = "signature-verify",
      .goal = 1.05,
      .ours = { .run = verify_ours, .units = N_SIGNATURES },
      .limit = { .run = verify_limit, .units = N_SIGNATURES },
      .data = fixture,
      .oracle = check_verified,
  });
  way_bench_line (&(WayBenchLine) {
      .name = "sha256-node",
      .goal = 1.1,
      .ours = { .run = hash_ours, .units = N_HASHES },
      .limit = { .run = hash_limit, .units = N_HASHES },
      .data = fixture,
      .oracle = check_hashes,
  });
  return way_bench_finish ();
}
