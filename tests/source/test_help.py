# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The help: well-formed, linked, whole in every language, and in the words of the app."""

import re
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest

from conftest import ROOT
from test_translations import catalogue, read_catalogue

HELP = ROOT / "help"
PAGES = sorted((HELP / "C").glob("*.page"))
NAMES = [path.stem for path in PAGES]
LANGUAGES = [line for line in (HELP / "LINGUAS").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
MALLARD = "{http://projectmallard.org/1.0/}"


def run(*words):
    return subprocess.run([str(word) for word in words], cwd=ROOT, capture_output=True, text=True, check=False,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})


@pytest.fixture(scope="module", params=LANGUAGES)
def translated(request, tmp_path_factory):
    """Language and folder of the pages as they are installed."""
    folder = tmp_path_factory.mktemp(request.param)
    done = run("msgfmt", "--check", "-o", folder / "help.mo", HELP / request.param / f"{request.param}.po")
    assert done.returncode == 0, done.stderr
    done = run("itstool", "--strict", "-m", folder / "help.mo", "--lang", request.param, "-o", folder, *PAGES)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return request.param, folder


@pytest.mark.parametrize("check", ["validate", "links", "orphans", "ids"])
def test_pages_are_in_order(check):
    done = run("yelp-check", check, HELP / "C")
    assert done.returncode == 0 and not (done.stdout + done.stderr).strip(), done.stdout + done.stderr


@pytest.mark.parametrize("check", ["validate", "links"])
def test_translated_pages_are_in_order(check, translated):
    done = run("yelp-check", check, translated[1])
    assert done.returncode == 0 and not (done.stdout + done.stderr).strip(), done.stdout + done.stderr


def test_the_build_knows_every_page_and_language():
    text = (HELP / "meson.build").read_text(encoding="utf-8")
    assert re.findall(r"^  '([a-z-]+)\.page',$", text, re.MULTILINE) == NAMES
    assert re.findall(r"'([A-Za-z_]+)': '[^']+\.po'", text) == ["C", *LANGUAGES]
    assert LANGUAGES == [line for line in (ROOT / "po/LINGUAS").read_text(encoding="utf-8").splitlines()
                         if not line.startswith("#")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language, tmp_path):
    done = run("itstool", "-o", tmp_path / "help.pot", *PAGES)
    assert done.returncode == 0, done.stderr
    wanted = [row[0] for row in read_catalogue((tmp_path / "help.pot").read_text(encoding="utf-8"))]
    rows = read_catalogue((HELP / language / f"{language}.po").read_text(encoding="utf-8"))
    told = {row[0] for row in rows if all(row[2]) and not row[3]}
    # itstool offers that one to who wants to be named
    missing = [text for text in wanted if text not in told and text != "translator-credits"]
    assert len(wanted) > 100 and not missing, f"not translated (meson compile help-waymark-update-po): {missing}"
    assert not told - set(wanted), "no longer in the pages"


def verdicts(language=None):
    source = (ROOT / "src/services/way-present-verdict.c").read_text(encoding="utf-8")
    titles = re.search(r"titles\[\] = \{(.*?)\};", source, re.DOTALL).group(1)
    told = {text: text for text in re.findall(r'N_ \("([^"]+)"\)', titles) if text != "No verdict"}
    if language is not None:
        rows = {row[0]: row[2][0] for row in catalogue(language)}
        told = {text: rows[text] for text in told}
    return told


def sections(path):
    return [element.find(MALLARD + "title").text for element in ElementTree.parse(path).iter(MALLARD + "section")]


def test_every_verdict_is_explained_under_its_own_words():
    assert len(verdicts()) == 7
    assert sorted(sections(HELP / "C/verdicts.page")) == sorted(verdicts())


def test_every_verdict_is_explained_in_each_language(translated):
    language, folder = translated
    assert sorted(sections(folder / "verdicts.page")) == sorted(verdicts(language).values())


def named_controls(folder):
    """What the pages say stands on the screen."""
    for name in NAMES:
        for element in ElementTree.parse(folder / f"{name}.page").iter(MALLARD + "gui"):
            yield name, element.text


def words_on_screen(language=None):
    rows = catalogue(LANGUAGES[0] if language is None else language)
    texts = (row[0] if language is None else row[2][0] for row in rows)
    # the mnemonic is marked within a word, or stands behind it
    return {re.sub(r"\(_[A-Z]\)|_", "", text) for text in texts}


def test_what_the_help_names_is_on_the_screen():
    named = list(named_controls(HELP / "C"))
    assert len(named) > 10
    assert not [row for row in named if row[1] not in words_on_screen()]


def test_what_the_help_names_is_on_the_screen_in_each_language(translated):
    language, folder = translated
    assert not [row for row in named_controls(folder) if row[1] not in words_on_screen(language)]
