/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever a scanner delivers is a message or an error; every form that a message can be written
 * in reads back as that message; what names a thing is named the same when it is written again;
 * canonical identifiers are their own canonical form; in-pack secrets survive their link. */

#include <string.h>

#include "way-epcis-identifier.h"
#include "way-fuzz.h"
#include "way-gs1-code.h"
#include "way-result.h"

#define STEM "https://example.org/a/b"

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  return 0;
}

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == WAY_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
assert_same (const WayGs1Elements *elements,
             const WayGs1Elements *again,
             const GError *error)
{
  g_assert_no_error (error);
  g_assert_cmpuint (way_gs1_elements_get_n (elements), ==,
                    way_gs1_elements_get_n (again));
  for (guint i = 0; i < way_gs1_elements_get_n (elements); i++)
    {
      const WayGs1Element *one = way_gs1_elements_get (elements, i);
      const WayGs1Element *other = way_gs1_elements_get (again, i);

      g_assert_cmpstr (one->ai, ==, other->ai);
      g_assert_cmpstr (one->value, ==, other->value);
    }
}

static void
check_texts (const WayGs1Elements *elements)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *string = way_gs1_to_element_string (elements);
  g_autofree char *bracketed = way_gs1_to_bracketed (elements);
  g_autoptr (WayGs1Elements) from_string =
      way_gs1_parse_element_string (way_slice_from_string (string), '^', &error);
  g_autoptr (WayGs1Elements) from_brackets = NULL;

  assert_same (elements, from_string, error);
  from_brackets = way_gs1_parse_bracketed (way_slice_from_string (bracketed), &error);
  assert_same (elements, from_brackets, error);
}

static void
check_link (const WayGs1Elements *elements, const char *stem)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = way_gs1_build_digital_link (elements, stem, &error);
  g_autoptr (WayGs1Elements) read = NULL;
  g_autofree char *again = NULL;

  if (uri == NULL)
    {
      check_error (error);
      return;
    }
  g_assert_true (
      g_str_has_prefix (uri, stem != NULL ? stem : WAY_DIGITAL_LINK_CANONICAL_STEM));
  read = way_gs1_parse_digital_link (way_slice_from_string (uri), &error);
  g_assert_no_error (error);
  again = way_gs1_build_digital_link (read, stem, &error);
  g_assert_cmpstr (again, ==, uri);
}

/* Product and container are written and read without loss. */
static void
check_code (const WayGs1Code *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayGs1Elements) elements = way_gs1_code_to_elements (code, &error);
  WayGs1Code again;

  if (code->kind == WAY_GS1_CODE_OTHER)
    {
      g_assert_null (elements);
      check_error (error);
      return;
    }
  g_assert_no_error (error);
  way_gs1_code_from_elements (elements, &again);
  g_assert_cmpint (code->kind, ==, again.kind);
  if (code->kind == WAY_GS1_CODE_CONTAINER)
    {
      /* lot and serial are those of its contents */
      g_assert_cmpstr (code->sscc, ==, again.sscc);
      return;
    }
  g_assert_cmpstr (code->gtin14, ==, again.gtin14);
  g_assert_cmpstr (code->lot, ==, again.lot);
  g_assert_cmpstr (code->serial, ==, again.serial);
}

static void
check_secret (WaySlice text, const WayGs1Elements *elements)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaySecret) secret = way_gs1_claim_secret_from_text (text, &error);
  g_autoptr (WaySecret) again = NULL;
  g_autofree char *uri = NULL, *link = NULL;

  if (secret == NULL)
    {
      g_assert_true (error == NULL
                     || g_error_matches (error, WAY_ERROR, WAY_RESULT_MALFORMED));
      return;
    }
  g_assert_cmpuint (way_secret_get_size (secret), ==, WAY_CLAIM_SECRET_SIZE);
  uri = elements != NULL ? way_gs1_build_digital_link (elements, NULL, NULL) : NULL;
  if (uri == NULL)
    return;
  link = way_gs1_build_claim_link (uri, secret);
  again = way_gs1_claim_secret_from_text (way_slice_from_string (link), &error);
  g_assert_no_error (error);
  g_assert_true (
      way_slice_equal (way_secret_get_slice (secret), way_secret_get_slice (again)));
}

/* What is shown of a text has no secret in it. */
static void
check_shown (WaySlice text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_gs1_claim_secret_from_text (way_gs1_cut_secret (text), &error));
  g_assert_no_error (error);
}

static void
check_identifier (WaySlice text)
{
  g_autofree char *once = NULL, *twice = NULL;

  if (text.len > 0 && memchr (text.data, '\0', text.len) != NULL)
    return; /* the copy of what is none is a C string */
  once = way_epcis_dup_identifier (text);
  twice = way_epcis_dup_identifier (way_slice_from_string (once));
  g_assert_cmpstr (once, ==, twice);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t len)
{
  WaySlice text = WAY_SLICE_INIT (data, len);
  g_autoptr (WayGs1Elements) elements = NULL;
  g_autoptr (GError) error = NULL;
  WayGs1Code code;

  if (way_gs1_code_from_text (text, NULL, &code, &elements, &error))
    {
      check_texts (elements);
      check_link (elements, NULL);
      check_link (elements, STEM);
      check_code (&code);
    }
  else
    check_error (error);
  check_secret (text, elements);
  check_shown (text);
  check_identifier (text);
  return 0;
}
