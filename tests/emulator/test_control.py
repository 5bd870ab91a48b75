"""Another process steers over HTTP, reads the ledger, and only when it may."""

from __future__ import annotations

import json
import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from emulator.person import Person
from emulator.server import Served
from emulator.state import TOKEN, Telegram
from tests.emulator.conftest import Caller


@pytest.fixture
async def http(served: Served) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(served.url) as session:
        yield session


async def post(http: aiohttp.ClientSession, name: str, wish: dict[str, Any]) -> dict[str, Any]:
    async with http.post(f"/control/{name}", json=wish) as reply:
        return dict(await reply.json()) | {"status": reply.status}


async def test_people_and_raw_updates(http: aiohttp.ClientSession, call: Caller) -> None:
    await post(http, "update", {"person": 9, "text": "/start"})
    keyboard = {"inline_keyboard": [[{"text": "Có", "callback_data": "y"}]]}
    sent = await call.result("sendMessage", chat_id=9, text="a", reply_markup=keyboard)
    await post(http, "update", {"person": 9, "press": "y", "message": sent["message_id"]})
    await post(http, "update", {"update": {"poll": {}}})
    start, press, raw = await call.result("getUpdates")
    assert start["message"]["text"] == "/start"
    assert press["callback_query"]["data"] == "y"
    assert raw["poll"] == {}


async def test_the_ledger_is_read_in_pieces(http: aiohttp.ClientSession, call: Caller) -> None:
    await post(http, "update", {"person": 9, "text": "/start"})
    for text in "ab":
        await call.result("sendMessage", chat_id=9, text=text)
    async with http.get("/control/ledger", params={"after": 1}) as reply:
        page = await reply.json()
    assert page["next"] == 2
    assert [entry["parameters"]["text"] for entry in page["entries"]] == ["b"]


async def test_faults_and_limits(http: aiohttp.ClientSession, call: Caller, an: Person) -> None:
    await post(http, "fault", {"kind": "flood", "value": 4, "method": "sendMessage", "calls": 1})
    assert "retry after 4" in await call.refusal("sendMessage", chat_id=7, text="a")
    await post(http, "limits", {"overall": 1, "refusal": 2})
    await call.result("sendMessage", chat_id=7, text="a")
    assert "retry after 2" in await call.refusal("sendMessage", chat_id=7, text="b")
    await post(http, "clear", {})
    await call.result("sendMessage", chat_id=7, text="b")
    assert (await post(http, "fault", {"kind": "earthquake"}))["status"] == 400


async def test_updates_out_of_order(http: aiohttp.ClientSession, call: Caller) -> None:
    await post(http, "fault", {"kind": "reorder", "value": 6})
    for text in "abcdef":
        await post(http, "update", {"person": 9, "text": text})
    said = [update["message"]["text"] for update in await call.result("getUpdates")]
    assert sorted(said) == list("abcdef") != said


async def test_no_control_unless_asked_for(telegram: Telegram) -> None:
    async with (
        Served(telegram) as served,
        aiohttp.ClientSession(served.url) as http,
        http.get("/control/ledger") as reply,
    ):
        assert reply.status == 404


async def test_it_comes_back_at_the_same_port(telegram: Telegram, an: Person) -> None:
    served = Served(telegram)
    for _ in range(2):
        async with (
            served,
            aiohttp.ClientSession(served.url) as http,
            http.get(f"/bot{telegram.token}/getMe") as reply,
        ):
            assert reply.status == 200
    async with aiohttp.ClientSession(served.url) as http:
        with pytest.raises(aiohttp.ClientConnectorError):
            await http.get("/")


async def test_a_process_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    options = "-m", "emulator", "--anyone", "--limits", "--ledger", str(file)
    process = await create_subprocess_exec(sys.executable, *options, stdout=PIPE)
    try:
        assert process.stdout
        url = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession(url) as http:
            form = {"chat_id": "5", "text": "chào"}
            async with http.post(f"/bot{TOKEN}/sendMessage", data=form) as reply:
                assert (await reply.json())["ok"]
    finally:
        process.kill()
        await process.wait()
    (line,) = file.read_text().splitlines()
    assert json.loads(line)["parameters"] == {"chat_id": 5, "text": "chào"}


async def test_files_and_addresses_that_are_not_there(
    served: Served, http: aiohttp.ClientSession, telegram: Telegram
) -> None:
    token = telegram.token
    for path, status in (
        ("/", 404),
        (f"/bot{token}", 404),
        ("/bot1:no/getMe", 401),
        ("/file/bot1:no/photos/a.jpg", 401),
        (f"/file/bot{token}/photos/a.jpg", 404),
    ):
        async with http.get(served.url + path) as reply:
            assert reply.status == status
    kind = {"Content-Type": "application/json"}
    async with http.post(f"{served.url}/bot{token}/getMe", data=b"{", headers=kind) as reply:
        assert reply.status == 400
