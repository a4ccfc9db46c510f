/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-known-brands.h"

#include "way-home-private.h"

#define MAX_BRANDS 1000

static gboolean
load (WayHome *home, WayArena *arena, WayBrandsFile *out_file)
{
  g_autofree char *path = way_home_build_path (home, "brands.json");
  gboolean found;

  *out_file = (WayBrandsFile) { 0 };
  return way_record_file_read (path, &way_brands_file_schema, arena, out_file, &found,
                               NULL)
         && found;
}

static gboolean
is_spoken_of (WayVerifiedBundle *bundle, const WayHash *account)
{
  const WayBundle *record = way_verified_bundle_get_record (bundle);
  const WayTimeline *timelines = record->timelines.items;

  for (gsize i = 0; i < record->timelines.n; i++)
    if (way_hash_equal (&timelines[i].thing.account, account))
      return TRUE;
  return FALSE;
}

GArray *
way_known_brands_load (WayHome *home, WayVerifiedBundle *bundle, WayArena *arena)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (WaySlice));
  WayBrandsFile file;
  const WayBrandRow *rows;

  if (!load (home, arena, &file))
    return names;
  rows = file.brands.items;
  for (gsize i = 0; i < file.brands.n; i++)
    if (!is_spoken_of (bundle, &rows[i].account))
      g_array_append_val (names, rows[i].name);
  return names;
}

static gboolean
is_there (const WayBrandRow *rows, gsize n, const WayHash *account, WaySlice name)
{
  for (gsize i = 0; i < n; i++)
    if (way_hash_equal (&rows[i].account, account)
        && way_slice_equal (rows[i].name, name))
      return TRUE;
  return FALSE;
}

/* What can't be written is not learned: the verdict doesn't depend on it. */
static void
learn_locked (WayHome *home, const WayExamination *examination)
{
  g_autofree char *path = way_home_build_path (home, "brands.json");
  g_autofree WayBrandRow *rows = NULL;
  const WayLangText *names = examination->issuer_profile.names.items;
  gsize n_names = examination->issuer_profile.names.n;
  g_auto (WayArena) arena;
  WayBrandsFile file;
  gsize n;

  way_arena_init (&arena, 0);
  load (home, &arena, &file);
  n = file.brands.n;
  rows = g_new0 (WayBrandRow, n + n_names);
  if (n > 0)
    memcpy (rows, file.brands.items, n * sizeof *rows);
  for (gsize i = 0; i < n_names && n < MAX_BRANDS; i++)
    if (!is_there (rows, n, &examination->issuer, names[i].text))
      rows[n++] = (WayBrandRow) { .account = examination->issuer, .name = names[i].text };
  if (n == file.brands.n)
    return;
  file.format = 1;
  file.brands = (WayRecords) { rows, n };
  way_record_file_write (path, &way_brands_file_schema, &file, NULL);
}

void
way_known_brands_learn (WayHome *home, const WayExamination *examination)
{
  int lock;

  if (examination->facts.states[WAY_FACT_ISSUER] != WAY_FACT_STATE_PROVEN
      || !examination->has_issuer_profile)
    return;
  lock = way_home_lock (home, NULL);
  if (lock < 0)
    return;
  learn_locked (home, examination);
  way_home_unlock (lock);
}
