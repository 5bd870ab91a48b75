"""Command menus: what everybody may ask for by name, and what a role adds to it.

What was last shown stands with each address, so that a heartbeat finds whose menu is not theirs any
more: after a grant, a revocation, another language, or a version that knows more commands.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from bot.incoming import Address
from bot.people import Role
from bot.permissions import GRANTED, Permission
from content.catalog import Catalog, Catalogs

COMMANDS: dict[str, dict[str, str]] = {
    "vi": {
        "start": "command.start",
        "khancap": "command.emergency",
        "baotainan": "command.report",
        "nguyhiem": "command.hazard",
        "huongdan": "command.guide",
        "tim": "command.search",
        "hoso": "command.cases",
        "goilai": "command.callback",
        "gopy": "command.petition",
        "caidat": "command.settings",
        "dulieu": "command.privacy",
        "trogiup": "command.help",
    },
    "en": {
        "start": "command.start",
        "emergency": "command.emergency",
        "report": "command.report",
        "hazard": "command.hazard",
        "guide": "command.guide",
        "search": "command.search",
        "cases": "command.cases",
        "callback": "command.callback",
        "petition": "command.petition",
        "settings": "command.settings",
        "privacy": "command.privacy",
        "help": "command.help",
    },
}
"""Everybody's menu, by language: the command and the message that explains it."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """A command for whoever holds the permission somewhere; its names by language."""

    names: dict[str, str]
    message: str
    permission: Permission


TRUSTED: tuple[Trusted, ...] = (
    Trusted({"vi": "nhan", "en": "take"}, "command.take", Permission.AREA_CASE_TAKE),
    Trusted({"vi": "viec", "en": "work"}, "command.work", Permission.AREA_CASE_TAKE),
    Trusted(
        {"vi": "phatin", "en": "broadcast"}, "command.broadcast", Permission.AREA_BROADCAST_COMPOSE
    ),
    Trusted({"vi": "truc", "en": "duty"}, "command.duty", Permission.AREA_DUTY_READ),
    Trusted({"vi": "nhom", "en": "groups"}, "command.groups", Permission.AREA_GROUP_MANAGE),
    Trusted({"vi": "apphich", "en": "poster"}, "command.poster", Permission.AREA_POSTER_PRINT),
    Trusted({"vi": "moi", "en": "invite"}, "command.invite", Permission.AREA_INVITATION_CREATE),
    Trusted({"vi": "nhatky", "en": "audit"}, "command.audit", Permission.AREA_AUDIT_READ),
)

Menu = tuple[tuple[str, str], ...]
"""Commands with their explanations, in the order shown."""


def usual(catalog: Catalog) -> Menu:
    names = COMMANDS[catalog.language]
    return tuple((name, catalog.label(message)) for name, message in names.items())


def menu(roles: Collection[Role], catalog: Catalog) -> Menu:
    """What these roles bring first, then everybody's; nothing when they bring nothing: then the
    usual menu stands.
    """
    held = {permission for role in roles for permission in GRANTED[role]}
    more = tuple(
        (trusted.names[catalog.language], catalog.label(trusted.message))
        for trusted in TRUSTED
        if trusted.permission in held
    )
    return (*more, *usual(catalog)) if more else ()


def edition(catalogs: Catalogs) -> str:
    """Eight characters that change with any command, explanation or right in any menu."""
    menus = [menu([role], catalog) for catalog in catalogs.values() for role in Role]
    return sha256(repr(menus).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Stale:
    """An address whose menu is not the one it should have; `mark`: how that one is remembered."""

    id: int
    address: Address
    language: str
    roles: frozenset[Role]
    mark: str


class MenusRepository(Protocol):
    async def stale(
        self, account: str, edition: str, *, now: datetime, limit: int
    ) -> Sequence[Stale]:
        """Whose menu must change now; those put off until later are left out."""
        ...

    async def of(self, person: int, account: str) -> Sequence[Stale]:
        """A person's addresses with a menu of their own, as if no role were left."""
        ...

    async def shown(self, address: int, mark: str) -> None: ...

    async def put_off(self, address: int, *, until: datetime) -> None: ...


class Offering(Protocol):
    """A channel that has command menus."""

    @property
    def account(self) -> str: ...

    async def offer(self, address: Address, commands: Menu) -> None:
        """Put these into the chat's menu; none: the usual ones. Raises the errors of bot.errors."""
        ...
