/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-big-ledger.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "way-lot-secret.h"
#include "way-lot-tree.h"

#define START_MS         G_GUINT64_CONSTANT (1767225600000) /* 2026-01-01 */
#define THINGS_AN_ACTION 10
#define CASES_A_LOT      20
#define CASES_A_ROUND    1000
#define BLOCK            1000

typedef char Sscc[19];

typedef struct
{
  WayBigLedger *big;
  WayStore *store;
  WayIndexWriter *index;
  WayIndexHook hook;
  WayLedger *ledger;
  guint64 now_ms;
  guint64 brand_sequence, shop_sequence;
  guint n_in_block;
} Builder;

void
way_big_ledger_get_sscc (guint i, char *out_sscc)
{
  char digits[18];
  guint sum = 0;

  g_snprintf (digits, sizeof digits, "09521234%09u", i);
  for (guint j = 0; j < 17; j++)
    sum += (guint) (digits[j] - '0') * (j % 2 == 0 ? 3 : 1);
  g_snprintf (out_sscc, 19, "%s%u", digits, (10 - sum % 10) % 10);
}

static WayKeyPair *
make_key (guint8 byte)
{
  g_autoptr (WaySecret) seed = way_secret_new (32);

  memset (way_secret_get_data (seed), byte, 32);
  return way_key_pair_new_from_seed (seed);
}

