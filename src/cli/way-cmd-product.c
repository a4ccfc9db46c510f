/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "way-event-options.h"
#include "way-gtin.h"
#include "way-own-product.h"

typedef struct
{
  char **names;
  char *brand;
  char **descriptions;
  char **pictures;
  char **materials;
  char *category;
  char *origin;
  int warranty_days;
  GOptionEntry entries[9];
} ProductOptions;

static GOptionEntry *
product_options_init (ProductOptions *self)
{
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->names,
      N_ ("Name, once for each language"), "[LANG=]TEXT" },
    { "brand", 0, 0, G_OPTION_ARG_STRING, &self->brand, N_ ("Brand"), "TEXT" },
    { "description", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->descriptions,
      N_ ("Description, once for each language"), "[LANG=]TEXT" },
    { "picture", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->pictures, N_ ("Picture"),
      "FILE" },
    { "material", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->materials,
      N_ ("What it is made of, once for each language"), "[LANG=]TEXT" },
    { "category", 0, 0, G_OPTION_ARG_STRING, &self->category,
      N_ ("GPC brick code, 8 digits"), "CODE" },
    { "origin", 0, 0, G_OPTION_ARG_STRING, &self->origin, N_ ("Country of origin"),
      "CODE" },
    { "warranty-days", 0, 0, G_OPTION_ARG_INT, &self->warranty_days,
      N_ ("Days of warranty"), "N" },
    { NULL },
  };

  G_STATIC_ASSERT (sizeof entries == sizeof self->entries);
  *self = (ProductOptions) { 0 };
  memcpy (self->entries, entries, sizeof entries);
  return self->entries;
}

static void
product_options_clear (ProductOptions *self)
{
  g_strfreev (self->names);
  g_free (self->brand);
  g_strfreev (self->descriptions);
  g_strfreev (self->pictures);
  g_strfreev (self->materials);
  g_free (self->category);
  g_free (self->origin);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ProductOptions, product_options_clear)

/* ---- Registering, changing -------------------------------------------------------------------- */

static gboolean
apply_texts (char **texts,
             guint key,
             WaySession *session,
             WayProduct *product,
             WayRecords *out,
             GError **error)
{
  if (texts == NULL)
    return TRUE;
  if (key > 1)
    product->present |= (guint64) 1 << key;
  return way_cli_parse_texts (texts, &session->arena, out, error);
}

static gboolean
apply_pictures (char **paths, WaySession *session, WayProduct *product, GError **error)
{
  guint n = paths != NULL ? g_strv_length (paths) : 0;
  WayDocument *rows = way_arena_alloc (&session->arena, sizeof (WayDocument) * (n + 1));

  if (n == 0)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strconcat ("picture=", paths[i], NULL);

      if (!way_document_make (session, text, &rows[i], error))
        return FALSE;
    }
  product->present |= 1 << 4;
  product->pictures = (WayRecords) { rows, n };
  return TRUE;
}

static gboolean
apply (const ProductOptions *self,
       WaySession *session,
       WayProduct *product,
       GError **error)
{
  if (self->brand != NULL)
    product->brand = way_slice_from_string (self->brand);
  if (self->category != NULL)
    {
      product->present |= 1 << 6;
      product->category = way_slice_from_string (self->category);
    }
  if (self->origin != NULL)
    {
      product->present |= 1 << 7;
      product->origin = way_slice_from_string (self->origin);
    }
  if (self->warranty_days > 0)
    {
      product->present |= 1 << 8;
      product->warranty_days = (guint64) self->warranty_days;
    }
  return apply_texts (self->names, 1, session, product, &product->names, error)
         && apply_texts (self->descriptions, 3, session, product, &product->descriptions,
                         error)
         && apply_texts (self->materials, 5, session, product, &product->materials, error)
         && apply_pictures (self->pictures, session, product, error);
}

