/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-schema.h"

/* A record with a field of every type, shaped like a statement. */

typedef struct
{
  guint64 present;
  guint64 kind;
  WayHash account;
  WaySlice gtin;
  gint64 celsius;
  gboolean sealed;
} WayFixtureThing;

typedef struct
{
  guint64 present;
  WayHash network;
  guint64 sequence;
  guint64 not_after;
  guint8 salt[16];
  WaySlice note;
  WaySlice blob;
  WayRecords things;
  WayFixtureThing place;
  WayRecords tags;
  WayRecords path;
  WaySlice extra;
} WayFixture;

#define WAY_FIXTURE_NOTE          5
#define WAY_FIXTURE_BLOB          6
#define WAY_FIXTURE_PLACE         8
#define WAY_FIXTURE_TAGS          9
#define WAY_FIXTURE_PATH          24
#define WAY_FIXTURE_EXTRA         63

#define WAY_FIXTURE_THING_GTIN    3
#define WAY_FIXTURE_THING_CELSIUS 4

extern const WaySchema way_fixture_thing_schema;
extern const WaySchema way_fixture_schema;

/** Everything present, two things, about 250 bytes; what it points to is static. */
void
way_fixture_init (WayFixture *fixture);
/** Only what is required. */
void
way_fixture_init_minimal (WayFixture *fixture);
