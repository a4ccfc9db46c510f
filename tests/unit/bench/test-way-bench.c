/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-bench.h"

#include <stdio.h>
#include <unistd.h>

typedef struct
{
  guint ours_calls;
  guint limit_calls;
  gboolean wrong;
} Fixture;

static void
burn (double seconds)
{
  double end = way_bench_now (WAY_BENCH_THREAD_CPU) + seconds;

  while (way_bench_now (WAY_BENCH_THREAD_CPU) < end)
    ;
}

static void
run_ours (gpointer data, guint call)
{
  Fixture *fixture = data;

  g_assert_cmpuint (call, ==, fixture->ours_calls);
  fixture->ours_calls++;
  burn (call % 10 == 9 ? 0.0016 : 0.0004);
}

static void
run_limit (gpointer data, guint call)
{
  Fixture *fixture = data;

  g_assert_cmpuint (call, ==, fixture->limit_calls);
  fixture->limit_calls++;
  burn (0.0002);
}

static const char *
oracle (gpointer data)
{
  return ((Fixture *) data)->wrong ? "not what was asked for" : NULL;
}

static void
test_quantile (void)
{
  double values[] = { 5, 1, 4, 2, 3 };
  double one[] = { 7 };

  g_assert_cmpfloat (way_bench_quantile (values, 5, 0), ==, 1);
  g_assert_cmpfloat (way_bench_quantile (values, 5, 0.5), ==, 3);
  g_assert_cmpfloat (way_bench_quantile (values, 5, 1), ==, 5);
  g_assert_cmpfloat_with_epsilon (way_bench_quantile (values, 5, 0.9), 4.6, 1e-9);
  g_assert_cmpfloat (way_bench_quantile (one, 1, 0.99), ==, 7);
}

/* Ten calls of ours burn 9 × 0.4 + 1.6 = 5.2 ms, ten of the limit 2 ms: 2.6 a call. */
static WayBenchResult
measure (Fixture *fixture,
         double units,
         double percentile,
         WayBenchSense sense,
         double goal)
{
  return way_bench_line (&(WayBenchLine) {
      .name = "line",
      .sense = sense,
      .goal = goal,
      .ours = { .run = run_ours, .calls = 10, .units = units, .percentile = percentile },
      .limit = { .run = run_limit, .calls = 10 },
      .rounds = 5,
      .data = fixture,
      .oracle = oracle,
  });
}

static void
test_ratio (void)
{
  Fixture fixture = { 0 };
  WayBenchResult result = measure (&fixture, 0, 0, WAY_BENCH_AT_MOST, 100);

  /* With the warm-up. */
  g_assert_cmpuint (fixture.ours_calls, ==, 60);
  g_assert_cmpuint (fixture.limit_calls, ==, 60);
  g_assert_cmpfloat_with_epsilon (result.ratio, 2.6, 0.7);
  g_assert_cmpfloat_with_epsilon (result.limit_s, 0.0002, 0.0001);
  g_assert_cmpfloat (result.ratio_p10, <=, result.ratio);
  g_assert_cmpfloat (result.ratio_p90, >=, result.ratio);
}

static void
test_units (void)
{
  Fixture fixture = { 0 };

  g_assert_cmpfloat_with_epsilon (
      measure (&fixture, 2.6, 0, WAY_BENCH_AT_MOST, 100).ratio, 1, 0.3);
}

static void
test_at_least (void)
{
  Fixture fixture = { 0 };

  g_assert_cmpfloat_with_epsilon (measure (&fixture, 0, 0, WAY_BENCH_AT_LEAST, 0.1).ratio,
                                  1 / 2.6, 0.15);
}

/* The slowest of each ten burns 1.6 ms, eight times the limit. */
static void
test_percentile (void)
{
  Fixture fixture = { 0 };

  g_assert_cmpfloat_with_epsilon (measure (&fixture, 0, 1, WAY_BENCH_AT_MOST, 100).ratio,
                                  8, 2.5);
}

static void
test_missed (void)
{
  if (g_test_subprocess ())
    {
      way_bench_value ("memory", 29, WAY_BENCH_AT_MOST, 30, "MB");
      if (way_bench_finish () != 0)
        _exit (3);
      way_bench_value ("frame", 17.5, WAY_BENCH_AT_MOST, 16, "ms");
      way_bench_value ("speed", 0.9, WAY_BENCH_AT_LEAST, 0.9, "ratio");
      fflush (stdout);
      _exit (way_bench_finish () == 1 ? 0 : 4);
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*memory 29 <=30 PASS (MB)\n"
                             "frame 17.5 <=16 MISS (ms)\n"
                             "speed 0.9 >=0.9 PASS (ratio)\n*");
}

static void
test_wrong_result (void)
{
  if (g_test_subprocess ())
    {
      Fixture fixture = { .wrong = TRUE };

      measure (&fixture, 0, 0, WAY_BENCH_AT_MOST, 100);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stdout ("*line - - MISS (wrong result: not what was asked for)\n*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bench/quantile", test_quantile);
  g_test_add_func ("/bench/ratio", test_ratio);
  g_test_add_func ("/bench/units", test_units);
  g_test_add_func ("/bench/at-least", test_at_least);
  g_test_add_func ("/bench/percentile", test_percentile);
  g_test_add_func ("/bench/missed", test_missed);
  g_test_add_func ("/bench/wrong-result", test_wrong_result);
  return g_test_run ();
}
