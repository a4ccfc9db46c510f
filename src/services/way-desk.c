/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-desk-private.h"

#include <glib/gi18n-lib.h>

#include "way-act.h"
#include "way-present.h"
#include "way-desk-homes.h"
#include "way-desk-items.h"
#include "way-desk-news.h"

/* Acts that are over and still shown. */
#define MAX_FINAL_ACTS 3

struct _WayDesk
{
  GObject parent;

  char *folder;
  GListStore *identities;
  GListStore *networks;
  GListStore *acts; /* under way */
  WayIdentityItem *identity;
  gboolean phrase_checked;
  gboolean has_phrase;
  gboolean uses_key_file;

  WayDeskHomes *homes; /* what threads reach */

  WayDeskNews *news; /* (nullable): it is closed */
  GFileMonitor *monitors[2];
  guint reload_id;
};

enum
{
  PROP_0,
  PROP_FOLDER,
  PROP_IDENTITY,
  PROP_PHRASE_CHECKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (WayDesk, way_desk, G_TYPE_OBJECT)

/* ---- Work in threads ------------------------------------------------------------------- */

static void
run_job (GTask *outer, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  WayDesk *self = source;
  GTask *task = task_data;
  WayDeskWork work = (WayDeskWork) g_object_get_data (G_OBJECT (task), "way-work");
  GError *error = NULL;
  WayDeskHome *home = way_desk_homes_take (self->homes, self->folder, &error);

  if (home == NULL)
    g_task_return_error (task, error);
  else
    {
      work (task, home->home, g_task_get_task_data (task), cancellable);
      way_desk_homes_give (self->homes, home);
    }
  g_task_return_boolean (outer, TRUE);
}

void
way_desk_run (WayDesk *self, GTask *task, WayDeskWork work)
{
  g_autoptr (GTask) outer = g_task_new (self, g_task_get_cancellable (task), NULL, NULL);

  g_object_set_data (G_OBJECT (task), "way-work", (gpointer) work);
  g_task_set_task_data (outer, task, g_object_unref);
  g_task_set_name (outer, g_task_get_name (task));
  g_task_run_in_thread (outer, run_job);
}

const WayIdentity *
way_desk_find_identity (WayHome *home, const char *account, GError **error)
{
  return way_home_find_identity (home, account, error);
}

WayNetwork *
way_desk_find_known_network (WayHome *home, const WayIdentity *identity, GError **error)
{
  gboolean is_demo = identity != NULL && identity->is_demo;
  g_autoptr (GError) cause = NULL;
  WayNetwork *network = way_home_find_network (home, is_demo ? "demo" : NULL, &cause);

  if (cause != NULL && !g_error_matches (cause, WAY_ERROR, WAY_RESULT_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&cause));
  /* as in way_home_find_acting_network() */
  if (network != NULL && network->is_demo && identity != NULL && !is_demo)
    return NULL;
  return network;
}

WayNetwork *
way_desk_find_network (WayHome *home, const WayIdentity *identity, GError **error)
{
  return way_home_find_acting_network (home, identity, error);
}

char *
way_desk_dup_acting_account (WayDesk *self)
{
  return self->identity != NULL
             ? g_strdup (way_identity_item_get_account (self->identity))
             : NULL;
}

/* ---- Identities and networks ---------------------------------------------------------------- */

/* What a thread read. */
typedef struct
{
  GPtrArray *identities;
  GPtrArray *networks;
  char *default_account;
  gboolean phrase_checked;
  gboolean has_phrase;
  gboolean uses_key_file;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *self = data;

  g_ptr_array_unref (self->identities);
  g_ptr_array_unref (self->networks);
  g_free (self->default_account);
  g_free (self);
}

static void
load (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->identities = g_ptr_array_new_with_free_func (g_object_unref);
  loaded->networks = g_ptr_array_new_with_free_func (g_object_unref);
  for (gsize i = 0; i < way_home_get_n_identities (home); i++)
    {
      const WayIdentity *identity = way_home_get_identity (home, i);
      WayIdentityItem *item = way_identity_item_new (identity);

      g_ptr_array_add (loaded->identities, item);
      if (identity->is_default && !identity->is_demo)
        loaded->default_account = g_strdup (way_identity_item_get_account (item));
    }
  for (gsize i = 0; i < way_home_get_n_networks (home); i++)
    g_ptr_array_add (loaded->networks,
                     way_network_item_new (way_home_get_network (home, i)));
  loaded->phrase_checked = way_home_get_phrase_was_checked (home);
  loaded->has_phrase = way_home_has_vault (home);
  loaded->uses_key_file = way_home_uses_key_file (home);
  g_task_return_pointer (task, loaded, loaded_free);
}

static void
monitor_changed (WayDesk *self);

/* Another program may work in the same folder. */
static void
watch (WayDesk *self)
{
  static const char *const names[] = { "identities.json", "networks.json" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      if (self->monitors[i] != NULL)
        continue;
      self->monitors[i] = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
      if (self->monitors[i] != NULL)
        g_signal_connect_object (self->monitors[i], "changed",
                                 G_CALLBACK (monitor_changed), self, G_CONNECT_SWAPPED);
    }
}

static void
files_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  WayDesk *self = WAY_DESK (source);

