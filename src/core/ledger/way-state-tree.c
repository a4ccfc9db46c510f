/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-state-tree.h"

#include <stdlib.h>

#include "way-checked.h"
#include "way-hash.h"
#include "way-state-node.h"
#include "way-state-proof.h"

/* A bucket that grows over this is split. Just less than a page of the store can hold. */
#define BUCKET_SPLIT_SIZE 4000

struct _WayStateSnapshot
{
  gatomicrefcount n_refs;
  WaySubtree root;
};

/* A key that was put since the last commit. */
typedef struct
{
  WayHash key_hash;
  WaySlice key;
  WaySlice value; /* empty: removed */
  gboolean is_sealed;
} Change;

struct _WayStateTree
{
  WayBucketStore store;
  WayStateSnapshot *committed;
  WayStateSnapshot *sealed; /* the same as committed where nothing is sealed */

  GHashTable *changes; /* of Change, a set by key hash */
  WayArena arena;      /* what changes point to */

  /* Reused from block to block. */
  GByteArray *old_bucket;
  GByteArray *new_bucket;
  GArray *old_entries;
  GArray *new_entries;
};

static gboolean
corrupted (GError **error, const char *what)
{
  return way_error_set (error, WAY_RESULT_CORRUPTED, what);
}

/* The position of the bucket at @depth on the path of @key_hash. */
static guint64
get_position (const WayHash *key_hash, guint depth)
{
  guint64 path = way_get_be64 (key_hash->bytes) >> 1;

  return depth == 0 ? 0 : path & ~((G_GUINT64_CONSTANT (1) << (63 - depth)) - 1);
}

/* ---- Snapshots -------------------------------------------------------------------------- */

static WayStateSnapshot *
snapshot_new (WaySubtree root)
{
  WayStateSnapshot *self = g_new (WayStateSnapshot, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->root = root;
  return self;
}

WayStateSnapshot *
way_state_snapshot_ref (WayStateSnapshot *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
way_state_snapshot_unref (WayStateSnapshot *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->n_refs))
    return;
  way_subtree_clear (&self->root);
  g_free (self);
}

void
way_state_snapshot_get_root (const WayStateSnapshot *self, WayHash *out_root)
{
  *out_root = self->root.hash;
}

/* Reads the bucket on the path of @key_hash; empty where there is none. */
static gboolean
read_bucket_of (const WayStateSnapshot *self,
                WayBucketStore store,
                const WayHash *key_hash,
                WaySlice *out_bucket,
                GError **error)
{
  WaySubtree here = self->root;
  guint depth = 0;

  for (; here.kind == WAY_SUBTREE_NODE; depth++)
    here = way_subtree_peek (&here, way_state_path_bit (key_hash, depth));
  *out_bucket = WAY_SLICE_INIT (NULL, 0);
  if (here.kind == WAY_SUBTREE_EMPTY)
    return TRUE;
  if (!store.interface->read (store.self, get_position (key_hash, depth), out_bucket,
                              error))
    return FALSE;
  return out_bucket->len > 0 || corrupted (error, "a bucket of the state map is missing");
}

/* A flipped bit on the disk must not become part of what the ledger computes with. */
static gboolean
check_entry (const WayBucketEntry *entry, const WayHash *key_hash, GError **error)
{
  WayHash value_hash, leaf;

  way_sha256 (entry->value, &value_hash);
  way_state_hash_leaf (key_hash, &value_hash, &leaf);
  return way_hash_equal (&leaf, &entry->leaf)
         || corrupted (error, "a value of the state map");
}

