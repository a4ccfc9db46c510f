/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-event-options.h"
#include "way-gtin.h"
#include "way-lot-options.h"

/* ---- Cases ---------------------------------------------------------------------------------------- */

static WayExit
repack (WayExit (*run) (WayCli *cli, int argc, char **argv),
        WayActionKind kind,
        WayCli *cli,
        int argc,
        char **argv)
{
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  const WayItem *container;
  WayPack record = { 0 }; /* unpacking has the same members */

  if (!way_cli_parse (run, NULL, shared, 2, 1001, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error))
    return way_cli_fail (error);
  container = way_session_find_item (&session, argv[0], event.account,
                                     kind == WAY_ACTION_PACK ? WAY_ITEM_MAY_BE_NEW : 0,
                                     &error);
  if (container == NULL
      || !way_session_find_items (&session, argv + 1, argc - 1, event.account,
                                  WAY_ITEM_NEEDS_QUANTITY, &record.children, &error)
      || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  record.container = container->thing;
  return way_session_act (&session, kind, &record);
}

G_STATIC_ASSERT (sizeof (WayPack) == sizeof (WayUnpack));
G_STATIC_ASSERT (G_STRUCT_OFFSET (WayPack, children)
                 == G_STRUCT_OFFSET (WayUnpack, children));
G_STATIC_ASSERT (G_STRUCT_OFFSET (WayPack, container)
                 == G_STRUCT_OFFSET (WayUnpack, container));

static WayExit
pack (WayCli *cli, int argc, char **argv)
{
  return repack (pack, WAY_ACTION_PACK, cli, argc, argv);
}

static WayExit
unpack (WayCli *cli, int argc, char **argv)
{
  return repack (unpack, WAY_ACTION_UNPACK, cli, argc, argv);
}

/* ---- Making ------------------------------------------------------------------------------------------ */

static WayExit
commission (WayCli *cli, int argc, char **argv)
{
  g_auto (GStrv) cases = NULL;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "case", 0, 0, G_OPTION_ARG_STRING_ARRAY, &cases, N_ ("A case that units are in"),
      "SSCC=COUNT" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayCommission record = { 0 };
  char gtin14[15];

  if (!way_cli_parse (commission, entries, shared, 2, 2, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_gtin_to_gtin14 (argv[0], gtin14, &error)
      || !way_session_open_to_sign (&session, cli, &error)
      || !way_cli_parse_cases (cases, &session.arena, &record.cases, &error)
      || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  record.gtin = way_slice_from_string (gtin14);
  record.lot = way_slice_from_string (argv[1]);
  record.present = (guint64) (record.cases.n > 0) << 4;
  return way_session_act (&session, WAY_ACTION_COMMISSION, &record);
}

/* "(01)…(10)…[=CERTIFIED:SCHEME]" */
static gboolean
parse_output (WaySession *session, const char *text, WayOutput *out, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  g_auto (GStrv) claim = parts[1] != NULL ? g_strsplit (parts[1], ":", 2) : NULL;
  WayGs1Code code;

  if (!way_gs1_code_from_text (way_slice_from_string (parts[0]), NULL, &code, NULL,
                               error))
    return FALSE;
  if (code.kind != WAY_GS1_CODE_PRODUCT || code.lot[0] == '\0' || code.serial[0] != '\0')
    return way_error_format (error, WAY_RESULT_USAGE,
                             "“%s” does not name a lot: (01)…(10)…", text);
  *out = (WayOutput) { 0 };
  out->gtin = WAY_SLICE_INIT (way_arena_copy (&session->arena, code.gtin14, 14), 14);
  out->lot = way_slice_from_string (
      (char *) way_arena_copy (&session->arena, code.lot, strlen (code.lot)));
  if (claim == NULL)
    return TRUE;
  if (g_strv_length (claim) != 2)
    return way_error_format (error, WAY_RESULT_USAGE,
                             "Write what is certified as =QUANTITY:SCHEME");
  out->present = 1 << 3 | 1 << 4;
  out->scheme = way_slice_from_string (
      (char *) way_arena_copy (&session->arena, claim[1], strlen (claim[1])));
  return way_cli_parse_number (claim[0], 1, 1000000000000, &out->certified, error);
}

static gboolean
parse_outputs (WaySession *session, char **texts, WayRecords *out, GError **error)
{
  guint n = texts != NULL ? g_strv_length (texts) : 0;
  WayOutput *rows = way_arena_alloc (&session->arena, sizeof (WayOutput) * (n + 1));

  for (guint i = 0; i < n; i++)
    if (!parse_output (session, texts[i], &rows[i], error))
      return FALSE;
  *out = (WayRecords) { rows, n };
  return TRUE;
}

static WayExit
transform (WayCli *cli, int argc, char **argv)
{
  g_auto (GStrv) outputs = NULL;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_STRING_ARRAY, &outputs,
      N_ ("A lot that is made; it was registered with lot create --register-only"),
      "LOT[=QUANTITY:SCHEME]" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayTransform record = { 0 };

  if (!way_cli_parse (transform, entries, shared, 1, 100, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (outputs == NULL)
    return way_cli_refuse (WAY_RESULT_USAGE, "Say what is made with --output");
  if (!way_session_open_to_sign (&session, cli, &error)
      || !way_session_find_items (&session, argv, argc, event.account,
                                  WAY_ITEM_NEEDS_QUANTITY, &record.inputs, &error)
      || !parse_outputs (&session, outputs, &record.outputs, &error)
      || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  return way_session_act (&session, WAY_ACTION_TRANSFORM, &record);
}

const WayCommand way_cmd_pack[] = {
  { "pack", NULL, WAY_EVENT_SYNOPSIS "CASE ITEM…",
    N_ ("Sign that things are put into a case"), pack },
  { "unpack", NULL, WAY_EVENT_SYNOPSIS "CASE ITEM…",
    N_ ("Sign that things are taken out of a case"), unpack },
  { "commission", NULL, "[--case SSCC=COUNT]… " WAY_EVENT_SYNOPSIS "GTIN LOT",
    N_ ("Sign that a registered lot was made"), commission },
  { "transform", NULL, "--output LOT[=QUANTITY:SCHEME]… " WAY_EVENT_SYNOPSIS "ITEM…",
    N_ ("Sign that ingredients became something else"), transform },
  { NULL },
};
