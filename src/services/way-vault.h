/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-phrase.h"

/**
 * WayVault:
 *
 * Where one person's recovery phrase is kept: the Secret Service (the system keyring, through libsecret), or a key file
 * under a passphrase for servers. The phrase of the demo market is public and needs no vault. Calls block.
 *
 * An item that is not there, a locked keyring and a dismissed prompt all look alike to libsecret; none of them ever means
 * "a new user": WAY_RESULT_KEYRING_LOCKED says which of them may be meant.
 */
typedef struct _WayVault WayVault;

typedef enum
{
  WAY_VAULT_SECRET_SERVICE,
  WAY_VAULT_FILE,
} WayVaultKind;

/** @id: names the item in the keyring; for WAY_VAULT_FILE the path of the key file. */
WayVault *
way_vault_new (WayVaultKind kind, const char *id);
void
way_vault_free (WayVault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayVault, way_vault_free)

/** For WAY_VAULT_FILE: the passphrase, (transfer full). Else ignored. */
void
way_vault_take_passphrase (WayVault *self, WaySecret *passphrase);

/** @error: WAY_RESULT_NO_KEYRING, WAY_RESULT_KEYRING_LOCKED, WAY_RESULT_IO, WAY_RESULT_DISK_FULL. */
gboolean
way_vault_store_phrase (WayVault *self, const WayPhrase *phrase, GError **error);
/** @error: as above, WAY_RESULT_WRONG_PASSPHRASE, WAY_RESULT_CORRUPTED. Returns: (transfer full) */
WayPhrase *
way_vault_load_phrase (WayVault *self, GError **error);
/** Removes the phrase for good. */
gboolean
way_vault_remove (WayVault *self, GError **error);
