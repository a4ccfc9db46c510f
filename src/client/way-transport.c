/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-transport.h"

#include <inttypes.h>
#include <gio/gunixsocketaddress.h>
#include <libsoup/soup.h>
#include <string.h>

#include "way-base-encoding.h"
#include "way-deadline.h"
#include "way-json.h"

#define TIMEOUT_SECONDS 40
#define BYTES_A_SECOND                                                                   \
  16384 /* so slow may a connection be and have its bytes' time on top */
#define MAX_TRIES         3
#define DEFAULT_MAX_REPLY ((gsize) 8 * 1024 * 1024)
#define MAX_BUNDLE        ((gsize) 64 * 1024 * 1024)

struct _WayClient
{
  GObject parent_instance;

  char *address;
  char *base;             /* without a slash at the end */
  GSocketAddress *socket; /* (nullable): where it is no name that is looked up */
  SoupSession *session;
  guint timeout_s;
};

static gint default_timeout_s = TIMEOUT_SECONDS;

G_DEFINE_FINAL_TYPE (WayClient, way_client, G_TYPE_OBJECT)

static void
way_client_finalize (GObject *object)
{
  WayClient *self = WAY_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->base, g_free);
  g_clear_object (&self->socket);
  G_OBJECT_CLASS (way_client_parent_class)->finalize (object);
}

static void
way_client_class_init (WayClientClass *class)
{
  G_OBJECT_CLASS (class)->finalize = way_client_finalize;
}

static void
way_client_init (WayClient *self)
{
}

void
way_client_set_default_timeout (guint timeout_s)
{
  g_return_if_fail (timeout_s > 0 && timeout_s <= G_MAXINT);

  g_atomic_int_set (&default_timeout_s, (gint) timeout_s);
}

WayClient *
way_client_new (const char *address, GError **error)
{
  g_autoptr (WayClient) self = g_object_new (WAY_TYPE_CLIENT, NULL);

  self->address = g_strdup (address);
  if (g_str_has_prefix (address, "unix:/"))
    {
      self->socket = g_unix_socket_address_new (address + strlen ("unix:"));
      self->base = g_strdup ("http://localhost");
    }
  else if (g_uri_is_valid (address, G_URI_FLAGS_NONE, NULL)
           && (g_str_has_prefix (address, "http://")
               || g_str_has_prefix (address, "https://")))
    {
      self->base = g_strdup (address);
      while (g_str_has_suffix (self->base, "/"))
        self->base[strlen (self->base) - 1] = '\0';
    }
  else
    {
      way_error_format (error, WAY_RESULT_USAGE,
                        "“%s” is not the address of a node, which starts with https://, "
                        "http:// or unix:/",
                        address);
      return NULL;
    }
  self->timeout_s = (guint) g_atomic_int_get (&default_timeout_s);
  self->session = way_transport_make_session (self, self->timeout_s);
  return g_steal_pointer (&self);
}

SoupSession *
way_transport_make_session (WayClient *self, guint timeout_s)
{
  return soup_session_new_with_options ("remote-connectable", self->socket, "timeout",
                                        timeout_s, "idle-timeout", 25, "user-agent",
                                        "waymark ", NULL);
}

char *
way_transport_build_uri (WayClient *self, const char *path)
{
  return g_strconcat (self->base, path, NULL);
}

gint64
way_transport_get_timeout_us (WayClient *self)
{
  return (gint64) self->timeout_s * G_USEC_PER_SEC;
}

const char *
way_client_get_address (WayClient *self)
{
  g_return_val_if_fail (WAY_IS_CLIENT (self), NULL);

  return self->address;
}

void
way_reply_free (WayReply *reply)
{
  if (reply == NULL)
    return;
  way_arena_clear (&reply->arena);
  g_free (reply);
}

/* ---- One exchange ---------------------------------------------------------------------- */

static gboolean
set_problem (WaySlice body, guint status, GError **error)
{
  g_autoptr (WayReply) reply = way_reply_new_from_json (body, &way_problem_schema, NULL);
  WayResult result = way_api_result_from_status (status);
  const WayProblem *problem;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  /* without a problem document it is no node, or something stands between: nothing of ours was at fault */
  if (reply == NULL)
    return way_error_format (
        error, status != 404 && status != 429 ? WAY_RESULT_UNAVAILABLE : result,
        "No Waymark node answers there (HTTP status %u); check the address, or try again "
        "later",
        status);
  problem = reply->record;
  name = way_slice_dup_string (problem->result);
  text = way_slice_dup_string (way_record_has (problem, 4) ? problem->detail
                                                           : problem->title);
  if (!way_result_from_name (name, &result))
    result = way_api_result_from_status (status);
  return way_error_set_foreign (error, result, text);
}

