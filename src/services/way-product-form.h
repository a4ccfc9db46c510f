/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-act.h"
#include "way-gtin-hint.h"

/**
 * WayFormTexts:
 *
 * What a merchant says of a product in one language. Properties, all read and written by the page: `language` (BCP 47, only
 * read), `name`, `description`, `materials`.
 */
#define WAY_TYPE_FORM_TEXTS (way_form_texts_get_type ())
G_DECLARE_FINAL_TYPE (WayFormTexts, way_form_texts, WAY, FORM_TEXTS, GObject)

const char *
way_form_texts_get_language (WayFormTexts *self);

/** A document or picture that the node holds already; never changes. */
#define WAY_TYPE_FORM_FILE (way_form_file_get_type ())
G_DECLARE_FINAL_TYPE (WayFormFile, way_form_file, WAY, FORM_FILE, GObject)

/** SHA-256, 64 hex digits. */
const char *
way_form_file_get_hash (WayFormFile *self);
const char *
way_form_file_get_title (WayFormFile *self);
/** Kind and size: "Certificate, 1.2 MB". */
const char *
way_form_file_get_text (WayFormFile *self);

/**
 * WayProductForm:
 *
 * What a merchant writes of a product until she signs it. Each change is kept in her data folder a moment later, so that it
 * survives a restart; signing drops that draft. Properties, read and written by the page: `gtin` (as typed), `brand`,
 * `category`, `origin`, `warranty` (days). Property `problem` (notifies, nullable): what is missing before it can be signed.
 *
 * Signal `changed`: anything changed: a preview should be drawn anew.
 */
#define WAY_TYPE_PRODUCT_FORM (way_product_form_get_type ())
G_DECLARE_FINAL_TYPE (WayProductForm, way_product_form, WAY, PRODUCT_FORM, GObject)

/** @gtin14: (nullable): changes that product; NULL: a new one. Empty until it is loaded. */
WayProductForm *
way_product_form_new (WayDesk *desk, const char *gtin14);
/** Takes the draft, or what the ledger says of the product. @error: of files; where the product is not this identity's. */
void
way_product_form_load_async (WayProductForm *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
/** @out_was_draft: (optional): whether it goes on with a draft. */
gboolean
way_product_form_load_finish (WayProductForm *self,
                              GAsyncResult *result,
                              gboolean *out_was_draft,
                              GError **error);
/** Drops the draft; load it again afterwards. */
void
way_product_form_discard (WayProductForm *self);
/** Writes the draft now, if anything changed since. */
void
way_product_form_flush (WayProductForm *self);

gboolean
way_product_form_is_update (WayProductForm *self);
/** (nullable) */
const char *
way_product_form_get_problem (WayProductForm *self);
/** What to say of the GTIN. @out_sentence: (transfer full) */
WayGtinHint
way_product_form_get_gtin_hint (WayProductForm *self, char **out_sentence);

/** Of WayFormTexts: at most 8. Borrowed. */
GListModel *
way_product_form_get_texts (WayProductForm *self);
/** Returns: FALSE where it is there already, or there is no room. */
gboolean
way_product_form_add_language (WayProductForm *self, const char *language);
void
way_product_form_remove_language (WayProductForm *self, WayFormTexts *texts);
/** A language's name in itself; the tag where it is not known. Static. */
const char *
way_product_form_get_language_name (const char *language);
/** Tags that may be offered, NULL behind. Static. */
const char *const *
way_product_form_get_languages (void);

/** Of WayFormFile: at most 16 each. Borrowed. */
GListModel *
way_product_form_get_pictures (WayProductForm *self);
GListModel *
way_product_form_get_documents (WayProductForm *self);
/** Kinds of documents that may be added: names for a list; the index goes into the call below. NULL behind. (transfer container) */
const char **
way_product_form_list_document_kinds (void);
#define WAY_FORM_PICTURE (-1)
/** Gives the node a file. @kind: WAY_FORM_PICTURE, or an index as above. @error: of the file; of the node;
 * WAY_RESULT_UNSUPPORTED for a picture that is none; WAY_RESULT_TOO_MUCH beyond 16. */
void
way_product_form_add_file_async (WayProductForm *self,
                                 const char *path,
                                 int kind,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
gboolean
way_product_form_add_file_finish (WayProductForm *self,
                                  GAsyncResult *result,
                                  GError **error);
void
way_product_form_remove_file (WayProductForm *self, WayFormFile *file);

/** What a reader of @language sees. */
typedef struct
{
  char *name;
  char *brand;
  char *description;   /* (nullable) */
  char *materials;     /* (nullable) */
  char *origin;        /* (nullable) */
  char *warranty;      /* (nullable) */
  const char *picture; /* (nullable): the first one's hash; borrowed */
} WayProductPreview;

/** @language: (nullable): the reader's own. */
WayProductPreview *
way_product_form_preview (WayProductForm *self, const char *language);
void
way_product_preview_free (WayProductPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayProductPreview, way_product_preview_free)

/** The act that registers or changes the product. Returns: (transfer full) (nullable): NULL while there is a problem. */
WayAct *
way_product_form_sign (WayProductForm *self);
