/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes a big ledger for benchmarks that are no C: way-make-ledger CASES PRODUCTS. Prints the folder, for waymarkd,
 * and the hash of the genesis. */

#include <stdio.h>
#include <stdlib.h>

#include "way-base-encoding.h"
#include "way-big-ledger.h"

int
main (int argc, char **argv)
{
  g_autofree char *network = NULL;
  WayBigLedger big;

  if (argc != 3 || !way_crypto_init (NULL))
    return 2;
  way_big_ledger_init_with_products (&big, (guint) strtoul (argv[1], NULL, 10),
                                     (guint) strtoul (argv[2], NULL, 10));
  network = way_hex_encode (way_slice_from_hash (&big.network));
  printf ("%s %s\n", big.folder, network);
  return 0;
}
