/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-receipt-private.h"
#include "way-record-file.h"
#include "way-shipment-draft.h"
#include "way-day.h"
#include "way-shipment-form.h"
#include "way-shipments-private.h"

/* Shipments that are prepared and received, without a window and without a node. */

#define CASE1 "(00)095212300000000017"
#define CASE2 "(00)095212300000000024"
#define LOT   "(01)09521234543213(10)B1"
#define UNIT  "(01)09521234543213(10)A1(21)S1"

static char *
make_folder (void)
{
  return g_dir_make_tmp ("way-ship-XXXXXX", NULL);
}

static void
remove_folder (char *folder)
{
  g_assert_true (way_folder_remove (folder, NULL));
  g_free (folder);
}

static void
wait_loaded (WayShipmentForm *form)
{
  while (!way_shipment_form_is_loaded (form))
    g_main_context_iteration (NULL, TRUE);
}

static WayCarton *
get_carton (WayShipmentForm *form, guint i)
{
  g_autoptr (WayCarton) carton = g_list_model_get_item (G_LIST_MODEL (form), i);

  return carton; /* the form keeps it */
}

static void
assert_take (WayShipmentForm *form, const char *text, WayScanOutcome outcome)
{
  g_autofree char *told = NULL;

  g_assert_cmpint (way_shipment_form_take (form, text, NULL, &told), ==, outcome);
  g_assert_cmpint (told == NULL, ==, outcome == WAY_SCAN_ADDED);
}

/* ---- Preparing ----------------------------------------------------------------------------- */

static void
test_scans (void)
{
  char *folder = make_folder ();
  g_autoptr (WayDesk) desk = way_desk_new (folder);
  g_autoptr (WayShipmentForm) form = way_shipment_form_new (desk);
  GListModel *model = G_LIST_MODEL (form);

  assert_take (form, CASE1, WAY_SCAN_NO_CODE); /* not loaded yet */
  wait_loaded (form);
  g_assert_true (way_shipment_form_is_empty (form));
  assert_take (form, CASE1, WAY_SCAN_ADDED);
  assert_take (form, "00095212300000000017",
               WAY_SCAN_DUPLICATE); /* as a bar code says it */
  assert_take (form, "https://id.gs1.org/00/095212300000000017", WAY_SCAN_DUPLICATE);
  assert_take (form, "hello", WAY_SCAN_NO_CODE);
  assert_take (form, "(414)9521321000010", WAY_SCAN_NO_CODE); /* a place */
  assert_take (form, "20*" LOT, WAY_SCAN_ADDED);
  assert_take (form, "5*" LOT, WAY_SCAN_DUPLICATE);
  assert_take (form, UNIT, WAY_SCAN_ADDED);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 3);
  g_assert_cmpstr (way_carton_get_code_text (get_carton (form, 0)), ==, UNIT);
  g_assert_true (way_carton_is_lot (get_carton (form, 1)));
  g_assert_cmpuint (way_carton_get_quantity (get_carton (form, 1)), ==, 20);
  g_assert_false (way_carton_is_lot (get_carton (form, 0)));
  remove_folder (folder);
}

static void
test_remove_and_undo (void)
{
  char *folder = make_folder ();
  g_autoptr (WayDesk) desk = way_desk_new (folder);
  g_autoptr (WayShipmentForm) form = way_shipment_form_new (desk);
  g_autoptr (WayCarton) carton = NULL;
  guint position;

  wait_loaded (form);
  assert_take (form, CASE1, WAY_SCAN_ADDED);
  assert_take (form, CASE2, WAY_SCAN_ADDED);
  carton = g_list_model_get_item (G_LIST_MODEL (form), 1);
  position = way_shipment_form_remove (form, carton);
  g_assert_cmpuint (position, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (form)), ==, 1);
  way_shipment_form_restore (form, carton, position);
  g_assert_true (get_carton (form, 1) == carton);
  way_shipment_form_restore (form, carton, position); /* it is there */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (form)), ==, 2);
  remove_folder (folder);
}

