"""A decided screen survives a crash as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.buttons import OpenMenu
from bot.screen import (
    AskContact,
    AskLocation,
    Call,
    Choice,
    Keyboard,
    Link,
    Media,
    Screen,
)
from bot.screen_codec import from_bytes, to_bytes
from content.html import Html
from tests.contracts.real import exhibits

EVERYTHING = Screen(
    Html.join([Html.reviewed("<b>Đậm</b>"), Html.escape("<i> & \U0001f198 \"'")]),
    (
        (Choice("Gọi", Call("115")), Choice("Đọc", Link("https://example.vn/?a=1&b=2"))),
        (Choice("Ở đâu", AskLocation()), Choice("Số", AskContact()), Choice("Về", OpenMenu())),
    ),
    Keyboard.REPLY,
    media=(Media("photo", "pictures/eye.png"), Media("voice", "0a1b")),
    replaces=True,
    note="Đã ghi",
    urgent=True,
)


def test_every_screen_comes_back() -> None:
    for exhibit in exhibits():
        assert from_bytes(to_bytes(exhibit.screen)) == replace(exhibit.screen, replaces=False), (
            exhibit
        )


def test_every_kind_of_choice_comes_back_as_a_new_message() -> None:
    assert from_bytes(to_bytes(EVERYTHING)) == replace(EVERYTHING, replaces=False)


def test_markup_that_is_not_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="tag not allowed"):
        from_bytes(to_bytes(EVERYTHING).replace(b"<b>", b"<img>"))


def test_a_forgotten_field_would_be_seen() -> None:
    forgetful = to_bytes(EVERYTHING).replace("Đã ghi".encode(), b"")
    assert from_bytes(forgetful) != replace(EVERYTHING, replaces=False)
