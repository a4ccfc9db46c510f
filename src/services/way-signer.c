/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-signer.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>

#include "way-verified-answer.h"
#include "way-draft.h"
#include "way-hash.h"
#include "way-languages.h"
#include "way-present.h"
#include "way-refusal.h"
#include "way-sealed-box.h"

#define NOT_AFTER_MS G_GUINT64_CONSTANT (3600000)
#define MAX_TRIES    10

/* ---- Sending --------------------------------------------------------------------------- */

gboolean
way_signer_is_undecided (const GError *error)
{
  return g_error_matches (error, WAY_ERROR, WAY_RESULT_UNAVAILABLE)
         || g_error_matches (error, WAY_ERROR, WAY_RESULT_TIMEOUT)
         || g_error_matches (error, WAY_ERROR, WAY_RESULT_CANCELLED)
         || g_error_matches (error, WAY_ERROR, WAY_RESULT_RATE_LIMITED)
         || g_error_matches (error, WAY_ERROR, WAY_RESULT_UNVERIFIED)
         || g_error_matches (error, WAY_ERROR, WAY_RESULT_BLOCK_FULL)
         || g_error_matches (error, WAY_ERROR, WAY_RESULT_CLOCK)
         || (error->domain == WAY_ERROR && error->code >= WAY_RESULT_IO
             && error->code != WAY_RESULT_USAGE);
}

/* The node's word for it is compared with its own ledger. A node that can't be reached any more leaves it at its word. */
static gboolean
check_proof (WayHome *home,
             WayNetwork *network,
             WaySigned *signed_,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) cause = NULL;
  WayNoAnswer why;
  g_autoptr (WayVerifiedAnswer) answer =
      way_verified_answer_fetch (home, network, way_verified_answer_call_statement,
                                 &signed_->id, cancellable, &why, &cause);
  const WayVerifiedStatement *statement;

  /* what it took it must also be able to show */
  if (answer == NULL && g_error_matches (cause, WAY_ERROR, WAY_RESULT_NOT_FOUND))
    return way_error_format (
        error, WAY_RESULT_UNVERIFIED,
        "The node says that it took the statement, but does not have it");
  if (answer == NULL && why != WAY_NO_ANSWER_WRONG)
    return TRUE;
  if (answer == NULL)
    return way_error_wrap (error, way_result_from_error (cause), cause,
                           "The node took the statement, but its proof does not hold: %s",
                           cause->message);
  statement = way_verified_bundle_find_statement (answer->bundle, signed_->log_index);
  if (statement == NULL || !way_hash_equal (&statement->statement.id, &signed_->id)
      || statement->entry->result != WAY_RESULT_OK)
    return way_error_format (
        error, WAY_RESULT_UNVERIFIED,
        "The node took the statement, but does not prove that it is in its ledger");
  signed_->is_proven = TRUE;
  return TRUE;
}

static gboolean
take_reply (const WaySubmitReply *reply, WaySigned *out_signed, GError **error)
{
  g_autofree char *name = way_slice_dup_string (reply->result);
  WayResult result;

  if (!way_result_from_name (name, &result))
    return way_error_format (error, WAY_RESULT_UNVERIFIED,
                             "The node's answer “%s” is not understood", name);
  out_signed->height = reply->height;
  out_signed->time_ms = reply->time;
  out_signed->log_index = reply->log_index;
  return result == WAY_RESULT_OK || way_error_set (error, result, NULL);
}

gboolean
way_signer_check (WayHome *home,
                  WayNetwork *network,
                  WaySigned *signed_,
                  GCancellable *cancellable,
                  GError **error)
{
  return check_proof (home, network, signed_, cancellable, error)
         && (!signed_->is_proven || way_draft_drop (home, &signed_->id, error));
}

static gboolean
submit_bytes (WayHome *home,
              const WaySigning *how,
              GBytes *statement,
              GCancellable *cancellable,
              WaySigned *signed_,
              GError **error)
{
  WayClient *client = way_home_connect (home, how->network, cancellable, error);
  g_autoptr (WayReply) reply =
      client != NULL
          ? way_call_submit (client, statement, how->demo_time_ms, cancellable, error)
          : NULL;

  if (reply == NULL || !take_reply (reply->record, signed_, error))
    return FALSE;
  if (how->recorded != NULL)
    how->recorded (how->recorded_data, signed_);
  return TRUE;
}