static gboolean
snapshot_get (const WayStateSnapshot *self,
              WayBucketStore store,
              const WayHash *key_hash,
              GByteArray *value,
              gboolean *out_found,
              GError **error)
{
  WayBucketEntry entry;
  WaySlice bucket;

  *out_found = FALSE;
  g_byte_array_set_size (value, 0);
  if (!read_bucket_of (self, store, key_hash, &bucket, error))
    return FALSE;
  if (bucket.len == 0)
    return TRUE;
  if (!way_bucket_find (bucket, key_hash, &entry, out_found))
    return corrupted (error, "a bucket of the state map");
  if (!*out_found)
    return TRUE;
  if (!check_entry (&entry, key_hash, error))
    return FALSE;
  g_byte_array_append (value, entry.value.data, (guint) entry.value.len);
  return TRUE;
}

gboolean
way_state_snapshot_get (const WayStateSnapshot *self,
                        WayBucketStore store,
                        WaySlice key,
                        GByteArray *value,
                        gboolean *out_found,
                        GError **error)
{
  WayHash key_hash;

  way_sha256 (key, &key_hash);
  return snapshot_get (self, store, &key_hash, value, out_found, error);
}

/* ---- Proofs ----------------------------------------------------------------------------- */

/* A proof as it grows from the root down. */
typedef struct
{
  guint depth;
  gsize n_siblings;
  guint8 bitmap[32];
  WayHash siblings[256];
} Path;

static void
step_down (Path *path, const WayHash *sibling)
{
  if (!way_hash_is_zero (sibling))
    {
      path->bitmap[path->depth / 8] |= 0x80 >> path->depth % 8;
      path->siblings[path->n_siblings++] = *sibling;
    }
  path->depth++;
}

/* Goes down among nodes to where the path ends or enters a bucket. */
static WaySubtree
descend_nodes (const WayStateSnapshot *self, const WayHash *key_hash, Path *path)
{
  WaySubtree here = self->root;

  while (here.kind == WAY_SUBTREE_NODE && !here.is_leaf)
    {
      guint side = way_state_path_bit (key_hash, path->depth);
      WaySubtree beside = way_subtree_peek (&here, !side);

      here = way_subtree_peek (&here, side);
      step_down (path, &beside.hash);
    }
  return here;
}

/* Goes on inside a bucket. Returns: the entry at the end of the path, NULL for an empty
 * place. */
static const WayBucketEntry *
descend_entries (const WayBucketEntry *entries,
                 gsize n_entries,
                 const WayHash *key_hash,
                 Path *path)
{
  while (n_entries > 1)
    {
      gsize n_left = way_bucket_split (entries, n_entries, path->depth);
      WayHash beside;

      if (way_state_path_bit (key_hash, path->depth))
        {
          way_bucket_get_root (entries, n_left, path->depth + 1, &beside);
          entries += n_left;
          n_entries -= n_left;
        }
      else
        {
          way_bucket_get_root (entries + n_left, n_entries - n_left, path->depth + 1,
                               &beside);
          n_entries = n_left;
        }
      step_down (path, &beside);
    }
  return n_entries == 1 ? entries : NULL;
}

/* Reads the bucket below a subtree that lies at @depth on the path of @key_hash; where the
 * subtree is a lifted leaf, the bucket is found on the leaf's own path. */
static gboolean
read_bucket_below (WaySubtree here,
                   guint depth,
                   const WayHash *key_hash,
                   WayBucketStore store,
                   WaySlice *out_bucket,
                   GError **error)
{
  guint64 position = get_position (key_hash, depth);

  for (; here.kind == WAY_SUBTREE_NODE; depth++)
    {
      guint side = way_subtree_peek (&here, 0).kind == WAY_SUBTREE_EMPTY;

      here = way_subtree_peek (&here, side);
      if (side)
        position |= G_GUINT64_CONSTANT (1) << (62 - depth);
    }
  return store.interface->read (store.self, position, out_bucket, error);
}

