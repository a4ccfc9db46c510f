# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# The app on this host's desktop, and on a virtual display where there is none.

# Whether a Wayland compositor or X server of this user can be reached.
has_display ()
{
  has_wayland || has_x11
}

has_wayland ()
{
  case ${WAYLAND_DISPLAY:-} in
    '') return 1 ;;
    /*) [ -S "$WAYLAND_DISPLAY" ] ;;
    *) [ -S "${XDG_RUNTIME_DIR:-/nonexistent}/$WAYLAND_DISPLAY" ] ;;
  esac
}

# Another host's display (ssh -X, or over TCP) is believed to be there.
has_x11 ()
{
  local number=${DISPLAY:-}

  case $number in
    '') return 1 ;;
    :*) number=${number#:} number=${number%%.*}
        [ -S "/tmp/.X11-unix/X$number" ] ||
          grep -qsE "@/tmp/.X11-unix/X$number\$" /proc/net/unix ;;
    *) return 0 ;;
  esac
}

# Without a display: the same journey in the terminal, and pictures of the app.
run_without_display ()
{
  say 'There is no display: neither a Wayland compositor nor an X server answers (WAYLAND_DISPLAY, DISPLAY).'
  say 'So this is the tour in the terminal; then the app on a virtual display.'
  inside "$source_root/tools/tour"
  say ''
  say 'Pictures of the app:'
  inside "$source_root/tools/shot" --variant light
}
