/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-form-private.h"

#include <glib/gi18n-lib.h>

#include "way-country.h"
#include "way-desk-private.h"
#include "way-languages.h"
#include "way-present.h"

enum
{
  PROP_0,
  PROP_GTIN,
  PROP_BRAND,
  PROP_CATEGORY,
  PROP_ORIGIN,
  PROP_WARRANTY,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (WayProductForm, way_product_form, G_TYPE_OBJECT)

/* ---- Languages ------------------------------------------------------------------------------ */

/* Each in itself: who can write in it can read it. */
static const struct
{
  const char *tag;
  const char *name;
} languages[] = {
  { "en", "English" },          { "zh-CN", "简体中文" }, { "zh-TW", "繁體中文" },
  { "ar", "العربية" },          { "bn", "বাংলা" },       { "cs", "Čeština" },
  { "de", "Deutsch" },          { "el", "Ελληνικά" },    { "es", "Español" },
  { "fr", "Français" },         { "he", "עברית" },       { "hi", "हिन्दी" },
  { "id", "Bahasa Indonesia" }, { "it", "Italiano" },    { "ja", "日本語" },
  { "ko", "한국어" },           { "nl", "Nederlands" },  { "pl", "Polski" },
  { "pt", "Português" },        { "ro", "Română" },      { "ru", "Русский" },
  { "sv", "Svenska" },          { "th", "ไทย" },         { "tr", "Türkçe" },
  { "uk", "Українська" },       { "vi", "Tiếng Việt" },
};

const char *
way_product_form_get_language_name (const char *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_ascii_strcasecmp (languages[i].tag, language) == 0)
      return languages[i].name;
  /* "en-GB" is English */
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_prefix (language, languages[i].tag)
        && language[strlen (languages[i].tag)] == '-')
      return languages[i].name;
  return g_intern_string (language);
}

const char *const *
way_product_form_get_languages (void)
{
  static const char *tags[G_N_ELEMENTS (languages) + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    tags[i] = languages[i].tag;
  return tags;
}

static void
texts_changed (WayProductForm *self)
{
  way_product_form_tell_changed (self);
}

gboolean
way_product_form_add_language (WayProductForm *self, const char *language)
{
  GListModel *model = G_LIST_MODEL (self->texts);
  g_autoptr (WayFormTexts) added = NULL;
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayFormTexts) texts = g_list_model_get_item (model, i);

      if (g_str_equal (texts->language, language))
        return FALSE;
    }
  if (n == WAY_FORM_MAX_LANGUAGES)
    return FALSE;
  added = way_form_texts_new (language);
  g_list_store_append (self->texts, added);
  way_product_form_tell_changed (self);
  return TRUE;
}

void
way_product_form_remove_language (WayProductForm *self, WayFormTexts *texts)
{
  guint position;

  if (g_list_store_find (self->texts, texts, &position))
    g_list_store_remove (self->texts, position);
  way_product_form_tell_changed (self);
}

static void
watch_texts (WayProductForm *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GObject) texts = g_list_model_get_item (G_LIST_MODEL (self->texts), i);

      g_signal_connect_object (texts, "notify", G_CALLBACK (texts_changed), self,
                               G_CONNECT_SWAPPED);
    }
}

/* ---- What is missing -------------------------------------------------------------------------- */

WayGtinHint
way_product_form_get_gtin_hint (WayProductForm *self, char **out_sentence)
{
  const char *text = self->words[WAY_FORM_GTIN];

  return way_gtin_hint (text != NULL ? text : "", out_sentence, NULL);
}

