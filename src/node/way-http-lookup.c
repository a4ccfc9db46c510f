/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-answer.h"

#include <string.h>

#include "way-base-encoding.h"
#include "way-gtin.h"
#include "way-state-key.h"

/* The answer to a scan. Bodies are cached by question, for one height. */

#define MIN_PREFIX 4
#define MAX_PREFIX 12

typedef struct
{
  WayQuestion question;
  WayHash registrars[WAY_API_MAX_REGISTRARS];
} LookupQuestion;

/* ---- The question -------------------------------------------------------------------- */

static gboolean
refuse (WayHttpRequest *request, const char *detail)
{
  way_http_reply_problem (request->message, WAY_RESULT_USAGE, detail);
  return FALSE;
}

static gboolean
is_text (WaySlice text, gsize min, gsize max)
{
  return text.len >= min && text.len <= max;
}

/* registrar= may stand several times; libsoup's table keeps only one, so the query itself is read. */
static gboolean
read_registrars (WayHttpRequest *request, LookupQuestion *out)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (request->message));
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", 64);
  gsize n = 0;

  for (gsize i = 0; pairs[i] != NULL; i++)
    {
      if (!g_str_has_prefix (pairs[i], "registrar="))
        continue;
      if (n == WAY_API_MAX_REGISTRARS
          || !way_hash_from_hex (pairs[i] + strlen ("registrar="), &out->registrars[n++]))
        return refuse (request,
                       "registrar must be 64 hexadecimal digits, at most 8 times");
    }
  out->question.registrars = (WayRecords) { out->registrars, n };
  if (n > 0)
    out->question.present |= 1 << 7;
  return TRUE;
}

static gboolean
read_member (WayHttpRequest *request,
             const char *name,
             guint key,
             gsize min,
             gsize max,
             LookupQuestion *out,
             WaySlice *member)
{
  g_autofree char *detail = NULL;
  const char *text = way_http_get_text (request, name);

  if (text == NULL)
    return TRUE;
  *member = way_slice_from_string (text);
  out->question.present |= G_GUINT64_CONSTANT (1) << key;
  if (is_text (*member, min, max))
    return TRUE;
  detail = g_strdup_printf ("%s has the wrong length", name);
  return refuse (request, detail);
}

/* What is asked for goes into the answer as a thing, so it has to be one. */
static gboolean
is_thing (const WayQuestion *question)
{
  const WaySlice any = WAY_SLICE_INIT ("0", 1);
  const WayHash nobody = { { 0 } };
  WayThing thing =
      way_record_has (question, 4)
          ? way_thing_container (&nobody, question->sscc)
          : way_thing_unit (&nobody, question->gtin,
                            way_record_has (question, 2) ? question->lot : any,
                            way_record_has (question, 3) ? question->serial : any);

  return way_schema_validate (&way_thing_schema, &thing, NULL) == WAY_RESULT_OK;
}

static gboolean
read_question (WayHttpRequest *request, LookupQuestion *out)
{
  WayQuestion *question = &out->question;
  gboolean has_account;
  char gtin14[15];

  memset (out, 0, sizeof *out);
  if (!read_member (request, "gtin", 1, 14, 14, out, &question->gtin)
      || !read_member (request, "lot", 2, 1, 20, out, &question->lot)
      || !read_member (request, "serial", 3, 1, 20, out, &question->serial)
      || !read_member (request, "sscc", 4, 18, 18, out, &question->sscc)
      || !way_http_get_hash (request, "account", &question->account, &has_account)
      || !read_registrars (request, out))
    return FALSE;
  if (has_account)
    question->present |= 1 << 5;
  if (way_record_has (question, 1) == way_record_has (question, 4))
    return refuse (request, "ask for either a gtin or an sscc");
  if (way_record_has (question, 1)
      && !way_gtin_to_gtin14 (way_http_get_text (request, "gtin"), gtin14, NULL))
    return refuse (request, "the GTIN must have 14 digits and a right check digit");
  return is_thing (question)
         || refuse (request, "lot, serial or SSCC are not of GS1's characters");
}

/* ---- The answer ------------------------------------------------------------------------- */

