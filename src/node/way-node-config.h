/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-result.h"

/**
 * WayNodeConfig:
 *
 * What waymarkd was told, in rising priority: key file, environment (WAYMARKD_ + the key in capitals, - as _), options.
 * Owned strings. docs/spec/node-config.md lists every key.
 */
typedef struct
{
  char *data_dir;    /* ledger.sqlite, blobs/, leaves/, node.key, genesis.cbor */
  char *listen_unix; /* (nullable): path of a Unix socket */
  char *listen_tcp;  /* (nullable): ADDRESS:PORT */
  char *genesis;     /* (nullable): genesis file, for the first start */
  char *key_file;    /* (nullable): solo key as a 32-byte seed file, mode 0600 */
  char *follow;      /* (nullable): base URI of the node whose blocks are replayed */
  char *engine;      /* "solo" */
  gboolean exit_when_idle; /* ends after its last client: the embedded node */
  guint idle_seconds;      /* how long without a connection counts as idle */
  gboolean allow_clock_jump;
  guint rate_per_second; /* requests of one TCP address; 0 = unlimited */
  guint rate_burst;
  guint request_seconds; /* to receive one request, and to send one reply */
  gboolean
      demo_clock; /* only for a demo-marked genesis: block times come with the statements */
  char *log_file; /* (nullable): where messages go once it answers */
} WayNodeConfig;

void
way_node_config_init (WayNodeConfig *config);
void
way_node_config_clear (WayNodeConfig *config);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayNodeConfig, way_node_config_clear)

/** Reads options out of @argv, then file and environment for what options leave open.
 * Returns: FALSE with @error of WAY_RESULT_USAGE or WAY_RESULT_IO. */
gboolean
way_node_config_load (WayNodeConfig *config,
                      int *argc,
                      char ***argv,
                      gboolean *out_show_version,
                      GError **error);
