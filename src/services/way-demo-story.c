/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-story-private.h"

#include <gio/gio.h>

#include "way-demo-resources.h"
#include "way-demo-seed.h"
#include "way-derivation.h"
#include "way-hash.h"
#include "way-sealed-box.h"

#define RESOURCE_FOLDER "/org/waymark/Waymark/demo/"
#define MAX_FILE        ((gsize) 1024 * 1024)
#define MAX_STATEMENT   65536
#define MAX_STATEMENTS  4096

#define R_MODE_TABLES
#include "way-record-mode.h"
#include "way-demo-records.def"
#include "way-model-undef.h"

/* ---- Files --------------------------------------------------------------------------- */

GBytes *
way_demo_story_load_file (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER, name, NULL);
  GBytes *bytes = g_resource_lookup_data (way_demo_get_resource (), path,
                                          G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    way_error_format (error, WAY_RESULT_NOT_FOUND, "The demo market has no file %s",
                      name);
  return bytes;
}

static gboolean
read_json_file (WayDemoStory *self,
                const char *name,
                const WaySchema *schema,
                gpointer record,
                GError **error)
{
  g_autoptr (GBytes) bytes = way_demo_story_load_file (name, error);
  g_autoptr (yyjson_doc) doc = NULL;

  if (bytes == NULL)
    return FALSE;
  doc = way_json_read (way_slice_from_bytes (bytes), MAX_FILE, error);
  if (doc == NULL
      || !way_demo_read_record (NULL, NULL, yyjson_doc_get_root (doc), schema,
                                &self->arena, record, error))
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
load_blobs (WayDemoStory *self, GError **error)
{
  const WayDemoFile *rows = self->market.files.items;

  self->blobs = g_new0 (WayDemoBlob, self->market.files.n);
  for (gsize i = 0; i < self->market.files.n; i++)
    {
      g_autofree char *name = way_slice_dup_string (rows[i].id);

      self->blobs[i].row = &rows[i];
      self->blobs[i].bytes = way_demo_story_load_file (name, error);
      if (self->blobs[i].bytes == NULL)
        return FALSE;
      way_sha256 (way_slice_from_bytes (self->blobs[i].bytes), &self->blobs[i].hash);
    }
  return TRUE;
}

/* ---- Keys: all from the public phrase ------------------------------------------------ */

static void
init_actor (WayDemoActor *actor,
            const WayDemoIdentity *row,
            const WaySecret *seed,
            guint32 index)
{
  g_autoptr (WaySecret) sealing = way_derive_sealing_key (seed, index, 0);

  actor->row = row;
  for (guint32 i = 0; i < WAY_DEMO_N_KEYS; i++)
    actor->keys[i] = way_derive_signing_key (seed, index, i);
  actor->lot_branch = way_derive_lot_branch (seed, index, 0);
  way_sealing_key_get_public (sealing, actor->sealing_key);
  way_public_key_get_thumbprint (way_key_pair_get_public (actor->keys[0]),
                                 &actor->account);
}

static void
derive_keys (WayDemoStory *self)
{
  g_autoptr (WayPhrase) phrase = way_demo_seed_new_phrase ();
  g_autoptr (WaySecret) seed = way_phrase_to_seed (phrase, (WaySlice) { 0 });
  const WayDemoIdentity *rows = self->market.identities.items;
  guint64 counter = 0;

  self->actors = g_new0 (WayDemoActor, self->market.identities.n);
  for (gsize i = 0; i < self->market.identities.n; i++)
    init_actor (&self->actors[i], &rows[i], seed, (guint32) i);
  self->solo_seed = way_secret_new (32);
  way_demo_seed_fill (&counter, way_secret_get_data (self->solo_seed), 32);
}

static gboolean
make_genesis (WayDemoStory *self, GError **error)
{
  const WayDemoActor *registrar =
      way_demo_story_find_actor (self, self->market.registrar, error);
  g_autoptr (WayKeyPair) solo = way_key_pair_new_from_seed (self->solo_seed);
  g_autoptr (GBytes) bytes = NULL;
  WayGenesis genesis;

  if (registrar == NULL)
    return FALSE;
  memcpy (self->solo_key, way_key_pair_get_public (solo)->bytes, sizeof self->solo_key);
  memcpy (self->registrar.key, way_key_pair_get_public (registrar->keys[0])->bytes,
          sizeof self->registrar.key);
  self->registrar.names = self->market.registrar_names;
  way_demo_story_get_genesis (self, &genesis);
  bytes = way_schema_encode (&way_genesis_schema, &genesis);
  way_sha256 (way_slice_from_bytes (bytes), &self->network);
  return TRUE;
}

/* ---- Lots ------------------------------------------------------------------------------ */

static gboolean
find_first_case (const WayDemoStory *self,
                 const WayDemoLot *row,
                 gsize unit,
                 WayHash *out_id,
                 GError **error)
{
  const WaySlice *cases = row->cases.items;
  WayThing container;

  *out_id = (WayHash) { 0 };
  if (row->cases.n == 0)
    return TRUE;
  if (!way_demo_story_find_case (self, cases[unit / (row->quantity / row->cases.n)],
                                 &container, error))
    return FALSE;
  way_thing_get_id (&container, out_id);
  return TRUE;
}

static gboolean
fill_unit (const WayDemoStory *self,
           const WayDemoSealedLot *lot,
           gsize i,
           WayLotUnit *out,
           GError **error)
{
  const WayUnitSecrets *secrets = &lot->units[i];
  WayUnitName name = { lot->product->gtin, lot->row->lot,
                       way_slice_from_string (secrets->serial) };
  WayPublicKey claim_key;

  way_sha256 (name.serial, &out->serial_hash);
  memcpy (out->salt, secrets->salt, sizeof out->salt);
  if (!way_claim_key_derive_public (secrets->in_pack, &name, &claim_key))
    return way_error_set (error, WAY_RESULT_OUT_OF_RANGE, "the name of a unit");
  memcpy (out->claim_key, claim_key.bytes, sizeof out->claim_key);
  return find_first_case (self, lot->row, i, &out->first_case, error);
}

static gboolean
seal_units (WayDemoStory *self, WayDemoSealedLot *lot, GError **error)
{
  gsize n = (gsize) lot->row->quantity;
  g_autofree WayLotUnit *units = g_new0 (WayLotUnit, n);
  g_autoptr (WaySecret) secret =
      way_lot_secret_derive (lot->actor->lot_branch, lot->product->gtin, lot->row->lot);

  if (secret == NULL || (lot->row->cases.n > 0 && n % lot->row->cases.n != 0))
    return way_error_set (error, WAY_RESULT_OUT_OF_RANGE, "a lot of the demo market");
  lot->units = g_new0 (WayUnitSecrets, n);
  for (gsize i = 0; i < n; i++)
    {
      way_unit_secrets_derive (secret, i, &lot->units[i]);
      if (!fill_unit (self, lot, i, &units[i], error))
        return FALSE;
    }
  if (!way_lot_seal_init (&lot->seal, units, n, error))
    return FALSE;
  if (way_leaf_file_read (way_slice_from_bytes (lot->seal.leaf_file), &lot->leaves)
      != WAY_RESULT_OK)
    return way_error_set (error, WAY_RESULT_INTERNAL, NULL);
  lot->nodes = g_new (WayHash, way_lot_get_n_nodes (n));
  way_lot_fill_nodes (&lot->leaves, lot->nodes);
  return TRUE;
}

static gboolean
seal_lots (WayDemoStory *self, GError **error)
{
  const WayDemoLot *rows = self->market.lots.items;

  self->lots = g_new0 (WayDemoSealedLot, self->market.lots.n);
  for (gsize i = 0; i < self->market.lots.n; i++)
    {
      WayDemoSealedLot *lot = &self->lots[i];

      lot->row = &rows[i];
      lot->product = way_demo_story_find_product (self, rows[i].product, error);
      if (lot->product == NULL)
        return FALSE;
      lot->actor = way_demo_story_find_actor (self, lot->product->by, error);
      if (lot->actor == NULL)
        return FALSE;
      lot->thing = way_thing_lot (&lot->actor->account, lot->product->gtin, rows[i].lot);
      if (!way_record_has (&rows[i], 5) && !seal_units (self, lot, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- The whole -------------------------------------------------------------------------- */

static void
clear_said (gpointer data)
{
  WayDemoSaid *said = data;

  g_clear_pointer (&said->statement.statement, g_bytes_unref);
  g_clear_pointer (&said->id, g_free);
}

WayDemoStory *
way_demo_story_new_from_json (WaySlice story, GError **error)
{
  g_autoptr (WayDemoStory) self = g_new0 (WayDemoStory, 1);

  way_arena_init (&self->arena, 0);
  self->said = g_array_new (FALSE, TRUE, sizeof (WayDemoSaid));
  g_array_set_clear_func (self->said, clear_said);
  if (!way_crypto_init (error)
      || !read_json_file (self, "market.json", &way_demo_market_file_schema,
                          &self->market, error)
      || !read_json_file (self, "labels.json", &way_demo_labels_file_schema,
                          &self->labels, error)
      || !load_blobs (self, error))
    return NULL;
  derive_keys (self);
  if (!make_genesis (self, error) || !seal_lots (self, error)
      || !way_demo_script_run (self, story, error))
    return NULL;
  return g_steal_pointer (&self);
}

WayDemoStory *
way_demo_story_new (GError **error)
{
  g_autoptr (GBytes) story = way_demo_story_load_file ("story.json", error);

  return story != NULL
             ? way_demo_story_new_from_json (way_slice_from_bytes (story), error)
             : NULL;
}

static void
clear_actor (WayDemoActor *actor)
{
  for (gsize i = 0; i < WAY_DEMO_N_KEYS; i++)
    g_clear_pointer (&actor->keys[i], way_key_pair_unref);
  g_clear_pointer (&actor->lot_branch, way_secret_unref);
}

static void
clear_lot (WayDemoSealedLot *lot)
{
  way_lot_seal_clear (&lot->seal);
  g_free (lot->units);
  g_free (lot->nodes);
}

void
way_demo_story_free (WayDemoStory *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; self->actors != NULL && i < self->market.identities.n; i++)
    clear_actor (&self->actors[i]);
  for (gsize i = 0; self->lots != NULL && i < self->market.lots.n; i++)
    clear_lot (&self->lots[i]);
  for (gsize i = 0; self->blobs != NULL && i < self->market.files.n; i++)
    g_clear_pointer (&self->blobs[i].bytes, g_bytes_unref);
  g_clear_pointer (&self->solo_seed, way_secret_unref);
  g_array_unref (self->said);
  g_free (self->actors);
  g_free (self->lots);
  g_free (self->blobs);
  way_arena_clear (&self->arena);
  g_free (self);
}

/* ---- What others see ------------------------------------------------------------------------ */

const WayDemoMarketFile *
way_demo_story_get_market (const WayDemoStory *self)
{
  return &self->market;
}

const WayDemoLabelsFile *
way_demo_story_get_labels (const WayDemoStory *self)
{
  return &self->labels;
}

void
way_demo_story_get_genesis (const WayDemoStory *self, WayGenesis *out)
{
  *out = (WayGenesis) {
    .present = G_GUINT64_CONSTANT (1) << 7,
    .format = 1,
    .names = self->market.names,
    .created = self->market.created,
    .registrars = { (gpointer) &self->registrar, 1 },
    .parameters = { .epoch = 0,
                    .max_statement_bytes = MAX_STATEMENT,
                    .max_block_statements = MAX_STATEMENTS,
                    .max_not_after_ms = 31622400000 },
    .is_demo = TRUE,
  };
  memcpy (out->solo_key, self->solo_key, sizeof out->solo_key);
}

void
way_demo_story_get_network (const WayDemoStory *self, WayHash *out_network)
{
  *out_network = self->network;
}

WaySecret *
way_demo_story_get_solo_seed (const WayDemoStory *self)
{
  return self->solo_seed;
}

const WayHash *
way_demo_story_get_account (const WayDemoStory *self, gsize i)
{
  g_return_val_if_fail (i < self->market.identities.n, NULL);

  return &self->actors[i].account;
}

GBytes *
way_demo_story_get_leaf_file (const WayDemoStory *self, gsize i, WayHash *out_lot_id)
{
  g_return_val_if_fail (i < self->market.lots.n, NULL);

  way_thing_get_id (&self->lots[i].thing, out_lot_id);
  return self->lots[i].seal.leaf_file;
}

GBytes *
way_demo_story_get_blob (const WayDemoStory *self, gsize i, WayHash *out_hash)
{
  g_return_val_if_fail (i < self->market.files.n, NULL);

  *out_hash = self->blobs[i].hash;
  return self->blobs[i].bytes;
}

gsize
way_demo_story_get_n_statements (const WayDemoStory *self)
{
  return self->said->len;
}

const WayDemoStatement *
way_demo_story_get_statement (const WayDemoStory *self, gsize i)
{
  g_return_val_if_fail (i < self->said->len, NULL);

  return &g_array_index (self->said, WayDemoSaid, i).statement;
}
