"""Every screen of the gallery fits every channel, and a small phone."""

from __future__ import annotations

import re

from bot.buttons import OpenMenu
from bot.gallery import Exhibit
from bot.screen import Choice, Keyboard, Screen, numbered
from content.html import Html
from tests.contracts.real import cards, catalogs, exhibits
from tests.contracts.sentences import emoji_faults, forbidden, label_faults

# UTF-16 units that a family of screens may have, title and foot included; the first match counts.
# From wording 0.3: emergency 350, card 450, question 160, status 200, and what stands around them.
LIMITS = (
    ("broadcasts: (preview|approve)", 700),  # read by officials: who, when, why, all at a glance
    ("broadcasts: (audience|done|cancelled|recalled)", 560),
    ("broadcasts: ", 400),
    ("emergencies: ", 420),
    ("guidance: card ", 520),
    ("guidance: more ", 1600),
    ("guidance: (sectors|sector .*|what is wrong)", 200),
    ("drafts: again, OfferTips", 400),
    ("drafts: ", 250),
    ("joining: offer", 350),  # a consent: each purpose, who keeps what
    ("joining: ", 250),
    ("answers: answer after the strip", 520),
    ("answers: ", 200),
    ("people: (hello|help)", 300),
    ("data: show", 1100),
    ("data: (settings|code|why)", 300),
    ("data: ", 250),
    ("people: ", 200),
    ("groups: (one|no code)", 320),
    ("groups: ", 260),
    # invitations and grants: read by officials; a link and a page of the log are longer
    ("invitations: link", 450),
    ("(invitations|grants): ", 300),
    # reports: the emergency card stands above its question; a consent is read before sending
    ("reports: where, now", 480),
    ("reports: send", 620),
    ("reports: terms", 900),
    ("reports: denounce", 300),
    ("reports: ", 220),
    ("cases: sent", 480),
    ("cases: ", 260),
    ("alerts: grouped, (some|none|more)", 800),  # read by officials: a line for each case
    ("alerts: grouped", 450),
    ("alerts: ", 300),
    ("alarms: ", 250),  # read by admins
    # casework: read by officials; a case with all that was told, each step of its history
    ("casework: (case|history)", 900),
    ("casework: taken", 420),
    ("casework: ", 320),
    ("case news: ", 260),
    ("duty: (full|gone)", 600),  # read by officials: every line of a roster
    ("duty: ", 300),
    ("numbers: ", 300),
    ("digest: many", 600),
    ("(digest|drills|cluster)", 300),
    ("audit: ", 3000),
    ("posters: ", 260),
)
FOREIGN = 120  # what stands above a card that there is in another language only
TELEGRAM, CAPTION, MOST_BUTTONS = 4096, 1024, 100
WIDEST = {1: 32, 2: 20, 3: 12}  # characters of a label by how many stand in its row


def faults(exhibit: Exhibit) -> list[str]:
    """Everything that is wrong with one screen."""
    screen = exhibit.screen
    found = [*emoji_faults(screen.text.plain), *forbidden(screen.text.plain)]
    limit = next((most for name, most in LIMITS if re.match(name, exhibit.name)), None)
    if limit is None:
        found.append("belongs to no family of LIMITS")
    elif screen.text.utf16_length > limit + (
        FOREIGN if "only in Vietnamese" in screen.text.plain else 0
    ):
        found.append(f"{screen.text.utf16_length} units, {limit} at most")
    if screen.media and screen.text.utf16_length > CAPTION:
        found.append("too long to stand under a picture")
    if not screen.text.plain.strip():
        found.append("no text")
    if any(not row for row in screen.choices) or len(screen.buttons) > MOST_BUTTONS:
        found.append("an empty row, or too many buttons")
    for choice in screen.buttons:
        found += [f"{choice.label!r}: {fault}" for fault in label_faults(choice.label)]
    for row in screen.choices:
        if any(len(c.label) > WIDEST.get(len(row), 0) for c in row):
            found.append(f"a row too wide: {[choice.label for choice in row]}")
    labels = [label.casefold() for _, label in screen.pressable]
    if len(set(labels)) != len(labels):
        found.append("two buttons that read alike")
    return [*found, *_numbered_faults(exhibit)]


