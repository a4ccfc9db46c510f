/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-plain-text.h"

#include <string.h>

#include "way-detail.h"

/* A text that is no product code is named for what it is, and shown so that it can't deceive. */

static void
test_kinds (void)
{
  static const struct
  {
    const char *text;
    WayPlainTextKind kind;
  } rows[] = {
    { "https://example.org/win", WAY_PLAIN_TEXT_LINK },
    { "  HTTP://EXAMPLE.ORG", WAY_PLAIN_TEXT_LINK },
    { "www.example.org", WAY_PLAIN_TEXT_LINK },
    { "WIFI:T:WPA;S:Guests;P:secret;;", WAY_PLAIN_TEXT_WIFI },
    { "BEGIN:VCARD\nFN:A. Person\nEND:VCARD", WAY_PLAIN_TEXT_CONTACT },
    { "mecard:N:Person;;", WAY_PLAIN_TEXT_CONTACT },
    { "tel:+4930123456", WAY_PLAIN_TEXT_MESSAGE },
    { "mailto:a@example.org", WAY_PLAIN_TEXT_MESSAGE },
    { "geo:52.5,13.4", WAY_PLAIN_TEXT_PLACE },
    { "javascript:alert(1)", WAY_PLAIN_TEXT_ADDRESS },
    { "market://details?id=x", WAY_PLAIN_TEXT_ADDRESS },
    { "9521234543214", WAY_PLAIN_TEXT_CODE },
    { "95 2123 454 3214", WAY_PLAIN_TEXT_CODE },
    { "(01)123", WAY_PLAIN_TEXT_CODE },
    { "Note: call me", WAY_PLAIN_TEXT_OTHER },
    { "a: b", WAY_PLAIN_TEXT_OTHER },
    { "hello", WAY_PLAIN_TEXT_OTHER },
    { "12345", WAY_PLAIN_TEXT_OTHER },
    { "", WAY_PLAIN_TEXT_OTHER },
    { "<b>bold</b>", WAY_PLAIN_TEXT_OTHER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (way_plain_text_get_kind (rows[i].text) != rows[i].kind)
      g_error ("“%s” is taken for %s", rows[i].text,
               way_plain_text_describe (way_plain_text_get_kind (rows[i].text)));
}

static void
test_every_kind_has_words_of_its_own (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = WAY_PLAIN_TEXT_OTHER; i <= WAY_PLAIN_TEXT_CODE; i++)
    g_assert_true (g_hash_table_add (
        seen, (gpointer) way_plain_text_describe ((WayPlainTextKind) i)));
}

static void
assert_shown (const char *text, const char *shown, gboolean is_deceptive)
{
  g_autofree char *visible = way_plain_text_make_visible (text);

  g_assert_cmpstr (visible, ==, shown);
  g_assert_cmpint (way_plain_text_is_deceptive (text), ==, is_deceptive);
}

static void
test_nothing_hides (void)
{
  assert_shown ("plain\ttext\nof two lines", "plain\ttext\nof two lines", FALSE);
  assert_shown ("中文, العربية", "中文, العربية", FALSE);
  /* the right-to-left override, a zero-width joiner, a tag, a byte order mark */
  assert_shown ("gpj\u202Eexe.", "gpj⟨U+202E⟩exe.", TRUE);
  assert_shown ("a\u200Db", "a⟨U+200D⟩b", TRUE);
  assert_shown ("a\U000E0041b", "a⟨U+E0041⟩b", TRUE);
  assert_shown ("\uFEFFa", "⟨U+FEFF⟩a", TRUE);
  assert_shown ("a\u2028b", "a⟨U+2028⟩b", TRUE);
  /* of a terminal; nobody takes it for something else */
  assert_shown ("a\033[31mb", "a⟨U+001B⟩[31mb", FALSE);
  assert_shown ("<b>&amp;</b>", "<b>&amp;</b>", FALSE);
  assert_shown ("\xff!", "\uFFFD!", FALSE);
}

static void
test_long_texts_are_cut (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autofree char *visible = way_plain_text_make_visible (text);

  g_assert_cmpuint (g_utf8_strlen (visible, -1), ==, 4001);
  g_assert_true (g_str_has_suffix (visible, "x…"));
}

static void
test_identifiers_are_grouped (void)
{
  g_autoptr (GListStore) rows = g_list_store_new (WAY_TYPE_DETAIL);
  WayHash hash = { { 0x01, 0x23, 0x45, 0x67 } };
  g_autoptr (WayDetail) id = NULL;
  g_autoptr (WayDetail) code = NULL;

  way_detail_add_hash (rows, "Group", "Label", &hash);
  way_detail_add (rows, WAY_DETAIL_ID, "Group", "Code", g_strdup ("(01)09521234543213"));
  way_detail_add (rows, WAY_DETAIL_TEXT, "Group", "Nothing", g_strdup (""));
  way_detail_add (rows, WAY_DETAIL_TEXT, "Group", "Nothing", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 2);
  id = g_list_model_get_item (G_LIST_MODEL (rows), 0);
  code = g_list_model_get_item (G_LIST_MODEL (rows), 1);
  /* read in groups, copied whole */
  g_assert_true (g_str_has_prefix (way_detail_get_shown (id), "0123 4567 0000 "));
  g_assert_cmpuint (strlen (way_detail_get_shown (id)), ==, 64 + 15);
  g_assert_cmpuint (strlen (way_detail_get_value (id)), ==, 64);
  g_assert_cmpstr (way_detail_get_shown (code), ==, "(01)09521234543213");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plain-text/kinds", test_kinds);
  g_test_add_func ("/plain-text/words", test_every_kind_has_words_of_its_own);
  g_test_add_func ("/plain-text/nothing-hides", test_nothing_hides);
  g_test_add_func ("/plain-text/long", test_long_texts_are_cut);
  g_test_add_func ("/detail/grouped", test_identifiers_are_grouped);
  return g_test_run ();
}
