# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Key files (docs/spec/identity-keys.md) sealed anew with the smallest cost that is accepted: with the one that is meant for
people, most of what the tests do would be this one derivation."""

import ctypes
import ctypes.util
import os
import struct
from functools import cache

MAGIC, HEADER, KEY, NONCE, TAG, ARGON2ID = b"WAYSEAL\x01", 32, 32, 24, 16, 2
SMALLEST = (1, 8 * 1024)


@cache
def _sodium():
    library = ctypes.CDLL(ctypes.util.find_library("sodium"))
    assert library.sodium_init() >= 0
    return library


def _derive(passphrase, header):
    passes, memory_kib = struct.unpack(">II", header[8:16])
    key = ctypes.create_string_buffer(KEY)
    done = _sodium().crypto_pwhash(key, ctypes.c_ulonglong(KEY), passphrase, ctypes.c_ulonglong(len(passphrase)), header[16:],
                                   ctypes.c_ulonglong(passes), ctypes.c_size_t(memory_kib * 1024), ARGON2ID)
    assert done == 0
    return key.raw


def make_cheap(path, passphrase):
    sealed = path.read_bytes()
    header, nonce, box = sealed[:HEADER], sealed[HEADER:HEADER + NONCE], sealed[HEADER + NONCE:]
    assert header.startswith(MAGIC)
    plain = ctypes.create_string_buffer(len(box) - TAG)
    assert _sodium().crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain, None, None, box, ctypes.c_ulonglong(len(box)), header, ctypes.c_ulonglong(HEADER), nonce,
        _derive(passphrase, header)) == 0
    header = MAGIC + struct.pack(">II", *SMALLEST) + header[16:]
    nonce, box = os.urandom(NONCE), ctypes.create_string_buffer(len(box))
    assert _sodium().crypto_aead_xchacha20poly1305_ietf_encrypt(
        box, None, plain, ctypes.c_ulonglong(len(plain)), header, ctypes.c_ulonglong(HEADER), None, nonce,
        _derive(passphrase, header)) == 0
    path.write_bytes(header + nonce + box.raw)
