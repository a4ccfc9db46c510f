/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing and reading a statement's payload through the schema tables, against verifying
 * the one signature that it needs. */

#include <string.h>

#include <sodium.h>

#include "way-bench.h"
#include "way-statement.h"

#define N_STATEMENTS 1000
#define N_SIGNATURES 16

typedef struct
{
  WayItem item;
  WayShip ship;
  WayAction action;
  WayPayload payload;
  WayArena arena;
  GBytes *expected;
  guint n_right;
  WayPublicKey key;
  WaySignature signature;
  guint n_verified;
} Fixture;

/* A unit shipped from a named place: about 250 bytes, five records inside each other. */
static void
fill_payload (Fixture *fixture)
{
  WayHash account;

  memset (account.bytes, 0x61, sizeof account.bytes);
  fixture->item.thing = way_thing_unit (
      &account, way_slice_from_string ("09520123456788"),
      way_slice_from_string ("L2026-03"), way_slice_from_string ("K7QXM4ZC2T9WBNAH"));
  fixture->ship.event.time = G_GUINT64_CONSTANT (1772366400123);
  fixture->ship.event.offset_minutes = 480;
  fixture->ship.event.present = 1 << 3;
  fixture->ship.event.place.name = way_slice_from_string ("Hangzhou tea estate, gate 2");
  fixture->ship.event.place.present = 1 << 3;
  fixture->ship.event.place.country = way_slice_from_string ("CN");
  fixture->ship.items = (WayRecords) { .items = &fixture->item, .n = 1 };
  memset (fixture->ship.receiver.bytes, 0x62, WAY_HASH_SIZE);
  fixture->action = (WayAction) { .kind = WAY_ACTION_SHIP, .body = &fixture->ship };
  fixture->payload = (WayPayload) {
    .account = account,
    .sequence = 1234,
    .not_after = G_GUINT64_CONSTANT (1772370000123),
    .actions = &fixture->action,
    .n_actions = 1,
  };
  memset (fixture->payload.network.bytes, 0x63, WAY_HASH_SIZE);
}

static void
fill_fixture (Fixture *fixture)
{
  g_autoptr (WayKeyPair) pair = way_key_pair_new_random ();
  gsize len;
  gconstpointer data;

  fill_payload (fixture);
  fixture->expected = way_payload_encode (&fixture->payload);
  way_arena_init (&fixture->arena, 0);
  data = g_bytes_get_data (fixture->expected, &len);
  fixture->key = *way_key_pair_get_public (pair);
  way_key_pair_sign (pair, WAY_SLICE_INIT (data, len), &fixture->signature);
}

static void
run_codec (gpointer data, guint call)
{
  Fixture *fixture = data;

  fixture->n_right = 0;
  for (guint i = 0; i < N_STATEMENTS; i++)
    {
      g_autoptr (GBytes) bytes = way_payload_encode (&fixture->payload);
      WayPayload decoded;

      way_arena_reset (&fixture->arena);
      fixture->n_right +=
          way_payload_decode (way_slice_from_bytes (bytes), &fixture->arena, &decoded)
              == WAY_RESULT_OK
          && g_bytes_equal (bytes, fixture->expected);
    }
}

static void
verify_signatures (gpointer data, guint call)
{
  Fixture *fixture = data;
  gsize len;
  gconstpointer message = g_bytes_get_data (fixture->expected, &len);

  fixture->n_verified = 0;
  for (guint i = 0; i < N_SIGNATURES; i++)
    fixture->n_verified += crypto_sign_verify_detached (fixture->signature.bytes, message,
                                                        len, fixture->key.bytes)
                           == 0;
}

static const char *
check_codec (gpointer data)
{
  Fixture *fixture = data;

  if (fixture->n_verified != 0 && fixture->n_verified != N_SIGNATURES)
    return "a good signature was refused";

  return fixture->n_right == N_STATEMENTS ? NULL : "a statement did not come back";
}

int
main (int argc, char **argv)
{
  g_autofree Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;

  way_bench_init (&argc, &argv);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  fill_fixture (fixture);
  way_bench_line (&(WayBenchLine) {
      .name = "wire-codec",
      .goal = 0.02,
      .ours = { .run = run_codec, .units = N_STATEMENTS },
      .limit = { .run = verify_signatures, .units = N_SIGNATURES },
      .data = fixture,
      .oracle = check_codec,
  });
  way_arena_clear (&fixture->arena);
  g_bytes_unref (fixture->expected);
  return way_bench_finish ();
}
