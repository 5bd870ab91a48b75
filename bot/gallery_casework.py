"""The gallery's casework: what officials and reporters see of each act. Part of the roof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.casework import PAGE, Seen
from bot.casework_memory import Reveal
from bot.gallery_reports import AT, RED
from bot.reports import (
    Ending,
    Event,
    FileState,
    Findings,
    Identity,
    Injury,
    Kept,
    Kind,
    Need,
    Severity,
    Spot,
    State,
    Told,
    Victim,
    What,
)
from bot.reports.talk import Talk
from bot.screen import Screen
from bot.screens import asking, case_facts, case_letters, casework, revealing
from content.areas import Areas
from content.catalog import Catalog

_SPOT = Spot("00004", "TN-26", 21.03, 105.85)
_TOLD = Told(_SPOT, Need.NOW, hurt=1, victims=(Victim((Injury.POISONED,)),), words=("TN-26",))
_CASE = replace(RED, state=State.TAKEN, told=_TOLD, taken_by=2, taken_at=AT, asked_at=AT)
_OTHER = replace(_CASE, id=8, code="TN-26-2M4P8", state=State.SENT, known=True, asked_at=None)
_DEATH = replace(_OTHER, kind=Kind.DEATH, severity=Severity.FATAL)
_HAZARD = replace(_OTHER, kind=Kind.HAZARD, severity=Severity.NONE, code="NC-26-7K3Q9")
_REASON = "TN-26-7K3Q9"
_SAID = (
    "work.over",
    "work.noted",
    "work.corrected",
    "work.reopened",
    "work.asked",
    "work.asked.file",
    "work.ended",
    "work.join.done",
    "reveal.asked",
    "reveal.alone",
    "reveal.empty",
    "reveal.sealed",
    "reveal.decided",
    "reveal.refused",
    "reveal.allowed",
)
_TYPED = (
    "work.ask.words",
    "work.ask.nobody",
    "work.ask.full",
    "work.ask.kind",
    "work.words_only",
    "work.long",
    "work.note.words",
    "work.forward.here",
    "work.forward.why",
    "work.end.until",
    "work.end.until.unknown",
    "reveal.short",
    *dict.fromkeys(casework.END_WORDS.values()),
)


def screens(areas: Areas, catalog: Catalog) -> Iterator[tuple[str, Screen]]:
    for name, screen in (*_lists(catalog), *_cases(areas, catalog)):
        yield f"casework: {name}", screen
    for name, screen in (*_acts(areas, catalog), *_revealing(catalog)):
        yield f"casework: {name}", screen
    for name, screen in _reporters(areas, catalog):
        yield f"case news: {name}", screen


Named = Iterator[tuple[str, Screen]]


def _lists(catalog: Catalog) -> Named:
    hazards = [replace(_HAZARD, code=f"NC-26-7K3Q{number}") for number in range(PAGE)]
    dead = replace(_DEATH, code="TN-26-3X7Y2")
    many, now = [_CASE, _OTHER, dead, *hazards], AT + timedelta(days=3)
    for closed in (False, True):
        which = "closed" if closed else "open"
        yield f"{which} list", casework.inbox(many, 0, catalog, closed=closed, now=now)
        yield f"{which} list, empty", casework.inbox([], 0, catalog, closed=closed, now=AT)
    soon, later = AT + timedelta(minutes=3), AT + timedelta(hours=5)
    for name, now in (("minutes", soon), ("hours", later)):
        yield f"list, {name}", casework.inbox([_CASE], 0, catalog, closed=False, now=now)


def _cases(areas: Areas, catalog: Catalog) -> Named:
    found = replace(_CASE, findings=Findings(Kind.HAZARD, Severity.LIGHT))
    for name, seen in {
        "mine": Seen(_CASE, works=True, mine=True, joined=(_OTHER,), alike=(_OTHER,)),
        "new": Seen(_OTHER, works=True),
        "of a colleague": Seen(found, works=True, holder="A"),
        "of somebody": Seen(_CASE, works=True),
        "with a wish": Seen(_CASE, works=True, wish=Reveal(1, 7, 2, AT, _REASON)),
        "responder": Seen(_OTHER, works=False),
        "death": Seen(_DEATH, works=True),
        "hazard": Seen(_HAZARD, works=True),
        "closed": Seen(replace(_CASE, state=State.CLOSED), works=True),
        "withdrawn": Seen(replace(_CASE, state=State.WITHDRAWN), works=True),
        **_talks(),
    }.items():
        yield f"case {name}", casework.one(seen, areas, catalog)
    spoken = [Event(AT, what, 2, _REASON) for what in What]
    for part in range(0, len(spoken), 4):
        text = case_facts.history(_CASE, spoken[part : part + 4], {}, catalog)
        yield f"history {part}", Screen(text, casework.to_case(_CASE, catalog))
    for kind in ("photo", "voice", "video"):
        text = case_facts.history(_CASE, [Event(AT, What.ASKED, None, kind)], {}, catalog)
        yield f"history, {kind}", Screen(text)


def _talks() -> dict[str, Seen]:
    later = AT + timedelta(minutes=9)
    words = Talk(Event(AT, What.ASKED, 2, _REASON), (Event(later, What.ANSWERED, 3, _REASON),))
    found = {"with an answer": Seen(_CASE, works=True, talk=words)}
    file = Kept(1, 7, "photo", FileState.KEPT, "", "", "", AT)
    asked = Event(AT, What.ASKED, 2, "photo"), replace(file, for_reporter=True)
    for state in FileState:
        sent = replace(file, state=state, received_at=later)
        photo = Talk(asked[0], (Event(later, What.ANSWERED, 3, "photo"),))
        found[f"with a photo, {state}"] = Seen(
            _CASE, works=True, files=(asked[1], sent), talk=photo
        )
    return found


def _acts(areas: Areas, catalog: Catalog) -> Named:
    yield "taken", casework.taken(_DEATH, catalog, may_act=True)
    yield "taken, responder", casework.taken(_CASE, catalog, may_act=False)
    yield "taken by other", casework.taken_by_other(_CASE, "A", catalog)
    for message in _SAID:
        yield message, casework.said(message, _CASE, catalog)
    for message in _TYPED:
        yield message, casework.ask_words(message, _CASE, catalog)
    yield "handed", casework.said("work.handed", _CASE, catalog, name="A")
    yield "held", casework.held(_CASE, "A?", catalog)
    yield "colleagues", casework.colleagues(_CASE, {1: (1, "A"), 2: (2, "")}, catalog)
    yield "no colleagues", casework.colleagues(_CASE, {}, catalog)
    yield "where", casework.forward_where(_CASE, areas, catalog)
    for typed in ("di an", "zzz"):
        found = areas.find(typed)
        yield f"where, {typed}", casework.forward_found(_CASE, typed, found, areas, catalog)
    yield "forwarded", casework.forwarded(_CASE, areas, catalog)
    yield "findings", casework.findings(_CASE, catalog)
    yield "endings", casework.endings(_CASE, catalog)
    yield "join", casework.ask_join(_CASE, _OTHER, catalog)
    yield "handed letter", case_letters.handed(_CASE, areas, catalog)
    yield "answered letter", case_letters.answered(_CASE, catalog)


def _revealing(catalog: Catalog) -> Named:
    yield "identity", revealing.identity(_CASE, Identity("A", "0900 000 000"), catalog)
    yield "identity, empty", revealing.identity(_CASE, Identity(), catalog)
    yield "place", revealing.place(_CASE, catalog)
    yield "file", revealing.file(_CASE, "photo", "0" * 32, catalog)
    for at_once in (False, True):
        yield f"reason {at_once}", revealing.ask_reason(_CASE, catalog, at_once=at_once)
    yield "request", revealing.request(_CASE, 1, "A", _REASON, catalog)
    yield "broken", revealing.broken(_CASE, "", _REASON, catalog)
    for asks in (False, True):
        yield f"too new {asks}", revealing.too_new(_CASE, AT, ["A", "A"], catalog, asks=asks)
    yield "not allowed", revealing.refused(_CASE, catalog)
    for message in ("reveal.shown", "reveal.files", "reveal.files.none"):
        yield message, revealing.said(message, _CASE, catalog, count=2, minutes=10)


def _reporters(areas: Areas, catalog: Catalog) -> Named:
    for what in (*case_letters.TOLD, What.SENT):
        event = Event(AT, what, 2, _REASON)
        yield f"{what}", case_letters.news(_CASE, event, areas, catalog)
    for ending in Ending:
        event = Event(AT, What.CLOSED, 2, f"{_REASON}\n15/06/2026")
        for case in (_HAZARD, _DEATH):
            closed = replace(case, state=State.CLOSED, ending=ending)
            screen = case_letters.news(closed, event, areas, catalog)
            yield f"{ending}, {case.kind}", screen
    for case in (_CASE, _OTHER):
        event = Event(AT, What.ASKED, 2, "A?")
        yield f"question, {case.known}", case_letters.news(case, event, areas, catalog)
        file = case_letters.question_file(case, "photo", "0" * 32, catalog)
        yield f"question, photo, {case.known}", file
        yield f"answer, {case.known}", asking.ask(case, catalog)
    yield "neutral", case_letters.neutral(_HAZARD, catalog)
    yield "which", asking.which([_CASE, _OTHER], catalog)
    yield "choose", asking.choose([_CASE, _OTHER], catalog)
    yield "gives away", asking.gives_away(_CASE, catalog)
