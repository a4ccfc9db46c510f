/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "way-lot-options.h"
#include "way-own-product.h"

static gboolean
parse_label_options (const char *codes,
                     const char *layout,
                     int skip,
                     WayLabelOptions *options,
                     GError **error)
{
  static const WayEnumName kinds[] = { { WAY_LABEL_OUTSIDE, "outside" },
                                       { WAY_LABEL_INSIDE, "inside" },
                                       { WAY_LABEL_OUTSIDE | WAY_LABEL_INSIDE, "both" },
                                       { 0, NULL } };
  guint64 wanted = WAY_LABEL_OUTSIDE | WAY_LABEL_INSIDE;
  gsize n;

  if (codes != NULL && !way_cli_parse_enum (kinds, codes, &wanted, error))
    return FALSE;
  options->kinds = (WayLabelKinds) wanted;
  options->n_skip = (guint) MAX (skip, 0);
  options->layout = layout != NULL ? way_label_layout_find (layout)
                                   : way_label_layout_get_all (&n);
  return options->layout != NULL
         || way_error_format (error, WAY_RESULT_USAGE,
                              "There is no label layout “%s”; see waymarkctl label "
                              "layouts",
                              layout);
}

static WayExit
write_labels (WaySession *session, const WayLotPlan *plan, const WayLotLabels *labels)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();

  if (!way_lot_plan_write_labels (plan, labels, way_cli_show_progress, NULL, &error))
    return way_cli_fail (error);
  if (session->cli->json)
    {
      way_cli_json_add_string (doc, yyjson_mut_doc_get_root (doc), "file", labels->path);
      yyjson_mut_obj_add_uint (doc, yyjson_mut_doc_get_root (doc), "labels", labels->n);
      way_cli_print_json (doc);
    }
  else if (labels->options.kinds & WAY_LABEL_INSIDE)
    printf ("%s\n",
            _ ("The sheet holds in-pack codes: whoever sees one can claim the item. "
               "Keep it locked up, and delete it after printing."));
  return WAY_EXIT_OK;
}

static WayExit
label_sheet (WayCli *cli, int argc, char **argv)
{
  g_autofree char *first = NULL;
  g_autofree char *count = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *codes = NULL;
  g_autofree char *layout = NULL;
  gboolean crop_marks = FALSE;
  gboolean ahead = FALSE;
  int skip = 0;
  GOptionEntry entries[] = {
    { "codes", 0, 0, G_OPTION_ARG_STRING, &codes, N_ ("outside, inside or both"),
      "WHICH" },
    { "layout", 0, 0, G_OPTION_ARG_STRING, &layout, N_ ("Layout of the sheet"), "NAME" },
    { "skip", 0, 0, G_OPTION_ARG_INT, &skip, N_ ("Labels of the first page to leave out"),
      "N" },
    { "crop-marks", 0, 0, G_OPTION_ARG_NONE, &crop_marks, N_ ("Marks to cut along"),
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
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;
  WayUnitRange range = { 0 };
  WayLotLabels labels = { 0 };

  if (!way_cli_parse (label_sheet, entries, NULL, 3, 3, &argc, &argv))
    return WAY_EXIT_USAGE;
  range = (WayUnitRange) { .first = first, .count = count };
  if (!parse_label_options (codes, layout, skip, &labels.options, &error)
      || !way_session_open_to_sign (&session, cli, &error)
      || (plan = way_cli_load_plan (&session, argv, ahead, &error)) == NULL
      || !way_unit_range_parse (&range, plan, &error))
    return way_cli_fail (error);
  title = way_own_product_dup_name (session.home, session.network, session.identity,
                                    way_lot_plan_get_gtin (plan), NULL);
  labels.options.has_crop_marks = crop_marks;
  labels.options.title = title;
  labels.titles[0] = title;
  labels.path = argv[2];
  labels.stem = stem;
  labels.first = range.from;
  labels.n = range.n;
  return write_labels (&session, plan, &labels);
}

static WayExit
label_layouts (WayCli *cli, int argc, char **argv)
{
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *rows =
      yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "layouts");
  gsize n;
  const WayLabelLayout *all = way_label_layout_get_all (&n);

  if (!way_cli_parse (label_layouts, NULL, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  for (gsize i = 0; i < n; i++)
    if (cli->json)
      {
        yyjson_mut_val *row = yyjson_mut_arr_add_obj (doc, rows);

        way_cli_json_add_string (doc, row, "name", all[i].name);
        yyjson_mut_obj_add_uint (doc, row, "columns", all[i].columns);
        yyjson_mut_obj_add_uint (doc, row, "rows", all[i].rows);
      }
    else
      printf ("%-20s %u × %u\n", all[i].name, all[i].columns, all[i].rows);
  if (cli->json)
    way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

const WayCommand way_cmd_label[] = {
  { "label", "sheet",
    "[--codes outside|inside|both] [--layout NAME] [--skip N] [--crop-marks] [--first I] "
    "[--count N] [--stem URI] [--ahead] GTIN LOT FILE",
    N_ ("Write the labels of a lot as a PDF to print"), label_sheet },
  { "label", "layouts", "", N_ ("List the layouts of label sheets"), label_layouts },
  { NULL },
};
