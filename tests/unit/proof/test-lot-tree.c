/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>

#include "way-cbor.h"
#include "way-lot-tree.h"
#include "way-naive-tree.h"
#include "way-signature.h"
#include "way-test.h"

/* Units whose serial hashes are hashes of their numbers; every third is in a case. */
static WayLotUnit *
make_units (gsize n)
{
  WayLotUnit *units = g_new0 (WayLotUnit, n);

  for (gsize i = 0; i < n; i++)
    {
      guint32 number = (guint32) i;

      way_sha256 (WAY_SLICE_INIT (&number, 4), &units[i].serial_hash);
      memset (units[i].claim_key, (int) i, 32);
      memset (units[i].salt, (int) i + 1, 16);
      if (i % 3 == 0)
        memset (units[i].first_case.bytes, 0xc5, 32);
    }
  return units;
}

/* The leaf of docs/spec/lot.md through the codec. */
static void
hash_leaf_slowly (const WayLotUnit *unit, WayHash *out)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_auto (WayCborWriter) writer = { NULL };

  g_byte_array_append (bytes, (const guint8 *) "\0", 1);
  way_cbor_writer_init (&writer);
  way_cbor_write_array (&writer, 4);
  way_cbor_write_bytes (&writer, way_slice_from_hash (&unit->serial_hash));
  way_cbor_write_bytes (&writer, WAY_SLICE_INIT (unit->claim_key, 32));
  way_cbor_write_bytes (&writer, WAY_SLICE_INIT (unit->salt, 16));
  if (way_hash_is_zero (&unit->first_case))
    way_cbor_write_null (&writer);
  else
    way_cbor_write_bytes (&writer, way_slice_from_hash (&unit->first_case));
  g_byte_array_append (bytes, way_cbor_writer_get_slice (&writer).data,
                       way_cbor_writer_get_slice (&writer).len);
  way_sha256 (WAY_SLICE_INIT (bytes->data, bytes->len), out);
}

static int
compare_units (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, 32);
}

static void
test_seal (void)
{
  for (gsize n = 1; n < 3000; n = n < 40 ? n + 1 : n * 2 + 1)
    {
      g_autofree WayLotUnit *units = make_units (n);
      g_autofree WayHash *leaves = g_new (WayHash, n);
      g_auto (WayLotSeal) seal = { .leaf_file = NULL };
      WaySlice file;
      WayHash expected;

      g_assert_true (way_lot_seal_init (&seal, units, n, NULL));
      qsort (units, n, sizeof *units, compare_units);
      for (gsize i = 0; i < n; i++)
        hash_leaf_slowly (&units[i], &leaves[i]);
      way_naive_log_root (leaves, n, &expected);
      g_assert_cmpmem (seal.root.bytes, 32, expected.bytes, 32);
      file = way_slice_from_bytes (seal.leaf_file);
      g_assert_cmpmem (file.data, 16, "waymark-leaves/1", 16);
      g_assert_cmpmem (file.data + 16, file.len - 16, units, n * sizeof *units);
      way_sha256 (file, &expected);
      g_assert_cmpmem (seal.leaf_file_hash.bytes, 32, expected.bytes, 32);
    }
}

/* Serial hashes that agree in their first bytes: the radix passes see them as equal. */
static void
test_seal_of_near_hashes (void)
{
  gsize n = 1000;
  g_autofree WayLotUnit *units = make_units (n);
  g_auto (WayLotSeal) seal = { .leaf_file = NULL };
  WayLeafFile file;

  for (gsize i = 0; i < n; i++)
    memset (units[i].serial_hash.bytes, (int) (i % 3), i % 2 ? 8 : 3);
  g_assert_true (way_lot_seal_init (&seal, units, n, NULL));
  g_assert_cmpint (way_leaf_file_read (way_slice_from_bytes (seal.leaf_file), &file), ==,
                   WAY_RESULT_OK);
  g_assert_cmpuint (file.n_units, ==, n);
}

