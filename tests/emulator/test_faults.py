"""Failures on command, and what the ledger says about them."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest

from emulator.api import answer
from emulator.faults import Faults, Kind
from emulator.person import Person
from emulator.server import Served
from emulator.state import Telegram
from tests.emulator.conftest import Caller


async def send(served: Served) -> tuple[int, bytes, str]:
    url = f"{served.url}/bot{served.telegram.token}/sendMessage"
    async with (
        aiohttp.ClientSession() as http,
        http.post(url, json={"chat_id": 7, "text": "a"}) as reply,
    ):
        return reply.status, await reply.read(), reply.content_type


async def test_a_drop_before_leaves_no_trace(served: Served, an: Person) -> None:
    fault = served.telegram.faults.drop(calls=1)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await send(served)
    assert (fault.hits, an.inbox, served.telegram.ledger.entries) == (1, [], [])
    assert (await send(served))[0] == 200


async def test_a_drop_after_was_accepted(served: Served, an: Person) -> None:
    served.telegram.faults.drop(calls=1, after=True, method="sendMessage")
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await send(served)
    assert served.telegram.ledger.count("sendMessage", 7) == 1
    assert an.last.text == "a"


async def test_broken_answers(served: Served, an: Person) -> None:
    faults = served.telegram.faults
    faults.status(502, calls=1)
    faults.garbage(calls=1)
    faults.not_ok(calls=1)
    status, page, kind = await send(served)
    assert (status, kind, page[:6]) == (502, "text/html", b"<html>")
    status, broken, _ = await send(served)
    assert status == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(broken)
    status, body, _ = await send(served)
    assert (status, "ok" in json.loads(body)) == (200, False)
    assert an.inbox == []


async def test_a_storm_of_429_by_share(call: Caller, telegram: Telegram, an: Person) -> None:
    telegram.faults.flood(5, share=0.2, method=("sendMessage", "editMessageText"))
    answers = [await call("sendMessage", chat_id=7, text="a") for _ in range(500)]
    refused = [body for status, body in answers if status == 429]
    assert 60 < len(refused) < 140
    assert refused[0]["parameters"] == {"retry_after": 5}
    assert (await call("sendChatAction", chat_id=7, action="typing"))[0] == 200


async def test_retry_after_is_also_a_header(telegram: Telegram, an: Person) -> None:
    telegram.faults.flood(5)
    given = await answer(telegram, telegram.token, "sendMessage", {"chat_id": 7, "text": "a"}, {})
    assert given.retry_after == 5


async def test_a_delay_delays_only_what_it_names(call: Caller, telegram: Telegram) -> None:
    telegram.faults.delay(3600, method="getMe")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(call("getMe"), 0.01)
    await asyncio.wait_for(call("getWebhookInfo"), 1)


async def test_updates_come_several_times(call: Caller, telegram: Telegram, an: Person) -> None:
    telegram.faults.copies(3, calls=1, method="message")
    an.types("một")
    an.types("hai")
    updates = await call.result("getUpdates")
    assert [update["message"]["text"] for update in updates] == ["một", "một", "một", "hai"]
    assert len({update["update_id"] for update in updates}) == 2


async def test_an_update_comes_again_after_it_was_confirmed(
    call: Caller, telegram: Telegram, an: Person
) -> None:
    an.types("một")
    pending = telegram.updates.pending[0]
    await call.result("getUpdates", offset=pending.id + 1)
    telegram.updates.redeliver(pending)
    (again,) = await call.result("getUpdates", offset=pending.id + 1)
    assert again == pending.update
    assert await call.result("getUpdates", offset=pending.id + 1) == []


async def test_a_press_overtakes_its_message(call: Caller, telegram: Telegram, an: Person) -> None:
    telegram.updates.window = 5
    for text in "abcde":
        an.types(text)
    updates = await call.result("getUpdates")
    said = [update["message"]["text"] for update in updates]
    numbers = [update["update_id"] for update in updates]
    assert sorted(said) == list("abcde") != said
    assert numbers == sorted(numbers)
    an.types("f")
    assert await call.result("getUpdates", offset=numbers[-1] + 1) == []
    telegram.updates.release()
    assert len(await call.result("getUpdates", offset=numbers[-1] + 1)) == 1


async def test_presses_that_are_too_old_at_once(
    call: Caller, telegram: Telegram, an: Person
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Có", "callback_data": "y"}]]}
    await call.result("sendMessage", chat_id=7, text="một", reply_markup=keyboard)
    an.presses("Có")
    telegram.faults.expired(calls=1)
    (query,) = telegram.presses
    assert "too old" in await call.refusal("answerCallbackQuery", callback_query_id=query)
    assert await call.result("answerCallbackQuery", callback_query_id=query)


def test_the_same_seed_fails_the_same_calls() -> None:
    runs = []
    for _ in range(2):
        telegram = Telegram(seed=5)
        telegram.faults.drop(share=0.5)
        runs.append([bool(_strikes(telegram.faults)) for _ in range(50)])
    assert runs[0] == runs[1]
    assert len(set(runs[0])) == 2


def _strikes(faults: Faults) -> object:
    return faults.hit((Kind.DROP,), "sendMessage")
