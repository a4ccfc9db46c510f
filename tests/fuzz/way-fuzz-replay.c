/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a fuzz target over a corpus, and over random mutations of it:
 *
 *   fuzz-NAME [--iterations=N] [--seed=N] FILE|FOLDER…
 *
 * A file NAME.hex has one input a line, in hex, `#` begins a comment; any other file is one
 * input. Where the target crashes, the input is printed as such a line. */

#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "way-base-encoding.h"
#include "way-fuzz.h"

#define INPUT_LIMIT 65536

static gint iterations = 0;
static gint64 seed = 0;

static const GOptionEntry entries[] = {
  { "iterations", 0, 0, G_OPTION_ARG_INT, &iterations, "Mutations to try (default 0)",
    "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Seed of the mutations (default: random)",
    "N" },
  { NULL },
};

/* What the target is looking at, for the signal handler. */
static guint8 current[INPUT_LIMIT];
static volatile gsize current_len;

static void
print_crash (int number)
{
  static const char digits[] = "0123456789abcdef";
  static const char title[] = "\ncrashed on this input:\n";
  char byte[2];

  /* only what a signal handler may call */
  if (write (STDERR_FILENO, title, sizeof title - 1) < 0)
    _exit (1);
  for (gsize i = 0; i < current_len; i++)
    {
      byte[0] = digits[current[i] >> 4];
      byte[1] = digits[current[i] & 15];
      if (write (STDERR_FILENO, byte, 2) < 0)
        _exit (1);
    }
  if (write (STDERR_FILENO, "\n", 1) < 0)
    _exit (1);
  signal (number, SIG_DFL);
  raise (number);
}

static void
run (const guint8 *data, gsize len)
{
  /* a copy of its own, so that a sanitizer sees a read behind its end */
  g_autofree guint8 *input = g_malloc (MAX (len, 1));

  len = MIN (len, INPUT_LIMIT);
  if (len > 0)
    {
      memcpy (input, data, len);
      memcpy (current, data, len);
    }
  current_len = len;
  LLVMFuzzerTestOneInput (input, len);
}

static void
add_hex_lines (GPtrArray *corpus, const char *path, const char *contents)
{
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      GBytes *bytes;
      char *comment = strchr (lines[i], '#');

      if (comment != NULL)
        *comment = '\0';
      g_strstrip (lines[i]);
      if (lines[i][0] == '\0')
        continue;
      bytes = way_hex_decode (lines[i], -1);
      if (bytes == NULL)
        g_error ("%s, line %u: not hex", path, i + 1);
      g_ptr_array_add (corpus, bytes);
    }
}

static void
add_path (GPtrArray *corpus, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  char *contents = NULL;
  const char *name;
  gsize len = 0;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      folder = g_dir_open (path, 0, &error);
      while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          add_path (corpus, child);
        }
    }
  else if (g_file_get_contents (path, &contents, &len, &error))
    {
      if (!g_str_has_suffix (path, ".hex"))
        g_ptr_array_add (corpus, g_bytes_new_take (g_steal_pointer (&contents), len));
      else
        add_hex_lines (corpus, path, contents);
    }
  g_free (contents);
  if (error != NULL)
    g_error ("%s", error->message);
}

static int
compare_inputs (gconstpointer a, gconstpointer b)
{
  return g_bytes_compare (*(GBytes *const *) a, *(GBytes *const *) b);
}

/* A part of another input in place of a part of this one. */
static void
splice (GByteArray *bytes, GBytes *other, GRand *rand)
{
  gsize other_len = 0;
  const guint8 *other_data = g_bytes_get_data (other, &other_len);
  guint at = (guint) g_rand_int_range (rand, 0, (gint32) bytes->len + 1);
  guint drop = (guint) g_rand_int_range (rand, 0, (gint32) (bytes->len - at) + 1);
  gsize from = (gsize) g_rand_int_range (rand, 0, (gint32) other_len + 1);
  guint n = (guint) g_rand_int_range (rand, 0, (gint32) (other_len - from) + 1);
  g_autofree guint8 *tail = g_memdup2 (bytes->data + at + drop, bytes->len - at - drop);
  guint tail_len = bytes->len - at - drop;

  g_byte_array_set_size (bytes, at);
  if (n > 0)
    g_byte_array_append (bytes, other_data + from, n);
  if (tail_len > 0)
    g_byte_array_append (bytes, tail, tail_len);
}

static void
mutate (GByteArray *bytes, GBytes *other, GRand *rand)
{
  /* values at which lengths, types and escapes change */
  static const guint8 edges[] = { 0x00, 0x01, 0x17, 0x18, 0x19, 0x1b, 0x1f, 0x20,
                                  0x22, 0x2c, 0x3b, 0x40, 0x5b, 0x5c, 0x5f, 0x60,
                                  0x7b, 0x7d, 0x7f, 0x80, 0x98, 0x9f, 0xa0, 0xbf,
                                  0xc0, 0xd2, 0xf4, 0xf6, 0xf9, 0xff };
  guint8 byte = edges[g_rand_int_range (rand, 0, G_N_ELEMENTS (edges))];
  guint at;

  if (bytes->len == 0 || g_rand_int_range (rand, 0, 8) == 0)
    {
      splice (bytes, other, rand);
      return;
    }
  at = (guint) g_rand_int_range (rand, 0, (gint32) bytes->len);
  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      bytes->data[at] = byte;
      break;
    case 1:
      bytes->data[at] ^= (guint8) (1u << g_rand_int_range (rand, 0, 8));
      break;
    case 2:
      bytes->data[at] = (guint8) (bytes->data[at] + g_rand_int_range (rand, -2, 3));
      break;
    case 3:
      g_byte_array_remove_index (bytes, at);
      break;
    default:
      g_byte_array_append (bytes, &byte, 1);
      memmove (bytes->data + at + 1, bytes->data + at, bytes->len - at - 1);
      bytes->data[at] = byte;
      break;
    }
}

static void
run_mutations (GPtrArray *corpus)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) seed);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (gint i = 0; i < iterations; i++)
    {
      GBytes *start = corpus->pdata[g_rand_int_range (rand, 0, (gint32) corpus->len)];
      GBytes *other = corpus->pdata[g_rand_int_range (rand, 0, (gint32) corpus->len)];

      g_byte_array_set_size (bytes, 0);
      if (g_bytes_get_size (start) > 0)
        g_byte_array_append (bytes, g_bytes_get_data (start, NULL),
                             (guint) g_bytes_get_size (start));
      for (gint32 n = g_rand_int_range (rand, 1, 6); n > 0; n--)
        mutate (bytes, other, rand);
      run (bytes->data, bytes->len);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE|FOLDER…");
  g_autoptr (GPtrArray)
      corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;

  seed = g_random_int ();
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  for (int i = 1; i < argc; i++)
    add_path (corpus, argv[i]);
  if (corpus->len == 0)
    {
      g_printerr ("No input given\n");
      return 2;
    }
  /* a folder's order is the file system's */
  g_ptr_array_sort (corpus, compare_inputs);
  g_print ("%u inputs, %d mutations, seed %" G_GINT64_FORMAT "\n", corpus->len,
           iterations, seed);
  signal (SIGABRT, print_crash);
  LLVMFuzzerInitialize (&argc, &argv);
  for (guint i = 0; i < corpus->len; i++)
    run (g_bytes_get_data (corpus->pdata[i], NULL), g_bytes_get_size (corpus->pdata[i]));
  run_mutations (corpus);

  return 0;
}
