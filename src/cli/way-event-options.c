/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-event-options.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-blob.h"
#include "way-event-now.h"
#include "way-languages.h"

GOptionEntry *
way_event_options_init (WayEventOptions *self)
{
  const GOptionEntry entries[] = {
    { "time", 0, 0, G_OPTION_ARG_STRING, &self->time, N_ ("When it happened"), "TIME" },
    { "place", 0, 0, G_OPTION_ARG_STRING, &self->place, N_ ("Where it happened"),
      "NAME" },
    { "gln", 0, 0, G_OPTION_ARG_STRING, &self->gln, N_ ("GLN of the place"), "GLN" },
    { "country", 0, 0, G_OPTION_ARG_STRING, &self->country, N_ ("Country of the place"),
      "CODE" },
    { "note", 0, 0, G_OPTION_ARG_STRING, &self->note, N_ ("A remark for everybody"),
      "TEXT" },
    { "document", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->documents,
      N_ ("A paper that goes with it"), "KIND=FILE" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &self->account, N_ ("Whose things are meant"),
      "ACCOUNT" },
    { NULL },
  };

  G_STATIC_ASSERT (sizeof entries == sizeof self->entries);
  *self = (WayEventOptions) { 0 };
  memcpy (self->entries, entries, sizeof entries);
  return self->entries;
}

void
way_event_options_clear (WayEventOptions *self)
{
  g_free (self->time);
  g_free (self->place);
  g_free (self->gln);
  g_free (self->country);
  g_free (self->note);
  g_free (self->account);
  g_strfreev (self->documents);
}

static gboolean
make_time (const char *text, WayEvent *event, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (!way_cli_parse_time (text, FALSE, &event->time, error))
    return FALSE;
  event->offset_minutes = way_event_get_offset_minutes (event->time);
  return TRUE;
}

static gboolean
make_place (const WayEventOptions *self, WayEvent *event, GError **error)
{
  if (self->place == NULL && (self->gln != NULL || self->country != NULL))
    return way_error_format (error, WAY_RESULT_USAGE,
                             "A place needs a name: --place NAME");
  if (self->place == NULL)
    return TRUE;
  event->present |= 1 << 3;
  event->place.name = way_slice_from_string (self->place);
  if (self->gln != NULL)
    {
      event->place.present |= 1 << 2;
      event->place.gln = way_slice_from_string (self->gln);
    }
  if (self->country != NULL)
    {
      event->place.present |= 1 << 3;
      event->place.country = way_slice_from_string (self->country);
    }
  return TRUE;
}

static WaySlice
keep_text (WaySession *session, const char *text)
{
  gsize len = strlen (text);

  return WAY_SLICE_INIT (way_arena_copy (&session->arena, text, len), len);
}

/* Its title: what the file is called. */
static void
add_title (WaySession *session, const char *path, WayDocument *document)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  WayLangText *title = way_arena_alloc (&session->arena, sizeof *title);

  title->language = way_slice_from_string (way_languages_get_first ());
  title->text = keep_text (session, name);
  document->present |= 1 << 5;
  document->titles = (WayRecords) { title, 1 };
}

gboolean
way_document_make (WaySession *session,
                   const char *text,
                   WayDocument *out_document,
                   GError **error)
{
  const char *path = strchr (text, '=');
  g_autofree char *kind = path != NULL ? g_strndup (text, (gsize) (path - text)) : NULL;
  g_autofree char *media_type = NULL;
  g_autoptr (GBytes) blob = NULL;

  *out_document = (WayDocument) { 0 };
  if (kind == NULL)
    return way_error_format (error, WAY_RESULT_USAGE,
                             "Write a document as KIND=FILE, like test-report=%s", text);
  if (!way_cli_parse_enum (way_document_kinds, kind, &out_document->kind, error))
    return FALSE;
  blob = way_blob_read_file (++path, &media_type, error);
  if (blob == NULL
      || !way_blob_put (session->home, session->network, blob, &out_document->hash, NULL,
                        error))
    return FALSE;
  out_document->size = g_bytes_get_size (blob);
  out_document->media_type = keep_text (session, media_type);
  add_title (session, path, out_document);
  return TRUE;
}

static gboolean
make_documents (const WayEventOptions *self,
                WaySession *session,
                WayEvent *event,
                GError **error)
{
  guint n = self->documents != NULL ? g_strv_length (self->documents) : 0;
  WayDocument *rows = way_arena_alloc (&session->arena, sizeof (WayDocument) * (n + 1));

  for (guint i = 0; i < n; i++)
    if (!way_document_make (session, self->documents[i], &rows[i], error))
      return FALSE;
  if (n > 0)
    event->present |= 1 << 4;
  event->documents = (WayRecords) { rows, n };
  return TRUE;
}

gboolean
way_event_options_make (const WayEventOptions *self,
                        WaySession *session,
                        WayEvent *out_event,
                        GError **error)
{
  *out_event = way_event_now ();
  if (!make_time (self->time, out_event, error) || !make_place (self, out_event, error)
      || !make_documents (self, session, out_event, error))
    return FALSE;
  if (self->note != NULL)
    {
      out_event->present |= 1 << 5;
      out_event->note = way_slice_from_string (self->note);
    }
  return TRUE;
}
