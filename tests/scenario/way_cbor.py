# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deterministic CBOR (RFC 8949 section 4.2.1) after docs/spec/cbor.md: integers, strings, arrays,
maps, tags, booleans and null. Written from the specification, without a look at src/core/wire."""

from dataclasses import dataclass


class Malformed(ValueError):
    """Not the one encoding that deterministic CBOR allows."""


@dataclass(frozen=True)
class Tag:
    number: int
    value: object


def _head(major, number):
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 24:
            return bytes([major << 5 | number])
        if number < 1 << 8 * size:
            return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    raise OverflowError(number)


def encode(item):
    if item is None:
        return b"\xf6"
    if isinstance(item, bool):
        return b"\xf5" if item else b"\xf4"
    if isinstance(item, int):
        return _head(0, item) if item >= 0 else _head(1, -1 - item)
    if isinstance(item, bytes):
        return _head(2, len(item)) + item
    if isinstance(item, str):
        data = item.encode("utf-8")
        return _head(3, len(data)) + data
    if isinstance(item, (list, tuple)):
        return _head(4, len(item)) + b"".join(map(encode, item))
    if isinstance(item, dict):
        pairs = sorted((encode(key), encode(value)) for key, value in item.items())
        return _head(5, len(pairs)) + b"".join(key + value for key, value in pairs)
    if isinstance(item, Tag):
        return _head(6, item.number) + encode(item.value)
    raise TypeError(type(item))


class _Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        piece = self.data[self.at:self.at + count]
        if len(piece) != count:
            raise Malformed("cut off")
        self.at += count
        return piece

    def head(self):
        first = self.take(1)[0]
        major, number = first >> 5, first & 31
        if number >= 28:
            raise Malformed("indefinite length or reserved")
        if number < 24:
            return major, number
        size = 1 << number - 24
        value = int.from_bytes(self.take(size), "big")
        if major != 7 and value < (24 if size == 1 else 1 << 4 * size):
            raise Malformed("not the shortest form")
        return major, value

    def map(self, count):
        result, before = {}, b""
        for _ in range(count):
            start = self.at
            key = self.item()
            encoded = self.data[start:self.at]
            if encoded <= before:
                raise Malformed("keys out of order or twice")
            before = encoded
            result[key] = self.item()
        return result

    def item(self):
        major, number = self.head()
        if major == 0:
            return number
        if major == 1:
            return -1 - number
        if major == 2:
            return self.take(number)
        if major == 3:
            return self.take(number).decode("utf-8")
        if major == 4:
            return [self.item() for _ in range(number)]
        if major == 5:
            return self.map(number)
        if major == 6:
            return Tag(number, self.item())
        if number in (20, 21, 22):
            return {20: False, 21: True, 22: None}[number]
        raise Malformed(f"simple value {number}")


def decode(data):
    items = decode_sequence(data)
    if len(items) != 1:
        raise Malformed("not one item")
    return items[0]


def decode_sequence(data):
    """The items of a CBOR sequence (RFC 8742)."""
    return [item for item, _ in split_sequence(data)]


def split_sequence(data):
    """(item, its bytes) for each item of a CBOR sequence."""
    reader, pieces = _Reader(data), []
    while reader.at < len(data):
        start = reader.at
        item = reader.item()
        pieces.append((item, data[start:reader.at]))
    return pieces
