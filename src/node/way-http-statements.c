/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-answer.h"

#include "way-cose.h"

typedef struct
{
  WayNode *node;
  SoupServerMessage *message;
  GBytes *statement;
} Submission;

static void
submission_free (Submission *self)
{
  g_object_unref (self->message);
  g_bytes_unref (self->statement);
  g_free (self);
}

static void
reply_submitted (SoupServerMessage *message, const WaySubmitted *submitted)
{
  WaySubmitReply reply = {
    .id = submitted->id,
    .height = submitted->height,
    .time = submitted->time_ms,
    .log_index = submitted->log_index,
    .result = way_slice_from_string (way_result_get_name (submitted->result)),
  };

  way_http_reply_record (message, SOUP_STATUS_OK, &way_submit_reply_schema, &reply);
}

/* The same bytes again: the answer that they had. @out_found FALSE: not in the log. */
static gboolean
find_logged (WayNode *node,
             GBytes *statement,
             WaySubmitted *out,
             gboolean *out_found,
             GError **error)
{
  WaySlice bytes = way_slice_from_bytes (statement);
  WayCose cose;
  WayLogRow row;
  gboolean found;

  *out_found = FALSE;
  if (way_cose_parse (bytes, &cose) != WAY_RESULT_OK)
    return TRUE;
  way_cose_get_id (&cose, &out->id);
  if (!way_store_reader_find_statement (node->view.reader, &out->id, &out->log_index,
                                        &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  if (!way_store_reader_get_log_row (node->view.reader, out->log_index, &row, error))
    return FALSE;
  *out_found = way_slice_equal (row.statement, bytes);
  out->height = row.height;
  out->time_ms = row.time_ms;
  out->result = (WayResult) row.result;
  return TRUE;
}

/* TRUE where the reply was made. */
static gboolean
reply_if_logged (WayNode *node, SoupServerMessage *message, GBytes *statement)
{
  g_autoptr (GError) error = NULL;
  WaySubmitted submitted = { 0 };
  gboolean found = FALSE;

  if (!way_store_reader_begin (node->view.reader, &error))
    return FALSE;
  if (find_logged (node, statement, &submitted, &found, &error) && found)
    reply_submitted (message, &submitted);
  way_store_reader_end (node->view.reader);
  return found;
}

static void
on_submitted (GObject *source, GAsyncResult *result, gpointer data)
{
  Submission *self = data;
  g_autoptr (GError) error = NULL;
  WaySubmitted submitted = { 0 };

  if (!way_engine_submit_finish (WAY_ENGINE (source), result, &submitted, &error))
    way_http_reply_error (self->message, error);
  else if (way_result_is_logged (submitted.result))
    reply_submitted (self->message, &submitted);
  /* sent twice at once: the second one finds its sequence number used by the first */
  else if (submitted.result != WAY_RESULT_BAD_SEQUENCE
           || !reply_if_logged (self->node, self->message, self->statement))
    way_http_reply_problem (self->message, submitted.result, NULL);
  soup_server_message_unpause (self->message);
  submission_free (self);
}

/* The injected clock of a demo market under construction. */
static gboolean
take_demo_time (WayHttpRequest *request)
{
  SoupMessageHeaders *headers =
      soup_server_message_get_request_headers (request->message);
  const char *text = soup_message_headers_get_one (headers, WAY_API_DEMO_TIME_HEADER);
  guint64 time_ms = 0;

  if (text == NULL)
    return TRUE;
  if (!request->node->config->demo_clock
      || !g_ascii_string_to_unsigned (text, 10, 1, WAY_TIME_MAX_MS, &time_ms, NULL))
    {
      way_http_reply_problem (
          request->message, WAY_RESULT_USAGE,
          "only a demo market under construction takes times with its statements");
      return FALSE;
    }
  __atomic_store_n (&request->node->demo_time_ms, (gint64) time_ms, __ATOMIC_SEQ_CST);
  return TRUE;
}

static void
post_statement (WayHttpRequest *request)
{
  Submission *self;
  g_autoptr (GBytes) body = NULL;

  way_http_get_body (request, &body);
  if (!take_demo_time (request)
      || reply_if_logged (request->node, request->message, body))
    return;
  self = g_new0 (Submission, 1);
  self->node = request->node;
  self->message = g_object_ref (request->message);
  self->statement = g_bytes_ref (body);
  soup_server_message_pause (request->message);
  way_engine_submit_async (WAY_ENGINE (request->node->engine), body, NULL, on_submitted,
                           self);
}

/* ---- One statement as a bundle ----------------------------------------------------------- */

static GBytes *
make_statement_body (WayNode *node, const WayHash *id, GError **error)
{
  WayQuestion question = { 0 };
  g_auto (WayAnswer) answer;
  guint64 log_index;
  gboolean found;

  way_answer_init (&answer, node, &node->view, &question);
  if (!way_store_reader_find_statement (node->view.reader, id, &log_index, &found, error))
    return NULL;
  if (!found)
    {
      way_error_set (error, WAY_RESULT_NOT_FOUND, "no such statement");
      return NULL;
    }
  return way_answer_add_log (&answer, log_index, error) != NULL
             ? way_answer_encode (&answer)
             : NULL;
}

static void
get_statement (WayHttpRequest *request)
{
  g_auto (WayAnswerOptions) options = { 0 };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  WayHash id;

  if (!way_http_get_segment_hash (request, 0, &id)
      || !way_answer_options_read (&options, request) || !way_node_begin_answer (request))
    return;
  body = make_statement_body (request->node, &id, &error);
  if (body != NULL)
    way_answer_reply (request, body, &options);
  else
    way_http_reply_error (request->message, error);
  way_node_end_answer (request->node);
}

const WayHttpRoute way_http_statements_routes[] = {
  { "POST", "/v1/statements", post_statement, WAY_API_MAX_STATEMENT },
  { "GET", "/v1/statements/{id}", get_statement, 0 },
  { NULL },
};
