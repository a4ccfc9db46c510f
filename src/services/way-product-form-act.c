/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-form-private.h"

#include <glib/gi18n-lib.h>

#include "way-act-private.h"

/* What is signed: the form as it was then. */
typedef struct
{
  GBytes *form;
  char *gtin14; /* (nullable): of the product that is changed */
  char *draft;
} Signing;

static void
signing_free (gpointer data)
{
  Signing *self = data;

  g_bytes_unref (self->form);
  g_free (self->gtin14);
  g_free (self->draft);
  g_free (self);
}

static void
make_country_upper (WayArena *arena, WayProduct *product)
{
  guint8 *copy = way_arena_copy (arena, product->origin.data, product->origin.len);

  for (gsize i = 0; i < product->origin.len; i++)
    copy[i] = (guint8) g_ascii_toupper (copy[i]);
  product->origin.data = copy;
}

static gboolean
fill_gtin (WayActPlan *plan,
           const Signing *self,
           const WayProductFormFile *file,
           WaySlice *out,
           GError **error)
{
  g_autofree char *typed = way_slice_dup_string (file->gtin);
  g_autofree char *hint = NULL;
  char gtin14[15] = "";

  if (self->gtin14 != NULL)
    g_strlcpy (gtin14, self->gtin14, sizeof gtin14);
  else if (way_gtin_hint (typed, &hint, gtin14) != WAY_GTIN_HINT_RIGHT)
    return way_error_format (error, WAY_RESULT_MALFORMED, "The GTIN is not complete");
  *out = WAY_SLICE_INIT (way_arena_copy (&plan->arena, gtin14, 14), 14);
  return TRUE;
}

static void
add_documents (WayActPlan *plan, const WayProductFormFile *file, WaySlice gtin)
{
  const WayDocument *documents = file->documents.items;

  for (gsize i = 0; i < file->documents.n; i++)
    {
      WayDocumentAdd *record = way_arena_alloc (&plan->arena, sizeof *record);

      record->thing = way_thing_product (&plan->identity->account, gtin);
      record->document = documents[i];
      way_act_plan_add (plan, WAY_ACTION_DOCUMENT_ADD, record);
    }
}

static gboolean
build (WayActPlan *plan, gpointer data, GError **error)
{
  const Signing *self = data;
  WayProductFormFile *file = way_arena_alloc (&plan->arena, sizeof *file);
  WayProductRegister *made = way_arena_alloc (&plan->arena, sizeof *made);
  WayProductUpdate *changed = way_arena_alloc (&plan->arena, sizeof *changed);
  WayResult result = way_schema_decode (&way_product_form_file_schema,
                                        way_slice_from_bytes (self->form), &plan->arena,
                                        file);

  if (result != WAY_RESULT_OK)
    return way_error_set (error, result, NULL);
  if (!fill_gtin (plan, self, file, &made->gtin, error))
    return FALSE;
  way_product_form_to_product (file, &plan->arena, &made->product);
  make_country_upper (&plan->arena, &made->product);
  changed->gtin = made->gtin;
  changed->product = made->product;
  if (self->gtin14 != NULL)
    way_act_plan_add (plan, WAY_ACTION_PRODUCT_UPDATE, changed);
  else
    way_act_plan_add (plan, WAY_ACTION_PRODUCT_REGISTER, made);
  add_documents (plan, file, made->gtin);
  return TRUE;
}

/* What was a draft is on the ledger now. */
static gboolean
drop_draft (WayActPlan *plan, gpointer data, GError **error)
{
  const Signing *self = data;
  way_form_draft_remove (plan->home, self->draft);
  return TRUE;
}

WayAct *
way_product_form_sign (WayProductForm *self)
{
  Signing *signing;

  if (self->problem != NULL || self->draft.account == NULL)
    return NULL;
  way_product_form_flush (self);
  signing = g_new (Signing, 1);
  signing->form = way_product_form_draft.encode (self);
  signing->gtin14 = g_strdup (self->gtin14);
  signing->draft = way_form_draft_dup_name (&self->draft);
  return way_act_start (self->desk, _ ("Sign Product"), build, drop_draft, signing,
                        signing_free);
}
