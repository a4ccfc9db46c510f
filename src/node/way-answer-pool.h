/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-view.h"

/* Threads that make answers while the loop's thread takes requests and sends replies. One client that asks one thing after
 * the other is answered by the loop's thread itself, which is sooner than waking somebody up; where several ask at once,
 * each core makes an answer. Every answer still comes from one snapshot. */

typedef struct _WayAnswerPool WayAnswerPool;

/** In a thread of the pool, with a view that nobody else uses then. @view: (nullable): NULL where none can be had. */
typedef void (*WayAnswerWork) (WayView *view, const GError *error, gpointer job);
/** In the loop's thread. */
typedef void (*WayAnswerDone) (gpointer job);

/** @store: (transfer none): must outlive the pool. To be called, as all that follows, in the loop's thread. */
WayAnswerPool *
way_answer_pool_new (WayStore *store);
/** Waits for what is under way; what is done then is still told, when the loop runs. NULL is fine. */
void
way_answer_pool_free (WayAnswerPool *self);

/** Whether there is a second core that could help. Of NULL, of a node that ends: no. */
gboolean
way_answer_pool_has_threads (WayAnswerPool *self);
/** @job: stays alive until @done was called. */
void
way_answer_pool_push (WayAnswerPool *self,
                      WayAnswerWork work,
                      WayAnswerDone done,
                      gpointer job);
