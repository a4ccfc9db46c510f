/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-checkpoint.h"

#include "way-checked.h"
#include "way-cose.h"
#include "way-hash.h"
#include "way-log-proof.h"

#define TAG "waymark/checkpoint/1" /* hashed with its zero byte */

void
way_checkpoint_get_hash (const WayCheckpoint *checkpoint, WayHash *out_hash)
{
  guint8 height[8], time[8], log_size[8];
  const WaySlice parts[] = {
    WAY_SLICE_INIT (TAG, sizeof TAG),
    way_slice_from_hash (&checkpoint->network),
    WAY_SLICE_INIT (height, sizeof height),
    WAY_SLICE_INIT (time, sizeof time),
    way_slice_from_hash (&checkpoint->state_root),
    way_slice_from_hash (&checkpoint->log_root),
    WAY_SLICE_INIT (log_size, sizeof log_size),
    way_slice_from_hash (&checkpoint->parameters),
    way_slice_from_hash (&checkpoint->previous),
  };

  way_put_be64 (height, checkpoint->height);
  way_put_be64 (time, checkpoint->time);
  way_put_be64 (log_size, checkpoint->log_size);
  way_sha256_parts (parts, G_N_ELEMENTS (parts), out_hash);
}

GBytes *
way_checkpoint_sign (const WayCheckpoint *checkpoint, const WayKeyPair *key)
{
  g_autoptr (GBytes) payload = way_schema_encode (&way_checkpoint_schema, checkpoint);

  return way_cose_sign (WAY_CONTENT_CHECKPOINT, way_slice_from_bytes (payload), key);
}

/* Reads a small signed record; @key: (nullable): not verified. */
static WayResult
read_signed (WaySlice bytes,
             WayContent content,
             const WayPublicKey *key,
             const WaySchema *schema,
             gpointer record)
{
  g_auto (WayArena) arena = { 0 };
  WayCose cose;
  WayResult result;

  way_arena_init (&arena, 0); /* these records have no lists: it stays empty */
  result = way_cose_parse (bytes, &cose);
  if (result != WAY_RESULT_OK)
    return result;
  if (cose.content != content)
    return WAY_RESULT_WRONG_CONTENT_TYPE;
  memset (record, 0, schema->size);
  result = way_schema_decode (schema, cose.payload, &arena, record);
  if (result != WAY_RESULT_OK)
    return result;
  if (key != NULL && !way_cose_verify (&cose, key))
    return WAY_RESULT_BAD_SIGNATURE;
  return WAY_RESULT_OK;
}

static WayResult
read_checkpoint (WaySlice signed_checkpoint,
                 const WayPublicKey *key,
                 WayCheckpoint *out_checkpoint,
                 WayHash *out_hash)
{
  WayResult result = read_signed (signed_checkpoint, WAY_CONTENT_CHECKPOINT, key,
                                  &way_checkpoint_schema, out_checkpoint);

  if (result == WAY_RESULT_OK && out_hash != NULL)
    way_checkpoint_get_hash (out_checkpoint, out_hash);
  return result;
}

WayResult
way_checkpoint_read (WaySlice signed_checkpoint,
                     const WayPublicKey *key,
                     WayCheckpoint *out_checkpoint,
                     WayHash *out_hash)
{
  g_return_val_if_fail (key != NULL, WAY_RESULT_INTERNAL);
  return read_checkpoint (signed_checkpoint, key, out_checkpoint, out_hash);
}

WayResult
way_checkpoint_decode (WaySlice signed_checkpoint,
                       WayCheckpoint *out_checkpoint,
                       WayHash *out_hash)
{
  return read_checkpoint (signed_checkpoint, NULL, out_checkpoint, out_hash);
}

void
way_kept_checkpoint_init (WayKeptCheckpoint *kept,
                          const WayCheckpoint *checkpoint,
                          const WayHash *hash)
{
  *kept = (WayKeptCheckpoint) {
    .hash = *hash,
    .height = checkpoint->height,
    .log_root = checkpoint->log_root,
    .log_size = checkpoint->log_size,
  };
}

WayResult
way_kept_checkpoint_judge (const WayKeptCheckpoint *kept,
                           const WayCheckpoint *checkpoint,
                           const WayHash *hash,
                           const WayConsistency *consistency,
                           gboolean *out_may_replace)
{
  *out_may_replace = FALSE;
  if (checkpoint->height < kept->height)
    return WAY_RESULT_ROLLED_BACK;
  if (checkpoint->height == kept->height && !way_hash_equal (hash, &kept->hash))
    return WAY_RESULT_FORKED;
  if (checkpoint->log_size < kept->log_size)
    return WAY_RESULT_FORKED;
  if (checkpoint->log_size == kept->log_size
      && !way_hash_equal (&checkpoint->log_root, &kept->log_root))
    return WAY_RESULT_FORKED;
  if (consistency != NULL && consistency->old_size != kept->log_size)
    consistency = NULL; /* answers another question, says nothing of this one */
  /* Nothing was logged in between, or there was no log: nothing to contradict. */
  *out_may_replace = checkpoint->log_size == kept->log_size || kept->log_size == 0;
  if (*out_may_replace || consistency == NULL)
    return WAY_RESULT_OK;
  *out_may_replace = way_log_verify_consistency (
      kept->log_size, checkpoint->log_size, consistency->path.items, consistency->path.n,
      &kept->log_root, &checkpoint->log_root);
  return *out_may_replace ? WAY_RESULT_OK : WAY_RESULT_FORKED;
}

GBytes *
way_freshness_sign (const WayFreshness *freshness, const WayKeyPair *key)
{
  g_autoptr (GBytes) payload = way_schema_encode (&way_freshness_schema, freshness);

  return way_cose_sign (WAY_CONTENT_FRESHNESS, way_slice_from_bytes (payload), key);
}

WayResult
way_freshness_read (WaySlice signed_freshness,
                    const WayPublicKey *key,
                    WayFreshness *out_freshness)
{
  g_return_val_if_fail (key != NULL, WAY_RESULT_INTERNAL);
  return read_signed (signed_freshness, WAY_CONTENT_FRESHNESS, key, &way_freshness_schema,
                      out_freshness);
}
