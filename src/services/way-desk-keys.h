/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"

/* Identities of a desk, and the recovery phrase that they come from. */

/** What an identity may be. Static; ends with a row whose label is NULL. The first one is a person. */
typedef struct
{
  guint kind;        /* as the ledger counts them */
  const char *label; /* English; to be translated with _() */
} WayDeskKind;

const WayDeskKind *
way_desk_get_kinds (void);

/** Where a new phrase is kept. Borrowed for the call. */
typedef struct
{
  gboolean in_key_file;   /* else in the system keyring */
  const char *passphrase; /* (nullable): of the key file; copied into locked memory */
} WayDeskKeep;

/** Makes an identity, and a recovery phrase if it is the first one. @keep: (nullable): used where there is no phrase yet; for a
 * key file that is there already its passphrase. @error: WAY_RESULT_NO_KEYRING, WAY_RESULT_KEYRING_LOCKED,
 * WAY_RESULT_WRONG_PASSPHRASE, WAY_RESULT_ALREADY_EXISTS for a name that is taken, of the files. */
void
way_desk_create_identity_async (WayDesk *self,
                                const char *name,
                                guint kind,
                                const WayDeskKeep *keep,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
/** After it the desk's `identities` have it, and it acts. */
gboolean
way_desk_create_identity_finish (WayDesk *self, GAsyncResult *result, GError **error);

/** Takes a phrase that the person has, and finds its identities on the networks that know them.
 * @error: as above; of the malformed group with what is wrong with the phrase. */
void
way_desk_restore_async (WayDesk *self,
                        const char *phrase,
                        const WayDeskKeep *keep,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data);
gboolean
way_desk_restore_finish (WayDesk *self, GAsyncResult *result, GError **error);

/** The identity that acts from the next start on, too. */
void
way_desk_set_default_identity_async (WayDesk *self,
                                     WayIdentityItem *identity,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
gboolean
way_desk_set_default_identity_finish (WayDesk *self,
                                      GAsyncResult *result,
                                      GError **error);

/** A recovery phrase on screen: forgotten with its last reference. */
#define WAY_TYPE_RECOVERY_WORDS (way_recovery_words_get_type ())
G_DECLARE_FINAL_TYPE (WayRecoveryWords, way_recovery_words, WAY, RECOVERY_WORDS, GObject)

guint
way_recovery_words_get_n (WayRecoveryWords *self);
/** @index: below the number of words. Static. */
const char *
way_recovery_words_get (WayRecoveryWords *self, guint index);
/** Whether @typed is the word at @index, however it was typed. */
gboolean
way_recovery_words_is_word (WayRecoveryWords *self, guint index, const char *typed);

/** @passphrase: (nullable): of a key file. @error: of the vault. */
void
way_desk_load_words_async (WayDesk *self,
                           const char *passphrase,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data);
/** Returns: (transfer full) */
WayRecoveryWords *
way_desk_load_words_finish (WayDesk *self, GAsyncResult *result, GError **error);

/** The person has shown that she has the phrase on paper. */
void
way_desk_set_phrase_checked_async (WayDesk *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
gboolean
way_desk_set_phrase_checked_finish (WayDesk *self, GAsyncResult *result, GError **error);
