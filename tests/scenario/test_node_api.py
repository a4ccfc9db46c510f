# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a node answers: docs/spec/openapi.yaml and api.md, over its Unix socket and over TCP. Each reply is held
against openapi.yaml as it comes (way_node.Node.request)."""

import base64
import json
import os
import re

import pytest

import way_openapi
from way_cbor import decode, decode_sequence
from way_market import Market
from way_node import ROOT
from way_proof import Bundle, checkpoint_hash, is_consistent, read_checkpoint
from way_statement import (cose_read, event, lot_of, product_of, sha256, statement_id, thing_id,
                           unit_of)

NOBODY = "00" * 32
PROOF = "application/vnd.waymark.proof+cbor"


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    """One node with a brand, a carrier, a shop and a consumer, for all tests that only ask."""
    import shutil
    import tempfile
    from pathlib import Path
    from way_node import Node

    folder = Path(tempfile.mkdtemp(prefix="way-"))
    market = Market.create(lambda *options: Node(folder / "node", *options,
                                                 tcp=True).wait_ready(), folder)
    yield market
    code = market.node.stop()
    assert code == 0 and "CRITICAL" not in market.node.messages(), market.node.messages()
    shutil.rmtree(folder)


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


# The description and the node agree on what there is

def test_every_route_is_described():
    rows = set()
    for path in sorted((ROOT / "src" / "node").glob("way-http-*.c")):
        rows |= set(re.findall(r'\{ "(GET|PUT|POST|DELETE)", "([^"]+)"', path.read_text()))
    described = {(method.upper(), path) for path, item in way_openapi.document()["paths"].items()
                 for method in item}
    assert rows == described


def example_path(template):
    values = {"height": "0", "gtin": "09506000134352"}
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], NOBODY), template)


@pytest.mark.parametrize("template", sorted(way_openapi.document()["paths"]))
def test_wrong_method(market, template):
    reply = market.node.request("DELETE", example_path(template))
    assert reply.status == 405 and reply.json()["result"] == "usage"
    described = {method.upper() for method in way_openapi.document()["paths"][template]}
    assert set(reply.headers["Allow"].split(", ")) == described


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/", "/v2/head", "/v1/head/", "/v1/head/x", "//v1/head",
                                  "/v1/%2e%2e/head", "/V1/head", "/v1/statements/" + "a/" * 2000,
                                  "/favicon.ico", "/v1/blobs/", "/v1/hea%64%20"])
def test_unknown_path(market, path):
    reply = market.node.get(path)
    assert reply.status in (400, 404), reply


@pytest.mark.parametrize("path", [
    f"/v1/{kind}/{bad}{rest}" for kind, rest in
    (("statements", ""), ("accounts", ""), ("accounts", "/things?role=owner"),
     ("accounts", "/shipments?direction=in"), ("shipments", ""), ("things", "/notes"),
     ("keys", ""), ("blobs", ""), ("products", "/09506000134352/lots"))
    for bad in ("x", "00" * 31, "00" * 33, "zz" * 32, "0x" + "00" * 31, "%C3%A9" * 32)])
def test_malformed_identifier(market, path):
    reply = market.node.get(path)
    assert reply.status == 400 and reply.json()["result"] == "usage"


@pytest.mark.parametrize("path", ["/%00", "/v1/keys/" + "%00" * 32, "/v1/head%", "/%zz", "/%FF", "/v1/keys/%C3"])
def test_undecodable_address(market, path):
    """What the HTTP library can't read as an address never gets to us: 400 without a body."""
    reply = market.node.get(path, checked=False)
    assert reply.status in (400, 404), reply


