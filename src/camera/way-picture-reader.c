/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-picture-reader.h"

#include <math.h>

#include "way-code-reader.h"
#include "way-picture-rescue.h"
#include "way-picture.h"
#include "way-result.h"

/* One scan. Two owners: who asked, and the worker. Where the time is up the one who asked
 * goes away, and the worker, which can't be stopped inside a decoder, ends at its next
 * check and lets go. */
typedef struct
{
  GBytes *bytes;
  char *path;
  GCancellable *cancellable;
  GMutex lock;
  GCond is_done_changed;
  gboolean is_done;
  GPtrArray *codes;
  GError *error;
} Job;

static void
job_clear (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job->path);
  g_clear_object (&job->cancellable);
  g_mutex_clear (&job->lock);
  g_cond_clear (&job->is_done_changed);
  g_clear_pointer (&job->codes, g_ptr_array_unref);
  g_clear_error (&job->error);
}

static void
job_unref (gpointer job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const WayCode *first = *(const WayCode *const *) a;
  const WayCode *second = *(const WayCode *const *) b;
  int dy = first->corners[0].y - second->corners[0].y;

  return dy != 0 ? dy : first->corners[0].x - second->corners[0].x;
}

static void
scale_corners (GPtrArray *codes, double scale)
{
  for (guint i = 0; i < codes->len; i++)
    {
      WayCode *code = g_ptr_array_index (codes, i);

      for (guint k = 0; k < G_N_ELEMENTS (code->corners); k++)
        {
          code->corners[k].x = (int) lround (code->corners[k].x * scale);
          code->corners[k].y = (int) lround (code->corners[k].y * scale);
        }
    }
}

static void
drop_repeats (GPtrArray *codes)
{
  for (guint i = 0; i < codes->len; i++)
    for (guint k = codes->len - 1; k > i; k--)
      if (way_code_is_same_symbol (g_ptr_array_index (codes, i),
                                   g_ptr_array_index (codes, k)))
        g_ptr_array_remove_index (codes, k);
}

static GPtrArray *
look (const WayPicture *picture, gboolean on_black, GCancellable *cancellable)
{
  g_autoptr (WayCodeReader) reader = way_code_reader_new (WAY_CODE_READER_TRY_HARDER);
  double scale = 1;
  g_autoptr (WayGrey) grey = way_picture_get_grey (picture, on_black, &scale);
  WayFrame frame = way_grey_get_frame (grey);
  GPtrArray *codes = way_code_reader_read (reader, &frame);

  if (codes->len == 0)
    {
      g_ptr_array_unref (codes);
      codes = way_picture_rescue (picture, grey, cancellable);
    }
  scale_corners (codes, scale);
  drop_repeats (codes);
  g_ptr_array_sort (codes, compare_places);
  return codes;
}

static GPtrArray *
scan (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (WayPicture) picture = way_picture_decode (bytes, cancellable, error);
  GPtrArray *codes;

  if (picture == NULL)
    return NULL;
  codes = look (picture, FALSE, cancellable);
  if (codes->len == 0 && way_picture_has_alpha (picture))
    {
      g_ptr_array_unref (codes);
      codes = look (picture, TRUE, cancellable);
    }
  if (codes->len == 0 && g_cancellable_is_cancelled (cancellable))
    {
      g_ptr_array_unref (codes);
      way_error_set (error, WAY_RESULT_CANCELLED, NULL);
      return NULL;
    }
  return codes;
}

static gpointer
work (gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *codes = NULL;

  if (job->bytes == NULL)
    job->bytes = way_picture_read_file (job->path, &error);
  if (job->bytes != NULL)
    codes = scan (job->bytes, job->cancellable, &error);
  g_mutex_lock (&job->lock);
  job->codes = codes;
  job->error = g_steal_pointer (&error);
  job->is_done = TRUE;
  g_cond_signal (&job->is_done_changed);
  g_mutex_unlock (&job->lock);
  job_unref (job);
  return NULL;
}

