/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-item-calls.h"

#include <glib/gi18n-lib.h>

#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-draft.h"
#include "way-present.h"

struct _WayDraftItem
{
  GObject parent;

  char *id;
  char *text;
  char *origin;
};

G_DEFINE_FINAL_TYPE (WayDraftItem, way_draft_item, G_TYPE_OBJECT)

gboolean
way_draft_item_is_equal (gconstpointer a, gconstpointer b)
{
  const WayDraftItem *one = a, *other = b;

  return g_strcmp0 (one->id, other->id) == 0 && g_strcmp0 (one->text, other->text) == 0
         && g_strcmp0 (one->origin, other->origin) == 0;
}

/* ---- Listing ----------------------------------------------------------------------------- */

static WayNetwork *
find_network (WayHome *home, const WayHash *id)
{
  for (gsize i = 0; i < way_home_get_n_networks (home); i++)
    if (way_hash_equal (&way_home_get_network (home, i)->network, id))
      return way_home_get_network (home, i);
  return NULL;
}

static char *
present_origin (WayHome *home, const WayPresenter *presenter, const WayDraft *draft)
{
  const WayPayload *payload = &draft->statement.payload;
  const WayNetwork *network = find_network (home, &payload->network);
  g_autofree char *who = way_present_account (presenter, &payload->account);
  g_autofree char *when = way_present_time (draft->signed_ms);
  g_autofree char *where = network != NULL ? way_present_network (network) : NULL;

  if (where == NULL)
    /* TRANSLATORS: who, a date and time */
    return g_strdup_printf (_ ("Signed by %s, %s"), who, when);
  /* TRANSLATORS: who, a network, a date and time */
  return g_strdup_printf (_ ("Signed by %s for “%s”, %s"), who, where, when);
}

static WayDraftItem *
draft_item_new (WayHome *home, const WayDraft *draft)
{
  WayDraftItem *self = g_object_new (WAY_TYPE_DRAFT_ITEM, NULL);
  WayPresenter presenter = { home, NULL };
  g_auto (GStrv)
      sentences = way_present_payload (&presenter, draft->statement.cose.payload, NULL);

  self->id = way_hex_encode (way_slice_from_hash (&draft->id));
  self->text = sentences != NULL ? g_strjoinv ("\n", sentences) : g_strdup (self->id);
  self->origin = present_origin (home, &presenter, draft);
  return self;
}

static void
list (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) drafts = way_draft_list (home);
  GListStore *items = g_list_store_new (WAY_TYPE_DRAFT_ITEM);

  for (guint i = 0; i < drafts->len; i++)
    {
      g_autoptr (WayDraftItem) item = draft_item_new (home, drafts->pdata[i]);

      g_list_store_append (items, item);
    }
  g_task_return_pointer (task, items, g_object_unref);
}

void
way_desk_list_drafts_async (WayDesk *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, way_desk_list_drafts_async);
  way_desk_run (self, task, list);
}

GListModel *
way_desk_list_drafts_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Discarding ---------------------------------------------------------------------------- */

static void
drop (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (WayDraft) draft = way_draft_find (home, data, &error);

  if (draft != NULL && way_draft_drop (home, &draft->id, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
way_desk_drop_draft_async (WayDesk *self,
                           const char *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, way_desk_drop_draft_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  way_desk_run (self, task, drop);
}

gboolean
way_desk_drop_draft_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  way_desk_tell_changed (self);
  return TRUE;
}

/* ---- Reading -------------------------------------------------------------------------------- */

const char *
way_draft_item_get_id (WayDraftItem *self)
{
  return self->id;
}

const char *
way_draft_item_get_text (WayDraftItem *self)
{
  return self->text;
}

const char *
way_draft_item_get_origin (WayDraftItem *self)
{
  return self->origin;
}

static void
way_draft_item_finalize (GObject *object)
{
  WayDraftItem *self = WAY_DRAFT_ITEM (object);

  g_free (self->id);
  g_free (self->text);
  g_free (self->origin);
  G_OBJECT_CLASS (way_draft_item_parent_class)->finalize (object);
}

static void
way_draft_item_class_init (WayDraftItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_draft_item_finalize;
}

static void
way_draft_item_init (WayDraftItem *self)
{
}
