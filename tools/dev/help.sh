# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash

is_command ()
{
  case $1 in
    run|tour|shot|build|test|exec|shell|bench|format|check|clean) return 0 ;;
    *) return 1 ;;
  esac
}

# Commands whose arguments may begin with a dash.
takes_options ()
{
  case $1 in
    exec|bench|check|clean|shot) return 0 ;;
    *) return 1 ;;
  esac
}

show_help ()
{
  case $1 in
    '') help_all ;;
    *) "help_$1" ;;
  esac
}

help_all ()
{
  cat <<'END'
Usage: ./dev [--yes] [--root] COMMAND [ARGUMENT...]

  run           set everything up, build, and start the app
  test          set everything up, build, and run all tests and checks
  build         build the programs
  exec CMD...   run CMD in the build environment, the built programs on its PATH
  shell         a shell in the build environment
  tour          the guided tour in the terminal
  shot [PAGE]   pictures of the app's pages, made on a virtual display
  bench [NAME]  measure, in a release build
  format        put all C sources into the project's layout
  check         check sources without running them
  clean         remove what was built; --environments: also old environments

Options:
  -y, --yes     install what is missing without asking (for CI)
  --root        on Debian 13: use an environment, not the system's packages
  -h, --help    this text; ./dev COMMAND --help tells more about one command

On Debian 13 the packages of packages.txt are used from the system. Elsewhere they are put
into an environment of their own below ~/.cache/waymark, once, and nothing else is touched.

Variables: XDG_CACHE_HOME (instead of ~/.cache), WAYMARK_MIRROR (a Debian mirror near you,
for example https://mirrors.tuna.tsinghua.edu.cn/debian), WAYMARK_JOBS (parallel jobs),
WAYMARK_ROOT=1 (as --root), http_proxy.
END
}

help_run ()
{
  cat <<'END'
Usage: ./dev run [CODE]     or: ./dev run -- ARGUMENT...

Sets everything up, builds, and starts the app on this desktop: its display, session bus,
keyring, portals and cameras are used. With a CODE, that code is looked up.

Where there is no display it says so, runs the tour in the terminal (./dev tour), and makes
pictures of the app on a virtual one (./dev shot).
END
}

help_tour ()
{
  cat <<'END'
Usage: ./dev tour

The main job without a window: the demo market on an embedded node, pictures of its labels
scanned, and for each the verdict, its reasons and its timeline.
END
}

help_shot ()
{
  cat <<'END'
Usage: ./dev shot [--variant VARIANT] [PAGE...]

Starts the app on a virtual display, with a session bus, a keyring and data of its own, and
writes a picture of each PAGE (or of all) to build/shots/PAGE-VARIANT.png: light, dark, narrow
(360 pixels), chinese; only when asked for: contrast, large (200 % text), mirrored (right to
left), moving (animations), smallest (360 × 294 pixels) and some of these together (--help).
Those of one area of the app are together in build/shots/sheet-AREA.png. The table of pages is
in tools/shot_pages.py.
END
}

help_build ()
{
  cat <<'END'
Usage: ./dev build

Builds all programs and tests into build/debug; warnings are errors.
END
}

help_test ()
{
  cat <<'END'
Usage: ./dev test [--yes]

Sets everything up and runs all tests: the unit tests of an optimised build and of one with
AddressSanitizer and UndefinedBehaviorSanitizer, the scenarios (tests/scenario), the app on a
virtual display (tests/ui), the tests of the tools (tests/source) and all checks of ./dev check. The last line of its output is
"N passed, N failed"; the exit code is 0 only if something passed and nothing failed.
END
}

help_exec ()
{
  cat <<'END'
Usage: ./dev exec [--no-build] [--] CMD [ARGUMENT...]

Builds what changed, then runs CMD in the build environment, in the current folder, with the
built programs on its PATH. All of the host is mounted at its own path, except /usr /bin
/sbin /lib* /etc /var /proc /sys /dev. The exit code is that of CMD.

  --no-build    don't look whether something has to be built
END
}

help_shell ()
{
  cat <<'END'
Usage: ./dev shell [--no-build]

Builds what changed and opens a shell as ./dev exec would.
END
}

help_bench ()
{
  cat <<'END'
Usage: ./dev bench [NAME...]

Builds benchmarks/ for release (build/release) and runs them, or only those with a NAME.
Each line is: name ratio goal PASS|MISS, then the spread and the times behind the ratio.
The exit code is 1 if a goal was missed or an oracle disagreed.
END
}

help_format ()
{
  cat <<'END'
Usage: ./dev format

Runs clang-format over all C sources (.clang-format).
END
}

help_check ()
{
  cat <<'END'
Usage: ./dev check [--list] [NAME...]

Runs the checks of tools/check over the sources, or only those with a NAME. The last line is
"N passed, N failed".
END
}

help_clean ()
{
  cat <<'END'
Usage: ./dev clean [--environments] [--all]

Removes build/.

  --environments   also offers each build environment that this checkout does not use
  --all            also offers the one it uses, and the compiler cache
END
}
