# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that hold other codes than ours, that are broken, huge or no pictures at all."""

import os
import struct
import threading
import zlib

import pytest
from way_bad import ctl
from way_picture import grey, placed, png, png_chunk, png_of, qr_modules, save

LINK = b"https://id.gs1.org/01/09520123456788/21/1"
# Under AddressSanitizer reading a big picture takes longer.
SECONDS = 40


def scan(*paths, code=0, **options):
    return ctl("scan", "--no-lookup", *paths, code=code, **options).lines


def texts(row):
    return [code["text"] for code in row["codes"]]


@pytest.fixture(scope="module")
def label():
    return grey(qr_modules(LINK))


OTHERS = {
    "wifi": "WIFI:T:WPA;S:free;P:\x1b]0;owned\x07;;", "address": "https://example.com/?a=b&c=<script>alert(1)</script>",
    "vcard": "BEGIN:VCARD\r\nFN:\u202eecilA\r\nEND:VCARD\r\n", "escape": "\x1b[2J\x1b[31mred\x1b]8;;http://x\x07",
    "bidi": "https://id.gs1.org\u202e/01/09520123456788\u2066\u200b", "controls": "\x7f\x9b31m\x85\u2028\ufeff",
    "markup": "<b>&amp;</b><a href='x'>", "command": "$(touch /tmp/owned); `id`", "newline": "a\n{\"file\":\"x\"}",
    "script": "javascript:alert(1)", "tags": "a\U000e0041\U000e007f"}


@pytest.mark.parametrize("kind", OTHERS)
def test_codes_of_other_kinds(folder, kind):
    path = folder / "other.png"
    path.write_bytes(png(grey(qr_modules(OTHERS[kind].encode()))))
    row, = scan(path)
    assert texts(row) == [OTHERS[kind]]
    run = ctl("scan", path, folder=folder / "data", code=0)
    assert run.out.count(b"\n") == 1 and run.lines[0]["codes"][0]["verdict"] in (None, "UNKNOWN_CODE", "CANNOT_TELL")
    ctl("verdict", OTHERS[kind], folder=folder / "data")
    ctl("timeline", OTHERS[kind], folder=folder / "data")


def test_bytes_that_are_no_text(folder):
    path = folder / "bytes.png"
    path.write_bytes(png(grey(qr_modules(bytes(range(1, 256))))))
    row, = scan(path)
    assert len(row["codes"]) == 1


def test_files_that_are_no_pictures(folder):
    made = {"empty.png": b"", "svg.png": b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
            "pdf.png": b"%PDF-1.7\n1 0 obj\n", "html.jpg": b"<html><script>alert(1)</script></html>", "text.gif": b"GIF89a",
            "xpm.png": b'/* XPM */ static char *x[] = {"1 1 1 1", "a c red", "a"};', "zip.webp": b"PK\x03\x04" + bytes(99),
            "elf.png": b"\x7fELF" + bytes(99), "random.tiff": os.urandom(4096), "magic.png": b"\x89PNG\r\n\x1a\n"}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    (folder / "folder.png").mkdir()
    os.mkfifo(folder / "pipe.png")
    os.symlink("loop.png", folder / "loop.png")
    paths = [*(folder / name for name in made), folder / "folder.png", folder / "pipe.png", folder / "loop.png",
             folder / "nothing.png", "/dev/null", "/dev/zero", "", folder / ("x" * 300)]
    rows = scan(*paths, code=1)
    assert len(rows) == len(paths)
    for row in rows:
        assert row["codes"] == [] and row["error"] and len(row["error"]) < 300, row


def test_one_bad_picture_among_good_ones(folder, label):
    for name in ("a", "c"):
        (folder / f"{name}.png").write_bytes(png(label))
    (folder / "b.png").write_bytes(png(label)[:-200])
    rows = scan(*[folder / f"{name}.png" for name in "abc"] * 20, code=1)
    assert [texts(row) == [LINK.decode()] for row in rows] == [True, False, True] * 20


def kinds_of(folder, picture):
    """The same picture in each format that this computer can write."""
    yield from (path for path in (folder / f"label.{kind}" for kind in ("png", "jpeg", "tiff", "bmp", "webp", "ico"))
                if save(picture, path, path.suffix[1:]))


