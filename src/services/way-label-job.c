/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-label-job.h"

#include <glib/gi18n-lib.h>

#include "way-desk-private.h"
#include "way-label-page.h"
#include "way-new-lot.h"
#include "way-own-product.h"

struct _WayLabelPage
{
  GObject parent;

  GBytes *pixels;
  guint width;
  guint height;
};

struct _WayLabelJob
{
  GObject parent;

  WayDesk *desk;
  char *gtin14;
  char *lot;

  WayLotPlan *plan; /* (nullable): before it is loaded */
  char *title;      /* (nullable) */

  double progress;
  gint told; /* percent, from the thread that writes */
};

enum
{
  PROP_0,
  PROP_PROGRESS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WayLabelPage, way_label_page, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (WayLabelJob, way_label_job, G_TYPE_OBJECT)

/* ---- Loading ---------------------------------------------------------------------------------- */

typedef struct
{
  char *account;
  char *gtin14;
  char *lot;
  WaySecret *passphrase; /* (nullable) */
  WayLotPlan *plan;
  char *title;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *self = data;

  g_clear_pointer (&self->passphrase, way_secret_unref);
  g_clear_pointer (&self->plan, way_lot_plan_free);
  g_free (self->account);
  g_free (self->gtin14);
  g_free (self->lot);
  g_free (self->title);
  g_free (self);
}

static gboolean
load_plan (Loading *self, WayHome *home, GCancellable *cancellable, GError **error)
{
  const WayIdentity *identity = way_desk_find_identity (home, self->account, error);
  WayNetwork *network = identity != NULL ? way_desk_find_network (home, identity, error)
                                         : NULL;

  if (network == NULL)
    return FALSE;
  self->plan = way_lot_plan_load (home, network, identity, self->gtin14, self->lot, TRUE,
                                  cancellable, error);
  if (self->plan == NULL)
    return FALSE;
  self->title =
      way_own_product_dup_name (home, network, identity, self->gtin14, cancellable);
  return TRUE;
}

static void
load (GTask *task, WayHome *home, gpointer data, GCancellable *cancellable)
{
  Loading *self = data;
  GError *error = NULL;
  gboolean ok;

  if (self->passphrase != NULL)
    way_home_take_passphrase (home, g_steal_pointer (&self->passphrase));
  ok = load_plan (self, home, cancellable, &error);
  /* others use this home after us */
  way_home_take_passphrase (home, NULL);
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
way_label_job_load_async (WayLabelJob *self,
                          const char *passphrase,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Loading *loading = g_new0 (Loading, 1);

  loading->account = way_desk_dup_acting_account (self->desk);
  loading->gtin14 = g_strdup (self->gtin14);
  loading->lot = g_strdup (self->lot);
  if (passphrase != NULL)
    loading->passphrase = way_secret_new_copy (way_slice_from_string (passphrase));
  g_task_set_source_tag (task, way_label_job_load_async);
  g_task_set_task_data (task, loading, loading_free);
  way_desk_run (self->desk, task, load);
}

gboolean
way_label_job_load_finish (WayLabelJob *self,
                           GAsyncResult *result,
                           gboolean *out_is_locked,
                           GError **error)
{
  Loading *loading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) cause = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &cause);

  *out_is_locked = g_error_matches (cause, WAY_ERROR, WAY_RESULT_WRONG_PASSPHRASE);
  if (!ok)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  g_clear_pointer (&self->plan, way_lot_plan_free);
  self->plan = g_steal_pointer (&loading->plan);
  g_free (self->title);
  self->title = g_steal_pointer (&loading->title);
  return TRUE;
}

guint64
way_label_job_get_quantity (WayLabelJob *self)
{
  return self->plan != NULL ? way_lot_plan_get_quantity (self->plan) : 0;
}

/* ---- Layouts --------------------------------------------------------------------------------------- */

