"""Keyboards that Telegram takes and refuses."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.keyboards import checked, inline_only
from emulator.refusals import Refusal


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Nút"} | button]]}


@pytest.mark.parametrize(
    "button",
    [
        {"callback_data": "ă" * 32},
        {"url": "https://vbpl.vn"},
        {"url": "tg://user?id=7"},
        {"copy_text": {"text": "115"}},
        {"web_app": {"url": "https://an-toan.example"}},
        {"switch_inline_query": ""},
    ],
)
def test_inline_buttons_that_pass(button: dict[str, Any]) -> None:
    assert checked(inline(**button), private=True) == inline(**button)


@pytest.mark.parametrize(
    ("button", "said"),
    [
        ({"callback_data": "ă" * 33}, "BUTTON_DATA_INVALID"),
        ({"callback_data": ""}, "text buttons are unallowed in the inline keyboard"),
        ({}, "text buttons are unallowed in the inline keyboard"),
        ({"text": "", "callback_data": "y"}, "inline keyboard button text must be non-empty"),
        ({"text": None, "callback_data": "y"}, "can't parse inline keyboard button"),
        ({"url": "tel:115"}, "inline keyboard button URL 'tel:115' is invalid: Unsupported"),
        ({"url": "http://localhost/"}, "URL 'http://localhost/' is invalid: Wrong HTTP URL"),
        ({"copy_text": {"text": "a" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"web_app": {"url": "http://a.vn"}}, "Only HTTPS links are allowed"),
    ],
)
def test_inline_buttons_that_do_not(button: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked(inline(**button), private=True)
    assert said in refused.value.description


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("request_contact", "phone number can be requested in private chats only"),
        ("request_location", "location can be requested in private chats only"),
    ],
)
def test_only_private_chats_give_numbers_and_places(wish: str, said: str) -> None:
    keyboard = {"keyboard": [["Bỏ qua", {"text": "Gửi", wish: True}]]}
    assert checked(keyboard, private=True) == keyboard
    with pytest.raises(Refusal, match=said):
        checked(keyboard, private=False)


def test_shapes() -> None:
    for markup, said in (
        ("{", "can't parse reply keyboard markup"),
        ([], "object expected"),
        ({"keyboard": ["Có"]}, "must be an Array of Arrays"),
        ({"keyboard": [[7]]}, "must be a String or an Object"),
        ({"inline_keyboard": [["Có"]]}, "must be an Object"),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "b"}]] * 101}, "too long"),
    ):
        with pytest.raises(Refusal, match=said):
            checked(markup, private=True)


def test_an_empty_inline_keyboard_is_none() -> None:
    assert inline_only({"inline_keyboard": []}) is None
    assert inline_only(None) is None