def _numbered_faults(exhibit: Exhibit) -> list[str]:
    """What is wrong with it on a channel without buttons."""
    screen = exhibit.screen
    text = numbered(screen, catalogs()[exhibit.language].text("web.numbers"))
    lines = text.plain.split("\n")
    said = [label for _, label in screen.pressable if not (screen.counts and label.isdigit())]
    before = "– " if screen.counts else ". "
    absent = [label for label in said if not any(x.endswith(before + label) for x in lines)]
    found = [f"{label!r} has no number" for label in absent]
    if text.utf16_length > TELEGRAM:
        found.append("too long as numbered text")
    if any(line.startswith("9. ") for line in lines[len(screen.text.plain.split("\n")) :]):
        found.append("9 is the emergency")
    return found


def named(pattern: str) -> list[Exhibit]:
    """The screens whose names begin so, of which there are some."""
    found = [exhibit for exhibit in exhibits() if re.match(pattern, exhibit.name)]
    assert found, pattern
    return found


def test_every_screen_is_sound() -> None:
    found = {f"{e.language} {e.name}": wrong for e in exhibits() if (wrong := faults(e))}
    assert found == {}


def test_every_card_and_sector_is_shown_in_every_language() -> None:
    names = {(e.language, e.name) for e in exhibits()}
    for language in catalogs():
        for card in cards().cards.values():
            assert (language, f"guidance: card {card.id}") in names
            assert (language, f"guidance: more {card.id}") in names
            assert ((language, f"emergencies: now {card.id}") in names) == card.emergency
        for sector in cards().sectors:
            assert (language, f"guidance: sector {sector.id}") in names


def test_emergencies_say_whom_to_call_first() -> None:
    for exhibit in named("emergencies: (general|now|distress (other|taken))"):
        assert re.search(r"11[2-5]", exhibit.screen.text.plain), exhibit.name
        calls = [choice.label for choice in exhibit.screen.choices[0]]
        assert any(re.search(r"11[2-5]", label) for label in calls), exhibit.name


def test_a_reply_keyboard_always_offers_the_emergency() -> None:
    shown = [exhibit for exhibit in exhibits() if exhibit.screen.keyboard is Keyboard.REPLY]
    assert shown
    for exhibit in shown:
        assert "e:" in dict(exhibit.screen.pressable), exhibit.name


def test_unsigned_first_aid_says_so() -> None:
    for exhibit in named("emergencies: now "):
        card = cards().card(exhibit.name.removeprefix("emergencies: now "))
        said = catalogs()[exhibit.language].text("card.unsigned").plain
        assert (said in exhibit.screen.text.plain) == (card.reviewed_by is None)


def planted(text: str = "Chọn", *rows: tuple[str, ...], name: str = "people: planted") -> Exhibit:
    choices = tuple(tuple(Choice(label, OpenMenu()) for label in row) for row in rows)
    return Exhibit(name, "vi", Screen(Html.escape(text), choices))


def test_planted_faults_are_found() -> None:
    assert faults(planted("Chọn", ("Một", "Hai"), ("Ba",))) == []
    wrong = [
        planted("x" * 201),
        planted("x", name="elsewhere: x"),
        planted(" "),
        planted("a", ()),
        planted("a", *((f"Bài {n}",) for n in range(101))),
        planted("a", ("x" * 33,)),
        planted("a", ("Một", "x" * 21)),
        planted("a", ("1", "2", "3", "4")),
        planted("a", ("1", "2", "x" * 13)),
        planted("a", ("Một",), ("MỘT",)),
        planted("🆘 a 📞"),
        planted("Báo ẩn danh"),
        planted("x" * 421, name="emergencies: planted"),
        planted("x" * 521, name="guidance: card planted"),
    ]
    for exhibit in wrong:
        assert faults(exhibit) != [], exhibit
