/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <string.h>

#include "way-event-options.h"
#include "way-owner.h"

/* Who owns an item. */

/* One statement; a registration may come in front. */
#define MAX_TAKEN_BACK 32

static WayExit
sell (WayCli *cli, int argc, char **argv)
{
  g_autofree char *to = NULL;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Who bought it, where that is known"),
      "ACCOUNT" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WaySell record = { 0 };

  if (!way_cli_parse (sell, entries, shared, 1, 100, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error)
      || (to != NULL && !way_session_find_account (&session, to, &record.buyer, &error))
      || !way_session_find_items (&session, argv, argc, event.account, WAY_ITEM_ONLY_UNIT,
                                  &record.units, &error)
      || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  record.present = (guint64) (to != NULL) << 3;
  return way_session_act (&session, WAY_ACTION_SELL, &record);
}

/* Each item is an act of its own, since it names the sale that it undoes. */
static gboolean
make_take_backs (WaySession *session,
                 char **codes,
                 int n,
                 const WayEventOptions *options,
                 WayAction *out_actions,
                 GError **error)
{
  WayTakeBack *records = way_arena_alloc (&session->arena, sizeof *records * (gsize) n);
  WayEvent event;

  if (!way_event_options_make (options, session, &event, error))
    return FALSE;
  for (int i = 0; i < n; i++)
    {
      const WayFoundItem *unit = way_session_find_thing (
          session, codes[i], options->account, WAY_ITEM_ONLY_UNIT, error);

      if (unit == NULL
          || !way_take_back_make (unit, &session->identity->account, &records[i], error))
        return FALSE;
      records[i].event = event;
      out_actions[i] = (WayAction) { WAY_ACTION_TAKE_BACK, &records[i] };
    }
  return TRUE;
}

static WayExit
take_back (WayCli *cli, int argc, char **argv)
{
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayAction actions[MAX_TAKEN_BACK];
  WaySigned signed_;

  if (!way_cli_parse (take_back, NULL, shared, 1, MAX_TAKEN_BACK, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error)
      || !make_take_backs (&session, argv, argc, &event, actions, &error)
      || !way_session_submit (&session, actions, (gsize) argc, &signed_, &error))
    return way_cli_fail (error);
  way_session_print_signed (&session, &signed_);
  return WAY_EXIT_OK;
}

static WayExit
transfer (WayCli *cli, int argc, char **argv)
{
  g_autofree char *to = NULL;
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("The new owner"), "ACCOUNT" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  const WayItem *item;
  WayTransfer record = { 0 };

  if (!way_cli_parse (transfer, entries, shared, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (to == NULL)
    return way_cli_refuse (WAY_RESULT_USAGE,
                           "Say who the new owner is with --to ACCOUNT");
  if (!way_session_open_to_sign (&session, cli, &error)
      || !way_session_find_account (&session, to, &record.new_owner, &error))
    return way_cli_fail (error);
  item = way_session_find_item (&session, argv[0], event.account, WAY_ITEM_ONLY_UNIT,
                                &error);
  if (item == NULL || !way_event_options_make (&event, &session, &record.event, &error))
    return way_cli_fail (error);
  record.unit = *item;
  return way_session_act (&session, WAY_ACTION_TRANSFER, &record);
}

/* The link is not an argument that others on this computer should see in a list of processes. */
static char *
read_link (const char *argument)
{
  char line[WAY_GS1_MAX_TEXT + 2];

  if (strcmp (argument, "-") != 0)
    return g_strdup (argument);
  if (fgets (line, sizeof line, stdin) == NULL)
    line[0] = '\0';
  return g_strndup (line, strcspn (line, "\r\n"));
}

static WayExit
claim (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayClaimDraft) draft = NULL;
  g_autofree char *link = NULL;
  WayItemFinder finder;

  if (!way_cli_parse (claim, NULL, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error))
    return way_cli_fail (error);
  finder = (WayItemFinder) { session.home, session.network, session.identity, NULL };
  link = read_link (argv[0]);
  draft = way_claim_draft_new (&finder, link, NULL, &error);
  way_secret_wipe (link, strlen (link));
  if (draft == NULL)
    return way_cli_fail (error);
  return way_session_act (&session, WAY_ACTION_CLAIM, &draft->record);
}

const WayCommand way_cmd_own[] = {
  { "sell", NULL, "[--to ACCOUNT] " WAY_EVENT_SYNOPSIS "CODE…",
    N_ ("Sign that items were sold"), sell },
  { "take-back", NULL, WAY_EVENT_SYNOPSIS "CODE…",
    N_ ("Sign that items you sold came back from a buyer who is not named"), take_back },
  { "transfer", NULL, "--to ACCOUNT " WAY_EVENT_SYNOPSIS "CODE",
    N_ ("Give an item of yours to a new owner"), transfer },
  { "claim", NULL, "LINK|-",
    N_ ("Claim an item as yours with the code from inside its pack"), claim },
  { NULL },
};
