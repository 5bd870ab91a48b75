"""The result of a broadcast as a spreadsheet: numbers by area, job and reason; nobody's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.broadcasts.outcome import by_area, by_reason, by_sector
from bot.documents.tables import Sheet, xlsx
from bot.ledger import Result, State

STATES: dict[State, str] = {
    State.SENT: "bc.state.sent",
    State.BLOCKED: "bc.state.blocked",
    State.REJECTED: "bc.state.rejected",
    State.UNKNOWN: "bc.state.unknown",
    State.EXPIRED: "bc.state.expired",
    State.CANCELLED: "bc.state.cancelled",
    State.HELD: "bc.state.held",
    State.QUEUED: "bc.state.queued",
}


def workbook(
    results: Sequence[Result],
    label: Callable[[str], str],
    area: Callable[[str], str],
    sector: Callable[[str], str],
) -> bytes:
    """`label`: message id → words; `area`, `sector`: code → name."""
    head = [label(message) for message in STATES.values()]
    areas, jobs = by_area(results), by_sector(results)
    return xlsx(
        Sheet(label("bc.sheet.area"), [label("bc.sheet.area"), *head], _rows(areas, area)),
        Sheet(label("bc.sheet.sector"), [label("bc.sheet.sector"), *head], _rows(jobs, sector)),
        Sheet(
            label("bc.sheet.reason"),
            [label("bc.sheet.state"), label("bc.sheet.reason"), label("bc.sheet.persons")],
            [
                [label(STATES[state]), reason, count]
                for (state, reason), count in by_reason(results).most_common()
            ],
        ),
    )


def _rows(
    counted: Mapping[str, Counter[State]], name: Callable[[str], str]
) -> Iterable[Sequence[str | int]]:
    for code, states in sorted(counted.items()):
        yield [name(code), *(states[state] for state in STATES)]
