/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-wire-fixture.h"

static const WayEnumName kinds[] = {
  { 1, "product" },
  { 2, "lot" },
  { 1000, "unit" },
  { 0, NULL },
};

static const WayField thing_fields[] = {
  { .key = 1,
    .name = "kind",
    .type = WAY_FIELD_ENUM,
    .offset = offsetof (WayFixtureThing, kind),
    .names = kinds },
  { .key = 2,
    .name = "account",
    .type = WAY_FIELD_HASH,
    .offset = offsetof (WayFixtureThing, account) },
  { .key = WAY_FIXTURE_THING_GTIN,
    .name = "gtin",
    .type = WAY_FIELD_TEXT,
    .flags = WAY_FIELD_OPTIONAL,
    .offset = offsetof (WayFixtureThing, gtin),
    .min = 14,
    .max = 14 },
  { .key = WAY_FIXTURE_THING_CELSIUS,
    .name = "celsius",
    .type = WAY_FIELD_INTEGER,
    .flags = WAY_FIELD_OPTIONAL,
    .offset = offsetof (WayFixtureThing, celsius),
    .min = -273,
    .max = 5000 },
  { .key = 5,
    .name = "sealed",
    .type = WAY_FIELD_BOOLEAN,
    .offset = offsetof (WayFixtureThing, sealed) },
};

/* A rule that one field's table can't say: a product has no temperature. */
static WayResult
check_thing (gconstpointer record)
{
  const WayFixtureThing *thing = record;

  if (thing->kind == 1 && way_record_has (thing, WAY_FIXTURE_THING_CELSIUS))
    return WAY_RESULT_INVALID_VALUE;

  return WAY_RESULT_OK;
}

const WaySchema way_fixture_thing_schema = {
  .name = "thing",
  .size = sizeof (WayFixtureThing),
  .fields = thing_fields,
  .n_fields = G_N_ELEMENTS (thing_fields),
  .check = check_thing,
};

static const WayField fixture_fields[] = {
  { .key = 1,
    .name = "network",
    .type = WAY_FIELD_HASH,
    .offset = offsetof (WayFixture, network) },
  { .key = 2,
    .name = "sequence",
    .type = WAY_FIELD_UNSIGNED,
    .offset = offsetof (WayFixture, sequence),
    .min = 1 },
  { .key = 3,
    .name = "notAfter",
    .type = WAY_FIELD_TIME,
    .offset = offsetof (WayFixture, not_after) },
  { .key = 4,
    .name = "salt",
    .type = WAY_FIELD_FIXED,
    .offset = offsetof (WayFixture, salt),
    .max = 16 },
  { .key = WAY_FIXTURE_NOTE,
    .name = "note",
    .type = WAY_FIELD_TEXT,
    .flags = WAY_FIELD_OPTIONAL,
    .offset = offsetof (WayFixture, note),
    .min = 1,
    .max = 200 },
  { .key = WAY_FIXTURE_BLOB,
    .name = "blob",
    .type = WAY_FIELD_BYTES,
    .flags = WAY_FIELD_OPTIONAL,
    .offset = offsetof (WayFixture, blob),
    .max = 100 },
  { .key = 7,
    .name = "things",
    .type = WAY_FIELD_RECORDS,
    .offset = offsetof (WayFixture, things),
    .min = 1,
    .max = 1000,
    .schema = &way_fixture_thing_schema },
  { .key = WAY_FIXTURE_PLACE,
    .name = "place",
    .type = WAY_FIELD_RECORD,
    .flags = WAY_FIELD_OPTIONAL,
    .offset = offsetof (WayFixture, place),
    .schema = &way_fixture_thing_schema },
  { .key = WAY_FIXTURE_TAGS,
    .name = "tags",
    .type = WAY_FIELD_TEXTS,
    .flags = WAY_FIELD_OPTIONAL,
    .offset = offsetof (WayFixture, tags),
    .max = 4 },
  { .key = WAY_FIXTURE_PATH,
    .name = "path",
    .type = WAY_FIELD_HASHES,
    .flags = WAY_FIELD_OPTIONAL,
    .offset = offsetof (WayFixture, path),
    .max = 100000 },
  { .key = WAY_FIXTURE_EXTRA,
    .name = "extra",
    .type = WAY_FIELD_ENCODED,
    .flags = WAY_FIELD_OPTIONAL,
    .offset = offsetof (WayFixture, extra) },
};

const WaySchema way_fixture_schema = {
  .name = "fixture",
  .size = sizeof (WayFixture),
  .fields = fixture_fields,
  .n_fields = G_N_ELEMENTS (fixture_fields),
};

static WayFixtureThing things[2];
static WaySlice tags[2];
static WayHash path[1];

/* {"a": [1, -2, h'ff'], "bb": null} */
static const guint8 extra[] = { 0xa2, 0x61, 'a',  0x83, 0x01, 0x21,
                                0x41, 0xff, 0x62, 'b',  'b',  0xf6 };

void
way_fixture_init_minimal (WayFixture *fixture)
{
  memset (things, 0, sizeof things);
  things[0].kind = 2;
  memset (things[0].account.bytes, 0xa1, WAY_HASH_SIZE);
  things[0].present = 1 << WAY_FIXTURE_THING_GTIN;
  things[0].gtin = way_slice_from_string ("09520123456788");
  things[0].sealed = TRUE;
  *fixture = (WayFixture) {
    .sequence = 23,
    .not_after = G_GUINT64_CONSTANT (1772366400123),
    .things = { .items = things, .n = 1 },
  };
  memset (fixture->network.bytes, 0x4e, WAY_HASH_SIZE);
  memset (fixture->salt, 0x5a, sizeof fixture->salt);
}

void
way_fixture_init (WayFixture *fixture)
{
  way_fixture_init_minimal (fixture);
  things[1] = things[0];
  things[1].kind = 1000;
  things[1].present |= 1 << WAY_FIXTURE_THING_CELSIUS;
  things[1].celsius = -18;
  fixture->things.n = 2;
  fixture->note = way_slice_from_string ("Left the warehouse \xe4\xbb\x93\xe5\xba\x93");
  fixture->blob = WAY_SLICE_INIT ("\0\xff\x10", 3);
  fixture->place = things[0];
  fixture->place.present = 0;
  fixture->place.gtin = (WaySlice) { 0 };
  tags[0] = way_slice_from_string ("fragile");
  tags[1] = way_slice_from_string ("");
  fixture->tags = (WayRecords) { .items = tags, .n = 2 };
  memset (path, 0x77, sizeof path);
  fixture->path = (WayRecords) { .items = path, .n = 1 };
  fixture->extra = WAY_SLICE_INIT (extra, sizeof extra);
  fixture->present = 1u << WAY_FIXTURE_NOTE | 1u << WAY_FIXTURE_BLOB
                     | 1u << WAY_FIXTURE_PLACE | 1u << WAY_FIXTURE_TAGS
                     | 1u << WAY_FIXTURE_PATH
                     | G_GUINT64_CONSTANT (1) << WAY_FIXTURE_EXTRA;
}
