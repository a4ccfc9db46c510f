/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <string.h>

#include "way-blob.h"
#include "way-event-options.h"

/* What somebody says of things without moving them. */

static gboolean
find_things (WaySession *session,
             char **texts,
             int n,
             const char *account,
             WayRecords *out_things,
             GError **error)
{
  WayRecords items;

  if (!way_session_find_items (session, texts, n, account, WAY_ITEM_MAY_BE_PRODUCT,
                               &items, error))
    return FALSE;
  *out_things = way_session_get_things (session, &items);
  return TRUE;
}

/* ---- Observing --------------------------------------------------------------------------------- */

/* The next of "a,b,c", kept by the session; empty where there is none. */
static WaySlice
next_part (WaySession *session, const char **rest)
{
  gsize len = strcspn (*rest, ",");
  WaySlice part = WAY_SLICE_INIT (way_arena_copy (&session->arena, *rest, len), len);

  *rest += len + ((*rest)[len] == ',');
  return part;
}

/* "TYPE,VALUE,UOM[,MIN[,MAX]][@TIME]" */
static gboolean
parse_reading (WaySession *session,
               const char *text,
               guint64 default_time,
               WayReading *out,
               GError **error)
{
  const char *at = strrchr (text, '@');
  g_autofree char *parts = at != NULL ? g_strndup (text, (gsize) (at - text))
                                      : g_strdup (text);
  const char *rest = parts;

  *out = (WayReading) { .time = default_time };
  if (at != NULL && !way_cli_parse_time (at + 1, FALSE, &out->time, error))
    return FALSE;
  out->type = next_part (session, &rest);
  out->value = next_part (session, &rest);
  out->uom = next_part (session, &rest);
  out->minimum = next_part (session, &rest);
  out->maximum = next_part (session, &rest);
  out->present = (guint64) (out->minimum.len > 0) << 5
                 | (guint64) (out->maximum.len > 0) << 6;
  return (out->uom.len > 0 && rest[0] == '\0')
         || way_error_format (
             error, WAY_RESULT_USAGE,
             "Write a reading as TYPE,VALUE,UOM[,MIN[,MAX]][@TIME], like "
             "Temperature,4.2,CEL,2,8; not “%s”",
             text);
}

static gboolean
parse_readings (WaySession *session, char **texts, WayObserve *record, GError **error)
{
  guint n = texts != NULL ? g_strv_length (texts) : 0;
  WayReading *rows = way_arena_alloc (&session->arena, sizeof (WayReading) * (n + 1));

  for (guint i = 0; i < n; i++)
    if (!parse_reading (session, texts[i], record->event.time, &rows[i], error))
      return FALSE;
  record->present |= (guint64) (n > 0) << 7;
  record->readings = (WayRecords) { rows, n };
  return TRUE;
}

static WayExit
observe (WayCli *cli, int argc, char **argv)
{
  g_autofree char *step = NULL;
  g_autofree char *disposition = NULL;
  g_auto (GStrv) readings = NULL;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "step", 0, 0, G_OPTION_ARG_STRING, &step, N_ ("Business step of GS1, like storing"),
      "NAME" },
    { "disposition", 0, 0, G_OPTION_ARG_STRING, &disposition,
      N_ ("Disposition of GS1, like in_progress"), "NAME" },
    { "reading", 0, 0, G_OPTION_ARG_STRING_ARRAY, &readings,
      N_ ("What a sensor measured"), "TYPE,VALUE,UOM[,MIN[,MAX]][@TIME]" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayObserve record = { 0 };

  if (!way_cli_parse (observe, entries, shared, 1, 100, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error)
      || !find_things (&session, argv, argc, event.account, &record.things, &error)
      || !way_event_options_make (&event, &session, &record.event, &error)
      || !parse_readings (&session, readings, &record, &error))
    return way_cli_fail (error);
  record.present |= (guint64) (step != NULL) << 5 | (guint64) (disposition != NULL) << 6;
  record.biz_step = way_slice_from_string (step);
  record.disposition = way_slice_from_string (disposition);
  return way_session_act (&session, WAY_ACTION_OBSERVE, &record);
}

/* ---- Inspecting, reporting ---------------------------------------------------------------------------- */

