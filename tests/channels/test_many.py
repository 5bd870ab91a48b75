"""One screen said to many on Telegram: a file is uploaded once, and everybody gets the same."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.buttons import OpenMenu
from bot.channels.telegram.connection import TelegramConnection
from bot.errors import (
    NeverSent,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unavailable,
    Unreachable,
)
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
    """The files that are kept; `asked` counts the reading of them. `down`: no names are noted."""

    def __init__(self) -> None:
        self.kept = {"hat": ("image/jpeg", samples.JPEG), "rope": ("image/jpeg", samples.JPEG)}
        self.asked = 0
        self.down = False
        self.names: dict[tuple[str, str], str] = {}

    async def put(self, name: str, kind: str, data: bytes, *, owner: Address) -> str:
        raise NotImplementedError

    async def get(self, file: str) -> tuple[str, bytes] | None:
        self.asked += 1
        return self.kept.get(file)

    async def name_at(self, account: str, file: str) -> str | None:
        return self.names.get((account, file))

    async def rename_at(self, account: str, file: str, name: str | None) -> None:
        if self.down:
            raise Unavailable
        if name is None:
            self.names.pop((account, file), None)
        else:
            self.names[account, file] = name


class Town:
    def __init__(
        self, telegram: Telegram, connection: TelegramConnection, files: Cupboard, api_url: str
    ) -> None:
        self.telegram, self.connection, self.files = telegram, connection, files
        self.api_url = api_url
        self.people = [Person(telegram, number) for number in (7, 8, 9)]
        for person in self.people:
            person.starts()

    def saying(self, *media: Media) -> Saying:
        return self.connection.channel.saying(Screen(TEXT, ROWS, media=media))

    def address(self, number: int) -> Address:
        return Address(self.connection.channel.account, str(number))

    @asynccontextmanager
    async def restarted(self) -> AsyncIterator[Town]:
        """The same people and memory, and a bot that has just started."""
        async with connected(self.telegram, self.api_url, None, self.files) as anew:
            yield anew

    async def to_all(self, say: Saying) -> list[str]:
        return await asyncio.gather(*(say(self.address(person.id)) for person in self.people))


@asynccontextmanager
async def connected(
    telegram: Telegram, api_url: str, proxy_url: str | None, files: Cupboard | None = None
) -> AsyncIterator[Town]:
    files = files or Cupboard()
    connection = TelegramConnection(
        TOKEN,
        api_url=api_url,
        proxy_url=proxy_url,
        clock=lambda: datetime.now(UTC),
        hook=None,
        files=files,
    )
    await connection.open()
    yield Town(telegram, connection, files, api_url)
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


def uploads(town: Town) -> int:
    """How many files Telegram has taken in."""
    return len(town.telegram.files.by_id)


async def test_a_picture_goes_to_telegram_once(town: Town) -> None:
    say = town.saying(PHOTO)
    for _ in range(2):
        await town.to_all(say)
    assert town.telegram.ledger.count("sendPhoto") == 6
    assert uploads(town) == 1
    assert {person.last.text for person in town.people} == {"Đội mũ & đeo dây"}


async def test_two_languages_at_once_upload_it_once(town: Town) -> None:
    await asyncio.gather(town.to_all(town.saying(PHOTO)), town.to_all(town.saying(PHOTO)))
    assert town.telegram.ledger.count("sendPhoto") == 6
    assert uploads(town) == 1


async def test_an_album_goes_to_telegram_once(town: Town) -> None:
    say = town.saying(PHOTO, Media("photo", "rope"))
    for _ in range(2):
        await town.to_all(say)
    assert uploads(town) == 2
    assert town.telegram.ledger.count("sendMediaGroup") == 6


async def test_after_a_restart_its_name_is_known_still(town: Town) -> None:
    await town.to_all(town.saying(PHOTO, Media("photo", "rope")))
    async with town.restarted() as anew:
        await anew.to_all(anew.saying(PHOTO))
        await anew.to_all(anew.saying(Media("photo", "rope"), PHOTO))
        assert uploads(anew) == 2


async def test_a_name_that_cannot_be_noted_does_not_undo_the_sending(town: Town) -> None:
    town.files.down = True
    assert len(await town.to_all(town.saying(PHOTO))) == 3
    assert town.telegram.ledger.count("sendPhoto") == 3


async def test_without_its_picture_the_words_go_alone(town: Town) -> None:
    say = town.saying(Media("photo", "lost"))
    await town.to_all(say)
    await town.to_all(say)
    assert town.files.asked <= 2
    assert town.telegram.ledger.count("sendMessage") == 6


@pytest.mark.parametrize("album", [(PHOTO,), (PHOTO, Media("photo", "rope"))])
async def test_what_telegram_has_forgotten_is_uploaded_once_more(
    town: Town, album: tuple[Media, ...]
) -> None:
    say = town.saying(*album)
    await town.to_all(say)
    town.telegram.files.by_id.clear()
    for person in town.people:
        for _ in range(2):
            with contextlib.suppress(NeverSent):
                await say(town.address(person.id))
                break
        else:
            raise AssertionError("not sent")
    assert uploads(town) == len(album)
    assert len(town.files.names) == len(album)


async def test_what_telegram_never_takes_is_refused(town: Town) -> None:
    town.files.kept["hat"] = ("image/jpeg", b"")
    with pytest.raises(Rejected):
        await town.saying(PHOTO)(town.address(7))


async def test_words_that_fail_below_an_album_are_said_alone_again(town: Town) -> None:
    town.telegram.faults.status(502, method="sendMessage", calls=1)
    said = await town.saying(PHOTO, Media("photo", "rope"))(town.address(7))
    assert len(said.split(",")) == 3
    assert town.telegram.ledger.count("sendMediaGroup") == 1
    assert town.people[0].last.text == "Đội mũ & đeo dây"


@pytest.mark.parametrize("media", [(), (PHOTO,), (PHOTO, Media("photo", "rope"))])
async def test_what_was_said_is_corrected_and_taken_back(
    town: Town, media: tuple[Media, ...]
) -> None:
    channel, person = town.connection.channel, town.people[0]
    said = await town.saying(*media)(town.address(7))
    await channel.correct(town.address(7), said, Screen(Html.escape("Nghỉ trưa"), media=media))
    assert person.last.text == "Nghỉ trưa"
    assert len(person.answers) == max(1, len(media) + (len(media) > 1))
    await channel.withdraw(town.address(7), said)
    assert person.answers == []
    await channel.withdraw(town.address(7), said)


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
