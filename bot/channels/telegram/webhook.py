"""Telegram's webhook: 200 only after the commit; 503 makes Telegram keep the update and retry."""

from __future__ import annotations

import hmac
import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram.arrivals import arrival
from bot.channels.telegram.status import Status
from bot.errors import Unavailable
from bot.ports import Ingress

PATH = "/telegram"
LARGEST_BODY = 1 << 20
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def route(account: str, secret: str, ingress: Ingress, status: Status) -> Route:
    """The endpoint to give to setWebhook. `secret`: 1-256 characters of [A-Za-z0-9_-]."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = arrival(account, json.loads(body))
            await ingress.accept([update] if update else [])
        except (ValueError, RecursionError):
            return Response(status_code=200)  # not JSON: Telegram would repeat it for a day
        except Unavailable:
            return Response(status_code=503, headers={"Retry-After": "1"})
        status.reached()
        return Response(status_code=200)

    return Route(PATH, receive, methods=["POST"])


async def _body(request: Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)
