# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A verifier of proof bundles written from docs/spec/proof.md, state.md and ledger.md alone."""

from way_cbor import decode, encode
from way_statement import cose_read, sha256, thing_id

EMPTY = bytes(32)


class Unverified(Exception):
    """A check of docs/spec/proof.md fails."""


def demand(condition, what):
    if not condition:
        raise Unverified(what)


# RFC 9162

def inclusion_root(leaf_hash, index, size, path):
    """Section 2.1.3.2; None where the path has the wrong length."""
    if index >= size:
        return None
    at, last, result = index, size - 1, leaf_hash
    for step in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            result = sha256(b"\x01", step, result)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            result = sha256(b"\x01", result, step)
        at, last = at >> 1, last >> 1
    return result if last == 0 else None


def is_consistent(old_size, old_root, new_size, new_root, path):
    """Section 2.1.4.2."""
    if old_size == new_size:
        return not path and old_root == new_root
    if not 0 < old_size < new_size:
        return False
    steps = list(path)
    if old_size & old_size - 1 == 0:
        steps.insert(0, old_root)
    if not steps:
        return False
    at, last = old_size - 1, new_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = sha256(b"\x01", step, old), sha256(b"\x01", step, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = sha256(b"\x01", new, step)
        at, last = at >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


# Checkpoint

def checkpoint_hash(record):
    return sha256(b"waymark/checkpoint/1", b"\x00", record[1], record[2].to_bytes(8, "big"),
                  record[3].to_bytes(8, "big"), record[4], record[5],
                  record[6].to_bytes(8, "big"), record[7], record[8])


def read_checkpoint(signed, solo_key, network):
    payload, _, _, verify = cose_read(signed, "checkpoint")
    verify(solo_key)
    record = decode(payload)
    demand(record[1] == network, "the checkpoint is of another network")
    return record


# State

def bit(data, i):
    return data[i // 8] >> 7 - i % 8 & 1


def state_root(key, value, proof):
    """The root that the proof leads to; refuses what docs/spec/state.md refuses."""
    depth, bitmap, siblings = proof[1], proof[2], list(proof[3])
    place = sha256(key)
    demand(len(bitmap) == (depth + 7) // 8, "a bitmap of the wrong length")
    demand(all(not bit(bitmap, i) for i in range(depth, 8 * len(bitmap))), "unused bits are set")
    if value is not None:
        demand(4 not in proof, "presence and another leaf")
        result = sha256(b"\x00", place, sha256(value))
    elif 4 in proof:
        other = proof[4]
        demand(other != place, "the other leaf is this one")
        demand(all(bit(other, i) == bit(place, i) for i in range(depth)), "another path")
        result = sha256(b"\x00", other, proof[5])
    else:
        result = EMPTY
    for level in reversed(range(depth)):
        sibling = EMPTY
        if bit(bitmap, level):
            demand(siblings, "too few siblings")
            sibling = siblings.pop()
            demand(sibling != EMPTY, "an empty sibling is listed")
        pair = (sibling, result) if bit(place, level) else (result, sibling)
        result = sha256(b"\x01", *pair)
    demand(not siblings, "too many siblings")
    return result


class Bundle:
    """A verified bundle: `state` (key → value or None), `log` (log index → entry), `timelines`."""

    def __init__(self, data, genesis, nonce=None):
        self.record = decode(data)
        demand(encode(self.record) == data, "not deterministic")
        self.genesis = decode(genesis)
        self.network = sha256(genesis)
        demand(self.record[1] == 1 and self.record[2] == self.network, "another network")
        demand(self.record.get(3, genesis) == genesis, "another genesis")
        solo_key = self.genesis[4]
        self.checkpoint = read_checkpoint(self.record[4], solo_key, self.network)
        self.state = self._read_state()
        self.log = self._read_log()
        self.timelines = {thing_id(line[1]): line for line in self.record[6]}
        for thing, line in self.timelines.items():
            self._check_timeline(thing, line)
        self.is_fresh = nonce is not None and self._read_freshness(solo_key, nonce)

    def _read_state(self):
        state, before = {}, b""
        for entry in self.record[8]:
            key, value = entry[1], entry.get(2)
            demand(key > before, "state keys out of order")
            before = key
            demand(state_root(key, value, entry[3]) == self.checkpoint[4], "a state proof")
            state[key] = None if value is None else decode(value)
        return state

    def _read_log(self):
        log, before = {}, -1
        for entry in self.record[7]:
            index = entry[1]
            demand(index > before, "log entries out of order")
            before = index
            leaf = encode([entry[2], entry[3], entry[4], sha256(entry[5]), entry[6]])
            root = inclusion_root(sha256(b"\x00", leaf), index, self.checkpoint[6], entry[7])
            demand(root == self.checkpoint[5], "an inclusion proof")
            payload, key_id, name, verify = cose_read(entry[5], "statement")
            record = decode(payload)
            demand(record[1] == self.network, "a statement of another network")
            key = self.state.get(b"k" + key_id)
            demand(key is not None, "a signer whose key is not proven")
            verify(key[2])
            log[index] = {"height": entry[2], "time": entry[3], "id": name, "result": entry[6],
                          "payload": record}
        return log

    def _check_chain(self, refs, count, chain):
        result = EMPTY
        demand(len(refs) == count, "events are missing")
        for ref in refs:
            entry = self.log.get(ref[1])
            demand(entry is not None and entry["result"] == 0, "an event without its statement")
            demand(ref[2] < len(entry["payload"][5]), "no such action")
            result = sha256(b"waymark/head/1", result, ref[1].to_bytes(8, "big"), entry["id"],
                            ref[2].to_bytes(4, "big"))
        demand(result == chain, "a chain of events")

    def _check_timeline(self, thing, line):
        for member, prefix, count, chain in ((2, b"h", 2, 3), (3, b"n", 1, 2)):
            if member not in line:
                continue
            demand(prefix + thing in self.state, "a thing without its head")
            head = self.state[prefix + thing]
            if head is None:
                demand(line[member] == [], "events of what does not exist")
            else:
                self._check_chain(line[member], head[count], head[chain])

    def _read_freshness(self, solo_key, nonce):
        if 10 not in self.record:
            return False
        payload, _, _, verify = cose_read(self.record[10], "freshness")
        verify(solo_key)
        record = decode(payload)
        demand(record[1] == self.network and record[2] == checkpoint_hash(self.checkpoint)
               and record[4] == nonce, "freshness")
        return True

    def continues(self, old):
        """That this bundle's log continues the one of an older bundle."""
        if 11 not in self.record or self.record[11][1] != old.checkpoint[6]:
            return False
        return is_consistent(old.checkpoint[6], old.checkpoint[5], self.checkpoint[6],
                             self.checkpoint[5], self.record[11][2])

    def events(self, thing, member=2):
        return [(self.log[ref[1]], self.log[ref[1]]["payload"][5][ref[2]])
                for ref in self.timelines[thing_id(thing)][member]]