gboolean
way_transport_set_error (const GError *cause, const char *address, GError **error)
{
  WayResult result = WAY_RESULT_UNAVAILABLE;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    result = WAY_RESULT_CANCELLED;
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    result = WAY_RESULT_TIMEOUT;
  else if (cause->domain == WAY_ERROR)
    {
      g_propagate_error (error, g_error_copy (cause));
      return FALSE;
    }
  /* TRANSLATORS: what went wrong, the node's address, what the system said */
  return way_error_format (error, result, "%-s (%s): %s", way_result_get_text (result),
                           address, cause->message);
}

/* One exchange with its time. */
typedef struct
{
  WayDeadline *deadline;
  gint64 begin_us;
  gint64 timeout_us;
} Timing;

static gint64
get_end_us (const Timing *timing, gsize n_bytes)
{
  return timing->begin_us + timing->timeout_us
         + (gint64) n_bytes * G_USEC_PER_SEC / BYTES_A_SECOND;
}

static GBytes *
read_limited (GInputStream *stream, gsize max, const Timing *timing, GError **error)
{
  GCancellable *cancellable = way_deadline_get_cancellable (timing->deadline);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  gssize n;

  do
    {
      guint8 chunk[32768];

      n = g_input_stream_read (stream, chunk, sizeof chunk, cancellable, error);
      if (n < 0)
        return NULL;
      g_byte_array_append (body, chunk, (guint) n);
      way_deadline_extend (timing->deadline, get_end_us (timing, body->len));
      if (body->len > max)
        {
          way_error_format (error, WAY_RESULT_TOO_LARGE,
                            "The node's answer is larger than its limit");
          return NULL;
        }
    }
  while (n > 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&body));
}

static SoupMessage *
make_message (WayClient *self, const WayExchange *exchange, GError **error)
{
  g_autofree char *uri = way_transport_build_uri (self, exchange->path);
  SoupMessage *message = soup_message_new (exchange->method, uri);
  SoupMessageHeaders *headers;

  if (message == NULL)
    {
      way_error_format (error, WAY_RESULT_USAGE, "“%s” is not an address", uri);
      return NULL;
    }
  headers = soup_message_get_request_headers (message);
  if (exchange->accept != NULL)
    soup_message_headers_replace (headers, "Accept", exchange->accept);
  if (exchange->demo_time_ms != 0)
    {
      g_autofree char *time = g_strdup_printf ("%" PRIu64, exchange->demo_time_ms);
      soup_message_headers_replace (headers, WAY_API_DEMO_TIME_HEADER, time);
    }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (exchange->body != NULL)
    soup_message_set_request_body_from_bytes (message, exchange->media_type,
                                              exchange->body);
  return message;
}

static GBytes *
exchange_once (WayClient *self,
               const WayExchange *exchange,
               SoupMessage *message,
               const Timing *timing,
               GError **error)
{
  GCancellable *cancellable = way_deadline_get_cancellable (timing->deadline);
  g_autoptr (GInputStream)
      stream = soup_session_send (self->session, message, cancellable, error);

  if (stream == NULL)
    return NULL;
  return read_limited (stream,
                       exchange->max_reply != 0 ? exchange->max_reply : DEFAULT_MAX_REPLY,
                       timing, error);
}

static GBytes *
send_once (WayClient *self,
           const WayExchange *exchange,
           GCancellable *cancellable,
           guint *out_status,
           GError **error)
{
  g_autoptr (SoupMessage) message = make_message (self, exchange, error);
  g_autoptr (WayDeadline) deadline = NULL;
  g_autoptr (GError) cause = NULL;
  Timing timing = { .begin_us = g_get_monotonic_time (),
                    .timeout_us = way_transport_get_timeout_us (self) };
  GBytes *body;

  *out_status = 0;
  if (message == NULL)
    return NULL;
  deadline = way_deadline_new (
      get_end_us (&timing,
                  exchange->body != NULL ? g_bytes_get_size (exchange->body) : 0),
      cancellable);
  timing.deadline = deadline;
  body = exchange_once (self, exchange, message, &timing, &cause);
  if (body != NULL)
    *out_status = soup_message_get_status (message);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           && way_deadline_has_passed (deadline))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                         "the whole answer did not come in time");
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return body;
}