static WayExit
inspect (WayCli *cli, int argc, char **argv)
{
  g_autofree char *outcome = NULL;
  g_autofree char *standard = NULL;
  g_autofree char *valid_until = NULL;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "outcome", 0, 0, G_OPTION_ARG_STRING, &outcome, N_ ("passed, failed, information"),
      "OUTCOME" },
    { "standard", 0, 0, G_OPTION_ARG_STRING, &standard, N_ ("By which standard"),
      "TEXT" },
    { "valid-until", 0, 0, G_OPTION_ARG_STRING, &valid_until, N_ ("Until when it holds"),
      "DATE" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayRecords things;
  WayInspect record = { 0 };

  if (!way_cli_parse (inspect, entries, shared, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (outcome == NULL)
    return way_cli_refuse (WAY_RESULT_USAGE, "Say what came of it with --outcome");
  if (!way_cli_parse_enum (way_inspect_outcomes, outcome, &record.outcome, &error)
      || (valid_until != NULL
          && !way_cli_parse_time (valid_until, TRUE, &record.valid_until, &error))
      || !way_session_open_to_sign (&session, cli, &error)
      || !find_things (&session, argv, 1, event.account, &things, &error)
      || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  record.thing = *(const WayThing *) things.items;
  record.present = (guint64) (standard != NULL) << 4
                   | (guint64) (valid_until != NULL) << 5;
  record.standard = way_slice_from_string (standard);
  return way_session_act (&session, WAY_ACTION_INSPECT, &record);
}

static gboolean
put_evidence (WaySession *session, const char *path, WayReport *record, GError **error)
{
  g_autoptr (GBytes) blob = NULL;

  if (path == NULL)
    return TRUE;
  blob = way_blob_read_file (path, NULL, error);
  record->present |= 1 << 5;
  return blob != NULL
         && way_blob_put (session->home, session->network, blob, &record->evidence, NULL,
                          error);
}

static WayExit
report (WayCli *cli, int argc, char **argv)
{
  g_autofree char *kind = NULL;
  g_auto (GStrv) texts = NULL;
  g_autofree char *evidence = NULL;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind,
      N_ ("counterfeit, unsafe, damaged, wrong-information, other"), "KIND" },
    { "text", 0, 0, G_OPTION_ARG_STRING_ARRAY, &texts,
      N_ ("What is wrong, once for each language"), "[LANG=]TEXT" },
    { "evidence", 0, 0, G_OPTION_ARG_FILENAME, &evidence,
      N_ ("A picture or paper, for everybody to see"), "FILE" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayRecords things;
  WayReport record = { .kind = WAY_REPORT_OTHER };

  if (!way_cli_parse (report, entries, shared, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if ((kind != NULL && !way_cli_parse_enum (way_report_kinds, kind, &record.kind, &error))
      || !way_session_open_to_sign (&session, cli, &error)
      || !find_things (&session, argv, 1, event.account, &things, &error)
      || !way_cli_parse_texts (texts, &session.arena, &record.texts, &error)
      || !put_evidence (&session, evidence, &record, &error)
      || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  record.thing = *(const WayThing *) things.items;
  record.present |= (guint64) (texts != NULL) << 4;
  return way_session_act (&session, WAY_ACTION_REPORT, &record);
}

/* ---- Correcting --------------------------------------------------------------------------------------- */

/* "STATEMENT" or "STATEMENT:ACTION" */
static gboolean
parse_reference (const char *text, WayCorrect *record, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);

  return way_cli_parse_hash (parts[0], &record->statement, error)
         && (parts[1] == NULL
             || way_cli_parse_number (parts[1], 0, 63, &record->action_index, error));
}

static WayExit
correct (WayCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL;
  g_auto (GStrv) texts = NULL;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason,
      N_ ("did-not-occur or incorrect-data"), "REASON" },
    { "text", 0, 0, G_OPTION_ARG_STRING_ARRAY, &texts,
      N_ ("What is right, once for each language"), "[LANG=]TEXT" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayCorrect record = { .reason = WAY_CORRECT_INCORRECT_DATA };

  if (!way_cli_parse (correct, entries, shared, 2, 101, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!parse_reference (argv[0], &record, &error)
      || (reason != NULL
          && !way_cli_parse_enum (way_correct_reasons, reason, &record.reason, &error))
      || !way_session_open_to_sign (&session, cli, &error)
      || !find_things (&session, argv + 1, argc - 1, event.account, &record.things,
                       &error)
      || !way_cli_parse_texts (texts, &session.arena, &record.texts, &error)
      || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  record.present = (guint64) (texts != NULL) << 6;
  return way_session_act (&session, WAY_ACTION_CORRECT, &record);
}

const WayCommand way_cmd_observe[] = {
  { "observe", NULL,
    "[--step NAME] [--disposition NAME] [--reading "
    "TYPE,VALUE,UOM[,MIN[,MAX]][@TIME]]… " WAY_EVENT_SYNOPSIS "CODE…",
    N_ ("Sign what was observed of things, like sensor readings"), observe },
  { "inspect", NULL,
    "--outcome OUTCOME [--standard TEXT] [--valid-until DATE] " WAY_EVENT_SYNOPSIS "CODE",
    N_ ("Sign the outcome of an inspection"), inspect },
  { "report", NULL,
    "[--kind KIND] [--text [LANG=]TEXT]… [--evidence FILE] " WAY_EVENT_SYNOPSIS "CODE",
    N_ ("Report a problem with something, like a counterfeit"), report },
  { "correct", NULL,
    "[--reason REASON] [--text [LANG=]TEXT]… " WAY_EVENT_SYNOPSIS
    "STATEMENT[:ACTION] CODE…",
    N_ ("Declare that something you signed was wrong"), correct },
  { NULL },
};
