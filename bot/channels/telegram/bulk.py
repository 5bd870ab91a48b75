"""The bulk path: one message to many, encoded once but for the chat it goes to."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.channels.telegram.request import AiohttpRequest, encode, without_page
from bot.channels.telegram.wire import Wire

_HERE = "\0"
Ready = Callable[[str], Awaitable[str]]
"""Sends the prepared message to a chat; returns the id of the message. Raises TelegramError."""


class Bulk:
    """Straight to the Bot API, past python-telegram-bot's Bot; its errors stay."""

    def __init__(self, wire: Wire, token: str) -> None:
        """`wire`: to the root of the server, without /bot…"""
        self._wire = wire
        self._token = token

    def ready(self, method: str, fields: Mapping[str, Any]) -> Ready:
        """The request, made once. `fields`: all but chat_id, as the Bot API takes them in JSON."""
        wire = self._wire
        head = (
            f"POST {wire.path}/bot{self._token}/{method} HTTP/1.1\r\nHost: {wire.host}\r\n"
            f"User-Agent: {AiohttpRequest.USER_AGENT}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()
        known = {name: value for name, value in fields.items() if value is not None}
        before, after = encode(known | {"chat_id": _HERE}).rsplit(encode(_HERE), 1)

        async def send(ref: str) -> str:
            body = b"%s%s%s" % (before, encode(ref), after)
            return await self._send(b"%s%d\r\n\r\n%s" % (head, len(body), body))

        return send

    async def _send(self, request: bytes) -> str:
        status, body = await self._wire.exchange(request)
        result = _result(body) if status == 200 else None
        if result is None:
            result = await _Judged(status, body).post("")
        return str(result["message_id"]) if isinstance(result, dict) else ""


def _result(body: bytes) -> Any:
    """What an undisputed answer holds; None for every other answer."""
    try:
        parsed = json.loads(body)
    except ValueError:
        return None
    return parsed.get("result") if isinstance(parsed, dict) and parsed.get("ok") is True else None


class _Judged(AiohttpRequest):
    """Lets python-telegram-bot judge an answer as if it had fetched it: its errors, its texts."""

    __slots__ = ("_answer",)

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__()
        self._answer = status, without_page(status, body)

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        return self._answer
