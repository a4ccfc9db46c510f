# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each check finds what it is for, and leaves alone what only looks like it."""

import shutil

import pytest

import programs
import rooms
import run
import texts
from conftest import ROOT


@pytest.fixture
def small(tree):
    """Headers in four rooms."""
    tree.write("src/core/base/way-slice.h", "#pragma once\n")
    tree.write("src/core/crypto/way-hash.h", '#pragma once\n#include "way-slice.h"\n')
    tree.write("src/core/verdict/way-verdict.h", "#pragma once\n")
    tree.write("src/client/way-client.h", "#pragma once\n")
    return tree


def test_allowed_includes_pass(small):
    small.write("src/core/crypto/way-hash.c",
                '#include "way-hash.h"\n#include <sodium.h>\n#include <glib.h>\n#include "way-slice.h"\n')
    small.write("src/client/way-client.c", '#include "way-client.h"\n#include "way-verdict.h"\n'
                '#include <libsoup/soup.h>\n')
    assert rooms.check_rooms(small.root) == []


@pytest.mark.parametrize("name, text, words", [
    ("src/core/base/way-a.c", '#include "way-hash.h"', "core/base may not include core/crypto"),
    ("src/core/ledger/way-a.c", '#include "way-verdict.h"', "core/ledger may not include core/verdict"),
    ("src/node/way-a.c", '#include "way-client.h"', "node may not include client"),
    ("src/app/scan/way-a.c", '#include "way-client.h"', "app may not include client"),
    ("src/camera/way-a.c", '  #  include "way-hash.h"', "camera may not include core/crypto"),
    ("src/core/base/way-a.c", "#include <sodium.h>", "only be included in core/crypto"),
    ("src/node/way-a.c", "#include <sqlite3.h>", "only be included in store"),
    ("src/cli/way-a.c", "#include <libsecret/secret.h>", "only be included in services"),
    ("src/services/way-a.c", "#include <gtk/gtk.h>", "only be included in app"),
    ("src/services/way-a.c", "#include <libsoup/soup.h>", "only be included in node, client"),
    ("src/core/base/way-a.c", "#include <gio/gio.h>", "is not for core"),
    ("src/core/base/way-a.c", "#include <time.h>", "is not for core"),
    ("src/client/way-a.c", '#include "../core/crypto/way-hash.h"', "bare names"),
    ("src/client/way-a.c", '#include "way-nowhere.h"', "no such header"),
    ("src/attic/way-a.c", "", "in no room"),
])
def test_wrong_include_is_found(small, name, text, words):
    small.write(name, text + "\n")
    findings = rooms.check_rooms(small.root)
    assert len(findings) == 1 and findings[0].startswith(name) and words in findings[0]


def test_a_header_that_the_build_makes_belongs_to_its_room(small):
    small.write("src/client/meson.build", "compile_resources('way-pictures', 'x')\n", header="")
    small.write("src/client/way-a.c", '#include "way-pictures.h"\n')
    assert rooms.check_rooms(small.root) == []
    small.write("src/node/way-b.c", '#include "way-pictures.h"\n')
    assert ["node may not include client" in finding for finding in rooms.check_rooms(small.root)] == [True]
    small.write("src/client/way-c.c", '#include "way-picture.h"\n')
    assert len(rooms.check_rooms(small.root)) == 2


def test_include_in_a_comment_is_none(small):
    small.write("src/core/base/way-a.c", '/*\n#include "way-hash.h"\n*/\n// #include <gio/gio.h>\n')
    assert rooms.check_rooms(small.root) == []


def test_table_names_every_room_once_and_only_rooms():
    table = rooms.Table()
    for room, allowed in table.rooms.items():
        for other in allowed:
            assert other in table.rooms or other in ("core/*", "engine/*"), (room, other)


def test_nothing_includes_in_a_circle():
    table = rooms.Table()
    for room in table.rooms:
        for other in table.rooms:
            if room != other and table.may_include(room, other):
                assert not table.may_include(other, room), (room, other)