static gboolean
job_start (Job *job, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GThread *thread =
      g_thread_try_new ("way-scan", work, g_atomic_rc_box_acquire (job), &cause);

  if (thread == NULL)
    {
      job_unref (job);
      return way_error_set (error, WAY_RESULT_NO_SPACE, cause->message);
    }
  g_thread_unref (thread);
  return TRUE;
}

static GPtrArray *
job_wait (Job *job, guint timeout_ms, GCancellable *cancellable, GError **error)
{
  gint64 end = g_get_monotonic_time ()
               + (gint64) (timeout_ms ? timeout_ms : WAY_PICTURE_TIMEOUT_MS) * 1000;
  GPtrArray *codes = NULL;

  g_mutex_lock (&job->lock);
  while (!job->is_done && g_get_monotonic_time () < end
         && !g_cancellable_is_cancelled (cancellable))
    {
      /* a cancellable can't be waited for together with a condition; look now and then */
      gint64 turn = g_get_monotonic_time () + 50 * G_TIME_SPAN_MILLISECOND;

      g_cond_wait_until (&job->is_done_changed, &job->lock, MIN (turn, end));
    }
  if (job->is_done)
    {
      codes = g_steal_pointer (&job->codes);
      if (codes == NULL)
        g_propagate_error (error, g_steal_pointer (&job->error));
    }
  else if (g_cancellable_is_cancelled (cancellable))
    way_error_set (error, WAY_RESULT_CANCELLED, NULL);
  else
    way_error_format (error, WAY_RESULT_TIMEOUT,
                      "Looking for a code in the picture took too long; cut out the part "
                      "with the code");
  g_mutex_unlock (&job->lock);
  g_cancellable_cancel (job->cancellable);
  return codes;
}

static GPtrArray *
run (GBytes *bytes,
     const char *path,
     guint timeout_ms,
     GCancellable *cancellable,
     GError **error)
{
  Job *job = g_atomic_rc_box_new0 (Job);
  GPtrArray *codes = NULL;

  job->bytes = bytes ? g_bytes_ref (bytes) : NULL;
  job->path = g_strdup (path);
  job->cancellable = g_cancellable_new ();
  g_mutex_init (&job->lock);
  g_cond_init (&job->is_done_changed);
  if (job_start (job, error))
    codes = job_wait (job, timeout_ms, cancellable, error);
  job_unref (job);
  return codes;
}

GPtrArray *
way_picture_scan_file (const char *path,
                       guint timeout_ms,
                       GCancellable *cancellable,
                       GError **error)
{
  return run (NULL, path, timeout_ms, cancellable, error);
}

GPtrArray *
way_picture_scan_bytes (GBytes *bytes,
                        guint timeout_ms,
                        GCancellable *cancellable,
                        GError **error)
{
  return run (bytes, NULL, timeout_ms, cancellable, error);
}

/* -- asynchronous -- */

typedef struct
{
  GBytes *bytes;
  char *path;
  guint timeout_ms;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->bytes, g_bytes_unref);
  g_free (request->path);
  g_free (request);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  GPtrArray *codes =
      run (request->bytes, request->path, request->timeout_ms, cancellable, &error);

  if (codes != NULL)
    g_task_return_pointer (task, codes, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
start (Request *request,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, start);
  /* run() says itself that it was cancelled, in our domain */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, run_in_thread);
}

void
way_picture_scan_bytes_async (GBytes *bytes,
                              guint timeout_ms,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  Request *request = g_new0 (Request, 1);

  *request = (Request) { .bytes = g_bytes_ref (bytes), .timeout_ms = timeout_ms };
  start (request, cancellable, callback, data);
}

void
way_picture_scan_file_async (const char *path,
                             guint timeout_ms,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  Request *request = g_new0 (Request, 1);

  *request = (Request) { .path = g_strdup (path), .timeout_ms = timeout_ms };
  start (request, cancellable, callback, data);
}

GPtrArray *
way_picture_scan_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, start), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
