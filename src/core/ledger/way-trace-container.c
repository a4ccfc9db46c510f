/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-module.h"

#include "way-item.h"
#include "way-quantity.h"

/* docs/spec/trace.md, pack and unpack */

/** The container of an act; its head is a copy until the act is done. */
typedef struct
{
  const WayThing *thing;
  WayHash id;
  WayHead head;
} Container;

static void
save (WayApply *apply, Container *container)
{
  way_head_add_event (apply, &container->id, container->thing, &container->head);
  way_head_save (apply, &container->id, container->thing, &container->head);
}

static WayResult
load (WayApply *apply, const WayThing *thing, Container *out_container)
{
  if (thing->kind != WAY_THING_CONTAINER)
    return WAY_RESULT_INVALID_VALUE;
  out_container->thing = thing;
  way_thing_get_id (thing, &out_container->id);
  if (!way_head_load (apply, &out_container->id, &out_container->head))
    return WAY_RESULT_NOT_REGISTERED;
  return way_head_check_held (apply, &out_container->id, &out_container->head);
}

/** As load(); an account's own container comes into being when it is first packed. */
static WayResult
load_or_create (WayApply *apply, const WayThing *thing, Container *out_container)
{
  WayResult result = load (apply, thing, out_container);

  if (result != WAY_RESULT_NOT_REGISTERED
      || !way_hash_equal (&thing->account, &apply->signer))
    return result;
  way_head_init (&out_container->head, WAY_THING_CONTAINER);
  way_head_set_custodian (&out_container->head, &apply->signer);
  return WAY_RESULT_OK;
}

/** Whether @id is @container or one of those around it. */
static gboolean
is_around (WayApply *apply, const WayHash *id, const Container *container)
{
  WayHash outermost_id;
  WayHead outermost;

  /* What is packed has no parent itself, so of those around only the outermost can be it. */
  way_head_climb (apply, &container->id, &container->head, &outermost_id, &outermost);
  return way_hash_equal (id, &container->id) || way_hash_equal (id, &outermost_id);
}

static WayResult
pack_child (WayApply *apply, const WayItem *item, Container *container)
{
  WayResult result;
  WayHeldItem held;
  WayStateKey content;

  result = way_item_take (apply, item, &held);
  if (result != WAY_RESULT_OK)
    return result;
  if (item->thing.kind == WAY_THING_LOT)
    {
      content = way_state_key_content (&container->id, &held.id);
      result = way_quantity_add (apply, &content, held.quantity);
    }
  else if (item->thing.kind == WAY_THING_CONTAINER
           && is_around (apply, &held.id, container))
    return WAY_RESULT_WRONG_STATE;
  else
    {
      way_head_set_parent (&held.head, &container->id);
      way_head_set_custodian (&held.head, NULL);
      way_head_add_children (&container->head, 1);
      if (held.head.levels + 1 > container->head.levels)
        way_head_set_levels (&container->head, held.head.levels + 1);
    }
  way_item_put (apply, &held);
  return result;
}

/** Containers around @container have one level more than it has. */
static WayResult
raise_levels (WayApply *apply, const Container *container)
{
  WayHead head = container->head;
  guint64 levels = head.levels;

  while (levels <= WAY_CONTAINER_MAX_LEVELS && way_head_has_parent (&head))
    {
      WayHash parent = head.parent;

      if (!way_head_load (apply, &parent, &head))
        {
          way_overlay_fail (apply->overlay, WAY_RESULT_CORRUPTED, "parent");
          return WAY_RESULT_OK;
        }
      if (head.levels > levels)
        return WAY_RESULT_OK;
      way_head_set_levels (&head, ++levels);
      if (levels <= WAY_CONTAINER_MAX_LEVELS)
        way_head_save (apply, &parent, NULL, &head);
    }
  return levels <= WAY_CONTAINER_MAX_LEVELS ? WAY_RESULT_OK : WAY_RESULT_TOO_MANY;
}

WayResult
way_module_pack (WayApply *apply, const WayPack *action)
{
  const WayItem *children = action->children.items;
  Container container;
  WayResult result = load_or_create (apply, &action->container, &container);

  for (gsize i = 0; result == WAY_RESULT_OK && i < action->children.n; i++)
    result = pack_child (apply, &children[i], &container);
  if (result == WAY_RESULT_OK)
    result = raise_levels (apply, &container);
  if (result == WAY_RESULT_OK)
    save (apply, &container);
  return result;
}

static WayResult
unpack_pieces (WayApply *apply, const WayItem *item, const Container *container)
{
  WayStateKey content;
  WayResult result;
  WayHash lot_id;

  way_thing_get_id (&item->thing, &lot_id);
  content = way_state_key_content (&container->id, &lot_id);
  result =
      way_quantity_take (apply, &content, item->quantity, WAY_RESULT_NOT_PACKED_HERE);
  if (result == WAY_RESULT_OK)
    result = way_loose_add (apply, &lot_id, &apply->signer, item->quantity);
  if (result == WAY_RESULT_OK)
    way_head_touch (apply, &lot_id, &item->thing);
  return result;
}

/** A unit or container with a head leaves its parent. */
static WayResult
leave_parent (const WayHeldItem *held, Container *container)
{
  if (!way_head_has_parent (&held->head)
      || !way_hash_equal (&held->head.parent, &container->id))
    return WAY_RESULT_NOT_PACKED_HERE;
  way_head_add_children (&container->head, -1);
  return WAY_RESULT_OK;
}

static WayResult
unpack_child (WayApply *apply, const WayItem *item, Container *container)
{
  WayResult result = way_item_check (item);
  WayHeldItem held = { .thing = &item->thing };

  if (result != WAY_RESULT_OK)
    return result;
  if (item->thing.kind == WAY_THING_LOT)
    return unpack_pieces (apply, item, container);
  way_thing_get_id (&item->thing, &held.id);
  if (way_head_load (apply, &held.id, &held.head))
    result = leave_parent (&held, container);
  else if (item->thing.kind == WAY_THING_UNIT)
    result = way_unit_load (apply, item, &container->id, &held.id, &held.head);
  else
    result = WAY_RESULT_NOT_REGISTERED;
  if (result != WAY_RESULT_OK)
    return result;
  way_head_set_parent (&held.head, NULL);
  way_head_set_custodian (&held.head, &apply->signer);
  held.head.status = way_head_get_rest_status (&held.head);
  way_item_put (apply, &held);
  return WAY_RESULT_OK;
}

WayResult
way_module_unpack (WayApply *apply, const WayUnpack *action)
{
  const WayItem *children = action->children.items;
  Container container;
  WayResult result = load (apply, &action->container, &container);

  for (gsize i = 0; result == WAY_RESULT_OK && i < action->children.n; i++)
    result = unpack_child (apply, &children[i], &container);
  if (result == WAY_RESULT_OK)
    save (apply, &container);
  return result;
}
