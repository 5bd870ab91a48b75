"""Parameters as values, whether they came as JSON, urlencoded or as a multipart form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

from emulator.conformity import definitions
from emulator.values import Json, Upload

Uploads = Mapping[str, Upload]
_TRUE = ("true", "True", "1")


def read(content_type: str, query: bytes, body: bytes) -> tuple[Json, Uploads]:
    """Raises ValueError for a body that is not what its type says."""
    given: Json = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True)) if query else {}
    if not body:
        return given, {}
    if content_type.startswith("application/json"):
        return given | _object(body), {}
    if content_type.startswith("multipart/form-data"):
        fields, uploads = _multipart(content_type, body)
        return given | fields, uploads
    pairs = parse_qsl(body.decode("utf-8", "surrogateescape"), keep_blank_values=True)
    return given | dict(pairs), {}


def typed(method: str, given: Json) -> Json:
    """Numbers, flags, lists and objects out of texts; what does not convert stays a text."""
    known = definitions().get(method.lower(), {})
    return {
        name: _value(known[name][0], value) if isinstance(value, str) and name in known else value
        for name, value in given.items()
    }


def _value(kind: str, text: str) -> object:
    if kind in ("string", "file", "file|string"):
        return text
    if kind == "boolean":
        return text in _TRUE
    try:
        return json.loads(text)
    except ValueError:
        return text


def _object(body: bytes) -> Json:
    value = json.loads(body)
    if not isinstance(value, dict):
        raise ValueError("an object is expected")  # noqa: TRY004 - about the text, not a type
    return value


def _multipart(content_type: str, body: bytes) -> tuple[Json, dict[str, Upload]]:
    boundary = content_type.partition("boundary=")[2].split(";")[0].strip(' "')
    if not boundary:
        raise ValueError("a form without a boundary")
    fields: Json = {}
    uploads: dict[str, Upload] = {}
    for part in body.split(b"--" + boundary.encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        data = content.removesuffix(b"\r\n")
        headers = head.decode("utf-8", "replace")
        name = _quoted(headers, "name") or ""
        filename = _quoted(headers, "filename")
        if filename is None:
            fields[name] = data.decode("utf-8", "surrogateescape")
        else:
            uploads[name] = Upload(filename, _mime(headers), data)
    return fields, uploads


def _quoted(headers: str, name: str) -> str | None:
    found = headers.partition(f'; {name}="')
    return found[2].partition('"')[0] if found[1] else None


def _mime(headers: str) -> str:
    for line in headers.split("\r\n"):
        name, _, value = line.partition(":")
        if name.lower() == "content-type":
            return value.strip()
    return "application/octet-stream"
