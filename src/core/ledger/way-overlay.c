/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-overlay.h"

#include "way-arena.h"

#define FIRST_CAPACITY 1024
#define ARENA_LIMIT    (G_MAXSIZE / 2)

typedef struct
{
  guint64 hash;
  WaySlice key;
  WaySlice value;
  guint64 mark;
  gboolean is_changed;
  gboolean is_listed; /* stands in `changed` */
} Entry;

typedef struct
{
  Entry *entry;
  WaySlice value;
  gboolean was_changed;
} Undo;

struct _WayOverlay
{
  const WayLedgerStore *store;
  WayArena arena;
  Entry **buckets; /* open addressing; capacity is a power of two */
  gsize capacity;
  gsize n_entries;
  guint64 seed;
  GArray *undo;       /* of Undo */
  GPtrArray *changed; /* Entry, in the order of their first change */
  GByteArray *buffer;
  GError *error;
};

WayOverlay *
way_overlay_new (const WayLedgerStore *store)
{
  WayOverlay *self = g_new0 (WayOverlay, 1);

  self->store = store;
  way_arena_init (&self->arena, ARENA_LIMIT);
  self->capacity = FIRST_CAPACITY;
  self->buckets = g_new0 (Entry *, self->capacity);
  self->undo = g_array_new (FALSE, FALSE, sizeof (Undo));
  self->changed = g_ptr_array_new ();
  self->buffer = g_byte_array_new ();
  return self;
}

void
way_overlay_free (WayOverlay *self)
{
  if (self == NULL)
    return;
  way_arena_clear (&self->arena);
  g_free (self->buckets);
  g_array_unref (self->undo);
  g_ptr_array_unref (self->changed);
  g_byte_array_unref (self->buffer);
  g_clear_error (&self->error);
  g_free (self);
}

void
way_overlay_reset (WayOverlay *self, guint64 seed)
{
  way_arena_reset (&self->arena);
  self->capacity = FIRST_CAPACITY;
  g_free (self->buckets);
  self->buckets = g_new0 (Entry *, self->capacity);
  self->n_entries = 0;
  self->seed = seed;
  g_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->changed, 0);
  g_clear_error (&self->error);
}

/** Eight bytes at a time; keys are mostly hashes already. */
static guint64
hash_key (const WayOverlay *self, const WayStateKey *key)
{
  guint64 hash = self->seed ^ key->len;

  for (gsize i = 0; i < key->len; i += 8)
    {
      guint64 word = 0;

      memcpy (&word, key->bytes + i, MIN (8, key->len - i));
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 29;
    }
  return hash;
}

static Entry **
find_bucket (Entry **buckets, gsize capacity, guint64 hash, WaySlice key)
{
  gsize i = hash & (capacity - 1);

  while (buckets[i] != NULL
         && (buckets[i]->hash != hash || !way_slice_equal (buckets[i]->key, key)))
    i = (i + 1) & (capacity - 1);
  return &buckets[i];
}

static void
grow (WayOverlay *self)
{
  gsize capacity = self->capacity * 2;
  Entry **buckets = g_new0 (Entry *, capacity);

  for (gsize i = 0; i < self->capacity; i++)
    {
      Entry *entry = self->buckets[i];

      if (entry != NULL)
        *find_bucket (buckets, capacity, entry->hash, entry->key) = entry;
    }
  g_free (self->buckets);
  self->buckets = buckets;
  self->capacity = capacity;
}

static WaySlice
copy (WayOverlay *self, WaySlice bytes)
{
  if (bytes.len == 0)
    return (WaySlice) { 0 };
  return WAY_SLICE_INIT (way_arena_copy (&self->arena, bytes.data, bytes.len), bytes.len);
}

/** Reads the committed value, or one staged below us. */
static WaySlice
load (WayOverlay *self, const WayStateKey *key)
{
  gboolean is_found = FALSE;

  g_byte_array_set_size (self->buffer, 0);
  if (self->error != NULL
      || !self->store->interface->get (self->store->self, way_state_key_get_slice (key),
                                       self->buffer, &is_found, &self->error)
      || !is_found)
    return (WaySlice) { 0 };
  return copy (self, WAY_SLICE_INIT (self->buffer->data, self->buffer->len));
}

static Entry *
get_entry (WayOverlay *self, const WayStateKey *key)
{
  guint64 hash = hash_key (self, key);
  Entry **bucket =
      find_bucket (self->buckets, self->capacity, hash, way_state_key_get_slice (key));

  if (*bucket != NULL)
    return *bucket;
  if (self->n_entries * 2 >= self->capacity)
    {
      grow (self);
      bucket = find_bucket (self->buckets, self->capacity, hash,
                            way_state_key_get_slice (key));
    }
  *bucket = way_arena_alloc (&self->arena, sizeof (Entry));
  (*bucket)->hash = hash;
  (*bucket)->key = copy (self, way_state_key_get_slice (key));
  (*bucket)->value = load (self, key);
  self->n_entries++;
  return *bucket;
}

WaySlice
way_overlay_get (WayOverlay *self, const WayStateKey *key)
{
  return get_entry (self, key)->value;
}

void
way_overlay_put (WayOverlay *self, const WayStateKey *key, WaySlice value)
{
  Entry *entry = get_entry (self, key);
  Undo undo = { entry, entry->value, entry->is_changed };

  g_array_append_val (self->undo, undo);
  entry->value = copy (self, value);
  entry->is_changed = TRUE;
  if (!entry->is_listed)
    g_ptr_array_add (self->changed, entry);
  entry->is_listed = TRUE;
}

gboolean
way_overlay_set_mark (WayOverlay *self, const WayStateKey *key, guint64 mark)
{
  Entry *entry = get_entry (self, key);
  gboolean is_new = entry->mark != mark;

  entry->mark = mark;
  return is_new;
}

void
way_overlay_keep (WayOverlay *self)
{
  g_array_set_size (self->undo, 0);
}

void
way_overlay_undo (WayOverlay *self)
{
  for (guint i = self->undo->len; i > 0; i--)
    {
      const Undo *undo = &g_array_index (self->undo, Undo, i - 1);

      undo->entry->value = undo->value;
      undo->entry->is_changed = undo->was_changed;
    }
  g_array_set_size (self->undo, 0);
}

gboolean
way_overlay_flush (WayOverlay *self, GError **error)
{
  if (way_overlay_has_failed (self, error))
    return FALSE;
  for (guint i = 0; i < self->changed->len; i++)
    {
      const Entry *entry = self->changed->pdata[i];

      if (entry->is_changed
          && !self->store->interface->put (self->store->self, entry->key, entry->value,
                                           error))
        return FALSE;
    }
  return TRUE;
}

void
way_overlay_fail (WayOverlay *self, WayResult result, const char *detail)
{
  if (self->error == NULL)
    way_error_set (&self->error, result, detail);
}

gboolean
way_overlay_has_failed (const WayOverlay *self, GError **error)
{
  if (self->error == NULL)
    return FALSE;
  if (error != NULL)
    *error = g_error_copy (self->error);
  return TRUE;
}
