"""What Telegram refuses, in its own words."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.api import answer
from emulator.files import PHOTO_LIMIT
from emulator.group import Group
from emulator.person import Person
from emulator.state import Telegram
from emulator.text import TEXT_LIMIT
from emulator.values import Upload
from tests.emulator.conftest import Caller, Clock

REPLY = {"keyboard": [[{"text": "Có"}]]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("<b> </b>", "text must be non-empty"),
        ("a" * (TEXT_LIMIT + 1), "message is too long"),
        ("🦺" * (TEXT_LIMIT // 2 + 1), "message is too long"),
        ("a" * 40_000, "text is too long"),
        ("\ud800", "text must be encoded in UTF-8"),
        ("<b>a", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_text(call: Caller, an: Person, text: str, said: str) -> None:
    refusal = await call.refusal("sendMessage", chat_id=7, text=text, parse_mode="HTML")
    assert refusal == f"Bad Request: {said}"
    assert an.inbox == []


async def test_the_longest_text_passes(call: Caller, an: Person) -> None:
    tagged = "<b>" + "🦺" * (TEXT_LIMIT // 2) + "</b>"
    await call.result("sendMessage", chat_id=7, text=tagged, parse_mode="HTML")
    assert len(an.last.text) == TEXT_LIMIT // 2


async def test_captions(call: Caller, an: Person) -> None:
    an.sends_photo()
    file_id = an.chat.messages[2].body["photo"][-1]["file_id"]
    long = await call.refusal("sendPhoto", chat_id=7, photo=file_id, caption="a" * 1025)
    assert long == "Bad Request: message caption is too long"
    wrong = await call.refusal("sendPhoto", chat_id=7, photo="none")
    assert wrong == "Bad Request: wrong file identifier/HTTP URL specified"
    other = await call.refusal("sendVoice", chat_id=7, voice=file_id)
    assert other == "Bad Request: type of file mismatch"


async def test_unknown_and_unreachable_chats(call: Caller, telegram: Telegram) -> None:
    binh = Person(telegram, 8, "Bình")
    assert await call.refusal("sendMessage", chat_id=9, text="a") == "Bad Request: chat not found"
    assert await call.refusal("sendMessage", chat_id=8, text="a") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    binh.starts()
    binh.blocks()
    assert await call.refusal("sendMessage", chat_id=8, text="a") == (
        "Forbidden: bot was blocked by the user"
    )
    binh.leaves_telegram()
    assert (
        await call.refusal("sendMessage", chat_id=8, text="a") == "Forbidden: user is deactivated"
    )


async def test_groups_without_the_bot(call: Caller, telegram: Telegram, an: Person) -> None:
    group = Group(telegram, -5, kind="group")
    group.adds_bot(an)
    group.removes_bot(an)
    assert await call.refusal("sendMessage", chat_id=-5, text="a") == (
        "Forbidden: bot was kicked from the group chat"
    )
    group.is_deleted()
    assert await call.refusal("sendMessage", chat_id=-5, text="a") == (
        "Forbidden: the group chat was deleted"
    )


async def test_a_migrated_group_names_its_new_id(
    call: Caller, telegram: Telegram, an: Person
) -> None:
    group = Group(telegram, -5, kind="group")
    group.adds_bot(an)
    group.migrates(an, -1005)
    _, body = await call("sendMessage", chat_id=-5, text="a")
    assert body["parameters"] == {"migrate_to_chat_id": -1005}


async def test_edits(call: Caller, an: Person) -> None:
    sent = (await call.result("sendMessage", chat_id=7, text="một"))["message_id"]
    said = await call.refusal("editMessageText", chat_id=7, message_id=sent, text="một ")
    assert said.startswith("Bad Request: message is not modified: specified new message content")
    gone = await call.refusal("editMessageText", chat_id=7, message_id=99, text="hai")
    assert gone == "Bad Request: message to edit not found"
    unnamed = await call.refusal("editMessageText", chat_id=7, text="hai")
    assert unnamed == "Bad Request: message identifier is not specified"
    for text, said in (("", "message text is empty"), ("<b></b>", "text must be non-empty")):
        given = {"chat_id": 7, "message_id": sent, "text": text, "parse_mode": "HTML"}
        assert said in await call.refusal("editMessageText", **given)
    theirs = an.types("của tôi").id
    wrong = await call.refusal("editMessageText", chat_id=7, message_id=theirs, text="hai")
    assert wrong == "Bad Request: message can't be edited"
    caption = await call.refusal("editMessageCaption", chat_id=7, message_id=sent, caption="hai")
    assert caption == "Bad Request: there is no caption in the message to edit"
    kind = await call.refusal(
        "editMessageText", chat_id=7, message_id=sent, text="hai", reply_markup=REPLY
    )
    assert kind == "Bad Request: inline keyboard expected"


async def test_a_message_with_a_reply_keyboard_stays(call: Caller, an: Person) -> None:
    given = {"chat_id": 7, "text": "một", "reply_markup": REPLY}
    sent = (await call.result("sendMessage", **given))["message_id"]
    said = await call.refusal("editMessageText", chat_id=7, message_id=sent, text="hai")
    assert said == "Bad Request: message can't be edited"


async def test_deleting_after_48_hours(call: Caller, an: Person, clock: Clock) -> None:
    sent = (await call.result("sendMessage", chat_id=7, text="một"))["message_id"]
    clock.now += 48 * 3600 + 1
    said = await call.refusal("deleteMessage", chat_id=7, message_id=sent)
    assert said == "Bad Request: message can't be deleted for everyone"
    assert await call.result("deleteMessages", chat_id=7, message_ids=[sent])
    assert len(an.inbox) == 1


async def test_presses(call: Caller, an: Person, clock: Clock, telegram: Telegram) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Có", "callback_data": "y"}]]}
    await call.result("sendMessage", chat_id=7, text="một", reply_markup=keyboard)
    an.presses("Có")
    an.presses("Có")
    first, second = telegram.presses
    long = await call.refusal("answerCallbackQuery", callback_query_id=first, text="a" * 201)
    assert long == "Bad Request: MESSAGE_TOO_LONG"
    assert await call.result("answerCallbackQuery", callback_query_id=first, text="a" * 200)
    assert "too old" in await call.refusal("answerCallbackQuery", callback_query_id=first)
    clock.now += 151
    assert "too old" in await call.refusal("answerCallbackQuery", callback_query_id=second)
    assert len(an.unanswered) == 1


async def test_files_over_20_megabytes(call: Caller, an: Person) -> None:
    sent = an.sends_document(size=20 * 2**20 + 1).body["document"]["file_id"]
    assert await call.refusal("getFile", file_id=sent) == "Bad Request: file is too big"
    none = await call.refusal("getFile", file_id="none")
    assert none == "Bad Request: wrong file_id or the file is temporarily unavailable"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ({"command": "Tìm", "description": "Tìm"}, "BOT_COMMAND_INVALID"),
        ({"command": "a" * 33, "description": "Tìm"}, "BOT_COMMAND_INVALID"),
        ({"command": "tim", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "tim"}, "can't parse BotCommand: Can't find field \"description\""),
    ],
)
async def test_commands(call: Caller, command: dict[str, str], said: str) -> None:
    assert await call.refusal("setMyCommands", commands=[command]) == f"Bad Request: {said}"


async def test_too_many_commands_and_long_names(call: Caller) -> None:
    many = [{"command": f"c{n}", "description": "c"} for n in range(101)]
    assert "TOO_MUCH" in await call.refusal("setMyCommands", commands=many)
    assert "too long" in await call.refusal("setMyName", name="a" * 65)
    assert "too long" in await call.refusal("setMyDescription", description="a" * 513)
    assert "too long" in await call.refusal("setMyShortDescription", short_description="a" * 121)


async def test_a_groups_messages_are_not_the_bots_to_delete(
    call: Caller, telegram: Telegram, an: Person
) -> None:
    group = Group(telegram, -100)
    group.adds_bot(an)
    asked = group.speaks(an, "/trogiup")
    assert asked
    said = await call.refusal("deleteMessage", chat_id=-100, message_id=asked.id)
    assert said == "Bad Request: message can't be deleted"


async def test_replies_to_what_is_gone(call: Caller, an: Person) -> None:
    lost = {"message_id": 99}
    said = await call.refusal("sendMessage", chat_id=7, text="a", reply_parameters=lost)
    assert said == "Bad Request: message to be replied not found"
    anyway = lost | {"allow_sending_without_reply": True}
    await call.result("sendMessage", chat_id=7, text="a", reply_parameters=anyway)


async def test_no_such_method(call: Caller, telegram: Telegram) -> None:
    assert await call.refusal("sendMesage", chat_id=7) == "Not Found: method not found"
    assert telegram.complaints == ["sendMesage: no such method"]


@pytest.mark.parametrize(
    ("method", "given", "said"),
    [
        ("sendMessage", {"text": "a"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "@nobody", "text": "a"}, "chat not found"),
        ("sendLocation", {"chat_id": 7, "latitude": "x"}, "latitude is empty"),
        ("sendChatAction", {"chat_id": 7, "action": "dance"}, "wrong parameter action in request"),
        ("sendPhoto", {"chat_id": 7}, "there is no photo in the request"),
        ("sendPhoto", {"chat_id": 7, "photo": "https://a.vn/a.jpg"}, "failed to get HTTP URL"),
        ("sendMediaGroup", {"chat_id": 7, "media": "{"}, "can't parse media JSON object"),
        ("sendMediaGroup", {"chat_id": 7, "media": []}, "there are no messages to send"),
        ("sendMediaGroup", {"chat_id": 7, "media": [{}] * 11}, "too many messages to send"),
        ("sendMediaGroup", {"chat_id": 7, "media": ["a"]}, "expected an Object"),
        ("sendMediaGroup", {"chat_id": 7, "media": [{"type": "poll"}]}, "is unsupported"),
        ("sendMediaGroup", {"chat_id": 7, "media": [{"type": "photo"}]}, "media not found"),
        ("deleteMessages", {"chat_id": 7}, "message identifiers are not specified"),
        ("deleteMessages", {"chat_id": 7, "message_ids": [1] * 101}, "too many message"),
        ("copyMessages", {"chat_id": 7, "from_chat_id": 7}, "identifiers are not specified"),
        ("copyMessages", {"chat_id": 7, "from_chat_id": 7, "message_ids": [9]}, "no messages"),
        ("editMessageText", {"inline_message_id": "a", "text": "a"}, "MESSAGE_ID_INVALID"),
        ("leaveChat", {"chat_id": 7}, "can't be changed in private chats"),
        ("getFile", {}, "file_id not specified"),
        ("setMyCommands", {"commands": "{"}, "expected an Array of BotCommand"),
        ("setMyCommands", {"commands": [], "language_code": "vie"}, "invalid language code"),
        ("getMyCommands", {"scope": {"type": "all"}}, "Unsupported type specified"),
        ("setChatMenuButton", {"menu_button": {"type": "big"}}, "unsupported type"),
    ],
)
async def test_other_requests(
    call: Caller, an: Person, method: str, given: dict[str, Any], said: str
) -> None:
    assert said in await call.refusal(method, **given)


async def test_a_photo_has_no_text_to_edit(call: Caller, telegram: Telegram, an: Person) -> None:
    photo = an.sends_photo().body["photo"][-1]["file_id"]
    sent = (await call.result("sendPhoto", chat_id=7, photo=photo))["message_id"]
    said = await call.refusal("editMessageText", chat_id=7, message_id=sent, text="a")
    assert said == "Bad Request: there is no text in the message to edit"


async def test_uploads(telegram: Telegram, an: Person) -> None:
    for size, said in ((0, "file must be non-empty"), (PHOTO_LIMIT + 1, "is too big for a photo")):
        uploads = {"photo": Upload("a.jpg", "image/jpeg", bytes(size))}
        given = await answer(telegram, telegram.token, "sendPhoto", {"chat_id": 7}, uploads)
        assert said in given.body.decode()
