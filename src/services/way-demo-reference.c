/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-reference.h"

#include "way-base-encoding.h"
#include "way-statement.h"

/* References to accounts, things, documents, statements and keys. */

/* ---- Values ------------------------------------------------------------------------------- */

yyjson_mut_val *
way_demo_make_hash (WayDemoResolving *at, const WayHash *hash)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (hash));

  return yyjson_mut_strcpy (at->doc, hex);
}

yyjson_mut_val *
way_demo_make_key (WayDemoResolving *at, const guint8 key32[32])
{
  g_autofree char *hex = way_hex_encode (WAY_SLICE_INIT (key32, 32));

  return yyjson_mut_strcpy (at->doc, hex);
}

yyjson_mut_val *
way_demo_make_bytes (WayDemoResolving *at, GBytes *bytes)
{
  g_autofree char *text = way_base64url_encode (way_slice_from_bytes (bytes));

  return yyjson_mut_strcpy (at->doc, text);
}

yyjson_mut_val *
way_demo_make_thing (WayDemoResolving *at, const WayThing *thing)
{
  return way_schema_to_json (&way_thing_schema, at->doc, thing);
}

gboolean
way_demo_parse_number (const char *word, guint64 max, guint64 *out, GError **error)
{
  if (g_ascii_string_to_unsigned (word, 10, 0, max, out, NULL))
    return TRUE;
  return way_error_format (error, WAY_RESULT_OUT_OF_RANGE, "“%s” is no number up to %u",
                           word, (guint) max);
}

/* ---- References: one function each, from the words behind the first ----------------------- */

static yyjson_mut_val *
refer_account (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoActor *actor =
      way_demo_story_find_actor (at->story, way_slice_from_string (words[0]), error);

  return actor != NULL ? way_demo_make_hash (at, &actor->account) : NULL;
}

static yyjson_mut_val *
refer_gtin (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoProduct *product =
      way_demo_story_find_product (at->story, way_slice_from_string (words[0]), error);

  return product != NULL ? way_json_make_text (at->doc, product->gtin) : NULL;
}

static yyjson_mut_val *
refer_product (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoProduct *product =
      way_demo_story_find_product (at->story, way_slice_from_string (words[0]), error);
  const WayDemoActor *actor =
      product != NULL ? way_demo_story_find_actor (at->story, product->by, error) : NULL;
  WayThing thing;

  if (actor == NULL)
    return NULL;
  thing = way_thing_product (&actor->account, product->gtin);
  return way_demo_make_thing (at, &thing);
}

static yyjson_mut_val *
refer_case (WayDemoResolving *at, char **words, GError **error)
{
  WayThing thing;

  return way_demo_story_find_case (at->story, way_slice_from_string (words[0]), &thing,
                                   error)
             ? way_demo_make_thing (at, &thing)
             : NULL;
}

static yyjson_mut_val *
refer_box (WayDemoResolving *at, char **words, GError **error)
{
  WayItem item = { 0 };

  return way_demo_story_find_case (at->story, way_slice_from_string (words[0]),
                                   &item.thing, error)
             ? way_schema_to_json (&way_item_schema, at->doc, &item)
             : NULL;
}

/* ---- Documents, statements, keys ---------------------------------------------------------------- */

static yyjson_mut_val *
refer_hash (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoBlob *blob =
      way_demo_story_find_blob (at->story, way_slice_from_string (words[0]), error);

  return blob != NULL ? way_demo_make_hash (at, &blob->hash) : NULL;
}

static yyjson_mut_val *
refer_document (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoBlob *blob =
      way_demo_story_find_blob (at->story, way_slice_from_string (words[0]), error);
  WayDocument document = { 0 };

  if (blob == NULL)
    return NULL;
  document.hash = blob->hash;
  document.media_type = blob->row->media_type;
  document.size = g_bytes_get_size (blob->bytes);
  document.kind = blob->row->kind;
  document.titles = blob->row->titles;
  document.issued = blob->row->issued;
  document.valid_until = blob->row->valid_until;
  document.standard = blob->row->standard;
  /* titles to standard are 4 to 7 in the row and 5 to 8 in the record */
  document.present = (blob->row->present & 0xf0) << 1;
  return way_schema_to_json (&way_document_schema, at->doc, &document);
}

