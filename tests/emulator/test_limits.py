"""Flood limits: none unless asked for, then Telegram's."""

from __future__ import annotations

from emulator.group import Group
from emulator.limits import Limits
from emulator.person import Person
from emulator.state import Telegram
from tests.emulator.conftest import Caller, Clock


async def test_none_unless_asked_for(call: Caller, an: Person) -> None:
    for number in range(100):
        await call.result("sendMessage", chat_id=7, text=str(number))


async def test_thirty_in_any_second_over_all_chats(
    call: Caller, telegram: Telegram, clock: Clock
) -> None:
    telegram.anyone, telegram.limits = True, Limits(refusal=3)
    for chat_id in range(1, 31):
        await call.result("sendMessage", chat_id=chat_id, text="a")
    status, body = await call("sendMessage", chat_id=31, text="a")
    assert (status, body["parameters"]) == (429, {"retry_after": 3})
    assert body["description"] == "Too Many Requests: retry after 3"
    clock.now += 1.5
    assert "retry after 2" in await call.refusal("sendMessage", chat_id=31, text="a")
    clock.now += 1.5
    await call.result("sendMessage", chat_id=31, text="a")
    assert telegram.limits.refused == 2
    assert telegram.ledger.busiest_second() == 30


def test_the_window_slides() -> None:
    limits = Limits(overall=2, refusal=1)
    assert [limits.charge(at, 1 + int(at * 10)) for at in (0.0, 0.9, 1.0, 1.1)] == [0, 0, 0, 1]


def test_one_a_second_in_a_chat_after_a_burst() -> None:
    limits = Limits(chat_burst=2)
    assert [limits.charge(at, 7) for at in (0.0, 0.1, 0.2, 1.2, 1.3)] == [0, 0, 1, 0, 1]


async def test_twenty_a_minute_in_a_group_edits_included(
    call: Caller, telegram: Telegram, an: Person, clock: Clock
) -> None:
    telegram.limits = Limits()
    group = Group(telegram, -100)
    group.adds_bot(an)
    sent = await call.result("sendMessage", chat_id=-100, text="0")
    for number in range(1, 20):
        clock.now += 1
        given = {"chat_id": -100, "message_id": sent["message_id"], "text": str(number)}
        await call.result("editMessageText", **given)
    clock.now += 1
    assert "retry after 40" in await call.refusal("sendMessage", chat_id=-100, text="a")
    assert await call.result("sendChatAction", chat_id=-100, action="typing")


async def test_an_album_pays_for_each_photo(call: Caller, telegram: Telegram, an: Person) -> None:
    photo = an.sends_photo().body["photo"][-1]["file_id"]
    telegram.limits = Limits(chat_burst=3)
    album = [{"type": "photo", "media": photo}] * 4
    assert "retry after" in await call.refusal("sendMediaGroup", chat_id=7, media=album)


def test_paid_broadcasts_may_do_more() -> None:
    limits = Limits(overall=1)
    assert [limits.charge(0.0, chat, paid=True) for chat in (1, 2, 3)] == [0, 0, 0]


def test_a_group_may_speak_again_and_zero_switches_off() -> None:
    limits = Limits(overall=0, chat_burst=0, group=1)
    assert [limits.charge(at, -5) for at in (0.0, 30.0, 60.0)] == [0, 30, 0]
