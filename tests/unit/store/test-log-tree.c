/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-log-tree.h"
#include "way-naive-tree.h"
#include "way-signature.h"
#include "way-test.h"

/* More than three tiles of level 0 above one of level 1, and one size with a level 2. */
#define SMALL 210
#define BIG   4300

/* ---- Tiles in memory ---------------------------------------------------------------------- */

typedef struct
{
  GHashTable *tiles;
  guint n_reads;
} Tiles;

static guint64
pack (guint level, guint64 index)
{
  return (guint64) level << 56 | index;
}

static gboolean
read_tile (gpointer self, guint level, guint64 index, WaySlice *out, GError **error)
{
  guint64 key = pack (level, index);
  GBytes *bytes = g_hash_table_lookup (((Tiles *) self)->tiles, &key);

  ((Tiles *) self)->n_reads++;
  *out = bytes ? way_slice_from_bytes (bytes) : WAY_SLICE_INIT (NULL, 0);
  return TRUE;
}

static gboolean
write_tile (gpointer self, guint level, guint64 index, WaySlice tile, GError **error)
{
  guint64 key = pack (level, index);

  g_hash_table_insert (((Tiles *) self)->tiles, g_memdup2 (&key, sizeof key),
                       g_bytes_new (tile.data, tile.len));
  return TRUE;
}

static const WayTileStoreInterface interface = { read_tile, write_tile };

static void
tiles_init (Tiles *self)
{
  self->tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                       (GDestroyNotify) g_bytes_unref);
  self->n_reads = 0;
}

static void
tiles_clear (Tiles *self)
{
  g_hash_table_unref (self->tiles);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tiles, tiles_clear)

static WayHash leaves[BIG];

static void
fill_leaves (void)
{
  for (guint32 i = 0; i < BIG; i++)
    way_sha256 (WAY_SLICE_INIT (&i, 4), &leaves[i]);
}

/* ---- Tests ----------------------------------------------------------------------------------- */

static void
test_roots (void)
{
  g_auto (Tiles) tiles = { NULL };
  g_autoptr (WayLogTree) tree = NULL;

  tiles_init (&tiles);
  tree = way_log_tree_new ((WayTileStore) { &interface, &tiles });
  for (gsize n = 0; n <= SMALL; n++)
    {
      WayHash expected, root;

      way_naive_log_root (leaves, n, &expected);
      g_assert_true (way_log_tree_seal (tree, &root, NULL));
      g_assert_cmpmem (root.bytes, 32, expected.bytes, 32);
      /* Now and then go on with what the tiles alone say. */
      if (n % 7 == 0)
        g_assert_true (way_log_tree_load (tree, n, NULL));
      g_assert_cmpuint (way_log_tree_get_size (tree), ==, n);
      g_assert_true (way_log_tree_append (tree, &leaves[n], NULL));
    }
}

/* All proofs of one size are those of the definition. */
static void
check_size (WayLogProver *prover, gsize size, gsize step)
{
  WayHash path[WAY_LOG_PATH_MAX + 1], root, expected_root;
  gsize n_path;

  way_log_prover_set_size (prover, size);
  way_naive_log_root (leaves, size, &expected_root);
  g_assert_true (way_log_prover_get_root (prover, &root, NULL));
  g_assert_true (way_hash_equal (&root, &expected_root));
  for (gsize i = 0; i < size; i += step)
    {
      g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (WayHash));

      way_naive_log_path (i, leaves, size, expected);
      g_assert_true (way_log_prover_prove_inclusion (prover, i, path, &n_path, NULL));
      g_assert_cmpmem (path, n_path * 32, expected->data, expected->len * 32);
      g_assert_true (way_log_prover_get_leaf (prover, i, &root, NULL));
      g_assert_true (way_hash_equal (&root, &leaves[i]));
    }
  for (gsize old_size = 1; old_size <= size; old_size += step)
    {
      g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (WayHash));

      way_naive_log_consistency (old_size, leaves, size, expected);
      g_assert_true (
          way_log_prover_prove_consistency (prover, old_size, path, &n_path, NULL));
      g_assert_cmpmem (path, n_path * 32, expected->data, expected->len * 32);
    }
}

