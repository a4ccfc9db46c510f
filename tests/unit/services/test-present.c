/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-present.h"

/* Every verdict, reason, act and word has a sentence of its own. */

static const WayPresenter nobody = { 0 };

/* One sentence for people: not empty, not the program's name for it, no leftover of a format. */
static void
assert_sentence (const char *text, const char *name)
{
  if (text == NULL || strlen (text) < 3 || g_strcmp0 (text, name) == 0
      || strchr (text, '{') != NULL || strstr (text, "(null)") != NULL
      || strchr (text, '%') != NULL)
    g_error ("%s: %s", name, text != NULL ? text : "nothing");
}

static void
test_reasons (void)
{
  g_autoptr (WayExamination) examination = way_examine_nothing (FALSE);
  g_autoptr (GHashTable)
      seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  WayNetwork network = { .name = (char *) "N" };

  examination->lot.expiry_date = way_slice_from_string ("2026-03-01");
  for (guint i = 0; i < WAY_N_REASONS; i++)
    {
      char *text = way_present_reason (&nobody, examination, &network, (WayReason) i);

      assert_sentence (text, way_reason_get_name ((WayReason) i));
      if (!g_hash_table_add (seen, text))
        g_error ("%s says what another says", way_reason_get_name ((WayReason) i));
    }
  for (guint i = WAY_VERDICT_RECALLED; i <= WAY_VERDICT_GENUINE; i++)
    {
      assert_sentence (way_present_verdict_title ((WayVerdictCode) i), "title");
      assert_sentence (way_present_verdict_sentence ((WayVerdictCode) i), "sentence");
    }
}

/* ---- Acts ------------------------------------------------------------------------------------- */

static WayLangText lang_text;
static WayRecords texts = { &lang_text, 1 };
static WayItem item;
static WayRecords items = { &item, 1 };
static WayThing thing;
static WayRecords things = { &thing, 1 };
static WayOutput output;
static WayPlace place;

static WayEvent
make_event (void)
{
  return (WayEvent) { .time = 1772366400000, .place = place };
}

static void
fill_pieces (void)
{
  static const WayHash account = { { 9 } };

  lang_text = (WayLangText) { .language = way_slice_from_string ("en"),
                              .text = way_slice_from_string ("Some words") };
  thing = way_thing_unit (&account, way_slice_from_string ("09521234543213"),
                          way_slice_from_string ("A1"), way_slice_from_string ("S1"));
  item.thing = thing;
  output = (WayOutput) { .gtin = thing.gtin, .lot = thing.lot };
}

#define EACH_ACT(ACT)                                                                    \
  ACT (PRODUCT_REGISTER, WayProductRegister, .gtin = thing.gtin,                         \
       .product = { .names = texts, .brand = lang_text.text })                           \
  ACT (PRODUCT_UPDATE, WayProductUpdate, .gtin = thing.gtin,                             \
       .product = { .names = texts, .brand = lang_text.text })                           \
  ACT (LOT_REGISTER, WayLotRegister, .gtin = thing.gtin, .lot = thing.lot,               \
       .quantity = 2)                                                                    \
  ACT (DOCUMENT_ADD, WayDocumentAdd, .thing = thing,                                     \
       .document = { .media_type = lang_text.text, .size = 1, .kind = 3 })               \
  ACT (COMMISSION, WayCommission, .event = make_event (), .gtin = thing.gtin,            \
       .lot = thing.lot)                                                                 \
  ACT (OBSERVE, WayObserve, .event = make_event (), .things = things)                    \
  ACT (PACK, WayPack, .event = make_event (), .container = container (),                 \
       .children = items)                                                                \
  ACT (UNPACK, WayUnpack, .event = make_event (), .container = container (),             \
       .children = items)                                                                \
  ACT (SHIP, WayShip, .event = make_event (), .items = items)                            \
  ACT (RECEIVE, WayReceive, .event = make_event (), .items = items)                      \
  ACT (TRANSFORM, WayTransform, .event = make_event (), .inputs = items,                 \
       .outputs = { &output, 1 })                                                        \
  ACT (INSPECT, WayInspect, .event = make_event (), .thing = thing, .outcome = 1)        \
  ACT (CORRECT, WayCorrect, .event = make_event (), .things = things, .reason = 1)       \
  ACT (RECALL, WayRecall, .event = make_event (), .thing = thing, .level = 1,            \
       .reasons = texts)                                                                 \
  ACT (RECALL_END, WayRecallEnd, .event = make_event (), .thing = thing)                 \
  ACT (CLAIM, WayClaim, .unit = item, .claim = lang_text.text)                           \
  ACT (TRANSFER, WayTransfer, .event = make_event (), .unit = item)                      \
  ACT (REPORT, WayReport, .event = make_event (), .thing = thing, .kind = 1)             \
  ACT (SELL, WaySell, .event = make_event (), .units = items)                            \
  ACT (TAKE_BACK, WayTakeBack, .event = make_event (), .unit = item)

