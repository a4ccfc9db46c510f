/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/** Makes this process speak the language of its surroundings (LC_ALL, LC_MESSAGES, LANG, LANGUAGE). Translations
 * come from the folder that $WAYMARK_LOCALE_DIR names (a build's, where Waymark is not installed), else from the
 * installed one. Programs call it first, before any thread. */
void
way_languages_init (void);
/** The reader's languages as BCP 47 tags, the dearest first, NULL behind: what way_lang_text_pick() takes. Static. */
const char *const *
way_languages_get (void);
/** The tag for texts that the person writes: the first of the above, "en" where there is none. */
const char *
way_languages_get_first (void);
