/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "way-product-form-private.h"

#include "way-base-encoding.h"
#include "way-languages.h"
#include "way-present.h"

/* ---- Files ------------------------------------------------------------------------------------ */

WayFormFile *
way_form_file_new (const WayDocument *document, const char *title)
{
  WayFormFile *self = g_object_new (WAY_TYPE_FORM_FILE, NULL);
  g_autofree char *size = g_format_size (document->size);

  self->hash = document->hash;
  self->size = document->size;
  self->kind = (WayDocumentKind) document->kind;
  self->hex = way_hex_encode (way_slice_from_hash (&document->hash));
  self->media_type = way_slice_dup_string (document->media_type);
  self->title = g_strdup (title);
  /* TRANSLATORS: the kind of a document, and its size */
  self->text =
      g_strdup_printf (_ ("%s, %s"), way_present_document_kind (self->kind), size);
  return self;
}

static void
write_files (GListStore *store, WayArena *arena, WayRecords *out)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
  WayDocument *rows = way_arena_alloc (arena, (n + 1) * sizeof *rows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayFormFile) file = g_list_model_get_item (G_LIST_MODEL (store), i);
      WayLangText *title = way_arena_alloc (arena, sizeof *title);

      rows[i].hash = file->hash;
      rows[i].size = file->size;
      rows[i].kind = file->kind;
      rows[i].media_type = way_form_copy_plain (arena, file->media_type, 100);
      title->language = way_slice_from_string (way_languages_get_first ());
      title->text = way_form_copy_plain (arena, file->title, 400);
      if (title->text.len == 0)
        continue;
      rows[i].present = 1 << 5;
      rows[i].titles = (WayRecords) { title, 1 };
    }
  *out = (WayRecords) { rows, n };
}

static void
fill_files (GListStore *store, const WayRecords *records)
{
  const WayDocument *rows = records->items;

  g_list_store_remove_all (store);
  for (gsize i = 0; i < records->n; i++)
    {
      g_autofree char *title = way_record_has (&rows[i], 5)
                                   ? way_present_lang_texts (&rows[i].titles)
                                   : g_strdup (_ ("Without a title"));
      g_autoptr (WayFormFile) file = way_form_file_new (&rows[i], title);

      g_list_store_append (store, file);
    }
}

/* ---- Form and draft ----------------------------------------------------------------------------- */

WayFormTexts *
way_form_texts_new (const char *language)
{
  WayFormTexts *self = g_object_new (WAY_TYPE_FORM_TEXTS, NULL);

  self->language = g_strdup (language);
  return self;
}

static void
write_texts (GListStore *store, WayArena *arena, WayRecords *out)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
  WayFormTextsRow *rows = way_arena_alloc (arena, (n + 1) * sizeof *rows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayFormTexts) texts = g_list_model_get_item (G_LIST_MODEL (store), i);

      rows[i].language = way_form_copy_plain (arena, texts->language, 35);
      rows[i].name = way_form_copy_plain (arena, texts->name, 4000);
      rows[i].description = way_form_copy_plain (arena, texts->description, 4000);
      rows[i].materials = way_form_copy_plain (arena, texts->materials, 4000);
    }
  *out = (WayRecords) { rows, n };
}

void
way_product_form_write (WayProductForm *self, WayArena *arena, WayProductFormFile *out)
{
  *out = (WayProductFormFile) { .format = 1 };
  out->gtin = way_form_copy_plain (arena, self->words[WAY_FORM_GTIN], 64);
  out->brand = way_form_copy_plain (arena, self->words[WAY_FORM_BRAND], 100);
  out->category = way_form_copy_plain (arena, self->words[WAY_FORM_CATEGORY], 64);
  out->origin = way_form_copy_plain (arena, self->words[WAY_FORM_ORIGIN], 64);
  out->warranty = way_form_copy_plain (arena, self->words[WAY_FORM_WARRANTY], 64);
  write_texts (self->texts, arena, &out->texts);
  write_files (self->pictures, arena, &out->pictures);
  write_files (self->documents, arena, &out->documents);
}

static void
set_word (WayProductForm *self, const char *property, WaySlice word)
{
  g_autofree char *text = way_slice_dup_string (word);

  g_object_set (self, property, text, NULL);
}

