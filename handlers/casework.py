"""Cases, for somebody in office: the list, one case, and each act on it."""

from __future__ import annotations

from bot import buttons, casework, uniting
from bot.case_drafts import TypeCaseWords
from bot.ports import Unit
from bot.reports import Case, Ending, Kind, Severity
from bot.screen import Screen
from bot.screens import case_facts as facts
from bot.screens import casework as screens
from bot.screens import people as people_screens
from bot.sight import sight
from handlers.turn import Services, Turn


async def inbox(turn: Turn, unit: Unit, services: Services) -> Screen:
    """What is open, the gravest first; a page at a time."""
    asked = turn.meant if isinstance(turn.meant, buttons.OpenWork) else buttons.OpenWork()
    page = max(0, min(asked.page, casework.MOST_PAGES))
    found = await unit.casework.inbox(
        sight(turn.actor, services.areas),
        closed=bool(asked.closed),
        offset=page * casework.PAGE,
        limit=casework.PAGE + 1,
    )
    return screens.inbox(found, page, turn.catalog, closed=bool(asked.closed), now=turn.now)


async def open_(turn: Turn, unit: Unit, services: Services) -> Screen:
    case = await seen(turn, unit, services)
    return gone(turn) if case is None else await shown(case, turn, unit, services)


async def shown(case: Case, turn: Turn, unit: Unit, services: Services) -> Screen:
    found = await casework.open_(unit, turn.actor, case, services, now=turn.now)
    return screens.one(found, services.areas, turn.catalog)


async def history(turn: Turn, unit: Unit, services: Services) -> Screen:
    case = await seen(turn, unit, services)
    if case is None:
        return gone(turn)
    events = await unit.reports.history(case.id)
    known = await unit.invitations.known([e.actor for e in events if e.actor is not None])
    text = facts.history(case, events, known, turn.catalog)
    return Screen(text, screens.to_case(case, turn.catalog))


async def write_note(turn: Turn, unit: Unit, services: Services) -> Screen:
    """What was typed in reply to a message of the case is the note; else it is asked for."""
    case = await worked(turn, unit, services)
    if case is None:
        return gone(turn)
    if words := held(turn, case):
        await casework.note(unit, turn.actor, case.id, words, services, now=turn.now)
        return screens.said("work.noted", case, turn.catalog)
    return await asks(turn, unit, case, "note", "work.note.words")


async def choose_colleague(turn: Turn, unit: Unit, services: Services) -> Screen:
    case = await worked(turn, unit, services)
    if case is None:
        return gone(turn)
    able = await casework.colleagues(unit, turn.actor, case, services, now=turn.now)
    return screens.colleagues(case, able, turn.catalog)


async def hand_to(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.HandTo)
    if await worked(turn, unit, services) is None:
        return gone(turn)
    number, grant = turn.meant.case, turn.meant.grant
    done = await casework.hand_to(unit, turn.actor, number, grant, services, now=turn.now)
    if done is None:
        return people_screens.say("work.not_now", turn.catalog)
    name = done[1] or turn.catalog.label("work.somebody")
    return screens.said("work.handed", done[0], turn.catalog, name=name)


async def choose_forward(turn: Turn, unit: Unit, services: Services) -> Screen:
    case = await worked(turn, unit, services)
    if case is None:
        return gone(turn)
    await unit.drafts.open(turn.actor.id, TypeCaseWords("where", case.id), now=turn.now)
    return screens.forward_where(case, services.areas, turn.catalog)


async def forward_to(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.ForwardTo)
    case = await worked(turn, unit, services)
    if case is None or turn.meant.area not in services.areas:
        return gone(turn)
    if turn.meant.area == services.areas.now(case.area):
        return await asks(turn, unit, case, "where", "work.forward.here")
    return await asks(turn, unit, case, "why", "work.forward.why", turn.meant.area)


async def choose_finding(turn: Turn, unit: Unit, services: Services) -> Screen:
    case = await worked(turn, unit, services)
    return gone(turn) if case is None else screens.findings(case, turn.catalog)


async def set_finding(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.SetFinding)
    if await worked(turn, unit, services) is None:
        return gone(turn)
    value, number = turn.meant.value, turn.meant.case
    if value not in (*Kind, *Severity):
        return people_screens.say("err.old", turn.catalog)
    finding = Kind(value) if value in tuple(Kind) else Severity(value)
    after = await casework.correct(unit, turn.actor, number, finding, services, now=turn.now)
    if after is None:
        return people_screens.say("work.not_now", turn.catalog)
    return screens.said("work.corrected", after, turn.catalog)


async def choose_ending(turn: Turn, unit: Unit, services: Services) -> Screen:
    case = await worked(turn, unit, services)
    return gone(turn) if case is None else screens.endings(case, turn.catalog)


async def end(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.EndCase)
    case = await worked(turn, unit, services)
    if case is None or turn.meant.ending not in tuple(Ending):
        return gone(turn)
    ending = Ending(turn.meant.ending)
    return await asks(turn, unit, case, "end", screens.END_WORDS[ending], ending)


async def reopen(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.ReopenCase)
    if await worked(turn, unit, services) is None:
        return gone(turn)
    after = await casework.reopen(unit, turn.actor, turn.meant.case, services, now=turn.now)
    if after is None:
        return people_screens.say("work.not_now", turn.catalog)
    return screens.said("work.reopened", after, turn.catalog)


async def ask_join(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.AskJoin)
    case = await worked(turn, unit, services)
    to = await casework.worked(unit, turn.actor, turn.meant.to, services, now=turn.now)
    if case is None or to is None:
        return gone(turn)
    return screens.ask_join(case, to, turn.catalog)


async def join(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.JoinCases)
    if await worked(turn, unit, services) is None:
        return gone(turn)
    number, to = turn.meant.case, turn.meant.to
    main = await uniting.join(unit, turn.actor, number, to, services, now=turn.now)
    if main is None:
        return people_screens.say("work.not_now", turn.catalog)
    return screens.said("work.join.done", main, turn.catalog)


async def asks(
    turn: Turn, unit: Unit, case: Case, purpose: str, message: str, value: str = ""
) -> Screen:
    """From now on the next line is for this."""
    draft = TypeCaseWords(purpose, case.id, value)
    await unit.drafts.open(turn.actor.id, draft, now=turn.now)
    return screens.ask_words(message, case, turn.catalog)


def held(turn: Turn, case: Case) -> str:
    """What was typed before it was said what for."""
    draft = turn.draft
    waits = isinstance(draft, TypeCaseWords) and draft.purpose == "held" and draft.case == case.id
    return draft.value if waits and isinstance(draft, TypeCaseWords) else ""


async def seen(turn: Turn, unit: Unit, services: Services) -> Case | None:
    """The case that the pressed button names, if it is the actor's to see."""
    number = getattr(turn.meant, "case", 0)
    return await casework.found(unit, turn.actor, number, services, now=turn.now)


async def worked(turn: Turn, unit: Unit, services: Services) -> Case | None:
    """The same, if it is the actor's to act on."""
    number = getattr(turn.meant, "case", 0)
    return await casework.worked(unit, turn.actor, number, services, now=turn.now)


def gone(turn: Turn) -> Screen:
    """The same words for what is not there and what is not theirs."""
    return people_screens.say("err.notyours", turn.catalog)
