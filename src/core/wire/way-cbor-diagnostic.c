/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cbor.h"

#include "way-cbor-float.h"
#include "way-cbor-loose.h"
#include "way-text.h"

/* A container that fits in a line of this width stays on one. */
#define LINE_WIDTH 76

typedef struct
{
  WayCborLoose in; /* known to be well-formed */
  GString *out;
  gsize line_limit; /* length of @out at which an attempt to stay on one line ends */
} Printer;

/* Each returns FALSE where the line limit was reached. */
static gboolean
print_item (Printer *printer, guint indent);

static gboolean
has_room (const Printer *printer, guint64 more)
{
  return printer->out->len <= printer->line_limit
         && more <= printer->line_limit - printer->out->len;
}

static void
print_negative (GString *out, guint64 argument)
{
  /* −1 − argument; the lowest value has 65 bits */
  if (argument == G_MAXUINT64)
    g_string_append (out, "-18446744073709551616");
  else
    g_string_append_printf (out, "-%" G_GUINT64_FORMAT, argument + 1);
}

static void
print_escape (GString *out, guint32 character)
{
  if (character > 0xffff)
    g_string_append_printf (out, "\\u%04x\\u%04x", 0xd7c0 + (character >> 10),
                            0xdc00 + (character & 0x3ff));
  else
    g_string_append_printf (out, "\\u%04x", character);
}

static void
print_text (GString *out, WaySlice text)
{
  g_string_append_c (out, '"');
  while (text.len > 0)
    {
      guint32 character = way_text_next (&text);

      if (character == '"' || character == '\\')
        g_string_append_printf (out, "\\%c", (char) character);
      else if (way_text_is_plain_character (character))
        g_string_append_unichar (out, character);
      else
        print_escape (out, character);
    }
  g_string_append_c (out, '"');
}

static void
print_bytes (GString *out, WaySlice bytes)
{
  static const char digits[] = "0123456789abcdef";

  g_string_append (out, "h'");
  for (gsize i = 0; i < bytes.len; i++)
    {
      g_string_append_c (out, digits[bytes.data[i] >> 4]);
      g_string_append_c (out, digits[bytes.data[i] & 15]);
    }
  g_string_append_c (out, '\'');
}

static gboolean
print_piece (Printer *printer, const WayCborHead *head)
{
  WaySlice piece = { 0 };

  if (!way_cbor_loose_take (&printer->in, head->argument, &piece))
    g_assert_not_reached ();
  if (!has_room (printer, piece.len))
    return FALSE;
  if (head->type == WAY_CBOR_TEXT)
    print_text (printer->out, piece);
  else
    print_bytes (printer->out, piece);

  return TRUE;
}

static gboolean
print_string (Printer *printer, const WayCborHead *head)
{
  WayCborHead chunk;

  if (head->info != WAY_CBOR_INFO_INDEFINITE)
    return print_piece (printer, head);
  g_string_append (printer->out, "(_ ");
  for (guint64 n = 0; way_cbor_loose_has_next (&printer->in, head, n); n++)
    {
      if (n > 0)
        g_string_append (printer->out, ", ");
      if (!way_cbor_loose_read_head (&printer->in, &chunk))
        g_assert_not_reached ();
      if (!print_piece (printer, &chunk))
        return FALSE;
    }
  g_string_append_c (printer->out, ')');

  return TRUE;
}

static void
print_simple (GString *out, const WayCborHead *head)
{
  static const char *const names[] = { "false", "true", "null", "undefined" };

  if (head->info >= 25)
    way_cbor_append_float (out, head->argument, 1u << (head->info - 24));
  else if (head->argument >= 20 && head->argument <= 23)
    g_string_append (out, names[head->argument - 20]);
  else
    g_string_append_printf (out, "simple(%u)", (guint) head->argument);
}

