/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-qr-path.h"

/* Outlines run along the lines between modules with the dark side to their right. Seen
 * from a crossing, right, down, left, up: */
typedef enum
{
  RIGHT,
  DOWN,
  LEFT,
  UP,
} Direction;

static const int step_x[] = { 1, 0, -1, 0 };
static const int step_y[] = { 0, 1, 0, -1 };

typedef struct
{
  const WayQr *qr;
  guint8 *is_traced; /* upper edges of dark modules, from left to right */
  cairo_t *cr;
  double x;
  double y;
  double unit;
} Tracer;

/* Whether an outline leaves the crossing (@x, @y) in that direction: dark to the right of
 * it, light to the left. */
static gboolean
is_edge (const WayQr *qr, int x, int y, Direction direction)
{
  switch (direction)
    {
    case RIGHT:
      return way_qr_is_dark (qr, x, y) && !way_qr_is_dark (qr, x, y - 1);
    case DOWN:
      return way_qr_is_dark (qr, x - 1, y) && !way_qr_is_dark (qr, x, y);
    case LEFT:
      return way_qr_is_dark (qr, x - 1, y - 1) && !way_qr_is_dark (qr, x - 1, y);
    case UP:
      return way_qr_is_dark (qr, x, y - 1) && !way_qr_is_dark (qr, x - 1, y - 1);
    default:
      g_assert_not_reached ();
    }
}

static void
mark (Tracer *tracer, int x, int y)
{
  tracer->is_traced[(gsize) y * way_qr_get_size (tracer->qr) + (gsize) x] = 1;
}

/* Right turns first: areas that touch at a corner only are traced one by one. */
static Direction
turn (const WayQr *qr, int x, int y, Direction direction)
{
  Direction right = (direction + 1) % 4;
  Direction left = (direction + 3) % 4;

  if (is_edge (qr, x, y, right))
    return right;
  return is_edge (qr, x, y, direction) ? direction : left;
}

static void
trace (Tracer *tracer, int start_x, int start_y)
{
  Direction direction = RIGHT;
  int x = start_x;
  int y = start_y;

  cairo_move_to (tracer->cr, tracer->x + x * tracer->unit, tracer->y + y * tracer->unit);
  do
    {
      Direction next;

      if (direction == RIGHT)
        mark (tracer, x, y);
      x += step_x[direction];
      y += step_y[direction];
      next = turn (tracer->qr, x, y, direction);
      if (next != direction && (x != start_x || y != start_y || next != RIGHT))
        cairo_line_to (tracer->cr, tracer->x + x * tracer->unit,
                       tracer->y + y * tracer->unit);
      direction = next;
    }
  while (x != start_x || y != start_y || direction != RIGHT);
  cairo_close_path (tracer->cr);
}

void
way_qr_add_to_path (const WayQr *qr, cairo_t *cr, double x, double y, double unit)
{
  int size = (int) way_qr_get_size (qr);
  g_autofree guint8 *is_traced = g_malloc0 ((gsize) size * (gsize) size);
  Tracer tracer = { qr, is_traced, cr, x, y, unit };

  for (int row = 0; row < size; row++)
    for (int column = 0; column < size; column++)
      if (is_edge (qr, column, row, RIGHT) && !is_traced[row * size + column])
        trace (&tracer, column, row);
}