static gboolean
is_all (WaySlice text, gboolean (*is_one) (guint8), gsize n)
{
  if (text.len != n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!is_one (text.data[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_digit (guint8 byte)
{
  return g_ascii_isdigit (byte);
}

static gboolean
is_letter (guint8 byte)
{
  return g_ascii_isalpha (byte);
}

static gboolean
is_warranty (WaySlice text)
{
  g_autofree char *days = way_slice_dup_string (text);
  guint64 n;

  return g_ascii_string_to_unsigned (days, 10, 1, 36500, &n, NULL);
}

static const char *
find_problem (WayProductForm *self)
{
  g_auto (WayArena) arena = { 0 };
  g_autofree char *hint = NULL;
  WayProductFormFile file;
  WayProduct product;

  way_arena_init (&arena, 0);
  way_product_form_write (self, &arena, &file);
  way_product_form_to_product (&file, &arena, &product);
  if (self->gtin14 == NULL
      && way_product_form_get_gtin_hint (self, &hint) != WAY_GTIN_HINT_RIGHT)
    return _ ("The GTIN is not complete");
  if (product.names.n == 0)
    return _ ("The product has no name yet");
  if (product.brand.len == 0)
    return _ ("The brand is missing");
  if (file.category.len > 0 && !is_all (file.category, is_digit, 8))
    return _ ("A GPC brick code has 8 digits");
  if (file.origin.len > 0 && !is_all (file.origin, is_letter, 2))
    return _ ("A country is two letters, like CN or DE");
  if (file.warranty.len > 0 && !is_warranty (file.warranty))
    return _ ("A warranty has 1 to 36500 days");
  return NULL;
}

const char *
way_product_form_get_problem (WayProductForm *self)
{
  return self->problem;
}

gboolean
way_product_form_is_update (WayProductForm *self)
{
  return self->gtin14 != NULL;
}

/* ---- Changes ------------------------------------------------------------------------------------ */

void
way_product_form_tell_changed (WayProductForm *self)
{
  if (self->is_filling)
    return;
  if (g_set_str (&self->problem, find_problem (self)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_signal_emit (self, changed_signal, 0);
  way_form_draft_tell_changed (&self->draft);
}

/* ---- What a reader sees ---------------------------------------------------------------------------- */

static char *
pick (const WayRecords *texts, const char *language)
{
  const char *const only[] = { language, NULL };
  WaySlice text;

  if (texts->n == 0)
    return NULL;
  text = way_lang_text_pick (texts, language != NULL ? only : way_languages_get ());
  return way_slice_dup_string (text);
}

WayProductPreview *
way_product_form_preview (WayProductForm *self, const char *language)
{
  WayProductPreview *preview = g_new0 (WayProductPreview, 1);
  g_autoptr (WayFormFile)
      picture = g_list_model_get_item (G_LIST_MODEL (self->pictures), 0);
  g_auto (WayArena) arena = { 0 };
  WayProductFormFile file;
  WayProduct product;

  way_arena_init (&arena, 0);
  way_product_form_write (self, &arena, &file);
  way_product_form_to_product (&file, &arena, &product);
  preview->name = pick (&product.names, language);
  preview->brand = way_slice_dup_string (product.brand);
  preview->description = pick (&product.descriptions, language);
  preview->materials = pick (&product.materials, language);
  if (product.origin.len > 0)
    {
      g_autofree char *code = way_slice_dup_string (product.origin);

      preview->origin = way_country_dup_name (code);
    }
  if (product.warranty_days > 0)
    preview->warranty = way_present_term (product.warranty_days);
  if (picture != NULL)
    preview->picture = picture->hex; /* the list keeps it */
  return preview;
}

void
way_product_preview_free (WayProductPreview *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->brand);
  g_free (self->description);
  g_free (self->materials);
  g_free (self->origin);
  g_free (self->warranty);
  g_free (self);
}

/* ---- Reading -------------------------------------------------------------------------------------------- */

GListModel *
way_product_form_get_texts (WayProductForm *self)
{
  return G_LIST_MODEL (self->texts);
}

GListModel *
way_product_form_get_pictures (WayProductForm *self)
{
  return G_LIST_MODEL (self->pictures);
}

GListModel *
way_product_form_get_documents (WayProductForm *self)
{
  return G_LIST_MODEL (self->documents);
}

/* ---- The object ------------------------------------------------------------------------------------------ */

static void
way_product_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WayProductForm *self = WAY_PRODUCT_FORM (object);

  if (id == PROP_PROBLEM)
    g_value_set_string (value, self->problem);
  else if (id >= PROP_GTIN && id <= PROP_WARRANTY)
    {
      const char *word = self->words[id - PROP_GTIN];

      g_value_set_string (value, word != NULL ? word : "");
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_product_form_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *spec)
{
  WayProductForm *self = WAY_PRODUCT_FORM (object);

  if (id < PROP_GTIN || id > PROP_WARRANTY)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  else if (g_set_str (&self->words[id - PROP_GTIN], g_value_get_string (value)))
    {
      g_object_notify_by_pspec (object, spec);
      way_product_form_tell_changed (self);
    }
}

static void
way_product_form_finalize (GObject *object)
{
  WayProductForm *self = WAY_PRODUCT_FORM (object);

  way_form_draft_clear (&self->draft);
  g_clear_object (&self->desk);
  g_clear_object (&self->texts);
  g_clear_object (&self->pictures);
  g_clear_object (&self->documents);
  for (gsize i = 0; i < WAY_FORM_N_WORDS; i++)
    g_free (self->words[i]);
  g_free (self->gtin14);
  g_free (self->problem);
  G_OBJECT_CLASS (way_product_form_parent_class)->finalize (object);
}

static void
way_product_form_class_init (WayProductFormClass *klass)
{
  static const char *const names[] = { "gtin", "brand", "category", "origin",
                                       "warranty" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == WAY_FORM_N_WORDS);
  object_class->get_property = way_product_form_get_property;
  object_class->set_property = way_product_form_set_property;
  object_class->finalize = way_product_form_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    properties[PROP_GTIN + i] = g_param_spec_string (
        names[i], NULL, NULL, NULL,
        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROBLEM] = g_param_spec_string (
      "problem", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  changed_signal = g_signal_new ("changed", WAY_TYPE_PRODUCT_FORM, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_product_form_init (WayProductForm *self)
{
  self->texts = g_list_store_new (WAY_TYPE_FORM_TEXTS);
  self->pictures = g_list_store_new (WAY_TYPE_FORM_FILE);
  self->documents = g_list_store_new (WAY_TYPE_FORM_FILE);
  g_signal_connect_swapped (self->texts, "items-changed", G_CALLBACK (watch_texts), self);
}

WayProductForm *
way_product_form_new (WayDesk *desk, const char *gtin14)
{
  WayProductForm *self = g_object_new (WAY_TYPE_PRODUCT_FORM, NULL);

  self->desk = g_object_ref (desk);
  self->gtin14 = g_strdup (gtin14);
  way_form_draft_init (&self->draft, &way_product_form_draft, self, self->desk,
                       self->gtin14);
  return self;
}
