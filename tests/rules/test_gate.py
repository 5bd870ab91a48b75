"""The gate: what typed words mean, whatever is on the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import buttons
from bot.incoming import Address, Choice, Edited, Text
from bot.people import Actor
from bot.screens.labels import LABELS, standing
from content import calendar, vocabulary
from content.folding import fold
from content.search import Search
from handlers import gate
from handlers.turn import NoSuchNumber, OldButton, Services
from tests.contracts.real import CONTENT, areas, cards, catalogs

SERVICES = Services(
    packs=cards(),
    areas=areas(),
    search=Search(cards(), vocabulary.load(CONTENT)),
    catalogs=catalogs(),
    standing=standing(catalogs()),
    calendar=calendar.load(CONTENT),
    operator="",
    contact="",
)
NOBODY = Actor(1, 1, Address("web", "a"), "vi")
SHOWN = replace(NOBODY, shown=tuple((f"c:a/b{n}", f"Bài số {n}") for n in range(1, 10)))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("message", sorted(LABELS))
def test_a_standing_label_means_its_button_for_ever(message: str, language: str) -> None:
    label = catalogs()[language].label(message)
    for typed in (label, label.lower(), fold(label), f" {label} "):
        assert gate.meaning(Text(typed), NOBODY, SERVICES) == LABELS[message], typed


def test_no_two_standing_labels_read_alike() -> None:
    folded = [(fold(c.label(m)), b) for c in catalogs().values() for m, b in LABELS.items()]
    assert len({words for words, _ in folded}) == len(set(folded))
    assert all(words for words, _ in folded)


def test_what_is_shown_comes_before_what_stands() -> None:
    shown = replace(NOBODY, shown=(("c:a/b", "Giúp đỡ"),))
    assert gate.meaning(Text("giup do"), shown, SERVICES) == buttons.OpenCard("a/b")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0", buttons.OpenMenu()),
        ("9", buttons.OpenEmergency()),
        ("1", buttons.OpenCard("a/b1")),
        (" 8 ", buttons.OpenCard("a/b8")),
        ("10", buttons.OpenCard("a/b9")),
        ("11", NoSuchNumber("11")),
        ("115", Text("115")),
        ("bai so 3", buttons.OpenCard("a/b3")),
        ("bài số 30", Text("bài số 30")),
        ("٣", Text("٣")),
        ("🆘🆘", Text("🆘🆘")),
    ],
)
def test_numbers_and_labels(typed: str, meant: object) -> None:
    assert gate.meaning(Text(typed), SHOWN, SERVICES) == meant


def test_a_press_is_decoded_and_a_correction_is_new_words() -> None:
    assert gate.meaning(Choice("h:"), NOBODY, SERVICES) == buttons.OpenHelp()
    assert gate.meaning(Choice("zz:\ud800"), NOBODY, SERVICES) == OldButton()
    assert gate.meaning(Choice("c:\ud800"), NOBODY, SERVICES) == OldButton()
    assert gate.meaning(Edited("1", "rắn cắn"), NOBODY, SERVICES) == Text("rắn cắn")
