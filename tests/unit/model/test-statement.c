/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-statement.h"
#include "way-test.h"

#define TEXT(literal) way_slice_from_string (literal)

typedef struct
{
  WayLotRegister lot;
  WayListingRemove remove;
  WayAction actions[2];
  WayPayload payload;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->lot = (WayLotRegister) { .present = 1 << 4,
                                    .gtin = TEXT ("09521234543213"),
                                    .lot = TEXT ("L1"),
                                    .quantity = 500,
                                    .uom = TEXT ("KGM") };
  fixture->remove = (WayListingRemove) { .gtin = TEXT ("09521234543213") };
  fixture->actions[0] = (WayAction) { WAY_ACTION_LOT_REGISTER, &fixture->lot };
  fixture->actions[1] = (WayAction) { WAY_ACTION_LISTING_REMOVE, &fixture->remove };
  fixture->payload = (WayPayload) {
    .sequence = 3, .not_after = 1700000000000, .actions = fixture->actions, .n_actions = 2
  };
  memset (fixture->payload.network.bytes, 1, 32);
  memset (fixture->payload.account.bytes, 2, 32);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) encoded = way_payload_encode (&fixture->payload);
  g_autoptr (GBytes) again = NULL;
  g_auto (WayArena) arena;
  WayPayload back;
  const WayLotRegister *lot;

  way_arena_init (&arena, 0);
  g_assert_cmpint (way_cbor_validate (way_slice_from_bytes (encoded)), ==, WAY_RESULT_OK);
  g_assert_cmpint (way_payload_decode (way_slice_from_bytes (encoded), &arena, &back), ==,
                   WAY_RESULT_OK);
  g_assert_cmpuint (back.sequence, ==, 3);
  g_assert_cmpuint (back.not_after, ==, 1700000000000);
  g_assert_cmpuint (back.n_actions, ==, 2);
  g_assert_cmpint (back.actions[0].kind, ==, WAY_ACTION_LOT_REGISTER);
  lot = back.actions[0].body;
  g_assert_cmpuint (lot->quantity, ==, 500);
  g_assert_true (way_record_has (lot, 4));
  g_assert_true (way_slice_equal_string (lot->uom, "KGM"));
  again = way_payload_encode (&back);
  g_assert_true (g_bytes_equal (encoded, again));
}

/* Every prefix and every changed byte is refused or reads as another payload: nothing is
 * read twice in one way. */
static void
test_malformed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) encoded = way_payload_encode (&fixture->payload);
  WaySlice slice = way_slice_from_bytes (encoded);
  g_auto (WayArena) arena;
  WayPayload back;

  way_arena_init (&arena, 0);
  for (gsize len = 0; len < slice.len; len++)
    g_assert_cmpint (way_payload_decode (WAY_SLICE_INIT (slice.data, len), &arena, &back),
                     !=, WAY_RESULT_OK);
  for (gsize i = 0; i < slice.len; i++)
    {
      for (guint bit = 0; bit < 8; bit++)
        {
          g_autofree guint8 *changed = g_memdup2 (slice.data, slice.len);
          g_autoptr (GBytes) again = NULL;

          changed[i] ^= 1u << bit;
          way_arena_reset (&arena);
          if (way_payload_decode (WAY_SLICE_INIT (changed, slice.len), &arena, &back)
              != WAY_RESULT_OK)
            continue;
          again = way_payload_encode (&back);
          g_assert_cmpmem (changed, slice.len, way_slice_from_bytes (again).data,
                           way_slice_from_bytes (again).len);
        }
    }
}

