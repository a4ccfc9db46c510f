/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-merkle.h"
#include "way-naive-tree.h"
#include "way-signature.h"
#include "way-state-proof.h"
#include "way-state-tree.h"
#include "way-test.h"
#include "way-value-cache.h"

/* ---- Buckets and values in memory ------------------------------------------------------------ */

typedef struct
{
  GMutex mutex;      /* of buckets */
  GArray *buckets;   /* of WayBucket */
  GPtrArray *values; /* keys and values by turns, of GBytes */
} Memory;

static gboolean
read_bucket (gpointer self, guint32 place, WayBucket *out_bucket, GError **error)
{
  GArray *buckets = ((Memory *) self)->buckets;

  g_mutex_lock (&((Memory *) self)->mutex);
  g_assert_cmpuint (place, <, buckets->len);
  *out_bucket = g_array_index (buckets, WayBucket, place);
  g_mutex_unlock (&((Memory *) self)->mutex);
  return TRUE;
}

static gboolean
write_bucket (gpointer self, guint32 place, const WayBucket *bucket, GError **error)
{
  GArray *buckets = ((Memory *) self)->buckets;

  g_mutex_lock (&((Memory *) self)->mutex);
  if (place >= buckets->len)
    g_array_set_size (buckets, place + 1);
  g_array_index (buckets, WayBucket, place) = *bucket;
  g_mutex_unlock (&((Memory *) self)->mutex);
  return TRUE;
}

static gboolean
read_value (gpointer self,
            guint64 location,
            WaySlice *out_key,
            WaySlice *out_value,
            GError **error)
{
  GPtrArray *values = ((Memory *) self)->values;
  guint64 i = way_location_get_chunk (location) * 2;

  g_assert_cmpuint (i, <, values->len);
  *out_key = way_slice_from_bytes (values->pdata[i]);
  *out_value = way_slice_from_bytes (values->pdata[i + 1]);
  return TRUE;
}

static gboolean
add_value (gpointer self,
           WaySlice key,
           WaySlice value,
           guint64 *out_location,
           GError **error)
{
  GPtrArray *values = ((Memory *) self)->values;

  *out_location = way_location_make (values->len / 2, 3, key.len + value.len);
  g_ptr_array_add (values, g_bytes_new (key.data, key.len));
  g_ptr_array_add (values, g_bytes_new (value.data, value.len));
  return TRUE;
}

static const WayStateStoreInterface interface = { .read_bucket = read_bucket,
                                                  .write_bucket = write_bucket,
                                                  .read_value = read_value,
                                                  .add_value = add_value };

static void
unref_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

static void
memory_init (Memory *self)
{
  g_mutex_init (&self->mutex);
  self->buckets = g_array_new (FALSE, TRUE, sizeof (WayBucket));
  self->values = g_ptr_array_new_with_free_func (unref_bytes);
}

static void
memory_clear (Memory *self)
{
  g_mutex_clear (&self->mutex);
  g_array_unref (self->buckets);
  g_ptr_array_unref (self->values);
}

/* ---- A world: the tree, and the definition beside it --------------------------------------------- */

typedef struct
{
  Memory memory;
  WayStateTree *tree;
  WayNaiveState naive;
} World;

static WayStateStore
get_store (World *self)
{
  return (WayStateStore) { &interface, &self->memory };
}

static void
world_init (World *self)
{
  memory_init (&self->memory);
  self->tree = way_state_tree_new (get_store (self));
  way_naive_state_init (&self->naive);
}