static gboolean
fill_proof (const Path *path,
            const WayBucketEntry *end,
            const WayHash *key_hash,
            WayArena *arena,
            WayStateEntry *out_entry)
{
  gsize bitmap_size = (path->depth + 7) / 8;
  guint8 *bitmap = way_arena_copy (arena, path->bitmap, bitmap_size);
  guint8 *siblings =
      way_arena_copy (arena, path->siblings, path->n_siblings * sizeof (WayHash));
  guint8 *value = NULL;

  if (bitmap == NULL || siblings == NULL)
    return FALSE;
  out_entry->proof = (WayStateProof) {
    .depth = path->depth,
    .bitmap = WAY_SLICE_INIT (bitmap, bitmap_size),
    .siblings = { .items = siblings, .n = path->n_siblings },
  };
  if (end == NULL)
    return TRUE;
  if (!way_hash_equal (&end->key_hash, key_hash))
    {
      out_entry->proof.present = 1 << 4 | 1 << 5;
      out_entry->proof.other_key_hash = end->key_hash;
      way_sha256 (end->value, &out_entry->proof.other_value_hash);
      return TRUE;
    }
  value = way_arena_copy (arena, end->value.data, end->value.len);
  if (value == NULL)
    return FALSE;
  out_entry->present = 1 << 2;
  out_entry->value = WAY_SLICE_INIT (value, end->value.len);
  return TRUE;
}

gboolean
way_state_snapshot_prove (const WayStateSnapshot *self,
                          WayBucketStore store,
                          WaySlice key,
                          WayArena *arena,
                          WayStateEntry *out_entry,
                          GError **error)
{
  g_autoptr (GArray) entries = NULL;
  const WayBucketEntry *end = NULL;
  Path path = { .depth = 0 };
  WaySubtree here;
  WaySlice bucket = { NULL, 0 };
  WayHash key_hash;

  *out_entry = (WayStateEntry) { .key = key };
  way_sha256 (key, &key_hash);
  here = descend_nodes (self, &key_hash, &path);
  if (here.kind != WAY_SUBTREE_EMPTY)
    {
      if (!read_bucket_below (here, path.depth, &key_hash, store, &bucket, error))
        return FALSE;
      entries = g_array_sized_new (FALSE, FALSE, sizeof (WayBucketEntry), 32);
      if (!way_bucket_list (bucket, entries))
        return corrupted (error, "a bucket of the state map");
      end = descend_entries ((const WayBucketEntry *) entries->data, entries->len,
                             &key_hash, &path);
      if (end != NULL && !check_entry (end, &end->key_hash, error))
        return FALSE;
    }
  return fill_proof (&path, end, &key_hash, arena, out_entry)
         || way_error_set (error, WAY_RESULT_NO_SPACE, NULL);
}

/* ---- The writer's tree: reading, gathering changes ---------------------------------------- */

static guint
hash_change (gconstpointer change)
{
  guint value;

  memcpy (&value, change, sizeof value); /* the key hash comes first and is uniform */
  return value;
}

static gboolean
changes_are_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, WAY_HASH_SIZE) == 0;
}

WayStateTree *
way_state_tree_new (WayBucketStore store)
{
  WayStateTree *self = g_new0 (WayStateTree, 1);

  self->store = store;
  self->committed = snapshot_new ((WaySubtree) { .kind = WAY_SUBTREE_EMPTY });
  self->sealed = way_state_snapshot_ref (self->committed);
  self->changes = g_hash_table_new (hash_change, changes_are_equal);
  way_arena_init (&self->arena,
                  G_MAXSIZE / 2); /* a block's size is the ledger's affair */
  self->old_bucket = g_byte_array_new ();
  self->new_bucket = g_byte_array_new ();
  self->old_entries = g_array_new (FALSE, FALSE, sizeof (WayBucketEntry));
  self->new_entries = g_array_new (FALSE, FALSE, sizeof (WayBucketEntry));
  return self;
}

void
way_state_tree_free (WayStateTree *self)
{
  if (self == NULL)
    return;
  way_state_snapshot_unref (self->committed);
  way_state_snapshot_unref (self->sealed);
  g_hash_table_unref (self->changes);
  way_arena_clear (&self->arena);
  g_byte_array_unref (self->old_bucket);
  g_byte_array_unref (self->new_bucket);
  g_array_unref (self->old_entries);
  g_array_unref (self->new_entries);
  g_free (self);
}

