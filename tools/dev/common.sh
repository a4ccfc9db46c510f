# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# What all parts of ./dev share. Its own words go to standard error, so that the output
# of `./dev exec CMD` is the output of CMD.

say ()
{
  printf '%s\n' "$*" >&2
}

# die SENTENCE...: one sentence a line: what is wrong, then what to do about it.
die ()
{
  local line

  printf './dev: %s\n' "$1" >&2
  shift
  for line in "$@"; do
    printf '       %s\n' "$line" >&2
  done
  exit 1
}

usage_error ()
{
  printf './dev: %s\n       See ./dev --help\n' "$1" >&2
  exit 2
}

no_arguments ()
{
  [ $# -eq 0 ] || usage_error "unexpected argument $1"
}

has ()
{
  command -v "$1" >/dev/null 2>&1
}

# Programs of the system's administrator are not on everybody's PATH.
has_system ()
{
  has "$1" || [ -x "/usr/sbin/$1" ] || [ -x "/sbin/$1" ]
}

is_superuser ()
{
  [ "$(id -u)" -eq 0 ]
}

short_path ()
{
  case $1 in
    "$PWD"/*) printf '%s' "${1#"$PWD"/}" ;;
    "${HOME:-/nonexistent}"/*) printf '~/%s' "${1#"$HOME"/}" ;;
    *) printf '%s' "$1" ;;
  esac
}

# ask QUESTION: true for yes. Without a terminal nobody can be asked: that is a no.
ask ()
{
  local answer=

  $assume_yes && return 0
  [ -t 0 ] || return 1
  read -r -p "$1 [Y/n] " answer || return 1
  case $answer in
    ''|[yY]|[yY][eE][sS]|是) return 0 ;;
    *) return 1 ;;
  esac
}

# Free space in MiB where FOLDER is, or would be.
free_mib ()
{
  local folder=$1

  while [ ! -d "$folder" ]; do
    folder=$(dirname -- "$folder")
  done
  df -Pm -- "$folder" | awk 'NR == 2 { print $4 }'
}

need_free_mib ()
{
  local folder=$1 need=$2 purpose=$3 free

  free=$(free_mib "$folder")
  [ "$free" -ge "$need" ] ||
    die "$purpose needs $need MiB in $folder, and $free MiB are free there." \
        "Free some space (./dev clean --environments removes old environments)," \
        "or put the cache elsewhere: XDG_CACHE_HOME=/some/folder ./dev ..."
}

# The folder that keeps environments and compiler cache.
find_cache ()
{
  local base=${XDG_CACHE_HOME:-}

  if [ -z "$base" ]; then
    [ -n "${HOME:-}" ] ||
      die "HOME is not set, so there is no place for the build environment." \
          "Set it, for example: HOME=/root ./dev ..., or set XDG_CACHE_HOME."
    base=$HOME/.cache
  fi
  case $base in
    /*) ;;
    *) die "The cache folder $base is not an absolute path: set HOME or XDG_CACHE_HOME to one." ;;
  esac
  cache=$base/waymark
  mkdir -p -- "$cache/environments" "$cache/ccache" 2>/dev/null && [ -w "$cache/environments" ] ||
    die "The folder $cache can't be written." \
        "Make it yours (it may belong to another user), or set HOME or XDG_CACHE_HOME to a folder of yours."
}

# The list of packages: one a line, comments and empty lines left out.
package_list ()
{
  sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$source_root/packages.txt"
}
