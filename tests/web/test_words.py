"""The page asks for exactly the words that it is given."""

from __future__ import annotations

import re
from pathlib import Path

from bot.channels.web.page import Page
from bot.channels.web.words import PAGE_WORDS, page_words
from tests.contracts.real import catalogs
from tests.web.fakes import Words

WEB = Path(__file__).parents[2] / "bot" / "channels" / "web"
NOT_FOR_THE_PAGE = {"web.numbers"}  # the foot of a numbered list, written by the channel


def test_every_word_is_used_and_every_used_word_is_given() -> None:
    sources = [*WEB.glob("*.py"), *WEB.glob("page/*.js"), *WEB.glob("page/*.html")]
    texts = (path.read_text("utf-8") for path in sources if path.name != "words.py")
    used = {word for text in texts for word in re.findall(r"['\"{]((?:web|err)\.[a-z.]+)", text)}
    assert used - NOT_FOR_THE_PAGE == set(PAGE_WORDS)
    assert list(PAGE_WORDS) == sorted(PAGE_WORDS)


def test_a_word_cannot_end_the_script_that_carries_it() -> None:
    page = Page.load(Words({"web.title": "</script><b>"}))
    assert page.index.count("</script>") == 2
    assert "&lt;/script&gt;" in page.index


def test_the_page_can_be_turned_from_one_language_into_another() -> None:
    """The page is turned by what it says, so what says the same must mean the same."""
    index = (WEB / "page" / "index.html").read_text("utf-8")
    shown = set(re.findall(r"\{\{(web\.[a-z.]+)\}\}", index))
    for before, after in (("vi", "en"), ("en", "vi")):
        old, new = (page_words(catalogs()[language]) for language in (before, after))
        turned = {old[word]: new[word] for word in PAGE_WORDS}
        assert [word for word in shown if turned[old[word]] != new[word]] == []
