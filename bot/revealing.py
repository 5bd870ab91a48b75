"""Revealing: who reported, how to call them, where exactly, and pictures. On touch only, always
written down, and taken out of the chat again.

A sealed identity needs a reason and a second person; to save a life it is opened at once, and all
who could have agreed are told. The reporter is told in any case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from bot import casework, letters
from bot.audit import Deed
from bot.case_news import tell_reporter
from bot.casework_memory import REVEAL_VALID, Reveal
from bot.grants import Holder
from bot.house import House
from bot.ledger import Class, Letter
from bot.people import Actor
from bot.permissions import GRANTED, Permission, covers
from bot.ports import Unit
from bot.releasing import in_office
from bot.reports import Case, Event, FileState, What
from bot.routing import sides
from bot.screen import Screen
from bot.screens import revealing as screens
from bot.sight import works
from content.catalog import Catalog

SHOWN = timedelta(minutes=screens.MINUTES)
"""So long it stays in the chat."""

SHORTEST_REASON = 10

NEW_FOR = timedelta(days=7)
"""So long whoever is new in office has no say in opening a name (T1); no figure of a law."""


class Course(StrEnum):
    """What became of the wish. ALONE: nobody else could agree; EMPTY: there is nothing to open;
    SEALED: the reporter has not allowed it, a second person may; NEW: not in office long enough.
    """

    SHOWN = "shown"
    ASKED = "asked"
    ALONE = "alone"
    EMPTY = "empty"
    SEALED = "sealed"
    DECIDED = "decided"
    REFUSED = "refused"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody is new in office: until when they have no say, and who has one meanwhile, each with
    the name that colleagues know or "".
    """

    until: datetime
    able: tuple[tuple[Holder, str], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """`wait` with NEW alone."""

    course: Course
    case: Case
    wait: Wait | None = None


def settled(holders: Iterable[Holder], now: datetime) -> tuple[Holder, ...]:
    """Those who have held this for long enough."""
    return tuple(held for held in holders if now - held.effective_at >= NEW_FOR)


def new_until(own: Iterable[Holder], others: Iterable[Holder], now: datetime) -> datetime | None:
    """Until when somebody has no say, by what they hold; None: they have one. Where nobody else has
    served for long enough nobody waits: a commune that begins can open names from the first day.
    """
    until = min((held.effective_at for held in own), default=now) + NEW_FOR
    return until if now < until and settled(others, now) else None


async def waits(
    unit: Unit, actor: Actor, case: Case, house: House, *, now: datetime, asker: int | None = None
) -> Wait | None:
    """Whether the actor is too new to have a say about a case that is theirs to work on; `asker`:
    whose wish it is.
    """
    there = await _workers(unit, case, house, now)
    own = [held for held in there if held.person == actor.person]
    others = [held for held in there if held.person not in (actor.person, asker)]
    until = new_until(own, others, now)
    if until is None:
        return None
    able = {held.person: held for held in settled(others, now)}
    known = await unit.invitations.known(list(able))
    names = {person: invitation.name for person, invitation in known.items()}
    return Wait(until, tuple((held, names.get(person, "")) for person, held in able.items()))


async def show_phone(
    unit: Unit, actor: Actor, case: int, house: House, *, now: datetime
) -> Result | None:
    """The number that the reporter allowed to be called; None when the case is none of theirs."""
    known = await casework.worked(unit, actor, case, house, now=now)
    if known is None:
        return None
    if not (known.known or known.callback):
        return Result(Course.SEALED, known)
    return await _show_identity(unit, actor, known, "", house, now)


async def ask(
    unit: Unit, actor: Actor, case: int, reason: str, house: House, *, now: datetime
) -> Result | None:
    """Ask a second person to agree."""
    known = await casework.worked(unit, actor, case, house, now=now)
    if known is None:
        return None
    if await _empty(unit, known):
        return Result(Course.EMPTY, known)
    if wait := await waits(unit, actor, known, house, now=now):
        return Result(Course.NEW, known, wait)
    could = await _seconds(unit, actor, known, house, now)
    seconds = _persons(settled(could, now) or could)
    if not seconds:
        return Result(Course.ALONE, known)
    request = await unit.casework.request(case, actor.person, reason, now=now)
    await unit.audit.write(_deed(actor, "identity.ask", known, reason), now=now)
    name = await casework.name_of(unit, actor.person)
    draw = partial(screens.request, known, request, name, reason)
    await letters.tell(unit, seconds, draw, house.catalogs, now=now)
    return Result(Course.ASKED, known)


async def decide(
    unit: Unit, actor: Actor, request: int, house: House, *, allowed: bool, now: datetime
) -> Result | None:
    """The second person's word; never the asker's own."""
    wish = await unit.casework.reveal(request)
    if wish is None or wish.asker == actor.person or now - wish.asked_at > REVEAL_VALID:
        return None
    known = await casework.worked(unit, actor, wish.case, house, now=now)
    if known is None:
        return None
    if allowed and (wait := await waits(unit, actor, known, house, now=now, asker=wish.asker)):
        return Result(Course.NEW, known, wait)
    if not await unit.casework.decide(request, by=actor.person, allowed=allowed, now=now):
        return Result(Course.DECIDED, known)
    action = "identity.allow" if allowed else "identity.refuse"
    await unit.audit.write(_deed(actor, action, known, wish.reason), now=now)
    asker = await _asker(unit, wish, known, house, now)
    if asker is None:
        return Result(Course.DECIDED, known)
    if allowed:
        return await _show_identity(unit, asker, known, wish.reason, house, now)
    draw = partial(screens.refused, known)
    await letters.tell(unit, [asker.person], draw, house.catalogs, now=now)
    return Result(Course.REFUSED, known)


async def break_glass(
    unit: Unit, actor: Actor, case: int, reason: str, house: House, *, now: datetime
) -> Result | None:
    """To save a life: at once, and everybody who could have agreed learns of it."""
    known = await casework.worked(unit, actor, case, house, now=now)
    if known is None:
        return None
    if await _empty(unit, known):
        return Result(Course.EMPTY, known)
    await unit.audit.write(_deed(actor, "identity.break", known, reason), now=now)
    name = await casework.name_of(unit, actor.person)
    draw = partial(screens.broken, known, name, reason)
    seconds = _persons(await _seconds(unit, actor, known, house, now))
    await letters.tell(unit, seconds, draw, house.catalogs, now=now)
    return await _show_identity(unit, actor, known, reason, house, now)


async def show_files(
    unit: Unit, actor: Actor, case: int, house: House, *, now: datetime
) -> tuple[Case, int] | None:
    """The place and every file that is kept, one letter each; how many there are."""
    known = await casework.found(unit, actor, case, house, now=now)
    if known is None:
        return None
    drawn = [partial(screens.place, known)] if known.told.spot.latitude is not None else []
    for kept in await unit.reports.files(case):
        data = await unit.reports.data(kept.id) if kept.state is FileState.KEPT else None
        if data is not None:
            source = await unit.files.put(*data, now=now)
            drawn.append(partial(screens.file, known, kept.kind, source))
    for draw in drawn:
        await _for_a_while(unit, actor.person, known, draw, house, now)
    if drawn:
        await unit.audit.write(_deed(actor, "files.open", known, str(len(drawn))), now=now)
        event = Event(now, What.FILES_OPENED, actor.person, str(len(drawn)), known.version)
        await unit.reports.note(case, event)
    return known, len(drawn)


async def _show_identity(
    unit: Unit, actor: Actor, case: Case, reason: str, house: House, now: datetime
) -> Result:
    """`reason` "" when the reporter has allowed it before: then they need not be told."""
    if await _empty(unit, case):
        return Result(Course.EMPTY, case)
    identity = await unit.reports.identity(case.id)
    draw = partial(screens.identity, case, identity)
    await _for_a_while(unit, actor.person, case, draw, house, now)
    event = Event(now, What.IDENTITY_OPENED, actor.person, reason, case.version)
    await unit.reports.note(case.id, event)
    await unit.audit.write(_deed(actor, "identity.open", case, reason), now=now)
    if reason:
        await tell_reporter(unit, case, event, house)
    return Result(Course.SHOWN, case)


async def _for_a_while(
    unit: Unit, person: int, case: Case, draw: object, house: House, now: datetime
) -> None:
    assert callable(draw)
    spoken = await unit.people.languages([person])
    catalog: Catalog = house.catalogs[spoken[person]]
    screen: Screen = draw(catalog)
    letter = Letter([person], screen, Class.ALERT, expires_at=now + SHOWN)
    posted = await unit.ledger.post_all(letter, now=now)
    await unit.casework.remember(case.id, posted, remove_at=now + SHOWN)


async def _empty(unit: Unit, case: Case) -> bool:
    identity = await unit.reports.identity(case.id)
    return not (identity.name or identity.phone)


async def _seconds(
    unit: Unit, actor: Actor, case: Case, house: House, now: datetime
) -> list[Holder]:
    """Whoever else works on the case: they could agree."""
    there = await _workers(unit, case, house, now)
    return [held for held in there if held.person != actor.person]


def _persons(holders: Iterable[Holder]) -> list[int]:
    return sorted({held.person for held in holders})


async def _workers(unit: Unit, case: Case, house: House, now: datetime) -> list[Holder]:
    """By which grants somebody works on the case now."""
    here = sides(case, house.areas)
    near = (*here, *(house.areas.province_of(code).code for code in here if code in house.areas))
    around = {code for each in near for code in house.areas.written_as(each)}
    held = await unit.grants.holders(areas=around)
    return [
        h
        for h in held
        if Permission.AREA_CASE_WORK in GRANTED[h.grant.role]
        and any(covers(h.grant.area, code, house.areas) for code in here)
        and h.effective_at <= now
        and h.person != case.reporter
    ]


async def _asker(unit: Unit, wish: Reveal, case: Case, house: House, now: datetime) -> Actor | None:
    """Who asked, if the case is still theirs to work on."""
    someone = await in_office(unit, wish.asker, now=now)
    return someone if works(someone, case, house.areas) else None


def _deed(actor: Actor, action: str, case: Case, detail: str) -> Deed:
    return Deed(actor.person, action, f"cases:{case.id}", detail, case.area)
