/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-product-form-private.h"

#include <glib/gi18n-lib.h>

#include "way-blob.h"
#include "way-desk-private.h"
#include "way-own-product.h"

/* ---- Loading ----------------------------------------------------------------------------------- */

typedef struct
{
  WayFormDraftLook look;
  char *gtin14; /* (nullable) */
  WayArena arena;
  WayLookup *lookup; /* (nullable) */
  WayProductFormFile file;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *self = data;

  g_clear_pointer (&self->lookup, way_lookup_free);
  way_arena_clear (&self->arena);
  way_form_draft_look_clear (&self->look);
  g_free (self->gtin14);
  g_free (self);
}

static gboolean
load_from_ledger (Loading *self, WayHome *home, GCancellable *cancellable, GError **error)
{
  const WayIdentity *identity = way_desk_find_identity (home, self->look.account, error);
  WayNetwork *network = identity != NULL ? way_desk_find_network (home, identity, error)
                                         : NULL;
  const WayProduct *product =
      network != NULL ? way_own_product_find (home, network, identity, self->gtin14,
                                              &self->lookup, cancellable, error)
                      : NULL;

  if (product == NULL)
    return FALSE;
  way_product_form_from_product (product, &self->arena, &self->file);
  return TRUE;
}

static void
load (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  Loading *self = data;
  GError *error = NULL;
  gboolean ok =
      way_form_draft_look (&self->look, home, &self->arena, &self->file, &error);

  if (ok && !self->look.was_found && self->gtin14 != NULL)
    ok = load_from_ledger (self, home, cancellable, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, ok);
}

void
way_product_form_load_async (WayProductForm *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Loading *loading = g_new0 (Loading, 1);

  way_arena_init (&loading->arena, 0);
  way_form_draft_look_init (&loading->look, &self->draft);
  loading->gtin14 = g_strdup (self->gtin14);
  loading->file.format = 1;
  g_task_set_source_tag (task, way_product_form_load_async);
  g_task_set_task_data (task, loading, loading_free);
  way_desk_run (self->desk, task, load);
}

gboolean
way_product_form_load_finish (WayProductForm *self,
                              GAsyncResult *result,
                              gboolean *out_was_draft,
                              GError **error)
{
  const Loading *loading = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  way_form_draft_set_account (&self->draft, NULL);
  way_product_form_fill (self, &loading->file);
  way_form_draft_set_account (&self->draft, loading->look.account);
  if (out_was_draft != NULL)
    *out_was_draft = loading->look.was_found;
  return TRUE;
}

/* ---- Keeping ------------------------------------------------------------------------------------- */

static GBytes *
encode (gpointer form)
{
  g_auto (WayArena) arena = { 0 };
  WayProductFormFile file;

  way_arena_init (&arena, 0);
  way_product_form_write (form, &arena, &file);
  return way_schema_encode (&way_product_form_file_schema, &file);
}

const WayFormDraftType way_product_form_draft = { "product",
                                                  &way_product_form_file_schema, encode };

void
way_product_form_flush (WayProductForm *self)
{
  way_form_draft_flush (&self->draft);
}

void
way_product_form_discard (WayProductForm *self)
{
  way_form_draft_discard (&self->draft);
}

/* ---- Documents and pictures ------------------------------------------------------------------------- */

typedef struct
{
  char *account;
  char *path;
  WayDocumentKind kind;
} Upload;

static void
upload_free (gpointer data)
{
  Upload *self = data;

  g_free (self->account);
  g_free (self->path);
  g_free (self);
}

/* By its first bytes: a name says nothing. */
static const char *
find_picture_type (GBytes *bytes)
{
  static const struct
  {
    const char *type;
    gsize offset;
    const char *mark;
  } rows[] = {
    { "image/png", 0, "\x89PNG\r\n\x1a\n" },
    { "image/jpeg", 0, "\xff\xd8\xff" },
    { "image/webp", 8, "WEBP" },
  };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (size >= rows[i].offset + strlen (rows[i].mark)
        && memcmp (data + rows[i].offset, rows[i].mark, strlen (rows[i].mark)) == 0)
      return rows[i].type;
  return NULL;
}

