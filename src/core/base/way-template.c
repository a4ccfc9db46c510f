/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-template.h"

#include <stdint.h>
#include <string.h>

/* A conversion as it is written, and a number in it with its width. */
#define MAX_SPEC   16
#define MAX_NUMBER 128

/* One conversion, like "%-s", "%.*s", "%zu" or "%2$s". */
typedef struct
{
  guint position;    /* from 1; 0: the next one */
  const char *flags; /* flags, width and precision */
  gsize flags_len;
  gboolean is_limited; /* ".*" */
  char size;           /* 0, h, l, j, z, t; H is hh and q is ll */
  char kind;
  const char *end;
} Conversion;

typedef struct
{
  va_list list;
} Arguments;

/* ---- Reading formats -------------------------------------------------------------------- */

static const char *
read_size (const char *at, char *size)
{
  *size = 0;
  if (*at == '\0' || strchr ("hljzt", *at) == NULL)
    return at;
  *size = *at++;
  if (*at == *size && (*at == 'h' || *at == 'l'))
    {
      *size = *at == 'h' ? 'H' : 'q';
      at++;
    }
  return at;
}

/* @at: behind "%". Returns: FALSE for what C has and this has not. */
static gboolean
read_conversion (const char *at, Conversion *out)
{
  gsize digits = strspn (at, "0123456789");

  *out = (Conversion) { .flags = at };
  if (digits > 0 && digits < 3 && at[digits] == '$')
    {
      for (gsize i = 0; i < digits; i++)
        out->position = out->position * 10 + (guint) (at[i] - '0');
      if (out->position == 0)
        return FALSE;
      out->flags = at += digits + 1;
    }
  at += strspn (at, "-+ #0123456789.");
  out->flags_len = (gsize) (at - out->flags);
  if (*at == '*')
    {
      out->is_limited = TRUE;
      at++;
    }
  at = read_size (at, &out->size);
  out->kind = *at;
  out->end = at + 1;
  return *at != '\0' && strchr ("diuxXocs%", *at) != NULL
         && out->flags_len < MAX_SPEC - 4;
}

/* Appends @format up to its next conversion. Returns: behind that "%"; NULL at the end. */
static const char *
append_literal (GString *out, const char *format)
{
  const char *percent = strchrnul (format, '%');

  g_string_append_len (out, format, percent - format);
  return *percent != '\0' ? percent + 1 : NULL;
}

/* ---- Formatting ------------------------------------------------------------------------- */

