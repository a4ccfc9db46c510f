/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-leaf-store.h"

#include <glib/gstdio.h>

#include "way-base-encoding.h"
#include "way-file-private.h"
#include "way-hash.h"

struct _WayLeafStore
{
  char *folder;
};

WayLeafStore *
way_leaf_store_new (const char *folder, GError **error)
{
  WayLeafStore *self;

  if (!way_file_make_folder (folder, error))
    return NULL;
  /* Also where it was there already with wider rights. */
  if (g_chmod (folder, 0700) != 0)
    {
      way_file_fail ("protect", folder, error);
      return NULL;
    }
  self = g_new (WayLeafStore, 1);
  self->folder = g_strdup (folder);
  return self;
}

void
way_leaf_store_free (WayLeafStore *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self);
}

static char *
get_path (WayLeafStore *self, const WayHash *lot_id, const char *suffix)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (lot_id));

  return g_strconcat (self->folder, "/", hex, suffix, NULL);
}

gboolean
way_leaf_store_put (WayLeafStore *self,
                    const WayHash *lot_id,
                    WaySlice bytes,
                    const WayHash *root,
                    const WayHash *file_hash,
                    GError **error)
{
  g_autofree char *leaves_path = get_path (self, lot_id, ".leaves");
  g_autofree char *nodes_path = get_path (self, lot_id, ".nodes");
  g_autofree WayHash *nodes = NULL;
  gsize n_nodes;
  WayLeafFile file;
  WayResult result = way_leaf_file_read (bytes, &file);
  WayHash hash;

  if (result != WAY_RESULT_OK)
    return way_error_set (error, result, "leaf file");
  way_sha256 (bytes, &hash);
  if (!way_hash_equal (&hash, file_hash))
    return way_error_set (error, WAY_RESULT_BAD_PROOF, "the leaf file is another one");
  n_nodes = way_lot_get_n_nodes (file.n_units);
  nodes = g_new (WayHash, n_nodes);
  way_lot_fill_nodes (&file, nodes);
  if (!way_hash_equal (&nodes[n_nodes - 1], root))
    return way_error_set (error, WAY_RESULT_BAD_PROOF, "the leaf file is of another lot");
  /* The nodes first: where the leaves are, everything is. */
  return way_file_replace (nodes_path, WAY_SLICE_INIT (nodes, n_nodes * sizeof (WayHash)),
                           error)
         && way_file_replace (leaves_path, bytes, error);
}

gboolean
way_leaf_store_has (WayLeafStore *self, const WayHash *lot_id)
{
  g_autofree char *path = get_path (self, lot_id, ".leaves");

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static GMappedFile *
map_file (WayLeafStore *self, const WayHash *lot_id, const char *suffix, GError **error)
{
  g_autofree char *path = get_path (self, lot_id, suffix);
  g_autoptr (GError) problem = NULL;
  GMappedFile *file = g_mapped_file_new (path, FALSE, &problem);

  if (file == NULL)
    way_error_format (error,
                      g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                          ? WAY_RESULT_NOT_FOUND
                          : WAY_RESULT_IO,
                      "%s", problem->message);
  return file;
}

/* The view over mapped bytes, without reading all of them as way_leaf_file_read() does:
 * what is taken from it is checked against the root. */
static gboolean
view_leaves (GMappedFile *leaves, GMappedFile *nodes, WayLeafFile *out_file)
{
  gsize len = g_mapped_file_get_length (leaves);
  const char *bytes = g_mapped_file_get_contents (leaves);

  if (len < WAY_LEAF_FILE_HEADER + WAY_LEAF_FILE_UNIT
      || (len - WAY_LEAF_FILE_HEADER) % WAY_LEAF_FILE_UNIT != 0)
    return FALSE;
  out_file->n_units = (len - WAY_LEAF_FILE_HEADER) / WAY_LEAF_FILE_UNIT;
  out_file->units = (const WayLotUnit *) (bytes + WAY_LEAF_FILE_HEADER);
  return out_file->n_units <= WAY_LOT_MAX_UNITS
         && g_mapped_file_get_length (nodes)
                == way_lot_get_n_nodes (out_file->n_units) * sizeof (WayHash);
}

static gboolean
check_answer (const WayRecords *leaves,
              gboolean is_there,
              const WayHash *serial_hash,
              guint64 n_units,
              const WayHash *root)
{
  const WayLotLeaf *first = leaves->items;

  if (!is_there)
    return way_lot_verify_absent (leaves, serial_hash, n_units, root);
  return leaves->n == 1
         && way_unit_proof_verify (&first->proof, serial_hash, n_units, root);
}

gboolean
way_leaf_store_find (WayLeafStore *self,
                     const WayHash *lot_id,
                     const WayHash *root,
                     WaySlice serial,
                     WayArena *arena,
                     WayRecords *out_leaves,
                     GError **error)
{
  g_autoptr (GMappedFile) leaves = map_file (self, lot_id, ".leaves", error);
  g_autoptr (GMappedFile) nodes = leaves ? map_file (self, lot_id, ".nodes", error)
                                         : NULL;
  WayLeafFile file;
  WayHash serial_hash;
  gboolean is_there;

  if (nodes == NULL)
    return FALSE;
  if (!view_leaves (leaves, nodes, &file))
    return way_error_set (error, WAY_RESULT_CORRUPTED, "a leaf file");
  way_sha256 (serial, &serial_hash);
  is_there = way_lot_get_leaves (&file,
                                 (const WayHash *) g_mapped_file_get_contents (nodes),
                                 &serial_hash, arena, out_leaves);
  return check_answer (out_leaves, is_there, &serial_hash, file.n_units, root)
         || way_error_set (error, WAY_RESULT_CORRUPTED, "a leaf file");
}
