# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures as cameras, printers and chats hand them on: turned by EXIF, of four inks, animated, of 16 bits, in several parts."""

import zlib

import pytest
from way_bad import ctl
from way_picture import grey, placed, png_of, qr_modules, save
from way_picture_formats import gif, jpeg_cmyk, qr_parts, webp, with_orientation

LINK, OTHER = b"https://id.gs1.org/01/09520123456788/21/1", b"https://id.gs1.org/01/09520123456788/21/2"


def scan(*paths, code=0):
    return ctl("scan", "--no-lookup", *paths, code=code).lines


def texts(row):
    return [code["text"] for code in row["codes"]]


@pytest.fixture(scope="module")
def label():
    """Wider than high, so that a picture that is turned has other sides."""
    made = grey(qr_modules(LINK))
    return placed(made, made[0] + 60, made[1])


def test_turned_by_exif(folder, label):
    if not save(label, folder / "flat.jpeg", "jpeg"):
        pytest.skip("no JPEG here")
    paths = []
    # 0 and 9 are no orientations: the picture is as it is
    for orientation in range(10):
        paths.append(folder / f"turned{orientation}.jpeg")
        paths[-1].write_bytes(with_orientation((folder / "flat.jpeg").read_bytes(), orientation))
    assert [texts(row) for row in scan(*paths)] == [[LINK.decode()]] * 10


def test_broken_exif(folder, label):
    """What stands about a picture may be nonsense; the picture is read all the same, or refused with a sentence."""
    if not save(label, folder / "flat.jpeg", "jpeg"):
        pytest.skip("no JPEG here")
    whole, paths = with_orientation((folder / "flat.jpeg").read_bytes(), 6), []
    for i in range(6, 40):
        changed = bytearray(whole)
        changed[i] = 0xFF
        paths.append(folder / f"changed{i}.jpeg")
        paths[-1].write_bytes(changed)
    for row in scan(*paths, code=None):
        assert texts(row) == [LINK.decode()] or row["error"], row


def test_four_inks(folder):
    (folder / "print.jpg").write_bytes(jpeg_cmyk(qr_modules(LINK)))
    assert texts(scan(folder / "print.jpg")[0]) == [LINK.decode()]


def test_sixteen_bits(folder):
    """Grey and colour with alpha, each sample with a low byte of its own."""
    width, height, data = grey(qr_modules(LINK))
    rows = [data[y * width:(y + 1) * width] for y in range(height)]
    made = {"grey.png": (0, lambda p: bytes([p, p ^ 0x5A])), "colour.png": (2, lambda p: bytes([p, 1, p, 2, p, 3])),
            "alpha.png": (6, lambda p: bytes([p, 1, p, 2, p, 3, 255, 255])), "grey-alpha.png": (4, lambda p: bytes([p, 9, 255, 255]))}
    for name, (kind, sample) in made.items():
        cells = {p: sample(p) for p in (0, 255)}
        lines = b"".join(b"\0" + b"".join(cells[p] for p in row) for row in rows)
        (folder / name).write_bytes(png_of(width, height, 16, kind, zlib.compress(lines, 1)))
    assert [texts(row) for row in scan(*(folder / name for name in made))] == [[LINK.decode()]] * 4


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_animations_are_their_first_picture(folder, kind):
    """docs/spec/labels.md; one code a frame, and the later ones are no part of it."""
    frames = [grey(qr_modules(text)) for text in (LINK, OTHER, LINK)]
    data = gif(*frames) if kind == "gif" else webp(folder, *frames)
    if data is None:
        pytest.skip("no WebP here")
    (folder / f"moving.{kind}").write_bytes(data)
    (folder / f"cut.{kind}").write_bytes(data[:len(data) * 2 // 3])
    whole, cut = scan(folder / f"moving.{kind}", folder / f"cut.{kind}", code=None)
    assert texts(whole) == [LINK.decode()]
    assert texts(cut) == [LINK.decode()] or cut["error"], cut


def test_a_sequence_of_codes(folder):
    """Structured append: each picture its part with index and count; nobody takes a part for the whole."""
    text = b"https://id.gs1.org/01/09520123456788/21/" + b"S" * 19 + b"?linkType=gs1:traceability&note=" + b"n" * 60
    parts = qr_parts(text, 5)
    assert len(parts) > 1
    paths = [folder / f"part{i}.png" for i in range(len(parts))]
    for path, modules in zip(paths, parts):
        assert save(grey(modules), path, "png")
    codes = [row["codes"][0] for row in scan(*paths)]
    assert [(code["index"], code["count"]) for code in codes] == [(i, len(parts)) for i in range(len(parts))]
    assert "".join(code["text"] for code in codes) == text.decode()
    # the first part looks like a link of its own: it gets no verdict
    run = ctl("scan", *paths, folder=folder / "data", code=0)
    assert [row["codes"][0]["verdict"] for row in run.lines] == [None] * len(parts)


def test_all_parts_in_one_picture(folder):
    parts = [grey(modules) for modules in qr_parts(b"https://example.com/" + b"x" * 150, 5)]
    width, height, _ = parts[0]
    save((width, height * len(parts), b"".join(data for _, _, data in parts)), folder / "all.png", "png")
    codes = scan(folder / "all.png")[0]["codes"]
    assert {(code["index"], code["count"]) for code in codes} == {(i, len(parts)) for i in range(len(parts))}
