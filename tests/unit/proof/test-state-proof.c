/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <yyjson.h>

#include "way-base-encoding.h"
#include "way-naive-tree.h"
#include "way-signature.h"
#include "way-state-proof.h"
#include "way-test.h"

#define N_WORLD_KEYS 7

/* ---- Against the definition -------------------------------------------------------------- */

static WaySlice
name_key (guint number, char buffer[16])
{
  g_snprintf (buffer, 16, "key-%u", number);
  return way_slice_from_string (buffer);
}

static WayHash *
get_siblings (const WayStateProof *proof)
{
  return proof->siblings.items;
}

/* @proof holds; each small change of it must not. */
static void
check_is_strict (WayStateProof proof, const WayHash *root, WaySlice key, WaySlice value)
{
  WayStateProof wrong = proof;
  gboolean is_present = value.len > 0;
#define REFUSED(p, r)                                                                    \
  g_assert_false (is_present ? way_state_proof_verify_present (p, r, key, value)         \
                             : way_state_proof_verify_absent (p, r, key))

  for (gsize i = 0; i < proof.siblings.n; i++)
    {
      get_siblings (&proof)[i].bytes[5] ^= 4;
      REFUSED (&proof, root);
      get_siblings (&proof)[i].bytes[5] ^= 4;
    }
  wrong.depth++;
  REFUSED (&wrong, root);
  wrong = proof;
  wrong.siblings.n++;
  REFUSED (&wrong, root);
  wrong = proof;
  wrong.depth = 257;
  REFUSED (&wrong, root);
  wrong = proof;
  wrong.bitmap.len++;
  REFUSED (&wrong, root);
  wrong = proof;
  wrong.present ^= 1 << 4;
  REFUSED (&wrong, root);
  wrong.present ^= 1 << 5;
  REFUSED (&wrong, root);
#undef REFUSED
}

static void
check_key (WayNaiveState *world, const WayHash *root, WaySlice key)
{
  g_auto (WayArena) arena;
  g_autoptr (GBytes) key_bytes = g_bytes_new (key.data, key.len);
  GBytes *value = g_hash_table_lookup (world->values, key_bytes);
  WayStateEntry entry = { .key = key };

  way_arena_init (&arena, 0);
  way_naive_state_prove (world, key, &arena, &entry.proof);
  if (value != NULL)
    {
      entry.present = 1 << 2;
      entry.value = way_slice_from_bytes (value);
    }
  g_assert_true (way_state_entry_verify (&entry, root));
  check_is_strict (entry.proof, root, key, entry.value);
  /* The same proof never shows the contrary. */
  if (value != NULL)
    g_assert_false (way_state_proof_verify_absent (&entry.proof, root, key));
  else
    g_assert_false (way_state_proof_verify_present (&entry.proof, root, key,
                                                    way_slice_from_string ("value")));
  if (value != NULL)
    g_assert_false (way_state_proof_verify_present (&entry.proof, root, key,
                                                    way_slice_from_string ("other")));
}

/* Every subset of a few keys, every key in it and out of it. */
static void
test_all_worlds (void)
{
  char buffer[16];

  for (guint set = 0; set < 1 << N_WORLD_KEYS; set++)
    {
      g_auto (WayNaiveState) world;
      WayHash root;

      way_naive_state_init (&world);
      for (guint i = 0; i < N_WORLD_KEYS; i++)
        if (set >> i & 1)
          way_naive_state_put (&world, name_key (i, buffer),
                               way_slice_from_string ("value"));
      way_naive_state_get_root (&world, &root);
      for (guint i = 0; i < N_WORLD_KEYS + 2; i++)
        check_key (&world, &root, name_key (i, buffer));
    }
}

static void
test_big_world (void)
{
  g_auto (WayNaiveState) world;
  WayHash root;
  char buffer[16];

  way_naive_state_init (&world);
  for (guint i = 0; i < 500; i++)
    way_naive_state_put (&world, name_key (i, buffer), way_slice_from_string ("value"));
  way_naive_state_get_root (&world, &root);
  for (guint i = 0; i < 1000; i += 7)
    check_key (&world, &root, name_key (i, buffer));
}