void
way_product_form_fill (WayProductForm *self, const WayProductFormFile *file)
{
  const WayFormTextsRow *rows = file->texts.items;

  self->is_filling = TRUE;
  set_word (self, "gtin", file->gtin);
  set_word (self, "brand", file->brand);
  set_word (self, "category", file->category);
  set_word (self, "origin", file->origin);
  set_word (self, "warranty", file->warranty);
  g_list_store_remove_all (self->texts);
  for (gsize i = 0; i < file->texts.n; i++)
    {
      g_autofree char *language = way_slice_dup_string (rows[i].language);
      g_autofree char *name = way_slice_dup_string (rows[i].name);
      g_autofree char *description = way_slice_dup_string (rows[i].description);
      g_autofree char *materials = way_slice_dup_string (rows[i].materials);
      g_autoptr (WayFormTexts) texts = way_form_texts_new (language);

      g_object_set (texts, "name", name, "description", description, "materials",
                    materials, NULL);
      g_list_store_append (self->texts, texts);
    }
  if (file->texts.n == 0)
    way_product_form_add_language (self, way_languages_get_first ());
  fill_files (self->pictures, &file->pictures);
  fill_files (self->documents, &file->documents);
  self->is_filling = FALSE;
  way_product_form_tell_changed (self);
}

/* ---- Product and form ------------------------------------------------------------------------------ */

static WayFormTextsRow *
find_row (WayFormTextsRow *rows, gsize *n, WaySlice language)
{
  for (gsize i = 0; i < *n; i++)
    if (way_slice_equal (rows[i].language, language))
      return &rows[i];
  if (*n == WAY_FORM_MAX_LANGUAGES)
    return NULL;
  rows[*n].language = language;
  return &rows[(*n)++];
}

/* @offset: of the member of a row that the texts are. */
static void
merge_texts (const WayRecords *texts, gsize offset, WayFormTextsRow *rows, gsize *n)
{
  const WayLangText *items = texts->items;

  for (gsize i = 0; i < texts->n; i++)
    {
      WayFormTextsRow *row = find_row (rows, n, items[i].language);

      if (row != NULL)
        *(WaySlice *) G_STRUCT_MEMBER_P (row, offset) = items[i].text;
    }
}

void
way_product_form_from_product (const WayProduct *product,
                               WayArena *arena,
                               WayProductFormFile *out)
{
  WayFormTextsRow *rows = way_arena_alloc (arena, WAY_FORM_MAX_LANGUAGES * sizeof *rows);
  gsize n = 0;

  *out = (WayProductFormFile) { .format = 1, .brand = product->brand };
  merge_texts (&product->names, G_STRUCT_OFFSET (WayFormTextsRow, name), rows, &n);
  if (way_record_has (product, 3))
    merge_texts (&product->descriptions, G_STRUCT_OFFSET (WayFormTextsRow, description),
                 rows, &n);
  if (way_record_has (product, 4))
    out->pictures = product->pictures;
  if (way_record_has (product, 5))
    merge_texts (&product->materials, G_STRUCT_OFFSET (WayFormTextsRow, materials), rows,
                 &n);
  if (way_record_has (product, 6))
    out->category = product->category;
  if (way_record_has (product, 7))
    out->origin = product->origin;
  if (way_record_has (product, 8))
    {
      g_autofree char *days = g_strdup_printf ("%u", (guint) product->warranty_days);

      out->warranty = way_form_copy_plain (arena, days, 64);
    }
  out->texts = (WayRecords) { rows, n };
}

static gboolean
collect_texts (const WayRecords *texts, gsize offset, WayArena *arena, WayRecords *out)
{
  const WayFormTextsRow *rows = texts->items;
  WayLangText *items = way_arena_alloc (arena, (texts->n + 1) * sizeof *items);
  gsize n = 0;

  for (gsize i = 0; i < texts->n; i++)
    {
      const WaySlice *text = G_STRUCT_MEMBER_P (&rows[i], offset);

      if (text->len > 0)
        items[n++] = (WayLangText) { .language = rows[i].language, .text = *text };
    }
  *out = (WayRecords) { items, n };
  return n > 0;
}

void
way_product_form_to_product (const WayProductFormFile *file,
                             WayArena *arena,
                             WayProduct *out)
{
  g_autofree char *days = way_slice_dup_string (file->warranty);

  *out = (WayProduct) { .brand = file->brand };
  collect_texts (&file->texts, G_STRUCT_OFFSET (WayFormTextsRow, name), arena,
                 &out->names);
  if (collect_texts (&file->texts, G_STRUCT_OFFSET (WayFormTextsRow, description), arena,
                     &out->descriptions))
    out->present |= 1 << 3;
  if (file->pictures.n > 0)
    out->present |= 1 << 4;
  out->pictures = file->pictures;
  if (collect_texts (&file->texts, G_STRUCT_OFFSET (WayFormTextsRow, materials), arena,
                     &out->materials))
    out->present |= 1 << 5;
  if (file->category.len > 0)
    out->present |= 1 << 6;
  out->category = file->category;
  if (file->origin.len > 0)
    out->present |= 1 << 7;
  out->origin = file->origin;
  out->warranty_days = g_ascii_strtoull (days, NULL, 10);
  if (out->warranty_days > 0)
    out->present |= 1 << 8;
}
