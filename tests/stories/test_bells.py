"""The second channel: a real mail server and a real hook, when nobody took a red alert."""

from __future__ import annotations

import asyncio
import hmac
import json
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import serving
from bot.channels.oneway.mail import Mail
from bot.clock import utc_now
from bot.errors import NeverSent, Rejected
from bot.oneway import read_server
from tests.certificates import certificate
from tests.stories.helpers import until
from tests.stories.reporting import official, reports_red
from tests.world import World

KEY = "the key of the hook, forty characters long"
FIVE = timedelta(minutes=5)


class Mailbox:
    """A mail server that keeps what it gets. `answers` are given in turn, then 250."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.mails: list[tuple[Message, list[str], bool]] = []

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        tls = session.ssl is not None
        self.mails.append((message_from_bytes(envelope.content), envelope.rcpt_tos, tls))
        return "250 OK"

    @asynccontextmanager
    async def open(self, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
        """Yields the port; with `tls` STARTTLS is offered."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(self, loop=loop, tls_context=tls, enable_SMTPUTF8=True), "127.0.0.1", 0
        )
        async with server:
            yield server.sockets[0].getsockname()[1]


class Gateway:
    """A hook that keeps what it gets. `answers` are statuses, in turn, then 204."""

    def __init__(self, *answers: int) -> None:
        self.answers = list(answers)
        self.calls: list[tuple[dict[str, str], bytes]] = []

    async def call(self, request: Request) -> Response:
        self.calls.append((dict(request.headers), await request.body()))
        return Response(status_code=self.answers.pop(0) if self.answers else 204)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        app = Starlette(routes=[Route("/alert", self.call, methods=["POST"])])
        async with serving.serving(app, "127.0.0.1", 0) as port:
            yield f"http://127.0.0.1:{port}/alert"


async def test_both_ring_after_five_minutes_and_not_before(world: World) -> None:
    mailbox, gateway = Mailbox(), Gateway()
    async with mailbox.open() as port, gateway.open() as url:
        await with_bells(world, port, url)
        await official(world)
        code = await reports_red(world.worker("Canary"))
        await passes(world, FIVE - timedelta(seconds=1))
        assert not mailbox.mails
        assert not gateway.calls
        await passes(world, timedelta(seconds=2))
        await until(lambda: rung(mailbox.mails), "the mail")
        await until(lambda: rung(gateway.calls), "the hook")
    mail, to, _ = mailbox.mails[0]
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    text = payload.decode("ascii")
    assert to == ["truc@so.example"]
    assert code in text
    headers, body = gateway.calls[0]
    signed = headers["antoan-time"].encode() + b"." + body
    assert (
        headers["antoan-signature"]
        == "sha256=" + hmac.new(KEY.encode(), signed, "sha256").hexdigest()
    )
    told = json.loads(body)
    assert told["text"].strip() == text.strip()
    assert len(told["text"]) <= 160
    assert told["id"] == headers["antoan-id"]
    for word in ("Canary", "0912"):
        assert word not in told["text"]


async def test_it_rings_once_whatever_restarts_and_comes_after_trouble(world: World) -> None:
    mailbox, gateway = Mailbox("451 later"), Gateway(503, 429)
    async with mailbox.open() as port, gateway.open() as url:
        await with_bells(world, port, url)
        await official(world)
        await reports_red(world.worker())
        await world.stops()
        world.now += FIVE + timedelta(seconds=1)
        await with_bells(world, port, url)
        await until(lambda: rung(mailbox.mails), "the mail, tried again", seconds=20)

        async def third() -> bool:
            world.now += timedelta(seconds=10)  # the hook's 429 names 30 s
            return len(gateway.calls) == 3

        await until(third, "the hook, tried again", seconds=20)
        await passes(world, timedelta(minutes=1))
    assert len(mailbox.mails) == 1
    ids = {headers["antoan-id"] for headers, _ in gateway.calls}
    assert len(ids) == 1


async def test_mail_needs_a_certificate_that_is_trusted(tmp_path: Path) -> None:
    offered, trusted = certificate(tmp_path)
    mailbox = Mailbox()
    async with mailbox.open(offered) as port:
        server = read_server(f"smtp://bot%40so.example@localhost:{port}")
        server = replace(server, here=False, user="")
        with pytest.raises(NeverSent):
            await Mail(server, utc_now).say("truc@so.example", "AN TOAN")
        assert not mailbox.mails
        await Mail(server, utc_now, trusted).say("truc@so.example", "AN TOAN")
    assert mailbox.mails[0][2]


async def test_mail_never_goes_in_the_clear_over_a_network() -> None:
    mailbox = Mailbox()
    async with mailbox.open() as port:
        server = read_server(f"smtp://localhost:{port}?from=bot@so.example")
        abroad = replace(server, here=False)
        with pytest.raises((NeverSent, Rejected)):
            await Mail(abroad, utc_now).say("truc@so.example", "AN TOAN")
    assert not mailbox.mails


async def with_bells(world: World, port: int, url: str) -> None:
    """The bot anew, with a second channel."""
    await world.stops()
    await world.starts(
        smtp_url=SecretStr(f"smtp://127.0.0.1:{port}?from=bot@so.example"),
        alert_mail_to="truc@so.example, 00004=elsewhere@example.vn",
        alert_hook_url=SecretStr(url),
        alert_hook_secret=SecretStr(KEY),
    )


async def passes(world: World, time: timedelta) -> None:
    assert world.app
    world.now += time
    await world.app.beats.escalate()


async def rung(kept: Sequence[object]) -> bool:
    return bool(kept)
