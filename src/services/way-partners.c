/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-partners.h"

#include <string.h>

#include "way-base-encoding.h"
#include "way-desk-private.h"
#include "way-did-key.h"
#include "way-name-memory.h"
#include "way-shipments-private.h"

struct _WayPartner
{
  GObject parent;

  char *name;
  char *account;
  gboolean is_own;
};

G_DEFINE_FINAL_TYPE (WayPartner, way_partner, G_TYPE_OBJECT)

/* ---- Asking, in a thread ------------------------------------------------------------------- */

typedef struct
{
  const WaySide *side;
  GListStore *rows;
  GHashTable *seen; /* accounts in hex */
} Listing;

static void
add (Listing *self, const WayHash *account, const char *own_name)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (account));
  g_autoptr (WayPartner) row = NULL;

  if (!g_hash_table_add (self->seen, g_strdup (hex)))
    return;
  row = g_object_new (WAY_TYPE_PARTNER, NULL);
  row->account = g_steal_pointer (&hex);
  row->is_own = own_name != NULL;
  row->name = own_name != NULL
                  ? g_strdup (own_name)
                  : way_name_memory_dup_account (self->side->home, self->side->network,
                                                 account, self->side->cancellable);
  g_list_store_append (self->rows, row);
}

static void
add_own (Listing *self)
{
  const WaySide *side = self->side;

  for (gsize i = 0; i < way_home_get_n_identities (side->home); i++)
    {
      const WayIdentity *identity = way_home_get_identity (side->home, i);

      if (identity->is_demo == side->identity->is_demo)
        add (self, &identity->account, identity->name);
    }
}

static gboolean
add_shipped (Listing *self, const char *direction, GError **error)
{
  const WaySide *side = self->side;
  WayClient *client =
      way_home_connect (side->home, side->network, side->cancellable, error);
  g_autoptr (WayReply) reply =
      client != NULL ? way_call_shipments (client, &side->identity->account, direction,
                                           NULL, side->cancellable, error)
                     : NULL;
  const WayShipmentsReply *record = reply != NULL ? reply->record : NULL;
  const WayShipmentRow *rows;

  if (record == NULL)
    return FALSE;
  rows = record->shipments.items;
  for (gsize i = 0; i < record->shipments.n; i++)
    {
      add (self, &rows[i].shipment.receiver, NULL);
      add (self, &rows[i].shipment.shipper, NULL);
    }
  return TRUE;
}

static void
list (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GListStore) rows = g_list_store_new (WAY_TYPE_PARTNER);
  g_autoptr (GHashTable)
      seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *account = data;
  WaySide side;
  Listing listing = { &side, rows, seen };
  GError *error = NULL;

  if (!way_side_open (&side, home, account, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_add (seen, way_hex_encode (way_slice_from_hash (&side.identity->account)));
  add_own (&listing);
  if (add_shipped (&listing, "out", &error) && add_shipped (&listing, "in", &error))
    g_task_return_pointer (task, g_steal_pointer (&rows), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
way_desk_list_partners_async (WayDesk *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, way_desk_list_partners_async);
  g_task_set_task_data (task, way_desk_dup_acting_account (self), g_free);
  way_desk_run (self, task, list);
}

GListModel *
way_desk_list_partners_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
way_partner_text_is_account (const char *text)
{
  WayDidKey did;
  WayHash hash;

  return way_hash_from_hex (text, &hash)
         || (way_did_key_parse (way_slice_from_string (text), &did, NULL)
             && did.type == WAY_DID_KEY_ED25519);
}

/* ---- The object ------------------------------------------------------------------------------- */

const char *
way_partner_get_name (WayPartner *self)
{
  return self->name;
}

const char *
way_partner_get_account (WayPartner *self)
{
  return self->account;
}

gboolean
way_partner_is_own (WayPartner *self)
{
  return self->is_own;
}

static void
way_partner_finalize (GObject *object)
{
  WayPartner *self = WAY_PARTNER (object);

  g_free (self->name);
  g_free (self->account);
  G_OBJECT_CLASS (way_partner_parent_class)->finalize (object);
}

static void
way_partner_class_init (WayPartnerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_partner_finalize;
}

static void
way_partner_init (WayPartner *self)
{
}
