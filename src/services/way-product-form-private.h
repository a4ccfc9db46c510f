/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-product-form.h"
#include "way-form-draft.h"
#include "way-present.h"

#define WAY_FORM_MAX_LANGUAGES 8
#define WAY_FORM_MAX_FILES     16

struct _WayFormTexts
{
  GObject parent;

  char *language;
  char *name;
  char *description;
  char *materials;
};

struct _WayFormFile
{
  GObject parent;

  WayHash hash;
  guint64 size;
  WayDocumentKind kind;
  char *hex;
  char *media_type;
  char *title;
  char *text;
};

enum
{
  WAY_FORM_GTIN,
  WAY_FORM_BRAND,
  WAY_FORM_CATEGORY,
  WAY_FORM_ORIGIN,
  WAY_FORM_WARRANTY,
  WAY_FORM_N_WORDS
};

struct _WayProductForm
{
  GObject parent;

  WayDesk *desk;
  char *gtin14; /* (nullable): of the product that is changed */

  char *words[WAY_FORM_N_WORDS];
  GListStore *texts;
  GListStore *pictures;
  GListStore *documents;
  char *problem;

  gboolean is_filling; /* changes are no changes of the person's */
  WayFormDraft draft;
};

/* way-product-form.c */
void
way_product_form_tell_changed (WayProductForm *self);

/* way-product-form-record.c: between the form and records. */
WayFormTexts *
way_form_texts_new (const char *language);
/** @title: of the file. */
WayFormFile *
way_form_file_new (const WayDocument *document, const char *title);
/** Everything in the form; texts are copied into @arena. */
void
way_product_form_write (WayProductForm *self, WayArena *arena, WayProductFormFile *out);
void
way_product_form_fill (WayProductForm *self, const WayProductFormFile *file);
/** What the ledger has, as if it were typed. Borrows from @product. */
void
way_product_form_from_product (const WayProduct *product,
                               WayArena *arena,
                               WayProductFormFile *out);
/** The record to sign: empty members are left out. Borrows from @file. */
void
way_product_form_to_product (const WayProductFormFile *file,
                             WayArena *arena,
                             WayProduct *out);

/* way-product-form-disk.c */
extern const WayFormDraftType way_product_form_draft;
