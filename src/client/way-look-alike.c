/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-look-alike.h"

#define MIN_EDIT_LETTERS 5

/* What is drawn like an ASCII letter, after case folding. */
static const struct
{
  gunichar from;
  char to;
} confusables[] = {
  { 0x0430, 'a' }, { 0x0251, 'a' }, { 0x03b1, 'a' }, { 0x0432, 'b' }, { 0x0441, 'c' },
  { 0x03f2, 'c' }, { 0x0501, 'd' }, { 0x0435, 'e' }, { 0x0454, 'e' }, { 0x0261, 'g' },
  { 0x043d, 'h' }, { 0x04bb, 'h' }, { 0x0456, 'i' }, { 0x03b9, 'i' }, { 0x0131, 'i' },
  { 0x0458, 'j' }, { 0x043a, 'k' }, { 0x03ba, 'k' }, { 0x04cf, 'l' }, { 0x043c, 'm' },
  { 0x0578, 'n' }, { 0x03b7, 'n' }, { 0x043e, 'o' }, { 0x03bf, 'o' }, { 0x0585, 'o' },
  { 0x0440, 'p' }, { 0x03c1, 'p' }, { 0x051b, 'q' }, { 0x0433, 'r' }, { 0x0455, 's' },
  { 0x0442, 't' }, { 0x03c4, 't' }, { 0x057d, 'u' }, { 0x03c5, 'u' }, { 0x03bd, 'v' },
  { 0x0475, 'v' }, { 0x051d, 'w' }, { 0x0445, 'x' }, { 0x03c7, 'x' }, { 0x0443, 'y' },
  { 0x04af, 'y' }, { 0x0290, 'z' }, { '0', 'o' },    { '1', 'l' },    { 'i', 'l' },
  { '5', 's' },    { '$', 's' },    { '@', 'a' },    { '|', 'l' },
};

static gunichar
fold_letter (gunichar letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (confusables); i++)
    if (confusables[i].from == letter)
      return (gunichar) confusables[i].to;
  return letter;
}

static gboolean
counts (gunichar letter)
{
  return (g_unichar_isalnum (letter) || letter == '$' || letter == '@' || letter == '|')
         && !g_unichar_ismark (letter) && !g_unichar_iszerowidth (letter);
}

char *
way_look_alike_skeleton (WaySlice name)
{
  g_autofree char *valid =
      g_utf8_make_valid ((const char *) name.data, (gssize) name.len);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKD);
  g_autofree char *folded = g_utf8_casefold (decomposed, -1);
  GString *skeleton = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (!counts (letter))
        continue;
      letter = fold_letter (fold_letter (letter));
      /* rn is drawn like m, vv like w */
      if (letter == 'n' && skeleton->len > 0 && skeleton->str[skeleton->len - 1] == 'r')
        skeleton->str[skeleton->len - 1] = 'm';
      else if (letter == 'v' && skeleton->len > 0
               && skeleton->str[skeleton->len - 1] == 'v')
        skeleton->str[skeleton->len - 1] = 'w';
      else
        g_string_append_unichar (skeleton, letter);
    }
  return g_string_free_and_steal (skeleton);
}

/* Whether @a becomes @b by one letter put in, left out or changed. */
static gboolean
is_one_edit (const gunichar *a, glong n_a, const gunichar *b, glong n_b)
{
  glong i = 0;

  if (n_a > n_b)
    return is_one_edit (b, n_b, a, n_a);
  if (n_b - n_a > 1)
    return FALSE;
  while (i < n_a && a[i] == b[i])
    i++;
  if (n_a == n_b)
    return i < n_a
           && memcmp (a + i + 1, b + i + 1, (gsize) (n_a - i - 1) * sizeof *a) == 0;
  return memcmp (a + i, b + i + 1, (gsize) (n_a - i) * sizeof *a) == 0;
}

gboolean
way_look_alike_names (WaySlice a, WaySlice b)
{
  g_autofree char *left = way_look_alike_skeleton (a);
  g_autofree char *right = way_look_alike_skeleton (b);
  g_autofree gunichar *left_letters = NULL;
  g_autofree gunichar *right_letters = NULL;
  glong n_left = 0, n_right = 0;

  if (left[0] == '\0' || right[0] == '\0')
    return FALSE;
  if (g_str_equal (left, right))
    return TRUE;
  left_letters = g_utf8_to_ucs4_fast (left, -1, &n_left);
  right_letters = g_utf8_to_ucs4_fast (right, -1, &n_right);
  return MIN (n_left, n_right) >= MIN_EDIT_LETTERS
         && is_one_edit (left_letters, n_left, right_letters, n_right);
}

gboolean
way_look_alike_profiles (const WayProfile *profile, WaySlice name)
{
  const WayLangText *names = profile->names.items;

  for (gsize i = 0; i < profile->names.n; i++)
    if (way_look_alike_names (names[i].text, name))
      return TRUE;
  return FALSE;
}
