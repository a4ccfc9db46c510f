/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>

#include "way-naive-tree.h"
#include "way-signature.h"
#include "way-state-proof.h"
#include "way-state-tree.h"
#include "way-test.h"

/* ---- Buckets in memory, with versions for snapshots ------------------------------------------- */

typedef struct
{
  GHashTable *buckets;
  guint n_writes;
} Buckets;

static gboolean
read_bucket (gpointer self, guint64 position, WaySlice *out, GError **error)
{
  GBytes *bytes = g_hash_table_lookup (((Buckets *) self)->buckets, &position);

  *out = bytes ? way_slice_from_bytes (bytes) : WAY_SLICE_INIT (NULL, 0);
  return TRUE;
}

static gboolean
write_bucket (gpointer self, guint64 position, WaySlice bucket, GError **error)
{
  GHashTable *buckets = ((Buckets *) self)->buckets;

  ((Buckets *) self)->n_writes++;
  if (bucket.len == 0)
    g_assert_true (g_hash_table_remove (buckets, &position));
  else
    g_hash_table_insert (buckets, g_memdup2 (&position, sizeof position),
                         g_bytes_new (bucket.data, bucket.len));
  return TRUE;
}

static const WayBucketStoreInterface interface = { read_bucket, write_bucket };

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                (GDestroyNotify) g_bytes_unref);
}

static GHashTable *
copy_table (GHashTable *table)
{
  GHashTable *copy = new_table ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_memdup2 (key, 8), g_bytes_ref (value));
  return copy;
}

/* ---- A world: the tree, and the definition beside it --------------------------------------------- */

typedef struct
{
  Buckets buckets;
  WayStateTree *tree;
  WayNaiveState naive;
} World;

static WayBucketStore
get_store (World *self)
{
  return (WayBucketStore) { &interface, &self->buckets };
}

static void
world_init (World *self)
{
  self->buckets = (Buckets) { .buckets = new_table () };
  self->tree = way_state_tree_new (get_store (self));
  way_naive_state_init (&self->naive);
}

static void
world_clear (World *self)
{
  way_state_tree_free (self->tree);
  g_hash_table_unref (self->buckets.buckets);
  way_naive_state_clear (&self->naive);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
world_put (World *self, WaySlice key, WaySlice value)
{
  way_state_tree_put (self->tree, key, value);
  way_naive_state_put (&self->naive, key, value);
}

static void
check_root (World *self)
{
  WayHash root, expected;

  g_assert_true (way_state_tree_seal (self->tree, &root, NULL));
  way_naive_state_get_root (&self->naive, &expected);
  g_assert_cmpmem (root.bytes, 32, expected.bytes, 32);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const WayBucketPlace *left = a, *right = b;

  return left->position < right->position ? -1 : left->position > right->position;
}

static GArray *
list_places (GHashTable *buckets)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (WayBucketPlace));
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, buckets);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      WayBucketPlace place = { .position = *(guint64 *) key };

      g_assert_true (way_bucket_read_head (way_slice_from_bytes (value), &place.head));
      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  return places;
}

/* A new tree over the same buckets has the same root. */
static void
reload (World *self)
{
  g_autoptr (GArray) places = list_places (self->buckets.buckets);
  WayHash before, after;

  g_assert_true (way_state_tree_seal (self->tree, &before, NULL));
  way_state_tree_free (self->tree);
  self->tree = way_state_tree_new (get_store (self));
  g_assert_true (way_state_tree_load (self->tree, (const WayBucketPlace *) places->data,
                                      places->len, NULL));
  g_assert_true (way_state_tree_seal (self->tree, &after, NULL));
  g_assert_cmpmem (before.bytes, 32, after.bytes, 32);
}

