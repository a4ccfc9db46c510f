/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-icons.h"

#include <glib/gi18n.h>

/* @own: of this program; @stock: for an icon theme that hides it. */
static GIcon *
make_icon (const char *own, const char *stock)
{
  const char *names[] = { own, stock };

  return g_themed_icon_new_from_names ((char **) names, G_N_ELEMENTS (names));
}

GIcon *
way_product_icon_of_verdict (WayVerdictCode code)
{
  static const struct
  {
    const char *own;
    const char *stock;
  } rows[] = {
    [WAY_VERDICT_NONE] = { "way-verdict-cannot-tell-symbolic",
                           "dialog-question-symbolic" },
    [WAY_VERDICT_RECALLED] = { "way-verdict-recalled-symbolic", "dialog-error-symbolic" },
    [WAY_VERDICT_LIKELY_COPY] = { "way-verdict-likely-copy-symbolic",
                                  "edit-copy-symbolic" },
    [WAY_VERDICT_ALREADY_SOLD] = { "way-verdict-already-sold-symbolic",
                                   "avatar-default-symbolic" },
    [WAY_VERDICT_UNKNOWN_CODE] = { "way-verdict-unknown-code-symbolic",
                                   "edit-find-symbolic" },
    [WAY_VERDICT_CANNOT_TELL] = { "way-verdict-cannot-tell-symbolic",
                                  "dialog-question-symbolic" },
    [WAY_VERDICT_ISSUED] = { "way-verdict-issued-symbolic", "emblem-default-symbolic" },
    [WAY_VERDICT_GENUINE] = { "way-verdict-genuine-symbolic", "security-high-symbolic" },
  };

  return make_icon (rows[code].own, rows[code].stock);
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
  return make_icon (own->str, "emblem-documents-symbolic");
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
    [WAY_WEIGHT_NOTE] = N_ ("To know"),
    [WAY_WEIGHT_WARNING] = N_ ("Warning"),
    [WAY_WEIGHT_BAD] = N_ ("Bad"),
  };

  return _ (words[weight]);
}
