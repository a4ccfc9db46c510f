/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-node-config.h"

#include <string.h>

#define CONFIG_GROUP "waymarkd"

typedef enum
{
  KIND_TEXT,
  KIND_NUMBER,
  KIND_SWITCH,
} KeyKind;

/* One row per key: key file, environment and options all follow from it. */
typedef struct
{
  const char *key;
  KeyKind kind;
  gsize offset;
  const char *argument;
  const char *help;
} KeyRow;

static const KeyRow rows[] = {
  { "log-file", KIND_TEXT, G_STRUCT_OFFSET (WayNodeConfig, log_file), "FILE",
    "Where messages go once it answers" },
  { "demo-clock", KIND_SWITCH, G_STRUCT_OFFSET (WayNodeConfig, demo_clock), NULL,
    "Build a demo market: block times come with the statements" },
  { "data-dir", KIND_TEXT, G_STRUCT_OFFSET (WayNodeConfig, data_dir), "FOLDER",
    "Where the ledger is kept" },
  { "listen-unix", KIND_TEXT, G_STRUCT_OFFSET (WayNodeConfig, listen_unix), "PATH",
    "Answer on a Unix socket" },
  { "listen-tcp", KIND_TEXT, G_STRUCT_OFFSET (WayNodeConfig, listen_tcp), "ADDRESS:PORT",
    "Answer on a TCP port" },
  { "genesis", KIND_TEXT, G_STRUCT_OFFSET (WayNodeConfig, genesis), "FILE",
    "Genesis of the network, for the first start" },
  { "key-file", KIND_TEXT, G_STRUCT_OFFSET (WayNodeConfig, key_file), "FILE",
    "The solo key: a seed of 32 bytes" },
  { "follow", KIND_TEXT, G_STRUCT_OFFSET (WayNodeConfig, follow), "ADDRESS",
    "Replay and verify the blocks of another node" },
  { "engine", KIND_TEXT, G_STRUCT_OFFSET (WayNodeConfig, engine), "NAME",
    "Who orders statements: solo" },
  { "exit-when-idle", KIND_SWITCH, G_STRUCT_OFFSET (WayNodeConfig, exit_when_idle), NULL,
    "End after the last client" },
  { "idle-seconds", KIND_NUMBER, G_STRUCT_OFFSET (WayNodeConfig, idle_seconds), "SECONDS",
    "How long without a client counts as idle" },
  { "allow-clock-jump", KIND_SWITCH, G_STRUCT_OFFSET (WayNodeConfig, allow_clock_jump),
    NULL, "Accept a clock that jumped ahead" },
  { "rate-per-second", KIND_NUMBER, G_STRUCT_OFFSET (WayNodeConfig, rate_per_second), "N",
    "Requests a second of one address" },
  { "rate-burst", KIND_NUMBER, G_STRUCT_OFFSET (WayNodeConfig, rate_burst), "N",
    "Requests of one address at once" },
  { "request-seconds", KIND_NUMBER, G_STRUCT_OFFSET (WayNodeConfig, request_seconds),
    "SECONDS", "Time for one request" },
};

void
way_node_config_init (WayNodeConfig *config)
{
  *config = (WayNodeConfig) {
    .idle_seconds = 30,
    .rate_per_second = 100,
    .rate_burst = 400,
    .request_seconds = 30,
  };
}

void
way_node_config_clear (WayNodeConfig *config)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].kind == KIND_TEXT)
      g_clear_pointer ((char **) G_STRUCT_MEMBER_P (config, rows[i].offset), g_free);
}