  if (way_desk_load_finish (self, result, NULL))
    way_desk_tell_changed (self);
}

static gboolean
reload (gpointer data)
{
  WayDesk *self = data;

  self->reload_id = 0;
  way_desk_load_async (self, NULL, files_loaded, NULL);
  return G_SOURCE_REMOVE;
}

/* A file is written in several steps. */
#define SETTLE_MS 150

static void
monitor_changed (WayDesk *self)
{
  if (self->reload_id == 0)
    self->reload_id = g_timeout_add (SETTLE_MS, reload, self);
}

void
way_desk_load_async (WayDesk *self,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, way_desk_load_async);
  way_desk_run (self, task, load);
}

static gboolean
is_same_list (GListStore *store, const GPtrArray *items)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (store)) != items->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (GObject) old = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (!way_desk_item_is_equal (old, items->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

static void
take_list (GListStore *store, GPtrArray *items)
{
  if (!is_same_list (store, items))
    g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)),
                         items->pdata, items->len);
}

static WayIdentityItem *
find_item (WayDesk *self, const char *account)
{
  GListModel *model = G_LIST_MODEL (self->identities);

  for (guint i = 0; account != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (WayIdentityItem) item = g_list_model_get_item (model, i);

      if (g_str_equal (way_identity_item_get_account (item), account))
        return g_steal_pointer (&item);
    }
  return NULL;
}

/* Whoever acted goes on acting, as long as she is there. */
static void
choose_identity (WayDesk *self, const char *default_account)
{
  g_autofree char *acting = way_desk_dup_acting_account (self);
  g_autoptr (WayIdentityItem) item = find_item (self, acting);

  if (item == NULL)
    item = find_item (self, default_account);
  way_desk_set_identity (self, item);
}

gboolean
way_desk_load_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  Loaded *loaded = g_task_propagate_pointer (G_TASK (result), error);

  if (loaded == NULL)
    return FALSE;
  take_list (self->identities, loaded->identities);
  take_list (self->networks, loaded->networks);
  self->has_phrase = loaded->has_phrase;
  self->uses_key_file = loaded->uses_key_file;
  choose_identity (self, loaded->default_account);
  if (self->phrase_checked != loaded->phrase_checked)
    {
      self->phrase_checked = loaded->phrase_checked;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHRASE_CHECKED]);
    }
  watch (self);
  if (self->news != NULL)
    way_desk_news_listen (self->news, G_LIST_MODEL (self->networks));
  loaded_free (loaded);
  return TRUE;
}

GListModel *
way_desk_get_identities (WayDesk *self)
{
  return G_LIST_MODEL (self->identities);
}

GListModel *
way_desk_get_networks (WayDesk *self)
{
  return G_LIST_MODEL (self->networks);
}

GListModel *
way_desk_get_acts (WayDesk *self)
{
  return G_LIST_MODEL (self->acts);
}

/* What is final stays to be looked at, until others are. */
static void
let_go_of_final (WayDesk *self)
{
  GListModel *acts = G_LIST_MODEL (self->acts);
  guint n_final = 0;

  for (guint i = 0; i < g_list_model_get_n_items (acts); i++)
    {
      g_autoptr (WayAct) act = g_list_model_get_item (acts, i);

      if (way_act_get_state (act) == WAY_ACT_FINAL && ++n_final > MAX_FINAL_ACTS)
        g_list_store_remove (self->acts, i--);
    }
}

void
way_desk_keep_act (WayDesk *self, GObject *act, guint state)
{
  gboolean is_kept = state == WAY_ACT_SENDING || state == WAY_ACT_RECORDED
                     || state == WAY_ACT_FINAL;
  guint at;
  gboolean is_there = g_list_store_find (self->acts, act, &at);

  if (is_kept && !is_there)
    g_list_store_insert (self->acts, 0, act);
  else if (!is_kept && is_there)
    g_list_store_remove (self->acts, at);
  if (state == WAY_ACT_FINAL)
    let_go_of_final (self);
}

WayIdentityItem *
way_desk_get_identity (WayDesk *self)
{
  return self->identity;
}

void
way_desk_set_identity (WayDesk *self, WayIdentityItem *identity)
{
  if (g_set_object (&self->identity, identity))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IDENTITY]);
}

