/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "way-camera-link.h"
#include "way-camera-list.h"
#include "way-camera-sight.h"
#include "way-camera-stream.h"
#include "way-camera.h"

/* The object (way-camera.c) and what happens in it (way-camera-run.c). */
struct _WayCamera
{
  GObject parent_instance;

  char *application_id;
  char *wanted; /* device asked for */
  char *trouble;
  WayCameraList *list;
  gboolean shows_all;
  WayCameraState state;
  WayCameraHint hint;

  gboolean is_opening; /* the link; the question can outlive what it was asked for */

  /* while it is on */
  gboolean is_on;
  gboolean was_asked;  /* the person, since it was started */
  gboolean had_frames; /* likewise */
  GSource *tick;
  WayCameraLink *link;
  WayCameraDevice *current;
  WayCameraStream *stream;
  WayCameraSight *sight;
  WayCameraCounts past; /* of streams that are closed */
  gint64 link_us;       /* when the link was opened */
  gint64 stream_us;     /* when the stream was opened */
  gint64 retry_us;      /* when what is missing is tried again */
};

/* way-camera.c: each notifies where something changes, as the last act of who calls them:
 * a handler may call anything. */
void
way_camera_set_state (WayCamera *self, WayCameraState state);
void
way_camera_set_hint (WayCamera *self, WayCameraHint hint);
void
way_camera_emit_picture (WayCamera *self);
void
way_camera_emit_found (WayCamera *self, const WayCode *code, int width, int height);

/* way-camera-run.c */

/** The list or the wish has changed. */
void
way_camera_choose (WayCamera *self);
void
way_camera_begin (WayCamera *self);
/** Lets go of everything. */
void
way_camera_let_go (WayCamera *self);
