/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"

/**
 * WayAct:
 *
 * One act on the ledger on its way: prepared in a thread, shown from the bytes that will be signed, confirmed or dropped
 * by the person, signed, sent. Belongs to the main thread; made by calls like way_desk_ship(). Its properties notify.
 */
#define WAY_TYPE_ACT (way_act_get_type ())
G_DECLARE_FINAL_TYPE (WayAct, way_act, WAY, ACT, GObject)

typedef enum
{
  WAY_ACT_PREPARING, /* looking up what is needed */
  WAY_ACT_ASKING,    /* sentences and details are there; waits for confirm or drop */
  WAY_ACT_LOCKED,    /* wants the passphrase of the key file; way_act_unlock() */
  WAY_ACT_SENDING,   /* signed and kept as a draft, on its way */
  WAY_ACT_RECORDED, /* in a block, as the node says; its proof is awaited, if need be for long */
  WAY_ACT_FINAL, /* in the ledger: proven by its log, under a signed checkpoint of that block or a later one */
  WAY_ACT_FAILED,  /* see way_act_get_error_text(); a signed draft may be left */
  WAY_ACT_DROPPED, /* the person signed nothing */
} WayActState;

#define WAY_TYPE_ACT_STATE (way_act_state_get_type ())
GType
way_act_state_get_type (void);

/** Property `state`, notifies. */
WayActState
way_act_get_state (WayAct *self);
/** How far its preparation is, 0 … 1 (property `progress`, notifies); 0 where it does not say. */
double
way_act_get_progress (WayAct *self);
/** What the button says: the name of the act ("Sign Shipment"). */
const char *
way_act_get_verb (WayAct *self);
/** What it does: one sentence for each action, from the bytes. Empty before WAY_ACT_ASKING. */
const char *const *
way_act_get_sentences (WayAct *self);
/** As whom, and on which network. (nullable) before WAY_ACT_ASKING. */
const char *
way_act_get_identity_name (WayAct *self);
const char *
way_act_get_network_name (WayAct *self);
/** The payload in CBOR diagnostic notation (RFC 8949 section 8). (nullable) before WAY_ACT_ASKING. */
const char *
way_act_get_details (WayAct *self);
/** Why it failed, in the person's words. (nullable) */
const char *
way_act_get_error_text (WayAct *self);
/** Whether the signed statement is kept and can be sent again. */
gboolean
way_act_has_draft (WayAct *self);
/** The id of the statement, 64 hex digits. (nullable) before WAY_ACT_SENDING. */
const char *
way_act_get_statement_id (WayAct *self);

/** Who signed what, and where it stands in the ledger. Returns: (transfer full): of WayDetail; empty before WAY_ACT_RECORDED. */
GListModel *
way_act_make_details (WayAct *self);

/** In WAY_ACT_ASKING: sign these bytes. */
void
way_act_confirm (WayAct *self);
/** Sign nothing; or where it is signed already: wait no longer for it. */
void
way_act_drop (WayAct *self);
/** In WAY_ACT_LOCKED. @passphrase: copied into locked memory; the caller clears its own. */
void
way_act_unlock (WayAct *self, const char *passphrase);