/* Reads, and proves as the definition does. */
static void
check_key (World *self, WaySlice key)
{
  g_autoptr (WayStateSnapshot) snapshot = way_state_tree_dup_snapshot (self->tree);
  g_autoptr (GBytes) key_bytes = g_bytes_new (key.data, key.len);
  g_autoptr (GByteArray) value = g_byte_array_new ();
  GBytes *expected = g_hash_table_lookup (self->naive.values, key_bytes);
  WayStateProof proof;
  WayStateEntry entry;
  g_auto (WayArena) arena;
  gboolean is_found;

  way_arena_init (&arena, 0);
  g_assert_true (way_state_tree_get (self->tree, key, value, &is_found, NULL));
  g_assert_cmpint (is_found, ==, expected != NULL);
  if (is_found)
    g_assert_cmpmem (value->data, value->len, g_bytes_get_data (expected, NULL),
                     g_bytes_get_size (expected));
  g_assert_true (
      way_state_snapshot_prove (snapshot, get_store (self), key, &arena, &entry, NULL));
  way_naive_state_prove (&self->naive, key, &arena, &proof);
  g_assert_cmpint (way_record_has (&entry, 2), ==, is_found);
  g_assert_cmpuint (entry.proof.depth, ==, proof.depth);
  g_assert_cmpuint (entry.proof.present, ==, proof.present);
  g_assert_cmpmem (entry.proof.bitmap.data, entry.proof.bitmap.len, proof.bitmap.data,
                   proof.bitmap.len);
  g_assert_cmpmem (entry.proof.siblings.items, entry.proof.siblings.n * 32,
                   proof.siblings.items, proof.siblings.n * 32);
  g_assert_cmpmem (&entry.proof.other_key_hash, 64, &proof.other_key_hash, 64);
}

static WaySlice
name_key (guint number, char buffer[32])
{
  g_snprintf (buffer, 32, "key number %u", number);
  return way_slice_from_string (buffer);
}

/* ---- Tests ------------------------------------------------------------------------------------------ */

#define N_TINY 5

/* Every way of two blocks over five keys: put, change, remove or leave each. */
static void
test_tiny_worlds (void)
{
  static const char *const values[] = { NULL, "a", "b", "" };
  char buffer[32];
  guint n_worlds = 1 << (2 * N_TINY);

  for (guint first = 0; first < n_worlds; first += 3)
    {
      guint second = (first * 2654435761u) % n_worlds;
      g_auto (World) world = { 0 };

      world_init (&world);
      for (guint block = 0; block < 2; block++)
        {
          for (guint i = 0; i < N_TINY; i++)
            {
              const char *value = values[(block ? second : first) >> (2 * i) & 3];

              if (value != NULL)
                world_put (&world, name_key (i, buffer), way_slice_from_string (value));
            }
          check_root (&world);
          way_state_tree_commit (world.tree);
          for (guint i = 0; i <= N_TINY; i++)
            check_key (&world, name_key (i, buffer));
        }
      reload (&world);
    }
}

/* The same keys in any order and division into blocks give the same root. */
static void
test_order_does_not_matter (void)
{
  WayHash roots[8];
  char buffer[32];

  for (guint run = 0; run < G_N_ELEMENTS (roots); run++)
    {
      g_auto (World) world = { 0 };

      world_init (&world);
      for (guint i = 0; i < 3001; i++)
        {
          guint number = (i * (2 * run + 1) * 7 + run) % 3001;
          WaySlice key = name_key (number, buffer);

          way_state_tree_put (world.tree, key, key);
          if (run > 0 && i % (100 * run) == 0)
            {
              g_assert_true (way_state_tree_seal (world.tree, &roots[run], NULL));
              way_state_tree_commit (world.tree);
            }
        }
      g_assert_true (way_state_tree_seal (world.tree, &roots[run], NULL));
      g_assert_cmpmem (roots[run].bytes, 32, roots[0].bytes, 32);
    }
}

static void
put_something (World *world, GRand *rand, char buffer[32])
{
  guint8 bytes[700];
  gsize len = (gsize) g_rand_int_range (rand, 0, 10) == 0
                  ? (gsize) g_rand_int_range (rand, 300, sizeof bytes)
                  : (gsize) g_rand_int_range (rand, 1, 60);

  memset (bytes, g_rand_int_range (rand, 0, 256), sizeof bytes);
  world_put (world, name_key (g_rand_int_range (rand, 0, 1200), buffer),
             WAY_SLICE_INIT (bytes, g_rand_int_range (rand, 0, 4) == 0 ? 0 : len));
}

static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_auto (World) world = { 0 };
  char buffer[32];

  g_test_message ("seed %u", seed);
  world_init (&world);
  for (guint block = 0; block < 60; block++)
    {
      gint n = g_rand_int_range (rand, 0, 120);

      for (gint i = 0; i < n; i++)
        put_something (&world, rand, buffer);
      if (block % 3 == 0)
        {
          WayHash root;

          g_assert_true (way_state_tree_seal (world.tree, &root, NULL));
          put_something (&world, rand, buffer); /* after a first seal */
        }
      check_root (&world);
      way_state_tree_commit (world.tree);
      for (guint i = 0; i < 20; i++)
        check_key (&world, name_key (g_rand_int_range (rand, 0, 1300), buffer));
      if (block % 10 == 9)
        reload (&world);
    }
  /* Down to nothing again. */
  for (guint i = 0; i < 1200; i++)
    world_put (&world, name_key (i, buffer), WAY_SLICE_INIT (NULL, 0));
  check_root (&world);
  way_state_tree_commit (world.tree);
  g_assert_cmpuint (g_hash_table_size (world.buckets.buckets), ==, 0);
}

