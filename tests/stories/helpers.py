"""What several stories need: words to say, and waiting for what no chat shows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from emulator import acts
from emulator.chats import Chat, State
from emulator.person import Person
from emulator.values import Json
from tests.world import World

CARD, CARD_TITLE = "giàn giáo", "Giàn giáo"
"""A question with one sure answer, and the beginning of that answer."""

UNKNOWN = "cong thuc nau pho bo"
"""A question that no card of ours will ever answer."""

NOT_FOUND = "Bot chưa có bài về"


async def until(
    check: Callable[[], Awaitable[bool]], what: str = "it", *, seconds: float = 8
) -> None:
    """Ask again until `check` says yes, for what no chat shows: rows, status, ports."""
    try:
        async with asyncio.timeout(seconds):
            while not await check():  # noqa: ASYNC110 - nobody can tell us when
                await asyncio.sleep(0.01)
    except TimeoutError:
        raise AssertionError(f"{what} did not come true") from None


async def count(world: World, rows: str) -> int:
    """How many: `rows` is what follows FROM."""
    found = (await world.rows(f"SELECT count(*) FROM {rows}"))[0][0]
    assert isinstance(found, int)
    return found


async def heart_beats(world: World) -> None:
    """The bot's first sign of life, which later tells how long an outage was."""

    async def beaten() -> bool:
        return await count(world, "accounts") > 0

    await until(beaten, "the first heartbeat")


def sends(person: Person, content: Json, chat: Chat | None = None) -> None:
    """A message with any content, also such as no button of the app makes."""
    where = chat or person.chat
    if where.state is State.NEVER_STARTED:
        where.state = State.OPEN
    message = person.telegram.post(where, content, None, person.user)
    person.acted = person.telegram.next_touch()
    acts.update(person.telegram, "message", message.body)


def sent(world: World, person: Person, text: str = "") -> int:
    """How often the bot sent this person a message with `text`."""
    texts = world.telegram.ledger.of("sendMessage", person.id)
    return sum(text in entry.parameters["text"] for entry in texts)
