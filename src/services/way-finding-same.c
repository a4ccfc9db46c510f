/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-finding.h"

#include "way-same-rows.h"

#define SAME(type, a, b, get)                                                            \
  (g_strcmp0 (type##_get_##get ((gpointer) (a)), type##_get_##get ((gpointer) (b))) == 0)

static gboolean
is_same_reason (gconstpointer a, gconstpointer b)
{
  return way_finding_reason_get_reason ((gpointer) a)
             == way_finding_reason_get_reason ((gpointer) b)
         && way_finding_reason_get_weight ((gpointer) a)
                == way_finding_reason_get_weight ((gpointer) b)
         && SAME (way_finding_reason, a, b, text);
}

static gboolean
is_same_step (gconstpointer a, gconstpointer b)
{
  return SAME (way_finding_step, a, b, kind) && SAME (way_finding_step, a, b, when)
         && SAME (way_finding_step, a, b, sentence)
         && SAME (way_finding_step, a, b, actor) && SAME (way_finding_step, a, b, place)
         && SAME (way_finding_step, a, b, scope)
         && way_finding_step_is_attested ((gpointer) a)
                == way_finding_step_is_attested ((gpointer) b)
         && way_finding_step_get_witness ((gpointer) a)
                == way_finding_step_get_witness ((gpointer) b)
         && g_strv_equal (way_finding_step_get_remarks ((gpointer) a),
                          way_finding_step_get_remarks ((gpointer) b));
}

static gboolean
is_same_series (gconstpointer a, gconstpointer b)
{
  gsize n, n_other;

  way_finding_series_get_points ((gpointer) a, &n);
  way_finding_series_get_points ((gpointer) b, &n_other);
  /* points are events of the story, which are compared: they don't change, there are more of them */
  return n == n_other && SAME (way_finding_series, a, b, title)
         && SAME (way_finding_series, a, b, unit)
         && way_finding_series_is_outside ((gpointer) a)
                == way_finding_series_is_outside ((gpointer) b);
}

static gboolean
is_same_detail (gconstpointer a, gconstpointer b)
{
  return SAME (way_detail, a, b, label) && SAME (way_detail, a, b, value);
}

static gboolean
is_same_document (gconstpointer a, gconstpointer b)
{
  return SAME (way_finding_document, a, b, sha256)
         && SAME (way_finding_document, a, b, network)
         && SAME (way_finding_document, a, b, title)
         && SAME (way_finding_document, a, b, validity);
}

gboolean
way_finding_has_same_reasons (WayFinding *a, WayFinding *b)
{
  return way_rows_are_same (way_finding_get_reasons (a), way_finding_get_reasons (b),
                            is_same_reason)
         && way_rows_are_same (way_finding_get_series (a), way_finding_get_series (b),
                               is_same_series);
}

gboolean
way_finding_has_same_story (WayFinding *a, WayFinding *b)
{
  return SAME (way_finding, a, b, code) && SAME (way_finding, a, b, network)
         && SAME (way_finding, a, b, description)
         && way_rows_are_same (way_finding_get_steps (a), way_finding_get_steps (b),
                               is_same_step)
         && way_rows_are_same (way_finding_get_facts (a), way_finding_get_facts (b),
                               is_same_detail)
         && way_rows_are_same (way_finding_get_pictures (a), way_finding_get_pictures (b),
                               is_same_document)
         && way_rows_are_same (way_finding_get_documents (a),
                               way_finding_get_documents (b), is_same_document);
}
