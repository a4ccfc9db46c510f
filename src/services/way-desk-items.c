/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-desk-items.h"

#include "way-base-encoding.h"
#include "way-present.h"

struct _WayIdentityItem
{
  GObject parent;

  char *name;
  char *account;
  gboolean is_business;
  gboolean is_demo;
};

struct _WayNetworkItem
{
  GObject parent;

  char *name;
  char *hash;
  char *address;
  char *node_folder; /* (nullable) */
  gboolean is_demo;
};

G_DEFINE_FINAL_TYPE (WayIdentityItem, way_identity_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (WayNetworkItem, way_network_item, G_TYPE_OBJECT)

static char *
hash_to_hex (const WayHash *hash)
{
  return way_hex_encode ((WaySlice) { hash->bytes, sizeof hash->bytes });
}

WayIdentityItem *
way_identity_item_new (const WayIdentity *identity)
{
  WayIdentityItem *self = g_object_new (WAY_TYPE_IDENTITY_ITEM, NULL);

  self->name = g_strdup (identity->name);
  self->account = hash_to_hex (&identity->account);
  self->is_business = identity->kind != WAY_PROFILE_PERSON;
  self->is_demo = identity->is_demo;
  return self;
}

WayNetworkItem *
way_network_item_new (const WayNetwork *network)
{
  WayNetworkItem *self = g_object_new (WAY_TYPE_NETWORK_ITEM, NULL);

  self->name = way_present_network (network);
  self->hash = hash_to_hex (&network->network);
  self->address = g_strdup (network->address != NULL ? network->address : "");
  self->is_demo = network->is_demo;
  self->node_folder = g_strdup (network->node_folder);
  return self;
}

static gboolean
is_equal_network (WayNetworkItem *a, WayNetworkItem *b)
{
  return g_str_equal (a->hash, b->hash) && g_str_equal (a->name, b->name)
         && g_str_equal (a->address, b->address);
}

gboolean
way_desk_item_is_equal (GObject *a, GObject *b)
{
  WayIdentityItem *one, *other;

  if (WAY_IS_NETWORK_ITEM (a))
    return is_equal_network (WAY_NETWORK_ITEM (a), WAY_NETWORK_ITEM (b));
  one = WAY_IDENTITY_ITEM (a);
  other = WAY_IDENTITY_ITEM (b);
  return g_str_equal (one->account, other->account)
         && g_str_equal (one->name, other->name)
         && one->is_business == other->is_business;
}

/* ---- Reading -------------------------------------------------------------------------- */

const char *
way_identity_item_get_name (WayIdentityItem *self)
{
  return self->name;
}

const char *
way_identity_item_get_account (WayIdentityItem *self)
{
  return self->account;
}

gboolean
way_identity_item_is_business (WayIdentityItem *self)
{
  return self->is_business;
}

gboolean
way_identity_item_is_demo (WayIdentityItem *self)
{
  return self->is_demo;
}

const char *
way_network_item_get_name (WayNetworkItem *self)
{
  return self->name;
}

const char *
way_network_item_get_hash (WayNetworkItem *self)
{
  return self->hash;
}

const char *
way_network_item_get_address (WayNetworkItem *self)
{
  return self->address;
}

gboolean
way_network_item_is_demo (WayNetworkItem *self)
{
  return self->is_demo;
}

gboolean
way_network_item_is_embedded (WayNetworkItem *self)
{
  return self->node_folder != NULL;
}

const char *
way_network_item_get_node_folder (WayNetworkItem *self)
{
  return self->node_folder;
}

/* ---- The objects ------------------------------------------------------------------------ */

static void
way_identity_item_finalize (GObject *object)
{
  WayIdentityItem *self = WAY_IDENTITY_ITEM (object);

  g_free (self->name);
  g_free (self->account);
  G_OBJECT_CLASS (way_identity_item_parent_class)->finalize (object);
}

static void
way_identity_item_class_init (WayIdentityItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_identity_item_finalize;
}

static void
way_identity_item_init (WayIdentityItem *self)
{
}

static void
way_network_item_finalize (GObject *object)
{
  WayNetworkItem *self = WAY_NETWORK_ITEM (object);

  g_free (self->name);
  g_free (self->hash);
  g_free (self->address);
  g_free (self->node_folder);
  G_OBJECT_CLASS (way_network_item_parent_class)->finalize (object);
}

static void
way_network_item_class_init (WayNetworkItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_network_item_finalize;
}

static void
way_network_item_init (WayNetworkItem *self)
{
}