@pytest.mark.parametrize("code, word", [
    ("  guint64 now = g_get_real_time ();", "g_get_real_time"),
    ("  now = time (NULL);", "time"),
    ("  if (time (NULL) > 3)", "time"),
    ("  double share = 1;", "double"),
    ("  g_file_get_contents (path, &text, NULL, NULL);", "g_file_get_contents"),
    ("  randombytes_buf (seed, 32);", "randombytes_buf"),
    ('  home = g_getenv ("HOME");', "g_getenv"),
    ("  file = fopen (path, mode);", "fopen"),
])
def test_impure_core_is_found(tree, code, word):
    tree.write("src/core/base/way-a.c", f"void\nf (void)\n{{\n{code}\n}}\n")
    findings = rooms.check_core_words(tree.root)
    assert len(findings) == 1 and f":7: {word}: " in findings[0]


@pytest.mark.parametrize("code", [
    "  self->time = other.time;",
    "  clock->time (clock->data);",
    "  /* a double spending; time (now) */",
    '  say ("double time (s)");',
    "  guint64 time = 3;",
])
def test_pure_core_passes(tree, code):
    tree.write("src/core/base/way-a.c", f"void\nf (void)\n{{\n{code}\n}}\n")
    assert rooms.check_core_words(tree.root) == []


def test_an_exception_holds_for_its_folder_and_word_only(tree):
    tree.write("src/core/crypto/way-a.c", "void\nf (void)\n{\n  randombytes_buf (a, 3);\n  rand ();\n}\n")
    tree.write("src/core/cryptography/way-b.c", "void\nf (void)\n{\n  randombytes_buf (a, 3);\n}\n")
    findings = rooms.check_core_words(tree.root)
    assert [finding.split(":")[:3] for finding in findings] == [
        ["src/core/crypto/way-a.c", "8", " rand"], ["src/core/cryptography/way-b.c", "7", " randombytes_buf"]]


def test_a_declaration_named_like_a_function_passes(tree):
    tree.write("src/core/base/way-a.h", "gint64 time (WayClock *clock);\n")
    assert rooms.check_core_words(tree.root) == []


def test_impurity_outside_core_passes(tree):
    tree.write("src/node/way-a.c", "double x = 1;\n")
    assert rooms.check_core_words(tree.root) == []


def test_names(tree):
    tree.write("src/node/way-a.c", "\n")
    tree.write("src/client/way-b.c", "\n")
    assert rooms.check_unique_names(tree.root) == []
    tree.write("src/client/way-a.c", "\n")
    tree.write("src/client/helper.c", "\n")
    findings = rooms.check_unique_names(tree.root)
    assert len(findings) == 2
    assert "the name is taken by src/client/way-a.c" in findings[1] and "begin with way-" in findings[0]


@pytest.mark.parametrize("name", ["src/a.c", "tools/a.py", "tools/a.sh", "data/a.yaml", "docs/a.md", "src/meson.build"])
def test_missing_licence_is_found(tree, name):
    tree.write(name, "\n", header="")
    assert texts.check_licence(tree.root) == [f"{name}: no SPDX-License-Identifier"]


def test_script_without_suffix_needs_a_licence(tree):
    tree.write("tools/a", "#!/bin/sh\n", header="")
    assert len(texts.check_licence(tree.root)) == 1


def test_licence_without_holder_is_found(tree):
    tree.write("src/a.c", "/* SPDX-License-" "Identifier: GPL-3.0-or-later */\n", header="")
    assert texts.check_licence(tree.root) == ["src/a.c: no SPDX-FileCopyrightText"]


def test_licence_passes(tree):
    tree.write("src/a.c", "\n")
    assert texts.check_licence(tree.root) == []


def test_licence_texts(tree):
    tree.write("src/a.c", "\n")
    tree.write("data/a.txt", "# SPDX-License-" "Identifier: MIT\nword\n", header="")
    tree.write("LICENSES/GPL-3.0-or-later.txt", "text\n", header="")
    tree.write("LICENSES/BSD-2-Clause.txt", "text\n", header="")
    assert texts.check_licence_texts(tree.root) == [
        "data/a.txt: LICENSES/MIT.txt is missing", "LICENSES/BSD-2-Clause.txt: no file names it"]


