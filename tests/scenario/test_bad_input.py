# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links, numbers and words from outside, and what is printed of them."""

import os
import subprocess
import threading

import pytest
from way_bad import ctl
from way_node import clean_environment, program
from way_statement import Key

LINK = "https://id.gs1.org/01/09520123456788"


def parse_batch(data, code):
    return ctl("gs1", "parse", "--batch", stdin=data, code=code)


@pytest.mark.parametrize("line", [
    b"", b" ", b"\r", b"\x00", LINK.encode() + b"\x00", LINK.encode() + b"\r", b"\xff\xfe" + LINK.encode(),
    LINK.encode() + b"/10/\xc3", b"\xef\xbb\xbf" + LINK.encode(), b"javascript:alert(1)", b"file:///etc/passwd",
    b"WIFI:S:net;T:WPA;P:x;;", LINK.encode() + b"\x1b]0;owned\x07", LINK.encode() + "\u202e".encode(),
    b"https://id.gs1.org/01/" + b"9" * 1_000_000, LINK.encode() + b"/10/" + b"%41" * 300_000,
    LINK.encode() + b"/10/a" * 200_000, LINK.encode() + b"?" + b"x=1&" * 250_000, b"(" * 1_000_000], ids=range(19))
def test_lines_that_are_no_links(line):
    good = LINK.encode()
    run = parse_batch(b"\n".join((good, line, good)) + b"\n", 1)
    first, bad, last = run.lines
    assert first["valid"] and last["valid"] and first == last
    assert not bad["valid"] and bad["elementString"] is None and bad["error"]
    assert len(bad["error"]) < 1000 and run.seconds < 10


def test_nothing_to_parse():
    assert parse_batch(b"", 0).out == b""
    assert not ctl("gs1", "parse", "", code=1).lines[0]["valid"]
    assert ctl("gs1", "parse", code=2).sentence
    assert ctl("gs1", "build", code=2).sentence


def test_the_last_line_needs_no_end():
    assert [line["valid"] for line in parse_batch(LINK.encode(), 0).lines] == [True]


def test_many_lines_take_linear_time_and_bounded_memory():
    def run(n):
        data = b"".join(b"%s/21/%d\n" % (LINK.encode(), i) for i in range(n))
        done = ctl("gs1", "parse", "--batch", stdin=data, code=0, memory=600 << 20)
        assert done.out.count(b"\n") == n
        return done.seconds
    few, many = run(10_000), run(100_000)
    assert many < 40 * max(few, 0.05), (few, many)


def peak(words, lines, count):
    """(bytes of memory at most, lines printed) of a batch of @count lines, which are made as they are read."""
    process = subprocess.Popen([program("waymarkctl"), *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=clean_environment())
    printed = []
    reader = threading.Thread(target=lambda: printed.append(sum(piece.count(b"\n") for piece in iter(
        lambda: process.stdout.read(1 << 20), b""))))
    reader.start()
    piece = b"".join(lines)
    for _ in range(count // len(lines)):
        process.stdin.write(piece)
    process.stdin.close()
    reader.join()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1)
    return usage.ru_maxrss * 1024, printed[0]


@pytest.mark.parametrize("kind", ["gs1 parse", "key verify"])
def test_a_million_lines_in_constant_memory(kind):
    key = Key("a")
    good = f"{key.public.hex()}\t6d\t{key.private.sign(b'm').hex()}\n".encode()
    lines = {"gs1 parse": [b"%s/21/%d\n" % (LINK.encode(), i) for i in range(500)] + [b"nonsense\n"] * 500,
             "key verify": [good] * 5 + [good.replace(b"6d", b"6x")] * 995}[kind]
    words = [*kind.split(), "--batch"]
    few, many = peak(words, lines, 10_000), peak(words, lines, 1_000_000)
    assert (few[1], many[1]) == (10_000, 1_000_000)
    assert "asan" in program("waymarkctl") or many[0] - few[0] < 4 << 20, (few, many)


@pytest.mark.parametrize("words", [
    ("",), ("(01)",), ("(01)095201234567881",), ("(01)09520123456789",), ("01",), ("(01)09520123456788(10)\x1b[31m",),
    (b"(01)09520123456788(10)\xff",), ("(01)09520123456788" + "(99)x" * 20_000,), ("((((((((",), ("(01)09520123456788(10)",),
    ("--stem", "javascript:alert(1)", "(01)09520123456788"), ("--stem", "https://x/\x1b]0;y\x07", "(01)09520123456788"),
    ("--stem", "", "(01)09520123456788"), ("--stem", "https://x/?q=", "(01)09520123456788")], ids=range(14))
def test_elements_that_make_no_link(words):
    run = ctl("gs1", "build", *words, code=1)
    assert run.out == b"" and len(run.sentence) < 400


def test_words_from_outside_do_not_steer_the_terminal(folder):
    name = "\x1b[31m\u202egnp.exe\u200b\x9b2J\nwaymarkctl: all is well"
    assert ctl(name, code=2).sentence.count("\\u") >= 4
    row = ctl("scan", "--no-lookup", str(folder / name), code=1).lines[0]
    assert row["file"] == str(folder / name)  # escaped, and yet the same text
    ctl("gs1", "parse", "\x1b]0;\u202e\u2066", code=1)
    ctl("cose", "verify", "--key", "00" * 32, folder / name, code=3)
    ctl("proof", "verify", folder / name, folder=folder / "data", code=9)
    assert ctl("epcis", "check", folder / name, code=9).out.count(b"\n") == 1
    ctl("identity", "create", name, "--key-file", folder=folder / "data", code=2)


@pytest.mark.parametrize("locale", [
    {"LC_ALL": "C"}, {"LC_ALL": None, "LANG": None}, {"LC_ALL": "xx_YY.nonsense"}, {"LC_ALL": "POSIX"}])
def test_names_survive_where_no_language_is_set(folder, locale):
    ctl("identity", "create", "高山 Ölmühle", "--key-file", folder=folder / "data", code=0, environment=locale)
    run = ctl("identity", "list", folder=folder / "data", code=0, environment=locale)
    assert "高山 Ölmühle" in run.out.decode()
    assert "“nein”" in ctl("nein", code=2, environment=locale).sentence


def test_output_that_goes_nowhere():
    data = b"%s\n" % LINK.encode() * 20_000
    with open("/dev/full", "wb") as full:
        run = ctl("gs1", "parse", "--batch", stdin=data, stdout=full, code=9)
        assert "No space left" in run.sentence
    closed = subprocess.run(["sh", "-c", 'exec "$0" gs1 parse "$1" >&-', program("waymarkctl"), LINK],
                            stderr=subprocess.PIPE, check=False, env=clean_environment())
    assert closed.returncode == 9 and closed.stderr.count(b"\n") == 1


@pytest.mark.parametrize("words", [["gs1", "parse", "--batch"], ["help"], ["--json", "help"], ["--version"]])
def test_a_reader_that_has_seen_enough(words):
    data = b"%s\n" % LINK.encode() * 20_000
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        run = ctl(*words, stdin=data, stdout=pipe)
    assert run.code in (-13, 9) and run.err == b""


def test_input_that_cannot_be_read(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        assert "directory" in ctl("gs1", "parse", "--batch", stdin=descriptor, code=9).sentence
    finally:
        os.close(descriptor)
