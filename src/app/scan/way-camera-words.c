/* SPDX-FileCopyrightText: The Waymark developers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "way-camera-words.h"

#include <glib/gi18n.h>

const char *
way_camera_words_of_state (WayCameraState state)
{
  switch (state)
    {
    case WAY_CAMERA_LOOKING:
      return _ ("Looking for a camera…");
    case WAY_CAMERA_STARTING:
      return _ ("Starting the camera…");
    case WAY_CAMERA_DENIED:
      return _ ("Waymark may not use the camera. You can allow it in the settings of "
                "your system, under privacy. Pictures and typed codes work without it.");
    case WAY_CAMERA_IN_USE:
      return _ ("Another program uses the camera. It goes on here as soon as that one "
                "lets go of it.");
    case WAY_CAMERA_STOPPED:
      return _ ("The camera stopped. If it was unplugged, plug it in again.");
    case WAY_CAMERA_FAILED:
      return _ ("The camera of this computer can't be reached. Pictures and typed codes "
                "work without it.");
    case WAY_CAMERA_NO_DEVICE:
    case WAY_CAMERA_OFF:
    case WAY_CAMERA_RUNNING:
    default:
      return _ ("Open a picture of its label, drop one here, paste a code, or type it "
                "in. A camera that is plugged in is used at once.");
    }
}

const char *
way_camera_words_of_hint (WayCameraHint hint)
{
  switch (hint)
    {
    case WAY_CAMERA_HINT_TOO_DARK:
      return _ ("Too dark: more light helps");
    case WAY_CAMERA_HINT_TOO_BLURRED:
      return _ ("Blurred: hold it still, a little farther away");
    case WAY_CAMERA_HINT_TOO_FAR:
      return _ ("Too far: come closer");
    case WAY_CAMERA_HINT_NONE:
    default:
      return _ ("Hold a code in front of the camera");
    }
}