static void
must (gboolean ok, GError *error)
{
  if (!ok)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static void
make_genesis (WayBigLedger *big)
{
  WayLangText names[] = { { .language = way_slice_from_string ("en"),
                            .text = way_slice_from_string ("Benchmark") } };
  WayRegistrar registrar = { .names = { names, 1 } };
  WayGenesis genesis = { .format = 1,
                         .names = { names, 1 },
                         .created = START_MS,
                         .registrars = { &registrar, 1 },
                         .parameters = WAY_PARAMETERS_DEFAULT };

  memcpy (registrar.key, way_key_pair_get_public (big->brand_key)->bytes, 32);
  memcpy (genesis.solo_key, way_key_pair_get_public (big->solo_key)->bytes, 32);
  big->genesis_bytes = way_schema_encode (&way_genesis_schema, &genesis);
  way_genesis_get_network (way_slice_from_bytes (big->genesis_bytes), &big->network);
}

static void
write_file (WayBigLedger *big, const char *name, WaySlice bytes)
{
  g_autofree char *path = g_build_filename (big->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  must (g_file_set_contents_full (path, (const char *) bytes.data, (gssize) bytes.len,
                                  G_FILE_SET_CONTENTS_NONE, 0600, &error),
        error);
}

static void
commit (Builder *self)
{
  g_autoptr (GError) error = NULL;

  if (self->n_in_block == 0)
    return;
  must (way_ledger_commit (self->ledger, &error), error);
  self->n_in_block = 0;
}

static void
submit (Builder *self, gboolean by_shop, WayAction *actions, gsize n_actions)
{
  WayBigLedger *big = self->big;
  WayPayload payload = {
    .network = big->network,
    .account = by_shop ? big->shop : big->brand,
    .sequence = by_shop ? ++self->shop_sequence : ++self->brand_sequence,
    .not_after = self->now_ms + 3600000,
    .actions = actions,
    .n_actions = n_actions,
  };
  const WayKeyPair *key = by_shop ? big->shop_key : big->brand_key;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = way_statement_sign (&payload, key, &error);
  g_autofree WayCandidate *candidate = g_new0 (WayCandidate, 1);
  WayResult result;
  guint64 log_index;

  must (bytes != NULL, error);
  if (self->n_in_block == 0)
    must (way_ledger_begin (self->ledger, self->now_ms += 60000, TRUE, &error), error);
  g_assert (way_candidate_init (candidate, way_slice_from_bytes (bytes))
            == WAY_RESULT_OK);
  g_assert (way_candidate_verify (candidate, way_key_pair_get_public (key)));
  must (way_ledger_apply (self->ledger, candidate, &result, &log_index, &error), error);
  if (result != WAY_RESULT_OK)
    g_error ("%s: %s", way_action_get_name (actions[0].kind),
             way_result_get_name (result));
  way_candidate_clear (candidate);
  big->log_size = log_index + 1;
  if (++self->n_in_block == BLOCK)
    commit (self);
}

static void
submit_one (Builder *self, gboolean by_shop, WayActionKind kind, gpointer body)
{
  WayAction action = { kind, body };

  submit (self, by_shop, &action, 1);
}

/* ---- People, product --------------------------------------------------------------------- */

static void
register_people (Builder *self)
{
  WayLangText names[] = { { .language = way_slice_from_string ("en"),
                            .text = way_slice_from_string ("A brand") } };
  WayRegister body = { .present = 1 << 3,
                       .profile = { .kind = WAY_PROFILE_BRAND, .names = { names, 1 } } };
  WayAttest attest = { .subject = self->big->brand,
                       .claim = WAY_CLAIM_COMPANY_PREFIX,
                       .value = way_slice_from_string ("9521234"),
                       .until = self->now_ms + G_GUINT64_CONSTANT (315360000000) };
  WayProductRegister product = {
    .gtin = way_slice_from_string (WAY_BIG_GTIN),
    .product = { .names = { names, 1 }, .brand = way_slice_from_string ("Brand") }
  };

  memcpy (body.key, way_key_pair_get_public (self->big->brand_key)->bytes, 32);
  submit_one (self, FALSE, WAY_ACTION_REGISTER, &body);
  memcpy (body.key, way_key_pair_get_public (self->big->shop_key)->bytes, 32);
  submit_one (self, TRUE, WAY_ACTION_REGISTER, &body);
  submit_one (self, FALSE, WAY_ACTION_ATTEST, &attest);
  submit_one (self, FALSE, WAY_ACTION_PRODUCT_REGISTER, &product);
}

/* GTIN-14 of product @i: of a pack, so that it is not the product's that has a story. */
static void
get_gtin (guint i, char *out_gtin)
{
  char digits[14];
  guint sum = 0;

  g_snprintf (digits, sizeof digits, "19521234%05u", i);
  for (guint j = 0; j < 13; j++)
    sum += (guint) (digits[j] - '0') * (j % 2 == 0 ? 3 : 1);
  g_snprintf (out_gtin, 15, "%s%u", digits, (10 - sum % 10) % 10);
}

static void
register_products (Builder *self, guint first, guint n)
{
  WayAction actions[WAY_STATEMENT_MAX_ACTIONS];
  WayProductRegister bodies[WAY_STATEMENT_MAX_ACTIONS] = { 0 };
  WayLangText names[WAY_STATEMENT_MAX_ACTIONS];
  char gtins[WAY_STATEMENT_MAX_ACTIONS][15], texts[WAY_STATEMENT_MAX_ACTIONS][24];

  for (guint i = 0; i < n; i++)
    {
      get_gtin (first + i, gtins[i]);
      g_snprintf (texts[i], sizeof texts[i], "Product %u", first + i + 1);
      names[i] = (WayLangText) { .language = way_slice_from_string ("en"),
                                 .text = way_slice_from_string (texts[i]) };
      bodies[i].gtin = way_slice_from_string (gtins[i]);
      bodies[i].product.names = (WayRecords) { &names[i], 1 };
      bodies[i].product.brand = way_slice_from_string ("Brand");
      actions[i] = (WayAction) { WAY_ACTION_PRODUCT_REGISTER, &bodies[i] };
    }
  submit (self, FALSE, actions, n);
}

/* ---- Cases --------------------------------------------------------------------------------- */

static void
commission_cases (Builder *self, guint first)
{
  g_autofree WayCaseCount *cases = g_new0 (WayCaseCount, CASES_A_LOT);
  Sscc *ssccs = g_new0 (Sscc, CASES_A_LOT);
  g_autofree char *lot = g_strdup_printf ("L%u", first / CASES_A_LOT);
  WayLotRegister registration = { .gtin = way_slice_from_string (WAY_BIG_GTIN),
                                  .lot = way_slice_from_string (lot),
                                  .quantity = 10 * CASES_A_LOT };
  WayCommission commission = { .present = 1 << 4,
                               .event = { .time = self->now_ms },
                               .gtin = registration.gtin,
                               .lot = registration.lot,
                               .cases = { cases, CASES_A_LOT } };

  for (guint i = 0; i < CASES_A_LOT; i++)
    {
      way_big_ledger_get_sscc (first + i, ssccs[i]);
      cases[i].sscc = way_slice_from_string (ssccs[i]);
      cases[i].count = 10;
    }
  submit_one (self, FALSE, WAY_ACTION_LOT_REGISTER, &registration);
  submit_one (self, FALSE, WAY_ACTION_COMMISSION, &commission);
  g_free (ssccs);
}

static void
observe_cases (Builder *self, guint first)
{
  g_autofree WayThing *things = g_new0 (WayThing, CASES_A_ROUND);
  Sscc *ssccs = g_new0 (Sscc, CASES_A_ROUND);

  for (guint i = 0; i < CASES_A_ROUND; i++)
    {
      way_big_ledger_get_sscc (first + i, ssccs[i]);
      things[i] =
          way_thing_container (&self->big->brand, way_slice_from_string (ssccs[i]));
    }
  for (guint i = 0; i < CASES_A_ROUND; i += THINGS_AN_ACTION)
    {
      WayObserve observe = { .event = { .time = self->now_ms },
                             .things = { things + i, THINGS_AN_ACTION } };

      submit_one (self, FALSE, WAY_ACTION_OBSERVE, &observe);
    }
  g_free (ssccs);
}

/* ---- The unit with a story: product, lot and commission, observation, shipment, receipt, sale ------------------ */

static void
make_units (Builder *self, WayLotUnit *units, guint n_units)
{
  g_autoptr (WaySecret) secret = way_secret_new (32);

  for (guint i = 0; i < n_units; i++)
    {
      WayUnitSecrets unit;
      WayUnitName name = { way_slice_from_string (WAY_BIG_GTIN),
                           way_slice_from_string (WAY_BIG_LOT),
                           { 0 } };
      WayPublicKey claim_key;

      way_unit_secrets_derive (secret, i, &unit);
      name.serial = way_slice_from_string (unit.serial);
      g_assert (way_claim_key_derive_public (unit.in_pack, &name, &claim_key));
      way_sha256 (name.serial, &units[i].serial_hash);
      memcpy (units[i].claim_key, claim_key.bytes, 32);
      memcpy (units[i].salt, unit.salt, 16);
      if (i == 0)
        g_strlcpy (self->big->unit_serial, unit.serial, sizeof self->big->unit_serial);
    }
}

static void
tell_story (Builder *self)
{
  WayBigLedger *big = self->big;
  WayLotUnit units[64] = { 0 };
  WaySlice gtin = way_slice_from_string (WAY_BIG_GTIN),
           lot = way_slice_from_string (WAY_BIG_LOT);
  WayLotRegister registration = {
    .present = 1 << 5 | 1 << 6, .gtin = gtin, .lot = lot, .quantity = G_N_ELEMENTS (units)
  };
  WayCommission commission = { .event = { .time = self->now_ms },
                               .gtin = gtin,
                               .lot = lot };
  WayAction start[] = { { WAY_ACTION_LOT_REGISTER, &registration },
                        { WAY_ACTION_COMMISSION, &commission } };
  WayThing lot_thing = way_thing_lot (&big->brand, gtin, lot);
  WayThing unit_thing;
  WayItem item = { 0 };
  WayShip ship = { .event = { .time = self->now_ms },
                   .items = { &item, 1 },
                   .receiver = big->shop };
  WayObserve observe = { .event = { .time = self->now_ms }, .things = { &lot_thing, 1 } };
  WaySell sell = { .event = { .time = self->now_ms }, .units = { &item, 1 } };
  g_autofree WayHash *nodes =
      g_new0 (WayHash, way_lot_get_n_nodes (G_N_ELEMENTS (units)));
  WayHash path[WAY_LOT_PATH_MAX];
  g_auto (WayLotSeal) seal = { 0 };
  g_autoptr (GError) error = NULL;
  WayLeafFile file;
  WayReceive receive;
  WayHash serial_hash;
  gsize index;

  make_units (self, units, G_N_ELEMENTS (units));
  must (way_lot_seal_init (&seal, units, G_N_ELEMENTS (units), &error), error);
  big->leaf_file = g_bytes_ref (seal.leaf_file);
  registration.root = seal.root;
  registration.leaf_file = seal.leaf_file_hash;
  way_thing_get_id (&lot_thing, &big->unit_lot_id);
  submit (self, FALSE, start, G_N_ELEMENTS (start));
  submit_one (self, FALSE, WAY_ACTION_OBSERVE, &observe);

  g_assert (way_leaf_file_read (way_slice_from_bytes (seal.leaf_file), &file)
            == WAY_RESULT_OK);
  way_lot_fill_nodes (&file, nodes);
  way_sha256 (way_slice_from_string (big->unit_serial), &serial_hash);
  g_assert (way_leaf_file_find (&file, &serial_hash, &index));
  unit_thing =
      way_thing_unit (&big->brand, gtin, lot, way_slice_from_string (big->unit_serial));
  item =
      (WayItem) { .present = 1 << 3, .thing = unit_thing, .proof = { .index = index } };
  memcpy (item.proof.claim_key, file.units[index].claim_key, 32);
  memcpy (item.proof.salt, file.units[index].salt, 16);
  item.proof.path =
      (WayRecords) { path, way_lot_get_path (nodes, file.n_units, index, path) };
  commit (self);
  submit_one (self, FALSE, WAY_ACTION_SHIP, &ship);
  {
    /* the shipment is named after the statement that was just signed */
    WayPayload payload = { .network = big->network,
                           .account = big->brand,
                           .sequence = self->brand_sequence,
                           .not_after = self->now_ms - 60000 + 3600000 };
    WayAction action = { WAY_ACTION_SHIP, &ship };
    g_autoptr (GBytes) bytes = NULL;
    WayCose cose;
    WayHash id;

    payload.actions = &action;
    payload.n_actions = 1;
    bytes = way_statement_sign (&payload, big->brand_key, NULL);
    g_assert (way_cose_parse (way_slice_from_bytes (bytes), &cose) == WAY_RESULT_OK);
    way_cose_get_id (&cose, &id);
    item.present = 0;
    receive = (WayReceive) { .event = { .time = self->now_ms }, .items = { &item, 1 } };
    way_shipment_get_id (&id, 0, &receive.shipment);
  }
  submit_one (self, TRUE, WAY_ACTION_RECEIVE, &receive);
  submit_one (self, TRUE, WAY_ACTION_SELL, &sell);
}

/* ---- All of it --------------------------------------------------------------------------------- */

static void
open_ledger (Builder *self)
{
  WayBigLedger *big = self->big;
  g_autofree char *path = g_build_filename (big->folder, "ledger.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  gboolean needs_rebuild;

  self->store = way_store_open (path, &error);
  must (self->store != NULL, error);
  self->index =
      way_index_writer_new (way_store_get_sql (self->store), &needs_rebuild, &error);
  must (self->index != NULL, error);
  self->hook = way_index_writer_get_hook (self->index);
  self->ledger = way_ledger_open (way_slice_from_bytes (big->genesis_bytes),
                                  way_store_get_ledger_store (self->store), &self->hook,
                                  big->solo_key, &error);
  must (self->ledger != NULL, error);
}

void
way_big_ledger_init (WayBigLedger *self, guint n_cases)
{
  way_big_ledger_init_with_products (self, n_cases, 0);
}

void
way_big_ledger_init_with_products (WayBigLedger *self, guint n_cases, guint n_products)
{
  Builder builder = { .big = self, .now_ms = START_MS };
  g_autoptr (GError) error = NULL;

  *self = (WayBigLedger) { .n_cases = n_cases };
  self->folder = g_dir_make_tmp ("waymark-bench-XXXXXX", &error);
  must (self->folder != NULL, error);
  self->solo_key = make_key (1);
  self->brand_key = make_key (2);
  self->shop_key = make_key (3);
  way_public_key_get_thumbprint (way_key_pair_get_public (self->brand_key), &self->brand);
  way_public_key_get_thumbprint (way_key_pair_get_public (self->shop_key), &self->shop);
  make_genesis (self);
  write_file (self, "node.key",
              way_secret_get_slice (way_key_pair_get_seed (self->solo_key)));
  write_file (self, "genesis.cbor", way_slice_from_bytes (self->genesis_bytes));
  open_ledger (&builder);
  register_people (&builder);
  tell_story (&builder);
  for (guint first = 0; first < n_products; first += WAY_STATEMENT_MAX_ACTIONS)
    register_products (&builder, first,
                       MIN (n_products - first, WAY_STATEMENT_MAX_ACTIONS));
  for (guint first = 0; first < n_cases; first += CASES_A_LOT)
    commission_cases (&builder, first);
  for (guint round = 1; round < WAY_BIG_EVENTS_A_CASE; round++)
    for (guint first = 0; first < n_cases; first += CASES_A_ROUND)
      observe_cases (&builder, first);
  commit (&builder);
  way_ledger_free (builder.ledger);
  way_index_writer_free (builder.index);
  way_store_free (builder.store);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
way_big_ledger_clear (WayBigLedger *self)
{
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->solo_key, way_key_pair_unref);
  g_clear_pointer (&self->brand_key, way_key_pair_unref);
  g_clear_pointer (&self->shop_key, way_key_pair_unref);
  g_clear_pointer (&self->genesis_bytes, g_bytes_unref);
  g_clear_pointer (&self->leaf_file, g_bytes_unref);
}
