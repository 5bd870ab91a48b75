"""Who is on duty: a table for the order, and what must hold for every roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.duty import LOCAL, Duty, OnDuty, Post, Roster, nobody_here, on_duty, steps
from bot.grants import Holder
from bot.hours import ALWAYS, WEEKEND, WORKDAYS, Hours
from bot.people import Grant, Role

COMMUNE, PROVINCE, ELSEWHERE = "00004", "01", "25747"
NOW = datetime(2026, 5, 12, 5, 0, tzinfo=UTC)  # a Tuesday, noon in Viet Nam
AN, BINH, CHI, DUNG, EM, GIANG = range(1, 7)
SOON, BEFORE = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


def holds(person: int, role: Role, area: str, since: datetime = BEFORE) -> Holder:
    return Holder(person, Grant(100 + person, role, area), 9, since)


HELD = (
    holds(AN, Role.OFFICIAL, COMMUNE),
    holds(BINH, Role.OFFICIAL, COMMUNE),
    holds(CHI, Role.RESPONDER, COMMUNE),
    holds(DUNG, Role.PROVINCE, PROVINCE),
    holds(EM, Role.ADMIN, ""),
)


def line(person: int, post: Post, hours: Hours = ALWAYS, area: str = COMMUNE) -> Duty:
    return Duty(person, person, 100 + person, area, post, hours)


AN_ON, BINH_BEHIND = line(AN, Post.DUTY), line(BINH, Post.DEPUTY)
CHI_CHAIR = line(CHI, Post.CHAIR)
LAST = [(DUNG, Post.PROVINCE), (EM, Post.ADMIN)]
OFFICE = [(AN, Post.DUTY), (BINH, Post.DUTY), *LAST]


@pytest.mark.parametrize(
    ("lines", "away", "expected"),
    [
        ([AN_ON], {}, [(AN, Post.DUTY), *LAST]),
        ([BINH_BEHIND, AN_ON], {}, [(AN, Post.DUTY), (BINH, Post.DEPUTY), *LAST]),
        (
            [CHI_CHAIR, BINH_BEHIND, AN_ON],
            {},
            [(AN, Post.DUTY), (BINH, Post.DEPUTY), (CHI, Post.CHAIR), *LAST],
        ),
        ([AN_ON, BINH_BEHIND], {AN: SOON}, [(BINH, Post.DEPUTY), *LAST]),
        ([AN_ON, BINH_BEHIND], {AN: BEFORE}, [(AN, Post.DUTY), (BINH, Post.DEPUTY), *LAST]),
        ([AN_ON, BINH_BEHIND], {AN: NOW}, [(AN, Post.DUTY), (BINH, Post.DEPUTY), *LAST]),
        # the same person twice is told once, as what comes first
        ([AN_ON, replace(AN_ON, id=7, post=Post.DEPUTY)], {}, [(AN, Post.DUTY), *LAST]),
        # nobody in the roster now: everybody in office, the officials first
        ([], {}, OFFICE),
        ([line(AN, Post.DUTY, WEEKEND)], {}, OFFICE),
        ([AN_ON], {AN: SOON}, [(BINH, Post.DUTY), *LAST]),
        ([], {AN: SOON, BINH: SOON}, [(CHI, Post.DUTY), *LAST]),
        # nobody in the commune, nobody in the province, nobody at all but admins
        ([], {AN: SOON, BINH: SOON, CHI: SOON}, LAST),
        ([AN_ON], {AN: SOON, BINH: SOON, CHI: SOON, DUNG: SOON}, [(EM, Post.ADMIN)]),
        ([], dict.fromkeys((AN, BINH, CHI, DUNG, EM), SOON), [(EM, Post.ADMIN)]),
        # the province has a roster of its own
        (
            [AN_ON, line(DUNG, Post.DEPUTY, area=PROVINCE)],
            {},
            [(AN, Post.DUTY), *LAST],
        ),
    ],
)
def test_the_order(
    lines: list[Duty], away: dict[int, datetime], expected: list[tuple[int, Post]]
) -> None:
    roster = Roster(COMMUNE, PROVINCE, lines, HELD, away)
    assert [(o.person, o.post) for o in on_duty(roster, COMMUNE, NOW)] == expected


def test_a_commune_with_nobody_says_so() -> None:
    alone = Roster(COMMUNE, PROVINCE, (), [holds(DUNG, Role.PROVINCE, PROVINCE)])
    assert nobody_here(on_duty(alone, COMMUNE, NOW))
    assert on_duty(Roster(COMMUNE, PROVINCE), COMMUNE, NOW) == ()
    assert nobody_here(())
    assert not nobody_here(on_duty(Roster(COMMUNE, PROVINCE, (), HELD), COMMUNE, NOW))


def test_a_grant_counts_from_its_hour_on() -> None:
    later = Roster(COMMUNE, PROVINCE, (), [holds(AN, Role.OFFICIAL, COMMUNE, SOON)])
    assert on_duty(later, COMMUNE, NOW) == ()
    assert on_duty(later, COMMUNE, SOON) == (OnDuty(AN, Post.DUTY),)


def test_a_province_has_its_own_duty() -> None:
    lines = [line(DUNG, Post.DUTY, WORKDAYS, PROVINCE), line(GIANG, Post.CHAIR, area=PROVINCE)]
    roster = Roster(PROVINCE, "", lines, HELD)
    order = on_duty(roster, PROVINCE, NOW)
    assert steps(order) == ((DUNG,), (GIANG,), (EM,))
    sunday = NOW + timedelta(days=5)
    assert steps(on_duty(roster, PROVINCE, sunday)) == ((GIANG,), (EM,))


def test_steps_go_upwards() -> None:
    lines = [AN_ON, line(BINH, Post.DUTY, WORKDAYS), CHI_CHAIR]
    order = on_duty(Roster(COMMUNE, PROVINCE, lines, HELD), COMMUNE, NOW)
    assert steps(order) == ((AN, BINH), (CHI,), (DUNG,), (EM,))


PEOPLE = st.integers(1, 6)
ROSTERS = st.builds(
    Roster,
    st.just(COMMUNE),
    st.just(PROVINCE),
    st.lists(
        st.builds(
            line,
            PEOPLE,
            st.sampled_from(LOCAL),
            st.sampled_from([ALWAYS, WORKDAYS, WEEKEND]),
            st.sampled_from([COMMUNE, PROVINCE]),
        ),
        max_size=6,
    ),
    st.lists(
        st.one_of(
            st.builds(
                holds, PEOPLE, st.sampled_from([Role.OFFICIAL, Role.RESPONDER]), st.just(COMMUNE)
            ),
            st.builds(holds, PEOPLE, st.just(Role.PROVINCE), st.just(PROVINCE)),
            st.builds(holds, PEOPLE, st.just(Role.ADMIN), st.just("")),
        ),
        max_size=6,
    ),
    st.dictionaries(PEOPLE, st.sampled_from([BEFORE, NOW, SOON]), max_size=4),
)


@given(ROSTERS, st.integers(0, 8))
def test_what_holds_for_every_roster(roster: Roster, days: int) -> None:
    now = NOW + timedelta(days=days)
    order = on_duty(roster, COMMUNE, now)
    people = [found.person for found in order]
    ranks = [list(Post).index(found.post) for found in order]
    assert len(set(people)) == len(people), "nobody twice"
    assert ranks == sorted(ranks), "the nearest first"
    admins = {h.person for h in roster.holders if h.grant.role is Role.ADMIN}
    assert admins <= set(people), "somebody must hear of it"
    gone = {person for person, until in roster.away.items() if now < until}
    assert not gone & (set(people) - admins), "nobody who is away"
    assert sum(map(len, steps(order))) == len(order)
    in_office = {h.person for h in roster.holders if h.grant.area == COMMUNE}
    assert not (nobody_here(order) and in_office - gone), "somebody in office is never passed over"
