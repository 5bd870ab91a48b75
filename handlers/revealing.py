"""Opening what is sealed: a number, a name, the place, pictures."""

from __future__ import annotations

from bot import buttons, revealing
from bot.case_drafts import TypeCaseWords
from bot.ports import Unit
from bot.reports import Case
from bot.revealing import Course, Result, Wait
from bot.screen import Screen
from bot.screens import revealing as screens
from bot.screens.offices import office
from handlers.casework import gone, worked
from handlers.turn import Services, Turn

_TOLD: dict[Course, str] = {
    Course.SHOWN: "reveal.shown",
    Course.ASKED: "reveal.asked",
    Course.ALONE: "reveal.alone",
    Course.EMPTY: "reveal.empty",
    Course.SEALED: "reveal.sealed",
    Course.DECIDED: "reveal.decided",
    Course.REFUSED: "reveal.refused",
}


async def files(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.ShowFiles)
    number = turn.meant.case
    found = await revealing.show_files(unit, turn.actor, number, services, now=turn.now)
    if found is None:
        return gone(turn)
    case, count = found
    message = "reveal.files" if count else "reveal.files.none"
    return screens.said(message, case, turn.catalog, count=count, minutes=screens.MINUTES)


async def number(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.ShowNumber)
    found = turn.meant.case
    done = await revealing.show_phone(unit, turn.actor, found, services, now=turn.now)
    return told(done, turn)


async def ask(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Why? It is written down, and the reporter reads it."""
    assert isinstance(turn.meant, buttons.AskReveal)
    case = await worked(turn, unit, services)
    if case is None:
        return gone(turn)
    at_once = turn.meant.now == 1
    wait = await revealing.waits(unit, turn.actor, case, services, now=turn.now)
    if wait and not at_once:
        return too_new(wait, case, turn, services, asks=True)
    draft = TypeCaseWords("glass" if at_once else "reveal", case.id)
    await unit.drafts.open(turn.actor.id, draft, now=turn.now)
    return screens.ask_reason(case, turn.catalog, at_once=at_once)


async def decide(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.DecideReveal)
    request, allowed = turn.meant.request, turn.meant.allowed == 1
    done = await revealing.decide(
        unit, turn.actor, request, services, allowed=allowed, now=turn.now
    )
    if done is not None and done.course is Course.SHOWN:
        return screens.said("reveal.allowed", done.case, turn.catalog)
    if done is not None and done.wait is not None:
        return too_new(done.wait, done.case, turn, services, asks=False)
    return told(done, turn)


def too_new(wait: Wait, case: Case, turn: Turn, services: Services, *, asks: bool) -> Screen:
    """`asks`: the actor wanted the name, so that saving a life is still one touch away."""
    names = [
        name or office(held.grant.role, held.grant.area, services.areas, turn.catalog)
        for held, name in wait.able
    ]
    return screens.too_new(case, wait.until, names, turn.catalog, asks=asks)


def told(done: Result | None, turn: Turn) -> Screen:
    if done is None:
        return gone(turn)
    return screens.said(_TOLD[done.course], done.case, turn.catalog, minutes=screens.MINUTES)
