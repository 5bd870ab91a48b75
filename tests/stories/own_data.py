"""What the stories about one's own data share: a full life with the bot, and looking everywhere."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.consents import Purpose, consent
from bot.incoming import Address
from bot.ledger import Letter
from bot.screen import Screen
from content.html import Html
from emulator.person import Person
from storage.holdings import HOLDINGS
from tests.stories.helpers import CARD, CARD_TITLE, NOT_FOUND, count, until
from tests.visitor import Visitor
from tests.world import World

WORDS, PHONE, LETTER = "zyxw canary words", "+84987654321", "canary letter to one"


async def lives(world: World, person: Person | Visitor) -> None:
    """Says, asks and is told things until every kind of row exists."""
    for words, answer in ((WORDS, NOT_FOUND), (CARD, CARD_TITLE)):
        said = person.types(words)
        if not isinstance(person, Person):
            await said  # type: ignore[misc]
        await person.waits_for(answer)
    if isinstance(person, Person):
        person.sends_contact(PHONE)
        await person.waits_for("không lưu số điện thoại")
        person.presses("Cách làm an toàn")
        await person.waits_for("Anh/chị làm việc gì?")


async def person_of(world: World, account: str) -> int:
    """The newest person on such an account."""
    found = await world.rows(
        f"SELECT person_id FROM addresses WHERE account LIKE '{account}%' ORDER BY id DESC"
    )
    number = found[0][0]
    assert isinstance(number, int)
    return number


async def agrees(world: World, person: int, *purposes: str) -> None:
    assert world.app
    async with world.app.units() as unit:
        for purpose in purposes:
            given = consent(purpose, "join.offer", "words", language="vi", now=world.now)
            await unit.consents.give(person, given)
        await unit.people.join(person, commune="00004", sectors=("pesticides",))


async def writes_to(world: World, *persons: int, text: str = LETTER) -> int:
    assert world.app
    async with world.app.units() as unit:
        return await unit.ledger.post(Letter(persons, Screen(Html.escape(text))), now=world.now)


async def beats(world: World, *, after: timedelta = timedelta()) -> None:
    """One heartbeat, so much later."""
    assert world.app
    await world.settles()
    world.now += after
    await world.app.heartbeats().beat()


async def erased(world: World) -> None:
    """Heartbeats until the erasure is provably complete."""

    async def done() -> bool:
        await beats(world)
        return await count(world, "data_requests WHERE kind = 'erase' AND done_at IS NULL") == 0

    await until(done, "the erasure")


async def held_about(world: World, person: int) -> dict[str, int]:
    """How many rows each holding has of somebody, seen by a second session."""
    async with world.memory() as unit:
        about = await unit.data.about(person)
    assert set(about) == {holding.noun for holding in HOLDINGS}
    return {noun: len(rows) for noun, rows in about.items() if rows}


async def everything(world: World) -> bytes:
    """All that the database holds: its files and a copy of them, or every row of every table."""
    if world.database_url.startswith("sqlite"):
        database = Path(make_url(world.database_url).database or "")
        copy = database.with_name("copy.db")
        with closing(sqlite3.connect(database)) as now, closing(sqlite3.connect(copy)) as backup:
            now.backup(backup)
        paths = [*database.parent.glob("antoan.db*"), copy]
        return b"".join(path.read_bytes() for path in paths)
    tables = await world.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    rows = [await world.rows(f'SELECT t.* FROM "{name}" t') for (name,) in tables]
    values = [value for table in rows for row in table for value in row]
    return repr(values).encode() + b"".join(v for v in values if isinstance(v, bytes))


async def names_of(world: World, address: Address) -> list[bytes]:
    """Every keyed hash under which a table could find this address."""
    async with world.memory() as unit:
        purposes = ("address", "chat", "transcript", "file")
        return [unit.vault.name(each, address.account, address.ref) for each in purposes]


PURPOSES = (Purpose.TIPS, Purpose.CAMPAIGN)


@contextmanager
def statements(engine: AsyncEngine) -> Iterator[list[str]]:
    """Every statement that the block asks the database to carry out, and no other task."""
    executed: list[str] = []
    here = asyncio.current_task()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if asyncio.current_task() is here:
            executed.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield executed
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)