@pytest.mark.parametrize("path", [
    "/v1/head?nonce=", "/v1/head?nonce=AAAA", "/v1/head?nonce=" + "A" * 90,
    "/v1/head?nonce=" + "*" * 22, "/v1/checkpoints/x", "/v1/checkpoints/-1",
    "/v1/checkpoints/99999999999999999999", "/v1/consistency", "/v1/consistency?from=0&to=1",
    "/v1/consistency?from=2&to=1", "/v1/consistency?from=1&to=99999999",
    "/v1/lookup", "/v1/lookup?gtin=1", "/v1/lookup?gtin=09506000134353", "/v1/lookup?gtin=x9506000134352",
    "/v1/lookup?gtin=09506000134352&sscc=095060001343520000", "/v1/lookup?sscc=1",
    "/v1/lookup?gtin=09506000134352&lot=", "/v1/lookup?gtin=09506000134352&lot=" + "L" * 21,
    "/v1/lookup?gtin=09506000134352&account=1", "/v1/lookup?gtin=09506000134352&registrar=1",
    "/v1/lookup?gtin=09506000134352" + f"&registrar={NOBODY}" * 9,
    "/v1/lookup?gtin=09506000134352&from=-1", "/v1/lookup?gtin=09506000134352&genesis=2",
    "/v1/lookup?gtin=09506000134352&serial=%FF%FE", "/v1/lookup?gtin=09506000134352&lot=%00",
    "/v1/lookup?gtin=09506000134352&lot=a%0Ab",
    f"/v1/accounts/{NOBODY}/things", f"/v1/accounts/{NOBODY}/things?role=thief",
    f"/v1/accounts/{NOBODY}/things?role=owner&limit=1001",
    f"/v1/accounts/{NOBODY}/things?role=owner&after=x",
    f"/v1/accounts/{NOBODY}/shipments", f"/v1/accounts/{NOBODY}/shipments?direction=up",
    f"/v1/accounts/{NOBODY}/shipments?direction=in&limit=x",
    f"/v1/accounts/{NOBODY}/observed", f"/v1/accounts/{NOBODY}/observed?hash=1",
    f"/v1/accounts/{NOBODY}/observed?x=1" + f"&hash={NOBODY}" * 33,
    "/v1/products?account=1", "/v1/products?limit=-1", "/v1/products?after=1.5",
    f"/v1/products/{NOBODY}/1/lots", f"/v1/products/{NOBODY}/09506000134352/lots?limit=x",
    "/v1/recalls?limit=99999", "/v1/log?from=x", "/v1/log?limit=1001", "/v1/blocks?from=-1",
    "/v1/epcis/events", "/v1/epcis/events?thing=1"])
def test_malformed_parameter(market, path):
    reply = market.node.get(path)
    assert reply.status in (400, 404) and reply.json()["result"] in ("usage", "not-found")
    if reply.status == 404:
        assert "lots?" in path, reply


@pytest.mark.parametrize("path", [
    f"/v1/statements/{NOBODY}", f"/v1/shipments/{NOBODY}", f"/v1/keys/{NOBODY}",
    f"/v1/blobs/{NOBODY}", "/v1/checkpoints/999999", f"/v1/products/{NOBODY}/09506000134352/lots",
    f"/v1/epcis/events?thing={NOBODY}"])
def test_not_found(market, path):
    reply = market.node.get(path)
    assert reply.status == 404 and reply.json()["result"] == "not-found"


# Heads and checkpoints

def test_genesis_names_the_network(market):
    assert market.node.genesis() == market.genesis
    assert market.node.head()["network"] == sha256(market.genesis).hex()


def test_head_is_signed_and_fresh(market):
    nonce = os.urandom(16)
    head = market.node.get(f"/v1/head?nonce={b64(nonce)}").json()
    checkpoint = read_checkpoint(unb64(head["checkpoint"]), market.solo.public, market.network)
    assert checkpoint[2] == head["height"] and checkpoint[6] == head["logSize"]
    assert checkpoint_hash(checkpoint).hex() == head["hash"]
    payload, _, _, verify = cose_read(unb64(head["freshness"]), "freshness")
    verify(market.solo.public)
    freshness = decode(payload)
    assert freshness[4] == nonce and freshness[2].hex() == head["hash"]
    assert "freshness" not in market.node.head()


def test_checkpoints_are_chained(market):
    height = market.node.head()["height"]
    before = bytes(32)
    for i in range(height + 1):
        signed = market.node.get(f"/v1/checkpoints/{i}").body
        record = read_checkpoint(signed, market.solo.public, market.network)
        assert record[2] == i and record[8] == before
        before = checkpoint_hash(record)
    assert market.node.get("/v1/blocks").body == b"".join(
        market.node.get(f"/v1/checkpoints/{i}").body for i in range(height + 1))


