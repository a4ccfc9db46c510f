# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of codes, made by libqrencode and gdk-pixbuf through ctypes, and PNG written byte by byte where a library would be
too polite."""

import ctypes
import ctypes.util
import struct
import zlib


class _Code(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte))]


def _library(name):
    return ctypes.CDLL(ctypes.util.find_library(name))


def qr_modules(data, level=1):
    """Rows of 0 (light) and 1 (dark), with the quiet zone."""
    library = _library("qrencode")
    library.QRcode_encodeData.restype = ctypes.POINTER(_Code)
    code = library.QRcode_encodeData(len(data), data, 0, level)
    assert code
    width, cells = code.contents.width, code.contents.data
    quiet = [[0] * (width + 8)] * 4
    rows = [[0] * 4 + [cells[y * width + x] & 1 for x in range(width)] + [0] * 4 for y in range(width)]
    library.QRcode_free(code)
    return quiet + rows + quiet


def grey(modules, scale=4):
    """(width, height, bytes), one byte a pixel."""
    rows = [b"".join((b"\x00" if cell else b"\xff") * scale for cell in row) * scale for row in modules]
    size = len(modules) * scale
    return size, size, b"".join(rows)


def placed(picture, width, height):
    """In the middle of a bigger white one."""
    w, h, data = picture
    left, top = (width - w) // 2, (height - h) // 2
    lines = [b"\xff" * left + data[y * w:(y + 1) * w] + b"\xff" * (width - w - left) for y in range(h)]
    return width, height, b"\xff" * (width * top) + b"".join(lines) + b"\xff" * (width * (height - h - top))


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width, height, depth, colour, compressed, before=b""):
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
            + before + _chunk(b"IDAT", compressed) + _chunk(b"IEND", b""))


def png(picture, depth=8):
    width, height, data = picture
    repeat = depth // 8
    rows = b"".join(b"\0" + bytes(b for p in data[y * width:(y + 1) * width] for b in (p,) * repeat)
                    if repeat > 1 else b"\0" + data[y * width:(y + 1) * width] for y in range(height))
    return png_of(width, height, depth, 0, zlib.compress(rows, 1))


def png_chunk(kind, data):
    return _chunk(kind, data)


def save(picture, path, kind, *options):
    """By gdk-pixbuf: "jpeg", "tiff", "bmp", "webp", … @options: names and values."""
    width, height, data = picture
    pixbuf, glib = _library("gdk_pixbuf-2.0"), _library("gobject-2.0")
    rgb = _triple(data)
    pixbuf.gdk_pixbuf_new_from_data.restype = ctypes.c_void_p
    made = pixbuf.gdk_pixbuf_new_from_data(rgb, 0, 0, 8, width, height, 3 * width, None, None)
    names = (ctypes.c_char_p * (len(options) // 2 + 1))(*[o.encode() for o in options[::2]], None)
    values = (ctypes.c_char_p * (len(options) // 2 + 1))(*[o.encode() for o in options[1::2]], None)
    done = pixbuf.gdk_pixbuf_savev(ctypes.c_void_p(made), str(path).encode(), kind.encode(), names, values, None)
    glib.g_object_unref(ctypes.c_void_p(made))
    return bool(done)


def _triple(data):
    out = bytearray(3 * len(data))
    out[0::3] = out[1::3] = out[2::3] = data
    return bytes(out)
