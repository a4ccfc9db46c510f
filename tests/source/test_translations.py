# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever reads Chinese reads all of it; and what the check of translations finds."""

import re
import subprocess

import pytest

import translations
from conftest import ROOT

PO = ROOT / "po"
LANGUAGES = [word for line in (PO / "LINGUAS").read_text(encoding="utf-8").splitlines()
             if not line.startswith("#") for word in line.split()]
# %s, %1$s and %<PRIu64>, and the names of what is put into a sentence
PLACE = re.compile(r"%(?:\d+\$)?[-0 ]?(?:\.(?:\d+|\*))?(?:<PRI\w+>|zu|[sudcg])|\{\w+\}")
UPDATE = "run: meson compile -C build/debug waymark-update-po"


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    assert done.returncode == 0, done.stderr
    return done.stdout


def unescape(text):
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match.group(1), match.group(1)), text)


def read_catalogue(text):
    """Rows (msgid, plural or None, [translations], is fuzzy), without the header."""
    rows = []
    for block in re.split(r"\n\s*\n", text):
        if "#~" in block:
            continue
        fields = {}
        for match in re.finditer(r'^(msg\w+(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\s*)+)', block, re.MULTILINE):
            pieces = re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(2))
            fields[match.group(1)] = unescape("".join(pieces))
        if fields.get("msgid"):
            translated = [value for name, value in fields.items() if name.startswith("msgstr")]
            rows.append((fields["msgid"], fields.get("msgid_plural"), translated,
                         bool(re.search(r"^#,.*fuzzy", block, re.MULTILINE))))
    return rows


@pytest.fixture(scope="module")
def template():
    """What the sources say now, extracted as the build does it."""
    options = re.findall(r"^\s+'(--[^']+)',$", (PO / "meson.build").read_text(encoding="utf-8"), re.MULTILINE)
    assert "--keyword=_" in options
    return read_catalogue(run("xgettext", *options, "--files-from=po/POTFILES", "--output=-"))


def split_words(text):
    return [word for word in re.split(r", ?", text.strip()) if word]


def read_glossary():
    text = (ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    return {word: chinese.strip() for words, chinese in rows for word in split_words(words)}


def read_terms():
    head = re.findall(r"^#   (.+)$", (PO / "zh_CN.po").read_text(encoding="utf-8"), re.MULTILINE)
    pairs = [pair for line in head for pair in re.findall(r"([a-z][^\u4e00-\u9fff]*?) ([\u4e00-\u9fff][\u4e00-\u9fff, ]*)", line)]
    return {word: chinese.strip() for words, chinese in pairs for word in split_words(words)}


def test_glossary_and_catalogue_use_the_same_words():
    glossary, terms = read_glossary(), read_terms()
    both = sorted(set(glossary) & set(terms))
    assert len(both) > 15, both
    assert {word: glossary[word] for word in both} == {word: terms[word] for word in both}


def catalogue(language):
    return read_catalogue((PO / f"{language}.po").read_text(encoding="utf-8"))


def test_texts_of_all_rooms_are_extracted_whole(template):
    texts = {row[0] for row in template}
    assert {"Genuine", "Not found", "Commands:", "{who} received it."} <= texts
    assert "%<PRIu64> day" in texts, "a number cuts the text"
    assert len(texts) > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_well_formed(language):
    run("msgfmt", "--check", "--output-file=/dev/null", f"po/{language}.po")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language, template):
    rows = {(row[0], row[1]): row for row in catalogue(language)}
    missing = [row[0] for row in template
               if (row[0], row[1]) not in rows or not all(rows[row[0], row[1]][2])]
    assert not missing, f"not translated ({UPDATE}): {missing}"
    fuzzy = [row[0] for row in rows.values() if row[3]]
    assert not fuzzy, f"to be looked at again: {fuzzy}"
    gone = rows.keys() - {(row[0], row[1]) for row in template}
    assert not gone, f"no longer in the sources ({UPDATE}): {sorted(map(str, gone))}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_places_of_the_original(language):
    def places(text):
        return sorted(re.sub(r"\d+\$", "", place) for place in PLACE.findall(text))

    wrong = [(text, translated) for text, plural, all_forms, _ in catalogue(language)
             for translated in all_forms
             if places(translated) not in (places(text), places(plural or text))
             or text.endswith("\n") != translated.endswith("\n")]
    assert not wrong


