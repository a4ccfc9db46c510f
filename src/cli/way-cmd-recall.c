/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-event-options.h"
#include "way-shipment-acts-private.h"

/* A code of a single item is that serial of its lot. */
static gboolean
find_subject (WaySession *session,
              const char *code,
              const char *account,
              char **serials,
              WayThing *out_thing,
              WayRecords *out_serials,
              GError **error)
{
  const WayItem *item =
      way_session_find_item (session, code, account, WAY_ITEM_MAY_BE_PRODUCT, error);

  if (item == NULL)
    return FALSE;
  way_recall_get_subject (item, (const char *const *) serials, &session->arena, out_thing,
                          out_serials);
  return TRUE;
}

static WayExit
recall (WayCli *cli, int argc, char **argv)
{
  g_autofree char *level = NULL;
  g_autofree char *registrar = NULL;
  g_auto (GStrv) reasons = NULL;
  g_auto (GStrv) advice = NULL;
  g_auto (GStrv) serials = NULL;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "level", 0, 0, G_OPTION_ARG_STRING, &level, N_ ("safety, quality, information"),
      "LEVEL" },
    { "reason", 0, 0, G_OPTION_ARG_STRING_ARRAY, &reasons,
      N_ ("Why, once for each language"), "[LANG=]TEXT" },
    { "advice", 0, 0, G_OPTION_ARG_STRING_ARRAY, &advice,
      N_ ("What to do, once for each language"), "[LANG=]TEXT" },
    { "serial", 0, 0, G_OPTION_ARG_STRING_ARRAY, &serials,
      N_ ("Only this item of the lot"), "SERIAL" },
    { "registrar", 0, 0, G_OPTION_ARG_STRING, &registrar,
      N_ ("Who attested that you are an authority"), "ACCOUNT" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayRecall record = { .level = WAY_RECALL_SAFETY };

  if (!way_cli_parse (recall, entries, shared, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (reasons == NULL)
    return way_cli_refuse (WAY_RESULT_USAGE, "Say why with --reason");
  if ((level != NULL
       && !way_cli_parse_enum (way_recall_levels, level, &record.level, &error))
      || !way_session_open_to_sign (&session, cli, &error)
      || !find_subject (&session, argv[0], event.account, serials, &record.thing,
                        &record.serials, &error)
      || !way_cli_parse_texts (reasons, &session.arena, &record.reasons, &error)
      || !way_cli_parse_texts (advice, &session.arena, &record.advice, &error)
      || (registrar != NULL
          && !way_session_find_account (&session, registrar, &record.registrar, &error))
      || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  record.present = (guint64) (record.serials.n > 0) << 3 | (guint64) (advice != NULL) << 6
                   | (guint64) (registrar != NULL) << 7;
  return way_session_act (&session, WAY_ACTION_RECALL, &record);
}

static WayExit
recall_end (WayCli *cli, int argc, char **argv)
{
  g_auto (GStrv) texts = NULL;
  g_auto (GStrv) serials = NULL;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "serial", 0, 0, G_OPTION_ARG_STRING_ARRAY, &serials,
      N_ ("Only this item of the lot"), "SERIAL" },
    { "text", 0, 0, G_OPTION_ARG_STRING_ARRAY, &texts,
      N_ ("Why it ends, once for each language"), "[LANG=]TEXT" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayRecallEnd record = { 0 };

  if (!way_cli_parse (recall_end, entries, shared, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error)
      || !find_subject (&session, argv[0], event.account, serials, &record.thing,
                        &record.serials, &error)
      || !way_cli_parse_texts (texts, &session.arena, &record.texts, &error)
      || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  record.present = (guint64) (record.serials.n > 0) << 3 | (guint64) (texts != NULL) << 4;
  return way_session_act (&session, WAY_ACTION_RECALL_END, &record);
}

const WayCommand way_cmd_recall[] = {
  { "recall", NULL,
    "--reason [LANG=]TEXT… [--level LEVEL] [--advice [LANG=]TEXT]… [--serial SERIAL]… "
    "[--registrar ACCOUNT] " WAY_EVENT_SYNOPSIS "CODE",
    N_ ("Recall a product, a lot or single items of it"), recall },
  { "recall-end", NULL,
    "[--serial SERIAL]… [--text [LANG=]TEXT]… " WAY_EVENT_SYNOPSIS "CODE",
    N_ ("End a recall of your own"), recall_end },
  { NULL },
};
