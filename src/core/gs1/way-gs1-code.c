/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-gs1-code.h"

#include <string.h>

#include "way-base-encoding.h"
#include "way-epcis-identifier.h"
#include "way-gs1-elements-private.h"

#define CLAIM_PARAMETER "c="
#define EPC_URN         "urn:epc:"

static void
copy_value (const WayGs1Elements *elements, const char *ai, char *out, gsize size)
{
  const WayGs1Element *item = way_gs1_elements_lookup (elements, ai);

  if (item != NULL)
    g_strlcpy (out, item->value, size);
}

static WayGs1CodeKind
find_kind (const WayGs1Elements *elements)
{
  for (guint i = 0; i < way_gs1_elements_get_n (elements); i++)
    {
      const char *ai = way_gs1_elements_get (elements, i)->ai;

      if (strcmp (ai, "01") == 0)
        return WAY_GS1_CODE_PRODUCT;
      if (strcmp (ai, "00") == 0)
        return WAY_GS1_CODE_CONTAINER;
      if (way_gs1_ai_find (ai, strlen (ai))->is_link_key)
        break;
    }
  return WAY_GS1_CODE_OTHER;
}

void
way_gs1_code_from_elements (const WayGs1Elements *elements, WayGs1Code *out_code)
{
  memset (out_code, 0, sizeof *out_code);
  out_code->kind = find_kind (elements);
  copy_value (elements, "01", out_code->gtin14, sizeof out_code->gtin14);
  copy_value (elements, "10", out_code->lot, sizeof out_code->lot);
  copy_value (elements, "21", out_code->serial, sizeof out_code->serial);
  copy_value (elements, "00", out_code->sscc, sizeof out_code->sscc);
}

static gboolean
append_value (WayGs1Elements *elements, const char *ai, const char *value, GError **error)
{
  return value[0] == '\0'
         || way_gs1_elements_append (elements, way_gs1_ai_find (ai, strlen (ai)), ai,
                                     way_slice_from_string (value), error);
}

WayGs1Elements *
way_gs1_code_to_elements (const WayGs1Code *code, GError **error)
{
  g_autoptr (WayGs1Elements) elements = way_gs1_elements_new ();
  gboolean is_container = code->kind == WAY_GS1_CODE_CONTAINER;

  if (code->kind == WAY_GS1_CODE_OTHER
      || (is_container ? code->sscc : code->gtin14)[0] == '\0')
    {
      way_error_set (error, WAY_RESULT_MISSING_MEMBER, NULL);
      return NULL;
    }
  if (is_container ? !append_value (elements, "00", code->sscc, error)
                   : !append_value (elements, "01", code->gtin14, error)
                         || !append_value (elements, "10", code->lot, error)
                         || !append_value (elements, "21", code->serial, error))
    return NULL;
  return way_gs1_elements_finish (g_steal_pointer (&elements), error);
}

static WaySlice
strip (WaySlice text)
{
  while (text.len > 0 && g_ascii_isspace (text.data[0]))
    text = WAY_SLICE_INIT (text.data + 1, text.len - 1);
  while (text.len > 0 && g_ascii_isspace (text.data[text.len - 1]))
    text.len--;
  return text;
}

/* People type numbers in groups. Nothing else may be in @text but digits and @between. */
static gboolean
is_grouped_number (WaySlice text)
{
  for (gsize i = 0; i < text.len; i++)
    if (!g_ascii_isdigit (text.data[i]) && text.data[i] != ' ' && text.data[i] != '-')
      return FALSE;
  return text.len > 0;
}

static char *
drop_characters (WaySlice text, const char *drop)
{
  GString *kept = g_string_sized_new (text.len);

  for (gsize i = 0; i < text.len; i++)
    if (text.data[i] == '\0' || strchr (drop, text.data[i]) == NULL)
      g_string_append_c (kept, (char) text.data[i]);
  return g_string_free_and_steal (kept);
}

static gboolean
is_epc_urn (WaySlice text)
{
  gsize len = strlen (EPC_URN);

  return text.len > len
         && g_ascii_strncasecmp ((const char *) text.data, EPC_URN, len) == 0;
}

/* An EPC URN says with its dots how long the company prefix is, which leaves one way to read it. Scheme and name space of a URN
 * may be in capitals. Returns: (transfer full) (nullable): the link that it means. */