static char *
present_layout (const WayLabelLayout *layout)
{
  g_autofree char *width = g_strdup_printf ("%g", layout->label_width);
  g_autofree char *height = g_strdup_printf ("%g", layout->label_height);

  if (g_str_has_prefix (layout->name, "roll-"))
    /* TRANSLATORS: labels on a roll, width and height of one */
    return g_strdup_printf (_ ("Roll, %s × %s mm"), width, height);
  if (g_str_has_prefix (layout->name, "letter-"))
    /* TRANSLATORS: a sheet of US letter paper: how many labels, their width and height */
    return g_strdup_printf (_ ("Letter, %u labels of %s × %s mm"),
                            way_label_layout_get_count (layout), width, height);
  /* TRANSLATORS: a sheet of A4 paper: how many labels, their width and height */
  return g_strdup_printf (_ ("A4, %u labels of %s × %s mm"),
                          way_label_layout_get_count (layout), width, height);
}

GStrv
way_label_job_list_layouts (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gsize n;
  const WayLabelLayout *all = way_label_layout_get_all (&n);

  for (gsize i = 0; i < n; i++)
    g_strv_builder_take (names, present_layout (&all[i]));
  return g_strv_builder_end (names);
}

static const WayLabelLayout *
get_layout (guint layout)
{
  gsize n;
  const WayLabelLayout *all = way_label_layout_get_all (&n);

  return &all[MIN (layout, n - 1)];
}

guint
way_label_job_get_labels_per_sheet (guint layout)
{
  return way_label_layout_get_count (get_layout (layout));
}

static WayLabelOptions
make_options (const WayLabelChoice *choice, const char *title)
{
  return (WayLabelOptions) {
    .layout = get_layout (choice->layout),
    .kinds = (WayLabelKinds) ((choice->has_outside ? WAY_LABEL_OUTSIDE : 0)
                              | (choice->has_inside ? WAY_LABEL_INSIDE : 0)),
    .has_crop_marks = choice->has_crop_marks,
    .n_skip = choice->n_skip,
    .title = title,
  };
}

guint64
way_label_job_get_n_pages (const WayLabelChoice *choice)
{
  WayLabelOptions options = make_options (choice, NULL);

  return way_label_page_count (&options, choice->n);
}

/* ---- Pages and files: in threads that need no home ---------------------------------------------------- */

typedef struct
{
  WayLotLabels labels;
  char *path; /* (nullable) */
  guint64 page;
  double dots_per_mm;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_free (self->path);
  g_free (self);
}

static Work *
work_new (WayLabelJob *self, const WayLabelChoice *choice)
{
  Work *work = g_new0 (Work, 1);

  work->labels.options = make_options (choice, self->title);
  work->labels.titles[0] = self->title;
  work->labels.first = choice->first;
  work->labels.n = choice->n;
  return work;
}

