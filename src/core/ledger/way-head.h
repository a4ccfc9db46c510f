/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-apply.h"

/* Private: heads of traced things, their events and who holds them. docs/spec/trace.md */

gboolean
way_head_load (WayApply *apply, const WayHash *id, WayHead *out_head);
/** @thing: (nullable): where only the id is known. */
void
way_head_save (WayApply *apply,
               const WayHash *id,
               const WayThing *thing,
               const WayHead *head);
/** A head without events: active, nobody's. */
void
way_head_init (WayHead *head, WayThingKind kind);
/** Moves the chain, once per action; the caller saves. */
void
way_head_add_event (WayApply *apply,
                    const WayHash *id,
                    const WayThing *thing,
                    WayHead *head);
/** Load, add the event, save. Returns: FALSE where there is no head. */
gboolean
way_head_touch (WayApply *apply, const WayHash *id, const WayThing *thing);
/** Moves the chain of the thing's notes, once per action. */
void
way_notes_add_event (WayApply *apply, const WayHash *id, const WayThing *thing);
/** An event of the thing where the signer has standing, else of its notes. */
void
way_head_add_event_by_standing (WayApply *apply, const WayThing *thing);

static inline void
way_head_set_custodian (WayHead *head, const WayHash *account)
{
  way_member_set_hash (&head->present, 5, &head->custodian, account);
}

static inline void
way_head_set_owner (WayHead *head, const WayHash *account)
{
  way_member_set_hash (&head->present, 6, &head->owner, account);
}

static inline void
way_head_set_parent (WayHead *head, const WayHash *container)
{
  way_member_set_hash (&head->present, 7, &head->parent, container);
}

static inline void
way_head_set_shipment (WayHead *head, const WayHash *shipment)
{
  way_member_set_hash (&head->present, 8, &head->shipment, shipment);
}

#define way_head_has_custodian(head)  way_record_has (head, 5)
#define way_head_has_owner(head)      way_record_has (head, 6)
#define way_head_has_parent(head)     way_record_has (head, 7)
#define way_head_has_shipment(head)   way_record_has (head, 8)
#define way_head_has_first_case(head) way_record_has (head, 13)

/** One child more or fewer (-1); an empty container has one level again. */
void
way_head_add_children (WayHead *head, gint64 n);
void
way_head_set_levels (WayHead *head, guint64 levels);
/** The status of a thing that lies somewhere: sold where it has an owner, else active. */
WayHeadStatus
way_head_get_rest_status (const WayHead *head);

/** The outermost container above @id, or itself. */
void
way_head_climb (WayApply *apply,
                const WayHash *id,
                const WayHead *head,
                WayHash *out_id,
                WayHead *out_head);
/** trace.md, "at hand" and "held". */
WayResult
way_head_check_at_hand (const WayApply *apply, const WayHead *head);
WayResult
way_head_check_held (WayApply *apply, const WayHash *id, const WayHead *head);
