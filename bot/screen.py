"""What a person sees: the values every channel can draw.

A `Screen` is pure data, so the same screen serves an answer, an alert, a broadcast and the gallery.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.buttons import Button, encode
from content.html import Html


@dataclass(frozen=True, slots=True)
class Call:
    """A phone number: a tel: button on the web. Telegram makes none of it: the number stands in the
    text, or the label tells it and `instead` is what a press does.
    """

    number: str
    instead: Button | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Opens an https address."""

    url: str


@dataclass(frozen=True, slots=True)
class AskLocation:
    """Asks the phone for its position (reply keyboards only)."""


@dataclass(frozen=True, slots=True)
class AskContact:
    """Asks the phone for the person's own number (reply keyboards only)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says and what it does. Labels: 20 characters in two columns, 32 alone."""

    label: str
    does: Button | Call | Link | AskLocation | AskContact


class Keyboard(StrEnum):
    """Where the choices stand: under this message, or in place of the phone's keyboard.

    A press on a reply keyboard is an ordinary message: kept 24 h, in order with photos. A press
    on an inline button is kept 150 s (telegram.md 1.3).
    """

    INLINE = "inline"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Media:
    """A file to show, the text its caption. `source`: a path below content/ or a file id; `name`
    is what a document is called.
    """

    kind: str
    source: str
    name: str = ""


Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message. `replaces`: may edit the message whose button was pressed.
    `note`: a few words (200 at most) shown as the answer to the press itself.
    `language`: what the person has just chosen, for a channel with words of its own.
    `counts`: it asks how many, so a bare number is the answer and the choices bear none.
    `urgent`: first aid and emergency numbers, which nothing of ours may delay.
    """

    text: Html
    choices: Rows = ()
    keyboard: Keyboard = Keyboard.INLINE
    media: tuple[Media, ...] = field(default=())
    replaces: bool = False
    note: str = ""
    language: str = ""
    counts: bool = False
    urgent: bool = False

    @property
    def buttons(self) -> tuple[Choice, ...]:
        """All choices in reading order."""
        return tuple(choice for row in self.choices for choice in row)

    @property
    def pressable(self) -> tuple[tuple[str, str], ...]:
        """The choices an answer can name, as (button code, label), in reading order."""
        means = ((pressed(choice), choice.label) for choice in self.buttons)
        return tuple((encode(button), label) for button, label in means if button)


def pressed(choice: Choice) -> Button | None:
    """The button that a choice is where nothing can be called, opened or asked of the phone."""
    match choice.does:
        case Call(instead=button):
            return button
        case Link() | AskLocation() | AskContact():
            return None
        case button:
            return button


def choice_numbers(count: int) -> list[int]:
    """The numbers of a list of `count` choices: 9 is always the emergency, so it is left out."""
    return [n for n in range(1, count + 2) if n != 9][:count]


def numbered(screen: Screen, foot: Html) -> Html:
    """The screen for a channel without buttons: choices as a numbered list, then how to answer."""
    names = [label for _, label in screen.pressable]
    lines = [Html.escape(line) for line in (_words if screen.counts else _numbers)(names)]
    calls = (c for c in screen.buttons if isinstance(c.does, Call) and not c.does.instead)
    lines += [Html.escape(call.label) for call in calls]
    lines += [Html.escape(c.does.url) for c in screen.buttons if isinstance(c.does, Link)]
    return Html.join([screen.text, Html.escape(""), *lines, foot]) if lines else screen.text


def _numbers(names: list[str]) -> list[str]:
    numbers = choice_numbers(len(names))
    return [f"{number}. {name}" for number, name in zip(numbers, names, strict=True)]


def _words(names: list[str]) -> list[str]:
    """The choices to be typed as they read; numbers speak for themselves."""
    return [f"– {name}" for name in names if not name.isdigit()]
