/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-finding.h"

#include <glib/gi18n-lib.h>

#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-finding-private.h"
#include "way-kept-items.h"
#include "way-recent-private.h"

/* Longer times without an event are shown as one short line. */
#define PAUSE_MS (G_GUINT64_CONSTANT (60) * 86400000)

struct _WayFindingReason
{
  GObject parent;

  WayReason reason;
  char *text;
  GPtrArray *evidence;   /* WayEvidence */
  WayChecking *checking; /* (nullable) */
  char *facts;           /* the names of the facts and how sure they are */
};

struct _WayFinding
{
  GObject parent;

  char *code;
  char *link;
  WayVerdictCode verdict;
  char *product_name;
  char *issuer_name;
  char *thing;
  char *alarm;
  char *network;
  char *account; /* (nullable): whose it was to be */
  gboolean is_demo;
  gboolean has_in_pack;
  gboolean has_thing;
  gboolean is_mine;
  gboolean may_be_claimed;
  gboolean is_followed;
  char *description;
  WayChecking *checking; /* (nullable) */
  GListStore *reasons;
  GListStore *steps;
  GListStore *series;
  GListStore *facts;
  GListStore *pictures;
  GListStore *documents;
  GListStore *identifiers; /* WayDetail */
};

G_DEFINE_FINAL_TYPE (WayFindingReason, way_finding_reason, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (WayFinding, way_finding, G_TYPE_OBJECT)

/* ---- Making them, in a thread --------------------------------------------------------------- */

static char *
describe_facts (const WayExamination *examination, WayReason reason)
{
  WayFact facts[8];
  gsize n = way_reason_get_facts (reason, facts);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (
        text, "%s%s=%s", i > 0 ? " " : "", way_fact_get_name (facts[i]),
        way_fact_state_get_name (examination->facts.states[facts[i]]));
  return g_string_free_and_steal (text);
}

static void
add_reason (WayFinding *self,
            const WayFindingSource *source,
            const WayNetwork *network,
            WayReason reason)
{
  g_autoptr (WayFindingReason) row = g_object_new (WAY_TYPE_FINDING_REASON, NULL);
  const WayStep *steps[8];
  gsize n = way_evidence_find (source->examination, reason, steps);

  row->reason = reason;
  row->text =
      way_present_reason (source->presenter, source->examination, network, reason);
  row->facts = describe_facts (source->examination, reason);
  row->checking = way_checking_ref (source->checking);
  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (row->evidence,
                     way_evidence_new (source->presenter, source->examination, steps[i]));
  g_list_store_append (self->reasons, row);
}

static void
add_steps (WayFinding *self, const WayFindingSource *source)
{
  const WayExamination *examination = source->examination;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint64 before = 0;

  for (gsize i = 0; i < examination->n_steps; i++)
    {
      guint64 now = examination->steps[i].event_time_ms;

      if (before > 0 && now > before + PAUSE_MS)
        g_ptr_array_add (rows, way_finding_step_new_pause (before, now));
      before = MAX (before, now);
      g_ptr_array_add (rows, way_finding_step_new (source, &examination->steps[i]));
    }
  g_list_store_splice (self->steps, 0, 0, rows->pdata, rows->len);
}

static gboolean
is_claimable (const WayExamination *examination)
{
  const WayFactState *states = examination->facts.states;

  return examination->has_subject && examination->subject.kind == WAY_THING_UNIT
         && states[WAY_FACT_TRUSTED] == WAY_FACT_STATE_PROVEN
         && states[WAY_FACT_SERIAL] == WAY_FACT_STATE_PROVEN
         && states[WAY_FACT_CLAIMED] != WAY_FACT_STATE_PROVEN
         && states[WAY_FACT_CONSUMED] != WAY_FACT_STATE_PROVEN;
}

static void
fill_names (WayFinding *self,
            const WayPresenter *presenter,
            const WayExamination *examination)
{
  self->verdict = examination->verdict.code;
  self->is_mine = examination->facts.states[WAY_FACT_MINE] == WAY_FACT_STATE_PROVEN;
  self->has_thing = examination->has_subject;
  self->may_be_claimed = !self->is_mine && is_claimable (examination);
  if (!examination->has_subject)
    return;
  self->thing = way_present_thing (&examination->subject);
  self->issuer_name = way_present_account (presenter, &examination->issuer);
  if (examination->product != NULL)
    self->product_name = way_present_lang_texts (&examination->product->names);
}

/* With @elements: (nullable): none for a code that could not be written so. */
static void
fill_code (WayFinding *self, const WayGs1Code *code, const char *text)
{
  g_autoptr (WayGs1Elements) elements = way_gs1_code_to_elements (code, NULL);

  self->code = elements != NULL ? way_gs1_to_bracketed (elements) : g_strdup (text);
  if (elements != NULL)
    self->link = way_gs1_build_digital_link (elements, NULL, NULL);
}

static void
fill_identifiers (WayFinding *self, const WayExamination *examination)
{
  const char *group = _ ("Identifiers");
  GListStore *rows = self->identifiers;
  WayHash id;

  way_detail_add (rows, WAY_DETAIL_ID, group, _ ("Code"), g_strdup (self->code));
  if (!examination->has_subject)
    return;
  way_thing_get_id (&examination->subject, &id);
  way_detail_add_hash (rows, group, _ ("Thing"), &id);
  way_detail_add_hash (rows, group, _ ("Account of the issuer"), &examination->issuer);
  if (examination->has_attested)
    way_detail_add_hash (rows, group, _ ("Account of the registrar"),
                         &examination->registrar);
  if (!examination->has_head)
    return;
  way_detail_add_number (rows, group, _ ("Events of it in the ledger"),
                         examination->head.n_events);
  way_detail_add_hash (rows, group, _ ("Chain of its events"), &examination->head.chain);
  if (way_record_has (&examination->head, 6))
    way_detail_add_hash (rows, group, _ ("Account of the owner"),
                         &examination->head.owner);
}

WayFinding *
way_finding_new (WayHome *home,
                 const WayLookup *lookup,
                 const char *text,
                 const WayHash *account)
{
  WayFinding *self = g_object_new (WAY_TYPE_FINDING, NULL);
  const WayExamination *examination = way_lookup_get_examination (lookup);
  const WayLookupResult *best = lookup->best;
  gboolean has_answer = best != NULL && best->answer != NULL;
  WayPresenter presenter = { home, has_answer ? best->answer->bundle : NULL };
  WayFindingSource source = { &presenter, examination, NULL };

  self->checking = has_answer ? way_checking_new (best) : NULL;
  source.checking = self->checking;
  self->has_in_pack = lookup->has_in_pack;
  if (account != NULL)
    self->account = way_hex_encode (way_slice_from_hash (account));
  fill_code (self, &lookup->code, text);
  fill_names (self, &presenter, examination);
  fill_identifiers (self, examination);
  for (gsize i = 0; i < examination->verdict.n_reasons; i++)
    add_reason (self, &source, best != NULL ? best->network : NULL,
                examination->verdict.reasons[i]);
  add_steps (self, &source);
  way_finding_add_series (&source, self->series);
  way_finding_add_facts (&source, self->facts);
  way_finding_add_documents (&source, self->pictures, self->documents);
  self->description = way_finding_dup_description (&source);
  if (best == NULL)
    return self;
  self->alarm = way_present_alarm (best);
  self->network = way_hex_encode (way_slice_from_hash (&best->network->network));
  self->is_demo = best->network->is_demo;
  self->is_followed =
      way_kept_items_has_followed (home, self->code, &best->network->network, account);
  return self;
}

guint
way_finding_rank_text (const char *text, const char *format)
{
  WayGs1Code code;

  if (!way_gs1_code_from_text (way_slice_from_string (text), format, &code, NULL, NULL))
    return 0;
  if (code.kind == WAY_GS1_CODE_OTHER)
    return 1;
  if (code.serial[0] != '\0')
    return 4;
  return code.lot[0] != '\0' ? 3 : 2;
}

/* ---- Looking up --------------------------------------------------------------------------------- */

typedef struct
{
  char *text;
  char *format;
  char *acting;  /* (nullable): who looks */
  char *network; /* (nullable): where */
  char *account; /* (nullable): whose it is */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->text);
  g_free (self->format);
  g_free (self->acting);
  g_free (self->network);
  g_free (self->account);
  g_free (self);
}

