"""A person with our web page open, as the server sees them: cookie, token, posts, one stream."""

from __future__ import annotations

import asyncio
import html
import json
import re
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp

_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message of the bot as the page got it."""

    id: str
    op: str
    text: str
    choices: tuple[dict[str, str], ...]
    keyboard: str

    @property
    def labels(self) -> list[str]:
        return [choice["label"] for choice in self.choices]


class Visitor:
    """`types`, `presses`, then `waits_for` what the bot says.

    `touches` counts every tap, the browser's own question for the place included; `typed` counts
    what was typed and sent, which is no touch, and `letters` how much that was.
    """

    def __init__(self, url: str, language: str) -> None:
        self.url = url
        self._session = aiohttp.ClientSession(
            headers={"Accept-Language": language},
            cookie_jar=aiohttp.CookieJar(unsafe=True),  # keeps cookies of bare IP addresses
        )
        self._csrf = ""
        self._seq = 0
        self._stream: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._mark = 0
        self.touches = 0
        self.typed = 0
        self.letters = 0
        self.bubbles: list[Bubble] = []
        self.media: list[dict[str, str]] = []
        self.forgotten = asyncio.Event()

    async def opens(self) -> None:
        async with self._session.get(self.url) as page:
            assert page.status == 200, page.status
        async with self._session.get(f"{self.url}api/session") as answer:
            self._csrf = (await answer.json())["csrf"]
        self._stream = asyncio.create_task(self._listen())

    async def leaves(self) -> None:
        await self.closes()
        await self._session.close()

    async def closes(self) -> None:
        """The page, not the browser: `opens` shows it again."""
        if self._stream:
            self._stream.cancel()
            await asyncio.gather(self._stream, return_exceptions=True)

    async def starts(self, payload: str = "") -> int:
        """Opens the page by its link, which is a touch."""
        self.touches += 1
        return await self.posts(kind="started", payload=payload)

    async def types(self, text: str, **more: object) -> int:
        self.typed += 1
        self.letters += len(text)
        return await self.posts(kind="text", text=text, **more)

    async def presses(self, label: str) -> int:
        """Press the newest button with this label."""
        for bubble in reversed(self.bubbles):
            for choice in bubble.choices:
                if choice["label"] == label:
                    return await self._press(choice, bubble)
        raise AssertionError(f"no button {label!r}\n{self.log}")

    async def sends_location(self, latitude: float, longitude: float, accuracy: float = 20) -> int:
        """Presses the button for it, and allows it when the browser asks."""
        self.touches += 2
        return await self.posts(
            kind="location", latitude=latitude, longitude=longitude, accuracy=accuracy
        )

    async def _press(self, choice: dict[str, str], bubble: Bubble) -> int:
        assert "code" in choice, f"{choice} is not for the bot"
        self.touches += 1
        if bubble.keyboard == "reply":
            return await self.posts(kind="text", text=choice["label"])
        return await self.posts(kind="choice", code=choice["code"], message=bubble.id)

    async def posts(self, **body: Any) -> int:
        """Post one message as the page does; returns the HTTP status."""
        self._mark = len(self.bubbles)
        body.setdefault("id", str(uuid.uuid4()))
        headers = {"X-CSRF-Token": self._csrf}
        async with self._session.post(
            f"{self.url}api/messages", json=body, headers=headers
        ) as answer:
            return answer.status

    async def uploads(self, data: bytes, *, name: str) -> int:
        """Press the button for it and pick one file; returns the HTTP status."""
        self.touches += 2
        self._mark = len(self.bubbles)
        headers = {"X-CSRF-Token": self._csrf, "X-Name": quote(name)}
        url = f"{self.url}api/media?id={uuid.uuid4()}"
        async with self._session.post(url, data=data, headers=headers) as answer:
            return answer.status

    async def waits_for(self, text: str = "", seconds: float = 5) -> Bubble:
        """The first answer with this text since the last post, now or when it comes."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    for bubble in self.bubbles[self._mark :]:
                        if text in bubble.text:
                            return bubble
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"{text!r} did not come\n{self.log}") from None

    async def waits_to_forget(self, seconds: float = 5) -> None:
        """Until the page is told that its person was erased."""
        async with asyncio.timeout(seconds):
            await self.forgotten.wait()

    async def fetches(self, url: str) -> tuple[int, str]:
        """Status and text of something that a bubble links to."""
        async with self._session.get(f"{self.url}{url}") as answer:
            return answer.status, await answer.text(errors="replace")

    async def downloads(self, url: str) -> bytes:
        async with self._session.get(f"{self.url}{url}") as answer:
            assert answer.status == 200
            return await answer.read()

    @property
    def log(self) -> str:
        return "\n".join(f"bot: {bubble.text}  {bubble.labels}" for bubble in self.bubbles)

    async def _listen(self) -> None:
        timeout = aiohttp.ClientTimeout(total=None)
        while True:
            try:
                where = f"{self.url}api/events?after={self._seq}"
                async with self._session.get(where, timeout=timeout) as stream:
                    async for line in stream.content:
                        self._take(line.decode().rstrip("\n"))
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)

    def _take(self, line: str) -> None:
        name, _, value = line.partition(": ")
        if name == "id":
            self._seq = int(value)
        if name == "data" and value:
            body = json.loads(value)
            if body.get("op") in ("show", "edit"):
                self.bubbles.append(_bubble(body))
                self.media += body["media"]
                self._changed.set()
            if body.get("op") == "clear":
                self.bubbles.clear()
                self._mark = 0
            if body.get("op") == "delete":
                self._mark = len(self._without(body["message"], self.bubbles[: self._mark]))
                self.bubbles = self._without(body["message"], self.bubbles)
                self._changed.set()
            if body.get("op") == "forget":
                self.forgotten.set()

    @staticmethod
    def _without(message: str, bubbles: list[Bubble]) -> list[Bubble]:
        return [each for each in bubbles if each.id != message]


def _bubble(body: dict[str, Any]) -> Bubble:
    return Bubble(
        id=body["message"],
        op=body["op"],
        text=html.unescape(_TAG.sub("", body["html"])),
        choices=tuple(choice for row in body["choices"] for choice in row),
        keyboard=body["keyboard"],
    )
