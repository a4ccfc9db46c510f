/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The leaves of a lot as `lot create` makes them, serials, salts and in-pack keys, against the one key pair of each unit that
 * can't be done without; both spread over the cores, by the clock on the wall: so it also counts how well they are spread. */

#include <string.h>

#include <sodium.h>

#include "way-bench.h"
#include "way-hash.h"
#include "way-lot-maker.h"

#define N_UNITS     100000
#define MAX_THREADS 64
#define GTIN        "09521234543213"
#define LOT         "LOT-2025-11"

typedef struct
{
  WaySecret *lot_secret;
  WayLotPlan *plan;
  WayLotUnit *units;
  guint n_threads;
} Fixture;

typedef struct
{
  guint first, last;
} Share;

static gpointer
make_bare_keys (gpointer data)
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
make_limit (gpointer data, guint call)
{
  Fixture *fixture = data;
  GThread *threads[MAX_THREADS];
  Share shares[MAX_THREADS];
  guint n = fixture->n_threads;

  for (guint i = 0; i < n; i++)
    {
      shares[i] =
          (Share) { N_UNITS / n * i, i + 1 == n ? N_UNITS : N_UNITS / n * (i + 1) };
      threads[i] = g_thread_new ("bare", make_bare_keys, &shares[i]);
    }
  for (guint i = 0; i < n; i++)
    g_thread_join (threads[i]);
}

static void
make_ours (gpointer data, guint call)
{
  Fixture *fixture = data;

  if (!way_lot_plan_derive (fixture->plan, fixture->units, NULL, NULL, NULL))
    g_error ("the lot was not derived");
}

/* Serial and claim key of a unit are those of the label that is printed for it. */
static const char *
check_units (gpointer data)
{
  Fixture *fixture = data;

  for (guint i = 0; i < N_UNITS; i += N_UNITS / 16)
    {
      WayUnitSecrets unit;
      WayUnitName name = { way_slice_from_string (GTIN),
                           way_slice_from_string (LOT),
                           { (const guint8 *) unit.serial, WAY_SERIAL_SIZE } };
      g_autoptr (WayKeyPair) pair = NULL;
      WayHash serial_hash;

      way_unit_secrets_derive (fixture->lot_secret, i, &unit);
      pair = way_claim_key_derive (unit.in_pack, &name);
      way_sha256 (name.serial, &serial_hash);
      if (!way_hash_equal (&serial_hash, &fixture->units[i].serial_hash)
          || memcmp (way_key_pair_get_public (pair)->bytes, fixture->units[i].claim_key,
                     32)
                 != 0)
        return "a leaf differs from the label of its unit";
    }
  return NULL;
}

int
main (int argc, char **argv)
{
  static const WayHash account = { { 1 } };
  static const WayRecords none;
  g_autoptr (WaySecret) branch = way_secret_new (32);
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };

  way_bench_init (&argc, &argv);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  fixture.lot_secret = way_lot_secret_derive (branch, way_slice_from_string (GTIN),
                                              way_slice_from_string (LOT));
  fixture.plan = way_lot_plan_new_from_secret (fixture.lot_secret, &account, GTIN, LOT,
                                               N_UNITS, &none, &error);
  fixture.units = g_new0 (WayLotUnit, N_UNITS);
  fixture.n_threads = CLAMP (g_get_num_processors (), 1, MAX_THREADS);
  way_bench_line (&(WayBenchLine) {
      .name = "make-lot-leaves",
      .goal = 1.1,
      .ours = { .run = make_ours, .clock = WAY_BENCH_WALL, .units = N_UNITS },
      .limit = { .run = make_limit, .clock = WAY_BENCH_WALL, .units = N_UNITS },
      .rounds = 7,
      .data = &fixture,
      .oracle = check_units,
  });
  g_free (fixture.units);
  way_lot_plan_free (fixture.plan);
  way_secret_unref (fixture.lot_secret);
  return way_bench_finish ();
}
