/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-cose.h"
#include "way-json.h"
#include "way-session.h"

#define MAX_FILE_SIZE (16 * 1024 * 1024)

typedef struct
{
  WayPublicKey key;
  gboolean is_unsupported; /* a key of another curve; @key is zero then */
  GBytes *external;        /* owned */
} Request;

/* Keys of Ed448 and P-256, which COSE has too, are keys, only none of ours. */
static gboolean
is_other_key_size (gsize size)
{
  return size == 57 || size == 33 || size == 64 || size == 65;
}

static gboolean
read_key (const char *hex, Request *request)
{
  g_autoptr (GBytes) bytes = hex ? way_hex_decode (hex, -1) : NULL;
  WaySlice key;

  if (bytes == NULL)
    return FALSE;
  key = way_slice_from_bytes (bytes);
  request->is_unsupported = is_other_key_size (key.len);
  if (key.len == sizeof request->key.bytes)
    memcpy (request->key.bytes, key.data, key.len);
  return request->is_unsupported || key.len == sizeof request->key.bytes;
}

static void
set_read_error (int failure, GError **error)
{
  way_error_format (error, failure == ENOENT ? WAY_RESULT_NOT_FOUND : WAY_RESULT_IO,
                    "The file can't be read: %-s", way_errno_get_text (failure));
}

/* Returns: (transfer full): the bytes, some more than are allowed where there are more. */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  FILE *file = fopen (path, "rbe");
  guint8 block[65536];
  gsize n;

  if (file == NULL)
    {
      set_read_error (errno, error);
      return NULL;
    }
  while (bytes->len <= MAX_FILE_SIZE && (n = fread (block, 1, sizeof block, file)) > 0)
    g_byte_array_append (bytes, block, (guint) n);
  if (ferror (file))
    {
      set_read_error (errno, error);
      fclose (file);
      return NULL;
    }
  fclose (file);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static gboolean
verify_file (const Request *request, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = read_file (path, error);
  g_autoptr (GError) failure = NULL;
  gboolean is_ok;

  if (bytes == NULL)
    return FALSE;
  if (g_bytes_get_size (bytes) > MAX_FILE_SIZE)
    return way_error_set (error, WAY_RESULT_TOO_LARGE, NULL);
  is_ok = way_cose_verify_foreign (way_slice_from_bytes (bytes), &request->key,
                                   way_slice_from_bytes (request->external), &failure);
  if (request->is_unsupported
      && (is_ok || way_result_from_error (failure) == WAY_RESULT_BAD_SIGNATURE))
    return way_error_format (error, WAY_RESULT_UNSUPPORTED,
                             "The key is of another kind than Ed25519");
  if (!is_ok)
    g_propagate_error (error, g_steal_pointer (&failure));
  return is_ok;
}

static void
print_line (const WayCli *cli, const char *path, const GError *error)
{
  g_autofree char *name = g_filename_display_name (path);
  WayResult result = error ? way_result_from_error (error) : WAY_RESULT_OK;
  g_autoptr (yyjson_mut_doc) doc = NULL;
  g_autofree char *line = NULL;
  yyjson_mut_val *root;

  if (!cli->json)
    {
      way_cli_print_line ("%s: %s", name, way_result_get_name (result));
      return;
    }
  doc = yyjson_mut_doc_new (NULL);
  root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  way_json_add_text (doc, root, "file", way_slice_from_string (name));
  yyjson_mut_obj_add_bool (doc, root, "valid", error == NULL);
  way_cli_json_add_failure (doc, root, error);
  line = way_json_write (doc, FALSE);
  puts (line);
}

/* What is malformed or wrongly signed outweighs what could not be read. */
static WayExit
verify_files (const WayCli *cli, const Request *request, int argc, char **argv)
{
  WayExit code = WAY_EXIT_OK;

  for (int i = 0; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;
      WayExit one = WAY_EXIT_OK;

      if (!verify_file (request, argv[i], &error))
        one = way_exit_from_result (way_result_from_error (error));
      print_line (cli, argv[i], error);
      if (one == WAY_EXIT_REFUSED)
        one = WAY_EXIT_INVALID;
      if (code == WAY_EXIT_OK || one == WAY_EXIT_INVALID)
        code = one != WAY_EXIT_OK ? one : code;
    }
  return code;
}

static WayExit
cose_verify (WayCli *cli, int argc, char **argv)
{
  g_autofree char *key = NULL, *external = NULL;
  GOptionEntry entries[] = {
    { "key", 0, 0, G_OPTION_ARG_STRING, &key, N_ ("The signer's public key"), "HEX" },
    { "external", 0, 0, G_OPTION_ARG_STRING, &external,
      N_ ("Externally supplied data that is signed along"), "HEX" },
    { NULL },
  };
  g_autoptr (GBytes) data = NULL;
  g_autoptr (GError) error = NULL;
  Request request = { 0 };

  if (!way_cli_parse_options (&way_cmd_cose[0], entries, &argc, &argv))
    return WAY_EXIT_USAGE;
  data = way_hex_decode (external != NULL ? external : "", -1);
  if (argc == 0 || data == NULL || !read_key (key, &request))
    return way_cli_refuse (
        WAY_RESULT_USAGE,
        "Give --key with a public key of 32 bytes in hex, and the files to check");
  if (!way_crypto_init (&error))
    return way_cli_fail (error);
  request.external = data;
  return verify_files (cli, &request, argc, argv);
}

const WayCommand way_cmd_cose[] = {
  { "cose", "verify", "--key HEX [--external HEX] FILE…",
    N_ ("Check who signed files of COSE (Ed25519)"), cose_verify },
  { NULL },
};
