"""Telling a report, step by step, until it is sent."""

from __future__ import annotations

from dataclasses import replace

from bot import buttons, reporting
from bot.guidance import comes_first
from bot.incoming import Contact, Location, Media, Text
from bot.invitations import Fault, read_phone
from bot.ports import Unit
from bot.reports import Kind, Need, steps
from bot.reports.files import FILES, MOST_BYTES
from bot.reports.steps import Adding, Reporting
from bot.screen import Screen
from bot.screens import cases as case_screens
from bot.screens import reports as screens
from bot.screens.answers import answer as found_answer
from bot.screens.report_labels import asked_by
from content.areas import FoundKind
from content.search import Verdict
from handlers import adding, answering, parking
from handlers.turn import Services, Turn

_PLAIN = (FoundKind.CERTAIN, FoundKind.ONE, FoundKind.OLD)


async def accident(turn: Turn, unit: Unit, services: Services) -> Screen:
    return await _begin(turn, unit, services, Kind.ACCIDENT)


async def hazard(turn: Turn, unit: Unit, services: Services) -> Screen:
    return await _begin(turn, unit, services, Kind.HAZARD)


async def petition(turn: Turn, unit: Unit, services: Services) -> Screen:
    return await _begin(turn, unit, services, Kind.PETITION)


async def callback(turn: Turn, unit: Unit, services: Services) -> Screen:
    return await _begin(turn, unit, services, Kind.CALLBACK)


async def begin(turn: Turn, unit: Unit, services: Services) -> Screen:
    """`urgent`: from an emergency card, so that somebody needs help is known."""
    assert isinstance(turn.meant, buttons.OpenReport)
    if turn.meant.kind == "urgent":
        return await _urgent(turn, unit, services)
    kind = turn.meant.kind if turn.meant.kind in steps.REPORTED else Kind.ACCIDENT
    return await _begin(turn, unit, services, kind)


async def _urgent(turn: Turn, unit: Unit, services: Services) -> Screen:
    """About a new emergency, unless the accident that is being told may be this one."""
    begun = turn.draft
    if not isinstance(begun, Reporting) or not steps.may_be_urgent(begun):
        begun = steps.begin(Kind.ACCIDENT, key=steps.new_key())
    draft = steps.changed(replace(begun, away=False), need=Need.NOW)
    await unit.drafts.open(turn.actor.id, draft, now=turn.now)
    commune = turn.actor.commune
    return screens.asked(draft, commune, services.areas, turn.catalog, card=False)


async def _begin(turn: Turn, unit: Unit, services: Services, kind: str) -> Screen:
    """A new report, or the one of this kind that was walked away from."""
    unsent = await parking.unsent(turn, unit)
    if draft := next((each for each in unsent if each.kind == kind), None):
        return await _go_on(turn, unit, services, draft)
    draft = steps.begin(kind, key=steps.new_key(), area=turn.actor.commune)
    return await _go_on(turn, unit, services, draft)


async def _go_on(turn: Turn, unit: Unit, services: Services, draft: Reporting) -> Screen:
    """Keep what was told, and ask what is missing."""
    draft = replace(draft, away=False)
    await unit.drafts.open(turn.actor.id, draft, now=turn.now)
    return screens.asked(draft, turn.actor.commune, services.areas, turn.catalog)


async def answer(turn: Turn, unit: Unit, services: Services) -> Screen:
    """A button of a question: before sending here, afterwards in the case."""
    assert isinstance(turn.meant, buttons.AnswerReport)
    if isinstance(turn.draft, Adding):
        return await answering.answer(turn, unit, services)
    if not isinstance(turn.draft, Reporting):
        return screens.said("err.old", turn.catalog)
    draft = steps.answered(turn.draft, turn.meant.question, turn.meant.value)
    return await _go_on(turn, unit, services, draft or turn.draft)


async def tell(turn: Turn, unit: Unit, services: Services) -> Screen | None:
    """Words, files, places and numbers, in whatever order they come."""
    assert isinstance(turn.draft, Reporting)
    match turn.meant:
        case Media():
            return await _show(turn, unit, services, turn.draft, turn.meant)
        case Location():
            return await _locate(turn, unit, services, turn.draft, turn.meant)
        case Contact():
            return await _phone(turn, unit, services, turn.draft)
        case Text(words):
            return await _words(turn, unit, services, turn.draft, words)
    raise TypeError(type(turn.meant))


async def _words(
    turn: Turn, unit: Unit, services: Services, draft: Reporting, words: str
) -> Screen:
    if pressed := asked_by(words, services.catalogs):
        chosen = steps.answered(draft, *pressed)
        return await _go_on(turn, unit, services, chosen or draft)
    if draft.step == "phone":
        return await _phone(turn, unit, services, draft)
    return await _told(turn, unit, services, draft, words)


async def _told(turn: Turn, unit: Unit, services: Services, draft: Reporting, words: str) -> Screen:
    if draft.step == "spot" and services.areas.names(words):
        return await _named(turn, unit, services, draft, words)
    finding = services.search.find(words)
    if finding.verdict is Verdict.DISTRESS:
        return found_answer(finding, services.packs, services.operator, turn.catalog, noted=False)
    if comes_first(finding):
        return await _alarmed(turn, unit, services, steps.worded(draft, words))
    if draft.step == "spot":
        return await _named(turn, unit, services, draft, words)
    noted = await _go_on(turn, unit, services, steps.worded(draft, words))
    if draft.step != "send":
        return noted
    return screens.above(turn.catalog.text("report.kept"), noted)


