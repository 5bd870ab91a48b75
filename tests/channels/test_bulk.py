"""The bulk path against real servers; its errors are those of the ordinary road."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.telegram.bulk import Bulk, Ready
from bot.channels.telegram.failures import LostAnswer, NotSent
from bot.channels.telegram.wire import Wire, read
from tests.channels.servers import (
    Api,
    Hangup,
    deaf,
    hang_up,
    keep_waiting,
    listening,
    own_certificate,
)

TOKEN = "123456:top-secret"


def made_ready(port: int, *, scheme: str = "http") -> tuple[Wire, Ready]:
    wire = Wire(f"{scheme}://127.0.0.1:{port}", connect=0.3, read=0.3)
    return wire, Bulk(wire, TOKEN).ready("sendMessage", {"text": "Đội mũ", "reply_markup": None})


@pytest.fixture(autouse=True)
def _nothing_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    assert TOKEN not in caplog.text + repr([record.__dict__ for record in caplog.records])


async def failure(port: int, *, before: int = 0, scheme: str = "http") -> TelegramError:
    wire, send = made_ready(port, scheme=scheme)
    for _ in range(before):
        await send("1")
    with pytest.raises(TelegramError) as caught:
        await send("1")
    wire.close()
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    return caught.value


async def test_only_the_chat_changes() -> None:
    api = Api()
    async with listening(api) as port:
        wire, send = made_ready(port)
        assert [await send("77"), await send('-100"')] == ["1", "1"]
        wire.close()
    assert api.connections == 1
    assert [json.loads(body) for body in api.bodies] == [
        {"chat_id": "77", "text": "Đội mũ"},
        {"chat_id": '-100"', "text": "Đội mũ"},
    ]
    assert api.heads[0].startswith(f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")


async def test_many_at_once_each_on_a_connection_of_its_own_and_kept() -> None:
    api = Api(delay=0.02)
    async with listening(api) as port:
        wire, send = made_ready(port)
        for _ in range(3):
            await asyncio.gather(*(send(str(number)) for number in range(8)))
        wire.close()
    assert (api.connections, len(api.bodies)) == (8, 24)


async def test_over_tls_only_with_a_certificate_that_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api, tls = Api(), own_certificate(tmp_path)
    async with listening(api, tls) as port:
        assert type(await failure(port, scheme="https")) is NotSent
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        wire, send = made_ready(port, scheme="https")
        assert await send("1") == "1"
        wire.close()
        await asyncio.sleep(0.01)
    assert len(api.bodies) == 1


async def test_nothing_was_sent_without_a_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert type(await failure(port)) is NotSent
    async with listening(keep_waiting) as silent:
        assert type(await failure(silent, scheme="https")) is NotSent


@pytest.mark.parametrize("root", ["http://nowhere.invalid", "http://no..where", "http://x:99999"])
async def test_no_such_server(root: str) -> None:
    with pytest.raises(NotSent):
        await Bulk(Wire(root, connect=2), TOKEN).ready("getMe", {})("1")


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("good", [0, 1])
async def test_a_server_that_hangs_up_may_have_read_it(good: int, *, reset: bool) -> None:
    api = Hangup(good, reset=reset)
    async with listening(api) as port:
        assert type(await failure(port, before=good)) is LostAnswer
    assert (len(api.heads), api.connections) == (good + 1, 1)


@pytest.mark.parametrize("handler", [Api(delay=1), deaf, hang_up], ids=["slow", "deaf", "gone"])
async def test_no_answer(handler: Api) -> None:
    async with listening(handler) as port:
        assert type(await failure(port)) is LostAnswer


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"SSH-2.0-OpenSSH_9\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
    ],
    ids=["half", "huge", "bad chunk", "not HTTP", "not JSON", "not the Bot API's"],
)
async def test_an_answer_that_cannot_be_read(reply: bytes) -> None:
    api = Hangup(good=1)
    api.reply = reply
    async with listening(api) as port:
        assert type(await failure(port)) is LostAnswer


@pytest.mark.parametrize(
    ("status", "parameters", "expected"),
    [
        (400, {}, BadRequest),
        (400, {"migrate_to_chat_id": -100}, ChatMigrated),
        (401, {}, InvalidToken),
        (403, {}, Forbidden),
        (409, {}, Conflict),
        (429, {"retry_after": 7}, RetryAfter),
        (500, {}, NetworkError),
    ],
)
async def test_refusals_stay_ptbs(
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    parameters: dict[str, int],
    expected: type[Exception],
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else PTB warns of a change to come at each 429
    body = {"ok": False, "error_code": status, "description": "no", "parameters": parameters}
    async with listening(Api(body, status=status)) as port:
        assert type(await failure(port)) is expected


@pytest.mark.parametrize("status", [301, 502])
async def test_a_gateways_page_is_quoted_nowhere(status: int) -> None:
    async with listening(Api(f"<html>/bot{TOKEN}/x".encode(), status=status)) as port:
        assert type(await failure(port)) is NetworkError


async def test_who_gives_up_leaves_no_answer_for_the_next() -> None:
    api = Api(delay=0.1)
    async with listening(api) as port:
        wire, send = made_ready(port)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(send("1"), 0.05)
        assert await send("2") == "1"
        wire.close()
    assert api.connections == 2


async def test_what_the_server_closes_is_not_used_again() -> None:
    api = Api()
    api.reply = api.reply.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)
    async with listening(api) as port:
        wire, send = made_ready(port)
        for _ in range(2):
            await send("1")
        wire.close()
    assert api.connections == 2


BODY = b'{"ok":true}'
WHOLE = [
    b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n" + BODY,
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n6\r\n" + BODY[:6] + b"\r\n5;x=y\r\n"
    b"" + BODY[6:] + b"\r\n0\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n" + BODY,
]


@given(whole=st.sampled_from(WHOLE), at=st.integers(0, 200))
def test_an_answer_may_come_in_pieces(whole: bytes, at: int) -> None:
    assert read(whole) == (200, BODY, True)
    if at < len(whole):
        assert read(whole[:at]) is None


def test_an_answer_may_end_with_the_connection() -> None:
    assert read(b"HTTP/1.0 200 OK\r\n\r\n" + BODY, ended=True) == (200, BODY, False)
    assert read(WHOLE[0] + b"more") == (200, BODY, False)
