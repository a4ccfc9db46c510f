/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-home-private.h"

#include <glib/gi18n-lib.h>

#include "way-verified-answer.h"
#include "way-examination.h"
#include "way-languages.h"

/* The identities of a phrase, found again on the networks that know them: docs/spec/identity-keys.md, Paths. */

#define MAX_UNKNOWN    5
#define MAX_IDENTITIES 1000

/* What the networks know of one identity of the phrase. */
typedef struct
{
  gboolean is_known;
  WayHash account;
  guint newest_key;
  WayNetwork *network;
} Found;

static gboolean
ask_key (WayHome *self,
         WayNetwork *network,
         const WayHash *key_id,
         WayReply **out_reply,
         GCancellable *cancellable,
         GError **error)
{
  WayClient *client = way_home_connect (self, network, cancellable, error);
  g_autoptr (GError) cause = NULL;

  *out_reply = client != NULL ? way_call_key (client, key_id, cancellable, &cause) : NULL;
  if (client == NULL)
    return FALSE;
  if (*out_reply != NULL || g_error_matches (cause, WAY_ERROR, WAY_RESULT_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
look_at_key (WayHome *self,
             const WayKeyPair *key,
             guint number,
             Found *found,
             gboolean *out_known,
             GCancellable *cancellable,
             GError **error)
{
  WayHash key_id;

  *out_known = FALSE;
  way_public_key_get_thumbprint (way_key_pair_get_public (key), &key_id);
  for (guint i = 0; i < self->networks->len; i++)
    {
      WayNetwork *network = g_ptr_array_index (self->networks, i);
      g_autoptr (WayReply) reply = NULL;
      const WayKeyReply *record;

      if (network->is_demo)
        continue;
      if (!ask_key (self, network, &key_id, &reply, cancellable, error))
        return FALSE;
      if (reply == NULL)
        continue;
      record = reply->record;
      *out_known = found->is_known = TRUE;
      found->account = record->account;
      found->network = network;
      if (!record->is_revoked)
        found->newest_key = number;
    }
  return TRUE;
}

static gboolean
look_at_identity (WayHome *self,
                  guint index,
                  Found *found,
                  GCancellable *cancellable,
                  GError **error)
{
  WayIdentity probe = { .index = index };
  guint n_unknown = 0;

  *found = (Found) { 0 };
  for (guint number = 0; n_unknown < MAX_UNKNOWN; number++)
    {
      g_autoptr (WayKeyPair) key = way_home_load_key_number (self, &probe, number, error);
      gboolean known;

      if (key == NULL
          || !look_at_key (self, key, number, found, &known, cancellable, error))
        return FALSE;
      n_unknown = known ? 0 : n_unknown + 1;
    }
  return TRUE;
}

/* Name and kind as the network has them. */
static void
read_profile (WayHome *self,
              const Found *found,
              char **out_name,
              WayProfileKind *out_kind)
{
  g_autoptr (WayVerifiedAnswer) answer =
      way_verified_answer_fetch (self, found->network, way_verified_answer_call_account,
                                 &found->account, NULL, NULL, NULL);
  WayProfile profile;

  if (answer == NULL
      || !way_examination_find_profile (answer->bundle, &found->account, &profile))
    return;
  g_free (*out_name);
  *out_name =
      way_slice_dup_string (way_lang_text_pick (&profile.names, way_languages_get ()));
  *out_kind = (WayProfileKind) profile.kind;
}

static gboolean
take_identity (WayHome *self, guint index, const Found *found, GError **error)
{
  WayIdentityRow row = { .index = index,
                         .kind = WAY_PROFILE_PERSON,
                         .account = found->account,
                         .key_number = found->newest_key,
                         .is_default = index == 0 };
  /* TRANSLATORS: the name of an identity that was restored and that has no name; %u counts them */
  g_autofree char *name = g_strdup_printf (_ ("Restored %u"), index + 1);
  WayProfileKind kind = WAY_PROFILE_PERSON;

  read_profile (self, found, &name, &kind);
  row.kind = kind;
  row.name = way_slice_from_string (name);
  return way_home_put_identity (self, &row, error);
}

gboolean
way_home_find_restored (WayHome *self, GCancellable *cancellable, GError **error)
{
  for (guint index = 0; index < MAX_IDENTITIES; index++)
    {
      Found found;

      if (!look_at_identity (self, index, &found, cancellable, error))
        return FALSE;
      if (!found.is_known)
        return TRUE;
      if (!take_identity (self, index, &found, error))
        return FALSE;
    }
  return TRUE;
}