def test_consistency_between_all_sizes(market):
    roots = {}
    for signed in range(market.node.head()["height"] + 1):
        record = read_checkpoint(market.node.get(f"/v1/checkpoints/{signed}").body,
                                 market.solo.public, market.network)
        roots[record[6]] = record[5]
    sizes = sorted(size for size in roots if size > 0)
    assert len(sizes) > 5
    for old in sizes:
        for new in (size for size in sizes if size >= old):
            reply = market.node.get(f"/v1/consistency?from={old}&to={new}").json()
            path = [bytes.fromhex(step) for step in reply["path"]]
            assert is_consistent(old, roots[old], new, roots[new], path)


# Statements

def test_same_statement_again(market):
    before = market.node.head()
    first, second = market.node.submit(market.first).json(), market.node.submit(market.first).json()
    assert first == second and first["result"] == "ok" and first["logIndex"] == 0
    assert market.node.head() == before


def test_statement_bundle(market):
    reply = market.node.get(f"/v1/statements/{statement_id(market.first).hex()}")
    bundle = Bundle(reply.body, market.genesis)
    assert reply.type == PROOF and list(bundle.log) == [0]
    assert bundle.record[7][0][5] == market.first, "the exact bytes"


def test_key(market):
    reply = market.node.get(f"/v1/keys/{market.brand.key.id.hex()}").json()
    assert reply["account"] == market.brand.account.hex() and not reply["revoked"]
    assert reply["sequence"] == market.brand.sequence


# Look-ups

def lookup(market, query, **options):
    reply = market.node.get(f"/v1/lookup?{query}", **options)
    assert reply.status == 200, reply
    return reply


def test_lookup_of_a_unit_is_complete(market):
    nonce = os.urandom(32)
    query = f"gtin={market.gtin}&lot=L1&serial=S0003&nonce={b64(nonce)}&genesis=1"
    bundle = Bundle(lookup(market, query).body, market.genesis, nonce)
    assert bundle.is_fresh and bundle.record[3] == market.genesis
    account = market.brand.account
    unit, lot = unit_of(account, market.gtin, "L1", "S0003"), lot_of(account, market.gtin, "L1")
    head = bundle.state[b"h" + thing_id(unit)]
    assert head[6] == market.person.account and head[11] is True
    assert [entry["payload"][2] for entry, _ in bundle.events(unit)] == [market.person.account]
    kinds = [action[0] for _, action in bundle.events(lot)]
    assert kinds[:2] == [22, 40], "registered, then commissioned"
    assert bundle.state[b"r" + thing_id(unit)] is None
    prefix = bundle.state[b"G" + market.registrar.account + market.prefix.encode()]
    assert prefix[1] == account
    assert len([key for key in bundle.state if key.startswith(b"G")]) == 9, "prefixes of 4 to 12 digits"
    leaf = bundle.record[9][0][3][0]
    assert leaf[1] == sha256(b"S0003")


def test_lookup_of_an_invented_serial(market):
    bundle = Bundle(lookup(market, f"gtin={market.gtin}&lot=L1&serial=FAKE").body, market.genesis)
    unit = unit_of(market.brand.account, market.gtin, "L1", "FAKE")
    assert bundle.state[b"h" + thing_id(unit)] is None and bundle.timelines[thing_id(unit)][2] == []
    leaves = bundle.record[9][0][3]
    hashes = [leaf[1] for leaf in leaves]
    assert sha256(b"FAKE") not in hashes and 1 <= len(hashes) <= 2
    if len(hashes) == 2:
        assert hashes[0] < sha256(b"FAKE") < hashes[1]


def test_lookup_of_an_unknown_code(market):
    bundle = Bundle(lookup(market, "gtin=00000000000017").body, market.genesis)
    assert bundle.record[6] == [] and bundle.record[7] == []


def test_lookup_of_a_container_follows_it(market):
    bundle = Bundle(lookup(market, f"sscc={market.sscc}").body, market.genesis)
    kinds = {action[0] for line in bundle.record[6] for _, action in bundle.events(line[1])}
    assert {40, 44, 45} <= kinds, "commissioned, shipped, received"


def test_lookup_of_one_account(market):
    bundle = Bundle(lookup(market, f"gtin={market.gtin}&account={NOBODY}").body, market.genesis)
    assert bundle.state[b"h" + thing_id(product_of(bytes(32), market.gtin))] is None
    assert thing_id(product_of(market.brand.account, market.gtin)) not in bundle.timelines