#define EACH_OTHER_ACT(ACT)                                                              \
  ACT (REGISTER, WayRegister, .present = 0)                                              \
  ACT (KEY_ADD, WayKeyAdd, .possession = lang_text.text)                                 \
  ACT (KEY_REVOKE, WayKeyRevoke, .reason = 2)                                            \
  ACT (PROFILE_SET, WayProfileSet, .profile = { .kind = 1, .names = texts })             \
  ACT (ATTEST, WayAttest, .claim = 1, .value = way_slice_from_string ("952123"))         \
  ACT (ATTEST_REVOKE, WayAttestRevoke, .claim = 1,                                       \
       .value = way_slice_from_string ("952123"))                                        \
  ACT (SEALING_KEY_SET, WaySealingKeySet, .present = 0)                                  \
  ACT (LISTING_SET, WayListingSet, .gtin = thing.gtin,                                   \
       .currency = way_slice_from_string ("EUR"))                                        \
  ACT (LISTING_REMOVE, WayListingRemove, .gtin = thing.gtin)

static WayThing
container (void)
{
  return way_thing_container (&thing.account,
                              way_slice_from_string ("095212340000000013"));
}

static void
check_payload (const WayAction *action, const char *name, GHashTable *seen)
{
  WayPayload payload = { .sequence = 1, .actions = (WayAction *) action, .n_actions = 1 };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) sentences = NULL;

  if (way_payload_validate (&payload, &path) != WAY_RESULT_OK)
    g_error ("%s is no act: %s", name, path);
  bytes = way_payload_encode (&payload);
  sentences = way_present_payload (&nobody, way_slice_from_bytes (bytes), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (sentences), ==, 1);
  assert_sentence (sentences[0], name);
  g_assert_true (g_str_has_prefix (sentences[0], "You "));
  if (!g_hash_table_add (seen, g_strdup (sentences[0])))
    g_error ("%s says what another says", name);
}