static gboolean
add_prefixes_of (WayAnswer *answer,
                 const WayHash *registrar,
                 WaySlice digits,
                 GError **error)
{
  for (gsize len = MIN_PREFIX; len <= MAX_PREFIX && len <= digits.len; len++)
    {
      WayStateKey key =
          way_state_key_prefix (registrar, WAY_SLICE_INIT (digits.data, len));

      if (!way_answer_add_state (answer, &key, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_prefixes (WayAnswer *answer, const WayQuestion *question, GError **error)
{
  const WayRegistrar *registrars = answer->node->genesis.registrars.items;
  const WayHash *more = question->registrars.items;
  WaySlice code = way_record_has (question, 1) ? question->gtin : question->sscc;
  WaySlice digits = WAY_SLICE_INIT (code.data + 1, code.len - 1);

  for (gsize i = 0; i < answer->node->genesis.registrars.n; i++)
    {
      WayHash account;

      way_public_key_get_thumbprint ((const WayPublicKey *) registrars[i].key, &account);
      if (!add_prefixes_of (answer, &account, digits, error)
          || !way_answer_add_account (answer, &account, error))
        return FALSE;
    }
  for (gsize i = 0; way_record_has (question, 7) && i < question->registrars.n; i++)
    if (!add_prefixes_of (answer, &more[i], digits, error)
        || !way_answer_add_account (answer, &more[i], error))
      return FALSE;
  return TRUE;
}

static const WayAnswerDepth whole = { .with_notes = TRUE, .with_origins = TRUE };

static gboolean
add_unit (WayAnswer *answer,
          const WayHash *account,
          const WayQuestion *question,
          const WayThing *lot,
          GError **error)
{
  WayThing unit =
      way_thing_unit (account, question->gtin, question->lot, question->serial);
  gboolean has_first_case;
  WayHash first_case;

  if (!way_answer_add_thing (answer, &unit, whole, error)
      || !way_answer_add_serial (answer, lot, question->serial, &first_case,
                                 &has_first_case, error))
    return FALSE;
  return !has_first_case
         || way_answer_add_thing_by_id (answer, &first_case, whole, error);
}

/* What @account says of the code: product, lot, unit, or container. */
static gboolean
add_account (WayAnswer *answer,
             const WayHash *account,
             const WayQuestion *question,
             GError **error)
{
  WayThing thing;

  if (way_record_has (question, 4))
    {
      thing = way_thing_container (account, question->sscc);
      return way_answer_add_thing (answer, &thing, whole, error);
    }
  thing = way_thing_product (account, question->gtin);
  if (!way_answer_add_thing (answer, &thing, whole, error))
    return FALSE;
  if (!way_record_has (question, 2))
    return TRUE;
  thing = way_thing_lot (account, question->gtin, question->lot);
  if (!way_answer_add_thing (answer, &thing, whole, error))
    return FALSE;
  return !way_record_has (question, 3)
         || add_unit (answer, account, question, &thing, error);
}

/* The attested holder of a prefix of the code, by any registrar, the longest prefix first. */
static gboolean
find_attested (WayAnswer *answer, WayHash *out_account)
{
  gsize best = 0;

  for (guint i = 0; i < answer->state->len; i++)
    {
      const WayStateEntry *entry =
          g_array_index (answer->state, const WayStateEntry *, i);
      WayPrefixState prefix = { 0 };

      if (entry->key.data[0] != 'G' || !way_record_has (entry, 2)
          || entry->key.len <= best)
        continue;
      if (way_schema_decode (&way_prefix_state_schema, entry->value, &answer->arena,
                             &prefix)
          != WAY_RESULT_OK)
        continue;
      best = entry->key.len;
      *out_account = prefix.account;
    }
  return best > 0;
}

static gboolean
list_candidates (WayAnswer *answer,
                 const WayQuestion *question,
                 GArray *things,
                 GError **error)
{
  WayIndexQuery query = {
    .list = way_record_has (question, 1) ? WAY_INDEX_BY_GTIN : WAY_INDEX_BY_SSCC,
    .text = way_record_has (question, 1) ? question->gtin : question->sscc,
    .max = WAY_API_MAX_ACCOUNTS,
  };

  return way_index_list_things (answer->view->index, &query, things, error);
}

static gboolean
gather (WayAnswer *answer, const WayQuestion *question, GError **error)
{
  g_autoptr (GArray) things = g_array_new (FALSE, FALSE, sizeof (WayIndexThing));
  WayStateKey parameters = way_state_key_parameters ();
  WayHash attested;

  g_array_set_clear_func (things, (GDestroyNotify) way_index_thing_clear);
  if (!way_answer_add_state (answer, &parameters, error)
      || !add_prefixes (answer, question, error))
    return FALSE;
  if (way_record_has (question, 5))
    return add_account (answer, &question->account, question, error);
  if (find_attested (answer, &attested)
      && !add_account (answer, &attested, question, error))
    return FALSE;
  if (!list_candidates (answer, question, things, error))
    return FALSE;
  for (guint i = 0; i < things->len; i++)
    if (!add_account (answer, &g_array_index (things, WayIndexThing, i).thing.account,
                      question, error))
      return FALSE;
  return TRUE;
}

/* ---- Cache and reply ------------------------------------------------------------------------- */

/* Most questions are asked again before the next block: a body that was made for the newest
 * height is sent as it is, without a snapshot of the store. */
static gboolean
reply_from_cache (WayHttpRequest *request, GBytes *name, const WayAnswerOptions *options)
{
  WayNode *node = request->node;
  g_autoptr (GBytes) body = NULL;

  if (options->has_from || !way_store_reader_is_newest (node->view.reader))
    return FALSE;
  body = way_body_cache_find (
      &node->answers, way_store_reader_get_checkpoint (node->view.reader)->height, name);
  if (body != NULL)
    way_answer_reply (request, body, options);
  return body != NULL;
}

/* @view: between begin and end. */
static GBytes *
make_body (WayNode *node, WayView *view, const WayQuestion *question, GError **error)
{
  g_auto (WayAnswer) answer;

  way_answer_init (&answer, node, view, question);
  return gather (&answer, question, error) ? way_answer_encode (&answer) : NULL;
}

static void
answer_here (WayHttpRequest *request,
             const WayQuestion *question,
             GBytes *name,
             const WayAnswerOptions *options)
{
  WayNode *node = request->node;
  guint64 height = way_store_reader_get_checkpoint (node->view.reader)->height;
  g_autoptr (GBytes) body = way_body_cache_find (&node->answers, height, name);
  g_autoptr (GError) error = NULL;

  if (body == NULL)
    {
      body = make_body (node, &node->view, question, &error);
      if (body == NULL)
        {
          way_http_reply_error (request->message, error);
          return;
        }
      way_body_cache_add (&node->answers, height, name, body);
    }
  way_answer_reply (request, body, options);
}

/* ---- In another thread ------------------------------------------------------------------------- */

typedef struct
{
  WayNode *node;
  SoupServerMessage *message;
  GBytes *name; /* the question, encoded */
  WayAnswerOptions options;

  GBytes *body; /* (nullable): as it is cached */
  guint64 height;
  GBytes *bundle; /* (nullable): NULL with an error */
  GError *error;
} LookupJob;

static void
job_free (LookupJob *job)
{
  g_object_unref (job->message);
  g_bytes_unref (job->name);
  way_answer_options_clear (&job->options);
  g_clear_pointer (&job->body, g_bytes_unref);
  g_clear_pointer (&job->bundle, g_bytes_unref);
  g_clear_error (&job->error);
  g_free (job);
}

/* What was asked borrowed from the request, which waits in the loop's thread: it is read from its name. */
static GBytes *
make_body_of_job (LookupJob *job, WayView *view)
{
  g_auto (WayArena) arena = { 0 };
  WayQuestion question = { 0 };

  way_arena_init (&arena, 0);
  if (way_schema_decode (&way_question_schema, way_slice_from_bytes (job->name), &arena,
                         &question)
      != WAY_RESULT_OK)
    g_assert_not_reached ();
  return make_body (job->node, view, &question, &job->error);
}

static void
work_on_lookup (WayView *view, const GError *error, gpointer data)
{
  LookupJob *job = data;

  if (view == NULL)
    job->error = g_error_copy (error);
  if (view == NULL || !way_view_begin (view, &job->error))
    return;
  job->height = way_store_reader_get_checkpoint (view->reader)->height;
  job->body = make_body_of_job (job, view);
  if (job->body != NULL)
    job->bundle =
        way_answer_complete (job->node, view, job->body, &job->options, &job->error);
  way_view_end (view);
}

static void
lookup_done (gpointer data)
{
  LookupJob *job = data;
  WayHttpRequest request = { .node = job->node, .message = job->message };

  if (job->body != NULL)
    way_body_cache_add (&job->node->answers, job->height, job->name, job->body);
  if (job->bundle != NULL)
    way_answer_reply_bundle (&request, job->bundle);
  else
    way_http_reply_error (job->message, job->error);
  soup_server_message_unpause (job->message);
  job_free (job);
}

/* Takes @options. */
static void
answer_elsewhere (WayHttpRequest *request, GBytes *name, WayAnswerOptions *options)
{
  LookupJob *job = g_new0 (LookupJob, 1);

  job->node = request->node;
  job->message = g_object_ref (request->message);
  job->name = g_bytes_ref (name);
  job->options = *options;
  *options = (WayAnswerOptions) { 0 };
  soup_server_message_pause (request->message);
  way_answer_pool_push (request->node->pool, work_on_lookup, lookup_done, job);
}

static void
get_lookup (WayHttpRequest *request)
{
  g_auto (WayAnswerOptions) options = { 0 };
  g_autoptr (GBytes) name = NULL;
  LookupQuestion asked;

  if (!read_question (request, &asked) || !way_answer_options_read (&options, request))
    return;
  name = way_schema_encode (&way_question_schema, &asked.question);
  if (reply_from_cache (request, name, &options))
    return;
  if (way_answer_pool_has_threads (request->node->pool)
      && way_http_connections_have_others (request->node, request->message))
    answer_elsewhere (request, name, &options);
  else if (way_node_begin_answer (request))
    {
      answer_here (request, &asked.question, name, &options);
      way_node_end_answer (request->node);
    }
}

const WayHttpRoute way_http_lookup_routes[] = {
  { "GET", "/v1/lookup", get_lookup, 0 },
  { NULL },
};