static void
test_malformed (void)
{
  static const WayHash zero;
  const guint8 unused_bit[] = { 0x41 }, fine[] = { 0x40 };
  WayHash sibling = { { 1 } }, root;
  WayStateProof proof = { .depth = 2,
                          .bitmap = WAY_SLICE_INIT (fine, 1),
                          .siblings = { &sibling, 1 } };
  WaySlice key = way_slice_from_string ("k");
  WayHash key_hash, here = { { 0 } };

  /* Build the root that this proof of absence belongs to, so that only form decides. */
  way_sha256 (key, &key_hash);
  for (guint level = 2; level-- > 0;)
    {
      const WayHash *beside = level == 1 ? &sibling : &zero;

      if (way_state_path_bit (&key_hash, level))
        way_merkle_hash_inner (beside, &here, &here);
      else
        way_merkle_hash_inner (&here, beside, &here);
    }
  root = here;
  g_assert_true (way_state_proof_verify_absent (&proof, &root, key));
  proof.bitmap.data = unused_bit;
  g_assert_false (way_state_proof_verify_absent (&proof, &root, key));
  /* A listed sibling of zero bytes, in a tree where it would be right otherwise. */
  memset (&sibling, 0, sizeof sibling);
  proof.bitmap.data = fine;
  memset (&here, 0, sizeof here);
  for (guint level = 2; level-- > 0;)
    way_merkle_hash_inner (&here, &zero, &here);
  g_assert_false (way_state_proof_verify_absent (&proof, &here, key));
  /* Depth 0 with a sibling. */
  sibling.bytes[0] = 1;
  proof.depth = 0;
  proof.bitmap.len = 0;
  g_assert_false (way_state_proof_verify_absent (&proof, &zero, key));
  proof.siblings.n = 0;
  g_assert_true (way_state_proof_verify_absent (&proof, &zero, key));
}

static void
test_common_prefix (void)
{
  WayHash a = { { 0 } }, b = { { 0 } };

  g_assert_cmpuint (way_state_path_common (&a, &b), ==, 256);
  for (guint bit = 0; bit < 256; bit++)
    {
      memset (&b, 0, sizeof b);
      b.bytes[bit / 8] = 0x80 >> bit % 8;
      g_assert_cmpuint (way_state_path_common (&a, &b), ==, bit);
      b.bytes[bit / 8] |= (0x80 >> bit % 8) - 1;
      g_assert_cmpuint (way_state_path_common (&a, &b), ==, bit);
    }
}

/* ---- Proofs of ICS-23 --------------------------------------------------------------------- */

/* One field of a protobuf message, as far as these files use them. */
typedef struct
{
  guint number;
  guint64 value;
  WaySlice bytes;
} Field;

static guint64
read_varint (WaySlice *rest)
{
  guint64 value = 0;

  for (guint shift = 0;; shift += 7)
    {
      guint8 byte = rest->data[0];

      g_assert_cmpuint (rest->len, >, 0);
      *rest = WAY_SLICE_INIT (rest->data + 1, rest->len - 1);
      value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return value;
    }
}

static gboolean
read_field (WaySlice *rest, Field *field)
{
  guint64 tag;

  if (rest->len == 0)
    return FALSE;
  tag = read_varint (rest);
  field->number = tag >> 3;
  field->value = read_varint (rest);
  if ((tag & 7) != 2)
    return TRUE;
  g_assert_cmpuint (field->value, <=, rest->len);
  field->bytes = WAY_SLICE_INIT (rest->data, field->value);
  *rest = WAY_SLICE_INIT (rest->data + field->value, rest->len - field->value);
  return TRUE;
}

/* An ExistenceProof in our form. */
typedef struct
{
  WaySlice key, value;
  guint depth;
  WayHash by_level[256]; /* siblings from the leaf up */
  WayHash siblings[256]; /* non-empty ones from the root down */
  guint8 bitmap[32];
  WayStateProof proof;
} Existence;

static void
read_inner_op (WaySlice rest, Existence *out)
{
  WaySlice prefix = { NULL, 0 }, suffix = { NULL, 0 };
  Field field;

  while (read_field (&rest, &field))
    {
      if (field.number == 2)
        prefix = field.bytes;
      if (field.number == 3)
        suffix = field.bytes;
    }
  g_assert_true (prefix.data[0] == 1 && prefix.len + suffix.len == 33);
  memcpy (&out->by_level[out->depth++], suffix.len ? suffix.data : prefix.data + 1, 32);
}

static void
read_existence (WaySlice rest, Existence *out)
{
  Field field;
  guint n = 0;

  memset (out, 0, sizeof *out);
  while (read_field (&rest, &field))
    {
      if (field.number == 1)
        out->key = field.bytes;
      if (field.number == 2)
        out->value = field.bytes;
      if (field.number == 4)
        read_inner_op (field.bytes, out);
    }
  for (guint level = 0; level < out->depth; level++)
    if (!way_hash_is_zero (&out->by_level[out->depth - 1 - level]))
      {
        out->bitmap[level / 8] |= 0x80 >> level % 8;
        out->siblings[n++] = out->by_level[out->depth - 1 - level];
      }
  out->proof = (WayStateProof) {
    .depth = out->depth,
    .bitmap = WAY_SLICE_INIT (out->bitmap, (out->depth + 7) / 8),
    .siblings = { out->siblings, n },
  };
}

