/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-desk.h"

/** One page of labels, as pixels to show; never changes. */
#define WAY_TYPE_LABEL_PAGE (way_label_page_get_type ())
G_DECLARE_FINAL_TYPE (WayLabelPage, way_label_page, WAY, LABEL_PAGE, GObject)

/** 4 bytes for each pixel, as cairo's ARGB32; opaque. */
GBytes *
way_label_page_get_pixels (WayLabelPage *self);
guint
way_label_page_get_width (WayLabelPage *self);
guint
way_label_page_get_height (WayLabelPage *self);

/** Which labels of a lot, and how. */
typedef struct
{
  guint layout; /* index into way_label_job_list_layouts() */
  gboolean has_outside;
  gboolean has_inside;
  gboolean has_crop_marks;
  guint n_skip; /* labels of the first sheet that were used before */
  guint64 first;
  guint64 n;
} WayLabelChoice;

/**
 * WayLabelJob:
 *
 * The labels of one sealed lot: shown page by page, and saved. It holds the lot's secret, in locked memory, while it lives.
 * Property `progress` (0 … 1, notifies): how much of the file is written.
 */
#define WAY_TYPE_LABEL_JOB (way_label_job_get_type ())
G_DECLARE_FINAL_TYPE (WayLabelJob, way_label_job, WAY, LABEL_JOB, GObject)

WayLabelJob *
way_label_job_new (WayDesk *desk, const char *gtin14, const char *lot);
/** Takes the lot's secret from the recovery phrase. @passphrase: (nullable): of a key file; copied into locked memory.
 * @error: WAY_RESULT_WRONG_PASSPHRASE: wants one; of the vault; of way_lot_plan_load(). */
void
way_label_job_load_async (WayLabelJob *self,
                          const char *passphrase,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data);
/** @out_is_locked: whether it failed for want of the right passphrase. */
gboolean
way_label_job_load_finish (WayLabelJob *self,
                           GAsyncResult *result,
                           gboolean *out_is_locked,
                           GError **error);
/** Units in the lot; 0 before it is loaded. */
guint64
way_label_job_get_quantity (WayLabelJob *self);

/** What sheets and rolls there are, in the reader's language, NULL behind. (transfer full) */
GStrv
way_label_job_list_layouts (void);
/** Labels on one sheet. */
guint
way_label_job_get_labels_per_sheet (guint layout);
guint64
way_label_job_get_n_pages (const WayLabelChoice *choice);

/** @page: from 0. @dots_per_mm: of the screen. */
void
way_label_job_render_async (WayLabelJob *self,
                            const WayLabelChoice *choice,
                            guint64 page,
                            double dots_per_mm,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data);
/** Returns: (transfer full) */
WayLabelPage *
way_label_job_render_finish (WayLabelJob *self, GAsyncResult *result, GError **error);

/** Gives the node the list of the lot's serial numbers again, where it lost it or never got it. @error: of the node. */
void
way_label_job_publish_async (WayLabelJob *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data);
gboolean
way_label_job_publish_finish (WayLabelJob *self, GAsyncResult *result, GError **error);

/** Writes all as a PDF, which appears complete or not at all. @error: WAY_RESULT_CANCELLED, WAY_RESULT_DISK_FULL, WAY_RESULT_IO. */
void
way_label_job_save_async (WayLabelJob *self,
                          const WayLabelChoice *choice,
                          const char *path,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data);
gboolean
way_label_job_save_finish (WayLabelJob *self, GAsyncResult *result, GError **error);
