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

#define OWN_FOLDER  "node"
#define DEMO_FOLDER "demo/node"
#define OWN_NAME    "own"
#define DEMO_NAME   "demo"
#define MIN_HEX     8
#define MAX_GENESIS ((gsize) 65536)

/* What a ledger of one's own is founded with. */
#define OWN_MAX_STATEMENT    1048576
#define OWN_MAX_BLOCK        1000
#define OWN_MAX_NOT_AFTER_MS G_GUINT64_CONSTANT (86400000)

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

static char *
build_network_path (const WayHome *self, const WayHash *network, const char *name)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (network));

  return g_build_filename (self->folder, "networks", hex, name, NULL);
}

/* Decodes and takes name and kind out of it. */
static gboolean
read_genesis (WayNetwork *network, GError **error)
{
  g_auto (WayArena) arena;
  WayGenesis genesis = { 0 };
  WayResult result;

  way_arena_init (&arena, 0);
  result = way_schema_decode (&way_genesis_schema,
                              way_slice_from_bytes (network->genesis), &arena, &genesis);
  if (result != WAY_RESULT_OK)
    return way_error_format (error, result, _ ("The genesis of a network is damaged: %s"),
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

static WayNetwork *
find_by_hash (const WayHome *self, const WayHash *hash)
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
  g_autofree char *path = build_network_path (self, &row->network, "genesis.cbor");
  WayNetwork *network = find_by_hash (self, &row->network);

  if (network != NULL)
    return TRUE;
  network = g_new0 (WayNetwork, 1);
  network->name = way_slice_dup_string (row->name);
  network->address = way_slice_dup_string (row->address);
  network->genesis = load_genesis_file (path, error);
  if (network->genesis == NULL || !read_genesis (network, error))
    {
      way_network_free (network);
      return FALSE;
    }
  if (!way_hash_equal (&network->network, &row->network))
    {
      way_network_free (network);
      return way_error_format (error, WAY_RESULT_CORRUPTED,
                               _ ("%s is damaged: it is not the genesis of its network"),
                               path);
    }
  g_ptr_array_add (self->networks, network);
  return TRUE;
}

static gboolean
load_rows (WayHome *self, GError **error)
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

static gboolean
store_rows (WayHome *self, GError **error)
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
way_home_load_networks (WayHome *self, GError **error)
{
  g_autoptr (GError) demo_error = NULL;

  if (!load_embedded (self, OWN_FOLDER, error))
    return FALSE;
  if (!way_home_load_demo_network (self, &demo_error))
    g_info ("%s", demo_error->message);
  return load_rows (self, error);
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
         || (strcmp (name, OWN_NAME) == 0 && network == find_embedded (self, OWN_FOLDER))
         || (strcmp (name, DEMO_NAME) == 0
             && network == find_embedded (self, DEMO_FOLDER));
}

/* The one that is meant where none is named: one's own, else the only one that is no demo, else the only one. */
static WayNetwork *
find_usual (WayHome *self, GError **error)
{
  WayNetwork *own = find_embedded (self, OWN_FOLDER), *only = NULL;
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
                      _ ("No network is known here yet; join one with waymarkctl network "
                         "add, or start your own with waymarkctl node start"));
  else
    way_error_format (error, WAY_RESULT_USAGE,
                      _ ("Several networks are known here; name one with --network"));
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
                    _ ("There is no network “%s” here; see waymarkctl network list"),
                    name);
  return NULL;
}

/* ---- Joining and leaving -------------------------------------------------------------------- */

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
                        _ ("The node at %s keeps another network than the one you named: "
                           "its genesis is %s"),
                        address, hex);
      return NULL;
    }
  network = g_new0 (WayNetwork, 1);
  network->address = g_strdup (address);
  network->genesis = g_steal_pointer (&genesis);
  if (read_genesis (network, error))
    return network;
  way_network_free (network);
  return NULL;
}

