/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-cli.h"
#include "way-found-item.h"
#include "way-json.h"
#include "way-present.h"
#include "way-signer.h"

/** What one run of a command works with: the person's folder, and as whom and where it acts. */
typedef struct
{
  WayCli *cli;
  WayHome *home;
  const WayIdentity *identity; /* (nullable): the one that was named, or chosen to sign */
  WayNetwork *network;         /* (nullable): likewise */
  WayArena arena;              /* for what records borrow */
  GPtrArray *kept;             /* things found, as long as records borrow from them */
  WayVerifiedAnswer *names;    /* (nullable): an account's answer, for its name */
  GStrv did;                   /* (nullable): what was signed, as sentences */
} WaySession;

/** Opens the data folder; finds --identity and --network where they were given. */
gboolean
way_session_open (WaySession *self, WayCli *cli, GError **error);
/** And makes sure that there is an identity to sign with and a network to sign for: of its own, founded now, where none is known. */
gboolean
way_session_open_to_sign (WaySession *self, WayCli *cli, GError **error);
/** And makes sure of a network alone. */
gboolean
way_session_open_to_ask (WaySession *self, WayCli *cli, GError **error);
void
way_session_clear (WaySession *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaySession, way_session_clear)

/** Asks for the passphrase of a key file that is being made, or takes it from file or environment. */
gboolean
way_session_need_passphrase (WaySession *self, GError **error);

/** An account by the name of an own identity, its 64 hex digits, or did:key; its profile is fetched, so that it can be shown
 * by name before signing. */
gboolean
way_session_find_account (WaySession *self,
                          const char *text,
                          WayHash *out_account,
                          GError **error);
/** A thing for a statement; kept until the session ends. Returns: (transfer none) */
const WayItem *
way_session_find_item (WaySession *self,
                       const char *text,
                       const char *account,
                       WayItemFlags flags,
                       GError **error);
/** Likewise, with the answer that it was found in. Returns: (transfer none) */
const WayFoundItem *
way_session_find_thing (WaySession *self,
                        const char *text,
                        const char *account,
                        WayItemFlags flags,
                        GError **error);
/** @n of them. Returns: FALSE with @error. @out_items: records of WayItem in the arena. */
gboolean
way_session_find_items (WaySession *self,
                        char **texts,
                        int n,
                        const char *account,
                        WayItemFlags flags,
                        WayRecords *out_items,
                        GError **error);
/** The things of items: records of WayThing in the arena. */
WayRecords
way_session_get_things (WaySession *self, const WayRecords *items);

/** Adds to @error how a signed statement that may still arrive is sent again; nothing where none is kept. */
void
way_session_tell_draft (WaySession *self, const WayHash *statement, GError **error);
/** Shows, asks, signs, submits. */
gboolean
way_session_submit (WaySession *self,
                    const WayAction *actions,
                    gsize n_actions,
                    WaySigned *out_signed,
                    GError **error);
/** What way_signer_rotate() and its like take. */
WaySigning
way_session_get_signing (WaySession *self);
/** The `{"statement":…}` of a statement that was signed. Returns: (transfer full) */
yyjson_mut_doc *
way_session_make_json (WaySession *self, const WaySigned *signed_);
/** Prints it, or "Done" for people. */
void
way_session_print_signed (WaySession *self, const WaySigned *signed_);
/** Submits one action and prints what came of it. */
WayExit
way_session_act (WaySession *self, WayActionKind kind, gpointer body);

WayPresenter
way_session_get_presenter (WaySession *self);

/* ---- Small things of all commands --------------------------------------------------------- */

void
way_cli_print_json (yyjson_mut_doc *doc);
/** Adds "result", the stable name of what came of it, and "error", its English sentence or null. @error: (nullable): "ok" */
void
way_cli_json_add_failure (yyjson_mut_doc *doc,
                          yyjson_mut_val *object,
                          const GError *error);
/** An empty JSON object. Returns: (transfer full) */
yyjson_mut_doc *
way_cli_json_new (void);
void
way_cli_json_add_string (yyjson_mut_doc *doc,
                         yyjson_mut_val *object,
                         const char *key,
                         const char *text);

/** Reads a name of the table; "company-prefix" is "companyPrefix". @error: names all of them. */
gboolean
way_cli_parse_enum (const WayEnumName *names,
                    const char *text,
                    guint64 *out_value,
                    GError **error);
/** The name of the table for JSON. */
const char *
way_cli_get_enum_name (const WayEnumName *names, guint64 value);
/** "zh-CN=龙井", or a text alone in the reader's language. @texts: (nullable). @out: records of WayLangText in @arena. */
gboolean
way_cli_parse_texts (char **texts, WayArena *arena, WayRecords *out, GError **error);
/** RFC 3339, or a date YYYY-MM-DD: midnight UTC (the end of that day where @is_end). */
gboolean
way_cli_parse_time (const char *text,
                    gboolean is_end,
                    guint64 *out_time_ms,
                    GError **error);
gboolean
way_cli_parse_number (const char *text,
                      guint64 min,
                      guint64 max,
                      guint64 *out_number,
                      GError **error);
/** 64 hex digits. */
gboolean
way_cli_parse_hash (const char *text, WayHash *out_hash, GError **error);
