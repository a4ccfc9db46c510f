/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-lot-options.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <unistd.h>

#include "way-cli-stream.h"
#include "way-gtin.h"

gboolean
way_cli_show_progress (gpointer data, guint64 n_done, guint64 n_all)
{
  if (!isatty (STDERR_FILENO))
    return TRUE;
  way_cli_stream_return ();
  fprintf (stderr, "%" PRIu64 "/%" PRIu64 "%s", n_done, n_all,
           n_done == n_all ? "\n" : "");
  return TRUE;
}

/* "SSCC=COUNT" */
gboolean
way_cli_parse_cases (char **texts, WayArena *arena, WayRecords *out, GError **error)
{
  guint n = texts != NULL ? g_strv_length (texts) : 0;
  WayCaseCount *rows = way_arena_alloc (arena, sizeof (WayCaseCount) * (n + 1));

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) parts = g_strsplit (texts[i], "=", 2);

      if (g_strv_length (parts) != 2)
        return way_error_format (error, WAY_RESULT_USAGE,
                                 "Write a case as SSCC=COUNT, not “%s”", texts[i]);
      if (!way_sscc_check (parts[0], error)
          || !way_cli_parse_number (parts[1], 1, 1000000000, &rows[i].count, error))
        return FALSE;
      rows[i].sscc = WAY_SLICE_INIT (texts[i], 18);
    }
  *out = (WayRecords) { rows, n };
  return TRUE;
}

gboolean
way_unit_range_parse (WayUnitRange *self, const WayLotPlan *plan, GError **error)
{
  guint64 all = way_lot_plan_get_quantity (plan);

  if (self->first != NULL
      && !way_cli_parse_number (self->first, 0, all - 1, &self->from, error))
    return FALSE;
  self->n = all - self->from;
  return self->count == NULL
         || way_cli_parse_number (self->count, 1, all - self->from, &self->n, error);
}

WayLotPlan *
way_cli_load_plan (WaySession *session, char **argv, gboolean ahead, GError **error)
{
  g_autoptr (GError) cause = NULL;
  WayLotPlan *plan;
  char gtin14[15];

  if (!way_gtin_to_gtin14 (argv[0], gtin14, error))
    return NULL;
  plan = way_lot_plan_load (session->home, session->network, session->identity, gtin14,
                            argv[1], !ahead, NULL, &cause);
  if (plan != NULL)
    return plan;
  if (g_error_matches (cause, WAY_ERROR, WAY_RESULT_NOT_REGISTERED))
    way_error_format (
        error, WAY_RESULT_NOT_REGISTERED,
        "Lot %s of product %s is not in the ledger: whoever scanned its labels "
        "would read “Unknown code”. Create it again, send its draft "
        "(waymarkctl draft list), or go on without the ledger with --ahead",
        argv[1], gtin14);
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}
