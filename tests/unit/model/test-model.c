/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-base-encoding.h"
#include "way-hash.h"
#include "way-state-key.h"
#include "way-statement.h"
#include "way-test.h"

#define TEXT(literal) way_slice_from_string (literal)

static WayHash
make_hash (guint8 fill)
{
  WayHash hash;

  memset (hash.bytes, fill, sizeof hash.bytes);
  return hash;
}

/* The identifier is made without the schema; it must be of the schema's bytes. */
static void
test_thing_id (void)
{
  WayHash account = make_hash (7);
  const WayThing things[] = {
    way_thing_product (&account, TEXT ("09521234543213")),
    way_thing_lot (&account, TEXT ("09521234543213"), TEXT ("L")),
    way_thing_unit (&account, TEXT ("09521234543213"), TEXT ("12345678901234567890"),
                    TEXT ("abcdefghijklmnopqrst")),
    way_thing_container (&account, TEXT ("095212345678900009")),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autoptr (GBytes) encoded = way_schema_encode (&way_thing_schema, &things[i]);
      const WaySlice parts[] = { TEXT ("waymark/thing/1"),
                                 way_slice_from_bytes (encoded) };
      WayHash expected, id;

      way_sha256_parts (parts, 2, &expected);
      way_thing_get_id (&things[i], &id);
      g_assert_true (way_hash_equal (&expected, &id));
      for (gsize j = 0; j < G_N_ELEMENTS (things); j++)
        g_assert_cmpint (way_thing_equal (&things[i], &things[j]), ==, i == j);
    }
}

static void
test_thing_rules (void)
{
  WayHash account = make_hash (7);
  const struct
  {
    WayThing thing;
    WayResult result;
  } rows[] = {
    { way_thing_product (&account, TEXT ("09521234543213")), WAY_RESULT_OK },
    { way_thing_product (&account, TEXT ("09521234543214")), WAY_RESULT_BAD_CHECK_DIGIT },
    { way_thing_product (&account, TEXT ("0952123454321x")), WAY_RESULT_INVALID_TEXT },
    { way_thing_product (&account, TEXT ("9521234543213")), WAY_RESULT_OUT_OF_RANGE },
    { way_thing_lot (&account, TEXT ("09521234543213"), TEXT ("A/1")), WAY_RESULT_OK },
    { way_thing_lot (&account, TEXT ("09521234543213"), TEXT ("A 1")),
      WAY_RESULT_INVALID_TEXT },
    { way_thing_unit (&account, TEXT ("09521234543213"), TEXT ("A"), TEXT ("1#")),
      WAY_RESULT_INVALID_TEXT },
    { way_thing_container (&account, TEXT ("095212345678900009")), WAY_RESULT_OK },
    { way_thing_container (&account, TEXT ("095212345678900000")),
      WAY_RESULT_BAD_CHECK_DIGIT },
    { { .kind = WAY_THING_LOT, .present = 1 << 3, .gtin = TEXT ("09521234543213") },
      WAY_RESULT_MISSING_MEMBER },
    { { .kind = WAY_THING_PRODUCT,
        .present = 1 << 3 | 1 << 4,
        .gtin = TEXT ("09521234543213"),
        .lot = TEXT ("A") },
      WAY_RESULT_UNKNOWN_MEMBER },
    { { .kind = WAY_THING_CONTAINER,
        .present = 1 << 3 | 1 << 6,
        .gtin = TEXT ("09521234543213"),
        .sscc = TEXT ("095212345678900009") },
      WAY_RESULT_UNKNOWN_MEMBER },
    { { .kind = 9, .present = 1 << 3, .gtin = TEXT ("09521234543213") },
      WAY_RESULT_OUT_OF_RANGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) encoded = way_schema_encode (&way_thing_schema, &rows[i].thing);
      g_auto (WayArena) arena;
      WayThing back = { 0 };

      way_arena_init (&arena, 0);
      g_test_message ("row %zu", i);
      g_assert_cmpint (way_schema_validate (&way_thing_schema, &rows[i].thing, NULL), ==,
                       rows[i].result);
      g_assert_cmpint (way_schema_decode (&way_thing_schema,
                                          way_slice_from_bytes (encoded), &arena, &back),
                       ==, rows[i].result);
    }
}

static WayLotRegister
make_lot (void)
{
  return (WayLotRegister) { .gtin = TEXT ("09521234543213"),
                            .lot = TEXT ("L1"),
                            .quantity = 10 };
}

