/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-node.h"
#include "way-proof-cache.h"
#include "way-state-key.h"

/* Gathers one bundle: what is asked is added in any order, each thing, key and log entry once. Between way_view_begin() and
 * _end(), in any thread. Everything lives in the answer's arena. */

typedef struct
{
  WayNode *node; /* what stays the same: network, genesis, leaves */
  WayView *view;
  WayArena arena;
  WayQuestion question;
  GArray *timelines;     /* WayTimeline */
  GHashTable *added;     /* entries of @log and @state */
  GHashTable *thing_ids; /* WayHash: things that have a timeline */
  GArray *log;           /* WayProvenLog * */
  GArray *state;         /* const WayStateEntry * */
  GArray *lots;          /* WayLotAnswer */
  gboolean is_cut;       /* a limit left something out */
} WayAnswer;

void
way_answer_init (WayAnswer *self,
                 WayNode *node,
                 WayView *view,
                 const WayQuestion *question);
void
way_answer_clear (WayAnswer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayAnswer, way_answer_clear)

/** A state entry, present or absent, with its proof. */
gboolean
way_answer_add_state (WayAnswer *self, const WayStateKey *key, GError **error);
/** A log entry with its path, and the keys of its signer. Returns: (nullable): NULL with @error. */
WayProvenLog *
way_answer_add_log (WayAnswer *self, guint64 log_index, GError **error);
/** Key, account and profile of an account that is spoken of. */
gboolean
way_answer_add_account (WayAnswer *self, const WayHash *account, GError **error);

typedef struct
{
  gboolean with_notes;
  gboolean with_origins; /* containers that held it, inputs that it was made of */
} WayAnswerDepth;

/** Head, recalls, notes and all events of a thing; known or not. */
gboolean
way_answer_add_thing (WayAnswer *self,
                      const WayThing *thing,
                      WayAnswerDepth depth,
                      GError **error);
/** As above for a thing of which only the id is known; nothing where the index does not know it. */
gboolean
way_answer_add_thing_by_id (WayAnswer *self,
                            const WayHash *id,
                            WayAnswerDepth depth,
                            GError **error);
/** The leaf or the neighbours of a serial, where this node holds the lot's leaf file. @out_first_case: (optional). */
gboolean
way_answer_add_serial (WayAnswer *self,
                       const WayThing *lot,
                       WaySlice serial,
                       WayHash *out_first_case,
                       gboolean *out_has_first_case,
                       GError **error);

/** Returns: (transfer full): the bundle's bytes without freshness, consistency and genesis. */
GBytes *
way_answer_encode (WayAnswer *self);

/* ---- What varies from request to request ------------------------------------------------- */

typedef struct
{
  GBytes *nonce; /* (nullable) */
  gboolean has_from;
  guint64 from;
  gboolean with_genesis;
} WayAnswerOptions;

/** Reads `nonce`, `from` and `genesis`. FALSE: the problem was sent. */
gboolean
way_answer_options_read (WayAnswerOptions *options, WayHttpRequest *request);
void
way_answer_options_clear (WayAnswerOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayAnswerOptions, way_answer_options_clear)
/** Puts them around an encoded bundle of the height that @view sees. In any thread. Returns: (transfer full) (nullable): NULL with @error. */
GBytes *
way_answer_complete (WayNode *node,
                     WayView *view,
                     GBytes *body,
                     const WayAnswerOptions *options,
                     GError **error);
/** Replies with a complete bundle, as CBOR or as its JSON view. */
void
way_answer_reply_bundle (WayHttpRequest *request, GBytes *bundle);
/** Both, for the view of the loop's thread. */
void
way_answer_reply (WayHttpRequest *request, GBytes *body, const WayAnswerOptions *options);

/** The keeper's word that the snapshot's checkpoint is the newest one. @nonce: (nullable). Returns: (transfer full) (nullable): NULL
 * without a nonce, and where this node does not keep the ledger. */
GBytes *
way_answer_sign_freshness (WayNode *node, WayView *view, GBytes *nonce);
