"""Text as Telegram keeps it: parsed, trimmed, and measured in UTF-16 units."""

from __future__ import annotations

import re

from emulator.html import parse
from emulator.refusals import bad_request
from emulator.values import Json, utf16_length

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_LIMIT = 32_768  # bytes before parsing
_MARKED = re.compile(r"(?<![\w/@])(?:(/\w{1,64}(?:@\w+)?)|(@\w{3,32}))")


def formatted(text: str, parse_mode: str | None, entities: list[Json]) -> tuple[str, list[Json]]:
    """What remains after parsing; raises the refusal for text that Telegram cannot read."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise bad_request("text must be encoded in UTF-8") from None
    if size > RAW_LIMIT:
        raise bad_request("text is too long")
    if parse_mode:
        if parse_mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, entities = parse(text)
    return _trimmed(text, entities)


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    stripped = text.strip()
    if len(stripped) == len(text) or not entities:
        return stripped, entities
    shift = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(stripped)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] - shift + entity["length"], end)
        if stop > start:
            kept.append(entity | {"offset": start, "length": stop - start})
    return stripped, kept


def marked(text: str) -> list[Json]:
    """Commands and mentions in what a person types, as their app marks them."""
    return [
        {
            "type": "bot_command" if found[1] else "mention",
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found[0]),
        }
        for found in _MARKED.finditer(text)
    ]