static gboolean
read_where (const Asked *asked,
            WayHome *home,
            WayHash *account,
            WayLookupHow *how,
            GError **error)
{
  if (asked->acting != NULL)
    how->as = way_desk_find_identity (home, asked->acting, NULL);
  if (asked->account == NULL)
    return TRUE;
  if (!way_hash_from_hex (asked->account, account))
    return way_error_set (error, WAY_RESULT_MALFORMED, NULL);
  how->account = account;
  how->only = way_home_find_network (home, asked->network, error);
  return how->only != NULL;
}

static void
look_up (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Asked *asked = data;
  WayLookupHow how = { 0 };
  GError *error = NULL;
  g_autoptr (WayLookup) lookup = NULL;
  WayHash account;

  if (read_where (asked, home, &account, &how, &error))
    lookup =
        way_lookup_text (home, asked->text, asked->format, &how, cancellable, &error);
  if (lookup == NULL)
    g_task_return_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    {
      g_autoptr (WayFinding)
          finding = way_finding_new (home, lookup, asked->text, how.account);

      /* the answer first: it is waited for */
      g_task_return_pointer (task, g_object_ref (finding), g_object_unref);
      if (asked->account == NULL) /* nothing was scanned */
        way_recent_remember (home, finding->code, finding->verdict,
                             finding->product_name);
    }
}

