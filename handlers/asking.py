"""The reporter's side of questions: which case an answer belongs to, and that nothing mixes.

A message finds its case by being a reply to one of ours, by the button under the question, or by
asking which one is meant.
"""

from __future__ import annotations

from dataclasses import asdict, replace

from bot import asking, buttons, case_news
from bot.asking import Course, Said, Trouble
from bot.case_drafts import AnswerQuestion, HeldAnswer, TypeCaseWords
from bot.guidance import comes_first
from bot.incoming import Media, Text
from bot.ports import Unit
from bot.reports import Case, Event, What
from bot.reports.steps import Adding
from bot.screen import Screen
from bot.screens import asking as screens
from bot.screens import case_letters as letters
from bot.screens import casework as work_screens
from bot.screens import people as people_screens
from bot.screens.answers import answer as found_answer
from bot.sight import works
from content.search import Finding
from handlers import guidance, odd
from handlers.turn import Services, Turn

_TROUBLES: dict[Trouble, str] = {
    Trouble.NOBODY: "cases.unknown",
    Trouble.OVER: "st.answer.over",
    Trouble.FULL: "st.answer.full",
    Trouble.LONG: "work.long",
    Trouble.KIND: "work.ask.kind",
    Trouble.BIG: "err.big",
}


async def caught(turn: Turn, unit: Unit, services: Services) -> Screen | None:
    """Words or a file that belong to a case though nothing was asked for; None: to none."""
    if not isinstance(turn.meant, Text | Media) or turn.group:
        return None
    case = await asking.meant(unit, turn.actor, turn.replied, services)
    if case is not None and case.reporter == turn.actor.person:
        return await _sent(turn, unit, services, case, said(turn))
    if case is not None:
        return await _for_office(turn, unit, services, case)
    if isinstance(turn.draft, Adding) and turn.draft.question:
        return None
    return await _asked(turn, unit, services)


async def _asked(turn: Turn, unit: Unit, services: Services) -> Screen | None:
    """Questions wait for this person's answer: is this one?"""
    waiting = await unit.casework.waiting(turn.actor.person)
    if isinstance(turn.draft, Adding):
        waiting = [case for case in waiting if case.id == turn.draft.case]
    elif turn.draft is not None and not isinstance(turn.draft, HeldAnswer):
        return None
    if not waiting or comes_first(_finding(said(turn), services)):
        return None
    if isinstance(turn.draft, Adding):
        return await _sent(turn, unit, services, waiting[0], said(turn))
    return await _hold(turn, unit, said(turn), screens.which(waiting, turn.catalog))


async def typed(turn: Turn, unit: Unit, services: Services) -> Screen:
    """The answer to the question that the person pressed to answer."""
    assert isinstance(turn.draft, AnswerQuestion)
    case = await _own(turn, unit, turn.draft.case)
    if case is None:
        return people_screens.say("cases.unknown", turn.catalog)
    return await _sent(turn, unit, services, case, said(turn))


async def _sent(turn: Turn, unit: Unit, services: Services, case: Case, answer: Said) -> Screen:
    """Told to the official, unless something else comes first."""
    finding = _finding(answer, services)
    course = asking.course(case, answer, finding)
    if course is Course.TELL:
        return await _told(turn, unit, services, case, answer)
    if course is Course.WARN:
        return await _warned(turn, unit, case, answer)
    card = found_answer(finding, services.packs, services.operator, turn.catalog, noted=False)
    if course is Course.CARD:
        return card
    return await _hold(turn, unit, answer, screens.send_after(card, case, turn.catalog))


async def _warned(turn: Turn, unit: Unit, case: Case, answer: Said) -> Screen:
    warning = screens.gives_away(case, turn.catalog)
    return await _hold(turn, unit, answer, warning, warned=True)


async def _told(turn: Turn, unit: Unit, services: Services, case: Case, answer: Said) -> Screen:
    done = await asking.answer(unit, turn.actor, case.id, answer, services, now=turn.now)
    if isinstance(done, Trouble):
        return people_screens.say(_TROUBLES[done], turn.catalog, code=case.code)
    await unit.drafts.close(turn.actor.id)
    return people_screens.say("st.answered", turn.catalog, code=case.code)


async def _hold(
    turn: Turn, unit: Unit, held: Said, screen: Screen, *, warned: bool = False
) -> Screen:
    media = asdict(replace(held.media, html=None)) if held.media else None
    await unit.drafts.open(turn.actor.id, HeldAnswer(held.words, media, warned), now=turn.now)
    return screen


