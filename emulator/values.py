"""The few types that every module here shares."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Clock = Callable[[], float]  # seconds since 1970, as time.time

_encoder = json.JSONEncoder(separators=(",", ":"))


def encoded(value: object) -> bytes:
    """JSON in escaped ASCII, as Telegram sends it: lone surrogates cannot break it."""
    return _encoder.encode(value).encode("ascii")


def utf16_length(text: str) -> int:
    """Telegram counts text in UTF-16 units: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    mime: str
    data: bytes
