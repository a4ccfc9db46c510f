/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <yyjson.h>

#include "way-base-encoding.h"
#include "way-phrase.h"
#include "way-signature.h"
#include "way-test.h"

#define ABOUT                                                                            \
  "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "     \
  "abandon about"
#define ABOUT_SEED                                                                       \
  "5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc1"                     \
  "9a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4"

static WayPhrase *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  WayPhrase *phrase = way_phrase_parse (way_slice_from_string (text), NULL, &error);

  g_assert_no_error (error);
  return phrase;
}

static void
assert_secret (WaySecret *secret, const char *expected)
{
  g_autofree char *hex = way_hex_encode (way_secret_get_slice (secret));

  g_assert_cmpstr (hex, ==, expected);
  way_secret_unref (secret);
}

static void
assert_seed (const WayPhrase *phrase, const char *passphrase, const char *expected)
{
  assert_secret (way_phrase_to_seed (phrase, way_slice_from_string (passphrase)),
                 expected);
}

static void
check_vector (const char *entropy_hex, const char *text, const char *seed)
{
  g_autoptr (GBytes) entropy = way_test_hex (entropy_hex);
  g_autoptr (WayPhrase) made =
      way_phrase_new_from_entropy (way_slice_from_bytes (entropy), WAY_PHRASE_ENGLISH);
  g_autoptr (WayPhrase) read = parse (text);
  g_autoptr (WaySecret) made_text = way_phrase_dup_text (made);

  g_assert_true (way_slice_equal_string (way_secret_get_slice (made_text), text));
  g_assert_cmpint (way_phrase_get_language (read), ==, WAY_PHRASE_ENGLISH);
  assert_secret (way_phrase_dup_entropy (read), entropy_hex);
  assert_seed (read, "TREZOR", seed);
}

static void
test_vectors (void)
{
  gsize len = 0;
  g_autofree char *text = way_test_read_vector ("bip39/vectors-english.json", &len);
  yyjson_doc *doc;
  gsize index, n;
  yyjson_val *entry;

  if (text == NULL)
    return;
  doc = yyjson_read (text, len, 0);
  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (doc), "english"), index, n,
                      entry) check_vector (yyjson_get_str (yyjson_arr_get (entry, 0)),
                                           yyjson_get_str (yyjson_arr_get (entry, 1)),
                                           yyjson_get_str (yyjson_arr_get (entry, 2)));
  g_assert_cmpuint (n, ==, 24);
  yyjson_doc_free (doc);
}

/* Made with Debian's python3-mnemonic 0.21, passphrase 通行. */
static const struct
{
  WayPhraseLanguage language;
  const char *entropy;
  const char *text;
  const char *seed;
} chinese[] = {
  { WAY_PHRASE_CHINESE_SIMPLIFIED, "1feec51b82b7469c9a631ba57e47e9da",
    "任掉鱼能晶汉伯刘绩诺箭艰",
    "6107679757853d01d96b5c8f2e242642a627bf266edd83809ec98bddcd105f6f"
    "e5efee7eba7b5f6d69044a5dc746b3ea1c653b6a53f97664b45276bd8b84171f" },
  { WAY_PHRASE_CHINESE_SIMPLIFIED,
    "50f7b9e9d4ba0a0d782ee144b4fb75dc040c7ed40665bb869f9d08e2e1dc8406",
    "古趣沿弄勒后脏仔供辛叔申呢死初署碧便欣你需斑表漏",
    "fd701f288dd530da30e7be894b868d088a4f5fe9b9e32dc860682c402c1986f0"
    "370b853d64c1feb02fe6b21aaa644859fde30f7f3d121b813befb506a5646b6f" },
  { WAY_PHRASE_CHINESE_TRADITIONAL, "213c506b7d88b6731493769fde9ebdee6b69eb9e82c888be",
    "即煮資辨爺王簡皇軋摘潛鞋漁慘零陳尺蒼",
    "c0e23afecc4d0b1c53c99f5190bc898a5cb0a950608acfdcf8ee998059d33a10"
    "e5c93fdd0b63a81be71ada2f5fdd6bdd025aec84d5ebbdbe2512229c6efbdbae" },
  { WAY_PHRASE_CHINESE_TRADITIONAL,
    "50f7b9e9d4ba0a0d782ee144b4fb75dc040c7ed40665bb869f9d08e2e1dc8406",
    "古趣沿弄勒後臟仔供辛叔申呢死初署碧便欣你需斑表漏",
    "bd891119f92f91d7c840ab41dafe2725e867228508dd52c6d48fa4828a20d435"
    "671cbfbdc4117b90b01de7ebf0616ae9d3cde0a02e8f6b8dd243cf9d27fe3b70" },
};

static void
test_chinese (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (chinese); i++)
    {
      g_autoptr (WayPhrase) phrase = parse (chinese[i].text);

      g_assert_cmpint (way_phrase_get_language (phrase), ==, chinese[i].language);
      assert_secret (way_phrase_dup_entropy (phrase), chinese[i].entropy);
      assert_seed (phrase, "通行", chinese[i].seed);
    }
}