def test_lookup_asks_other_registrars(market):
    bundle = Bundle(lookup(market, f"gtin={market.gtin}&registrar={'11' * 32}&registrar={'22' * 32}").body,
                    market.genesis)
    for registrar in (b"\x11" * 32, b"\x22" * 32):
        assert bundle.state[b"G" + registrar + market.prefix.encode()] is None


def test_lookup_continues_an_older_one(market):
    early = market.early_bundle
    size = early.checkpoint[6]
    later = Bundle(lookup(market, f"gtin={market.gtin}&from={size}").body, market.genesis)
    assert later.checkpoint[6] > size and later.continues(early)


def test_cached_answer_is_the_same(market):
    query = f"gtin={market.gtin}&lot=L1&serial=S0001"
    assert lookup(market, query).body == lookup(market, query).body
    assert lookup(market, query, tcp=True).body == lookup(market, query).body


@pytest.mark.parametrize("accept,expected", [
    (None, PROOF), ("*/*", PROOF), (PROOF, PROOF), ("application/json", "application/json"),
    ("text/html, application/json;q=0.9, */*;q=0.1", "application/json"),
    (f"application/json;q=0.4, {PROOF};q=0.5", PROOF),
    (f"{PROOF};q=0.4, application/json;q=0.5", "application/json"),
    ("application/json;q=0", PROOF), ("nonsense;;;,,", PROOF)])
def test_accept(market, accept, expected):
    headers = {"Accept": accept} if accept else {}
    reply = lookup(market, f"gtin={market.gtin}&lot=L1&serial=S0003", headers=headers)
    assert reply.type == expected


def test_json_view_says_the_same(market):
    query = f"gtin={market.gtin}&lot=L1&serial=S0003&nonce={b64(bytes(16))}&genesis=1&from=1"
    view = lookup(market, query, headers={"Accept": "application/json"}).json()
    record = decode(lookup(market, query).body)
    assert [unb64(row["statement"]) for row in view["log"]] == [row[5] for row in record[7]]
    assert [unb64(row["key"]) for row in view["state"]] == [row[1] for row in record[8]]
    assert unb64(view["genesis"]) == market.genesis and "freshness" in view
    assert view["consistency"]["oldSize"] == 1


@pytest.mark.parametrize("path", ["", "/v1/accounts/{shop}", "/v1/shipments/{shipment}", "/v1/things/{lot}/notes"])
def test_other_bundles_verify(market, path):
    reply = market.node.get((path or "/v1/lookup?gtin=" + market.gtin).format(
        shop=market.shop.account.hex(), shipment=market.shipment.hex(),
        lot=thing_id(lot_of(market.brand.account, market.gtin, "L1")).hex()))
    bundle = Bundle(reply.body, market.genesis)
    if "shipments" in path:
        assert bundle.state[b"s" + market.shipment][1] == market.brand.account
    if "notes" in path:
        notes = bundle.events(lot_of(market.brand.account, market.gtin, "L1"), 3)
        assert [(entry["payload"][2], action[0]) for entry, action in notes] == [
            (market.person.account, 53)], "the person's report"
    if "accounts" in path:
        assert bundle.state[b"p" + market.shop.account][2][0][2] == "Shop"


# Lists

def pages(market, path, member, limit):
    rows, after, sizes = [], 0, []
    while after is not None:
        page = market.node.get(f"{path}limit={limit}&after={after}").json()
        rows += page[member]
        sizes.append(len(page[member]))
        after = page.get("next")
    assert all(size <= limit for size in sizes)
    return rows


@pytest.mark.parametrize("limit", [1, 2, 3, 1000])
def test_pages_add_up(market, limit):
    account = market.brand.account.hex()
    for path, member, count in ((f"/v1/products?account={account}&", "products", 3), ("/v1/products?", "products", 4),
                                (f"/v1/products/{account}/{market.gtin}/lots?", "lots", 2),
                                ("/v1/recalls?", "recalls", 2),
                                (f"/v1/accounts/{account}/shipments?direction=out&", "shipments", 2),
                                (f"/v1/accounts/{account}/things?role=loose&", "things", 1),
                                (f"/v1/accounts/{market.person.account.hex()}/things?role=owner&", "things", 1)):
        rows = pages(market, path, member, limit)
        assert len(rows) == count, (path, rows)
        assert len({json.dumps(row, sort_keys=True) for row in rows}) == count, path


