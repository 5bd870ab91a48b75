"""Every button the bot can show: one frozen dataclass each, one codec.

A code is `<prefix>:<field>|<field>…` in at most 64 bytes (Telegram's limit). Codes come back from
phones months later and can be forged, so decoding trusts nothing and old prefixes stay for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, fields

from bot.buttons.alerts import *  # noqa: F403 - callers write buttons.OpenCard
from bot.buttons.broadcasts import *  # noqa: F403 - callers write buttons.OpenCard
from bot.buttons.casework import *  # noqa: F403 - callers write buttons.OpenCard
from bot.buttons.data import *  # noqa: F403 - callers write buttons.OpenCard
from bot.buttons.duty import *  # noqa: F403 - callers write buttons.OpenCard
from bot.buttons.grants import *  # noqa: F403 - callers write buttons.OpenCard
from bot.buttons.groups import *  # noqa: F403 - callers write buttons.OpenCard
from bot.buttons.joining import *  # noqa: F403 - callers write buttons.OpenCard
from bot.buttons.numbers import *  # noqa: F403 - callers write buttons.OpenCard
from bot.buttons.posters import *  # noqa: F403 - callers write buttons.OpenCard
from bot.buttons.reports import *  # noqa: F403 - callers write buttons.OpenCard
from bot.buttons.table import PREFIXES as PREFIXES
from bot.buttons.table import Button as Button
from bot.buttons.talking import *  # noqa: F403 - callers write buttons.OpenCard

LIMIT_BYTES = 64
MOST_NUMBER = 2**31 - 1


class UnknownButton(ValueError):
    """A code that no button of ours, present or past, can have."""


_PREFIX_OF = {kind: prefix for prefix, kind in PREFIXES.items()}


def encode(button: Button) -> str:
    """The code of a button. Raises ValueError when too long or when a value holds a separator."""
    values = [str(value) for value in astuple(button)]
    if any("|" in value for value in values):
        raise ValueError(f"'|' inside {button}")
    code = f"{_PREFIX_OF[type(button)]}:{'|'.join(values)}"
    if len(code.encode()) > LIMIT_BYTES:
        raise ValueError(f"{code!r} has {len(code.encode())} bytes, {LIMIT_BYTES} is the limit")
    return code


def decode(code: str) -> Button:
    """The button of a code. Raises UnknownButton for anything that `encode` cannot have made."""
    prefix, colon, rest = code.partition(":")
    kind = PREFIXES.get(prefix)
    if kind is None or not colon or len(code) > LIMIT_BYTES:
        raise UnknownButton(code[:LIMIT_BYTES])
    known = fields(kind)
    values = rest.split("|") if rest or known else []
    if len(values) > len(known):
        raise UnknownButton(code[:LIMIT_BYTES])
    try:
        pairs = zip(known, values, strict=False)
        typed = [_number(v) if f.type == "int" else v for f, v in pairs]
        build: Callable[..., Button] = kind
        button = build(*typed)
        encode(button)  # refuses what is too long, or no whole characters
    except (TypeError, ValueError) as wrong:
        raise UnknownButton(code[:LIMIT_BYTES]) from wrong
    return button


def _number(value: str) -> int:
    """Raises ValueError for what no row of ours can have: a database would choke on it."""
    number = int(value)
    if abs(number) > MOST_NUMBER:
        raise ValueError(value)
    return number