gboolean
way_state_tree_get (WayStateTree *self,
                    WaySlice key,
                    GByteArray *value,
                    gboolean *out_found,
                    GError **error)
{
  const Change *change;
  WayHash key_hash;

  way_sha256 (key, &key_hash);
  change = g_hash_table_lookup (self->changes, &key_hash);
  if (change == NULL)
    return snapshot_get (self->sealed, self->store, &key_hash, value, out_found, error);
  g_byte_array_set_size (value, 0);
  if (change->value.len > 0)
    g_byte_array_append (value, change->value.data, (guint) change->value.len);
  *out_found = change->value.len > 0;
  return TRUE;
}

void
way_state_tree_put (WayStateTree *self, WaySlice key, WaySlice value)
{
  Change *change;
  WayHash key_hash;

  g_assert (key.len <= G_MAXUINT16);
  way_sha256 (key, &key_hash);
  change = g_hash_table_lookup (self->changes, &key_hash);
  if (change == NULL)
    {
      change = way_arena_alloc (&self->arena, sizeof *change);
      change->key_hash = key_hash;
      change->key =
          WAY_SLICE_INIT (way_arena_copy (&self->arena, key.data, key.len), key.len);
      g_hash_table_add (self->changes, change);
    }
  change->is_sealed = FALSE;
  /* A value that is replaced by one no longer takes its place. */
  if (value.len == 0 || value.len > change->value.len)
    change->value.data = value.len ? way_arena_copy (&self->arena, value.data, value.len)
                                   : NULL;
  else
    memcpy ((guint8 *) change->value.data, value.data, value.len);
  change->value.len = value.len;
}

/* ---- Sealing ---------------------------------------------------------------------------- */

static gboolean
write_bucket (WayStateTree *self, guint64 position, WaySlice bucket, GError **error)
{
  return self->store.interface->write (self->store.self, position, bucket, error);
}

/* Writes entries as one bucket, or as several with nodes above where they are too many. */
static gboolean
write_entries (WayStateTree *self,
               const WayBucketEntry *entries,
               gsize n_entries,
               guint depth,
               WaySubtree *out,
               GError **error)
{
  WaySubtree left = { .kind = WAY_SUBTREE_EMPTY }, right = left;
  gsize n_left;

  *out = left;
  if (n_entries == 0)
    return TRUE;
  if (n_entries == 1 || depth == WAY_BUCKET_MAX_DEPTH
      || way_bucket_get_size (entries, n_entries) <= BUCKET_SPLIT_SIZE)
    {
      way_bucket_write (entries, n_entries, depth, self->new_bucket, &out->hash);
      out->kind = WAY_SUBTREE_BUCKET;
      out->is_leaf = n_entries == 1;
      return write_bucket (self, get_position (&entries[0].key_hash, depth),
                           WAY_SLICE_INIT (self->new_bucket->data, self->new_bucket->len),
                           error);
    }
  n_left = way_bucket_split (entries, n_entries, depth);
  if (!write_entries (self, entries, n_left, depth + 1, &left, error))
    return FALSE;
  if (!write_entries (self, entries + n_left, n_entries - n_left, depth + 1, &right,
                      error))
    {
      way_subtree_clear (&left);
      return FALSE;
    }
  *out = way_subtree_join (left, right);
  return TRUE;
}

