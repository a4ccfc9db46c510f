/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What may stand where in an EPCIS document, as tables: for way-epcis-check.c alone. */

#pragma once

#include "way-epcis-document.h"
#include "way-epcis-vocabulary.h"

typedef enum
{
  WAY_RULE_URI,
  WAY_RULE_URIS, /* one or an array */
  WAY_RULE_TIME,
  WAY_RULE_OFFSET,
  WAY_RULE_ACTION,
  WAY_RULE_TEXT,
  WAY_RULE_NUMBER,
  WAY_RULE_BOOLEAN,
  WAY_RULE_HEX,
  WAY_RULE_UOM,
  WAY_RULE_VERSION,
  WAY_RULE_CBV,       /* a bare name of @vocabulary, or a URI outside GS1's namespaces */
  WAY_RULE_CONTEXT,   /* JSON-LD @context */
  WAY_RULE_ATTRIBUTE, /* number, text or object */
  WAY_RULE_EVENT,     /* one of the five, by its type */
  WAY_RULE_OBJECT,    /* of @shape */
  WAY_RULE_ARRAY,     /* of @items */
} WayEpcisRuleKind;

typedef struct _WayEpcisRule WayEpcisRule;
typedef struct _WayEpcisShape WayEpcisShape;

struct _WayEpcisRule
{
  WayEpcisRuleKind kind;
  WayCbvKind vocabulary;
  const WayEpcisShape *shape;
  const WayEpcisRule *items;
  gsize min_items;
  gboolean is_unique;
};

typedef struct
{
  const char *name;
  const WayEpcisRule *rule;
  gboolean is_required;
} WayEpcisRow;

typedef enum
{
  WAY_SHAPE_CLOSED,     /* nothing but its rows */
  WAY_SHAPE_EXTENSIBLE, /* and members named by a URI or a CURIE */
  WAY_SHAPE_OPEN,       /* and anything */
} WayEpcisOpenness;

struct _WayEpcisShape
{
  const WayEpcisRow *rows; /* ends with a NULL name */
  WayEpcisOpenness openness;
};

extern const WayEpcisShape way_epcis_shape_document;
extern const WayEpcisShape way_epcis_shape_query;

/** Returns: the shape of events of @type; way_epcis_shape_extension for one that is none
 * of the five. */
const WayEpcisShape *
way_epcis_shape_of_event (WaySlice type);
extern const WayEpcisShape way_epcis_shape_extension;
