"""Every sentence the code says exists in every language; none is left over or malformed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.channels.web.words import PAGE_WORDS
from bot.cli import demonstrating
from bot.gallery import SENTENCES
from bot.menus import COMMANDS, TRUSTED
from bot.screens.labels import LABELS
from content import catalog
from content.catalog import LANGUAGES, Catalog, Catalogs, MissingMessage
from content.html import Html
from tests.contracts.code import Source, sources
from tests.contracts.real import CONTENT, HOUSE, catalogs
from tests.contracts.sentences import (
    differing_holes,
    named,
    repeated,
    spoken,
)

CODE = sources("bot", "handlers")
PAGES = [p for p in (HOUSE / "bot").rglob("*") if p.suffix in (".js", ".html", ".webmanifest")]


class Asked(Mapping[str, Html]):
    """Messages that remember which of them were asked for."""

    def __init__(self, messages: Mapping[str, Html]) -> None:
        self.messages = messages
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Html:
        self.names.add(name)
        return self.messages[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.messages)

    def __len__(self) -> int:
        return len(self.messages)


def of_the_demo() -> set[str]:
    """Its ids are put together from parts, so it is asked instead of read."""
    asked = Asked(catalogs()["vi"].messages)
    demonstrating.words(Catalog("vi", asked, catalogs()["vi"].phones))
    return asked.names


def said(code: list[Source]) -> set[str]:
    """Ids that the code hands over by name or that its tables list."""
    menus = [*(names.values() for names in COMMANDS.values()), [t.message for t in TRUSTED]]
    tables = [PAGE_WORDS, SENTENCES, LABELS, *menus]
    found = {name for table in tables for name in table} | of_the_demo()
    families = {name.split(".")[0] for name in catalogs()["vi"].messages}
    for source in code:
        found |= {*spoken(source), *named(source, families)}
    return found


def on_pages() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in PAGES)
    return {name for text in texts for name in re.findall(r"[a-z]+(?:\.[a-z]+)+", text)}


def missing(names: set[str], known: Catalogs) -> list[str]:
    return [
        f"{c.language}: {n}" for c in known.values() for n in sorted(names) if n not in c.messages
    ]


def unused(names: set[str], known: Catalogs) -> list[str]:
    return [f"{c.language}: {n}" for c in known.values() for n in sorted(c.messages.keys() - names)]


def test_every_id_in_the_code_exists_in_every_language() -> None:
    assert set(catalogs()) == set(LANGUAGES)
    assert missing(said(CODE), catalogs()) == []


def test_no_sentence_is_left_over() -> None:
    assert unused(said(CODE) | on_pages(), catalogs()) == []


def test_a_missing_and_an_unused_id_would_be_seen() -> None:
    line = 'say("err.gone" if a else "menu.title", c)\nx = "menu.never"\ncatalog.label("moon")'
    planted = Source("bot/planted.py", line)
    found = missing(said([planted]), catalogs())
    assert found == [
        f"{lang}: {n}" for lang in LANGUAGES for n in ("err.gone", "menu.never", "moon")
    ]
    extra = {"vi": Catalog("vi", {"err.spare": Html.escape("x")}, {})}
    assert unused(said([planted]), extra) == ["vi: err.spare"]
    with pytest.raises(MissingMessage, match=r"err\.gone"):
        catalogs()["vi"].text("err.gone")


def test_both_languages_have_the_same_holes() -> None:
    vi, en = (catalogs()[language].messages for language in ("vi", "en"))
    assert differing_holes(vi, en) == []
    planted = {"talk.who": Html.escape("{operatr}")}
    assert differing_holes(vi, planted) == ["talk.who"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_itself_is_sound(language: str) -> None:
    path = CONTENT / "locale" / language / "LC_MESSAGES" / "bot.po"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert repeated(lines) == []
    assert [line for line in lines if line.startswith(("#~", "#, fuzzy"))] == []
    assert repeated(['msgid "a"', 'msgid ""', 'msgid ""', 'msgid "a"']) == ['msgid "a"']


@pytest.mark.parametrize("sentence", ["<b>x", "a & b", "<script>"])
def test_a_malformed_sentence_does_not_load(tmp_path: Path, sentence: str) -> None:
    for language in LANGUAGES:
        path = tmp_path / "locale" / language / "LC_MESSAGES" / "bot.po"
        path.parent.mkdir(parents=True)
        path.write_text(f'msgid "a"\nmsgstr "{sentence}"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"never closed|stray|not allowed"):
        catalog.load(tmp_path)