static void
test_lot_rules (void)
{
  const struct
  {
    guint64 present;
    guint64 quantity;
    const char *produced;
    const char *expiry;
    WayResult result;
  } rows[] = {
    { 0, 1, "", "", WAY_RESULT_OK },
    { 1 << 4, 1, "", "", WAY_RESULT_OK },
    { 1 << 5 | 1 << 6, 16777216, "", "", WAY_RESULT_OK },
    { 1 << 5 | 1 << 6, 16777217, "", "", WAY_RESULT_OUT_OF_RANGE },
    { 1 << 5, 1, "", "", WAY_RESULT_MISSING_MEMBER },
    { 1 << 6, 1, "", "", WAY_RESULT_UNKNOWN_MEMBER },
    { 1 << 4 | 1 << 5 | 1 << 6, 1, "", "", WAY_RESULT_UNKNOWN_MEMBER },
    { 1 << 9 | 1 << 10 | 1 << 11, 1, "", "", WAY_RESULT_OK },
    { 1 << 9 | 1 << 10, 1, "", "", WAY_RESULT_MISSING_MEMBER },
    { 1 << 9 | 1 << 11, 1, "", "", WAY_RESULT_MISSING_MEMBER },
    { 1 << 10 | 1 << 11, 1, "", "", WAY_RESULT_UNKNOWN_MEMBER },
    { 1 << 7, 1, "2024-02-29", "", WAY_RESULT_OK },
    { 1 << 7, 1, "2023-02-29", "", WAY_RESULT_OUT_OF_RANGE },
    { 1 << 7, 1, "1900-02-29", "", WAY_RESULT_OUT_OF_RANGE },
    { 1 << 7, 1, "2024-13-01", "", WAY_RESULT_OUT_OF_RANGE },
    { 1 << 7, 1, "2024-04-31", "", WAY_RESULT_OUT_OF_RANGE },
    { 1 << 7, 1, "2024-04-00", "", WAY_RESULT_OUT_OF_RANGE },
    { 1 << 8, 1, "", "2024/04/01", WAY_RESULT_INVALID_TEXT },
    { 1 << 8, 1, "", "2024-04-30", WAY_RESULT_OK },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayLotRegister lot = make_lot ();

      lot.present = rows[i].present;
      lot.quantity = rows[i].quantity;
      lot.uom = TEXT ("KGM");
      lot.scheme = TEXT ("organic");
      lot.certified = 1;
      lot.production_date = TEXT (rows[i].produced);
      lot.expiry_date = TEXT (rows[i].expiry);
      g_test_message ("row %zu", i);
      g_assert_cmpint (way_schema_validate (&way_lot_register_schema, &lot, NULL), ==,
                       rows[i].result);
    }
}

static void
test_first_cases (void)
{
  WayCaseCount cases[] = { { .sscc = TEXT ("095212345678900009"), .count = 6 },
                           { .sscc = TEXT ("095212345678900016"), .count = 5 } };
  WayLotRegister lot = make_lot ();

  lot.present = 1 << 5 | 1 << 6 | 1 << 12;
  lot.cases = (WayRecords) { cases, 2 };
  g_assert_cmpint (way_schema_validate (&way_lot_register_schema, &lot, NULL), ==,
                   WAY_RESULT_OUT_OF_RANGE);
  cases[1].count = 4;
  g_assert_cmpint (way_schema_validate (&way_lot_register_schema, &lot, NULL), ==,
                   WAY_RESULT_OK);
  lot.present = 1 << 12;
  g_assert_cmpint (way_schema_validate (&way_lot_register_schema, &lot, NULL), ==,
                   WAY_RESULT_MISSING_MEMBER);
}

static void
test_gs1_keys (void)
{
  WayCaseCount good = { .sscc = TEXT ("095212345678900009"), .count = 1 };
  WayCaseCount bad = { .sscc = TEXT ("095212345678900019"), .count = 1 };
  WayPlace place = { .present = 1 << 2,
                     .name = TEXT ("Hall"),
                     .gln = TEXT ("9521234543216") };
  WayPlace half = { .present = 1 << 4, .name = TEXT ("Hall"), .latitude_e6 = 1 };
  WayOutput output = {
    .present = 1 << 4, .gtin = TEXT ("09521234543213"), .lot = TEXT ("L1"), .certified = 4
  };

  g_assert_cmpint (way_schema_validate (&way_case_count_schema, &good, NULL), ==,
                   WAY_RESULT_OK);
  g_assert_cmpint (way_schema_validate (&way_case_count_schema, &bad, NULL), ==,
                   WAY_RESULT_BAD_CHECK_DIGIT);
  g_assert_cmpint (way_schema_validate (&way_place_schema, &place, NULL), ==,
                   WAY_RESULT_BAD_CHECK_DIGIT);
  place.gln = TEXT ("9521234543213");
  g_assert_cmpint (way_schema_validate (&way_place_schema, &place, NULL), ==,
                   WAY_RESULT_OK);
  g_assert_cmpint (way_schema_validate (&way_place_schema, &half, NULL), ==,
                   WAY_RESULT_MISSING_MEMBER);
  g_assert_cmpint (way_schema_validate (&way_output_schema, &output, NULL), ==,
                   WAY_RESULT_UNKNOWN_MEMBER);
}

