/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli-lookup.h"

#include <glib/gi18n.h>

/* ---- One examination ------------------------------------------------------------------------------ */

static const char *
get_weight_name (WayReason reason)
{
  switch (way_reason_get_weight (reason))
    {
    case WAY_WEIGHT_GOOD:
      return "good";
    case WAY_WEIGHT_NOTE:
      return "note";
    case WAY_WEIGHT_WARNING:
      return "warning";
    case WAY_WEIGHT_BAD:
    default:
      return "bad";
    }
}

static void
add_reason (const WayPresenter *presenter,
            const WayExamination *examination,
            const WayNetwork *network,
            WayReason reason,
            yyjson_mut_doc *doc,
            yyjson_mut_val *reasons)
{
  yyjson_mut_val *object = yyjson_mut_arr_add_obj (doc, reasons), *evidence;
  g_autofree char *text = way_present_reason (presenter, examination, network, reason);
  WayFact facts[8];
  gsize n = way_reason_get_facts (reason, facts);

  yyjson_mut_obj_add_str (doc, object, "reason", way_reason_get_name (reason));
  yyjson_mut_obj_add_str (doc, object, "weight", get_weight_name (reason));
  way_cli_json_add_string (doc, object, "text", text);
  evidence = yyjson_mut_obj_add_arr (doc, object, "evidence");
  for (gsize i = 0; i < n; i++)
    if (examination->evidence[facts[i]] != G_MAXUINT64)
      yyjson_mut_arr_add_uint (doc, evidence, examination->evidence[facts[i]]);
}

void
way_cli_examination_add_json (const WayPresenter *presenter,
                              const WayExamination *examination,
                              const WayNetwork *network,
                              yyjson_mut_doc *doc,
                              yyjson_mut_val *object)
{
  const WayVerdict *verdict = &examination->verdict;
  yyjson_mut_val *reasons, *facts;

  yyjson_mut_obj_add_str (doc, object, "verdict",
                          way_verdict_code_get_name (verdict->code));
  way_cli_json_add_string (doc, object, "title",
                           way_present_verdict_title (verdict->code));
  way_cli_json_add_string (doc, object, "sentence",
                           way_present_verdict_sentence (verdict->code));
  reasons = yyjson_mut_obj_add_arr (doc, object, "reasons");
  for (gsize i = 0; i < verdict->n_reasons; i++)
    add_reason (presenter, examination, network, verdict->reasons[i], doc, reasons);
  facts = yyjson_mut_obj_add_obj (doc, object, "facts");
  for (gsize i = 0; i < WAY_N_FACTS; i++)
    yyjson_mut_obj_add_str (doc, facts, way_fact_get_name ((WayFact) i),
                            way_fact_state_get_name (examination->facts.states[i]));
  if (examination->has_subject)
    yyjson_mut_obj_add_val (
        doc, object, "thing",
        way_schema_to_json (&way_thing_schema, doc, &examination->subject));
  else
    yyjson_mut_obj_add_null (doc, object, "thing");
}

void
way_cli_examination_print (const WayPresenter *presenter,
                           const WayExamination *examination,
                           const WayNetwork *network)
{
  static const char *const marks[] = {
    [WAY_WEIGHT_GOOD] = "+",
    [WAY_WEIGHT_NOTE] = "·",
    [WAY_WEIGHT_WARNING] = "!",
    [WAY_WEIGHT_BAD] = "✗",
  };
  const WayVerdict *verdict = &examination->verdict;

  printf ("%s — %s\n", way_present_verdict_title (verdict->code),
          way_present_verdict_sentence (verdict->code));
  for (gsize i = 0; i < verdict->n_reasons; i++)
    {
      WayReason reason = verdict->reasons[i];
      g_autofree char *text =
          way_present_reason (presenter, examination, network, reason);

      printf ("  %s %s\n", marks[way_reason_get_weight (reason)], text);
    }
}

/* ---- A look-up --------------------------------------------------------------------------------------- */

static WayPresenter
get_presenter (WaySession *session, const WayLookup *lookup)
{
  WayPresenter presenter = { session->home, NULL };

  if (lookup->best != NULL && lookup->best->answer != NULL)
    presenter.bundle = lookup->best->answer->bundle;
  return presenter;
}

/* The text without its fragment: an in-pack secret is never printed again. */
static void
add_code (yyjson_mut_doc *doc, yyjson_mut_val *root, const WayLookup *lookup)
{
  g_autoptr (WayGs1Elements) elements = way_gs1_code_to_elements (&lookup->code, NULL);
  g_autofree char *bracketed = elements != NULL ? way_gs1_to_bracketed (elements) : NULL;

  way_cli_json_add_string (doc, root, "code", bracketed);
  yyjson_mut_obj_add_bool (doc, root, "inPack", lookup->has_in_pack);
}

