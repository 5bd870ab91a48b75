"""Routing: who is told of a case at once, and who is asked next when nobody takes it.

Duty roster × area (both sides of a boundary) × kind × severity. Nobody there: the province, then
the admins. The reporter is never told of their own case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.duty import LOCAL, OnDuty, Post, Roster, on_duty
from bot.people import Role
from bot.reports import Case
from content.areas import Areas


@dataclass(frozen=True, slots=True)
class Routing:
    """`order`: everybody to ask, by post; `at_once`: whom the first alert goes to. `place`: where
    the first of them serve: the commune itself, its province, "" for the admins, None for nobody.
    `informed`: who of `at_once` is not asked to act yet, so that in a flood those who are go first.
    """

    order: tuple[OnDuty, ...]
    at_once: tuple[int, ...]
    place: str | None
    informed: tuple[int, ...] = ()

    @property
    def steps(self) -> tuple[tuple[Post, tuple[int, ...]], ...]:
        """The posts in the order in which they are asked, and who is in each."""
        grouped = groupby(self.order, key=lambda found: found.post)
        return tuple((post, tuple(found.person for found in group)) for post, group in grouped)


def route(case: Case, rosters: Sequence[Roster], now: datetime) -> Routing:
    """`rosters`: of the case's area, and of the one behind the boundary when there is one."""
    order = _together([on_duty(roster, roster.area, now) for roster in rosters], case)
    if not order:
        return Routing((), (), None)
    first = order[0].post
    told = [found.person for found in order if found.post is first]
    if case.red:
        told += _responders(rosters, case, now)
    above = [found.person for found in order if case.red and found.post is Post.PROVINCE]
    informed = tuple(person for person in above if person not in told)
    return Routing(
        order, tuple(dict.fromkeys((*told, *informed))), _place(first, rosters[0]), informed
    )


def sides(case: Case, areas: Areas) -> tuple[str, ...]:
    """Where the case belongs: the commune as it is today and as it was told, and the neighbour
    behind the boundary.
    """
    codes = (*areas.current(case.area), case.area, *areas.current(case.also), case.also)
    return tuple(dict.fromkeys(code for code in codes if code))


def _together(orders: Sequence[Sequence[OnDuty]], case: Case) -> tuple[OnDuty, ...]:
    """Of both sides the same posts side by side, everybody once, the reporter left out."""
    posts = tuple(Post)
    found = sorted((one for order in orders for one in order), key=lambda o: posts.index(o.post))
    first: dict[int, OnDuty] = {}
    for one in found:
        if one.person != case.reporter:
            first.setdefault(one.person, one)
    return tuple(first.values())


def _responders(rosters: Sequence[Roster], case: Case, now: datetime) -> list[int]:
    """Công an, the health station, the hamlet's head: whoever only receives and takes."""
    return [
        holder.person
        for roster in rosters
        for holder in roster.holders
        if holder.grant.role is Role.RESPONDER
        and holder.grant.area == roster.area
        and holder.effective_at <= now
        and holder.person not in {case.reporter, *roster.silent}
        and not (holder.person in roster.away and now < roster.away[holder.person])
    ]


def _place(first: Post, roster: Roster) -> str:
    if first in LOCAL:
        return roster.area
    return (roster.province or roster.area) if first is Post.PROVINCE else ""
