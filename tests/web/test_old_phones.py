"""What Chrome 60 cannot read must not be in the page: such a phone would show nothing at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.channels.web.page import SCRIPTS

PAGE = Path(__file__).parents[2] / "bot" / "channels" / "web" / "page"
TOO_NEW_SCRIPT = {
    "optional chaining": r"\?\.[a-zA-Z_\[(]",
    "nullish coalescing": r"\?\?",
    "async functions": r"\b(async|await)\b",
    "object spread": r"\{\s*\.\.\.|,\s*\.\.\.\w+\s*\}",
    "catch without a name": r"catch\s*\{",
    "power operator": r"\*\*\s*\w",
    "comma after the last argument": r",\s*\)",
    "newer methods": r"\.(finally|flat|flatMap|replaceAll|at|allSettled|fromEntries|toggleAttribute"
    r"|randomUUID|arrayBuffer|replaceChildren)\(",
    "modules": r"^\s*(import|export)\b",
    "words": r"[^\x00-\x7f\u00b1\u00b7]",
}
TOO_NEW_STYLE = {
    "gap": r"\bgap\s*:",
    "selectors": r":(is|where|has)\(",
    "sizes": r"aspect-ratio\s*:|\d(dvh|svh|lvh)|\b(clamp|min|max)\(",
    "inset": r"\binset\s*:",
    "nesting": r"^\s+&",
}


@pytest.mark.parametrize("name", [*SCRIPTS, "sw.js"])
def test_scripts_are_old_enough(name: str) -> None:
    assert found(TOO_NEW_SCRIPT, name) == []


def test_style_is_old_enough() -> None:
    assert found(TOO_NEW_STYLE, "app.css") == []


def found(too_new: dict[str, str], name: str) -> list[str]:
    text = (PAGE / name).read_text("utf-8")
    return [what for what, new in too_new.items() if re.search(new, text, re.MULTILINE)]