/* What is signed is said from its bytes, each kind of act in words of its own. */
static void
test_payloads (void)
{
  g_autoptr (GHashTable)
      seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0, n_kinds = 0;

#define ACT(SYMBOL, T, ...)                                                              \
  {                                                                                      \
    T body = { __VA_ARGS__ };                                                            \
    WayAction action = { WAY_ACTION_##SYMBOL, &body };                                   \
                                                                                         \
    check_payload (&action, way_action_get_name (WAY_ACTION_##SYMBOL), seen);            \
    n++;                                                                                 \
  }
  EACH_ACT (ACT)
  EACH_OTHER_ACT (ACT)
#undef ACT
  for (guint64 kind = 0; kind < 256; kind++)
    n_kinds += way_action_get_schema (kind) != NULL;
  g_assert_cmpuint (n, ==, n_kinds);
}

static void
check_step (const WayAction *action, const char *name, GHashTable *seen)
{
  g_autoptr (WayExamination) examination = way_examine_nothing (FALSE);
  WayLogEntry entry = { .time = 1772366400000 };
  WayVerifiedStatement statement = { .entry = &entry };
  WayStep step = { .kind = WAY_STEP_EVENT,
                   .statement = &statement,
                   .action = action,
                   .thing = thing,
                   .event_time_ms = 1772366400000 };
  g_autoptr (WayStepText) text = NULL;

  examination->subject = thing;
  text = way_present_step (&nobody, examination, &step);
  assert_sentence (text->sentence, name);
  g_assert_false (g_str_has_suffix (text->sentence, name));
  g_assert_cmpstr (text->when, ==, "1 March 2026, 12:00");
  if (!g_hash_table_add (seen, g_strdup (text->sentence)))
    g_error ("%s says what another says", name);
}

static void
test_steps (void)
{
  g_autoptr (GHashTable)
      seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

#define ACT(SYMBOL, T, ...)                                                              \
  {                                                                                      \
    T body = { __VA_ARGS__ };                                                            \
    WayAction action = { WAY_ACTION_##SYMBOL, &body };                                   \
                                                                                         \
    check_step (&action, way_action_get_name (WAY_ACTION_##SYMBOL), seen);               \
  }
  EACH_ACT (ACT)
#undef ACT
}

/* Late, one-sided, corrected, hearsay, in a case: each is said. */
static void
test_remarks (void)
{
  g_autoptr (WayExamination) examination = way_examine_nothing (FALSE);
  WayLogEntry entry = { .time = 1772366400000 + 3 * G_GUINT64_CONSTANT (86400000) };
  WayVerifiedStatement statement = { .entry = &entry };
  WayShip ship = { .event = make_event (), .items = items };
  WayAction action = { WAY_ACTION_SHIP, &ship };
  WayStep step = { .kind = WAY_STEP_EVENT,
                   .statement = &statement,
                   .action = &action,
                   .event_time_ms = 1772366400000,
                   .is_late = TRUE,
                   .is_corrected = TRUE,
                   .is_note = TRUE };
  g_autoptr (WayStepText) text = NULL;
  g_autofree char *all = NULL;

  step.thing = container ();
  examination->subject = thing;
  text = way_present_step (&nobody, examination, &step);
  all = g_strjoinv ("\n", text->remarks);
  g_assert_nonnull (strstr (all, "3 days"));
  g_assert_nonnull (strstr (all, "095212340000000013"));
  g_assert_nonnull (strstr (all, "Only the sender"));
  g_assert_nonnull (strstr (all, "declared this wrong"));
  g_assert_cmpuint (g_strv_length (text->remarks), ==, 5);
}

static void
test_bad_payload (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_present_payload (&nobody, way_slice_from_string ("junk"), &error));
  g_assert_nonnull (error);
}

static void
test_words (void)
{
  g_autofree char *minute = way_present_age (60000, 0);
  g_autofree char *hours = way_present_age (7200000, 0);
  g_autofree char *future = way_present_age (0, 7200000);
  WayItem lot = { .present = 1 << 2, .quantity = 20, .thing = thing };
  g_autofree char *text = NULL;

  g_assert_cmpstr (minute, ==, "1 minute");
  g_assert_cmpstr (hours, ==, "2 hours");
  g_assert_cmpstr (future, ==, "0 minutes");
  lot.thing = way_thing_lot (&thing.account, thing.gtin, thing.lot);
  text = way_present_item (&lot);
  g_assert_cmpstr (text, ==, "20 × lot A1 of product 09521234543213");
#define EACH(names, present, T)                                                          \
  for (const WayEnumName *row = names; row->name != NULL; row++)                         \
  g_assert_cmpstr (present ((T) row->value), !=, "?")
  EACH (way_profile_kinds, way_present_profile_kind, WayProfileKind);
  EACH (way_claim_kinds, way_present_claim_kind, WayClaimKind);
  EACH (way_revoke_reasons, way_present_revoke_reason, WayRevokeReason);
  EACH (way_document_kinds, way_present_document_kind, WayDocumentKind);
  EACH (way_inspect_outcomes, way_present_inspect_outcome, WayInspectOutcome);
  EACH (way_recall_levels, way_present_recall_level, WayRecallLevel);
  EACH (way_report_kinds, way_present_report_kind, WayReportKind);
  EACH (way_shipment_statuses, way_present_shipment_status, WayShipmentStatus);
  EACH (way_head_statuses, way_present_head_status, WayHeadStatus);
#undef EACH
}

static void
test_no_spaces_between_chinese (void)
{
  static const char *const rows[][2] = {
    { "此码由 松林玩具 签发。", "此码由松林玩具签发。" },
    { "此码由 Pinewood 签发。", "此码由 Pinewood 签发。" },
    { "于 2025年5月2日 召回了它： 轴帽", "于 2025年5月2日召回了它：轴帽" },
    { "举报 “很 坏” 了 它", "举报 “很 坏” 了它" },
    { "no Chinese  at all ", "no Chinese  at all " },
    { " 它 ", " 它 " },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup (rows[i][0]);

      g_assert_cmpstr (way_present_close_up (text), ==, rows[i][1]);
    }
  g_assert_null (way_present_close_up (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fill_pieces ();
  g_test_add_func ("/services/present/reasons", test_reasons);
  g_test_add_func ("/services/present/payloads", test_payloads);
  g_test_add_func ("/services/present/bad-payload", test_bad_payload);
  g_test_add_func ("/services/present/steps", test_steps);
  g_test_add_func ("/services/present/remarks", test_remarks);
  g_test_add_func ("/services/present/words", test_words);
  g_test_add_func ("/services/present/no-spaces-between-chinese",
                   test_no_spaces_between_chinese);
  return g_test_run ();
}