void
way_desk_look_up_async (WayDesk *self,
                        const char *text,
                        const char *format,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Asked *asked = g_new (Asked, 1);

  *asked = (Asked) { .text = g_strdup (text),
                     .format = g_strdup (format),
                     .acting = way_desk_dup_acting_account (self) };
  g_task_set_source_tag (task, way_desk_look_up_async);
  g_task_set_task_data (task, asked, asked_free);
  way_desk_run (self, task, look_up);
}

void
way_desk_look_up_of_async (WayDesk *self,
                           const char *text,
                           const char *network,
                           const char *account,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Asked *asked = g_new (Asked, 1);

  *asked = (Asked) { .text = g_strdup (text),
                     .acting = way_desk_dup_acting_account (self),
                     .network = g_strdup (network),
                     .account = g_strdup (account) };
  g_task_set_source_tag (task, way_desk_look_up_of_async);
  g_task_set_task_data (task, asked, asked_free);
  way_desk_run (self, task, look_up);
}

WayFinding *
way_desk_look_up_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Reading ------------------------------------------------------------------------------------- */

WayReason
way_finding_reason_get_reason (WayFindingReason *self)
{
  return self->reason;
}

WayReasonWeight
way_finding_reason_get_weight (WayFindingReason *self)
{
  return way_reason_get_weight (self->reason);
}

const char *
way_finding_reason_get_text (WayFindingReason *self)
{
  return self->text;
}

GListModel *
way_finding_reason_make_details (WayFindingReason *self)
{
  GListStore *rows = g_list_store_new (WAY_TYPE_DETAIL);

  for (guint i = 0; i < self->evidence->len; i++)
    way_evidence_add_details (self->evidence->pdata[i], rows);
  if (self->checking != NULL)
    way_checking_add_details (self->checking, rows);
  way_detail_add (rows, WAY_DETAIL_ID, _ ("Rule"), _ ("Reason"),
                  g_strdup (way_reason_get_name (self->reason)));
  way_detail_add (rows, WAY_DETAIL_ID, _ ("Rule"), _ ("Facts"), g_strdup (self->facts));
  return G_LIST_MODEL (rows);
}

const char *
way_finding_get_code (WayFinding *self)
{
  return self->code;
}

WayVerdictCode
way_finding_get_verdict (WayFinding *self)
{
  return self->verdict;
}

const char *
way_finding_get_title (WayFinding *self)
{
  return way_present_verdict_title (self->verdict);
}

const char *
way_finding_get_sentence (WayFinding *self)
{
  return way_present_verdict_sentence (self->verdict);
}

const char *
way_finding_get_product_name (WayFinding *self)
{
  return self->product_name;
}

const char *
way_finding_get_issuer_name (WayFinding *self)
{
  return self->issuer_name;
}

const char *
way_finding_get_thing (WayFinding *self)
{
  return self->thing;
}

char *
way_finding_dup_age (WayFinding *self, guint64 now_ms)
{
  g_autofree char *age = NULL;

  if (self->checking == NULL)
    return NULL;
  if (now_ms < self->checking->fetched_ms + 60000)
    return g_strdup (self->checking->is_live ? _ ("Checked just now")
                                             : _ ("Last checked just now"));
  age = way_present_age (now_ms, self->checking->fetched_ms);
  /* TRANSLATORS: %s is a length of time like “3 days” */
  return g_strdup_printf (self->checking->is_live ? _ ("Checked %s ago")
                                                  /* TRANSLATORS: %s is as above */
                                                  : _ ("Last checked %s ago"),
                          age);
}

gboolean
way_finding_is_live (WayFinding *self)
{
  return self->checking != NULL && self->checking->is_live;
}

const char *
way_finding_get_alarm (WayFinding *self)
{
  return self->alarm;
}

