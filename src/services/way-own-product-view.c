/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-own-product-view.h"

#include <glib/gi18n-lib.h>

#include "way-country.h"
#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-own-product.h"
#include "way-present.h"

struct _WayOwnProduct
{
  GObject parent;

  char *texts[WAY_OWN_N_TEXTS];
  gboolean is_attested;
};

G_DEFINE_FINAL_TYPE (WayOwnProduct, way_own_product, G_TYPE_OBJECT)

/* ---- In a thread -------------------------------------------------------------------------- */

static void
fill_texts (WayOwnProduct *self, const WayProduct *product)
{
  const WayDocument *pictures = product->pictures.items;

  self->texts[WAY_OWN_NAME] = way_present_lang_texts (&product->names);
  self->texts[WAY_OWN_BRAND] = way_slice_dup_string (product->brand);
  if (way_record_has (product, 3))
    self->texts[WAY_OWN_DESCRIPTION] = way_present_lang_texts (&product->descriptions);
  if (way_record_has (product, 4))
    self->texts[WAY_OWN_PICTURE] =
        way_hex_encode (way_slice_from_hash (&pictures[0].hash));
  if (way_record_has (product, 5))
    self->texts[WAY_OWN_MATERIALS] = way_present_lang_texts (&product->materials);
  if (way_record_has (product, 6))
    self->texts[WAY_OWN_CATEGORY] = way_slice_dup_string (product->category);
  if (way_record_has (product, 7))
    {
      g_autofree char *code = way_slice_dup_string (product->origin);

      self->texts[WAY_OWN_ORIGIN] = way_country_dup_name (code);
    }
  if (way_record_has (product, 8))
    self->texts[WAY_OWN_WARRANTY] = way_present_term (product->warranty_days);
}

static void
fill_prefix (WayOwnProduct *self, WayHome *home, const WayLookup *lookup)
{
  const WayExamination *examination = way_lookup_get_examination (lookup);
  WayPresenter presenter = { home, lookup->best->answer->bundle };
  g_autofree char *registrar = NULL;
  g_autofree char *until = NULL;

  self->is_attested = examination->has_attested
                      && way_hash_equal (&examination->attested, &examination->issuer);
  if (self->is_attested)
    {
      registrar = way_present_account (&presenter, &examination->registrar);
      until = way_present_date (examination->attested_until_ms);
      /* TRANSLATORS: who attests it, and a date */
      self->texts[WAY_OWN_PREFIX] =
          g_strdup_printf (_ ("Attested by %s until %s"), registrar, until);
    }
  else if (examination->has_attested)
    self->texts[WAY_OWN_PREFIX] =
        g_strdup (_ ("Attested to somebody else: customers will be warned of a copy"));
  else
    self->texts[WAY_OWN_PREFIX] =
        g_strdup (_ ("Not attested: customers will read that the issuer is not verified. "
                     "Ask a registrar of this network to attest it."));
}

typedef struct
{
  char *account;
  char *gtin14;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->account);
  g_free (self->gtin14);
  g_free (self);
}

static WayOwnProduct *
find (WayHome *home, const Asked *asked, GCancellable *cancellable, GError **error)
{
  const WayIdentity *identity = way_desk_find_identity (home, asked->account, error);
  WayNetwork *network = identity != NULL ? way_desk_find_network (home, identity, error)
                                         : NULL;
  g_autoptr (WayLookup) lookup = NULL;
  const WayProduct *product;
  WayOwnProduct *self;

  if (network == NULL)
    return NULL;
  product = way_own_product_find (home, network, identity, asked->gtin14, &lookup,
                                  cancellable, error);
  if (product == NULL)
    return NULL;
  self = g_object_new (WAY_TYPE_OWN_PRODUCT, NULL);
  fill_texts (self, product);
  fill_prefix (self, home, lookup);
  self->texts[WAY_OWN_AGE] = way_present_answer_age (lookup->best);
  return self;
}

static void
load (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  WayOwnProduct *product = find (home, data, cancellable, &error);

  if (product != NULL)
    g_task_return_pointer (task, product, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* ---- In the main thread ---------------------------------------------------------------------- */

void
way_desk_load_own_product_async (WayDesk *self,
                                 const char *gtin14,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Asked *asked = g_new (Asked, 1);

  *asked = (Asked) { way_desk_dup_acting_account (self), g_strdup (gtin14) };
  g_task_set_source_tag (task, way_desk_load_own_product_async);
  g_task_set_task_data (task, asked, asked_free);
  way_desk_run (self, task, load);
}

WayOwnProduct *
way_desk_load_own_product_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
way_own_product_get (WayOwnProduct *self, WayOwnText text)
{
  g_return_val_if_fail (text < WAY_OWN_N_TEXTS, NULL);
  return self->texts[text];
}

gboolean
way_own_product_is_attested (WayOwnProduct *self)
{
  return self->is_attested;
}

static void
way_own_product_finalize (GObject *object)
{
  WayOwnProduct *self = WAY_OWN_PRODUCT (object);

  for (gsize i = 0; i < WAY_OWN_N_TEXTS; i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (way_own_product_parent_class)->finalize (object);
}

static void
way_own_product_class_init (WayOwnProductClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_own_product_finalize;
}

static void
way_own_product_init (WayOwnProduct *self)
{
}