def test_pictures_cut_off_anywhere(folder, label):
    for path in kinds_of(folder, label):
        whole = path.read_bytes()
        if path.suffix != ".ico":
            assert texts(scan(path)[0]) == [LINK.decode()], path
        lengths = sorted({*range(0, 64, 7), *(len(whole) * i // 12 for i in range(1, 12)), len(whole) - 1})
        cut = [folder / f"cut{i}{path.suffix}" for i in range(len(lengths))]
        for name, length in zip(cut, lengths):
            name.write_bytes(whole[:length])
        for row in scan(*cut, code=None):
            assert row["codes"] or "error" in row or path.suffix in (".bmp", ".tiff", ".jpeg"), row


def test_pictures_with_bytes_changed(folder, label):
    for path in kinds_of(folder, label):
        whole = path.read_bytes()
        changed = []
        for i in range(24):
            data = bytearray(whole)
            for at in range(5):
                data[(i * 7919 + at * 104729) % min(len(data), 400)] ^= 1 << i % 8
            changed.append(folder / f"changed{i}{path.suffix}")
            changed[-1].write_bytes(data)
        assert len(scan(*changed, code=None)) == 24


def gif_bomb(width, height):
    return (b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
            + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00;")


def tiff_bomb(width, height):
    rows = ((256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8),
            (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, 100))
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(rows)) \
        + b"".join(struct.pack("<HHII", *row) for row in rows) + bytes(104)


def test_bombs_are_refused_before_memory_is_taken(folder):
    zeros = zlib.compress(bytes(50_000_000), 9)
    bombs = {"wide.png": png_of(2_000_000_000, 1, 8, 0, zeros), "tall.png": png_of(1, 2_000_000_000, 8, 0, zeros),
             "big.png": png_of(60_000, 60_000, 1, 0, zeros), "overflow.png": png_of(0x7fffffff, 0x7fffffff, 16, 6, zeros),
             "text.png": png_of(8, 8, 8, 0, zlib.compress(bytes(72)), png_chunk(b"zTXt", b"a\0\0" + zeros) * 50),
             "profile.png": png_of(8, 8, 8, 0, zlib.compress(bytes(72)), png_chunk(b"iCCP", b"a\0\0" + zeros)),
             "big.gif": gif_bomb(65535, 65535), "big.tiff": tiff_bomb(100_000, 100_000),
             "big.bmp": b"BM" + struct.pack("<IIIIiiHHIIiiII", 100, 0, 54, 40, 60000, 60000, 1, 24, 0, 0, 0, 0, 0, 0),
             "big.webp": b"RIFF\x1e\0\0\0WEBPVP8L\x11\0\0\0/" + b"\xff" * 16,
             "canvas.webp": b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0" + b"\xff" * 6}
    for name, data in bombs.items():
        (folder / name).write_bytes(data)
    run = ctl("scan", "--no-lookup", *[folder / name for name in bombs], memory=900 << 20)
    assert run.seconds < 30 and len(run.lines) == len(bombs), run
    for row in run.lines:
        assert row["codes"] == [] and (row.get("error") or row["file"].endswith(("text.png", "profile.png"))), row


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_fifty_megapixels(folder, kind):
    path = folder / f"big.{kind}"
    big = placed(grey(qr_modules(LINK), 40), 8192, 6144)
    if kind == "png":
        path.write_bytes(png(big))
    elif not save(big, path, kind):
        pytest.skip("no JPEG here")
    run = ctl("scan", "--no-lookup", path, code=0)
    assert texts(run.lines[0]) == [LINK.decode()] and run.seconds < SECONDS


def test_uncommon_pictures(folder, label):
    (folder / "deep.png").write_bytes(png(label, 16))
    data = png(grey(qr_modules(LINK)))
    width, height, pixels = label
    packed = b"".join(b"\0" + bytes(sum((pixels[y * width + x + i] >> 7) << (7 - i) for i in range(8) if x + i < width)
                                    for x in range(0, width, 8)) for y in range(height))
    (folder / "bits.png").write_bytes(png_of(width, height, 1, 0, zlib.compress(packed)))
    (folder / "trailing.png").write_bytes(data + os.urandom(1000))
    (folder / "a name with spaces ü 茶.png").write_bytes(data)
    rows = scan(folder / "deep.png", folder / "bits.png", folder / "trailing.png", folder / "a name with spaces ü 茶.png")
    assert [texts(row) for row in rows] == [[LINK.decode()]] * 4
    assert texts(scan(os.fsencode(folder) + b"/../" + os.fsencode(folder.name) + b"/deep.png")[0]) == [LINK.decode()]
    (path := os.path.join(os.fsencode(folder), b"\xff\xfe.png"))
    with open(path, "wb") as file:
        file.write(data)
    assert texts(scan(path)[0]) == [LINK.decode()]


def test_a_pipe_is_not_waited_for(folder):
    os.mkfifo(folder / "pipe.png")
    timer = threading.Timer(20, lambda: os.close(os.open(folder / "pipe.png", os.O_WRONLY | os.O_NONBLOCK)))
    timer.start()
    try:
        assert ctl("scan", "--no-lookup", folder / "pipe.png", code=1).seconds < 15
    finally:
        timer.cancel()
