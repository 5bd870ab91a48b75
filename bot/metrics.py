"""Metrics: what the operator's Prometheus reads; names no person and no secret."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.deliveries import Seat
from bot.delivery.office import Office
from bot.errors import Unavailable
from bot.ports import Clock, Units

Figure = tuple[str, str, float]
"""Name, label (`state="sent"`, "" for none), value."""


def route(units: Units, office: Office, clock: Clock) -> Route:
    async def metrics(_: Request) -> PlainTextResponse:
        try:
            found = [*await _stored(units, clock()), *_sending(office)]
        except Unavailable:
            return PlainTextResponse("", 503)
        return PlainTextResponse(written(found), media_type="text/plain; version=0.0.4")

    return Route("/metrics", metrics)


async def _stored(units: Units, now: datetime) -> list[Figure]:
    async with units.reading() as unit:
        depth, oldest = await unit.inbox.depth(), await unit.inbox.oldest()
        stuck, seats = await unit.ledger.stuck(now=now), await unit.deliveries.seats()
    return [
        *(("antoan_inbox", f'state="{state}"', count) for state, count in depth.items()),
        ("antoan_inbox_oldest_seconds", "", _age(oldest, now)),
        *(("antoan_deliveries", f'state="{state}"', n) for state, n in stuck.states.items()),
        ("antoan_deliveries_oldest_seconds", "", _age(stuck.oldest, now)),
        *(figure for seat in seats for figure in _seat(seat, now)),
    ]


def _age(since: datetime | None, now: datetime) -> float:
    return (now - since).total_seconds() if since else 0.0


def _sending(office: Office) -> Iterator[Figure]:
    for account, sender in office.senders.items():
        label = f'account="{account}"'
        yield "antoan_sender_owns", label, sender.owns
        yield "antoan_said_total", label, sender.said


def _seat(seat: Seat, now: datetime) -> Iterator[Figure]:
    """How its sender does, whichever process that is."""
    label, vitals = f'account="{seat.account}"', seat.vitals
    sends = seat.until is not None and seat.until > now
    yield "antoan_said_per_second", label, vitals.rate if sends else 0.0
    if vitals.ceiling is not None:
        yield "antoan_ceiling_per_second", label, vitals.ceiling
        yield "antoan_refusals_total", label, vitals.refusals


def written(figures: Iterable[Figure]) -> str:
    """The text format: a type line before the first of each name."""
    lines: list[str] = []
    told = ""
    for name, label, value in sorted(figures, key=lambda figure: figure[0]):
        if name != told:
            lines.append(f"# TYPE {name} {'counter' if name.endswith('_total') else 'gauge'}")
            told = name
        lines.append(f"{name}{{{label}}} {value:g}" if label else f"{name} {value:g}")
    return "\n".join(lines) + "\n"