static WayExit
product_register (WayCli *cli, int argc, char **argv)
{
  g_auto (ProductOptions) options;
  GOptionEntry *entries = product_options_init (&options);
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayProductRegister record = { 0 };
  char gtin14[15];

  if (!way_cli_parse (product_register, entries, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (options.names == NULL || options.brand == NULL)
    return way_cli_refuse (WAY_RESULT_USAGE, "A product needs --name and --brand");
  if (!way_gtin_to_gtin14 (argv[0], gtin14, &error)
      || !way_session_open_to_sign (&session, cli, &error)
      || !apply (&options, &session, &record.product, &error))
    return way_cli_fail (error);
  record.gtin = way_slice_from_string (gtin14);
  return way_session_act (&session, WAY_ACTION_PRODUCT_REGISTER, &record);
}

static WayExit
product_update (WayCli *cli, int argc, char **argv)
{
  g_auto (ProductOptions) options;
  GOptionEntry *entries = product_options_init (&options);
  g_auto (WaySession) session = { 0 };
  g_autoptr (WayLookup) lookup = NULL;
  g_autoptr (GError) error = NULL;
  WayProductUpdate record = { 0 };
  const WayProduct *before;
  char gtin14[15];

  if (!way_cli_parse (product_update, entries, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_gtin_to_gtin14 (argv[0], gtin14, &error)
      || !way_session_open_to_sign (&session, cli, &error))
    return way_cli_fail (error);
  before = way_own_product_find (session.home, session.network, session.identity, gtin14,
                                 &lookup, NULL, &error);
  if (before == NULL)
    return way_cli_fail (error);
  record.gtin = way_slice_from_string (gtin14);
  record.product = *before;
  if (!apply (&options, &session, &record.product, &error))
    return way_cli_fail (error);
  return way_session_act (&session, WAY_ACTION_PRODUCT_UPDATE, &record);
}

static WayExit
product_document (WayCli *cli, int argc, char **argv)
{
  g_autofree char *standard = NULL;
  g_autofree char *valid_until = NULL;
  g_autofree char *issued = NULL;
  g_autofree char *account = NULL;
  g_auto (GStrv) titles = NULL;
  GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_STRING_ARRAY, &titles,
      N_ ("Title, once for each language"), "[LANG=]TEXT" },
    { "standard", 0, 0, G_OPTION_ARG_STRING, &standard, N_ ("Standard that it is about"),
      "TEXT" },
    { "issued", 0, 0, G_OPTION_ARG_STRING, &issued, N_ ("When it was issued"), "DATE" },
    { "valid-until", 0, 0, G_OPTION_ARG_STRING, &valid_until, N_ ("Until when it holds"),
      "DATE" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, N_ ("Whose things are meant"),
      "ACCOUNT" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  WayDocumentAdd record = { 0 };
  const WayItem *item;

  if (!way_cli_parse (product_document, entries, NULL, 2, 2, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_sign (&session, cli, &error))
    return way_cli_fail (error);
  item =
      way_session_find_item (&session, argv[0], account, WAY_ITEM_MAY_BE_PRODUCT, &error);
  if (item == NULL || !way_document_make (&session, argv[1], &record.document, &error)
      || (titles != NULL
          && !way_cli_parse_texts (titles, &session.arena, &record.document.titles,
                                   &error))
      || (issued != NULL
          && !way_cli_parse_time (issued, FALSE, &record.document.issued, &error))
      || (valid_until != NULL
          && !way_cli_parse_time (valid_until, TRUE, &record.document.valid_until,
                                  &error)))
    return way_cli_fail (error);
  record.thing = item->thing;
  record.document.present |= (guint64) (issued != NULL) << 6
                             | (guint64) (valid_until != NULL) << 7
                             | (guint64) (standard != NULL) << 8;
  record.document.standard = way_slice_from_string (standard);
  return way_session_act (&session, WAY_ACTION_DOCUMENT_ADD, &record);
}

/* ---- Showing ------------------------------------------------------------------------------------ */

static void
print_product_row (const WayProductRow *row)
{
  g_autofree char *gtin = way_slice_dup_string (row->gtin);
  g_autofree char *name = way_present_lang_texts (&row->product.names);
  g_autofree char *brand = way_slice_dup_string (row->product.brand);

  /* TRANSLATORS: a GTIN, a product's name, its brand, the number of its lots */
  printf (ngettext ("%s  %s (%s), %" PRIu64 " lot\n", "%s  %s (%s), %" PRIu64 " lots\n",
                    row->n_lots),
          gtin, name, brand, row->n_lots);
}

static void
print_products (WaySession *session, const WayProductsReply *reply, yyjson_mut_doc *doc)
{
  const WayProductRow *rows = reply->products.items;
  yyjson_mut_val *array = yyjson_mut_obj_get (yyjson_mut_doc_get_root (doc), "products");

  for (gsize i = 0; i < reply->products.n; i++)
    if (session->cli->json)
      yyjson_mut_arr_append (array,
                             way_schema_to_json (&way_product_row_schema, doc, &rows[i]));
    else
      print_product_row (&rows[i]);
}

static WayExit
list_products (WaySession *session, const char *search, const WayHash *account)
{
  g_autoptr (GError) error = NULL;
  WayClient *client = way_home_connect (session->home, session->network, NULL, &error);
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  g_autofree char *after = NULL;

  yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "products");
  do
    {
      g_autoptr (WayReply)
          reply = client != NULL
                      ? way_call_products (client, search, account, after, NULL, &error)
                      : NULL;
      const WayProductsReply *record;

      if (reply == NULL)
        return way_cli_fail (error);
      record = reply->record;
      print_products (session, record, doc);
      g_clear_pointer (&after, g_free);
      if (way_record_has (record, 3))
        after = way_slice_dup_string (record->next);
    }
  while (after != NULL);
  if (session->cli->json)
    way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

static WayExit
product_list (WayCli *cli, int argc, char **argv)
{
  gboolean all = FALSE;
  g_autofree char *search = NULL;
  GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("Of everybody, not only one's own"),
      NULL },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_ ("Only with these words"),
      "TEXT" },
    { NULL },
  };
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;

  if (!way_cli_parse (product_list, entries, NULL, 0, 0, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open_to_ask (&session, cli, &error))
    return way_cli_fail (error);
  if (session.identity == NULL && !all && search == NULL)
    session.identity = way_home_find_identity (session.home, NULL, &error);
  if (error != NULL)
    return way_cli_fail (error);
  return list_products (&session, search,
                        all || search != NULL ? NULL : &session.identity->account);
}

static void
print_product (WaySession *session, const WayLookup *lookup)
{
  const WayExamination *examination = way_lookup_get_examination (lookup);
  WayPresenter presenter = { session->home, lookup->best->answer->bundle };
  g_autofree char *name = way_present_lang_texts (&examination->product->names);
  g_autofree char *brand = way_slice_dup_string (examination->product->brand);
  g_autofree char *who = way_present_account (&presenter, &examination->issuer);
  g_autofree char *text =
      way_record_has (examination->product, 3)
          ? way_present_lang_texts (&examination->product->descriptions)
          : NULL;

  printf ("%s (%s)\n", name, brand);
  if (text != NULL)
    printf ("%s\n", text);
  /* TRANSLATORS: %s is a name */
  printf (_ ("Registered by %s.\n"), who);
}

static WayExit
product_show (WayCli *cli, int argc, char **argv)
{
  g_auto (WaySession) session = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayLookup) lookup = NULL;
  g_autoptr (yyjson_mut_doc) doc = way_cli_json_new ();
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  WayLookupHow how = { 0 };
  const WayExamination *examination;

  if (!way_cli_parse (product_show, NULL, NULL, 1, 1, &argc, &argv))
    return WAY_EXIT_USAGE;
  if (!way_session_open (&session, cli, &error))
    return way_cli_fail (error);
  how.only = session.network;
  lookup = way_lookup_text (session.home, argv[0], NULL, &how, NULL, &error);
  if (lookup == NULL)
    return way_cli_fail (error);
  examination = way_lookup_get_examination (lookup);
  if (examination->product == NULL)
    return way_cli_refuse (WAY_RESULT_NOT_FOUND, "No network knows product %s",
                           lookup->code.gtin14);
  if (!cli->json)
    {
      print_product (&session, lookup);
      return WAY_EXIT_OK;
    }
  way_json_add_hash (doc, root, "network", &lookup->best->network->network);
  way_json_add_hash (doc, root, "account", &examination->issuer);
  way_cli_json_add_string (doc, root, "gtin", lookup->code.gtin14);
  yyjson_mut_obj_add_val (
      doc, root, "product",
      way_schema_to_json (&way_product_schema, doc, examination->product));
  way_cli_print_json (doc);
  return WAY_EXIT_OK;
}

#define PRODUCT_OPTIONS                                                                  \
  "[--description [LANG=]TEXT]… [--picture FILE]… [--material [LANG=]TEXT]… "            \
  "[--category CODE] [--origin CODE] [--warranty-days N] GTIN"

const WayCommand way_cmd_product[] = {
  { "product", "register", "--name [LANG=]TEXT… --brand TEXT " PRODUCT_OPTIONS,
    N_ ("Register a product"), product_register },
  { "product", "update", "[--name [LANG=]TEXT]… [--brand TEXT] " PRODUCT_OPTIONS,
    N_ ("Change what is said of a product"), product_update },
  { "product", "list", "[--all] [--search TEXT]", N_ ("List products"), product_list },
  { "product", "show", "CODE", N_ ("Show a product"), product_show },
  { "product", "document",
    "[--title [LANG=]TEXT]… [--standard TEXT] [--issued DATE] [--valid-until DATE] "
    "[--account ACCOUNT] CODE KIND=FILE",
    N_ ("Add a paper to a product, lot or item"), product_document },
  { NULL },
};
