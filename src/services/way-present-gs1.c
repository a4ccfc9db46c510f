/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-present.h"

#include <glib/gi18n-lib.h>

#include "way-epcis-vocabulary.h"

typedef struct
{
  const char *name;
  const char *words;
} Row;

static const char *
find_words (const Row *rows, gsize n, WaySlice name)
{
  for (gsize i = 0; i < n; i++)
    if (way_slice_equal (way_slice_from_string (rows[i].name), name))
      return rows[i].words;
  return NULL;
}

/* What the standard does not name was said in the reporter's own words: they stay. */
static char *
present (const Row *rows, gsize n, WayCbvKind kind, WaySlice value)
{
  const char *words = find_words (rows, n, way_cbv_to_bare (kind, value));

  return words != NULL ? g_strdup (_ (words)) : way_slice_dup_string (value);
}

char *
way_present_biz_step (WaySlice step)
{
  /* Of CBV 2.0, section 7.1. */
  static const Row rows[] = {
    /* TRANSLATORS: here begin the business steps of GS1 CBV: what was done with goods */
    { "accepting", N_ ("accepting") },
    { "arriving", N_ ("arriving") },
    { "assembling", N_ ("assembling") },
    { "collecting", N_ ("collecting") },
    { "commissioning", N_ ("marking as new") },
    { "consigning", N_ ("consigning") },
    { "creating_class_instance", N_ ("making a lot") },
    { "cycle_counting", N_ ("counting part of the stock") },
    { "decommissioning", N_ ("taking out of use") },
    { "departing", N_ ("departing") },
    { "destroying", N_ ("destroying") },
    { "disassembling", N_ ("disassembling") },
    { "dispensing", N_ ("dispensing") },
    { "encoding", N_ ("encoding") },
    { "entering_exiting", N_ ("entering or leaving") },
    { "holding", N_ ("holding back") },
    { "inspecting", N_ ("inspecting") },
    { "installing", N_ ("installing") },
    { "killing", N_ ("switching off the tag") },
    { "loading", N_ ("loading") },
    { "other", N_ ("another step") },
    { "packing", N_ ("packing") },
    { "picking", N_ ("picking") },
    { "receiving", N_ ("receiving") },
    { "removing", N_ ("removing") },
    { "repackaging", N_ ("repackaging") },
    { "repairing", N_ ("repairing") },
    { "replacing", N_ ("replacing") },
    { "reserving", N_ ("reserving") },
    { "retail_selling", N_ ("selling in a shop") },
    { "sampling", N_ ("taking samples") },
    { "sensor_reporting", N_ ("reading sensors") },
    { "shipping", N_ ("shipping") },
    { "staging_outbound", N_ ("making ready to ship") },
    { "stock_taking", N_ ("taking stock") },
    { "stocking", N_ ("putting on the shelf") },
    { "storing", N_ ("storing") },
    { "transporting", N_ ("transporting") },
    { "unloading", N_ ("unloading") },
    { "unpacking", N_ ("unpacking") },
    { "void_shipping", N_ ("calling back a shipment") },
  };

  return present (rows, G_N_ELEMENTS (rows), WAY_CBV_BIZ_STEP, step);
}

char *
way_present_measurement (WaySlice type)
{
  /* Of CBV 2.0, section 7.6: what a person meets. */
  static const Row rows[] = {
    /* TRANSLATORS: here begins what sensors measure */
    { "AbsoluteHumidity", N_ ("humidity in g/m³") },
    { "Acceleration", N_ ("acceleration") },
    { "Altitude", N_ ("altitude") },
    { "Angle", N_ ("tilt") },
    { "Count", N_ ("count") },
    { "Illuminance", N_ ("light") },
    { "Length", N_ ("length") },
    { "Mass", N_ ("weight") },
    { "Pressure", N_ ("pressure") },
    { "Radioactivity", N_ ("radioactivity") },
    { "RelativeHumidity", N_ ("humidity") },
    { "Speed", N_ ("speed") },
    { "Temperature", N_ ("temperature") },
    { "Time", N_ ("duration") },
    { "Volume", N_ ("volume") },
  };

  return present (rows, G_N_ELEMENTS (rows), WAY_CBV_MEASUREMENT, type);
}

char *
way_present_unit (WaySlice code)
{
  /* UN/ECE Recommendation 20; symbols are the same in every language. */
  static const Row rows[] = {
    { "CEL", "°C" },   { "FAH", "°F" },  { "KEL", "K" },  { "P1", "%" },
    { "KGM", "kg" },   { "GRM", "g" },   { "MGM", "mg" }, { "TNE", "t" },
    { "LTR", "l" },    { "MLT", "ml" },  { "MTQ", "m³" }, { "MTR", "m" },
    { "CMT", "cm" },   { "MMT", "mm" },  { "MTK", "m²" }, { "PAL", "Pa" },
    { "A97", "hPa" },  { "BAR", "bar" }, { "LUX", "lx" }, { "MTS", "m/s" },
    { "MSK", "m/s²" }, { "DD", "°" },    { "SEC", "s" },  { "MIN", "min" },
    { "HUR", "h" },    { "BQL", "Bq" },
  };
  const char *symbol = find_words (rows, G_N_ELEMENTS (rows), code);

  return symbol != NULL ? g_strdup (symbol) : way_slice_dup_string (code);
}
