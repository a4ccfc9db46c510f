/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-checkpoint.h"
#include "way-cose.h"
#include "way-hash.h"
#include "way-naive-tree.h"
#include "way-test.h"

static WayKeyPair *
make_key (guint8 number)
{
  g_autoptr (WaySecret) seed = way_secret_new (32);

  memset (way_secret_get_data (seed), number, 32);
  return way_key_pair_new_from_seed (seed);
}

static WayCheckpoint
make_checkpoint (guint64 height)
{
  WayCheckpoint checkpoint = { .height = height, .time = 1700000000000, .log_size = 3 };

  memset (checkpoint.network.bytes, 1, 32);
  memset (checkpoint.state_root.bytes, 2, 32);
  memset (checkpoint.log_root.bytes, 3, 32);
  memset (checkpoint.parameters.bytes, 4, 32);
  memset (checkpoint.previous.bytes, 5, 32);
  return checkpoint;
}

/* The fixed layout of docs/spec/ledger.md, written out. */
static void
test_hash (void)
{
  WayCheckpoint checkpoint = make_checkpoint (0x0102030405060708);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  WayHash expected, hash;

  g_byte_array_append (bytes, (const guint8 *) "waymark/checkpoint/1\0", 21);
  g_byte_array_append (bytes, checkpoint.network.bytes, 32);
  g_byte_array_append (bytes, (const guint8 *) "\1\2\3\4\5\6\7\10", 8);
  g_byte_array_append (bytes, (const guint8 *) "\x00\x00\x01\x8b\xcf\xe5\x68\x00", 8);
  g_byte_array_append (bytes, checkpoint.state_root.bytes, 32);
  g_byte_array_append (bytes, checkpoint.log_root.bytes, 32);
  g_byte_array_append (bytes, (const guint8 *) "\0\0\0\0\0\0\0\3", 8);
  g_byte_array_append (bytes, checkpoint.parameters.bytes, 32);
  g_byte_array_append (bytes, checkpoint.previous.bytes, 32);
  way_sha256 (WAY_SLICE_INIT (bytes->data, bytes->len), &expected);
  way_checkpoint_get_hash (&checkpoint, &hash);
  g_assert_cmpmem (hash.bytes, 32, expected.bytes, 32);
}

static void
test_signed (void)
{
  g_autoptr (WayKeyPair) key = make_key (7), other = make_key (8);
  WayCheckpoint checkpoint = make_checkpoint (12), read;
  g_autoptr (GBytes) bytes = way_checkpoint_sign (&checkpoint, key);
  WaySlice slice = way_slice_from_bytes (bytes);
  WayFreshness freshness;
  WayHash hash, expected;

  way_checkpoint_get_hash (&checkpoint, &expected);
  g_assert_cmpint (
      way_checkpoint_read (slice, way_key_pair_get_public (key), &read, &hash), ==,
      WAY_RESULT_OK);
  g_assert_true (way_hash_equal (&hash, &expected));
  g_assert_cmpuint (read.height, ==, 12);
  g_assert_cmpint (
      way_checkpoint_read (slice, way_key_pair_get_public (other), &read, &hash), ==,
      WAY_RESULT_BAD_SIGNATURE);
  g_assert_cmpint (way_freshness_read (slice, way_key_pair_get_public (key), &freshness),
                   ==, WAY_RESULT_WRONG_CONTENT_TYPE);
  g_assert_cmpint (way_checkpoint_decode (slice, &read, &hash), ==, WAY_RESULT_OK);
  for (gsize i = 0; i < slice.len; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (slice.data, slice.len);

      copy[i] ^= 1;
      g_assert_cmpint (way_checkpoint_read (WAY_SLICE_INIT (copy, slice.len),
                                            way_key_pair_get_public (key), &read, &hash),
                       !=, WAY_RESULT_OK);
    }
}

static void
test_freshness (void)
{
  g_autoptr (WayKeyPair) key = make_key (7);
  WayFreshness freshness = { .now = 1700000000001,
                             .nonce = way_slice_from_string ("sixteen bytes ok") },
               read;
  g_autoptr (GBytes) bytes = NULL;
  WayCheckpoint checkpoint;

  memset (freshness.network.bytes, 9, 32);
  bytes = way_freshness_sign (&freshness, key);
  g_assert_cmpint (way_freshness_read (way_slice_from_bytes (bytes),
                                       way_key_pair_get_public (key), &read),
                   ==, WAY_RESULT_OK);
  g_assert_cmpuint (read.now, ==, freshness.now);
  g_assert_true (way_slice_equal (read.nonce, freshness.nonce));
  g_assert_cmpint (way_checkpoint_read (way_slice_from_bytes (bytes),
                                        way_key_pair_get_public (key), &checkpoint, NULL),
                   ==, WAY_RESULT_WRONG_CONTENT_TYPE);
}

