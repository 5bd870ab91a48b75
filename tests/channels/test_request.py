"""The transport of the Telegram channel, against real servers on this machine.

Every failure here is also searched for the bot's token and the proxy's password.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
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
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.channels.telegram.failures import LostAnswer, NotSent
from bot.channels.telegram.request import AiohttpRequest
from tests.channels.servers import (
    MESSAGE,
    Api,
    Handler,
    Hangup,
    Proxy,
    deaf,
    hang_up,
    keep_waiting,
    listening,
    own_certificate,
    parts,
    refuse,
)

TOKEN = "123456:top-secret"
PASSWORD = "proxy-secret"


def url(port: int, method: str = "sendMessage", *, scheme: str = "http") -> str:
    return f"{scheme}://127.0.0.1:{port}/bot{TOKEN}/{method}"


def fields(**parameters: object) -> RequestData:
    return RequestData([RequestParameter.from_input(k, v) for k, v in parameters.items()])


def told(error: BaseException) -> Iterator[str]:
    """Everything that a log, a person or a debugger could learn from the error and its causes."""
    yield "".join(traceback.format_exception(error))
    link: BaseException | None = error
    while link is not None:
        yield f"{link} {link!r} {link.args} {getattr(link, 'message', '')}"
        link = link.__cause__ or link.__context__


async def failure(request: AiohttpRequest, address: str, **limits: float) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await request.post(address, fields(chat_id=1, text="Xin chào"), **limits)
    for text in told(caught.value):
        assert TOKEN not in text
        assert PASSWORD not in text
    return caught.value


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest() as request:
        yield request


@pytest.fixture(autouse=True)
def _nothing_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    logged = caplog.text + repr([record.__dict__ for record in caplog.records])
    assert TOKEN not in logged
    assert PASSWORD not in logged


# --- connections


async def test_connections_are_kept_and_shared(request_: AiohttpRequest) -> None:
    api = Api(delay=0.02)
    async with listening(api) as port:
        for _ in range(3):
            await request_.post(url(port), fields(chat_id=1))
        assert api.connections == 1
        for _ in range(2):
            await asyncio.gather(*(request_.post(url(port)) for _ in range(8)))
        assert api.connections == 8


async def test_closed_means_not_sent_and_can_be_opened_again() -> None:
    request, api = AiohttpRequest(), Api()
    async with listening(api) as port:
        for _ in range(2):
            assert type(await failure(request, url(port))) is NotSent
            async with request:
                assert await request.post(url(port)) == MESSAGE
    assert api.connections == 2


# --- never sent


async def test_nobody_listens(request_: AiohttpRequest) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    error = await failure(request_, url(port))
    assert type(error) is NotSent
    assert "Connection refused" in str(error)


@pytest.mark.parametrize("host", ["nowhere.invalid", "no..where", "x" * 70, "[", ""])
async def test_no_such_host(request_: AiohttpRequest, host: str) -> None:
    error = await failure(request_, f"http://{host}/bot{TOKEN}/getMe", connect_timeout=2)
    assert type(error) is NotSent


async def test_no_handshake_with_a_server_without_tls(request_: AiohttpRequest) -> None:
    async with listening(refuse) as port:
        assert type(await failure(request_, url(port, scheme="https"))) is NotSent


async def test_a_handshake_that_never_ends(request_: AiohttpRequest) -> None:
    async with listening(keep_waiting) as port:
        error = await failure(request_, url(port, scheme="https"), connect_timeout=0.1)
    assert type(error) is NotSent


async def test_a_full_pool_sends_nothing() -> None:
    api = Api(delay=1)
    async with listening(api) as port, AiohttpRequest(connections=1) as request:
        first = asyncio.create_task(request.post(url(port)))
        await asyncio.sleep(0.1)
        error = await failure(request, url(port), pool_timeout=0.1, connect_timeout=0.1)
        assert type(error) is NotSent
        await first
    assert len(api.heads) == 1


# --- perhaps arrived


@pytest.mark.parametrize("reset", [False, True])
async def test_the_server_hangs_up(request_: AiohttpRequest, *, reset: bool) -> None:
    api = Hangup(reset=reset)
    async with listening(api) as port:
        assert type(await failure(request_, url(port))) is LostAnswer
    assert len(api.heads) == 1


@pytest.mark.parametrize("reset", [False, True])
async def test_a_kept_connection_is_lost_and_nothing_repeated(
    request_: AiohttpRequest, *, reset: bool
) -> None:
    api = Hangup(good=1, reset=reset)
    async with listening(api) as port:
        await request_.post(url(port))
        assert type(await failure(request_, url(port))) is LostAnswer
    assert (len(api.heads), api.connections) == (2, 1)


async def test_no_answer_in_time(request_: AiohttpRequest) -> None:
    async with listening(Api(delay=1)) as port:
        assert type(await failure(request_, url(port), read_timeout=0.1)) is LostAnswer


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"SSH-2.0-OpenSSH_9\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
    ],
    ids=["half", "bad chunk", "not HTTP", "not JSON"],
)
async def test_an_answer_that_cannot_be_read(request_: AiohttpRequest, reply: bytes) -> None:
    api = Hangup(good=1)
    api.reply = reply
    async with listening(api) as port:
        error = await failure(request_, url(port), read_timeout=0.3)
    assert type(error) is LostAnswer


# --- answers


def refusal(code: int, **parameters: int) -> dict[str, Any]:
    return {"ok": False, "error_code": code, "description": "no", "parameters": parameters}


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
    request_: AiohttpRequest,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    parameters: dict[str, int],
    expected: type[Exception],
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else PTB warns of a change to come at each 429
    async with listening(Api(refusal(status, **parameters), status=status)) as port:
        error = await failure(request_, url(port))
    assert type(error) is expected


@pytest.mark.parametrize("status", [301, 502, 504])
async def test_a_gateways_page_is_an_error_that_quotes_nothing(
    request_: AiohttpRequest, status: int
) -> None:
    page = f"<html>cannot reach /bot{TOKEN}/sendMessage</html>".encode()
    async with listening(Api(page, status=status)) as port:
        error = await failure(request_, url(port))
    assert type(error) is NetworkError
    assert str(status) in str(error)


async def test_a_long_poll_outlasts_the_read_timeout(request_: AiohttpRequest) -> None:
    async with listening(Api({"ok": True, "result": []}, delay=0.5)) as port:
        # Not TOKEN: PTB's Bot itself logs its address at DEBUG.
        bot = Bot("0:public", base_url=f"http://127.0.0.1:{port}/bot", get_updates_request=request_)
        assert await bot.get_updates(timeout=1, read_timeout=0.2) == ()


async def test_a_file_is_downloaded(request_: AiohttpRequest) -> None:
    async with listening(Api(b"\x00\xff" * 500_000)) as port:
        assert await request_.retrieve(url(port, "photo.jpg")) == b"\x00\xff" * 500_000


# --- bodies


async def test_fields_travel_as_json(request_: AiohttpRequest) -> None:
    api, text = Api(), "Đội mũ bảo hiểm <b>ngay</b> & \ud83d"
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Có", callback_data="a:1")]])
    async with listening(api) as port:
        await request_.post(url(port), fields(chat_id=7, text=text, reply_markup=keyboard, no=None))
    assert "Content-Type: application/json\r\n" in api.heads[0]
    assert "Accept-Encoding: identity\r\n" in api.heads[0]
    assert json.loads(api.bodies[0].decode(errors="surrogatepass")) == {
        "chat_id": 7,
        "text": text,
        "reply_markup": {"inline_keyboard": [[{"text": "Có", "callback_data": "a:1"}]]},
    }


@pytest.mark.parametrize("streamed", [False, True])
async def test_an_upload_arrives_whole(
    request_: AiohttpRequest, tmp_path: Path, *, streamed: bool
) -> None:
    api, content = Api(), bytes(range(256)) * 20_480
    path = tmp_path / "x"
    path.write_bytes(content)
    with path.open("rb") as source:
        file = InputFile(source, "biên bản.pdf", read_file_handle=not streamed)
        data = fields(chat_id=1, document=file, caption="Ồ", entities=[{"length": 1}])
        async with listening(api) as port:
            await request_.post(url(port, "sendDocument"), data)
    assert parts(api.heads[0], api.bodies[0]) == {
        'name="chat_id"': b"1",
        'name="caption"': "Ồ".encode(),
        'name="entities"': b'[{"length": 1}]',
        'name="document"; filename="biên bản.pdf"': content,
    }


async def test_an_upload_is_read_as_it_is_sent_and_may_not_stall(
    request_: AiohttpRequest, tmp_path: Path
) -> None:
    path = tmp_path / "big"
    with path.open("wb") as sparse:
        sparse.truncate(256 << 20)
    with path.open("rb") as source:
        data = fields(document=InputFile(source, "big", read_file_handle=False))
        async with listening(deaf) as port:
            sending = request_.post(
                url(port),
                data,
                read_timeout=0.1,
                write_timeout=0.5,
                connect_timeout=0.1,
                pool_timeout=0.1,
            )
            task = asyncio.create_task(sending)
            await asyncio.sleep(0.4)
            assert 0 < source.tell() < 64 << 20
            with pytest.raises(LostAnswer):
                await asyncio.wait_for(task, 2)
        assert source.closed


# --- proxies


@pytest.mark.parametrize("scheme", ["socks5", "http", "https"])
async def test_everything_goes_through_the_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    tls = own_certificate(tmp_path) if scheme == "https" else None
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    api = Api()
    async with listening(api) as port:
        proxy = Proxy(port)
        async with listening(proxy, tls) as door:
            proxy_url = f"{scheme}://worker:{PASSWORD}@127.0.0.1:{door}"
            async with AiohttpRequest(proxy_url=proxy_url) as request:
                for _ in range(2):
                    address = f"http://telegram.invalid:81/bot{TOKEN}/getMe"
                    assert await request.post(address) == MESSAGE
    assert proxy.asked == [f"worker:{PASSWORD} telegram.invalid:81"]
    assert api.heads[0].startswith(f"POST /bot{TOKEN}/getMe HTTP/1.1")


@pytest.mark.parametrize("scheme", ["socks5", "http", "https"])
@pytest.mark.parametrize("behaviour", [refuse, hang_up, keep_waiting])
async def test_a_proxy_that_does_not_connect(scheme: str, behaviour: Handler) -> None:
    async with listening(behaviour) as door:
        proxy_url = f"{scheme}://worker:{PASSWORD}@127.0.0.1:{door}"
        async with AiohttpRequest(proxy_url=proxy_url) as request:
            address = f"http://telegram.invalid/bot{TOKEN}/getMe"
            error = await failure(request, address, connect_timeout=0.2, pool_timeout=0.1)
    assert type(error) is NotSent


async def test_no_proxy_at_its_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    async with AiohttpRequest(proxy_url=f"socks5://w:{PASSWORD}@127.0.0.1:{port}") as request:
        assert type(await failure(request, url(port))) is NotSent
