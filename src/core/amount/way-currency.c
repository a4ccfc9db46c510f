/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-currency.h"

#include <string.h>

static const WayCurrency currencies[] = {
#define WAY_CURRENCY(code, number, exponent, is_current)                                 \
  { code, number, exponent, is_current },
#include "way-currency.def"
#undef WAY_CURRENCY
};

const WayCurrency *
way_currency_find (const char *code)
{
  gsize low = 0, high = G_N_ELEMENTS (currencies);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = strcmp (currencies[middle].code, code);

      if (order == 0)
        return &currencies[middle];
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

const WayCurrency *
way_currency_find_number (const char *number)
{
  const WayCurrency *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (strcmp (currencies[i].number, number) == 0
        && (found == NULL || currencies[i].is_current))
      found = &currencies[i];
  return found;
}

const WayCurrency *
way_currency_get_all (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (currencies);
  return currencies;
}
