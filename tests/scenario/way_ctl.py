# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""People at a terminal: waymarkctl with a data folder each. What it prints with --json is held against docs/spec/json."""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import jsonschema
import referencing

from way_node import PATIENCE, ROOT, clean_environment, program
from way_statement import check_digit
from way_vault import make_cheap

GTIN = "09521234543213"
PREFIX = "952123"
CASE = check_digit("09521230000000001")

SCHEMAS = ROOT / "docs" / "spec" / "json"


@cache
def read_schemas():
    """Schemas by command, and where references are looked up."""
    found, resources = {}, []
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        resources.append((schema["$id"], referencing.Resource.from_contents(schema)))
        for command in schema.get("commands", []):
            assert command not in found, f"two schemas for {command}"
            found[command] = schema
    return found, referencing.Registry().with_resources(resources)


def _validate(schema, document):
    jsonschema.Draft202012Validator(
        schema, registry=read_schemas()[1],
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER).validate(document)


def _check(command, document):
    schemas, _ = read_schemas()
    assert command in schemas, f"docs/spec/json has no schema for “{command}”"
    _validate(schemas[command], document)


@cache
def commands():
    """All commands as (noun, verb or None)."""
    text = subprocess.run([program("waymarkctl"), "--json", "help"], capture_output=True, check=True,
                          env=clean_environment()).stdout
    return {(row["noun"], row["verb"]) for row in json.loads(text)}


def _name(words):
    noun, verb = words[0], words[1] if len(words) > 1 else None
    return f"{noun} {verb}" if verb is not None and (noun, verb) in commands() else noun


class Failed(AssertionError):
    pass


class Outcome:
    def __init__(self, command, code, out, err):
        self.command, self.code, self.out, self.err = command, code, out, err

    def __repr__(self):
        return f"$ waymarkctl {' '.join(map(str, self.command))}\n→ {self.code}\n{self.out}{self.err}"


class Person:
    """One data folder."""

    def __init__(self, folder, name=None, *, passphrase="correct horse", kind=None, environment=None,
                 wrapper=()):
        self.folder = Path(folder)
        self.passphrase = passphrase
        self.environment = environment or {}
        self.wrapper = tuple(wrapper)
        if name is not None:
            self.create(name, kind or "person")

    def create(self, name, kind="person"):
        self.account = self.json("identity", "create", name, "--kind", kind, "--key-file")["account"]
        if not self.wrapper:  # else the folder may be seen from inside only
            make_cheap(self.folder / "vault.key", self.passphrase.encode())
        return self

    def run(self, *words, code=0, stdin="", yes=True, more=(), environment=None):
        """Runs a command; any other exit code than @code fails the test (None: any will do)."""
        variables = clean_environment(WAYMARKD=program("waymarkd"), **self.environment,
                                      **(environment or {}))
        if self.passphrase is not None:
            variables["WAYMARK_PASSPHRASE"] = self.passphrase
        command = [*self.wrapper, program("waymarkctl"), "--data-dir", str(self.folder),
                   *(["--yes"] if yes else []), *map(str, more), *map(str, words)]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False,
                              env=variables, timeout=4 * PATIENCE)
        outcome = Outcome(words, done.returncode, done.stdout, done.stderr)
        assert "CRITICAL" not in done.stderr and "Sanitizer" not in done.stderr, outcome
        if code is not None and done.returncode != code:
            raise Failed(repr(outcome))
        return outcome

    def json(self, *words, **options):
        """The document that a command prints; a list of them where it prints a line each."""
        more = ("--json", *options.pop("more", ()))
        outcome = self.run(*words, more=more, **options)
        name = _name([word for word in words if not str(word).startswith("-")])
        schema = read_schemas()[0].get(name, {})
        assert outcome.out, outcome
        documents = [json.loads(text) for text in
                     (outcome.out.splitlines() if schema.get("lines") else [outcome.out])]
        for document in documents:
            _check(name, document)
        return documents if schema.get("lines") else documents[0]

    def stops(self, code, *words, **options):
        """A command with --json that fails: its last line says why, for programs. Returns: that document."""
        outcome = self.run(*words, code=code, more=("--json", *options.pop("more", ())), **options)
        failure = json.loads(outcome.out.splitlines()[-1])
        _validate(json.loads((SCHEMAS / "failure.schema.json").read_text(encoding="utf-8")), failure)
        return failure

    def fails(self, code, *words, **options):
        """One sentence on stderr, nothing on stdout. Returns: the sentence."""
        outcome = self.run(*words, code=code, **options)
        lines = outcome.err.splitlines()
        assert outcome.out == "" and lines and lines[0].startswith("waymarkctl: "), outcome
        assert len(lines) == 1 or lines[1].startswith("Usage: "), outcome
        return lines[0].removeprefix("waymarkctl: ")

    # what tests do often

    def verdict(self, text, **options):
        return self.json("verdict", text, **options)[0]

    def network(self):
        return self.json("node", "genesis")["network"]

    def address(self):
        return self.json("node", "start")["address"]

    def join(self, owner):
        """Joins the network that @owner keeps."""
        self.json("network", "add", owner.address(), "--genesis", owner.network())
        return self

    def links(self, gtin, lot, *options):
        return [unit["link"] for unit in self.json("lot", "serials", gtin, lot, *options)]

    def stop(self):
        self.run("node", "stop", code=None)
        self.run("node", "stop", code=None, more=("--network", "demo"))


def reasons(verdict):
    return [row["reason"] for row in verdict["reasons"]]


class Market:
    """A brand with a product and a lot of ten on its own ledger, four of them in a case; carrier, shop and consumer have
    joined it. Made once; each test gets a copy of the folders."""

    names = (("brand", "Tea-Estate", "brand"), ("carrier", "Carrier", "carrier"), ("shop", "Shop", "shop"),
             ("consumer", "Consumer", "person"))

    def __init__(self, folder):
        self.folder = Path(folder)
        for role, _, _ in self.names:
            setattr(self, role, Person(self.folder / role))

    @classmethod
    def create(cls, folder):
        self = cls(folder)
        for role, name, kind in cls.names:
            getattr(self, role).create(name, kind)
        brand = self.brand
        brand.json("product", "register", GTIN, "--name", "en=Oolong tea", "--name", "zh-CN=乌龙茶",
                   "--brand", "Tea-Estate")
        brand.json("identity", "attest", "Tea-Estate", "company-prefix", PREFIX)
        brand.json("lot", "create", GTIN, "A1", "--quantity", 10, "--case", f"{CASE}=4",
                   "--produced", "2026-03-01", "--expires", "2099-12-31")
        for other in (self.carrier, self.shop, self.consumer):
            other.join(brand)
        self.carrier.json("identity", "register")
        self.shop.json("identity", "register")
        self.links = brand.links(GTIN, "A1")
        self.secrets = brand.links(GTIN, "A1", "--in-pack")
        brand.json("node", "stop")
        return self

    def copy(self, folder):
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*.sock", "*.pid"))
        other = Market(folder)
        for role, _, _ in self.names:
            getattr(other, role).account = getattr(self, role).account
            networks = other.folder / role / "networks.json"
            if networks.exists():
                networks.write_text(networks.read_text().replace(str(self.folder), str(other.folder)))
        other.links, other.secrets = self.links, self.secrets
        # others only reach what runs
        other.brand.json("node", "start")
        return other