/* All twelve words are in both lists. */
static void
test_shared_chinese (void)
{
  g_autoptr (WayPhrase) phrase = parse ("站爹佳剩裂躺星柔梯酷箱逆");
  g_autoptr (GBytes) entropy = way_test_hex ("5236b7d7d67739e65b5df3ccdc6a4b65");
  g_autoptr (WayPhrase) traditional = way_phrase_new_from_entropy (
      way_slice_from_bytes (entropy), WAY_PHRASE_CHINESE_TRADITIONAL);
  static const char seed[] =
      "fb99149f947d553559bb0de0e19326c50fe357015fa016cd07152fd2e1788102"
      "ce49ce278a2a8257966a08613a2b6fbc21ab1663c67942c56bbe1994cbb63ec8";

  g_assert_cmpint (way_phrase_get_language (phrase), ==, WAY_PHRASE_CHINESE_SIMPLIFIED);
  assert_secret (way_phrase_dup_entropy (phrase), "5236b7d7d67739e65b5df3ccdc6a4b65");
  assert_seed (phrase, "", seed);
  assert_seed (traditional, "", seed);
}

/* Unicode normal forms of the passphrase, and none for ASCII. */
static void
test_nfkd (void)
{
  static const char seed[] =
      "19131c2aeae5db7e3f7d844ad9da5f98e4ef1db11e138ec92320c39c2f3f9761"
      "3c88b66bb4e377f226b87880e47725aee03bc5b85ebec9ec8fcf60690c477233";
  g_autoptr (WayPhrase) phrase = parse (ABOUT);

  assert_seed (phrase, "Å café ｘ", seed);
  assert_seed (phrase, "A\xcc\x8a cafe\xcc\x81 x", seed);
  assert_seed (phrase, "", ABOUT_SEED);
  g_assert_null (way_phrase_to_seed (phrase, way_slice_from_string ("\xff")));
}

static void
test_lenient (void)
{
  static const char *const same[] = {
    "  ABANDON\tabandon\nabandon, abandon; abandon abandon abandon abandon abandon "
    "abandon\r\nabandon About. ",
    "ａｂａｎｄｏｎ　abandon abandon abandon abandon abandon abandon abandon abandon "
    "abandon abandon about\xe2\x80\x8b",
  };
  g_autoptr (WayPhrase)
      chinese_spaced = parse ("任 掉 鱼 能\n晶　汉、伯，刘。绩 诺箭 艰\n");

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr (WayPhrase) phrase = parse (same[i]);

      assert_seed (phrase, "", ABOUT_SEED);
    }
  assert_seed (chinese_spaced, "通行", chinese[0].seed);
}

static void
count_up (gpointer data, guint8 *out, gsize len)
{
  for (gsize i = 0; i < len; i++)
    out[i] = (guint8) (*(guint *) data += 37);
}

static void
test_round_trip (void)
{
  guint state = 0;
  WayRandom random = { count_up, &state };

  for (guint language = 0; language < WAY_PHRASE_N_LANGUAGES; language++)
    for (guint n_words = 0; n_words <= 27; n_words++)
      for (guint repeat = 0; repeat < 8; repeat++)
        {
          g_autoptr (WayPhrase) phrase =
              way_phrase_new_random (&random, (WayPhraseLanguage) language, n_words);
          g_autoptr (WayPhrase) again = NULL;
          g_autoptr (WaySecret) text = NULL, entropy = NULL, entropy_again = NULL;

          if (n_words < 12 || n_words > 24 || n_words % 3 != 0)
            {
              g_assert_null (phrase);
              continue;
            }
          text = way_phrase_dup_text (phrase);
          again = way_phrase_parse (way_secret_get_slice (text), NULL, NULL);
          g_assert_nonnull (again);
          g_assert_cmpuint (way_phrase_get_n_words (again), ==, n_words);
          entropy = way_phrase_dup_entropy (phrase);
          entropy_again = way_phrase_dup_entropy (again);
          g_assert_true (way_secret_equal (entropy, entropy_again));
        }
}

static WayPhraseReport
assert_refused (const char *text, WayResult result, guint position, const char *sentence)
{
  WayPhraseReport report;
  g_autoptr (GError) error = NULL;

  g_assert_null (way_phrase_parse (way_slice_from_string (text), &report, &error));
  g_assert_error (error, WAY_ERROR, (int) result);
  g_assert_cmpint (report.result, ==, result);
  g_assert_cmpuint (report.position, ==, position);
  if (sentence != NULL)
    g_assert_cmpstr (error->message, ==, sentence);
  return report;
}

#define TEN "legal winner thank year wave sausage worth useful legal winner "

