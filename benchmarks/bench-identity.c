/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sealing a lot: everything that a unit's label needs, against the one key pair that it
 * can't do without, both spread over the cores. */

#include <string.h>

#include <sodium.h>

#include "way-bench.h"
#include "way-lot-secret.h"

#define N_UNITS     100000
#define MAX_THREADS 64
#define GTIN        "09521234543213"
#define LOT         "LOT-2025-11"

typedef struct
{
  WaySecret *lot_secret;
  WayPublicKey *keys; /* N_UNITS */
  guint n_threads;
} Fixture;

typedef struct
{
  Fixture *fixture;
  guint first, last;
} Share;

static gpointer
derive_share (gpointer data)
{
  const Share *share = data;

  for (guint i = share->first; i < share->last; i++)
    {
      WayUnitSecrets unit;
      WayUnitName name = { way_slice_from_string (GTIN),
                           way_slice_from_string (LOT),
                           { (const guint8 *) unit.serial, WAY_SERIAL_SIZE } };

      way_unit_secrets_derive (share->fixture->lot_secret, i, &unit);
      way_claim_key_derive_public (unit.in_pack, &name, &share->fixture->keys[i]);
    }
  return NULL;
}

static gpointer
bare_share (gpointer data)
{
  const Share *share = data;
  guint8 seed[32] = { 0 }, secret[64], key[32];

  for (guint i = share->first; i < share->last; i++)
    {
      memcpy (seed, &i, sizeof i);
      crypto_sign_seed_keypair (key, secret, seed);
    }
  return NULL;
}

static void
spread (Fixture *fixture, GThreadFunc work)
{
  GThread *threads[MAX_THREADS];
  Share shares[MAX_THREADS];
  guint n = fixture->n_threads;

  for (guint i = 0; i < n; i++)
    {
      shares[i] = (Share) { fixture, N_UNITS / n * i,
                            i + 1 == n ? N_UNITS : N_UNITS / n * (i + 1) };
      threads[i] = g_thread_new ("share", work, &shares[i]);
    }
  for (guint i = 0; i < n; i++)
    g_thread_join (threads[i]);
}

static void
derive_ours (gpointer data, guint call)
{
  spread (data, derive_share);
}

static void
derive_limit (gpointer data, guint call)
{
  spread (data, bare_share);
}

/* The key of whoever opens the box is the key in the leaf. */
static const char *
check_keys (gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 0; i < N_UNITS; i += N_UNITS / 16)
    {
      WayUnitSecrets unit;
      WayUnitName name = { way_slice_from_string (GTIN),
                           way_slice_from_string (LOT),
                           { (const guint8 *) unit.serial, WAY_SERIAL_SIZE } };
      g_autoptr (WayKeyPair) pair = NULL;

      way_unit_secrets_derive (fixture->lot_secret, i, &unit);
      pair = way_claim_key_derive (unit.in_pack, &name);
      if (memcmp (way_key_pair_get_public (pair), &fixture->keys[i],
                  sizeof fixture->keys[i])
          != 0)
        return "a claim key differs from the one derived for the leaf";
    }
  return NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (WaySecret) branch = way_secret_new (32);
  g_autoptr (WaySecret) lot_secret = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };

  way_bench_init (&argc, &argv);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  lot_secret = way_lot_secret_derive (branch, way_slice_from_string (GTIN),
                                      way_slice_from_string (LOT));
  fixture.lot_secret = lot_secret;
  fixture.keys = g_new0 (WayPublicKey, N_UNITS);
  fixture.n_threads = CLAMP (g_get_num_processors (), 1, MAX_THREADS);
  way_bench_line (&(WayBenchLine) {
      .name = "derive-in-pack-keys",
      .goal = 1.1,
      .ours = { .run = derive_ours, .clock = WAY_BENCH_PROCESS_CPU, .units = N_UNITS },
      .limit = { .run = derive_limit, .clock = WAY_BENCH_PROCESS_CPU, .units = N_UNITS },
      .rounds = 7,
      .data = &fixture,
      .oracle = check_keys,
  });
  g_free (fixture.keys);
  return way_bench_finish ();
}
