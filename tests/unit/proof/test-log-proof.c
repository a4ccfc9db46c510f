/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <yyjson.h>

#include "way-cbor.h"
#include "way-log-proof.h"
#include "way-naive-tree.h"
#include "way-signature.h"
#include "way-test.h"

#define MAX_LEAVES 40

static WayHash leaves[MAX_LEAVES];

static void
fill_leaves (void)
{
  for (guint8 i = 0; i < MAX_LEAVES; i++)
    {
      guint8 bytes[] = { 0, i };

      way_sha256 (WAY_SLICE_INIT (bytes, sizeof bytes), &leaves[i]);
    }
}

/* ---- Against the definitions -------------------------------------------------------------- */

static void
test_root (void)
{
  for (gsize n = 0; n <= MAX_LEAVES; n++)
    {
      WayHash expected, root;

      way_naive_log_root (leaves, n, &expected);
      way_log_get_root (leaves, n, &root);
      g_assert_cmpmem (root.bytes, 32, expected.bytes, 32);
    }
}

/* Every way in which one inclusion proof can be wrong. */
static void
check_inclusion_is_strict (gsize index, gsize n, GArray *path, const WayHash *root)
{
  const WayHash *items = (const WayHash *) path->data;

  for (gsize other = 0; other < n + 2; other++)
    g_assert_cmpint (
        way_log_verify_inclusion (other, n, &leaves[index], items, path->len, root), ==,
        other == index);
  if (path->len > 0)
    g_assert_false (
        way_log_verify_inclusion (index, n, &leaves[index], items, path->len - 1, root));
  for (guint i = 0; i < path->len; i++)
    {
      g_array_index (path, WayHash, i).bytes[31] ^= 1;
      g_assert_false (
          way_log_verify_inclusion (index, n, &leaves[index], items, path->len, root));
      g_array_index (path, WayHash, i).bytes[31] ^= 1;
    }
  g_array_append_val (path, *root);
  g_assert_false (way_log_verify_inclusion (
      index, n, &leaves[index], (const WayHash *) path->data, path->len, root));
}

static void
test_inclusion (void)
{
  for (gsize n = 1; n <= MAX_LEAVES; n++)
    for (gsize index = 0; index < n; index++)
      {
        g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (WayHash));
        WayHash root;

        way_naive_log_root (leaves, n, &root);
        way_naive_log_path (index, leaves, n, path);
        check_inclusion_is_strict (index, n, path, &root);
      }
}

static void
check_consistency (gsize old_size, gsize new_size)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (WayHash));
  WayHash old_root, new_root, wrong;

  way_naive_log_root (leaves, old_size, &old_root);
  way_naive_log_root (leaves, new_size, &new_root);
  way_naive_log_consistency (old_size, leaves, new_size, path);
  g_assert_true (way_log_verify_consistency (
      old_size, new_size, (const WayHash *) path->data, path->len, &old_root, &new_root));
  wrong = old_root;
  wrong.bytes[0] ^= 1;
  g_assert_false (way_log_verify_consistency (
      old_size, new_size, (const WayHash *) path->data, path->len, &wrong, &new_root));
  for (guint i = 0; i < path->len; i++)
    {
      g_array_index (path, WayHash, i).bytes[0] ^= 1;
      g_assert_false (way_log_verify_consistency (old_size, new_size,
                                                  (const WayHash *) path->data, path->len,
                                                  &old_root, &new_root));
      g_array_index (path, WayHash, i).bytes[0] ^= 1;
    }
  g_array_append_val (path, new_root);
  g_assert_false (way_log_verify_consistency (
      old_size, new_size, (const WayHash *) path->data, path->len, &old_root, &new_root));
}

static void
test_consistency (void)
{
  for (gsize new_size = 1; new_size <= MAX_LEAVES; new_size++)
    for (gsize old_size = 1; old_size <= new_size; old_size++)
      check_consistency (old_size, new_size);
  g_assert_false (way_log_verify_consistency (0, 1, NULL, 0, &leaves[0], &leaves[0]));
  g_assert_false (way_log_verify_consistency (0, 0, NULL, 0, &leaves[0], &leaves[0]));
}

