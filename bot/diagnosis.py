"""Diagnosis: what `antoan doctor` looks at. Part of the roof."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import health
from bot.alarms import LONGEST_WAIT
from bot.clock import utc_now
from bot.deliveries import Seat
from bot.ledger import Stuck
from bot.settings import Settings
from storage import migrate
from storage.engine import open_engine
from storage.sealing import Vault, WrongKey, load_secret
from storage.unit import SqlUnits

LEAST_FREE_BYTES = 500 << 20
MOST_DRIFT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    what: str
    well: bool
    found: str
    remedy: str = ""


async def diagnose(settings: Settings) -> list[Diagnosis]:
    looks: tuple[Callable[[Settings], Awaitable[list[Diagnosis]]], ...] = (
        _database,
        _telegram,
        _disk,
    )
    return [finding for look in looks for finding in await look(settings)]


async def _database(settings: Settings) -> list[Diagnosis]:
    engine = open_engine(settings.database_url)
    try:
        revision = await migrate.current(engine)
        if revision != migrate.newest():
            found = f"schema {revision or 'empty'}, {migrate.newest()} is newest"
            return [Diagnosis("database", False, found, "run: antoan migrate")]
        well = Diagnosis("database", True, f"schema {revision}")
        return [well, *await _contents(settings, engine)]
    except (SQLAlchemyError, OSError) as failure:
        remedy = "check ANTOAN_DATABASE_URL, and that the database runs and may be written"
        return [Diagnosis("database", False, type(failure).__name__, remedy)]
    finally:
        await engine.dispose()


async def _contents(settings: Settings, engine: AsyncEngine) -> list[Diagnosis]:
    given = settings.secret_key
    try:
        secret = given.get_secret_value() if given else load_secret(settings.var / "secret.key")
        units = SqlUnits(engine, Vault(secret))
        async with units() as unit:
            await unit.accounts.check_seal()
    except WrongKey:
        remedy = "set the ANTOAN_SECRET_KEY this database was made with"
        return [Diagnosis("inbox", False, "sealed with another key", remedy)]
    found = await health.look(units, utc_now)
    troubles = ", ".join(found["troubles"])
    well = not troubles
    inbox = Diagnosis("inbox", well, troubles or str(found["inbox"]), "read the log")
    return [inbox, await _deliveries(units), *await _senders(units)]


async def _deliveries(units: SqlUnits) -> Diagnosis:
    now = utc_now()
    async with units.reading() as unit:
        stuck = await unit.ledger.stuck(now=now)
    late = stuck.oldest is not None and now - stuck.oldest >= LONGEST_WAIT
    found = ", ".join(f"{state} {count}" for state, count in stuck.states.items() if count)
    waits = f"; the oldest waits since {stuck.oldest:%d.%m. %H:%M} UTC" if stuck.oldest else ""
    remedy = "is `antoan run` running? read the log"
    return Diagnosis("deliveries", not late, f"{found or 'nothing queued'}{waits}", remedy)


async def _senders(units: SqlUnits) -> list[Diagnosis]:
    """Who sends for each account that something is pushed to, as it wrote down itself."""
    now = utc_now()
    async with units.reading() as unit:
        seats, stuck = await unit.deliveries.seats(), await unit.ledger.stuck(now=now)
    return [_sender(seat, stuck, now) for seat in seats if not seat.waits and seat.until]


def _sender(seat: Seat, stuck: Stuck, now: datetime) -> Diagnosis:
    vitals, sends = seat.vitals, seat.until is not None and seat.until > now
    ceiling = f"learned ceiling {vitals.ceiling} a second" if vitals.ceiling else "no ceiling"
    who = f"sends {vitals.rate:.1f} a second" if sends else "nobody sends for it now"
    found = f"{who}; {ceiling}; {vitals.refusals} refusals (429) since its start"
    late = stuck.oldest is not None and now - stuck.oldest >= LONGEST_WAIT
    return Diagnosis(f"sender {seat.account}", sends or not late, found, "start `antoan run`")


async def _telegram(settings: Settings) -> list[Diagnosis]:
    """Reachability and, from the answer's Date, the clock. Never shows the token."""
    if settings.bot_token is None:
        return [Diagnosis("telegram", True, "not configured")]
    url = f"{settings.bot_api_url}/bot{settings.bot_token.get_secret_value()}/getMe"
    proxy = settings.proxy_url.get_secret_value() if settings.proxy_url else None
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session,
            session.get(url, proxy=proxy) as answer,
        ):
            status, date = answer.status, answer.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError) as failure:
        remedy = "check the network, or set ANTOAN_PROXY_URL"
        return [Diagnosis("telegram", False, type(failure).__name__, remedy)]
    well = status == 200
    found = "reached" if well else f"answered {status}"
    return [
        Diagnosis("telegram", well, found, "check ANTOAN_BOT_TOKEN with @BotFather"),
        _clock(date),
    ]


def _clock(date: str | None) -> Diagnosis:
    if date is None:
        return Diagnosis("clock", True, "not compared")
    drift = abs(parsedate_to_datetime(date).astimezone(UTC) - utc_now())
    found = f"{drift.total_seconds():.0f} s apart from the server"
    return Diagnosis("clock", drift <= MOST_DRIFT, found, "switch on time synchronisation (NTP)")


async def _disk(settings: Settings) -> list[Diagnosis]:
    url = make_url(settings.database_url)
    place = Path(url.database or ".").parent if url.get_backend_name() == "sqlite" else Path()
    free = shutil.disk_usage(place if place.exists() else Path()).free
    found = f"{free >> 20} MiB free"
    return [Diagnosis("disk", free >= LEAST_FREE_BYTES, found, "free some space")]