def test_search(market):
    def found(words):
        return [row["gtin"] for row in market.node.get(f"/v1/products?q={words}").json()["products"]]
    assert found("oolong") == [market.gtin]
    assert found("OOLONG%20tea") == [market.gtin]
    assert found("%E4%B9%8C%E9%BE%99") == [market.gtin], "a Chinese word in the middle of others"
    assert found("%E9%BE%99%E4%B9%8C") == [], "its characters the other way round"
    assert found("oolong%20%E8%8C%B6") == [market.gtin], "one character, and another language"
    assert found("ool") == [market.gtin] and found("olong") == [], "words from their beginning"
    assert len(found("cup")) == 2 and len(found("2")) == 1
    assert found(market.gtin) == [market.gtin] * 2
    assert found("nothing") == []
    owners = {row["account"] for row in market.node.get(f"/v1/products?q={market.gtin}").json()["products"]}
    for owner in owners:
        rows = market.node.get(f"/v1/products?q={market.gtin}&account={owner}").json()["products"]
        assert [(row["account"], row["gtin"]) for row in rows] == [(owner, market.gtin)], "only of that account"
    assert len(owners) == 2 and found(f"{market.gtin}&account={'0' * 64}") == []
    for awkward in ("%22", "*", "AND", "NEAR(", "a%22%20OR%20%22b", "%27;DROP", "-", "()", "%FF", "a" * 2000, "%E4%B9", ""):
        assert market.node.get(f"/v1/products?q={awkward}").status in (200, 400)


def test_things_and_shipments(market):
    shop = market.shop.account.hex()
    rows = market.node.get(f"/v1/accounts/{shop}/things?role=custodian").json()["things"]
    assert [row["thing"]["sscc"] for row in rows] == [market.sscc]
    rows = market.node.get(f"/v1/accounts/{shop}/shipments?direction=in").json()["shipments"]
    assert {row["shipment"]["status"] for row in rows} == {"received", "inTransit"}
    loose = market.node.get(f"/v1/accounts/{market.brand.account.hex()}/things?role=loose").json()["things"]
    assert loose[0]["quantity"] == market.loose


def test_recalls(market):
    recall, end = market.node.get("/v1/recalls").json()["recalls"]
    assert recall["serials"] == ["S0002"] and recall["level"] == "safety" and not recall["ended"]
    assert end["ended"] and end["serials"] == ["S0002"]


def test_epcis(market):
    unit = thing_id(lot_of(market.brand.account, market.gtin, "L1")).hex()
    document = market.node.get(f"/v1/epcis/events?thing={unit}").json()
    events = document["epcisBody"]["eventList"]
    assert events[0]["bizStep"] == "commissioning" and events[0]["type"] == "ObjectEvent"


def test_observed(market):
    def rows(account, *hashes):
        query = "&".join(f"hash={one.hex()}" for one in hashes)
        return market.node.get(f"/v1/accounts/{account.hex()}/observed?{query}").json()["events"]
    person, known, unknown = market.person, sha256(b"an event"), sha256(b"another")
    assert rows(person.account, known, unknown) == []
    said = person.sign(*(("observe", {1: event(), 2: [market.lot], 3: one}) for one in (known, known, sha256(b"third"))))
    place = market.node.accept(said)["logIndex"]
    row = {"epcisEventHash": known.hex(), "statement": statement_id(said).hex(), "logIndex": place}
    # a statement is named once for each event, however often it speaks of it
    assert rows(person.account, unknown, known) == [row]
    assert len(rows(person.account, known, sha256(b"third"))) == 2
    assert rows(market.brand.account, known) == [], "what one account says, another does not"


# Log

def test_log_replays_exactly(market):
    items = decode_sequence(market.node.get("/v1/log").body)
    assert [item[1] for item in items] == list(range(market.node.head()["logSize"]))
    assert items[0][5] == market.first and all(item[7] == [] for item in items)
    part = decode_sequence(market.node.get("/v1/log?from=3&limit=2").body)
    assert part == items[3:5]
    assert market.node.get("/v1/log?from=999999").body == b""
    assert market.node.get("/v1/log?limit=0").body == b""


