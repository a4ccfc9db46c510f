/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-cli-stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define MAX_PARTIAL 3

typedef struct
{
  int fd;
  gsize n_partial;
  char partial[MAX_PARTIAL];
  const char *charset; /* NULL: UTF-8 */
} Stream;

static const struct
{
  gunichar first, last;
} steering[] = {
  { 0x00, 0x08 },     { 0x0b, 0x1f },     { 0x7f, 0x9f },     { 0x061c, 0x061c },
  { 0x180e, 0x180e }, { 0x200b, 0x200b }, { 0x200e, 0x200f }, { 0x2028, 0x202e },
  { 0x2060, 0x206f }, { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb }, { 0xe0000, 0xe007f },
};

static gboolean
steers (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steering); i++)
    if (c >= steering[i].first && c <= steering[i].last)
      return TRUE;
  return FALSE;
}

static void
append_escaped (GString *out, gunichar c)
{
  if (c < 0x10000)
    g_string_append_printf (out, "\\u%04x", c);
  else
    g_string_append_printf (out, "\\u%04x\\u%04x", 0xd800 + ((c - 0x10000) >> 10),
                            0xdc00 + ((c - 0x10000) & 0x3ff));
}

gsize
way_cli_stream_escape (const char *text, gsize len, GString *out)
{
  gsize used = 0;

  while (used < len)
    {
      gunichar c = g_utf8_get_char_validated (text + used, (gssize) (len - used));
      gsize size = 1;

      if (c == (gunichar) -2 && len - used <= MAX_PARTIAL)
        break;
      if (c == (gunichar) -1 || c == (gunichar) -2)
        g_string_append (out, "\xef\xbf\xbd");
      else if (steers (c))
        append_escaped (out, c);
      else
        g_string_append_unichar (out, c);
      if (c != (gunichar) -1 && c != (gunichar) -2)
        size = (gsize) g_unichar_to_utf8 (c, NULL);
      used += size;
    }
  return used;
}

/* Into another charset, character by character where one is lacking there. */
static GString *
convert (const Stream *stream, GString *text)
{
  gsize len;
  char *whole = g_convert (text->str, (gssize) text->len, stream->charset, "UTF-8", NULL,
                           &len, NULL);
  GString *out;

  if (whole != NULL)
    {
      g_string_free (text, TRUE);
      return g_string_new_take (whole);
    }
  out = g_string_new (NULL);
  for (const char *at = text->str; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *one = g_convert (at, g_utf8_next_char (at) - at, stream->charset,
                                        "UTF-8", NULL, NULL, NULL);

      if (one != NULL)
        g_string_append (out, one);
      else
        append_escaped (out, g_utf8_get_char (at));
    }
  g_string_free (text, TRUE);
  return out;
}

static gboolean
write_all (int fd, const GString *text)
{
  for (gsize done = 0; done < text->len;)
    {
      gssize n = write (fd, text->str + done, text->len - done);

      if (n < 0 && errno != EINTR)
        return FALSE;
      done += n > 0 ? (gsize) n : 0;
    }
  return TRUE;
}

static gssize
on_write (gpointer cookie, const char *data, gsize len)
{
  Stream *stream = cookie;
  g_autofree char *joined = g_malloc (stream->n_partial + len);
  GString *out = g_string_sized_new (len + MAX_PARTIAL);
  gsize total = stream->n_partial + len, used;
  gboolean is_done;
  int why;

  memcpy (joined, stream->partial, stream->n_partial);
  memcpy (joined + stream->n_partial, data, len);
  used = way_cli_stream_escape (joined, total, out);
  stream->n_partial = total - used;
  memcpy (stream->partial, joined + used, stream->n_partial);
  if (stream->charset != NULL)
    out = convert (stream, out);
  is_done = write_all (stream->fd, out);
  why = errno;
  g_string_free (out, TRUE);
  errno = why;
  /* stdio takes 0, not −1, for a failure here */
  return is_done ? (gssize) len : 0;
}

static int
on_close (gpointer cookie)
{
  g_free (cookie);
  return 0;
}

static FILE *
open_stream (Stream *stream, int fd, cookie_close_function_t *close)
{
  cookie_io_functions_t functions = { .write = on_write, .close = close };

  stream->fd = fd;
  if (g_get_charset (&stream->charset))
    stream->charset = NULL;
  return fopencookie (stream, "w", functions);
}

FILE *
way_cli_stream_new (int fd)
{
  Stream *stream = g_new0 (Stream, 1);
  FILE *file = open_stream (stream, fd, on_close);

  if (file == NULL)
    g_free (stream);
  return file;
}

static void
install (FILE **place, Stream *stream, int fd, int mode)
{
  FILE *file = open_stream (stream, fd, NULL);

  g_assert (file != NULL);
  setvbuf (file, NULL, mode, BUFSIZ);
  *place = file;
}

void
way_cli_stream_install (void)
{
  static Stream out, err; /* as long as the program */

  install (&stdout, &out, STDOUT_FILENO, isatty (STDOUT_FILENO) ? _IOLBF : _IOFBF);
  install (&stderr, &err, STDERR_FILENO, _IONBF);
}

void
way_cli_stream_return (void)
{
  const GString back = { .str = (char *) "\r", .len = 1 };

  fflush (stderr);
  write_all (STDERR_FILENO, &back);
}
