# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements, things and genesis after docs/spec/statement.md, statement.cddl, ledger.md and lot.md: an
implementation of its own, so that the C one is held against the specification and not against itself."""

import hashlib
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import (Ed25519PrivateKey,
                                                               Ed25519PublicKey)

from way_cbor import Tag, decode, encode

MEDIA = "application/vnd.waymark.{}+cbor"
HOUR_MS = 3600 * 1000

PRODUCT, LOT, UNIT, CONTAINER = 1, 2, 3, 4
ACTIONS = {"register": 1, "keyAdd": 2, "keyRevoke": 3, "profileSet": 4, "attest": 5,
           "productRegister": 20, "productUpdate": 21, "lotRegister": 22, "listingSet": 23,
           "commission": 40, "observe": 41, "pack": 42, "unpack": 43, "ship": 44, "receive": 45,
           "recall": 49, "recallEnd": 50, "claim": 51, "transfer": 52, "report": 53, "sell": 54, "takeBack": 55}


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def now_ms():
    return time.time_ns() // 1_000_000


def check_digit(digits):
    """GS1 General Specifications 7.9."""
    total = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(digits)))
    return digits + str(-total % 10)


class Key:
    """An Ed25519 key; its account is its thumbprint as long as it is the first of it."""

    def __init__(self, seed):
        self.seed = seed if isinstance(seed, bytes) else sha256(seed.encode())
        self.private = Ed25519PrivateKey.from_private_bytes(self.seed)
        self.public = self.private.public_key().public_bytes_raw()

    @property
    def id(self):
        return thumbprint(self.public)


def thumbprint(public):
    """RFC 9679."""
    return sha256(encode({1: 1, -1: 6, -2: public}))


def sig_structure(protected, payload):
    return encode(["Signature1", protected, b"", payload])


def cose_sign(kind, payload, key):
    protected = encode({1: -8, 3: MEDIA.format(kind), 4: key.id})
    signature = key.private.sign(sig_structure(protected, payload))
    return encode(Tag(18, [protected, {}, payload, signature]))


def cose_read(data, kind):
    """(payload bytes, key id, id, signature check) of one of our signed objects."""
    outer = decode(data)
    assert isinstance(outer, Tag) and outer.number == 18
    protected, unprotected, payload, signature = outer.value
    header = decode(protected)
    assert header[1] == -8 and header[3] == MEDIA.format(kind) and unprotected == {}
    signed = sig_structure(protected, payload)

    def verify(public):
        assert thumbprint(public) == header[4]
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    return payload, header[4], sha256(signed), verify


def statement_id(data):
    return cose_read(data, "statement")[2]


def statement(key, network, sequence, actions, *, account=None, not_after=None):
    """@actions: [(name, record), …], records by the keys of statement.cddl."""
    payload = {1: network, 2: account or key.id, 3: sequence,
               4: now_ms() + HOUR_MS if not_after is None else not_after,
               5: [[ACTIONS[name], record] for name, record in actions]}
    return cose_sign("statement", encode(payload), key)


def genesis(solo_key, *, registrars=(), demo=False, created=None, max_block=1000):
    record = {1: 1, 2: [{1: "en", 2: "Test network"}], 3: now_ms() if created is None else created,
              4: solo_key.public,
              5: [{1: key.public, 2: [{1: "en", 2: "Registrar"}]} for key in registrars],
              6: {1: 0, 2: 262144, 3: max_block, 4: 31622400000}}
    if demo:
        record[7] = True
    return encode(record)


# Things and records

def product_of(account, gtin):
    return {1: PRODUCT, 2: account, 3: gtin}


def lot_of(account, gtin, lot):
    return {1: LOT, 2: account, 3: gtin, 4: lot}


def unit_of(account, gtin, lot, serial):
    return {1: UNIT, 2: account, 3: gtin, 4: lot, 5: serial}


def container_of(account, sscc):
    return {1: CONTAINER, 2: account, 6: sscc}


def thing_id(thing):
    return sha256(b"waymark/thing/1", encode(thing))


def shipment_id(statement_bytes, action_index):
    return sha256(b"waymark/shipment/1", statement_id(statement_bytes),
                  action_index.to_bytes(4, "big"))


def event(when=None, note=None):
    record = {1: now_ms() if when is None else when, 2: 0}
    if note is not None:
        record[5] = note
    return record


def text(words, language="en"):
    return [{1: language, 2: words}]


def profile(name, kind=2):
    return {1: kind, 2: text(name)}


def product_record(name, brand="Brand"):
    return {1: text(name), 2: brand}


class Signer:
    """A key that counts its sequence numbers."""

    def __init__(self, seed, network):
        self.key, self.network, self.sequence = Key(seed), network, 0

    @property
    def account(self):
        return self.key.id

    def sign(self, *actions, **options):
        self.sequence += 1
        return statement(self.key, self.network, self.sequence, actions, **options)

    def register(self, name=None, **options):
        record = {1: self.key.public}
        if name is not None:
            record[3] = profile(name)
        return self.sign(("register", record), **options)


# The tree of a lot, docs/spec/lot.md

def merkle_root(leaves):
    """RFC 9162 section 2.1.1, of leaf hashes."""
    if not leaves:
        return sha256()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01", merkle_root(leaves[:split]), merkle_root(leaves[split:]))


def merkle_path(leaves, index):
    """RFC 9162 section 2.1.3.1."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return merkle_path(leaves[:split], index) + [merkle_root(leaves[split:])]
    return merkle_path(leaves[split:], index - split) + [merkle_root(leaves[:split])]


class Units:
    """@serials with keys and salts that follow from @seed."""

    def __init__(self, seed, serials, first_case=None):
        self.rows = []
        for serial in serials:
            claim_key = Key(sha256(b"claim", seed.encode(), serial.encode()))
            salt = sha256(b"salt", seed.encode(), serial.encode())[:16]
            self.rows.append((sha256(serial.encode()), claim_key, salt, first_case, serial))
        self.rows.sort(key=lambda row: row[0])
        self.leaves = [sha256(b"\x00", encode([row[0], row[1].public, row[2], row[3]]))
                       for row in self.rows]
        self.root = merkle_root(self.leaves)
        self.file = b"waymark-leaves/1" + b"".join(
            row[0] + row[1].public + row[2] + (row[3] or bytes(32)) for row in self.rows)

    def proof(self, serial):
        index = next(i for i, row in enumerate(self.rows) if row[4] == serial)
        record = {1: index, 2: self.rows[index][1].public, 3: self.rows[index][2],
                  5: merkle_path(self.leaves, index)}
        if self.rows[index][3] is not None:
            record[4] = self.rows[index][3]
        return record

    def claim_key(self, serial):
        return next(row[1] for row in self.rows if row[4] == serial)