/* Nobody acts here, so that nothing can be looked up: that is said, and nothing can be signed. */
static void
test_unchecked (void)
{
  char *folder = make_folder ();
  g_autoptr (WayDesk) desk = way_desk_new (folder);
  g_autoptr (WayShipmentForm) form = way_shipment_form_new (desk);

  wait_loaded (form);
  g_assert_nonnull (way_shipment_form_get_obstacle (form));
  assert_take (form, CASE1, WAY_SCAN_ADDED);
  way_shipment_form_set_receiver (form, "ab", "Fresh Shop");
  while (way_carton_get_state (get_carton (form, 0)) == WAY_CARTON_CHECKING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (way_carton_get_state (get_carton (form, 0)), ==, WAY_CARTON_UNCHECKED);
  g_assert_nonnull (way_carton_get_remark (get_carton (form, 0)));
  g_assert_nonnull (way_shipment_form_get_obstacle (form));
  way_shipment_form_clear (form);
  g_assert_true (way_shipment_form_is_empty (form));
  g_assert_null (way_shipment_form_get_receiver (form));
  remove_folder (folder);
}

static void
test_draft_file (void)
{
  static const char account[] =
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  char *folder = make_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WayHome) home = way_home_open (folder, NULL, &error);
  g_autoptr (WayShipmentDraft) draft = way_shipment_draft_new (account);
  g_autoptr (WayShipmentDraft) again = NULL;
  g_autoptr (WayShipmentDraft) empty = way_shipment_draft_new (account);
  const WayShipmentDraftRow *row;

  g_assert_no_error (error);
  g_assert_null (way_shipment_draft_load (home, account, &error));
  g_assert_no_error (error);
  draft->receiver_name = g_strdup ("Fresh Shop");
  draft->note = g_strdup ("Mind the glass");
  draft->expected = g_strdup ("2027-03-01");
  way_shipment_draft_add (draft, CASE1, 0);
  way_shipment_draft_add (draft, LOT, 20);
  g_assert_true (way_shipment_draft_store (home, draft, &error));
  again = way_shipment_draft_load (home, account, &error);
  g_assert_no_error (error);
  g_assert_null (again->receiver);
  g_assert_cmpstr (again->receiver_name, ==, "Fresh Shop");
  g_assert_cmpstr (again->note, ==, "Mind the glass");
  g_assert_cmpstr (again->expected, ==, "2027-03-01");
  g_assert_cmpuint (again->rows->len, ==, 2);
  row = again->rows->pdata[1];
  g_assert_cmpstr (row->code, ==, LOT);
  g_assert_cmpuint (row->quantity, ==, 20);
  g_assert_true (way_shipment_draft_store (home, empty, &error));
  g_assert_null (way_shipment_draft_load (home, account, &error));
  g_assert_no_error (error);
  remove_folder (folder);
}

/* ---- Receiving -------------------------------------------------------------------------------- */

static void
add_thing (GListStore *things, const char *text, guint64 shipped, guint64 outstanding)
{
  g_autoptr (WayShipmentThing) thing = NULL;
  WayGs1Code code;

  g_assert_true (
      way_gs1_code_from_text (way_slice_from_string (text), NULL, &code, NULL, NULL));
  thing = way_shipment_thing_new (&code, "Thing", text, shipped, outstanding, TRUE);
  g_list_store_append (things, thing);
}

/* Two cases, one of them here already, and twenty of a lot. */
static WayReceipt *
make_receipt (WayDesk *desk, gboolean is_first)
{
  g_autoptr (GListStore) things = g_list_store_new (WAY_TYPE_SHIPMENT_THING);

  add_thing (things, CASE1, 1, 1);
  add_thing (things, CASE2, 1, is_first);
  add_thing (things, LOT, 20, 20);
  return way_receipt_new_of (desk, "ab", G_LIST_MODEL (things), is_first);
}

static void
assert_receive (WayReceipt *receipt, const char *text, WayScanOutcome outcome)
{
  g_autofree char *told = NULL;
  WayArrival *arrival;

  g_assert_cmpint (way_receipt_take (receipt, text, NULL, &told, &arrival), ==, outcome);
  g_assert_cmpint (told == NULL, ==, outcome == WAY_SCAN_ADDED);
  g_assert_cmpint (arrival == NULL, ==, outcome == WAY_SCAN_NO_CODE);
}

