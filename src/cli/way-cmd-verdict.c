/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-cli-lookup.h"

/* ---- Verdict --------------------------------------------------------------------------------------- */

static WayExit
judge_one (WaySession *session, const char *text)
{
  g_autoptr (GError) error = NULL;
  WayLookupHow how = { .only = session->network, .as = session->identity };
  g_autoptr (WayLookup)
      lookup = way_lookup_text (session->home, text, NULL, &how, NULL, &error);

  if (lookup == NULL)
    return way_cli_fail (error);
  if (session->cli->json)
    {
      g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();

      way_cli_lookup_add_json (session, lookup, doc);
      way_cli_print_json (doc);
    }
  else
    way_cli_lookup_print (session, lookup);
  return way_cli_lookup_get_exit (lookup);
}

static WayExit
verdict (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayExit code = WAY_EXIT_OK;

  if (!way_cli_parse (verdict, NULL, NULL, 1, G_MAXINT, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  for (int i = 0; i < argc; i++)
    {
      WayExit one = judge_one (&session, argv[i]);

      if (code == WAY_EXIT_OK || one == WAY_EXIT_INVALID)
        code = one != WAY_EXIT_OK ? one : code;
    }
  return code;
}

/* ---- Timeline ------------------------------------------------------------------------------------------ */

static void
add_step (yyjson_mut_doc *doc,
          yyjson_mut_val *steps,
          const WayStep *step,
          const WayStepText *text)
{
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, steps), *remarks;
  gboolean is_gap = step->kind == WAY_STEP_GAP;

  yyjson_mut_obj_add_str (doc, object, "kind",
                          is_gap ? "gap" : way_action_get_name (step->action->kind));
  way_cli_json_add_string (doc, object, "text", text->sentence);
  remarks = yyjson_mut_obj_add_arr (doc, object, "remarks");
  for (gsize i = 0; text->remarks[i] != NULL; i++)
    yyjson_mut_arr_append (
        remarks, way_json_make_text (doc, way_slice_from_string (text->remarks[i])));
  if (is_gap)
    return;
  way_json_add_time (doc, object, "time", (gint64) step->event_time_ms);
  way_json_add_time (doc, object, "signed", (gint64) step->statement->entry->time);
  way_json_add_hash (doc, object, "actor", &step->actor);
  way_json_add_hash (doc, object, "statement", &step->statement->statement.id);
  yyjson_mut_obj_add_uint (doc, object, "actionIndex", step->action_index);
  yyjson_mut_obj_add_uint (doc, object, "logIndex", step->statement->entry->log_index);
  yyjson_mut_obj_add_val (doc, object, "thing",
                          way_schema_to_json (&way_thing_schema, doc, &step->thing));
  yyjson_mut_obj_add_bool (doc, object, "late", step->is_late);
  yyjson_mut_obj_add_bool (doc, object, "imported", step->is_imported);
  yyjson_mut_obj_add_bool (doc, object, "confirmed", step->is_confirmed);
  yyjson_mut_obj_add_bool (doc, object, "corrected", step->is_corrected);
  yyjson_mut_obj_add_bool (doc, object, "note", step->is_note);
}

static void
print_step (const WayStepText *text)
{
  if (text->when[0] != '\0')
    printf ("%s\n", text->when);
  printf ("    %s\n", text->sentence);
  for (gsize i = 0; text->remarks[i] != NULL; i++)
    printf ("      – %s\n", text->remarks[i]);
}

static void
show_steps (WaySession *session, const WayLookup *lookup, yyjson_mut_doc *doc)
{
  const WayExamination *examination = way_lookup_get_examination (lookup);
  WayPresenter presenter = { session->home, NULL };
  yyjson_mut_val *steps =
      yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "steps");

  if (lookup->best != NULL && lookup->best->answer != NULL)
    presenter.bundle = lookup->best->answer->bundle;
  for (gsize i = 0; i < examination->n_steps; i++)
    {
      g_autoptr (WayStepText)
          text = way_present_step (&presenter, examination, &examination->steps[i]);

      if (session->cli->json)
        add_step (doc, steps, &examination->steps[i], text);
      else
        print_step (text);
    }
}

/* Nobody registered it: then what was brought in under an own name for it, like an imported document, is better than nothing. */
static WayLookup *
look_at_own_word (WaySession *session, const char *text)
{
  const WayIdentity *own = session->identity != NULL
                               ? session->identity
                               : way_home_find_identity (session->home, NULL, NULL);
  WayLookupHow how = { .only = session->network,
                       .as = session->identity,
                       .account = own != NULL ? &own->account : NULL };
  g_autoptr (WayLookup) lookup =
      how.account != NULL ? way_lookup_text (session->home, text, NULL, &how, NULL, NULL)
                          : NULL;

  if (lookup == NULL || way_lookup_get_examination (lookup)->n_steps == 0)
    return NULL;
  return g_steal_pointer (&lookup);
}

static WayExit
tell (WaySession *session, const WayLookup *lookup)
{
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  const WayExamination *examination = way_lookup_get_examination (lookup);
  WayExit code = way_cli_lookup_get_exit (lookup);

  if (session->cli->json)
    way_cli_lookup_add_json (session, lookup, doc);
  else
    way_cli_lookup_print_head (session, lookup);
  show_steps (session, lookup, doc);
  if (session->cli->json)
    way_cli_print_json (doc);
  if (code == WAY_EXIT_OK && !examination->has_subject && examination->n_steps == 0)
    return WAY_EXIT_NOT_FOUND;
  return code;
}

static WayExit
timeline (WayCli *cli, int argc, char **argv)
{
  g_autofree char *account = NULL;
  GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account,
      N_ ("Only what this account says of it"), "ACCOUNT" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayLookup) lookup = NULL;
  g_autoptr (WayLookup) own_word = NULL;
  WayLookupHow how = { 0 };
  WayHash named;

  if (!way_cli_parse (timeline, entries, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error)
      || (account != NULL
          && !way_session_find_account (&session, account, &named, &error)))
    return way_cli_fail (error);
  how = (WayLookupHow) { .only = session.network,
                         .as = session.identity,
                         .account = account != NULL ? &named : NULL };
  lookup = way_lookup_text (session.home, argv[0], NULL, &how, NULL, &error);
  if (lookup == NULL)
    return way_cli_fail (error);
  if (account == NULL && !way_lookup_get_examination (lookup)->has_subject)
    own_word = look_at_own_word (&session, argv[0]);
  return tell (&session, own_word != NULL ? own_word : lookup);
}

const WayCommand way_cmd_verdict[] = {
  { "verdict", NULL, "CODE…", N_ ("Say what is known about a code, and why"), verdict },
  { "timeline", NULL, "[--account ACCOUNT] CODE",
    N_ ("Tell the history of what a code stands on"), timeline },
  { NULL },
};
