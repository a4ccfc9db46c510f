/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-body-cache.h"

static GBytes *
make_name (guint number)
{
  return g_bytes_new (&number, sizeof number);
}

static void
add (WayBodyCache *cache, guint64 height, guint number, gsize size)
{
  g_autoptr (GBytes) name = make_name (number);
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (size), size);

  way_body_cache_add (cache, height, name, body);
}

/* Returns: the size of the body, 0 where there is none. */
static gsize
find (WayBodyCache *cache, guint64 height, guint number)
{
  g_autoptr (GBytes) name = make_name (number);
  g_autoptr (GBytes) body = way_body_cache_find (cache, height, name);

  return body != NULL ? g_bytes_get_size (body) : 0;
}

/* What was true at one height is not given out at another. */
static void
test_heights (void)
{
  WayBodyCache cache;

  way_body_cache_init (&cache);
  g_assert_cmpuint (find (&cache, 0, 1), ==, 0);
  add (&cache, 5, 1, 100);
  add (&cache, 5, 2, 200);
  g_assert_cmpuint (find (&cache, 5, 1), ==, 100);
  g_assert_cmpuint (find (&cache, 5, 2), ==, 200);
  g_assert_cmpuint (find (&cache, 6, 1), ==, 0);
  add (&cache, 6, 2, 300);
  g_assert_cmpuint (find (&cache, 6, 1), ==, 0);
  g_assert_cmpuint (find (&cache, 6, 2), ==, 300);
  g_assert_cmpuint (find (&cache, 5, 2), ==, 0);
  way_body_cache_forget (&cache);
  g_assert_cmpuint (find (&cache, 6, 2), ==, 0);
  way_body_cache_clear (&cache);
}

/* However many questions are asked, and however large the answers. */
static void
test_bounds (void)
{
  WayBodyCache cache;
  gsize total = 0;

  way_body_cache_init (&cache);
  for (guint i = 0; i < 100; i++)
    add (&cache, 1, i, 1000 * 1000);
  for (guint i = 0; i < 100; i++)
    total += find (&cache, 1, i);
  g_assert_cmpuint (total, >, 0);
  g_assert_cmpuint (total, <=, WAY_BODY_CACHE_SIZE);
  g_assert_cmpuint (find (&cache, 1, 99), ==, 1000 * 1000);
  add (&cache, 1, 1000, WAY_BODY_CACHE_SIZE + 1);
  g_assert_cmpuint (find (&cache, 1, 1000), ==, 0);
  g_assert_cmpuint (find (&cache, 1, 99), ==, 1000 * 1000);
  way_body_cache_clear (&cache);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/node/body-cache/heights", test_heights);
  g_test_add_func ("/node/body-cache/bounds", test_bounds);
  return g_test_run ();
}
