/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-reference.h"

#include "way-statement.h"

/* References to lots and their units. */

static yyjson_mut_val *
refer_lot (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoSealedLot *lot =
      way_demo_story_find_lot (at->story, way_slice_from_string (words[0]), error);

  return lot != NULL ? way_demo_make_thing (at, &lot->thing) : NULL;
}

static yyjson_mut_val *
refer_pieces (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoSealedLot *lot =
      way_demo_story_find_lot (at->story, way_slice_from_string (words[0]), error);
  WayItem item = { .present = 1 << 2 };

  if (lot == NULL || !way_demo_parse_number (words[1], 1000000, &item.quantity, error))
    return NULL;
  item.thing = lot->thing;
  return way_schema_to_json (&way_item_schema, at->doc, &item);
}

/* ---- Units ------------------------------------------------------------------------------- */

/* "3" or "0-11", below the number of units of @lot. */
static gboolean
parse_range (const WayDemoSealedLot *lot,
             const char *word,
             guint64 *out_from,
             guint64 *out_to,
             GError **error)
{
  g_auto (GStrv) ends = g_strsplit (word, "-", 2);
  guint64 max = lot->row->quantity - 1;

  return way_demo_parse_number (ends[0], max, out_from, error)
         && way_demo_parse_number (ends[1] != NULL ? ends[1] : ends[0], max, out_to,
                                   error);
}

static void
fill_proof (const WayDemoSealedLot *lot,
            guint64 unit,
            WayUnitProof *out,
            WayHash path[WAY_LOT_PATH_MAX])
{
  const WayLotUnit *leaf;
  WayHash serial_hash;
  gsize index = 0;

  way_sha256 (way_slice_from_string (lot->units[unit].serial), &serial_hash);
  way_leaf_file_find (&lot->leaves, &serial_hash, &index);
  leaf = &lot->leaves.units[index];
  *out = (WayUnitProof) { .index = index };
  memcpy (out->claim_key, leaf->claim_key, sizeof out->claim_key);
  memcpy (out->salt, leaf->salt, sizeof out->salt);
  if (!way_hash_is_zero (&leaf->first_case))
    {
      out->present = 1 << 4;
      out->first_case = leaf->first_case;
    }
  out->path.items = path;
  out->path.n = way_lot_get_path (lot->nodes, lot->leaves.n_units, index, path);
}

static yyjson_mut_val *
make_unit_item (WayDemoResolving *at,
                const WayDemoSealedLot *lot,
                guint64 unit,
                gboolean with_proof)
{
  WayHash path[WAY_LOT_PATH_MAX];
  WayItem item = { 0 };

  item.thing = way_thing_unit (&lot->actor->account, lot->product->gtin, lot->row->lot,
                               way_slice_from_string (lot->units[unit].serial));
  if (with_proof)
    {
      item.present = 1 << 3;
      fill_proof (lot, unit, &item.proof, path);
    }
  return way_schema_to_json (&way_item_schema, at->doc, &item);
}

static const WayDemoSealedLot *
find_lot_of_units (WayDemoResolving *at, const char *id, GError **error)
{
  const WayDemoSealedLot *lot =
      way_demo_story_find_lot (at->story, way_slice_from_string (id), error);

  if (lot == NULL || lot->units != NULL)
    return lot;
  way_error_format (error, WAY_RESULT_INVALID_VALUE, "The lot “%s” has no single units",
                    id);
  return NULL;
}

/* Several units become an array, which takes the place of one element of the array that it stands in. */
static yyjson_mut_val *
make_units (WayDemoResolving *at, char **words, gboolean with_proof, GError **error)
{
  const WayDemoSealedLot *lot = find_lot_of_units (at, words[0], error);
  yyjson_mut_val *units;
  guint64 from, to;

  if (lot == NULL || !parse_range (lot, words[1], &from, &to, error))
    return NULL;
  if (from == to)
    return make_unit_item (at, lot, from, with_proof);
  units = yyjson_mut_arr (at->doc);
  for (guint64 i = from; i <= to; i++)
    yyjson_mut_arr_append (units, make_unit_item (at, lot, i, with_proof));
  return units;
}

static yyjson_mut_val *
refer_first (WayDemoResolving *at, char **words, GError **error)
{
  return make_units (at, words, TRUE, error);
}

static yyjson_mut_val *
refer_units (WayDemoResolving *at, char **words, GError **error)
{
  return make_units (at, words, FALSE, error);
}

