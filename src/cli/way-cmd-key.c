/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdlib.h>

#include "way-base-encoding.h"
#include "way-signature.h"

/* `PUBLICHEX TAB MESSAGEHEX TAB SIGNATUREHEX` by the ledger's own rule; anything that is
 * not that is no valid signature either. */
static gboolean
verify_fields (const char *key_hex, const char *message_hex, const char *signature_hex)
{
  WayPublicKey key;
  WaySignature signature;
  g_autoptr (GBytes) message = way_hex_decode (message_hex, -1);

  return message != NULL && way_hex_decode_exact (key_hex, key.bytes, sizeof key.bytes)
         && way_hex_decode_exact (signature_hex, signature.bytes, sizeof signature.bytes)
         && way_signature_verify (&key, way_slice_from_bytes (message), &signature);
}

/* Cuts @line, of @len bytes, into its fields. */
static gboolean
verify_line (char *line, gsize len)
{
  char *message, *signature;

  if (memchr (line, '\0', len) != NULL)
    return FALSE;
  message = strchr (line, '\t');
  signature = message ? strchr (message + 1, '\t') : NULL;
  if (signature == NULL)
    return FALSE;
  *message++ = '\0';
  *signature++ = '\0';
  return verify_fields (line, message, signature);
}

static void
print_verdict (const WayCli *cli, gboolean is_valid)
{
  if (cli->json)
    printf ("{\"valid\":%s}\n", is_valid ? "true" : "false");
  else
    printf ("%d\n", is_valid ? 1 : 0);
}

static WayExit
verify_batch (const WayCli *cli)
{
  g_autoptr (GError) error = NULL;
  WayExit code = WAY_EXIT_OK;
  char *line = NULL;
  gsize size = 0;

  for (;;)
    {
      gssize len = getline (&line, &size, stdin);
      gboolean is_valid;

      if (len < 0)
        break;
      if (len > 0 && line[len - 1] == '\n')
        line[--len] = '\0';
      is_valid = verify_line (line, (gsize) len);
      print_verdict (cli, is_valid);
      if (!is_valid)
        code = WAY_EXIT_INVALID;
    }
  free (line);
  if (!ferror (stdin))
    return code;
  way_error_format (&error, WAY_RESULT_IO, "The input could not be read: %-s",
                    way_errno_get_text (errno));
  return way_cli_fail (error);
}

static WayExit
key_verify (WayCli *cli, int argc, char **argv)
{
  gboolean batch = FALSE;
  GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_NONE, &batch,
      N_ ("Read lines KEY TAB MESSAGE TAB SIGNATURE from standard input"), NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  gboolean is_valid;

  if (!way_cli_parse_options (&way_cmd_key[0], entries, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (argc != (batch ? 0 : 3))
    return way_cli_refuse (WAY_RESULT_USAGE,
                           "Give a key, a message and a signature in hex, or --batch");
  if (!way_crypto_init (&error))
    return way_cli_fail (error);
  if (batch)
    return verify_batch (cli);
  is_valid = verify_fields (argv[0], argv[1], argv[2]);
  print_verdict (cli, is_valid);
  return is_valid ? WAY_EXIT_OK : WAY_EXIT_INVALID;
}

const WayCommand way_cmd_key[] = {
  { "key", "verify", "[--batch] [KEY MESSAGE SIGNATURE]",
    N_ ("Check Ed25519 signatures, all in hex, by the ledger's own rule"), key_verify },
  { NULL },
};
