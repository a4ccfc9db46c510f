/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-module.h"

/* docs/spec/identity.md, attest and attestRevoke */

static gboolean
is_company_prefix (WaySlice value)
{
  for (gsize i = 0; i < value.len; i++)
    {
      if (!g_ascii_isdigit (value.data[i]))
        return FALSE;
    }
  return value.len >= 4 && value.len <= 12;
}

static gboolean
is_role (WaySlice value)
{
  static const char *const roles[] = { "inspector", "authority", "laboratory",
                                       "certifier" };

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      if (way_slice_equal_string (value, roles[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_value_allowed (guint64 claim, WaySlice value)
{
  if (claim == WAY_CLAIM_COMPANY_PREFIX)
    return is_company_prefix (value);
  return claim != WAY_CLAIM_ROLE || is_role (value);
}

/** One issuer attests a prefix to one account at a time. */
static WayResult
attest_prefix (WayApply *apply, const WayAttest *action, guint64 attested)
{
  WayStateKey key = way_state_key_prefix (&apply->signer, action->value);
  WayPrefixState prefix;

  if (way_apply_get (apply, &key, &way_prefix_state_schema, &prefix)
      && !way_record_has (&prefix, 4) && prefix.until > apply->now
      && !way_hash_equal (&prefix.account, &action->subject))
    return WAY_RESULT_ALREADY_EXISTS;
  prefix = (WayPrefixState) { .account = action->subject,
                              .until = action->until,
                              .attested = attested };
  way_apply_put (apply, &key, &way_prefix_state_schema, &prefix);
  return WAY_RESULT_OK;
}

WayResult
way_module_attest (WayApply *apply, const WayAttest *action)
{
  WayStateKey key = way_state_key_attestation (
      &apply->signer, &action->subject, (WayClaimKind) action->claim, action->value);
  WayAttestationState state;
  gboolean is_renewal;

  if (!way_apply_has_account (apply, &action->subject))
    return WAY_RESULT_NOT_REGISTERED;
  if (action->until <= apply->now || !is_value_allowed (action->claim, action->value))
    return WAY_RESULT_INVALID_VALUE;
  is_renewal = way_apply_get (apply, &key, &way_attestation_state_schema, &state)
               && !way_record_has (&state, 3) && state.until > apply->now;
  state = (WayAttestationState) { .until = action->until,
                                  .attested = is_renewal ? state.attested : apply->now };
  way_apply_put (apply, &key, &way_attestation_state_schema, &state);
  if (action->claim == WAY_CLAIM_COMPANY_PREFIX)
    return attest_prefix (apply, action, state.attested);
  return WAY_RESULT_OK;
}

static void
revoke_prefix (WayApply *apply, const WayAttestRevoke *action)
{
  WayStateKey key = way_state_key_prefix (&apply->signer, action->value);
  WayPrefixState prefix;

  if (!way_apply_get (apply, &key, &way_prefix_state_schema, &prefix)
      || !way_hash_equal (&prefix.account, &action->subject))
    return;
  way_member_set_flag (&prefix.present, 4, TRUE);
  prefix.revoked = apply->now;
  way_apply_put (apply, &key, &way_prefix_state_schema, &prefix);
}

WayResult
way_module_attest_revoke (WayApply *apply, const WayAttestRevoke *action)
{
  WayStateKey key = way_state_key_attestation (
      &apply->signer, &action->subject, (WayClaimKind) action->claim, action->value);
  WayAttestationState state;

  if (!way_apply_get (apply, &key, &way_attestation_state_schema, &state))
    return WAY_RESULT_NOT_REGISTERED;
  if (way_record_has (&state, 3))
    return WAY_RESULT_WRONG_STATE;
  way_member_set_flag (&state.present, 3, TRUE);
  state.revoked = apply->now;
  way_apply_put (apply, &key, &way_attestation_state_schema, &state);
  if (action->claim == WAY_CLAIM_COMPANY_PREFIX)
    revoke_prefix (apply, action);
  return WAY_RESULT_OK;
}
