# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Builds: debug (optimised, with symbols), asan (sanitizers), release (benchmarks).

jobs=${WAYMARK_JOBS:-$(nproc 2>/dev/null || echo 2)}

build_options ()
{
  case $1 in
    debug) echo -Dbuildtype=debugoptimized ;;
    asan) echo -Dbuildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false ;;
    release) echo -Dbuildtype=release -Doptimization=2 ;;
  esac
}

# A build folder belongs to the tools that it was made with.
build_origin ()
{
  if [ "$mode" = native ]; then
    echo "native $os_version"
  else
    basename -- "$environment"
  fi
}

# configure NAME: sets build/NAME up, unless it is.
configure ()
{
  local folder=$source_root/build/$1 origin
  local -a options

  origin=$(build_origin)
  if [ -e "$folder/build.ninja" ] && [ "$(cat -- "$folder/.origin" 2>/dev/null || true)" = "$origin" ]; then
    return 0
  fi
  rm -rf -- "$folder"
  read -r -a options < <(build_options "$1")
  say "Configuring build/$1."
  inside meson setup "$folder" "$source_root" -Dwerror=true "${options[@]}" >"$source_root/build/$1.log" 2>&1 ||
    { cat -- "$source_root/build/$1.log" >&2; rm -rf -- "$folder"; return 1; }
  echo "$origin" > "$folder/.origin"
}

# ninja rewrites its own lines on a terminal. Elsewhere a line per quarter is enough, and all
# that the compiler said only where it failed.
compile ()
{
  local folder=$source_root/build/$1 log=$source_root/build/$1.log

  if [ -t 2 ]; then
    inside ninja -C "$folder" -j "$jobs" >&2
    return
  fi
  inside ninja -C "$folder" -j "$jobs" 2>&1 | tee "$log" | awk '
    match ($0, /^\[[0-9]+\/[0-9]+\]/) {
      split (substr ($0, 2, RLENGTH - 2), part, "/")
      quarter = int (4 * part[1] / part[2])
      if (part[2] >= 20 && quarter != last)
        printf "  built: %d of %d\n", part[1], part[2]
      last = quarter
      fflush ()
    }' >&2 || { grep -v '^\[[0-9]*/[0-9]*\] [A-Z][a-z]* ' "$log" >&2; return 1; }
}

# The built programs under one folder, for PATH.
link_programs ()
{
  local folder=$source_root/build/$1 program

  mkdir -p -- "$folder/bin"
  find "$folder/bin" -xtype l -delete
  while IFS= read -r -d '' program; do
    [ "$folder/bin/${program##*/}" -ef "$program" ] || ln -sfn -- "$program" "$folder/bin/"
  done < <(find "$folder/src" -type f -perm -u+x ! -name '*.so*' ! -name '*.p' -print0)
}

# build_in NAME: configures and compiles build/NAME; ends ./dev where that fails.
build_in ()
{
  try_build "$@" || die "build/$1 could not be built: see above."
}

# Two ./dev must not run ninja in one folder at once.
try_build ()
(
  mkdir -p -- "$source_root/build"
  need_free_mib "$source_root/build" 200 'The build'
  exec 8>"$source_root/build/$1.lock"
  flock -n 8 || { say "Another ./dev builds build/$1; waiting for it."; flock 8; }
  configure "$1" 8>&- && compile "$@" 8>&- && link_programs "$1"
)

sources ()
{
  find "$source_root"/src "$source_root"/tests "$source_root"/benchmarks "$source_root"/tools \
    -type f \( -name '*.c' -o -name '*.h' \) -print0 2>/dev/null
}

format_sources ()
{
  local -a files

  mapfile -t -d '' files < <(sources)
  inside clang-format -i "${files[@]}"
  say "Formatted ${#files[@]} files."
}

run_benchmarks ()
{
  local -a wanted=("$@") programs=()
  local program name status=0

  build_in release
  for program in "$source_root"/build/release/benchmarks/bench-*; do
    [ -f "$program" ] && [ -x "$program" ] || continue
    name=${program##*/bench-}
    [ ${#wanted[@]} -eq 0 ] || [[ " ${wanted[*]} " == *" $name "* ]] || continue
    programs+=("$program")
  done
  [ ${#programs[@]} -gt 0 ] || die "No such benchmark${wanted[0]:+: ${wanted[*]}}."
  for program in "${programs[@]}"; do
    inside env WAY_BENCH_PROGRAMS="$source_root/build/release/src" "$program" || status=1
  done
  return "$status"
}