static void
test_wrong_word (void)
{
  WayPhraseReport report;

  report = assert_refused (
      TEN "thnak yellow", WAY_RESULT_MALFORMED, 11,
      "Word 11 is not in the English list; did you mean “thank” or “tank” or “that”?");
  g_assert_cmpstr (report.suggestions[0], ==, "thank");
  report =
      assert_refused (TEN "abstrqct yellow", WAY_RESULT_MALFORMED, 11,
                      "Word 11 is not in the English list; did you mean “abstract”?");
  g_assert_null (report.suggestions[1]);
  /* The first four letters are enough to know it. */
  report = assert_refused (TEN "than yell", WAY_RESULT_MALFORMED, 11, NULL);
  g_assert_cmpstr (report.suggestions[0], ==, "thank");
  report = assert_refused (TEN "xylophones yellow", WAY_RESULT_MALFORMED, 11,
                           "Word 11 is not in the English list");
  assert_refused (TEN "thankyearwavesausageworth yellow", WAY_RESULT_MALFORMED, 11, NULL);
}

static void
test_wrong_chinese_word (void)
{
  WayPhraseReport report;

  /* 魚 for 鱼 */
  report = assert_refused ("任掉魚能晶汉伯刘绩诺箭艰", WAY_RESULT_MALFORMED, 3,
                           "Word 3 is not in the Simplified Chinese list; it is a word "
                           "of the Traditional Chinese list");
  g_assert_true (report.is_other_language);
  g_assert_cmpint (report.language, ==, WAY_PHRASE_CHINESE_SIMPLIFIED);
  g_assert_cmpint (report.other_language, ==, WAY_PHRASE_CHINESE_TRADITIONAL);
  report = assert_refused ("任掉魚能晶漢伯劉績諾箭囧", WAY_RESULT_MALFORMED, 12,
                           "Word 12 is not in the Traditional Chinese list");
  g_assert_false (report.is_other_language);
}

static void
test_wrong_phrase (void)
{
  g_autofree char *long_text = g_strnfill (WAY_PHRASE_MAX_TEXT + 1, ' ');
  g_autofree char *many = g_strnfill (3000, 'a');
  g_autoptr (GString) hundred = g_string_new (NULL);
  WayPhraseReport report;

  report = assert_refused (TEN "thank", WAY_RESULT_OUT_OF_RANGE, 0,
                           "A recovery phrase has 12, 15, 18, 21 or 24 words, this one "
                           "has 11");
  g_assert_cmpuint (report.n_words, ==, 11);
  assert_refused (TEN "thank legal", WAY_RESULT_BAD_CHECKSUM, 0, NULL);
  assert_refused ("掉任鱼能晶汉伯刘绩诺箭艰", WAY_RESULT_BAD_CHECKSUM, 0, NULL);
  assert_refused ("", WAY_RESULT_OUT_OF_RANGE, 0, NULL);
  assert_refused (" \n", WAY_RESULT_OUT_OF_RANGE, 0, NULL);
  assert_refused ("abandon \xc3", WAY_RESULT_INVALID_TEXT, 0, NULL);
  assert_refused (long_text, WAY_RESULT_TOO_LARGE, 0, NULL);
  assert_refused (many, WAY_RESULT_MALFORMED, 1, NULL);
  for (guint i = 0; i < 100; i++)
    g_string_append (hundred, "abandon ");
  report = assert_refused (hundred->str, WAY_RESULT_OUT_OF_RANGE, 0, NULL);
  g_assert_cmpuint (report.n_words, ==, 100);
}

/* Each phrase with one word changed is refused, but for the one in sixteen whose
 * checksum happens to be right. */
static void
test_checksum (void)
{
  guint accepted = 0;

  for (guint last = 0; last < 256; last++)
    {
      guint8 entropy[16] = { 0 };
      g_autoptr (WayPhrase) phrase = NULL;
      g_autofree char *text = NULL;

      entropy[15] = (guint8) last;
      phrase =
          way_phrase_new_from_entropy (WAY_SLICE_INIT (entropy, 16), WAY_PHRASE_ENGLISH);
      text = g_strconcat ("about abandon abandon abandon abandon abandon abandon abandon "
                          "abandon abandon ",
                          way_phrase_get_word (phrase, 10), " ",
                          way_phrase_get_word (phrase, 11), NULL);
      way_phrase_free (g_steal_pointer (&phrase));
      phrase = way_phrase_parse (way_slice_from_string (text), NULL, NULL);
      accepted += phrase != NULL;
    }
  g_assert_cmpuint (accepted, >, 2);
  g_assert_cmpuint (accepted, <, 40);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!way_crypto_init (&error))
    g_error ("%s", error->message);
  g_test_add_func ("/identity/phrase/vectors", test_vectors);
  g_test_add_func ("/identity/phrase/chinese", test_chinese);
  g_test_add_func ("/identity/phrase/shared-chinese", test_shared_chinese);
  g_test_add_func ("/identity/phrase/nfkd", test_nfkd);
  g_test_add_func ("/identity/phrase/lenient", test_lenient);
  g_test_add_func ("/identity/phrase/round-trip", test_round_trip);
  g_test_add_func ("/identity/phrase/wrong-word", test_wrong_word);
  g_test_add_func ("/identity/phrase/wrong-chinese-word", test_wrong_chinese_word);
  g_test_add_func ("/identity/phrase/wrong-phrase", test_wrong_phrase);
  g_test_add_func ("/identity/phrase/checksum", test_checksum);
  return g_test_run ();
}
