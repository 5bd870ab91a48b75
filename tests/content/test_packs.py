"""The real cards: no fault, and everything that other words refer to exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from content import packs, vocabulary
from content.pack_schema import SECTORS

ROOT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def loaded() -> packs.Packs:
    return packs.load(ROOT)


def test_every_sector_has_cards(loaded: packs.Packs) -> None:
    assert {sector.id for sector in loaded.sectors} == set(SECTORS)
    assert all(sector.cards for sector in loaded.sectors)
    assert all(card.sector == sector.id for sector in loaded.sectors for card in sector.cards)


def test_next_cards_exist(loaded: packs.Packs) -> None:
    for card in loaded.cards.values():
        assert all(loaded.card(name) for name in card.next)


def test_the_word_lists_name_cards_that_exist(loaded: packs.Packs) -> None:
    lists = vocabulary.load(ROOT).emergencies
    named = {lists.general, *lists.death_cards, *lists.treated_cards}
    named |= {card for incident in lists.incidents for card in incident.cards}
    assert named <= set(loaded.cards)


def test_emergency_cards_can_be_called_about(loaded: packs.Packs) -> None:
    for card in loaded.cards.values():
        assert not card.emergency or card.calls