/* The payload by hand, with one thing wrong in each row */
static void
test_refuses (void)
{
#define HASHES "01 5820 " H32 " 02 5820 " H32
#define H32    "0000000000000000000000000000000000000000000000000000000000000000"
#define REMOVE "82 1818 a1 01 6e 3039353231323334353433323133"
  static const struct
  {
    const char *hex;
    WayResult result;
  } rows[] = {
    { "a5" HASHES "03 01 04 00 05 81" REMOVE, WAY_RESULT_OK },
    { "a5" HASHES "03 01 04 00 05 81" REMOVE "00", WAY_RESULT_MALFORMED },
    { "a4" HASHES "03 01 04 00", WAY_RESULT_MISSING_MEMBER },
    { "a6" HASHES "03 01 04 00 05 81" REMOVE "06 00", WAY_RESULT_UNKNOWN_MEMBER },
    { "a5" HASHES "03 01 04 00 06 81" REMOVE, WAY_RESULT_UNKNOWN_MEMBER },
    { "a5" HASHES "04 00 03 01 05 81" REMOVE, WAY_RESULT_NOT_DETERMINISTIC },
    { "a5" HASHES "03 01 04 00 05 80", WAY_RESULT_MISSING_MEMBER },
    { "a5" HASHES "03 01 04 00 05 81 83 1818 a1 01 6e 3039353231323334353433323133 00",
      WAY_RESULT_UNKNOWN_MEMBER },
    { "a5" HASHES "03 01 04 00 05 81 82 13 a1 01 6e 3039353231323334353433323133",
      WAY_RESULT_UNSUPPORTED },
    { "a5" HASHES "03 01 04 1b0001000000000000 05 81" REMOVE, WAY_RESULT_OUT_OF_RANGE },
    { "a5" HASHES "03 1801 04 00 05 81" REMOVE, WAY_RESULT_NOT_DETERMINISTIC },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) parts = g_strsplit (rows[i].hex, " ", -1);
      g_autofree char *hex = g_strjoinv ("", parts);
      g_autoptr (GBytes) bytes = way_test_hex (hex);
      g_auto (WayArena) arena;
      WayPayload back;

      way_arena_init (&arena, 0);
      g_test_message ("row %zu", i);
      g_assert_cmpint (way_payload_decode (way_slice_from_bytes (bytes), &arena, &back),
                       ==, rows[i].result);
    }
}

static void
test_too_many_actions (Fixture *fixture, gconstpointer data)
{
  WayAction actions[WAY_STATEMENT_MAX_ACTIONS + 1];
  g_auto (WayArena) arena;

  way_arena_init (&arena, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    actions[i] = fixture->actions[1];
  fixture->payload.actions = actions;
  for (gsize n = WAY_STATEMENT_MAX_ACTIONS; n <= G_N_ELEMENTS (actions); n++)
    {
      g_autoptr (GBytes) encoded = NULL;
      WayResult expected = n > WAY_STATEMENT_MAX_ACTIONS ? WAY_RESULT_OUT_OF_RANGE
                                                         : WAY_RESULT_OK;
      WayPayload back;

      fixture->payload.n_actions = n;
      encoded = way_payload_encode (&fixture->payload);
      g_assert_cmpint (way_payload_decode (way_slice_from_bytes (encoded), &arena, &back),
                       ==, expected);
      g_assert_cmpint (way_payload_validate (&fixture->payload, NULL), ==, expected);
    }
}

static void
test_validate_path (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->remove.gtin = TEXT ("1");
  g_assert_cmpint (way_payload_validate (&fixture->payload, &path), ==,
                   WAY_RESULT_OUT_OF_RANGE);
  g_assert_cmpstr (path, ==, "actions[1].gtin");
}

static void
test_action_names (void)
{
  guint n = 0;

  for (guint64 kind = 0; kind < 300; kind++)
    {
      const char *name = way_action_get_name (kind);
      WayActionKind back;

      g_assert_true ((name != NULL) == (way_action_get_schema (kind) != NULL));
      if (name == NULL)
        continue;
      g_assert_true (way_action_kind_from_name (name, &back));
      g_assert_cmpuint (back, ==, kind);
      n++;
    }
  g_assert_cmpuint (n, ==, 29);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/payload/round-trip", Fixture, NULL, set_up, test_round_trip, NULL);
  g_test_add ("/model/payload/malformed", Fixture, NULL, set_up, test_malformed, NULL);
  g_test_add_func ("/model/payload/refuses", test_refuses);
  g_test_add ("/model/payload/too-many-actions", Fixture, NULL, set_up,
              test_too_many_actions, NULL);
  g_test_add ("/model/payload/validate-path", Fixture, NULL, set_up, test_validate_path,
              NULL);
  g_test_add_func ("/model/action-names", test_action_names);
  return g_test_run ();
}
