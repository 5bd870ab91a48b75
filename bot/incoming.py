"""What a person did, in words that every channel shares.

A channel reads its own update into one `Incoming`; nothing behind it knows which channel it was.
"""

from __future__ import annotations

from dataclasses import dataclass

from content.html import Html


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person can be answered: an account of ours on a channel, and the channel's own name
    for the chat. `ref` is opaque text and personal data: never logged.
    """

    account: str
    ref: str

    def __repr__(self) -> str:
        return f"Address({self.account})"


@dataclass(frozen=True, slots=True)
class Text:
    """Words, NFC, without NUL or other C0 characters (except newline and tab). `html`: the same
    as the person formatted them, None when plain.
    """

    text: str
    html: Html | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: `name` lower case without slash, `argument` what follows it."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A pressed button. `code` is attacker input, decoded by bot.buttons.

    `message` names the message that carried the button (to edit it), `press` the press itself (to
    answer it); either may be empty.
    """

    code: str
    message: str = ""
    press: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """One file. `kind`: photo, voice, audio, video, document, sticker or animation. `file` is the
    channel's name for it, `size` bytes (0 = not said), `album` groups files sent together, `html`
    is the caption as formatted.
    """

    kind: str
    file: str
    name: str = ""
    size: int = 0
    caption: str = ""
    album: str = ""
    html: Html | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """WGS 84 degrees; `accuracy` in metres, 0 when not said."""

    latitude: float
    longitude: float
    accuracy: float = 0.0


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone number; `own` only when the channel vouches that it is the sender's."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Started:
    """First contact or a deep link followed; `payload` up to 64 characters of [A-Za-z0-9_-]."""

    payload: str = ""


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person shut the bot out; nothing may be sent until `Unblocked` or `Started`."""


@dataclass(frozen=True, slots=True)
class Unblocked:
    """The person let the bot in again."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An earlier message of the person now reads `text`; with `media` that is its caption."""

    message: str
    text: str
    html: Html | None = None
    media: Media | None = None


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something that can be received but not used: poll, dice, contact of somebody else, ..."""

    what: str


Action = (
    Text
    | Command
    | Choice
    | Media
    | Location
    | Contact
    | Started
    | Blocked
    | Unblocked
    | Edited
    | Unsupported
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update, read. `language` is the phone's, as an IETF tag, "" when not said; `message` is
    the channel's name for the person's own message, "" when it has none; `replied` the one of ours
    that it answers, "" when it names none.
    """

    address: Address
    action: Action
    language: str = ""
    group: bool = False
    message: str = ""
    replied: str = ""
