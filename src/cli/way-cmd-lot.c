/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-event-options.h"
#include "way-gtin.h"
#include "way-lot-options.h"
#include "way-new-lot.h"

/* ---- Making ------------------------------------------------------------------------------------------ */

typedef struct
{
  char *quantity;
  char *uom;
  gboolean no_serials;
  gboolean register_only;
  char **cases;
  char *produced;
  char *expires;
  char *scheme;
  char *certified;
  char *certifier;
} LotOptions;

static void
lot_options_clear (LotOptions *self)
{
  g_free (self->quantity);
  g_free (self->uom);
  g_strfreev (self->cases);
  g_free (self->produced);
  g_free (self->expires);
  g_free (self->scheme);
  g_free (self->certified);
  g_free (self->certifier);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotOptions, lot_options_clear)

static void
set_text (const char *text, guint key, WaySlice *out, WayLotRegister *record)
{
  if (text == NULL)
    return;
  *out = way_slice_from_string (text);
  record->present |= (guint64) 1 << key;
}

/* Each with a serial number of its own. */
static gboolean
has_units (const LotOptions *options)
{
  return !options->no_serials && options->uom == NULL;
}

static gboolean
check_options (const LotOptions *options, GError **error)
{
  if (options->quantity == NULL)
    return way_error_format (error, WAY_RESULT_USAGE, "Say how many with --quantity N");
  if (options->register_only && options->cases != NULL && !has_units (options))
    return way_error_format (
        error, WAY_RESULT_USAGE,
        "Only the registration of items with serial numbers names "
        "cases: give --case to “waymarkctl commission” when this lot "
        "is made");
  return TRUE;
}

static gboolean
fill_record (const LotOptions *options,
             WaySession *session,
             char **argv,
             WayNewLot *lot,
             GError **error)
{
  WayLotRegister *record = &lot->record;

  if (!check_options (options, error) || !way_gtin_to_gtin14 (argv[0], lot->gtin14, error)
      || !way_cli_parse_number (options->quantity, 1, 1000000000000, &record->quantity,
                                error)
      || !way_cli_parse_cases (options->cases, &session->arena, &lot->cases, error)
      || (options->certified != NULL
          && !way_cli_parse_number (options->certified, 1, 1000000000000,
                                    &record->certified, error))
      || (options->certifier != NULL
          && !way_session_find_account (session, options->certifier, &record->certifier,
                                        error)))
    return FALSE;
  lot->is_made_later = options->register_only;
  record->gtin = way_slice_from_string (lot->gtin14);
  record->lot = way_slice_from_string (argv[1]);
  set_text (options->uom, 4, &record->uom, record);
  set_text (options->produced, 7, &record->production_date, record);
  set_text (options->expires, 8, &record->expiry_date, record);
  set_text (options->scheme, 9, &record->scheme, record);
  record->present |= (guint64) (options->certified != NULL) << 10
                     | (guint64) (options->certifier != NULL) << 11;
  return TRUE;
}

static WayThing
get_thing (const WaySession *session, const WayNewLot *lot)
{
  return way_thing_lot (&session->identity->account, lot->record.gtin, lot->record.lot);
}

