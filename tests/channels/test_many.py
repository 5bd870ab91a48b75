"""One screen said to many on Telegram: a file is uploaded once, and everybody gets the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.buttons import OpenMenu
from bot.channels.telegram.connection import TelegramConnection
from bot.errors import NeverSent, OutcomeUnknown, Rejected, Throttled, Unreachable
from bot.incoming import Address
from bot.ports import Saying
from bot.screen import Choice, Media, Screen
from content.html import Html
from emulator import samples
from emulator.person import Person
from emulator.server import Served
from emulator.state import TOKEN, Telegram
from tests.channels.servers import Proxy, listening

TEXT = Html.escape("Đội mũ & đeo dây")
ROWS = ((Choice("Xem thêm", OpenMenu()),),)
PHOTO = Media("photo", "hat")


class Cupboard:
    """The files that are kept; `asked` counts the reading of them."""

    def __init__(self) -> None:
        self.kept = {"hat": ("image/jpeg", samples.JPEG), "rope": ("image/jpeg", samples.JPEG)}
        self.asked = 0

    async def put(self, name: str, kind: str, data: bytes, *, owner: Address) -> str:
        raise NotImplementedError

    async def get(self, file: str) -> tuple[str, bytes] | None:
        self.asked += 1
        return self.kept.get(file)


class Town:
    def __init__(self, telegram: Telegram, connection: TelegramConnection, files: Cupboard) -> None:
        self.telegram, self.connection, self.files = telegram, connection, files
        self.people = [Person(telegram, number) for number in (7, 8, 9)]
        for person in self.people:
            person.starts()

    def saying(self, *media: Media) -> Saying:
        return self.connection.channel.saying(Screen(TEXT, ROWS, media=media))

    def address(self, number: int) -> Address:
        return Address(self.connection.channel.account, str(number))

    async def to_all(self, say: Saying) -> list[str]:
        return await asyncio.gather(*(say(self.address(person.id)) for person in self.people))


@asynccontextmanager
async def connected(telegram: Telegram, api_url: str, proxy_url: str | None) -> AsyncIterator[Town]:
    files = Cupboard()
    connection = TelegramConnection(
        TOKEN,
        api_url=api_url,
        proxy_url=proxy_url,
        clock=lambda: datetime.now(UTC),
        hook=None,
        files=files,
    )
    await connection.open()
    yield Town(telegram, connection, files)
    await connection.close()


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    telegram = Telegram()
    async with Served(telegram) as served, connected(telegram, served.url, None) as town:
        yield town


async def test_with_a_proxy_everything_goes_through_it() -> None:
    telegram = Telegram()
    async with Served(telegram) as served:
        port = int(served.url.rpartition(":")[2])
        async with listening(Proxy(port)) as proxy:
            through = f"socks5://user:password@127.0.0.1:{proxy}"
            async with connected(telegram, "http://only-there.invalid", through) as town:
                assert len(await town.to_all(town.saying())) == 3


async def test_everybody_gets_the_same_words_and_buttons(town: Town) -> None:
    numbers = await town.to_all(town.saying())
    for person, number in zip(town.people, numbers, strict=True):
        message = person.last
        assert message.text == "Đội mũ & đeo dây"
        assert str(message.id) == number
        person.presses("Xem thêm")
    assert town.telegram.complaints == []


async def test_a_picture_goes_to_telegram_once(town: Town) -> None:
    say = town.saying(PHOTO)
    for _ in range(2):
        await town.to_all(say)
    sent = [entry for entry in town.telegram.ledger.entries if entry.method == "sendPhoto"]
    assert len(sent) == 6
    assert town.files.asked == 1
    assert {person.last.text for person in town.people} == {"Đội mũ & đeo dây"}


async def test_an_album_goes_to_telegram_once(town: Town) -> None:
    say = town.saying(PHOTO, Media("photo", "rope"))
    for _ in range(2):
        await town.to_all(say)
    assert town.files.asked == 2
    assert town.telegram.ledger.count("sendMediaGroup") == 6


async def test_without_its_picture_the_words_go_alone(town: Town) -> None:
    say = town.saying(Media("photo", "lost"))
    await town.to_all(say)
    await town.to_all(say)
    assert town.files.asked <= 2
    assert town.telegram.ledger.count("sendMessage") == 6


async def test_a_picture_that_telegram_has_forgotten_is_uploaded_again(town: Town) -> None:
    say = town.saying(PHOTO)
    await town.to_all(say)
    town.telegram.files.by_id.clear()
    for person in town.people:
        try:
            await say(town.address(person.id))
        except (NeverSent, Rejected):
            await say(town.address(person.id))
    assert town.files.asked == 2


async def test_each_failure_has_its_kind(town: Town) -> None:
    say = town.saying()
    town.people[0].blocks()
    with pytest.raises(Unreachable):
        await say(town.address(7))
    town.telegram.faults.flood(5, calls=1)
    with pytest.raises(Throttled) as refused:
        await say(town.address(8))
    assert refused.value.retry_after == 5
    town.telegram.faults.drop(calls=1)
    with pytest.raises(OutcomeUnknown):
        await say(town.address(8))
    town.telegram.faults.status(502, calls=1)
    with pytest.raises(NeverSent):
        await say(town.address(8))
    with pytest.raises(Rejected):
        await town.connection.channel.saying(Screen(Html.escape("x" * 5000)))(town.address(8))
