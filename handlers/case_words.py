"""What somebody in office types about a case: a question, a note, a reason, an ending."""

from __future__ import annotations

from bot import asking, casework, dates, revealing
from bot.asking import Said, Trouble
from bot.case_drafts import TypeCaseWords
from bot.incoming import Media, Text
from bot.ports import Unit
from bot.reports import Case, Ending
from bot.screen import Screen
from bot.screens import casework as screens
from handlers import revealing as reveals
from handlers.casework import asks, gone, held, worked
from handlers.turn import Services, Turn

_TROUBLES: dict[Trouble, str] = {
    Trouble.NOBODY: "work.ask.nobody",
    Trouble.OVER: "work.over",
    Trouble.FULL: "work.ask.full",
    Trouble.LONG: "work.long",
    Trouble.KIND: "work.ask.kind",
    Trouble.BIG: "err.big",
}


async def begin(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Ask the reporter: with the words that were typed in reply, or else ask for them."""
    case = await worked(turn, unit, services)
    if case is None:
        return gone(turn)
    if words := held(turn, case):
        return await ask(turn, unit, services, case, Said(words))
    return await asks(turn, unit, case, "ask", "work.ask.words")


async def typed(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The line that was asked for; one that cannot be it leaves the question open."""
    assert isinstance(turn.draft, TypeCaseWords)
    draft = turn.draft
    case = await casework.worked(unit, turn.actor, draft.case, services, now=turn.now)
    if case is None:
        await unit.drafts.close(turn.actor.id)
        return gone(turn)
    if draft.purpose == "ask":
        return await ask(turn, unit, services, case, _said(turn))
    if not isinstance(turn.meant, Text):
        return screens.ask_words("work.words_only", case, turn.catalog)
    if len(turn.meant.text) > asking.LONGEST:
        return screens.ask_words("work.long", case, turn.catalog)
    return await _STEPS[draft.purpose](turn, unit, services, case)


def _said(turn: Turn) -> Said:
    if isinstance(turn.meant, Media):
        return Said(turn.meant.caption, turn.meant)
    assert isinstance(turn.meant, Text)
    return Said(turn.meant.text)


def _words(turn: Turn) -> str:
    assert isinstance(turn.meant, Text)
    return turn.meant.text.strip()


def _value(turn: Turn) -> str:
    assert isinstance(turn.draft, TypeCaseWords)
    return turn.draft.value


async def ask(turn: Turn, unit: Unit, services: Services, case: Case, said: Said) -> Screen:
    done = await asking.ask(unit, turn.actor, case.id, said, services, now=turn.now)
    if isinstance(done, Trouble):
        return screens.ask_words(_TROUBLES[done], case, turn.catalog)
    await unit.drafts.close(turn.actor.id)
    if done is None:
        return gone(turn)
    return screens.said("work.asked.file" if said.media else "work.asked", done, turn.catalog)


async def _note(turn: Turn, unit: Unit, services: Services, case: Case) -> Screen:
    done = await casework.note(unit, turn.actor, case.id, _words(turn), services, now=turn.now)
    return await _ended(turn, unit, case, done, "work.noted")


async def _where(turn: Turn, unit: Unit, services: Services, case: Case) -> Screen:
    words = _words(turn)
    near = services.areas.province_of(case.area).code
    found = services.areas.find(words, near=near)
    return screens.forward_found(case, words, found, services.areas, turn.catalog)


async def _why(turn: Turn, unit: Unit, services: Services, case: Case) -> Screen:
    to = (_value(turn), _words(turn))
    done = await casework.forward(unit, turn.actor, case.id, to, services, now=turn.now)
    if done is None:
        return await _ended(turn, unit, case, None, "work.forwarded")
    await unit.drafts.close(turn.actor.id)
    return screens.forwarded(done, services.areas, turn.catalog)


async def _end(turn: Turn, unit: Unit, services: Services, case: Case) -> Screen:
    """How it ended, in the words that the reporter reads; what is not done needs a day too."""
    ending = Ending(_value(turn))
    if ending is Ending.NOT_DONE:
        draft = TypeCaseWords("until", case.id, _words(turn))
        await unit.drafts.open(turn.actor.id, draft, now=turn.now)
        return screens.ask_words("work.end.until", case, turn.catalog)
    done = await casework.end(
        unit, turn.actor, case.id, (ending, _words(turn)), services, now=turn.now
    )
    return await _ended(turn, unit, case, done, "work.ended")


async def _until(turn: Turn, unit: Unit, services: Services, case: Case) -> Screen:
    when = dates.parse(_words(turn), now=turn.now)
    if isinstance(when, dates.Choices):
        when = when.options[0]
    if isinstance(when, dates.Trouble):
        return screens.ask_words("work.end.until.unknown", case, turn.catalog)
    words = f"{_value(turn)}\n{screens.day(when)}"
    ending = (Ending.NOT_DONE, words)
    done = await casework.end(unit, turn.actor, case.id, ending, services, now=turn.now)
    return await _ended(turn, unit, case, done, "work.ended")


async def _reveal(turn: Turn, unit: Unit, services: Services, case: Case) -> Screen:
    return await _reason(turn, unit, services, case, at_once=False)


async def _glass(turn: Turn, unit: Unit, services: Services, case: Case) -> Screen:
    return await _reason(turn, unit, services, case, at_once=True)


async def _reason(
    turn: Turn, unit: Unit, services: Services, case: Case, *, at_once: bool
) -> Screen:
    words = _words(turn)
    if len(words) < revealing.SHORTEST_REASON:
        return screens.ask_words("reveal.short", case, turn.catalog)
    await unit.drafts.close(turn.actor.id)
    act = revealing.break_glass if at_once else revealing.ask
    done = await act(unit, turn.actor, case.id, words, services, now=turn.now)
    if done is not None and done.wait is not None:
        return reveals.too_new(done.wait, case, turn, services, asks=True)
    return reveals.told(done, turn)


async def _held(turn: Turn, unit: Unit, services: Services, case: Case) -> Screen:
    """Typed anew: the newer words wait for what they are."""
    draft = TypeCaseWords("held", case.id, _words(turn))
    await unit.drafts.open(turn.actor.id, draft, now=turn.now)
    return screens.held(case, draft.value, turn.catalog)


async def _ended(turn: Turn, unit: Unit, case: Case, done: Case | None, message: str) -> Screen:
    """`done` None: somebody has ended the case meanwhile."""
    await unit.drafts.close(turn.actor.id)
    return screens.said(message if done else "work.over", case, turn.catalog)


_STEPS = {
    "note": _note,
    "where": _where,
    "why": _why,
    "end": _end,
    "until": _until,
    "reveal": _reveal,
    "glass": _glass,
    "held": _held,
}