static void
append_decimal (GString *out, uintmax_t value, gboolean is_negative)
{
  char digits[32];
  gsize at = sizeof digits;

  do
    digits[--at] = (char) ('0' + value % 10);
  while ((value /= 10) > 0);
  if (is_negative)
    digits[--at] = '-';
  g_string_append_len (out, digits + at, (gssize) (sizeof digits - at));
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static gboolean
append_number (GString *out, const Conversion *conversion, const char *size, ...)
{
  char spec[MAX_SPEC], number[MAX_NUMBER];
  va_list value;
  int len;

  g_snprintf (spec, sizeof spec, "%%%.*s%s%c", (int) conversion->flags_len,
              conversion->flags, size, conversion->kind);
  va_start (value, size);
  len = g_vsnprintf (number, sizeof number, spec, value);
  va_end (value);
  if (len < 0 || (gsize) len >= sizeof number)
    return FALSE;
  g_string_append_len (out, number, len);
  return TRUE;
}

#pragma GCC diagnostic pop

static intmax_t
next_signed (char size, Arguments *args)
{
  switch (size)
    {
    case 'l':
      return va_arg (args->list, long);
    case 'q':
      return va_arg (args->list, long long);
    case 'j':
      return va_arg (args->list, intmax_t);
    case 'z':
      return va_arg (args->list, gssize);
    case 't':
      return va_arg (args->list, ptrdiff_t);
    case 'h':
      return (short) va_arg (args->list, int);
    case 'H':
      return (signed char) va_arg (args->list, int);
    default:
      return va_arg (args->list, int);
    }
}

static uintmax_t
next_unsigned (char size, Arguments *args)
{
  switch (size)
    {
    case 'l':
      return va_arg (args->list, unsigned long);
    case 'q':
      return va_arg (args->list, unsigned long long);
    case 'j':
      return va_arg (args->list, uintmax_t);
    case 'z':
      return va_arg (args->list, gsize);
    case 't':
      return (uintmax_t) va_arg (args->list, ptrdiff_t);
    case 'h':
      return (unsigned short) va_arg (args->list, unsigned);
    case 'H':
      return (unsigned char) va_arg (args->list, unsigned);
    default:
      return va_arg (args->list, unsigned);
    }
}

static gboolean
append_string (GString *out, const Conversion *conversion, Arguments *args)
{
  int limit = conversion->is_limited ? va_arg (args->list, int) : -1;
  const char *text = va_arg (args->list, const char *);
  gboolean is_marked = conversion->flags_len == 1 && conversion->flags[0] == '-';

  /* with ".*" the flags end in the point */
  if (conversion->flags_len != (conversion->is_limited ? 1 : 0) && !is_marked)
    return FALSE;
  if (text == NULL)
    text = "(null)";
  g_string_append_len (
      out, text, (gssize) (limit < 0 ? strlen (text) : strnlen (text, (gsize) limit)));
  return TRUE;
}

static gboolean
append_signed (GString *out, const Conversion *conversion, intmax_t value)
{
  if (conversion->flags_len > 0)
    return append_number (out, conversion, "j", value);
  append_decimal (out, value < 0 ? -(uintmax_t) value : (uintmax_t) value, value < 0);
  return TRUE;
}

static gboolean
append_unsigned (GString *out, const Conversion *conversion, uintmax_t value)
{
  if (conversion->flags_len > 0 || conversion->kind != 'u')
    return append_number (out, conversion, "j", value);
  append_decimal (out, value, FALSE);
  return TRUE;
}

static gboolean
append_argument (GString *out, const Conversion *conversion, Arguments *args)
{
  switch (conversion->kind)
    {
    case 's':
      return append_string (out, conversion, args);
    case 'd':
    case 'i':
      return append_signed (out, conversion, next_signed (conversion->size, args));
    case 'u':
    case 'x':
    case 'X':
    case 'o':
      return append_unsigned (out, conversion, next_unsigned (conversion->size, args));
    default:
      return append_number (out, conversion, "", va_arg (args->list, int));
    }
}

static gboolean
record_argument (WayTemplate *self,
                 GString *out,
                 const Conversion *conversion,
                 Arguments *args)
{
  gsize start = out->len;

  if (self->n_args == WAY_TEMPLATE_MAX_ARGS || conversion->position != 0
      || (conversion->is_limited && conversion->kind != 's')
      || !append_argument (out, conversion, args))
    return FALSE;
  if (conversion->kind == 's' && conversion->flags_len > 0 && conversion->flags[0] == '-')
    self->words |= (guint8) (1 << self->n_args);
  self->args[self->n_args++] =
      (WayTemplateArg) { (guint) start, (guint) (out->len - start) };
  return TRUE;
}

/* Returns: NULL where @format is beyond this. */
static char *
format_and_record (WayTemplate *self, const char *format, Arguments *args)
{
  g_autoptr (GString) out = g_string_sized_new (128);
  const char *at = format;
  Conversion conversion;

  while ((at = append_literal (out, at)) != NULL)
    {
      if (!read_conversion (at, &conversion))
        return NULL;
      if (conversion.kind == '%')
        g_string_append_c (out, '%');
      else if (!record_argument (self, out, &conversion, args))
        return NULL;
      at = conversion.end;
    }
  for (guint i = 0; i < self->n_args; i++)
    self->args[i].from_end = (guint) out->len - self->args[i].from_end;
  self->format = format;
  return g_string_free_and_steal (g_steal_pointer (&out));
}

char *
way_template_format (WayTemplate *self, const char *format, va_list args)
{
  Arguments copy;
  char *text;

  *self = (WayTemplate) { 0 };
  va_copy (copy.list, args);
  text = format_and_record (self, format, &copy);
  va_end (copy.list);
  if (text != NULL)
    return text;
  *self = (WayTemplate) { 0 };
  return g_strdup_vprintf (format, args);
}

/* ---- Translating ------------------------------------------------------------------------ */

static void
append_recorded (GString *out,
                 const WayTemplate *self,
                 guint index,
                 const char *text,
                 WayTranslateFunc translate)
{
  const WayTemplateArg *arg = &self->args[index];
  const char *start = text + strlen (text) - arg->from_end;
  g_autofree char *words = NULL;

  if (translate == NULL || arg->len == 0 || (self->words & 1 << index) == 0)
    {
      g_string_append_len (out, start, arg->len);
      return;
    }
  words = g_strndup (start, arg->len);
  g_string_append (out, translate (words));
}

/* Returns: @format with what @self has recorded; NULL where it asks for more. */
static char *
fill_in (const WayTemplate *self,
         const char *format,
         const char *text,
         WayTranslateFunc translate)
{
  g_autoptr (GString) out = g_string_sized_new (128);
  const char *at = format;
  Conversion conversion;
  guint next = 0;

  while ((at = append_literal (out, at)) != NULL)
    {
      guint index;

      if (!read_conversion (at, &conversion))
        return NULL;
      at = conversion.end;
      if (conversion.kind == '%')
        {
          g_string_append_c (out, '%');
          continue;
        }
      index = conversion.position > 0 ? conversion.position - 1 : next++;
      if (index >= self->n_args)
        return NULL;
      append_recorded (out, self, index, text, translate);
    }
  return g_string_free_and_steal (g_steal_pointer (&out));
}

/* Somebody may have written another message over the recorded one. */
static gboolean
find_sentence (const WayTemplate *self, const char *text, gsize *out_prefix)
{
  gsize len = strlen (text);
  g_autofree char *sentence = NULL;

  if (self->format == NULL)
    return FALSE;
  for (guint i = 0; i < self->n_args; i++)
    if (self->args[i].from_end > len || self->args[i].len > self->args[i].from_end)
      return FALSE;
  sentence = fill_in (self, self->format, text, NULL);
  if (sentence == NULL || !g_str_has_suffix (text, sentence))
    return FALSE;
  *out_prefix = len - strlen (sentence);
  return TRUE;
}

char *
way_template_translate (const WayTemplate *self,
                        const char *text,
                        WayTranslateFunc translate)
{
  g_autofree char *sentence = NULL;
  g_autofree char *in_front = NULL;
  gsize prefix;

  if (!find_sentence (self, text, &prefix))
    return g_strdup (text);
  sentence = fill_in (self, translate (self->format), text, translate);
  if (sentence == NULL)
    return g_strdup (text);
  in_front = g_strndup (text, prefix);
  return g_strconcat (in_front, sentence, NULL);
}