static gboolean
store_network (WayHome *self, const WayNetwork *network, GError **error)
{
  g_autofree char *folder = build_network_path (self, &network->network, NULL);
  g_autofree char *path = g_build_filename (folder, "genesis.cbor", NULL);
  int lock = way_home_lock (self, error);
  gboolean stored;

  if (lock < 0)
    return FALSE;
  stored = load_rows (self, error) && way_folder_make (folder, error)
           && way_file_write (path, way_slice_from_bytes (network->genesis), error)
           && store_rows (self, error);
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
  WayNetwork *known = find_by_hash (self, network);
  WayNetwork *added;

  if (known != NULL && known->node_folder != NULL)
    {
      way_error_format (error, WAY_RESULT_ALREADY_EXISTS,
                        _ ("That network is kept in this folder already"));
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
  g_autofree char *folder = build_network_path (self, &network->network, NULL);
  gboolean removed;
  int lock;

  if (network->node_folder != NULL)
    return way_error_format (
        error, WAY_RESULT_WRONG_STATE,
        _ ("The ledger of this folder is not a network to leave: its only copy is in %s"),
        network->node_folder);
  lock = way_home_lock (self, error);
  if (lock < 0)
    return FALSE;
  removed = load_rows (self, error);
  if (removed)
    {
      g_ptr_array_remove (self->networks, network);
      removed = store_rows (self, error) && way_folder_remove (folder, error);
    }
  way_home_unlock (lock);
  return removed;
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
  if (network->genesis == NULL || !read_genesis (network, error))
    {
      way_network_free (network);
      return NULL;
    }
  known = find_by_hash (self, &network->network);
  if (known != NULL)
    {
      way_network_free (network);
      return known;
    }
  g_ptr_array_add (self->networks, network);
  return network;
}

/* ---- One's own ------------------------------------------------------------------------------ */

/* Genesis: kept by one party, which is its registrar too, so that it can attest its own company prefix there. */
static gboolean
found_own (WayHome *self, const char *folder, GError **error)
{
  const WayIdentity *identity = way_home_find_identity (self, NULL, error);
  g_autoptr (WayKeyPair) first =
      identity != NULL ? way_home_load_key_number (self, identity, 0, error) : NULL;
  g_autoptr (WaySecret) seed = way_secret_new_random (32);
  g_autoptr (WayKeyPair) solo = way_key_pair_new_from_seed (seed);
  g_autofree char *english = NULL;
  g_autofree char *chinese = NULL;
  WayLangText names[2], registrar_name;
  WayRegistrar registrar = { .names = { &registrar_name, 1 } };
  WayGenesis genesis = { .format = 1,
                         .names = { names, 2 },
                         .registrars = { &registrar, 1 } };

  if (first == NULL)
    return FALSE;
  english = g_strdup_printf ("Ledger of %s", identity->name);
  chinese = g_strdup_printf ("%s的账本", identity->name);
  names[0] = (WayLangText) { .language = way_slice_from_string ("en"),
                             .text = way_slice_from_string (english) };
  names[1] = (WayLangText) { .language = way_slice_from_string ("zh-CN"),
                             .text = way_slice_from_string (chinese) };
  registrar_name = (WayLangText) { .language = way_slice_from_string ("und"),
                                   .text = way_slice_from_string (identity->name) };
  memcpy (registrar.key, way_key_pair_get_public (first)->bytes, sizeof registrar.key);
  memcpy (genesis.solo_key, way_key_pair_get_public (solo)->bytes,
          sizeof genesis.solo_key);
  genesis.created = (guint64) (g_get_real_time () / 1000);
  genesis.parameters = (WayParameters) { .max_statement_bytes = OWN_MAX_STATEMENT,
                                         .max_block_statements = OWN_MAX_BLOCK,
                                         .max_not_after_ms = OWN_MAX_NOT_AFTER_MS };
  return way_embedded_node_found (folder, &genesis, seed, error);
}

WayNetwork *
way_home_get_own_network (WayHome *self, GError **error)
{
  g_autofree char *folder = way_home_build_path (self, OWN_FOLDER);
  gboolean made;
  int lock;

  if (find_embedded (self, OWN_FOLDER) != NULL)
    return find_embedded (self, OWN_FOLDER);
  lock = way_home_lock (self, error);
  if (lock < 0)
    return NULL;
  /* another program may have founded it meanwhile */
  made = load_embedded (self, OWN_FOLDER, error)
         && (find_embedded (self, OWN_FOLDER) != NULL || found_own (self, folder, error));
  way_home_unlock (lock);
  if (!made)
    return NULL;
  return way_home_adopt_node_folder (self, folder, NULL, error);
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

/* ---- Registrars ------------------------------------------------------------------------------- */

const WayHash *
way_home_get_registrars (const WayHome *self, gsize *out_n)
{
  *out_n = self->registrars->len;
  return (const WayHash *) (gpointer) self->registrars->data;
}

static gboolean
find_registrar (const WayHome *self, const WayHash *account, guint *out_index)
{
  for (guint i = 0; i < self->registrars->len; i++)
    if (way_hash_equal (&g_array_index (self->registrars, WayHash, i), account))
      {
        *out_index = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
way_home_add_registrar (WayHome *self, const WayHash *account, GError **error)
{
  int lock = way_home_lock (self, error);
  gboolean added;
  guint i;

  if (lock < 0)
    return FALSE;
  added = load_rows (self, error);
  if (added && !find_registrar (self, account, &i))
    {
      if (self->registrars->len >= WAY_API_MAX_REGISTRARS)
        added = way_error_format (
            error, WAY_RESULT_TOO_MANY,
            _ ("At most %d registrars can be trusted; remove one first"),
            WAY_API_MAX_REGISTRARS);
      else
        {
          g_array_append_val (self->registrars, *account);
          added = store_rows (self, error);
        }
    }
  way_home_unlock (lock);
  return added;
}

gboolean
way_home_remove_registrar (WayHome *self, const WayHash *account, GError **error)
{
  int lock = way_home_lock (self, error);
  gboolean removed;
  guint i;

  if (lock < 0)
    return FALSE;
  removed = load_rows (self, error);
  if (removed && !find_registrar (self, account, &i))
    removed = way_error_format (error, WAY_RESULT_NOT_FOUND,
                                _ ("That account is not trusted as a registrar here"));
  else if (removed)
    {
      g_array_remove_index (self->registrars, i);
      removed = store_rows (self, error);
    }
  way_home_unlock (lock);
  return removed;
}

/* ---- What was seen --------------------------------------------------------------------------------- */

char *
way_home_build_network_path (const WayHome *self,
                             const WayNetwork *network,
                             const char *name)
{
  return build_network_path (self, &network->network, name);
}

gboolean
way_home_load_kept (WayHome *self,
                    const WayNetwork *network,
                    WayKeptFile *out_kept,
                    gboolean *out_found,
                    GError **error)
{
  g_autofree char *path = build_network_path (self, &network->network, "kept.json");
  g_auto (WayArena) arena;

  way_arena_init (&arena, 0);
  *out_kept = (WayKeptFile) { 0 };
  return way_record_file_read (path, &way_kept_file_schema, &arena, out_kept, out_found,
                               error);
}

gboolean
way_home_store_kept (WayHome *self,
                     const WayNetwork *network,
                     const WayKeptFile *kept,
                     GError **error)
{
  g_autofree char *folder = build_network_path (self, &network->network, NULL);
  g_autofree char *path = g_build_filename (folder, "kept.json", NULL);
  WayKeptFile stored;
  gboolean found, done;
  int lock = way_home_lock (self, error);

  if (lock < 0)
    return FALSE;
  /* another program may have seen a higher one meanwhile */
  done = way_folder_make (folder, error)
         && way_home_load_kept (self, network, &stored, &found, error);
  if (done && (!found || stored.height < kept->height))
    done = way_record_file_write (path, &way_kept_file_schema, kept, error);
  way_home_unlock (lock);
  return done;
}
