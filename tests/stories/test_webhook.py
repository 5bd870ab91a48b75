"""Updates by webhook: acknowledged only when they are kept, and only to who knows the secret."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import aiohttp
import pytest
from pydantic import SecretStr

from emulator.values import Json
from tests.stories.helpers import (
    CARD,
    CARD_TITLE,
    NOT_FOUND,
    UNKNOWN,
    count,
    heart_beats,
    sent,
    until,
)
from tests.stories.test_faults_database import unwritable
from tests.world import World

HOOK_SECRET = "webhook-secret-of-the-test"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Hook:
    """Telegram's side: posts updates to the bot's endpoint."""

    def __init__(self, world: World, session: aiohttp.ClientSession) -> None:
        self._world = world
        self._session = session

    async def posts(self, body: Json | bytes, secret: str | None = HOOK_SECRET) -> int:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {} if secret is None else {HEADER: secret}
        where = f"{self._world.web_url}/telegram"
        async with self._session.post(where, data=io.BytesIO(data), headers=headers) as answer:
            return answer.status

    def takes(self) -> list[Json]:
        """The updates that people have made since the last time."""
        pending = self._world.telegram.updates.pending
        taken = [each.update for each in pending]
        pending.clear()
        return taken


@pytest.fixture
async def hook(world: World) -> AsyncIterator[Hook]:
    await world.stops()
    await world.starts(
        webhook_url="https://127.0.0.1:9",
        webhook_secret=SecretStr(HOOK_SECRET),
        listen="127.0.0.1:0",
        web_listen=None,
    )

    async def set_there() -> bool:
        return world.telegram.webhooks.hook is not None

    await until(set_there, "setWebhook")
    assert world.telegram.webhooks.hook
    assert world.telegram.webhooks.hook.url == "https://127.0.0.1:9/telegram"
    assert world.telegram.webhooks.hook.secret == HOOK_SECRET
    world.telegram.webhooks.remove()  # we deliver by hand: there is no https here
    async with AsyncExitStack() as stack:
        yield Hook(world, await stack.enter_async_context(aiohttp.ClientSession()))


async def test_who_knows_the_secret_is_heard(world: World, hook: Hook) -> None:
    an = world.worker("An")
    an.types(UNKNOWN)
    (update,) = hook.takes()
    for wrong in (None, "", "webhook-secret-of-the-tesT", "khác"):
        assert await hook.posts(update, wrong) == 403
    assert await count(world, "inbox") == 0

    assert await hook.posts(update) == 200
    await an.waits_for(NOT_FOUND)
    await world.settles()
    assert await count(world, "questions") == 1


async def test_bodies_that_are_no_updates(world: World, hook: Hook) -> None:
    assert await hook.posts(b" " * (1 << 20) + b"{}") == 413
    for body in (b"", b"not JSON", b"[]", b"7", b"null", b"{}", b'{"update_id": "x"}', b"\xff\xfe"):
        assert await hook.posts(body) == 200, body
    assert await hook.posts(b"[" * 100_000) == 200
    assert await count(world, "inbox") == 0


async def test_a_database_that_cannot_commit_is_not_acknowledged(world: World, hook: Hook) -> None:
    an = world.worker("An")
    an.types(UNKNOWN)
    (update,) = hook.takes()
    await heart_beats(world)
    async with unwritable(world):
        assert await hook.posts(update) == 503
    assert await count(world, "inbox") == 0

    assert await hook.posts(update) == 200
    assert await hook.posts(update) == 200
    await an.waits_for(NOT_FOUND)
    await world.settles()
    assert sent(world, an) == 1
    assert await count(world, "questions") == 1


async def test_fifty_updates_delivered_twice(world: World, hook: Hook) -> None:
    people = [world.worker(f"Person {n}") for n in range(5)]
    for number in range(10):
        for person in people:
            person.types(f"{UNKNOWN} {number}" if number % 2 else CARD)
    updates = hook.takes()
    assert len(updates) == 50
    for update in updates:
        assert await hook.posts(update) == 200
    await world.settles()
    for update in reversed(updates):
        assert await hook.posts(update) == 200
    await world.settles()

    assert await count(world, "inbox") == 50
    assert await count(world, "questions") == 25
    assert [sent(world, person) for person in people] == [10] * 5
    assert [sent(world, person, CARD_TITLE) for person in people] == [5] * 5