/* Sends, and forgets the draft once its fate is known. */
static gboolean
send_draft (WayHome *home,
            const WaySigning *how,
            GBytes *statement,
            GCancellable *cancellable,
            WaySigned *signed_,
            GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (submit_bytes (home, how, statement, cancellable, signed_, &cause)
      && way_signer_check (home, how->network, signed_, cancellable, &cause))
    return TRUE;
  way_refusal_explain (home, how->network, statement, cancellable, &cause);
  if (!way_signer_is_undecided (cause) && !way_draft_drop (home, &signed_->id, error))
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
way_signer_send (WayHome *home,
                 const WaySigning *how,
                 GBytes *statement,
                 GCancellable *cancellable,
                 WaySigned *out_signed,
                 GError **error)
{
  WayCose cose;

  *out_signed = (WaySigned) { 0 };
  if (!way_cose_read (way_slice_from_bytes (statement), &cose, error))
    return FALSE;
  way_cose_get_id (&cose, &out_signed->id);
  return send_draft (home, how, statement, cancellable, out_signed, error);
}

/* ---- Which key, which sequence --------------------------------------------------------------- */

typedef struct
{
  gboolean is_known;
  gboolean is_revoked;
  guint64 sequence;
} KeyStanding;

static gboolean
ask_key (WayHome *home,
         WayNetwork *network,
         const WayKeyPair *key,
         GCancellable *cancellable,
         KeyStanding *out_standing,
         GError **error)
{
  WayClient *client = way_home_connect (home, network, cancellable, error);
  g_autoptr (GError) cause = NULL;
  g_autoptr (WayReply) reply = NULL;
  const WayKeyReply *record;
  WayHash key_id;

  *out_standing = (KeyStanding) { 0 };
  if (client == NULL)
    return FALSE;
  way_public_key_get_thumbprint (way_key_pair_get_public (key), &key_id);
  reply = way_call_key (client, &key_id, cancellable, &cause);
  if (reply == NULL && g_error_matches (cause, WAY_ERROR, WAY_RESULT_NOT_FOUND))
    return TRUE;
  if (reply == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  record = reply->record;
  *out_standing = (KeyStanding) { TRUE, record->is_revoked, record->sequence };
  return TRUE;
}

/* ---- One statement ------------------------------------------------------------------------------ */

/* What is put in front for an identity that the network doesn't know. */
typedef struct
{
  WayLangText name;
  WayRegister record;
} Registration;

static gboolean
fill_registration (WayHome *home,
                   const WayIdentity *identity,
                   const WayKeyPair *key,
                   Registration *registration,
                   GError **error)
{
  g_autoptr (WaySecret) sealing = way_home_load_sealing_key (home, identity, error);

  if (sealing == NULL)
    return FALSE;
  registration->name =
      (WayLangText) { .language = way_slice_from_string (way_languages_get_first ()),
                      .text = way_slice_from_string (identity->name) };
  registration->record = (WayRegister) {
    .present = 1 << 2 | 1 << 3,
    .profile = { .kind = identity->kind, .names = { &registration->name, 1 } },
  };
  memcpy (registration->record.key, way_key_pair_get_public (key)->bytes, 32);
  return way_sealing_key_get_public (sealing, registration->record.sealing_key);
}

/* The payload's bytes, checked and shown. */
static GBytes *
make_payload (const WaySigning *signing,
              const WayPayload *payload,
              gboolean is_shown,
              GError **error)
{
  g_autofree char *path = NULL;
  WayResult result = way_payload_validate (payload, &path);
  g_autoptr (GBytes) bytes = NULL;

  if (result != WAY_RESULT_OK)
    {
      way_error_format (error, result, "%-s (%s)", way_result_get_text (result),
                        path != NULL ? path : "");
      return NULL;
    }
  bytes = way_payload_encode (payload);
  if (!is_shown && signing->confirm != NULL
      && !signing->confirm (signing->confirm_data, way_slice_from_bytes (bytes), error))
    return NULL;
  return g_steal_pointer (&bytes);
}

static guint64
get_now (const WaySigning *signing)
{
  return signing->demo_time_ms != 0 ? signing->demo_time_ms
                                    : (guint64) (g_get_real_time () / 1000);
}

/* Signs the very bytes that were shown, keeps them, sends them. */
static gboolean
sign_and_send (WayHome *home,
               const WaySigning *signing,
               const WayKeyPair *key,
               GBytes *payload,
               GCancellable *cancellable,
               WaySigned *signed_,
               GError **error)
{
  g_autoptr (GBytes) statement =
      way_cose_sign (WAY_CONTENT_STATEMENT, way_slice_from_bytes (payload), key);
  WayCose cose;

  if (!way_cose_read (way_slice_from_bytes (statement), &cose, error))
    return FALSE;
  way_cose_get_id (&cose, &signed_->id);
  return way_draft_store (home, &signed_->id, statement, error)
         && send_draft (home, signing, statement, cancellable, signed_, error);
}

/* Those of this folder that lost a race queue up; without a lock they would only lose the next one. */
static int
wait_turn (WayHome *home)
{
  g_autofree char *path = way_home_build_path (home, "submit.lock");
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  /* where no lock can be had, luck has to do */
  if (fd >= 0)
    flock (fd, LOCK_EX);
  return fd;
}

/* With the account's key @key and the sequence that the node names; again where another statement came between. */
static gboolean
submit_with (WayHome *home,
             const WaySigning *signing,
             const WayKeyPair *key,
             KeyStanding standing,
             GCancellable *cancellable,
             WaySigned *signed_,
             GError **error)
{
  g_autofd int turn = -1;

  for (guint try = 1;; try++)
    {
      WayPayload payload = { .network = signing->network->network,
                             .account = signing->identity->account,
                             .sequence = standing.sequence + 1,
                             .not_after = get_now (signing) + NOT_AFTER_MS,
                             .actions = (WayAction *) signing->actions,
                             .n_actions = signing->n_actions };
      g_autoptr (GBytes) bytes = make_payload (signing, &payload, try > 1, error);
      g_autoptr (GError) cause = NULL;

      if (bytes == NULL)
        return FALSE;
      if (sign_and_send (home, signing, key, bytes, cancellable, signed_, &cause))
        return TRUE;
      if (try == MAX_TRIES
          || !g_error_matches (cause, WAY_ERROR, WAY_RESULT_BAD_SEQUENCE))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      if (turn < 0)
        turn = wait_turn (home);
      if (!ask_key (home, signing->network, key, cancellable, &standing, error))
        return FALSE;
    }
}

static gboolean
submit_registering (WayHome *home,
                    const WaySigning *signing,
                    const WayKeyPair *key,
                    GCancellable *cancellable,
                    WaySigned *signed_,
                    GError **error)
{
  g_autofree WayAction *actions = g_new (WayAction, signing->n_actions + 1);
  WaySigning more = *signing;
  Registration registration;

  if (!fill_registration (home, signing->identity, key, &registration, error))
    return FALSE;
  actions[0] = (WayAction) { .kind = WAY_ACTION_REGISTER, .body = &registration.record };
  if (signing->n_actions > 0)
    memcpy (actions + 1, signing->actions, signing->n_actions * sizeof *actions);
  more.actions = actions;
  more.n_actions++;
  signed_->first_action = 1;
  return submit_with (home, &more, key, (KeyStanding) { 0 }, cancellable, signed_, error);
}

/* ---- Keys after a rotation ------------------------------------------------------------------------ */

static GBytes *
sign_possession (const WayNetwork *network,
                 const WayIdentity *identity,
                 const WayKeyPair *key)
{
  WayPossession possession = { .network = network->network,
                               .account = identity->account };
  g_autoptr (GBytes) payload = NULL;

  memcpy (possession.key, way_key_pair_get_public (key)->bytes, 32);
  payload = way_schema_encode (&way_possession_schema, &possession);
  return way_cose_sign (WAY_CONTENT_POSSESSION, way_slice_from_bytes (payload), key);
}

/* @old_key signs that @new_key takes its place. */
static gboolean
replace_key (WayHome *home,
             const WaySigning *how,
             const WayKeyPair *old_key,
             const WayKeyPair *new_key,
             KeyStanding standing,
             const WayKeyRevoke *revoke,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GBytes) possession = sign_possession (how->network, how->identity, new_key);
  WayKeyAdd add = { .possession = way_slice_from_bytes (possession) };
  WayKeyRevoke withdrawn = *revoke;
  WayAction actions[] = { { WAY_ACTION_KEY_ADD, &add },
                          { WAY_ACTION_KEY_REVOKE, &withdrawn } };
  WaySigning signing = *how;
  WaySigned signed_ = { 0 };

  memcpy (add.key, way_key_pair_get_public (new_key)->bytes, 32);
  way_public_key_get_thumbprint (way_key_pair_get_public (old_key), &withdrawn.key_id);
  signing.actions = actions;
  signing.n_actions = G_N_ELEMENTS (actions);
  signing.recorded = NULL; /* told of the person's own statement */
  return submit_with (home, &signing, old_key, standing, cancellable, &signed_, error);
}

/* The newest key of the identity below its present one that @network knows and takes. */
static WayKeyPair *
find_older_key (WayHome *home,
                const WaySigning *signing,
                GCancellable *cancellable,
                KeyStanding *out_standing,
                GError **error)
{
  for (guint number = signing->identity->key_number; number-- > 0;)
    {
      g_autoptr (WayKeyPair)
          key = way_home_load_key_number (home, signing->identity, number, error);

      if (key == NULL
          || !ask_key (home, signing->network, key, cancellable, out_standing, error))
        return NULL;
      if (out_standing->is_known && !out_standing->is_revoked)
        return g_steal_pointer (&key);
    }
  *out_standing = (KeyStanding) { 0 };
  return way_home_load_key_number (home, signing->identity, 0, error);
}

/* The identity was rotated elsewhere: here the older key, or the first one, hands over to the present one. */
static gboolean
catch_up (WayHome *home,
          const WaySigning *signing,
          const WayKeyPair *key,
          GCancellable *cancellable,
          GError **error)
{
  WayKeyRevoke revoke = { .reason = WAY_REVOKE_SUPERSEDED };
  WaySigning alone = *signing;
  WaySigned signed_ = { 0 };
  KeyStanding standing;
  g_autoptr (WayKeyPair)
      older = find_older_key (home, signing, cancellable, &standing, error);

  if (older == NULL)
    return FALSE;
  alone.n_actions = 0;
  alone.recorded = NULL;
  if (!standing.is_known)
    {
      if (!submit_registering (home, &alone, older, cancellable, &signed_, error))
        return FALSE;
      standing = (KeyStanding) { TRUE, FALSE, 1 };
    }
  return replace_key (home, signing, older, key, standing, &revoke, cancellable, error);
}

/* ---- Entry --------------------------------------------------------------------------------------- */

static gboolean
check_may_sign (const WaySigning *signing, GError **error)
{
  if (signing->identity->is_demo && !signing->network->is_demo)
    return way_error_format (error, WAY_RESULT_USAGE,
                             "“%s” belongs to the demo market: its keys are public "
                             "and sign nothing elsewhere",
                             signing->identity->name);
  return TRUE;
}

gboolean
way_signer_submit (WayHome *home,
                   const WaySigning *signing,
                   GCancellable *cancellable,
                   WaySigned *out_signed,
                   GError **error)
{
  g_autoptr (WayKeyPair) key = NULL;
  gboolean registers_itself = signing->n_actions > 0
                              && signing->actions[0].kind == WAY_ACTION_REGISTER;
  KeyStanding standing;

  *out_signed = (WaySigned) { 0 };
  if (!check_may_sign (signing, error))
    return FALSE;
  key = way_home_load_key (home, signing->identity, error);
  if (key == NULL
      || !ask_key (home, signing->network, key, cancellable, &standing, error))
    return FALSE;
  if (!standing.is_known && signing->identity->key_number > 0)
    {
      if (!catch_up (home, signing, key, cancellable, error))
        return FALSE;
      standing = (KeyStanding) { .is_known = TRUE };
    }
  if (standing.is_known && signing->n_actions == 0)
    return way_error_format (error, WAY_RESULT_ALREADY_EXISTS,
                             "“%s” is registered on “%s” already: there is nothing left "
                             "to do",
                             signing->identity->name, signing->network->name);
  if (standing.is_known || registers_itself)
    return submit_with (home, signing, key, standing, cancellable, out_signed, error);
  return submit_registering (home, signing, key, cancellable, out_signed, error);
}

static gboolean
rotate_on (WayHome *home,
           const WaySigning *how,
           const WayKeyPair *old_key,
           const WayKeyPair *new_key,
           const WayKeyRevoke *revoke,
           gboolean *out_done,
           GCancellable *cancellable,
           GError **error)
{
  KeyStanding standing;

  *out_done = FALSE;
  if (!ask_key (home, how->network, old_key, cancellable, &standing, error))
    return FALSE;
  if (!standing.is_known || standing.is_revoked)
    return TRUE;
  *out_done =
      replace_key (home, how, old_key, new_key, standing, revoke, cancellable, error);
  return *out_done;
}

guint
way_signer_rotate (WayHome *home,
                   const WayIdentity *identity,
                   WayNetwork *only,
                   WayRevokeReason reason,
                   guint64 since_ms,
                   const WaySigning *how,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (WayKeyPair) old_key = way_home_load_key (home, identity, error);
  g_autoptr (WayKeyPair) new_key = NULL;
  WayKeyRevoke revoke = { .present = (guint64) (since_ms != 0) << 3,
                          .reason = reason,
                          .since = since_ms };
  guint next = identity->key_number + 1;
  guint n_done = 0;

  if (old_key == NULL)
    return 0;
  new_key = way_home_load_key_number (home, identity, next, error);
  for (gsize i = 0; new_key != NULL && i < way_home_get_n_networks (home); i++)
    {
      WaySigning here = *how;
      gboolean done;

      here.network = way_home_get_network (home, i);
      here.identity = identity;
      if ((only != NULL && only != here.network) || here.network->is_demo)
        continue;
      if (!rotate_on (home, &here, old_key, new_key, &revoke, &done, cancellable, error))
        break;
      /* from the first network on it is the key; the others are brought up when they are used */
      if (done && n_done++ == 0 && !way_home_set_key_number (home, identity, next, error))
        break;
    }
  if (n_done == 0 && new_key != NULL && error != NULL && *error == NULL)
    way_error_format (error, WAY_RESULT_NOT_REGISTERED,
                      "No network knows “%s” yet: there is no key to replace",
                      identity->name);
  return n_done;
}
