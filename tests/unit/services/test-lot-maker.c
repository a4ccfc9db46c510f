/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-maker.h"

#include "way-gs1-code.h"
#include "way-hash.h"
#include "way-statement.h"

#define GTIN "09521234543213"
#define LOT  "A(1"

static const WayHash account = { { 1, 2, 3 } };

static WayLotPlan *
make_plan (guint64 quantity, const WayRecords *cases, GError **error)
{
  static const WayRecords none;
  g_autoptr (WaySecret) secret = way_secret_new (32);

  return way_lot_plan_new_from_secret (secret, &account, GTIN, LOT, quantity,
                                       cases != NULL ? cases : &none, error);
}

/* What a unit's leaf must be, by the specification, from the parts. */
static WayLotUnit
expect_unit (guint64 index, const char *sscc)
{
  g_autoptr (WaySecret) secret = way_secret_new (32);
  WayLotUnit expected = { 0 };
  WayUnitSecrets unit;
  WayUnitName name = { way_slice_from_string (GTIN),
                       way_slice_from_string (LOT),
                       { (const guint8 *) unit.serial, WAY_SERIAL_SIZE } };
  WayPublicKey key;
  WayThing container;

  way_unit_secrets_derive (secret, index, &unit);
  g_assert_true (way_claim_key_derive_public (unit.in_pack, &name, &key));
  way_sha256 (name.serial, &expected.serial_hash);
  memcpy (expected.claim_key, key.bytes, sizeof key.bytes);
  memcpy (expected.salt, unit.salt, sizeof unit.salt);
  if (sscc != NULL)
    {
      container = way_thing_container (&account, way_slice_from_string (sscc));
      way_thing_get_id (&container, &expected.first_case);
    }
  return expected;
}

static void
test_units (void)
{
  WayCaseCount rows[] = {
    { .sscc = way_slice_from_string ("095212340000000013"), .count = 700 },
    { .sscc = way_slice_from_string ("095212340000000020"), .count = 1 },
  };
  WayRecords cases = { rows, G_N_ELEMENTS (rows) };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayLotPlan) plan = make_plan (2000, &cases, &error);
  g_autofree WayLotUnit *units = g_new0 (WayLotUnit, 2000);
  g_auto (WayLotSeal) seal = { 0 };
  g_auto (WayLotSeal) expected = { 0 };

  g_assert_no_error (error);
  g_assert_true (way_lot_plan_derive (plan, units, NULL, NULL, &error));
  for (guint i = 0; i < 2000; i++)
    {
      const char *sscc = i < 700   ? "095212340000000013"
                         : i < 701 ? "095212340000000020"
                                   : NULL;
      WayLotUnit unit = expect_unit (i, sscc);

      g_assert_cmpmem (&units[i], sizeof unit, &unit, sizeof unit);
      g_assert_cmpstr (way_lot_plan_get_case (plan, i), ==, sscc);
    }
  g_assert_true (way_lot_plan_seal (plan, &seal, NULL, NULL, &error));
  g_assert_true (way_lot_seal_init (&expected, units, 2000, &error));
  g_assert_true (way_hash_equal (&seal.root, &expected.root));
  g_assert_true (way_hash_equal (&seal.leaf_file_hash, &expected.leaf_file_hash));
}