static gboolean
set_value (WayNodeConfig *config, const KeyRow *row, const char *value, GError **error)
{
  gpointer member = G_STRUCT_MEMBER_P (config, row->offset);
  guint64 number = 0;

  switch (row->kind)
    {
    case KIND_TEXT:
      g_free (*(char **) member);
      *(char **) member = g_strdup (value);
      return TRUE;
    case KIND_SWITCH:
      if (strcmp (value, "true") != 0 && strcmp (value, "false") != 0)
        return way_error_format (error, WAY_RESULT_USAGE,
                                 "%s must be true or false, not “%s”", row->key, value);
      *(gboolean *) member = strcmp (value, "true") == 0;
      return TRUE;
    case KIND_NUMBER:
      if (!g_ascii_string_to_unsigned (value, 10, 0, 1000000, &number, NULL))
        return way_error_format (error, WAY_RESULT_USAGE,
                                 "%s must be a number from 0 to 1000000, not “%s”",
                                 row->key, value);
      *(guint *) member = (guint) number;
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
load_file (WayNodeConfig *config, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) cause = NULL;
  g_auto (GStrv) keys = NULL;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &cause))
    keys = g_key_file_get_keys (file, CONFIG_GROUP, NULL, &cause);
  if (keys == NULL)
    return way_error_format (error, WAY_RESULT_USAGE,
                             "The configuration file %s can't be read: %s", path,
                             cause->message);
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      const KeyRow *row = NULL;
      g_autofree char *value = g_key_file_get_value (file, CONFIG_GROUP, keys[i], NULL);

      for (gsize j = 0; j < G_N_ELEMENTS (rows) && row == NULL; j++)
        if (strcmp (rows[j].key, keys[i]) == 0)
          row = &rows[j];
      if (row == NULL)
        return way_error_format (error, WAY_RESULT_USAGE, "%s: there is no setting “%s”",
                                 path, keys[i]);
      if (!set_value (config, row, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_environment (WayNodeConfig *config, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *upper = g_ascii_strup (rows[i].key, -1);
      g_autofree char *name =
          g_strconcat ("WAYMARKD_", g_strdelimit (upper, "-", '_'), NULL);
      const char *value = g_getenv (name);

      if (value != NULL && !set_value (config, &rows[i], value, error))
        return FALSE;
    }
  return TRUE;
}

/* GOption wants storage of its own: texts for all keys, put in place once file and environment were read. */
static gboolean
parse_options (int *argc,
               char ***argv,
               char **values,
               gboolean *switches,
               char **config_file,
               gboolean *show_version,
               GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  GOptionEntry entries[G_N_ELEMENTS (rows) + 3] = { 0 };
  GOptionEntry *entry = entries;
  gboolean ok;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    *entry++ = (GOptionEntry) {
      rows[i].key,
      0,
      0,
      rows[i].kind == KIND_SWITCH ? G_OPTION_ARG_NONE : G_OPTION_ARG_STRING,
      rows[i].kind == KIND_SWITCH ? (gpointer) &switches[i] : (gpointer) &values[i],
      rows[i].help,
      rows[i].argument
    };
  *entry++ = (GOptionEntry) {
    "config", 'c', 0, G_OPTION_ARG_FILENAME, config_file, "Configuration file", "FILE"
  };
  *entry++ =
      (GOptionEntry) { "version",           0,   0, G_OPTION_ARG_NONE, show_version,
                       "Print the version", NULL };
  g_option_context_set_summary (
      context, "The node of Waymark: keeps a ledger and answers over HTTP.");
  g_option_context_add_main_entries (context, entries, NULL);
  ok = g_option_context_parse (context, argc, argv, error);
  if (ok && *argc > 1)
    return way_error_format (error, WAY_RESULT_USAGE,
                             "“%s” is not understood; see waymarkd --help", (*argv)[1]);
  return ok;
}

/* Longest path of a Unix socket: sun_path without its NUL. */
#define MAX_SOCKET_PATH 107

static gboolean
check_follow (const char *address, GError **error)
{
  if (address == NULL || g_str_has_prefix (address, "unix:")
      || g_uri_is_valid (address, G_URI_FLAGS_NONE, NULL))
    {
      const char *scheme = address != NULL ? g_uri_peek_scheme (address) : NULL;

      if (scheme == NULL || strcmp (scheme, "unix") == 0 || strcmp (scheme, "http") == 0
          || strcmp (scheme, "https") == 0)
        return TRUE;
    }
  return way_error_format (error, WAY_RESULT_USAGE,
                           "follow must be http://…, https://… or unix:PATH, not “%s”",
                           address);
}

/* What can be said before anything is opened. */
static gboolean
check_config (const WayNodeConfig *config, GError **error)
{
  if (config->data_dir == NULL)
    return way_error_format (error, WAY_RESULT_USAGE,
                             "Say where the ledger is kept: --data-dir FOLDER");
  if (config->listen_unix == NULL && config->listen_tcp == NULL)
    return way_error_format (
        error, WAY_RESULT_USAGE,
        "Say where to answer: --listen-unix PATH or --listen-tcp ADDRESS:PORT");
  if (strcmp (config->engine, "solo") != 0)
    return way_error_format (error, WAY_RESULT_USAGE,
                             "There is no engine “%s”, only solo", config->engine);
  if (config->listen_unix != NULL && strlen (config->listen_unix) > MAX_SOCKET_PATH)
    return way_error_format (error, WAY_RESULT_USAGE,
                             "The path of a Unix socket may have %d bytes: %s",
                             MAX_SOCKET_PATH, config->listen_unix);
  return check_follow (config->follow, error);
}

gboolean
way_node_config_load (WayNodeConfig *config,
                      int *argc,
                      char ***argv,
                      gboolean *out_show_version,
                      GError **error)
{
  char *values[G_N_ELEMENTS (rows)] = { NULL };
  gboolean switches[G_N_ELEMENTS (rows)] = { FALSE };
  g_autofree char *config_file = NULL;
  gboolean ok;

  *out_show_version = FALSE;
  ok =
      parse_options (argc, argv, values, switches, &config_file, out_show_version, error);
  if (ok && config_file != NULL)
    ok = load_file (config, config_file, error);
  if (ok)
    ok = load_environment (config, error);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (ok && values[i] != NULL)
        ok = set_value (config, &rows[i], values[i], error);
      if (ok && switches[i])
        ok = set_value (config, &rows[i], "true", error);
      g_free (values[i]);
    }
  if (ok && config->engine == NULL)
    config->engine = g_strdup ("solo");
  return ok && (*out_show_version || check_config (config, error));
}
