/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-epcis-internal.h"

/* EPC URNs: GS1 EPC Tag Data Standard 2.0, section 6.3, one row a scheme. The company
 * prefix (6 to 12 digits) and the reference behind it share a fixed number of digits. */

typedef enum
{
  LAYOUT_ITEM,   /* first digit of the reference, company prefix, rest; check digit */
  LAYOUT_PLAIN,  /* company prefix, reference; check digit */
  LAYOUT_ASSET,  /* as plain, behind a zero */
  LAYOUT_JOINED, /* company prefix and a reference of any length; no check digit */
} Layout;

typedef enum
{
  SERIAL_NONE,
  SERIAL_APPENDED,    /* right behind the key */
  SERIAL_QUALIFIER,   /* /qualifier/serial */
  SERIAL_UNLESS_ZERO, /* the same, but "0" stands for no extension */
} Serial;

typedef struct
{
  const char *prefix;
  const char *key; /* application identifier */
  Layout layout;
  guint8 n_digits; /* company prefix and reference; LAYOUT_JOINED: at most */
  guint8 n_pieces; /* fields of two digits behind the reference (ITIP) */
  Serial serial;
  const char *qualifier;
  WayEpcisCharset charset; /* of the serial, or of a joined reference without one */
  guint8 max_serial;
} Scheme;

static const Scheme schemes[] = {
  { "urn:epc:id:sgtin:", "01", LAYOUT_ITEM, 13, 0, SERIAL_QUALIFIER, "21",
    WAY_EPCIS_SET_82, 20 },
  { "urn:epc:id:sscc:", "00", LAYOUT_ITEM, 17, 0, SERIAL_NONE },
  { "urn:epc:id:sgln:", "414", LAYOUT_PLAIN, 12, 0, SERIAL_UNLESS_ZERO, "254",
    WAY_EPCIS_SET_82, 20 },
  { "urn:epc:id:grai:", "8003", LAYOUT_ASSET, 12, 0, SERIAL_APPENDED, NULL,
    WAY_EPCIS_SET_82, 16 },
  { "urn:epc:id:giai:", "8004", LAYOUT_JOINED, 30, 0, SERIAL_NONE, NULL,
    WAY_EPCIS_SET_82 },
  { "urn:epc:id:gsrn:", "8018", LAYOUT_PLAIN, 17, 0, SERIAL_NONE },
  { "urn:epc:id:gsrnp:", "8017", LAYOUT_PLAIN, 17, 0, SERIAL_NONE },
  { "urn:epc:id:gdti:", "253", LAYOUT_PLAIN, 12, 0, SERIAL_APPENDED, NULL,
    WAY_EPCIS_SET_82, 17 },
  { "urn:epc:id:cpi:", "8010", LAYOUT_JOINED, 30, 0, SERIAL_QUALIFIER, "8011",
    WAY_EPCIS_SET_39, 12 },
  { "urn:epc:id:sgcn:", "255", LAYOUT_PLAIN, 12, 0, SERIAL_APPENDED, NULL,
    WAY_EPCIS_DIGITS, 12 },
  { "urn:epc:id:ginc:", "401", LAYOUT_JOINED, 30, 0, SERIAL_NONE, NULL,
    WAY_EPCIS_SET_82 },
  { "urn:epc:id:gsin:", "402", LAYOUT_PLAIN, 16, 0, SERIAL_NONE },
  { "urn:epc:id:itip:", "8006", LAYOUT_ITEM, 13, 2, SERIAL_QUALIFIER, "21",
    WAY_EPCIS_SET_82, 20 },
  { "urn:epc:id:upui:", "01", LAYOUT_ITEM, 13, 0, SERIAL_QUALIFIER, "235",
    WAY_EPCIS_SET_82, 28 },
  { "urn:epc:id:pgln:", "417", LAYOUT_PLAIN, 12, 0, SERIAL_NONE },
  { "urn:epc:class:lgtin:", "01", LAYOUT_ITEM, 13, 0, SERIAL_QUALIFIER, "10",
    WAY_EPCIS_SET_82, 20 },
};

#define MIN_COMPANY_PREFIX 6
#define MAX_COMPANY_PREFIX 12

