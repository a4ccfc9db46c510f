/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-home-private.h"

#include <glib/gi18n-lib.h>

#include "way-base-encoding.h"
#include "way-embedded-node.h"

/* Joining networks, leaving them, speaking to them */

static WayNetwork *
fetch_network (const char *address,
               const WayHash *wanted,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (WayClient) client = way_client_new (address, error);
  g_autoptr (GBytes) genesis = NULL;
  WayNetwork *network;
  WayHash hash;

  if (client == NULL)
    return NULL;
  genesis = way_call_genesis (client, &hash, cancellable, error);
  if (genesis == NULL)
    return NULL;
  if (!way_hash_equal (&hash, wanted))
    {
      g_autofree char *hex = way_hex_encode (way_slice_from_hash (&hash));

      way_error_format (error, WAY_RESULT_UNVERIFIED,
                        "The node at %s keeps another network than the one you named: "
                        "its genesis is %s",
                        address, hex);
      return NULL;
    }
  network = g_new0 (WayNetwork, 1);
  network->address = g_strdup (address);
  network->genesis = g_steal_pointer (&genesis);
  if (way_network_read_genesis (network, error))
    return network;
  way_network_free (network);
  return NULL;
}

static gboolean
store_network (WayHome *self, const WayNetwork *network, GError **error)
{
  g_autofree char *folder = way_home_build_path_of (self, &network->network, NULL);
  g_autofree char *path = g_build_filename (folder, "genesis.cbor", NULL);
  int lock = way_home_lock (self, error);
  gboolean stored;

  if (lock < 0)
    return FALSE;
  stored = way_home_load_network_rows (self, error) && way_folder_make (folder, error)
           && way_file_write (path, way_slice_from_bytes (network->genesis), error)
           && way_home_store_network_rows (self, error);
  way_home_unlock (lock);
  return stored;
}

WayNetwork *
way_home_add_network (WayHome *self,
                      const char *address,
                      const WayHash *network,
                      GCancellable *cancellable,
                      GError **error)
{
  WayNetwork *known = way_home_find_network_by_hash (self, network);
  WayNetwork *added;

  if (known != NULL && known->node_folder != NULL)
    {
      way_error_format (error, WAY_RESULT_ALREADY_EXISTS,
                        "Network “%s” is kept in this folder already: there is nothing "
                        "to join",
                        known->name);
      return NULL;
    }
  added = fetch_network (address, network, cancellable, error);
  if (added == NULL)
    return NULL;
  if (known != NULL)
    {
      /* the same network at another node */
      g_set_str (&known->address, address);
      g_clear_object (&known->client);
      way_network_free (added);
      return store_network (self, known, error) ? known : NULL;
    }
  g_ptr_array_add (self->networks, added);
  if (store_network (self, added, error))
    return added;
  g_ptr_array_remove (self->networks, added);
  return NULL;
}

gboolean
way_home_remove_network (WayHome *self, WayNetwork *network, GError **error)
{
  g_autofree char *folder = way_home_build_path_of (self, &network->network, NULL);
  gboolean removed;
  int lock;

  if (network->node_folder != NULL)
    return way_error_format (
        error, WAY_RESULT_WRONG_STATE,
        "The ledger of this folder is not a network to leave: its only copy is in %s",
        network->node_folder);
  lock = way_home_lock (self, error);
  if (lock < 0)
    return FALSE;
  removed = way_home_load_network_rows (self, error);
  if (removed)
    {
      g_ptr_array_remove (self->networks, network);
      removed = way_home_store_network_rows (self, error)
                && way_folder_remove (folder, error);
    }
  way_home_unlock (lock);
  return removed;
}

WayClient *
way_home_connect (WayHome *self,
                  WayNetwork *network,
                  GCancellable *cancellable,
                  GError **error)
{
  /* An embedded node may have ended since the last call: starting a running one costs one connection. */
  if (network->node_folder != NULL)
    {
      g_autofree char *address =
          way_embedded_node_start (network->node_folder, FALSE, cancellable, error);

      if (address == NULL)
        return NULL;
      g_set_str (&network->address, address);
    }
  if (network->client == NULL)
    network->client = way_client_new (network->address, error);
  return network->client;
}
