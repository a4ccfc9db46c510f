/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-finding-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "way-base-encoding.h"
#include "way-country.h"
#include "way-lot-facts.h"

struct _WayFindingDocument
{
  GObject parent;

  char *title;
  const char *kind;
  char *issuer;
  char *validity;
  gboolean is_expired;
  gboolean is_certificate;
  char *media_type;
  char *size;
  char *sha256;
  char *network;
};

G_DEFINE_FINAL_TYPE (WayFindingDocument, way_finding_document, G_TYPE_OBJECT)

/* ---- What it is --------------------------------------------------------------------------- */

char *
way_finding_dup_description (const WayFindingSource *source)
{
  const WayProduct *product = source->examination->product;

  return product != NULL && way_record_has (product, 3)
             ? way_present_lang_texts (&product->descriptions)
             : NULL;
}

static void
add_text (GListStore *facts, const char *label, char *value)
{
  way_detail_add (facts, WAY_DETAIL_TEXT, "", label, value);
}

static char *
present_warranty (guint64 days)
{
  g_autofree char *term = way_present_term (days);

  /* TRANSLATORS: %s is a length of time like “2 years” or “45 days” */
  return g_strdup_printf (_ ("%s from the day it was bought"), term);
}

static char *
present_country (WaySlice code)
{
  g_autofree char *text = way_slice_dup_string (code);

  return way_country_dup_name (text);
}

static void
add_product (GListStore *facts, const WayProduct *product)
{
  add_text (facts, _ ("Brand"), way_slice_dup_string (product->brand));
  if (way_record_has (product, 5))
    add_text (facts, _ ("Materials or ingredients"),
              way_present_lang_texts (&product->materials));
  if (way_record_has (product, 7))
    add_text (facts, _ ("Country of origin"), present_country (product->origin));
  if (way_record_has (product, 8))
    add_text (facts, _ ("Warranty"), present_warranty (product->warranty_days));
}

static const WayLotRegister *
find_lot (const WayExamination *examination)
{
  for (gsize i = 0; i < examination->n_steps; i++)
    {
      const WayStep *step = &examination->steps[i];
      const WayLotRegister *lot = step->action->body;

      if (step->kind == WAY_STEP_EVENT && step->action->kind == WAY_ACTION_LOT_REGISTER
          && way_slice_equal (lot->gtin, examination->subject.gtin)
          && way_slice_equal (lot->lot, examination->subject.lot))
        return lot;
    }
  return NULL;
}

void
way_finding_add_facts (const WayFindingSource *source, GListStore *facts)
{
  const WayExamination *examination = source->examination;
  const WayLotRegister *lot;

  if (!examination->has_subject)
    return;
  if (examination->product != NULL)
    add_product (facts, examination->product);
  lot = examination->subject.kind == WAY_THING_UNIT
                || examination->subject.kind == WAY_THING_LOT
            ? find_lot (examination)
            : NULL;
  if (lot != NULL)
    way_lot_facts_add (facts, lot);
  if (way_slice_equal (examination->subject.serial, (WaySlice) { 0 }))
    return;
  add_text (facts, _ ("Serial number"),
            way_slice_dup_string (examination->subject.serial));
}

/* ---- Documents ------------------------------------------------------------------------------ */

static char *
present_validity (const WayDocument *document, gboolean *out_expired, guint64 now_ms)
{
  g_autofree char *issued = NULL;
  g_autofree char *until = NULL;

  *out_expired = way_record_has (document, 7) && document->valid_until < now_ms;
  if (way_record_has (document, 7))
    {
      until = way_present_date (document->valid_until);
      return *out_expired
                 /* TRANSLATORS: %s is a date */
                 ? g_strdup_printf (_ ("Ran out on %s"), until)
                 /* TRANSLATORS: %s is a date */
                 : g_strdup_printf (_ ("Valid until %s"), until);
    }
  if (!way_record_has (document, 6))
    return NULL;
  issued = way_present_date (document->issued);
  /* TRANSLATORS: %s is a date */
  return g_strdup_printf (_ ("Issued on %s"), issued);
}