static GBytes *
read_upload (const Upload *self, char **out_media_type, GError **error)
{
  g_autoptr (GBytes) bytes = way_blob_read_file (self->path, out_media_type, error);
  const char *type;

  if (bytes == NULL || self->kind != WAY_DOCUMENT_PICTURE)
    return g_steal_pointer (&bytes);
  type = find_picture_type (bytes);
  g_set_str (out_media_type, type);
  if (type != NULL)
    return g_steal_pointer (&bytes);
  way_error_format (error, WAY_RESULT_UNSUPPORTED,
                    "This file is no PNG, JPEG or WebP picture");
  return NULL;
}

/* The first act founds the ledger, and that one unlocks the key. */
static WayNetwork *
find_network (WayHome *home, const WayIdentity *identity, GError **error)
{
  g_autoptr (GError) cause = NULL;
  WayNetwork *network = way_desk_find_network (home, identity, &cause);

  if (g_error_matches (cause, WAY_ERROR, WAY_RESULT_WRONG_PASSPHRASE))
    way_error_format (error, WAY_RESULT_WRONG_PASSPHRASE,
                      "Your ledger begins with the first thing that you sign: sign "
                      "the product without pictures and documents, then add them");
  else if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return network;
}

static WayFormFile *
give_to_node (const Upload *self,
              WayHome *home,
              GCancellable *cancellable,
              GError **error)
{
  const WayIdentity *identity = way_desk_find_identity (home, self->account, error);
  WayNetwork *network = identity != NULL ? find_network (home, identity, error) : NULL;
  g_autofree char *media_type = NULL;
  g_autoptr (GBytes) bytes = network != NULL ? read_upload (self, &media_type, error)
                                             : NULL;
  g_autofree char *base = g_path_get_basename (self->path);
  g_autofree char *title = g_filename_display_name (base);
  WayDocument document = { .kind = self->kind };

  if (bytes == NULL
      || !way_blob_put (home, network, bytes, &document.hash, cancellable, error))
    return NULL;
  document.media_type = way_slice_from_string (media_type);
  document.size = g_bytes_get_size (bytes);
  return way_form_file_new (&document, title);
}

static void
upload (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  WayFormFile *file = give_to_node (data, home, cancellable, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_error (task, error);
}

static const WayDocumentKind document_kinds[] = {
  WAY_DOCUMENT_CERTIFICATE, WAY_DOCUMENT_TEST_REPORT, WAY_DOCUMENT_MANUAL,
  WAY_DOCUMENT_TERMS,       WAY_DOCUMENT_CUSTOMS,     WAY_DOCUMENT_OTHER,
};

const char **
way_product_form_list_document_kinds (void)
{
  const char **names = g_new0 (const char *, G_N_ELEMENTS (document_kinds) + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (document_kinds); i++)
    names[i] = way_present_document_kind (document_kinds[i]);
  return names;
}

void
way_product_form_add_file_async (WayProductForm *self,
                                 const char *path,
                                 int kind,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Upload *job = g_new0 (Upload, 1);

  g_return_if_fail (kind < (int) G_N_ELEMENTS (document_kinds));
  job->account = way_desk_dup_acting_account (self->desk);
  job->path = g_strdup (path);
  job->kind = kind < 0 ? WAY_DOCUMENT_PICTURE : document_kinds[kind];
  g_task_set_source_tag (task, way_product_form_add_file_async);
  g_task_set_task_data (task, job, upload_free);
  way_desk_run (self->desk, task, upload);
}

static GListStore *
get_store (WayProductForm *self, WayFormFile *file)
{
  return file->kind == WAY_DOCUMENT_PICTURE ? self->pictures : self->documents;
}

gboolean
way_product_form_add_file_finish (WayProductForm *self,
                                  GAsyncResult *result,
                                  GError **error)
{
  g_autoptr (WayFormFile) file = g_task_propagate_pointer (G_TASK (result), error);
  GListStore *store;

  if (file == NULL)
    return FALSE;
  store = get_store (self, file);
  if (g_list_model_get_n_items (G_LIST_MODEL (store)) == WAY_FORM_MAX_FILES)
    return way_error_format (error, WAY_RESULT_TOO_MUCH,
                             "A product has at most %d pictures and %d documents",
                             WAY_FORM_MAX_FILES, WAY_FORM_MAX_FILES);
  g_list_store_append (store, file);
  way_product_form_tell_changed (self);
  return TRUE;
}

void
way_product_form_remove_file (WayProductForm *self, WayFormFile *file)
{
  GListStore *store = get_store (self, file);
  guint position;

  if (g_list_store_find (store, file, &position))
    g_list_store_remove (store, position);
  way_product_form_tell_changed (self);
}