@pytest.mark.parametrize("line", [
    "see /ho" "me/somebody/file", "cd /wo" "rk/main", "'/ro" "ot/.cache'", "http://192." "168.1.7/",
    "https://pypi.build.inter" "nal/simple",
])
def test_machine_is_found(tree, line):
    tree.write("docs/a.md", line + "\n")
    assert len(texts.check_machine(tree.root)) == 1


@pytest.mark.parametrize("line", [
    "~/.cache/waymark", "net/work/x", "$HOME/work/x", "HOME=/root ./dev", "127.0.0.1:80",
    "https://example.com/home/user",
])
def test_other_paths_pass(tree, line):
    tree.write("docs/a.md", line + "\n")
    assert texts.check_machine(tree.root) == []


@pytest.mark.parametrize("line, count", [
    ("/* TO" "DO: later */", 1), ("/* FIX" "ME */", 1), ("/* FIX" "ME: ugly */", 1), ("XX" "X: why?", 1),
    ("/* FIX" "ME: remove when GLib 2.90 is here */", 0), ("/* FIX" "ME until issue 3 */", 0),
    ("autodo todos, no currency is XXX", 0),
])
def test_undone(tree, line, count):
    tree.write("src/a.c", line + "\n")
    assert len(texts.check_undone(tree.root)) == count


def test_conflict_marker_is_found(tree):
    tree.write("docs/a.md", "a\n" + "<" * 7 + " HEAD\nb\n")
    assert texts.check_conflicts(tree.root) == ["docs/a.md:5: a conflict marker"]


@pytest.mark.parametrize("name, text", [
    ("data/a.json", "{"), ("data/a.json", '{"a": 1, "a": 2}'), ("data/a.yaml", "a: [1"),
    ("data/a.svg", "<svg>"),
])
def test_malformed_data_is_found(tree, name, text):
    tree.write(name, text, header="")
    findings = texts.check_data(tree.root)
    assert len(findings) == 1 and findings[0].startswith(name + ": ")


@pytest.mark.parametrize("name, text", [
    ("data/a.json", '{"a": [1, 2]}'), ("data/a.yaml", "a: [1]"), ("data/a.svg", "<svg/>"),
    ("tests/malformed/a.json", "{"),
])
def test_good_data_passes(tree, name, text):
    tree.write(name, text, header="")
    assert texts.check_data(tree.root) == []


def test_whitespace(tree):
    tree.write("src/a.c", "int a;  \nint b;")
    assert texts.check_whitespace(tree.root) == ["src/a.c: no newline at the end",
                                                 "src/a.c: spaces at the end of a line"]


def test_format(tree):
    shutil.copy(ROOT / ".clang-format", tree.root)
    tree.write("src/a.c", "int\nmain (void)\n{\n  return 0;\n}\n")
    assert programs.check_format(tree.root) == []
    tree.write("src/b.c", "int main(void) { return 0; }\n")
    findings = programs.check_format(tree.root)
    assert findings and all(finding.startswith("src/b.c:") for finding in findings)


def test_shell(tree):
    tree.write("tools/a", "#!/bin/sh\necho \"$1\"\n", header="")
    assert programs.check_shell(tree.root) == []
    tree.write("tools/b", "#!/bin/sh\nrm -r $1\n", header="")
    findings = programs.check_shell(tree.root)
    assert len(findings) == 1 and findings[0].startswith("tools/b:2:")


def test_python(tree):
    tree.write("tools/a.py", "def f (:\n", header="")
    assert len(programs.check_python(tree.root)) == 1


def test_run_ends_with_the_count(tree, capsys):
    tree.write("docs/a.md", "a\n")
    assert run.main(["--root", str(tree.root), "machine", "undone"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 0 failed"
    tree.write("docs/a.md", "TO" "DO\n")
    assert run.main(["--root", str(tree.root), "machine", "undone"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


def test_unknown_check_is_an_error(tree):
    with pytest.raises(SystemExit):
        run.main(["--root", str(tree.root), "nothing"])