static void
test_rollback (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (GHashTable) saved = NULL;
  WayHash before, after, staged;
  char buffer[32];
  g_autoptr (GByteArray) value = g_byte_array_new ();
  gboolean is_found;

  world_init (&world);
  for (guint i = 0; i < 500; i++)
    world_put (&world, name_key (i, buffer), way_slice_from_string ("old"));
  g_assert_true (way_state_tree_seal (world.tree, &before, NULL));
  way_state_tree_commit (world.tree);
  saved = copy_table (world.buckets.buckets);
  for (guint i = 300; i < 900; i++)
    way_state_tree_put (world.tree, name_key (i, buffer), way_slice_from_string ("new"));
  g_assert_true (
      way_state_tree_get (world.tree, name_key (400, buffer), value, &is_found, NULL));
  g_assert_cmpmem (value->data, value->len, "new", 3);
  g_assert_true (way_state_tree_seal (world.tree, &staged, NULL));
  g_assert_false (way_hash_equal (&staged, &before));
  way_state_tree_rollback (world.tree);
  g_hash_table_unref (world.buckets.buckets);
  world.buckets.buckets = g_steal_pointer (&saved);
  g_assert_true (way_state_tree_seal (world.tree, &after, NULL));
  g_assert_cmpmem (after.bytes, 32, before.bytes, 32);
  for (guint i = 0; i < 900; i += 37)
    check_key (&world, name_key (i, buffer));
}

/* A snapshot goes on proving its own height, given the buckets of that height. */
static void
test_snapshots (void)
{
  g_auto (World) world = { 0 };
  WayStateSnapshot *snapshots[6];
  GHashTable *tables[6];
  WayHash roots[6];
  char buffer[32];

  world_init (&world);
  for (guint height = 0; height < 6; height++)
    {
      for (guint i = 0; i < 300; i++)
        way_state_tree_put (world.tree, name_key (height * 150 + i, buffer),
                            WAY_SLICE_INIT (&height, i % 5 ? sizeof height : 0));
      g_assert_true (way_state_tree_seal (world.tree, &roots[height], NULL));
      snapshots[height] = way_state_tree_dup_sealed (world.tree);
      way_state_tree_commit (world.tree);
      tables[height] = copy_table (world.buckets.buckets);
    }
  for (guint height = 0; height < 6; height++)
    {
      Buckets old = { .buckets = tables[height] };
      WayBucketStore store = { &interface, &old };
      WayHash root;

      way_state_snapshot_get_root (snapshots[height], &root);
      g_assert_cmpmem (root.bytes, 32, roots[height].bytes, 32);
      for (guint i = 0; i < 1200; i += 11)
        {
          g_auto (WayArena) arena;
          WayStateEntry entry;

          way_arena_init (&arena, 0);
          g_assert_true (way_state_snapshot_prove (
              snapshots[height], store, name_key (i, buffer), &arena, &entry, NULL));
          g_assert_true (way_state_entry_verify (&entry, &root));
        }
      way_state_snapshot_unref (snapshots[height]);
      g_hash_table_unref (tables[height]);
    }
}

/* Values bigger than a bucket, keys that share long prefixes of their hashes. */
static void
test_no_limit (void)
{
  g_auto (World) world = { 0 };
  g_autofree guint8 *big = g_malloc0 (70000);
  char buffer[32];

  world_init (&world);
  for (guint i = 0; i < 12; i++)
    world_put (&world, name_key (i, buffer), WAY_SLICE_INIT (big, 70000 - i));
  check_root (&world);
  way_state_tree_commit (world.tree);
  for (guint i = 0; i < 14; i++)
    check_key (&world, name_key (i, buffer));
  reload (&world);
}

