/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-result.h"

#include <stdarg.h>
#include <string.h>

#include "way-template.h"

typedef struct
{
  WayResult result;
  const char *name;
  const char *text;
} ResultRow;

static const ResultRow rows[] = {
#define WAY_RESULT(number, symbol, name, text) { number, name, text },
#include "way-result.def"
#undef WAY_RESULT
};

/* What a WAY_ERROR carries besides its English message. */
typedef struct
{
  WayTemplate template;
  gboolean is_foreign;
  GError *cause; /* (nullable): its message is an argument of ours */
} WayErrorPrivate;

static void
way_error_private_init (WayErrorPrivate *self)
{
  *self = (WayErrorPrivate) { 0 };
}

static void
way_error_private_copy (const WayErrorPrivate *self, WayErrorPrivate *copy)
{
  *copy = *self;
  copy->cause = self->cause != NULL ? g_error_copy (self->cause) : NULL;
}

static void
way_error_private_clear (WayErrorPrivate *self)
{
  g_clear_error (&self->cause);
}

G_DEFINE_EXTENDED_ERROR (WayError, way_error)

static const ResultRow *
find_row (WayResult result)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].result == result)
      return &rows[i];

  return NULL;
}

const char *
way_result_get_name (WayResult result)
{
  const ResultRow *row = find_row (result);

  return row ? row->name : "unknown";
}

const char *
way_result_get_text (WayResult result)
{
  const ResultRow *row = find_row (result);

  return row ? row->text : "Unknown result";
}

gboolean
way_result_from_name (const char *name, WayResult *out_result)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].name, name) != 0)
        continue;
      *out_result = rows[i].result;
      return TRUE;
    }

  return FALSE;
}

WayResult
way_result_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, WAY_RESULT_INTERNAL);

  return error->domain == WAY_ERROR ? (WayResult) error->code : WAY_RESULT_IO;
}

/* ---- Making ----------------------------------------------------------------------------- */

static WayErrorPrivate *
set_message (GError **error, WayResult result, const char *message)
{
  GError *made = g_error_new_literal (WAY_ERROR, (gint) result, message);

  g_propagate_error (error, made);
  return way_error_get_private (made);
}

gboolean
way_error_set (GError **error, WayResult result, const char *detail)
{
  const char *text = way_result_get_text (result);

  if (error == NULL)
    return FALSE;
  if (detail != NULL)
    /* TRANSLATORS: what went wrong, and where, or why */
    return way_error_format (error, result, "%-s: %s", text, detail);
  set_message (error, result, text)->template.format = text;

  return FALSE;
}

gboolean
way_error_set_reason (GError **error, WayResult result, const char *reason)
{
  /* TRANSLATORS: what went wrong, and why */
  return way_error_format (error, result, "%-s: %-s", way_result_get_text (result),
                           reason);
}

gboolean
way_error_format (GError **error, WayResult result, const char *format, ...)
{
  g_autofree char *message = NULL;
  WayTemplate template = { 0 };
  va_list args;

  if (error == NULL)
    return FALSE;
  va_start (args, format);
  message = way_template_format (&template, format, args);
  va_end (args);
  set_message (error, result, message)->template = template;

  return FALSE;
}

gboolean
way_error_wrap (GError **error,
                WayResult result,
                const GError *cause,
                const char *format,
                ...)
{
  g_autofree char *message = NULL;
  WayTemplate template = { 0 };
  WayErrorPrivate *made;
  va_list args;

  if (error == NULL)
    return FALSE;
  va_start (args, format);
  message = way_template_format (&template, format, args);
  va_end (args);
  made = set_message (error, result, message);
  made->template = template;
  made->cause = g_error_copy (cause);

  return FALSE;
}

gboolean
way_error_set_foreign (GError **error, WayResult result, const char *sentence)
{
  if (error != NULL)
    set_message (error, result, sentence)->is_foreign = TRUE;

  return FALSE;
}

const char *
way_errno_get_text (int code)
{
  const char *text = strerrordesc_np (code);

  return text != NULL ? text : "Unknown error";
}

/* ---- Wording ---------------------------------------------------------------------------- */

/* Nodes of ours begin with the result's own sentence; what others write follows it. */
static char *
word_foreign (const GError *error, WayTranslateFunc translate)
{
  const char *english = way_result_get_text ((WayResult) error->code);
  const char *text = translate (english);
  WayTemplate template = { .format = "%-s: %s", .n_args = 2, .words = 1 };
  gsize english_len = strlen (english), len = strlen (error->message);
  g_autofree char *whole = NULL;

  if (len == 0 || strcmp (error->message, english) == 0)
    return g_strdup (text);
  if (strcmp (text, english) == 0)
    return g_strdup (error->message);
  if (g_str_has_prefix (error->message, english)
      && g_str_has_prefix (error->message + english_len, ": "))
    whole = g_strdup (error->message);
  else
    {
      whole = g_strconcat (english, ": ", error->message, NULL);
      len = strlen (whole);
    }
  template.args[0] = (WayTemplateArg) { (guint) len, (guint) english_len };
  template.args[1].from_end = (guint) (len - english_len - 2);
  template.args[1].len = template.args[1].from_end;

  return way_template_translate (&template, whole, translate);
}

/* In @sentence the cause stands as it came: arguments are put in unchanged. */
static char *
word_cause (const GError *cause, char *sentence, WayTranslateFunc translate)
{
  g_autofree char *own = sentence;
  g_autofree char *words = way_error_dup_text (cause, translate);
  const char *at = cause->message[0] != '\0' ? strstr (own, cause->message) : NULL;

  if (at == NULL)
    return g_steal_pointer (&own);
  return g_strdup_printf ("%.*s%s%s", (int) (at - own), own, words,
                          at + strlen (cause->message));
}

char *
way_error_dup_text (const GError *error, WayTranslateFunc translate)
{
  const WayErrorPrivate *self;
  char *sentence;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != WAY_ERROR)
    return g_strdup (error->message);
  self = way_error_get_private (error);
  if (self->is_foreign)
    return word_foreign (error, translate);
  sentence = way_template_translate (&self->template, error->message, translate);
  return self->cause != NULL ? word_cause (self->cause, sentence, translate) : sentence;
}