static gboolean
append_fixed (GString *out, const Scheme *scheme, WaySlice company, WaySlice reference)
{
  gsize start = out->len;

  if (company.len + reference.len != scheme->n_digits || !way_epcis_is_digits (reference))
    return FALSE;
  if (scheme->layout == LAYOUT_ASSET)
    g_string_append_c (out, '0');
  if (scheme->layout == LAYOUT_ITEM)
    {
      g_string_append_c (out, (char) reference.data[0]);
      reference.data++;
      reference.len--;
    }
  g_string_append_len (out, (const char *) company.data, (gssize) company.len);
  g_string_append_len (out, (const char *) reference.data, (gssize) reference.len);
  g_string_append_c (out, way_epcis_check_digit (out->str + start, out->len - start));
  return TRUE;
}

static gboolean
append_key (GString *out, const Scheme *scheme, WaySlice company, WaySlice reference)
{
  if (company.len < MIN_COMPANY_PREFIX || company.len > MAX_COMPANY_PREFIX
      || !way_epcis_is_digits (company))
    return FALSE;
  g_string_append (out, scheme->key);
  g_string_append_c (out, '/');
  if (scheme->layout != LAYOUT_JOINED)
    return append_fixed (out, scheme, company, reference);
  g_string_append_len (out, (const char *) company.data, (gssize) company.len);
  return way_epcis_append_value (out, reference, scheme->charset, 1,
                                 scheme->n_digits - company.len);
}

/* "urn:epc:idpat:" stands for "urn:epc:id:" with "*" for the serial. */
static gboolean
append_serial (GString *out, const Scheme *scheme, WaySlice serial, gboolean is_pattern)
{
  WayEpcisCharset charset = scheme->layout == LAYOUT_JOINED ? WAY_EPCIS_DIGITS
                                                            : scheme->charset;

  if (is_pattern)
    return way_slice_equal_string (serial, "*");
  if (scheme->serial == SERIAL_UNLESS_ZERO && way_slice_equal_string (serial, "0"))
    return TRUE;
  if (scheme->serial != SERIAL_APPENDED)
    g_string_append_printf (out, "/%s/", scheme->qualifier);
  return way_epcis_append_value (out, serial, charset, 1, scheme->max_serial);
}

static gboolean
append_fields (GString *out, const Scheme *scheme, WaySlice rest, gboolean is_pattern)
{
  WaySlice company, reference, piece;

  if (!way_epcis_next_part (&rest, '.', &company) || rest.data == NULL)
    return FALSE;
  if (scheme->layout == LAYOUT_JOINED && scheme->serial == SERIAL_NONE)
    return append_key (out, scheme, company, rest);
  if (!way_epcis_next_part (&rest, '.', &reference)
      || !append_key (out, scheme, company, reference))
    return FALSE;
  for (guint i = 0; i < scheme->n_pieces; i++)
    {
      if (!way_epcis_next_part (&rest, '.', &piece) || piece.len != 2
          || !way_epcis_is_digits (piece))
        return FALSE;
      g_string_append_len (out, (const char *) piece.data, 2);
    }
  if (scheme->serial == SERIAL_NONE)
    return rest.data == NULL;
  return rest.data != NULL && append_serial (out, scheme, rest, is_pattern);
}

/* A pattern names a class of things where the scheme has one without serials. */
static gboolean
has_pattern (const Scheme *scheme)
{
  return way_epcis_has_prefix (way_slice_from_string (scheme->prefix), "urn:epc:id:")
         && (scheme->serial == SERIAL_APPENDED || scheme->serial == SERIAL_QUALIFIER);
}

gboolean
way_epcis_append_urn_path (GString *out, WaySlice urn)
{
  static const char id[] = "urn:epc:id:", pattern[] = "urn:epc:idpat:";
  gboolean is_pattern = way_epcis_has_prefix (urn, pattern);

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      const char *prefix = schemes[i].prefix;
      WaySlice rest = urn;

      if (is_pattern)
        {
          if (!has_pattern (&schemes[i]))
            continue;
          prefix += strlen (id);
          rest.data += strlen (pattern);
          rest.len -= strlen (pattern);
        }
      if (!way_epcis_has_prefix (rest, prefix))
        continue;
      rest.data += strlen (prefix);
      rest.len -= strlen (prefix);
      return append_fields (out, &schemes[i], rest, is_pattern);
    }
  return FALSE;
}
