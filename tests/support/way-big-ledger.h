/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-index.h"
#include "way-ledger.h"
#include "way-store.h"

/* A ledger of many events in a folder of waymarkd: cases of one brand that were observed again and again, and one unit with a story of
 * six statements. Keys from fixed seeds. */

#define WAY_BIG_EVENTS_A_CASE 20

typedef struct
{
  char *folder;
  guint n_cases;
  WayKeyPair *solo_key;
  WayKeyPair *brand_key; /* the network's registrar too */
  WayKeyPair *shop_key;
  WayHash brand, shop, network;
  GBytes *genesis_bytes;
  GBytes *leaf_file; /* of the unit's lot */
  WayHash unit_lot_id;
  char unit_serial[17];
  guint64 log_size;
} WayBigLedger;

/** Builds it in a new temporary folder. @n_cases: a multiple of 1,000. Aborts on any failure. */
void
way_big_ledger_init (WayBigLedger *self, guint n_cases);
/** And so many products more: "Product 1" and so on. @n_products: at most 100,000. */
void
way_big_ledger_init_with_products (WayBigLedger *self, guint n_cases, guint n_products);
/** Removes the folder. */
void
way_big_ledger_clear (WayBigLedger *self);
/** The SSCC of case @i: 18 digits and a NUL. */
void
way_big_ledger_get_sscc (guint i, char *out_sscc);
/** GTIN and lot of the unit with a story. */
#define WAY_BIG_GTIN "09521234543213"
#define WAY_BIG_LOT  "STORY"
