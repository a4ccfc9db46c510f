/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-item-calls.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-kept-items.h"
#include "way-present.h"

struct _WayMyItem
{
  GObject parent;

  char *code;
  char *network;
  char *account; /* (nullable) */
  char *name;
  char *thing;
  WayVerdictCode verdict;
  char *recall;
  char *warranty;
  char *age;
  gboolean is_owned;
  gboolean is_followed;
  gboolean is_demo;
};

G_DEFINE_FINAL_TYPE (WayMyItem, way_my_item, G_TYPE_OBJECT)

/* ---- One item, in a thread ---------------------------------------------------------------- */

/* It began when the item left the shop for good, or was claimed. */
static guint64
find_purchase_ms (const WayExamination *examination)
{
  guint64 bought_ms = 0;

  for (gsize i = 0; i < examination->n_steps; i++)
    {
      const WayStep *step = &examination->steps[i];

      if (step->kind != WAY_STEP_EVENT
          || !way_thing_equal (&step->thing, &examination->subject))
        continue;
      if (step->action->kind == WAY_ACTION_TAKE_BACK)
        bought_ms = 0;
      else if (bought_ms == 0
               && (step->action->kind == WAY_ACTION_SELL
                   || step->action->kind == WAY_ACTION_CLAIM))
        bought_ms = step->event_time_ms;
    }
  return bought_ms;
}

static char *
present_warranty (const WayExamination *examination)
{
  const WayProduct *product = examination->product;
  guint64 bought_ms = find_purchase_ms (examination);
  g_autofree char *date = NULL;
  guint64 until_ms;

  if (product == NULL || !way_record_has (product, 8) || bought_ms == 0)
    return NULL;
  until_ms = bought_ms + product->warranty_days * G_GUINT64_CONSTANT (86400000);
  date = way_present_date (until_ms);
  if (until_ms < (guint64) (g_get_real_time () / 1000))
    /* TRANSLATORS: %s is a date */
    return g_strdup_printf (_ ("Warranty ran out on %s"), date);
  /* TRANSLATORS: %s is a date */
  return g_strdup_printf (_ ("Warranty until %s"), date);
}

static char *
present_age (const WayLookupResult *result)
{
  g_autofree char *age = NULL;

  if (result == NULL || result->answer == NULL)
    return g_strdup (_ ("Not checked: no node could be asked"));
  if (result->answer->is_live)
    return NULL;
  age =
      way_present_age ((guint64) (g_get_real_time () / 1000), result->answer->fetched_ms);
  /* TRANSLATORS: %s is a length of time like “3 days” */
  return g_strdup_printf (_ ("Last checked %s ago"), age);
}

static void
fill (WayMyItem *self, WayHome *home, const WayLookup *lookup, WaySlice kept_name)
{
  const WayExamination *examination = way_lookup_get_examination (lookup);
  const WayLookupResult *best = lookup->best;
  WayPresenter presenter = { home, best != NULL && best->answer != NULL
                                       ? best->answer->bundle
                                       : NULL };

  self->verdict = examination->verdict.code;
  self->age = present_age (best);
  self->warranty = present_warranty (examination);
  if (examination->has_subject)
    self->thing = way_present_thing (&examination->subject);
  if (examination->product != NULL)
    self->name = way_present_lang_texts (&examination->product->names);
  else if (kept_name.len > 0)
    self->name = way_slice_dup_string (kept_name);
  if (examination->facts.states[WAY_FACT_RECALL] == WAY_FACT_STATE_PROVEN)
    self->recall = way_present_reason (&presenter, examination,
                                       best != NULL ? best->network : NULL,
                                       WAY_REASON_RECALLED);
}

static WayMyItem *
item_new (WayHome *home,
          const WayKeptItemRow *row,
          const WayIdentity *as,
          GCancellable *cancellable)
{
  WayMyItem *self = g_object_new (WAY_TYPE_MY_ITEM, NULL);
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (&row->network));
  WayLookupHow how = { .only = way_home_find_network (home, hex, NULL), .as = as };
  g_autoptr (WayLookup) lookup = NULL;

  self->code = way_slice_dup_string (row->code);
  self->network = g_strdup (hex);
  if (way_record_has (row, 7))
    {
      self->account = way_hex_encode (way_slice_from_hash (&row->account));
      how.account = &row->account;
    }
  self->is_owned = row->is_owned;
  self->is_followed = row->is_followed;
  self->is_demo = how.only != NULL && how.only->is_demo;
  if (how.only != NULL)
    lookup = way_lookup_text (home, self->code, NULL, &how, cancellable, NULL);
  if (lookup != NULL)
    fill (self, home, lookup, row->name);
  if (self->thing == NULL)
    self->thing = g_strdup (self->code);
  if (self->name == NULL)
    self->name = g_strdup (self->thing);
  return self;
}

