"""Where people's questions go in, for the crash benchmark: polling, webhook, web page.

Each sender repeats exactly what the real one would: Telegram until 200, the page the same uuid
until 200. A question counts as accepted only then.
"""

from __future__ import annotations

import asyncio
import random
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp
import sqlalchemy as sa

from benchmarks.peers.house import SECRET, Settings, on_telegram
from bot.channels.telegram.webhook import PATH
from bot.channels.web.sessions import Seals, cookie_name
from bot.incoming import Address
from storage.sealing import derive
from storage.transcripts import heads
from storage.unit import SqlUnits

HOOK_SECRET = "hook-secret"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = aiohttp.ClientTimeout(total=15)
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.2, 4.0
_FIRST_CHAT = 7_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """Two words that mean nothing, so that it is noted as unanswered; one person each."""

    number: int

    @property
    def chat(self) -> int:
        return _FIRST_CHAT + self.number

    @property
    def text(self) -> str:
        digits = [self.number >> 2 * at & 3 for at in range(8)]
        letters = [("qxzj", "wfkv")[at % 2][digit] for at, digit in enumerate(digits)]
        return f"{''.join(letters[:4])} {''.join(letters[4:])}"

    @property
    def update(self) -> dict[str, Any]:
        person = {"id": self.chat, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
        message = {
            "message_id": 1,
            "from": person,
            "chat": {"id": self.chat, "first_name": "Lan", "type": "private"},
            "date": 1_790_000_000,
            "text": self.text,
        }
        return {"update_id": self.chat, "message": message}

    @property
    def session(self) -> str:
        return f"{self.chat:032x}"


class Ingress(Protocol):
    """`send` returns once the question is accepted; `answers` counts what each person was told,
    `progress` what all were told together.
    """

    @property
    def name(self) -> str: ...

    def settings(self) -> Settings: ...

    async def send(self, question: Question) -> None: ...

    async def progress(self) -> int: ...

    async def answers(self, asked: Sequence[Question]) -> Counter[Question]: ...


@dataclass
class Polling:
    """Telegram takes the question; the bot fetches it. `api` is the emulator."""

    api: str
    http: aiohttp.ClientSession
    name: str = "polling"
    _read: int = 0
    _told: Counter[int] = field(default_factory=Counter)

    def settings(self) -> Settings:
        return on_telegram(self.api)

    async def send(self, question: Question) -> None:
        wish = {"person": question.chat, "text": question.text}
        async with self.http.post(f"{self.api}/control/update", json=wish) as answer:
            answer.raise_for_status()

    async def progress(self) -> int:
        where = f"{self.api}/control/ledger?after={self._read}"
        async with self.http.get(where) as answer:
            news = await answer.json()
        self._read = news["next"]
        sent = (entry for entry in news["entries"] if entry["method"] == "sendMessage")
        self._told.update(entry["chat_id"] for entry in sent)
        return self._told.total()

    async def answers(self, asked: Sequence[Question]) -> Counter[Question]:
        await self.progress()
        return Counter({question: self._told[question.chat] for question in asked})


@dataclass
class Webhook(Polling):
    """We are Telegram and post to the bot; its answers go to the emulator."""

    name: str = "webhook"
    port: int = 0

    def settings(self) -> Settings:
        return on_telegram(self.api) | {
            "ANTOAN_WEBHOOK_URL": "https://bot.example",
            "ANTOAN_WEBHOOK_SECRET": HOOK_SECRET,
            "ANTOAN_LISTEN": f"127.0.0.1:{self.port}",
        }

    async def send(self, question: Question) -> None:
        where = f"http://127.0.0.1:{self.port}{PATH}"
        await until_taken(self.http, where, question.update, {HEADER: HOOK_SECRET})


@dataclass
class Web:
    """Everybody has the page open already: a signed cookie and the token that it read. What the
    transcript holds, the page gets.
    """

    units: SqlUnits
    port: int
    http: aiohttp.ClientSession
    name: str = "web"
    _seals: Seals = field(default_factory=lambda: Seals(derive(SECRET, "web-sessions")))

    def settings(self) -> Settings:
        return {"ANTOAN_WEB_LISTEN": f"127.0.0.1:{self.port}"}

    async def send(self, question: Question) -> None:
        said = {"id": str(uuid.uuid4()), "kind": "text", "text": question.text}
        cookie = f"{cookie_name('/')}={self._seals.cookie(question.session)}"
        headers = {"Cookie": cookie, "X-CSRF-Token": self._seals.csrf(question.session)}
        await until_taken(self.http, f"http://127.0.0.1:{self.port}/api/messages", said, headers)

    async def progress(self) -> int:
        async with self.units.reading() as unit:
            total = await unit.execute(sa.select(sa.func.sum(heads.c.seq)))
            return total.scalar() or 0

    async def answers(self, asked: Sequence[Question]) -> Counter[Question]:
        people = {Address(self.name, question.session): question for question in asked}
        async with self.units.reading() as unit:
            told = await unit.transcripts.newest(list(people))
        return Counter({people[address]: seq for address, seq in told.items()})


async def until_taken(
    http: aiohttp.ClientSession, where: str, body: dict[str, Any], headers: dict[str, str]
) -> None:
    """Post the same again until 200, less and less often. Raises RuntimeError when repeating
    cannot cure a refusal.
    """
    pause = FIRST_PAUSE_S
    while True:
        try:
            async with http.post(where, json=body, headers=headers, timeout=PATIENCE) as answer:
                if answer.status == 200:
                    return
                if answer.status < 500:
                    raise RuntimeError(f"{where}: {answer.status} {await answer.text()}")
        except (aiohttp.ClientConnectionError, TimeoutError):
            pass
        await asyncio.sleep(random.uniform(pause / 2, pause))
        pause = min(LONGEST_PAUSE_S, pause * 2)
