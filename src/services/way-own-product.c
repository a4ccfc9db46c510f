/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-own-product.h"

#include <glib/gi18n-lib.h>

#include "way-present.h"

const WayProduct *
way_own_product_find (WayHome *home,
                      WayNetwork *network,
                      const WayIdentity *identity,
                      const char *gtin14,
                      WayLookup **out_lookup,
                      GCancellable *cancellable,
                      GError **error)
{
  WayGs1Code code = { .kind = WAY_GS1_CODE_PRODUCT };
  WayLookupHow how = { .only = network, .account = &identity->account };
  const WayExamination *examination;
  const WayLookupResult *best;

  g_strlcpy (code.gtin14, gtin14, sizeof code.gtin14);
  *out_lookup = way_lookup_code (home, &code, NULL, &how, cancellable);
  examination = way_lookup_get_examination (*out_lookup);
  best = (*out_lookup)->best;
  if (best != NULL && best->error != NULL)
    g_propagate_error (error, g_error_copy (best->error));
  else if (examination->product == NULL)
    way_error_format (error, WAY_RESULT_NOT_REGISTERED,
                      "“%s” has not registered product %s", identity->name, gtin14);
  else
    return examination->product;
  return NULL;
}

char *
way_own_product_dup_name (WayHome *home,
                          WayNetwork *network,
                          const WayIdentity *identity,
                          const char *gtin14,
                          GCancellable *cancellable)
{
  g_autoptr (WayLookup) lookup = NULL;
  const WayProduct *product =
      way_own_product_find (home, network, identity, gtin14, &lookup, cancellable, NULL);

  return product != NULL ? way_present_lang_texts (&product->names) : NULL;
}