static gboolean
submit_and_keep (WaySession *session, WayNewLot *lot, WaySigned *signed_, GError **error)
{
  WayAction actions[2];
  gsize n_actions = way_new_lot_get_actions (lot, actions);
  g_autoptr (GError) cause = NULL;

  if (!way_new_lot_keep (lot, session->home, session->network, error))
    return FALSE;
  way_session_submit (session, actions, n_actions, signed_, &cause);
  if (!way_new_lot_settle (lot, session->home, session->network, cause, error))
    return FALSE;
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
submit (WaySession *session, WayNewLot *lot, WaySigned *signed_, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (!submit_and_keep (session, lot, signed_, error))
    return FALSE;
  if (way_new_lot_publish (lot, session->home, session->network, session->identity, NULL,
                           &cause))
    return TRUE;
  return way_error_wrap (error, way_result_from_error (cause), cause,
                         "The lot is registered, but the node did not take its list of "
                         "serial numbers; try again with waymarkctl lot publish. %s",
                         cause->message);
}

static void
print_lot (WaySession *session, const WayNewLot *lot, const WaySigned *signed_)
{
  g_autoptr (yyjson_mut_doc) doc = NULL;
  yyjson_mut_val *root;
  WayThing thing = get_thing (session, lot);
  WayHash id;

  if (!session->cli->json)
    {
      way_session_print_signed (session, signed_);
      return;
    }
  doc = way_session_make_json (session, signed_);
  root = yyjson_mut_doc_get_root (doc);
  way_thing_get_id (&thing, &id);
  yyjson_mut_obj_add_val (doc, root, "lot",
                          way_schema_to_json (&way_thing_schema, doc, &thing));
  way_json_add_hash (doc, root, "lotId", &id);
  yyjson_mut_obj_add_uint (doc, root, "quantity", lot->record.quantity);
  if (lot->plan != NULL)
    way_json_add_hash (doc, root, "root", &lot->record.root);
  else
    yyjson_mut_obj_add_null (doc, root, "root");
  way_cli_print_json (doc);
}

static WayExit
lot_create (WayCli *cli, int argc, char **argv)
{
  g_auto (LotOptions) options = { 0 };
  g_auto (WayEventOptions) event;
  GOptionEntry *shared = way_event_options_init (&event);
  GOptionEntry entries[] = {
    { "quantity", 0, 0, G_OPTION_ARG_STRING, &options.quantity, N_ ("How many"), "N" },
    { "no-serials", 0, 0, G_OPTION_ARG_NONE, &options.no_serials,
      N_ ("Pieces without serial numbers"), NULL },
    { "uom", 0, 0, G_OPTION_ARG_STRING, &options.uom,
      N_ ("Bulk, in this unit of measure (UN/ECE Rec. 20, like KGM)"), "CODE" },
    { "case", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.cases,
      N_ ("A case that the first units are in"), "SSCC=COUNT" },
    { "register-only", 0, 0, G_OPTION_ARG_NONE, &options.register_only,
      N_ ("Made later, with commission or transform"), NULL },
    { "produced", 0, 0, G_OPTION_ARG_STRING, &options.produced, N_ ("Production date"),
      "DATE" },
    { "expires", 0, 0, G_OPTION_ARG_STRING, &options.expires, N_ ("Expiry date"),
      "DATE" },
    { "scheme", 0, 0, G_OPTION_ARG_STRING, &options.scheme,
      N_ ("Certification scheme of part of it"), "TEXT" },
    { "certified", 0, 0, G_OPTION_ARG_STRING, &options.certified,
      N_ ("How much of it is certified"), "N" },
    { "certifier", 0, 0, G_OPTION_ARG_STRING, &options.certifier, N_ ("Who certified it"),
      "ACCOUNT" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_auto (WayNewLot) lot = { 0 };
  g_autoptr (GError) error = NULL;
  WaySigned signed_;

  if (!way_cli_parse (lot_create, entries, shared, 2, 2, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error)
      || !fill_record (&options, &session, argv, &lot, &error)
      || !way_event_options_make (&event, &session, &lot.commission.event, &error)
      || (has_units (&options)
          && !way_new_lot_seal (&lot, session.home, session.network, session.identity,
                                way_cli_show_progress, NULL, &error))
      || !submit (&session, &lot, &signed_, &error))
    return way_cli_fail (error);
  print_lot (&session, &lot, &signed_);
  return WAY_EXIT_OK;
}

/* ---- Showing --------------------------------------------------------------------------------------- */

static void
print_lot_row (const WayLotRow *row)
{
  g_autofree char *lot = way_slice_dup_string (row->lot.lot);
  g_autofree char *uom =
      way_record_has (&row->state, 2) ? way_slice_dup_string (row->state.uom) : NULL;

  if (uom != NULL)
    printf ("%s  %" PRIu64 " %s\n", lot, row->state.quantity, uom);
  else if (way_record_has (&row->state, 3))
    /* TRANSLATORS: a lot's name, how many */
    printf (ngettext ("%s  %" PRIu64 " piece, with serial number\n",
                      "%s  %" PRIu64 " pieces, with serial numbers\n",
                      row->state.quantity),
            lot, row->state.quantity);
  else
    /* TRANSLATORS: a lot's name, how many */
    printf (ngettext ("%s  %" PRIu64 " piece\n", "%s  %" PRIu64 " pieces\n",
                      row->state.quantity),
            lot, row->state.quantity);
}

static WayExit
list_lots (WaySession *session, const WayHash *account, const char *gtin14)
{
  g_autoptr (GError) error = NULL;
  WayClient *client = way_home_connect (session->home, session->network, NULL, &error);
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *array =
      yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "lots");
  g_autofree char *after = NULL;

  do
    {
      g_autoptr (WayReply) reply =
          client != NULL ? way_call_lots (client, account, way_slice_from_string (gtin14),
                                          after, NULL, &error)
                         : NULL;
      const WayLotsReply *record = reply != NULL ? reply->record : NULL;
      const WayLotRow *rows;

      if (record == NULL)
        return way_cli_fail (error);
      rows = record->lots.items;
      for (gsize i = 0; i < record->lots.n; i++)
        if (session->cli->json)
          yyjson_mut_arr_append (array,
                                 way_schema_to_json (&way_lot_row_schema, doc, &rows[i]));
        else
          print_lot_row (&rows[i]);
      g_clear_pointer (&after, g_free);
      if (way_record_has (record, 3))
        after = way_slice_dup_string (record->next);
    }
  while (after != NULL);
  if (session->cli->json)
    way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

static gboolean
open_for_lot (WaySession *session, WayCli *cli, GError **error)
{
  if (!way_session_open_to_ask (session, cli, error))
    return FALSE;
  if (session->identity == NULL)
    session->identity = way_home_find_identity (session->home, NULL, error);
  return session->identity != NULL;
}

static WayExit
lot_list (WayCli *cli, int argc, char **argv)
{
  g_autofree char *account = NULL;
  GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, N_ ("Whose product it is"),
      "ACCOUNT" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  char gtin14[15];
  WayHash whose;

  if (!way_cli_parse (lot_list, entries, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_gtin_to_gtin14 (argv[0], gtin14, &error)
      || !open_for_lot (&session, cli, &error))
    return way_cli_fail (error);
  whose = session.identity->account;
  if (account != NULL && !way_session_find_account (&session, account, &whose, &error))
    return way_cli_fail (error);
  return list_lots (&session, &whose, gtin14);
}

static void
print_lot_state (const WayExamination *examination)
{
  g_autofree char *thing = way_present_thing (&examination->subject);
  g_autofree char *uom = way_slice_dup_string (examination->lot.uom);
  g_autofree char *expiry = way_slice_dup_string (examination->lot.expiry_date);

  if (way_record_has (&examination->lot, 2))
    printf ("%s: %" PRIu64 " %s\n", thing, examination->lot.quantity, uom);
  else
    /* TRANSLATORS: what it is, like “lot A1 of product 0952…”, how many */
    printf (ngettext ("%s: %" PRIu64 " piece\n", "%s: %" PRIu64 " pieces\n",
                      examination->lot.quantity),
            thing, examination->lot.quantity);
  if (!examination->lot.is_commissioned)
    printf ("%s\n", _ ("It is registered, but not made yet."));
  if (way_record_has (&examination->lot, 6))
    /* TRANSLATORS: %s is a date */
    printf (_ ("Expires on %s.\n"), expiry);
}

static WayExit
report_lot (WaySession *session, const WayLookup *lookup)
{
  const WayExamination *examination = way_lookup_get_examination (lookup);
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  if (!examination->has_lot)
    return way_cli_refuse (WAY_RESULT_NOT_FOUND, "No network knows lot %s of product %s",
                           lookup->code.lot, lookup->code.gtin14);
  if (!session->cli->json)
    {
      print_lot_state (examination);
      return WAY_EXIT_OK;
    }
  way_json_add_hash (doc, root, "network", &lookup->best->network->network);
  yyjson_mut_obj_add_val (
      doc, root, "lot",
      way_schema_to_json (&way_thing_schema, doc, &examination->subject));
  yyjson_mut_obj_add_val (
      doc, root, "state",
      way_schema_to_json (&way_lot_state_schema, doc, &examination->lot));
  way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

static WayExit
lot_show (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayLookup) lookup = NULL;
  WayLookupHow how = { 0 };
  WayGs1Code code = { .kind = WAY_GS1_CODE_PRODUCT };

  if (!way_cli_parse (lot_show, NULL, NULL, 2, 2, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_gtin_to_gtin14 (argv[0], code.gtin14, &error)
      || !way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  g_strlcpy (code.lot, argv[1], sizeof code.lot);
  how.only = session.network;
  lookup = way_lookup_code (session.home, &code, NULL, &how, NULL);
  return report_lot (&session, lookup);
}

/* ---- Units ------------------------------------------------------------------------------------------ */

static gboolean
print_unit (WaySession *session,
            const WayLotPlan *plan,
            guint64 index,
            const char *stem,
            gboolean in_pack,
            GError **error)
{
  g_autofree char *link = way_lot_plan_dup_link (plan, index, stem, in_pack, error);
  g_autoptr (yyjson_mut_doc) doc = NULL;
  WayUnitSecrets unit;

  if (link == NULL)
    return FALSE;
  if (session->cli->json)
    {
      doc = way_cli_json_new ();
      way_lot_plan_get_unit (plan, index, &unit);
      yyjson_mut_obj_add_uint (doc, yyjson_mut_doc_get_root (doc), "index", index);
      way_cli_json_add_string (doc, yyjson_mut_doc_get_root (doc), "serial", unit.serial);
      way_cli_json_add_string (doc, yyjson_mut_doc_get_root (doc), "case",
                               way_lot_plan_get_case (plan, index));
      way_cli_json_add_string (doc, yyjson_mut_doc_get_root (doc), "link", link);
      way_cli_print_json (doc);
      way_secret_wipe (&unit, sizeof unit);
    }
  else
    printf ("%s\n", link);
  way_secret_wipe (link, strlen (link));
  return TRUE;
}

static WayExit
lot_serials (WayCli *cli, int argc, char **argv)
{
  g_autofree char *first = NULL;
  g_autofree char *count = NULL;
  g_autofree char *stem = NULL;
  gboolean in_pack = FALSE;
  gboolean ahead = FALSE;
  GOptionEntry entries[] = {
    { "in-pack", 0, 0, G_OPTION_ARG_NONE, &in_pack,
      N_ ("With the secret of the code inside the pack: whoever sees it can claim the "
          "item"),
      NULL },
    { "first", 0, 0, G_OPTION_ARG_STRING, &first, N_ ("The first unit, from 0"), "I" },
    { "count", 0, 0, G_OPTION_ARG_STRING, &count, N_ ("How many"), "N" },
    { "stem", 0, 0, G_OPTION_ARG_STRING, &stem, N_ ("Beginning of the links"), "URI" },
    { "ahead", 0, 0, G_OPTION_ARG_NONE, &ahead,
      N_ ("Also of a lot that is not in the ledger yet"), NULL },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (WayLotPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  WayUnitRange range = { 0 };

  if (!way_cli_parse (lot_serials, entries, NULL, 2, 2, &argc, &argv))
    return WAY_EXIT_USAGE;
  range = (WayUnitRange) { .first = first, .count = count };
  if (!way_session_open_to_sign (&session, cli, &error)
      || (plan = way_cli_load_plan (&session, argv, ahead, &error)) == NULL
      || !way_unit_range_parse (&range, plan, &error))
    return way_cli_fail (error);
  for (guint64 i = range.from; i < range.from + range.n; i++)
    if (!print_unit (&session, plan, i, stem, in_pack, &error))
      return way_cli_fail (error);
  return WAY_EXIT_OK;
}

static WayExit
lot_publish (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_auto (WayLotSeal) sealed = { 0 };
  g_autoptr (WayLotPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  if (!way_cli_parse (lot_publish, NULL, NULL, 2, 2, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error)
      || (plan = way_cli_load_plan (&session, argv, TRUE, &error)) == NULL
      || !way_lot_plan_seal (plan, &sealed, way_cli_show_progress, NULL, &error))
    return way_cli_fail (error);
  if (!way_lot_plan_publish (plan, sealed.leaf_file, session.home, session.network,
                             session.identity, NULL, &error))
    return way_cli_fail (error);
  if (cli->json)
    printf ("{\"published\":%" PRIu64 "}\n", way_lot_plan_get_quantity (plan));
  return WAY_EXIT_OK;
}

const WayCommand way_cmd_lot[] = {
  { "lot", "create",
    "--quantity N [--no-serials] [--uom CODE] [--case SSCC=COUNT]… [--register-only] "
    "[--produced DATE] [--expires DATE] [--scheme TEXT --certified N --certifier "
    "ACCOUNT] " WAY_EVENT_SYNOPSIS "GTIN LOT",
    N_ ("Register a lot with its serial numbers, and say that it was made"), lot_create },
  { "lot", "list", "[--account ACCOUNT] GTIN", N_ ("List the lots of a product"),
    lot_list },
  { "lot", "show", "GTIN LOT", N_ ("Show a lot"), lot_show },
  { "lot", "serials",
    "[--in-pack] [--first I] [--count N] [--stem URI] [--ahead] GTIN LOT",
    N_ ("Print the links of the units of a lot of one's own"), lot_serials },
  { "lot", "publish", "GTIN LOT",
    N_ ("Give the node the list of serial numbers of a lot again"), lot_publish },
  { NULL },
};
