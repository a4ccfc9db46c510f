/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

/**
 * Asks the desktop for its cameras: the camera portal (org.freedesktop.portal.Camera), under
 * our own application id where the desktop has a registry for programs outside a sandbox.
 * Where there is no such portal: PipeWire's own socket, unless we are in a sandbox.
 *
 * @application_id: (nullable)
 * @is_again: permission was given before: a new connection only, and no new question. It is
 *   asked all the same where that permission no longer holds
 *
 * The desktop may be showing a question: it takes as long as the person takes, and can't be
 * called off, since the portal remembers a question that is taken back as a no.
 */
void
way_camera_access_async (const char *application_id,
                         gboolean is_again,
                         GAsyncReadyCallback callback,
                         gpointer data);

/** Returns: a connection to PipeWire for the caller to close; -1 on error.
 *
 * Errors: G_IO_ERROR_PERMISSION_DENIED: the person or the administrator said no; others:
 * there is no way to cameras. */
int
way_camera_access_finish (GAsyncResult *result, GError **error);
