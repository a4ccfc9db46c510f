/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/spec/catalogue.md, row by row */

#include "way-world.h"

typedef struct
{
  WayWorld world;
  WayActor *brand;
  WayActor *other;
  WayLangText name;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  way_world_init (&f->world, NULL);
  f->brand = way_world_add_actor (&f->world);
  f->other = way_world_add_actor (&f->world);
  f->name =
      (WayLangText) { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("Tea") };
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  way_world_clear (&f->world);
}

static void
test_product (Fixture *f, gconstpointer data)
{
  WayProductRegister action = { .gtin = WAY_TEST_GTIN,
                                .product = { .names = { &f->name, 1 },
                                             .brand = WAY_TEST_TEXT ("B") } };
  WayProductUpdate update = { .gtin = WAY_TEST_GTIN, .product = action.product };
  WayThing product = way_thing_product (&f->brand->account, WAY_TEST_GTIN);
  WayHead head;

  way_world_refused (&f->world, f->brand, WAY_ACTION_PRODUCT_UPDATE, &update,
                     "not-registered");
  way_world_ok (&f->world, f->brand, WAY_ACTION_PRODUCT_REGISTER, &action);
  way_world_refused (&f->world, f->brand, WAY_ACTION_PRODUCT_REGISTER, &action,
                     "already-exists");
  way_world_ok (&f->world, f->brand, WAY_ACTION_PRODUCT_UPDATE, &update);
  way_world_refused (&f->world, f->other, WAY_ACTION_PRODUCT_UPDATE, &update,
                     "not-registered");
  /* the same GTIN from another account is another product */
  way_world_ok (&f->world, f->other, WAY_ACTION_PRODUCT_REGISTER, &action);
  g_assert_true (way_world_get_head (&f->world, &product, &head));
  g_assert_cmpuint (head.n_events, ==, 2);
  g_assert_cmpuint (head.status, ==, WAY_HEAD_ACTIVE);
  g_assert_cmpuint (head.kind, ==, WAY_THING_PRODUCT);
}

static void
test_product_gtin (Fixture *f, gconstpointer data)
{
  static const char *const bad[] = { "09521234543214", "0952123454321x",
                                     "99999999999999" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      WayProductRegister action = { .gtin = WAY_TEST_TEXT (bad[i]),
                                    .product = { .names = { &f->name, 1 },
                                                 .brand = WAY_TEST_TEXT ("B") } };

      way_world_refused (&f->world, f->brand, WAY_ACTION_PRODUCT_REGISTER, &action,
                         "invalid-gtin");
    }
}

static WayLotRegister
make_lot (void)
{
  return (WayLotRegister) { .present = 1 << 4 | 1 << 7 | 1 << 8,
                            .gtin = WAY_TEST_GTIN,
                            .lot = WAY_TEST_TEXT ("L1"),
                            .quantity = 100,
                            .uom = WAY_TEST_TEXT ("KGM"),
                            .production_date = WAY_TEST_TEXT ("2024-05-01"),
                            .expiry_date = WAY_TEST_TEXT ("2024-05-01"),
                            .scheme = WAY_TEST_SCHEME,
                            .certified = 60,
                            .certifier = { { 0 } } };
}

static void
test_lot (Fixture *f, gconstpointer data)
{
  WayLotRegister action = make_lot ();
  WayThing thing = way_thing_lot (&f->brand->account, action.gtin, action.lot);
  WayLotState lot;
  WayHead head;
  WayHash id;

  way_thing_get_id (&thing, &id);
  way_world_refused (&f->world, f->brand, WAY_ACTION_LOT_REGISTER, &action,
                     "not-registered");
  way_world_add_product (&f->world, f->brand, WAY_TEST_GTIN);
  action.production_date = WAY_TEST_TEXT ("2024-05-02");
  way_world_refused (&f->world, f->brand, WAY_ACTION_LOT_REGISTER, &action,
                     "invalid-value");
  action.production_date = WAY_TEST_TEXT ("2024-05-01");
  way_world_ok (&f->world, f->brand, WAY_ACTION_LOT_REGISTER, &action);
  way_world_refused (&f->world, f->brand, WAY_ACTION_LOT_REGISTER, &action,
                     "already-exists");
  g_assert_true (
      way_world_read (&f->world, way_state_key_lot (&id), &way_lot_state_schema, &lot));
  g_assert_false (lot.is_commissioned);
  g_assert_cmpuint (lot.quantity, ==, 100);
  g_assert_true (way_slice_equal_string (lot.uom, "KGM"));
  g_assert_true (way_slice_equal_string (lot.expiry_date, "2024-05-01"));
  g_assert_false (way_record_has (&lot, 7));
  g_assert_true (way_world_get_head (&f->world, &thing, &head));
  g_assert_cmpuint (head.n_events, ==, 1);
  g_assert_cmpuint (way_world_get_loose (&f->world, &thing, f->brand), ==, 0);
}

