"""Somebody on a phone without buttons, who types numbers and labels instead."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.buttons import Button, OpenEmergency, OpenMenu, decode
from bot.screen import choice_numbers
from storage.sealing import Vault
from tests.visitor import Bubble, Visitor
from tests.world import SECRET, World


class Typist:
    """Types numbers and labels, and notes which buttons these stood for."""

    def __init__(self, world: World, visitor: Visitor) -> None:
        self.used: set[type[Button]] = set()
        self._world = world
        self._visitor = visitor

    async def numbers(self, label: str, answer: str) -> Bubble:
        """Types the number that stands before `label`."""
        shown = await self._shown()
        names = [name for _, name in shown]
        at = next((place for place, name in enumerate(names) if label in name), None)
        assert at is not None, (label, names)
        number = choice_numbers(len(shown))[at]
        line = f"{number}. {names[at]}"  # what others said meanwhile may stand below
        assert any(line in bubble.text for bubble in self._visitor.bubbles[-4:])
        return await self._types(str(number), shown[at][0], answer)

    async def labels(self, label: str, answer: str) -> Bubble:
        """Types the label itself."""
        codes = [code for code, name in await self._shown() if name == label]
        assert codes, (label, await self._shown())
        code = codes[0]
        return await self._types(label.lower(), code, answer)

    async def zero(self) -> Bubble:
        self.used.add(OpenMenu)
        return await self._types("0", "m:", "Cần gì, bấm nút")

    async def nine(self) -> Bubble:
        self.used.add(OpenEmergency)
        return await self._types("9", "e:", "GỌI 115 NGAY")

    async def says(self, words: str, answer: str) -> Bubble:
        self._world.now += timedelta(seconds=5)  # nobody types faster
        assert await self._visitor.types(words) == 200
        found = await self._visitor.waits_for(answer, seconds=15)
        await self._world.settles()
        return found

    async def hears(self, words: str) -> Bubble:
        """Is told something unasked."""
        return await self._visitor.waits_for(words, seconds=15)

    async def _types(self, words: str, code: str, answer: str) -> Bubble:
        self.used.add(type(decode(code)))
        return await self.says(words, answer)

    async def _shown(self) -> list[tuple[str, str]]:
        """The choices that the database keeps for typed answers."""
        (row,) = await self._world.rows("SELECT row, shown FROM addresses WHERE account = 'text'")
        name, sealed = tuple(row)
        assert isinstance(name, bytes)
        assert isinstance(sealed, bytes)
        return [(c, n) for c, n in json.loads(Vault(SECRET).open("addresses.shown", name, sealed))]
