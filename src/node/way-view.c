/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-view.h"

#include "way-result.h"

gboolean
way_view_init (WayView *self, WayStore *store, GError **error)
{
  self->reader = way_store_reader_new (store, error);
  if (self->reader == NULL)
    return FALSE;
  way_proof_cache_init (&self->proofs, self->reader);
  self->index = way_index_reader_new (way_store_reader_get_sql (self->reader), error);
  return self->index != NULL;
}

void
way_view_clear (WayView *self)
{
  way_proof_cache_clear (&self->proofs);
  g_clear_pointer (&self->index, way_index_reader_free);
  g_clear_pointer (&self->reader, way_store_reader_free);
}

gboolean
way_view_begin (WayView *self, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (way_store_reader_begin (self->reader, &cause))
    return TRUE;
  if (way_result_from_error (cause) == WAY_RESULT_NOT_FOUND)
    return way_error_format (error, WAY_RESULT_UNAVAILABLE,
                             "this follower has no block yet");
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

void
way_view_end (WayView *self)
{
  way_store_reader_end (self->reader);
}
