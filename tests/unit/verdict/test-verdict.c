/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The decision table of docs/spec/verdict.md, row by row: the rules of the page are those of the program, and each
 * of the page's situations comes out as the page says. */

#include <string.h>

#include "way-test.h"
#include "way-verdict.h"

static char *
read_spec (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "docs", "spec", "verdict.md", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The rows of the table behind @heading as cells, without header and rule. */
static GPtrArray *
read_table (const char *heading)
{
  g_autofree char *text = read_spec ();
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *start = strstr (text, heading);
  g_auto (GStrv) lines = NULL;
  guint n_table_lines = 0;

  g_assert_nonnull (start);
  lines = g_strsplit (start, "\n", -1);
  for (guint i = 1; lines[i] != NULL && !g_str_has_prefix (lines[i], "## "); i++)
    {
      g_auto (GStrv) cells = NULL;

      if (lines[i][0] != '|' || n_table_lines++ < 2)
        continue;
      cells = g_strsplit (lines[i], "|", -1);
      for (guint j = 0; cells[j] != NULL; j++)
        g_strstrip (g_strdelimit (cells[j], "`", ' '));
      g_ptr_array_add (rows, g_steal_pointer (&cells));
    }
  return rows;
}

static void
test_rules_of_the_page (void)
{
  g_autoptr (GPtrArray) rows = read_table ("## Rules");

  g_assert_cmpuint (rows->len, ==, WAY_N_REASONS);
  for (guint i = 0; i < WAY_N_REASONS; i++)
    {
      char **cells = g_ptr_array_index (rows, i);
      g_autofree char *conditions = way_reason_dup_conditions ((WayReason) i);
      const char *verdict =
          way_verdict_code_get_name (way_reason_get_verdict ((WayReason) i));

      g_assert_cmpstr (cells[1], ==, way_reason_get_name ((WayReason) i));
      g_assert_cmpstr (cells[2], ==, strcmp (verdict, "NONE") == 0 ? "" : verdict);
      g_assert_cmpstr (cells[3], ==, conditions);
    }
}

static WayFactState
parse_state (const char *name)
{
  for (guint state = 0; state <= WAY_FACT_STATE_CONTRADICTED; state++)
    if (strcmp (way_fact_state_get_name ((WayFactState) state), name) == 0)
      return (WayFactState) state;
  g_error ("no such state: %s", name);
}

/* The base of every situation: a sound, fresh answer about an issued unit. */
static void
set_sound_facts (WayFacts *facts)
{
  static const WayFact proven[] = { WAY_FACT_TRUSTED, WAY_FACT_LIVE,
                                    WAY_FACT_FRESH,   WAY_FACT_PRODUCT,
                                    WAY_FACT_ISSUER,  WAY_FACT_LOT,
                                    WAY_FACT_SERIAL,  WAY_FACT_SINGLE_ITEM,
                                    WAY_FACT_COMPLETE };
  static const WayFact absent[] = { WAY_FACT_RECALL, WAY_FACT_MINE, WAY_FACT_CLAIMED,
                                    WAY_FACT_SOLD };

  memset (facts, 0, sizeof *facts);
  for (gsize i = 0; i < G_N_ELEMENTS (proven); i++)
    facts->states[proven[i]] = WAY_FACT_STATE_PROVEN;
  for (gsize i = 0; i < G_N_ELEMENTS (absent); i++)
    facts->states[absent[i]] = WAY_FACT_STATE_ABSENT;
}

static void
apply_changes (WayFacts *facts, const char *changes)
{
  g_auto (GStrv) words = g_strsplit_set (changes, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);
      WayFact fact;

      if (words[i][0] == '\0')
        continue;
      if (strcmp (words[i], "nothing") == 0)
        {
          memset (facts, 0, sizeof *facts);
          continue;
        }
      g_assert_nonnull (pair[1]);
      if (!way_fact_from_name (pair[0], &fact))
        g_error ("no such fact: %s", pair[0]);
      facts->states[fact] = parse_state (pair[1]);
    }
}

