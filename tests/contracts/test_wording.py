"""Sentences and labels keep the rules of voice, and nothing is said that must never be said."""

from __future__ import annotations

import re

from bot.menus import menu
from bot.people import Role
from bot.screens.labels import LABELS
from tests.contracts.real import cards, catalogs
from tests.contracts.sentences import emoji_faults, forbidden, label_faults


def test_at_most_one_emoji_of_the_list() -> None:
    texts = {
        f"{c.language}: {n}": m.plain for c in catalogs().values() for n, m in c.messages.items()
    }
    texts |= {card.id: f"{card.title} {card.first.plain}" for card in cards().cards.values()}
    assert {name: found for name, text in texts.items() if (found := emoji_faults(text))} == {}
    for planted in ("🆘 một 📞 hai", "xong ✅", "🆘", "vui 😀"):
        assert emoji_faults(planted) != []


def test_nothing_is_said_that_must_never_be_said() -> None:
    texts = {
        f"{c.language}: {n}": m.plain for c in catalogs().values() for n, m in c.messages.items()
    }
    for card in cards().cards.values():
        texts[card.id] = "\n".join(p.plain for p in (card.first, card.more) if p) + card.title
    assert {name: found for name, text in texts.items() if (found := forbidden(text))} == {}
    for planted in (
        "Báo ẨN DANH",
        "Xã  đã nhận tin",
        "Vui lòng liên hệ cơ quan chức năng.",
        "Chào bạn",
    ):
        assert forbidden(planted) != []


def test_labels_are_short_and_say_what_they_do() -> None:
    labels = {f"{c.language}: {n}": c.label(n) for c in catalogs().values() for n in LABELS}
    assert {name: found for name, text in labels.items() if (found := label_faults(text))} == {}
    for planted in ("", " a", "x" * 33, "OK", "Hủy bỏ", "🆘", "a\nb"):
        assert label_faults(planted) != []


def test_the_profile_fits_telegram() -> None:
    for known in catalogs().values():
        assert len(known.label("bot.name")) <= 64
        assert len(known.label("bot.short")) <= 120
        assert len(known.label("bot.description")) <= 512
        for name, explained in menu(tuple(Role), known):
            assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
            assert 3 <= len(explained) <= 40
