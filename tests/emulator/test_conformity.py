"""Requests held against the official definitions."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.conformity import check, definitions
from emulator.methods import ALL
from emulator.parameters import read, typed
from emulator.person import Person
from emulator.state import Telegram
from tests.emulator.conftest import Caller


def test_every_method_of_ours_is_a_real_one() -> None:
    assert ALL.keys() <= definitions().keys()


@pytest.mark.parametrize(
    "parameters",
    [
        {"chat_id": 7, "text": "a"},
        {"chat_id": "7", "text": "a", "disable_notification": "true"},
        {"chat_id": "@group", "text": "a", "reply_markup": '{"inline_keyboard": []}'},
        {"chat_id": 7, "text": "a" * 5000, "reply_markup": {"remove_keyboard": True}},
        {"chat_id": 7, "text": "a", "entities": None},
    ],
)
def test_what_conforms(parameters: dict[str, Any]) -> None:
    assert check("sendMessage", parameters) == []


@pytest.mark.parametrize(
    ("method", "parameters", "said"),
    [
        ("sendMesage", {}, "sendMesage: no such method"),
        ("sendMessage", {"chat_id": 7}, "sendMessage: text is required"),
        ("getMe", {"verbose": 1}, "getMe: no parameter verbose"),
        ("getUpdates", {"offset": "x"}, "getUpdates: offset is not number: 'x'"),
        ("getUpdates", {"offset": True}, "getUpdates: offset is not number: True"),
        ("getUpdates", {"allowed_updates": "{}"}, "getUpdates: allowed_updates is not array: '{}'"),
        ("setMyName", {"name": 7}, "setMyName: name is not string: 7"),
        ("setMyName", {"name": "a" * 65}, "setMyName: name is longer than 64 characters"),
    ],
)
def test_what_does_not(method: str, parameters: dict[str, Any], said: str) -> None:
    assert check(method, parameters) == [said]


async def test_the_emulator_keeps_its_complaints(
    call: Caller, telegram: Telegram, an: Person
) -> None:
    await call("sendMessage", chat_id=7, text="a", silent=True)
    assert telegram.complaints == ["sendMessage: no parameter silent"]


def test_forms_become_values() -> None:
    body = b"chat_id=-100&text=7&disable_notification=true&reply_markup=%7B%22a%22%3A1%7D"
    given, _ = read("application/x-www-form-urlencoded", b"", body)
    assert typed("sendMessage", given) == {
        "chat_id": -100,
        "text": "7",
        "disable_notification": True,
        "reply_markup": {"a": 1},
    }


def test_multipart_forms_carry_files() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n7\r\n'
        b'--b\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n'
        b"Content-Type: image/jpeg\r\n\r\n\x00\r\n\xff\r\n--b--\r\n"
    )
    given, uploads = read('multipart/form-data; boundary="b"', b"caption=a", body)
    assert given == {"caption": "a", "chat_id": "7"}
    assert (uploads["photo"].mime, uploads["photo"].data) == ("image/jpeg", b"\x00\r\n\xff")


def test_bodies_that_are_no_request() -> None:
    for kind, body in (
        ("application/json", b"[]"),
        ("application/json", b"{"),
        ("multipart/form-data", b"a"),
    ):
        with pytest.raises(ValueError, match=r"."):
            read(kind, b"", body)
