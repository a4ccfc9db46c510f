/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-list.h"

#include <glib/gi18n-lib.h>

#include "way-base-encoding.h"
#include "way-paged-list-private.h"
#include "way-product-words.h"

struct _WayProductItem
{
  GObject parent;

  WayProductWords words;
  /* the same for many rows: GRefString, interned */
  char *account;
  char *network_name;
  char *network;
  gboolean is_demo;
};

G_DEFINE_FINAL_TYPE (WayProductItem, way_product_item, G_TYPE_OBJECT)

/* ---- Rows --------------------------------------------------------------------------------- */

static char *
intern_hash (const WayHash *hash)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (hash));

  return g_ref_string_new_intern (hex);
}

static WayProductItem *
product_item_new (const WayProductRow *row, const WayNetwork *network)
{
  WayProductItem *self = g_object_new (WAY_TYPE_PRODUCT_ITEM, NULL);

  way_product_words_init (&self->words, row);
  self->account = intern_hash (&row->account);
  self->network_name = g_ref_string_new_intern (network->name);
  self->network = intern_hash (&network->network);
  self->is_demo = network->is_demo;
  return self;
}

/* ---- What is asked ---------------------------------------------------------------------------- */

#define HEX_LEN (2 * sizeof (WayHash))

/* Both the list's filter and the place where a page begins are a network's hash or "", a colon and a text. */
static char *
join (const char *network, const char *text)
{
  return g_strconcat (network != NULL ? network : "", ":", text != NULL ? text : "",
                      NULL);
}

static void
split (const char *joined,
       WayHash *out_network,
       gboolean *out_has_network,
       char **out_text)
{
  const char *colon = joined != NULL ? strchr (joined, ':') : NULL;
  g_autofree char *hex = colon != NULL ? g_strndup (joined, (gsize) (colon - joined))
                                       : NULL;

  *out_has_network = hex != NULL && way_hash_from_hex (hex, out_network);
  *out_text = colon != NULL && colon[1] != '\0' ? g_strdup (colon + 1) : NULL;
}

/* A question to several nodes, and what came of it. */
typedef struct
{
  const WayListQuestion *question;
  GCancellable *cancellable;
  WayHash only;
  gboolean has_only;
  WayHash account;
  gboolean has_account;
  GPtrArray *items;
  guint n_asked, n_failed;
  const char *failed; /* a network that does not answer */
  GError *error;      /* the first */
} Round;

static void
read_filter (Round *round)
{
  g_autofree char *account = NULL;

  split (round->question->filter, &round->only, &round->has_only, &account);
  round->has_account = account != NULL && way_hash_from_hex (account, &round->account);
}

static void
note_failure (Round *round, const WayNetwork *network, GError *error)
{
  round->n_failed++;
  round->failed = network->name;
  if (round->error == NULL)
    round->error = error;
  else
    g_error_free (error);
}

/* Returns: (transfer full) (nullable): behind the page, where there is more. */
static char *
ask_network (Round *round, WayHome *home, WayNetwork *network, const char *after)
{
  GError *error = NULL;
  WayClient *client = way_home_connect (home, network, round->cancellable, &error);
  g_autoptr (WayReply) reply =
      client != NULL ? way_call_products (client, round->question->search,
                                          round->has_account ? &round->account : NULL,
                                          after, round->cancellable, &error)
                     : NULL;
  const WayProductsReply *record;
  const WayProductRow *rows;

  round->n_asked++;
  if (reply == NULL)
    {
      note_failure (round, network, error);
      return NULL;
    }
  record = reply->record;
  rows = record->products.items;
  for (gsize i = 0; i < record->products.n; i++)
    g_ptr_array_add (round->items, product_item_new (&rows[i], network));
  return way_record_has (record, 3) ? way_slice_dup_string (record->next) : NULL;
}

/* ---- One page --------------------------------------------------------------------------------------- */

static gsize
find_index (WayHome *home, const WayHash *network)
{
  gsize i = 0;

  while (i < way_home_get_n_networks (home)
         && !way_hash_equal (&way_home_get_network (home, i)->network, network))
    i++;
  return i;
}

