# SPDX-FileCopyrightText: The Waymark developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds replies against docs/spec/openapi.yaml: status, media type, headers, body."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import yaml

FILE = Path(__file__).resolve().parents[2] / "docs" / "spec" / "openapi.yaml"
# What every path may answer, besides what it lists (info.description).
GENERAL = {"400", "404", "405", "413", "429", "500", "503", "507"}


@cache
def document():
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@cache
def _templates():
    rows = [(re.compile(re.sub(r"\\{[^/]+\\}", "[^/]+", re.escape(path)) + "$"), path)
            for path in document()["paths"]]
    return sorted(rows, key=lambda row: row[1].count("{"))


def find_path(target):
    path = urlsplit(target).path
    return next((name for pattern, name in _templates() if pattern.match(path)), None)


def resolve(node):
    while "$ref" in node:
        found = document()
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def validate(schema, value):
    """Against a JSON Schema of the document; references go to its components."""
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "components": document()["components"], "allOf": [schema]}
    jsonschema.Draft202012Validator(
        whole, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER).validate(value)


def _response(reply):
    name = find_path(reply.path)
    operation = document()["paths"].get(name, {}).get(
        {"HEAD": "get"}.get(reply.method, reply.method.lower()), {})
    listed = operation.get("responses", {}).get(str(reply.status))
    if listed is not None:
        return resolve(listed)
    assert str(reply.status) in GENERAL, f"not in openapi.yaml: {reply}"
    return resolve({"$ref": "#/components/responses/Problem"})


def check(reply):
    response = _response(reply)
    content = response.get("content", {})
    if not content:
        assert reply.body == b"" and not reply.type, f"a body where none is said: {reply}"
        return
    assert reply.type in content, f"another media type than openapi.yaml says: {reply}"
    assert reply.headers.get("X-Content-Type-Options") == "nosniff", reply
    for header, row in response.get("headers", {}).items():
        validate(row["schema"], reply.headers.get(header))
    if reply.method == "HEAD":
        assert reply.body == b"", reply
    elif reply.type.endswith("json"):
        body = json.loads(reply.body)
        validate(content[reply.type]["schema"], body)
        if reply.type == "application/problem+json":
            assert body["status"] == reply.status, reply
            assert body["type"] == "urn:waymark:result:" + body["result"], reply
