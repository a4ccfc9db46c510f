/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-item-acts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-act-private.h"
#include "way-blob.h"
#include "way-languages.h"
#include "way-owner.h"
#include "way-present.h"

/* ---- I Bought This ------------------------------------------------------------------------ */

typedef struct
{
  char *link;
  char *code; /* (nullable) */
} Claiming;

static void
claiming_free (gpointer data)
{
  Claiming *self = data;

  way_secret_wipe (self->link, strlen (self->link));
  g_free (self->link);
  g_free (self->code);
  g_free (self);
}

static gboolean
is_same_code (const WayGs1Code *a, const WayGs1Code *b)
{
  return strcmp (a->gtin14, b->gtin14) == 0 && strcmp (a->lot, b->lot) == 0
         && strcmp (a->serial, b->serial) == 0;
}

/* The code from another pack, taken up by mistake, must not be claimed in place of this one. */
static gboolean
check_same (const Claiming *claiming, GError **error)
{
  WayGs1Code wanted, got;

  if (claiming->code == NULL)
    return TRUE;
  if (!way_gs1_code_from_text (way_slice_from_string (claiming->code), NULL, &wanted,
                               NULL, error)
      || !way_gs1_code_from_text (way_slice_from_string (claiming->link), NULL, &got,
                                  NULL, error))
    return FALSE;
  return is_same_code (&wanted, &got)
         || way_error_format (
             error, WAY_RESULT_USAGE,
             "This in-pack code is of another item. Scan the one from inside the "
             "pack of this item.");
}

static gboolean
build_claim (WayActPlan *plan, gpointer data, GError **error)
{
  Claiming *claiming = data;
  WayItemFinder finder = { plan->home, plan->network, plan->identity, NULL };
  WayClaimDraft *draft;

  if (!check_same (claiming, error))
    return FALSE;
  draft = way_claim_draft_new (&finder, claiming->link, plan->cancellable, error);
  if (draft == NULL)
    return FALSE;
  way_act_plan_keep (plan, draft, (GDestroyNotify) way_claim_draft_free);
  way_act_plan_add (plan, WAY_ACTION_CLAIM, &draft->record);
  return TRUE;
}

WayAct *
way_desk_claim (WayDesk *desk, const char *link, const char *code, const char *network)
{
  Claiming *claiming = g_new (Claiming, 1);

  *claiming = (Claiming) { g_strdup (link), g_strdup (code) };
  return way_act_start_on (desk, network, _ ("Claim It"), build_claim, NULL, claiming,
                           claiming_free);
}

/* ---- Report a Problem ------------------------------------------------------------------------ */

typedef struct
{
  char *code;
  WayHash account;
  gboolean has_account;
  guint kind;
  char *text;     /* (nullable) */
  char *evidence; /* (nullable) */
} Reporting;

static void
reporting_free (gpointer data)
{
  Reporting *self = data;

  g_free (self->code);
  g_free (self->text);
  g_free (self->evidence);
  g_free (self);
}

const char *const *
way_report_kind_words (void)
{
  static const char *words[WAY_REPORT_OTHER + 1];

  for (guint i = 0; i < WAY_REPORT_OTHER; i++)
    words[i] = way_present_report_kind ((WayReportKind) (i + 1));
  return words;
}

static void
take_text (WayActPlan *plan, const char *text, WayReport *report)
{
  WayLangText *row;

  if (text == NULL || text[0] == '\0')
    return;
  row = way_arena_alloc (&plan->arena, sizeof *row);
  *row = (WayLangText) { .language = way_slice_from_string (way_languages_get_first ()),
                         .text = way_slice_from_string (text) };
  report->present |= 1 << 4;
  report->texts = (WayRecords) { row, 1 };
}

static gboolean
put_evidence (WayActPlan *plan, const char *path, WayReport *report, GError **error)
{
  g_autoptr (GBytes) blob = NULL;

  if (path == NULL)
    return TRUE;
  blob = way_blob_read_file (path, NULL, error);
  report->present |= 1 << 5;
  return blob != NULL
         && way_blob_put (plan->home, plan->network, blob, &report->evidence,
                          plan->cancellable, error);
}

/* It is said here and now. */
static WayEvent
make_event (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  WayEvent event = { .time = (guint64) (g_get_real_time () / 1000) };
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                            (gint64) (event.time / 1000));

  if (interval >= 0)
    event.offset_minutes = g_time_zone_get_offset (zone, interval) / 60;
  return event;
}

static gboolean
build_report (WayActPlan *plan, gpointer data, GError **error)
{
  const Reporting *reporting = data;
  const WayItem *item;
  WayReport *report = way_arena_alloc (&plan->arena, sizeof *report);

  if (reporting->has_account)
    plan->whose = &reporting->account;
  item = way_act_plan_find_item (plan, reporting->code, WAY_ITEM_MAY_BE_PRODUCT, error);
  if (item == NULL)
    return FALSE;
  *report = (WayReport) { .event = make_event (),
                          .thing = item->thing,
                          .kind = reporting->kind + 1 };
  take_text (plan, reporting->text, report);
  if (!put_evidence (plan, reporting->evidence, report, error))
    return FALSE;
  way_act_plan_add (plan, WAY_ACTION_REPORT, report);
  return TRUE;
}

WayAct *
way_desk_report (WayDesk *desk, const WayComplaint *problem)
{
  Reporting *reporting = g_new (Reporting, 1);

  *reporting = (Reporting) { .code = g_strdup (problem->code),
                             .kind = problem->kind,
                             .text = g_strdup (problem->text),
                             .evidence = g_strdup (problem->evidence) };
  reporting->has_account = problem->account != NULL
                           && way_hash_from_hex (problem->account, &reporting->account);
  return way_act_start_on (desk, problem->network, _ ("Report It"), build_report, NULL,
                           reporting, reporting_free);
}

/* ---- Send Again --------------------------------------------------------------------------------- */

WayAct *
way_desk_send_draft (WayDesk *desk, const char *id)
{
  return way_act_start_draft (desk, _ ("Send Again"), id);
}
