/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-home-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-embedded-node.h"
#include "way-hash.h"
#include "way-languages.h"
#include "way-record-file.h"
#include "way-statement.h"

#define DEMO_FOLDER "demo/node"
#define OWN_NAME    "own"
#define DEMO_NAME   "demo"
#define MIN_HEX     8
#define MAX_GENESIS ((gsize) 65536)

void
way_network_free (WayNetwork *network)
{
  g_free (network->name);
  g_free (network->address);
  g_free (network->node_folder);
  g_clear_pointer (&network->genesis, g_bytes_unref);
  g_clear_object (&network->client);
  g_free (network);
}

/* ---- Genesis -------------------------------------------------------------------------- */

char *
way_home_build_path_of (const WayHome *self, const WayHash *network, const char *name)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (network));

  return g_build_filename (self->folder, "networks", hex, name, NULL);
}

/* Decodes and takes name and kind out of it. */
gboolean
way_network_read_genesis (WayNetwork *network, GError **error)
{
  g_auto (WayArena) arena;
  WayGenesis genesis = { 0 };
  WayResult result;

  way_arena_init (&arena, 0);
  result = way_schema_decode (&way_genesis_schema,
                              way_slice_from_bytes (network->genesis), &arena, &genesis);
  if (result != WAY_RESULT_OK)
    return way_error_format (error, result, "The genesis of a network is damaged: %-s",
                             way_result_get_text (result));
  way_sha256 (way_slice_from_bytes (network->genesis), &network->network);
  network->is_demo = way_record_has (&genesis, 7) && genesis.is_demo;
  if (network->name == NULL)
    network->name =
        way_slice_dup_string (way_lang_text_pick (&genesis.names, way_languages_get ()));
  return TRUE;
}

static GBytes *
load_genesis_file (const char *path, GError **error)
{
  return way_file_read (path, MAX_GENESIS, WAY_RESULT_IO, error);
}

/* ---- The list ---------------------------------------------------------------------------- */

WayNetwork *
way_home_find_network_by_hash (const WayHome *self, const WayHash *hash)
{
  for (guint i = 0; i < self->networks->len; i++)
    {
      WayNetwork *network = g_ptr_array_index (self->networks, i);

      if (way_hash_equal (&network->network, hash))
        return network;
    }
  return NULL;
}

static gboolean
load_row (WayHome *self, const WayNetworkRow *row, GError **error)
{
  g_autofree char *path = way_home_build_path_of (self, &row->network, "genesis.cbor");
  WayNetwork *network = way_home_find_network_by_hash (self, &row->network);

  if (network != NULL)
    return TRUE;
  network = g_new0 (WayNetwork, 1);
  network->name = way_slice_dup_string (row->name);
  network->address = way_slice_dup_string (row->address);
  network->genesis = load_genesis_file (path, error);
  if (network->genesis == NULL || !way_network_read_genesis (network, error))
    {
      way_network_free (network);
      return FALSE;
    }
  if (!way_hash_equal (&network->network, &row->network))
    {
      way_network_free (network);
      return way_error_format (error, WAY_RESULT_CORRUPTED,
                               "%s is damaged: it is not the genesis of its network",
                               path);
    }
  g_ptr_array_add (self->networks, network);
  return TRUE;
}

gboolean
way_home_load_network_rows (WayHome *self, GError **error)
{
  g_autofree char *path = way_home_build_path (self, "networks.json");
  g_auto (WayArena) arena;
  WayNetworksFile file = { 0 };
  const WayNetworkRow *rows;
  gboolean found;

  way_arena_init (&arena, 0);
  if (!way_record_file_read (path, &way_networks_file_schema, &arena, &file, &found,
                             error))
    return FALSE;
  rows = file.networks.items;
  for (gsize i = 0; found && i < file.networks.n; i++)
    if (!load_row (self, &rows[i], error))
      return FALSE;
  g_array_set_size (self->registrars, 0);
  if (found && way_record_has (&file, 3))
    g_array_append_vals (self->registrars, file.registrars.items,
                         (guint) file.registrars.n);
  return TRUE;
}

gboolean
way_home_store_network_rows (WayHome *self, GError **error)
{
  g_autofree char *path = way_home_build_path (self, "networks.json");
  g_autofree WayNetworkRow *rows = g_new0 (WayNetworkRow, self->networks->len + 1);
  WayNetworksFile file = { .format = 1, .networks.items = rows };

  for (guint i = 0; i < self->networks->len; i++)
    {
      const WayNetwork *network = g_ptr_array_index (self->networks, i);

      if (network->node_folder != NULL)
        continue;
      rows[file.networks.n++] = (WayNetworkRow) {
        .network = network->network,
        .address = way_slice_from_string (network->address),
        .name = way_slice_from_string (network->name),
      };
    }
  if (self->registrars->len > 0)
    {
      file.present = 1 << 3;
      file.registrars = (WayRecords) { self->registrars->data, self->registrars->len };
    }
  return way_record_file_write (path, &way_networks_file_schema, &file, error);
}

static WayNetwork *
find_embedded (const WayHome *self, const char *folder)
{
  g_autofree char *path = way_home_build_path (self, folder);

  for (guint i = 0; i < self->networks->len; i++)
    {
      WayNetwork *network = g_ptr_array_index (self->networks, i);

      if (g_strcmp0 (network->node_folder, path) == 0)
        return network;
    }
  return NULL;
}

