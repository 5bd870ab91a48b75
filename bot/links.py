"""Deep links: where a payload of ours opens, on each channel that has an address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _nobody() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Links:
    """`web`: the public address of our page, "" when not set. `username` asks for Telegram's name
    of the bot each time: Telegram tells it only after the start.
    """

    web: str = ""
    username: Callable[[], str] = _nobody

    def to(self, payload: str) -> tuple[str, ...]:
        """Every link that carries `payload`, Telegram's first; () while we know no address."""
        username = self.username()
        telegram = (telegram_link(username, payload),) if username else ()
        web = (web_link(self.web, payload),) if self.web else ()
        return telegram + web


def telegram_link(username: str, payload: str) -> str:
    return f"https://t.me/{username.removeprefix('@')}?start={payload}"


def web_link(base: str, payload: str) -> str:
    return f"{base.rstrip('/')}/?start={payload}"