static void
add_network (yyjson_mut_doc *doc, yyjson_mut_val *root, const WayLookupResult *result)
{
  yyjson_mut_val *object = yyjson_mut_obj_add_obj (doc, root, "network");
  const WayVerifiedAnswer *answer = result->answer;

  way_json_add_hash (doc, object, "network", &result->network->network);
  way_cli_json_add_string (doc, object, "name", result->network->name);
  yyjson_mut_obj_add_bool (doc, object, "demo", result->network->is_demo);
  yyjson_mut_obj_add_bool (doc, object, "live", answer != NULL && answer->is_live);
  if (answer == NULL)
    {
      yyjson_mut_obj_add_null (doc, object, "height");
      yyjson_mut_obj_add_null (doc, object, "fetched");
      return;
    }
  yyjson_mut_obj_add_uint (
      doc, object, "height",
      way_verified_bundle_get_checkpoint (answer->bundle, NULL)->height);
  way_json_add_time (doc, object, "fetched", (gint64) answer->fetched_ms);
}

static void
add_alarms (yyjson_mut_doc *doc, yyjson_mut_val *root, const WayLookup *lookup)
{
  yyjson_mut_val *alarms = yyjson_mut_obj_add_arr (doc, root, "alarms");

  for (guint i = 0; i < lookup->results->len; i++)
    {
      const WayLookupResult *result = g_ptr_array_index (lookup->results, i);
      g_autoptr (GError) alarm = way_lookup_result_dup_alarm (result);
      g_autofree char *text = alarm != NULL ? way_present_error (alarm) : NULL;
      yyjson_mut_val *object;

      if (alarm == NULL)
        continue;
      object = yyjson_mut_arr_add_obj (doc, alarms);
      way_json_add_hash (doc, object, "network", &result->network->network);
      way_cli_json_add_failure (doc, object, alarm);
      way_cli_json_add_string (doc, object, "text", text);
    }
}

void
way_cli_lookup_add_json (WaySession *session,
                         const WayLookup *lookup,
                         yyjson_mut_doc *doc)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  WayPresenter presenter = get_presenter (session, lookup);

  add_code (doc, root, lookup);
  way_cli_examination_add_json (&presenter, way_lookup_get_examination (lookup),
                                lookup->best != NULL ? lookup->best->network : NULL, doc,
                                root);
  if (lookup->best != NULL)
    add_network (doc, root, lookup->best);
  else
    yyjson_mut_obj_add_null (doc, root, "network");
  add_alarms (doc, root, lookup);
}

static void
print_alarms (const WayLookup *lookup)
{
  for (guint i = 0; i < lookup->results->len; i++)
    {
      const WayLookupResult *result = g_ptr_array_index (lookup->results, i);
      g_autofree char *alarm = way_present_alarm (result);
      g_autofree char *age = way_present_answer_age (result);

      if (alarm != NULL)
        way_cli_print_error ("%s", alarm);
      if (age != NULL && result == lookup->best)
        way_cli_print_error ("%s", age);
    }
}

void
way_cli_lookup_print (WaySession *session, const WayLookup *lookup)
{
  WayPresenter presenter = get_presenter (session, lookup);

  way_cli_examination_print (&presenter, way_lookup_get_examination (lookup),
                             lookup->best != NULL ? lookup->best->network : NULL);
  print_alarms (lookup);
}

void
way_cli_lookup_print_head (WaySession *session, const WayLookup *lookup)
{
  const WayExamination *examination = way_lookup_get_examination (lookup);
  g_autofree char *name = examination->product != NULL
                              ? way_present_lang_texts (&examination->product->names)
                              : NULL;
  g_autofree char *thing =
      examination->has_subject ? way_present_thing (&examination->subject) : NULL;

  if (name != NULL)
    printf ("%s\n", name);
  if (thing != NULL)
    printf ("%s\n", thing);
  printf ("%s\n", way_present_verdict_title (examination->verdict.code));
  print_alarms (lookup);
}

WayExit
way_cli_lookup_get_exit (const WayLookup *lookup)
{
  if (lookup->best != NULL && lookup->best->answer != NULL)
    return lookup->best->examination->facts.states[WAY_FACT_COMPLETE]
                   == WAY_FACT_STATE_CONTRADICTED
               ? WAY_EXIT_UNVERIFIED
               : WAY_EXIT_OK;
  for (guint i = 0; i < lookup->results->len; i++)
    {
      const WayLookupResult *result = g_ptr_array_index (lookup->results, i);

      if (result->why == WAY_NO_ANSWER_WRONG)
        return WAY_EXIT_UNVERIFIED;
    }
  if (lookup->best != NULL && lookup->best->why == WAY_NO_ANSWER_OURS)
    return way_exit_from_result (way_result_from_error (lookup->best->error));
  return WAY_EXIT_UNAVAILABLE;
}

void
way_cli_choose_network (WaySession *session, const char *text)
{
  g_autoptr (WayLookup) lookup = NULL;
  WayLookupHow how = { 0 };

  if (session->cli->network != NULL || way_home_get_n_networks (session->home) < 2)
    return;
  /* what is no code is for whoever reads it next to say */
  lookup = way_lookup_text (session->home, text, NULL, &how, NULL, NULL);
  if (lookup != NULL && lookup->best != NULL && lookup->best->answer != NULL)
    session->network = lookup->best->network;
}
