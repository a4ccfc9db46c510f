/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-base-encoding.h"
#include "way-blob.h"
#include "way-session.h"

static WayExit
blob_get (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) blob = NULL;
  WayClient *client;
  WayHash hash;

  if (!way_cli_parse (blob_get, NULL, NULL, 2, 2, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_cli_parse_hash (argv[0], &hash, &error)
      || !way_session_open_to_ask (&session, cli, &error)
      || (client = way_home_connect (session.home, session.network, NULL, &error)) == NULL
      || (blob = way_call_blob_get (client, &hash, NULL, &error)) == NULL
      || !way_file_write (argv[1], way_slice_from_bytes (blob), &error))
    return way_cli_fail (error);
  if (cli->json)
    printf ("{\"size\":%zu}\n", g_bytes_get_size (blob));
  return WAY_EXIT_OK;
}

static WayExit
blob_put (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) blob = NULL;
  g_autofree char *media_type = NULL;
  g_autofree char *hex = NULL;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  WayHash hash;

  if (!way_cli_parse (blob_put, NULL, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if ((blob = way_blob_read_file (argv[0], &media_type, &error)) == NULL
      || !way_session_open_to_ask (&session, cli, &error)
      || !way_blob_put (session.home, session.network, blob, &hash, NULL, &error))
    return way_cli_fail (error);
  hex = way_hex_encode (way_slice_from_hash (&hash));
  if (!cli->json)
    {
      printf ("%s\n", hex);
      return WAY_EXIT_OK;
    }
  way_cli_json_add_string (doc, root, "sha256", hex);
  yyjson_mut_obj_add_uint (doc, root, "size", g_bytes_get_size (blob));
  way_cli_json_add_string (doc, root, "mediaType", media_type);
  way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

const WayCommand way_cmd_blob[] = {
  { "blob", "get", "SHA256 FILE", N_ ("Fetch a document or picture by its hash"),
    blob_get },
  { "blob", "put", "FILE", N_ ("Give the node a document or picture"), blob_put },
  { NULL },
};