/* ---- What is owned ----------------------------------------------------------------------------- */

static char *
thing_to_code (const WayThing *thing)
{
  WayGs1Code code = { .kind = WAY_GS1_CODE_PRODUCT };
  g_autoptr (WayGs1Elements) elements = NULL;

  if (thing->kind != WAY_THING_UNIT || thing->gtin.len >= sizeof code.gtin14
      || thing->lot.len >= sizeof code.lot || thing->serial.len >= sizeof code.serial)
    return NULL;
  memcpy (code.gtin14, thing->gtin.data, thing->gtin.len);
  memcpy (code.lot, thing->lot.data, thing->lot.len);
  memcpy (code.serial, thing->serial.data, thing->serial.len);
  elements = way_gs1_code_to_elements (&code, NULL);
  return elements != NULL ? way_gs1_to_bracketed (elements) : NULL;
}

static gboolean
add_owned_by (WayClient *client,
              const WayHash *account,
              GPtrArray *codes,
              GCancellable *cancellable)
{
  g_autofree char *after = NULL;

  do
    {
      g_autoptr (WayReply)
          reply = way_call_things (client, account, "owner", after, cancellable, NULL);
      const WayThingsReply *record = reply != NULL ? reply->record : NULL;

      if (record == NULL)
        return FALSE;
      for (gsize i = 0; i < record->things.n; i++)
        {
          char *code =
              thing_to_code (&((const WayThingRow *) record->things.items)[i].thing);

          if (code != NULL)
            g_ptr_array_add (codes, code);
        }
      g_clear_pointer (&after, g_free);
      if (way_record_has (record, 3))
        after = way_slice_dup_string (record->next);
    }
  while (after != NULL && codes->len < WAY_MY_ITEMS_MAX);
  return TRUE;
}

/* A network that can't be asked leaves what it said last. */
static void
refresh_owned (WayHome *home,
               WayNetwork *network,
               const WayIdentity *as,
               GCancellable *cancellable)
{
  g_autoptr (GArray) mine = way_lookup_collect_my_accounts (home, network->is_demo, as);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  WayClient *client = way_home_connect (home, network, cancellable, NULL);

  if (client == NULL)
    return;
  for (guint i = 0; i < mine->len; i++)
    if (!add_owned_by (client, &g_array_index (mine, WayHash, i), codes, cancellable))
      return;
  way_kept_items_set_owned (home, &network->network, codes, NULL);
}

/* ---- The list ------------------------------------------------------------------------------------ */

static int
get_rank (const WayMyItem *item)
{
  if (item->recall != NULL)
    return 0;
  return item->is_owned ? 1 : 2;
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  const WayMyItem *one = a, *other = b;
  int order = get_rank (one) - get_rank (other);

  return order != 0 ? order : g_utf8_collate (one->name, other->name);
}