static void
test_refused (void)
{
  g_autofree WayLotUnit *units = make_units (50);
  g_auto (WayLotSeal) seal = { .leaf_file = NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (way_lot_seal_init (&seal, units, 0, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_OUT_OF_RANGE);
  g_clear_error (&error);
  g_assert_false (way_lot_seal_init (&seal, units, WAY_LOT_MAX_UNITS + 1, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_OUT_OF_RANGE);
  g_clear_error (&error);
  units[49].serial_hash = units[7].serial_hash;
  g_assert_false (way_lot_seal_init (&seal, units, 50, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_ALREADY_EXISTS);
}

static void
test_leaf_file (void)
{
  g_autofree WayLotUnit *units = make_units (9);
  g_auto (WayLotSeal) seal = { .leaf_file = NULL };
  g_autofree guint8 *copy = NULL;
  WayLeafFile file;
  WaySlice bytes;

  g_assert_true (way_lot_seal_init (&seal, units, 9, NULL));
  bytes = way_slice_from_bytes (seal.leaf_file);
  g_assert_cmpint (way_leaf_file_read (bytes, &file), ==, WAY_RESULT_OK);
  g_assert_cmpuint (file.n_units, ==, 9);
  for (gsize len = 0; len < bytes.len; len++)
    {
      WayResult result = way_leaf_file_read (WAY_SLICE_INIT (bytes.data, len), &file);

      if (len < 16 || (len - 16) % 112 != 0)
        g_assert_cmpint (result, ==, WAY_RESULT_MALFORMED);
      else
        g_assert_cmpint (result, ==, len == 16 ? WAY_RESULT_OUT_OF_RANGE : WAY_RESULT_OK);
    }
  copy = g_memdup2 (bytes.data, bytes.len);
  copy[3] ^= 1;
  g_assert_cmpint (way_leaf_file_read (WAY_SLICE_INIT (copy, bytes.len), &file), ==,
                   WAY_RESULT_MALFORMED);
  copy[3] ^= 1;
  memcpy (copy + 16 + 112, copy + 16, 112); /* two equal */
  g_assert_cmpint (way_leaf_file_read (WAY_SLICE_INIT (copy, bytes.len), &file), ==,
                   WAY_RESULT_MALFORMED);
  copy[16 + 112] ^= 0x80; /* descending */
  memset (copy + 16, 0xff, 32);
  g_assert_cmpint (way_leaf_file_read (WAY_SLICE_INIT (copy, bytes.len), &file), ==,
                   WAY_RESULT_MALFORMED);
}

/* What a verifier accepts as an answer about @serial_hash: 1 present, 0 absent, -1 neither. */
static int
judge (const WayRecords *leaves, const WayHash *serial_hash, gsize n, const WayHash *root)
{
  const WayLotLeaf *leaf = leaves->items;
  gboolean is_absent = way_lot_verify_absent (leaves, serial_hash, n, root);
  gboolean is_present = leaves->n == 1 && way_hash_equal (&leaf->serial_hash, serial_hash)
                        && way_unit_proof_verify (&leaf->proof, serial_hash, n, root);

  g_assert_false (is_absent && is_present);
  return is_present ? 1 : is_absent ? 0 : -1;
}

static void
check_lot (gsize n)
{
  g_autofree WayLotUnit *units = make_units (n);
  g_autofree WayHash *nodes = g_new (WayHash, way_lot_get_n_nodes (n));
  g_auto (WayLotSeal) seal = { .leaf_file = NULL };
  g_auto (WayArena) arena;
  WayLeafFile file;

  way_arena_init (&arena, 0);
  g_assert_true (way_lot_seal_init (&seal, units, n, NULL));
  g_assert_cmpint (way_leaf_file_read (way_slice_from_bytes (seal.leaf_file), &file), ==,
                   WAY_RESULT_OK);
  way_lot_fill_nodes (&file, nodes);
  g_assert_true (way_hash_equal (&nodes[way_lot_get_n_nodes (n) - 1], &seal.root));
  for (guint32 number = 0; number < 2 * n + 20; number++)
    {
      WayHash serial_hash;
      WayRecords leaves;
      gboolean is_there;

      way_sha256 (WAY_SLICE_INIT (&number, 4), &serial_hash);
      is_there = way_lot_get_leaves (&file, nodes, &serial_hash, &arena, &leaves);
      g_assert_cmpint (is_there, ==, number < n);
      g_assert_cmpint (judge (&leaves, &serial_hash, n, &seal.root), ==, is_there);
      way_arena_reset (&arena);
    }
}

static void
test_paths (void)
{
  for (gsize n = 1; n < 70; n++)
    check_lot (n);
  check_lot (1000);
}

/* Lies about absence: neighbours that are not adjacent, ends that are not ends. */
static void
test_absence_lies (void)
{
  gsize n = 20;
  g_autofree WayLotUnit *units = make_units (n);
  g_autofree WayHash *nodes = g_new (WayHash, way_lot_get_n_nodes (n));
  g_auto (WayLotSeal) seal = { .leaf_file = NULL };
  WayHash paths[20][WAY_LOT_PATH_MAX];
  WayLeafFile file;

  g_assert_true (way_lot_seal_init (&seal, units, n, NULL));
  way_leaf_file_read (way_slice_from_bytes (seal.leaf_file), &file);
  way_lot_fill_nodes (&file, nodes);
  for (gsize low = 0; low < n; low++)
    for (gsize high = low; high < n; high++)
      {
        WayLotLeaf leaves[2] = { 0 };

        for (gsize i = 0; i < 2; i++)
          {
            gsize index = i ? high : low;
            const WayLotUnit *unit = &file.units[index];

            leaves[i].serial_hash = unit->serial_hash;
            leaves[i].proof.index = index;
            memcpy (leaves[i].proof.claim_key, unit->claim_key, 32);
            memcpy (leaves[i].proof.salt, unit->salt, 16);
            leaves[i].proof.first_case = unit->first_case;
            leaves[i].proof.present = way_hash_is_zero (&unit->first_case) ? 0 : 1 << 4;
            leaves[i].proof.path.items = paths[index];
            leaves[i].proof.path.n = way_lot_get_path (nodes, n, index, paths[index]);
          }
        for (gsize asked = 0; asked < n; asked++)
          {
            WayRecords both = { leaves, 2 }, one = { leaves, 1 }, none = { leaves, 0 };
            const WayHash *hash = &file.units[asked].serial_hash;

            g_assert_false (way_lot_verify_absent (&both, hash, n, &seal.root));
            g_assert_false (way_lot_verify_absent (&one, hash, n, &seal.root));
            g_assert_false (way_lot_verify_absent (&none, hash, n, &seal.root));
          }
      }
}

static void
test_unit_proof_is_strict (void)
{
  gsize n = 77;
  g_autofree WayLotUnit *units = make_units (n);
  g_autofree WayHash *nodes = g_new (WayHash, way_lot_get_n_nodes (n));
  g_auto (WayLotSeal) seal = { .leaf_file = NULL };
  g_auto (WayArena) arena;
  WayLeafFile file;
  WayRecords leaves;
  WayUnitProof proof, wrong;
  WayHash hash = units[5].serial_hash;

  way_arena_init (&arena, 0);
  g_assert_true (way_lot_seal_init (&seal, units, n, NULL));
  way_leaf_file_read (way_slice_from_bytes (seal.leaf_file), &file);
  way_lot_fill_nodes (&file, nodes);
  g_assert_true (way_lot_get_leaves (&file, nodes, &hash, &arena, &leaves));
  proof = ((WayLotLeaf *) leaves.items)->proof;
  g_assert_true (way_unit_proof_verify (&proof, &hash, n, &seal.root));
#define REFUSED(change)                                                                  \
  wrong = proof;                                                                         \
  change;                                                                                \
  g_assert_false (way_unit_proof_verify (&wrong, &hash, n, &seal.root))
  REFUSED (wrong.index ^= 1);
  REFUSED (wrong.index += 128);
  REFUSED (wrong.claim_key[0] ^= 1);
  REFUSED (wrong.salt[15] ^= 1);
  REFUSED (wrong.present ^= 1 << 4);
  REFUSED (wrong.path.n--);
  REFUSED (wrong.path.n = 25);
#undef REFUSED
  g_assert_false (way_unit_proof_verify (&proof, &hash, 0, &seal.root));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (NULL))
    return 1;
  g_test_add_func ("/lot-tree/seal", test_seal);
  g_test_add_func ("/lot-tree/seal-of-near-hashes", test_seal_of_near_hashes);
  g_test_add_func ("/lot-tree/refused", test_refused);
  g_test_add_func ("/lot-tree/leaf-file", test_leaf_file);
  g_test_add_func ("/lot-tree/paths", test_paths);
  g_test_add_func ("/lot-tree/absence-lies", test_absence_lies);
  g_test_add_func ("/lot-tree/unit-proof-is-strict", test_unit_proof_is_strict);
  return g_test_run ();
}