static yyjson_mut_val *
refer_statement (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoSaid *said =
      way_demo_story_find_said (at->story, way_slice_from_string (words[0]), error);

  return said != NULL ? way_demo_make_hash (at, &said->hash) : NULL;
}

/* The shipment that the first action of a statement began. */
static yyjson_mut_val *
refer_shipment (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoSaid *said =
      way_demo_story_find_said (at->story, way_slice_from_string (words[0]), error);
  WayHash shipment;

  if (said == NULL)
    return NULL;
  way_shipment_get_id (&said->hash, 0, &shipment);
  return way_demo_make_hash (at, &shipment);
}

static const WayKeyPair *
find_key (WayDemoResolving *at, char **words, GError **error)
{
  const WayDemoActor *actor =
      way_demo_story_find_actor (at->story, way_slice_from_string (words[0]), error);
  guint64 number;

  return actor != NULL
                 && way_demo_parse_number (words[1], WAY_DEMO_N_KEYS - 1, &number, error)
             ? actor->keys[number]
             : NULL;
}

static yyjson_mut_val *
refer_key (WayDemoResolving *at, char **words, GError **error)
{
  const WayKeyPair *key = find_key (at, words, error);

  return key != NULL ? way_demo_make_key (at, way_key_pair_get_public (key)->bytes)
                     : NULL;
}

static yyjson_mut_val *
refer_key_id (WayDemoResolving *at, char **words, GError **error)
{
  const WayKeyPair *key = find_key (at, words, error);
  WayHash id;

  if (key == NULL)
    return NULL;
  way_public_key_get_thumbprint (way_key_pair_get_public (key), &id);
  return way_demo_make_hash (at, &id);
}

static yyjson_mut_val *
refer_possession (WayDemoResolving *at, char **words, GError **error)
{
  const WayKeyPair *key = find_key (at, words, error);
  WayPossession possession = { .network = at->story->network,
                               .account = at->signer->account };
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GBytes) cose = NULL;

  if (key == NULL)
    return NULL;
  memcpy (possession.key, way_key_pair_get_public (key)->bytes, sizeof possession.key);
  payload = way_schema_encode (&way_possession_schema, &possession);
  cose = way_cose_sign (WAY_CONTENT_POSSESSION, way_slice_from_bytes (payload), key);
  return way_demo_make_bytes (at, cose);
}

static yyjson_mut_val *
refer_registration (WayDemoResolving *at, char **words, GError **error)
{
  yyjson_mut_val *members = yyjson_mut_obj (at->doc);
  const WayKeyPair *key = at->signer->keys[0];

  yyjson_mut_obj_add_val (at->doc, members, "key",
                          way_demo_make_key (at, way_key_pair_get_public (key)->bytes));
  yyjson_mut_obj_add_val (at->doc, members, "sealingKey",
                          way_demo_make_key (at, at->signer->sealing_key));
  return members;
}

const WayDemoReference way_demo_references[] = {
  { "account", 1, FALSE, refer_account },
  { "box", 1, FALSE, refer_box },
  { "case", 1, FALSE, refer_case },
  { "document", 1, FALSE, refer_document },
  { "gtin", 1, FALSE, refer_gtin },
  { "hash", 1, FALSE, refer_hash },
  { "key", 2, FALSE, refer_key },
  { "key-id", 2, FALSE, refer_key_id },
  { "possession", 2, TRUE, refer_possession },
  { "product", 1, FALSE, refer_product },
  { "registration", 0, TRUE, refer_registration },
  { "shipment", 1, FALSE, refer_shipment },
  { "statement", 1, FALSE, refer_statement },
  { NULL },
};
