"""What the page stored of a person's act, read into an `Incoming`.

`said` is the body as the page posted it: attacker input. `file` is written by media.py alone, so
nobody can name another person's file as their own.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from bot.errors import Unreadable
from bot.incoming import (
    Action,
    Address,
    Choice,
    Command,
    Contact,
    Incoming,
    Location,
    Media,
    Started,
    Text,
)

LONGEST_TEXT = 4096
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@\w{1,64})?(?:\s+(.*))?", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


def read(payload: dict[str, Any], account: str) -> Incoming:
    """Raises Unreadable for anything that the page cannot have meant."""
    match payload:
        case {"chat": str(chat), "language": str(language), "file": dict(file)}:
            return Incoming(Address(account, chat), Media(**file), language)
        case {"chat": str(chat), "language": str(language), "said": dict(said)}:
            return Incoming(Address(account, chat), _action(said), language)
        case _:
            raise Unreadable("neither words nor a file")


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """NFC without control characters, at most `longest` UTF-16 units, no half characters."""
    # Cut roughly first: normalising thousands of stacked marks is quadratic.
    plain = _CONTROL.sub("", text[: 4 * longest].replace("\r\n", "\n").replace("\r", "\n"))
    units = unicodedata.normalize("NFC", plain).encode("utf-16-le", "surrogatepass")
    return units[: 2 * longest].decode("utf-16-le", "ignore").strip()


def _action(said: dict[str, Any]) -> Action:
    match said:
        case {"kind": "text", "text": str(text)} if clean(text):
            return _words(clean(text))
        case {"kind": "choice", "code": str(code), "message": str(message)}:
            return Choice(clean(code, 256), clean(message, 64))
        case {"kind": "location", "latitude": float() | int(), "longitude": float() | int()}:
            return _place(said)
        case {"kind": "contact", "phone": str(phone)} if clean(phone):
            # Nobody vouches on the web that a typed number is the sender's.
            return Contact(clean(phone, 32), own=False)
        case {"kind": "started", "payload": str(payload)} if _PAYLOAD.fullmatch(payload):
            return Started(payload)
        case _:
            raise Unreadable(f"unknown or incomplete: {str(said.get('kind'))[:20]!r}")


def _words(text: str) -> Text | Command | Started:
    """`/start` typed is a link followed, as on Telegram."""
    command = _COMMAND.fullmatch(text)
    if command is None:
        return Text(text)
    name, argument = command.group(1).lower(), (command.group(2) or "").strip()
    if name == "start":
        return Started(argument if _PAYLOAD.fullmatch(argument) else "")
    return Command(name, argument)


def _place(said: dict[str, Any]) -> Location:
    latitude, longitude = float(said["latitude"]), float(said["longitude"])
    # Written so that NaN fails too.
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Unreadable("no such place")
    accuracy = said.get("accuracy")
    good = isinstance(accuracy, float | int) and 0 <= accuracy < 1e7
    return Location(latitude, longitude, float(accuracy) if good and accuracy else 0.0)
