/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-module.h"

#include "way-sealed-box.h"
#include "way-signed-object.h"

/* docs/spec/identity.md */

static void
put_account (WayApply *apply, const WayHash *account, const WayAccountState *state)
{
  WayStateKey key = way_state_key_account (account);

  way_apply_put (apply, &key, &way_account_state_schema, state);
}

/** The signer's account; it exists, since it signed. */
static void
get_signer (WayApply *apply, WayAccountState *out_state)
{
  WayStateKey key = way_state_key_account (&apply->signer);

  if (!way_apply_get (apply, &key, &way_account_state_schema, out_state))
    way_overlay_fail (apply->overlay, WAY_RESULT_CORRUPTED, "account");
}

static void
put_profile (WayApply *apply, const WayProfile *profile)
{
  WayStateKey key = way_state_key_profile (&apply->signer);

  way_apply_put (apply, &key, &way_profile_schema, profile);
}

WayResult
way_module_register (WayApply *apply, const WayRegister *action)
{
  WayAccountState account = { .registered_height = apply->height, .n_keys = 1 };

  if (!apply->is_registration || apply->action_index != 0)
    return WAY_RESULT_ALREADY_EXISTS;
  if (way_record_has (action, 2))
    {
      if (!way_sealing_key_is_strong (action->sealing_key))
        return WAY_RESULT_INVALID_VALUE;
      way_member_set_flag (&account.present, 3, TRUE);
      memcpy (account.sealing_key, action->sealing_key, sizeof account.sealing_key);
    }
  put_account (apply, &apply->signer, &account);
  if (way_record_has (action, 3))
    put_profile (apply, &action->profile);
  return WAY_RESULT_OK;
}

/** The new key's signature over (network, signer, key). */
static gboolean
check_possession (WayApply *apply, const WayKeyAdd *action, const WayPublicKey *key)
{
  WayPossession possession = { 0 };

  return way_signed_object_read (action->possession, WAY_CONTENT_POSSESSION, key,
                                 &way_possession_schema, apply->arena, &possession)
         && way_hash_equal (&possession.network, apply->network)
         && way_hash_equal (&possession.account, &apply->signer)
         && memcmp (possession.key, action->key, sizeof possession.key) == 0;
}

WayResult
way_module_key_add (WayApply *apply, const WayKeyAdd *action)
{
  WayKeyState state = { .account = apply->signer, .added_height = apply->height };
  WayPublicKey public_key;
  WayAccountState account;
  WayStateKey key;
  WayHash key_id;

  memcpy (public_key.bytes, action->key, sizeof public_key.bytes);
  memcpy (state.key, action->key, sizeof state.key);
  way_public_key_get_thumbprint (&public_key, &key_id);
  key = way_state_key_key (&key_id);
  if (!way_public_key_is_strong (&public_key))
    return WAY_RESULT_INVALID_VALUE;
  if (way_apply_has (apply, &key))
    return WAY_RESULT_KEY_TAKEN;
  if (!check_possession (apply, action, &public_key))
    return WAY_RESULT_BAD_PROOF;
  way_apply_put (apply, &key, &way_key_state_schema, &state);
  get_signer (apply, &account);
  account.n_keys++;
  put_account (apply, &apply->signer, &account);
  return WAY_RESULT_OK;
}

WayResult
way_module_key_revoke (WayApply *apply, const WayKeyRevoke *action)
{
  WayStateKey key = way_state_key_key (&action->key_id);
  WayAccountState account;
  WayKeyState state;

  if (!way_apply_get (apply, &key, &way_key_state_schema, &state))
    return WAY_RESULT_NOT_REGISTERED;
  if (!way_hash_equal (&state.account, &apply->signer))
    return WAY_RESULT_NOT_AUTHORISED;
  if (way_record_has (&state, 5))
    return WAY_RESULT_WRONG_STATE;
  if (way_record_has (action, 3) && action->since > apply->now)
    return WAY_RESULT_INVALID_VALUE;
  get_signer (apply, &account);
  if (account.n_keys <= 1)
    return WAY_RESULT_LAST_KEY;
  account.n_keys--;
  put_account (apply, &apply->signer, &account);
  state.present |= 1 << 5 | 1 << 6 | (way_record_has (action, 3) ? 1 << 7 : 0);
  state.revoked_height = apply->height;
  state.reason = action->reason;
  state.since = action->since;
  way_apply_put (apply, &key, &way_key_state_schema, &state);
  return WAY_RESULT_OK;
}

WayResult
way_module_profile_set (WayApply *apply, const WayProfileSet *action)
{
  put_profile (apply, &action->profile);
  return WAY_RESULT_OK;
}

WayResult
way_module_sealing_key_set (WayApply *apply, const WaySealingKeySet *action)
{
  WayAccountState account;

  if (!way_sealing_key_is_strong (action->key))
    return WAY_RESULT_INVALID_VALUE;
  get_signer (apply, &account);
  way_member_set_flag (&account.present, 3, TRUE);
  memcpy (account.sealing_key, action->key, sizeof account.sealing_key);
  put_account (apply, &apply->signer, &account);
  return WAY_RESULT_OK;
}
