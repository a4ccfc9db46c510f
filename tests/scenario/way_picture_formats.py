# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of kinds that few libraries write: JPEG of four inks, turned by EXIF, animations, parts of a sequence of codes."""

import ctypes
import struct

from way_picture import _Code, _library, save

EXIF_ORIENTATION = 0x0112


def _segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


class _Bits:
    def __init__(self):
        self.value, self.length, self.out = 0, 0, bytearray()

    def put(self, value, length):
        self.value, self.length = self.value << length | value, self.length + length
        while self.length >= 8:
            self.length -= 8
            byte = self.value >> self.length & 0xFF
            self.out += b"\xff\x00" if byte == 0xFF else bytes([byte])
            self.value &= (1 << self.length) - 1

    def flush(self):
        if self.length:
            self.put((1 << 8 - self.length) - 1, 8 - self.length)
        return bytes(self.out)


def jpeg_cmyk(modules):
    """ITU-T T.81, baseline, one block of 8 × 8 a module: its ink alone, so no coefficient but the first. As Adobe's programs write
    them: 255 is no ink."""
    size = len(modules)
    # codes of four bits for the categories 0 to 11 of the first coefficient, one of one bit for "no other coefficient"
    dc_table = bytes([0, 0, 0, 12] + [0] * 12) + bytes(range(12))
    ac_table = bytes([1] + [0] * 15) + b"\x00"
    frame = struct.pack(">BHHB", 8, 8 * size, 8 * size, 4) + b"".join(bytes([i, 0x11, 0]) for i in range(1, 5))
    scan = b"\x04" + b"".join(bytes([i, 0]) for i in range(1, 5)) + b"\x00\x3f\x00"
    bits, last = _Bits(), [0] * 4
    for row in modules:
        for cell in row:
            for ink, value in enumerate((255, 255, 255, 0 if cell else 255)):
                level = 8 * (value - 128)
                change, last[ink] = level - last[ink], level
                category = abs(change).bit_length()
                bits.put(category, 4)
                bits.put(change if change >= 0 else change + (1 << category) - 1, category)
                bits.put(0, 1)
    return (b"\xff\xd8" + _segment(0xEE, b"Adobe\0\x64\0\0\0\0\0") + _segment(0xDB, b"\0" + b"\1" * 64) + _segment(0xC0, frame)
            + _segment(0xC4, b"\x00" + dc_table) + _segment(0xC4, b"\x10" + ac_table) + _segment(0xDA, scan) + bits.flush()
            + b"\xff\xd9")


def with_orientation(jpeg, orientation):
    """The same JPEG with an EXIF block that says how to turn it (1 to 8)."""
    entry = struct.pack(">HHIHH", EXIF_ORIENTATION, 3, 1, orientation, 0)
    exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)
    return jpeg[:2] + _segment(0xE1, exif) + jpeg[2:]


def _gif_frame(picture):
    """LZW without any compression: codes of 8 bits, begun anew before they would become longer."""
    width, height, data = picture
    codes = bytearray()
    for i, pixel in enumerate(data):
        if i % 100 == 0:
            codes.append(128)
        codes.append(1 if pixel else 0)
    codes.append(129)
    blocks = b"".join(bytes([len(codes[i:i + 255])]) + codes[i:i + 255] for i in range(0, len(codes), 255))
    return (b"\x21\xf9\x04\x04\x0a\x00\x00\x00" + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x07" + blocks + b"\x00")


def gif(*pictures):
    """One frame for each; of two greys."""
    width, height, _ = pictures[0]
    palette = bytes(3) + b"\xff" * 3 + bytes(3 * 126)
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    return (b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF6, 0, 0) + palette + loop
            + b"".join(map(_gif_frame, pictures)) + b";")


def _riff(kind, data):
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _size24(value):
    return struct.pack("<I", value - 1)[:3]


def webp(folder, *pictures):
    """Animated; None where this computer can't write WebP."""
    width, height, _ = pictures[0]
    frames = b""
    for i, picture in enumerate(pictures):
        path = folder / f"frame{i}.webp"
        if not save(picture, path, "webp", "quality", "100"):
            return None
        data = path.read_bytes()[12:]
        if data[:4] == b"VP8X":
            data = data[18:]
        length = struct.unpack("<I", data[4:8])[0]
        head = bytes(6) + _size24(width) + _size24(height) + struct.pack("<I", 100)[:3] + b"\x02"
        frames += _riff(b"ANMF", head + data[:8 + length + length % 2])
    body = _riff(b"VP8X", b"\x02\0\0\0" + _size24(width) + _size24(height)) + _riff(b"ANIM", b"\xff\xff\xff\xff\0\0") + frames
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


class _List(ctypes.Structure):
    pass


_List._fields_ = [("code", ctypes.POINTER(_Code)), ("next", ctypes.POINTER(_List))]


def qr_parts(data, version):
    """@data as a sequence of codes of @version: each as rows of 0 and 1 with the quiet zone."""
    library = _library("qrencode")
    library.QRcode_encodeDataStructured.restype = ctypes.POINTER(_List)
    first = library.QRcode_encodeDataStructured(len(data), data, version, 1)
    assert first
    parts, at = [], first
    while at:
        code = at.contents.code.contents
        width = code.width
        rows = [[0] * 4 + [code.data[y * width + x] & 1 for x in range(width)] + [0] * 4 for y in range(width)]
        parts.append([[0] * (width + 8)] * 4 + rows + [[0] * (width + 8)] * 4)
        at = at.contents.next
    library.QRcode_List_free(first)
    return parts