static void
test_lot_certified (Fixture *f, gconstpointer data)
{
  WayLotRegister action = make_lot ();
  WayAttest attest = { .subject = f->brand->account,
                       .claim = WAY_CLAIM_CERTIFICATION,
                       .value = WAY_TEST_SCHEME,
                       .until = f->world.now + WAY_TEST_DAY };
  WayAttestRevoke revoke = { .subject = attest.subject,
                             .claim = attest.claim,
                             .value = attest.value };

  way_world_add_product (&f->world, f->brand, WAY_TEST_GTIN);
  action.present |= 1 << 9 | 1 << 10 | 1 << 11;
  action.certifier = f->other->account;
  action.certified = 101;
  way_world_refused (&f->world, f->brand, WAY_ACTION_LOT_REGISTER, &action, "too-much");
  action.certified = 100;
  way_world_refused (&f->world, f->brand, WAY_ACTION_LOT_REGISTER, &action,
                     "not-authorised");
  way_world_ok (&f->world, f->other, WAY_ACTION_ATTEST, &attest);
  way_world_ok (&f->world, f->other, WAY_ACTION_ATTEST_REVOKE, &revoke);
  way_world_refused (&f->world, f->brand, WAY_ACTION_LOT_REGISTER, &action,
                     "not-authorised");
  way_world_ok (&f->world, f->other, WAY_ACTION_ATTEST, &attest);
  way_world_next_block (&f->world, WAY_TEST_DAY); /* expires */
  way_world_refused (&f->world, f->brand, WAY_ACTION_LOT_REGISTER, &action,
                     "not-authorised");
  attest.until += WAY_TEST_DAY;
  way_world_ok (&f->world, f->other, WAY_ACTION_ATTEST, &attest);
  way_world_ok (&f->world, f->brand, WAY_ACTION_LOT_REGISTER, &action);
}

static gboolean
has_listing (Fixture *f, WayListingState *listing)
{
  WayThing product = way_thing_product (&f->brand->account, WAY_TEST_GTIN);
  WayHash id;

  way_thing_get_id (&product, &id);
  return way_world_read (&f->world, way_state_key_listing (&id),
                         &way_listing_state_schema, listing);
}

static void
test_listing (Fixture *f, gconstpointer data)
{
  WayListingSet set = { .gtin = WAY_TEST_GTIN,
                        .price_minor = 1250,
                        .currency = WAY_TEST_TEXT ("EUR"),
                        .stock = 7 };
  WayListingRemove remove = { .gtin = WAY_TEST_GTIN };
  WayThing product = way_thing_product (&f->brand->account, WAY_TEST_GTIN);
  WayListingState listing;
  WayHead head;

  way_world_refused (&f->world, f->brand, WAY_ACTION_LISTING_SET, &set, "not-registered");
  way_world_add_product (&f->world, f->brand, WAY_TEST_GTIN);
  way_world_refused (&f->world, f->brand, WAY_ACTION_LISTING_REMOVE, &remove,
                     "not-registered");
  way_world_ok (&f->world, f->brand, WAY_ACTION_LISTING_SET, &set);
  g_assert_true (has_listing (f, &listing));
  g_assert_cmpuint (listing.price_minor, ==, 1250);
  g_assert_true (way_hash_equal (&listing.statement, &f->world.last_id));
  way_world_ok (&f->world, f->brand, WAY_ACTION_LISTING_REMOVE, &remove);
  g_assert_false (has_listing (f, &listing));
  way_world_get_head (&f->world, &product, &head);
  g_assert_cmpuint (head.n_events, ==, 1);
  set.present = 1 << 7;
  set.until = f->world.now;
  way_world_refused (&f->world, f->brand, WAY_ACTION_LISTING_SET, &set, "invalid-value");
}