async def _alarmed(turn: Turn, unit: Unit, services: Services, draft: Reporting) -> Screen:
    """Words of an emergency: the card first, and the report goes on as urgent."""
    if draft.kind == Kind.ACCIDENT and draft.values.need is Need.UNSAID:
        return await _go_on(turn, unit, services, steps.changed(draft, need=Need.NOW))
    await unit.drafts.open(turn.actor.id, draft, now=turn.now)
    finding = services.search.find(draft.values.words[-1])
    return found_answer(finding, services.packs, services.operator, turn.catalog, noted=False)


async def _named(
    turn: Turn, unit: Unit, services: Services, draft: Reporting, words: str
) -> Screen:
    """A place in words. One that is no commune is kept, within the commune they have joined."""
    known = turn.actor.commune if turn.actor.commune in services.areas else ""
    near = services.areas.province_of(known).code if known else None
    found = services.areas.find(words, near=near)
    if found.kind in _PLAIN:
        area = found.places[0].area.code
        return await _go_on(turn, unit, services, steps.placed(draft, area, words))
    if found.kind is FoundKind.UNKNOWN and known:
        return await _go_on(turn, unit, services, steps.placed(draft, known, words))
    kept = draft if found.kind is FoundKind.PROVINCE else steps.placed(draft, "", words)
    await unit.drafts.open(turn.actor.id, kept, now=turn.now)
    return screens.which_place(found, words, services.areas, turn.catalog)


async def place(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.PlaceReport)
    if not isinstance(turn.draft, Reporting) or turn.meant.area not in services.areas:
        return screens.said("err.old", turn.catalog)
    return await _go_on(turn, unit, services, steps.placed(turn.draft, turn.meant.area))


async def _locate(
    turn: Turn, unit: Unit, services: Services, draft: Reporting, at: Location
) -> Screen:
    near = services.areas.nearest(at.latitude, at.longitude)
    around = services.areas.around(at.latitude, at.longitude)
    if not near:
        await unit.drafts.open(turn.actor.id, draft, now=turn.now)
        return screens.far(turn.catalog)
    communes = {area.code: km for area, km in near}
    return await _go_on(turn, unit, services, steps.located(draft, at, communes, around))


async def _phone(turn: Turn, unit: Unit, services: Services, draft: Reporting) -> Screen:
    typed = isinstance(turn.meant, Text)
    number = read_phone(turn.action, vouched=turn.vouched and not typed)
    if isinstance(number, Fault):
        wrong = "report.phone.other" if number is Fault.NOT_OWN else "report.phone.wrong"
        return screens.ask_phone(turn.catalog.text(wrong), turn.catalog)
    return await _go_on(turn, unit, services, replace(draft, phone=number))


async def _show(
    turn: Turn, unit: Unit, services: Services, draft: Reporting, media: Media
) -> Screen | None:
    """A file; an album is answered once, at its first picture."""
    if media.kind not in FILES:
        refused = turn.catalog.text("odd.sticker")
        return screens.above(refused, await _go_on(turn, unit, services, draft))
    again = await adding.of_album(turn, unit, media)
    screen = await _go_on(turn, unit, services, steps.shown(draft, media))
    if again:
        return None
    kept = "err.big" if media.size > MOST_BYTES else "report.kept"
    return screens.above(turn.catalog.text(kept), screen)


async def send(turn: Turn, unit: Unit, services: Services) -> Screen:
    """«Đã gửi» only of what this unit commits; a second tap is told so."""
    assert isinstance(turn.meant, buttons.SendReport)
    draft = await parking.named(turn, unit, turn.meant.draft)
    if draft is None:
        return await _none(turn, unit, services)
    if draft.step != "send":
        return await _go_on(turn, unit, services, draft)
    words = screens.consent_words(turn.catalog).plain
    sent = await reporting.send(unit, turn.actor, draft, words, services, now=turn.now)
    await unit.drafts.forget(turn.actor.id, draft.key)
    question = "phone" if turn.meant.callback and sent.case.reporter else ""
    await answering.listen(turn, unit, Adding(sent.case.id, question), sent.case)
    screen = case_screens.sent(sent.case, sent.alerted, services.areas, turn.catalog, now=turn.now)
    return answering.with_question(screen, sent.case, question, turn.catalog)


async def _none(turn: Turn, unit: Unit, services: Services) -> Screen:
    """No such report waits to be sent; perhaps it was sent a moment ago."""
    if isinstance(turn.draft, Adding):
        return await adding.sent_before(turn, unit, services)
    return screens.said("report.nothing", turn.catalog)


async def drop(turn: Turn, unit: Unit, services: Services) -> Screen:
    assert isinstance(turn.meant, buttons.DropReport)
    draft = await parking.named(turn, unit, turn.meant.draft)
    if draft is None:
        return await _none(turn, unit, services)
    await unit.drafts.forget(turn.actor.id, draft.key)
    return screens.said("report.dropped", turn.catalog)


async def edit(turn: Turn, unit: Unit, services: Services) -> Screen:
    if not isinstance(turn.draft, Reporting):
        return screens.said("report.nothing", turn.catalog)
    return await _go_on(turn, unit, services, steps.anew(turn.draft))


async def terms(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.terms(services.operator, turn.catalog)


async def papers(turn: Turn, unit: Unit, services: Services) -> Screen:
    return screens.papers(turn.catalog)


async def denounce(turn: Turn, unit: Unit, services: Services) -> Screen:
    """Names the office and keeps nothing: what was being told is forgotten too."""
    if isinstance(turn.draft, Reporting):
        await unit.drafts.forget(turn.actor.id, turn.draft.key)
    return screens.denounce(turn.catalog)
