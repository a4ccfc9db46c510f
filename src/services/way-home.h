/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-client.h"
#include "way-derivation.h"
#include "way-record-file.h"
#include "way-vault.h"

/**
 * WayHome:
 *
 * One person's data folder: identities, networks, what was seen of them, the embedded ledger. Calls block.
 *
 *     identities.json  networks.json  vault.key (only without a keyring)
 *     networks/HASH/   genesis.cbor kept.json cache/
 *     node/            the ledger of one's own: kept by waymarkd
 *     demo/            the demo market: a ledger and identities of its own
 */
typedef struct _WayHome WayHome;

/** @folder: made where it is missing. @passphrase: (nullable) (transfer full): for a key file. */
WayHome *
way_home_open (const char *folder, WaySecret *passphrase, GError **error);
void
way_home_free (WayHome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayHome, way_home_free)
/** Whether there is a phrase, wherever it is kept. The demo market's identities need none. */
gboolean
way_home_has_vault (const WayHome *self);
/** Whether the phrase is in a key file, which wants a passphrase. */
gboolean
way_home_uses_key_file (const WayHome *self);
/** @passphrase: (transfer full) */
void
way_home_take_passphrase (WayHome *self, WaySecret *passphrase);
const char *
way_home_get_folder (const WayHome *self);
/** Returns: (transfer full): FOLDER/@name. */
char *
way_home_build_path (const WayHome *self, const char *name);
/** Returns: $XDG_DATA_HOME/waymark. (transfer full) */
char *
way_home_dup_default_folder (void);

/* ---- Identities ------------------------------------------------------------------- */

/** One identity. Owned by the home. */
typedef struct
{
  guint index;
  char *name;
  WayProfileKind kind;
  WayHash account;
  guint key_number;
  gboolean is_default;
  gboolean is_demo; /* of the demo market: keys are public */
} WayIdentity;

/** What makes the first identity: a new phrase, or one that the person has. */
typedef struct
{
  WayVaultKind vault;
  WayPhrase *phrase; /* (nullable): borrowed; NULL: a new one of 12 words */
  WayPhraseLanguage language;
} WayIdentityStart;

gsize
way_home_get_n_identities (const WayHome *self);
const WayIdentity *
way_home_get_identity (const WayHome *self, gsize i);
/** By name, by account in hex (or its first 8 or more digits), by did:key; NULL: the default one.
 * @error: WAY_RESULT_NO_IDENTITY. */
const WayIdentity *
way_home_find_identity (const WayHome *self, const char *name, GError **error);
/** An account by the name of an own identity, its 64 hex digits, or did:key. Returns: FALSE where @text is none of them. */
gboolean
way_home_parse_account (WayHome *self, const char *text, WayHash *out_account);
/** Makes the next identity of the phrase. @start: used where there is no phrase yet. @error: of the vault,
 * WAY_RESULT_ALREADY_EXISTS for a name that is taken. */
const WayIdentity *
way_home_create_identity (WayHome *self,
                          const char *name,
                          WayProfileKind kind,
                          const WayIdentityStart *start,
                          GError **error);
/** Finds the identities of the phrase that the networks know: name, kind and present key of each. Identities that are here
 * already are brought up to date. @error: of the vault; where a network can't be reached. */
gboolean
way_home_find_restored (WayHome *self, GCancellable *cancellable, GError **error);
gboolean
way_home_set_default_identity (WayHome *self,
                               const WayIdentity *identity,
                               GError **error);
/** After a rotation: the key from now on. */
gboolean
way_home_set_key_number (WayHome *self,
                         const WayIdentity *identity,
                         guint key_number,
                         GError **error);
