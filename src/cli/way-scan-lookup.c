/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-scan-lookup.h"

#include <glib/gi18n.h>

#include "way-session.h"

struct _WayScanLookup
{
  WaySession session;
};

WayScanLookup *
way_scan_lookup_new (WayCli *cli, GError **error)
{
  g_autoptr (WayScanLookup) self = g_new0 (WayScanLookup, 1);

  return way_session_open (&self->session, cli, error) ? g_steal_pointer (&self) : NULL;
}

void
way_scan_lookup_free (WayScanLookup *lookup)
{
  if (lookup == NULL)
    return;
  way_session_clear (&lookup->session);
  g_free (lookup);
}

/* A node that lies, or a ledger that was changed, is told besides the verdict. */
static gboolean
check_alarms (const WayLookup *lookup, GError **error)
{
  for (guint i = 0; i < lookup->results->len; i++)
    {
      const WayLookupResult *result = g_ptr_array_index (lookup->results, i);
      GError *alarm = way_lookup_result_dup_alarm (result);

      if (alarm != NULL)
        {
          g_propagate_error (error, alarm);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
way_scan_lookup_verdict (WayScanLookup *lookup,
                         const WayCode *code,
                         const char **out_verdict,
                         GError **error)
{
  WayLookupHow how = { .only = lookup->session.network, .as = lookup->session.identity };
  g_autofree char *text = g_strndup (code->text, code->text_len);
  const char *format = code->content == WAY_CODE_CONTENT_GS1 ? WAY_GS1_FORMAT_GS1
                                                             : code->format;
  g_autoptr (GError) cause = NULL;
  g_autoptr (WayLookup) found = NULL;

  *out_verdict = NULL;
  /* a part of a text that is spread over several symbols is no code */
  if (code->index >= 0)
    return TRUE;
  found = way_lookup_text (lookup->session.home, text, format, &how, NULL, &cause);
  if (found != NULL)
    *out_verdict =
        way_verdict_code_get_name (way_lookup_get_examination (found)->verdict.code);
  else if (g_error_matches (cause, WAY_ERROR, WAY_RESULT_NOT_FOUND))
    *out_verdict = way_verdict_code_get_name (WAY_VERDICT_UNKNOWN_CODE);
  return found == NULL || check_alarms (found, error);
}
