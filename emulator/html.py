"""HTML parse mode: text with tags in, plain text and entities out, refusals as Telegram words them.

Offsets and lengths are UTF-16 units; the offsets in refusals are bytes of UTF-8.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from emulator.refusals import Refusal, bad_request
from emulator.values import Json, utf16_length

_SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "code": "code", "pre": "pre",
}  # fmt: skip
_TAGS = {*_SIMPLE, "a", "span", "blockquote", "tg-emoji"}
_REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(x[0-9a-fA-F]+|[0-9]+)|(lt|gt|amp|quot));?")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")
_MARK = re.compile("[<&]")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    order: int


def parse(text: str) -> tuple[str, list[Json]]:
    """Raises the refusal "can't parse entities" where Telegram does."""
    if not _MARK.search(text):
        return text, []
    return _Parser(text).run()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.pieces: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.found: list[tuple[int, Json]] = []
        self.tags = 0

    def run(self) -> tuple[str, list[Json]]:
        while mark := _MARK.search(self.text, self.at):
            self._take(self.text[self.at : mark.start()])
            self.at = mark.start()
            if mark[0] == "&":
                self._reference()
            elif self.text.startswith("</", self.at):
                self._end()
            else:
                self._start()
        self._take(self.text[self.at :])
        if self.open:
            tag = self.open[-1].tag
            raise _refusal(f'Can\'t find end tag corresponding to start tag "{tag}"')
        ordered = sorted(self.found, key=lambda pair: (pair[1]["offset"], pair[0]))
        return "".join(self.pieces), [entity for _, entity in ordered]

    def _take(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += utf16_length(piece)

    def _byte(self) -> int:
        return len(self.text[: self.at].encode("utf-8", "surrogatepass"))

    def _reference(self) -> None:
        match = _REFERENCE.match(self.text, self.at)
        if match is None:
            self._take("&")
            self.at += 1
            return
        self._take(_character(match))
        self.at = match.end()

    def _start(self) -> None:
        close = self.text.find(">", self.at)
        if close < 0:
            raise _refusal(f"Unclosed start tag at byte offset {self._byte()}")
        inside = self.text[self.at + 1 : close]
        tag = re.split(r"\s", inside, maxsplit=1)[0].lower()
        if tag not in _TAGS:
            raise _refusal(f'Unsupported start tag "{tag}" at byte offset {self._byte()}')
        attributes = _attributes(inside[len(tag) :])
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            where = f"at byte offset {self._byte()}"
            raise _refusal(f'Tag "span" must have class "tg-spoiler" {where}')
        self.open.append(_Open(tag, attributes, self.length, self.tags))
        self.tags += 1
        self.at = close + 1

    def _end(self) -> None:
        close = self.text.find(">", self.at)
        if close < 0:
            raise _refusal(f"Unclosed end tag at byte offset {self._byte()}")
        tag = self.text[self.at + 2 : close].strip().lower()
        if not self.open:
            raise _refusal(f"Unexpected end tag at byte offset {self._byte()}")
        opened = self.open.pop()
        if tag and tag != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{tag}>"'
            raise _refusal(f"Unmatched end tag at byte offset {self._byte()}, {expected}")
        if (entity := _entity(opened)) and self.length > opened.offset:
            place = {"offset": opened.offset, "length": self.length - opened.offset}
            self.found.append((opened.order, place | entity))
        self.at = close + 1


def _refusal(text: str) -> Refusal:
    return bad_request(f"can't parse entities: {text}")


def _character(match: re.Match[str]) -> str:
    number, name = match.groups()
    if name:
        return _REFERENCES[name]
    code = int(number[1:], 16) if number[0] == "x" else int(number)
    return chr(code) if 0 < code <= 0x10FFFF else match[0]


def _attributes(text: str) -> dict[str, str]:
    pairs = _ATTRIBUTE.findall(text)
    return {
        name.lower(): _REFERENCE.sub(_character, value.strip("\"'"))
        for name, value in pairs
        if name
    }


def _entity(opened: _Open) -> Json | None:
    tag, given = opened.tag, opened.attributes
    if tag == "a":
        return {"type": "text_link", "url": given["href"]} if given.get("href") else None
    if tag == "span":
        return {"type": "spoiler"}
    if tag == "blockquote":
        return {"type": "expandable_blockquote" if "expandable" in given else "blockquote"}
    if tag == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": given.get("emoji-id", "")}
    return {"type": _SIMPLE[tag]}
