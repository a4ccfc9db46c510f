/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-story-private.h"

/* The rows of the demo market by their ids. */

static gboolean
fail_to_find (WaySlice id, const char *what, GError **error)
{
  return way_error_format (error, WAY_RESULT_NOT_FOUND, "There is no %s “%.*s”", what,
                           (int) id.len, (const char *) id.data);
}

WayDemoActor *
way_demo_story_find_actor (const WayDemoStory *self, WaySlice id, GError **error)
{
  for (gsize i = 0; i < self->market.identities.n; i++)
    if (way_slice_equal (self->actors[i].row->id, id))
      return &self->actors[i];
  fail_to_find (id, "identity", error);
  return NULL;
}

const WayDemoPlace *
way_demo_story_find_place (const WayDemoStory *self, WaySlice id, GError **error)
{
  const WayDemoPlace *rows = self->market.places.items;

  for (gsize i = 0; i < self->market.places.n; i++)
    if (way_slice_equal (rows[i].id, id))
      return &rows[i];
  fail_to_find (id, "place", error);
  return NULL;
}

const WayDemoBlob *
way_demo_story_find_blob (const WayDemoStory *self, WaySlice id, GError **error)
{
  for (gsize i = 0; i < self->market.files.n; i++)
    if (way_slice_equal (self->blobs[i].row->id, id))
      return &self->blobs[i];
  fail_to_find (id, "file", error);
  return NULL;
}

const WayDemoProduct *
way_demo_story_find_product (const WayDemoStory *self, WaySlice id, GError **error)
{
  const WayDemoProduct *rows = self->market.products.items;

  for (gsize i = 0; i < self->market.products.n; i++)
    if (way_slice_equal (rows[i].id, id))
      return &rows[i];
  fail_to_find (id, "product", error);
  return NULL;
}

const WayDemoSealedLot *
way_demo_story_find_lot (const WayDemoStory *self, WaySlice id, GError **error)
{
  for (gsize i = 0; i < self->market.lots.n; i++)
    if (way_slice_equal (self->lots[i].row->id, id))
      return &self->lots[i];
  fail_to_find (id, "lot", error);
  return NULL;
}

gboolean
way_demo_story_find_case (const WayDemoStory *self,
                          WaySlice id,
                          WayThing *out_thing,
                          GError **error)
{
  const WayDemoCase *rows = self->market.cases.items;

  for (gsize i = 0; i < self->market.cases.n; i++)
    {
      const WayDemoActor *actor;

      if (!way_slice_equal (rows[i].id, id))
        continue;
      actor = way_demo_story_find_actor (self, rows[i].by, error);
      if (actor == NULL)
        return FALSE;
      *out_thing = way_thing_container (&actor->account, rows[i].sscc);
      return TRUE;
    }
  return fail_to_find (id, "case", error);
}

const WayDemoSaid *
way_demo_story_find_said (const WayDemoStory *self, WaySlice id, GError **error)
{
  for (guint i = 0; i < self->said->len; i++)
    {
      const WayDemoSaid *said = &g_array_index (self->said, WayDemoSaid, i);

      if (said->id != NULL && way_slice_equal_string (id, said->id))
        return said;
    }
  fail_to_find (id, "earlier statement", error);
  return NULL;
}
