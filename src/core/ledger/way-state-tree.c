/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-state-tree-private.h"

#include <stdlib.h>

#include "way-hash.h"
#include "way-state-proof.h"

#define PATH_BITS 256
/* So many changes are worth a thread. */
#define PARALLEL_FROM 400

/* A key that was put since the last commit. */
typedef struct
{
  WayHash key_hash;
  WaySlice key;
  WaySlice value; /* empty: removed */
  gboolean is_sealed;
  gboolean is_stored; /* the value stands at @location already */
  guint64 location;
} Change;

static gboolean
corrupted (GError **error, const char *what)
{
  return way_error_set (error, WAY_RESULT_CORRUPTED, what);
}

/* ---- Snapshots -------------------------------------------------------------------------- */

/* Takes the reference of @root. */
static WayStateSnapshot *
snapshot_new (WaySubtree root, guint64 live_bytes, WayPlaces *places)
{
  WayStateSnapshot *self = g_new (WayStateSnapshot, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->root = root;
  self->live_bytes = live_bytes;
  self->places = way_places_ref (places);
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
  way_subtree_clear (&self->root, self->places);
  way_places_unref (self->places);
  g_free (self);
}

void
way_state_snapshot_get_root (const WayStateSnapshot *self, WayHash *out_root)
{
  *out_root = self->root.hash;
}

guint64
way_state_snapshot_get_live_bytes (const WayStateSnapshot *self)
{
  return self->live_bytes;
}

static gboolean
read_bucket (WayStateStore store,
             const WaySubtree *subtree,
             WayBucket *out_bucket,
             GError **error)
{
  if (!store.interface->read_bucket (store.self, subtree->place, out_bucket, error))
    return FALSE;
  return way_bucket_is_intact (out_bucket, &subtree->hash)
         || corrupted (error, "a bucket of the state map");
}

/* The value of @entry. A flipped bit on the disk must not become part of what the ledger
 * computes with. */
static gboolean
read_value (WayStateStore store,
            const WayBucketEntry *entry,
            WaySlice *out_value,
            GError **error)
{
  WayHash key_hash, value_hash, leaf;
  WaySlice key;

  if (!store.interface->read_value (store.self, entry->location, &key, out_value, error))
    return FALSE;
  way_sha256 (key, &key_hash);
  way_sha256 (*out_value, &value_hash);
  way_state_hash_leaf (&key_hash, &value_hash, &leaf);
  return (way_hash_equal (&leaf, &entry->leaf)
          && way_hash_equal (&key_hash, &entry->key_hash))
         || corrupted (error, "a value of the state map");
}

/* The bucket itself, or a copy in @copy. */
static const WayBucket *
peek_bucket (WayStateStore store,
             const WaySubtree *subtree,
             WayBucket *copy,
             GError **error)
{
  const WayBucket *bucket = NULL;

  if (store.interface->peek_bucket != NULL)
    bucket = store.interface->peek_bucket (store.self, subtree->place);
  if (bucket != NULL)
    return bucket;
  return read_bucket (store, subtree, copy, error) ? copy : NULL;
}

static gboolean
find_entry (const WayStateSnapshot *self,
            WayStateStore store,
            const WayHash *key_hash,
            WayBucketEntry *out_entry,
            gboolean *out_found,
            GError **error)
{
  WaySubtree here = way_subtree_descend (&self->root, key_hash);
  const WayBucketEntry *entry;
  const WayBucket *bucket;
  WayBucket copy;

  *out_found = FALSE;
  if (here.kind == WAY_SUBTREE_EMPTY)
    return TRUE;
  bucket = peek_bucket (store, &here, &copy, error);
  if (bucket == NULL)
    return FALSE;
  entry = way_bucket_find (bucket, key_hash);
  *out_found = entry != NULL;
  if (entry != NULL)
    *out_entry = *entry;
  /* An entry that is there is checked with its value, by whoever reads that. */
  else if (bucket != &copy && !way_bucket_is_intact (bucket, &here.hash))
    return corrupted (error, "a bucket of the state map");
  return TRUE;
}

static gboolean
snapshot_get (const WayStateSnapshot *self,
              WayStateStore store,
              const WayHash *key_hash,
              GByteArray *value,
              gboolean *out_found,
              GError **error)
{
  WayBucketEntry entry;
  WaySlice slice;

  g_byte_array_set_size (value, 0);
  if (!find_entry (self, store, key_hash, &entry, out_found, error))
    return FALSE;
  if (!*out_found)
    return TRUE;
  if (!read_value (store, &entry, &slice, error))
    return FALSE;
  g_byte_array_append (value, slice.data, (guint) slice.len);
  return TRUE;
}

gboolean
way_state_snapshot_get (const WayStateSnapshot *self,
                        WayStateStore store,
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
  WayHash siblings[PATH_BITS];
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
  /* Where a leaf was lifted, the bucket that it lies in is the only one below. */
  while (here.kind == WAY_SUBTREE_NODE)
    here =
        way_subtree_peek (&here, way_subtree_peek (&here, 0).kind == WAY_SUBTREE_EMPTY);
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

static gboolean
fill_proof (const Path *path, WayArena *arena, WayStateEntry *out_entry)
{
  gsize bitmap_size = (path->depth + 7) / 8;
  guint8 *bitmap = way_arena_copy (arena, path->bitmap, bitmap_size);
  guint8 *siblings =
      way_arena_copy (arena, path->siblings, path->n_siblings * sizeof (WayHash));

  out_entry->proof = (WayStateProof) {
    .depth = path->depth,
    .bitmap = WAY_SLICE_INIT (bitmap, bitmap_size),
    .siblings = { .items = siblings, .n = path->n_siblings },
  };
  return bitmap != NULL && siblings != NULL;
}

/* What stands at the end of the path: the value asked for, or another leaf. */
static gboolean
fill_end (const WayBucketEntry *end,
          const WayHash *key_hash,
          WaySlice value,
          WayArena *arena,
          WayStateEntry *out_entry)
{
  guint8 *copy;

  if (!way_hash_equal (&end->key_hash, key_hash))
    {
      out_entry->proof.present = 1 << 4 | 1 << 5;
      out_entry->proof.other_key_hash = end->key_hash;
      way_sha256 (value, &out_entry->proof.other_value_hash);
      return TRUE;
    }
  copy = way_arena_copy (arena, value.data, value.len);
  out_entry->present = 1 << 2;
  out_entry->value = WAY_SLICE_INIT (copy, value.len);
  return copy != NULL;
}

gboolean
way_state_snapshot_prove (const WayStateSnapshot *self,
                          WayStateStore store,
                          WaySlice key,
                          WayArena *arena,
                          WayStateEntry *out_entry,
                          GError **error)
{
  const WayBucketEntry *end = NULL;
  Path path = { .depth = 0 };
  WaySubtree here;
  WayBucket bucket;
  WaySlice value;
  WayHash key_hash;

  *out_entry = (WayStateEntry) { .key = key };
  way_sha256 (key, &key_hash);
  here = descend_nodes (self, &key_hash, &path);
  if (here.kind == WAY_SUBTREE_BUCKET)
    {
      if (!read_bucket (store, &here, &bucket, error))
        return FALSE;
      end = descend_entries (bucket.entries, bucket.n_entries, &key_hash, &path);
      if (end != NULL && !read_value (store, end, &value, error))
        return FALSE;
    }
  return (fill_proof (&path, arena, out_entry)
          && (end == NULL || fill_end (end, &key_hash, value, arena, out_entry)))
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
way_state_tree_new (WayStateStore store)
{
  WayStateTree *self = g_new0 (WayStateTree, 1);

  self->store = store;
  self->places = way_places_new ();
  self->committed =
      snapshot_new ((WaySubtree) { .kind = WAY_SUBTREE_EMPTY }, 0, self->places);
  self->sealed = way_state_snapshot_ref (self->committed);
  self->known = way_value_cache_new ();
  self->changes = g_hash_table_new (hash_change, changes_are_equal);
  way_arena_init (&self->arena,
                  G_MAXSIZE / 2); /* a block's size is the ledger's affair */
  return self;
}

void
way_state_tree_free (WayStateTree *self)
{
  if (self == NULL)
    return;
  way_state_snapshot_unref (self->committed);
  way_state_snapshot_unref (self->sealed);
  way_places_unref (self->places);
  way_value_cache_free (self->known);
  g_hash_table_unref (self->changes);
  way_arena_clear (&self->arena);
  g_free (self);
}

/* The value of a key without changes, which the sealed tree and the committed one have alike. */
static gboolean
get_unchanged (WayStateTree *self,
               const WayHash *key_hash,
               GByteArray *value,
               gboolean *out_found,
               GError **error)
{
  WaySlice known;

  if (way_value_cache_find (self->known, key_hash, &known))
    {
      g_byte_array_set_size (value, 0);
      g_byte_array_append (value, known.data, (guint) known.len);
      *out_found = TRUE;
      return TRUE;
    }
  if (!snapshot_get (self->sealed, self->store, key_hash, value, out_found, error))
    return FALSE;
  if (*out_found)
    way_value_cache_add (self->known, key_hash, WAY_SLICE_INIT (value->data, value->len));
  return TRUE;
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
    return get_unchanged (self, &key_hash, value, out_found, error);
  g_byte_array_set_size (value, 0);
  if (change->value.len > 0)
    g_byte_array_append (value, change->value.data, (guint) change->value.len);
  *out_found = change->value.len > 0;
  return TRUE;
}

static Change *
put (WayStateTree *self, WaySlice key, WaySlice value)
{
  Change *change;
  WayHash key_hash;

  g_assert (key.len > 0 && key.len <= G_MAXUINT16);
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
  change->is_sealed = change->is_stored = FALSE;
  /* A smaller value takes the place of the one before it. */
  if (value.len == 0 || value.len > change->value.len)
    change->value.data = value.len ? way_arena_copy (&self->arena, value.data, value.len)
                                   : NULL;
  else
    memcpy ((guint8 *) change->value.data, value.data, value.len);
  change->value.len = value.len;
  return change;
}

void
way_state_tree_put (WayStateTree *self, WaySlice key, WaySlice value)
{
  put (self, key, value);
}

void
way_state_tree_put_stored (WayStateTree *self,
                           WaySlice key,
                           WaySlice value,
                           guint64 location)
{
  Change *change = put (self, key, value);

  change->is_stored = TRUE;
  change->location = location;
}

gboolean
way_state_tree_needs (WayStateTree *self,
                      WaySlice key,
                      guint64 location,
                      gboolean *out_needs,
                      GError **error)
{
  const WayBucketEntry *entry;
  WaySubtree here;
  WayBucket bucket;
  WayHash key_hash;

  way_sha256 (key, &key_hash);
  *out_needs = FALSE;
  if (g_hash_table_contains (self->changes, &key_hash))
    return TRUE;
  here = way_subtree_descend (&self->sealed->root, &key_hash);
  if (here.kind == WAY_SUBTREE_EMPTY)
    return TRUE;
  if (!read_bucket (self->store, &here, &bucket, error))
    return FALSE;
  entry = way_bucket_find (&bucket, &key_hash);
  *out_needs = entry != NULL && entry->location == location;
  return TRUE;
}

static gboolean
is_intact (WayStateStore store, const WaySubtree *here)
{
  WayBucket bucket;

  if (here->kind == WAY_SUBTREE_BUCKET)
    return read_bucket (store, here, &bucket, NULL);
  for (guint side = 0; here->kind == WAY_SUBTREE_NODE && side < 2; side++)
    {
      WaySubtree child = way_subtree_peek (here, side);

      if (!is_intact (store, &child))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_state_tree_is_intact (WayStateTree *self)
{
  return is_intact (self->store, &self->committed->root);
}

/* ---- Sealing ---------------------------------------------------------------------------- */

/* One part of the sealing, which may have a thread of its own. */
typedef struct
{
  WayStateStore store;
  WayPlaces *places;
  gint64 live_bytes; /* more or fewer */
  GArray *entries;   /* reused from bucket to bucket */

  const WaySubtree *here;
  guint depth;
  Change *const *changes;
  gsize n_changes;

  gboolean done;
  WaySubtree result;
  GError *error;
} Work;

/* Writes entries as one bucket, or as several with nodes above where they are too many. @old:
 * (nullable), @changed: as of way_bucket_fill(). */
static gboolean
write_entries (Work *work,
               const WayBucketEntry *entries,
               gsize n_entries,
               guint depth,
               const WayBucket *old,
               guint changed,
               WaySubtree *out,
               GError **error)
{
  WaySubtree left = { .kind = WAY_SUBTREE_EMPTY }, right = left;
  WayBucket bucket;
  gsize n_left;

  *out = left;
  if (n_entries == 0)
    return TRUE;
  if (n_entries <= WAY_BUCKET_MAX_ENTRIES)
    {
      way_bucket_fill (&bucket, entries, n_entries, depth, old, changed, &out->hash);
      out->kind = WAY_SUBTREE_BUCKET;
      out->is_leaf = n_entries == 1;
      out->place = way_places_take (work->places);
      if (work->store.interface->write_bucket (work->store.self, out->place, &bucket,
                                               error))
        return TRUE;
      way_subtree_clear (out, work->places);
      return FALSE;
    }
  n_left = way_bucket_split (entries, n_entries, depth);
  if (!write_entries (work, entries, n_left, depth + 1, NULL, 0, &left, error))
    return FALSE;
  if (!write_entries (work, entries + n_left, n_entries - n_left, depth + 1, NULL, 0,
                      &right, error))
    {
      way_subtree_clear (&left, work->places);
      return FALSE;
    }
  *out = way_subtree_join (left, right, work->places);
  return TRUE;
}

static void
append_change (Work *work, const Change *change)
{
  WayBucketEntry entry = { .key_hash = change->key_hash, .location = change->location };
  WayHash value_hash;

  if (change->value.len == 0)
    return;
  way_sha256 (change->value, &value_hash);
  way_state_hash_leaf (&entry.key_hash, &value_hash, &entry.leaf);
  work->live_bytes += (gint64) way_location_get_size (entry.location);
  g_array_append_val (work->entries, entry);
}

/* Old entries (of a bucket or NULL) and changes, both in order of key hash, into one run. */
static void
merge_entries (Work *work, const WayBucket *old, Change *const *changes, gsize n_changes)
{
  gsize n_old = old ? old->n_entries : 0, i = 0, j = 0;

  g_array_set_size (work->entries, 0);
  while (i < n_old || j < n_changes)
    {
      int order = i == n_old       ? 1
                  : j == n_changes ? -1
                                   : memcmp (&old->entries[i].key_hash,
                                             &changes[j]->key_hash, WAY_HASH_SIZE);

      if (order < 0)
        {
          g_array_append_val (work->entries, old->entries[i]);
          i++;
          continue;
        }
      if (order == 0)
        work->live_bytes -= (gint64) way_location_get_size (old->entries[i++].location);
      append_change (work, changes[j++]);
    }
}

static gboolean
update_bucket (Work *work,
               const WaySubtree *here,
               guint depth,
               Change *const *changes,
               gsize n_changes,
               WaySubtree *out,
               GError **error)
{
  const WayBucket *old = NULL;
  WayBucket copy;
  guint changed = 0;

  if (here->kind == WAY_SUBTREE_BUCKET)
    {
      old = peek_bucket (work->store, here, &copy, error);
      if (old == NULL)
        return FALSE;
      if (old != &copy && !way_bucket_is_intact (old, &here->hash))
        return corrupted (error, "a bucket of the state map");
    }
  for (gsize i = 0; i < n_changes; i++)
    changed |= 1u << way_bucket_get_quarter (&changes[i]->key_hash, depth);
  merge_entries (work, old, changes, n_changes);
  return write_entries (work, (const WayBucketEntry *) work->entries->data,
                        work->entries->len, depth, old, changed, out, error);
}

/* The number of @changes that go left at bit @depth. */
static gsize
count_left (Change *const *changes, gsize n_changes, guint depth)
{
  gsize low = 0, high = n_changes;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (way_state_path_bit (&changes[middle]->key_hash, depth))
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* The subtree that @changes, all below @here, make of it. */
static gboolean
update (Work *work,
        const WaySubtree *here,
        guint depth,
        Change *const *changes,
        gsize n_changes,
        WaySubtree *out,
        GError **error)
{
  WaySubtree old, new[2];
  gsize n_left;

  if (n_changes == 0)
    {
      *out = way_subtree_ref (here, work->places);
      return TRUE;
    }
  if (here->kind != WAY_SUBTREE_NODE)
    return update_bucket (work, here, depth, changes, n_changes, out, error);
  n_left = count_left (changes, n_changes, depth);
  old = way_subtree_peek (here, 0);
  if (!update (work, &old, depth + 1, changes, n_left, &new[0], error))
    return FALSE;
  old = way_subtree_peek (here, 1);
  if (!update (work, &old, depth + 1, changes + n_left, n_changes - n_left, &new[1],
               error))
    {
      way_subtree_clear (&new[0], work->places);
      return FALSE;
    }
  *out = way_subtree_join (new[0], new[1], work->places);
  return TRUE;
}

static gpointer
do_work (gpointer data)
{
  Work *work = data;

  work->entries = g_array_new (FALSE, FALSE, sizeof (WayBucketEntry));
  work->done = update (work, work->here, work->depth, work->changes, work->n_changes,
                       &work->result, &work->error);
  g_clear_pointer (&work->entries, g_array_unref);
  return NULL;
}

/* Below both halves of the root at the same time. */
static void
do_halves (Work *whole)
{
  Work halves[2] = { *whole, *whole };
  gsize n_left = count_left (whole->changes, whole->n_changes, 0);
  WaySubtree old[2];
  GThread *thread;

  for (guint side = 0; side < 2; side++)
    {
      old[side] = way_subtree_peek (whole->here, side);
      halves[side].here = &old[side];
      halves[side].depth = 1;
    }
  halves[0].n_changes = n_left;
  halves[1].changes += n_left;
  halves[1].n_changes -= n_left;
  thread = g_thread_new ("state-tree", do_work, &halves[1]);
  do_work (&halves[0]);
  g_thread_join (thread);
  whole->live_bytes = halves[0].live_bytes + halves[1].live_bytes;
  whole->done = halves[0].done && halves[1].done;
  for (guint side = 0; side < 2 && !whole->done; side++)
    {
      if (halves[side].done)
        way_subtree_clear (&halves[side].result, whole->places);
      else if (whole->error == NULL)
        whole->error = g_steal_pointer (&halves[side].error);
      g_clear_error (&halves[side].error);
    }
  if (whole->done)
    whole->result = way_subtree_join (halves[0].result, halves[1].result, whole->places);
}

static gboolean
update_all (WayStateTree *self, GPtrArray *list, GError **error)
{
  Work work = { .store = self->store,
                .places = self->places,
                .here = &self->sealed->root,
                .changes = (Change *const *) list->pdata,
                .n_changes = list->len };
  guint64 live_bytes;

  if (list->len >= PARALLEL_FROM && work.here->kind == WAY_SUBTREE_NODE
      && g_get_num_processors () > 1)
    do_halves (&work);
  else
    do_work (&work);
  if (!work.done)
    {
      g_propagate_error (error, work.error);
      return FALSE;
    }
  live_bytes = self->sealed->live_bytes + (guint64) work.live_bytes;
  way_state_snapshot_unref (self->sealed);
  self->sealed = snapshot_new (work.result, live_bytes, self->places);
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

static gboolean
add_values (WayStateTree *self, GPtrArray *list, GError **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      Change *change = list->pdata[i];

      if (!change->is_stored
          && !self->store.interface->add_value (self->store.self, change->key,
                                                change->value, &change->location, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_state_tree_seal (WayStateTree *self, WayHash *out_root, GError **error)
{
  g_autoptr (GPtrArray) list = list_changes (self);

  if (list->len > 0
      && (!add_values (self, list, error) || !update_all (self, list, error)))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    ((Change *) list->pdata[i])->is_sealed = TRUE;
  way_state_snapshot_get_root (self->sealed, out_root);
  return TRUE;
}

static void
forget_changes (WayStateTree *self)
{
  g_hash_table_remove_all (self->changes);
  way_arena_reset (&self->arena);
}

static void
update_known (WayStateTree *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Change *change = key;
      WaySlice none = { 0 };

      /* what was put after the sealing is not committed */
      way_value_cache_update (self->known, &change->key_hash,
                              change->is_sealed ? change->value : none);
    }
}

void
way_state_tree_commit (WayStateTree *self)
{
  update_known (self);
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

void
way_state_tree_set_committed (WayStateTree *self, WaySubtree root, guint64 live_bytes)
{
  way_state_snapshot_unref (self->committed);
  self->committed = snapshot_new (root, live_bytes, self->places);
  way_value_cache_forget (self->known);
  way_state_tree_rollback (self);
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
