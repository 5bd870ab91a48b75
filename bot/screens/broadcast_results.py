"""How it goes, how it went, and taking it back."""

from __future__ import annotations

from datetime import datetime

from bot import buttons, windows
from bot.broadcasts.outcome import Outcome, by_area, by_sector
from bot.broadcasts.values import Broadcast, Stage
from bot.ledger import State
from bot.screen import Choice, Media, Screen
from bot.screens.broadcast_terms import Terms
from bot.screens.offices import moment
from content.catalog import Catalog
from content.html import Html

_NOTES: dict[State, str] = {
    State.BLOCKED: "bc.out.blocked",
    State.REJECTED: "bc.out.rejected",
    State.UNKNOWN: "bc.out.unknown",
    State.EXPIRED: "bc.out.expired",
    State.CANCELLED: "bc.out.cancelled",
    State.HELD: "bc.out.held",
    State.QUEUED: "bc.out.queued",
}
_MOST_LINES = 5
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def progress(broadcast: Broadcast, out: Outcome, catalog: Catalog, *, now: datetime) -> Screen:
    """While it goes out, rests or is paused."""
    holes: dict[str, object] = {"done": out.ended, "count": out.total}
    match broadcast.stage:
        case Stage.RESTING:
            text = catalog.text("bc.resting", at=moment(windows.next_open(now)), **holes)
        case Stage.PAUSED if broadcast.wrong:
            text = catalog.text("bc.halted", reason=broadcast.wrong, **holes)
        case Stage.PAUSED:
            text = catalog.text("bc.paused", **holes)
        case _ if not out.seconds_left:
            text = catalog.text("bc.progress.soon", **holes)
        case _:
            text = catalog.text("bc.progress", seconds=out.seconds_left, **holes)
    lines = [text, *_notes(out, catalog, without=State.QUEUED)]
    return Screen(Html.join(lines), (_steering(broadcast, catalog),), replaces=True)


def _steering(broadcast: Broadcast, catalog: Catalog) -> tuple[Choice, ...]:
    number = broadcast.id
    if broadcast.stage is Stage.PAUSED:
        first = Choice(catalog.label("bc.resume"), buttons.ResumeBroadcast(number))
    else:
        first = Choice(catalog.label("bc.pause"), buttons.PauseBroadcast(number))
    return first, Choice(catalog.label("bc.cancel"), buttons.CancelBroadcast(number))


def result(broadcast: Broadcast, out: Outcome, terms: Terms, *, owned: bool) -> Screen:
    """When it is over: «đến máy», never «đã đọc»."""
    catalog = terms.catalog
    said = {Stage.CANCELLED: "bc.result.cancelled", Stage.RECALLED: "bc.result.recalled"}
    head = said.get(broadcast.stage, "bc.result")
    lines = [catalog.text(head, sent=out.count(State.SENT), count=out.total)]
    lines += _notes(out, catalog, without=None)
    if broadcast.stage is Stage.RECALLED:
        lines += _taken_back(out, catalog)
    lines += _places(out, terms) + _jobs(out, terms)
    return Screen(Html.join(lines), _after(broadcast, out, catalog) if owned else (), replaces=True)


def _notes(out: Outcome, catalog: Catalog, *, without: State | None) -> list[Html]:
    return [
        catalog.text(message, count=out.count(state))
        for state, message in _NOTES.items()
        if state is not without and out.count(state)
    ]


def _taken_back(out: Outcome, catalog: Catalog) -> list[Html]:
    counted = {
        "bc.out.deleted": out.deleted,
        "bc.out.deleting": out.deleting,
        "bc.out.left": out.left,
    }
    return [catalog.text(message, count=count) for message, count in counted.items() if count]


def _places(out: Outcome, terms: Terms) -> list[Html]:
    found = {code: counted for code, counted in by_area(out.results).items() if code}
    if len(found) < 2:
        return []
    largest = sorted(found.items(), key=lambda item: -item[1].total())[:_MOST_LINES]
    return [_line(terms.name("area", code), counted, terms) for code, counted in largest]


def _jobs(out: Outcome, terms: Terms) -> list[Html]:
    found = {sector: counted for sector, counted in by_sector(out.results).items() if sector}
    if len(found) < 2:
        return []
    largest = sorted(found.items(), key=lambda item: -item[1].total())[:_MOST_LINES]
    return [_line(terms.name("sector", name), counted, terms) for name, counted in largest]


def _line(name: str, counted: dict[State, int], terms: Terms) -> Html:
    sent, total = counted.get(State.SENT, 0), sum(counted.values())
    return terms.catalog.text("bc.result.line", name=name, sent=sent, count=total)


def _after(broadcast: Broadcast, out: Outcome, catalog: Catalog) -> tuple[tuple[Choice, ...], ...]:
    number = broadcast.id
    rows = []
    if out.total:
        rows.append((Choice(catalog.label("bc.export"), buttons.ExportResult(number)),))
    if out.count(State.UNKNOWN) and broadcast.stage is not Stage.RECALLED:
        rows.append((Choice(catalog.label("bc.resend"), buttons.ResendUnknown(number)),))
    if out.count(State.SENT) and broadcast.stage is not Stage.RECALLED:
        rows.append((Choice(catalog.label("bc.recall"), buttons.AskRecall(number)),))
    rows.append((Choice(catalog.label("menu.broadcasts"), buttons.OpenBroadcasts()),))
    return tuple(rows)


def ask_recall(broadcast: Broadcast, out: Outcome, late: int, catalog: Catalog) -> Screen:
    """`late`: persons who got it so long ago that only a correction can still reach them."""
    number = broadcast.id
    correct = Choice(catalog.label("bc.recall.correct"), buttons.RecallBroadcast(number, 1))
    only = Choice(catalog.label("bc.recall.only"), buttons.RecallBroadcast(number, 0))
    lines = [catalog.text("bc.recall.ask")]
    if late:
        lines.append(catalog.text("bc.recall.late", late=late, count=out.count(State.SENT)))
    keep = Choice(catalog.label("bc.keep"), buttons.OpenBroadcast(number))
    return Screen(Html.join(lines), ((correct,), (only,), (keep,)), replaces=True)


def table(broadcast: Broadcast, file: str, catalog: Catalog) -> Screen:
    """The spreadsheet; numbers only, nobody's name."""
    look = Choice(catalog.label("bc.look"), buttons.OpenBroadcast(broadcast.id))
    name = catalog.label("bc.sheet.file", number=broadcast.id)
    return Screen(catalog.text("bc.exported"), ((look,),), media=(Media("document", file, name),))
