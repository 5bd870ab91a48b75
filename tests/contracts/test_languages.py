"""Each language is a whole: nothing Vietnamese in an English screen, except what is named."""

from __future__ import annotations

import re

from bot.gallery import Exhibit
from tests.contracts.real import cards, catalogs, exhibits

VIETNAMESE = re.compile(
    r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹà-ãè-êìíò-õùúý]", re.IGNORECASE
)
# What people may type (the search reads Vietnamese), a name to write like this, a language's own.
EXAMPLES = ("phun thuốc đau đầu", "Nguyễn Văn An", "Tiếng Việt", "dừng", "An Bình, Phú Thọ")


SAMPLES = ("demo.name.", "demo.group.")


def leaks(text: str) -> bool:
    for example in EXAMPLES:
        text = text.replace(example, "")
    return VIETNAMESE.search(text) is not None


def without_help(exhibit: Exhibit) -> bool:
    """Whether it shows a card without saying, in English, that it is in Vietnamese."""
    text = exhibit.screen.text.plain
    shows = any(card.first.plain in text for card in cards().cards.values())
    return shows and "only in Vietnamese" not in text


def test_no_english_sentence_has_vietnamese_in_it() -> None:
    english = catalogs()["en"].messages
    named = {"web.title", "web.bot", "bot.name", "demo.title"}  # the bot's own name
    assert [
        n
        for n, text in english.items()
        if n not in named and not n.startswith(SAMPLES) and leaks(text.plain)
    ] == []
    assert leaks("Chào, type «phun thuốc đau đầu»")


def test_a_card_there_is_only_in_vietnamese_says_so_and_still_helps() -> None:
    english = [each for each in exhibits() if each.language == "en"]
    assert [each.name for each in english if without_help(each)] == []
    emergencies = [each for each in english if each.name.startswith("emergencies: now ")]
    assert emergencies
    for each in emergencies:
        assert "🆘 Emergency" in [choice.label for choice in each.screen.buttons]
        assert "Call 1" in each.screen.text.plain
    assert all("only in" not in e.screen.text.plain for e in exhibits() if e.language == "vi")