/* A listing ends when its own `until` has passed, not when that of an earlier one has. */
static void
test_listing_due (Fixture *f, gconstpointer data)
{
  WayListingSet set = { .present = 1 << 7,
                        .gtin = WAY_TEST_GTIN,
                        .price_minor = 1250,
                        .currency = WAY_TEST_TEXT ("EUR"),
                        .stock = 7,
                        .until = f->world.now + 1000 };
  WayListingState listing;

  way_world_add_product (&f->world, f->brand, WAY_TEST_GTIN);
  way_world_ok (&f->world, f->brand, WAY_ACTION_LISTING_SET, &set);
  way_world_ok (&f->world, f->brand, WAY_ACTION_LISTING_SET, &set);
  set.until += 1000;
  way_world_ok (&f->world, f->brand, WAY_ACTION_LISTING_SET, &set);
  way_world_next_block (&f->world, 1000);
  g_assert_cmpuint (way_ledger_get_block_size (f->world.ledger), ==, 1);
  g_assert_true (has_listing (f, &listing));
  way_world_next_block (&f->world, 999);
  g_assert_cmpuint (way_ledger_get_block_size (f->world.ledger), ==, 0);
  g_assert_true (has_listing (f, &listing));
  way_world_next_block (&f->world, 1);
  g_assert_cmpuint (way_ledger_get_block_size (f->world.ledger), ==, 1);
  g_assert_false (has_listing (f, &listing));
}

/* At most 10,000 entries are worked off in one block; the rest in the next. */
static void
test_due_limit (Fixture *f, gconstpointer data)
{
  const guint n_statements = 157; /* of 64 actions: 10,048 entries */
  guint64 until = f->world.now + 1000;
  WayListingSet sets[WAY_STATEMENT_MAX_ACTIONS];
  WayAction actions[WAY_STATEMENT_MAX_ACTIONS];
  WayListingState listing;

  way_world_add_product (&f->world, f->brand, WAY_TEST_GTIN);
  for (guint i = 0; i < n_statements; i++)
    {
      for (guint j = 0; j < WAY_STATEMENT_MAX_ACTIONS; j++)
        {
          sets[j] = (WayListingSet) { .present = 1 << 7,
                                      .gtin = WAY_TEST_GTIN,
                                      .currency = WAY_TEST_TEXT ("EUR"),
                                      .until = until++ };
          actions[j] = (WayAction) { WAY_ACTION_LISTING_SET, &sets[j] };
        }
      g_assert_cmpint (
          way_world_act_many (&f->world, f->brand, actions, WAY_STATEMENT_MAX_ACTIONS),
          ==, WAY_RESULT_OK);
    }
  way_world_next_block (&f->world, WAY_TEST_DAY);
  g_assert_cmpuint (way_ledger_get_block_size (f->world.ledger), ==, 10000);
  g_assert_true (has_listing (f, &listing));
  way_world_next_block (&f->world, 0);
  g_assert_cmpuint (way_ledger_get_block_size (f->world.ledger), ==, 48);
  g_assert_false (has_listing (f, &listing));
}

static void
test_document (Fixture *f, gconstpointer data)
{
  WayDocumentAdd action = { .thing =
                                way_thing_product (&f->brand->account, WAY_TEST_GTIN),
                            .document = { .media_type = WAY_TEST_TEXT ("application/pdf"),
                                          .size = 1,
                                          .kind = WAY_DOCUMENT_TEST_REPORT } };
  WayHead head;

  way_world_add_product (&f->world, f->brand, WAY_TEST_GTIN);
  way_world_ok (&f->world, f->brand, WAY_ACTION_DOCUMENT_ADD, &action);
  way_world_ok (&f->world, f->other, WAY_ACTION_DOCUMENT_ADD, &action);
  way_world_get_head (&f->world, &action.thing, &head);
  g_assert_cmpuint (head.n_events, ==, 2);
  g_assert_cmpuint (way_world_get_n_notes (&f->world, &action.thing), ==, 1);
  way_world_give_role (&f->world, f->other, "laboratory");
  way_world_ok (&f->world, f->other, WAY_ACTION_DOCUMENT_ADD, &action);
  way_world_get_head (&f->world, &action.thing, &head);
  g_assert_cmpuint (head.n_events, ==, 3);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ledger/catalogue/product", test_product);
  ADD ("/ledger/catalogue/product-gtin", test_product_gtin);
  ADD ("/ledger/catalogue/lot", test_lot);
  ADD ("/ledger/catalogue/lot-certified", test_lot_certified);
  ADD ("/ledger/catalogue/listing", test_listing);
  ADD ("/ledger/catalogue/listing-due", test_listing_due);
  ADD ("/ledger/catalogue/due-limit", test_due_limit);
  ADD ("/ledger/catalogue/document", test_document);
  return g_test_run ();
}