/* From network @i on: rows of one come before the next is asked, which may take its time. Returns: (transfer full) (nullable): where the next page begins. */
static char *
ask_from (Round *round, WayHome *home, gsize i, const char *after)
{
  for (; i < way_home_get_n_networks (home); i++, after = NULL)
    {
      WayNetwork *network = way_home_get_network (home, i);
      g_autofree char *hex = way_hex_encode (way_slice_from_hash (&network->network));
      g_autofree char *next = NULL;

      if (round->has_only && !way_hash_equal (&network->network, &round->only))
        continue;
      if (round->items->len > 0)
        return join (hex, NULL);
      next = ask_network (round, home, network, after);
      if (next != NULL)
        return join (hex, next);
      if (g_cancellable_is_cancelled (round->cancellable))
        break;
    }
  return NULL;
}

static char *
make_notice (const Round *round)
{
  if (round->n_failed == 0)
    return NULL;
  if (round->n_failed > 1)
    return g_strdup (
        _ ("Some networks don't answer. Their products are missing in this list."));
  /* TRANSLATORS: %s is the name of a network */
  return g_strdup_printf (_ ("%s doesn't answer. Its products are missing in this list."),
                          round->failed);
}

static gboolean
fetch_products (WayHome *home,
                const WayListQuestion *question,
                GPtrArray *items,
                char **out_next,
                GCancellable *cancellable,
                GError **error)
{
  Round round = { .question = question, .cancellable = cancellable, .items = items };
  gboolean has_start;
  g_autofree char *after = NULL;
  WayHash start;

  read_filter (&round);
  split (question->after, &start, &has_start, &after);
  *out_next = ask_from (&round, home, has_start ? find_index (home, &start) : 0, after);
  if (round.n_failed > 0
      && ((round.n_failed == round.n_asked && question->after == NULL)
          || g_cancellable_is_cancelled (cancellable)))
    {
      g_clear_pointer (out_next, g_free);
      g_propagate_error (error, round.error);
      return FALSE;
    }
  *question->out_notice = make_notice (&round);
  g_clear_error (&round.error);
  return TRUE;
}

static gboolean
is_equal (gconstpointer a, gconstpointer b)
{
  const WayProductItem *one = a, *other = b;

  /* the interned ones are the same where they are equal */
  return one->account == other->account && one->network == other->network
         && one->network_name == other->network_name
         && way_product_words_equal (&one->words, &other->words);
}

WayPagedList *
way_product_list_new (WayDesk *desk)
{
  WayPagedList *list =
      way_paged_list_new (desk, WAY_TYPE_PRODUCT_ITEM, fetch_products, NULL);

  way_paged_list_set_equal (list, is_equal);
  return list;
}

void
way_product_list_set_filter (WayPagedList *list, const char *network, const char *account)
{
  g_autofree char *filter = network != NULL || account != NULL ? join (network, account)
                                                               : NULL;

  way_paged_list_set_filter (list, filter);
}

/* ---- Reading ------------------------------------------------------------------------------------------- */

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

const char *
way_product_item_get_name (WayProductItem *self)
{
  return or_empty (self->words.name);
}

const char *
way_product_item_get_brand (WayProductItem *self)
{
  return or_empty (self->words.brand);
}

const char *
way_product_item_get_gtin (WayProductItem *self)
{
  return or_empty (self->words.gtin);
}

const char *
way_product_item_get_account (WayProductItem *self)
{
  return or_empty (self->account);
}

const char *
way_product_item_get_network_name (WayProductItem *self)
{
  return or_empty (self->network_name);
}

const char *
way_product_item_get_network (WayProductItem *self)
{
  return or_empty (self->network);
}

gboolean
way_product_item_is_demo (WayProductItem *self)
{
  return self->is_demo;
}

const char *
way_product_item_get_picture (WayProductItem *self)
{
  return self->words.picture;
}

/* ---- The object ------------------------------------------------------------------------------------------ */

static void
way_product_item_finalize (GObject *object)
{
  WayProductItem *self = WAY_PRODUCT_ITEM (object);

  way_product_words_clear (&self->words);
  g_clear_pointer (&self->account, g_ref_string_release);
  g_clear_pointer (&self->network_name, g_ref_string_release);
  g_clear_pointer (&self->network, g_ref_string_release);
  G_OBJECT_CLASS (way_product_item_parent_class)->finalize (object);
}

static void
way_product_item_class_init (WayProductItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_product_item_finalize;
}

static void
way_product_item_init (WayProductItem *self)
{
}
