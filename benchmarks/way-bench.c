/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define DEFAULT_ROUNDS 31

static guint forced_rounds;
static guint n_missed;

void
way_bench_init (int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "rounds", 0, 0, G_OPTION_ARG_INT, &forced_rounds, "Pairs of turns for each line",
      "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- measure");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      exit (2);
    }
  setvbuf (stdout, NULL, _IOLBF, 0);
}

double
way_bench_now (WayBenchClock clock)
{
  static const clockid_t ids[] = {
    [WAY_BENCH_THREAD_CPU] = CLOCK_THREAD_CPUTIME_ID,
    [WAY_BENCH_PROCESS_CPU] = CLOCK_PROCESS_CPUTIME_ID,
    [WAY_BENCH_WALL] = CLOCK_MONOTONIC,
  };
  struct timespec now;

  clock_gettime (ids[clock], &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

double
way_bench_quantile (double *values, gsize n_values, double fraction)
{
  double place, rest;
  gsize below;

  g_assert (n_values > 0 && fraction >= 0 && fraction <= 1);
  qsort (values, n_values, sizeof *values, compare_doubles);
  place = fraction * (double) (n_values - 1);
  below = (gsize) place;
  rest = place - (double) below;
  if (below + 1 == n_values)
    return values[below];
  return values[below] + rest * (values[below + 1] - values[below]);
}

/* One turn: the seconds that a unit took. */
static double
take_turn (const WayBenchSide *side, gpointer data, guint *call)
{
  guint calls = MAX (side->calls, 1);
  double units = side->units > 0 ? side->units : 1;
  g_autofree double *times = NULL;
  double start;

  if (side->percentile <= 0)
    {
      start = way_bench_now (side->clock);
      for (guint i = 0; i < calls; i++)
        side->run (data, (*call)++);
      return (way_bench_now (side->clock) - start) / (units * calls);
    }
  times = g_new (double, calls);
  for (guint i = 0; i < calls; i++)
    {
      start = way_bench_now (side->clock);
      side->run (data, (*call)++);
      times[i] = way_bench_now (side->clock) - start;
    }
  return way_bench_quantile (times, calls, side->percentile) / units;
}

static void
ask_oracle (const WayBenchLine *line)
{
  const char *wrong = line->oracle ? line->oracle (line->data) : NULL;

  if (wrong == NULL)
    return;
  printf ("%s - - MISS (wrong result: %s)\n", line->name, wrong);
  exit (1);
}

static void
print_line (const char *name, double value, WayBenchSense sense, double goal)
{
  gboolean passed = sense == WAY_BENCH_AT_MOST ? value <= goal : value >= goal;

  n_missed += !passed;
  printf ("%s %.3g %s%g %s", name, value, sense == WAY_BENCH_AT_MOST ? "<=" : ">=", goal,
          passed ? "PASS" : "MISS");
}

WayBenchResult
way_bench_line (const WayBenchLine *line)
{
  guint rounds = forced_rounds > 0  ? forced_rounds
                 : line->rounds > 0 ? line->rounds
                                    : DEFAULT_ROUNDS;
  g_autofree double *ratios = g_new (double, rounds + 1);
  g_autofree double *ours = g_new (double, rounds + 1);
  g_autofree double *limits = g_new (double, rounds + 1);
  guint ours_call = 0, limit_call = 0;
  WayBenchResult result;

  for (guint i = 0; i <= rounds; i++)
    {
      /* Who goes first alternates: the second finds warmer caches. */
      if (i % 2 == 0)
        ours[i] = take_turn (&line->ours, line->data, &ours_call);
      limits[i] = take_turn (&line->limit, line->data, &limit_call);
      if (i % 2 == 1)
        ours[i] = take_turn (&line->ours, line->data, &ours_call);
      ask_oracle (line);
      ratios[i] = line->sense == WAY_BENCH_AT_MOST ? ours[i] / limits[i]
                                                   : limits[i] / ours[i];
    }
  /* The first round was the warm-up. */
  result.ratio = way_bench_quantile (ratios + 1, rounds, 0.5);
  result.ratio_p10 = way_bench_quantile (ratios + 1, rounds, 0.1);
  result.ratio_p90 = way_bench_quantile (ratios + 1, rounds, 0.9);
  result.ours_s = way_bench_quantile (ours + 1, rounds, 0.5);
  result.limit_s = way_bench_quantile (limits + 1, rounds, 0.5);
  print_line (line->name, result.ratio, line->sense, line->goal);
  printf (" (p10 %.3g, p90 %.3g, %u rounds; ours %.4g µs, limit %.4g µs)\n",
          result.ratio_p10, result.ratio_p90, rounds, result.ours_s * 1e6,
          result.limit_s * 1e6);
  return result;
}

void
way_bench_value (const char *name,
                 double value,
                 WayBenchSense sense,
                 double goal,
                 const char *unit)
{
  print_line (name, value, sense, goal);
  printf (" (%s)\n", unit);
}

int
way_bench_finish (void)
{
  return n_missed > 0 ? 1 : 0;
}