def test_chinese_is_punctuated_as_chinese():
    # the keywords of a desktop entry are a list for a machine, told by its last semicolon
    rows = [row for row in catalogue("zh_CN") if not row[0].endswith(";")]
    assert rows
    han = "\u4e00-\u9fff"
    wrong = [translated for _, _, forms, _ in rows for translated in forms
             # mnemonics stand behind the word: 打开(_O)
             if re.search(rf"[{han}][,:;?!(]|[),:;?!][{han}]|[{han}]\.(?:\s|$)|\"|[{han}]\.\.\.",
                          re.sub(r"\(_[A-Z]\)", "", translated))]
    assert not wrong


@pytest.fixture
def small(tree):
    tree.write("src/cli/way-a.c", 'x = _ ("Words");\n')
    tree.write("src/core/base/way-result.def", 'WAY_RESULT (0, OK, "ok", "Done")\n')
    tree.write("src/cli/way-quiet.c", '/* _ ("no words") */ hash_ ("key"); x = _ (english);\n')
    tree.write("po/POTFILES", "# header\nsrc/cli/way-a.c\nsrc/core/base/way-result.def\n", header="")
    return tree


@pytest.mark.parametrize("name, text, is_missed", [
    ("src/core/gs1/way-b.c", 'way_error_format (error, WAY_RESULT_IO,\n  "Words %s", x);\n', True),
    ("src/core/gs1/way-b.c", 'way_error_set_reason (error, result, "words");\n', True),
    ("src/core/gs1/way-b.c", 'x = WAY_TEXT ("words");\n', True),
    ("src/core/gs1/way-b.def", 'WAY_GS1_FAULT (A, MALFORMED, "words")\n', True),
    ("src/core/gs1/way-b.c", 'way_error_format (error, result, format); x = "words";\n', False),
    ("src/core/gs1/way-b.c", 'way_error_set (error, result, "a name");\n', False),
    ("src/store/way-b.c", 'way_error_format (error, WAY_RESULT_IO, "Words for a log");\n', False),
])
def test_sentences_of_errors_are_to_be_listed(small, name, text, is_missed):
    small.write(name, text)
    assert translations.check_translations(small.root) == ([f"po/POTFILES: add {name}"] if is_missed else [])


@pytest.mark.parametrize("code, is_early", [
    ('way_error_format (error, WAY_RESULT_IO,\n  _ ("Words %s"), x);', True),
    ('way_error_format (error, WAY_RESULT_IO, "%s", _ ("words"));', True),
    ('way_cli_refuse (WAY_RESULT_IO, _ ("Words"));', True),
    ('way_error_format (error, WAY_RESULT_IO, "Words"); x = _ ("Words");', False)])
def test_errors_are_not_worded_where_they_are_made(small, code, is_early):
    """What programs and logs get stays English."""
    small.write("src/cli/way-a.c", f"{code}\n")
    findings = translations.check_translations(small.root)
    assert bool(findings) == is_early and all("without _()" in finding for finding in findings)


def test_a_full_list_passes(small):
    assert translations.check_translations(small.root) == []


@pytest.mark.parametrize("code", ['N_ ("Words")', '_("Words")', 'ngettext ("word", "words", n)',
                                  'C_ ("where", "Words")'])
def test_a_file_that_is_not_listed_is_found(small, code):
    small.write("src/services/way-b.c", f"x = {code};\n")
    assert translations.check_translations(small.root) == ["po/POTFILES: add src/services/way-b.c"]


def test_a_listed_file_that_is_gone_is_found(small):
    (small.root / "src/cli/way-a.c").unlink()
    assert translations.check_translations(small.root) == ["po/POTFILES: src/cli/way-a.c does not exist"]


def test_disorder_is_found(small):
    small.write("po/POTFILES", "src/core/base/way-result.def\nsrc/cli/way-a.c\n", header="")
    assert translations.check_translations(small.root) == ["po/POTFILES: not sorted, or a line twice"]


def test_a_number_that_cuts_a_text_is_found(small):
    small.write("src/cli/way-a.c", 'x = _ ("%" G_GUINT64_FORMAT " words");\n')
    findings = translations.check_translations(small.root)
    assert len(findings) == 1 and findings[0].startswith("src/cli/way-a.c:4: G_GUINT64_FORMAT")
