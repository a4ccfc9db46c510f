/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-base-encoding.h"
#include "way-session.h"

static void
add_network (yyjson_mut_doc *doc,
             yyjson_mut_val *object,
             WaySession *session,
             const WayNetwork *network)
{
  WayKeptFile kept;
  gboolean found = FALSE;

  way_json_add_hash (doc, object, "network", &network->network);
  way_cli_json_add_string (doc, object, "name", network->name);
  way_cli_json_add_string (doc, object, "address",
                           network->node_folder == NULL ? network->address : NULL);
  yyjson_mut_obj_add_bool (doc, object, "embedded", network->node_folder != NULL);
  yyjson_mut_obj_add_bool (doc, object, "demo", network->is_demo);
  if (way_home_load_kept (session->home, network, &kept, &found, NULL) && found)
    yyjson_mut_obj_add_uint (doc, object, "keptHeight", kept.height);
  else
    yyjson_mut_obj_add_null (doc, object, "keptHeight");
}

static void
print_network (const WayNetwork *network)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (&network->network));
  g_autofree char *name = way_present_network (network);

  printf ("%s  %s  %s\n", hex, name,
          network->node_folder != NULL ? _ ("kept in this folder") : network->address);
}

static void
report_network (WaySession *session, const WayNetwork *network)
{
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();

  if (!session->cli->json)
    {
      print_network (network);
      return;
    }
  add_network (doc, yyjson_mut_doc_get_root (doc), session, network);
  way_cli_print_json (doc);
}

static void
add_registrars (yyjson_mut_doc *doc, WaySession *session)
{
  yyjson_mut_val *rows =
      yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "registrars");
  gsize n;
  const WayHash *registrars = way_home_get_registrars (session->home, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *hex = way_hex_encode (way_slice_from_hash (&registrars[i]));

      yyjson_mut_arr_add_strcpy (doc, rows, hex);
    }
}

static WayExit
network_list (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *rows =
      yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "networks");

  if (!way_cli_parse (network_list, NULL, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  for (gsize i = 0; i < way_home_get_n_networks (session.home); i++)
    if (cli->json)
      add_network (doc, yyjson_mut_arr_add_obj (doc, rows), &session,
                   way_home_get_network (session.home, i));
    else
      print_network (way_home_get_network (session.home, i));
  add_registrars (doc, &session);
  if (cli->json)
    way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

static WayExit
network_add (WayCli *cli, int argc, char **argv)
{
  g_autofree char *genesis = NULL;
  GOptionEntry entries[] = {
    { "genesis", 0, 0, G_OPTION_ARG_STRING, &genesis,
      N_ ("Identifier of the network: the SHA-256 of its genesis"), "HASH" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayNetwork *network;
  WayHash hash;

  if (!way_cli_parse (network_add, entries, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (genesis == NULL)
    return way_cli_refuse (WAY_RESULT_USAGE,
                           "Name the network with --genesis HASH: ask whoever runs it, "
                           "not the node itself");
  if (!way_cli_parse_hash (genesis, &hash, &error)
      || !way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  network = way_home_add_network (session.home, argv[0], &hash, NULL, &error);
  if (network == NULL)
    return way_cli_fail (error);
  report_network (&session, network);
  return WAY_EXIT_OK;
}

static WayExit
network_remove (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *hex = NULL;
  WayNetwork *network;

  if (!way_cli_parse (network_remove, NULL, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  network = way_home_find_network (session.home, argv[0], &error);
  if (network == NULL)
    return way_cli_fail (error);
  hex = way_hex_encode (way_slice_from_hash (&network->network));
  if (!way_home_remove_network (session.home, network, &error))
    return way_cli_fail (error);
  if (cli->json)
    printf ("{\"removed\":\"%s\"}\n", hex);
  return WAY_EXIT_OK;
}

static WayExit
network_trust_registrar (WayCli *cli, int argc, char **argv)
{
  gboolean remove = FALSE;
  GOptionEntry entries[] = {
    { "remove", 0, 0, G_OPTION_ARG_NONE, &remove, N_ ("No longer trust it"), NULL },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  WayHash account;

  if (!way_cli_parse (network_trust_registrar, entries, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error)
      || !way_session_find_account (&session, argv[0], &account, &error)
      || !(remove ? way_home_remove_registrar (session.home, &account, &error)
                  : way_home_add_registrar (session.home, &account, &error)))
    return way_cli_fail (error);
  add_registrars (doc, &session);
  if (cli->json)
    way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

const WayCommand way_cmd_network[] = {
  { "network", "list", "", N_ ("List the networks that this folder is in"),
    network_list },
  { "network", "add", "--genesis HASH ADDRESS", N_ ("Join the network of a node"),
    network_add },
  { "network", "remove", "NETWORK", N_ ("Leave a network"), network_remove },
  { "network", "trust-registrar", "[--remove] ACCOUNT",
    N_ ("Believe what this account attests about company prefixes"),
    network_trust_registrar },
  { NULL },
};
