# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Enters the build environment: the folders of a system come from it, read-only; all other
# folders are the host's, at their own path.

# The place of work: makes everything ready that `inside` needs.
enter_ready ()
{
  decide_mode
  find_cache
  if [ "$mode" = native ]; then
    prepare_native
    return 0
  fi
  prepare_tools
  check_namespaces
  name_environment
  [ -d "$environment" ] || create_environment
}

# Environment variables of the tools, the same in both modes.
tool_variables ()
{
  local name

  programs=$source_root/build/debug/bin
  export WAYMARK_LOCALE_DIR=$source_root/build/debug/po
  export WAYMARK_HELP_DIR=$source_root/build/debug/help
  export GSETTINGS_SCHEMA_DIR=$source_root/build/debug/data
  # the icon of the app
  export XDG_DATA_DIRS=$source_root/data:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}
  export PATH=$programs:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  export CCACHE_DIR=$cache/ccache CCACHE_BASEDIR=$source_root CCACHE_NOHASHDIR=1
  export CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-3G}
  # A compiler that some other environment chose, or libraries of the host, don't belong here.
  unset LD_LIBRARY_PATH LD_PRELOAD PYTHONHOME PYTHONPATH PERL5LIB CC CFLAGS CPPFLAGS LDFLAGS
  [ "$mode" = environment ] || return 0
  for name in LANG LC_ALL LC_MESSAGES LC_CTYPE; do
    case ${!name:-} in
      ''|C|C.*|POSIX|en_US.*|zh_CN.*) ;;
      *) unset "$name" ;;
    esac
  done
  export LANG=${LANG:-C.UTF-8}
}

# Whether PATH lies in a folder that comes from the environment and not from the host.
is_shadowed ()
{
  case $1/ in
    /usr/*|/bin/*|/sbin/*|/lib*|/etc/*|/var/*) return 0 ;;
    *) return 1 ;;
  esac
}

# The words for bwrap that lay the environment's system folders under the host's others.
mount_arguments ()
{
  local root=$environment/root name path access
  local -a own=()

  for path in "$source_root" "$PWD" "$cache" "${HOME:-/}"; do
    # A folder of the environment has files; mount points that an earlier run made don't.
    if is_shadowed "$path" && [ -z "$(find "$root$path" ! -type d -print -quit 2>/dev/null)" ]; then
      own+=("$path")
    fi
  done
  for path in "$root"/*; do
    name=/${path##*/}
    is_shadowed "$name" || continue
    if [ -L "$path" ]; then
      mounts+=(--symlink "$(readlink -- "$path")" "$name")
    else
      # A folder of the host that lies below needs its mount point made there.
      access=--ro-bind
      [[ " ${own[*]}" != *" $name/"* ]] || access=--bind
      mounts+=("$access" "$path" "$name")
    fi
  done
  mounts+=(--perms 1777 --tmpfs /var/tmp)
  for path in /* /.[!.]*; do
    case $path in
      /proc|/sys|/dev|'/*'|'/.[!.]*') continue ;;
    esac
    is_shadowed "$path" && continue
    if [ -L "$path" ]; then
      mounts+=(--symlink "$(readlink -- "$path")" "$path")
    elif [ -d "$path" ] || [ -f "$path" ]; then
      mounts+=(--bind "$path" "$path")
    fi
  done
  for path in "${own[@]}"; do
    mounts+=(--bind "$path" "$path")
  done
  host_file_arguments
}

# Name resolution, time zone and the user's own name are the host's.
host_file_arguments ()
{
  local name file

  for name in resolv.conf hosts localtime; do
    file=$(readlink -f -- "/etc/$name") || continue
    [ ! -f "$file" ] || mounts+=(--ro-bind "$file" "/etc/$name")
  done
}

# The words for bwrap that pass on what a window needs of the host beside the sockets of its session: those are in
# $XDG_RUNTIME_DIR and /tmp, which are the host's, as mostly is the X authority file.
device_arguments ()
{
  local path

  for path in /dev/dri /dev/video* /dev/nvidia*; do
    [ ! -e "$path" ] || devices+=(--dev-bind "$path" "$path")
  done
  if [ -f "${XAUTHORITY:-}" ] && is_shadowed "$XAUTHORITY"; then
    devices+=(--ro-bind "$XAUTHORITY" /var/tmp/xauthority)
    export XAUTHORITY=/var/tmp/xauthority
  fi
}

# Without an entry for the user, programs that look for a name or home of theirs fail.
user_entries ()
{
  local database=$1 id=$2 file=$environment/root/etc/$1

  cat -- "$file"
  grep -qE "^[^:]*:[^:]*:$id:" "$file" || getent "$database" "$id" || true
}

# exec_inside CMD...: becomes CMD, run where the tools are, in the current folder.
exec_inside ()
{
  local -a mounts=() devices=() proc=(--proc /proc)

  tool_variables
  if [ "$mode" = native ]; then
    exec "${guard[@]}" "$@"
  fi
  mount_arguments
  device_arguments
  # In some containers only the /proc that is there may be used.
  bwrap --dev-bind / / --proc /proc true 2>/dev/null || proc=(--dev-bind /proc /proc)
  exec {passwd}< <(user_entries passwd "$(id -u)")
  exec {group}< <(user_entries group "$(id -g)")
  # bwrap stays as the parent: setpriv hands its end on as a SIGTERM, so that a stopped
  # ./dev exec stops the program.
  exec "${guard[@]}" bwrap "${mounts[@]}" --dev /dev "${devices[@]}" "${proc[@]}" --ro-bind /sys /sys \
    --ro-bind-data "$passwd" /etc/passwd --ro-bind-data "$group" /etc/group \
    --chdir "$PWD" setpriv --pdeathsig TERM "$@"
}

guard=()

# inside CMD...: runs CMD there. It ends when this ./dev ends, however that happens.
inside ()
(
  guard=(setpriv --pdeathsig TERM)
  exec_inside "$@"
)