/* Takes the folder of an embedded node into the list where there is one, out of it where there is none any more. */
static gboolean
load_embedded (WayHome *self, const char *folder, GError **error)
{
  g_autofree char *path = way_home_build_path (self, folder);
  g_autofree char *genesis = g_build_filename (path, "genesis.cbor", NULL);
  WayNetwork *network = find_embedded (self, folder);

  if (!g_file_test (genesis, G_FILE_TEST_EXISTS))
    {
      if (network != NULL)
        g_ptr_array_remove (self->networks, network);
      return TRUE;
    }
  return network != NULL || way_home_adopt_node_folder (self, path, NULL, error) != NULL;
}

gboolean
way_home_load_demo_network (WayHome *self, GError **error)
{
  return load_embedded (self, DEMO_FOLDER, error);
}

gboolean
way_home_load_own_network (WayHome *self, WayNetwork **out_network, GError **error)
{
  if (!load_embedded (self, WAY_HOME_OWN_FOLDER, error))
    return FALSE;
  *out_network = find_embedded (self, WAY_HOME_OWN_FOLDER);
  return TRUE;
}

gboolean
way_home_load_networks (WayHome *self, GError **error)
{
  g_autoptr (GError) demo_error = NULL;

  if (!load_embedded (self, WAY_HOME_OWN_FOLDER, error))
    return FALSE;
  if (!way_home_load_demo_network (self, &demo_error))
    g_info ("%s", demo_error->message);
  return way_home_load_network_rows (self, error);
}

gsize
way_home_get_n_networks (const WayHome *self)
{
  return self->networks->len;
}

WayNetwork *
way_home_get_network (WayHome *self, gsize i)
{
  g_return_val_if_fail (i < self->networks->len, NULL);

  return g_ptr_array_index (self->networks, i);
}

static gboolean
is_called (const WayHome *self, const WayNetwork *network, const char *name)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (&network->network));

  return g_strcmp0 (network->name, name) == 0 || g_strcmp0 (network->address, name) == 0
         || (strlen (name) >= MIN_HEX && g_str_has_prefix (hex, name))
         || (strcmp (name, OWN_NAME) == 0
             && network == find_embedded (self, WAY_HOME_OWN_FOLDER))
         || (strcmp (name, DEMO_NAME) == 0
             && network == find_embedded (self, DEMO_FOLDER));
}

/* The one that is meant where none is named: one's own, else the only one that is no demo, else the only one. */
static WayNetwork *
find_usual (WayHome *self, GError **error)
{
  WayNetwork *own = find_embedded (self, WAY_HOME_OWN_FOLDER), *only = NULL;
  guint n_real = 0;

  for (guint i = 0; i < self->networks->len; i++)
    {
      WayNetwork *network = g_ptr_array_index (self->networks, i);

      if (!network->is_demo)
        {
          only = network;
          n_real++;
        }
    }
  if (own != NULL)
    return own;
  if (n_real == 0 && self->networks->len == 1)
    return g_ptr_array_index (self->networks, 0);
  if (n_real == 1)
    return only;
  if (n_real == 0)
    way_error_format (error, WAY_RESULT_NOT_FOUND,
                      "No network is known here yet; join one with waymarkctl network "
                      "add, or start your own with waymarkctl node start");
  else
    way_error_format (error, WAY_RESULT_USAGE,
                      "Several networks are known here; name one with --network");
  return NULL;
}

WayNetwork *
way_home_find_network (WayHome *self, const char *name, GError **error)
{
  if (name == NULL)
    return find_usual (self, error);
  for (guint i = 0; i < self->networks->len; i++)
    if (is_called (self, g_ptr_array_index (self->networks, i), name))
      return g_ptr_array_index (self->networks, i);
  way_error_format (error, WAY_RESULT_UNKNOWN_NETWORK,
                    "There is no network “%s” here; see waymarkctl network list", name);
  return NULL;
}

WayNetwork *
way_home_find_acting_network (WayHome *self, const WayIdentity *identity, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean is_demo = identity != NULL && identity->is_demo;
  WayNetwork *network = way_home_find_network (self, is_demo ? "demo" : NULL, &cause);

  if (network == NULL && !g_error_matches (cause, WAY_ERROR, WAY_RESULT_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (network != NULL && (!network->is_demo || is_demo || identity == NULL))
    return network;
  if (identity != NULL)
    return way_home_get_own_network (self, error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

WayNetwork *
way_home_adopt_node_folder (WayHome *self,
                            const char *node_folder,
                            const char *name,
                            GError **error)
{
  g_autofree char *path = g_build_filename (node_folder, "genesis.cbor", NULL);
  WayNetwork *network = g_new0 (WayNetwork, 1), *known;

  network->node_folder = g_strdup (node_folder);
  network->name = g_strdup (name);
  network->genesis = load_genesis_file (path, error);
  if (network->genesis == NULL || !way_network_read_genesis (network, error))
    {
      way_network_free (network);
      return NULL;
    }
  known = way_home_find_network_by_hash (self, &network->network);
  if (known != NULL)
    {
      way_network_free (network);
      return known;
    }
  g_ptr_array_add (self->networks, network);
  return network;
}
