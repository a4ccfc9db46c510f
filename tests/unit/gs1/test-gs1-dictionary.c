/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "way-gs1-ai.h"
#include "way-test.h"

/* Our table against the GS1 Barcode Syntax Dictionary, entry by entry. Both sides are put
 * into one line of the same words. */

static void
append_component (GString *line, const WayGs1Component *component)
{
  g_string_append_printf (line, component->is_optional ? " [%c" : " %c", component->cset);
  if (component->min_len != component->max_len)
    g_string_append (line, "..");
  g_string_append_printf (line, component->is_optional ? "%u]" : "%u",
                          component->max_len);
}

static char *
dup_lints (const WayGs1Component *component)
{
  static const char *const names[] = {
    "",
#define WAY_GS1_LINT(symbol, name, function) "," name,
#include "way-gs1-lint.def"
#undef WAY_GS1_LINT
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < WAY_GS1_MAX_LINTS; i++)
    g_string_append (text, names[component->lints[i]]);
  return g_string_free_and_steal (text);
}

static void
append_sets (GString *line, const char *key, const char *sets)
{
  g_auto (GStrv) words = sets != NULL ? g_strsplit (sets, " ", -1) : NULL;

  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    g_string_append_printf (line, " %s=%s", key, words[i]);
}

static char *
describe (const WayGs1Ai *info)
{
  GString *line = g_string_new (info->first);

  if (strcmp (info->first, info->last) != 0)
    g_string_append_printf (line, "-%s", info->last);
  g_string_append_printf (line, " %s%s", info->is_fixed ? "*" : "",
                          info->is_link_attribute ? "?" : "");
  for (gsize i = 0; i < info->n_components; i++)
    {
      g_autofree char *lints = dup_lints (&info->components[i]);

      append_component (line, &info->components[i]);
      g_string_append (line, lints);
    }
  append_sets (line, "req", info->required);
  append_sets (line, "ex", info->excluded);
  if (info->is_link_key)
    g_string_append (line, " dlpkey");
  if (info->qualifiers != NULL)
    g_string_append_printf (line, "=%s", info->qualifiers);
  if (info->title != NULL)
    g_string_append_printf (line, " # %s", info->title);
  return g_string_free_and_steal (line);
}

/* The dictionary's line with its attributes in the order of describe(). */
static char *
normalise (const char *entry)
{
  static const char *const orders[] = { "", "req=", "ex=", "dlpkey" };
  g_auto (GStrv) halves = g_strsplit (entry, "#", 2);
  g_auto (GStrv) words = g_strsplit_set (halves[0], " ", -1);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  GString *line;
  gsize first;

  for (gsize i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_ptr_array_add (found, words[i]);
  line = g_string_new (g_ptr_array_index (found, 0));
  first = strspn (g_ptr_array_index (found, 1), "*?") > 0 ? 2 : 1;
  g_string_append_printf (line, " %s",
                          first == 2 ? (char *) g_ptr_array_index (found, 1) : "");
  for (gsize order = 0; order < G_N_ELEMENTS (orders); order++)
    for (gsize i = first; i < found->len; i++)
      {
        const char *word = g_ptr_array_index (found, i);
        gboolean is_attribute = strncmp (word, "req=", 4) == 0
                                || strncmp (word, "ex=", 3) == 0
                                || strncmp (word, "dlpkey", 6) == 0;

        if (order == 0 ? !is_attribute
                       : is_attribute && g_str_has_prefix (word, orders[order]))
          g_string_append_printf (line, " %s", word);
      }
  if (halves[1] != NULL)
    g_string_append_printf (line, " # %s", g_strstrip (halves[1]));
  return g_string_free_and_steal (line);
}

static void
test_table (void)
{
  g_autofree char *text =
      way_test_read_vector ("gs1-syntax-dictionary/gs1-syntax-dictionary.txt", NULL);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  gsize n = 0;

  if (text == NULL)
    return;
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *theirs = NULL;
      g_autofree char *ours = NULL;

      if (!g_ascii_isdigit (lines[i][0]))
        continue;
      g_assert_cmpuint (n, <, way_gs1_n_ais);
      theirs = normalise (lines[i]);
      ours = describe (&way_gs1_ais[n++]);
      g_assert_cmpstr (ours, ==, theirs);
    }
  g_assert_cmpuint (n, ==, way_gs1_n_ais);
}

/* Whatever begins with the same two digits has the same length, so that the end of an
 * identifier is never a guess; exactly the prefixes that the General Specifications list
 * (figure 7.8.5-2) have values of predefined length. */
static void
test_prefixes (void)
{
  static const char *const fixed[] = { "00", "01", "02", "03", "04", "11", "12", "13",
                                       "14", "15", "16", "17", "18", "19", "20", "31",
                                       "32", "33", "34", "35", "36", "41" };
  guint8 lengths[100] = { 0 };

  for (gsize i = 0; i < way_gs1_n_ais; i++)
    {
      const WayGs1Ai *info = &way_gs1_ais[i];
      int prefix = (info->first[0] - '0') * 10 + info->first[1] - '0';
      gboolean is_listed = FALSE;

      g_assert_true (lengths[prefix] == 0 || lengths[prefix] == info->ai_len);
      lengths[prefix] = info->ai_len;
      for (gsize j = 0; j < G_N_ELEMENTS (fixed); j++)
        is_listed = is_listed || strncmp (fixed[j], info->first, 2) == 0;
      g_assert_cmpint (is_listed, ==, info->is_fixed);
      if (info->is_fixed)
        g_assert_cmpuint (way_gs1_ai_get_min_len (info), ==,
                          way_gs1_ai_get_max_len (info));
    }
}

/* Every number of two to four digits, against a plain walk over the table. */
static void
test_find (void)
{
  for (int len = 2; len <= 4; len++)
    for (int value = 0; value < 10000; value++)
      {
        char text[12];
        const WayGs1Ai *expected = NULL;

        g_snprintf (text, sizeof text, "%0*d", len, value);
        if (strlen (text) != (gsize) len)
          break;
        for (gsize i = 0; i < way_gs1_n_ais; i++)
          if (way_gs1_ais[i].ai_len == strlen (text)
              && strcmp (way_gs1_ais[i].first, text) <= 0
              && strcmp (way_gs1_ais[i].last, text) >= 0)
            expected = &way_gs1_ais[i];
        g_assert_true (way_gs1_ai_find (text, strlen (text)) == expected);
      }
  g_assert_null (way_gs1_ai_find ("0", 1));
  g_assert_null (way_gs1_ai_find ("", 0));
  g_assert_null (way_gs1_ai_find ("01a", 3));
  g_assert_null (way_gs1_ai_find ("31031", 5));
  g_assert_true (way_gs1_ai_find ("0109", 2) == way_gs1_ai_find ("01", 2));
  g_assert_true (way_gs1_ai_find_prefix ("3103000195", 10)
                 == way_gs1_ai_find ("3103", 4));
  g_assert_null (way_gs1_ai_find_prefix ("2", 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gs1/dictionary/table", test_table);
  g_test_add_func ("/gs1/dictionary/prefixes", test_prefixes);
  g_test_add_func ("/gs1/dictionary/find", test_find);
  return g_test_run ();
}
