/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-base-encoding.h"
#include "way-embedded-node.h"
#include "way-session.h"

/* The ledger of one's own. */

static void
report_node (WaySession *session, const WayNetwork *network, const char *address)
{
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *name = way_present_network (network);

  if (session->cli->json)
    {
      way_json_add_hash (doc, root, "network", &network->network);
      way_cli_json_add_string (doc, root, "name", network->name);
      yyjson_mut_obj_add_bool (doc, root, "running", address != NULL);
      way_cli_json_add_string (doc, root, "address", address);
      way_cli_print_json (doc);
    }
  else if (address != NULL)
    /* TRANSLATORS: the name of a network, and the address of its node */
    printf (_ ("The node of “%s” runs at %s\n"), name, address);
  else
    /* TRANSLATORS: %s is the name of a network */
    printf (_ ("The node of “%s” does not run. It starts by itself when it is needed.\n"),
            name);
}

static WayExit
node_start (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayNetwork *network;

  if (!way_cli_parse (node_start, NULL, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error)
      || (way_home_uses_key_file (session.home) && session.network == NULL
          && !way_session_need_passphrase (&session, &error)))
    return way_cli_fail (error);
  network = session.network != NULL ? session.network
                                    : way_home_get_own_network (session.home, &error);
  if (network == NULL || way_home_connect (session.home, network, NULL, &error) == NULL)
    return way_cli_fail (error);
  report_node (&session, network, network->address);
  return WAY_EXIT_OK;
}

/* The embedded node that is meant: --network, else one's own. */
static WayNetwork *
find_node (WaySession *session, GError **error)
{
  WayNetwork *network = session->network;

  if (network == NULL)
    network = way_home_find_network (session->home, "own", NULL);
  if (network == NULL)
    way_error_format (error, WAY_RESULT_NOT_FOUND,
                      "There is no ledger of your own here yet; make one with "
                      "waymarkctl node start");
  else if (network->node_folder == NULL)
    way_error_format (error, WAY_RESULT_USAGE,
                      "The node of “%s” is not run by this folder", network->name);
  else
    return network;
  return NULL;
}

static WayExit
node_stop (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayNetwork *network;

  if (!way_cli_parse (node_stop, NULL, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error)
      || (network = find_node (&session, &error)) == NULL
      || !way_embedded_node_stop (network->node_folder, &error))
    return way_cli_fail (error);
  report_node (&session, network, NULL);
  return WAY_EXIT_OK;
}

static WayExit
node_status (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  WayNetwork *network;

  if (!way_cli_parse (node_status, NULL, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error)
      || (network = find_node (&session, &error)) == NULL)
    return way_cli_fail (error);
  address = way_embedded_node_dup_running_address (network->node_folder);
  report_node (&session, network, address);
  return address != NULL ? WAY_EXIT_OK : WAY_EXIT_UNAVAILABLE;
}

static WayExit
node_genesis (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  g_autofree char *hex = NULL;
  WayGenesis genesis = { 0 };
  WayNetwork *network;

  if (!way_cli_parse (node_genesis, NULL, NULL, 0, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error)
      || (network = session.network != NULL ? session.network
                                            : find_node (&session, &error))
             == NULL
      || (argc > 0
          && !way_file_write (argv[0], way_slice_from_bytes (network->genesis), &error)))
    return way_cli_fail (error);
  hex = way_hex_encode (way_slice_from_hash (&network->network));
  if (!cli->json)
    {
      printf ("%s\n", hex);
      return WAY_EXIT_OK;
    }
  way_schema_decode (&way_genesis_schema, way_slice_from_bytes (network->genesis),
                     &session.arena, &genesis);
  way_json_add_hash (doc, root, "network", &network->network);
  yyjson_mut_obj_add_val (doc, root, "genesis",
                          way_schema_to_json (&way_genesis_schema, doc, &genesis));
  way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

const WayCommand way_cmd_node[] = {
  { "node", "start", "", N_ ("Start the node of your own ledger, founding it if needed"),
    node_start },
  { "node", "stop", "", N_ ("Stop the node of your own ledger"), node_stop },
  { "node", "status", "", N_ ("Say whether the node of your own ledger runs"),
    node_status },
  { "node", "genesis", "[FILE]",
    N_ ("Print the identifier of your network, for others to join it"), node_genesis },
  { NULL },
};