/* @line_break: what separates entries: a blank, or a line break with indentation. */
static gboolean
print_entries (Printer *printer,
               const WayCborHead *head,
               const char *line_break,
               guint indent)
{
  gboolean is_map = head->type == WAY_CBOR_MAP;

  for (guint64 n = 0; way_cbor_loose_has_next (&printer->in, head, n); n++)
    {
      if (is_map && n % 2 == 1)
        g_string_append (printer->out, ": ");
      else if (n > 0)
        g_string_append_printf (printer->out, ",%s", line_break);
      else if (line_break[0] == '\n')
        g_string_append (printer->out, line_break);
      if (!has_room (printer, 0) || !print_item (printer, indent))
        return FALSE;
    }

  return TRUE;
}

static void
open_container (Printer *printer, const WayCborHead *head, gboolean is_flat)
{
  g_string_append_c (printer->out, head->type == WAY_CBOR_MAP ? '{' : '[');
  if (head->info == WAY_CBOR_INFO_INDEFINITE)
    g_string_append (printer->out, is_flat ? "_ " : "_");
}

static gboolean
print_container_flat (Printer *printer, const WayCborHead *head)
{
  open_container (printer, head, TRUE);
  if (!print_entries (printer, head, " ", 0))
    return FALSE;
  g_string_append_c (printer->out, head->type == WAY_CBOR_MAP ? '}' : ']');

  return has_room (printer, 0);
}

static gboolean
print_container (Printer *printer, const WayCborHead *head, guint indent)
{
  Printer start = *printer;
  gsize start_len = printer->out->len;
  g_autofree char *line_break = NULL;

  if (printer->line_limit != G_MAXSIZE)
    return print_container_flat (printer, head);
  printer->line_limit = start_len + LINE_WIDTH - MIN (2 * indent, LINE_WIDTH / 2);
  if (print_container_flat (printer, head))
    {
      printer->line_limit = G_MAXSIZE;
      return TRUE;
    }
  *printer = start;
  g_string_truncate (printer->out, start_len);
  line_break = g_strdup_printf ("\n%*s", (int) (2 * indent + 2), "");
  open_container (printer, head, FALSE);
  print_entries (printer, head, line_break, indent + 1);
  line_break[2 * indent + 1] = '\0';
  g_string_append (printer->out, line_break);
  g_string_append_c (printer->out, head->type == WAY_CBOR_MAP ? '}' : ']');

  return TRUE;
}

static gboolean
print_tag (Printer *printer, const WayCborHead *head, guint indent)
{
  g_string_append_printf (printer->out, "%" G_GUINT64_FORMAT "(", head->argument);
  if (!print_item (printer, indent))
    return FALSE;
  g_string_append_c (printer->out, ')');

  return TRUE;
}

static gboolean
print_item (Printer *printer, guint indent)
{
  WayCborHead head = { 0 };

  if (!way_cbor_loose_read_head (&printer->in, &head))
    g_assert_not_reached ();
  switch (head.type)
    {
    case WAY_CBOR_UNSIGNED:
      g_string_append_printf (printer->out, "%" G_GUINT64_FORMAT, head.argument);
      return TRUE;
    case WAY_CBOR_NEGATIVE:
      print_negative (printer->out, head.argument);
      return TRUE;
    case WAY_CBOR_BYTES:
    case WAY_CBOR_TEXT:
      return print_string (printer, &head);
    case WAY_CBOR_ARRAY:
    case WAY_CBOR_MAP:
      return print_container (printer, &head, indent);
    case WAY_CBOR_TAG:
      return print_tag (printer, &head, indent);
    case WAY_CBOR_SIMPLE:
      print_simple (printer->out, &head);
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

char *
way_cbor_to_diagnostic (WaySlice bytes)
{
  WayCborLoose loose;
  Printer printer = { .line_limit = G_MAXSIZE };

  way_cbor_loose_init (&loose, bytes);
  printer.in = loose;
  if (!way_cbor_loose_skip (&loose, WAY_CBOR_MAX_FOREIGN_DEPTH)
      || loose.next != loose.end)
    return NULL;
  printer.out = g_string_new (NULL);
  print_item (&printer, 0);

  return g_string_free_and_steal (printer.out);
}