static void
list (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const WayIdentity *as = data != NULL ? way_desk_find_identity (home, data, NULL) : NULL;
  g_autoptr (GListStore) items = g_list_store_new (WAY_TYPE_MY_ITEM);
  g_auto (WayArena) arena;
  GError *error = NULL;
  WayKeptItemsFile file;

  way_arena_init (&arena, 0);
  for (gsize i = 0; i < way_home_get_n_networks (home); i++)
    refresh_owned (home, way_home_get_network (home, i), as, cancellable);
  if (!way_kept_items_load (home, &arena, &file, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  for (gsize i = 0; i < file.items.n && i < WAY_MY_ITEMS_MAX; i++)
    {
      const WayKeptItemRow *row = &((const WayKeptItemRow *) file.items.items)[i];
      g_autoptr (WayMyItem) item = NULL;

      if (g_task_return_error_if_cancelled (task))
        return;
      item = item_new (home, row, as, cancellable);
      g_list_store_insert_sorted (items, item, compare_items, NULL);
    }
  g_task_return_pointer (task, g_steal_pointer (&items), g_object_unref);
}

void
way_desk_list_my_items_async (WayDesk *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, way_desk_list_my_items_async);
  g_task_set_task_data (task, way_desk_dup_acting_account (self), g_free);
  way_desk_run (self, task, list);
}

GListModel *
way_desk_list_my_items_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Following -------------------------------------------------------------------------------------- */

typedef struct
{
  WayFinding *finding;
  gboolean is_followed;
} Following;

static void
following_free (gpointer data)
{
  Following *self = data;

  g_object_unref (self->finding);
  g_free (self);
}

static void
follow (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  const Following *following = data;
  WayFinding *finding = following->finding; /* it never changes */
  const char *name = way_finding_get_product_name (finding);
  const char *account = way_finding_get_account (finding);
  WayKeptItemRow row = { .code = way_slice_from_string (way_finding_get_code (finding)),
                         .is_followed = following->is_followed,
                         .added = (guint64) (g_get_real_time () / 1000) };
  GError *error = NULL;

  if (name != NULL && name[0] != '\0')
    {
      row.present = 1 << 3;
      row.name = way_slice_from_string (name);
    }
  if (account != NULL && way_hash_from_hex (account, &row.account))
    row.present |= 1 << 7;
  if (!way_hash_from_hex (way_finding_get_network (finding), &row.network))
    way_error_set (&error, WAY_RESULT_MALFORMED, NULL);
  else
    way_kept_items_mark (home, &row, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
way_desk_follow_async (WayDesk *self,
                       WayFinding *finding,
                       gboolean is_followed,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Following *following = g_new (Following, 1);

  *following = (Following) { g_object_ref (finding), is_followed };
  g_task_set_source_tag (task, way_desk_follow_async);
  g_task_set_task_data (task, following, following_free);
  way_desk_run (self, task, follow);
}

gboolean
way_desk_follow_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  way_desk_tell_changed (self);
  return TRUE;
}

gboolean
way_my_item_is_equal (gconstpointer a, gconstpointer b)
{
  const WayMyItem *one = a, *other = b;

  return one->verdict == other->verdict && one->is_owned == other->is_owned
         && one->is_followed == other->is_followed && one->is_demo == other->is_demo
         && g_str_equal (one->code, other->code)
         && g_str_equal (one->network, other->network)
         && g_strcmp0 (one->account, other->account) == 0
         && g_str_equal (one->name, other->name) && g_str_equal (one->thing, other->thing)
         && g_strcmp0 (one->recall, other->recall) == 0
         && g_strcmp0 (one->warranty, other->warranty) == 0
         && g_strcmp0 (one->age, other->age) == 0;
}

/* ---- Reading ----------------------------------------------------------------------------------------- */

const char *
way_my_item_get_code (WayMyItem *self)
{
  return self->code;
}

const char *
way_my_item_get_network (WayMyItem *self)
{
  return self->network;
}

const char *
way_my_item_get_account (WayMyItem *self)
{
  return self->account;
}

const char *
way_my_item_get_name (WayMyItem *self)
{
  return self->name;
}

const char *
way_my_item_get_thing (WayMyItem *self)
{
  return self->thing;
}

WayVerdictCode
way_my_item_get_verdict (WayMyItem *self)
{
  return self->verdict;
}

const char *
way_my_item_get_title (WayMyItem *self)
{
  return way_present_verdict_title (self->verdict);
}

const char *
way_my_item_get_recall (WayMyItem *self)
{
  return self->recall;
}

const char *
way_my_item_get_warranty (WayMyItem *self)
{
  return self->warranty;
}

const char *
way_my_item_get_age (WayMyItem *self)
{
  return self->age;
}

gboolean
way_my_item_is_owned (WayMyItem *self)
{
  return self->is_owned;
}

gboolean
way_my_item_is_followed (WayMyItem *self)
{
  return self->is_followed;
}

gboolean
way_my_item_is_demo (WayMyItem *self)
{
  return self->is_demo;
}

/* ---- The object ---------------------------------------------------------------------------------------- */

static void
way_my_item_finalize (GObject *object)
{
  WayMyItem *self = WAY_MY_ITEM (object);

  g_free (self->code);
  g_free (self->network);
  g_free (self->account);
  g_free (self->name);
  g_free (self->thing);
  g_free (self->recall);
  g_free (self->warranty);
  g_free (self->age);
  G_OBJECT_CLASS (way_my_item_parent_class)->finalize (object);
}

static void
way_my_item_class_init (WayMyItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_my_item_finalize;
}

static void
way_my_item_init (WayMyItem *self)
{
}
