"""Our bot with people in its database, and one broadcast to all of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
import structlog
from pydantic import SecretStr

from benchmarks.peers import house
from benchmarks.words import WORDS
from bot.app import App, build
from bot.incoming import Address, Incoming, Text
from bot.ledger import Lane, Message, Standing
from bot.screen import Screen
from bot.settings import Settings
from content.html import Html
from emulator.state import TOKEN
from storage.ledger import freeze
from storage.people import people

EVERYONE = sa.select(people.c.id.label("person_id"))
AT_ONCE = 500


def settings(base: str, folder: Path, **changes: object) -> Settings:
    values: dict[str, object] = {
        "bot_token": SecretStr(TOKEN),
        "bot_api_url": base,
        "database_url": house.sqlite(folder),
        "secret_key": SecretStr(house.SECRET),
        "var": folder,
    }
    return Settings(_env_file=None, **(values | changes))  # type: ignore[arg-type]


async def built(base: str, folder: Path, chats: Sequence[int], **changes: object) -> App:
    """The app, on a new database in which these people have written to the bot."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    given = settings(base, folder, **changes)
    await house.migrated(given.database_url)
    app = build(given)
    assert app.telegram
    account = app.telegram.channel.account
    async with app.units() as unit:
        await unit.deliveries.register(account, waits=False)
    for at in range(0, len(chats), AT_ONCE):
        await persons(app, account, chats[at : at + AT_ONCE])
    return app


async def persons(app: App, account: str, chats: Sequence[int]) -> list[int]:
    """The ids of the people in these chats, who are met if they are new."""
    arrived = [Incoming(Address(account, str(chat)), Text(WORDS["hello"]), "vi") for chat in chats]
    async with app.units() as unit:
        met = await unit.people.meet(arrived, now=app.clock())
    return [met[each.address].person for each in arrived]


async def post(app: App, text: str, lane: Lane, chosen: sa.Select[tuple[int]] = EVERYONE) -> int:
    """Commit the message to everybody chosen; returns its id."""
    async with app.units() as unit:
        message = Message({"vi": Screen(Html.escape(text))}, lane=lane)
        number = await unit.ledger.open(message, now=app.clock())
        await freeze(unit, number, lane, chosen, now=app.clock())
    return number


async def broadcast(base: str, folder: Path, chats: Sequence[int], text: str) -> None:
    """Returns when every row has its end."""
    app = await built(base, folder, chats)
    async with app.running():
        number = await post(app, text, Lane.BROADCAST)
        while not await done(app, number):  # noqa: ASYNC110 - the rows tell, as anybody could ask
            await asyncio.sleep(0.5)


async def done(app: App, message: int) -> bool:
    async with app.units.reading() as unit:
        progress = await unit.ledger.progress(message)
    return progress is not None and progress.standing is Standing.DONE
