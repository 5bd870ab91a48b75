"""What would happen if this were sent: to how many, when, who must agree, what is in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import audiences, windows
from bot.audiences import Count, Reach
from bot.broadcasts import approving
from bot.broadcasts.approving import ALONE_WITHIN, Reason
from bot.broadcasts.content import Fault, fault
from bot.broadcasts.values import Broadcast
from bot.groups import Group
from bot.incoming import Address
from bot.ledger import State
from bot.people import LANGUAGES, Actor, Grant
from bot.permissions import Permission, Places, scope
from bot.ports import Unit

RATE = 30.0
"""Messages a second that a channel takes (telegram.md 1.1); what pacing learns comes close."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules need to know of the house."""

    places: Places
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`start` to `end`: when it goes out at the known rate. `reason`: why a second person must
    agree, `others`: who could. `trial`: what became of the trial, None when these words were never
    tried, `refusal` why the channel would not take it. `fault`: what is in the way.
    `held`: whether it must wait for a window.
    """

    broadcast: Broadcast
    count: Count
    start: datetime
    end: datetime
    reason: Reason | None
    others: tuple[int, ...]
    trial: State | None
    refusal: str
    groups: tuple[Group, ...]
    reached: tuple[str, ...]
    fault: Fault | None = None
    held: bool = False


async def plan(unit: Unit, broadcast: Broadcast, setting: Setting, *, now: datetime) -> Plan:
    groups = tuple(await unit.groups.owned(broadcast.author))
    author = await author_of(unit, broadcast, now=now)
    reach = reach_of(broadcast, author, setting.places)
    count = await unit.broadcasts.count(broadcast, reach, now=now)
    reached = approving.places_of(broadcast.audience, groups, broadcast.area)
    alone = await unit.broadcasts.alone(broadcast.author, since=now - ALONE_WITHIN)
    holders = await unit.grants.holders()
    others = approving.approvers(holders, broadcast.author, reached, setting.places)
    trial, refusal = await trial_of(unit, broadcast)
    start, end = when(broadcast, count.persons, now=now)
    made = Plan(
        broadcast=broadcast,
        count=count,
        start=start,
        end=end,
        reason=approving.needed(broadcast, count.persons, alone),
        others=tuple(others),
        trial=trial,
        refusal=refusal,
        groups=groups,
        reached=reached,
        held=start > max(broadcast.at or now, now),
    )
    return replace(made, fault=_fault(made, author, setting, now))


async def author_of(unit: Unit, broadcast: Broadcast, *, now: datetime) -> tuple[Grant, ...]:
    """What the author holds now, which may be less than when they wrote."""
    held = await unit.grants.of([broadcast.author], now=now)
    return held.get(broadcast.author, ())


def reach_of(broadcast: Broadcast, grants: Sequence[Grant], places: Places) -> Reach:
    """The audience's codes, cut to where the author may send now."""
    allowed = scope(_person(broadcast, grants), Permission.AREA_BROADCAST_COMPOSE, places)
    return audiences.codes(broadcast.audience, allowed, places)


def when(broadcast: Broadcast, persons: int, *, now: datetime) -> tuple[datetime, datetime]:
    begin = max(broadcast.at or now, now)
    seconds = persons / RATE
    if broadcast.urgent:
        return begin, begin + timedelta(seconds=seconds)
    return windows.next_open(begin), windows.finish(begin, seconds)


async def trial_of(unit: Unit, broadcast: Broadcast) -> tuple[State | None, str]:
    """What became of the trial of exactly these words, and in the channel's words why not: one
    language that is refused refuses it all.
    """
    if not broadcast.trials or broadcast.tried != broadcast.said:
        return None, ""
    states = await trial_states(unit, broadcast)
    for state in (State.REJECTED, State.QUEUED, State.SENT, State.HELD):
        if states[state]:
            return state, await _refusal(unit, broadcast) if state is State.REJECTED else ""
    return next(iter(states), None), ""


async def trial_states(unit: Unit, broadcast: Broadcast) -> Counter[State]:
    states: Counter[State] = Counter()
    for trial in broadcast.trials:
        states.update(await unit.ledger.states(trial))
    return states


async def _refusal(unit: Unit, broadcast: Broadcast) -> str:
    results = [each for trial in broadcast.trials for each in await unit.ledger.results(trial)]
    return next((each.reason for each in results if each.reason), "")


def _fault(made: Plan, author: tuple[Grant, ...], setting: Setting, now: datetime) -> Fault | None:
    """The first thing in the way, the gravest first."""
    broadcast, count = made.broadcast, made.count
    actor, audience = _person(broadcast, author), broadcast.audience
    known = audiences.known_terms(audience, setting.sectors, made.groups, setting.places)
    if not author or not audiences.within(
        audience, actor, Permission.AREA_BROADCAST_COMPOSE, setting.places
    ):
        return Fault("bc.fault.right")
    if known != audience:
        return Fault("bc.fault.group")
    if found := fault(broadcast.content, tuple(count.languages) or LANGUAGES[:1]):
        return found
    if audience.empty or not count.persons:
        return Fault("bc.fault.spared" if count.spared_told else "bc.fault.nobody")
    if made.trial is State.REJECTED:
        return Fault("bc.fault.refused", {"reason": made.refusal})
    return time_fault(broadcast, now=now)


def time_fault(broadcast: Broadcast, *, now: datetime) -> Fault | None:
    if broadcast.at is not None and broadcast.at < now:
        return Fault("err.past")
    return None


def _person(broadcast: Broadcast, grants: Sequence[Grant]) -> Actor:
    """The author as somebody with rights, wherever they are."""
    nowhere = Address("", "")
    return Actor(0, broadcast.author, nowhere, "vi", grants=tuple(grants))
