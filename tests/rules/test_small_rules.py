"""Rules of one line each: languages, permissions, pages, open questions, what is worth noting."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import buttons, drafts, guidance, incoming
from bot.deliveries import Delivery, Outcome
from bot.delivery.rules import why_refused
from bot.drafts import WrongCard
from bot.incoming import Address
from bot.ledger import Class, Lane, State
from bot.people import LANGUAGES, Actor, Role, language_for
from bot.permissions import GRANTED, Permission, may
from content.search import Finding, Verdict

ACTOR = Actor(1, 1, Address("web", "a"), "vi")


@pytest.mark.parametrize(
    ("phone", "language"),
    [("", "vi"), ("vi-VN", "vi"), ("en", "en"), ("EN-us", "en"), ("km", "vi"), ("enm", "vi")],
)
def test_the_language_of_a_phone(phone: str, language: str) -> None:
    assert language_for(phone) == language
    assert language in LANGUAGES


def test_an_address_is_not_shown_in_a_log() -> None:
    assert "1001" not in repr(Address("telegram:1", "1001"))


def misnamed(permissions: dict[str, str]) -> list[str]:
    """Permissions that are not `<scope>:<resource>:<action>` under that name, or out of order."""
    form = re.compile(r"[a-z]+(:[a-z_]+){2}")
    wrong = [
        name
        for name, value in permissions.items()
        if not form.fullmatch(value) or name != value.replace(":", "_").upper()
    ]
    return wrong or [n for n, s in zip(permissions, sorted(permissions), strict=True) if n != s]


def test_permissions_are_named_and_ordered() -> None:
    assert misnamed({p.name: p.value for p in Permission}) == []
    assert misnamed({"OWN_A_READ": "own:a:write"}) == ["OWN_A_READ"]
    assert misnamed({"OWN_B_READ": "own:b:read", "OWN_A_READ": "own:a:read"}) != []


def test_a_person_may_what_a_role_of_theirs_may() -> None:
    for permission in Permission:
        assert may(ACTOR, permission) == (permission in GRANTED[Role.WORKER])
    assert not may(ACTOR, "nobody:moon:read")  # type: ignore[arg-type]
    assert set().union(*GRANTED.values()) == set(Permission)


@given(st.lists(st.integers(), unique=True, max_size=60), st.integers(-3, 100))
def test_pages_show_everything_once(items: list[int], wanted: int) -> None:
    _, page, pages = guidance.page_of(items, wanted)
    assert 0 <= page < pages
    every = [guidance.page_of(items, number)[0] for number in range(pages)]
    assert [item for shown in every for item in shown] == items
    assert all(0 < len(shown) <= guidance.PAGE for shown in every) or not items


@pytest.mark.parametrize(
    ("meant", "leaves"),
    [
        (buttons.OpenMenu(), True),
        (buttons.OpenCard("first_aid/burn"), True),
        (buttons.SetLanguage("en"), True),
        (buttons.OpenEmergency(), False),
        (buttons.SayTaken(1), False),
        (buttons.SkipDraft(), False),
        (buttons.RateCard("first_aid/burn", 0), False),
        (incoming.Text("thiếu nước"), False),
        (incoming.Command("trogiup"), False),
    ],
)
def test_what_walks_away_from_an_open_question(meant: object, leaves: bool) -> None:
    assert drafts.leaves(meant) is leaves


def test_a_draft_comes_back() -> None:
    draft = WrongCard("first_aid/burn", 7)
    assert drafts.to_json(draft) == ("wrong_card", {"card": "first_aid/burn", "rating": 7})
    assert drafts.from_json(*drafts.to_json(draft)) == draft
    assert drafts.from_json("of_tomorrow", {}) is None


@pytest.mark.parametrize(
    ("query", "worth"), [("máy gặt bị rung", True), ("ok", False), ("?!", False), ("12 34", False)]
)
def test_a_question_worth_noting(query: str, worth: bool) -> None:
    assert guidance.worth_noting(Finding(query, Verdict.UNKNOWN, ())) is worth
    assert not guidance.worth_noting(Finding(query, Verdict.ANSWER, ()))


def test_life_comes_first() -> None:
    first = {v for v in Verdict if guidance.comes_first(Finding("x", v, ()))}
    assert first == {Verdict.EMERGENCY, Verdict.DISTRESS}


def test_a_message_that_was_stopped_is_told_why_by_its_own_readers() -> None:
    def refused(message: int, reason: str) -> Outcome:
        kind, where = Class.ORDINARY, Address("telegram:1", "1")
        one = Delivery(message, 1, where, "vi", Lane.BROADCAST, kind, tries=1, expires_at=None)
        return Outcome(one, State.REJECTED, reason=reason)

    outcomes = [refused(1, "text is too long"), refused(2, "wrong file")]
    assert why_refused(outcomes, 2) == "wrong file"