/* A bucket at the deepest place takes any number of entries. */
static void
test_deepest_bucket (void)
{
  WayBucketEntry entries[400];
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (WayBucketEntry));
  WayBucketHead head;
  WayHash root;

  memset (entries, 0, sizeof entries);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      entries[i].key_hash.bytes[30] = (guint8) (i >> 8);
      entries[i].key_hash.bytes[31] = (guint8) i;
      entries[i].leaf.bytes[0] = 1;
      entries[i].key = way_slice_from_string ("k");
      entries[i].value = way_slice_from_string ("a value");
    }
  way_bucket_write (entries, G_N_ELEMENTS (entries), WAY_BUCKET_MAX_DEPTH, bytes, &root);
  g_assert_true (way_bucket_read_head (WAY_SLICE_INIT (bytes->data, bytes->len), &head));
  g_assert_cmpuint (head.n_entries, ==, G_N_ELEMENTS (entries));
  g_assert_true (way_bucket_list (WAY_SLICE_INIT (bytes->data, bytes->len), list));
  for (guint i = 0; i < list->len; i++)
    {
      WayBucketEntry found;
      gboolean is_found;

      g_assert_true (way_bucket_find (WAY_SLICE_INIT (bytes->data, bytes->len),
                                      &entries[i].key_hash, &found, &is_found));
      g_assert_true (is_found);
      g_assert_true (way_slice_equal (found.value, entries[i].value));
    }
}

/* Any damage of a bucket is noticed. */
static void
test_damage (void)
{
  g_auto (World) world = { 0 };
  char buffer[32];
  GHashTableIter iter;
  gpointer position, bytes;

  world_init (&world);
  for (guint i = 0; i < 6; i++)
    world_put (&world, name_key (i, buffer), way_slice_from_string ("value"));
  check_root (&world);
  way_state_tree_commit (world.tree);
  g_assert_cmpuint (g_hash_table_size (world.buckets.buckets), ==, 1);
  g_hash_table_iter_init (&iter, world.buckets.buckets);
  g_assert_true (g_hash_table_iter_next (&iter, &position, &bytes));
  for (gsize at = 0, n = g_bytes_get_size (bytes); at <= n; at++)
    {
      g_autoptr (WayStateSnapshot) snapshot = way_state_tree_dup_snapshot (world.tree);
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), n);
      Buckets damaged = { .buckets = new_table () };
      WayBucketStore store = { &interface, &damaged };

      if (at < n)
        copy[at] ^= 0x40;
      write_bucket (&damaged, 0, WAY_SLICE_INIT (copy, at < n ? n : n - 1), NULL);
      for (guint i = 0; i < 8; i++)
        {
          g_autoptr (GByteArray) value = g_byte_array_new ();
          g_autoptr (GError) error = NULL;
          gboolean is_found;

          g_assert_false (way_state_snapshot_get (snapshot, store, name_key (i, buffer),
                                                  value, &is_found, &error));
          g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
        }
      g_hash_table_unref (damaged.buckets);
    }
}

static void
test_load_refuses (void)
{
  Buckets buckets = { .buckets = new_table () };
  WayBucketStore store = { &interface, &buckets };
  WayBucketPlace places[2] = { { .head = { .depth = 1, .n_entries = 2 } },
                               { .head = { .depth = 1, .n_entries = 2 } } };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayStateTree) tree = way_state_tree_new (store);

  g_assert_false (way_state_tree_load (tree, places, 2, &error)); /* the same place */
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
  g_clear_error (&error);
  places[1].position = G_GUINT64_CONSTANT (1) << 61; /* inside the first */
  places[1].head.depth = 2;
  g_assert_false (way_state_tree_load (tree, places, 2, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
  g_clear_error (&error);
  places[1].position = G_GUINT64_CONSTANT (1) << 62;
  places[1].head.depth = 1;
  g_assert_true (way_state_tree_load (tree, places, 2, NULL));
  g_hash_table_unref (buckets.buckets);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (NULL))
    return 1;
  g_test_add_func ("/state-tree/tiny-worlds", test_tiny_worlds);
  g_test_add_func ("/state-tree/order-does-not-matter", test_order_does_not_matter);
  g_test_add_func ("/state-tree/random", test_random);
  g_test_add_func ("/state-tree/rollback", test_rollback);
  g_test_add_func ("/state-tree/snapshots", test_snapshots);
  g_test_add_func ("/state-tree/no-limit", test_no_limit);
  g_test_add_func ("/state-tree/deepest-bucket", test_deepest_bucket);
  g_test_add_func ("/state-tree/damage", test_damage);
  g_test_add_func ("/state-tree/load-refuses", test_load_refuses);
  return g_test_run ();
}
