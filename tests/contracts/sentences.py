"""Checks of the catalogs, each a function that tells what is wrong, so that a test can plant it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from content.html import Html
from tests.contracts.code import Source, called, strings

EMOJI = "🆘📍📷📞🔔🔴🔊"  # wording 0.5, closed
_ANY_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff\ufe0f\u20e3]"
)
_HOLE = re.compile(r"\{(\w+)\}")
_SPOKEN = {"text", "label", "say", "choice"}

# wording 17 and 0.2, and office words that wording 0 replaces; compared without regard to case
NEVER = (
    "ẩn danh",
    "tuyệt đối bảo mật",
    "cơ quan chức năng",
    "xã đã nhận tin",
    "quá hạn",
    "chậm xử lý",
    "đã khắc phục chưa",
    "cảm ơn đã báo",
    "chúc mừng",
    "có hợp đồng lao động không",
    "chưa nhập đúng định dạng",
    "quý khách",
    "near miss",
    "anonymous",
    "congratulations",
    "the commune has received",
    "overdue",
    "invalid format",
)
_TO_ADULTS = re.compile(r"\bbạn (?:chưa|đã|có|cần|hãy|nên|muốn|vui lòng)|\b(?:chào|mời) bạn\b")
_LABELS_NEVER = {"ok", "hủy bỏ", "submit", "hủy"}


def spoken(source: Source) -> Iterator[str]:
    """Ids handed to whatever says them."""
    for node in source.nodes:
        if isinstance(node, ast.Call) and called(node) in _SPOKEN and node.args:
            for part in ast.walk(node.args[0]):
                match part:
                    case ast.Constant(value=str(name)) if not name.endswith("."):
                        yield name  # what ends in "." is glued; test_catalogs.of_the_demo asks


def named(source: Source, families: set[str]) -> Iterator[str]:
    """Every literal that looks like an id of a known family."""
    for _, text in strings(source):
        if re.fullmatch(r"[a-z]+(\.[a-z_]+)+", text) and text.split(".")[0] in families:
            yield text


def holes(sentence: Html) -> set[str]:
    return set(_HOLE.findall(sentence.markup))


def differing_holes(one: Mapping[str, Html], other: Mapping[str, Html]) -> list[str]:
    return [name for name in one.keys() & other.keys() if holes(one[name]) != holes(other[name])]


def emoji_faults(text: str) -> list[str]:
    """More than one emoji, one outside the list, or one alone (a screen reader says its name)."""
    found = _ANY_EMOJI.findall(text)
    faults = [f"{sign!r} is not in the list" for sign in found if sign not in EMOJI]
    if len(found) > 1:
        faults.append("more than one emoji")
    if found and not _ANY_EMOJI.sub("", text).strip():
        faults.append("an emoji alone")
    return faults


def forbidden(text: str) -> list[str]:
    """What must never be said, and is."""
    words = " ".join(text.casefold().split())
    found = [sentence for sentence in NEVER if sentence in words]
    return found + [match.group() for match in _TO_ADULTS.finditer(words)]


def label_faults(label: str) -> list[str]:
    faults = emoji_faults(label)
    if not 0 < len(label.strip()) == len(label) <= 32:
        faults.append(f"{len(label)} characters")
    if "\n" in label or label.casefold() in _LABELS_NEVER:
        faults.append("not a label")
    return faults


def repeated(lines: Iterable[str]) -> list[str]:
    """Ids that a .po file has twice: the second would silently win."""
    ids = [line for line in lines if line.startswith("msgid ") and line != 'msgid ""']
    return sorted({name for name in ids if ids.count(name) > 1})
