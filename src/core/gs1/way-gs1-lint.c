/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-gs1-lint.h"

#include "way-gs1-lint-private.h"

#define MIN_COMPANY_PREFIX 4

typedef WayGs1Fault (*LintFunc) (const char *data, gsize len, gsize *at);

static const LintFunc functions[] = {
  NULL,
#define WAY_GS1_LINT(symbol, name, function) function,
#include "way-gs1-lint.def"
#undef WAY_GS1_LINT
};

static const char *const names[] = {
  NULL,
#define WAY_GS1_LINT(symbol, name, function) name,
#include "way-gs1-lint.def"
#undef WAY_GS1_LINT
};

static const struct
{
  const char *name;
  WayResult result;
  const char *text;
} faults[] = {
  { "NONE", WAY_RESULT_OK, "nothing is wrong" },
#define WAY_GS1_FAULT(symbol, result, text) { #symbol, WAY_RESULT_##result, text },
#include "way-gs1-fault.def"
#undef WAY_GS1_FAULT
};

WayGs1Fault
way_gs1_lint_run (WayGs1Lint lint, const char *data, gsize len, gsize *at)
{
  *at = 0;
  return functions[lint](data, len, at);
}

WayGs1Lint
way_gs1_lint_from_name (const char *name)
{
  for (gsize i = 1; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return (WayGs1Lint) i;
  return WAY_GS1_LINT_NONE;
}

const char *
way_gs1_fault_get_name (WayGs1Fault fault)
{
  return faults[fault].name;
}

const char *
way_gs1_fault_get_text (WayGs1Fault fault)
{
  return faults[fault].text;
}

WayResult
way_gs1_fault_get_result (WayGs1Fault fault)
{
  return faults[fault].result;
}

static gboolean
is_cset82 (char c)
{
  return g_ascii_isalnum (c) || is_any_of (c, "!\"%&'()*+,-./:;<=>?_");
}

WayGs1Fault
way_gs1_lint_csetnumeric (const char *data, gsize len, gsize *at)
{
  for (gsize i = 0; i < len; i++)
    if (!g_ascii_isdigit (data[i]))
      return fail_at (at, i, WAY_GS1_FAULT_NON_DIGIT_CHARACTER);
  return WAY_GS1_FAULT_NONE;
}

WayGs1Fault
way_gs1_lint_cset82 (const char *data, gsize len, gsize *at)
{
  for (gsize i = 0; i < len; i++)
    if (!is_cset82 (data[i]))
      return fail_at (at, i, WAY_GS1_FAULT_INVALID_CSET82_CHARACTER);
  return WAY_GS1_FAULT_NONE;
}

WayGs1Fault
way_gs1_lint_cset39 (const char *data, gsize len, gsize *at)
{
  for (gsize i = 0; i < len; i++)
    if (!g_ascii_isdigit (data[i]) && !g_ascii_isupper (data[i])
        && !is_any_of (data[i], "#-/"))
      return fail_at (at, i, WAY_GS1_FAULT_INVALID_CSET39_CHARACTER);
  return WAY_GS1_FAULT_NONE;
}

/* Padding may be left out; where it is there, it must fill the last group of three. */
WayGs1Fault
way_gs1_lint_cset64 (const char *data, gsize len, gsize *at)
{
  gsize bare = len;

  while (bare > 0 && data[bare - 1] == '=')
    bare--;
  if (len - bare > 2 || (len != bare && len % 3 != 0))
    return fail_at (at, bare, WAY_GS1_FAULT_INVALID_CSET64_PADDING);
  for (gsize i = 0; i < bare; i++)
    if (!g_ascii_isalnum (data[i]) && data[i] != '-' && data[i] != '_')
      return fail_at (at, i, WAY_GS1_FAULT_INVALID_CSET64_CHARACTER);
  return WAY_GS1_FAULT_NONE;
}

/* General Specifications 7.9.1: weights 3 and 1 from the right, check digit last. */
WayGs1Fault
way_gs1_lint_csum (const char *data, gsize len, gsize *at)
{
  guint sum = 0;

  if (len == 0)
    return WAY_GS1_FAULT_TOO_SHORT_FOR_CHECK_DIGIT;
  if (way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_NON_DIGIT_CHARACTER;
  for (gsize i = 0; i < len; i++)
    sum += (guint) (data[i] - '0') * ((len - i) % 2 == 0 ? 3 : 1);
  return sum % 10 == 0 ? WAY_GS1_FAULT_NONE
                       : fail_at (at, len - 1, WAY_GS1_FAULT_INCORRECT_CHECK_DIGIT);
}

static const char cset82[] = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                             "abcdefghijklmnopqrstuvwxyz";
static const char cset32[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
static const guint16 primes[] = {
  2,   3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,  47,  53,  59,
  61,  67,  71,  73,  79,  83,  89,  97,  101, 103, 107, 109, 113, 127, 131, 137, 139,
  149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223, 227, 229, 233,
  239, 241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311, 313, 317, 331, 337,
  347, 349, 353, 359, 367, 373, 379, 383, 389, 397, 401, 409, 419, 421, 431, 433, 439,
  443, 449, 457, 461, 463, 467, 479, 487, 491, 499, 503, 509,
};

/* General Specifications 7.9.5: the position in character set 82 times the n-th prime,
 * counted from the right, modulo 1021, as two characters of set 32 */
WayGs1Fault
way_gs1_lint_csumalpha (const char *data, gsize len, gsize *at)
{
  guint sum = 0;

  if (len < 2)
    return WAY_GS1_FAULT_TOO_SHORT_FOR_CHECK_PAIR;
  if (len - 2 > G_N_ELEMENTS (primes))
    return WAY_GS1_FAULT_TOO_LONG_FOR_CHECK_PAIR_IMPLEMENTATION;
  if (way_gs1_lint_cset82 (data, len - 2, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_INVALID_CSET82_CHARACTER;
  for (gsize i = len - 2; i < len; i++)
    if (!is_any_of (data[i], cset32))
      return fail_at (at, i, WAY_GS1_FAULT_INVALID_CSET32_CHARACTER);
  for (gsize i = 0; i < len - 2; i++)
    sum += (guint) (strchr (cset82, data[i]) - cset82) * primes[len - 3 - i];
  sum %= 1021;
  if (data[len - 2] != cset32[sum / 32] || data[len - 1] != cset32[sum % 32])
    return fail_at (at, len - 2, WAY_GS1_FAULT_INCORRECT_CHECK_PAIR);
  return WAY_GS1_FAULT_NONE;
}

WayGs1Fault
way_gs1_lint_gcppos1 (const char *data, gsize len, gsize *at)
{
  if (len < MIN_COMPANY_PREFIX)
    return WAY_GS1_FAULT_TOO_SHORT_FOR_GCP;
  if (way_gs1_lint_csetnumeric (data, MIN_COMPANY_PREFIX, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_INVALID_GCP_PREFIX;
  return WAY_GS1_FAULT_NONE;
}

WayGs1Fault
way_gs1_lint_gcppos2 (const char *data, gsize len, gsize *at)
{
  WayGs1Fault fault;

  if (len < 2)
    return WAY_GS1_FAULT_TOO_SHORT_FOR_GCP;
  fault = way_gs1_lint_gcppos1 (data + 1, len - 1, at);
  *at += 1;
  return fault;
}

WayGs1Fault
way_gs1_lint_hasnondigit (const char *data, gsize len, gsize *at)
{
  return way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE
             ? WAY_GS1_FAULT_NONE
             : WAY_GS1_FAULT_REQUIRES_NON_DIGIT_CHARACTER;
}

WayGs1Fault
way_gs1_lint_importeridx (const char *data, gsize len, gsize *at)
{
  if (len != 1)
    return WAY_GS1_FAULT_IMPORTER_IDX_MUST_BE_ONE_CHARACTER;
  return g_ascii_isalnum (data[0]) || data[0] == '-' || data[0] == '_'
             ? WAY_GS1_FAULT_NONE
             : WAY_GS1_FAULT_INVALID_IMPORT_IDX_CHARACTER;
}

static gsize
count_leading (const char *data, gsize len, char c)
{
  gsize n = 0;

  while (n < len && data[n] == c)
    n++;
  return n;
}

WayGs1Fault
way_gs1_lint_nonzero (const char *data, gsize len, gsize *at)
{
  if (way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_NON_DIGIT_CHARACTER;
  return count_leading (data, len, '0') == len ? WAY_GS1_FAULT_ILLEGAL_ZERO_VALUE
                                               : WAY_GS1_FAULT_NONE;
}

WayGs1Fault
way_gs1_lint_nozeroprefix (const char *data, gsize len, gsize *at)
{
  if (way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_NON_DIGIT_CHARACTER;
  return len > 0 && data[0] == '0' ? WAY_GS1_FAULT_ILLEGAL_ZERO_PREFIX
                                   : WAY_GS1_FAULT_NONE;
}

WayGs1Fault
way_gs1_lint_zero (const char *data, gsize len, gsize *at)
{
  gsize zeros = count_leading (data, len, '0');

  return len > 0 && zeros == len ? WAY_GS1_FAULT_NONE
                                 : fail_at (at, zeros, WAY_GS1_FAULT_NOT_ZERO);
}

WayGs1Fault
way_gs1_lint_yesno (const char *data, gsize len, gsize *at)
{
  return len == 1 && is_any_of (data[0], "01") ? WAY_GS1_FAULT_NONE
                                               : WAY_GS1_FAULT_NOT_ZERO_OR_ONE;
}

WayGs1Fault
way_gs1_lint_winding (const char *data, gsize len, gsize *at)
{
  return len == 1 && is_any_of (data[0], "019") ? WAY_GS1_FAULT_NONE
                                                : WAY_GS1_FAULT_INVALID_WINDING_DIRECTION;
}

WayGs1Fault
way_gs1_lint_hyphen (const char *data, gsize len, gsize *at)
{
  gsize hyphens = count_leading (data, len, '-');

  return len > 0 && hyphens == len ? WAY_GS1_FAULT_NONE
                                   : fail_at (at, hyphens, WAY_GS1_FAULT_NOT_HYPHEN);
}

WayGs1Fault
way_gs1_lint_pieceoftotal (const char *data, gsize len, gsize *at)
{
  gsize half = len / 2;

  if (len == 0 || len % 2 != 0)
    return WAY_GS1_FAULT_INVALID_LENGTH_FOR_PIECE_OF_TOTAL;
  if (way_gs1_lint_csetnumeric (data, len, at) != WAY_GS1_FAULT_NONE)
    return WAY_GS1_FAULT_NON_DIGIT_CHARACTER;
  if (count_leading (data, half, '0') == half)
    return WAY_GS1_FAULT_ZERO_PIECE_NUMBER;
  if (count_leading (data + half, half, '0') == half)
    return fail_at (at, half, WAY_GS1_FAULT_ZERO_TOTAL_PIECES);
  return memcmp (data, data + half, half) > 0 ? WAY_GS1_FAULT_PIECE_NUMBER_EXCEEDS_TOTAL
                                              : WAY_GS1_FAULT_NONE;
}

WayGs1Fault
way_gs1_lint_posinseqslash (const char *data, gsize len, gsize *at)
{
  const char *slash = len > 0 ? memchr (data, '/', len) : NULL;
  gsize position, end;

  if (slash == NULL)
    return WAY_GS1_FAULT_POSITION_IN_SEQUENCE_MALFORMED;
  position = (gsize) (slash - data);
  end = len - position - 1;
  if (position == 0 || end == 0
      || way_gs1_lint_csetnumeric (data, position, at) != WAY_GS1_FAULT_NONE
      || way_gs1_lint_csetnumeric (slash + 1, end, at) != WAY_GS1_FAULT_NONE)
    return fail_at (at, 0, WAY_GS1_FAULT_POSITION_IN_SEQUENCE_MALFORMED);
  if (data[0] == '0')
    return WAY_GS1_FAULT_ILLEGAL_ZERO_PREFIX;
  if (slash[1] == '0')
    return fail_at (at, position + 1, WAY_GS1_FAULT_ILLEGAL_ZERO_PREFIX);
  if (position > end || (position == end && memcmp (data, slash + 1, end) > 0))
    return WAY_GS1_FAULT_POSITION_EXCEEDS_END;
  return WAY_GS1_FAULT_NONE;
}

WayGs1Fault
way_gs1_lint_pcenc (const char *data, gsize len, gsize *at)
{
  for (gsize i = 0; i < len; i++)
    if (data[i] == '%'
        && (len - i < 3 || !g_ascii_isxdigit (data[i + 1])
            || !g_ascii_isxdigit (data[i + 2])))
      return fail_at (at, i, WAY_GS1_FAULT_INVALID_PERCENT_SEQUENCE);
  return WAY_GS1_FAULT_NONE;
}