static yyjson_mut_val *
refer_unit (WayDemoResolving *at, char **words, GError **error)
{
  yyjson_mut_val *item = make_units (at, words, FALSE, error);

  return item != NULL ? yyjson_mut_obj_get (item, "thing") : NULL;
}

/* The proof of whoever has opened the pack, for the account that signs. */
static yyjson_mut_val *
refer_claim (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoSealedLot *lot = find_lot_of_units (at, words[0], error);
  WayClaimProof proof = { .network = at->story->network,
                          .owner = at->signer->account,
                          .height = at->story->said->len };
  WayUnitName name;
  WayThing unit;
  g_autoptr (WayKeyPair) key = NULL;
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GBytes) cose = NULL;
  guint64 i;

  if (lot == NULL || !way_demo_parse_number (words[1], lot->row->quantity - 1, &i, error))
    return NULL;
  name = (WayUnitName) { lot->product->gtin, lot->row->lot,
                         way_slice_from_string (lot->units[i].serial) };
  unit = way_thing_unit (&lot->actor->account, name.gtin, name.lot, name.serial);
  way_thing_get_id (&unit, &proof.unit);
  key = way_claim_key_derive (lot->units[i].in_pack, &name);
  payload = way_schema_encode (&way_claim_proof_schema, &proof);
  cose = way_cose_sign (WAY_CONTENT_CLAIM, way_slice_from_bytes (payload), key);
  return way_demo_make_bytes (at, cose);
}

/* ---- Lots: what their actions say ------------------------------------------------------------ */

static yyjson_mut_val *
make_lot_members (WayDemoResolving *at, const WayDemoSealedLot *lot)
{
  yyjson_mut_val *members = yyjson_mut_obj (at->doc);

  way_json_add_text (at->doc, members, "gtin", lot->product->gtin);
  way_json_add_text (at->doc, members, "lot", lot->row->lot);
  return members;
}

static yyjson_mut_val *
refer_output (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoSealedLot *lot =
      way_demo_story_find_lot (at->story, way_slice_from_string (words[0]), error);

  return lot != NULL ? make_lot_members (at, lot) : NULL;
}

static yyjson_mut_val *
refer_seal (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoSealedLot *lot =
      way_demo_story_find_lot (at->story, way_slice_from_string (words[0]), error);
  yyjson_mut_val *members;

  if (lot == NULL)
    return NULL;
  members = make_lot_members (at, lot);
  yyjson_mut_obj_add_uint (at->doc, members, "quantity", lot->row->quantity);
  if (way_record_has (lot->row, 5))
    {
      way_json_add_text (at->doc, members, "uom", lot->row->uom);
      return members;
    }
  way_json_add_hash (at->doc, members, "root", &lot->seal.root);
  way_json_add_hash (at->doc, members, "leafFile", &lot->seal.leaf_file_hash);
  return members;
}

static gboolean
add_cases (WayDemoResolving *at,
           yyjson_mut_val *members,
           const WayDemoSealedLot *lot,
           GError **error)
{
  const WaySlice *ids = lot->row->cases.items;
  yyjson_mut_val *cases;

  if (lot->row->cases.n == 0)
    return TRUE;
  cases = yyjson_mut_obj_add_arr (at->doc, members, "cases");
  for (gsize i = 0; i < lot->row->cases.n; i++)
    {
      yyjson_mut_val *one = yyjson_mut_arr_add_obj (at->doc, cases);
      WayThing container;

      if (!way_demo_story_find_case (at->story, ids[i], &container, error))
        return FALSE;
      way_json_add_text (at->doc, one, "sscc", container.sscc);
      yyjson_mut_obj_add_uint (at->doc, one, "count",
                               lot->row->quantity / lot->row->cases.n);
    }
  return TRUE;
}

static yyjson_mut_val *
refer_commission (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoSealedLot *lot =
      way_demo_story_find_lot (at->story, way_slice_from_string (words[0]), error);
  yyjson_mut_val *members = lot != NULL ? make_lot_members (at, lot) : NULL;

  return members != NULL && add_cases (at, members, lot, error) ? members : NULL;
}

const WayDemoReference way_demo_lot_references[] = {
  { "claim", 2, TRUE, refer_claim },    { "commission", 1, FALSE, refer_commission },
  { "first", 2, FALSE, refer_first },   { "lot", 1, FALSE, refer_lot },
  { "output", 1, FALSE, refer_output }, { "pieces", 2, FALSE, refer_pieces },
  { "seal", 1, FALSE, refer_seal },     { "unit", 2, FALSE, refer_unit },
  { "units", 2, FALSE, refer_units },   { NULL },
};