/** Returns: (transfer full): the phrase, to show it or to make the rehearsal. */
WayPhrase *
way_home_load_phrase (WayHome *self, GError **error);
/** Whether the person has shown once that she has the phrase on paper. */
gboolean
way_home_get_phrase_was_checked (const WayHome *self);
gboolean
way_home_set_phrase_was_checked (WayHome *self, GError **error);
/** Returns: (transfer full): the signing key. */
WayKeyPair *
way_home_load_key (WayHome *self, const WayIdentity *identity, GError **error);
/** Signing key number @number. Returns: (transfer full) */
WayKeyPair *
way_home_load_key_number (WayHome *self,
                          const WayIdentity *identity,
                          guint number,
                          GError **error);
/** Returns: (transfer full): 32 bytes from which the secrets of its lots come. */
WaySecret *
way_home_load_lot_branch (WayHome *self, const WayIdentity *identity, GError **error);
/** The X25519 key for what is sealed to this identity. Returns: (transfer full) */
WaySecret *
way_home_load_sealing_key (WayHome *self, const WayIdentity *identity, GError **error);

/* ---- Networks ------------------------------------------------------------------------ */

/** One network that the person is in. Owned by the home. */
typedef struct
{
  WayHash network;
  char *name;
  char *address;     /* of a node; for embedded ones: of its socket, once it runs */
  char *node_folder; /* (nullable): of an embedded node */
  GBytes *genesis;
  gboolean is_demo;
  WayClient *client; /* (nullable): made on first use */
} WayNetwork;

gsize
way_home_get_n_networks (const WayHome *self);
WayNetwork *
way_home_get_network (WayHome *self, gsize i);
/** By hash (or its first 8 or more digits), name or address; "own" and "demo" name the two embedded ones.
 * NULL: the only one, or one's own. @error: WAY_RESULT_UNKNOWN_NETWORK. */
WayNetwork *
way_home_find_network (WayHome *self, const char *name, GError **error);
/** Where @identity (nullable) acts when no network was named: the demo market for one of its identities; else the usual one, or
 * one's own, founded now. Never the demo market for a real identity: its goods would end with it. */
WayNetwork *
way_home_find_acting_network (WayHome *self, const WayIdentity *identity, GError **error);
/** Joins the network of the node at @address, whose genesis must have the hash @network: a scanned code never does. */
WayNetwork *
way_home_add_network (WayHome *self,
                      const char *address,
                      const WayHash *network,
                      GCancellable *cancellable,
                      GError **error);
gboolean
way_home_remove_network (WayHome *self, WayNetwork *network, GError **error);
/** The ledger of one's own; founded with the default identity as its registrar where there is none yet. */
WayNetwork *
way_home_get_own_network (WayHome *self, GError **error);
/** Takes a network folder that was made elsewhere (the demo market) into the list. */
WayNetwork *
way_home_adopt_node_folder (WayHome *self,
                            const char *node_folder,
                            const char *name,
                            GError **error);
/** Reads identities and network of the demo market, or forgets them. Its default identity is the one whose items count as "mine" there. */
gboolean
way_home_reload_demo (WayHome *self, GError **error);
/** A client of the network's node; starts the embedded one. Borrowed. */
WayClient *
way_home_connect (WayHome *self,
                  WayNetwork *network,
                  GCancellable *cancellable,
                  GError **error);

/** Accounts that the person trusts as registrars, beside those of genesis. */
const WayHash *
way_home_get_registrars (const WayHome *self, gsize *out_n);
gboolean
way_home_add_registrar (WayHome *self, const WayHash *account, GError **error);
gboolean
way_home_remove_registrar (WayHome *self, const WayHash *account, GError **error);

/** Returns: (transfer full): where a file about a network is kept, FOLDER/networks/HASH/@name. */
char *
way_home_build_network_path (const WayHome *self,
                             const WayNetwork *network,
                             const char *name);
/** The highest checkpoint that was verified. @out_found FALSE: none yet. */
gboolean
way_home_load_kept (WayHome *self,
                    const WayNetwork *network,
                    WayKeptFile *out_kept,
                    gboolean *out_found,
                    GError **error);
/** Keeps @kept unless a higher one is kept already. */
gboolean
way_home_store_kept (WayHome *self,
                     const WayNetwork *network,
                     const WayKeptFile *kept,
                     GError **error);