/* Old entries and changes, both in order of key hash, into one run. */
static void
merge_entries (GArray *old, Change *const *changes, gsize n_changes, GArray *out)
{
  const WayBucketEntry *old_entries = (const WayBucketEntry *) old->data;
  gsize i = 0, j = 0;

  g_array_set_size (out, 0);
  while (i < old->len || j < n_changes)
    {
      int order = i == old->len    ? 1
                  : j == n_changes ? -1
                                   : memcmp (&old_entries[i].key_hash,
                                             &changes[j]->key_hash, WAY_HASH_SIZE);
      WayBucketEntry entry;
      WayHash value_hash;

      if (order < 0)
        {
          g_array_append_val (out, old_entries[i]);
          i++;
          continue;
        }
      i += order == 0;
      entry.key_hash = changes[j]->key_hash;
      entry.key = changes[j]->key;
      entry.value = changes[j]->value;
      j++;
      if (entry.value.len == 0)
        continue;
      way_sha256 (entry.value, &value_hash);
      way_state_hash_leaf (&entry.key_hash, &value_hash, &entry.leaf);
      g_array_append_val (out, entry);
    }
}

/* Whether a bucket of @subtree, whose first entry is @first, stands at @position. */
static gboolean
has_bucket_at (const WaySubtree *subtree,
               guint depth,
               const WayBucketEntry *first,
               guint64 position)
{
  WaySubtree here = *subtree;

  for (; here.kind == WAY_SUBTREE_NODE; depth++)
    here = way_subtree_peek (&here, way_state_path_bit (&first->key_hash, depth));
  return here.kind == WAY_SUBTREE_BUCKET
         && get_position (&first->key_hash, depth) == position;
}

static gboolean
update_bucket (WayStateTree *self,
               const WaySubtree *here,
               guint depth,
               Change *const *changes,
               gsize n_changes,
               WaySubtree *out,
               GError **error)
{
  guint64 position = get_position (&changes[0]->key_hash, depth);
  const WayBucketEntry *first;
  WaySlice bucket;

  g_array_set_size (self->old_entries, 0);
  if (here->kind == WAY_SUBTREE_BUCKET)
    {
      if (!self->store.interface->read (self->store.self, position, &bucket, error))
        return FALSE;
      /* What was read may not outlive the first write. */
      g_byte_array_set_size (self->old_bucket, 0);
      g_byte_array_append (self->old_bucket, bucket.data, (guint) bucket.len);
      if (!way_bucket_list (
              WAY_SLICE_INIT (self->old_bucket->data, self->old_bucket->len),
              self->old_entries))
        return corrupted (error, "a bucket of the state map");
    }
  merge_entries (self->old_entries, changes, n_changes, self->new_entries);
  first = (const WayBucketEntry *) self->new_entries->data;
  if (!write_entries (self, first, self->new_entries->len, depth, out, error))
    return FALSE;
  /* Where the first of the new buckets starts later, the old one is still there. */
  if (here->kind == WAY_SUBTREE_BUCKET && !has_bucket_at (out, depth, first, position)
      && !write_bucket (self, position, WAY_SLICE_INIT (NULL, 0), error))
    {
      way_subtree_clear (out);
      return FALSE;
    }
  return TRUE;
}

/* The subtree that @changes, at least one, all below @here, make of it. */
static gboolean
update (WayStateTree *self,
        const WaySubtree *here,
        guint depth,
        Change *const *changes,
        gsize n_changes,
        WaySubtree *out,
        GError **error)
{
  WaySubtree old[2], new[2];
  gsize n_left = 0, n[2];

  if (here->kind != WAY_SUBTREE_NODE)
    return update_bucket (self, here, depth, changes, n_changes, out, error);
  while (n_left < n_changes && !way_state_path_bit (&changes[n_left]->key_hash, depth))
    n_left++;
  n[0] = n_left;
  n[1] = n_changes - n_left;
  for (guint side = 0; side < 2; side++)
    {
      old[side] = way_subtree_peek (here, side);
      if (n[side] == 0)
        new[side] = way_subtree_ref (&old[side]);
      else if (!update (self, &old[side], depth + 1, changes + (side ? n_left : 0),
                        n[side], &new[side], error))
        {
          if (side == 1)
            way_subtree_clear (&new[0]);
          return FALSE;
        }
    }
  *out = way_subtree_join (new[0], new[1]);
  return TRUE;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  return memcmp (*(Change *const *) a, *(Change *const *) b, WAY_HASH_SIZE);
}