/* The hand-written leaf is what the codec would write. */
static void
test_leaf (void)
{
  static const guint64 numbers[] = { 0,     23,    24,         255,        256,
                                     65535, 65536, 4294967295, 4294967296, G_MAXUINT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (guint result = 0; result < 256; result += 15)
      {
        g_auto (WayCborWriter) writer = { NULL };
        g_autoptr (GByteArray) bytes = g_byte_array_new ();
        guint64 height = numbers[i], time = numbers[(i + 3) % G_N_ELEMENTS (numbers)];
        WayHash expected, leaf;

        g_byte_array_append (bytes, (const guint8 *) "\0", 1);
        way_cbor_writer_init (&writer);
        way_cbor_write_array (&writer, 5);
        way_cbor_write_unsigned (&writer, height);
        way_cbor_write_unsigned (&writer, time);
        way_cbor_write_unsigned (&writer, i);
        way_cbor_write_bytes (&writer, way_slice_from_hash (&leaves[1]));
        way_cbor_write_unsigned (&writer, result);
        g_byte_array_append (bytes, way_cbor_writer_get_slice (&writer).data,
                             way_cbor_writer_get_slice (&writer).len);
        way_sha256 (WAY_SLICE_INIT (bytes->data, bytes->len), &expected);
        way_log_hash_leaf (height, time, i, &leaves[1], result, &leaf);
        g_assert_cmpmem (leaf.bytes, 32, expected.bytes, 32);
      }
}

/* ---- Public vectors --------------------------------------------------------------------- */

typedef struct
{
  guint n_good, n_bad;
} Tally;

/* The consistency files have texts where roots stand that nobody computes with: cut or
 * filled up to 32 bytes they still differ. */
static WayHash
read_hash (yyjson_val *value)
{
  WayHash hash = { { 0 } };
  const char *text = yyjson_get_str (value);
  gsize len = 0;
  g_autofree guchar *bytes = text ? g_base64_decode (text, &len) : NULL;

  memcpy (hash.bytes, bytes, MIN (len, 32));
  if (len != 32)
    hash.bytes[31] ^= 0x55;
  return hash;
}

static gboolean
judge (yyjson_val *root, gboolean is_inclusion)
{
  yyjson_val *proof = yyjson_obj_get (root, "proof"), *item;
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (WayHash));
  WayHash a, b;
  size_t i, n;

  yyjson_arr_foreach (proof, i, n, item)
  {
    WayHash hash = read_hash (item);

    g_array_append_val (path, hash);
  }
  if (is_inclusion)
    {
      /* A hash of no bytes can't come out of our decoder: refused there. */
      if (yyjson_equals_str (yyjson_obj_get (root, "leafHash"), "")
          || yyjson_equals_str (yyjson_obj_get (root, "root"), ""))
        return FALSE;
      a = read_hash (yyjson_obj_get (root, "leafHash"));
      b = read_hash (yyjson_obj_get (root, "root"));
      return way_log_verify_inclusion (
          yyjson_get_uint (yyjson_obj_get (root, "leafIdx")),
          yyjson_get_uint (yyjson_obj_get (root, "treeSize")), &a,
          (const WayHash *) path->data, path->len, &b);
    }
  a = read_hash (yyjson_obj_get (root, "root1"));
  b = read_hash (yyjson_obj_get (root, "root2"));
  return way_log_verify_consistency (yyjson_get_uint (yyjson_obj_get (root, "size1")),
                                     yyjson_get_uint (yyjson_obj_get (root, "size2")),
                                     (const WayHash *) path->data, path->len, &a, &b);
}

static void
judge_file (const char *path, gboolean is_inclusion, Tally *tally)
{
  g_autofree char *text = NULL;
  gsize len;
  yyjson_doc *doc;
  gboolean is_bad;

  g_assert_true (g_file_get_contents (path, &text, &len, NULL));
  doc = yyjson_read (text, len, 0);
  g_assert_nonnull (doc);
  is_bad = yyjson_get_bool (yyjson_obj_get (yyjson_doc_get_root (doc), "wantErr"));
  if (judge (yyjson_doc_get_root (doc), is_inclusion) == is_bad)
    g_error ("%s is judged wrongly", path);
  if (is_bad)
    tally->n_bad++;
  else
    tally->n_good++;
  yyjson_doc_free (doc);
}

static void
judge_folder (const char *folder, gboolean is_inclusion, Tally *tally)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        judge_folder (path, is_inclusion, tally);
      else if (g_str_has_suffix (name, ".json"))
        judge_file (path, is_inclusion, tally);
    }
}

static void
test_vectors (gconstpointer data)
{
  gboolean is_inclusion = GPOINTER_TO_INT (data);
  g_autofree char *folder = way_test_dup_vector_path (
      is_inclusion ? "rfc9162-merkle/inclusion" : "rfc9162-merkle/consistency");
  Tally tally = { 0 };

  if (folder == NULL)
    return;
  judge_folder (folder, is_inclusion, &tally);
  g_assert_cmpuint (tally.n_good, ==, 6);
  g_assert_cmpuint (tally.n_bad, ==, 92);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (NULL))
    return 1;
  fill_leaves ();
  g_test_add_func ("/log-proof/root", test_root);
  g_test_add_func ("/log-proof/inclusion", test_inclusion);
  g_test_add_func ("/log-proof/consistency", test_consistency);
  g_test_add_func ("/log-proof/leaf", test_leaf);
  g_test_add_data_func ("/log-proof/vectors/inclusion", GINT_TO_POINTER (1),
                        test_vectors);
  g_test_add_data_func ("/log-proof/vectors/consistency", GINT_TO_POINTER (0),
                        test_vectors);
  return g_test_run ();
}
