/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-label-png.h"
#include "way-picture-reader.h"
#include "way-result.h"

static const WayLabel label = {
  .outside_uri = "https://id.gs1.org/01/09520123456788/10/LOT-7/21/AB2CD3EF4GH5JK6M",
  .inside_uri = "https://id.gs1.org/01/09520123456788/10/LOT-7/21/AB2CD3EF4GH5JK6M"
                "#c=Zm9vYmFyYmF6cXV4eHl6MQ",
  .titles = { "Longjing tea <b>100 g</b> & more", "明前龙井茶" },
  .lines = { "(01) 09520123456788", "(10) LOT-7", "(21) AB2CD3EF4GH5JK6M" },
};

static void
assert_reads (GBytes *bytes, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = way_picture_scan_bytes (bytes, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (codes->len, ==, 1);
  g_assert_cmpstr (((WayCode *) g_ptr_array_index (codes, 0))->text, ==, text);
}

/* Every layout has room for a plain label, in every resolution; the two ways agree. */
static void
test_reads_back (void)
{
  gsize n_layouts;
  const WayLabelLayout *layouts = way_label_layout_get_all (&n_layouts);
  static const guint dots[] = { 8, 12, 24 };

  for (gsize i = 0; i < n_layouts; i++)
    for (guint k = 0; k < G_N_ELEMENTS (dots); k++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) outside = way_label_render_png (&label, WAY_LABEL_OUTSIDE,
                                                           &layouts[i], dots[k], &error);
        g_autoptr (GBytes) inside = NULL;

        g_assert_no_error (error);
        assert_reads (outside, label.outside_uri);
        inside =
            way_label_render_png (&label, WAY_LABEL_INSIDE, &layouts[i], dots[k], &error);
        g_assert_no_error (error);
        assert_reads (inside, label.inside_uri);
      }
}

static void
test_same_bytes (void)
{
  const WayLabelLayout *layout = way_label_layout_find ("a4-3x8");
  g_autoptr (GBytes)
      once = way_label_render_png (&label, WAY_LABEL_OUTSIDE, layout, 12, NULL);
  g_autoptr (GBytes)
      again = way_label_render_png (&label, WAY_LABEL_OUTSIDE, layout, 12, NULL);
  g_autoptr (GBytes)
      inside = way_label_render_png (&label, WAY_LABEL_INSIDE, layout, 12, NULL);

  g_assert_true (g_bytes_equal (once, again));
  g_assert_false (g_bytes_equal (once, inside));
}

static void
test_errors (void)
{
  const WayLabelLayout *layout = way_label_layout_find ("a4-3x8");
  const WayLabelLayout tiny = { "tiny", 20, 15, 1, 1, 20, 15, 0, 0, 20, 15 };
  WayLabel bare = label;
  g_autoptr (GError) no_room = NULL;
  g_autoptr (GError) no_inside = NULL;
  g_autoptr (GError) no_dots = NULL;
  g_autoptr (GError) no_text = NULL;

  g_assert_null (way_label_render_png (&label, WAY_LABEL_OUTSIDE, &tiny, 12, &no_room));
  g_assert_error (no_room, WAY_ERROR, WAY_RESULT_OUT_OF_RANGE);
  g_assert_null (way_label_render_png (&label, WAY_LABEL_OUTSIDE, layout, 2, &no_dots));
  g_assert_error (no_dots, WAY_ERROR, WAY_RESULT_OUT_OF_RANGE);
  bare.inside_uri = NULL;
  bare.outside_uri = "";
  g_assert_null (way_label_render_png (&bare, WAY_LABEL_INSIDE, layout, 12, &no_inside));
  g_assert_error (no_inside, WAY_ERROR, WAY_RESULT_MISSING_MEMBER);
  g_assert_null (way_label_render_png (&bare, WAY_LABEL_OUTSIDE, layout, 12, &no_text));
  g_assert_error (no_text, WAY_ERROR, WAY_RESULT_INVALID_TEXT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/png/reads-back", test_reads_back);
  g_test_add_func ("/labels/png/same-bytes", test_same_bytes);
  g_test_add_func ("/labels/png/errors", test_errors);
  return g_test_run ();
}