static void
test_proofs (void)
{
  g_auto (Tiles) tiles = { NULL };
  g_autoptr (WayLogTree) tree = NULL;
  g_autoptr (WayLogProver) prover = NULL;
  WayHash root;

  tiles_init (&tiles);
  tree = way_log_tree_new ((WayTileStore) { &interface, &tiles });
  prover = way_log_prover_new ((WayTileStore) { &interface, &tiles });
  /* The prover follows a log that grows … */
  for (gsize n = 0; n < SMALL; n++)
    {
      g_assert_true (way_log_tree_append (tree, &leaves[n], NULL));
      g_assert_true (way_log_tree_seal (tree, &root, NULL));
      if (n % 13 == 0 || n > 190)
        check_size (prover, n + 1, 1);
    }
  for (gsize n = SMALL; n < BIG; n++)
    g_assert_true (way_log_tree_append (tree, &leaves[n], NULL));
  g_assert_true (way_log_tree_seal (tree, &root, NULL));
  check_size (prover, BIG, 211);
  check_size (prover, 4096, 373);
  /* … and proves of smaller ones from the tiles of the big one. */
  for (gsize n = 1; n <= SMALL; n += 9)
    check_size (prover, n, 1);
}

/* Twenty proofs of neighbours read a tile a level, not one for each node. */
static void
test_reads (void)
{
  g_auto (Tiles) tiles = { NULL };
  g_autoptr (WayLogTree) tree = NULL;
  g_autoptr (WayLogProver) prover = NULL;
  WayHash path[WAY_LOG_PATH_MAX], root;
  gsize n_path;

  tiles_init (&tiles);
  tree = way_log_tree_new ((WayTileStore) { &interface, &tiles });
  prover = way_log_prover_new ((WayTileStore) { &interface, &tiles });
  for (gsize n = 0; n < 4096; n++)
    g_assert_true (way_log_tree_append (tree, &leaves[n], NULL));
  g_assert_true (way_log_tree_seal (tree, &root, NULL));
  way_log_prover_set_size (prover, 4096);
  tiles.n_reads = 0;
  for (gsize i = 640; i < 660; i++)
    g_assert_true (way_log_prover_prove_inclusion (prover, i, path, &n_path, NULL));
  g_assert_cmpuint (tiles.n_reads, ==, 2);
}

static void
test_damage (void)
{
  g_auto (Tiles) tiles = { NULL };
  g_autoptr (WayLogTree) tree = NULL;
  g_autoptr (WayLogProver) prover = NULL;
  g_autoptr (GError) error = NULL;
  WayHash path[WAY_LOG_PATH_MAX], root;
  gsize n_path;

  tiles_init (&tiles);
  tree = way_log_tree_new ((WayTileStore) { &interface, &tiles });
  prover = way_log_prover_new ((WayTileStore) { &interface, &tiles });
  for (gsize n = 0; n < 100; n++)
    g_assert_true (way_log_tree_append (tree, &leaves[n], NULL));
  g_assert_true (way_log_tree_seal (tree, &root, NULL));
  g_assert_false (way_log_tree_load (tree, 200, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
  g_clear_error (&error);
  way_log_prover_set_size (prover, 120); /* more than there is */
  g_assert_false (way_log_prover_prove_inclusion (prover, 119, path, &n_path, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (NULL))
    return 1;
  fill_leaves ();
  g_test_add_func ("/log-tree/roots", test_roots);
  g_test_add_func ("/log-tree/proofs", test_proofs);
  g_test_add_func ("/log-tree/reads", test_reads);
  g_test_add_func ("/log-tree/damage", test_damage);
  return g_test_run ();
}