static void
render (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayLabelJob *self = source;
  const Work *work = data;
  g_autoptr (WayLabelPage) page = g_object_new (WAY_TYPE_LABEL_PAGE, NULL);
  GError *error = NULL;

  page->pixels = way_lot_plan_render_labels (self->plan, &work->labels, work->page,
                                             work->dots_per_mm, &page->width,
                                             &page->height, &error);
  if (page->pixels != NULL)
    g_task_return_pointer (task, g_steal_pointer (&page), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
way_label_job_render_async (WayLabelJob *self,
                            const WayLabelChoice *choice,
                            guint64 page,
                            double dots_per_mm,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Work *work;

  g_return_if_fail (self->plan != NULL);
  work = work_new (self, choice);
  work->page = page;
  work->dots_per_mm = dots_per_mm;
  g_task_set_source_tag (task, way_label_job_render_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, render);
  g_object_unref (task);
}

WayLabelPage *
way_label_job_render_finish (WayLabelJob *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
show_progress (gpointer data)
{
  WayLabelJob *self = data;

  self->progress = g_atomic_int_get (&self->told) / 1000.0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
  return G_SOURCE_REMOVE;
}

/* No more news than a bar can show. */
static gboolean
tell_progress (gpointer data, guint64 n_done, guint64 n_all)
{
  GTask *task = data;
  WayLabelJob *self = g_task_get_source_object (task);
  gint told = (gint) (n_done * 1000 / n_all);

  if (told != g_atomic_int_get (&self->told))
    {
      g_atomic_int_set (&self->told, told);
      g_idle_add_full (G_PRIORITY_DEFAULT, show_progress, g_object_ref (self),
                       g_object_unref);
    }
  return !g_cancellable_is_cancelled (g_task_get_cancellable (task));
}

static void
save (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayLabelJob *self = source;
  const Work *work = data;
  GError *error = NULL;

  if (way_lot_plan_write_labels (self->plan, &work->labels, tell_progress, task, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
way_label_job_save_async (WayLabelJob *self,
                          const WayLabelChoice *choice,
                          const char *path,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Work *work;

  g_return_if_fail (self->plan != NULL);
  work = work_new (self, choice);
  work->path = g_strdup (path);
  work->labels.path = work->path;
  g_atomic_int_set (&self->told, 0);
  show_progress (self);
  /* a file that is complete stays, even where it was cancelled just then: its end decides */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, way_label_job_save_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, save);
  g_object_unref (task);
}

gboolean
way_label_job_save_finish (WayLabelJob *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- The list of serial numbers ---------------------------------------------------------------------------- */

static gboolean
publish_list (WayLabelJob *self,
              WayHome *home,
              const char *account,
              GTask *task,
              GError **error)
{
  const WayIdentity *identity = way_desk_find_identity (home, account, error);
  WayNetwork *network = identity != NULL ? way_desk_find_network (home, identity, error)
                                         : NULL;
  g_auto (WayLotSeal) seal = { 0 };

  return network != NULL
         && way_lot_plan_seal (self->plan, &seal, tell_progress, task, error)
         && way_lot_plan_publish (self->plan, seal.leaf_file, home, network, identity,
                                  g_task_get_cancellable (task), error);
}

static void
publish (GTask *task, WayHome *home, gpointer account, GCancellable *cancellable)
{
  GError *error = NULL;

  if (publish_list (g_task_get_source_object (task), home, account, task, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
way_label_job_publish_async (WayLabelJob *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_return_if_fail (self->plan != NULL);
  g_atomic_int_set (&self->told, 0);
  show_progress (self);
  g_task_set_source_tag (task, way_label_job_publish_async);
  g_task_set_task_data (task, way_desk_dup_acting_account (self->desk), g_free);
  way_desk_run (self->desk, task, publish);
}

gboolean
way_label_job_publish_finish (WayLabelJob *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Reading -------------------------------------------------------------------------------------------- */

GBytes *
way_label_page_get_pixels (WayLabelPage *self)
{
  return self->pixels;
}

guint
way_label_page_get_width (WayLabelPage *self)
{
  return self->width;
}

guint
way_label_page_get_height (WayLabelPage *self)
{
  return self->height;
}

/* ---- The objects ------------------------------------------------------------------------------------------ */

static void
way_label_page_finalize (GObject *object)
{
  g_clear_pointer (&WAY_LABEL_PAGE (object)->pixels, g_bytes_unref);
  G_OBJECT_CLASS (way_label_page_parent_class)->finalize (object);
}

static void
way_label_page_class_init (WayLabelPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_label_page_finalize;
}

static void
way_label_page_init (WayLabelPage *self)
{
}

static void
way_label_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_PROGRESS)
    g_value_set_double (value, WAY_LABEL_JOB (object)->progress);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
way_label_job_finalize (GObject *object)
{
  WayLabelJob *self = WAY_LABEL_JOB (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->plan, way_lot_plan_free);
  g_free (self->gtin14);
  g_free (self->lot);
  g_free (self->title);
  G_OBJECT_CLASS (way_label_job_parent_class)->finalize (object);
}

static void
way_label_job_class_init (WayLabelJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = way_label_job_get_property;
  object_class->finalize = way_label_job_finalize;
  properties[PROP_PROGRESS] = g_param_spec_double (
      "progress", NULL, NULL, 0, 1, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
way_label_job_init (WayLabelJob *self)
{
}

WayLabelJob *
way_label_job_new (WayDesk *desk, const char *gtin14, const char *lot)
{
  WayLabelJob *self = g_object_new (WAY_TYPE_LABEL_JOB, NULL);

  self->desk = g_object_ref (desk);
  self->gtin14 = g_strdup (gtin14);
  self->lot = g_strdup (lot);
  return self;
}