static void
test_differences (void)
{
  char *folder = make_folder ();
  g_autoptr (WayDesk) desk = way_desk_new (folder);
  g_autoptr (WayReceipt) receipt = make_receipt (desk, TRUE);
  g_autofree char *before = way_receipt_dup_difference (receipt);
  g_autofree char *between = NULL;
  g_autofree char *complete = NULL;
  g_autoptr (WayArrival) unexpected = NULL;

  g_assert_cmpuint (way_receipt_count (receipt, WAY_ARRIVAL_MISSING), ==, 3);
  g_assert_true (way_receipt_can_sign (receipt)); /* that nothing came */
  assert_receive (receipt, "00095212300000000017", WAY_SCAN_ADDED);
  assert_receive (receipt, CASE1, WAY_SCAN_DUPLICATE);
  assert_receive (receipt, "18*" LOT, WAY_SCAN_ADDED);
  assert_receive (receipt, UNIT, WAY_SCAN_UNEXPECTED);
  assert_receive (receipt, UNIT, WAY_SCAN_DUPLICATE);
  assert_receive (receipt, "hello", WAY_SCAN_NO_CODE);
  g_assert_cmpuint (way_receipt_count (receipt, WAY_ARRIVAL_COMPLETE), ==, 1);
  g_assert_cmpuint (way_receipt_count (receipt, WAY_ARRIVAL_PARTLY), ==, 1);
  g_assert_cmpuint (way_receipt_count (receipt, WAY_ARRIVAL_MISSING), ==, 1);
  g_assert_cmpuint (way_receipt_count (receipt, WAY_ARRIVAL_UNEXPECTED), ==, 1);
  between = way_receipt_dup_difference (receipt);
  g_assert_cmpstr (before, !=, between);
  unexpected = g_list_model_get_item (G_LIST_MODEL (receipt), 3);
  way_receipt_set_arrived (receipt, unexpected, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (receipt)), ==, 3);
  way_receipt_take_all (receipt);
  complete = way_receipt_dup_difference (receipt);
  g_assert_cmpuint (way_receipt_count (receipt, WAY_ARRIVAL_COMPLETE), ==, 3);
  g_assert_cmpstr (complete, !=, between);
  remove_folder (folder);
}

/* More than was sent never arrives; what came before is not asked for again. */
static void
test_later_receipt (void)
{
  char *folder = make_folder ();
  g_autoptr (WayDesk) desk = way_desk_new (folder);
  g_autoptr (WayReceipt) receipt = make_receipt (desk, FALSE);
  g_autoptr (WayArrival) lot = g_list_model_get_item (G_LIST_MODEL (receipt), 1);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (receipt)), ==, 2);
  g_assert_false (way_receipt_can_sign (receipt));
  assert_receive (receipt, CASE2, WAY_SCAN_UNEXPECTED);
  g_assert_false (way_receipt_can_sign (receipt));
  assert_receive (receipt, "99*" LOT, WAY_SCAN_ADDED);
  g_assert_cmpuint (way_arrival_get_arrived (lot), ==, 20);
  g_assert_true (way_receipt_can_sign (receipt));
  way_receipt_set_arrived (receipt, lot, 0);
  g_assert_cmpint (way_arrival_get_state (lot), ==, WAY_ARRIVAL_MISSING);
  g_assert_false (way_receipt_can_sign (receipt));
  remove_folder (folder);
}

/* ---- The list ------------------------------------------------------------------------------------ */

static void
test_search (void)
{
  g_autoptr (WayShipmentEntry)
      entry = way_shipment_entry_new_unsigned ("Fresh Shop", 3, 1772323200000);
  g_autoptr (WayShipmentEntry) unknown = way_shipment_entry_new_unsigned (NULL, 0, 0);

  g_assert_null (way_shipment_entry_get_id (entry));
  g_assert_cmpint (way_shipment_entry_get_stage (entry), ==, WAY_STAGE_TO_SEND);
  g_assert_true (way_shipment_entry_matches (entry, NULL));
  g_assert_true (way_shipment_entry_matches (entry, "  shop FRESH "));
  g_assert_false (way_shipment_entry_matches (entry, "fresh fish"));
  g_assert_false (way_shipment_entry_matches (unknown, "fresh"));
}

static void
test_days (void)
{
  static const char *const wrong[] = { "",          "2027-3-1",    "2027-02-29",
                                       "1 March",   "2027-03-01 ", "２０２７-03-01",
                                       "0000-01-01" };
  GDate day, next;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (way_day_parse (wrong[i], &day));
  g_assert_true (way_day_parse ("2028-02-29", &day));
  g_assert_cmpuint (g_date_get_day (&day), ==, 29);
  next = day;
  g_date_add_days (&next, 1);
  g_assert_cmpuint (way_day_get_end_ms (&day) % 1000, ==, 999);
  g_assert_cmpuint (way_day_get_end_ms (&next) - way_day_get_end_ms (&day), ==, 86400000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/shipment-form/scans", test_scans);
  g_test_add_func ("/services/shipment-form/remove-and-undo", test_remove_and_undo);
  g_test_add_func ("/services/shipment-form/unchecked", test_unchecked);
  g_test_add_func ("/services/shipment-form/draft-file", test_draft_file);
  g_test_add_func ("/services/receipt/differences", test_differences);
  g_test_add_func ("/services/receipt/later", test_later_receipt);
  g_test_add_func ("/services/shipment-form/days", test_days);
  g_test_add_func ("/services/shipments/search", test_search);
  return g_test_run ();
}
