/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-embedded-node.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/un.h>
#include <unistd.h>

#include "way-base-encoding.h"
#include "way-hash.h"
#include "way-present.h"
#include "way-record-file.h"

#define STOP_TIMEOUT_MS 5000
/* How long another node is given to answer, and how often it is then looked whether it has gone. */
#define OTHER_STEPS   10
#define OTHER_STEP_US 20000
#define OTHER_TURNS   50

char *
way_embedded_node_dup_socket_path (const char *node_folder)
{
  g_autofree char *inside = g_build_filename (node_folder, "node.sock", NULL);
  g_autofree char *hex = NULL;
  g_autofree char *name = NULL;
  WayHash hash;

  if (strlen (inside) < sizeof ((struct sockaddr_un *) 0)->sun_path)
    return g_steal_pointer (&inside);
  way_sha256 (way_slice_from_string (node_folder), &hash);
  hex = way_hex_encode (WAY_SLICE_INIT (hash.bytes, 12));
  name = g_strdup_printf ("waymark-%s.sock", hex);
  return g_build_filename (g_get_user_runtime_dir (), name, NULL);
}

static gboolean
is_answering (const char *socket_path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket_path);
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);

  return connection != NULL;
}

/* $WAYMARKD, else beside this program, else on the PATH. */
static char *
find_program (void)
{
  const char *named = g_getenv ("WAYMARKD");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  static const char *const beside[] = { "waymarkd", "../node/waymarkd" };

  if (named != NULL)
    return g_strdup (named);
  for (gsize i = 0; folder != NULL && i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *path = g_build_filename (folder, beside[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return g_find_program_in_path ("waymarkd");
}

/* @outcome: (nullable): "failed" and the name of a result, as waymarkd prints it. @complaint: (nullable): its own
 * words. Returns: (transfer full): why it ended. */
static GError *
read_complaint (const char *outcome, const char *complaint)
{
  static const char name[] = "waymarkd: ", failed[] = "failed ";
  GError *error = NULL;
  WayResult result;

  if (complaint != NULL && g_str_has_prefix (complaint, name))
    complaint += strlen (name);
  if (complaint == NULL)
    way_error_format (&error, WAY_RESULT_UNAVAILABLE, "waymarkd ended without a word");
  else if (outcome != NULL && g_str_has_prefix (outcome, failed)
           && way_result_from_name (outcome + strlen (failed), &result))
    way_error_set_foreign (&error, result, complaint);
  else
    way_error_set (&error, WAY_RESULT_UNAVAILABLE, complaint);
  return error;
}

/* One that somebody else is just starting does not answer yet. */
static gboolean
wait_for_other (const char *socket_path, GCancellable *cancellable)
{
  for (guint i = 0; i < OTHER_STEPS && !g_cancellable_is_cancelled (cancellable); i++)
    {
      if (is_answering (socket_path))
        return TRUE;
      g_usleep (OTHER_STEP_US);
    }
  return FALSE;
}

/* waymarkd prints "ready" once it answers, "running" where another one has the folder, else "failed" and, where errors
 * go, why it ends. */
static gboolean
wait_until_ready (GSubprocess *process,
                  const char *socket_path,
                  GCancellable *cancellable,
                  gboolean *out_other_runs,
                  GError **error)
{
  g_autoptr (GDataInputStream)
      lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, cancellable, NULL);
  g_autofree char *complaint = NULL;
  g_autoptr (GDataInputStream) complaints = NULL;
  g_autoptr (GError) why = NULL;

  *out_other_runs = g_strcmp0 (line, "running") == 0;
  if (g_strcmp0 (line, "ready") == 0
      || (*out_other_runs && wait_for_other (socket_path, cancellable)))
    return TRUE;
  complaints = g_data_input_stream_new (g_subprocess_get_stderr_pipe (process));
  complaint = g_data_input_stream_read_line (complaints, NULL, cancellable, NULL);
  why = read_complaint (line, complaint);
  return way_error_wrap (error, WAY_RESULT_UNAVAILABLE, why,
                         "The ledger of this folder did not start: %s", why->message);
}

/* Ctrl-C in the terminal of its first client is not meant for the node. */
static void
leave_terminal (gpointer data)
{
  setsid ();
}

static gboolean
spawn (const char *node_folder,
       const char *socket_path,
       gboolean demo_clock,
       GCancellable *cancellable,
       gboolean *out_other_runs,
       GError **error)
{
  g_autofree char *program = find_program ();
  g_autofree char *log_path = g_build_filename (node_folder, "node.log", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) cause = NULL;

  if (program == NULL)
    return way_error_format (error, WAY_RESULT_UNAVAILABLE,
                             "The program waymarkd is not installed");
  g_subprocess_launcher_set_child_setup (launcher, leave_terminal, NULL, NULL);
  process = g_subprocess_launcher_spawn (launcher, &cause, program, "--data-dir",
                                         node_folder, "--listen-unix", socket_path,
                                         "--log-file", log_path, "--exit-when-idle",
                                         demo_clock ? "--demo-clock" : NULL, NULL);
  if (process == NULL)
    return way_error_format (error, WAY_RESULT_UNAVAILABLE, "%s can't be started: %s",
                             program, cause->message);
  if (wait_until_ready (process, socket_path, cancellable, out_other_runs, error))
    return TRUE;
  /* given up: it must not go on to write into a folder that its owner takes away */
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  return FALSE;
}

char *
way_embedded_node_start (const char *node_folder,
                         gboolean demo_clock,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *socket_path = way_embedded_node_dup_socket_path (node_folder);

  /* Another one that has the folder and does not answer is just starting, or just ending: then the folder is free soon. */
  for (guint turn = 1; !is_answering (socket_path); turn++)
    {
      gboolean other_runs = FALSE;
      g_autoptr (GError) cause = NULL;

      if (spawn (node_folder, socket_path, demo_clock, cancellable, &other_runs, &cause))
        break;
      if (!other_runs || turn == OTHER_TURNS || g_cancellable_is_cancelled (cancellable))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
    }
  return g_strconcat ("unix:", socket_path, NULL);
}

/* A process that has ended but waits for its parent to notice counts as ended: its sockets and locks are gone. */
static gboolean
tell_to_end (pid_t pid)
{
  g_autofd int fd = pidfd_open (pid, 0);
  struct pollfd end = { .fd = fd, .events = POLLIN };

  if (fd < 0 || pidfd_send_signal (fd, SIGTERM, NULL, 0) != 0)
    return errno == ESRCH;
  while (poll (&end, 1, STOP_TIMEOUT_MS) < 0 && errno == EINTR)
    ;
  return TRUE;
}

gboolean
way_embedded_node_stop (const char *node_folder, GError **error)
{
  g_autofree char *socket_path = way_embedded_node_dup_socket_path (node_folder);
  g_autofree char *pid_path = g_build_filename (node_folder, "node.pid", NULL);
  g_autofree char *text = NULL;
  guint64 pid = 0;

  if (!is_answering (socket_path))
    return TRUE;
  if (!g_file_get_contents (pid_path, &text, NULL, NULL)
      || !g_ascii_string_to_unsigned (g_strstrip (text), 10, 2, G_MAXINT32, &pid, NULL)
      || !tell_to_end ((pid_t) pid))
    return way_error_format (error, WAY_RESULT_UNAVAILABLE,
                             "The node in %s runs, but can't be told to end",
                             node_folder);
  return !is_answering (socket_path)
         || way_error_format (error, WAY_RESULT_TIMEOUT, "The node in %s does not end",
                              node_folder);
}

gboolean
way_embedded_node_found (const char *node_folder,
                         const WayGenesis *genesis,
                         const WaySecret *solo_seed,
                         GError **error)
{
  g_autofree char *genesis_path = g_build_filename (node_folder, "genesis.cbor", NULL);
  g_autofree char *key_path = g_build_filename (node_folder, "node.key", NULL);
  g_autoptr (GBytes) bytes = way_schema_encode (&way_genesis_schema, genesis);

  /* the genesis last: a folder with one is whole */
  return way_folder_make (node_folder, error)
         && way_file_write (key_path, way_secret_get_slice (solo_seed), error)
         && way_file_write (genesis_path, way_slice_from_bytes (bytes), error);
}

char *
way_embedded_node_dup_running_address (const char *node_folder)
{
  g_autofree char *socket_path = way_embedded_node_dup_socket_path (node_folder);

  return is_answering (socket_path) ? g_strconcat ("unix:", socket_path, NULL) : NULL;
}
