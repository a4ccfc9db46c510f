# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes in is not always a label: pictures that are none, texts that are no code, texts that deceive."""

import struct
import zlib

import pytest

from way_homes import LABELS

CODE = "(01)09521003000015(10)FX2502"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_png(path, side, data):
    """Of @side × @side grey pixels, as its header says."""
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data))
                     + chunk(b"IEND", b""))


def write_huge(path):
    """A few kilobytes that would be gigabytes when they are unpacked."""
    write_png(path, 60000, bytes(1 << 20))


def write_truncated(path):
    whole = (LABELS / "tea-issued.png").read_bytes()
    path.write_bytes(whole[:len(whole) // 2])


def write_text(path):
    path.write_text("<svg>" * 100, encoding="utf-8")


def write_blank(path):
    write_png(path, 64, bytes(65) * 64)


def write_nothing(path):
    path.write_bytes(b"")


@pytest.mark.parametrize("write, told", [
    (write_huge, "too large"), (write_truncated, "damaged"), (write_text, "not a picture"),
    (write_nothing, "The file is empty"), (write_blank, "no code"),
])
def test_a_picture_that_is_none(demo_app, folder, write, told):
    path = folder / "picture.png"
    write(path)
    demo_app.click("Open Picture", "button")
    demo_app.choose_file(path)
    demo_app.see(told)
    demo_app.type("Type Code", CODE)
    demo_app.key("Return")
    demo_app.see("asks for it back")


@pytest.mark.parametrize("text, named", [
    ("https://example.org/prize", "A Web Link"), ("WIFI:T:WPA;S:Guests;P:secret;;", "The Access to a Wi-Fi Network"),
    ("<a href='x'>click</a> &amp;", "A Text"), ("9521234543214", "Not a Code That Can Be Traced"),
], ids=["link", "wifi", "markup", "number"])
def test_what_is_no_code_is_named_and_shown_but_not_opened(demo_app, text, named):
    assert demo_app.again(text).returncode == 0
    demo_app.see(named)
    demo_app.find(text, "label")
    demo_app.click("Copy Text", "button")
    demo_app.see("Copied")
    assert demo_app.desktop.run("xclip", "-selection", "clipboard", "-out") == text


@pytest.mark.parametrize("label, named", [("no-product-web", "A Web Link"),
                                          ("no-product-wifi", "The Access to a Wi-Fi Network")])
def test_a_picture_with_another_kind_of_code(demo_app, label, named):
    demo_app.click("Open Picture", "button")
    demo_app.choose_file(LABELS / f"{label}.png")
    demo_app.see(named)


@pytest.mark.parametrize("text, shown", [
    ("gpj\u202eexe.evil", "gpj⟨U+202E⟩exe.evil"), ("pay\u200bpal", "pay⟨U+200B⟩pal"), ("\u2066a\u2069", "⟨U+2066⟩a⟨U+2069⟩"),
], ids=["backwards", "nothing", "isolates"])
def test_characters_that_deceive_are_written_out(demo_app, text, shown):
    assert demo_app.again(text).returncode == 0
    demo_app.see(shown)
    demo_app.see("This text has invisible characters")


def test_bytes_that_are_no_text(demo_app):
    assert demo_app.again(b"\xff\xfe(01)".decode("utf-8", "surrogateescape")).returncode == 0
    demo_app.see("A Text")
    demo_app.find("\ufffd\ufffd(01)", "label")