/* docs/spec/state.md: lengths and prefixes, all different */
static void
test_state_keys (void)
{
  WayHash a = make_hash (1);
  WayHash b = make_hash (2);
  const struct
  {
    WayStateKey key;
    char prefix;
    gsize len;
  } rows[] = {
    { way_state_key_parameters (), 'm', 1 },
    { way_state_key_account (&a), 'a', 33 },
    { way_state_key_key (&a), 'k', 33 },
    { way_state_key_profile (&a), 'p', 33 },
    { way_state_key_attestation (&a, &b, WAY_CLAIM_ROLE, TEXT ("inspector")), 'A', 98 },
    { way_state_key_prefix (&a, TEXT ("952123")), 'G', 39 },
    { way_state_key_head (&a), 'h', 33 },
    { way_state_key_notes (&a), 'n', 33 },
    { way_state_key_lot (&a), 'l', 33 },
    { way_state_key_listing (&a), 'L', 33 },
    { way_state_key_loose (&a, &b), 'q', 65 },
    { way_state_key_content (&a, &b), 'c', 65 },
    { way_state_key_shipment (&a), 's', 33 },
    { way_state_key_shipment_items (&a), 'i', 33 },
    { way_state_key_transit (&a, &b), 't', 65 },
    { way_state_key_recall (&a), 'r', 33 },
    { way_state_key_due_count (), 'D', 1 },
    { way_state_key_due (0x0102), 'd', 9 },
  };
  WayStateKey due = way_state_key_due (0x0102);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (rows[i].key.bytes[0], ==, rows[i].prefix);
      g_assert_cmpuint (rows[i].key.len, ==, rows[i].len);
      for (gsize j = 0; j < i; j++)
        g_assert_cmpint (rows[j].prefix, !=, rows[i].prefix);
    }
  g_assert_cmpmem (due.bytes, due.len, "d\0\0\0\0\0\0\1\2", 9);
}

static void
test_enum_tables (void)
{
  const WayEnumName *const tables[] = {
    way_thing_kinds,     way_head_statuses,  way_shipment_statuses, way_profile_kinds,
    way_claim_kinds,     way_revoke_reasons, way_document_kinds,    way_inspect_outcomes,
    way_correct_reasons, way_recall_levels,  way_report_kinds,      way_due_kinds,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      guint64 n = 0;

      for (const WayEnumName *row = tables[i]; row->name != NULL; row++)
        {
          g_assert_cmpuint (row->value, ==, ++n);
          g_assert_true (g_ascii_islower (row->name[0]));
        }
      g_assert_cmpuint (n, >, 1);
    }
}

static void
test_pick_language (void)
{
  WayLangText rows[] = {
    { .language = TEXT ("zh-Hans"), .text = TEXT ("茶") },
    { .language = TEXT ("en"), .text = TEXT ("Tea") },
    { .language = TEXT ("de-AT"), .text = TEXT ("Tee") },
  };
  WayRecords texts = { rows, G_N_ELEMENTS (rows) };
  WayRecords first = { rows, 1 };
  const struct
  {
    const char *languages[3];
    const char *text;
  } cases[] = {
    { { "de-AT", NULL }, "Tee" },      { { "de-DE", NULL }, "Tee" },
    { { "zh-CN", "en", NULL }, "茶" }, { { "fr", "de", NULL }, "Tee" },
    { { "fr", NULL }, "Tea" },         { { NULL }, "Tea" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (way_slice_equal_string (
        way_lang_text_pick (&texts, cases[i].languages), cases[i].text));
  g_assert_true (way_slice_equal_string (way_lang_text_pick (&first, NULL), "茶"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/thing/id", test_thing_id);
  g_test_add_func ("/model/thing/rules", test_thing_rules);
  g_test_add_func ("/model/lot-register/rules", test_lot_rules);
  g_test_add_func ("/model/first-cases", test_first_cases);
  g_test_add_func ("/model/gs1-keys", test_gs1_keys);
  g_test_add_func ("/model/state-keys", test_state_keys);
  g_test_add_func ("/model/enum-tables", test_enum_tables);
  g_test_add_func ("/model/lang-text/pick", test_pick_language);
  return g_test_run ();
}