static WayFindingDocument *
document_new (const WayFindingSource *source,
              const WayDocument *document,
              const WayHash *actor)
{
  WayFindingDocument *self = g_object_new (WAY_TYPE_FINDING_DOCUMENT, NULL);

  self->kind = way_present_document_kind ((WayDocumentKind) document->kind);
  self->title = way_record_has (document, 5) ? way_present_lang_texts (&document->titles)
                                             : g_strdup (self->kind);
  self->issuer = way_present_account (source->presenter, actor);
  self->validity = present_validity (document, &self->is_expired,
                                     (guint64) (g_get_real_time () / 1000));
  self->is_certificate = document->kind == WAY_DOCUMENT_CERTIFICATE;
  self->media_type = way_slice_dup_string (document->media_type);
  self->size = g_format_size (document->size);
  self->sha256 = way_hex_encode (way_slice_from_hash (&document->hash));
  self->network = source->checking != NULL
                      ? way_hex_encode (way_slice_from_hash (&source->checking->network))
                      : g_strdup ("");
  return self;
}

static gboolean
has_document (GListModel *model, const char *sha256)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (WayFindingDocument) other = g_list_model_get_item (model, i);

      if (g_str_equal (other->sha256, sha256))
        return TRUE;
    }
  return FALSE;
}

/* Certificates come first: they are what people look for. */
static void
add_document (GListStore *documents, WayFindingDocument *document)
{
  GListModel *model = G_LIST_MODEL (documents);
  guint at = 0;

  if (has_document (model, document->sha256))
    return;
  for (at = 0; document->is_certificate && at < g_list_model_get_n_items (model); at++)
    {
      g_autoptr (WayFindingDocument) other = g_list_model_get_item (model, at);

      if (!other->is_certificate)
        break;
    }
  if (!document->is_certificate)
    at = g_list_model_get_n_items (model);
  g_list_store_insert (documents, at, document);
}

static void
add_all (const WayFindingSource *source,
         const WayRecords *records,
         const WayHash *actor,
         GListStore *documents)
{
  for (gsize i = 0; i < records->n; i++)
    {
      g_autoptr (WayFindingDocument) document =
          document_new (source, &((const WayDocument *) records->items)[i], actor);

      add_document (documents, document);
    }
}

void
way_finding_add_documents (const WayFindingSource *source,
                           GListStore *pictures,
                           GListStore *documents)
{
  const WayExamination *examination = source->examination;

  if (examination->product != NULL)
    add_all (source, &examination->product->pictures, &examination->issuer, pictures);
  for (gsize i = 0; i < examination->n_steps; i++)
    {
      const WayStep *step = &examination->steps[i];
      const WayEvent *event;

      if (step->kind != WAY_STEP_EVENT || step->is_note || step->is_corrected)
        continue;
      event = way_action_find_event (step->action);
      if (step->action->kind == WAY_ACTION_DOCUMENT_ADD)
        {
          const WayDocumentAdd *added = step->action->body;
          WayRecords one = { (gpointer) &added->document, 1 };

          add_all (source, &one, &step->actor, documents);
        }
      else if (event != NULL)
        add_all (source, &event->documents, &step->actor, documents);
    }
}

/* ---- Reading ------------------------------------------------------------------------------------ */

const char *
way_finding_document_get_title (WayFindingDocument *self)
{
  return self->title;
}

const char *
way_finding_document_get_kind (WayFindingDocument *self)
{
  return self->kind;
}

const char *
way_finding_document_get_issuer (WayFindingDocument *self)
{
  return self->issuer;
}

const char *
way_finding_document_get_validity (WayFindingDocument *self)
{
  return self->validity;
}

gboolean
way_finding_document_is_expired (WayFindingDocument *self)
{
  return self->is_expired;
}

gboolean
way_finding_document_is_certificate (WayFindingDocument *self)
{
  return self->is_certificate;
}

const char *
way_finding_document_get_media_type (WayFindingDocument *self)
{
  return self->media_type;
}

const char *
way_finding_document_get_size (WayFindingDocument *self)
{
  return self->size;
}

const char *
way_finding_document_get_sha256 (WayFindingDocument *self)
{
  return self->sha256;
}

const char *
way_finding_document_get_network (WayFindingDocument *self)
{
  return self->network;
}

/* ---- The object ------------------------------------------------------------------------------------ */

static void
way_finding_document_finalize (GObject *object)
{
  WayFindingDocument *self = WAY_FINDING_DOCUMENT (object);

  g_free (self->title);
  g_free (self->issuer);
  g_free (self->validity);
  g_free (self->media_type);
  g_free (self->size);
  g_free (self->sha256);
  g_free (self->network);
  G_OBJECT_CLASS (way_finding_document_parent_class)->finalize (object);
}

static void
way_finding_document_class_init (WayFindingDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_finding_document_finalize;
}

static void
way_finding_document_init (WayFindingDocument *self)
{
}
