/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sealing a lot and verifying one of its units, against nothing but the SHA-256 calls that
 * the format asks for, of the same lengths. */

#include <string.h>

#include <gcrypt.h>

#include "way-bench.h"
#include "way-lot-tree.h"
#include "way-signature.h"

#define N_UNITS    100000
#define N_VERIFIES 1000
/* What is hashed: leaves with and without a first case, inner nodes. */
#define LEAF_IN_CASE 121
#define LEAF_ALONE   88
#define NODE_SIZE    65

typedef struct
{
  WayLotUnit *units;
  gsize n_in_case;
  WayLotSeal seal;
  WayHash root; /* computed slowly, once */
  guint8 buffer[LEAF_IN_CASE];
  WayHash sink;

  WayHash *nodes;
  WayArena arena;
  WayRecords answers[N_VERIFIES];
  guint n_right;
  gsize n_leaf_bytes[N_VERIFIES];
} Fixture;

static void
fill_units (Fixture *fixture)
{
  fixture->units = g_new0 (WayLotUnit, N_UNITS);
  for (guint32 i = 0; i < N_UNITS; i++)
    {
      WayLotUnit *unit = &fixture->units[i];

      way_sha256 (WAY_SLICE_INIT (&i, sizeof i), &unit->serial_hash);
      memcpy (unit->claim_key, unit->serial_hash.bytes, 32);
      memcpy (unit->salt, unit->serial_hash.bytes + 8, 16);
      if (i % 4 != 0)
        memset (unit->first_case.bytes, 0xca, 32);
      fixture->n_in_case += i % 4 != 0;
    }
}

static void
hash_bare (Fixture *fixture, gsize len)
{
  gcry_md_hash_buffer (GCRY_MD_SHA256, fixture->sink.bytes, fixture->buffer, len);
}

/* ---- Sealing ---------------------------------------------------------------------------- */

static void
seal (gpointer data, guint call)
{
  Fixture *fixture = data;

  way_lot_seal_clear (&fixture->seal);
  if (!way_lot_seal_init (&fixture->seal, fixture->units, N_UNITS, NULL))
    g_error ("the lot can't be sealed");
}

static void
seal_limit (gpointer data, guint call)
{
  Fixture *fixture = data;
  gsize len;
  const guint8 *file = g_bytes_get_data (fixture->seal.leaf_file, &len);

  for (gsize i = 0; i < N_UNITS; i++)
    {
      fixture->buffer[1] = (guint8) i;
      hash_bare (fixture, i < fixture->n_in_case ? LEAF_IN_CASE : LEAF_ALONE);
    }
  for (gsize i = 1; i < N_UNITS; i++)
    {
      fixture->buffer[1] = (guint8) i;
      hash_bare (fixture, NODE_SIZE);
    }
  gcry_md_hash_buffer (GCRY_MD_SHA256, fixture->sink.bytes, file, len);
}

static const char *
check_seal (gpointer data)
{
  Fixture *fixture = data;

  return way_hash_equal (&fixture->seal.root, &fixture->root) ? NULL
                                                              : "the lot's root is wrong";
}

/* ---- Verifying -------------------------------------------------------------------------- */

static void
prepare_answers (Fixture *fixture)
{
  WayLeafFile file;

  seal (fixture, 0);
  if (way_leaf_file_read (way_slice_from_bytes (fixture->seal.leaf_file), &file)
      != WAY_RESULT_OK)
    g_error ("the leaf file can't be read");
  fixture->nodes = g_new (WayHash, way_lot_get_n_nodes (N_UNITS));
  way_lot_fill_nodes (&file, fixture->nodes);
  /* The table of nodes is built level by level, the seal's root from left to right. */
  fixture->root = fixture->nodes[way_lot_get_n_nodes (N_UNITS) - 1];
  way_arena_init (&fixture->arena, 0);
  for (gsize i = 0; i < N_VERIFIES; i++)
    {
      const WayLotUnit *unit = &fixture->units[i * (N_UNITS / N_VERIFIES)];

      fixture->n_leaf_bytes[i] = way_hash_is_zero (&unit->first_case) ? LEAF_ALONE
                                                                      : LEAF_IN_CASE;
      way_lot_get_leaves (&file, fixture->nodes, &unit->serial_hash, &fixture->arena,
                          &fixture->answers[i]);
    }
}

static void
verify (gpointer data, guint call)
{
  Fixture *fixture = data;

  fixture->n_right = 0;
  for (gsize i = 0; i < N_VERIFIES; i++)
    {
      const WayLotLeaf *leaf = fixture->answers[i].items;

      fixture->n_right += way_unit_proof_verify (&leaf->proof, &leaf->serial_hash,
                                                 N_UNITS, &fixture->root);
    }
}

static void
verify_limit (gpointer data, guint call)
{
  Fixture *fixture = data;

  for (gsize i = 0; i < N_VERIFIES; i++)
    {
      const WayLotLeaf *leaf = fixture->answers[i].items;

      hash_bare (fixture, fixture->n_leaf_bytes[i]);
      for (gsize j = 0; j < leaf->proof.path.n; j++)
        {
          fixture->buffer[1] = (guint8) j;
          hash_bare (fixture, NODE_SIZE);
        }
    }
}

static const char *
check_verified (gpointer data)
{
  Fixture *fixture = data;

  return fixture->n_right == N_VERIFIES ? NULL : "a unit of the lot was refused";
}

int
main (int argc, char *argv[])
{
  g_autofree Fixture *fixture = g_new0 (Fixture, 1);

  way_bench_init (&argc, &argv);
  if (!way_crypto_init (NULL))
    return 1;
  fill_units (fixture);
  prepare_answers (fixture);
  way_bench_line (&(WayBenchLine) {
      .name = "seal-lot-of-100000",
      .goal = 1.2,
      .ours = { .run = seal },
      .limit = { .run = seal_limit },
      .data = fixture,
      .oracle = check_seal,
  });
  way_bench_line (&(WayBenchLine) {
      .name = "verify-unit-of-lot",
      .goal = 1.2,
      .ours = { .run = verify, .calls = 10, .units = N_VERIFIES },
      .limit = { .run = verify_limit, .calls = 10, .units = N_VERIFIES },
      .data = fixture,
      .oracle = check_verified,
  });
  way_lot_seal_clear (&fixture->seal);
  way_arena_clear (&fixture->arena);
  g_free (fixture->nodes);
  g_free (fixture->units);
  return way_bench_finish ();
}