/* Every call of the API may be repeated: reads, and writes that are named by their own hash. What is not repeated is
 * an answer that was cut short or refused for its size, and what was cancelled. */
static gboolean
may_repeat (const GError *error)
{
  return error->domain != WAY_ERROR
         && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

GBytes *
way_transport_send (WayClient *self,
                    const WayExchange *exchange,
                    GCancellable *cancellable,
                    GError **error)
{
  for (guint try = 1;; try++)
    {
      g_autoptr (GError) cause = NULL;
      guint status = 0;
      g_autoptr (GBytes) body = send_once (self, exchange, cancellable, &status, &cause);

      if (body != NULL && status >= 200 && status < 300)
        return g_steal_pointer (&body);
      if (body != NULL)
        {
          set_problem (way_slice_from_bytes (body), status, error);
          return NULL;
        }
      if (try == MAX_TRIES || !may_repeat (cause))
        {
          way_transport_set_error (cause, self->address, error);
          return NULL;
        }
      g_usleep ((gulong) try * 50000);
    }
}

/* ---- JSON replies, bundles -------------------------------------------------------------------- */

WayReply *
way_reply_new_from_json (WaySlice json, const WaySchema *schema, GError **error)
{
  g_autoptr (yyjson_doc) doc = way_json_read (json, DEFAULT_MAX_REPLY, error);
  g_autoptr (WayReply) reply = NULL;
  g_autofree char *path = NULL;
  WayResult result;

  if (doc == NULL)
    return NULL;
  reply = g_new0 (WayReply, 1);
  way_arena_init (&reply->arena, 0);
  reply->record = way_arena_alloc (&reply->arena, schema->size);
  result = way_schema_from_json (schema, yyjson_doc_get_root (doc), &reply->arena,
                                 reply->record, &path);
  if (result != WAY_RESULT_OK)
    {
      way_error_format (error, WAY_RESULT_UNVERIFIED,
                        "The node's answer is not understood: %-s (%s)",
                        way_result_get_text (result), path != NULL ? path : "");
      return NULL;
    }
  return g_steal_pointer (&reply);
}

WayReply *
way_transport_get_record (WayClient *self,
                          const char *path,
                          const WaySchema *schema,
                          GCancellable *cancellable,
                          GError **error)
{
  WayExchange exchange = { .method = "GET", .path = path, .accept = WAY_API_MEDIA_JSON };
  g_autoptr (GBytes) body = way_transport_send (self, &exchange, cancellable, error);

  return body != NULL
             ? way_reply_new_from_json (way_slice_from_bytes (body), schema, error)
             : NULL;
}

GBytes *
way_transport_get_proof (WayClient *self,
                         GString *path,
                         GCancellable *cancellable,
                         GError **error)
{
  WayExchange exchange = { .method = "GET",
                           .path = path->str,
                           .accept = WAY_API_MEDIA_PROOF,
                           .max_reply = MAX_BUNDLE };

  return way_transport_send (self, &exchange, cancellable, error);
}

void
way_query_append (GString *path, const char *name, WaySlice value)
{
  g_autofree char *escaped = g_uri_escape_bytes (value.data, value.len, NULL);

  g_string_append_printf (path, "%c%s=%s", strchr (path->str, '?') != NULL ? '&' : '?',
                          name, escaped);
}

void
way_query_append_number (GString *path, const char *name, guint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" PRIu64, value);

  way_query_append (path, name, way_slice_from_string (text));
}

void
way_query_append_hash (GString *path, const char *name, const WayHash *value)
{
  g_autofree char *hex = way_hex_encode (way_slice_from_hash (value));

  way_query_append (path, name, way_slice_from_string (hex));
}

void
way_query_append_options (GString *path, const WayLookupOptions *options)
{
  g_autofree char *nonce = NULL;

  if (options == NULL)
    return;
  if (options->nonce.len > 0)
    {
      nonce = way_base64url_encode (options->nonce);
      way_query_append (path, "nonce", way_slice_from_string (nonce));
    }
  if (options->has_kept_size)
    way_query_append_number (path, "from", options->kept_size);
  if (options->with_genesis)
    way_query_append_number (path, "genesis", 1);
}
