/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-label.h"

#include <string.h>

WayLabel *
way_label_copy (const WayLabel *label)
{
  WayLabel *copy = g_new0 (WayLabel, 1);

  copy->outside_uri = g_strdup (label->outside_uri);
  copy->inside_uri = g_strdup (label->inside_uri);
  for (guint i = 0; i < WAY_LABEL_N_TITLES; i++)
    copy->titles[i] = g_strdup (label->titles[i]);
  for (guint i = 0; i < WAY_LABEL_N_LINES; i++)
    copy->lines[i] = g_strdup (label->lines[i]);
  return copy;
}

void
way_label_free (WayLabel *label)
{
  if (label == NULL)
    return;
  if (label->inside_uri != NULL)
    explicit_bzero ((char *) label->inside_uri, strlen (label->inside_uri));
  g_free ((char *) label->outside_uri);
  g_free ((char *) label->inside_uri);
  for (guint i = 0; i < WAY_LABEL_N_TITLES; i++)
    g_free ((char *) label->titles[i]);
  for (guint i = 0; i < WAY_LABEL_N_LINES; i++)
    g_free ((char *) label->lines[i]);
  g_free (label);
}