static void
test_ranges (void)
{
  WayCaseCount row = { .sscc = way_slice_from_string ("095212340000000013"), .count = 4 };
  WayRecords cases = { &row, 1 };
  g_autoptr (GError) error = NULL;

  g_assert_null (make_plan (0, NULL, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_OUT_OF_RANGE);
  g_clear_error (&error);
  g_assert_null (make_plan (WAY_LOT_MAX_UNITS + 1, NULL, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_OUT_OF_RANGE);
  g_clear_error (&error);
  g_assert_null (make_plan (3, &cases, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_TOO_MUCH);
}

static void
test_links (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayLotPlan) plan = make_plan (3, NULL, &error);
  g_autofree char *outside = way_lot_plan_dup_link (plan, 1, NULL, FALSE, &error);
  g_autofree char *inside =
      way_lot_plan_dup_link (plan, 1, "https://tea.example/x", TRUE, &error);
  g_autoptr (WaySecret) secret = NULL;
  WayUnitSecrets unit;
  WayGs1Code code;

  way_lot_plan_get_unit (plan, 1, &unit);
  g_assert_true (
      way_gs1_code_from_text (way_slice_from_string (inside), NULL, &code, NULL, &error));
  g_assert_cmpstr (code.gtin14, ==, GTIN);
  g_assert_cmpstr (code.lot, ==, LOT);
  g_assert_cmpstr (code.serial, ==, unit.serial);
  secret = way_gs1_claim_secret_from_text (way_slice_from_string (inside), &error);
  g_assert_cmpmem (way_secret_get_data (secret), 16, unit.in_pack, WAY_IN_PACK_SIZE);
  g_assert_true (g_str_has_prefix (inside, "https://tea.example/x/01/" GTIN "/10/"));
  g_assert_true (
      g_str_has_prefix (outside, "https://id.gs1.org/01/" GTIN "/10/A%281/21/"));
  g_assert_null (strchr (outside, '#'));
  g_assert_null (way_lot_plan_dup_link (plan, 1, "ftp://x", FALSE, &error));
  g_assert_nonnull (error);
}

static gboolean
count_progress (gpointer data, guint64 n_done, guint64 n_all)
{
  guint64 *last = data;

  g_assert_cmpuint (n_done, >=, *last);
  g_assert_cmpuint (n_done, <=, n_all);
  *last = n_done;
  return TRUE;
}

static gboolean
cancel_at_once (gpointer data, guint64 n_done, guint64 n_all)
{
  return FALSE;
}

static void
test_progress (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayLotPlan) plan = make_plan (3000, NULL, &error);
  g_autoptr (WayLotPlan) big = make_plan (1000000, NULL, &error);
  g_auto (WayLotSeal) seal = { 0 };
  g_auto (WayLotSeal) none = { 0 };
  guint64 last = 0;

  g_assert_true (way_lot_plan_seal (plan, &seal, count_progress, &last, &error));
  g_assert_cmpuint (last, ==, 3000);
  g_assert_false (way_lot_plan_seal (big, &none, cancel_at_once, NULL, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CANCELLED);
  g_assert_null (none.leaf_file);
}

static void
test_labels (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("way-labels-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "labels.pdf", NULL);
  g_autoptr (WayLotPlan) plan = make_plan (30, NULL, &error);
  gsize n;
  WayLotLabels labels = { .options = { .layout = way_label_layout_get_all (&n),
                                       .kinds = WAY_LABEL_OUTSIDE | WAY_LABEL_INSIDE },
                          .path = path,
                          .titles = { "Tea", "茶" },
                          .first = 28 };

  labels.n = 3;
  g_assert_false (way_lot_plan_write_labels (plan, &labels, NULL, NULL, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_OUT_OF_RANGE);
  g_clear_error (&error);
  labels.n = 0;
  labels.first = 0;
  g_assert_false (
      way_lot_plan_write_labels (plan, &labels, cancel_at_once, NULL, &error));
  g_assert_error (error, WAY_ERROR, WAY_RESULT_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (way_lot_plan_write_labels (plan, &labels, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (way_folder_remove (folder, &error));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (&error));
  g_test_add_func ("/services/lot-maker/units", test_units);
  g_test_add_func ("/services/lot-maker/ranges", test_ranges);
  g_test_add_func ("/services/lot-maker/links", test_links);
  g_test_add_func ("/services/lot-maker/progress", test_progress);
  g_test_add_func ("/services/lot-maker/labels", test_labels);
  return g_test_run ();
}
