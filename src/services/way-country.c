/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-country.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define MAX_NAME 128

struct _WayCountry
{
  GObject parent;

  char *code;
  char *name;
};

G_DEFINE_FINAL_TYPE (WayCountry, way_country, G_TYPE_OBJECT)

enum
{
  PROP_CODE = 1,
  PROP_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* ---- Names ----------------------------------------------------------------------------- */

/* The one that texts are translated to, which need not be the one of dates and numbers. */
static const char *
get_language (void)
{
  const char *language = g_get_language_names ()[0];

  return g_str_equal (language, "C") || g_str_has_prefix (language, "C.") ? "en"
                                                                          : language;
}

char *
way_country_dup_name (const char *code)
{
  g_autofree char *place = g_strconcat ("und_", code, NULL);
  UErrorCode status = U_ZERO_ERROR;
  UChar name[MAX_NAME];
  char text[MAX_NAME * 3];

  if (strlen (code) != 2)
    return g_strdup (code);
  uloc_getDisplayCountry (place, get_language (), name, MAX_NAME, &status);
  if (U_FAILURE (status) || status == U_USING_DEFAULT_WARNING)
    return g_strdup (code);
  u_strToUTF8 (text, sizeof text, NULL, name, -1, &status);
  return g_strdup (U_SUCCESS (status) ? text : code);
}

/* ---- A country ------------------------------------------------------------------------------ */

const char *
way_country_get_code (WayCountry *self)
{
  return self->code;
}

static void
way_country_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WayCountry *self = WAY_COUNTRY (object);

  switch (id)
    {
    case PROP_CODE:
      g_value_set_string (value, self->code);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
way_country_finalize (GObject *object)
{
  WayCountry *self = WAY_COUNTRY (object);

  g_free (self->code);
  g_free (self->name);
  G_OBJECT_CLASS (way_country_parent_class)->finalize (object);
}

static void
way_country_class_init (WayCountryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = way_country_get_property;
  object_class->finalize = way_country_finalize;
  properties[PROP_CODE] = g_param_spec_string ("code", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
way_country_init (WayCountry *self)
{
}

static WayCountry *
country_new (const char *code, char *name)
{
  WayCountry *self = g_object_new (WAY_TYPE_COUNTRY, NULL);

  self->code = g_strdup (code);
  self->name = name;
  return self;
}

/* ---- All of them ------------------------------------------------------------------------------- */

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (((const WayCountry *) a)->name, ((const WayCountry *) b)->name);
}

GListModel *
way_countries_new (void)
{
  GListStore *countries = g_list_store_new (WAY_TYPE_COUNTRY);
  const char *const *codes = uloc_getISOCountries ();
  g_autoptr (WayCountry) none = NULL;

  for (gsize i = 0; codes[i] != NULL; i++)
    {
      g_autoptr (WayCountry)
          country = country_new (codes[i], way_country_dup_name (codes[i]));

      g_list_store_append (countries, country);
    }
  g_list_store_sort (countries, compare_names, NULL);
  /* TRANSLATORS: no country of origin was chosen */
  none = country_new ("", g_strdup (_ ("Not Given")));
  g_list_store_insert (countries, 0, none);
  return G_LIST_MODEL (countries);
}

guint
way_countries_find (GListModel *countries, const char *code)
{
  for (guint i = 0; i < g_list_model_get_n_items (countries); i++)
    {
      g_autoptr (WayCountry) country = g_list_model_get_item (countries, i);

      if (g_ascii_strcasecmp (country->code, code) == 0)
        return i;
    }
  return G_MAXUINT;
}
