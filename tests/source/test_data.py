# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop reads of Waymark: its entry, its page in a software centre, its icons."""

import re
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest

from conftest import ROOT

DATA = ROOT / "data"
APPLICATION = re.search(r"application_id = '([^']+)'",
                        (ROOT / "meson.build").read_text(encoding="utf-8")).group(1)
LANGUAGES = [line for line in (ROOT / "po/LINGUAS").read_text(encoding="utf-8").splitlines()
             if not line.startswith("#")]
ICONS = sorted((DATA / "icons/scalable/actions").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


def run(*words, data=None):
    return subprocess.run([str(word) for word in words], input=data, capture_output=True, check=False,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})


def translate(folder, kind, name):
    """The file as it is installed, with all languages in it."""
    done = run("msgfmt", kind, f"--template={DATA / name}.in", "-d", ROOT / "po", "-o", folder / name)
    assert done.returncode == 0, done.stderr.decode()
    return folder / name


def test_desktop_entry_is_valid_and_translated(tmp_path):
    entry = translate(tmp_path, "--desktop", f"{APPLICATION}.desktop")
    done = run("desktop-file-validate", entry)
    assert done.returncode == 0 and not done.stdout, done.stdout.decode()
    text = entry.read_text(encoding="utf-8")
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        for language in LANGUAGES:
            assert f"\n{key}[{language}]=" in text
    assert f"\nIcon={APPLICATION}\n" in text and "x-scheme-handler/waymark;" in text


def test_metainfo_is_valid_and_translated(tmp_path):
    page = translate(tmp_path, "--xml", f"{APPLICATION}.metainfo.xml")
    # Waymark has no page on the web that could be named.
    done = run("appstreamcli", "validate", "--no-net", "--override=url-homepage-missing=info", page)
    assert done.returncode == 0, done.stdout.decode()
    text = page.read_text(encoding="utf-8")
    assert f"<id>{APPLICATION}</id>" in text
    assert text.count("<summary xml:lang=") == len(LANGUAGES)
    assert text.count("<release ") == text.count("<p>The journey") == 1


def test_the_service_file_starts_the_entry_of_that_name():
    text = (DATA / f"{APPLICATION}.service.in").read_text(encoding="utf-8")
    assert "\n[D-BUS Service]\nName=@application_id@\n" in text
    assert "DBusActivatable=true" in (DATA / f"{APPLICATION}.desktop.in").read_text(encoding="utf-8")


def render(path, size):
    """Grey rows of coverage, 0 to 255."""
    done = run("sh", "-c", 'rsvg-convert -w "$2" -h "$2" "$1" | convert png:- -alpha extract -depth 8 gray:-',
               "sh", path, size)
    assert done.returncode == 0 and len(done.stdout) == size * size, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("size", [16, 32, 128])
def test_the_icon_fills_its_canvas_at_every_size(size):
    pixels = render(DATA / f"icons/hicolor/scalable/apps/{APPLICATION}.svg", size)
    covered = sum(pixel > 127 for pixel in pixels) / len(pixels)
    assert 0.5 < covered < 0.9
    rows = [any(pixels[y * size:(y + 1) * size]) for y in range(size)]
    assert size / 32 <= rows.index(True) <= size / 8 or size == 16


@pytest.mark.parametrize("path", [*ICONS, DATA / f"icons/hicolor/symbolic/apps/{APPLICATION}-symbolic.svg"],
                         ids=lambda path: path.stem)
def test_a_symbolic_icon_can_be_recoloured(path):
    root = ElementTree.parse(path).getroot()
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("16", "16", "0 0 16 16")
    # GTK recolours what is filled; an outline would keep its own colour.
    for element in root.iter():
        assert element.tag in (SVG + "svg", SVG + "path")
        assert "stroke" not in element.attrib and "style" not in element.attrib
    covered = sum(render(path, 64)) / 255 / 64 / 64
    assert 0.12 < covered < 0.8


def test_every_icon_is_in_the_program():
    listed = [file.text for file in ElementTree.parse(DATA / "icons/icons.gresource.xml").iter("file")]
    application = f"hicolor/scalable/apps/{APPLICATION}.svg"
    assert listed == [application, *(path.relative_to(DATA / "icons").as_posix() for path in ICONS)]
    assert all(re.fullmatch(r"way-[a-z-]+-symbolic", path.stem) for path in ICONS)


def icon_of(*words):
    return DATA / "icons/scalable/actions" / ("way-" + "-".join(words) + "-symbolic.svg")


def verdicts():
    text = (ROOT / "src/core/verdict/way-verdict.h").read_text(encoding="utf-8")
    return [name.lower().replace("_", "-") for name in re.findall(r"WAY_VERDICT_([A-Z_]+),", text)]


def test_every_verdict_has_a_shape_of_its_own():
    pixels = {name: render(icon_of("verdict", name), 32) for name in verdicts()}
    assert len(pixels) == 7
    for one in pixels:
        for other in pixels:
            if one < other:
                differing = sum(abs(a - b) > 127 for a, b in zip(pixels[one], pixels[other]))
                assert differing > 80, f"{one} looks like {other}"


def test_every_event_of_a_timeline_has_an_icon():
    told = (ROOT / "src/services/way-present-step.c").read_text(encoding="utf-8")
    names = dict(re.findall(r'WAY_ACTION \(\d+, (\w+), \w+, \w+,[\s\\]*"(\w+)"\)',
                            (ROOT / "src/core/model/way-statement.h").read_text(encoding="utf-8")))
    told = re.search(r"^present_act .*?^}", told, re.MULTILINE | re.DOTALL).group()
    kinds = re.findall(r"case WAY_ACTION_(\w+):\n\s+(?=\S)(?!case|default)", told)
    assert len(kinds) >= 19
    for kind in kinds:
        words = re.sub(r"([A-Z])", r"-\1", names[kind]).lower()
        assert icon_of("event", words).exists(), words
    assert icon_of("event", "gap").exists()
