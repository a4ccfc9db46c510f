/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-look-alike.h"
#include "way-test.h"

static gboolean
looks_alike (const char *a, const char *b)
{
  return way_look_alike_names (way_slice_from_string (a), way_slice_from_string (b));
}

static void
test_imitations (void)
{
  static const char *const rows[][2] = {
    { "Mistvale Tea", "mistvale  tea" },   /* case and spaces */
    { "Mistvale Tea", "Mistvale-Tea!" },   /* punctuation */
    { "Mistvale", "Mistva1e" },            /* digit for letter */
    { "Mistvale", "Мistvаle" },            /* Cyrillic letters */
    { "Mistvale", "M\u00edstv\u00e4le" },  /* marks */
    { "Mistvale", "Mistv\u200bale" },      /* zero-width space */
    { "Modern Watches", "Modem Watches" }, /* rn for m */
    { "Mistvale Tea", "Mistvale Teas" },   /* one letter more */
    { "Mistvale", "Mistvalle" },
    { "Mistvale", "\uff2d\uff49stvale" }, /* full-width letters */
    { "雾谷茶园", "雾谷茶园" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!looks_alike (rows[i][0], rows[i][1]) || !looks_alike (rows[i][1], rows[i][0]))
      g_error ("%s and %s should look alike", rows[i][0], rows[i][1]);
}

static void
test_different_names (void)
{
  static const char
      *const rows[]
                 [2] = {
                   { "Mistvale Tea", "Sunridge Tea" },
                   { "Bear", "Pear" }, /* too short for one edit to mean anything */
                   { "雾谷茶园", "青山茶园" },
                   { "", "Mistvale" },
                   { "!!!", "???" },
                   { "Mistvale", "Mistvale Tea House" },
                 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (looks_alike (rows[i][0], rows[i][1]))
      g_error ("%s and %s should differ", rows[i][0], rows[i][1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/look-alike/imitations", test_imitations);
  g_test_add_func ("/client/look-alike/different-names", test_different_names);
  return g_test_run ();
}