const char *
way_finding_get_network_name (WayFinding *self)
{
  return self->checking != NULL ? self->checking->network_name : NULL;
}

const char *
way_finding_get_network (WayFinding *self)
{
  return self->network;
}

const char *
way_finding_get_account (WayFinding *self)
{
  return self->account;
}

gboolean
way_finding_is_demo (WayFinding *self)
{
  return self->is_demo;
}

gboolean
way_finding_has_in_pack (WayFinding *self)
{
  return self->has_in_pack;
}

gboolean
way_finding_has_thing (WayFinding *self)
{
  return self->has_thing;
}

gboolean
way_finding_is_mine (WayFinding *self)
{
  return self->is_mine;
}

gboolean
way_finding_is_followed (WayFinding *self)
{
  return self->is_followed;
}

gboolean
way_finding_may_be_claimed (WayFinding *self)
{
  return self->may_be_claimed;
}

const char *
way_finding_get_link (WayFinding *self)
{
  return self->link;
}

const char *
way_finding_get_description (WayFinding *self)
{
  return self->description;
}

GListModel *
way_finding_get_reasons (WayFinding *self)
{
  return G_LIST_MODEL (self->reasons);
}

GListModel *
way_finding_get_steps (WayFinding *self)
{
  return G_LIST_MODEL (self->steps);
}

GListModel *
way_finding_get_series (WayFinding *self)
{
  return G_LIST_MODEL (self->series);
}

GListModel *
way_finding_get_facts (WayFinding *self)
{
  return G_LIST_MODEL (self->facts);
}

GListModel *
way_finding_get_pictures (WayFinding *self)
{
  return G_LIST_MODEL (self->pictures);
}

GListModel *
way_finding_get_documents (WayFinding *self)
{
  return G_LIST_MODEL (self->documents);
}

GListModel *
way_finding_make_details (WayFinding *self)
{
  GListModel *identifiers = G_LIST_MODEL (self->identifiers);
  GListStore *rows = g_list_store_new (WAY_TYPE_DETAIL);

  for (guint i = 0; i < g_list_model_get_n_items (identifiers); i++)
    {
      g_autoptr (WayDetail) row = g_list_model_get_item (identifiers, i);

      g_list_store_append (rows, row);
    }
  if (self->checking != NULL)
    way_checking_add_details (self->checking, rows);
  return G_LIST_MODEL (rows);
}

/* ---- The objects ----------------------------------------------------------------------------------- */

static void
way_finding_reason_finalize (GObject *object)
{
  WayFindingReason *self = WAY_FINDING_REASON (object);

  g_free (self->text);
  g_free (self->facts);
  g_ptr_array_unref (self->evidence);
  way_checking_unref (self->checking);
  G_OBJECT_CLASS (way_finding_reason_parent_class)->finalize (object);
}

static void
way_finding_reason_class_init (WayFindingReasonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_finding_reason_finalize;
}

static void
way_finding_reason_init (WayFindingReason *self)
{
  self->evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) way_evidence_free);
}

static void
way_finding_finalize (GObject *object)
{
  WayFinding *self = WAY_FINDING (object);

  g_free (self->account);
  g_free (self->code);
  g_free (self->link);
  g_free (self->product_name);
  g_free (self->issuer_name);
  g_free (self->thing);
  g_free (self->alarm);
  g_free (self->network);
  g_free (self->description);
  way_checking_unref (self->checking);
  g_clear_object (&self->reasons);
  g_clear_object (&self->steps);
  g_clear_object (&self->series);
  g_clear_object (&self->facts);
  g_clear_object (&self->pictures);
  g_clear_object (&self->documents);
  g_clear_object (&self->identifiers);
  G_OBJECT_CLASS (way_finding_parent_class)->finalize (object);
}

static void
way_finding_class_init (WayFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_finding_finalize;
}

static void
way_finding_init (WayFinding *self)
{
  self->reasons = g_list_store_new (WAY_TYPE_FINDING_REASON);
  self->steps = g_list_store_new (WAY_TYPE_FINDING_STEP);
  self->series = g_list_store_new (WAY_TYPE_FINDING_SERIES);
  self->facts = g_list_store_new (WAY_TYPE_DETAIL);
  self->pictures = g_list_store_new (WAY_TYPE_FINDING_DOCUMENT);
  self->documents = g_list_store_new (WAY_TYPE_FINDING_DOCUMENT);
  self->identifiers = g_list_store_new (WAY_TYPE_DETAIL);
}
