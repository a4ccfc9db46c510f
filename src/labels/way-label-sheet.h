/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-label-layout.h"
#include "way-label.h"

/**
 * WayLabelSheet:
 *
 * Writes any number of labels as a vector PDF, page by page: what is behind a page is no
 * longer in memory. Codes for the inside of packs stand on pages of their own, each behind
 * the page with the same labels' outside codes.
 */
typedef struct _WayLabelSheet WayLabelSheet;

/**
 * WayLabelOptions:
 * @kinds: which codes; for WAY_LABEL_INSIDE each label must have one
 * @has_crop_marks: ticks at the corners of each label
 * @n_skip: labels of the first page that were used before
 * @title: (nullable): of the document
 */
typedef struct
{
  const WayLabelLayout *layout;
  WayLabelKinds kinds;
  gboolean has_crop_marks;
  guint n_skip;
  const char *title;
} WayLabelOptions;

/** Takes the PDF's bytes. Returns: FALSE with @error to end it. */
typedef gboolean (*WayLabelWriteFunc) (gpointer data,
                                       const guint8 *bytes,
                                       gsize len,
                                       GError **error);

/** Writes to a file of that name, which appears complete or not at all; only its owner may
 * read it, since in-pack codes are worth money. A file that is there already is replaced
 * at the end. Errors: WAY_RESULT_IO, WAY_RESULT_DISK_FULL, WAY_RESULT_OUT_OF_RANGE for
 * options that make no sense. */
WayLabelSheet *
way_label_sheet_new_for_file (const char *path,
                              const WayLabelOptions *options,
                              GError **error);
WayLabelSheet *
way_label_sheet_new_for_func (WayLabelWriteFunc func,
                              gpointer data,
                              const WayLabelOptions *options,
                              GError **error);

/** Errors: those of way_label_draw(), WAY_RESULT_MISSING_MEMBER for an in-pack code that
 * is not there, and those of writing. After an error nothing more can be added. */
gboolean
way_label_sheet_add (WayLabelSheet *sheet, const WayLabel *label, GError **error);

/** Writes the rest; for a file, puts it in its place. Returns: whether all that was added
 * is written. */
gboolean
way_label_sheet_finish (WayLabelSheet *sheet, GError **error);

/** Returns: pages begun so far. */
guint
way_label_sheet_get_n_pages (const WayLabelSheet *sheet);

/** Without way_label_sheet_finish() before, nothing is left of the file. */
void
way_label_sheet_free (WayLabelSheet *sheet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayLabelSheet, way_label_sheet_free)

/**
 * WayLabelNextFunc:
 * @out_label: (out): the @index-th label; valid until the next call
 *
 * Returns: FALSE with @error to end it.
 */
typedef gboolean (*WayLabelNextFunc) (gpointer data,
                                      guint64 index,
                                      WayLabel *out_label,
                                      GError **error);
/** Called about once a page. Returns: FALSE to cancel. */
typedef gboolean (*WayLabelProgressFunc) (gpointer data, guint64 n_done, guint64 n_all);

/** All of it at once: @n labels from @next into the file @path. Errors: those above,
 * WAY_RESULT_CANCELLED. @progress: (nullable) */
gboolean
way_label_sheet_write_file (const char *path,
                            const WayLabelOptions *options,
                            guint64 n,
                            WayLabelNextFunc next,
                            WayLabelProgressFunc progress,
                            gpointer data,
                            GError **error);
