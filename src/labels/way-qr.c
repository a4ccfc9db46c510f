/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-qr.h"

#include <string.h>

#include <qrencode.h>

#include "way-qr-segment.h"
#include "way-result.h"

/* The ECI assignment of UTF-8 */
#define ECI_UTF_8 26

/* Digits in the biggest one */
#define MAX_CHARACTERS 7089

struct _WayQr
{
  guint size;
  WayQrLevel level;
  guint8 modules[]; /* size × size, 1 dark */
};

static const QRecLevel levels[] = {
  [WAY_QR_LEVEL_L] = QR_ECLEVEL_L,
  [WAY_QR_LEVEL_M] = QR_ECLEVEL_M,
  [WAY_QR_LEVEL_Q] = QR_ECLEVEL_Q,
  [WAY_QR_LEVEL_H] = QR_ECLEVEL_H,
};

static const QRencodeMode modes[] = {
  [WAY_QR_MODE_NUMERIC] = QR_MODE_NUM,
  [WAY_QR_MODE_ALPHANUMERIC] = QR_MODE_AN,
  [WAY_QR_MODE_BYTE] = QR_MODE_8,
};

#define N_VERSIONS 40

/* Data codewords by level and version (ISO/IEC 18004:2015, table 7) */
static const guint16 capacities[][N_VERSIONS] = {
  {
      19,   34,   55,   80,   108,  136,  156,  194,  232,  274,  324,  370,  428,  461,
      523,  589,  647,  721,  795,  861,  932,  1006, 1094, 1174, 1276, 1370, 1468, 1531,
      1631, 1735, 1843, 1955, 2071, 2191, 2306, 2434, 2566, 2702, 2812, 2956,
  },
  {
      16,   28,   44,   64,   86,   108,  124,  154,  182,  216,  254,  290,  334,  365,
      415,  453,  507,  563,  627,  669,  714,  782,  860,  914,  1000, 1062, 1128, 1193,
      1267, 1373, 1455, 1541, 1631, 1725, 1812, 1914, 1992, 2102, 2216, 2334,
  },
  {
      13,  22,  34,   48,   62,   76,   88,   110,  132,  154,  180,  206,  244, 261,
      295, 325, 367,  397,  445,  485,  512,  568,  614,  664,  718,  754,  808, 871,
      911, 985, 1033, 1115, 1171, 1231, 1286, 1354, 1426, 1502, 1582, 1666,
  },
  {
      9,   16,  26,  36,  46,  60,  66,  86,   100,  122,  140,  158,  180, 197,
      223, 253, 283, 313, 341, 385, 406, 442,  464,  514,  538,  596,  628, 661,
      701, 745, 793, 845, 901, 961, 986, 1054, 1096, 1142, 1222, 1276,
  },
};

static guint
get_version_class (int version)
{
  return version <= 9 ? 0 : version <= 26 ? 1 : 2;
}

static gboolean
has_room (gsize bits, int version, WayQrLevel level)
{
  return bits <= 8u * capacities[level][version - 1];
}

/* What comes before the segments: 4 bits of mode and 8 of assignment. */
static gsize
get_eci_bits (const char *text)
{
  return g_str_is_ascii (text) ? 0 : 12;
}

/* The segments for the smallest version that holds them, and the highest level there.
 * Returns: 0 where there is none. */
static int
choose_version (const char *text, WayQrLevel *inout_level, GArray **out_segments)
{
  g_autoptr (GArray) segments = NULL;
  gsize bits = 0;

  for (int version = 1; version <= N_VERSIONS; version++)
    {
      if (version == 1 || get_version_class (version) != get_version_class (version - 1))
        {
          guint version_class = get_version_class (version);

          g_clear_pointer (&segments, g_array_unref);
          segments = way_qr_segment (text, strlen (text), version_class);
          bits = get_eci_bits (text) + way_qr_segments_get_bits (segments, version_class);
        }
      if (!has_room (bits, version, *inout_level))
        continue;
      while (*inout_level < WAY_QR_LEVEL_H && has_room (bits, version, *inout_level + 1))
        (*inout_level)++;
      *out_segments = g_steal_pointer (&segments);
      return version;
    }
  return 0;
}

static QRcode *
encode (const char *text, const GArray *segments, int version, WayQrLevel level)
{
  QRinput *input = QRinput_new2 (version, levels[level]);
  QRcode *code = NULL;
  gboolean is_complete = input != NULL;

  if (is_complete && get_eci_bits (text) > 0)
    is_complete = QRinput_appendECIheader (input, ECI_UTF_8) == 0;
  for (guint i = 0; is_complete && i < segments->len; i++)
    {
      const WayQrSegment *segment = &g_array_index (segments, WayQrSegment, i);

      is_complete = QRinput_append (input, modes[segment->mode], (int) segment->len,
                                    (const guint8 *) text + segment->start)
                    == 0;
    }
  if (is_complete)
    code = QRcode_encodeInput (input);
  g_clear_pointer (&input, QRinput_free);
  return code;
}

static WayQr *
take_code (QRcode *code, WayQrLevel level)
{
  gsize n = (gsize) code->width * (gsize) code->width;
  WayQr *qr = g_malloc (sizeof (WayQr) + n);

  qr->size = (guint) code->width;
  qr->level = level;
  for (gsize i = 0; i < n; i++)
    qr->modules[i] = code->data[i] & 1;
  QRcode_free (code);
  return qr;
}

WayQr *
way_qr_new (const char *text, WayQrLevel level, GError **error)
{
  g_autoptr (GArray) segments = NULL;
  QRcode *code;
  int version = 0;

  if (*text == '\0' || !g_utf8_validate (text, -1, NULL))
    {
      way_error_set (error, WAY_RESULT_INVALID_TEXT, NULL);
      return NULL;
    }
  if (strlen (text) <= MAX_CHARACTERS)
    version = choose_version (text, &level, &segments);
  if (version == 0)
    {
      way_error_format (error, WAY_RESULT_TOO_LARGE,
                        "The text is too long for a QR code; shorten it");
      return NULL;
    }
  code = encode (text, segments, version, level);
  if (code != NULL)
    return take_code (code, level);
  way_error_set (error, WAY_RESULT_NO_SPACE, NULL);
  return NULL;
}

void
way_qr_free (WayQr *qr)
{
  g_free (qr);
}

guint
way_qr_get_size (const WayQr *qr)
{
  return qr->size;
}

WayQrLevel
way_qr_get_level (const WayQr *qr)
{
  return qr->level;
}

gboolean
way_qr_is_dark (const WayQr *qr, int x, int y)
{
  int size = (int) qr->size;

  return x >= 0 && y >= 0 && x < size && y < size
         && qr->modules[(gsize) y * qr->size + (gsize) x];
}