static void
world_clear (World *self)
{
  way_state_tree_free (self->tree);
  memory_clear (&self->memory);
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

/* A tree restored from its nodes, over the same buckets, is the same tree. */
static void
reload (World *self)
{
  g_autoptr (WayStateSnapshot) snapshot = way_state_tree_dup_snapshot (self->tree);
  g_autoptr (GByteArray) saved = g_byte_array_new ();
  WayHash before, after;
  guint64 live_bytes = way_state_snapshot_get_live_bytes (snapshot);

  way_state_snapshot_get_root (snapshot, &before);
  way_state_snapshot_save (snapshot, saved);
  g_clear_pointer (&snapshot, way_state_snapshot_unref);
  way_state_tree_free (self->tree);
  self->tree = way_state_tree_new (get_store (self));
  g_assert_true (way_state_tree_restore (self->tree,
                                         WAY_SLICE_INIT (saved->data, saved->len),
                                         self->memory.buckets->len, NULL));
  g_assert_true (way_state_tree_is_intact (self->tree));
  g_assert_true (way_state_tree_seal (self->tree, &after, NULL));
  g_assert_cmpmem (before.bytes, 32, after.bytes, 32);
  snapshot = way_state_tree_dup_snapshot (self->tree);
  g_assert_cmpuint (way_state_snapshot_get_live_bytes (snapshot), ==, live_bytes);
}

/* A tree made anew from the log of values alone has the same root. */
static void
remake (World *self)
{
  WayHash before, after;

  g_assert_true (way_state_tree_seal (self->tree, &before, NULL));
  way_state_tree_free (self->tree);
  g_array_set_size (self->memory.buckets, 0);
  self->tree = way_state_tree_new (get_store (self));
  for (guint i = 0; i < self->memory.values->len; i += 2)
    {
      WaySlice key = way_slice_from_bytes (self->memory.values->pdata[i]);
      WaySlice value = way_slice_from_bytes (self->memory.values->pdata[i + 1]);

      way_state_tree_put_stored (self->tree, key, value,
                                 way_location_make (i / 2, 3, key.len + value.len));
      if (i % 100 == 0)
        {
          g_assert_true (way_state_tree_seal (self->tree, &after, NULL));
          way_state_tree_commit (self->tree);
        }
    }
  g_assert_true (way_state_tree_seal (self->tree, &after, NULL));
  way_state_tree_commit (self->tree);
  g_assert_cmpmem (before.bytes, 32, after.bytes, 32);
}

/* The bytes of all that is in the map, rounded up as locations do. */
static guint64
count_live_bytes (World *self)
{
  GHashTableIter iter;
  gpointer key, value;
  guint64 sum = 0;

  g_hash_table_iter_init (&iter, self->naive.values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    sum += (g_bytes_get_size (key) + g_bytes_get_size (value) + 7) / 8 * 8;
  return sum;
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
      if (block == 30)
        remake (&world);
      {
        g_autoptr (WayStateSnapshot) snapshot = way_state_tree_dup_snapshot (world.tree);

        g_assert_cmpuint (way_state_snapshot_get_live_bytes (snapshot), ==,
                          count_live_bytes (&world));
      }
    }
  /* Places of buckets are used again: there are not many more than one tree needs. */
  g_assert_cmpuint (world.memory.buckets->len, <, 600);
  /* Down to nothing again. */
  for (guint i = 0; i < 1200; i++)
    world_put (&world, name_key (i, buffer), WAY_SLICE_INIT (NULL, 0));
  check_root (&world);
  way_state_tree_commit (world.tree);
  for (guint i = 0; i < 1200; i += 7)
    check_key (&world, name_key (i, buffer));
}

static void
test_rollback (void)
{
  g_auto (World) world = { 0 };
  WayHash before, after, staged;
  char buffer[32];
  g_autoptr (GByteArray) value = g_byte_array_new ();
  gboolean is_found;

  world_init (&world);
  for (guint i = 0; i < 500; i++)
    world_put (&world, name_key (i, buffer), way_slice_from_string ("old"));
  g_assert_true (way_state_tree_seal (world.tree, &before, NULL));
  way_state_tree_commit (world.tree);
  for (guint i = 300; i < 900; i++)
    way_state_tree_put (world.tree, name_key (i, buffer), way_slice_from_string ("new"));
  g_assert_true (
      way_state_tree_get (world.tree, name_key (400, buffer), value, &is_found, NULL));
  g_assert_cmpmem (value->data, value->len, "new", 3);
  g_assert_true (way_state_tree_seal (world.tree, &staged, NULL));
  g_assert_false (way_hash_equal (&staged, &before));
  way_state_tree_rollback (world.tree);
  g_assert_true (way_state_tree_seal (world.tree, &after, NULL));
  g_assert_cmpmem (after.bytes, 32, before.bytes, 32);
  for (guint i = 0; i < 900; i += 37)
    check_key (&world, name_key (i, buffer));
}

/* A snapshot goes on proving its own height, over the storage that went on. */
static void
test_snapshots (void)
{
  g_auto (World) world = { 0 };
  WayStateSnapshot *snapshots[6];
  WayHash roots[6];
  char buffer[32];

  world_init (&world);
  for (guint height = 0; height < 12; height++)
    {
      for (guint i = 0; i < 300; i++)
        way_state_tree_put (world.tree, name_key (height % 7 * 150 + i, buffer),
                            WAY_SLICE_INIT (&height, i % 5 ? sizeof height : 0));
      g_assert_true (way_state_tree_seal (world.tree, &roots[height % 6], NULL));
      if (height >= 6)
        {
          way_state_tree_commit (world.tree);
          way_state_snapshot_get_root (snapshots[height % 6], &roots[height % 6]);
          continue;
        }
      snapshots[height] = way_state_tree_dup_sealed (world.tree);
      way_state_tree_commit (world.tree);
    }
  for (guint height = 0; height < 6; height++)
    {
      WayHash root;

      way_state_snapshot_get_root (snapshots[height], &root);
      g_assert_cmpmem (root.bytes, 32, roots[height].bytes, 32);
      for (guint i = 0; i < 1300; i += 11)
        {
          g_auto (WayArena) arena;
          WayStateEntry entry;

          way_arena_init (&arena, 0);
          g_assert_true (way_state_snapshot_prove (snapshots[height], get_store (&world),
                                                   name_key (i, buffer), &arena, &entry,
                                                   NULL));
          g_assert_true (way_state_entry_verify (&entry, &root));
        }
      way_state_snapshot_unref (snapshots[height]);
    }
}

/* Thousands of changes, with which both halves of the tree are made at once; then all but a few
 * of them away again. */
static void
test_many (void)
{
  g_auto (World) world = { 0 };
  char buffer[32];

  world_init (&world);
  for (guint block = 0; block < 3; block++)
    {
      for (guint i = block * 700; i < 3000 + block * 500; i++)
        {
          WaySlice key = name_key (i, buffer);

          world_put (&world, key, way_slice_from_string (block % 2 ? "odd" : "even"));
        }
      check_root (&world);
      way_state_tree_commit (world.tree);
      for (guint i = 0; i < 4200; i += 397)
        check_key (&world, name_key (i, buffer));
    }
  reload (&world);
  for (guint i = 0; i < 4000; i++)
    if (i % 500 != 0)
      world_put (&world, name_key (i, buffer), WAY_SLICE_INIT (NULL, 0));
  check_root (&world);
  way_state_tree_commit (world.tree);
  for (guint i = 0; i < 4200; i += 50)
    check_key (&world, name_key (i, buffer));
}

static guint n_writes_left;

static gboolean
write_bucket_or_fail (gpointer self,
                      guint32 place,
                      const WayBucket *bucket,
                      GError **error)
{
  if (g_atomic_int_add (&n_writes_left, -1) <= 0)
    return way_error_set (error, WAY_RESULT_DISK_FULL, NULL);
  return write_bucket (self, place, bucket, error);
}

/* A disk that is full at any moment of a sealing leaves the tree as it was. */
static void
test_full_disk (void)
{
  static const WayStateStoreInterface failing = { .read_bucket = read_bucket,
                                                  .write_bucket = write_bucket_or_fail,
                                                  .read_value = read_value,
                                                  .add_value = add_value };
  g_auto (World) world = { 0 };
  char buffer[32];
  WayHash before, root;

  world_init (&world);
  g_clear_pointer (&world.tree, way_state_tree_free);
  world.tree = way_state_tree_new ((WayStateStore) { &failing, &world.memory });
  g_atomic_int_set (&n_writes_left, G_MAXINT);
  for (guint i = 0; i < 1000; i++)
    world_put (&world, name_key (i, buffer), way_slice_from_string ("value"));
  g_assert_true (way_state_tree_seal (world.tree, &before, NULL));
  way_state_tree_commit (world.tree);
  for (guint n = 0; n < 60; n += 3)
    {
      g_autoptr (GError) error = NULL;

      g_atomic_int_set (&n_writes_left, n);
      for (guint i = 0; i < 500 + 50 * (n % 2); i++)
        way_state_tree_put (world.tree, name_key (2 * i, buffer),
                            way_slice_from_string ("other"));
      g_assert_false (way_state_tree_seal (world.tree, &root, &error));
      g_assert_error (error, WAY_ERROR, WAY_RESULT_DISK_FULL);
      way_state_tree_rollback (world.tree);
      g_assert_true (way_state_tree_is_intact (world.tree));
    }
  g_assert_true (way_state_tree_seal (world.tree, &root, NULL));
  g_assert_cmpmem (root.bytes, 32, before.bytes, 32);
  for (guint i = 0; i < 1000; i += 37)
    check_key (&world, name_key (i, buffer));
}

/* Which places in the log of values are still needed. */
static void
test_needs (void)
{
  g_auto (World) world = { 0 };
  WaySlice key = way_slice_from_string ("k"), other = way_slice_from_string ("other");
  WayHash root;
  gboolean is_needed;

  world_init (&world);
  way_state_tree_put (world.tree, key, way_slice_from_string ("1"));
  g_assert_true (way_state_tree_seal (world.tree, &root, NULL));
  way_state_tree_commit (world.tree);
#define NEEDS(k, chunk, expected)                                                        \
  g_assert_true (way_state_tree_needs (world.tree, k, way_location_make (chunk, 3, 2),   \
                                       &is_needed, NULL));                               \
  g_assert_cmpint (is_needed, ==, expected)
  NEEDS (key, 0, TRUE);
  NEEDS (key, 1, FALSE);
  NEEDS (other, 0, FALSE);
  way_state_tree_put (world.tree, key, way_slice_from_string ("2"));
  NEEDS (key, 0, FALSE); /* about to be replaced */
  g_assert_true (way_state_tree_seal (world.tree, &root, NULL));
  way_state_tree_commit (world.tree);
  NEEDS (key, 0, FALSE);
  NEEDS (key, 1, TRUE);
#undef NEEDS
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

/* Entries that share nearly all bits of their hashes are split all the same. */
static void
test_deep_root (void)
{
  WayBucketEntry entries[WAY_BUCKET_MAX_ENTRIES] = { 0 };
  WayHash root, expected;

  /* Two leaves that differ in the last bit only, below 254 empty places. */
  entries[0].leaf.bytes[0] = 1;
  entries[1].leaf.bytes[0] = 2;
  entries[1].key_hash.bytes[31] = 1;
  way_bucket_get_root (entries, 2, 1, &root);
  way_merkle_hash_inner (&entries[0].leaf, &entries[1].leaf, &expected);
  for (guint level = 0; level < 254; level++)
    way_merkle_hash_inner (&expected, &(WayHash) { { 0 } }, &expected);
  g_assert_cmpmem (root.bytes, 32, expected.bytes, 32);
}

/* What was read once is known from then on: through changes, rollbacks and commits it is what
 * the tree has. */
static void
test_known_values (void)
{
  static const char *const steps[] = { "short", "another", "" };
  g_auto (World) world = { 0 };
  g_autofree char *large = g_strnfill (WAY_VALUE_CACHE_MAX_VALUE + 1, 'x');
  char buffer[32];

  world_init (&world);
  for (guint i = 0; i < 40; i++)
    world_put (&world, name_key (i, buffer), way_slice_from_string ("first"));
  check_root (&world);
  way_state_tree_commit (world.tree);
  for (guint step = 0; step <= G_N_ELEMENTS (steps); step++)
    {
      WaySlice next =
          way_slice_from_string (step < G_N_ELEMENTS (steps) ? steps[step] : large);
      WayHash root;

      for (guint i = 0; i < 60; i++)
        check_key (&world, name_key (i, buffer)); /* from here on they are known */
      for (guint i = step; i < 60; i += 2)
        way_state_tree_put (world.tree, name_key (i, buffer), next);
      g_assert_true (way_state_tree_seal (world.tree, &root, NULL));
      way_state_tree_rollback (world.tree);
      for (guint i = 0; i < 60; i++)
        check_key (&world, name_key (i, buffer));
      for (guint i = step; i < 60; i += 2)
        world_put (&world, name_key (i, buffer), next);
      check_root (&world);
      /* not sealed, so it is not committed */
      way_state_tree_put (world.tree, name_key (50, buffer),
                          way_slice_from_string ("late"));
      way_state_tree_commit (world.tree);
      for (guint i = 0; i < 60; i++)
        check_key (&world, name_key (i, buffer));
    }
}

/* Any damage of a bucket or value is noticed where it is read. */
static void
test_damage (void)
{
  g_auto (World) world = { 0 };
  char buffer[32];
  WayBucket *bucket;
  gsize used = G_STRUCT_OFFSET (WayBucket, entries) + 6 * sizeof (WayBucketEntry);

  world_init (&world);
  for (guint i = 0; i < 6; i++)
    world_put (&world, name_key (i, buffer), way_slice_from_string ("value"));
  check_root (&world);
  way_state_tree_commit (world.tree);
  g_assert_cmpuint (world.memory.buckets->len, ==, 1);
  bucket = &g_array_index (world.memory.buckets, WayBucket, 0);
  for (gsize at = 0; at < used; at++)
    {
      g_autoptr (GByteArray) value = g_byte_array_new ();
      g_autoptr (GError) error = NULL;
      gboolean is_found;

      ((guint8 *) bucket)[at] ^= 0x40;
      g_assert_false (way_state_tree_is_intact (world.tree));
      g_assert_false (way_state_tree_get (world.tree, name_key (at % 8, buffer), value,
                                          &is_found, &error));
      g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
      ((guint8 *) bucket)[at] ^= 0x40;
    }
  g_assert_true (way_state_tree_is_intact (world.tree));
  for (guint i = 0; i < world.memory.values->len; i++)
    {
      g_autoptr (GByteArray) value = g_byte_array_new ();
      GBytes *good = world.memory.values->pdata[i];
      guint n_bad = 0;

      reload (&world); /* so that none is known */
      world.memory.values->pdata[i] = g_bytes_new_static ("valuE", 5);
      for (guint number = 0; number < 6; number++)
        {
          g_autoptr (GError) error = NULL;
          gboolean is_found;

          if (way_state_tree_get (world.tree, name_key (number, buffer), value, &is_found,
                                  &error))
            continue;
          g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
          n_bad++;
        }
      g_assert_cmpuint (n_bad, ==, 1);
      g_bytes_unref (world.memory.values->pdata[i]);
      world.memory.values->pdata[i] = good;
    }
}

/* Every byte of saved nodes that is another one, and every length: refused, or another root;
 * never a crash. */
static void
test_restore_refuses (void)
{
  g_auto (World) world = { 0 };
  g_autoptr (WayStateSnapshot) snapshot = NULL;
  g_autoptr (GByteArray) saved = g_byte_array_new ();
  char buffer[32];
  WayHash root, other;

  world_init (&world);
  for (guint i = 0; i < 200; i++)
    world_put (&world, name_key (i, buffer), way_slice_from_string ("value"));
  g_assert_true (way_state_tree_seal (world.tree, &root, NULL));
  way_state_tree_commit (world.tree);
  snapshot = way_state_tree_dup_snapshot (world.tree);
  way_state_snapshot_save (snapshot, saved);
  for (gsize at = 0; at < 2 * saved->len; at++)
    {
      g_autoptr (WayStateTree) tree = way_state_tree_new (get_store (&world));
      g_autofree guint8 *copy = g_memdup2 (saved->data, saved->len);
      g_autoptr (GError) error = NULL;
      gsize len = at < saved->len ? saved->len : at - saved->len;

      if (at < saved->len)
        copy[at] ^= 0x81;
      if (way_state_tree_restore (tree, WAY_SLICE_INIT (copy, len),
                                  world.memory.buckets->len, &error))
        {
          g_assert_true (way_state_tree_seal (tree, &other, NULL));
          g_assert_true (at < 8 || !way_hash_equal (&other, &root)
                         || !way_state_tree_is_intact (tree));
        }
      else
        g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
    }
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
  g_test_add_func ("/state-tree/many", test_many);
  g_test_add_func ("/state-tree/full-disk", test_full_disk);
  g_test_add_func ("/state-tree/needs", test_needs);
  g_test_add_func ("/state-tree/deep-root", test_deep_root);
  g_test_add_func ("/state-tree/known-values", test_known_values);
  g_test_add_func ("/state-tree/damage", test_damage);
  g_test_add_func ("/state-tree/restore-refuses", test_restore_refuses);
  return g_test_run ();
}
