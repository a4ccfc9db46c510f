/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-icons.h"

#include <glib/gi18n.h>

/* Icons of this program are of the theme that is asked last: with a second name, a stock icon would win. */

GIcon *
way_product_icon_of_verdict (WayVerdictCode code)
{
  static const char *const names[] = {
    [WAY_VERDICT_NONE] = "way-verdict-cannot-tell-symbolic",
    [WAY_VERDICT_RECALLED] = "way-verdict-recalled-symbolic",
    [WAY_VERDICT_LIKELY_COPY] = "way-verdict-likely-copy-symbolic",
    [WAY_VERDICT_ALREADY_SOLD] = "way-verdict-already-sold-symbolic",
    [WAY_VERDICT_UNKNOWN_CODE] = "way-verdict-unknown-code-symbolic",
    [WAY_VERDICT_CANNOT_TELL] = "way-verdict-cannot-tell-symbolic",
    [WAY_VERDICT_ISSUED] = "way-verdict-issued-symbolic",
    [WAY_VERDICT_GENUINE] = "way-verdict-genuine-symbolic",
  };

  return g_themed_icon_new (names[code]);
}

GIcon *
way_product_icon_of_weight (WayReasonWeight weight)
{
  static const char *const names[] = {
    [WAY_WEIGHT_GOOD] = "object-select-symbolic",
    [WAY_WEIGHT_NOTE] = "dialog-information-symbolic",
    [WAY_WEIGHT_WARNING] = "dialog-warning-symbolic",
    [WAY_WEIGHT_BAD] = "dialog-error-symbolic",
  };

  return g_themed_icon_new (names[weight]);
}

GIcon *
way_product_icon_of_step (const char *kind)
{
  g_autoptr (GString) own = g_string_new ("way-event-");

  /* names of acts are in camel case, those of icons in kebab case */
  for (const char *p = kind; *p != '\0'; p++)
    {
      if (g_ascii_isupper (*p))
        g_string_append_c (own, '-');
      g_string_append_c (own, g_ascii_tolower (*p));
    }
  g_string_append (own, "-symbolic");
  return g_themed_icon_new (own->str);
}

const char *
way_product_style_of_verdict (WayVerdictCode code)
{
  static const char *const styles[] = {
    [WAY_VERDICT_NONE] = "accent",         [WAY_VERDICT_RECALLED] = "error",
    [WAY_VERDICT_LIKELY_COPY] = "error",   [WAY_VERDICT_ALREADY_SOLD] = "error",
    [WAY_VERDICT_UNKNOWN_CODE] = "accent", [WAY_VERDICT_CANNOT_TELL] = "warning",
    [WAY_VERDICT_ISSUED] = "accent",       [WAY_VERDICT_GENUINE] = "success",
  };

  return styles[code];
}

const char *
way_product_style_of_weight (WayReasonWeight weight)
{
  static const char *const styles[] = {
    [WAY_WEIGHT_GOOD] = "success",
    [WAY_WEIGHT_NOTE] = "dimmed",
    [WAY_WEIGHT_WARNING] = "warning",
    [WAY_WEIGHT_BAD] = "error",
  };

  return styles[weight];
}

const char *
way_product_word_of_weight (WayReasonWeight weight)
{
  static const char *const words[] = {
    [WAY_WEIGHT_GOOD] = N_ ("Good"),
    [WAY_WEIGHT_NOTE] = N_ ("Good to know"),
    [WAY_WEIGHT_WARNING] = N_ ("Warning"),
    [WAY_WEIGHT_BAD] = N_ ("Bad"),
  };

  return _ (words[weight]);
}
