"""The rules of the house that need no upkeep: time, mocks, words, safe markup."""

from __future__ import annotations

import ast
import re

from tests.contracts.code import Source, called, dotted, sources, strings
from tests.contracts.real import HOUSE

HOME = sources("bot", "handlers", "storage", "content")
TESTS = sources("tests")
_CLOCKS = re.compile(
    r"(datetime\.)?datetime\.(now|utcnow|today)|(datetime\.)?date\.today|time\.time(_ns)?"
)
_VIETNAMESE = re.compile(
    r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)
_PRODUCT = "An Toàn Bot"
# names of people and places on the pages of all screens
SAMPLES = {
    "bot/gallery.py",
    "bot/gallery_broadcasts.py",
    "bot/gallery_data.py",
    "bot/gallery_duty.py",
    "bot/gallery_grants.py",
    "bot/gallery_groups.py",
    "bot/gallery_reports.py",
}


def clocks(source: Source) -> list[str]:
    """Places that look at a clock of their own; `now` is an argument."""
    return [
        f"{source.name}:{node.lineno}"
        for node in source.nodes
        if isinstance(node, ast.Call) and _CLOCKS.fullmatch(dotted(node.func))
    ]


def mocks(source: Source) -> list[str]:
    """Doubles of our own code. Setting an environment variable is none."""
    found = []
    for node in source.nodes:
        name = dotted(node)
        imported = (
            isinstance(node, ast.ImportFrom | ast.Import) and "mock" in ast.dump(node).lower()
        )
        patched = re.fullmatch(r"(monkeypatch|mp)\.(setattr|setitem|delattr)|mocker(\..*)?", name)
        if imported or patched or re.fullmatch(r"(.*\.)?(Magic|Async)?Mock", name):
            found.append(f"{source.name}:{getattr(node, 'lineno', 0)}")
    return found


def unsafe_markup(source: Source) -> list[str]:
    """Html.reviewed anywhere but in content/ or with a template written at the spot in screens."""
    found = []
    for node in source.nodes:
        if not isinstance(node, ast.Call) or called(node) not in ("reviewed", "stored"):
            continue
        template = bool(node.args) and isinstance(node.args[0], ast.Constant)
        in_content = source.name.startswith("content/")
        in_screens = source.name.startswith("bot/screens/") and template
        from_storage = source.name == "bot/screen_codec.py" and called(node) == "stored"
        if not (in_content or from_storage or (in_screens and called(node) == "reviewed")):
            found.append(f"{source.name}:{node.lineno}")
    return found


def sentences(source: Source) -> list[str]:
    """Vietnamese words in code: they belong into content/, where people can read them."""
    return [
        f"{source.name}:{line} {text!r}"
        for line, text in strings(source)
        if " " in text and _VIETNAMESE.search(text.replace(_PRODUCT, ""))
    ]


def global_state(source: Source) -> list[str]:
    names = {"user_data", "chat_data", "bot_data"}
    return [
        f"{source.name}:{getattr(node, 'lineno', 0)}"
        for node in source.nodes
        if dotted(node).split(".")[-1] in names
    ]


def test_only_the_clock_looks_at_the_clock() -> None:
    assert [at for s in HOME if s.name != "bot/clock.py" for at in clocks(s)] == []
    planted = "from datetime import *\ndatetime.now(UTC)\ntime.time()\ndate.today()\nclock.now()"
    assert clocks(Source("a.py", planted)) == ["a.py:2", "a.py:3", "a.py:4"]


def test_tests_have_no_mocks() -> None:
    assert [at for s in TESTS for at in mocks(s)] == []
    for planted in (
        "from unittest.mock import patch",
        "import unittest.mock",
        "x = MagicMock()",
        "monkeypatch.setattr(a, 'b', c)",
        "mocker.patch('a')",
    ):
        assert mocks(Source("a.py", planted)) != [], planted
    assert mocks(Source("a.py", "monkeypatch.setenv('A', 'b')")) == []


def test_markup_is_made_where_it_is_safe() -> None:
    assert [at for s in HOME for at in unsafe_markup(s)] == []
    for name, code in (
        ("bot/screens/a.py", "Html.reviewed(text)"),
        ("bot/screens/a.py", "Html.stored('x')"),
        ("handlers/a.py", "Html.reviewed('<b>x</b>')"),
        ("storage/a.py", "Html.stored(row.text)"),
    ):
        assert unsafe_markup(Source(name, code)) == [f"{name}:1"]


def test_words_live_in_content() -> None:
    code = [s for s in sources("bot", "handlers", "storage") if s.name not in SAMPLES]
    assert [at for source in code for at in sentences(source)] == []
    assert sentences(Source("a.py", 'x = f"Chào {name} nhé"')) != []
    assert sentences(Source("a.py", '"""Chào anh."""\n# Chào anh\nx = "An Toàn Bot: a bot"')) == []


def test_nothing_is_kept_in_the_process() -> None:
    assert [at for s in HOME for at in global_state(s)] == []
    assert global_state(Source("a.py", "context.user_data['a'] = 1")) == ["a.py:1"]


def test_no_words_are_written_into_the_pages() -> None:
    pages = [p for p in (HOUSE / "bot").rglob("*") if p.suffix in (".js", ".html", ".css")]
    assert pages
    found = [
        p.name for p in pages if _VIETNAMESE.search(p.read_text("utf-8").replace(_PRODUCT, ""))
    ]
    assert found == []
