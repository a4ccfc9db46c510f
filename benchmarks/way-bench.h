/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* Measures our work against a limit: the least that the same result can cost, done in the
 * same process. Ours and the limit take turns, so that a machine that slows down slows both;
 * each pair of turns gives one ratio, and the line shows their median. A program is
 *
 *   way_bench_init (&argc, &argv);
 *   way_bench_line (&(WayBenchLine){ .name = "verify-unit", ... });
 *   return way_bench_finish ();
 *
 * and prints `name ratio goal PASS|MISS`, then in brackets the spread and the times. */

typedef enum
{
  /** CPU time of the calling thread: for computing. */
  WAY_BENCH_THREAD_CPU,
  /** CPU time of all threads of the process. */
  WAY_BENCH_PROCESS_CPU,
  /** Time on the wall: for I/O, and for work spread over threads. */
  WAY_BENCH_WALL,
} WayBenchClock;

typedef enum
{
  /** ratio = cost of a unit of ours / cost of a unit of the limit. */
  WAY_BENCH_AT_MOST,
  /** ratio = units of ours per second / units of the limit per second. */
  WAY_BENCH_AT_LEAST,
} WayBenchSense;

/** One call's work. @call: 0, 1, 2, ... over the whole measurement, warm-up included, so that
 * each call can take other input. */
typedef void (*WayBenchFunc) (gpointer data, guint call);

typedef struct
{
  WayBenchFunc run;
  WayBenchClock clock;
  /** Calls of one turn; 0: one. */
  guint calls;
  /** How much of what is compared one call does (items, bytes); 0: one. */
  double units;
  /** 0: the cost of a turn is the mean of its calls. Else its calls are timed singly and this
   * percentile of them counts: 0.99 for the slowest in a hundred. */
  double percentile;
} WayBenchSide;

typedef struct
{
  /** One word. */
  const char *name;
  WayBenchSense sense;
  double goal;
  WayBenchSide ours;
  WayBenchSide limit;
  /** Pairs of turns; 0: 31. One more goes before, uncounted. */
  guint rounds;
  gpointer data;
  /** (nullable): called after each turn of ours, untimed: NULL where the results are right,
   * else a sentence that says what is wrong. A wrong result ends the program. */
  const char *(*oracle) (gpointer data);
} WayBenchLine;

typedef struct
{
  double ratio;
  double ratio_p10;
  double ratio_p90;
  /** Seconds per unit, medians. */
  double ours_s;
  double limit_s;
} WayBenchResult;

/** Reads the options of the command line (--rounds=N), and says which. */
void
way_bench_init (int *argc, char ***argv);

/** Measures and prints one line. Returns: what was measured. */
WayBenchResult
way_bench_line (const WayBenchLine *line);

/** Prints a line for a value with a bound of its own, as milliseconds of a frame or bytes of
 * memory are. @unit: one word, printed in the brackets. */
void
way_bench_value (const char *name,
                 double value,
                 WayBenchSense sense,
                 double goal,
                 const char *unit);

/** Returns: the exit code of the program: 0 where every line passed, else 1. */
int
way_bench_finish (void);

/** The @fraction-quantile (0 to 1, linear between neighbours) of @n_values (at least 1)
 * numbers, which get sorted. */
double
way_bench_quantile (double *values, gsize n_values, double fraction);
/** Seconds of @clock, from an arbitrary start. */
double
way_bench_now (WayBenchClock clock);
