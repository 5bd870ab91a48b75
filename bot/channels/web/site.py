"""What every route shares: the ports, the visitor's session, and the ways to say no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request

from bot.channels.web.channel import WebChannel
from bot.channels.web.limits import Buckets, Limits
from bot.channels.web.sessions import Admit, current, same
from bot.channels.web.words import Words
from bot.errors import Unavailable
from bot.incoming import Address
from bot.ports import Files, Ingress, RawUpdate

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Refused(Exception):
    """Ends a request. `error` is a message id: the page has the words."""

    def __init__(self, status: int, error: str, retry_after_s: float = 0.0) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Site:
    """One mounted page and the ports behind it."""

    channel: WebChannel
    ingress: Ingress
    files: Files
    limits: Limits
    buckets: Buckets
    admit: Admit

    def visitor(self, request: Request) -> Address:
        """Who is asking. Raises Refused when the page has to load again first."""
        session = current(request, self.channel.seals, self.admit)
        if session is None:
            raise Refused(401, "web.reload")
        return Address(self.channel.account, session)

    async def words(self, request: Request) -> Words:
        """In the language of who is asking, newcomers included."""
        session = current(request, self.channel.seals, self.admit)
        address = Address(self.channel.account, session) if session else None
        return await self.channel.words.of(address, _phone_language(request))

    def writer(self, request: Request) -> Address:
        """Who is writing: from a page of ours, and not too fast."""
        address = self.visitor(request)
        token = request.headers.get("x-csrf-token", "")
        known = same(token, self.channel.seals.csrf(address.ref))
        if not known or not _same_origin(request):
            raise Refused(403, "web.reload")
        wait_s = self.buckets.take(address.ref)
        if wait_s:
            raise Refused(429, "web.slow", wait_s)
        return address

    async def accept(self, address: Address, update: str, payload: dict[str, Any]) -> None:
        """Hand one update in; when this returns it is committed. Raises Unreadable, Refused."""
        self.channel.read(payload)
        raw = RawUpdate(self.channel.account, update, address.ref, payload)
        try:
            await self.ingress.accept([raw])
        except Unavailable as down:
            raise Refused(503, "web.busy", 3) from down


def envelope(request: Request, address: Address) -> dict[str, Any]:
    """What every payload says about its sender."""
    return {"chat": address.ref, "language": _phone_language(request)}


def _phone_language(request: Request) -> str:
    """The first language that the browser asks for."""
    language = _LANGUAGE.match(request.headers.get("accept-language", ""))
    return language.group() if language else ""


def update_id(value: object) -> str:
    """The page's own id of what it sends: sending again under the same id does nothing."""
    if not isinstance(value, str) or not _UUID.fullmatch(value.lower()):
        raise Refused(422, "web.malformed")
    return value.lower()


async def body(request: Request, most: int, error: str) -> bytes:
    """The whole body. Raises Refused(413, error) as soon as it is known to be too long."""
    declared = request.headers.get("content-length", "0")
    received = bytearray()
    if declared.isdigit() and int(declared) > most:
        raise Refused(413, error)
    async for chunk in request.stream():
        received += chunk
        if len(received) > most:
            raise Refused(413, error)
    return bytes(received)


def _same_origin(request: Request) -> bool:
    """Browsers name the page a request comes from; old ones send Origin alone."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    return request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
