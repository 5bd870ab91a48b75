"""F27: updates that nobody can read are set aside; nothing behind them waits."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs
from emulator.values import Json
from tests.stories.helpers import CARD, CARD_TITLE, count, until
from tests.world import World

NAME, WORDS = "Nguyễn Thị Canh", "loi noi rieng cua canh"
MALFORMED: tuple[Json, ...] = (
    {"message": {"from": {"first_name": NAME}, "text": WORDS}},
    {"message": {"message_id": NAME, "chat": WORDS, "date": [], "from": {"first_name": NAME}}},
    {"callback_query": {"id": "7", "data": WORDS, "from": NAME}},
    {"my_chat_member": {"chat": {"id": 4, "type": "private", "first_name": NAME}, "date": WORDS}},
)


@pytest.fixture
def journal() -> Iterator[io.StringIO]:
    """The log as the operator has it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    written = io.StringIO()
    logs.start("json")
    root.handlers[0].setStream(written)  # type: ignore[attr-defined]
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_f27_malformed_updates_are_set_aside(journal: io.StringIO, world: World) -> None:
    an = world.worker("An")
    for update in MALFORMED:
        world.telegram.updates.inject(update)
    an.types(CARD)
    await an.waits_for(CARD_TITLE)

    async def dead() -> bool:
        return await count(world, "inbox WHERE state = 3") == len(MALFORMED)

    await until(dead, "their end")
    assert await count(world, "inbox WHERE state = 3 AND tries = 3") == len(MALFORMED)
    assert await count(world, "inbox WHERE state = 3 AND payload IS NOT NULL") == 0
    an.types(CARD)
    await an.waits_for(CARD_TITLE)

    written = journal.getvalue()
    assert "update set aside for good" in written
    for secret in (NAME, "Canh", WORDS, CARD, world.telegram.token):
        assert secret not in written


async def test_f27_what_is_no_update_at_all_is_passed_over(world: World) -> None:
    an = world.worker("An")
    updates = world.telegram.updates
    updates.inject({})
    updates.inject({"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}})
    an.types(CARD)
    await an.waits_for(CARD_TITLE)
    await world.settles()
    assert await count(world, "inbox WHERE state = 3") == 0
