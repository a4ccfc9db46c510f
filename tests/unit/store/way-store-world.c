/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-store-world.h"

#include "way-checkpoint.h"
#include "way-cose.h"
#include "way-hash.h"
#include "way-test.h"

#define TIME_OF(height) (1700000000000 + 1000 * (height))

const WayKeyPair *
way_store_world_get_key (void)
{
  static WayKeyPair *key = NULL;

  if (key == NULL)
    {
      g_autoptr (WaySecret) seed = way_secret_new (32);

      key = way_key_pair_new_from_seed (seed);
    }
  return key;
}

GBytes *
way_store_world_make_statement (guint64 log_index, WayHash *out_id)
{
  g_auto (WayCborWriter) writer = { NULL };
  GBytes *bytes;
  WayCose cose;

  way_cbor_writer_init (&writer);
  way_cbor_write_unsigned (&writer, log_index);
  bytes = way_cose_sign (WAY_CONTENT_STATEMENT, way_cbor_writer_get_slice (&writer),
                         way_store_world_get_key ());
  g_assert_cmpint (way_cose_parse (way_slice_from_bytes (bytes), &cose), ==,
                   WAY_RESULT_OK);
  way_cose_get_id (&cose, out_id);
  return bytes;
}

WaySlice
way_store_world_name_key (guint number, char buffer[32])
{
  g_snprintf (buffer, 32, "world key %u", number);
  return way_slice_from_string (buffer);
}

/* What block @height puts under its @i-th key; empty: removes. */
static WaySlice
make_put (guint64 height, guint i, char key[32], WaySlice *out_key, guint8 value[300])
{
  guint number = (guint) ((height * 37 + i * 101 + i * height) % WAY_STORE_WORLD_KEYS);
  gsize len = (i + height) % 5 == 0 ? 0 : 1 + (height * 31 + i * 17) % 299;

  *out_key = way_store_world_name_key (number, key);
  memset (value, (int) (height + i), 300);
  return WAY_SLICE_INIT (value, len);
}

guint64
way_store_world_get_log_size (guint64 height)
{
  return height * WAY_STORE_WORLD_ROWS; /* the block of height 0 has none */
}

void
way_store_world_fill_state (WayNaiveState *state, guint64 height)
{
  char key[32];
  guint8 value[300];

  for (guint64 block = 0; block <= height; block++)
    for (guint i = 0; i < WAY_STORE_WORLD_PUTS; i++)
      {
        WaySlice key_slice, value_slice = make_put (block, i, key, &key_slice, value);

        way_naive_state_put (state, key_slice, value_slice);
      }
}

guint
way_store_world_count_steps (void)
{
  return 4 + WAY_STORE_WORLD_PUTS + WAY_STORE_WORLD_ROWS;
}

typedef struct
{
  WayStoreWorldStep step;
  gpointer data;
  guint n_steps;
} Steps;

static gboolean
did (Steps *steps)
{
  if (steps->step != NULL)
    steps->step (steps->n_steps, steps->data);
  steps->n_steps++;
  return TRUE;
}

static gboolean
put_all (WayLedgerStore store, guint64 height, Steps *steps, GError **error)
{
  char key[32];
  guint8 value[300];

  for (guint i = 0; i < WAY_STORE_WORLD_PUTS; i++)
    {
      WaySlice key_slice, value_slice = make_put (height, i, key, &key_slice, value);

      if (!store.interface->put (store.self, key_slice, value_slice, error))
        return FALSE;
      did (steps);
    }
  return TRUE;
}

static gboolean
append_all (WayLedgerStore store, guint64 height, Steps *steps, GError **error)
{
  for (guint i = 0; height > 0 && i < WAY_STORE_WORLD_ROWS; i++)
    {
      WayLogRow row = { .log_index = way_store_world_get_log_size (height - 1) + i,
                        .height = height,
                        .time_ms = TIME_OF (height),
                        .index = i,
                        .result = (guint8) (i % 3 == 2 ? WAY_RESULT_NOT_CUSTODIAN : 0) };
      g_autoptr (GBytes)
          statement = way_store_world_make_statement (row.log_index, &row.id);

      row.statement = way_slice_from_bytes (statement);
      if (!store.interface->append (store.self, &row, error))
        return FALSE;
      did (steps);
    }
  return TRUE;
}

static GBytes *
make_checkpoint (WayLedgerStore store,
                 guint64 height,
                 const WayRoots *roots,
                 WayHash *out_hash)
{
  g_autoptr (GByteArray) old = g_byte_array_new ();
  WayCheckpoint checkpoint = { .height = height,
                               .time = TIME_OF (height),
                               .state_root = roots->state_root,
                               .log_root = roots->log_root,
                               .log_size = roots->log_size };
  gboolean is_found;

  g_assert_true (store.interface->load_head (store.self, old, &checkpoint.previous,
                                             &is_found, NULL));
  g_assert_cmpint (is_found, ==, height > 0);
  if (!is_found)
    memset (&checkpoint.previous, 0, sizeof checkpoint.previous);
  way_checkpoint_get_hash (&checkpoint, out_hash);
  return way_checkpoint_sign (&checkpoint, way_store_world_get_key ());
}

void
way_store_world_end_block (WayLedgerStore store, guint64 height)
{
  g_autoptr (GBytes) checkpoint = NULL;
  g_autoptr (GError) error = NULL;
  WayRoots roots;
  WayHash hash;

  store.interface->seal (store.self, &roots, &error);
  g_assert_no_error (error);
  checkpoint = make_checkpoint (store, height, &roots, &hash);
  store.interface->commit (store.self, height, way_slice_from_bytes (checkpoint), &hash,
                           &error);
  g_assert_no_error (error);
}

static gboolean
make_block (WayLedgerStore store, guint64 height, Steps *steps, GError **error)
{
  g_autoptr (GBytes) checkpoint = NULL;
  WayRoots roots;
  WayHash hash;

  if (!put_all (store, height, steps, error) || !append_all (store, height, steps, error)
      || !store.interface->seal (store.self, &roots, error))
    return FALSE;
  g_assert_cmpuint (roots.log_size, ==, way_store_world_get_log_size (height));
  checkpoint = make_checkpoint (store, height, &roots, &hash);
  return did (steps)
         && store.interface->commit (store.self, height,
                                     way_slice_from_bytes (checkpoint), &hash, error)
         && did (steps);
}

gboolean
way_store_world_make_block (WayLedgerStore store,
                            guint64 height,
                            WayStoreWorldStep step,
                            gpointer data,
                            GError **error)
{
  Steps steps = { step, data, 0 };

  if (!did (&steps) || !store.interface->begin (store.self, error))
    return FALSE;
  did (&steps);
  if (make_block (store, height, &steps, error))
    return TRUE;
  store.interface->rollback (store.self);
  return FALSE;
}

void
way_store_world_try_block (WayLedgerStore store, guint64 height)
{
  Steps steps = { NULL, NULL, 0 };
  WayRoots roots;

  g_assert_true (store.interface->begin (store.self, NULL));
  g_assert_true (put_all (store, height, &steps, NULL));
  g_assert_true (append_all (store, height, &steps, NULL));
  g_assert_true (store.interface->seal (store.self, &roots, NULL));
  store.interface->rollback (store.self);
}
