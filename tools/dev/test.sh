# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# All tests. Each part runs whatever the parts before it said; the end adds them up.

heading ()
{
  printf '\n== %s\n' "$*"
}

# meson_tests NAME [OPTION...]: the tests of build/NAME; what they found is in its log.
meson_tests ()
{
  local name=$1
  shift

  rm -f -- "$source_root/build/$name/meson-logs"/testlog.*
  inside meson test -C "$source_root/build/$name" --no-rebuild --print-errorlogs \
    --num-processes "$jobs" "$@" || true
}

# python_tests FOLDER RESULTS [OPTION...]
python_tests ()
{
  local folder=$1 results=$2
  shift 2

  rm -f -- "$results"
  WAY_VECTORS=${WAY_VECTORS:-$source_root/../shared/vectors} PYTHONDONTWRITEBYTECODE=1 \
    inside python3 -B -m pytest -q -ra -p no:cacheprovider --junitxml="$results" "$@" \
    "$source_root/tests/$folder" || true
}

has_python_tests ()
{
  compgen -G "$source_root/tests/$1/test_*.py" >/dev/null
}

# Sanitizers stop at the first finding: what it says is the reason of the failure.
sanitizer_variables ()
{
  export ASAN_OPTIONS=detect_stack_use_after_return=1:check_initialization_order=1
  export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
  export LSAN_OPTIONS=suppressions=$source_root/tests/lsan.supp:print_suppressions=0
  # GLib's own allocator hides what is lost, and freed memory that is still used.
  export G_SLICE=always-malloc
}

run_build_tests ()
{
  local name=$1
  shift

  heading "build/$name"
  rm -f -- "$source_root/build/$name/meson-logs"/testlog.*
  try_build "$name" && meson_tests "$name" "$@"
}

run_all_tests ()
{
  local results=$source_root/build/results
  local -a runs=()

  enter_ready
  # Programs that end in good order on ctrl-C would else let the next part begin.
  trap 'say "Stopped."; exit 130' INT
  mkdir -p -- "$results"
  exec 7>"$source_root/build/test.lock"
  flock -n 7 || { say 'Another ./dev test runs in this checkout; waiting for it.'; flock 7; }
  run_build_tests debug || true
  runs+=("debug=$source_root/build/debug/meson-logs/testlog.json")
  (sanitizer_variables; run_build_tests asan --no-suite slow -t 3) || true
  runs+=("sanitizers=$source_root/build/asan/meson-logs/testlog.json")
  if has_python_tests scenario; then
    heading 'scenarios'
    # these wait more than they work
    python_tests scenario "$results/scenario.xml" --dist worksteal \
      --numprocesses "$((jobs < 4 ? 2 * jobs : 8))"
    runs+=("scenario=$results/scenario.xml")
  fi
  if has_python_tests ui; then
    heading 'app'
    # each process has a display, bus and keyring of its own
    python_tests ui "$results/ui.xml" --dist worksteal --numprocesses "$((jobs < 4 ? jobs : 4))"
    runs+=("ui=$results/ui.xml")
  fi
  heading 'tools'
  python_tests source "$results/source.xml"
  runs+=("tools=$results/source.xml")
  heading 'checks'
  rm -f -- "$results/checks.xml"
  inside python3 -B "$source_root/tools/check/run.py" --junit "$results/checks.xml" || true
  runs+=("check=$results/checks.xml")
  heading 'results'
  inside python3 -B "$source_root/tools/dev/count_tests.py" "${runs[@]}"
}
