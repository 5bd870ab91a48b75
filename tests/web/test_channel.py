"""WebChannel by itself: what it writes for a screen."""

from __future__ import annotations

from typing import Any

import pytest

from bot.buttons import OpenHelp, OpenMenu
from bot.errors import NeverSent, Unavailable
from bot.incoming import Address, Incoming
from bot.incoming import Choice as Pressed
from bot.ports import Channel
from bot.screen import AskContact, AskLocation, Call, Choice, Link, Media, Screen
from content.html import Html
from tests.web.brain import card, plain
from tests.web.fakes import MemoryTranscript
from tests.web.house import House

HERE = Address("web", "here")
ROWS = (
    (Choice("menu", OpenMenu()), Choice("call", Call("115"))),
    (Choice("see", Link("https://example.test/")), Choice("place", AskLocation())),
    (Choice("number", AskContact()),),
)


async def written(house: House) -> list[dict[str, object]]:
    return [spoken.body for spoken in await house.transcript.after(HERE, 0)]


async def test_it_is_a_channel_and_text_has_no_buttons() -> None:
    channels: list[Channel] = [House().channel, House(account="text").channel]
    assert [channel.capabilities.buttons for channel in channels] == [True, False]


async def test_a_screen_becomes_its_body() -> None:
    house = House()
    await house.channel.show(HERE, Screen(Html.escape("a < b"), ROWS))
    [body] = await written(house)
    assert (body["op"], body["html"], body["keyboard"]) == ("show", "a &lt; b", "inline")
    assert body["choices"] == [
        [{"label": "menu", "code": "m:"}, {"label": "call", "tel": "115"}],
        [{"label": "see", "url": "https://example.test/"}, {"label": "place", "ask": "location"}],
        [{"label": "number", "ask": "contact"}],
    ]


async def test_only_a_press_in_this_chat_is_edited() -> None:
    house = House()
    press = Incoming(HERE, Pressed("cm:x", "m1"))
    elsewhere = Incoming(Address("web", "elsewhere"), Pressed("cm:x", "m1"))
    await house.channel.show(HERE, card(full=True), answering=press)
    await house.channel.show(HERE, card(full=True), answering=elsewhere)
    await house.channel.show(HERE, plain("new"), answering=press)
    edits, copy, new = await written(house)
    assert (edits["op"], edits["message"]) == ("edit", "m1")
    assert (copy["op"], new["op"]) == ("show", "show")


async def test_media_of_content_and_of_people_have_their_own_addresses() -> None:
    house = House()
    media = (Media("photo", "packs/vi/a.png"), Media("voice", "file0"))
    await house.channel.show(HERE, Screen(Html.escape("x"), media=media))
    [body] = await written(house)
    granted = house.channel.seals.media("here", "file0")
    assert body["media"] == [
        {"kind": "photo", "url": "content/packs/vi/a.png", "name": "a.png"},
        {"kind": "voice", "url": f"api/media/file0?pass={granted}", "name": ""},
    ]


async def test_without_buttons_a_screen_is_a_list() -> None:
    house = House(account="text")
    rows = ((Choice("one", OpenMenu()), Choice("two", OpenHelp())),)
    await house.channel.show(HERE, Screen(Html.escape("which?"), rows))
    [body] = await written(house)
    assert body["choices"] == []
    assert str(body["html"]).split("\n") == ["which?", "", "1. one", "2. two", "web.numbers"]


async def test_a_press_without_a_screen_is_noted() -> None:
    house = House()
    await house.channel.acknowledge(Incoming(HERE, Pressed("m:")))
    assert [body["op"] for body in await written(house)] == ["noted"]


class Away(MemoryTranscript):
    """A transcript whose database cannot serve."""

    async def append(self, address: Address, body: dict[str, Any]) -> int:
        raise Unavailable


async def test_a_transcript_that_is_away_is_never_sent() -> None:
    house = House(transcript=Away())
    with pytest.raises(NeverSent):
        await house.channel.show(HERE, plain("x"))
    await house.channel.acknowledge(Incoming(HERE, Pressed("m:")))