gboolean
way_desk_get_phrase_checked (WayDesk *self)
{
  return self->phrase_checked;
}

gboolean
way_desk_has_phrase (WayDesk *self)
{
  return self->has_phrase;
}

gboolean
way_desk_uses_key_file (WayDesk *self)
{
  return self->uses_key_file;
}

void
way_desk_tell_changed (WayDesk *self)
{
  g_signal_emit (self, changed_signal, 0);
}

void
way_desk_note_block (WayDesk *self, const char *network, guint64 height)
{
  if (self->news != NULL)
    way_desk_news_note (self->news, network, height);
}

/* The connection failed: address and system's words are for the log (way_transport_set_error()). */
static gboolean
is_of_connection (const GError *error)
{
  g_autofree char *begin = NULL;

  if (error->domain != WAY_ERROR
      || (error->code != WAY_RESULT_UNAVAILABLE && error->code != WAY_RESULT_TIMEOUT))
    return FALSE;
  begin = g_strconcat (way_result_get_text ((WayResult) error->code), " (", NULL);
  return g_str_has_prefix (error->message, begin);
}

char *
way_desk_describe_error (const GError *error)
{
  if (!is_of_connection (error))
    return way_present_error (error);
  g_message ("%s", error->message);
  return g_strdup (_ ("The ledger can't be reached now. Check the connection to the "
                      "network, then try again."));
}

char *
way_desk_describe_error_fully (const GError *error)
{
  return way_present_error (error);
}

gboolean
way_desk_is_cancelled (const GError *error)
{
  return g_error_matches (error, WAY_ERROR, WAY_RESULT_CANCELLED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

const char *
way_desk_get_folder (WayDesk *self)
{
  return self->folder;
}

void
way_desk_close (WayDesk *self)
{
  g_clear_pointer (&self->news, way_desk_news_free);
  way_desk_homes_drop (self->homes);
}

/* ---- The object ------------------------------------------------------------------------------- */

static void
way_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  WayDesk *self = WAY_DESK (object);

  switch (id)
    {
    case PROP_FOLDER:
      g_value_set_string (value, self->folder);
      break;
    case PROP_IDENTITY:
      g_value_set_object (value, self->identity);
      break;
    case PROP_PHRASE_CHECKED:
      g_value_set_boolean (value, self->phrase_checked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
way_desk_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  WayDesk *self = WAY_DESK (object);

  switch (id)
    {
    case PROP_FOLDER:
      self->folder = g_value_dup_string (value);
      if (self->folder == NULL)
        self->folder = way_home_dup_default_folder ();
      break;
    case PROP_IDENTITY:
      way_desk_set_identity (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
way_desk_dispose (GObject *object)
{
  WayDesk *self = WAY_DESK (object);

  g_clear_handle_id (&self->reload_id, g_source_remove);
  g_clear_pointer (&self->news, way_desk_news_free);
  for (gsize i = 0; i < G_N_ELEMENTS (self->monitors); i++)
    g_clear_object (&self->monitors[i]);
  g_clear_object (&self->identity);
  g_clear_object (&self->identities);
  g_clear_object (&self->networks);
  g_clear_object (&self->acts);
  G_OBJECT_CLASS (way_desk_parent_class)->dispose (object);
}

static void
way_desk_finalize (GObject *object)
{
  WayDesk *self = WAY_DESK (object);

  way_desk_homes_free (self->homes);
  g_free (self->folder);
  G_OBJECT_CLASS (way_desk_parent_class)->finalize (object);
}

static void
way_desk_class_init (WayDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = way_desk_get_property;
  object_class->set_property = way_desk_set_property;
  object_class->dispose = way_desk_dispose;
  object_class->finalize = way_desk_finalize;
  properties[PROP_FOLDER] = g_param_spec_string (
      "folder", NULL, NULL, NULL,
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_IDENTITY] = g_param_spec_object (
      "identity", NULL, NULL, WAY_TYPE_IDENTITY_ITEM,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PHRASE_CHECKED] = g_param_spec_boolean (
      "phrase-checked", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  changed_signal = g_signal_new ("changed", WAY_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_desk_init (WayDesk *self)
{
  self->homes = way_desk_homes_new ();
  self->identities = g_list_store_new (WAY_TYPE_IDENTITY_ITEM);
  self->networks = g_list_store_new (WAY_TYPE_NETWORK_ITEM);
  self->acts = g_list_store_new (G_TYPE_OBJECT);
  self->news = way_desk_news_new (self);
}

WayDesk *
way_desk_new (const char *folder)
{
  return g_object_new (WAY_TYPE_DESK, "folder", folder, NULL);
}
