/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-hash.h"
#include "way-world.h"

/** Salts need not be secret here. */
static WayLotUnit
make_unit (const WayTestLot *self, guint i, const WayHash *first_case)
{
  WayLotUnit unit = { 0 };

  way_sha256 (WAY_TEST_TEXT (self->serials[i]), &unit.serial_hash);
  memcpy (unit.claim_key, way_key_pair_get_public (self->claim_keys[i])->bytes, 32);
  memset (unit.salt, (int) i, sizeof unit.salt);
  if (first_case != NULL)
    unit.first_case = *first_case;
  return unit;
}

void
way_test_lot_init (WayTestLot *self,
                   const WayActor *brand,
                   WaySlice gtin,
                   const char *lot,
                   guint n,
                   const WayHash *first_case,
                   guint n_in_case)
{
  g_autofree WayLotUnit *units = g_new0 (WayLotUnit, n);
  g_autoptr (GError) error = NULL;
  WayLeafFile file;

  *self = (WayTestLot) {
    .brand = brand->account, .gtin = gtin, .lot = WAY_TEST_TEXT (lot), .n = n
  };
  self->serials = g_malloc0 (n * sizeof *self->serials);
  self->claim_keys = g_new0 (WayKeyPair *, n);
  self->paths = g_malloc0 (n * sizeof *self->paths);
  for (guint i = 0; i < n; i++)
    {
      g_snprintf (self->serials[i], sizeof self->serials[i], "S%03u", i);
      self->claim_keys[i] = way_test_key (1000000 + i);
      units[i] = make_unit (self, i, i < n_in_case ? first_case : NULL);
    }
  way_lot_seal_init (&self->seal, units, n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
      way_leaf_file_read (way_slice_from_bytes (self->seal.leaf_file), &file), ==,
      WAY_RESULT_OK);
  self->nodes = g_new (WayHash, way_lot_get_n_nodes (n));
  way_lot_fill_nodes (&file, self->nodes);
}

void
way_test_lot_clear (WayTestLot *self)
{
  for (guint i = 0; i < self->n; i++)
    way_key_pair_unref (self->claim_keys[i]);
  g_free (self->claim_keys);
  g_free (self->serials);
  g_free (self->paths);
  g_free (self->nodes);
  way_lot_seal_clear (&self->seal);
}

WayThing
way_test_lot_get_thing (const WayTestLot *self)
{
  return way_thing_lot (&self->brand, self->gtin, self->lot);
}

WayThing
way_test_lot_get_unit (const WayTestLot *self, guint i)
{
  return way_thing_unit (&self->brand, self->gtin, self->lot,
                         WAY_TEST_TEXT (self->serials[i]));
}

WayItem
way_test_lot_get_item (const WayTestLot *self, guint i)
{
  WayItem item = { .present = 1 << 3, .thing = way_test_lot_get_unit (self, i) };
  WayHash serial_hash;
  WayLeafFile file;
  const WayLotUnit *unit;
  gsize index;

  way_sha256 (WAY_TEST_TEXT (self->serials[i]), &serial_hash);
  way_leaf_file_read (way_slice_from_bytes (self->seal.leaf_file), &file);
  g_assert_true (way_leaf_file_find (&file, &serial_hash, &index));
  unit = &file.units[index];
  item.proof.index = index;
  memcpy (item.proof.claim_key, unit->claim_key, sizeof item.proof.claim_key);
  memcpy (item.proof.salt, unit->salt, sizeof item.proof.salt);
  item.proof.present = way_hash_is_zero (&unit->first_case) ? 0 : 1 << 4;
  item.proof.first_case = unit->first_case;
  item.proof.path.n = way_lot_get_path (self->nodes, self->n, index, self->paths[i]);
  item.proof.path.items = self->paths[i];
  return item;
}

void
way_test_lot_register (WayWorld *world, WayActor *brand, const WayTestLot *self)
{
  WayLotRegister action = { .present = 1 << 5 | 1 << 6,
                            .gtin = self->gtin,
                            .lot = self->lot,
                            .quantity = self->n,
                            .root = self->seal.root,
                            .leaf_file = self->seal.leaf_file_hash };

  way_world_ok (world, brand, WAY_ACTION_LOT_REGISTER, &action);
}

void
way_test_lot_commission (WayWorld *world,
                         WayActor *brand,
                         const WayTestLot *self,
                         const WayCaseCount *cases,
                         gsize n_cases)
{
  WayCommission action = { .present = n_cases > 0 ? 1 << 4 : 0,
                           .event = way_test_event (),
                           .gtin = self->gtin,
                           .lot = self->lot,
                           .cases = { (gpointer) cases, n_cases } };

  way_world_ok (world, brand, WAY_ACTION_COMMISSION, &action);
}
