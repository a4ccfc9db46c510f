/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Admission, rules, hash chains and staged state of one statement, without its signature and
 * without the store's commit, against verifying its one signature. */

#include <string.h>

#include <sodium.h>

#include "way-bench.h"
#include "way-world.h"

#define N_CALLS      32 /* turns, and the one that is not counted */
#define N_STATEMENTS 120
#define N_SIGNATURES 16

typedef struct
{
  WayWorld world;
  WayActor *brand, *shop;
  WayCandidate *candidates;
  GBytes **bytes;
  guint next;
  guint n_right;
  WayCandidate *sample;
} Fixture;

/* Fills in the body of the statement with this number. */
typedef void (*Fill) (Fixture *fixture, guint number, WayAction *action);

static void
sign_all (Fixture *fixture, Fill fill)
{
  guint n = N_CALLS * N_STATEMENTS;

  fixture->candidates = g_new0 (WayCandidate, n);
  fixture->bytes = g_new0 (GBytes *, n);
  for (guint i = 0; i < n; i++)
    {
      WayAction action;
      WayPayload payload;
      WayCandidate *candidate = &fixture->candidates[i];

      fill (fixture, i, &action);
      payload = way_world_make_payload (&fixture->world, fixture->brand, &action, 1);
      payload.sequence += i;
      fixture->bytes[i] = way_statement_sign (&payload, fixture->brand->key, NULL);
      g_assert_cmpint (
          way_candidate_init (candidate, way_slice_from_bytes (fixture->bytes[i])), ==,
          WAY_RESULT_OK);
      g_assert_true (way_candidate_verify (
          candidate, way_key_pair_get_public (fixture->brand->key)));
    }
  fixture->sample = &fixture->candidates[0];
}

static void
fixture_init (Fixture *fixture)
{
  memset (fixture, 0, sizeof *fixture);
  way_world_init (&fixture->world, NULL);
  fixture->brand = way_world_add_actor (&fixture->world);
  fixture->shop = way_world_add_actor (&fixture->world);
  way_world_add_product (&fixture->world, fixture->brand, WAY_TEST_GTIN);
}

static void
fixture_clear (Fixture *fixture)
{
  for (guint i = 0; i < N_CALLS * N_STATEMENTS; i++)
    {
      way_candidate_clear (&fixture->candidates[i]);
      g_bytes_unref (fixture->bytes[i]);
    }
  g_free (fixture->candidates);
  g_free (fixture->bytes);
  way_world_clear (&fixture->world);
}

static void
run_apply (gpointer data, guint call)
{
  Fixture *fixture = data;

  fixture->n_right = 0;
  for (guint i = 0; i < N_STATEMENTS; i++)
    {
      WayResult result;

      fixture->n_right += way_ledger_apply (fixture->world.ledger,
                                            &fixture->candidates[fixture->next++],
                                            &result, NULL, NULL)
                          && result == WAY_RESULT_OK;
    }
}

static void
verify_signatures (gpointer data, guint call)
{
  Fixture *fixture = data;
  g_autoptr (GByteArray) message = g_byte_array_new ();
  const WayCandidate *sample = fixture->sample;

  way_cose_append_to_be_signed (&sample->statement.cose, message);
  for (guint i = 0; i < N_SIGNATURES; i++)
    g_assert_cmpint (crypto_sign_verify_detached (sample->statement.cose.signature.bytes,
                                                  message->data, message->len,
                                                  sample->verified_key.bytes),
                     ==, 0);
}

static const char *
check_applied (gpointer data)
{
  Fixture *fixture = data;

  return fixture->n_right == N_STATEMENTS ? NULL : "a good statement was refused";
}

static void
measure (const char *name, double goal, Fixture *fixture)
{
  way_bench_line (&(WayBenchLine) {
      .name = name,
      .goal = goal,
      .rounds = N_CALLS - 1,
      .ours = { .run = run_apply, .units = N_STATEMENTS },
      .limit = { .run = verify_signatures, .units = N_SIGNATURES },
      .data = fixture,
      .oracle = check_applied,
  });
}

/* Two keys: the signer's, the product's head. */
static void
fill_update (Fixture *fixture, guint number, WayAction *action)
{
  static WayLangText name;
  static WayProductUpdate update;

  name =
      (WayLangText) { .language = WAY_TEST_TEXT ("en"), .text = WAY_TEST_TEXT ("Tea") };
  update = (WayProductUpdate) {
    .gtin = WAY_TEST_GTIN,
    .product = { .names = { &name, 1 }, .brand = WAY_TEST_TEXT ("Brand") },
  };
  *action = (WayAction) { WAY_ACTION_PRODUCT_UPDATE, &update };
}

/* Six keys: the signer's, the lot's head, loose pieces, the shipment, its items, what is on its way. */
static void
fill_ship (Fixture *fixture, guint number, WayAction *action)
{
  static WayItem item;
  static WayShip ship;
  WayThing lot =
      way_thing_lot (&fixture->brand->account, WAY_TEST_GTIN, WAY_TEST_TEXT ("B1"));

  item = way_test_item_quantity (&lot, 1);
  ship = (WayShip) { .event = way_test_event (),
                     .items = { &item, 1 },
                     .receiver = fixture->shop->account };
  *action = (WayAction) { WAY_ACTION_SHIP, &ship };
}

int
main (int argc, char **argv)
{
  g_autofree Fixture *fixture = g_new0 (Fixture, 1);
  WayCommission commission = { .event = way_test_event (),
                               .gtin = WAY_TEST_GTIN,
                               .lot = WAY_TEST_TEXT ("B1") };

  way_bench_init (&argc, &argv);
  fixture_init (fixture);
  sign_all (fixture, fill_update);
  measure ("ledger-apply-update", 0.1, fixture);
  fixture_clear (fixture);
  fixture_init (fixture);
  way_world_add_bulk (&fixture->world, fixture->brand, WAY_TEST_GTIN, "B1", 1000000);
  way_world_ok (&fixture->world, fixture->brand, WAY_ACTION_COMMISSION, &commission);
  sign_all (fixture, fill_ship);
  measure ("ledger-apply-ship", 0.2, fixture);
  fixture_clear (fixture);
  return way_bench_finish ();
}
