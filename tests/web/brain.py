"""A bot with a fixed script, so that the page can be tested without the real one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.buttons import OpenHelp, OpenMenu, RateCard, ReadMore
from bot.channels.web.channel import WebChannel
from bot.incoming import Choice as Pressed
from bot.incoming import Command, Incoming, Location, Media, Started, Text
from bot.ports import RawUpdate
from bot.screen import Call, Choice, Keyboard, Screen
from bot.screen import Media as Shown
from content.html import Html

TALK: dict[str, Any] = json.loads(Path(__file__).with_name("talk.json").read_text("utf-8"))


class Brain:
    """Answers one update with the screens of the script."""

    def __init__(self, channel: WebChannel) -> None:
        self.channel = channel

    async def answer(self, update: RawUpdate) -> None:
        incoming = self.channel.read(update.payload)
        for screen in screens(incoming):
            await self.channel.show(incoming.address, screen, answering=incoming)


def screens(incoming: Incoming) -> list[Screen]:
    match incoming.action:
        case Started(payload):
            return [hello(payload)]
        case Command("khancap"):
            return emergency()
        case Text("English"):
            return [Screen(Html.escape("Now in English"), language="en")]
        case Text(text):
            return spoken(text)
        case Pressed(code):
            return [card(full=True) if code == "cm:x" else plain(f"pressed {code}")]
        case Media(kind, file):
            return [Screen(Html.escape(f"got {kind}"), media=(Shown(kind, file),))]
        case Location(latitude, longitude):
            return [plain(f"at {latitude} {longitude}")]
        case other:
            return [plain(f"got {other}")]


def spoken(text: str) -> list[Screen]:
    if text == "card":
        return [card(full=False)]
    if text == "words, then card":
        return [plain(f"echo {text}"), card(full=False)]
    return [] if text.startswith("silence") else [plain(f"echo {text}")]


def plain(text: str) -> Screen:
    return Screen(Html.escape(text))


def hello(payload: str) -> Screen:
    rows = tuple(tuple(Choice(label, OpenMenu()) for label in row) for row in TALK["menu"])
    text = f"{TALK['hello']}\n{payload}".strip()
    return Screen(Html.escape(text), rows, Keyboard.REPLY)


def emergency() -> list[Screen]:
    call = Screen(Html.reviewed(TALK["emergency"]), ((Choice(TALK["call"], Call("115")),),))
    return [call, Screen(Html.escape(TALK["emergency.after"]))]


def card(*, full: bool) -> Screen:
    rate = (Choice(TALK["useful"], RateCard("x", 1)), Choice(TALK["wrong"], RateCard("x", 0)))
    if full:
        text = Html.join([Html.reviewed(TALK["card"]), Html.escape(TALK["card.more"])])
        return Screen(text, (rate,), replaces=True, note="opened")
    rows = ((Choice(TALK["more"], ReadMore("x")),), rate, (Choice("help", OpenHelp()),))
    return Screen(Html.reviewed(TALK["card"]), rows)
