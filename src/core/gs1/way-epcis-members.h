/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The standard members of events in the order that CBV 2.0 section 8.9 hashes them: for
 * way-epcis-hash.c alone. */

#pragma once

#include "way-epcis-vocabulary.h"

typedef enum
{
  WAY_MEMBER_VALUE,
  WAY_MEMBER_TIME,
  WAY_MEMBER_VALUES, /* one or several, each with the member's name */
  WAY_MEMBER_LIST,   /* the member's name, then each element behind @element */
  WAY_MEMBER_OBJECT, /* the member's name, then @members */
} WayEpcisMemberForm;

typedef struct _WayEpcisMember WayEpcisMember;
struct _WayEpcisMember
{
  const char *name; /* NULL ends a table */
  WayEpcisMemberForm form;
  WayCbvKind kind;
  const char *element;           /* of a list: what each is called; NULL: nothing */
  const WayEpcisMember *members; /* of the object or each element; NULL: values */
};

extern const WayEpcisMember way_epcis_event_members[];

/** These follow behind all others, sorted together with instance data and extensions. */
extern const WayEpcisMember way_epcis_trailing_members[];

/** Returns: (nullable): the row of @members called @name. */
const WayEpcisMember *
way_epcis_find_member (const WayEpcisMember *members, WaySlice name);