# Blobs and leaves

def test_blobs(market):
    for data in (b"%PDF-1.7 report", bytes(range(256)) * 4096, b"<script>alert(1)</script>"):
        path = f"/v1/blobs/{sha256(data).hex()}"
        assert market.node.request("PUT", path, data).status == 204
        assert market.node.request("PUT", path, data).status == 204
        reply = market.node.get(path)
        assert reply.body == data
        head = market.node.request("HEAD", path)
        assert head.headers["Content-Length"] == str(len(data))


def test_blob_of_another_hash(market):
    reply = market.node.request("PUT", f"/v1/blobs/{NOBODY}", b"data")
    assert reply.status == 409 and reply.json()["result"] == "bad-proof"
    assert market.node.get(f"/v1/blobs/{NOBODY}").status == 404


def test_leaf_file_only_as_registered(market):
    lot = thing_id(lot_of(market.brand.account, market.gtin, "L1")).hex()
    path = f"/v1/lots/{lot}/leaves"
    assert market.node.request("PUT", path, market.units.file).status == 204
    wrong = bytearray(market.units.file)
    wrong[-1] ^= 1
    reply = market.node.request("PUT", path, bytes(wrong))
    assert reply.status in (400, 409) and reply.json()["result"] == "bad-proof"
    assert market.node.request("PUT", f"/v1/lots/{NOBODY}/leaves", b"x" * 128).status == 404
    assert market.node.get(path).status == 405, "never served whole"


# HEAD, TCP, health, metrics

@pytest.mark.parametrize("path", ["/v1/head", "/v1/genesis", "/v1/health", "/metrics", "/v1/log", "/v1/products",
                                  "/v1/lookup?gtin=09506000134352", "/nothing", f"/v1/keys/{NOBODY}"])
def test_head_request(market, path):
    got, head = market.node.get(path), market.node.request("HEAD", path)
    assert head.status == got.status and head.type == got.type and head.body == b""
    assert abs(int(head.headers["Content-Length"]) - len(got.body)) <= (60 if path == "/metrics" else 0)


def test_tcp_answers_the_same(market):
    for path in ("/v1/head", "/v1/genesis", f"/v1/lookup?gtin={market.gtin}", "/v1/log"):
        assert market.node.get(path, tcp=True).body == market.node.get(path).body


def test_health(market):
    health = market.node.get("/v1/health").json()
    assert health["status"] == "ok" and health["follower"] is False
    assert health["height"] == market.node.head()["height"]


def test_metrics_format(market):
    """Prometheus text format 0.0.4: HELP and TYPE once before the samples of a name; buckets never fall."""
    text = market.node.get("/metrics").body.decode()
    assert text.endswith("\n")
    kinds, seen = {}, []
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in kinds and kind in ("counter", "gauge", "histogram")
            kinds[name] = kind
        elif not line.startswith("# HELP "):
            match = re.fullmatch(r'([a-z_]+)(\{[a-z]+="[^"]*"\})? ([0-9]+(?:\.[0-9]+)?)', line)
            assert match, line
            base = re.sub("_(bucket|sum|count)$", "", match[1])
            assert base in kinds or match[1] in kinds, line
            seen.append((match[1] + (match[2] or ""), float(match[3])))
    names = [name for name, _ in seen]
    assert len(names) == len(set(names))
    buckets = [value for name, value in seen if "_bucket" in name]
    assert buckets == sorted(buckets)
    values = dict(seen)
    assert values["waymark_http_request_seconds_count"] == buckets[-1]
    assert values["waymark_statements_total"] == values["waymark_log_size"]
    assert values["waymark_statements_refused_total"] == market.n_refused
    assert values["waymark_height"] == market.node.head()["height"] == values["waymark_blocks_total"]


def test_metrics_count_requests(market):
    before = market.node.metrics()
    market.node.get("/v1/head")
    market.node.get("/nothing")
    after = market.node.metrics()
    for klass, count in (("2xx", 2), ("4xx", 1)):
        name = f'waymark_http_requests_total{{class="{klass}"}}'
        assert after[name] - before[name] == count
