/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Memory while labels stream by: what a page leaves behind, times the pages of 100,000
 * labels, must stay small. */

#include <stdlib.h>
#include <string.h>

#include "way-label-sheet.h"

#define N_WARM     800
#define N_MEASURED 6000
#define N_ALL      100000
#define LIMIT_KB   (24 * 1024)

static gboolean
on_write (gpointer data, const guint8 *bytes, gsize len, GError **error)
{
  *(guint64 *) data += len;
  return TRUE;
}

static gint64
get_resident_kb (void)
{
  g_autofree char *status = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  return strtoll (strstr (status, "VmRSS:") + 6, NULL, 10);
}

static void
add_labels (WayLabelSheet *sheet, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      g_autofree char *uri = g_strdup_printf (
          "https://id.gs1.org/01/09520123456788/10/LOT-7/21/AB2CD3EF4GH%05u", i);
      g_autofree char *serial = g_strdup_printf ("(21) AB2CD3EF4GH%05u", i);
      WayLabel label = { uri, NULL, { "Longjing tea", "龙井茶" }, { serial } };
      g_autoptr (GError) error = NULL;

      way_label_sheet_add (sheet, &label, &error);
      g_assert_no_error (error);
    }
}

static void
test_bounded (void)
{
  WayLabelOptions options = { way_label_layout_find ("a4-5x13"), WAY_LABEL_OUTSIDE };
  guint64 n_bytes = 0;
  g_autoptr (WayLabelSheet)
      sheet = way_label_sheet_new_for_func (on_write, &n_bytes, &options, NULL);
  gint64 before;
  gint64 growth;

  add_labels (sheet, 0, N_WARM);
  before = get_resident_kb ();
  add_labels (sheet, N_WARM, N_WARM + N_MEASURED);
  growth = get_resident_kb () - before;
  g_assert_true (way_label_sheet_finish (sheet, NULL));
  g_test_message ("%u labels: %" G_GUINT64_FORMAT " bytes written, %" G_GINT64_FORMAT
                  " kB more in memory",
                  N_MEASURED, n_bytes, growth);
  g_assert_cmpint (growth * (N_ALL / N_MEASURED), <, LIMIT_KB);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/memory/bounded", test_bounded);
  return g_test_run ();
}