/* Changes not yet sealed, in order of key hash. */
static GPtrArray *
list_changes (WayStateTree *self)
{
  GPtrArray *list = g_ptr_array_sized_new (g_hash_table_size (self->changes));
  GHashTableIter iter;
  gpointer change;

  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, &change, NULL))
    if (!((Change *) change)->is_sealed)
      g_ptr_array_add (list, change);
  if (list->len > 0)
    qsort (list->pdata, list->len, sizeof (gpointer), compare_changes);
  return list;
}

gboolean
way_state_tree_seal (WayStateTree *self, WayHash *out_root, GError **error)
{
  g_autoptr (GPtrArray) list = list_changes (self);
  WaySubtree root;

  if (list->len > 0)
    {
      if (!update (self, &self->sealed->root, 0, (Change *const *) list->pdata, list->len,
                   &root, error))
        return FALSE;
      way_state_snapshot_unref (self->sealed);
      self->sealed = snapshot_new (root);
      for (guint i = 0; i < list->len; i++)
        ((Change *) list->pdata[i])->is_sealed = TRUE;
    }
  way_state_snapshot_get_root (self->sealed, out_root);
  return TRUE;
}

static void
forget_changes (WayStateTree *self)
{
  g_hash_table_remove_all (self->changes);
  way_arena_reset (&self->arena);
}

void
way_state_tree_commit (WayStateTree *self)
{
  way_state_snapshot_unref (self->committed);
  self->committed = way_state_snapshot_ref (self->sealed);
  forget_changes (self);
}

void
way_state_tree_rollback (WayStateTree *self)
{
  way_state_snapshot_unref (self->sealed);
  self->sealed = way_state_snapshot_ref (self->committed);
  forget_changes (self);
}

WayStateSnapshot *
way_state_tree_dup_snapshot (WayStateTree *self)
{
  return way_state_snapshot_ref (self->committed);
}

WayStateSnapshot *
way_state_tree_dup_sealed (WayStateTree *self)
{
  return way_state_snapshot_ref (self->sealed);
}

/* ---- Loading ---------------------------------------------------------------------------- */

static gboolean
build (const WayBucketPlace *places,
       gsize n_places,
       guint depth,
       WaySubtree *out,
       GError **error)
{
  WaySubtree left, right;
  gsize n_left = 0;

  *out = (WaySubtree) { .kind = WAY_SUBTREE_EMPTY };
  if (n_places == 0)
    return TRUE;
  if (places[0].head.depth == depth)
    {
      *out = (WaySubtree) {
        .kind = WAY_SUBTREE_BUCKET,
        .hash = places[0].head.root,
        .is_leaf = places[0].head.n_entries == 1,
      };
      return n_places == 1 || corrupted (error, "buckets of the state map overlap");
    }
  if (places[0].head.depth < depth || depth >= WAY_BUCKET_MAX_DEPTH)
    return corrupted (error, "a bucket of the state map lies under another");
  while (n_left < n_places && !(places[n_left].position >> (62 - depth) & 1))
    n_left++;
  if (!build (places, n_left, depth + 1, &left, error))
    return FALSE;
  if (!build (places + n_left, n_places - n_left, depth + 1, &right, error))
    {
      way_subtree_clear (&left);
      return FALSE;
    }
  *out = way_subtree_join (left, right);
  return TRUE;
}

gboolean
way_state_tree_load (WayStateTree *self,
                     const WayBucketPlace *places,
                     gsize n_places,
                     GError **error)
{
  WaySubtree root;

  for (gsize i = 1; i < n_places; i++)
    if (places[i].position <= places[i - 1].position)
      return corrupted (error, "buckets of the state map are not in order");
  if (!build (places, n_places, 0, &root, error))
    return FALSE;
  way_state_snapshot_unref (self->committed);
  self->committed = snapshot_new (root);
  way_state_tree_rollback (self);
  return TRUE;
}