static char *
convert_epc_urn (WaySlice text, GError **error)
{
  g_autoptr (GString) urn = g_string_new (EPC_URN);
  g_autoptr (GString) link = g_string_new (NULL);

  g_string_append_len (urn, (const char *) text.data + strlen (EPC_URN),
                       (gssize) (text.len - strlen (EPC_URN)));
  if (way_epcis_append_identifier (link, WAY_SLICE_INIT (urn->str, urn->len)))
    return g_string_free_and_steal (g_steal_pointer (&link));
  way_error_format (error, WAY_RESULT_MALFORMED,
                    "This EPC URN can't be read: it is of another kind, or its digits do "
                    "not add up");
  return NULL;
}

gboolean
way_gs1_code_from_text (WaySlice text,
                        const char *format,
                        WayGs1Code *out_code,
                        WayGs1Elements **out_elements,
                        GError **error)
{
  g_autoptr (WayGs1Elements) elements = NULL;
  g_autofree char *typed = NULL;

  text = strip (text);
  if (text.len == 0)
    return way_error_format (error, WAY_RESULT_MALFORMED, "The code is empty");
  if (text.len <= WAY_GS1_MAX_TEXT)
    {
      if (is_epc_urn (text) && (typed = convert_epc_urn (text, error)) == NULL)
        return FALSE;
      if (is_grouped_number (text))
        typed = drop_characters (text, " -");
      else if (text.data[0] == '(')
        typed = drop_characters (text, " ");
    }
  elements = way_gs1_parse_scan (typed != NULL ? way_slice_from_string (typed) : text,
                                 format, error);
  if (elements == NULL)
    return FALSE;
  way_gs1_code_from_elements (elements, out_code);
  if (out_elements != NULL)
    *out_elements = g_steal_pointer (&elements);
  return TRUE;
}

/* Returns: the value of the parameter `c` of the fragment; no data: there is none. */
static WaySlice
find_claim (WaySlice text)
{
  const guint8 *hash = text.len > 0 ? memchr (text.data, '#', text.len) : NULL;
  const guint8 *end = text.data + text.len;

  for (const guint8 *next = hash; next != NULL && next < end;)
    {
      const guint8 *start = next + 1;
      const guint8 *stop = memchr (start, '&', (gsize) (end - start));
      gsize len = (gsize) ((stop != NULL ? stop : end) - start);

      if (len >= 2 && memcmp (start, CLAIM_PARAMETER, 2) == 0)
        return WAY_SLICE_INIT (start + 2, len - 2);
      next = stop;
    }
  return (WaySlice) { 0 };
}

WaySecret *
way_gs1_claim_secret_from_text (WaySlice text, GError **error)
{
  WaySlice claim = find_claim (strip (text));
  g_autoptr (GBytes) bytes = NULL;
  WaySecret *secret = NULL;
  gsize size = 0;
  gpointer data;

  if (claim.data == NULL)
    return NULL;
  bytes = way_base64url_decode ((const char *) claim.data, (gssize) claim.len);
  data = bytes != NULL ? (gpointer) g_bytes_get_data (bytes, &size) : NULL;
  if (size == WAY_CLAIM_SECRET_SIZE)
    secret = way_secret_new_copy (WAY_SLICE_INIT (data, size));
  else
    way_error_format (error, WAY_RESULT_MALFORMED,
                      "The secret of this in-pack code is damaged; scan the code again");
  if (data != NULL)
    way_secret_wipe (data, size);
  return secret;
}

WaySlice
way_gs1_cut_secret (WaySlice text)
{
  const guint8 *fragment = text.len > 0 ? memchr (text.data, '#', text.len) : NULL;
  gsize before = fragment != NULL ? (gsize) (fragment - text.data) : text.len;

  for (gsize i = before; i + strlen (CLAIM_PARAMETER) <= text.len; i++)
    if (memcmp (text.data + i, CLAIM_PARAMETER, strlen (CLAIM_PARAMETER)) == 0)
      return WAY_SLICE_INIT (text.data, before);
  return text;
}

char *
way_gs1_dup_without_secret (const char *text)
{
  return way_slice_dup_string (way_gs1_cut_secret (way_slice_from_string (text)));
}

char *
way_gs1_build_claim_link (const char *uri, const WaySecret *secret)
{
  char *encoded = way_base64url_encode (way_secret_get_slice (secret));
  char *link = g_strconcat (uri, "#" CLAIM_PARAMETER, encoded, NULL);

  way_secret_wipe (encoded, strlen (encoded));
  g_free (encoded);
  return link;
}
