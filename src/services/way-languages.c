/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-languages.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

void
way_languages_init (void)
{
  const char *folder = g_getenv ("WAYMARK_LOCALE_DIR");

  setlocale (LC_ALL, "");
  /* where no language is set, as in cron, texts are UTF-8 nevertheless: typed and printed, not refused or garbled */
  if (strcmp (nl_langinfo (CODESET), "ANSI_X3.4-1968") == 0)
    setlocale (LC_CTYPE, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : WAY_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* "zh_CN.UTF-8" and "zh_CN" are one tag, "C" is none. */
static void
add_language (GPtrArray *tags, const char *name)
{
  g_autofree char *tag = NULL;

  if (strcmp (name, "C") == 0 || strcmp (name, "POSIX") == 0
      || strpbrk (name, ".@") != NULL)
    return;
  tag = g_strdelimit (g_strdup (name), "_", '-');
  if (!g_ptr_array_find_with_equal_func (tags, tag, g_str_equal, NULL))
    g_ptr_array_add (tags, g_steal_pointer (&tag));
}

static gpointer
make_tags (void)
{
  const char *const *names = g_get_language_names ();
  GPtrArray *tags = g_ptr_array_new ();

  for (gsize i = 0; names[i] != NULL; i++)
    add_language (tags, names[i]);
  g_ptr_array_add (tags, NULL);
  return g_ptr_array_free (tags, FALSE);
}

const char *const *
way_languages_get (void)
{
  static gsize once = 0;
  static const char *const *tags;

  if (g_once_init_enter (&once))
    {
      tags = make_tags ();
      g_once_init_leave (&once, 1);
    }
  return tags;
}

const char *
way_languages_get_first (void)
{
  const char *const *tags = way_languages_get ();

  return tags[0] != NULL ? tags[0] : "en";
}
