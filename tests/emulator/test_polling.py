"""getUpdates: long polls, confirmation, expiry and the 409s."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from emulator.person import Person
from emulator.server import Served
from emulator.state import Telegram
from tests.emulator.conftest import Caller, Clock


async def settle() -> None:
    """Let what was started reach its first wait."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_long_poll_wakes(call: Caller, an: Person) -> None:
    poll = asyncio.create_task(call.result("getUpdates", timeout=30))
    await settle()
    an.types("một")
    (update,) = await asyncio.wait_for(poll, 1)
    assert update["message"]["text"] == "một"


async def test_a_long_poll_ends_empty(telegram: Telegram) -> None:
    assert await telegram.updates.poll(0, 100, 0.01) == []


async def test_the_offset_confirms(call: Caller, an: Person) -> None:
    for text in "abc":
        an.types(text)
    first = (await call.result("getUpdates", limit=1))[0]["update_id"]
    assert [u["message"]["text"] for u in await call.result("getUpdates")] == ["a", "b", "c"]
    later = await call.result("getUpdates", offset=first + 1)
    assert [u["message"]["text"] for u in later] == ["b", "c"]
    (last,) = await call.result("getUpdates", offset=-1)
    assert last["message"]["text"] == "c"
    assert await call.result("getUpdates", offset=last["update_id"] + 1) == []


async def test_the_older_of_two_polls_is_ended(call: Caller, an: Person) -> None:
    older = asyncio.create_task(call("getUpdates", timeout=30))
    await settle()
    newer = asyncio.create_task(call("getUpdates", timeout=30))
    status, body = await asyncio.wait_for(older, 1)
    assert status == 409
    assert body["description"] == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    an.types("một")
    assert len((await asyncio.wait_for(newer, 1))[1]["result"]) == 1


async def test_a_webhook_ends_polling(call: Caller, telegram: Telegram) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await settle()
    await call.result("setWebhook", url="http://127.0.0.1:9/")
    assert (await asyncio.wait_for(poll, 1))[0] == 409
    assert await call.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await call.result("deleteWebhook")
    assert await call.result("getUpdates") == []


async def test_presses_live_150_seconds_and_messages_a_day(
    call: Caller, an: Person, clock: Clock
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Có", "callback_data": "y"}]]}
    await call.result("sendMessage", chat_id=7, text="một", reply_markup=keyboard)
    an.types("hai")
    an.presses("Có")
    clock.now += 149
    assert len(await call.result("getUpdates")) == 2
    clock.now += 1
    (update,) = await call.result("getUpdates")
    assert update["message"]["text"] == "hai"
    clock.now += 86_400
    assert await call.result("getUpdates") == []


async def test_only_wanted_kinds(call: Caller, an: Person) -> None:
    await call.result("getUpdates", allowed_updates=["my_chat_member"])
    an.types("một")
    an.blocks()
    (update,) = await call.result("getUpdates")
    assert "my_chat_member" in update
    await call.result("getUpdates", allowed_updates=[])
    an.unblocks()
    an.types("hai")
    assert len(await call.result("getUpdates")) == 3


async def test_raw_updates_are_passed_on_as_they_are(call: Caller, telegram: Telegram) -> None:
    telegram.updates.inject({"message": "not an object"})
    (update,) = await call.result("getUpdates")
    assert update["message"] == "not an object"
    assert await call.result("getUpdates", offset=update["update_id"] + 1) == []


async def test_waiting_updates_are_dropped_on_demand(call: Caller, an: Person) -> None:
    an.types("một")
    await call.result("deleteWebhook", drop_pending_updates=True)
    assert await call.result("getUpdates") == []


async def test_a_poll_is_let_go_when_the_server_stops(telegram: Telegram) -> None:
    async with aiohttp.ClientSession() as http:
        async with Served(telegram) as served:
            url = f"{served.url}/bot{telegram.token}/getUpdates?timeout=30"
            poll = asyncio.create_task(http.get(url).__aenter__())
            await asyncio.wait_for(telegram.updates.polled.wait(), 1)
        with pytest.raises(aiohttp.ClientError):
            await asyncio.wait_for(poll, 1)
