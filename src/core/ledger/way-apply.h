/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-index-hook.h"
#include "way-ledger-store.h"
#include "way-overlay.h"
#include "way-statement.h"

/* Private: what one action sees while it applies. Modules read and write the state through
 * this; a failure of the store sticks to the overlay and is asked for once per action, so
 * that rules need not pass it on. */

/** Something to tell the read models once the statement has applied. */
typedef enum
{
  WAY_PENDING_EVENT,
  WAY_PENDING_NOTE,
  WAY_PENDING_HEAD,
  WAY_PENDING_SHIPMENT,
  WAY_PENDING_LOOSE,
} WayPendingKind;

typedef struct
{
  WayPendingKind kind;
  guint action_index;
  WayHash id;
  gboolean has_thing;
  WayThing thing; /* texts borrowed from the statement */
  union
  {
    guint64 sequence;
    WayHead head;
    WayShipmentState shipment;
    struct
    {
      WayHash account;
      guint64 quantity;
    } loose;
  };
} WayPending;

typedef struct
{
  WayOverlay *overlay;
  WayArena *arena; /* lives as long as the statement */
  GByteArray *buffer;
  const WayLedgerStore *store;
  const WayGenesis *genesis;
  const WayHash *registrars; /* accounts of genesis' registrars */
  const WayHash *network;
  guint64 height;
  guint64 now; /* block time */

  WayHash signer;
  WayHash key_id; /* that signed */
  WayHash statement_id;
  guint64 log_index;
  guint action_index;
  gboolean is_registration; /* the signing key was unknown */
  guint64 mark;             /* of this action, unique in its block */

  GArray *pending; /* of WayPending; NULL where nobody listens */
} WayApply;

/** Returns: whether @key has a value; decoded into @record (of @schema, any content
 * before). What it borrows lives as long as the block. */
gboolean
way_apply_get (WayApply *self,
               const WayStateKey *key,
               const WaySchema *schema,
               gpointer record);
void
way_apply_put (WayApply *self,
               const WayStateKey *key,
               const WaySchema *schema,
               gconstpointer record);
void
way_apply_remove (WayApply *self, const WayStateKey *key);
gboolean
way_apply_has (WayApply *self, const WayStateKey *key);

/** Returns: whether a block before this one has logged a statement with that id and result ok. @out_statement lives as long as
 * the statement that is applied. @out_log_index: its place. */
gboolean
way_apply_find_statement (WayApply *self,
                          const WayHash *id,
                          WayStatement *out_statement,
                          guint64 *out_log_index);

/** A new entry to tell, or NULL where nobody listens. @thing: (nullable): copied. */
WayPending *
way_apply_tell (WayApply *self,
                WayPendingKind kind,
                const WayHash *id,
                const WayThing *thing);

/** Whether @account is registered. */
gboolean
way_apply_has_account (WayApply *self, const WayHash *account);
/** Whether @issuer has attested @claim = @value to @subject, unrevoked and unexpired. */
gboolean
way_apply_is_attested (WayApply *self,
                       const WayHash *issuer,
                       const WayHash *subject,
                       WayClaimKind claim,
                       WaySlice value);
/** Whether @account is that of a registrar named in genesis. */
gboolean
way_apply_is_registrar (const WayApply *self, const WayHash *account);

/* Optional members: present, or not there and zero. */
static inline void
way_member_set_hash (guint64 *present, guint key, WayHash *member, const WayHash *value)
{
  *present = value != NULL ? *present | (G_GUINT64_CONSTANT (1) << key)
                           : *present & ~(G_GUINT64_CONSTANT (1) << key);
  *member = value != NULL ? *value : (WayHash) { 0 };
}

static inline void
way_member_set_flag (guint64 *present, guint key, gboolean is_present)
{
  if (is_present)
    *present |= G_GUINT64_CONSTANT (1) << key;
  else
    *present &= ~(G_GUINT64_CONSTANT (1) << key);
}
