"""The Bot API over HTTP: the ASGI application, and a server for it inside the running loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import unquote

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from emulator import control as controls
from emulator.api import Answer, answer, refused
from emulator.parameters import read
from emulator.refusals import Refusal, bad_request
from emulator.state import Telegram

HangUp = Callable[[Scope], None]


def application(telegram: Telegram, hang_up: HangUp, *, control: bool = False) -> ASGIApp:
    """`hang_up` closes a request's connection, for the calls that get no answer at all."""
    steering = controls.application(telegram) if control else None

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if steering and path.startswith("/control/"):
            return await steering(scope, receive, send)
        with suppress(asyncio.CancelledError):  # the server stops: nobody is left to be answered
            given = await _answer(telegram, path, scope, receive)
            if not given.hang_up:
                return await _send(send, given)
            hang_up(scope)
            await receive()  # the connection is gone only then; before, uvicorn would answer
        return None

    return app


async def _answer(telegram: Telegram, path: str, scope: Scope, receive: Receive) -> Answer:
    body = await _body(receive)
    if path.startswith("/file/bot"):
        return _download(telegram, path.removeprefix("/file/bot"))
    token, _, method = path.removeprefix("/bot").partition("/")
    if not path.startswith("/bot") or not method:
        return refused(Refusal(404, "Not Found"))
    try:
        given, uploads = read(_content_type(scope), scope["query_string"], body)
    except ValueError:
        return refused(bad_request("can't parse the request"))
    return await answer(telegram, unquote(token), method, given, uploads)


def _download(telegram: Telegram, rest: str) -> Answer:
    token, _, path = rest.partition("/")
    file = telegram.files.by_path.get(path)
    if token != telegram.token:
        return refused(Refusal(401, "Unauthorized"))
    if file is None:
        return refused(Refusal(404, "Not Found"))
    return Answer(200, file.upload.data, "application/octet-stream")


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
    return body


def _content_type(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"content-type":
            return str(value.decode("latin-1"))
    return ""


async def _send(send: Send, given: Answer) -> None:
    headers = [
        (b"content-type", given.content_type.encode()),
        (b"content-length", str(len(given.body)).encode()),
    ]
    if given.retry_after is not None:
        headers.append((b"retry-after", str(given.retry_after).encode()))
    await send({"type": "http.response.start", "status": given.status, "headers": headers})
    await send({"type": "http.response.body", "body": given.body})


class Served:
    """`async with Served(telegram) as served:` listens on 127.0.0.1, at a free port unless told.

    Entered again it keeps its port: an outage is leaving it for a while.

    uvicorn speaks HTTP; the listening socket is ours, so that closing takes no time.
    """

    def __init__(self, telegram: Telegram, *, control: bool = False, port: int = 0) -> None:
        self.telegram = telegram
        self.port = port
        self._state = ServerState()
        self._server: asyncio.Server | None = None
        app = application(telegram, self._hang_up, control=control)
        self._config = uvicorn.Config(
            app,
            lifespan="off",
            log_config=None,
            access_log=False,
            ws="none",
            proxy_headers=False,
            timeout_keep_alive=75,
        )
        self._config.load()

    @property
    def url(self) -> str:
        """The root, without /bot…; python-telegram-bot wants it with `/bot` appended."""
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._protocol, "127.0.0.1", self.port)
        self.telegram.webhooks.resume()
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._server
        self._server.close()
        self.telegram.close()
        for connection in tuple(self._state.connections):
            connection.transport.abort()
        for task in tuple(self._state.tasks):
            task.cancel()
        await asyncio.gather(*self._state.tasks, return_exceptions=True)
        await asyncio.sleep(0)  # the loop tells the aborted connections that they are lost

    def _protocol(self) -> H11Protocol:
        return H11Protocol(config=self._config, server_state=self._state, app_state={})

    def _hang_up(self, scope: Scope) -> None:
        for connection in tuple(self._state.connections):
            if isinstance(connection, H11Protocol) and connection.client == scope["client"]:
                connection.transport.abort()