async def _for_office(turn: Turn, unit: Unit, services: Services, case: Case) -> Screen | None:
    """An official replied to a message of a case: a question or a note? Whoever only receives it
    may write neither.
    """
    if not isinstance(turn.meant, Text) or not works(turn.actor, case, services.areas):
        return None
    draft = TypeCaseWords("held", case.id, turn.meant.text)
    await unit.drafts.open(turn.actor.id, draft, now=turn.now)
    return work_screens.held(case, turn.meant.text, turn.catalog)


async def again(turn: Turn, unit: Unit, services: Services) -> Screen | None:
    """Something else was typed instead of choosing: it may be the answer as well."""
    if (screen := await caught(turn, unit, services)) is not None:
        return screen
    await unit.drafts.close(turn.actor.id)
    return await _elsewhere(turn, unit, services)


async def send(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Yes: send what is held."""
    assert isinstance(turn.meant, buttons.SendAnswer)
    case = await _own(turn, unit, turn.meant.case)
    if case is None or not isinstance(turn.draft, HeldAnswer):
        return people_screens.say("err.old", turn.catalog)
    media = Media(**turn.draft.media) if turn.draft.media else None
    held = Said(turn.draft.words, media)
    if not turn.draft.warned and asking.exposes(case, held):
        return await _warned(turn, unit, case, held)
    return await _told(turn, unit, services, case, held)


async def no(turn: Turn, unit: Unit, services: Services) -> Screen | None:
    """It is a question of their own: what the cards say about it."""
    if not isinstance(turn.draft, HeldAnswer):
        return people_screens.say("err.old", turn.catalog)
    await unit.drafts.close(turn.actor.id)
    words = turn.draft.words
    if not words:
        return people_screens.say("guide.ask", turn.catalog)
    return await guidance.search(replace(turn, meant=Text(words)), unit, services)


async def _elsewhere(turn: Turn, unit: Unit, services: Services) -> Screen | None:
    handler = guidance.search if isinstance(turn.meant, Text) else odd.media
    return await handler(turn, unit, services)


async def answer(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.AnswerCase)
    waiting = await unit.casework.waiting(turn.actor.person)
    if not turn.meant.case and len(waiting) > 1:
        return screens.choose(waiting, turn.catalog)
    number = turn.meant.case or (waiting[0].id if waiting else 0)
    case = await _own(turn, unit, number)
    if case is None:
        return people_screens.say("cases.unknown", turn.catalog)
    if not case.open:
        return people_screens.say("st.answer.over", turn.catalog, code=case.code)
    await unit.drafts.open(turn.actor.id, AnswerQuestion(case.id), now=turn.now)
    return screens.ask(case, turn.catalog)


async def read(turn: Turn, unit: Unit, services: Services) -> Screen:
    """What a push that says nothing was about."""
    assert isinstance(turn.meant, buttons.ReadNews)
    found = await case_news.latest(unit, turn.actor, turn.meant.case)
    if found is None:
        return people_screens.say("cases.unknown", turn.catalog)
    case, event = found
    if source := await asking.shown(unit, case, event, now=turn.now):
        return letters.question_file(case, event.words, source, turn.catalog)
    return letters.news(case, event, services.areas, turn.catalog)


async def judge(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Is it so? «Not yet» opens the case again."""
    assert isinstance(turn.meant, buttons.JudgeEnding)
    case = await _own(turn, unit, turn.meant.case)
    value = turn.meant.value
    if case is None or value not in ("yes", "no", "unsure"):
        return people_screens.say("cases.unknown", turn.catalog)
    if value == "no":
        done = await asking.dispute(unit, turn.actor, case.id, services, now=turn.now)
        message = "st.judged.no" if done else "st.judged.again"
        return people_screens.say(message, turn.catalog, code=case.code)
    event = Event(turn.now, What.CHECKED, turn.actor.person, value, case.version)
    await unit.reports.note(case.id, event)
    thanks = "st.thanks" if value == "yes" and not case.red else "st.judged"
    return people_screens.say(thanks, turn.catalog, code=case.code)


def said(turn: Turn) -> Said:
    if isinstance(turn.meant, Media):
        return Said(turn.meant.caption, turn.meant)
    return Said(turn.meant.text if isinstance(turn.meant, Text) else "")


def _finding(answer: Said, services: Services) -> Finding:
    return services.search.find(answer.words)


async def _own(turn: Turn, unit: Unit, case: int) -> Case | None:
    own = await unit.reports.one(case)
    return own if own is not None and own.reporter == turn.actor.person else None