/* Turns the neighbour's proof into one of the absence of @key_hash's owner, if it is one. */
static gboolean
becomes_absence (Existence *neighbour, WaySlice key)
{
  WayStateProof *proof = &neighbour->proof;
  WayHash key_hash, here, value_hash, own_hash;
  guint common;

  way_sha256 (key, &key_hash);
  way_sha256 (neighbour->key, &own_hash);
  way_sha256 (neighbour->value, &value_hash);
  common = way_state_path_common (&key_hash, &own_hash);
  if (common >= neighbour->depth)
    {
      proof->present = 1 << 4 | 1 << 5;
      proof->other_key_hash = own_hash;
      proof->other_value_hash = value_hash;
      return TRUE;
    }
  if (!way_hash_is_zero (&neighbour->by_level[neighbour->depth - 1 - common]))
    return FALSE;
  /* The place beside the neighbour's path is empty: climb from its leaf to that level. */
  way_state_hash_leaf (&own_hash, &value_hash, &here);
  for (guint i = 0; i < neighbour->depth - 1 - common; i++)
    if (way_state_path_bit (&own_hash, neighbour->depth - 1 - i))
      way_merkle_hash_inner (&neighbour->by_level[i], &here, &here);
    else
      way_merkle_hash_inner (&here, &neighbour->by_level[i], &here);
  proof->depth = common + 1;
  proof->bitmap.len = (common + 8) / 8;
  neighbour->bitmap[common / 8] |= 0x80 >> common % 8;
  neighbour->bitmap[common / 8] &= 0xff << (7 - common % 8);
  proof->siblings.n = 0;
  for (guint level = 0; level < common; level++)
    proof->siblings.n += neighbour->bitmap[level / 8] >> (7 - level % 8) & 1;
  neighbour->siblings[proof->siblings.n++] = here;
  return TRUE;
}

static gboolean
judge_absence (WaySlice message, const WayHash *root, WaySlice key)
{
  gboolean is_shown = FALSE;
  Field field;

  while (read_field (&message, &field))
    if (field.number == 2 || field.number == 3)
      {
        Existence neighbour;

        read_existence (field.bytes, &neighbour);
        g_assert_true (way_state_proof_verify_present (&neighbour.proof, root,
                                                       neighbour.key, neighbour.value));
        if (becomes_absence (&neighbour, key))
          is_shown |= way_state_proof_verify_absent (&neighbour.proof, root, key);
      }
  return is_shown;
}

static void
test_ics23 (gconstpointer name)
{
  g_autofree char *path = g_strdup_printf ("ics23/smt/%s.json", (const char *) name);
  gsize len;
  g_autofree char *text = way_test_read_vector (path, &len);
  yyjson_doc *doc = text ? yyjson_read (text, len, 0) : NULL;
  yyjson_val *object = yyjson_doc_get_root (doc);
  g_autoptr (GBytes) key = NULL, proof = NULL;
  WaySlice rest;
  WayHash root;
  Field field;

  if (text == NULL)
    return;
  key = way_test_hex (yyjson_get_str (yyjson_obj_get (object, "key")));
  proof = way_test_hex (yyjson_get_str (yyjson_obj_get (object, "proof")));
  g_assert_true (
      way_hash_from_hex (yyjson_get_str (yyjson_obj_get (object, "root")), &root));
  rest = way_slice_from_bytes (proof);
  g_assert_true (read_field (&rest, &field));
  if (field.number == 1)
    {
      Existence exist;

      read_existence (field.bytes, &exist);
      g_assert_true (way_slice_equal (exist.key, way_slice_from_bytes (key)));
      g_assert_true (
          way_state_proof_verify_present (&exist.proof, &root, exist.key, exist.value));
      check_is_strict (exist.proof, &root, exist.key, exist.value);
    }
  else
    g_assert_true (judge_absence (field.bytes, &root, way_slice_from_bytes (key)));
  yyjson_doc_free (doc);
}

int
main (int argc, char *argv[])
{
  static const char *const files[] = { "exist_left",      "exist_middle",
                                       "exist_right",     "nonexist_left",
                                       "nonexist_middle", "nonexist_right" };

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (NULL))
    return 1;
  g_test_add_func ("/state-proof/all-worlds", test_all_worlds);
  g_test_add_func ("/state-proof/big-world", test_big_world);
  g_test_add_func ("/state-proof/malformed", test_malformed);
  g_test_add_func ("/state-proof/common-prefix", test_common_prefix);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/state-proof/ics23/%s", files[i]);

      g_test_add_data_func (path, files[i], test_ics23);
    }
  return g_test_run ();
}