/* ---- The trust rule ----------------------------------------------------------------------- */

static WayHash log_leaves[12];

static WayCheckpoint
at (guint64 height, guint64 log_size)
{
  WayCheckpoint checkpoint = make_checkpoint (height);

  checkpoint.log_size = log_size;
  way_naive_log_root (log_leaves, log_size, &checkpoint.log_root);
  return checkpoint;
}

typedef struct
{
  guint64 old_height, old_size, height, size;
  enum
  {
    HONEST,
    OTHER_LOG,
    OTHER_STATE
  } world;
  enum
  {
    NO_PROOF,
    PROOF,
    BROKEN_PROOF,
    PROOF_OF_OTHER_SIZE
  } proof;
  WayResult result;
  gboolean may_replace;
} TrustCase;

static const TrustCase trust_cases[] = {
  { 5, 4, 4, 4, HONEST, NO_PROOF, WAY_RESULT_ROLLED_BACK, FALSE },
  { 5, 4, 5, 4, HONEST, NO_PROOF, WAY_RESULT_OK, TRUE },
  { 5, 4, 5, 4, OTHER_STATE, NO_PROOF, WAY_RESULT_FORKED, FALSE },
  { 5, 4, 6, 4, HONEST, NO_PROOF, WAY_RESULT_OK, TRUE },
  { 5, 4, 6, 4, OTHER_LOG, NO_PROOF, WAY_RESULT_FORKED, FALSE },
  { 5, 4, 6, 3, HONEST, NO_PROOF, WAY_RESULT_FORKED, FALSE },
  { 5, 4, 6, 9, HONEST, NO_PROOF, WAY_RESULT_OK, FALSE },
  { 5, 4, 6, 9, HONEST, PROOF, WAY_RESULT_OK, TRUE },
  { 5, 4, 6, 9, HONEST, BROKEN_PROOF, WAY_RESULT_FORKED, FALSE },
  { 5, 4, 6, 9, OTHER_LOG, PROOF, WAY_RESULT_FORKED, FALSE },
  { 5, 4, 6, 9, HONEST, PROOF_OF_OTHER_SIZE, WAY_RESULT_OK, FALSE },
  { 0, 0, 6, 9, HONEST, NO_PROOF, WAY_RESULT_OK, TRUE },
  { 0, 0, 6, 0, HONEST, NO_PROOF, WAY_RESULT_OK, TRUE },
};

static void
test_trust_rule (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (log_leaves); i++)
    memset (log_leaves[i].bytes, (int) i, 32);
  for (gsize i = 0; i < G_N_ELEMENTS (trust_cases); i++)
    {
      const TrustCase *row = &trust_cases[i];
      WayCheckpoint old = at (row->old_height, row->old_size);
      WayCheckpoint new = at (row->height, row->size);
      g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (WayHash));
      WayConsistency consistency = { .old_size = row->old_size };
      WayKeptCheckpoint kept;
      gboolean may_replace;
      WayHash hash;

      way_checkpoint_get_hash (&old, &hash);
      way_kept_checkpoint_init (&kept, &old, &hash);
      if (row->world == OTHER_LOG)
        new.log_root.bytes[0] ^= 1;
      if (row->world == OTHER_STATE)
        new.state_root.bytes[0] ^= 1;
      way_checkpoint_get_hash (&new, &hash);
      if (row->proof != NO_PROOF)
        way_naive_log_consistency (row->old_size, log_leaves, row->size, path);
      if (row->proof == BROKEN_PROOF)
        g_array_index (path, WayHash, 0).bytes[0] ^= 1;
      if (row->proof == PROOF_OF_OTHER_SIZE)
        consistency.old_size++;
      consistency.path = (WayRecords) { path->data, path->len };
      g_test_message ("row %zu", i);
      g_assert_cmpint (way_kept_checkpoint_judge (
                           &kept, &new, &hash,
                           row->proof == NO_PROOF ? NULL : &consistency, &may_replace),
                       ==, row->result);
      g_assert_cmpint (may_replace, ==, row->may_replace);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (NULL))
    return 1;
  g_test_add_func ("/checkpoint/hash", test_hash);
  g_test_add_func ("/checkpoint/signed", test_signed);
  g_test_add_func ("/checkpoint/freshness", test_freshness);
  g_test_add_func ("/checkpoint/trust-rule", test_trust_rule);
  return g_test_run ();
}
