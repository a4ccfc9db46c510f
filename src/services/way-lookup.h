/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-verified-answer.h"
#include "way-examination.h"
#include "way-gs1-code.h"

/* The question of a scanned code, asked of every network that the person is in. */

/** What one network says. */
typedef struct
{
  WayNetwork *network;         /* borrowed */
  WayVerifiedAnswer *answer;   /* (nullable) */
  WayExamination *examination; /* of the answer, or of there being none */
  WayNoAnswer why;             /* where @error is set */
  GError *error; /* (nullable): why there is no answer, or only one of the cache */
} WayLookupResult;

/** What came of one code. */
typedef struct
{
  WayGs1Code code;
  gboolean has_in_pack;    /* the text carried an in-pack secret; it is not kept here */
  GPtrArray *results;      /* WayLookupResult, one for each network that was asked */
  WayLookupResult *best;   /* (nullable): NULL where no network is known */
  WayExamination *nothing; /* what holds where @best is NULL */
} WayLookup;

typedef struct
{
  WayNetwork *only;       /* (nullable): ask no other */
  const WayIdentity *as;  /* (nullable): whose items count as "mine" besides one's own */
  const WayHash *account; /* (nullable): look only at what this account says */
} WayLookupHow;

/** Looks up whatever a person scanned, pasted or typed. The in-pack secret in its fragment is never sent: only its public
 * key is compared on this computer. Networks that can't be reached answer from the cache.
 * @format: (nullable): of the code reader, as in way_gs1_code_from_text().
 * @error: only where the text is not a code that can be looked up: of the malformed group; WAY_RESULT_NOT_FOUND for a GS1 key
 * that is not traced. Returns: (transfer full) */
WayLookup *
way_lookup_text (WayHome *home,
                 const char *text,
                 const char *format,
                 const WayLookupHow *how,
                 GCancellable *cancellable,
                 GError **error);
/** As above for an identifier. @in_pack: (nullable): 16 bytes. Returns: (transfer full): never NULL */
WayLookup *
way_lookup_code (WayHome *home,
                 const WayGs1Code *code,
                 const WaySecret *in_pack,
                 const WayLookupHow *how,
                 GCancellable *cancellable);
void
way_lookup_free (WayLookup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayLookup, way_lookup_free)

/** The examination of the best answer. Borrowed. */
const WayExamination *
way_lookup_get_examination (const WayLookup *self);
/** The question that @code asks; texts are borrowed from it. */
WayQuestion
way_question_from_code (const WayGs1Code *code);
/** Whose items count as "mine": one's own accounts; on a demo network also its visitor's, and everywhere whom the person acts as.
 * @as: (nullable). Returns: (transfer full): WayHash elements. */
GArray *
way_lookup_collect_my_accounts (const WayHome *home,
                                gboolean is_demo,
                                const WayIdentity *as);
