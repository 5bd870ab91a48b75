"""T13: how seldom a guessed case code is the code of any case at all.

Whoever hits one learns nothing either: a case of somebody else's is answered in the words of a
miss, see tests/stories/test_reports_own.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.moving import FREE_TRIES, Tries, may_try
from bot.reports.codes import ALPHABET, LENGTH, new_code, read_code

NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CODES = len(ALPHABET) ** LENGTH  # of one prefix and year
OPEN_CASES = 100_000  # all of that prefix and year: the guesser's best case
PERSONS = 1_000


def every(pause: timedelta, span: timedelta) -> Iterator[datetime]:
    return (NOW + number * pause for number in range(span // pause))


def looked_up(guesses: Iterable[datetime]) -> int:
    """How many of one address's wrong guesses count. Each is noted, as handlers/cases.py does."""
    tries, found = Tries(), 0
    for at in guesses:
        found += may_try(tries, at)
        tries = Tries(tries.wrong + 1, at)
    return found


def patient(span: timedelta) -> int:
    """Of somebody who knows the rule and guesses at the first minute that counts."""
    tries, found = Tries(), 0
    free = [NOW] * (FREE_TRIES - 1)
    for at in [*free, *every(timedelta(minutes=1), span)]:
        if may_try(tries, at):
            tries, found = Tries(tries.wrong + 1, at), found + 1
    return found


def chance(guesses: int) -> float:
    """Of at least one hit."""
    return float(1 - (1 - OPEN_CASES / CODES) ** guesses)


def test_t13_who_guesses_without_a_pause_is_heard_five_times() -> None:
    assert looked_up(every(timedelta(seconds=1), DAY)) == FREE_TRIES == 5
    assert chance(5) < 0.015


def test_t13_who_knows_the_rule_gets_fifteen_guesses_on_the_first_day_then_one_a_day() -> None:
    assert patient(DAY) == 15
    assert chance(15) < 0.044
    assert patient(31 * DAY) - patient(DAY) <= 30


def test_t13_of_a_million_guesses_by_a_thousand_persons_hardly_any_counts() -> None:
    """Each at their own pace, from half a second to eight minutes."""
    paces = [number * timedelta(milliseconds=500) for number in range(1, PERSONS + 1)]
    assert sum(DAY // pace for pace in paces) > 1_000_000
    counted = sum(looked_up(every(pace, DAY)) for pace in paces)
    assert counted < 10 * PERSONS
    assert counted * OPEN_CASES / CODES < 30


@pytest.mark.parametrize("kind", ["accident", "hazard", "petition"])
def test_t13_a_code_is_drawn_from_all_letters(kind: str) -> None:
    codes = [new_code(kind, NOW) for _ in range(2_000)]
    assert all(read_code(code) == code for code in codes)
    assert {letter for code in codes for letter in code[-LENGTH:]} == set(ALPHABET)
