/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "way-base-encoding.h"
#include "way-blob-store.h"
#include "way-hash.h"
#include "way-leaf-store.h"
#include "way-signature.h"
#include "way-test.h"

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      remove_all (inside);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static char *
find_only_file (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = g_dir_read_name (dir);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_null (g_dir_read_name (dir));
  return path;
}

static void
test_blobs (void)
{
  g_autofree char *folder = g_dir_make_tmp ("way-blobs-XXXXXX", NULL);
  g_autofree char *blobs = g_build_filename (folder, "deep", "blobs", NULL);
  g_autoptr (WayBlobStore) store = way_blob_store_new (blobs, NULL);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *inner = NULL, *file = NULL, *contents = NULL;
  WaySlice bytes = way_slice_from_string ("a test report");
  WayHash hash, expected;
  guint64 size;

  way_sha256 (bytes, &expected);
  g_assert_false (way_blob_store_has (store, &expected, NULL));
  g_assert_null (way_blob_store_get (store, &expected, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NOT_FOUND);
  g_clear_error (&error);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (way_blob_store_put (store, bytes, &hash, NULL));
      g_assert_true (way_hash_equal (&hash, &expected));
    }
  g_assert_true (way_blob_store_has (store, &hash, &size));
  g_assert_cmpuint (size, ==, bytes.len);
  back = way_blob_store_get (store, &hash, NULL);
  g_assert_true (way_slice_equal (way_slice_from_bytes (back), bytes));
  /* One file, nothing left beside it; damage is noticed, and mended by putting it again. */
  inner = find_only_file (blobs);
  file = find_only_file (inner);
  g_assert_true (g_file_set_contents (file, "a test repOrt", -1, NULL));
  g_assert_null (way_blob_store_get (store, &hash, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
  g_assert_true (way_blob_store_put (store, bytes, &hash, NULL));
  g_assert_true (g_file_get_contents (file, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "a test report");
  remove_all (folder);
}

static void
test_blob_limits (void)
{
  g_autofree char *folder = g_dir_make_tmp ("way-blobs-XXXXXX", NULL);
  g_autoptr (WayBlobStore) store = way_blob_store_new (folder, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *big = g_malloc0 (WAY_BLOB_MAX + 1);
  g_autoptr (GBytes) back = NULL;
  WayHash hash;

  g_assert_false (
      way_blob_store_put (store, WAY_SLICE_INIT (big, WAY_BLOB_MAX + 1), &hash, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_TOO_LARGE);
  g_assert_true (way_blob_store_put (store, WAY_SLICE_INIT (NULL, 0), &hash, NULL));
  back = way_blob_store_get (store, &hash, NULL);
  g_assert_cmpuint (g_bytes_get_size (back), ==, 0);
  remove_all (folder);
}

/* A folder that can't be written: an error, and nothing half-made. */
static void
test_blob_refused (void)
{
  g_autofree char *folder = g_dir_make_tmp ("way-blobs-XXXXXX", NULL);
  g_autofree char *blobs = g_build_filename (folder, "blobs", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (blobs, "a file", -1, NULL));
  g_assert_null (way_blob_store_new (blobs, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_IO);
  remove_all (folder);
}

/* ---- Leaf files ---------------------------------------------------------------------------- */

#define N_UNITS 500

static void
seal (WayLotSeal *out_seal)
{
  WayLotUnit units[N_UNITS] = { 0 };

  for (guint i = 0; i < N_UNITS; i++)
    {
      g_autofree char *serial = g_strdup_printf ("SERIAL%u", i);

      way_sha256 (way_slice_from_string (serial), &units[i].serial_hash);
      units[i].claim_key[0] = (guint8) i;
    }
  g_assert_true (way_lot_seal_init (out_seal, units, N_UNITS, NULL));
}

static void
check_serial (WayLeafStore *store, const WayHash *lot_id, const WayHash *root, guint i)
{
  g_autofree char *serial = g_strdup_printf ("SERIAL%u", i);
  g_auto (WayArena) arena;
  WayRecords leaves;
  WayHash hash;

  way_arena_init (&arena, 0);
  way_sha256 (way_slice_from_string (serial), &hash);
  g_assert_true (way_leaf_store_find (store, lot_id, root, way_slice_from_string (serial),
                                      &arena, &leaves, NULL));
  if (i < N_UNITS)
    {
      g_assert_cmpuint (leaves.n, ==, 1);
      g_assert_true (way_unit_proof_verify (&((WayLotLeaf *) leaves.items)->proof, &hash,
                                            N_UNITS, root));
    }
  else
    g_assert_true (way_lot_verify_absent (&leaves, &hash, N_UNITS, root));
}

static void
test_leaves (void)
{
  g_autofree char *folder = g_dir_make_tmp ("way-leaves-XXXXXX", NULL);
  g_autofree char *lots = g_build_filename (folder, "lots", NULL);
  g_autoptr (WayLeafStore) store = NULL;
  g_auto (WayLotSeal) sealed = { .leaf_file = NULL };
  g_autoptr (GError) error = NULL;
  g_auto (WayArena) arena;
  WayHash lot_id = { { 9 } }, wrong = { { 1 } };
  WayRecords leaves;
  struct stat info;

  way_arena_init (&arena, 0);
  g_assert_cmpint (g_mkdir (lots, 0755), ==, 0);
  store = way_leaf_store_new (lots, NULL);
  g_assert_cmpint (g_stat (lots, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  seal (&sealed);
  g_assert_false (way_leaf_store_find (store, &lot_id, &sealed.root,
                                       way_slice_from_string ("SERIAL1"), &arena, &leaves,
                                       &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (way_leaf_store_put (store, &lot_id,
                                      way_slice_from_bytes (sealed.leaf_file), &wrong,
                                      &sealed.leaf_file_hash, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_BAD_PROOF);
  g_clear_error (&error);
  g_assert_false (way_leaf_store_put (store, &lot_id,
                                      way_slice_from_bytes (sealed.leaf_file),
                                      &sealed.root, &wrong, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_BAD_PROOF);
  g_clear_error (&error);
  g_assert_false (way_leaf_store_has (store, &lot_id));
  g_assert_true (way_leaf_store_put (store, &lot_id,
                                     way_slice_from_bytes (sealed.leaf_file),
                                     &sealed.root, &sealed.leaf_file_hash, NULL));
  g_assert_true (way_leaf_store_has (store, &lot_id));
  for (guint i = 0; i < N_UNITS + 100; i += 3)
    check_serial (store, &lot_id, &sealed.root, i);
  remove_all (folder);
}

static void
test_damaged_leaves (void)
{
  g_autofree char *folder = g_dir_make_tmp ("way-leaves-XXXXXX", NULL);
  g_autoptr (WayLeafStore) store = way_leaf_store_new (folder, NULL);
  g_auto (WayLotSeal) sealed = { .leaf_file = NULL };
  WayHash lot_id = { { 9 } };
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (&lot_id));

  seal (&sealed);
  for (guint round = 0; round < 4; round++)
    {
      g_autofree char *path =
          g_strdup_printf ("%s/%s.%s", folder, hex, round % 2 ? "nodes" : "leaves");
      g_autofree char *contents = NULL;
      g_autoptr (GError) error = NULL;
      g_auto (WayArena) arena;
      WayRecords leaves;
      gsize len;

      way_arena_init (&arena, 0);
      g_assert_true (way_leaf_store_put (store, &lot_id,
                                         way_slice_from_bytes (sealed.leaf_file),
                                         &sealed.root, &sealed.leaf_file_hash, NULL));
      g_assert_true (g_file_get_contents (path, &contents, &len, NULL));
      if (round < 2)
        memset (contents + 16, 0x5a, len - 16);
      g_assert_true (g_file_set_contents (path, contents,
                                          (gssize) (round < 2 ? len : len / 2), NULL));
      g_assert_false (way_leaf_store_find (store, &lot_id, &sealed.root,
                                           way_slice_from_string ("SERIAL1"), &arena,
                                           &leaves, &error));
      g_assert_error (error, WAY_ERROR, WAY_RESULT_CORRUPTED);
    }
  remove_all (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (NULL))
    return 1;
  g_test_add_func ("/blob-store/blobs", test_blobs);
  g_test_add_func ("/blob-store/limits", test_blob_limits);
  g_test_add_func ("/blob-store/refused", test_blob_refused);
  g_test_add_func ("/leaf-store/leaves", test_leaves);
  g_test_add_func ("/leaf-store/damaged", test_damaged_leaves);
  return g_test_run ();
}