static gboolean
verdict_has_reason (const WayVerdict *verdict, const char *name)
{
  for (gsize i = 0; i < verdict->n_reasons; i++)
    if (strcmp (way_reason_get_name (verdict->reasons[i]), name) == 0)
      return TRUE;
  return FALSE;
}

static void
test_situations_of_the_page (void)
{
  g_autoptr (GPtrArray) rows = read_table ("## Situations");

  g_assert_cmpuint (rows->len, >=, 30);
  for (guint i = 0; i < rows->len; i++)
    {
      char **cells = g_ptr_array_index (rows, i);
      g_auto (GStrv) reasons = g_strsplit (cells[4], " ", -1);
      WayFacts facts;
      WayVerdict verdict;

      set_sound_facts (&facts);
      apply_changes (&facts, cells[2]);
      way_verdict_judge (&facts, &verdict);
      g_test_message ("%s", cells[1]);
      g_assert_cmpstr (way_verdict_code_get_name (verdict.code), ==, cells[3]);
      g_assert_cmpstr (way_reason_get_name (verdict.reasons[0]), ==, reasons[0]);
      for (guint j = 1; reasons[j] != NULL; j++)
        if (reasons[j][0] != '\0' && !verdict_has_reason (&verdict, reasons[j]))
          g_error ("%s: reason %s is missing", cells[1], reasons[j]);
    }
}

/* Over every assignment of the deciding facts: knowing less never makes a product look better or like a copy. */
static void
test_not_known_never_accuses (void)
{
  static const WayFact deciding[] = {
    WAY_FACT_TRUSTED, WAY_FACT_FRESH,  WAY_FACT_PRODUCT, WAY_FACT_ISSUER, WAY_FACT_LOT,
    WAY_FACT_SERIAL,  WAY_FACT_RECALL, WAY_FACT_MINE,    WAY_FACT_CLAIMED
  };
  guint n_worlds = 1u << (2 * G_N_ELEMENTS (deciding));

  for (guint world = 0; world < n_worlds; world++)
    {
      WayFacts facts;
      WayVerdict verdict;
      gboolean any_negative = FALSE;

      set_sound_facts (&facts);
      for (gsize i = 0; i < G_N_ELEMENTS (deciding); i++)
        {
          WayFactState state = (WayFactState) (world >> (2 * i) & 3);

          facts.states[deciding[i]] = state;
          any_negative |= state == WAY_FACT_STATE_ABSENT
                          || state == WAY_FACT_STATE_CONTRADICTED;
        }
      way_verdict_judge (&facts, &verdict);
      g_assert_cmpint (verdict.code, !=, WAY_VERDICT_NONE);
      if (verdict.code == WAY_VERDICT_LIKELY_COPY)
        g_assert_true (any_negative);
      if (facts.states[WAY_FACT_RECALL] == WAY_FACT_STATE_PROVEN)
        g_assert_cmpint (verdict.code, ==, WAY_VERDICT_RECALLED);
      if (verdict.code == WAY_VERDICT_GENUINE)
        g_assert_cmpint (facts.states[WAY_FACT_MINE], ==, WAY_FACT_STATE_PROVEN);
      if (verdict.code == WAY_VERDICT_GENUINE || verdict.code == WAY_VERDICT_ISSUED)
        {
          g_assert_cmpint (facts.states[WAY_FACT_ISSUER], ==, WAY_FACT_STATE_PROVEN);
          g_assert_cmpint (facts.states[WAY_FACT_FRESH], ==, WAY_FACT_STATE_PROVEN);
          g_assert_cmpint (facts.states[WAY_FACT_TRUSTED], ==, WAY_FACT_STATE_PROVEN);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/rules-of-the-page", test_rules_of_the_page);
  g_test_add_func ("/verdict/situations-of-the-page", test_situations_of_the_page);
  g_test_add_func ("/verdict/not-known-never-accuses", test_not_known_never_accuses);
  return g_test_run ();
}
