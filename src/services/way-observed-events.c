/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-observed-events.h"

#include "way-verified-answer.h"

/* That an event was observed of a thing. */
typedef struct
{
  WayHash event;
  WayHash thing;
  guint64 is_withdrawn; /* 0 or 1: with an error declaration */
} Key;

struct _WayObservedEvents
{
  GHashTable *statements; /* Key → WayHash: where it stands */
};

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;
  guint event, thing;

  memcpy (&event, key->event.bytes, sizeof event);
  memcpy (&thing, key->thing.bytes, sizeof thing);
  return event ^ thing ^ (guint) key->is_withdrawn;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const Key *x = a, *y = b;

  return way_hash_equal (&x->event, &y->event) && way_hash_equal (&x->thing, &y->thing)
         && x->is_withdrawn == y->is_withdrawn;
}

static void
set_key (Key *key, const WayObserve *observe, const WayThing *thing)
{
  *key = (Key) { .event = observe->epcis_hash,
                 .is_withdrawn = way_epcis_import_is_withdrawn (observe) };
  way_thing_get_id (thing, &key->thing);
}

/* ---- Asking --------------------------------------------------------------------------------------- */

static void
add_observe (WayObservedEvents *self, const WayObserve *observe, const WayHash *statement)
{
  const WayThing *things = observe->things.items;

  for (gsize i = 0; i < observe->things.n; i++)
    {
      Key key;

      set_key (&key, observe, &things[i]);
      g_hash_table_insert (self->statements, g_memdup2 (&key, sizeof key),
                           g_memdup2 (statement, sizeof *statement));
    }
}

static void
add_statement (WayObservedEvents *self,
               const WaySigning *how,
               const WayVerifiedStatement *verified)
{
  const WayPayload *payload = &verified->statement.payload;

  if (verified->entry->result != WAY_RESULT_OK
      || !way_hash_equal (&payload->account, &how->identity->account))
    return;
  for (gsize i = 0; i < payload->n_actions; i++)
    {
      const WayObserve *observe = payload->actions[i].body;

      if (payload->actions[i].kind == WAY_ACTION_OBSERVE && way_record_has (observe, 3))
        add_observe (self, observe, &verified->statement.id);
    }
}

static gboolean
fetch_statement (WayObservedEvents *self,
                 WayHome *home,
                 const WaySigning *how,
                 const WayHash *id,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (WayVerifiedAnswer) answer =
      way_verified_answer_fetch (home, how->network, way_verified_answer_call_statement,
                                 id, cancellable, NULL, error);

  if (answer == NULL)
    return FALSE;
  for (gsize i = 0; i < way_verified_bundle_get_n_statements (answer->bundle); i++)
    add_statement (self, how, way_verified_bundle_get_statement (answer->bundle, i));
  return TRUE;
}

WayObservedEvents *
way_observed_events_ask (WayHome *home,
                         const WaySigning *how,
                         const WayHash *hashes,
                         gsize n,
                         GCancellable *cancellable,
                         GError **error)
{
  WayClient *client = way_home_connect (home, how->network, cancellable, error);
  g_autoptr (WayReply) reply = client != NULL
                                   ? way_call_observed (client, &how->identity->account,
                                                        hashes, n, cancellable, error)
                                   : NULL;
  g_autoptr (WayObservedEvents) self = g_new0 (WayObservedEvents, 1);
  g_autoptr (GHashTable) asked = g_hash_table_new (way_hash_to_uint, way_hash_keys_equal);
  const WayObservedReply *observed;
  const WayObservedRow *rows;

  self->statements = g_hash_table_new_full (hash_key, equal_keys, g_free, g_free);
  if (reply == NULL)
    return NULL;
  observed = reply->record;
  rows = observed->events.items;
  for (gsize i = 0; i < observed->events.n; i++)
    if (g_hash_table_add (asked, (gpointer) &rows[i].statement)
        && !fetch_statement (self, home, how, &rows[i].statement, cancellable, error))
      return NULL;
  return g_steal_pointer (&self);
}

void
way_observed_events_free (WayObservedEvents *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_free (self);
}

/* ---- Taking out ----------------------------------------------------------------------------------- */

/* The things that are left move together. */
static gboolean
take_out_things (const WayObservedEvents *self,
                 WayObserve *observe,
                 WayHash *out_statement)
{
  WayThing *things = observe->things.items;
  gsize n_left = 0;
  gboolean any;

  for (gsize i = 0; i < observe->things.n; i++)
    {
      const WayHash *statement;
      Key key;

      set_key (&key, observe, &things[i]);
      statement = g_hash_table_lookup (self->statements, &key);
      if (statement != NULL)
        *out_statement = *statement;
      else
        things[n_left++] = things[i];
    }
  any = n_left < observe->things.n;
  observe->things.n = n_left;
  return any;
}

gboolean
way_observed_events_take_out (const WayObservedEvents *self,
                              WayEpcisObserves *records,
                              WayHash *out_statement)
{
  gboolean any = FALSE;
  gsize n_left = 0;

  for (gsize i = 0; i < records->n; i++)
    {
      any = take_out_things (self, &records->items[i], out_statement) || any;
      if (records->items[i].things.n > 0)
        records->items[n_left++] = records->items[i];
    }
  records->n = n_left;
  return any;
}
