/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* The thread on which everything is done that may take its time: starting GStreamer,
 * connecting, starting and ending pipelines. One for the whole program, so that each job
 * finds the ones before it done: what was closed is closed when the next thing is opened. */

typedef void (*WayCameraJob) (gpointer data);

void
way_camera_control_push (WayCameraJob job, gpointer data);
