/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-demo-pictures.h"

#include <string.h>

#include "way-digital-link.h"
#include "way-qr.h"

#define MARGIN     24
#define MODULE     6 /* pixels of a QR module */
#define BAR        4 /* pixels of an EAN-13 module */
#define BAR_HEIGHT 150
#define BAR_GUARD  14 /* how much longer the guard bars are */
#define BAR_QUIET  11 /* light modules left of the bars; 7 right of them */
#define TEXT_WIDTH 300
#define LINE       30

/* ---- The text beside a code ---------------------------------------------------------------- */

static void
draw_rule (WayCanvas *canvas, int x, int y, int width)
{
  way_canvas_fill (canvas, x, y, width, 2, WAY_CANVAS_BLACK);
}

static int
draw_elements (WayCanvas *canvas, const WayGs1Elements *elements, int x, int y)
{
  for (guint i = 0; i < way_gs1_elements_get_n (elements); i++)
    {
      const WayGs1Element *element = way_gs1_elements_get (elements, i);
      g_autofree char *line = g_strdup_printf ("(%s) %s", element->ai, element->value);

      way_canvas_text (canvas, line, x, y, 2);
      y += LINE;
    }
  return y;
}

static void
draw_words (WayCanvas *canvas, const WayDemoLabel *row, const char *code, int x, int y)
{
  g_autofree char *title = way_slice_dup_string (row->title);
  g_autofree char *subtitle = way_slice_dup_string (row->subtitle);
  g_autoptr (WayGs1Elements)
      elements = way_gs1_parse_digital_link (way_slice_from_string (code), NULL);

  way_canvas_text (canvas, title, x, y, 2);
  y += LINE;
  way_canvas_text (canvas, subtitle, x, y, 2);
  y += LINE - 4;
  draw_rule (canvas, x, y, TEXT_WIDTH);
  y += LINE / 2;
  if (elements != NULL)
    y = draw_elements (canvas, elements, x, y);
  way_canvas_text (canvas, "WAYMARK DEMO MARKET", x,
                   (int) canvas->height - MARGIN - 2 * WAY_CANVAS_TEXT_HEIGHT, 2);
}

/* ---- QR ------------------------------------------------------------------------------------- */

static void
draw_qr (WayCanvas *canvas, const WayQr *qr, int x, int y)
{
  int size = (int) way_qr_get_size (qr);

  for (int row = 0; row < size; row++)
    for (int column = 0; column < size; column++)
      if (way_qr_is_dark (qr, column, row))
        way_canvas_fill (canvas, x + column * MODULE, y + row * MODULE, MODULE, MODULE,
                         WAY_CANVAS_BLACK);
}

static WayCanvas *
draw_qr_label (const WayDemoLabel *row, const char *code, GError **error)
{
  g_autoptr (WayQr) qr = way_qr_new (code, WAY_QR_LEVEL_M, error);
  WayCanvas *canvas;
  int side, quiet = WAY_QR_QUIET_MODULES * MODULE;

  if (qr == NULL)
    return NULL;
  side = (int) way_qr_get_size (qr) * MODULE;
  canvas = way_canvas_new ((guint) (quiet + side + quiet + TEXT_WIDTH + MARGIN),
                           (guint) (quiet + side + quiet), WAY_CANVAS_WHITE);
  draw_qr (canvas, qr, quiet, quiet);
  draw_words (canvas, row, code, quiet + side + quiet, MARGIN);
  return canvas;
}

/* ---- EAN-13 (GS1 General Specifications 5.2.1) -------------------------------------------- */

/* Number set A; C is its complement, B is C read backwards. */
static const guint8 set_a[10] = { 0x0d, 0x19, 0x13, 0x3d, 0x23,
                                  0x31, 0x2f, 0x3b, 0x37, 0x0b };
/* Which of the six left digits are of set B, by the digit in front. */
static const guint8 parities[10] = { 0x00, 0x0b, 0x0d, 0x0e, 0x13,
                                     0x19, 0x1c, 0x15, 0x16, 0x1a };

static guint8
reverse7 (guint8 bits)
{
  guint8 out = 0;

  for (guint i = 0; i < 7; i++)
    out |= (guint8) (((bits >> i) & 1) << (6 - i));
  return out;
}

static int
draw_modules (WayCanvas *canvas, int x, guint bits, guint n, int height)
{
  for (guint i = 0; i < n; i++, x += BAR)
    if ((bits >> (n - 1 - i)) & 1)
      way_canvas_fill (canvas, x, MARGIN, BAR, height, WAY_CANVAS_BLACK);
  return x;
}

static void
draw_bars (WayCanvas *canvas, const char *digits, int x)
{
  guint8 parity = parities[digits[0] - '0'];

  x = draw_modules (canvas, x, 0x5, 3, BAR_HEIGHT + BAR_GUARD);
  for (guint i = 1; i <= 6; i++)
    {
      guint8 a = set_a[digits[i] - '0'];
      gboolean is_b = (parity >> (6 - i)) & 1;

      x = draw_modules (canvas, x, is_b ? reverse7 (~a & 0x7f) : a, 7, BAR_HEIGHT);
    }
  x = draw_modules (canvas, x, 0xa, 5, BAR_HEIGHT + BAR_GUARD);
  for (guint i = 7; i <= 12; i++)
    x = draw_modules (canvas, x, ~set_a[digits[i] - '0'] & 0x7f, 7, BAR_HEIGHT);
  draw_modules (canvas, x, 0x5, 3, BAR_HEIGHT + BAR_GUARD);
}

static gboolean
is_ean13 (const char *code)
{
  return strlen (code) == 13 && strspn (code, "0123456789") == 13;
}

static WayCanvas *
draw_ean_label (const WayDemoLabel *row, const char *code)
{
  int bars = (BAR_QUIET + 95 + 7) * BAR;
  WayCanvas *canvas = way_canvas_new ((guint) (bars + TEXT_WIDTH + MARGIN),
                                      MARGIN + BAR_HEIGHT + BAR_GUARD + 40,
                                      WAY_CANVAS_WHITE);
  g_autofree char *left = g_strndup (code + 1, 6);
  int y = MARGIN + BAR_HEIGHT + 8;

  draw_bars (canvas, code, BAR_QUIET * BAR);
  way_canvas_text (canvas, (char[]) { code[0], '\0' }, BAR_QUIET * BAR - 24, y, 3);
  way_canvas_text (canvas, left, (BAR_QUIET + 6) * BAR, y, 3);
  way_canvas_text (canvas, code + 7, (BAR_QUIET + 53) * BAR, y, 3);
  draw_words (canvas, row, code, bars, MARGIN);
  return canvas;
}

WayCanvas *
way_demo_label_draw (const WayDemoStory *story, const WayDemoLabel *row, GError **error)
{
  g_autofree char *code = way_demo_story_dup_code (story, row->code, error);

  if (code == NULL)
    return NULL;
  return is_ean13 (code) ? draw_ean_label (row, code) : draw_qr_label (row, code, error);
}
