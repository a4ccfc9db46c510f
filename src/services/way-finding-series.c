/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-finding-private.h"

/* A curve needs more than one point. */
#define MIN_POINTS 2

struct _WayFindingSeries
{
  GObject parent;

  char *title;
  char *unit;
  GArray *points; /* WayFindingPoint */
};

G_DEFINE_FINAL_TYPE (WayFindingSeries, way_finding_series, G_TYPE_OBJECT)

/* ---- Making them ------------------------------------------------------------------------ */

static gboolean
parse_number (WaySlice text, double *out_number)
{
  g_autofree char *copy = way_slice_dup_string (text);
  char *end;

  *out_number = g_ascii_strtod (copy, &end);
  return end != copy && *end == '\0';
}

/* Words of a sentence begin small; this one begins a line. */
static char *
capitalise (const char *text)
{
  char first[7] = { 0 };

  g_unichar_to_utf8 (g_unichar_totitle (g_utf8_get_char (text)), first);
  return *text != '\0' ? g_strconcat (first, g_utf8_next_char (text), NULL)
                       : g_strdup ("");
}

static WayFindingSeries *
find_series (GListStore *store, const char *title, const char *unit)
{
  GListModel *model = G_LIST_MODEL (store);
  WayFindingSeries *self;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (WayFindingSeries) series = g_list_model_get_item (model, i);

      if (g_str_equal (series->title, title) && g_str_equal (series->unit, unit))
        return series; /* the store keeps it */
    }
  self = g_object_new (WAY_TYPE_FINDING_SERIES, NULL);
  self->title = g_strdup (title);
  self->unit = g_strdup (unit);
  g_list_store_append (store, self);
  g_object_unref (self);
  return self;
}

static void
add_reading (GListStore *store, const WayReading *reading)
{
  g_autofree char *type = way_present_measurement (reading->type);
  g_autofree char *title = capitalise (type);
  g_autofree char *unit = way_present_unit (reading->uom);
  WayFindingPoint point = { .time_ms = reading->time };

  if (!parse_number (reading->value, &point.value))
    return;
  if (way_record_has (reading, 5))
    point.has_minimum = parse_number (reading->minimum, &point.minimum);
  if (way_record_has (reading, 6))
    point.has_maximum = parse_number (reading->maximum, &point.maximum);
  point.is_outside = (point.has_minimum && point.value < point.minimum)
                     || (point.has_maximum && point.value > point.maximum);
  g_array_append_val (find_series (store, title, unit)->points, point);
}

static int
compare_points (gconstpointer a, gconstpointer b)
{
  guint64 one = ((const WayFindingPoint *) a)->time_ms;
  guint64 other = ((const WayFindingPoint *) b)->time_ms;

  return (one > other) - (one < other);
}

/* What its own signer took back, or a stranger says, is no measurement of it. */
static gboolean
counts (const WayStep *step)
{
  return step->kind == WAY_STEP_EVENT && step->action->kind == WAY_ACTION_OBSERVE
         && !step->is_corrected && !step->is_note;
}

void
way_finding_add_series (const WayFindingSource *source, GListStore *series)
{
  const WayExamination *examination = source->examination;
  GListModel *model = G_LIST_MODEL (series);

  for (gsize i = 0; i < examination->n_steps; i++)
    {
      const WayStep *step = &examination->steps[i];
      const WayObserve *observe = step->action->body;

      for (gsize j = 0; counts (step) && j < observe->readings.n; j++)
        add_reading (series, &((const WayReading *) observe->readings.items)[j]);
    }
  for (guint i = g_list_model_get_n_items (model); i-- > 0;)
    {
      g_autoptr (WayFindingSeries) one = g_list_model_get_item (model, i);

      g_array_sort (one->points, compare_points);
      if (one->points->len < MIN_POINTS)
        g_list_store_remove (series, i);
    }
}

/* ---- Reading ------------------------------------------------------------------------------ */

const char *
way_finding_series_get_title (WayFindingSeries *self)
{
  return self->title;
}

const char *
way_finding_series_get_unit (WayFindingSeries *self)
{
  return self->unit;
}

const WayFindingPoint *
way_finding_series_get_points (WayFindingSeries *self, gsize *out_n)
{
  *out_n = self->points->len;
  return (const WayFindingPoint *) (gpointer) self->points->data;
}

gboolean
way_finding_series_is_outside (WayFindingSeries *self)
{
  for (guint i = 0; i < self->points->len; i++)
    if (g_array_index (self->points, WayFindingPoint, i).is_outside)
      return TRUE;
  return FALSE;
}

/* ---- The object ----------------------------------------------------------------------------- */

static void
way_finding_series_finalize (GObject *object)
{
  WayFindingSeries *self = WAY_FINDING_SERIES (object);

  g_free (self->title);
  g_free (self->unit);
  g_array_unref (self->points);
  G_OBJECT_CLASS (way_finding_series_parent_class)->finalize (object);
}

static void
way_finding_series_class_init (WayFindingSeriesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_finding_series_finalize;
}

static void
way_finding_series_init (WayFindingSeries *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (WayFindingPoint));
}
